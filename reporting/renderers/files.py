"""JSON, Parquet and zip: the same values in, the same bytes out."""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pyarrow as pa
from pyarrow import parquet

# The container knows no earlier day; a clock would give other bytes each time.
FIRST_DAY_OF_ZIP = (1980, 1, 1, 0, 0, 0)
ORDINARY_FILE = 0o644 << 16
# Otherwise the system on which it is written is in the file.
UNIX = 3


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a folder by their paths in it."""
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def to_zip(files: Mapping[str, bytes]) -> bytes:
    """Return files by path as one zip."""
    stream = BytesIO()
    with ZipFile(stream, "w", compression=ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(files):
            entry = ZipInfo(path, FIRST_DAY_OF_ZIP)
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = ORDINARY_FILE
            entry.create_system = UNIX
            archive.writestr(entry, files[path])
    return stream.getvalue()


def to_json(value: object) -> bytes:
    """Return a value as JSON, in the order it has.

    Raises:
        TypeError: It holds something that JSON and this project have no form for.
    """
    text = json.dumps(value, ensure_ascii=False, indent=1, default=_plain)
    return f"{text}\n".encode()


def _plain(value: object) -> object:
    """Write what JSON has no form for; a number that JSON's readers would round stays text."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        if value == value.to_integral_value():
            return int(value)
        near = float(value)
        return near if Decimal(repr(near)) == value else _exact(value)
    msg = f"{type(value).__name__} has no form in JSON"
    raise TypeError(msg)


def _exact(value: Decimal) -> str:
    return f"{value:f}".rstrip("0")


def to_parquet(table: pa.Table) -> bytes:
    """Return a table as Parquet, with the metadata of its fields."""
    sink = pa.BufferOutputStream()
    parquet.write_table(
        # However the rows lie in memory: pieces would be pieces in the file.
        table.combine_chunks(),
        sink,
        compression="zstd",
        row_group_size=max(table.num_rows, 1),
    )
    return bytes(sink.getvalue())
