"""What is not wrong gives no finding, and rows keep their numbers whatever stands above them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from reporting.findings import Place
from reporting.packages import check_table, open_package, validate
from reporting.packages.foreign_keys import Neighbours
from tests.broken.edits import Edit, both, cell, changed, deleted, field, file_of, recoded, replaced


def said(root: Path, *names: str) -> list[str]:
    """Return code and place of each finding of the packages in a folder."""
    found = validate([root / name for name in names or ("nomenclature", "record")]).findings
    return [f"{each.code} {each.place}" for each in found]


def line_ends(end: bytes) -> Callable[[bytes], bytes]:
    """Return a change of line ends."""
    return lambda data: data.replace(b"\n", end)


@pytest.mark.parametrize(
    "edit",
    [
        pytest.param(changed("blocks", line_ends(b"\r\n")), id="line ends of Windows"),
        pytest.param(changed("blocks", line_ends(b"\r")), id="line ends of old Macs"),
        pytest.param(changed("blocks", lambda data: data.rstrip()), id="no last line end"),
        pytest.param(replaced("blocks", "B2,81", '"B2","81"'), id="quoted without need"),
        pytest.param(
            cell("blocks", 3, "holder", "Müller & Söhne, <3 “x” 三菱（株）"), id="any text"
        ),
        pytest.param(cell("blocks", 3, "holder", "Газпром Ελλάς"), id="words of one script each"),
        pytest.param(cell("blocks", 3, "holder", "-5.2"), id="a dash before a digit"),
        pytest.param(cell("blocks", 3, "holder", "x" * 90_000), id="a long text"),
        pytest.param(cell("blocks", 3, "measure", "-0.5"), id="a negative number"),
        pytest.param(cell("blocks", 3, "on", "2024-02-29"), id="a leap day"),
        pytest.param(replaced("blocks", "Tsetsens", 'Tset"sens'), id="a mark within bare text"),
        pytest.param(
            field("blocks", "holder", {"constraints": {"pattern": "Ministry.*|Tsetsens.*"}}),
            id="a pattern of alternatives",
        ),
    ],
)
def test_what_is_no_mistake(clean: Path, edit: Edit) -> None:
    """What every reader of CSV reads alike is clean."""
    edit(clean)
    assert said(clean) == []


def test_both_ends_of_a_pattern_of_alternatives_count(clean: Path) -> None:
    """A pattern is for the whole cell, also where it lists alternatives."""
    field("blocks", "holder", {"constraints": {"pattern": "Ministry|Tsetsens"}})(clean)
    assert said(clean) == [
        "cell-pattern record/blocks:2 holder",
        "cell-pattern record/blocks:3 holder",
    ]


def test_rows_keep_their_numbers(clean: Path) -> None:
    """Below blank rows and cells of several lines, a row has the number a spreadsheet shows."""
    both(
        replaced("blocks", "\nB2", '\n\nB9,,,,,,,,"a\nb"\nB2'),
        replaced("blocks", "Tsetsens Mining", "Tsetsens"),
        replaced("blocks", "2016-10-01,false", "2016-10-01,no way"),
    )(clean)
    assert said(clean) == [
        "row-blank record/blocks:3",
        "cell-hidden-character record/blocks:4 holder",
        "cell-type record/blocks:5 held",
    ]


def test_findings_of_faulty_headers_and_rows(clean: Path) -> None:
    """With a byte order mark and columns in another order, rows are still checked by name."""
    both(
        replaced("blocks", "B1,1,80,80", "B1,80,1,80"),
        replaced("blocks", "B2,81,100,20", "B2,100,81,zwanzig"),
        replaced("blocks", "B3,9007199254740993,9007199254740993", "B2,5,5"),
        replaced("blocks", "block_id,first,last", "block_id,last,first"),
        recoded("blocks", "utf-8-sig"),
    )(clean)
    assert said(clean) == [
        "byte-order-mark record/blocks",
        "header-order record/blocks:1",
        "cell-type record/blocks:3 quantity",
        "primary-key-duplicate record/blocks:4 block_id",
    ]


def test_rows_are_counted_even_where_they_are_faulty(clean: Path) -> None:
    """A ragged row is a row; a blank one is none."""
    replaced("blocks", "\nB2", "\n\nB9\nB2")(clean)
    (blocks,) = [each for each in validate([clean / "record"]).tables if each.table == "blocks"]
    assert blocks.rows == 4


def test_neighbours_are_followed_but_not_checked(clean: Path) -> None:
    """A package beside the one asked for is read for its keys, its own faults are not told."""
    cell("nomenclature/countries", 3, "name", "Mongolia ")(clean)
    assert said(clean, "record") == []
    assert said(clean) == ["cell-space nomenclature/countries:3 name"]


def test_two_packages_of_one_name_are_kept_apart(clean: Path, tmp_path: Path) -> None:
    """Each of two versions is checked against its own tables."""
    other = tmp_path / "other" / "record"
    (clean / "record").rename(clean / "old")
    other.parent.mkdir()
    (clean / "nomenclature").rename(tmp_path / "other" / "nomenclature")
    for path in sorted((clean / "old").rglob("*")):
        target = other / path.relative_to(clean / "old")
        if path.is_dir():
            target.mkdir(parents=True)
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    replaced("sources", "moe-2024", "moe-2025")(tmp_path / "other")
    found = validate([other, clean / "old"]).findings
    assert [f"{each.code} {each.place}" for each in found] == [
        "foreign-key record/projects:5 source_id"
    ]


def test_a_table_may_be_checked_alone(clean: Path) -> None:
    """Without a place the file's name stands for the table; keys elsewhere are not verifiable."""
    package, _ = open_package(clean / "record")
    assert package is not None
    table = package.tables["projects"]
    report = check_table(table.schema, table.path)
    assert report.rows == 4
    assert {(each.code, each.place.field) for each in report.findings} == {
        ("foreign-key-not-verifiable", "partner"),
        ("foreign-key-not-verifiable", "first_issuance"),
        ("foreign-key-not-verifiable", "source_id"),
        ("foreign-key-not-verifiable", "project_id"),
    }


def test_pointers_to_a_table_that_cannot_be_opened(clean: Path) -> None:
    """They are not verifiable, said once: no key is called wrong for a fault of the schema."""
    deleted("record/schemas/projects.json")(clean)
    found = [each.split() for each in said(clean)]
    of_conflicts = [each for each in found if each[1].startswith("record/conflicts")]
    assert of_conflicts == [["foreign-key-not-verifiable", "record/conflicts", "subject_key"]]


def test_lookups(clean: Path) -> None:
    """A look-up gives text by key, and nothing where table or field cannot be read."""
    package, _ = open_package(clean / "record")
    assert package is not None
    around = Neighbours.among([package])
    found = around.lookup("record", "allocations", ("issuance_id", "side"), ("issued",))
    assert found is not None
    assert found["TH001-1", "partner"] == ("151",)
    assert around.lookup("record", "allocations", ("owner",)) is None
    assert around.lookup("record", "owners", ("owner",)) is None
    file_of(clean, "blocks").write_bytes(b"\xff")
    assert around.lookup("record", "blocks", ("block_id",)) is None
    (key,) = (each for each in package.tables["projects"].schema.foreign_keys if each.package)
    assert not around.can_follow(key, Place(package="record", table="projects"))
