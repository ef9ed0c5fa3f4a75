"""The content hash of a table: one for all files that hold the same rows, whatever their format.

It is the SHA-256 of the table as *canonical CSV*: the names of the columns, then the rows in the
order of their key, of a table without key in that of their cells; each cell in quotation marks,
its own doubled, an unknown one empty; commas between, LF after each line, UTF-8. A value has one
spelling (`reporting.packages.diff.spelling`), so that a file may say 1.50 and another 1.5.
"""

from hashlib import sha256

import pyarrow as pa
import pyarrow.compute as pc

from reporting.packages.diff.spelling import kind_of, spelt_once
from reporting.packages.model import Schema

QUOTE = '"'
BATCH = 50_000


def content_hash(rows: pa.Table, schema: Schema) -> str:
    """Return the content hash of a table, as 64 hexadecimal digits.

    Args:
        rows: Its rows as columns of text, with whatever other columns; what is unknown is null.
        schema: Its schema, which says what its columns are and which are the key.
    """
    columns = {
        each.name: pc.fill_null(spelt_once(_chunked(rows[each.name]), kind_of(each.type)), "")
        for each in schema.fields
    }
    spelt = pa.table(columns)
    # A table in which two rows have one key has a hash too, whatever their order.
    names = dict.fromkeys([*schema.primary_key, *schema.names])
    order = [(name, "ascending") for name in names]
    digest = sha256(f"{','.join(_quoted(name) for name in schema.names)}\n".encode())
    for batch in spelt.sort_by(order).to_batches(max_chunksize=BATCH):
        for line in pc.binary_join_element_wise(*map(_cells, batch.columns), ",").to_pylist():
            digest.update(f"{line}\n".encode())
    return digest.hexdigest()


def _chunked(column: pa.Array | pa.ChunkedArray) -> pa.ChunkedArray:
    """Return a column of text as pieces; of the type null it is where no row says anything."""
    pieces = column if isinstance(column, pa.ChunkedArray) else pa.chunked_array([column])
    return pieces.cast(pa.string())


def _cells(column: pa.Array) -> pa.Array:
    doubled = pc.replace_substring(column, QUOTE, QUOTE * 2)
    return pc.binary_join_element_wise(QUOTE, doubled, QUOTE, "")


def _quoted(name: str) -> str:
    return f"{QUOTE}{name.replace(QUOTE, QUOTE * 2)}{QUOTE}"
