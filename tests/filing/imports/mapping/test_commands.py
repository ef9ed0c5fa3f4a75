"""The commands: a list becomes a proposal by a mapping; a mapping is checked, and begun."""

import json
from pathlib import Path

import pytest

from reporting.filing.imports.mapping.reading import read_mapping
from reporting.filing.imports.mapping.shipped import shipped_mappings
from reporting.filing.imports.proposal_file import PROPOSAL
from tests.filing.imports.making import founded, written
from tests.filing.imports.mapping.making import HEAD
from tests.filing.imports.test_proposals import jcm

MAPPING = (
    HEAD.replace('headers = "confirmed"\n', "").replace('confirmed_by = "a test"\n', "")
    + """
[source.list]
keep = { column = "State", in = ["Open"] }
[codes.country]
column = "Country"
map = { "Kenya" = "KEN" }
[table.registries]
columns = { registry = "Code", name = "Name" }
codes = { party = "country" }
"""
)
LIST = "Code,Country,Name,State\nKEN01,Kenya,Registry,Open\nKEN02,Kenya,Other,Closed\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of a Party that begins; a mapping and a list stand beside it."""
    (tmp_path / "m.toml").write_text(MAPPING, "utf-8")
    (tmp_path / "list.csv").write_text(LIST, "utf-8")
    return founded(tmp_path / "record")


def test_a_list_becomes_a_proposal_and_rows(folder: Path) -> None:
    """With its place, and what became of each row; what the folder says by itself stays empty."""
    mapping, file = folder.parent / "m.toml", folder.parent / "list.csv"
    result = jcm("import", "--mapping", mapping, file, "--into", folder)
    assert result.exit_code == 0, result.output
    assert "registries: 1 added" in result.output
    assert "KEN01 (row 2)" in result.output
    assert "headers not confirmed" in result.output
    assert "'Closed' (1)" in result.output
    kept = json.loads((folder / PROPOSAL).read_text("utf-8"))
    assert kept["source"] == "list"
    assert kept["sources"] == [
        {"source": "list", "file": "list.csv", "sheet": "", "rows": 2, "left_out": 1, "faulty": 0}
    ]
    (row,) = kept["rows"]
    assert (row["sheet"], row["row"]) == ("list.csv", 2)
    assert row["places"] == {"registry": "A2", "name": "C2", "party": "B2"}
    assert jcm("accept", folder).exit_code == 0
    (filed,) = written(folder, "registries")
    cells = {"registry": "KEN01", "party": "KEN", "name": "Registry"}
    assert {name: text for name, text in filed.items() if text} == cells
    assert jcm("validate", folder).exit_code == 0
    again = jcm("import", "--mapping", mapping, file, "--into", folder)
    assert "nothing to accept" in again.output


def test_a_change_in_the_list_is_a_change_of_the_row(folder: Path) -> None:
    """The record has it from there: no conflict."""
    mapping, file = folder.parent / "m.toml", folder.parent / "list.csv"
    assert jcm("import", "--mapping", mapping, file, "--into", folder, "--yes").exit_code == 0
    file.write_text(LIST.replace(",Registry,", ",National registry,"), "utf-8")
    result = jcm("import", "--mapping", mapping, file, "--into", folder, "--yes")
    assert result.exit_code == 0, result.output
    assert written(folder, "registries")[0]["name"] == "National registry"


def test_faults_refuse_yes_and_nothing_is_written(folder: Path) -> None:
    """A value without a code; the sound rows may be accepted all the same."""
    mapping, file = folder.parent / "m.toml", folder.parent / "list.csv"
    file.write_text(LIST + "UGA01,Uganda,Registry,Open\n", "utf-8")
    result = jcm("import", "--mapping", mapping, file, "--into", folder, "--yes")
    assert result.exit_code == 1
    assert "'Uganda'" in result.output
    assert written(folder, "registries") == []
    assert jcm("accept", folder).exit_code == 1
    assert jcm("accept", folder, "--incomplete").exit_code == 0
    assert [each["registry"] for each in written(folder, "registries")] == ["KEN01"]


def test_a_rule_of_the_table_is_told_at_its_place_in_the_list(folder: Path) -> None:
    """What the mapping cannot know, the schema does."""
    mapping, file = folder.parent / "m.toml", folder.parent / "list.csv"
    file.write_text(LIST.replace("KEN01", "Kenya"), "utf-8")
    result = jcm("import", "--mapping", mapping, file, "--into", folder)
    assert result.exit_code == 1
    assert "list/list.csv" in result.output
    assert "A2 registry" in result.output


def test_a_mapping_at_fault_reads_nothing(folder: Path) -> None:
    """It is told as by jcm mapping check."""
    mapping, file = folder.parent / "m.toml", folder.parent / "list.csv"
    mapping.write_text(MAPPING.replace("registry =", "registri ="), "utf-8")
    for command in (("import", "--mapping", mapping, file), ("mapping", "check", mapping)):
        result = jcm(*command, "--into", folder)
        assert result.exit_code == 1
        assert "mapping-field-unknown" in result.output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--mapping", "none.toml", "list.csv"), "no mapping that ships"),
        (("--mapping", "m.toml", "none.csv"), "is no file"),
        (("--mapping", "m.toml", "list.csv", "m.toml"), "belongs to no source"),
        (("--mapping", "m.toml", "--source", "list", "list.csv"), "is not NAME=FILE"),
        (("--mapping", "m.toml", "--days", "dmy", "list.csv"), "a mapping says itself"),
        (("list.csv", "m.toml"), "a workbook is read alone"),
    ],
)
def test_calls_that_are_not_understood(
    folder: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], said: str
) -> None:
    """Exit 2, with what to write."""
    monkeypatch.chdir(folder.parent)
    result = jcm("import", *arguments, "--into", folder)
    assert result.exit_code == 2
    assert said in " ".join(result.output.replace("\u2502", " ").split())


def test_a_check_without_files_and_with_them(folder: Path) -> None:
    """Fields that need a value; then columns and codes too."""
    mapping, file = folder.parent / "m.toml", folder.parent / "list.csv"
    result = jcm("mapping", "check", mapping, "--into", folder)
    assert result.exit_code == 0
    assert "mapping-required-missing" not in result.output  # the folder says where rows come from
    bare = jcm("mapping", "check", mapping)
    assert bare.exit_code == 0
    assert "none for source_id, confidence, basis" in bare.output
    file.write_text(LIST.replace("Kenya", "Kenia"), "utf-8")
    found = jcm("mapping", "check", mapping, file, "--into", folder)
    assert found.exit_code == 1
    assert "'Kenia'" in found.output
    assert jcm("mapping", "check", mapping, "--language", "ja").exit_code == 0


CREDITS = (
    "Block,Host Party,Vintage,Quantity,Issued on,\u5074,First unit,Whatever\n"
    "b1,Kenya,2022,100,31/01/2024,Host side,1,x\n"
    "b2,Uganda,2023,200,05/06/2024,Acquiring side,101,y\n"
)


def test_a_draft_is_a_mapping_that_is_accepted(folder: Path) -> None:
    """By names in both languages; codes of countries and labels, forms of days; the rest said."""
    file = folder.parent / "credits.csv"
    file.write_text(CREDITS, "utf-8")
    result = jcm("mapping", "draft", file, "--into", folder)
    assert result.exit_code == 0, result.output
    path = folder.parent / "draft.toml"
    path.write_text(result.stdout, "utf-8")
    assert jcm("mapping", "check", path, "--into", folder).exit_code == 0
    mapping, findings = read_mapping(path)
    assert mapping is not None, findings
    (table,) = mapping.tables
    assert table.name == "credit_blocks"
    columns = {
        name: cell.column or mapping.codes[cell.codes].column for name, cell in table.cells.items()
    }
    assert columns == {
        "block_id": "Block",
        "host": "Host Party",
        "side": "\u5074",
        "vintage": "Vintage",
        "issued_on": "Issued on",
        "quantity": "Quantity",
        "first_unit": "First unit",
    }
    assert table.cells["issued_on"].dates == ("dd/mm/yyyy",)
    assert table.cells["quantity"].unit == "t"
    assert dict(mapping.codes["host"].codes) == {"Kenya": "KEN", "Uganda": "UGA"}
    assert dict(mapping.codes["side"].codes) == {"Host side": "host", "Acquiring side": "buyer"}
    assert '# ignore = ["Whatever"]' in result.stdout
    assert "# needed: approach" in result.stdout
    assert "# needed: source_id" not in result.stdout
    left = jcm("mapping", "check", path, file, "--into", folder)
    assert left.exit_code == 1
    assert "mapping-column-unused" in left.output


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_a_draft_reads_what_a_spreadsheet_parts_otherwise(folder: Path, delimiter: str) -> None:
    """The mapping says by what, and has the columns that it has of a list with commas."""
    drafts = []
    for text in (CREDITS, CREDITS.replace(",", delimiter)):
        file = folder.parent / "credits.csv"
        file.write_text(text, "utf-8")
        drafts.append(jcm("mapping", "draft", file, "--into", folder).stdout)
    line = f"delimiter = {json.dumps(delimiter)}\n"
    assert line not in drafts[0]
    assert drafts[1].replace(line, "") == drafts[0]


def test_a_draft_leaves_open_what_is_doubtful(folder: Path) -> None:
    """Two readings of a day; a value that is no label; a table without a column like its key."""
    file = folder.parent / "credits.csv"
    doubtful = CREDITS.replace("31/01", "01/02").replace("Host side", "Seller")
    file.write_text(doubtful.replace("Block", "Row of it"), "utf-8")
    result = jcm("mapping", "draft", file, "--table", "credit_blocks")
    assert "# which form? dd/mm/yyyy or mm/dd/yyyy" in result.stdout
    assert '# "Seller" = "?"' in result.stdout
    assert 'block_id = { column = "@row" }' in result.stdout
    for wrong in (("--package", "x"), ("--table", "x")):
        assert jcm("mapping", "draft", file, *wrong).exit_code == 2


def test_mappings_that_ship_are_listed() -> None:
    """Each with its title, and whether its headers are confirmed."""
    result = jcm("mapping", "list")
    assert result.exit_code == 0
    for name in shipped_mappings():
        assert f"{name} (" in result.output
