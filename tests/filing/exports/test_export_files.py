"""Export files: what they forget or cannot be is a finding, what they lose is counted."""

import json
from pathlib import Path

import pytest

from reporting.filing.exports.shipped import shipped_exports
from tests.filing import small_folder
from tests.filing.exports.making import BARE, BLOCK, out_of, own, rows
from tests.filing.imports.making import packed
from tests.filing.imports.test_proposals import jcm
from tests.shared import ROOT


@pytest.mark.parametrize("name", [*shipped_exports()])
def test_an_export_that_ships_forgets_no_field(name: str) -> None:
    """Every field of the tables that it takes rows of is written, or named as lost."""
    result = jcm("mapping", "check", name)
    assert result.exit_code == 0, result.output
    assert "export-field-unmapped" not in result.output


def test_a_forgotten_field_is_a_finding_and_its_remedy_helps(party: Path, tmp_path: Path) -> None:
    """It is named by check and by export, which writes nothing; named as lost, it is none."""
    path = own(tmp_path, "cad-trust", '"credit_blocks.account", ', "")
    forgotten = "export-field-unmapped"
    result = jcm("mapping", "check", path)
    assert result.exit_code == 1
    assert forgotten in result.output
    assert "neither for account" in result.output
    result = jcm("export", party, "--to", path, "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert "neither for account" in result.output
    assert not (tmp_path / "out").exists()
    mended = path.read_text("utf-8") + (
        '[[lost]]\nfields = ["credit_blocks.account"]\nen = "No account."\nja = "口座なし。"\n'
    )
    path.write_text(mended, "utf-8")
    assert jcm("mapping", "check", path, "--into", party).exit_code == 0


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('unitVintageYear = "vintage"', 'unitVintageYear = "vintages"', "mapping-field-unknown"),
        ('"partner.name"', '"partner.nom"', "mapping-field-unknown"),
        ('"credit_blocks.account"', '"credit_blocks.accounts"', "mapping-field-unknown"),
        ('"*.known_on"', '"*.known"', "mapping-field-unknown"),
        ('table = "project_methodologies"', 'table = "methods"', "mapping-table-unknown"),
        ('code = "unit_type"', 'code = "unit_typ"', "mapping-name-undefined"),
        ('need = ["unitStartBlock"', 'need = ["unitStart"', "mapping-name-undefined"),
        ('unitLink = ""', "unitLink = 1", "mapping-value-wrong"),
        ('unitLink = ""', 'unitLink = { column = "holder", unit = "t" }', "mapping-key-unknown"),
        ('file = "issuances.csv"', 'file = "projects.csv"', "mapping-value-wrong"),
        ('from = "credit_blocks"', "", "mapping-key-missing"),
        ('package = "article6"', "", "mapping-key-missing"),
        ("[table.units]", "[table.units]\ncolour = 1", "mapping-key-unknown"),
        ('"{originating', '"{{originating', "mapping-value-wrong"),
        ('file = "units-{host}', 'file = "units-{host', "mapping-value-wrong"),
        ("[export]", "[export", "mapping-not-toml"),
        ('file = "issuances.csv"', 'file = "{code:none}.csv"', "mapping-name-undefined"),
        ('from = "status"', 'from = "state"', "mapping-field-unknown"),
        ('"project_status_to_cad_trust"', '"statuses"', "mapping-table-unknown"),
    ],
)
def test_a_fault_of_an_export_file_is_named(tmp_path: Path, old: str, new: str, code: str) -> None:
    """With its place, and nothing is exported by it."""
    path = own(tmp_path, "cad-trust", old, new)
    result = jcm("mapping", "check", path)
    assert result.exit_code in {1, 2}
    assert code in result.output


def test_what_has_no_counterpart_is_counted(party: Path, tmp_path: Path) -> None:
    """A value that no code is for leaves its cell empty, and is said with its rows."""
    path = own(tmp_path, "cad-trust", 'emission_reductions = "Not Determined", ', "")
    told = out_of(party, path, tmp_path / "out")
    lost = "credit_blocks.mitigation_type (2 rows): 'emission_reductions' has no counterpart"
    assert lost in told


def test_what_cannot_be_added_up_is_nothing(projects: Path, tmp_path: Path) -> None:
    """A sum of what is no number stays empty, and a day form of what is no day as it is."""
    path = own(tmp_path, "offsets-db", 'column = "quantity_issued"\nhow', 'column = "side"\nhow')
    text = path.read_text("utf-8")
    text = text.replace('name = "title"', 'name = { column = "title", date = "d Mon yyyy" }')
    text += '[[lost]]\nfields = ["allocations.quantity_issued"]\nen = "No."\nja = "なし。"\n'
    path.write_text(text, "utf-8")
    out_of(projects, path, tmp_path / "out")
    listed = rows(tmp_path / "out" / "offsets-db-projects.csv")
    assert {row["issued"] for row in listed} == {""}
    titles = [row["title"] for row in rows(projects / "projects.csv")]
    assert [row["name"] for row in listed] == titles


def test_a_name_of_a_file_stays_in_the_folder(party: Path, tmp_path: Path) -> None:
    """What a cell says never leads out of the folder of the export: its row is left out."""
    path = own(tmp_path, "cad-trust", '"units-{host}-', '"{holder}-{host}-')
    small_folder.put(party, "credit_blocks", [{**BLOCK, "holder": "../x"}, BARE])
    small_folder.put(party, "transfers", [])
    told = out_of(party, path, tmp_path / "out")
    assert "1 row: nothing that could be the name of a file (rows 2)" in told
    assert [each.name for each in (tmp_path / "out").iterdir()] == [
        "Made-up Energy-KEN-2026-12-01.csv"
    ]


def test_the_example_of_the_guide_is_an_export_file(party: Path, tmp_path: Path) -> None:
    """It does what it says once the fields that it leaves out are named."""
    (written,) = (
        each.partition("```")[0]
        for each in (ROOT / "docs" / "mapping.md").read_text("utf-8").split("```toml\n")
        if each.startswith("[export]")
    )
    path = tmp_path / "holders.toml"
    path.write_text(written, "utf-8")
    result = jcm("mapping", "check", path, "--into", party)
    assert result.output.count("export-field-unmapped") == 2  # of blocks, and of approaches
    assert "mapping-field-unknown" not in result.output
    names = [
        f"{table}.{name}"
        for table in ("credit_blocks", "cooperative_approaches")
        for name in packed(party).tables[table].schema.names
    ]
    rest = f'[[lost]]\nfields = {json.dumps(names)}\nen = "The rest."\nja = "その他。"\n'
    path.write_text(f"{written}\n{rest}", "utf-8")
    out_of(party, path, tmp_path / "out")
    assert rows(tmp_path / "out" / "blocks-KEN-2026-12-01.csv")[1] == {
        "Serial": "101-150",
        "Amount": "50",
        "Approach": "An approach",
        "Issued": "1 Feb 2025",
        "Type": "Reduction",
        "Remarks": "",
    }
