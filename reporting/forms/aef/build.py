"""The form: a section for each of the five tables, what stands in its way, what is said of it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache

from reporting.findings import Finding, Place
from reporting.forms.aef import missing_cells
from reporting.forms.aef.actions import done
from reporting.forms.aef.authorizations import (
    authorization_lines,
    authorized,
    entity_lines,
    undated,
)
from reporting.forms.aef.missing_cells import FilledTables, notes
from reporting.forms.aef.party_record import PartyRecord
from reporting.forms.aef.rows import AefRow, Cells, held, joined
from reporting.forms.model.form import Form, FormName, Readiness, Section
from reporting.forms.model.request import FormRequest
from reporting.forms.model.sections import readiness
from reporting.forms.model.table import PLACES, TONNES, Cell, Column, Reason, ReportTable, Type
from reporting.forms.queries.ndc import ndcs_of
from reporting.forms.queries.undecided import undecided
from reporting.ledger.ledger import Ledger, Row
from reporting.ledger.loading import place_of
from reporting.messages import _
from reporting.official_forms.aef import (
    ACTIONS,
    AUTHORIZATIONS,
    ENTITIES,
    HOLDINGS,
    SUBMISSION,
    TABLES,
    AefColumn,
    columns,
    sheet,
)

NO_PERIOD = Reason(
    code="ndc_period_unknown",
    sentence=_("The record has no NDC of the Party whose period contains the reported year."),
    brief=_("NDC implementation period not known"),
)
NO_DATE = Reason(
    code="submission_date_unknown",
    sentence=_("The date of submission is not given yet."),
    brief=_("Date of submission not given"),
)


def period_of(ledger: Ledger, request: FormRequest) -> Row | None:
    """Return the NDC of a Party whose period contains the year; the earliest of several."""
    every = ndcs_of(ledger, request.party)
    return next(
        (row for row in every if row["first_year"] <= request.year <= row["last_year"]), None
    )


def submission_line(request: FormRequest, period: Row | None) -> AefRow:
    """Return the one row of the table; the cells that the platform fills hold their placeholder."""
    cells: Cells = {
        **{each.name: Cell(value=each.placeholder or None) for each in columns(SUBMISSION)},
        "ParticipatingParty": Cell(value=request.party),
        "SubmissionVersion": Cell(value=request.version),
        "ReportedYear": Cell(value=request.year),
        "DateOfSubmission": Cell(
            value=request.submitted_on, reasons=() if request.submitted_on else (NO_DATE,)
        ),
        "FirstYearOfNDCPeriod": _year(period, "first_year"),
        "LastYearOfNDCPeriod": _year(period, "last_year"),
    }
    return AefRow(cells=cells, row=place_of(period) if period else None)


def _year(period: Row | None, name: str) -> Cell:
    return Cell(value=period[name]) if period else Cell(reasons=(NO_PERIOD,))


# Whole numbers that nobody writes with thousands apart, as the other integers are.
YEARS = frozenset(
    (
        "ReportedYear",
        "FirstYearOfNDCPeriod",
        "LastYearOfNDCPeriod",
        "Vintage",
        "YearITMOUsedTowardsNDC",
    )
)
FIGURES = {
    "QuantityCO2": TONNES,
    "QuantityNon-GHG": "non-GHG metric",
    "AuthorizedQuantity": "metric of the row",
}


@cache
def report_columns(name: str) -> tuple[Column, ...]:
    """Return the columns of a table as those of a report."""
    number = TABLES.index(name) + 1
    return tuple(
        Column(
            name=each.name,
            label=each.label,
            type=_type(each),
            unit=FIGURES.get(each.name, ""),
            provision=f"4/CMA.6, annex II, table {number}, column {each.position}",
            places=PLACES if each.name == "QuantityNon-GHG" else 0,
        )
        for each in columns(name)
    )


def _type(column: AefColumn) -> Type:
    if column.name in YEARS:
        return Type.YEAR
    if column.name in FIGURES:
        return Type.QUANTITY
    return {"date": Type.DATE, "integer": Type.COUNT}.get(column.type, Type.TEXT)


def aef(ledger: Ledger, request: FormRequest) -> Form:
    """Return the annual information of a Party for a year: one section for each table.

    The rows are those known. Without a declaration that the year is complete the form is
    incomplete: nothing in it is a nil, and no total is given. What is found is that of the whole
    form, whether or not it is public.
    """
    known = ledger.up_to(request.cutoff)
    filled = _filled(known, request)
    findings = missing_cells.once(
        (
            *_findings(filled),
            *undecided(known, request.party, filled.done.undecided, filled.held.undecided),
        )
    )
    return Form(
        name=FormName.AEF,
        party=request.party,
        year=request.year,
        version=request.version,
        readiness=readiness(findings, *([] if filled.is_complete else [Readiness.INCOMPLETE])),
        is_made_up=request.is_made_up,
        cutoff=request.cutoff or (filled.end if filled.declared else None),
        title=_("Agreed electronic format"),
        subtitle=_(
            "Annual information of %(party)s for %(year)s, version %(version)s",
            party=request.party,
            year=request.year,
            version=request.version,
        ),
        sections=tuple(_section(table, filled.shown[table]) for table in TABLES),
        notes=tuple(notes(filled)),
        findings=findings,
        confidential=filled.confidential,
        is_public=request.is_public,
    )


def _filled(ledger: Ledger, request: FormRequest) -> FilledTables:
    party, year = request.party, request.year
    record = PartyRecord.from_ledger(ledger)
    versions = authorized(record, party, year)
    did = done(ledger, record, party, year)
    holds = held(ledger, record, party, date(year, 12, 31))
    period = period_of(ledger, request)
    declared = [
        row
        for row in ledger.table("coverage")
        if (row["party"], row["year"], row["is_complete"]) == (party, year, True)
    ]
    others = {
        SUBMISSION: [submission_line(request, period)],
        AUTHORIZATIONS: authorization_lines(record, versions, year),
        ENTITIES: entity_lines(record, versions, party, year),
    }
    apart = {ACTIONS: did.lines, HOLDINGS: holds.lines}
    whole = {table: joined(lines, table) for table, lines in apart.items()}
    # Counted as rows of the form: joined among themselves.
    hidden = _joined(record, apart, is_hidden=True)
    shown = _joined(record, apart, is_hidden=False) if request.is_public else whole
    return FilledTables(
        request=request,
        record=record,
        lines=others | whole,
        shown=others | shown,
        confidential=sum(map(len, hidden.values())),
        done=did,
        held=holds,
        period=period,
        declared=declared[0] if declared else None,
    )


def _joined(
    record: PartyRecord, apart: Mapping[str, Sequence[AefRow]], *, is_hidden: bool
) -> dict[str, list[AefRow]]:
    """Return the rows that rest on confidential rows, or the others: public neighbours stay."""
    return {
        table: joined((line for line in lines if record.hides(line.lineage) is is_hidden), table)
        for table, lines in apart.items()
    }


def _findings(filled: FilledTables) -> Iterator[Finding]:
    request = filled.request
    yield from _of_the_whole(filled)
    for table in (AUTHORIZATIONS, ACTIONS, HOLDINGS, ENTITIES):
        yield from missing_cells.of_table(table, filled.lines[table], filled.record)
    without = [place for line in filled.done.undated for place in line.places]
    yield from missing_cells.without_date(ACTIONS, without)
    entities = undated(filled.record, request.party)
    yield from missing_cells.without_date(ENTITIES, [place_of(row) for row in entities])
    day = filled.end.isoformat()
    yield from missing_cells.held_aside(filled.held.aside, request.party, day)


def _of_the_whole(filled: FilledTables) -> Iterator[Finding]:
    """Yield what is missing of the year, the period and the date of submission."""
    request = filled.request
    of_year = {"party": request.party, "year": str(request.year)}
    if filled.declared is None:
        yield Finding(code="aef-year-not-complete", place=Place(table="coverage"), values=of_year)
    if filled.is_cut:
        yield Finding(
            code="aef-cutoff-within-year",
            place=Place(),
            values={"end": filled.end.isoformat(), "cutoff": str(request.cutoff)},
        )
    if filled.period is None:
        yield Finding(code="aef-ndc-period-missing", place=Place(table="ndcs"), values=of_year)
    if request.submitted_on is None:
        yield Finding(
            code="aef-submission-date-missing",
            place=Place(),
            values={"version": request.version},
        )


def _section(table: str, lines: Sequence[AefRow]) -> Section:
    number = TABLES.index(table) + 1
    title = sheet(table).title
    headed = _("Table %(number)s: %(title)s", number=number, title=title)
    return Section(
        number=str(number),
        title=headed,
        provision=f"4/CMA.6, annex II, table {number}",
        tables=(
            ReportTable(
                name=table,
                title=headed,
                columns=report_columns(table),
                rows=tuple(line.as_row(table) for line in lines),
                nothing=_("No row."),
            ),
        ),
    )
