"""Whatever the bytes: findings in order, the same each time, and never an exception."""

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporting.findings import in_order
from reporting.packages import Schema, Table, Validation, check_table, open_package, validate
from reporting.packages.csv_text import BrokenRowError, text_lines
from reporting.packages.diff import Difference, State, difference
from reporting.packages.diff.text_table import text_table
from reporting.renderers.diff_pages import diff_html, diff_markdown, diff_text
from reporting.renderers.diff_records import diff_csv, diff_json
from reporting.renderers.findings import as_html, as_text, validation_json, validation_report
from tests.broken.case import CLEAN, PACKAGES
from tests.broken.edits import cell, columns, described, field, resource
from tests.depth import TRIES

FILES = sorted(
    str(path.relative_to(CLEAN)) for path in CLEAN.rglob("*") if path.suffix in {".csv", ".json"}
)
MANY = range(100_000)
PIECES = st.one_of(
    st.binary(max_size=8),
    st.sampled_from(['"', ",", "\n", "\r", "\0", ";", "1e5", "NaN", "٣", "\u202e", "9" * 30]).map(
        str.encode
    ),
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["name", "fields", "type", "rule", "value", "path", "x"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=6,
)


def checked(folder: Path) -> Validation:
    """Validate two packages; the findings stand in order and every writer can write them."""
    result = validate([folder / name for name in PACKAGES])
    assert result.findings == in_order(result.findings)
    report = validation_report(result)
    for written in (as_text(report), validation_json(result), as_html(report)):
        written.encode()
    return result


def differs(folder: Path) -> Difference:
    """Compare a folder with the clean packages; every writer can write how they differ."""
    found = difference(State.of(CLEAN, "clean"), State.of(folder, "copy"))
    for written in (diff_text(found), diff_html(found), diff_markdown(found)):
        written.encode()
    assert json.loads(diff_json(found))["is_complete"] == (not found.findings)
    assert diff_csv(found)
    return found


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a folder that each example fills anew."""
    return tmp_path / "copy"


def refill(copy: Path) -> None:
    """Put the clean packages into the folder."""
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(CLEAN, copy)


def codes(folder: Path) -> list[str]:
    """Return what is found in both packages, and where."""
    found = validate([folder / name for name in PACKAGES]).findings
    return [f"{each.code} {each.place}" for each in found]


@pytest.mark.parametrize(
    ("pattern", "code"),
    [
        ("(a+)+", "cell-pattern"),
        ("(a|aa)+", "cell-pattern"),
        ("a*a*a*a*a*b", "cell-pattern"),
        (r"([a-z]+)+\1", "descriptor-invalid"),
        (r"(?=(a+)+b)a", "descriptor-invalid"),
    ],
)
def test_a_pattern_that_never_ends(copy: Path, pattern: str, code: str) -> None:
    """It is matched in bounded time, or refused where nothing can."""
    refill(copy)
    cell("blocks", 4, "holder", "a" * 5_000 + "!")(copy)
    field("blocks", "holder", {"constraints": {"pattern": pattern}})(copy)
    assert code in {each.partition(" ")[0] for each in codes(copy)}


@pytest.mark.parametrize("name", ["datapackage.json", "schemas/blocks.json", "blocks.csv"])
@pytest.mark.parametrize("kind", ["pipe", "device", "endless"])
def test_what_never_ends_is_not_waited_for(copy: Path, name: str, kind: str) -> None:
    """A pipe that nobody writes to, a device, a file of 20 GB with nothing in it: findings."""
    refill(copy)
    path = copy / "record" / name
    path.unlink()
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "device":
        path.symlink_to("/dev/zero")
    else:
        path.touch()
        os.truncate(path, 20 << 30)
    assert codes(copy)


def test_a_schema_that_is_a_link_out_of_the_package(copy: Path, tmp_path: Path) -> None:
    """It is not read, as the file of a table is not."""
    refill(copy)
    path = copy / "record/schemas/blocks.json"
    path.rename(tmp_path / "outside.json")
    path.symlink_to(tmp_path / "outside.json")
    assert "descriptor-invalid record/blocks" in codes(copy)


def test_more_keys_and_columns_than_any_table(copy: Path) -> None:
    """A hundred thousand of either are answered at once."""
    refill(copy)
    described("record/datapackage.json", lambda each: each.update({f"k{n}": n for n in MANY}))(copy)
    columns("blocks", lambda names: [*names, *(f"c{n}" for n in MANY)])(copy)
    assert "file-unreadable record/blocks:1" in codes(copy)


@pytest.mark.parametrize("name", ["con", "nul", "aux", "com1", "a" * 300])
def test_names_that_no_folder_can_have_everywhere(copy: Path, name: str) -> None:
    """Of packages and tables, whose names become folders of the site."""
    for edit in (
        described("record/datapackage.json", lambda each: each.update(name=name)),
        resource("blocks", name=name),
    ):
        refill(copy)
        edit(copy)
        assert any(each.startswith("descriptor-unlike-ours") for each in codes(copy))


@pytest.mark.parametrize("tries", TRIES)
def test_any_bytes(copy: Path, tries: int) -> None:
    """Any bytes in place of a table are checked, twice alike."""
    refill(copy)
    package, _ = open_package(copy / "record")
    assert package is not None
    table = package.tables["blocks"]

    @settings(max_examples=tries)
    @given(data=st.binary(max_size=300))
    def is_checked(data: bytes) -> None:
        table.path.write_bytes(data)
        report = check_table(table.schema, table.path)
        again = check_table(table.schema, table.path)
        assert report.findings == in_order(report.findings) == again.findings
        assert report.findings

    is_checked()


@pytest.mark.parametrize("tries", TRIES)
def test_any_change_of_bytes(copy: Path, tries: int) -> None:
    """Any bytes put in or taken out of any file are checked."""

    @settings(max_examples=tries)
    @given(
        name=st.sampled_from(FILES),
        cuts=st.lists(
            st.tuples(st.floats(0, 1), st.integers(0, 4), PIECES), min_size=1, max_size=3
        ),
    )
    def is_checked(name: str, cuts: list[tuple[float, int, bytes]]) -> None:
        refill(copy)
        data = bytearray((copy / name).read_bytes())
        for share, length, piece in cuts:
            at = round(share * len(data))
            data[at : at + length] = piece
        (copy / name).write_bytes(data)
        assert checked(copy).findings == checked(copy).findings
        differs(copy)

    is_checked()


TOKENS = st.sampled_from(
    ["a", "1", '"', '""', ",", ",", "\n", "\n", "\r\n", "\r", " ", '"b"', "'", "\\", "\u4e8c", "\t"]
)


@pytest.mark.parametrize("tries", TRIES)
def test_a_table_is_compared_as_it_is_read(copy: Path, tries: int) -> None:
    """Whatever the lines, a comparison has the rows of Python's reader, or says what is wrong."""
    schema = Schema.from_descriptor({"fields": [{"name": "x"}, {"name": "y"}]})
    copy.mkdir()
    table = Table(
        name="t", path=copy / "t.csv", title={}, description={}, schema=schema, descriptor={}
    )

    @settings(max_examples=20 * tries)
    @given(tokens=st.lists(TOKENS, max_size=12))
    def is_read(tokens: list[str]) -> None:
        text = "x,y\n" + "".join(tokens)
        table.path.write_text(text, encoding="utf-8", newline="")
        rows, findings = text_table(table, "p")
        try:
            lines = [row for _, row in text_lines(table.path)][1:]
        except BrokenRowError:
            assert rows is None
            assert {each.code for each in findings} == {"quote-broken"}
            return
        lines = [row for row in lines if any(map(str.strip, row))]
        if any(len(row) != 2 for row in lines):
            assert {each.code for each in findings} <= {"row-too-short", "row-too-long"}
            assert findings
        else:
            assert findings == ()
            assert rows is not None
            told = [[row["x"] or "", row["y"] or ""] for row in rows.to_pylist()]
            assert [row for row in told if any(map(str.strip, row))] == lines

    is_read()


def paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401 - JSON
    """Yield the path to every value within a JSON value."""
    if not isinstance(value, dict | list):
        return
    for key, each in value.items() if isinstance(value, dict) else enumerate(value):
        yield (*path, key)
        yield from paths(each, (*path, key))


@pytest.mark.parametrize("tries", TRIES)
def test_any_change_of_a_description(copy: Path, tries: int) -> None:
    """Any value in place of any value of a descriptor or schema is checked."""

    @settings(max_examples=tries)
    @given(
        name=st.sampled_from([name for name in FILES if name.endswith(".json")]),
        share=st.floats(0, 1, exclude_max=True),
        new=JSON,
    )
    def is_checked(name: str, share: float, new: object) -> None:
        refill(copy)
        value = json.loads((copy / name).read_text(encoding="utf-8"))
        places = list(paths(value))
        *path, last = places[int(share * len(places))]
        holder = value
        for key in path:
            holder = holder[key]
        holder[last] = new
        (copy / name).write_text(json.dumps(value), encoding="utf-8")
        checked(copy)
        differs(copy)

    is_checked()
