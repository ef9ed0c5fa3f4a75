"""The tables of an SQLite file, read as text, of whatever origin: nothing in it is run.

It is opened in memory, read only; SQLite is told to trust none of its schema, and to do nothing
but read. Views, triggers and virtual tables are left alone.
"""

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing

import pyarrow as pa

from reporting.releases.copy_text import Cell, CopyError, copy_table, of_float
from reporting.renderers.sqlite import ABOUT, FIELDS, TABLES, VALUES

MAGIC = b"SQLite format 3\x00"
MOST_TABLES = 2_000
MOST_CELLS = 50_000_000
MOST_LENGTH = 1 << 24
STEPS, MOST_STEPS = 1_000_000, 20_000
OURS = frozenset((ABOUT, TABLES, FIELDS, VALUES))
READING = frozenset((sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_PRAGMA))
TRUTHS = {0: "false", 1: "true"}


def sqlite_tables(content: bytes) -> Mapping[str, pa.Table]:
    """Read the tables of an SQLite file by their names, those that say what they are apart.

    Raises:
        CopyError: It cannot be read.
    """
    if not content.startswith(MAGIC):
        raise CopyError("no SQLite file")
    try:
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as base:
            base.deserialize(content)
            _distrust(base)
            return _tables(base)
    except (sqlite3.Error, OverflowError, UnicodeDecodeError, MemoryError) as error:
        msg = f"no SQLite file that can be read: {error}"
        raise CopyError(msg) from error


def _distrust(base: sqlite3.Connection) -> None:
    base.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MOST_LENGTH)
    for pragma in ("trusted_schema = OFF", "cell_size_check = ON", "query_only = ON"):
        base.execute(f"PRAGMA {pragma}")
    left = [MOST_STEPS]

    def ended() -> int:
        left[0] -= 1
        return int(left[0] < 0)

    def allowed(action: int, *_: object) -> int:
        return sqlite3.SQLITE_OK if action in READING else sqlite3.SQLITE_DENY

    base.set_progress_handler(ended, STEPS)
    base.set_authorizer(allowed)


def _tables(base: sqlite3.Connection) -> dict[str, pa.Table]:
    written = base.execute("SELECT type, name, sql FROM sqlite_master ORDER BY name").fetchall()
    listed = [
        str(name)
        for kind, name, text in written
        if kind == "table" and str(text).startswith("CREATE TABLE") and not _is_of_sqlite(name)
    ]
    if len(listed) > MOST_TABLES:
        msg = f"it has more than {MOST_TABLES:,} tables"
        raise CopyError(msg)
    found = {name: _table(base, name) for name in listed}
    names = _names(found.get(TABLES))
    return {names.get(name, name): rows for name, rows in found.items() if name not in OURS}


def _is_of_sqlite(name: object) -> bool:
    return str(name).lower().startswith("sqlite_")


def _names(tables: pa.Table | None) -> dict[str, str]:
    """Return the names of tables by those in SQL, as ``_tables`` has them."""
    if tables is None or not {"sql_table", "table_name"} <= {*tables.column_names}:
        return {}
    pairs = zip(tables["sql_table"].to_pylist(), tables["table_name"].to_pylist(), strict=True)
    return {called: name for called, name in pairs if called and name}


def _table(base: sqlite3.Connection, name: str) -> pa.Table:
    quoted = '"{}"'.format(name.replace('"', '""'))
    columns = base.execute(f"PRAGMA table_xinfo({quoted})").fetchall()
    if any(hidden for *_, hidden in columns):
        msg = f"the table {name!r} has a column that is computed"
        raise CopyError(msg)
    types = {column: str(kind).upper() for _, column, kind, *_ in columns}
    rows = base.execute(f"SELECT * FROM {quoted}")  # noqa: S608 - quoted
    header = [each[0] for each in rows.description]
    written = [_writer(types.get(each, "")) for each in header]
    return copy_table(header, _bounded(rows, written))


def _bounded(
    rows: Iterable[tuple[object, ...]], written: list[Callable[[object], Cell]]
) -> Iterable[list[Cell]]:
    for number, row in enumerate(rows):
        if number * len(row) > MOST_CELLS:
            msg = f"a table has more than {MOST_CELLS:,} cells"
            raise CopyError(msg)
        yield [write(value) for write, value in zip(written, row, strict=True)]


def _writer(sql_type: str) -> Callable[[object], Cell]:
    """Return how values of a column are written."""
    return _truth if sql_type == "BOOLEAN" else _text


def _truth(value: object) -> Cell:
    return TRUTHS.get(value, _text(value)) if isinstance(value, int) else _text(value)


def _text(value: object) -> Cell:
    match value:
        case None | str():
            return value
        case int():
            return str(value)
        case float():
            return of_float(value)
    raise CopyError("a cell that is no text or number")
