"""Several names in one cell: each part of it is a row, and none is lost silently."""

from pathlib import Path

import pytest

from reporting.filing.imports.mapping.reading import read_mapping
from tests.filing.imports.mapping.making import HEAD, found, read, rows_of, told

MAPPING = """
[source.list]
empty = ["N/A"]
[source.names]
parts = { of = "list", column = "Names", between = [";", "\\n"] }
[split.party]
column = "Party"
patterns = ['(?P<code>[A-Z]{3})']
[table.parties]
columns = { party = "code" }
name = { column = "Country" }
[table.registries]
from = "names"
registry = { text = "{code}0{@position}" }
columns = { party = "code", name = "@part" }
"""
LISTED = (
    "Party,Country,Names\n"
    'KEN,Kenya,"A Co., Ltd.; B Corporation;; N/A"\n'
    'TZA,Tanzania,"C Ltd.\r\n D & Sons\nE"\n'
    "ZMB,Zambia,\n"
    "GHA,Ghana,N/A\n"
)


def test_each_part_is_a_row(tmp_path: Path) -> None:
    """By marks and by lines; numbered in its cell, with the columns of its row and its place."""
    source = read(tmp_path, MAPPING, {"list.csv": LISTED})
    assert told(source) == []
    rows = [(each["registry"], each["name"]) for each in rows_of(source, "registries")]
    assert rows == [
        *(("KEN01", "A Co., Ltd."), ("KEN02", "B Corporation")),
        *(("TZA01", "C Ltd."), ("TZA02", "D & Sons"), ("TZA03", "E")),
    ]
    assert len(rows_of(source, "parties")) == 4
    (table,) = (each for each in source.tables if each.table.name == "registries")
    assert (table.rows[1].row, table.rows[1].places["name"]) == (2, "C2")
    counts = {each.source: (each.rows, each.faulty) for each in source.counts}
    assert counts == {"list": (4, 0), "names": (5, 0)}


def test_lines_of_a_cell_of_a_page_are_parts(tmp_path: Path) -> None:
    """A line of the file is none of the page."""
    page = (
        "<table><tr><th>Party<th>Country<th>Names</tr>"
        "<tr><td>KEN<td>Kenya<td>A Co.,\n Ltd.<br>B <b>Corporation</b><p>C</p></tr></table>"
    )
    source = read(tmp_path, MAPPING, {"list.html": page})
    names = [each["name"] for each in rows_of(source, "registries")]
    assert names == ["A Co., Ltd.", "B Corporation", "C"]


def test_a_part_that_may_be_several_is_told(tmp_path: Path) -> None:
    """It has a mark that divides elsewhere; the row is taken as it is."""
    mapping = MAPPING.replace('[";", "\\n"]', '"\\n"')
    source = read(tmp_path, mapping, {"list.csv": LISTED})
    finding = found(source, "mapping-part-doubtful")
    assert str(finding.place) == "list.csv:2 C2 Names"
    assert finding.values["cells"] == "1"
    assert len(rows_of(source, "registries")) == 4


def test_a_row_is_left_out_with_its_parts(tmp_path: Path) -> None:
    """And a part that is at fault takes its row, and the other parts of it, with it."""
    listed = LISTED.replace("KEN,", "Ken,")
    source = read(tmp_path, MAPPING, {"list.csv": listed})
    assert {each["party"] for each in rows_of(source, "registries")} == {"TZA"}
    assert "KEN" not in {each["party"] for each in rows_of(source, "parties")}
    mapping = (
        MAPPING + "[split.word]\nfrom = 'names'\ncolumn = '@part'\npatterns = '(?P<word>[A-Z].*)'\n"
    )
    source = read(tmp_path, mapping, {"list.csv": LISTED.replace("B Corp", "b Corp")})
    assert [code for code, _place in told(source)] == ["mapping-split-unmatched"]
    assert {each["party"] for each in rows_of(source, "registries")} == {"TZA"}
    assert {each["party"] for each in rows_of(source, "parties")} == {"TZA", "ZMB", "GHA"}


def test_a_column_of_parts_that_is_not_there_is_missing(tmp_path: Path) -> None:
    """By its name; it is used although no table names it."""
    source = read(tmp_path, MAPPING, {"list.csv": LISTED.replace("Names", "Name")})
    finding = found(source, "mapping-header-missing")
    assert finding.values["column"] == "Names"
    assert finding.values["meant"] == "Name"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('of = "list"', 'of = "lists"', "mapping-name-undefined"),
        ("between = [", 'between = ["", ', "mapping-value-wrong"),
        (', between = [";", "\\n"]', "", "mapping-key-missing"),
        ("[source.names]", '[source.names]\nfile = "x"', "mapping-value-wrong"),
    ],
)
def test_what_is_wrong_with_parts_is_told(tmp_path: Path, old: str, new: str, code: str) -> None:
    """A source that is not there, a text that divides everything, none, a key of files."""
    path = tmp_path / "list.toml"
    assert old in MAPPING
    path.write_text(HEAD + MAPPING.replace(old, new), "utf-8")
    mapping, findings = read_mapping(path)
    assert mapping is None
    assert [each.code for each in findings] == [code]
