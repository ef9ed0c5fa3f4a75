"""What the fields of a table hold, column by column; a value is judged once for all its rows."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from reporting.filing.imports.mapping.columns import cell_columns
from reporting.filing.imports.mapping.date_forms import DoubtfulDateError, read_date
from reporting.filing.imports.mapping.joined_rows import WHOLE, JoinedRows, plain_numbers
from reporting.filing.imports.mapping.model import MappedCell
from reporting.filing.imports.mapping.quantities import whole_tonnes
from reporting.filing.imports.mapping.row_faults import is_true
from reporting.filing.imports.mapping.text_parts import CODE, put_together
from reporting.packages.csv_text import shown

Read = tuple[str | None, str, Mapping[str, str]]
"""What a value is read as; or none, the finding, and what fills its sentences."""
NO_TEXT = pa.scalar(None, pa.string())


def cell_values(rows: JoinedRows, cell: MappedCell, where: pa.Array) -> pa.Array:
    """Return what a field holds in each row; rows where it cannot be said are left out.

    Args:
        rows: The rows.
        cell: What the field holds.
        where: Which rows make a row of the table.
    """
    if cell.beside:
        found = cell_values(rows, replace(cell, beside=""), where)
        return pc.if_else(pc.is_valid(rows.values(cell.beside)), found, NO_TEXT)
    if cell.value is not None:
        return pa.repeat(pa.scalar(cell.value or None, pa.string()), rows.count)
    for name in cell_columns(rows.mapping, cell):
        rows.refuse(name, where)
    if cell.text:

        def column(name: str) -> pa.Array:
            if not name.startswith(CODE):
                return rows.values(name)
            codes = name.removeprefix(CODE)
            return _coded(rows, codes, rows.mapping.codes[codes].column, where)

        found = put_together(cell.text, column, rows.count)
        return pc.coalesce(found, pa.scalar(cell.default)) if cell.default else found
    name = cell_columns(rows.mapping, cell)[0]
    found = _read(rows, cell, name, where)
    if cell.same_as:
        _same(rows, cell, name, found, where)
    return pc.coalesce(found, pa.scalar(cell.default)) if cell.default else found


def _read(rows: JoinedRows, cell: MappedCell, name: str, where: pa.Array) -> pa.Array:
    texts = rows.values(name)
    if cell.codes:
        return _coded(rows, cell.codes, name, where)
    if cell.dates:
        return _each_once(rows, name, where, lambda text: _date(text, cell.dates))
    if cell.unit:
        mark = rows.thousands(name)
        plain = plain_numbers(texts, mark)
        if cell.unit == "t" and _all(pc.match_substring_regex(plain, WHOLE)):
            return plain
        return _each_once(rows, name, where, lambda text: _tonnes(text, cell.unit, mark))
    return texts


def _all(mask: pa.Array) -> bool:
    return pc.all(mask).as_py() is not False


def _coded(rows: JoinedRows, of: str, name: str, where: pa.Array) -> pa.Array:
    texts = rows.values(name)
    crosswalk = rows.mapping.codes[of]
    codes = crosswalk.codes
    listed = pa.array([*codes], pa.string())
    at = pc.index_in(texts, value_set=listed)
    found = pa.array([each or None for each in codes.values()], pa.string()).take(at)
    is_known = pc.is_valid(at)
    if crosswalk.patterns:
        others, fits = _matched(texts, crosswalk.patterns)
        found = pc.if_else(is_known, found, others)
        is_known = pc.or_(is_known, fits)
    unknown = pc.and_(pc.and_(pc.is_valid(texts), pc.invert(is_known)), where)
    rows.add(
        "mapping-code-missing",
        unknown,
        name,
        lambda row: {"value": shown(texts[row].as_py()), "codes": of},
    )
    return found


def _matched(texts: pa.Array, patterns: tuple[tuple[str, str], ...]) -> tuple[pa.Array, pa.Array]:
    """Return the code of the first pattern that fits the whole of each text, and where one does."""
    found = pa.nulls(len(texts), pa.string())
    fits = pa.repeat(pa.scalar(value=False), len(texts))
    for pattern, code in patterns:
        new = is_true(pc.match_substring_regex(texts, f"^(?:{pattern})$"))
        first = pc.and_(new, pc.invert(fits))
        found = pc.if_else(first, pa.scalar(code or None, pa.string()), found)
        fits = pc.or_(fits, new)
    return found, fits


def _each_once(
    rows: JoinedRows, name: str, where: pa.Array, read: Callable[[str], Read]
) -> pa.Array:
    """Return what the values of a column are read as."""
    codes = rows.values(name).dictionary_encode()
    judged = [read(each) for each in codes.dictionary.to_pylist()]
    found = pa.array([each for each, _code, _values in judged], pa.string()).take(codes.indices)
    for kind in dict.fromkeys(code for _each, code, _values in judged if code):
        is_wrong = pa.array([code == kind for _each, code, _values in judged], pa.bool_())
        rows.add(
            kind,
            pc.and_(is_true(is_wrong.take(codes.indices)), where),
            name,
            lambda at: judged[codes.indices[at].as_py()][2],
        )
    return found


def _date(text: str, forms: tuple[str, ...]) -> Read:
    try:
        found = read_date(text, forms)
    except DoubtfulDateError as error:
        first, second = error.readings
        values = {"value": shown(text), "first": first, "second": second}
        return None, "mapping-date-doubtful", values
    if found is None:
        return None, "mapping-date-wrong", {"value": shown(text), "form": " | ".join(forms)}
    return found, "", {}


def _tonnes(text: str, unit: str, mark: str) -> Read:
    found = whole_tonnes(text, unit, mark)
    if found is None:
        return None, "mapping-quantity-wrong", {"value": shown(text), "unit": unit}
    return found, "", {}


def _same(rows: JoinedRows, cell: MappedCell, name: str, found: pa.Array, where: pa.Array) -> None:
    """Leave out the rows where two columns say something else of one fact."""
    other = _read(rows, cell, cell.same_as, where)
    differ = pc.and_(is_true(pc.not_equal(found, other)), where)
    one, two = rows.values(name), rows.values(cell.same_as)
    rows.add(
        "mapping-sources-differ",
        differ,
        name,
        lambda at: {
            "value": shown(one[at].as_py()),
            "other": shown(two[at].as_py()),
            "column": cell.same_as,
        },
    )
