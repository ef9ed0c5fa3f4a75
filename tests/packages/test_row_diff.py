"""Rows are added, removed or changed by key and field, whatever their order and spelling."""

import json
import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.findings import catalogue
from reporting.packages.diff import Cell, Change, TableDiff, typed
from reporting.packages.diff.renames import Kind, Rename, old_names
from tests.broken.edits import (
    Edit,
    both,
    cell,
    changed,
    columns,
    content,
    deleted,
    described,
    recoded,
    replaced,
    schema,
)
from tests.broken.edits import written as file
from tests.packages.states import FIELDS, Row, codes, compared, only, told, written

ONE: Row = {"id": "A", "whole": "1", "amount": "1.5", "flag": "true", "note": "first"}
TWO: Row = {"id": "B", "whole": "2", "note": "second"}


def diff(tmp_path: Path, old: Sequence[Row], new: Sequence[Row], **how: Any) -> TableDiff:  # noqa: ANN401
    """Return the difference of two states of one table."""
    return only(
        compared(written(tmp_path / "old", old, **how), written(tmp_path / "new", new, **how))
    )


def test_a_row_more(tmp_path: Path) -> None:
    """A key of the newer side alone is a row that was added, with its cells that are not empty."""
    found = diff(tmp_path, [ONE], [ONE, TWO])
    assert told(found) == {
        "added": [("B", {"id": (None, "B"), "whole": (None, "2"), "note": (None, "second")})]
    }


def test_a_row_less(tmp_path: Path) -> None:
    """A key of the older side alone is a row that was removed."""
    found = diff(tmp_path, [ONE, TWO], [ONE])
    assert told(found) == {
        "removed": [("B", {"id": ("B", None), "whole": ("2", None), "note": ("second", None)})]
    }


def test_a_row_changed(tmp_path: Path) -> None:
    """Of a row on both sides the cells that differ are told, old and new; empty is None."""
    found = diff(tmp_path, [ONE, TWO], [ONE, {**TWO, "whole": "3", "note": None, "amount": "0.5"}])
    assert told(found) == {
        "changed": [
            ("B", {"whole": ("2", "3"), "amount": (None, "0.5"), "note": ("second", None)}),
        ]
    }


@pytest.mark.parametrize(
    ("field", "otherwise", "text"),
    [
        ("amount", "1.0", "1"),
        ("amount", "-0.50", "-0.5"),
        ("amount", "-0.000", "0"),
        ("amount", "+12", "12"),
        ("amount", " 12 ", "12"),
        ("amount", "0012.5", "12.5"),
        ("whole", "007", "7"),
        ("whole", "7.0", "7"),
        ("flag", "TRUE", "true"),
        ("flag", "0", "false"),
        ("note", "two\r\nlines", "two\nlines"),
    ],
)
def test_what_is_only_spelt_otherwise_is_no_change(
    tmp_path: Path, field: str, otherwise: str, text: str
) -> None:
    """A value has one spelling, as its type says, and is told in it."""
    old = written(tmp_path / "old", [{**ONE, field: otherwise}])
    assert compared(old, written(tmp_path / "new", [{**ONE, field: text}])).tables == ()
    found = only(compared(old, written(tmp_path / "new", [{**ONE, field: "?"}])))
    assert told(found) == {"changed": [("A", {field: (text, "?")})]}


@pytest.mark.parametrize(
    ("field", "old", "new"),
    [
        ("amount", "1", "10"),
        ("amount", "1", "-1"),
        ("amount", "100", "1"),
        ("amount", "9007199254740993", "9007199254740992"),
        ("amount", "0.1", "0.01"),
        ("note", "1", "1.0"),
        ("note", "true", "TRUE"),
        ("note", "a", " a"),
        ("note", "a\nb", "a b"),
        ("on", "2024-01-01", "2024-1-1"),
    ],
)
def test_what_is_another_value_is_a_change(tmp_path: Path, field: str, old: str, new: str) -> None:
    """No digit is lost, no text is taken for a number, and no space is passed over in a text."""
    found = diff(tmp_path, [{**ONE, field: old}], [{**ONE, field: new}])
    assert told(found) == {"changed": [("A", {field: (old, new)})]}


def test_lines_of_a_file_may_end_otherwise(tmp_path: Path) -> None:
    """CRLF, LF and a byte order mark are no change."""
    old = written(tmp_path / "old", [ONE, TWO], ends="\r\n")
    new = written(tmp_path / "new", [TWO, ONE])
    path = old / "things.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert compared(old, new).tables == ()


def test_a_key_is_a_value_too(tmp_path: Path) -> None:
    """A row is the same under a key that is only written otherwise, also where a part is empty."""
    key = {"key": ("whole", "note")}
    found = diff(
        tmp_path,
        [{"whole": "1", "note": "a"}, {"whole": "2", "flag": "true"}],
        [{"whole": "2", "flag": "false"}, {"whole": "01.0", "note": "a"}],
        **key,
    )
    assert told(found) == {"changed": [("2", None, {"flag": ("true", "false")})]}


def test_rows_stand_in_the_order_of_their_keys(tmp_path: Path) -> None:
    """Numbers by their size, whatever the order in the files; what is empty comes last."""
    new = [{"whole": each, "note": "x"} for each in ("10", "9", None, "-2", "x", "100")]
    found = diff(tmp_path, [], new, key=("whole",))
    rows = [row.key[0] for row in found.rows(Change.ADDITION)]
    assert rows == ["-2", "9", "10", "100", "x", None]
    changes = diff(tmp_path, [{**row, "note": "y"} for row in new], new, key=("whole",))
    assert [row.key[0] for row in changes.rows(Change.CHANGE)] == rows


def test_a_row_that_says_nothing_is_none(tmp_path: Path) -> None:
    """Lines of commas alone, as spreadsheets leave below a table, are no rows."""
    old = written(tmp_path / "old", [ONE])
    new = written(tmp_path / "new", [ONE, {}, {}])
    assert (new / "things.csv").read_text().count(",,,,,") == 2
    found = compared(old, new)
    assert (found.tables, found.findings) == ((), ())


def test_a_key_that_probably_changed(tmp_path: Path) -> None:
    """One row gone and one come that agree in all else are one row with another key."""
    found = diff(tmp_path, [ONE, TWO], [TWO, {**ONE, "id": "Z"}])
    assert told(found) == {"renamed": [("A", {"id": ("A", "Z")})]}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ([ONE, {**ONE, "id": "B"}], [{**ONE, "id": "Z"}]),
        ([ONE], [{**ONE, "id": "Y"}, {**ONE, "id": "Z"}]),
        ([ONE], [{**ONE, "id": "Z", "note": "other"}]),
        ([{"id": "A"}], [{"id": "Z"}]),
    ],
    ids=["two gone", "two come", "another cell", "nothing in common"],
)
def test_a_key_that_did_not_probably_change(
    tmp_path: Path, old: Sequence[Row], new: Sequence[Row]
) -> None:
    """Where more than one row could be meant, or nothing tells, rows are added and removed."""
    found = diff(tmp_path, old, new)
    assert set(told(found)) == {"added", "removed"}
    assert found.counts[Change.REMOVAL] == len(old)
    assert found.counts[Change.ADDITION] == len(new)


def test_a_table_of_keys_alone_has_no_key_that_changed(tmp_path: Path) -> None:
    """Where there is nothing beside the key, nothing tells a changed key from another row."""
    found = diff(tmp_path, [{"id": "A"}], [{"id": "B"}], columns=["id"])
    assert set(told(found)) == {"added", "removed"}


def test_rows_without_key_are_counted(tmp_path: Path) -> None:
    """Without a primary key a row is all its cells, and how often it stands there counts."""
    old = [ONE, ONE, ONE, TWO]
    found = diff(tmp_path, old, [TWO, ONE, {**TWO, "amount": "1.0"}], key=())
    assert found.key == ()
    (gone,) = found.rows(Change.REMOVAL)
    (come,) = found.rows(Change.ADDITION)
    assert (gone.times, come.times) == (2, 1)
    assert found.counts == {
        Change.ADDITION: 1,
        Change.REMOVAL: 2,
        Change.CHANGE: 0,
        Change.RENAME: 0,
    }
    assert {each.column.name: each.new for each in come.cells}["amount"] == "1"


def test_a_column_more(tmp_path: Path) -> None:
    """A column that was added is told once, with what it holds; its rows are not changed rows."""
    old = written(tmp_path / "old", [ONE, TWO], columns=["id", "whole"])
    new = written(tmp_path / "new", [{**ONE, "whole": "9"}, TWO], columns=["note", "id", "whole"])
    found = only(compared(old, new))
    (column,) = found.column_diffs
    assert (column.column.name, column.change) == ("note", Change.ADDITION)
    assert [(row.key, row.cells[0].old, row.cells[0].new) for row in found.column_rows(column)] == [
        (("A",), None, "first"),
        (("B",), None, "second"),
    ]
    assert told(found) == {"changed": [("A", {"whole": ("1", "9")})]}
    back = only(compared(new, old))
    (column,) = back.column_diffs
    assert column.change is Change.REMOVAL
    assert [row.cells[0].old for row in back.column_rows(column)] == ["first", "second"]


def test_a_table_more_and_a_table_less(tmp_path: Path) -> None:
    """A table of one side alone is told with its rows."""
    old = written(tmp_path / "old" / "a", [ONE], package="a")
    written(tmp_path / "new" / "b", [TWO, ONE], package="b")
    found = compared(old.parent, tmp_path / "new")
    assert [(each.name, each.change) for each in found.tables] == [
        ("b/things", Change.ADDITION),
        ("a/things", Change.REMOVAL),
    ]
    assert [row.key for row in found.tables[0].rows(Change.ADDITION)] == [("A",), ("B",)]
    assert found.tables[1].counts[Change.REMOVAL] == 1
    assert found.count == 2


def test_an_empty_table_more(tmp_path: Path) -> None:
    """A table that was added without rows is a difference all the same."""
    old = written(tmp_path / "old" / "a", [ONE], package="a")
    written(tmp_path / "new" / "a", [ONE], package="a")
    written(tmp_path / "new" / "b", [], package="b")
    (table,) = compared(old.parent, tmp_path / "new").tables
    assert (table.change, table.counts[Change.ADDITION]) == (Change.ADDITION, 0)


def test_two_packages_are_compared_whatever_they_are_called(tmp_path: Path) -> None:
    """Whoever names two packages means these two."""
    old = written(tmp_path / "old", [ONE], package="before")
    new = written(tmp_path / "new", [ONE, TWO], package="after")
    found = only(compared(old, new))
    assert found.name == "after/things"
    assert set(told(found)) == {"added"}


RENAMES = "from_version,kind,table,old,new\n"


def test_a_table_and_a_column_with_another_name(tmp_path: Path) -> None:
    """What ``releases/renames.csv`` calls a rename is one, through several and backwards."""
    old = written(tmp_path / "old" / "p", [ONE, TWO], columns=["id", "whole"], table="units")
    new = written(
        tmp_path / "new" / "p",
        [{**ONE, "count": "1"}, {**TWO, "count": "5"}],
        columns=["id", "count"],
        types={"count": "integer"},
    )
    assert {each.change for each in compared(old.parent, new.parent).tables} == {
        Change.ADDITION,
        Change.REMOVAL,
    }
    file(
        "renames.csv",
        RENAMES
        + "2026.12.1,table,,small-units,small-items\n"
        + "2026.12.1,column,units,whole,number\n"
        + "2027.1.1,table,,items,things\n"
        + "2027.1.1,column,things,number,count\n",
    )(_releases(new.parent))
    for sides, change in (((old, new), ("2", "5")), ((new, old), ("5", "2"))):
        table = only(compared(*(each.parent for each in sides)))
        assert table.change is Change.RENAME
        (column,) = table.column_diffs
        assert column.change is Change.RENAME
        name = column.column.name
        assert told(table) == {"changed": [("B", {name: change})]}


def test_a_column_that_went_to_another_table(tmp_path: Path) -> None:
    """It was removed here, and its new place is told; another package's table is not meant."""
    old = written(tmp_path / "old" / "p", [ONE], columns=["id", "whole", "flag"])
    new = written(tmp_path / "new" / "p", [ONE], columns=["id"])
    file(
        "renames.csv",
        RENAMES
        + "2026.12.1,column,small-things,whole,small-others.number\n"
        + "2026.12.1,column,large-things,flag,large-others.flag\n",
    )(_releases(new.parent))
    places = only(compared(old.parent, new.parent)).column_diffs
    assert [(each.column.name, each.change, each.place) for each in places] == [
        ("whole", Change.REMOVAL, "others.number"),
        ("flag", Change.REMOVAL, ""),
    ]


def test_a_name_between_two_renames(tmp_path: Path) -> None:
    """A newer side that is older than the last rename has the name of its time."""
    old = written(tmp_path / "old" / "p", [ONE], table="units")
    new = written(tmp_path / "new" / "p", [ONE], table="items")
    text = RENAMES + "2026.12.1,table,,units,items\n2027.1.1,table,,items,things\n"
    file("renames.csv", text)(_releases(new.parent))
    assert only(compared(old.parent, new.parent)).change is Change.RENAME


def _releases(data: Path) -> Path:
    folder = data / "releases"
    folder.mkdir()
    return folder


def test_a_name_that_is_still_there_is_no_rename(tmp_path: Path) -> None:
    """A rename is believed only where the old name is gone and the new one has come."""
    old = written(tmp_path / "old" / "p", [ONE], columns=["id", "whole"])
    new = written(tmp_path / "new" / "p", [{**ONE, "x": "1"}], columns=["id", "whole", "x"])
    file("renames.csv", RENAMES + "2027.1.1,column,things,whole,x\n")(_releases(new.parent))
    (column,) = only(compared(old.parent, new.parent)).column_diffs
    assert column.change is Change.ADDITION


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("kind,old,new\n", "columns kind, old, new"),
        (RENAMES + "1,row,things,a,b\n", "1, row, things, a, b"),
        (RENAMES + "1,column,,a,b\n", "1, column, , a, b"),
        (RENAMES + "1,table,,a\n", "1, table, , a"),
        (RENAMES + '1,table,,"a,b\n', "unexpected end of data"),
        (b"\xff", "utf-8"),
    ],
)
def test_renames_that_are_not_understood(tmp_path: Path, text: str | bytes, words: str) -> None:
    """A row that says no rename is a finding, and the rest is compared."""
    old = written(tmp_path / "old" / "p", [ONE])
    new = written(tmp_path / "new" / "p", [TWO])
    file("renames.csv", text)(_releases(new.parent))
    found = compared(old.parent, new.parent)
    (finding,) = (each.finding for each in found.findings)
    assert finding.code == "renames-unreadable"
    assert words in finding.words().found
    assert len(found.tables) == 1


def test_a_key_that_grew(tmp_path: Path) -> None:
    """Where the primary key changed, the one that tells the rows of both sides apart is taken."""
    old = written(tmp_path / "old", [ONE, TWO])
    new = written(tmp_path / "new", [ONE, {**TWO, "flag": "true"}], key=("id", "whole"))
    assert only(compared(old, new)).key == ("id",)
    new = written(tmp_path / "new", [ONE, {**ONE, "whole": "7"}], key=("id", "whole"))
    assert only(compared(old, new)).key == ("id", "whole")
    new = written(tmp_path / "new", [ONE, {**ONE, "x": "7"}], key=("id", "x"), columns=["id", "x"])
    assert only(compared(old, new)).key == ()


def test_a_type_that_changed(tmp_path: Path) -> None:
    """Of two kinds of types, a cell that is written alike has not changed."""
    old = written(tmp_path / "old", [{"id": "A", "whole": "1.0"}, {"id": "B", "whole": "2"}])
    new = written(
        tmp_path / "new",
        [{"id": "A", "whole": "1.0"}, {"id": "B", "whole": "2.0"}],
        types={"whole": "string"},
    )
    assert told(only(compared(old, new))) == {"changed": [("B", {"whole": ("2", "2.0")})]}


@pytest.mark.parametrize(
    ("type_name", "text", "value"),
    [
        ("integer", "12", 12),
        ("number", "12.5", Decimal("12.5")),
        ("number", "12", Decimal(12)),
        ("boolean", "true", True),
        ("boolean", "maybe", "maybe"),
        ("year", "2024", 2024),
        ("year", "24", "24"),
        ("date", "2024-01-01", "2024-01-01"),
        ("integer", "9" * 30, "9" * 30),
        ("string", "12", "12"),
        ("string", None, None),
    ],
)
def test_a_cell_has_the_value_of_its_type(type_name: str, text: Cell, value: object) -> None:
    """What is no value of its type stays the text it is."""
    found = typed(type_name, text)
    assert (found, type(found)) == (value, type(value))


BLOCKS = "record/blocks"
MN002 = "MN002,MNG"


@pytest.mark.parametrize(
    ("edit", "finding"),
    [
        (deleted("record/blocks.csv"), f"file-missing {BLOCKS}"),
        (content("blocks", b""), f"file-empty {BLOCKS}"),
        (recoded("blocks", "utf-16"), f"encoding {BLOCKS}"),
        (replaced("blocks", "Tsetsens", "Tset\0ens"), f"null-byte {BLOCKS}"),
        (replaced("blocks", "Tsetsens", '"Tsetsens'), f"quote-broken {BLOCKS}:3"),
        (replaced("blocks", "Tsetsens", '"Tset"sens'), f"quote-broken {BLOCKS}:3"),
        (replaced("blocks", "Tsetsens", "Tset,sens"), f"row-too-long {BLOCKS}:3"),
        (replaced("blocks", "B2,81", "B2"), f"row-too-short {BLOCKS}:3"),
        (columns("blocks", lambda row: row[:-1]), f"header-missing-field {BLOCKS}:1 holder"),
        (columns("blocks", lambda row: [*row, row[0] + "x"]), f"header-extra-field {BLOCKS}:1"),
        (changed("blocks", lambda text: text.replace(b",", b";")), f"delimiter {BLOCKS}:1"),
        (cell("blocks", 3, "block_id", "B1"), f"primary-key-duplicate {BLOCKS}:3 block_id"),
        (schema("blocks", fields=5), f"descriptor-invalid {BLOCKS}"),
        (schema("blocks", primaryKey=["no"]), f"descriptor-invalid {BLOCKS}"),
    ],
)
def test_a_table_that_cannot_be_compared(clean: Path, edit: Edit, finding: str) -> None:
    """Its fault is a finding of the side that has it, and it is not called added or removed."""
    new = Path(clean.with_name("new"))
    _copied(clean, new)
    both(edit, replaced("issuances", "115", "116"))(new)
    for sides, name in (((clean, new), "new"), ((new, clean), "old")):
        found = compared(*sides)
        assert sorted(codes(found)) == sorted(
            [f"{name} {finding}", f"{name} not-compared {BLOCKS}"]
        )
        assert [each.name for each in found.tables] == ["record/issuances"]
        assert found.count == 7
        assert not found.is_complete


def _copied(old: Path, new: Path) -> None:
    for path in old.rglob("*.*"):
        to = new / path.relative_to(old)
        to.parent.mkdir(parents=True, exist_ok=True)
        to.write_bytes(path.read_bytes())


@pytest.mark.parametrize(
    ("edit", "finding"),
    [
        (deleted("record/datapackage.json"), None),
        (file("record/datapackage.json", "{"), "descriptor-unreadable record"),
        (
            described("record/datapackage.json", lambda each: each.pop("resources")),
            "descriptor-invalid record",
        ),
        (
            described("nomenclature/datapackage.json", lambda each: each.update(name="record")),
            "package-twice record",
        ),
    ],
)
def test_a_package_that_cannot_be_compared(clean: Path, edit: Edit, finding: str | None) -> None:
    """Its fault is a finding; only where there is no descriptor at all it was removed."""
    new = Path(clean.with_name("new"))
    _copied(clean, new)
    edit(new)
    found = compared(clean, new)
    if finding is None:
        assert {each.change for each in found.tables} == {Change.REMOVAL}
        assert found.findings == ()
    else:
        assert f"new {finding}" in codes(found)
        assert "new not-compared record" in codes(found)
        assert not {each.package for each in found.tables} & {"record"}


def test_a_folder_that_is_no_package(tmp_path: Path) -> None:
    """That there is no descriptor is a finding, not an error of ours."""
    old = written(tmp_path / "old", [ONE])
    (tmp_path / "new").mkdir()
    found = compared(old, tmp_path / "new")
    assert [*codes(found)] == ["new descriptor-missing new", "new not-compared new"]
    assert found.tables == ()


def test_a_table_without_name(clean: Path) -> None:
    """Which table it is nobody knows, so none is called removed."""
    new = Path(clean.with_name("new"))
    _copied(clean, new)

    def nameless(descriptor: dict[str, Any]) -> None:
        descriptor["resources"][-1] = None

    described("record/datapackage.json", nameless)(new)
    found = compared(clean, new)
    assert found.tables == ()
    assert f"new not-compared {BLOCKS}" not in codes(found)
    last = json.loads((clean / "record" / "datapackage.json").read_text())["resources"][-1]["name"]
    assert f"new not-compared record/{last}" in codes(found)


def test_rules_of_another_version_are_not_needed(clean: Path) -> None:
    """A rule that this version does not know keeps nobody from reading the rows."""
    new = Path(clean.with_name("new"))
    _copied(clean, new)
    both(schema("blocks", rules=[{"rule": "of-tomorrow"}]), cell("blocks", 3, "first", "82"))(new)
    assert told(only(compared(clean, new))) == {"changed": [("B2", {"first": ("81", "82")})]}


def test_a_table_nobody_describes(clean: Path) -> None:
    """A file of which nobody says what it is cannot be compared, and this is said."""
    new = Path(clean.with_name("new"))
    _copied(clean, new)
    (new / "record" / "more.csv").write_text("a\n1\n")
    assert [*codes(compared(clean, new))] == ["new table-undeclared record"]


def test_the_place_of_a_duplicate_is_that_of_a_spreadsheet(tmp_path: Path) -> None:
    """Blank lines count, as for ``jcm validate``; each later row is named with the first."""
    old = written(tmp_path / "old", [ONE])
    new = written(tmp_path / "new", [ONE, TWO, ONE, ONE])
    path = new / "things.csv"
    path.write_text(path.read_text().replace("B,", "\n\nB,"))
    found = [each.finding for each in compared(old, new).findings][1:]
    assert [(each.place.row, each.values["first"]) for each in found] == [(6, "2"), (7, "2")]


def test_a_header_without_rows(tmp_path: Path) -> None:
    """A table may lose all its rows, and the line of its header may not end."""
    old = written(tmp_path / "old", [ONE])
    new = written(tmp_path / "new", [])
    path = new / "things.csv"
    path.write_text(path.read_text().strip())
    assert only(compared(old, new)).counts[Change.REMOVAL] == 1
    path.write_text(path.read_text() + "\n   \n\n")
    assert only(compared(old, new)).counts[Change.REMOVAL] == 1


def test_every_code_is_provoked() -> None:
    """Each kind of finding that only a comparison gives is given by a test, above or beside."""
    own = {code.name for code in catalogue().values() if code.chapter == "differences"}
    of_files = {"column-nested", "parquet-unreadable"}
    of_corrections = {"correction-of-nothing", "corrections-unreadable"}
    assert own == {
        "not-compared",
        "package-twice",
        "renames-unreadable",
        *of_files,
        *of_corrections,
    }


# ── whatever the rows ─────────────────────────────────────────────────────────────────────────────

LETTERS = st.sampled_from([*"ab1.0-+ ,;'|%", '"', "\n", "\r\n", "\u4e8c", "true", "1.0"])
TEXTS = st.lists(LETTERS, min_size=1, max_size=4).map("".join)
NUMBERS = st.decimals(-10, 10, places=2).map(lambda each: f"{each:f}")
VALUES: Mapping[str, st.SearchStrategy[str]] = {
    "whole": st.integers(-3, 30).map(str),
    "amount": NUMBERS,
    "flag": st.sampled_from(["true", "false"]),
    "on": st.dates().map(str),
    "note": TEXTS,
}
CELLS = st.fixed_dictionaries({name: st.none() | values for name, values in VALUES.items()})
TABLES = st.dictionaries(TEXTS, CELLS, max_size=6).map(
    lambda rows: [{"id": key, **cells} for key, cells in rows.items()]
)
COLUMNS = st.lists(st.sampled_from([*VALUES]), unique=True).map(lambda names: ["id", *names])


def known(rows: Sequence[Row], names: Sequence[str]) -> dict[Cell, dict[str, object]]:
    """Return rows by key as values, as another reader would have them."""
    return {
        _value("id", row["id"]): {  # type: ignore[misc] # a text
            name: _value(name, row[name]) for name in names if row.get(name) and name != "id"
        }
        for row in rows
    }


def _value(name: str, text: Cell) -> object:
    if text and name in {"whole", "amount"}:
        return Decimal(text)
    return text.replace("\r\n", "\n") if text else None


def without_same_keys(rows: Sequence[dict[str, Cell]]) -> bool:
    """Tell whether keys differ in more than the end of a line."""
    return len(known(rows, ())) == len(rows)


def applied(table: TableDiff | None, old: dict[Any, dict[str, object]]) -> dict[Any, Any]:
    """Return what a difference makes of the older rows."""
    if table is None:
        return old
    rows = {key: dict(cells) for key, cells in old.items()}
    for change in (Change.REMOVAL, Change.RENAME, Change.CHANGE, Change.ADDITION):
        for row in table.rows(change):
            cells = rows.pop(row.key[0]) if change is not Change.ADDITION else {}
            key = row.key[0]
            for each in row.cells:
                name = each.column.name
                assert _value(name, each.old) == (key if name == "id" else cells.get(name)) or (
                    change is Change.ADDITION
                )
                if name == "id":
                    key = each.new
                else:
                    cells[name] = _value(name, each.new)
            if change is not Change.REMOVAL:
                rows[key] = {name: value for name, value in cells.items() if value is not None}
    for column in table.column_diffs:
        for row in table.column_rows(column):
            (each,) = row.cells
            name = column.column.name
            assert rows[row.key[0]].pop(name, None) == _value(name, each.old)
            if each.new is not None:
                rows[row.key[0]][name] = _value(name, each.new)
    return rows


def first(tables: Sequence[TableDiff]) -> TableDiff | None:
    """Return the only table that differs, if one does."""
    return tables[0] if tables else None


@given(
    old=TABLES.filter(without_same_keys),
    new=TABLES.filter(without_same_keys),
    names=st.tuples(COLUMNS, COLUMNS),
)
def test_a_difference_makes_the_new_from_the_old(
    tmp_path: Path,
    old: list[dict[str, Cell]],
    new: list[dict[str, Cell]],
    names: tuple[list[str], list[str]],
) -> None:
    """What is told of rows and columns, put to the older side, gives the newer one."""
    found = compared(
        written(tmp_path / "old", old, columns=names[0]),
        written(tmp_path / "new", new, columns=names[1]),
    )
    assert found.findings == ()
    made = applied(first(found.tables), known(old, names[0]))
    assert made == known(new, names[1])
    is_other = known(old, names[0]) != known(new, names[1]) or set(names[0]) != set(names[1])
    assert bool(found.tables) == is_other


@given(rows=TABLES.filter(without_same_keys), names=COLUMNS, seed=st.integers(0, 99))
def test_no_order_and_no_spelling_is_a_difference(
    tmp_path: Path, rows: list[dict[str, Cell]], names: list[str], seed: int
) -> None:
    """The same rows and columns in another order, written otherwise, do not differ."""
    order = random.Random(seed)  # noqa: S311 - no secret
    others = [{name: _otherwise(name, text) for name, text in row.items()} for row in rows]
    order.shuffle(others)
    columns = order.sample(names, len(names))
    found = compared(
        written(tmp_path / "old", rows, columns=names),
        written(tmp_path / "new", others, columns=columns, ends="\r\n"),
    )
    assert (found.tables, found.findings) == ((), ())


def _otherwise(name: str, text: Cell) -> Cell:
    match name, text:
        case (("whole" | "amount"), str()):
            return f"{Decimal(text):+.3f}"
        case "flag", str():
            return text.upper()
        case _, str():
            return text.replace("\r\n", "\n")
        case _:
            return None


@given(old=TABLES.filter(without_same_keys), new=TABLES.filter(without_same_keys))
def test_the_other_way_round(
    tmp_path: Path, old: list[dict[str, Cell]], new: list[dict[str, Cell]]
) -> None:
    """What was added one way was removed the other; what changed, changed back."""
    sides = written(tmp_path / "old", old), written(tmp_path / "new", new)
    there, back = (first(compared(*each).tables) for each in (sides, sides[::-1]))
    assert (there is None) == (back is None)
    if there and back:
        assert _turned(told(there)) == told(back)


def _turned(rows: dict[str, list[tuple[Any, ...]]]) -> dict[str, list[tuple[Any, ...]]]:
    names = {"added": "removed", "removed": "added"}
    turned = {
        names.get(change, change): [
            (
                cells["id"][1] if change == "renamed" else key,
                {name: pair[::-1] for name, pair in cells.items()},
            )
            for key, cells in several
        ]
        for change, several in rows.items()
    }
    if "renamed" in turned:
        turned["renamed"].sort(key=lambda row: row[0])
    return turned


WITHOUT_KEY = st.lists(
    st.tuples(st.sampled_from(["a", "b"]), st.none() | st.sampled_from(["1", "2"])).map(
        lambda cells: {"note": cells[0], "whole": cells[1]}
    ),
    max_size=6,
)


@given(old=WITHOUT_KEY, new=WITHOUT_KEY)
def test_rows_without_key_are_a_bag(
    tmp_path: Path, old: list[dict[str, Cell]], new: list[dict[str, Cell]]
) -> None:
    """The counts of equal rows, with what was added and without what was removed, are the new."""
    how: Mapping[str, Any] = {"columns": ["note", "whole"], "key": ()}
    table = first(
        compared(written(tmp_path / "o", old, **how), written(tmp_path / "n", new, **how)).tables
    )
    counts = Counter((row["note"], row["whole"]) for row in old)
    side: Callable[[Any, Change], Cell] = lambda each, change: (  # noqa: E731 - of two lines
        each.new if change is Change.ADDITION else each.old
    )
    for change, sign in ((Change.ADDITION, 1), (Change.REMOVAL, -1)):
        for row in table.rows(change) if table else ():
            cells = {each.column.name: side(each, change) for each in row.cells}
            counts[cells["note"], cells.get("whole")] += sign * row.times
    assert +counts == Counter((row["note"], row["whole"]) for row in new)
    assert min(counts.values(), default=0) >= 0


@given(names=st.lists(st.sampled_from(["a.b", "a b", "_at", "0", "x'", "\u4e8c"]), unique=True))
def test_any_name_of_a_column(tmp_path: Path, names: list[str]) -> None:
    """A name that means something to an engine means nothing here."""
    columns = ["id", *names]
    old = [{"id": "1", **dict.fromkeys(names, "x")}, {"id": "2"}]
    new = [{"id": "2", **dict.fromkeys(names, "y")}]
    found = compared(
        written(tmp_path / "old", old, columns=columns),
        written(tmp_path / "new", new, columns=columns),
    )
    rows = told(only(found))
    assert rows["removed"] == [("1", {name: ((old[0][name]), None) for name in columns})]
    assert rows.get("changed", []) == ([("2", dict.fromkeys(names, (None, "y")))] if names else [])


def test_the_schema_of_a_side_is_not_touched(clean: Path) -> None:
    """Comparing writes nothing."""
    before = {path: path.read_bytes() for path in clean.rglob("*.*")}
    compared(clean, clean)
    assert {path: path.read_bytes() for path in clean.rglob("*.*")} == before
    assert json.loads(before[clean / "record" / "datapackage.json"])["name"] == "record"
    assert set(FIELDS) >= {"id"}


def test_a_column_remembers_what_it_was_called() -> None:
    """Through two renames and a move to another table, the latest name first."""
    renames = [
        Rename(kind=Kind.COLUMN, table="projects", old="start", new="began_on"),
        Rename(kind=Kind.COLUMN, table="projects", old="began_on", new="operations.started_on"),
        Rename(kind=Kind.COLUMN, table="partners", old="start", new="started_on"),
        Rename(kind=Kind.TABLE, table="", old="starts", new="operations"),
    ]
    assert old_names("started_on", "operations", renames) == ["projects.began_on", "projects.start"]
    assert old_names("started_on", "partners", renames) == ["start"]
    assert old_names("started_on", "others", renames) == []
