"""Two states of data packages compared: packages by name, tables and columns by name or rename."""

from collections.abc import Iterable, Iterator, Sequence

import pyarrow as pa

from reporting.findings import Place
from reporting.packages.diff.corrections import corrected, corrections_between, idle
from reporting.packages.diff.matching import alike, is_key, matching
from reporting.packages.diff.memory import paged_memory
from reporting.packages.diff.model import (
    NO_ROWS,
    Change,
    ColumnDiff,
    ColumnPair,
    Difference,
    RowComparison,
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
)
from reporting.packages.diff.rows import compare_matched, count_rows, in_one_spelling
from reporting.packages.diff.states import (
    OpenState,
    State,
    States,
    opened,
    package_names,
    without_made_up,
)
from reporting.packages.diff.text_table import duplicates, text_table
from reporting.packages.model import Table

MANIFEST = "manifest.json"  # of a release: reporting.releases.manifest
Tables = tuple[Table | None, Table | None]


def difference(old: State, new: State) -> Difference:
    """Compare two states of data packages.

    What cannot be compared is a finding of the side at fault, and is not called added or removed.
    A file is compared with a file, or with the table of its name.

    Raises:
        NotComparableError: There is no such table, or no such column of a key.
    """
    with paged_memory():
        return _difference(*without_made_up(old, new))


def _difference(old: State, new: State) -> Difference:
    states = opened(old, new)
    renames = _renames(states)
    corrections = corrections_between(old, new)
    diffs = [
        corrected(each, corrections.every)
        for name in package_names(states)
        for each in _table_diffs(name, states, of_package(renames, name))
    ]
    states[1].findings += corrections.findings
    is_whole = old.is_whole and new.is_whole and not any(each.findings for each in states)
    states[1].findings += idle(corrections, diffs, is_whole=is_whole)
    return Difference(
        old=old.name,
        new=new.name,
        tables=tuple(each for each in diffs if each.change),
        compared=tuple(each.name for each in diffs),
        findings=tuple(each for state in states for each in state.side_findings()),
    )


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
    old, new = [_rows(table, package, state) if table else NO_ROWS for table, state in sides]
    if old is None or new is None:
        return None
    of_columns = _of_columns(tables, renames)
    columns = _columns(tables, of_columns)
    compared = _compared(tables, (old, new), columns)
    if compared is None:
        _refuse_duplicates(package, tables, (old, new), states)
        return None
    key, comparison = compared
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


def _refuse_duplicates(
    package: str, tables: Tables, rows: tuple[pa.Table, pa.Table], states: States
) -> None:
    """Note which rows of which side have one key: they cannot be told apart."""
    for table, of_side, state in zip(tables, rows, states, strict=True):
        if table is None:
            continue
        name = state.packages[package].name
        found = duplicates(of_side, table, Place(package=name, table=table.name))
        state.findings += found
        if found:
            state.refuse(name, table.name)


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


def _compared(
    tables: Tables, rows: tuple[pa.Table, pa.Table], columns: tuple[ColumnPair, ...]
) -> tuple[tuple[str, ...], RowComparison] | None:
    """Return the key of a table, and what became of its rows; nothing where a key stands twice."""
    old, new = tables
    kinds = {each.name: each.kind for each in columns}
    if old is None or new is None:
        (key,) = (each.schema.primary_key for each in tables if each)
        if key and not all(is_key(each, key) for each in rows if each.num_columns):
            return None
        removals, additions = (
            in_one_spelling(each, key, kinds) if each.num_columns else each for each in rows
        )
        return key, RowComparison(additions=additions, removals=removals)
    names = {each.old.name: each.name for each in columns if each.old}
    was, now = tuple(names[each] for each in old.schema.primary_key), new.schema.primary_key
    old_rows = rows[0].rename_columns([names[each] for each in rows[0].column_names])
    old_rows, new_rows = alike(old_rows, rows[1], {*was, *now}, kinds)
    key = now
    if set(was) != set(now):
        if any(each and not is_key(of, each) for of, each in ((old_rows, was), (new_rows, now))):
            return None
        key = _common_key({was, now}, old_rows, new_rows)
    if not key:
        return key, count_rows(old_rows, new_rows, kinds)
    matched = matching(old_rows, new_rows, key)
    if not all(matched.is_key):
        return None
    return key, compare_matched(old_rows, new_rows, key, kinds, matched)


def _common_key(keys: Iterable[tuple[str, ...]], old: pa.Table, new: pa.Table) -> tuple[str, ...]:
    """Return which of two keys tells the rows of both sides apart, the shorter first."""
    both = set(old.column_names) & set(new.column_names)
    for key in sorted(keys, key=lambda each: (len(each), each)):
        if key and set(key) <= both and is_key(old, key) and is_key(new, key):
            return key
    return ()
