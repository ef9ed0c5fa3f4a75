"""What is missing for a form that can be filed: one finding for each row of the record."""

from collections.abc import Iterable, Iterator, Mapping

from reporting.findings import Finding, Place
from reporting.forms.aef.actions import Line
from reporting.forms.aef.party_record import Record, place_of
from reporting.official_forms.aef import AefColumn, columns, sheet

APPROACH = "aef-approach-id-missing"
SERIALS = "aef-itmo-serials-missing"
QUANTITY = "aef-quantity-missing"
CELL = "aef-cell-missing"
DATE = "aef-date-missing"
CODES = {
    "CooperativeApproachID": APPROACH,
    "FirstID": SERIALS,
    "LastID": SERIALS,
}
NEEDED = ("required", "conditional")


def of_table(table: str, lines: Iterable[Line], record: Record) -> Iterator[Finding]:
    """Yield a finding for each row of the record that lacks what a table needs."""
    for line in lines:
        written = dict(zip((each.name for each in columns(table)), line.as_row(table), strict=True))
        for column in columns(table):
            is_needed = column.mandate in NEEDED and _applies(column, line)
            if is_needed and written[column.name].value is None:
                yield from _missing(table, column, line, record)
        if line.metric and line.quantity is None:
            yield from _at(line.places, QUANTITY, table=heading(table))


def without_date(table: str, places: Iterable[Place]) -> Iterator[Finding]:
    """Yield a finding for each row whose year cannot be told."""
    yield from _at(places, DATE, table=heading(table))


def held_aside(aside: Mapping[str, Iterable[Place]], party: str, day: str) -> Iterator[Finding]:
    """Yield a finding for each row of held units that may be ITMOs and are not told as such."""
    for code, places in aside.items():
        yield from _at(places, code, party=party, day=day)


def once(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return each finding once, in order."""
    known = {(each.place, each.code, *sorted(each.values.items())): each for each in findings}
    return tuple(known[key] for key in sorted(known))


def heading(table: str) -> str:
    """Return how a table is headed, as printed."""
    return sheet(table).heading


def _applies(column: AefColumn, line: Line) -> bool:
    """Tell whether a cell can be asked for: not where what it depends on is missing itself."""
    if column.name.startswith("Quantity"):
        return False  # asked of the column of the row's metric alone
    return not column.depends_on or line.value(column.depends_on) is not None


def _missing(table: str, column: AefColumn, line: Line, record: Record) -> Iterator[Finding]:
    code = CODES.get(column.name, CELL)
    if code == APPROACH:
        approach = record.approaches[line.approach]
        yield from _at([place_of(approach)], code, approach=line.approach)
    elif code == SERIALS:
        if line.value("CooperativeApproachID") is not None:
            yield from _at(line.places, code, table=heading(table))
    else:
        yield from _at(line.places, code, column=column.label.en, table=heading(table))


def _at(places: Iterable[Place], code: str, **values: str) -> Iterator[Finding]:
    for place in places:
        yield Finding(code=code, place=place, values=values)
