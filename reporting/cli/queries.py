"""Commands that ask the ledger: checks, holdings, balance, the life of a block, gaps."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from reporting.accounting.period import ElapsedBasis, MethodName
from reporting.cli import arguments
from reporting.cli.arguments import (
    AnswerRequest,
    Data,
    Form,
    Machine,
    Master,
    PartyCode,
    RecordsAt,
    Words,
)
from reporting.cli.options import FOUND_ERRORS, Language, ReportFormat, app
from reporting.forms.queries.accounts import BalanceRequest
from reporting.forms.queries.balance import balance as balance_report
from reporting.forms.queries.check_tables import checks as checks_report
from reporting.forms.queries.gaps import gaps as gaps_report
from reporting.forms.queries.holdings import holdings_of
from reporting.forms.queries.unit_history import RangeError, blocks
from reporting.forms.queries.unit_history import trace as trace_report
from reporting.ledger.checks import ALL, Check
from reporting.ledger.engines import LOCAL, EngineName

TEXT, ENGLISH, DUCKDB = ReportFormat.TEXT, Language.ENGLISH, EngineName.DUCKDB


@app.command()
def check(  # noqa: PLR0913 - each is an option
    folders: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FOLDER", help="The same as --data.", show_default=False),
    ] = None,
    *,
    data: Data = None,
    form: Form = TEXT,
    language: Words = ENGLISH,
    engine: Machine = DUCKDB,
    master: Master = LOCAL,
    records: RecordsAt = "",
) -> None:
    """Check a record of units: serials, ownership, mirrors, authorizations, use, years, holdings.

    Each check passes, fails, or is not verifiable; the UNFCCC secretariat's code stands beside.

    Exit 0 if none fails with an error, 1 if one does or data are faulty, 2 if not understood.
    """
    every = [*(folders or []), *(data or [])] or None
    options = AnswerRequest(
        folders=every,
        form=form,
        language=language,
        engine=engine,
        master=master,
        records_at=records,
    )
    with arguments.ledger_of(options) as ledger, Console(stderr=True).status("Checking") as status:

        def seen(each: Check) -> None:
            status.update(f"Checking {each.code}")

        report, is_sound = checks_report(ledger, ALL, seen)
    arguments.show(report, options)
    if not is_sound:
        raise typer.Exit(FOUND_ERRORS)


@app.command()
def holdings(  # noqa: PLR0913 - each is an option
    party: PartyCode,
    as_of: Annotated[
        str,
        typer.Option("--as-of", metavar="DATE", help="The day, YYYY-MM-DD.", show_default=False),
    ],
    *,
    data: Data = None,
    form: Form = TEXT,
    language: Words = ENGLISH,
    engine: Machine = DUCKDB,
    master: Master = LOCAL,
    records: RecordsAt = "",
) -> None:
    """Show what a Party holds at the end of a day: blocks, status, totals by status and account.

    For example: jcm holdings --party XBB --as-of 2025-12-31 --data data/example
    """
    day = arguments.day_named(as_of, "--as-of")
    options = AnswerRequest(
        folders=data, form=form, language=language, engine=engine, master=master, records_at=records
    )
    code = arguments.known_party(options, party)
    with arguments.ledger_of(options) as ledger:
        report = holdings_of(ledger, code, day)
    arguments.show(report, options)


@app.command()
def balance(  # noqa: PLR0913 - each is an option
    *,
    party: PartyCode,
    period: Annotated[
        str | None,
        typer.Option(
            metavar="YEARS",
            help="NDC period, as 2021-2030.",
            show_default="the first in the record",
        ),
    ] = None,
    method: Annotated[
        MethodName | None,
        typer.Option(
            help="Method of paragraph 7.", show_default="the one the NDC names; all three if none"
        ),
    ] = None,
    elapsed: Annotated[
        ElapsedBasis | None,
        typer.Option(help="How an average counts elapsed years.", show_default="as the NDC states"),
    ] = None,
    cutoff: Annotated[
        str | None,
        typer.Option(
            metavar="DATE",
            help="Count events up to this day and report the years that ended by then.",
            show_default="the day the period was closed, else the end of the complete years, else "
            "the whole record",
        ),
    ] = None,
    data: Data = None,
    form: Form = TEXT,
    language: Words = ENGLISH,
    engine: Machine = DUCKDB,
    master: Master = LOCAL,
    records: RecordsAt = "",
) -> None:
    """Show a Party's emissions balance year by year (2/CMA.3 annex, paragraphs 7 to 12 and 23).

    First transferred goes by event year and by vintage, used by the year for which it is used.

    What is not known stays empty, with the reason; it is never nought.

    For example: jcm balance --party XAA --data data/example
    """
    day = arguments.day_named(cutoff, "--cutoff") if cutoff else None
    options = AnswerRequest(
        folders=data, form=form, language=language, engine=engine, master=master, records_at=records
    )
    code = arguments.known_party(options, party)
    with arguments.ledger_of(options) as ledger:
        ndc = arguments.known_ndc(ledger, code, period)
        asked = BalanceRequest(
            ndc=ndc,
            method=method,
            elapsed=elapsed,
            cutoff=arguments.known_cutoff(day, ndc),
        )
        report = balance_report(ledger, asked)
    arguments.show(report, options)


@app.command()
def trace(  # noqa: PLR0913 - each is an option
    block: Annotated[
        str, typer.Argument(metavar="BLOCK", help="Identifier of a block.", show_default=False)
    ],
    serials: Annotated[
        str | None,
        typer.Option("--range", metavar="A-B", help="Only these serial numbers of the block."),
    ] = None,
    *,
    data: Data = None,
    form: Form = TEXT,
    language: Words = ENGLISH,
    engine: Machine = DUCKDB,
    master: Master = LOCAL,
    records: RecordsAt = "",
) -> None:
    """Show the life of a block: issued, moved, first transferred, used, each with its row.

    For example: jcm trace XA002-A --range 100501-100530 --data data/example
    """
    asked = arguments.as_range(serials)
    options = AnswerRequest(
        folders=data, form=form, language=language, engine=engine, master=master, records_at=records
    )
    with arguments.ledger_of(options) as ledger:
        name = arguments.known_block(blocks(ledger), block)
        try:
            report = trace_report(ledger, name, asked)
        except RangeError as error:
            raise typer.BadParameter(str(error), param_hint="--range") from error
    arguments.show(report, options)


@app.command()
def gaps(data: Data = None, form: Form = TEXT, language: Words = ENGLISH) -> None:
    """List what is not known, and who could fill it."""
    options = AnswerRequest(folders=data, form=form, language=language)
    arguments.show(gaps_report(arguments.validated(options).packages), options)
