"""Single files are compared: CSV and Parquet, with whatever describes them."""

import json
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import parquet

from reporting.packages.diff import Change, Difference, NotComparableError, State, difference
from reporting.packages.opening import open_package
from reporting.packages.publication import parquet_rows
from reporting.renderers.files import to_parquet
from tests.packages.states import FIELDS, Row, codes, only, told, written

ONE: Row = {"id": "A", "whole": "1", "amount": "1.5", "flag": "true", "on": "2024-01-01"}
TWO: Row = {"id": "B", "whole": "2", "note": "second"}
THREE: Row = {"id": "C", "amount": "0.000000001"}
CHANGED = {**TWO, "whole": "3", "amount": "-2"}
EXPECTED = {
    "added": [("C", {"id": (None, "C"), "amount": (None, "0.000000001")})],
    "removed": [("A", {name: (text, None) for name, text in ONE.items()})],
    "changed": [("B", {"whole": ("2", "3"), "amount": (None, "-2")})],
}


def in_parquet(folder: Path) -> Path:
    """Write the table of a package as Parquet beside its CSV."""
    package, _ = open_package(folder)
    assert package is not None
    (table,) = package
    path = table.path.with_suffix(".parquet")
    path.write_bytes(to_parquet(parquet_rows(package, table)))
    return path


def alone(path: Path) -> Path:
    """Return a file moved to where no descriptor is."""
    folder = path.parent.with_name(f"{path.parent.name}-alone")
    folder.mkdir(exist_ok=True)
    return path.replace(folder / path.name)


def file(folder: Path, rows: Sequence[Row], kind: str) -> Path:
    """Write a table: a file beside its descriptor, or ``-alone``, or the ``folder`` of it."""
    written(folder, rows)
    if kind == "folder":
        return folder
    path = in_parquet(folder) if kind.startswith("parquet") else folder / "things.csv"
    return alone(path) if kind.endswith("alone") else path


def compared(old: Path, new: Path, *key: str) -> Difference:
    """Compare two files or folders."""
    return difference(State.of(old, "old", key=key), State.of(new, "new", key=key))


KINDS = ("csv", "parquet", "csv-alone", "parquet-alone", "folder")


@pytest.mark.parametrize("old", KINDS)
@pytest.mark.parametrize("new", KINDS)
def test_every_kind_with_every_other(tmp_path: Path, old: str, new: str) -> None:
    """The same rows are told whatever file they stand in, of whichever types its columns are."""
    key = ("id",) if {old, new} == {"csv-alone"} else ()
    sides = (
        file(tmp_path / "old", [ONE, TWO], old),
        file(tmp_path / "new", [CHANGED, THREE], new),
    )
    found = only(compared(*sides, *key))
    assert told(found) == EXPECTED
    assert found.change is Change.CHANGE
    assert compared(sides[0], sides[0], *key).tables == ()


def test_values_written_otherwise_are_no_change(tmp_path: Path) -> None:
    """A decimal of nine places, a number of seven and a text of one are the same number."""
    rows = [{"id": "A", "amount": "1.50", "whole": "07", "flag": "TRUE"}]
    typed = pa.table(
        {
            "id": pa.array(["A"]).dictionary_encode(),
            "amount": pa.array([Decimal("1.5000000")]),
            "whole": pa.array([7], pa.int16()),
            "flag": pa.array([True]),
        }
    )
    parquet.write_table(typed, tmp_path / "new.parquet")
    old = written(tmp_path / "old", rows, columns=list(rows[0])) / "things.csv"
    assert compared(old, tmp_path / "new.parquet").tables == ()
    other = typed.set_column(1, "amount", pa.array([1.5]))
    parquet.write_table(other, tmp_path / "other.parquet")
    found = compared(tmp_path / "new.parquet", tmp_path / "other.parquet", "id")
    assert (found.tables, found.findings) == ((), ())


def test_parquet_describes_itself(tmp_path: Path) -> None:
    """Its metadata say what the table is called, and which columns are the key."""
    old = file(tmp_path / "old", [ONE], "parquet-alone")
    new = file(tmp_path / "new", [{**ONE, "whole": "4"}], "parquet-alone")
    found = only(compared(old, new.replace(new.with_name("other.parquet"))))
    assert (found.name, found.key) == ("small/things", ("id",))
    assert {each.name: each.field.type for each in found.columns} == {
        name: FIELDS[name] for name in ("id", "whole", "amount", "flag", "on", "note")
    }


def test_the_key_is_named(tmp_path: Path) -> None:
    """Of files that nobody describes the command names the key; without one rows are counted."""
    old = file(tmp_path / "old", [ONE, TWO], "csv-alone")
    new = file(tmp_path / "new", [ONE, CHANGED], "csv-alone")
    assert only(compared(old, new)).key == ()
    assert only(compared(old, new, "id")).counts[Change.CHANGE] == 1
    assert only(compared(old, new, "whole")).counts[Change.CHANGE] == 0
    with pytest.raises(NotComparableError, match="'no' is no column"):
        compared(old, new, "no")


def test_a_key_that_stands_twice(tmp_path: Path) -> None:
    """Rows that cannot be told apart are named, of Parquet by their place as in a table."""
    old = file(tmp_path / "old", [ONE, TWO], "csv-alone")
    new = file(tmp_path / "new", [ONE, TWO, {**TWO, "note": "again"}], "parquet-alone")
    found = compared(old, new)
    assert [*codes(found)] == [
        "new not-compared small/things",
        "new primary-key-duplicate small/things:4 id",
    ]


def test_keys_of_several_columns_and_types(tmp_path: Path) -> None:
    """A key of a number and a date, an empty part of it a value like any other."""
    key = ("whole", "on")
    rows: list[Row] = [
        {"id": "A", "whole": "1", "on": "2024-01-01"},
        {"id": "B", "whole": "1", "on": None},
        {"id": "C", "whole": "2", "on": "2024-01-01"},
        {"id": "D", "whole": None, "on": "2024-01-01"},
    ]
    sides = []
    for name, several in (("old", rows), ("new", [*rows[1:3], {**rows[3], "id": "E"}])):
        written(tmp_path / name, several, key=key)
        sides.append(in_parquet(tmp_path / name))
    assert told(only(compared(sides[0], sides[1]))) == {
        "removed": [("1", "2024-01-01", {each: (text, None) for each, text in rows[0].items()})],
        "changed": [(None, "2024-01-01", {"id": ("D", "E")})],
    }


def test_a_file_is_the_table_of_its_name(tmp_path: Path) -> None:
    """Beside a folder of packages it is the one that is called so, and no other is compared."""
    old = written(tmp_path / "old" / "p", [ONE], package="p")
    written(tmp_path / "old" / "q", [ONE], package="q", table="others")
    new = file(tmp_path / "new", [TWO], "csv-alone")
    found = compared(old.parent, new)
    assert found.compared == ("p/things",)
    copy = new.replace(new.with_name("p-things.csv"))
    assert compared(old.parent, copy).compared == ("p/things",)
    with pytest.raises(NotComparableError, match="no table of its name"):
        compared(old.parent, copy.replace(copy.with_name("more.csv")))


def test_a_name_of_two_tables(tmp_path: Path) -> None:
    """Which of them is meant is not guessed, unless the file says so."""
    for name in ("p", "q"):
        written(tmp_path / "old" / name, [ONE], package=name)
    new = file(tmp_path / "new", [TWO], "csv-alone")
    with pytest.raises(NotComparableError, match="several tables that could be it: p/things, q"):
        compared(tmp_path / "old", new)
    written(tmp_path / "new", [TWO], package="q")
    assert compared(tmp_path / "old", in_parquet(tmp_path / "new")).compared == ("q/things",)


@pytest.mark.parametrize(
    ("content", "name", "found"),
    [
        (b"", "t.csv", "new file-empty small/things"),
        (b"", "t.parquet", "new file-empty small/things"),
        (b"PAR1 and no more", "t.parquet", "new parquet-unreadable"),
        (b"id,\xff\n", "t.csv", "new encoding"),
        (b'id,"x\n', "t.csv", "new quote-broken"),
        (b",,\n", "t.csv", "new header-blank"),
    ],
)
def test_a_file_that_cannot_be_read(tmp_path: Path, content: bytes, name: str, found: str) -> None:
    """It is a finding, and nothing is called added or removed."""
    old = written(tmp_path / "old", [ONE]) / "things.csv"
    new = tmp_path / name
    new.write_bytes(content)
    told_codes = [*codes(compared(old, new))]
    assert any(each.startswith(" ".join(found.split()[:2])) for each in told_codes)
    assert any(each.startswith("new not-compared") for each in told_codes)
    assert compared(old, new).tables == ()


@pytest.mark.parametrize(
    ("columns", "code"),
    [
        ({"id": ["A"], "whole": [[1, 2]]}, "column-nested"),
        ({"id": ["A"], "whole": [b"\x00"]}, "column-nested"),
        ({"id": ["A"]}, "header-missing-field"),
        ({"id": ["A"], "whole": [1], "more": [2]}, "header-extra-field"),
    ],
)
def test_parquet_of_other_columns(tmp_path: Path, columns: dict[str, Any], code: str) -> None:
    """Where a descriptor says which columns there are, others are a finding; lists are always."""
    folder = written(tmp_path / "new", [ONE], columns=["id", "whole"])
    parquet.write_table(pa.table(columns), folder / "things.parquet")
    found = compared(folder / "things.csv", folder / "things.parquet")
    assert code in {each.finding.code for each in found.findings}
    assert not found.is_complete


def test_a_descriptor_beside_that_names_other_files(tmp_path: Path) -> None:
    """A file that it does not name is described by itself alone; a broken one by nothing."""
    folder = written(tmp_path / "old", [ONE])
    (folder / "more.csv").write_text("id,x\nA,1\n")
    (folder / "other.csv").write_text("id,x\nA,2\n")
    found = only(compared(folder / "more.csv", folder / "other.csv", "id"))
    assert told(found) == {"changed": [("A", {"x": ("1", "2")})]}
    descriptor = json.loads((folder / "datapackage.json").read_text("utf-8"))
    descriptor["resources"][0]["schema"]["fields"] = 5
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    assert "old descriptor-invalid small/things" in codes(
        compared(folder / "things.csv", folder / "more.csv")
    )
