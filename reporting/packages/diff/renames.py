"""Tables and columns that got another name, read from ``releases/renames.csv``.

Each row says from which release on what was called ``old`` is called ``new``. Rows stand in the
order in which it happened: what was renamed twice is followed through both. A table is written
with its package, ``jcm-projects``, or without; a column that went to another table has its new
place, ``jcm-operations.started_on``.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from reporting.findings import Finding
from reporting.packages.csv_text import shown
from reporting.packages.diff.release_files import (
    fault,
    in_time,
    is_version,
    read_rows,
    release_file,
    versions_beside,
)
from reporting.packages.opening import RENAMES

FILE = RENAMES
CODE = "renames-unreadable"
RELEASES = 2  # in which an old name is still understood
COLUMNS = ("from_version", "kind", "table", "old", "new")


class Kind(StrEnum):
    """What got another name."""

    TABLE = "table"
    COLUMN = "column"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rename:
    """What was called ``old`` and is called ``new``; of a column, in which table.

    Attributes:
        kind: What it is.
        table: The table of a column; empty of a table.
        old: Its old name.
        new: Its new name.
        from_version: The release that was the first with the new name.
    """

    kind: Kind
    table: str
    old: str
    new: str
    from_version: str = ""


def renames_file(folder: Path) -> Path | None:
    """Return the file of renames that belongs to a folder of packages, of one, or of a release."""
    return release_file(folder, FILE)


def read_renames(file: Path) -> tuple[tuple[Rename, ...], tuple[Finding, ...]]:
    """Read a file of renames: what it says, and what is wrong with the rest."""
    rows, findings = read_rows(file, COLUMNS, CODE)
    renames = [(number, row, _rename(row)) for number, row in rows]
    faults = [
        fault(file, CODE, number, shown(", ".join(row)))
        for number, row, rename in renames
        if rename is None
    ]
    return tuple(each for _, _, each in renames if each), (*faults, *findings)


def understood_renames(file: Path) -> tuple[Rename, ...]:
    """Return the renames of a file whose old names are still understood."""
    return understood(read_renames(file)[0], versions_beside(file))


def _rename(row: list[str]) -> Rename | None:
    if len(row) != len(COLUMNS):
        return None
    version, kind, table, old, new = row
    if kind not in {*Kind} or not old or not new or (kind == Kind.COLUMN and not table):
        return None
    return Rename(kind=Kind(kind), table=table, old=old, new=new, from_version=version)


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


def understood(renames: Iterable[Rename], versions: Sequence[str]) -> tuple[Rename, ...]:
    """Return the renames whose old names are still understood: for two releases with the new one.

    Args:
        renames: The renames.
        versions: The releases that there are.
    """
    return tuple(
        each
        for each in renames
        if not is_version(each.from_version)
        or sum(in_time(each.from_version) <= in_time(version) for version in versions) <= RELEASES
    )


def former_columns(
    columns: Collection[str], table: str, renames: Sequence[Rename]
) -> tuple[dict[str, str], dict[str, str]]:
    """Return what columns of a table were called: their new names, and where others went.

    Args:
        columns: The columns that it has.
        table: Its name.
        renames: Renames as its package has them.

    Returns:
        By old name the column of the table; by old name the place in another table.
    """
    names = names_of(table, renames)
    own = [each for each in renames if each.kind is Kind.COLUMN and each.table in names]
    gone = [name for each in own for name in (each.old, each.new) if name not in columns]
    places = {each: new_place(each, own) for each in gone}
    called = {old: new for each in gone for old, new in new_names([each], columns, own).items()}
    return called, {old: new for old, new in places.items() if new and old not in called}


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
