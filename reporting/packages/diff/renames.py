"""Tables and columns that got another name, read from ``releases/renames.csv``.

Each row says from which version on what was called ``old`` is called ``new``. Rows stand in the
order in which it happened: what was renamed twice is followed through both. A table is written
with its package, ``jcm-projects``, or without; a column that went to another table has its new
place, ``jcm-operations.started_on``.
"""

import csv
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from reporting.findings import Finding, Place
from reporting.packages.csv_text import BrokenRowError, shown, text_lines

FILE = Path("releases") / "renames.csv"
COLUMNS = ("from_version", "kind", "table", "old", "new")
LEVELS = 2  # a package stands in the folder beside releases/, a release in releases/ itself


class Kind(StrEnum):
    """What got another name."""

    TABLE = "table"
    COLUMN = "column"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rename:
    """What was called ``old`` and is called ``new``; of a column, in which table."""

    kind: Kind
    table: str
    old: str
    new: str


def renames_file(folder: Path) -> Path | None:
    """Return the file of renames that belongs to a folder of packages, of one, or of a release."""
    here = folder.absolute()
    places = (each / FILE for each in (here, *here.parents[:LEVELS]))
    return next((each for each in places if each.is_file()), None)


def read_renames(file: Path) -> tuple[tuple[Rename, ...], tuple[Finding, ...]]:
    """Read a file of renames: what it says, and what is wrong with the rest."""
    renames: list[Rename] = []
    findings: list[Finding] = []
    try:
        lines = text_lines(file)
        header = next(lines, (1, []))[1]
        if tuple(header) != COLUMNS:
            return (), (_fault(1, f"columns {shown(', '.join(header))}"),)
        for number, row in lines:
            rename = _rename(row)
            if rename:
                renames.append(rename)
            elif any(row):
                findings.append(_fault(number, shown(", ".join(row))))
    except BrokenRowError as error:
        findings.append(_fault(error.row, error.reason))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        findings.append(_fault(0, shown(str(error))))
    return tuple(renames), tuple(findings)


def _rename(row: list[str]) -> Rename | None:
    if len(row) != len(COLUMNS):
        return None
    _, kind, table, old, new = row
    if kind not in {*Kind} or not old or not new or (kind == Kind.COLUMN and not table):
        return None
    return Rename(kind=Kind(kind), table=table, old=old, new=new)


def _fault(row: int, fault: str) -> Finding:
    place = Place(table=FILE.stem, row=row)
    return Finding(code="renames-unreadable", place=place, values={"fault": fault})


def of_package(renames: Iterable[Rename], package: str) -> tuple[Rename, ...]:
    """Return renames as a package has them: names of its tables without its own."""
    own = (f"{package}-", f"{package}/")
    return tuple(
        replace(
            each,
            table=_without(own, each.table),
            old=_without(own, each.old),
            new=_without(own, each.new),
        )
        for each in renames
    )


def _without(own: Iterable[str], name: str) -> str:
    return next((name.removeprefix(each) for each in own if name.startswith(each)), name)


def new_place(column: str, renames: Iterable[Rename]) -> str:
    """Return the place in another table to which a column went; empty where it went nowhere."""
    last = [*_steps(column, renames)][-1]
    return last if "." in last and last != column else ""


def new_names(
    old: Collection[str], new: Collection[str], renames: Sequence[Rename]
) -> dict[str, str]:
    """Return what is now called otherwise: the new name of each old one.

    Only what is gone can have got the name of what is new; of two of them the first. Renames are
    followed backwards too, as somebody may ask what an older state has that a newer has not.
    """
    only_old = [each for each in old if each not in new]
    only_new = {each for each in new if each not in old}
    backwards = [
        Rename(kind=each.kind, table=each.table, old=each.new, new=each.old)
        for each in reversed(renames)
    ]
    names: dict[str, str] = {}
    for each in only_old:
        for direction in (renames, backwards):
            steps = [
                name for name in _steps(each, direction) if name in only_new - {*names.values()}
            ]
            if each not in names and steps:
                names[each] = steps[-1]
    return names


def old_names(column: str, table: str, renames: Sequence[Rename]) -> list[str]:
    """Return what a column was called before, the latest first.

    Args:
        column: Its name.
        table: Name of its table, without that of the package.
        renames: Renames as the package has them.

    Returns:
        Its names; with the table, ``projects.started_on``, where it stood in another.
    """
    found: list[str] = []
    at, name = table, column
    for each in reversed(renames):
        if each.kind is Kind.COLUMN and (
            (each.table, each.new) == (at, name) or each.new == f"{at}.{name}"
        ):
            at, name = each.table, each.old
            found.append(name if at == table else f"{at}.{name}")
    return found


def names_of(table: str, renames: Iterable[Rename]) -> set[str]:
    """Return every name a table has had or got."""
    names = {table}
    several = [each for each in renames if each.kind is Kind.TABLE]
    for _ in several:
        for each in several:
            if {each.old, each.new} & names:
                names |= {each.old, each.new}
    return names


def _steps(name: str, renames: Iterable[Rename]) -> Iterator[str]:
    yield name
    for each in renames:
        if each.old == name:
            name = each.new
            yield name
