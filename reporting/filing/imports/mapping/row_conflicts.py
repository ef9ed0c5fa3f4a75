"""Rows of a mapping that cannot stand beside each other are left out, and told."""

from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from reporting.filing.imports.mapping.candidate_rows import CandidateRows, distinct_rows
from reporting.filing.imports.mapping.joined_rows import (
    JoinedRows,
    differs,
    first_of_each,
    keyed,
)
from reporting.filing.imports.mapping.row_faults import are_among, is_true, none_of
from reporting.packages.csv_text import shown


def leave_out_conflicts(made: list[CandidateRows]) -> None:
    """Leave out rows without a key, and those that contradict each other."""
    for each in made:
        _keyless(each)
    for each in made:
        if each.of.is_distinct or each.of.distinct:
            _contradicting(each)
    by_table: dict[str, list[CandidateRows]] = {}
    for each in made:
        by_table.setdefault(each.table.name, []).append(each)
    for several in by_table.values():
        _twice(several)


def leave_out_whole_rows(runs: Mapping[str, JoinedRows]) -> None:
    """Leave out a row with the parts of its cells, and these with it: a row is left out whole."""
    parted = [
        (each, runs.get(each.main.source.parts.of))
        for each in runs.values()
        if each.main.source.parts is not None
    ]
    for each, above in parted:
        if above is not None:
            bad = _parents(each).filter(each.faults.bad)
            above.faults.leave_out(pc.is_in(above.at, value_set=bad))
    for each, above in parted:
        # Of a source that cannot be read, there are no rows that parts could be of.
        bad = above.at.filter(above.faults.bad) if above is not None else _parents(each)
        each.faults.leave_out(pc.is_in(_parents(each), value_set=bad))


def _parents(rows: JoinedRows) -> pa.Array:
    """Return the position of the row that the part of each row is of."""
    parents = rows.main.parents
    return rows.at if parents is None else parents.take(rows.at)


def _keyless(each: CandidateRows) -> None:
    if not each.table.schema.primary_key:
        return
    for name in each.table.schema.primary_key:
        column = each.cells.get(name)
        if column is not None:
            empty = pc.and_(each.live, pc.is_null(column))
            each.rows.faults.add(
                "mapping-key-empty",
                f"{each.of.where}.{name}",
                empty,
                lambda at, name=name: each.place(at, name),  # type: ignore[misc]
                lambda _at, name=name: {"table": each.table.name, "field": name},  # type: ignore[misc]
            )


def _contradicting(each: CandidateRows) -> None:
    """Leave out rows of one key that say something else."""
    live = pc.indices_nonzero(each.live)
    codes = keyed([each.cells[name].take(live) for name in each.keys]).dictionary_encode()
    if not len(codes):
        return
    firsts = first_of_each(codes)
    others = firsts.take(codes.indices)
    clashing = none_of(len(live))
    told = []
    for name, column in each.cells.items():
        own = column.take(live)
        differ = is_true(differs(own, own.take(others)))
        for at in pc.indices_nonzero(pc.and_(differ, pc.invert(clashing))).to_pylist():
            second, first = live[at].as_py(), live[others[at].as_py()].as_py()
            values = {
                "value": shown(column[second].as_py() or ""),
                "other": shown(column[first].as_py() or ""),
                "first": str(each.number(first)),
                "table": each.table.name,
                "field": name,
                "key": shown(" | ".join(str(each.cells[key][second]) for key in each.keys)),
            }
            told.append((each.place(second, name), values))
        clashing = pc.or_(clashing, differ)
    if told:
        keys = pc.unique(codes.indices.filter(clashing))
        positions = live.filter(pc.is_in(codes.indices, value_set=keys))
        each.rows.faults.leave_out(are_among(positions.to_pylist(), each.rows.count))
        each.rows.faults.tell("mapping-rows-contradict", told)


def _twice(several: list[CandidateRows]) -> None:
    """Leave out rows that have one key, and are not one row said several times."""
    if not several[0].table.schema.primary_key:
        return
    found = [(each, *distinct_rows(each)) for each in several]
    keys = pa.concat_arrays([keys for _each, _at, keys in found])
    codes = keys.dictionary_encode()
    if len(codes.dictionary) == len(codes):
        return
    places = [(index, at) for index, (_, ats, _) in enumerate(found) for at in ats.to_pylist()]
    wrong: dict[int, set[int]] = {}
    told = []
    for code, members in _members(codes).items():
        rows = [(several[index], at) for index, at in (places[each] for each in members)]
        if _is_one(rows):
            continue
        for index, at in (places[each] for each in members):
            wrong.setdefault(index, set()).add(at)
        table, second = rows[1]
        numbers = ", ".join(str(each.number(at)) for each, at in rows)
        values = {"key": shown(str(codes.dictionary[code])), "rows": numbers}
        place = table.place(second, table.table.schema.primary_key[0])
        told.append((place, {**values, "table": table.table.name}))
    several[0].rows.faults.tell("mapping-key-twice", told)
    for index, positions in wrong.items():
        rows_ = several[index].rows
        rows_.faults.leave_out(are_among(positions, rows_.count))


def _members(codes: pa.DictionaryArray) -> Mapping[int, list[int]]:
    """Return where each value of a dictionary stands that stands more than once."""
    counts = pc.value_counts(codes.indices)
    several = counts.field(0).filter(pc.greater(counts.field(1), 1))
    found: dict[int, list[int]] = {}
    for at in pc.indices_nonzero(pc.is_in(codes.indices, value_set=several)).to_pylist():
        found.setdefault(codes.indices[at].as_py(), []).append(at)
    return found


def _is_one(members: list[tuple[CandidateRows, int]]) -> bool:
    """Tell whether rows of one key are one row: each of a distinct table, none says otherwise."""
    first, at_first = members[0]
    return all(
        (each.of.is_distinct or each.of.distinct)
        and each.cells.keys() == first.cells.keys()
        and all(column[at] == first.cells[name][at_first] for name, column in each.cells.items())
        for each, at in members
    )
