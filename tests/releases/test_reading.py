"""Every copy of a table reads back to the rows of its CSV; what cannot be read says why."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from reporting.packages.model import Package
from reporting.packages.publication import parquet_rows
from reporting.releases.copy_text import CopyError
from reporting.releases.reading import read_copy, stem_of, tables_of
from reporting.renderers.data_workbook import to_workbook
from reporting.renderers.excel_csv import to_excel_csv
from reporting.renderers.files import to_json, to_parquet, to_zip
from reporting.renderers.sqlite import to_sqlite
from tests.releases.made import SCHEMA, hash_of, package_of


def _table(package: Package) -> pa.Table:
    return parquet_rows(package, package.tables["table"])


MAKERS: dict[str, Callable[[Package], bytes]] = {
    "table.csv": lambda package: package.tables["table"].path.read_bytes(),
    "table.excel.csv": lambda package: to_excel_csv(package.tables["table"]),
    "table.json": lambda package: to_json(_table(package).to_pylist()),
    "table.parquet": lambda package: to_parquet(_table(package)),
    "book.xlsx": to_workbook,
    "base.sqlite": to_sqlite,
    "all.zip": lambda package: to_zip(
        {"made/table.csv": package.tables["table"].path.read_bytes()}
    ),
}
LETTERS = st.one_of(
    st.sampled_from([*"=+-@'\";,\t\r\n _x0041 1.", "\r\n", "日", "＝", "𠮟", "\x01", "é", "<r>"]),
    st.characters(exclude_categories=["Cs"], exclude_characters="\x00\ufffe\uffff"),
)
TEXTS = st.lists(LETTERS, min_size=1, max_size=12).map("".join).filter(str.strip)
WHOLE = st.integers(-(2**63) + 1, 2**63 - 1).map(str)
DECIMALS = st.builds(
    lambda whole, part, is_less: f"{'-' if is_less and (whole or part) else ''}{whole}{part}",
    st.integers(0, 10**18 - 1),
    st.one_of(st.just(""), st.integers(0, 10**9 - 1).map(lambda part: f".{part:09}")),
    st.booleans(),
).filter(lambda text: set(text) - set("-0."))
DAYS = st.dates().map(str)
CELLS = (
    *(TEXTS, WHOLE, DECIMALS, DAYS, st.sampled_from(["true", "false"])),
    st.integers(1, 9999).map(lambda year: f"{year:04}"),
)
ROWS = st.lists(
    st.tuples(*(st.one_of(st.just(""), each) for each in CELLS)), min_size=0, max_size=6
).map(lambda rows: [(f"MN{number}", *row) for number, row in enumerate(rows)])


@given(ROWS)
def test_every_copy_says_the_same(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, ...]]
) -> None:
    """Whole numbers of 19 digits, nine decimals, days, truths, line breaks, whatever script."""
    package = package_of(tmp_path_factory.mktemp("made"), rows)
    hashes = {name: hash_of(tables_of(name, make(package))) for name, make in MAKERS.items()}
    assert hashes == dict.fromkeys(MAKERS, hashes["table.csv"])


ROW = ("MN1", '=1+1, "日本"\nb', "9007199254740993", "123456789012345678.123456789")
REST = ("1899-12-31", "true", "0099")


@pytest.fixture
def package(tmp_path: Path) -> Package:
    """Return a package with what formats find hard."""
    return package_of(tmp_path, [(*ROW, *REST)])


@pytest.mark.parametrize("name", MAKERS)
def test_cells_come_back_as_the_csv_has_them(name: str, package: Package, tmp_path: Path) -> None:
    """A number that a format cannot keep is text in it; days before 1900 are, too, in workbooks."""
    path = tmp_path / name
    path.write_bytes(MAKERS[name](package))
    (rows,) = read_copy(path).values()
    assert rows.column_names == [*SCHEMA.names]
    year = "99" if name in {"table.json", "table.parquet", "base.sqlite"} else "0099"
    assert rows.to_pylist() == [dict(zip(SCHEMA.names, (*ROW, *REST[:-1], year), strict=True))]


def test_tables_are_called_as_their_file_has_them(package: Package) -> None:
    """As the file, as the codebook in it, or by the folder in a zip."""
    named = {name: [*tables_of(name, make(package))] for name, make in MAKERS.items()}
    assert named.pop("all.zip") == ["made/table"]
    assert all(each == ["table"] for each in named.values())
    single = ("table.csv", "table.excel.csv", "table.json", "table.parquet")
    assert {stem_of(f"made/{name}") for name in single} == {"made/table"}


def test_what_pandas_saves_again_reads_the_same() -> None:
    """Whole numbers that became fractions as one is unknown, days that became moments."""
    table = pa.table(
        {
            "count": pa.array([1.0, None], pa.float64()),
            "day": pa.array([0, None], pa.timestamp("ns")),
            "text": pa.array(["a", None], pa.large_string()).dictionary_encode(),
        }
    )
    sink = BytesIO()
    parquet.write_table(table, sink)
    assert tables_of("x.parquet", sink.getvalue())["x"].to_pylist() == [
        {"count": "1", "day": "1970-01-01", "text": "a"},
        {"count": None, "day": None, "text": None},
    ]


def _base(*statements: str) -> bytes:
    with closing(sqlite3.connect(":memory:")) as base:
        for each in statements:
            base.execute(each)
        base.commit()
        return base.serialize()


def _parquet(column: pa.Array) -> bytes:
    sink = BytesIO()
    parquet.write_table(pa.table({"a": column}), sink)
    return sink.getvalue()


def _twice() -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        archive.writestr("a.csv", "a\n1\n")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a.csv", "a\n2\n")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.csv", b"", "empty"),
        ("a.csv", b"a\n\xff\n", "UTF-8"),
        ("a.csv", b'a\n"1\n', "unexpected end"),
        ("a.csv", b"a,b\n1\n", "row 2 has 1 cells, the first 2"),
        ("a.csv", b"a,a\n1,2\n", "two columns"),
        ("a.json", b"{}", "no list of rows"),
        ("a.json", b"[1]", "no list of rows"),
        ("a.json", b'[{"a": [1]}]', "a list or an object"),
        ("a.json", b'[{"a": NaN}]', "NaN"),
        ("a.json", b"[" * 100_000, "no JSON"),
        ("a.json", b'[{"a": "\\ud800"}]', "half of a character"),
        ("a.json", b'[{"\\ud800": 1}]', "half of a character"),
        ("a.json", b"\xff\xfe", "no JSON"),
        ("a.parquet", b"PAR1", "no Parquet"),
        ("a.parquet", b"", "no Parquet"),
        ("a.parquet", _parquet(pa.array([[1]])), "type list"),
        ("a.xlsx", b"PK\x03\x04", "damaged"),
        ("a.xlsx", b"a,b\n", "CSV or text"),
        ("a.sqlite", b"SQLite format 3\x00" + b"\x00" * 100, "no SQLite"),
        ("a.sqlite", b"", "no SQLite"),
        ("a.sqlite", _base("CREATE TABLE a (a)")[:2000], "no SQLite"),
        ("a.sqlite", _base("CREATE TABLE a (a)", "INSERT INTO a VALUES (x'00')"), "no text"),
        ("a.zip", b"PK", "no zip"),
        ("a.zip", to_zip({"../a.csv": b"a\n1\n"}), "leads out"),
        ("a.zip", to_zip({"/a.csv": b"a\n1\n"}), "leads out"),
        ("a.zip", to_zip({"C:\\a.csv": b"a\n1\n"}), "leads out"),
        ("a.zip", _twice, "twice"),
        ("a.txt", b"", "no kind of file"),
    ],
)
def test_what_cannot_be_read_says_why(
    name: str, content: bytes | Callable[[], bytes], reason: str
) -> None:
    """No file ends in an error of the program."""
    with pytest.raises(CopyError, match=reason):
        tables_of(name, content if isinstance(content, bytes) else content())


def test_nothing_in_a_base_is_run() -> None:
    """Views, triggers, and virtual tables are left alone; no column is computed."""
    base = _base(
        "CREATE TABLE a (b INTEGER)",
        "INSERT INTO a VALUES (1)",
        "CREATE VIEW v AS SELECT randomblob(100000000) AS x",
        "CREATE TRIGGER t AFTER INSERT ON a BEGIN DELETE FROM a; END",
    )
    assert {name: rows.to_pylist() for name, rows in tables_of("x.sqlite", base).items()} == {
        "a": [{"b": "1"}]
    }
    generated = _base("CREATE TABLE a (b, c AS (hex(zeroblob(9))))", "INSERT INTO a VALUES (1)")
    with pytest.raises(CopyError, match="computed"):
        tables_of("x.sqlite", generated)


@given(st.sampled_from([*MAKERS]), st.integers(0), st.integers(1, 255))
def test_a_damaged_file_is_refused_or_read(
    tmp_path_factory: pytest.TempPathFactory, name: str, place: int, change: int
) -> None:
    """One altered byte anywhere: it says why it cannot be read, or it is read."""
    content = bytearray(MAKERS[name](package_of(tmp_path_factory.mktemp("made"), [(*ROW, *REST)])))
    content[place % len(content)] ^= change
    with suppress(CopyError):
        tables_of(name, bytes(content))


def test_numbers_without_end_stay_as_they_are() -> None:
    """Written out, an exponent of millions would fill the memory."""
    rows = json.dumps([{"a": 1}]).replace("1", "1e99999999").encode()
    assert tables_of("a.json", rows)["a"].to_pylist() == [{"a": "1E+99999999"}]
