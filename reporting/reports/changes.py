"""What changed between two makings of a form, cell by cell."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256

from reporting.reports.form import Form
from reporting.reports.table import Cell, ReportTable, Value

KEYS: Mapping[str, tuple[str, ...]] = {
    "authorizations": ("AuthorizationID", "AuthorizationVersion"),
    "actions": ("ActionDateTime", "ActionType", "PartyITMORegistryID", "FirstID", "LastID"),
    "holdings": ("PartyITMORegistryID", "FirstID", "LastID"),
    "entities": ("AuthorizedEntityID", "CooperativeApproachID"),
}
MADE_ANEW = frozenset({"SubmissionVersion", "DateOfSubmission"})


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Address:
    """Where a cell stands: a row is named by what it is about, not by its number."""

    table: str
    row: str
    column: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A cell that is not what it was; empty where it is not there."""

    address: Address
    before: str
    after: str


Cells = Mapping[Address, str]


def cells_of(form: Form) -> Cells:
    """Return what a form says, by where it stands; narratives stand under their section."""
    told: dict[Address, str] = {}
    for name, table in form.named_tables:
        told |= dict(_table(name, table))
    for section in form.sections:
        if section.text:
            name = " ".join(filter(None, (section.number, section.title.en)))
            told[Address(table="narrative", row=name, column="text")] = section.text
    return told


def changes(before: Cells, after: Cells) -> tuple[Change, ...]:
    """Return the cells that differ, in the order of the newer form, then those that are gone."""
    order = dict.fromkeys((*after, *before))
    return tuple(
        Change(address=each, before=before.get(each, ""), after=after.get(each, ""))
        for each in order
        if before.get(each, "") != after.get(each, "")
    )


def digest(form: Form) -> str:
    """Return the SHA-256 of the cells of a form and of the rows its figures are made of."""
    lines = [f"{each}\t{text}\n" for each, text in cells_of(form).items()]
    rows = [cell.lineage.digest for cell in _every(form) if cell.lineage is not None]
    return sha256("".join([*lines, *rows]).encode()).hexdigest()


def _every(form: Form) -> Iterator[Cell]:
    return (cell for table in form.tables for row in table.rows for cell in row)


def _table(called: str, table: ReportTable) -> Iterator[tuple[Address, str]]:
    names = [column.name for column in table.columns]
    asked = [name for name in KEYS.get(table.name, ()) if name in names] or names[:1]
    seen: Counter[str] = Counter()
    for row in table.rows:
        said = dict(zip(names, (_text(cell.value) for cell in row), strict=True))
        key = " ".join(said[name] for name in asked)
        seen[key] += 1
        known_as = key if seen[key] == 1 else f"{key} ({seen[key]})"
        for name, text in said.items():
            if text and name not in MADE_ANEW:
                yield Address(table=called, row=known_as, column=name), text


def _text(value: Value) -> str:
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    return "" if value is None else str(value)
