"""Two states of data packages compared: packages by name, tables and columns by name or rename."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Self

import pyarrow as pa

from reporting.findings import Finding, Place, in_order
from reporting.packages.diff.model import (
    NO_ROWS,
    Change,
    ColumnDiff,
    ColumnPair,
    Difference,
    RowComparison,
    Side,
    SideFinding,
    TableDiff,
)
from reporting.packages.diff.renames import (
    Kind,
    Rename,
    names_of,
    new_names,
    new_place,
    of_package,
    read_renames,
    renames_file,
)
from reporting.packages.diff.rows import compare_rows, in_one_spelling
from reporting.packages.diff.text_table import is_key, text_table
from reporting.packages.model import Package, Table
from reporting.packages.opening import open_package, packages_in

Tables = tuple[Table | None, Table | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Data packages as they stand in a folder.

    Attributes:
        name: What the state is called.
        folders: The folder of each package.
        is_package: Whether the folder is one package itself.
        renames: The file of renames that belongs to them, if there is one.
    """

    name: str
    folders: tuple[Path, ...]
    is_package: bool = False
    renames: Path | None = None

    @classmethod
    def of(cls, folder: Path, name: str) -> Self:
        """Return the state in a folder that is a package, or holds packages.

        A folder with neither is taken for a package: that its descriptor is missing is a finding.
        """
        folders = tuple(packages_in(folder)) or (folder,)
        return cls(
            name=name,
            folders=folders,
            is_package=folders == (folder,),
            renames=renames_file(folder),
        )


@dataclass(slots=True, kw_only=True)
class OpenState:
    """The packages of a state, opened, and what of them cannot be read.

    Attributes:
        side: Which of the two states it is.
        renames: The file of renames that belongs to it.
        packages: Its packages, by the name under which they are compared.
        faults: The names of packages that cannot be read, by the same.
        findings: What is wrong with any of it.
    """

    side: Side
    renames: Path | None
    packages: dict[str, Package] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def tables(self, package: str) -> Mapping[str, Table | None]:
        """Return the tables of a package by name; those that cannot be read are None."""
        if package not in self.packages:
            return {}
        tables = self.packages[package].tables
        return {name: tables.get(name) for name in self._names(package) if name}

    def is_at_fault(self, package: str, table: str) -> bool:
        """Tell whether a table cannot be read, or may be one whose very name cannot."""
        if package not in self.packages:
            return False
        names = self._names(package)
        is_named = table in names or "" not in names
        return not is_named or (table in names and table not in self.packages[package].tables)

    def _names(self, package: str) -> tuple[str, ...]:
        """Return the names of tables as the descriptor has them; empty where there is none.

        Copies of tables of other packages, in what is published, are compared where they belong.
        """
        stated = self.packages[package].descriptor["resources"]
        resources = [each if isinstance(each, Mapping) else {} for each in stated]
        names = [each.get("name", "") for each in resources if "package" not in each]
        return tuple(each if isinstance(each, str) else "" for each in names)

    def refuse(self, package: str, table: str = "") -> None:
        """Note that a package or table of this side keeps it from being compared."""
        place = Place(package=package, table=table)
        self.findings.append(Finding(code="not-compared", place=place))

    def side_findings(self) -> Iterator[SideFinding]:
        """Yield the findings in order."""
        return (SideFinding(side=self.side, finding=each) for each in in_order(self.findings))


States = tuple[OpenState, OpenState]


def difference(old: State, new: State) -> Difference:
    """Compare two states of data packages.

    What cannot be compared is a finding of the side at fault, and is not called added or removed.
    """
    states = (_opened(old, Side.OLD), _opened(new, Side.NEW))
    if old.is_package and new.is_package:
        _call_alike(*states)
    renames = _renames(states)
    diffs = [
        each
        for name in _names(states)
        for each in _table_diffs(name, states, of_package(renames, name))
    ]
    return Difference(
        old=old.name,
        new=new.name,
        tables=tuple(each for each in diffs if each.change),
        count=len(diffs),
        findings=tuple(each for state in states for each in state.side_findings()),
    )


def _opened(state: State, side: Side) -> OpenState:
    open_state = OpenState(side=side, renames=state.renames)
    for folder in state.folders:
        # A rule that this version does not know keeps nobody from comparing rows.
        package, findings = open_package(folder, has_rules=False)
        open_state.findings += findings
        if package is None:
            name = findings[-1].place.package  # its own, or that of its folder
            open_state.faults[name] = name
        elif package.name in open_state.packages:
            open_state.faults[package.name] = package.name
            values = {"first": open_state.packages[package.name].folder.name, "second": folder.name}
            place = Place(package=package.name)
            open_state.findings.append(Finding(code="package-twice", place=place, values=values))
        else:
            open_state.packages[package.name] = package
    return open_state


def _names(states: States) -> tuple[str, ...]:
    """Return the names of packages in the order of the newer side, then those that were removed."""
    names = ((*each.packages, *sorted(each.faults)) for each in reversed(states))
    return tuple(dict.fromkeys(chain(*names)))


def _call_alike(old: OpenState, new: OpenState) -> None:
    """Let one package be compared with one other, whatever they are called."""
    name = _names((old, new))[0]
    for state in (old, new):
        state.packages = dict.fromkeys((name,), *state.packages.values()) if state.packages else {}
        state.faults = dict.fromkeys((name,), *state.faults.values()) if state.faults else {}


def _renames(states: States) -> tuple[Rename, ...]:
    """Return the renames that either state knows of."""
    every: dict[Rename, None] = {}
    files = {each.renames: each for each in states if each.renames}
    for file, state in files.items():
        renames, findings = read_renames(file)
        every |= dict.fromkeys(renames)
        state.findings += findings
    return tuple(every)


def _table_diffs(package: str, states: States, renames: Sequence[Rename]) -> Iterator[TableDiff]:
    """Yield what became of each table of a package that can be compared."""
    for tables in _table_pairs(package, states, renames):
        diff = _table_diff(package, tables, states, renames)
        if diff is not None:
            yield diff


def _table_pairs(package: str, states: States, renames: Sequence[Rename]) -> Iterator[Tables]:
    """Yield the tables of a package that can be compared, in the order of the newer side."""
    if any(package in each.faults for each in states):
        for state in states:
            if package in state.faults:
                state.refuse(state.faults[package])
        return
    old, new = (each.tables(package) for each in states)
    of_tables = [each for each in renames if each.kind is Kind.TABLE]
    old_names = {name: each for each, name in new_names(old, new, of_tables).items()}
    pairs = [(old_names.get(name, name), name) for name in new]
    pairs += [(name, name) for name in old if name not in {each for each, _ in pairs}]
    for names in pairs:
        sides = zip(states, names, strict=True)
        faults = [(each, name) for each, name in sides if each.is_at_fault(package, name)]
        for state, name in faults:
            state.refuse(state.packages[package].name, name)
        if not faults:
            yield old.get(names[0]), new.get(names[1])


def _table_diff(
    package: str, tables: Tables, states: States, renames: Sequence[Rename]
) -> TableDiff | None:
    """Compare a table; nothing where a side cannot be read."""
    sides = zip(tables, states, strict=True)
    old_rows, new_rows = [
        _rows(table, package, state) if table else NO_ROWS for table, state in sides
    ]
    if old_rows is None or new_rows is None:
        return None
    of_columns = _of_columns(tables, renames)
    columns = _columns(tables, of_columns)
    key, comparison = _comparison(tables, (old_rows, new_rows), columns)
    return TableDiff(
        package=package,
        old=tables[0],
        new=tables[1],
        columns=columns,
        key=key,
        comparison=comparison,
        column_diffs=tuple(
            ColumnDiff(
                column=each,
                rows=comparison.matches.get(each.name, NO_ROWS),
                place=new_place(each.name, of_columns) if each.change is Change.REMOVAL else "",
            )
            for each in columns
            if each.change and None not in tables
        ),
    )


def _rows(table: Table, package: str, state: OpenState) -> pa.Table | None:
    """Return the rows of a table; what keeps them from being compared is noted."""
    name = state.packages[package].name
    rows, findings = text_table(table, name)
    state.findings += findings
    if rows is None:
        state.refuse(name, table.name)
    return rows


def _of_columns(tables: Tables, renames: Sequence[Rename]) -> tuple[Rename, ...]:
    """Return the renames of columns of a table, whatever the table was called then."""
    names = {name for each in tables if each for name in names_of(each.name, renames)}
    return tuple(each for each in renames if each.kind is Kind.COLUMN and each.table in names)


def _columns(tables: Tables, renames: Sequence[Rename]) -> tuple[ColumnPair, ...]:
    """Return the columns of a table in the order of the newer side, then what was removed."""
    old, new = (
        {each.name: each for each in table.schema.fields} if table else {} for table in tables
    )
    if None in tables:
        return tuple(ColumnPair(old=old.get(name), new=new.get(name)) for name in (*new, *old))
    names = new_names(old, new, renames)
    old_names = {name: each for each, name in names.items()}
    return (
        *(ColumnPair(old=old.get(old_names.get(name, name)), new=new[name]) for name in new),
        *(
            ColumnPair(old=old[name], new=None)
            for name in old
            if name not in new and name not in names
        ),
    )


def _comparison(
    tables: Tables, rows: tuple[pa.Table, pa.Table], columns: tuple[ColumnPair, ...]
) -> tuple[tuple[str, ...], RowComparison]:
    """Return the key of a table, and what became of its rows."""
    old, new = tables
    kinds = {each.name: each.kind for each in columns}
    if old is None or new is None:
        (key,) = (each.schema.primary_key for each in tables if each)
        removals, additions = (
            in_one_spelling(each, key, kinds) if each.num_columns else each for each in rows
        )
        return key, RowComparison(additions=additions, removals=removals)
    names = {each.old.name: each.name for each in columns if each.old}
    old_rows = rows[0].rename_columns([names[each] for each in rows[0].column_names])
    key = _key((old, new), old_rows, rows[1], names)
    return key, compare_rows(old_rows, rows[1], key, kinds)


def _key(
    tables: tuple[Table, Table], old: pa.Table, new: pa.Table, names: Mapping[str, str]
) -> tuple[str, ...]:
    """Return the columns that tell which row is which: the primary key.

    Where the two sides have different ones, the one that tells the rows of both apart.
    """
    was = tuple(names[each] for each in tables[0].schema.primary_key)
    now = tables[1].schema.primary_key
    if set(was) == set(now):
        return now
    both = set(old.column_names) & set(new.column_names)
    for key in sorted({was, now}, key=lambda each: (len(each), each)):
        if key and set(key) <= both and is_key(old, key) and is_key(new, key):
            return key
    return ()
