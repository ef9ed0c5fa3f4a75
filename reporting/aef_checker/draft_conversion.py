"""The draft of 2022 as the five tables in force: what it tells, where they ask for it.

Nothing is guessed. What the draft does not tell stays empty, what the tables have no column for
goes to the explanatory information or is left out, and each of the three is said.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from reporting.aef_checker.actions import (
    CANCELLED_FOR,
    PARTY_OR_ENTITY,
    absent_as_empty,
    day,
    number,
    reported_year,
    table_records,
)
from reporting.aef_checker.conditions import (
    ACTION,
    NEEDED,
    OIMP_PURPOSE,
    SUBTYPE,
    code_of,
    meant,
    several,
    subtypes,
)
from reporting.aef_checker.draft_pair import LocatedRow, authorizations_in_rows
from reporting.aef_checker.party_codes import party_of
from reporting.aef_checker.tables import SheetRow, Workbook
from reporting.findings import Finding, Place
from reporting.forms.aef.build import report_columns
from reporting.forms.aef.profile import as_exported
from reporting.forms.model.form import Form, FormName, Readiness, Section
from reporting.forms.model.table import EMPTY, Cell, ReportTable
from reporting.messages import _
from reporting.official_forms.aef import (
    ACTIONS,
    AUTHORIZATIONS,
    ENTITIES,
    HOLDINGS,
    NA,
    OLD,
    SUBMISSION,
    TABLES,
    AefColumn,
    columns,
    sheet,
)

# Which version a submission is, and in which NDC period, the draft does not say.
VERSION = "X.Y"
EXPLANATION = "AdditionalExplanatoryInformation"
# Columns of the draft that the tables in force have under another name, or as two.
ELSEWHERE = {PARTY_OR_ENTITY, CANCELLED_FOR}
LISTS = ("Sectors", "ActivityType")


class ConversionError(Exception):
    """Workbooks that are no draft of one Party and year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversion:
    """The five tables of a draft.

    Attributes:
        form: They, as a form that is not ready to be filed.
        findings: What in them is empty, and what of the draft stands nowhere in them.
    """

    form: Form
    findings: tuple[Finding, ...]


@dataclass(slots=True, kw_only=True)
class _Gaps:
    """What could not be carried over, counted in rows.

    Attributes:
        empty: Cells that must hold something and do not, by table and column.
        left: Values without a place, by table and label of the draft.
    """

    empty: Counter[tuple[str, str]] = field(default_factory=Counter)
    left: Counter[tuple[str, str]] = field(default_factory=Counter)


def converted(workbooks: Iterable[Workbook], name: str) -> Conversion:
    """Return the five tables of the one draft among workbooks.

    Args:
        workbooks: Workbooks, the halves of a draft as one.
        name: How findings name the workbook that is written.

    Raises:
        ConversionError: There is none, or several, or it does not say whose it is.
    """
    drafts = [each for each in workbooks if each.edition == OLD]
    if len(drafts) != 1:
        msg = "give one draft of 2022: its workbook of actions, and that of its holdings"
        raise ConversionError(msg)
    (draft,) = drafts
    party = party_of(draft.heading.text("ParticipatingParty"))
    year = reported_year(draft.heading)
    if not party or year is None:
        msg = f"{draft.name} does not say of which Party and year it is"
        raise ConversionError(msg)
    gaps = _Gaps()
    own = [*authorizations_in_rows(draft, party)]
    rows = {
        SUBMISSION: [(draft.heading, _submission(party, year))],
        AUTHORIZATIONS: [(record, _authorization(draft, record)) for _table, record in own],
        ACTIONS: [(each[1], _action(each)) for each in table_records(draft, ACTIONS)],
        HOLDINGS: [
            (record, _cells(HOLDINGS, record)) for _table, record in table_records(draft, HOLDINGS)
        ],
        ENTITIES: [],
    }
    for table, written in rows.items():
        _count_empty(gaps, table, written)
    _count_left(gaps, draft, {record.text("AuthorizationID") for _table, record in own})
    form = Form(
        name=FormName.AEF,
        party=party,
        year=year,
        version=VERSION,
        readiness=Readiness.DRAFT,
        is_made_up=False,
        cutoff=None,
        title=_("Agreed electronic format"),
        sections=tuple(_section(table, rows[table]) for table in TABLES),
    )
    return Conversion(form=as_exported(form), findings=tuple(_findings(gaps, rows, name)))


Cells = Mapping[str, Cell]
Converted = tuple[SheetRow, Cells]


def _section(table: str, rows: Iterable[Converted]) -> Section:
    title = sheet(table).title
    return Section(
        title=title,
        tables=(
            ReportTable(
                name=table,
                title=title,
                columns=report_columns(table),
                rows=tuple(
                    tuple(cells.get(each.name, EMPTY) for each in columns(table))
                    for _record, cells in rows
                ),
            ),
        ),
    )


def _submission(party: str, year: int) -> Cells:
    placeholders = {each.name: Cell(value=each.placeholder or None) for each in columns(SUBMISSION)}
    told = {"ParticipatingParty": Cell(value=party), "ReportedYear": Cell(value=year)}
    return placeholders | told


def _authorization(draft: Workbook, record: SheetRow) -> Cells:
    """Return the row of an authorization; its sectors and activities are those of its ITMOs."""
    name = record.text("AuthorizationID")
    rows = [
        other
        for table in (ACTIONS, HOLDINGS)
        for _table, other in table_records(draft, table)
        if other.text("AuthorizationID") == name
    ]
    found = dict(_cells(AUTHORIZATIONS, record))
    for column in LISTS:
        terms = (term for row in rows for term in several(absent_as_empty(row, column)))
        joined = ", ".join(dict.fromkeys(terms))
        found[column] = Cell(value=joined or None)
    return found


def _action(located: LocatedRow) -> Cells:
    """Return the row of an action, and what has no column of its own as an explanation."""
    table, record = located
    either = absent_as_empty(record, PARTY_OR_ENTITY)
    cells = dict(_cells(ACTIONS, record))
    user = party_of(either)
    told = {
        OIMP_PURPOSE: absent_as_empty(record, CANCELLED_FOR),
        "Using/cancellingPartyID": user,
        "Using/cancellingEntityID": NA if user else either,
    }
    for name, text in told.items():
        if text and cells[name].value != NA:
            cells[name] = Cell(value=text)
    action = code_of(record, ACTION)
    if action and not subtypes().get(action):
        cells[SUBTYPE] = Cell(value=NA)
    explained = [
        f"{table.label(name)}: {record.text(name)}"
        for name in table.columns
        if name not in {*_names(ACTIONS), *_names(AUTHORIZATIONS), *ELSEWHERE}
        and absent_as_empty(record, name)
    ]
    if explained:
        cells[EXPLANATION] = Cell(value="; ".join(explained))
    return cells


def _names(table: str) -> set[str]:
    return {each.name for each in columns(table)}


def _cells(table: str, record: SheetRow) -> Cells:
    return {each.name: _cell(each, record) for each in columns(table)}


def _cell(column: AefColumn, record: SheetRow) -> Cell:
    """Return a cell of a row: what does not apply as such, what cannot be read as nothing."""
    if column.is_filled_by_the_platform:
        return Cell(value=column.placeholder or None)
    if column.mandate == "conditional":
        decided = code_of(record, column.depends_on)
        if decided and decided not in column.applies_to:
            return Cell(value=NA)
    text = absent_as_empty(record, column.name)
    if column.type == "date":
        return Cell(value=day(record, column.name))
    if column.type in {"integer", "number"}:
        found = number(record, column.name)
        return Cell(value=found if found is None or isinstance(found, int) else str(found))
    if column.nomenclature and column.type != "list":
        return Cell(value=meant(column.nomenclature, text).printed or text or None)
    return Cell(value=text or None)


def _count_empty(gaps: _Gaps, table: str, rows: Iterable[Converted]) -> None:
    for record, cells in rows:
        for column in columns(table):
            is_needed = column.mandate == "conditional" and column.name in NEEDED
            is_asked = (
                column.mandate == "required"
                or column.name == SUBTYPE
                or (is_needed and NEEDED[column.name](record))
            )
            if is_asked and cells.get(column.name, EMPTY).value is None:
                gaps.empty[table, column.name] += 1


def _count_left(gaps: _Gaps, draft: Workbook, own: set[str]) -> None:
    """Count what of the draft stands nowhere in the tables in force."""
    for table in (ACTIONS, HOLDINGS):
        taken = _names(table) | (ELSEWHERE if table == ACTIONS else set())
        of_authorizations = _names(AUTHORIZATIONS) - taken
        for found, record in table_records(draft, table):
            is_own = record.text("AuthorizationID") in own
            for name in found.columns:
                is_explained = table == ACTIONS and name not in of_authorizations
                is_carried = is_explained or (is_own and name in of_authorizations)
                if name not in taken and not is_carried and absent_as_empty(record, name):
                    gaps.left[table, found.label(name)] += 1


def _findings(gaps: _Gaps, rows: Mapping[str, list[Converted]], name: str) -> Iterator[Finding]:
    for table in TABLES:
        official = sheet(table).sheet
        counts = {each.label.en: gaps.empty[table, each.name] for each in columns(table)}
        if any(counts.values()):
            yield Finding(
                code="draft-cells-left-empty",
                place=Place(package=name, table=official),
                values={"labels": _listed(counts), "rows": str(len(rows[table]))},
            )
        left = {label: count for (of, label), count in gaps.left.items() if of == table}
        if left:
            values = {"labels": _listed(left)}
            place = Place(package=name, table=official)
            yield Finding(code="draft-values-left-out", place=place, values=values)


def _listed(counts: Mapping[str, int]) -> str:
    return ", ".join(f"'{label}' ({count})" for label, count in counts.items() if count)
