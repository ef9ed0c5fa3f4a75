"""Exports: the record as tables of others, read back by the importer, nothing lost silently."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from reporting.filing.additions.package_rows import PackageRows
from reporting.filing.exports.field_accounts import field_account, tables_of
from reporting.filing.exports.reading import read_export
from reporting.filing.exports.record_columns import RecordColumns
from reporting.filing.exports.shipped import shipped_exports
from reporting.filing.exports.writing import exported
from reporting.filing.imports.mapping.mapped_source import read_mapped
from reporting.filing.imports.mapping.shipped import shipped_mappings
from reporting.filing.imports.proposal_file import PROPOSAL
from reporting.findings import Severity
from reporting.packages.journal import put_all
from tests.filing import small_folder
from tests.filing.exports.making import (
    BARE,
    BLOCK,
    DAY,
    PARTNER,
    RETIRED,
    SECRET,
    SHEET,
    UNITS,
    Row,
    out_of,
    rows,
)
from tests.filing.imports.making import emptied, packed
from tests.filing.imports.test_proposals import jcm


def test_units_are_read_back_as_they_were(party: Path, tmp_path: Path) -> None:
    """CAD Trust's units: what both hold is the same when the importer has brought it in again."""
    out_of(party, "cad-trust", tmp_path / "out")
    again = tmp_path / "again"
    assert jcm("new-party", again, "--party", "KEN").exit_code == 0
    file = tmp_path / "out" / UNITS
    result = jcm("import", "--mapping", "cad-trust-units", file, "--into", again, "--yes")
    assert result.exit_code == 0, result.output
    both = (
        *("host", "holder_party", "holder", "issuance_id", "vintage", "quantity", "metric"),
        *("unit_prefix", "first_unit", "last_unit", "originating_registry", "confidential"),
    )
    brought = [{name: row[name] for name in both} for row in rows(again / "credit_blocks.csv")]
    expected = [{**BLOCK, "unit_prefix": "KEN01-KE-1-2023"}, {**BARE, "unit_prefix": "KEN01-2023"}]
    assert brought == [{name: block[name] for name in both} for block in expected]


def test_the_example_is_read_back_unit_for_unit(small_data: Path, tmp_path: Path) -> None:
    """Every public block of the example with serials and vintage, once, though two record it."""
    record = small_data / "example"
    out_of(record, "cad-trust", tmp_path / "out")
    target = packed(emptied(record, tmp_path / "empty"))
    files = sorted((tmp_path / "out").glob("units-*.csv"))
    both = ("host", "vintage", "quantity", "unit_prefix", "first_unit", "last_unit", "issuance_id")
    brought: list[Row] = []
    for file in files:
        source = read_mapped(shipped_mappings()["cad-trust-units"], [file], {}, target)
        assert not [each for each in source.findings if each.severity is Severity.ERROR]
        (blocks,) = (each for each in source.tables if each.table.name == "credit_blocks")
        brought += [{name: row.cells.get(name, "") for name in both} for row in blocks.rows]
    expected: dict[tuple[str, ...], Row] = {}
    for row in rows(record / "credit_blocks.csv"):
        is_public = row["metric"] == "ghg" and row["confidential"] == "false"
        if is_public and all(row[name] for name in ("first_unit", "vintage", "quantity")):
            first = (row["originating_registry"], row["unit_prefix"], row["vintage"])
            prefix = "-".join(filter(None, first))
            expected.setdefault(
                (prefix, row["first_unit"], row["last_unit"]),
                {**{name: row[name] for name in both}, "unit_prefix": prefix},
            )
    assert len(expected) > 20
    assert brought == [*expected.values()]


def test_projects_are_read_back_as_they_were(projects: Path, tmp_path: Path) -> None:
    """The IGES-like sheet: the record it came from has nothing to change, an empty one gets all."""
    out_of(projects, "iges", tmp_path / "out")
    files = [tmp_path / "out" / SHEET, tmp_path / "out" / "technologies.csv"]
    result = jcm("import", "--mapping", "iges-jcm-projects", *files, "--into", projects)
    assert result.exit_code == 0, result.output
    tables = {
        each["table"] for each in json.loads((projects / PROPOSAL).read_text("utf-8"))["rows"]
    }
    assert tables == {"sources"}
    target = packed(emptied(projects, tmp_path / "empty" / "jcm"))
    source = read_mapped(shipped_mappings()["iges-jcm-projects"], files, {}, target)
    (brought,) = (each for each in source.tables if each.table.name == "projects")
    both = ("project_id", "partner", "title", "status", "registered_on", "technology")
    assert [{name: row.cells.get(name, "") for name in both} for row in brought.rows] == [
        {name: row[name] for name in both} for row in rows(projects / "projects.csv")
    ]


def test_the_sheet_has_who_takes_part(projects: Path, tmp_path: Path) -> None:
    """Rows that point to a project stand in one cell, those of each side in theirs."""
    out_of(projects, "iges", tmp_path / "out")
    listed = rows(tmp_path / "out" / SHEET, 3)
    for side, column in (("japan", "Participant (Japan)"), ("partner", PARTNER)):
        for row in listed:
            named = [
                each["organisation"]
                for each in rows(projects / "participants.csv")
                if (each["project_id"], each["side"]) == (row["Project reference number"], side)
            ]
            assert row[column] == "; ".join(dict.fromkeys(named))
    assert [row[PARTNER] for row in listed if ";" in row[PARTNER]]


def test_credits_of_projects_add_up(projects: Path, tmp_path: Path) -> None:
    """OffsetsDB: issued is the sum of both sides' shares, and nothing where one is not known."""
    out_of(projects, "offsets-db", tmp_path / "out")
    shares: dict[str, list[str]] = {}
    of = {each["issuance_id"]: each["project_id"] for each in rows(projects / "issuances.csv")}
    for each in rows(projects / "allocations.csv"):
        shares.setdefault(of[each["issuance_id"]], []).append(each["quantity_issued"])
    known = {name: "" if "" in each else str(sum(map(int, each))) for name, each in shares.items()}
    listed = rows(tmp_path / "out" / "offsets-db-projects.csv")
    assert {row["project_id"]: row["issued"] for row in listed if row["issued"]} == {
        name: total for name, total in known.items() if total
    }
    assert "" in known.values()
    credits_ = rows(tmp_path / "out" / "offsets-db-credits.csv")
    assert len(credits_) == sum(share != "" for each in shares.values() for share in each)


def test_credits_of_a_party_are_issued_and_retired(party: Path, tmp_path: Path) -> None:
    """Blocks and events stand in one file; a transfer between holders has no place there."""
    told = out_of(party, "offsets-db", tmp_path / "out")
    kept = ("quantity", "vintage", "transaction_date", "transaction_type", "retirement_reason")
    listed = rows(tmp_path / "out" / "offsets-db-credits.csv")
    assert [tuple(row[name] for name in kept) for row in listed] == [
        ("100", "2023", "2025-02-01", "issuance", ""),
        ("50", "2023", "2025-02-01", "issuance", ""),
        ("100", "2023", "2025-02-01", "issuance", ""),
        ("50", "2023", "2025-05-01", "retirement", "OP"),
    ]
    assert "transfers → credits: 1 row: event: 'transfer' (1) (rows 2)" in told


def test_what_was_corrected_is_written_once(party: Path, tmp_path: Path) -> None:
    """An event that another replaces is void: only the one in its place is written."""
    wrong = {**RETIRED, "event_date": "2025-06-01"}
    right = {**RETIRED, "transfer_id": "T5", "corrects": "T2", "event_date": "2025-06-02"}
    small_folder.put(party, "transfers", [small_folder.EVENT, wrong, right])
    out_of(party, "offsets-db", tmp_path / "out")
    listed = rows(tmp_path / "out" / "offsets-db-credits.csv")
    days = [row["transaction_date"] for row in listed if row["transaction_type"] == "retirement"]
    assert days == ["2025-06-02"]


def test_a_part_of_a_block_is_never_the_whole(party: Path, tmp_path: Path) -> None:
    """An event with serials of its own and no quantity is left out, not written as its block's."""
    part = {**RETIRED, "unit_prefix": "KE-1", "first_unit": "101", "last_unit": "110"}
    small_folder.put(party, "transfers", [small_folder.EVENT, part])
    told = out_of(party, "offsets-db", tmp_path / "out")
    assert "transfers → credits: 1 row: nothing for quantity (rows 3)" in told


def test_units_that_two_registries_record_are_written_once(party: Path, tmp_path: Path) -> None:
    """The block of the registry that issued it, and none of the copy in another's records."""
    copy = {**BLOCK, "block_id": "B6", "recording_registry": "JPN01"}
    registries = [
        {"registry": each, "party": each[:3], "name": f"Registry of {each[:3]}"}
        for each in ("KEN01", "JPN01")
    ]
    small_folder.put(party, "registries", registries)
    small_folder.put(party, "credit_blocks", [BLOCK, BARE, copy])
    small_folder.put(party, "transfers", [])
    for name in ("cad-trust", "offsets-db"):
        told = out_of(party, name, tmp_path / name)
        assert "1 row: the same units, recorded again (rows 4)" in told


@pytest.mark.parametrize("name", ["cad-trust", "offsets-db"])
def test_nothing_secret_leaves(party: Path, tmp_path: Path, name: str) -> None:
    """No confidential row, no account of a natural person, nor what points to either; counted."""
    told = out_of(party, name, tmp_path / "out")
    written = "".join(each.read_text("utf-8") for each in (tmp_path / "out").iterdir())
    for secret in ("Hidden Holder", "Jane Doe", "KEN01-P", "-201-", "-301-", "\n7,", "\n11,"):
        assert secret not in written + told
    withheld = [each for each in told.splitlines() if "natural person" in each]
    assert withheld
    assert all(": 2 rows: confidential" in each for each in withheld)
    assert not any("(rows" in each for each in withheld)
    small_folder.put(party, "credit_blocks", [{**SECRET, "confidential": "false"}])
    small_folder.put(party, "transfers", [])
    out_of(party, name, tmp_path / "open")
    opened = "".join(each.read_text("utf-8") for each in (tmp_path / "open").iterdir())
    assert {"cad-trust": "Hidden Holder", "offsets-db": "\n7,"}[name] in opened


@pytest.mark.parametrize("name", [*shipped_exports()])
@pytest.mark.parametrize("package", ["jcm", "example"])
def test_each_row_is_written_or_left_out_with_the_reason(
    small_data: Path, name: str, package: str
) -> None:
    """Nothing is lost silently: rows are as many as those written and those left out."""
    export, findings = read_export(shipped_exports()[name])
    assert export is not None, findings
    record = PackageRows.read_only(packed(small_data / package))
    account = field_account(export, record)
    outcome = exported(export, record, account.used, (), date(2026, 12, 1))
    told = sum(len(each.rows) for each in outcome.files)
    told += sum(len(each.rows) for each in outcome.left_out)
    targets = tables_of(export, record.package)
    assert told == sum(len(rows(small_data / package / f"{each.source}.csv")) for each in targets)
    assert bool(targets) == bool(outcome.files) == ((name, package) != ("iges", "example"))
    silent = {each.name for each in record.package} - {*account.used} - {*outcome.others}
    assert not any(rows(small_data / package / f"{each}.csv") for each in silent)


def test_a_number_is_written_as_the_record_has_it(party: Path) -> None:
    """Nought and the smallest too: never with a power of ten, which is no number of a record."""
    texts = ["0", "0.000000001", "0.0000015", "12.5", "1000", ""]
    blocks = [
        {**BLOCK, "block_id": f"N{at}", "non_ghg_quantity": text} for at, text in enumerate(texts)
    ]
    small_folder.put(party, "credit_blocks", blocks)
    record = RecordColumns(record=PackageRows.read_only(packed(party)))
    table = record.record.package.tables["credit_blocks"]
    found = record.column(table, "non_ghg_quantity").to_pylist()
    assert [each or "" for each in found] == texts


def test_a_record_without_its_tables_is_refused(party: Path, tmp_path: Path) -> None:
    """What an export takes is named."""
    result = jcm("export", party, "--to", "iges", "--out", tmp_path / "out")
    assert result.exit_code == 2
    assert "iges takes: projects" in " ".join(result.output.split())
    assert not (tmp_path / "out").exists()


def test_losses_are_told_in_both_languages(projects: Path, tmp_path: Path) -> None:
    """Those that are stated, those of a code by the nomenclature, tables without a place there."""
    said: Mapping[str, tuple[str, ...]] = {
        "en": (
            "Lost, because it has no place there:",
            "projects.status (3 rows): Listed says less",
            "allocations (23)",
            "projects.estimated_reductions",
        ),
        "ja": (
            "書き出せず失われるもの：",
            "projects.status (3 行): 「掲載」では",
            "allocations (23)",
        ),
    }
    for language, texts in said.items():
        told = out_of(projects, "cad-trust", tmp_path / language, "--language", language)
        for each in texts:
            assert each in told


def test_files_are_written_all_or_none(
    party: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is there already is kept; what cannot be written leaves no folder behind."""
    out = tmp_path / "out"
    out.mkdir()
    (out / UNITS).write_text("typed", "utf-8")
    result = jcm("export", party, "--to", "cad-trust", "--out", out, "--day", DAY)
    assert result.exit_code == 2
    assert "is there already" in result.output
    assert (out / UNITS).read_text("utf-8") == "typed"

    def full(_files: Mapping[Path, bytes]) -> None:
        raise OSError(28, "No space left on device")

    assert put_all is not full
    monkeypatch.setattr("reporting.cli.export.put_all", full)
    result = jcm("export", party, "--to", "cad-trust", "--out", tmp_path / "new")
    assert result.exit_code == 1
    assert "No space left" in result.output
    assert not (tmp_path / "new").exists()


def test_a_record_with_errors_is_not_exported(party: Path, tmp_path: Path) -> None:
    """What is wrong is said, as for a form."""
    small_folder.put(party, "credit_blocks", [{**BLOCK, "host": "XXX"}])
    result = jcm("export", party, "--to", "cad-trust", "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert "XXX" in result.output
    assert not (tmp_path / "out").exists()


def test_a_name_that_no_export_has_is_refused(party: Path, tmp_path: Path) -> None:
    """With the nearest; those that ship stand in the list, and can be copied and checked."""
    result = jcm("export", party, "--to", "cadtrust", "--out", tmp_path / "out")
    assert result.exit_code == 2
    assert "did you mean cad-trust" in " ".join(result.output.split())
    listed = jcm("mapping", "list").output
    assert all(f"\n{name} (" in listed for name in shipped_exports())
    copied = jcm("mapping", "copy", "iges", "--to", tmp_path / "mine")
    assert copied.exit_code == 0
    assert jcm("mapping", "check", tmp_path / "mine" / "iges.toml").exit_code == 0
    assert jcm("mapping", "check", "iges", party / "parties.csv").exit_code == 2
