"""Two tables compared by Arrow: rows matched by their key, or counted where there is none.

No row that is the same on both sides is looked at in Python.
"""

from collections.abc import Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from reporting.packages.diff.matching import Matching, alike, matching
from reporting.packages.diff.model import TIMES, RowComparison, RowPairs
from reporting.packages.diff.spelling import as_text, replaced, spelt_once

OLD, NEW, SIGN = "\x00old", "\x00new", "\x00sign"
LARGEST_SORTED = 18  # digits of a whole number that is sorted as one


def compare_rows(
    old: pa.Table, new: pa.Table, key: tuple[str, ...], kinds: Mapping[str, str]
) -> RowComparison:
    """Compare the rows of two tables.

    Args:
        old: The older rows, columns under their new names, the key in one spelling.
        new: The newer rows.
        key: Columns of both that tell which row is which; none to compare rows as a whole.
        kinds: How the cells of each column are spelt.
    """
    old, new = alike(old, new, key, kinds)
    if not key:
        return count_rows(old, new, kinds)
    return compare_matched(old, new, key, kinds, matching(old, new, key))


def compare_matched(
    old: pa.Table, new: pa.Table, key: tuple[str, ...], kinds: Mapping[str, str], matched: Matching
) -> RowComparison:
    """Compare the rows of two tables whose columns are of one type, and whose keys are matched."""
    only_old = _spelt(old.take(matched.removals), kinds)
    only_new = _spelt(new.filter(pc.invert(matched.is_both)), kinds)
    at = pc.indices_nonzero(_is_changed(old, new, key, kinds, matched))
    changes = (old.take(matched.places.take(at)), new.take(at))
    removals, additions, renames = _renamed(only_old, only_new, key)
    return RowComparison(
        additions=_in_order(additions, key, kinds),
        removals=_in_order(removals, key, kinds),
        changes=_pairs(_spelt(changes[0], kinds), _spelt(changes[1], kinds), key, kinds),
        renames=_pairs(renames.old, renames.new, key, kinds),
        matches={
            **_matches(old, matched.places.drop_null(), _only(old, new), key, kinds),
            **_matches(new, pc.indices_nonzero(matched.is_both), _only(new, old), key, kinds),
        },
    )


def count_rows(old: pa.Table, new: pa.Table, kinds: Mapping[str, str]) -> RowComparison:
    """Compare rows as a whole: how often each stands on the two sides."""
    names = [*dict.fromkeys((*new.column_names, *old.column_names))]
    sides = [
        _spelt(_widened(rows, names), kinds).append_column(SIGN, _repeated(sign, rows.num_rows))
        # A row that stands as often on both sides sums to nothing.
        for rows, sign in ((old, -1), (new, 1))
    ]
    groups = pa.concat_tables(sides).group_by(names).aggregate([(SIGN, "sum")])
    sums = groups[f"{SIGN}_sum"]
    only_old, only_new = pc.less(sums, 0), pc.greater(sums, 0)
    rows = groups.select(names).append_column(TIMES, pc.abs(sums))
    return RowComparison(
        additions=_in_order(rows.filter(only_new), names, kinds),
        removals=_in_order(rows.filter(only_old), names, kinds),
    )


def in_one_spelling(rows: pa.Table, key: tuple[str, ...], kinds: Mapping[str, str]) -> pa.Table:
    """Return rows in one spelling and in the order of their key, or of all their cells."""
    return _in_order(_spelt(rows, kinds), key or tuple(rows.column_names), kinds)


def _only(rows: pa.Table, others: pa.Table) -> list[str]:
    return [name for name in rows.column_names if name not in others.column_names]


def _is_changed(
    old: pa.Table,
    new: pa.Table,
    key: tuple[str, ...],
    kinds: Mapping[str, str],
    matched: Matching,
) -> pa.ChunkedArray:
    """Tell of each newer row whether it has an older one with another cell."""
    is_changed = pa.chunked_array([pa.repeat(pa.scalar(value=False), new.num_rows)])
    for name in new.column_names:
        if name in key or name not in old.column_names:
            continue
        is_other = pc.and_(_is_other(old[name].take(matched.places), new[name]), matched.is_both)
        if pc.any(is_other).as_py():
            at = pc.indices_nonzero(is_other)
            sides = (old[name].take(matched.places.take(at)), new[name].take(at))
            cells = (spelt_once(as_text(each), kinds[name]) for each in sides)
            is_changed = pc.or_(is_changed, replaced(is_other, is_other, _is_other(*cells)))
    return is_changed


def _is_other(old: pa.ChunkedArray, new: pa.ChunkedArray) -> pa.ChunkedArray:
    """Tell where two columns are not the same text; nothing known is the same as nothing known."""
    is_other = pc.fill_null(pc.not_equal(old, new), fill_value=False)
    if not old.null_count and not new.null_count:
        return is_other
    return pc.or_(is_other, pc.xor(pc.is_null(old), pc.is_null(new)))


def _renamed(
    only_old: pa.Table, only_new: pa.Table, key: tuple[str, ...]
) -> tuple[pa.Table, pa.Table, RowPairs]:
    """Set apart the rows that probably got another key.

    These are exactly one of the older side and one of the newer that agree in all else, and have
    something else in common than that nothing is known.
    """
    rest = [
        each for each in only_new.column_names if each in only_old.column_names and each not in key
    ]
    pairs = pa.table({OLD: pa.array([], pa.int64()), NEW: pa.array([], pa.int64())})
    if rest and only_old.num_rows and only_new.num_rows:
        pairs = _alike(only_old.select(rest), only_new.select(rest))
    return (
        _without(only_old, pairs[OLD]),
        _without(only_new, pairs[NEW]),
        RowPairs(old=only_old.take(pairs[OLD]), new=only_new.take(pairs[NEW])),
    )


def _alike(only_old: pa.Table, only_new: pa.Table) -> pa.Table:
    """Return the places of rows that are the only ones of their side with these cells."""
    nowhere = [pa.nulls(each.num_rows, pa.int64()) for each in (only_old, only_new)]
    places = [pa.arange(0, each.num_rows) for each in (only_old, only_new)]
    rows = pa.concat_tables(
        [
            only_old.append_column(OLD, places[0]).append_column(NEW, nowhere[0]),
            only_new.append_column(OLD, nowhere[1]).append_column(NEW, places[1]),
        ]
    )
    groups = rows.group_by(only_old.column_names).aggregate(
        [(OLD, "count"), (NEW, "count"), (OLD, "max"), (NEW, "max")]
    )
    is_meant = pc.and_(pc.equal(groups[f"{OLD}_count"], 1), pc.equal(groups[f"{NEW}_count"], 1))
    is_known = pc.is_valid(groups[only_old.column_names[0]])
    for name in only_old.column_names[1:]:
        is_known = pc.or_(is_known, pc.is_valid(groups[name]))
    pairs = groups.filter(pc.and_(is_meant, is_known))
    return pa.table({OLD: pairs[f"{OLD}_max"], NEW: pairs[f"{NEW}_max"]})


def _without(rows: pa.Table, places: pa.ChunkedArray) -> pa.Table:
    """Return rows without those at some places."""
    if not len(places):
        return rows
    every = pa.arange(0, rows.num_rows)
    return rows.filter(pc.invert(pc.is_in(every, value_set=places.combine_chunks())))


def _matches(
    rows: pa.Table,
    places: pa.Array,
    names: Sequence[str],
    key: tuple[str, ...],
    kinds: Mapping[str, str],
) -> dict[str, pa.Table]:
    """Return, by column, key and cell of the rows at some places that have something in it."""
    if not names:
        return {}
    told = rows.select([*key, *names]).take(places)
    return {
        name: _in_order(_spelt(filled.select([*key, name]), kinds), key, kinds)
        for name in names
        for filled in (told.filter(pc.is_valid(told[name])),)
    }


def _widened(rows: pa.Table, names: Sequence[str]) -> pa.Table:
    """Return rows with all columns; one that a side does not have is empty there."""
    nothing = pa.nulls(rows.num_rows, pa.string())
    return pa.table({name: rows[name] if name in rows.column_names else nothing for name in names})


def _repeated(number: int, count: int) -> pa.Array:
    return pa.repeat(pa.scalar(number, pa.int64()), count)


def _spelt(rows: pa.Table, kinds: Mapping[str, str]) -> pa.Table:
    """Return rows with every cell in one spelling."""
    return pa.table(
        {name: spelt_once(as_text(rows[name]), kinds[name]) for name in rows.column_names}
    )


def _pairs(
    old: pa.Table, new: pa.Table, key: tuple[str, ...], kinds: Mapping[str, str]
) -> RowPairs:
    order = _order(old, key, kinds)
    return RowPairs(old=old.take(order), new=new.take(order))


def _in_order(rows: pa.Table, names: Sequence[str], kinds: Mapping[str, str]) -> pa.Table:
    return rows.take(_order(rows, names, kinds))


def _order(rows: pa.Table, names: Sequence[str], kinds: Mapping[str, str]) -> pa.Array:
    """Return the order of rows by some columns: numbers by their size, what is empty last."""
    # Joins and groups of Arrow give rows in no order. What is no whole number, or too long for
    # one, is sorted as text after those that are.
    columns: dict[str, pa.ChunkedArray] = {}
    for at, name in enumerate(names):
        if kinds[name] == "number":
            columns[f"number {at}"] = _numbers(rows[name])
        columns[f"text {at}"] = rows[name]
    return pc.sort_indices(
        pa.table(columns), sort_keys=[(name, "ascending", "at_end") for name in columns]
    )


def _numbers(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return whole numbers to sort by; what is none, or too long, has none."""
    is_whole = pc.match_substring_regex(column, rf"^-?[0-9]{{1,{LARGEST_SORTED}}}$")
    nothing = pa.scalar(None, pa.string())
    return pc.cast(
        pc.if_else(pc.fill_null(is_whole, fill_value=False), column, nothing), pa.int64()
    )
