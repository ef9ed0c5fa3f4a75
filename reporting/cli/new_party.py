"""The command that founds the data folder of a Party."""

import re
from pathlib import Path
from typing import Annotated

import typer

from reporting.cli.export import ExportFormat, one_package, write_workbook
from reporting.cli.options import app
from reporting.filing.scaffold import Founder, files
from reporting.findings import as_argument
from reporting.messages import Text, bilingual
from reporting.official_forms.code_lists import countries
from reporting.renderers.files import write_files

WORKBOOK = "record.xlsx"
CODE = re.compile("[A-Z]{3}")


@app.command("new-party")
def new_party(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="The folder to make; it must not exist yet.")
    ],
    *,
    party: Annotated[
        str, typer.Option(metavar="P", help="Code of the Party, as JPN.", show_default=False)
    ],
    name: Annotated[
        str | None, typer.Option(help="Its name.", show_default="as in the list of countries")
    ] = None,
    name_ja: Annotated[
        str | None, typer.Option(help="Its name in Japanese.", show_default="as in that list")
    ] = None,
    to: Annotated[
        ExportFormat | None,
        typer.Option(
            "--to",
            help="xlsx: the tables also as a workbook to fill, record.xlsx in the folder.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Make the data folder a government fills: tables, schemas, narratives to write, a README.

    Nothing is invented: the tables have their headings, and no row but the Party's own. A folder
    that holds anything is left as it is.

    For example: jcm new-party my-record --party KEN --to xlsx
    """
    code = party.upper()
    if not CODE.fullmatch(code):
        msg = f"'{party}' is no code of a Party; write three letters, as JPN"
        raise typer.BadParameter(msg, param_hint="--party")
    founder = Founder(party=code, name=_name(code, name, name_ja))
    _refuse_taken(folder)
    write_files(folder, files(founder))
    if to is not None:
        write_workbook(one_package(folder, "FOLDER"), folder / WORKBOOK)
    typer.echo(
        f"{folder}/ is ready for {founder.name.en}. Begin with {folder}/README.md; then\n"
        f"  jcm validate {as_argument(folder)}\n"
        f"  jcm check --data {as_argument(folder)}"
    )
    if to is not None:
        book = folder / WORKBOOK
        typer.echo(
            f"The workbook to fill is {book}; then\n"
            f"  jcm import {as_argument(book)} --into {as_argument(folder)}\n"
            f"  jcm accept {as_argument(folder)}"
        )


def _name(code: str, name: str | None, name_ja: str | None) -> Text:
    listed = countries().get(code)
    english = name or (listed.en if listed else "")
    if not english:
        msg = f"the list of countries has no {code}; say its name with --name"
        raise typer.BadParameter(msg, param_hint="--name")
    # The Japanese of the list is that of the name in the list, not of another.
    return bilingual(english, name_ja or (listed.ja if listed and not name else english))


def _refuse_taken(folder: Path) -> None:
    if folder.suffix.lower() == f".{ExportFormat.XLSX}":
        msg = f"'{folder}' is the name of a workbook; name a folder, which will hold {WORKBOOK}"
        raise typer.BadParameter(msg, param_hint="FOLDER")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        msg = f"'{folder}' holds something already, and is left as it is; name a new folder"
        raise typer.BadParameter(msg, param_hint="FOLDER")
