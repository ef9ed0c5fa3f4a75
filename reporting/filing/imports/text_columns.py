"""Rows of tables as columns of text: read, told apart, hashed and written without a row at a time.

A cell that is null says nothing: its table, or its source, has no such column. An empty text is a
cell that is empty. What is done here to all rows at once is what `row_keys`, `record_export` and
`row_editing` do to one.
"""

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

from reporting.filing.additions.package_rows import PackageRows
from reporting.filing.imports.row_keys import key_names
from reporting.packages import Schema, Table
from reporting.packages.csv_text import to_csv
from reporting.packages.model import ROOM_FOR_A_ROW

BETWEEN = "\x1f"
"""Stands between the parts of a key: no text has it."""
TO_BE_QUOTED = '[,"\r\n]'
AT_ONCE = 65_536
"""How many rows are written at a time."""
TEXT = pa.string()


def of_record(record: PackageRows, table: Table) -> pa.Table:
    """Return the rows of a table of a record, every field of its schema a column.

    Read as columns where the file is canonical, else row by row: a file that cannot be read has
    none, as `PackageRows.rows` says.
    """
    names = table.schema.names
    try:
        found = arrow_csv.read_csv(
            table.readable,
            read_options=arrow_csv.ReadOptions(block_size=ROOM_FOR_A_ROW),
            parse_options=arrow_csv.ParseOptions(newlines_in_values=True, ignore_empty_lines=False),
            convert_options=arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(names, TEXT), strings_can_be_null=False
            ),
        )
    except (OSError, pa.ArrowException):
        return of_rows(record.rows(table), names)
    if [*found.column_names] != [*names]:
        return of_rows(record.rows(table), names)
    return found


def of_rows(rows: Sequence[Mapping[str, str]], names: Iterable[str]) -> pa.Table:
    """Return rows as columns; a field that a row does not have is null."""
    return pa.table({name: pa.array([each.get(name) for each in rows], TEXT) for name in names})


def column(rows: pa.Table, name: str) -> pa.Array:
    """Return a column as one array; nulls where the rows have no such column."""
    if name not in rows.column_names:
        return pa.nulls(len(rows), TEXT)
    found = rows[name].combine_chunks()
    if isinstance(found, pa.ChunkedArray):
        found = pa.concat_arrays(found.chunks) if found.num_chunks else pa.array([], TEXT)
    return found


def filled(rows: pa.Table, name: str) -> pa.Array:
    """Return a column with empty texts for what says nothing."""
    if name not in rows.column_names:
        return pa.repeat(pa.scalar("", TEXT), len(rows))
    found = column(rows, name)
    return pc.fill_null(found.cast(TEXT), "") if found.null_count else found


def keys(rows: pa.Table, schema: Schema, between: str = BETWEEN) -> pa.Array:
    """Return the keys of rows, their parts joined."""
    parts = [filled(rows, name) for name in key_names(schema)]
    return parts[0] if len(parts) == 1 else pc.binary_join_element_wise(*parts, between)


def digests(rows: pa.Table, schema: Schema) -> pa.Array:
    """Return what `record_export.digest_of` says of each row."""
    several = (_digests(rows.slice(start, AT_ONCE), schema) for start in _starts(rows))
    return pa.concat_arrays([pa.array([], TEXT), *several])


def _digests(rows: pa.Table, schema: Schema) -> pa.Array:
    told = []
    for name in schema.names:
        texts = filled(rows, name)
        lengths = pc.utf8_length(texts).cast(TEXT)
        told.append(pc.binary_join_element_wise(lengths, texts, ":"))
    lines = pc.binary_join_element_wise(*told, ",") if len(told) > 1 else told[0]
    return pa.array([sha256(each.encode()).hexdigest()[:32] for each in lines.to_pylist()], TEXT)


def _starts(rows: pa.Table) -> range:
    return range(0, len(rows), AT_ONCE)


def csv_file(rows: pa.Table, schema: Schema) -> bytes:
    """Return rows as the file of their table, the same bytes as `row_editing.text_file`."""
    names = schema.names
    written = [to_csv(names, ())]
    for start in _starts(rows):
        some = rows.slice(start, AT_ONCE)
        cells = [_quoted(filled(some, name)) for name in names]
        if len(cells) == 1:  # an empty line is no row
            cells = [pc.if_else(pc.equal(cells[0], ""), '""', cells[0])]
        lines = pc.binary_join_element_wise(*cells, ",") if len(cells) > 1 else cells[0]
        written += [("\n".join(lines.to_pylist()) + "\n").encode()]
    return b"".join(written)


def _quoted(texts: pa.Array) -> pa.Array:
    is_quoted = pc.match_substring_regex(texts, TO_BE_QUOTED)
    if not pc.any(is_quoted).as_py():
        return texts
    inside = pc.replace_substring(texts, '"', '""')
    return pc.if_else(is_quoted, pc.binary_join_element_wise('"', inside, '"', ""), texts)
