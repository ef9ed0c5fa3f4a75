"""What changed between two makings of a form, cell by cell."""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256
from operator import itemgetter

from reporting.forms.model.form import Form
from reporting.forms.model.table import Cell, ReportTable, Value, named_tables

# Actions by the key of the secretariat's checker; two alike on one day are told apart by a number.
KEYS: Mapping[str, tuple[str, ...]] = {
    "authorizations": ("AuthorizationID", "AuthorizationVersion"),
    "actions": ("ActionDateTime", "ActionType", "PartyITMORegistryID", "FirstID", "LastID"),
    "holdings": ("PartyITMORegistryID", "FirstID", "LastID"),
    "entities": ("AuthorizedEntityID", "CooperativeApproachID"),
    "emissions": ("method", "year"),
    "indicator": ("method", "year"),
}
# They change with each making: a correction that changes nothing else corrects nothing.
MADE_ANEW = frozenset({"SubmissionVersion", "DateOfSubmission"})
TELLING = 10  # what more rows than these say does not tell which row it is
ALIKE = 4  # of so many cells of a row one may differ


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Address:
    """Where a cell stands: a row is named by what it is about, not by its number."""

    table: str
    row: str
    column: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CellChange:
    """A cell that is not what it was; empty where it is not there."""

    address: Address
    before: str
    after: str


Cells = Mapping[Address, str]
RowName = tuple[str, str]
Row = Mapping[str, str]
Rows = Mapping[RowName, Row]


def cells_of(form: Form) -> Cells:
    """Return what a form says, by where it stands; narratives stand under their section."""
    told = {**cells_of_tables(form.tables)}
    for section in form.sections:
        name = " ".join(filter(None, (section.number, section.title.en)))
        for column, text in (("text", section.text), ("text_ja", section.text_ja)):
            if text:
                told[Address(table="narrative", row=name, column=column)] = text
    for setting, value in form.answers:
        # Two versions that rest on other answers say so, whatever else differs.
        told[Address(table="readings", row=setting, column="value")] = value
    return told


def cells_of_tables(tables: Iterable[ReportTable]) -> Cells:
    """Return what tables say, by where it stands."""
    return {
        where: text for name, table in named_tables(tables) for where, text in _table(name, table)
    }


def changes(before: Cells, after: Cells) -> tuple[CellChange, ...]:
    """Return the cells that differ, in the order of the newer form, then the rows that are gone.

    A row is known by its name, else by what is equal in it: one cell may differ, or a quarter of
    them. It stands under its newer name.
    """
    was, now = _rows(before), _rows(after)
    known = {row: row for row in now if row in was}
    taken = known | _renamed(_without(was, known), _without(now, known))
    gone = _without(was, set(taken.values()))
    return (
        *(
            each
            for row in now
            for each in _differing(row, was.get(taken.get(row, row), {}), now[row])
        ),
        *(each for row in gone for each in _differing(row, was[row], {})),
    )


def digest(form: Form) -> str:
    """Return the SHA-256 of the cells of a form and of the rows its figures are made of."""
    return digest_of(cells_of(form), rows_digest(form))


def digest_of(cells: Cells, rows: str) -> str:
    """Return the SHA-256 of the cells of a form and of the digest of its rows."""
    # Sorted: the digest is of what is said, not of the order it stands in.
    lines = sorted(f"{each}\t{text}\n" for each, text in cells.items())
    return sha256("".join([*lines, rows]).encode()).hexdigest()


def rows_digest(form: Form) -> str:
    """Return the SHA-256 of the rows that the figures of a form are made of."""
    rows = (cell.lineage.digest for cell in _every(form) if cell.lineage is not None)
    return sha256("".join(rows).encode()).hexdigest()


def _rows(cells: Cells) -> Rows:
    """Return cells by row."""
    rows: dict[RowName, dict[str, str]] = {}
    for each, text in cells.items():
        rows.setdefault((each.table, each.row), {})[each.column] = text
    return rows


def _without(rows: Rows, names: Container[RowName]) -> Rows:
    return {row: cells for row, cells in rows.items() if row not in names}


def _renamed(was: Rows, now: Rows) -> dict[RowName, RowName]:
    """Pair newer rows with older ones of another name, the most alike first."""
    found: dict[RowName, RowName] = {}
    taken: set[RowName] = set()
    # Stable: of pairs that are equally alike the order of the newer form decides.
    for _, new, old in sorted(_alike(was, now), key=itemgetter(0)):
        if new not in found and old not in taken:
            found[new] = old
            taken.add(old)
    return found


def _alike(was: Rows, now: Rows) -> Iterator[tuple[int, RowName, RowName]]:
    """Yield newer and older rows that are alike, and in how many cells they differ."""
    having: dict[tuple[str, str, str], list[RowName]] = {}
    for old, cells in was.items():
        for column, text in cells.items():
            having.setdefault((old[0], column, text), []).append(old)
    for new, cells in now.items():
        sharing = (having.get((new[0], *each), ()) for each in cells.items())
        for old in dict.fromkeys(row for rows in sharing if len(rows) <= TELLING for row in rows):
            columns = cells.keys() | was[old].keys()
            differing = sum(cells.get(name) != was[old].get(name) for name in columns)
            if differing <= max(1, len(columns) // ALIKE):
                yield differing, new, old


def _differing(row: RowName, before: Row, after: Row) -> Iterator[CellChange]:
    """Yield the cells that differ between two states of a row."""
    table, name = row
    for column in dict.fromkeys((*after, *before)):
        told = before.get(column, ""), after.get(column, "")
        if told[0] != told[1]:
            address = Address(table=table, row=name, column=column)
            yield CellChange(address=address, before=told[0], after=told[1])


def _every(form: Form) -> Iterator[Cell]:
    return (cell for table in form.tables for row in table.rows for cell in row)


def _table(called: str, table: ReportTable) -> Iterator[tuple[Address, str]]:
    names = [column.name for column in table.columns]
    named_by = [name for name in KEYS.get(table.name, ()) if name in names] or names[:1]
    seen: Counter[str] = Counter()
    for row in table.rows:
        said = dict(zip(names, (_text(cell.value) for cell in row), strict=True))
        key = " ".join(said[name] for name in named_by)
        seen[key] += 1
        known_as = key if seen[key] == 1 else f"{key} ({seen[key]})"
        for name, text in said.items():
            if text and name not in MADE_ANEW:
                yield Address(table=called, row=known_as, column=name), text


def _text(value: Value) -> str:
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    return "" if value is None else str(value)
