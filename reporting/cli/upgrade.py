"""The command that carries a Party's folder to the newest version of the tables."""

from pathlib import Path
from typing import Annotated

import typer

from reporting.cli.options import FOUND_ERRORS, app
from reporting.filing.upgrade import UpgradeError
from reporting.filing.upgrade import upgrade as upgrade_folder


@app.command()
def upgrade(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="The Party's own data folder.")],
) -> None:
    """Give a Party's folder the newest schemas and columns; rows and filings stay as they are.

    For example: jcm upgrade my-record
    """
    try:
        done = upgrade_folder(folder)
    except UpgradeError as error:
        raise typer.BadParameter(str(error), param_hint="FOLDER") from error
    except OSError as error:
        typer.echo(f"{folder} cannot be written: {error.strerror or error}", err=True)
        raise typer.Exit(FOUND_ERRORS) from error
    if not done.changes:
        typer.echo(f"{folder}/ has the schemas of version {done.after}; nothing to do")
        return
    before = f", from {done.before}" if done.before < done.after else ", as before"
    typer.echo(f"{folder}/: Article 6 schemas of version {done.after}{before}")
    for name, said in done.changes.items():
        typer.echo(f"  {name}: {said}")
    typer.echo(f"Now: jcm validate {folder}")
