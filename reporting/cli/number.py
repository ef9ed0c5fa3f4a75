"""The command that gives ITMO serial numbers to authorized blocks that have none."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from reporting.cli.export import one_package
from reporting.cli.options import Language, app
from reporting.cli.proposals import Offer, Out, ProposalFormat, To, Words, judged_proposal, offer
from reporting.filing.additions.package_rows import PackageRows
from reporting.filing.imports.numbering import NumberingError, numbered_blocks


@app.command()
def number(  # noqa: PLR0913 - each is an option
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="The record.")],
    *,
    party: Annotated[
        str,
        typer.Option(
            metavar="CODE",
            help="Whose registries number: needed where the blocks are of several Parties.",
            show_default=False,
        ),
    ] = "",
    is_agreed: Annotated[
        bool, typer.Option("--yes", help="Accept it at once if every block gets its numbers.")
    ] = False,
    form: Annotated[
        ProposalFormat, typer.Option("--format", help="How the proposal is written.")
    ] = ProposalFormat.TEXT,
    to: To = None,
    out: Out = None,
    language: Words = Language.ENGLISH,
) -> None:
    """Give ITMO serial numbers to authorized blocks that have none: a proposal for jcm accept.

    Within approach, originating registry, host and vintage, each block gets the numbers behind the
    last that is used, in the order of issuance. No number that stands is changed or given twice.
    An event of a whole block has the block's; of a part, it keeps those unknown that it has not.

    Exit 0 if every block gets its numbers, 1 if one lacks what it needs, 2 if the call is not
    understood.

    For example: jcm number my-record
    """
    how = Offer(folder=folder, form=form, language=language, is_agreed=is_agreed, to=to, out=out)
    package = one_package(folder, "FOLDER")
    try:
        source = numbered_blocks(PackageRows.of(package), party)
    except NumberingError as error:
        raise typer.BadParameter(str(error), param_hint="FOLDER") from error
    with Console(stderr=True).status("Checking the rows"):
        proposal, judged = judged_proposal(source, package, "")
    offer(package, proposal, judged, how)
