"""What is asked of a ledger, understood or refused with what could have been meant."""

import csv
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from reporting.cli.options import (
    DATA,
    FOUND_ERRORS,
    Language,
    ReportFormat,
    record_in,
    tell_saved,
    text_width,
)
from reporting.forms.model.table import Report
from reporting.forms.queries.ndc import check_cutoff, named_ndc, ndcs_of
from reporting.forms.queries.unit_history import Serials
from reporting.ledger.engines import LOCAL, EngineMissingError, EngineName, engine
from reporting.ledger.ledger import Ledger, Row, open_ledger
from reporting.ledger.loading import missing_tables
from reporting.packages import Package, Validation, open_package, validate
from reporting.renderers import findings, tables, text

SIMILAR = 5
NAMES = ("name", "name_ja")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
RANGE = re.compile(r"(\d+)-(\d+)")
LARGE = "Records too large for one machine"

Data = Annotated[
    list[Path] | None,
    typer.Option(
        "--data",
        metavar="FOLDER",
        help="A data package, or a folder of packages; repeatable. The made-up data/example is "
        "read only if named itself.",
        show_default="data, the public record",
    ),
]
Form = Annotated[
    ReportFormat,
    typer.Option(
        "--format",
        help="How it is written: text for people; json with every figure's rows; csv with figures "
        "as decimals.",
    ),
]
Words = Annotated[Language, typer.Option(help="Language of the text; json holds both.")]
Machine = Annotated[
    EngineName,
    typer.Option(
        "--engine",
        help="Where it is computed; spark needs its extra and Java 17 or newer.",
        rich_help_panel=LARGE,
    ),
]
Master = Annotated[
    str,
    typer.Option(
        "--master",
        metavar="URL",
        help="Of Spark: local[*], spark://HOST:PORT, yarn, k8s://…, or sc://HOST:PORT (Connect).",
        rich_help_panel=LARGE,
    ),
]
RecordsAt = Annotated[
    str,
    typer.Option(
        "--records",
        metavar="ADDRESS",
        help="Where credit_blocks and transfers lie, if they are too large for a data folder: a "
        "folder of Parquet files, or a schema of Spark's catalogue.",
        show_default=False,
        rich_help_panel=LARGE,
    ),
]
PartyCode = Annotated[
    str, typer.Option("--party", metavar="P", help="Code of the Party, as JPN.", show_default=False)
]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRequest:
    """How and from what the answer is wanted."""

    folders: list[Path] | None
    form: ReportFormat
    language: Language
    engine: EngineName = EngineName.DUCKDB
    master: str = LOCAL
    records_at: str = ""


def folders_of(options: AnswerRequest) -> list[Path]:
    """Return the folders of the packages that are asked."""
    return [each for folder in options.folders or [DATA] for each in record_in(folder)]


def validated(options: AnswerRequest) -> Validation:
    """Check the packages; with errors, print them and exit with 1."""
    folders = folders_of(options)
    with Console(stderr=True).status("Checking the data"):
        result = validate(folders)
    if not result.is_clean:
        refuse_data(result, options)
    tell_saved(result.findings, options.language)
    return result


def refuse_data(result: Validation, options: AnswerRequest) -> None:
    """Print what is wrong with the data and exit with 1."""
    if options.form is ReportFormat.JSON:
        typer.echo(findings.validation_json(result), nl=False)
    else:
        report = findings.validation_report(result, options.language)
        typer.echo(findings.as_text(report), nl=False)
    raise typer.Exit(FOUND_ERRORS)


@contextmanager
def replayed(options: AnswerRequest) -> Iterator[tuple[Ledger, tuple[Package, ...]]]:
    """Replay the record of the packages, and keep the packages at hand."""
    result = validated(options)
    missing = missing_tables(result.packages)
    if missing:
        refuse_data(replace(result, findings=missing), options)
    try:
        with engine(options.engine, master=options.master) as running:
            with Console(stderr=True).status("Replaying the record"):
                ledger = open_ledger(running, result.packages, records_at=options.records_at)
            yield ledger, result.packages
    except EngineMissingError as error:
        raise typer.BadParameter(str(error)) from error


@contextmanager
def ledger_of(options: AnswerRequest) -> Iterator[Ledger]:
    """Replay the record of the packages."""
    with replayed(options) as (ledger, _):
        yield ledger


def show(report: Report, options: AnswerRequest) -> None:
    """Print a report."""
    match options.form:
        case ReportFormat.TEXT:
            width, has_colour = text_width()
            typer.echo(
                text.as_text(report, options.language, width=width, has_colour=has_colour),
                nl=False,
            )
        case ReportFormat.JSON:
            typer.echo(tables.as_json(report), nl=False)
        case ReportFormat.CSV:
            typer.echo(tables.as_csv(report), nl=False)


def known_party(options: AnswerRequest, code: str) -> str:
    """Return the code of a Party of the record, or refuse it with the list of Parties.

    The tables are read as they are, before anything is checked: a mistyped code need not wait. If
    they cannot be read the code stands, and the findings will say why.
    """
    try:
        rows = [row for path in _tables(options, "parties") for row in _read(path)]
        # A holder that is no Party files no form.
        names = sorted({row["party"] for row in rows if not row.get("kind")})
    except (OSError, KeyError, UnicodeDecodeError, csv.Error):
        return code.upper()
    if not names:
        return code.upper()
    if code.upper() in names:
        return code.upper()
    called = {row[name].casefold(): row["party"] for row in rows for name in NAMES if row.get(name)}
    named = called.get(code.casefold())
    meant = f". Did you mean {named}?" if named else _meant(code.upper(), names)
    msg = f"'{code}' is no Party of the record{meant} Parties: {', '.join(names)}"
    raise typer.BadParameter(msg, param_hint="--party")


def _tables(options: AnswerRequest, name: str) -> Iterator[Path]:
    for folder in folders_of(options):
        package, _ = open_package(folder)
        if package and name in package.tables:
            yield package.tables[name].readable


def _read(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def known_ndc(ledger: Ledger, party: str, period: str | None) -> Row:
    """Return the row of the NDC asked for; the first period if none is."""
    try:
        return named_ndc(ledger, party, period)
    except LookupError as error:
        hint = "--period" if ndcs_of(ledger, party) else "--party"
        raise typer.BadParameter(str(error), param_hint=hint) from error


def known_block(names: list[str], block: str) -> str:
    """Return the identifier of a block, or refuse it with similar ones."""
    if block in names:
        return block
    start = [each for each in names if block and each.lower().startswith(block.lower())]
    close = [*start, *get_close_matches(block, names, SIMILAR, 0.4)]
    several = ", ".join(dict.fromkeys(close[: 2 * SIMILAR]))
    some = ", ".join(names[:SIMILAR])
    hint = f". Similar: {several}" if several else f", which has {len(names)}. Some of them: {some}"
    msg = f"'{block}' is no block of the record{hint}"
    raise typer.BadParameter(msg, param_hint="BLOCK")


def known_cutoff(day: date | None, ndc: Row) -> date | None:
    """Return the cut-off, or refuse one by which no year of the NDC period had ended."""
    try:
        check_cutoff(day, ndc)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--cutoff") from error
    return day


def day_named(written: str, option: str) -> date:
    """Read a date, written as YYYY-MM-DD."""
    with suppress(ValueError):
        if DAY.fullmatch(written):
            return date.fromisoformat(written)
    msg = f"'{written}' is no date; write it as YYYY-MM-DD, for example 2025-12-31"
    raise typer.BadParameter(msg, param_hint=option)


def as_range(written: str | None) -> Serials | None:
    """Read a range of serial numbers, written as A-B."""
    if written is None:
        return None
    found = RANGE.fullmatch(written.replace(",", ""))
    if found and int(found[1]) <= int(found[2]):
        return Serials(first=int(found[1]), last=int(found[2]))
    msg = f"'{written}' is no range; write the first and the last serial number, as 100001-100500"
    raise typer.BadParameter(msg, param_hint="--range")


def _meant(code: str, names: list[str]) -> str:
    close = get_close_matches(code, names, 3, 0.5)
    return f". Did you mean {' or '.join(close)}?" if close else "."
