"""Empty cells that stand for something: they stay empty in the file, and are filled when read."""

import json
import shutil
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest
from typer.testing import CliRunner

from reporting.cli import app
from reporting.filing.row_editing import text_rows
from reporting.packages import read_table, validate
from reporting.packages.content_hash import content_hash
from reporting.packages.diff.text_table import text_table
from reporting.packages.empty_cells import DEFAULTS
from reporting.packages.files import DESCRIPTOR
from reporting.renderers.excel_csv import to_excel_csv
from tests.filing.small_folder import BLOCK, EVENT, FILLED, OWN, ROWS, Row, made, packed, put


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of a Party whose rows leave empty what may be."""
    return made(tmp_path / "record")


def state_defaults(folder: Path, change: Callable[[Row], object]) -> None:
    """Change the defaults of a folder."""
    path = folder / DESCRIPTOR
    described = json.loads(path.read_text("utf-8"))
    change(described[DEFAULTS])
    path.write_text(json.dumps(described, ensure_ascii=False), "utf-8")


def said(folder: Path) -> list[tuple[str, str, int, str]]:
    """Return what is found in a folder."""
    found = validate([folder]).findings
    return [(each.code, each.place.table, each.place.row, each.place.field) for each in found]


def first(rows: pa.Table) -> Row:
    """Return the cells of the first row that are filled by somebody else."""
    return {name: rows[name][0].as_py() for name in FILLED}


def test_empty_cells_are_filled_by_every_reader(folder: Path) -> None:
    """Typed, as text for a comparison, and as CSV for Excel; the file itself stays as it is."""
    before = (folder / "transfers.csv").read_bytes()
    assert said(folder) == []
    package = packed(folder)
    table = package.tables["transfers"]
    assert first(read_table(table, package.name)) == FILLED
    text, findings = text_table(table, package.name)
    assert text is not None, findings
    assert first(text) == FILLED
    line = to_excel_csv(table).decode("utf-8-sig").splitlines()[1]
    assert {*FILLED.values()} <= {*line.split(",")}
    assert (folder / "transfers.csv").read_bytes() == before
    assert not {*text_rows(table)[0].values()} & {*OWN.values()}


def test_filled_cells_make_the_same_record(folder: Path, tmp_path: Path) -> None:
    """A folder in which they are written out has the same hash, and says the same."""
    written = tmp_path / "written" / "record"
    shutil.copytree(folder, written)
    for name, cells in ROWS.items():
        inherited = FILLED if name == "transfers" else OWN
        put(written, name, [{**inherited, **row} for row in cells])
    assert said(written) == []
    hashes, holdings, checks = [], [], []
    for each in (folder, written):
        package = packed(each)
        table = package.tables["transfers"]
        rows, findings = text_table(table, package.name)
        assert rows is not None, findings
        hashes.append(content_hash(rows, table.schema))
        holdings.append(jcm("holdings", "--data", each, "--party", "KEN"))
        checks.append(jcm("check", each))
    assert hashes[0] == hashes[1]
    assert holdings[0] == holdings[1]
    assert checks[0].replace(str(folder), "") == checks[1].replace(str(written), "")
    assert "28 tables compared: no difference" in jcm("diff", folder, written)


def jcm(*arguments: object) -> str:
    """Run the command in this process, and return what it says."""
    result = CliRunner().invoke(app, [str(each) for each in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    return result.output


def test_a_required_cell_that_nothing_fills_is_found(folder: Path) -> None:
    """An event that names no block has to say of which approach; a default less is missed."""
    put(folder, "transfers", [{**EVENT, "block_id": ""}])
    inherited = ("approach", "host", "originating_registry")
    assert said(folder) == [("cell-required", "transfers", 2, name) for name in inherited]
    put(folder, "transfers", [EVENT])
    state_defaults(folder, lambda stated: stated.pop("confidence"))
    assert {(code, name) for code, _table, _row, name in said(folder)} == {
        ("cell-required", "confidence")
    }


def test_one_cause_is_one_finding(folder: Path) -> None:
    """What an event has from a block that is not there is not missed beside it."""
    put(folder, "transfers", [{**EVENT, "block_id": "B9"}])
    assert said(folder) == [("foreign-key", "transfers", 2, "block_id")]
    put(folder, "transfers", [EVENT])
    put(folder, "credit_blocks", [{**BLOCK, "approach": ""}])
    assert said(folder) == [("cell-required", "credit_blocks", 2, "approach")]


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        ("confidence", "sure", "none of high, medium, low"),
        ("source_id", "nobody", "sources has no such source_id"),
        ("confidential", "nein", "no boolean"),
        ("confidnce", "high", "no field of a table"),
        ("transfer_id", "T1", "or tells rows apart"),
        ("host", "Kenya", "not of the form"),
        ("vintage", 2023, "no integer, written as a text"),
        ("vintage", "99999999999999999999", "no integer"),
        ("recorded_on", "2025-02-30", "no date"),
    ],
)
def test_a_default_that_cannot_be_is_found_once(
    folder: Path, name: str, text: str, fault: str
) -> None:
    """In the descriptor, not at each row that it would fill."""
    for table, rows in ROWS.items():
        put(folder, table, [{**OWN, **row} for row in rows])
    state_defaults(folder, lambda stated: stated.update({name: text}))
    (found,) = (each for each in validate([folder]).findings if each.code != "cell-required")
    assert found.code == "descriptor-unlike-ours"
    assert fault in found.values["fault"]


def test_a_default_of_any_type_is_read_as_such(folder: Path) -> None:
    """A day, a number, a truth and a whole number."""
    told = {"recorded_on": "2025-05-01", "is_mandatory": "true", "sequence": "3"}
    state_defaults(folder, lambda stated: stated.update({**told, "non_ghg_quantity": "1.5"}))
    assert said(folder) == []
    package = packed(folder)
    rows = read_table(package.tables["transfers"], package.name)
    assert [rows[name][0].as_py() for name in (*told, "non_ghg_quantity")] == [
        *(date(2025, 5, 1), True, 3),
        Decimal("1.5"),
    ]


def test_rules_and_keys_see_filled_cells(folder: Path) -> None:
    """A key of two cells of which one is a default leads somewhere or nowhere."""
    state_defaults(folder, lambda stated: stated.update({"authorization_party": "KEN"}))
    put(folder, "transfers", [{**EVENT, "authorization_id": "KEN-A1"}])
    put(folder, "credit_blocks", [{**BLOCK, "authorization_id": "KEN-A1"}])
    assert said(folder) == [
        ("foreign-key", "credit_blocks", 2, "authorization_party"),
        ("foreign-key", "transfers", 2, "authorization_party"),
    ]
    put(
        folder,
        "authorizations",
        [{"party": "KEN", "authorization_id": "KEN-A1", "approach": "ca-1"}],
    )
    assert said(folder) == []


def test_what_a_row_inherits_goes_before_the_default(folder: Path) -> None:
    """The block of an event knows its approach better than the folder does."""
    state_defaults(folder, lambda stated: stated.update({"approach": "ca-2", "host": "JPN"}))
    put(
        folder,
        "cooperative_approaches",
        [{"approach": name, "name": "An approach", "is_jcm": "false"} for name in ("ca-1", "ca-2")],
    )
    put(folder, "transfers", [EVENT, {**EVENT, "transfer_id": "T2", "block_id": ""}])
    package = packed(folder)
    rows = read_table(package.tables["transfers"], package.name)
    assert rows["approach"].to_pylist() == ["ca-1", "ca-2"]
    assert rows["host"].to_pylist() == ["KEN", "JPN"]
