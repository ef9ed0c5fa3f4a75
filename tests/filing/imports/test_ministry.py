"""A ministry types its record into the workbook, and makes its form: no file is opened."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from typer.testing import CliRunner

from reporting.cli import app
from reporting.filing.imports.proposed_rows import Proposed
from reporting.filing.imports.record_export import FOR_A_FIRST_AEF
from tests.filing.imports.making import OWN, at, proposed, written

Row = tuple[str, dict[str, object]]
BLUE = "FFD5E3F0"
KEY = {"party": "KEN", "authorization_id": "KEN-A1"}
VERSION = {**KEY, "version": 1}
BLOCK = {
    "approach": "jcm-ken-jpn",
    "host": "KEN",
    "holder_party": "KEN",
    "originating_registry": "KEN01",
    "recording_registry": "KEN01",
    "issuance_pattern": "host",
    "metric": "ghg",
    "mitigation_type": "emission_reductions",
    "confidential": "false",
    "authorization_party": "KEN",
    "authorization_id": "KEN-A1",
}
EVENT = {"recording_registry": "KEN01", "from_party": "KEN", "confidential": "false"}
PARTICIPANT = {"approach": "jcm-ken-jpn"}


def block(name: str, project: str, vintage: int, first: int, quantity: int) -> Row:
    """Return an issuance."""
    last = first + quantity - 1
    units = {"first_unit": first, "last_unit": last, "first_itmo": first, "last_itmo": last}
    own = {"block_id": name, "project_id": project, "vintage": vintage, "quantity": quantity}
    return "credit_blocks", {**BLOCK, **own, **units, "issued_on": "2025-02-01"}


def event(name: str, kind: str, day: str, of: str, to: str, **cells: object) -> Row:
    """Return an event, of the whole of its block."""
    own = {"transfer_id": name, "event": kind, "event_date": day, "block_id": of, "to_party": to}
    return "transfers", {**EVENT, **own, **cells}


TYPED: tuple[Row, ...] = (
    ("parties", {"party": "JPN", "name": "Japan"}),
    ("registries", {"registry": "KEN01", "party": "KEN", "name": "Registry of Kenya"}),
    (
        "ndcs",
        {
            "party": "KEN",
            "period": "2021-2030",
            "first_year": 2021,
            "last_year": 2030,
            "kind": "single_year",
            "target_year": 2030,
            "method": "averaging",
            "elapsed_basis": "since_start",
        },
    ),
    (
        "cooperative_approaches",
        {**PARTICIPANT, "approach_id": "CA0042", "name": "JCM", "is_jcm": "true"},
    ),
    ("approach_parties", {**PARTICIPANT, "party": "KEN", "role": "host"}),
    ("approach_parties", {**PARTICIPANT, "party": "JPN", "role": "buyer"}),
    ("authorizations", {**KEY, "approach": "jcm-ken-jpn"}),
    (
        "authorization_versions",
        {
            **VERSION,
            "kind": "use",
            "authorized_on": "2025-01-15",
            "quantity_cap": 40000,
            "metric": "ghg",
            "purposes": "NDC",
            "vintage_first": 2021,
            "vintage_last": 2030,
            "first_transfer_definition": "first_international_transfer",
        },
    ),
    ("authorization_sectors", {**VERSION, "sector": "Energy generation"}),
    ("authorization_activities", {**VERSION, "activity_type": "Solar"}),
    ("authorization_parties", {**VERSION, "authorized_party": "JPN"}),
    block("B1", "KE001", 2022, 1, 10000),
    block("B2", "KE001", 2023, 10001, 9000),
    block("B3", "KE002", 2023, 19001, 3000),
    event("T1", "transfer", "2025-04-01", "B1", "JPN"),
    event("T2", "transfer", "2025-05-01", "B2", "JPN"),
    event(
        *("T3", "retirement", "2025-09-01", "B1", "JPN"),
        from_party="JPN",
        purpose="NDC",
        use_year=2025,
        using_party="JPN",
    ),
    event("T4", "cancellation", "2025-10-01", "B3", "KEN", purpose="OMGE"),
    (
        "coverage",
        {
            "party": "KEN",
            "year": 2025,
            "is_complete": "true",
            "declared_by": "Registry administrator",
            "declared_on": "2026-02-01",
        },
    ),
)


def type_in(book: Any, rows: Sequence[Row] = TYPED) -> None:  # noqa: ANN401 - openpyxl has no types
    """Type the rows below those that are there."""
    for table, cells in rows:
        sheet = book[table]
        columns = {each.value: each.column for each in sheet[1]}
        row = 2
        while sheet.cell(row=row, column=1).value:
            row += 1
        for name, text in cells.items():
            sheet.cell(row=row, column=columns[name]).value = str(text)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of a Party whose workbook was filled and accepted."""
    made = tmp_path / "ken"
    path = made / "record.xlsx"
    jcm("new-party", made, "--party", "KEN", "--to", "xlsx")
    book = openpyxl.load_workbook(path)
    type_in(book)
    book.save(path)
    jcm("import", path, "--into", made, "--yes")
    return made


def jcm(*arguments: object) -> str:
    """Run the command in this process, and return what it says."""
    result = CliRunner().invoke(app, [str(each) for each in arguments])
    assert result.exit_code == 0, result.output
    return result.output


def test_at_most_150_cells_are_typed(folder: Path) -> None:
    """Two projects, three issuances, four events, one authorization make a complete form."""
    assert sum(len(cells) for _table, cells in TYPED) <= 150
    first, *_others = written(folder, "transfers")
    # What stands in the block, the registry or once in the folder is written nowhere else.
    inherited = ("approach", "originating_registry", "host", "recorded_by", *OWN)
    of_the_block = ("first_unit", "quantity", "vintage", "authorization_id")
    assert {first[name] for name in (*inherited, *of_the_block)} == {""}
    asked = ("--party", "KEN", "--form", "aef", "--year", 2025)
    assert "1.0: complete" in jcm("submission", "draft", "--data", folder, *asked)


def test_the_sheets_of_a_first_form_have_a_blue_tab(folder: Path) -> None:
    """They are those that were typed into, and enough."""
    book = openpyxl.load_workbook(folder / "record.xlsx")
    blue = {sheet.title for sheet in book if sheet.sheet_properties.tabColor is not None}
    assert blue == {table for table, _cells in TYPED}
    assert "For a first AEF" in str(book["about"]["A8"].value)


def test_what_the_form_asks_for_is_blue_in_italics(folder: Path) -> None:
    """Beside what every row needs, in bold; each of them was typed into."""
    book = openpyxl.load_workbook(folder / "record.xlsx")
    typed = {(table, name) for table, cells in TYPED for name in cells}
    blue: dict[bool, set[tuple[str, str]]] = {True: set(), False: set()}
    for table in FOR_A_FIRST_AEF:
        for head in book[table][1]:
            if head.fill.fgColor.rgb == BLUE:
                blue[bool(head.font.b)].add((table, str(head.value)))
    assert {("credit_blocks", "block_id"), ("transfers", "event")} <= blue[True]
    asked = {(table, name) for table, names in FOR_A_FIRST_AEF.items() for name in names}
    assert blue[False] == asked
    assert asked <= typed


@pytest.mark.parametrize("lacking", ["approach_id", "mitigation_type", "vintage"])
def test_without_what_it_asks_for_the_form_is_a_draft(tmp_path: Path, lacking: str) -> None:
    """The record takes it all the same: not known is no error."""
    made = tmp_path / "ken"
    path = made / "record.xlsx"
    jcm("new-party", made, "--party", "KEN", "--to", "xlsx")
    book = openpyxl.load_workbook(path)
    type_in(book, [(table, {**cells, lacking: ""}) for table, cells in TYPED if lacking in cells])
    type_in(book, [each for each in TYPED if lacking not in each[1]])
    book.save(path)
    jcm("import", path, "--into", made, "--yes")
    asked = ("--party", "KEN", "--form", "aef", "--year", 2025)
    assert "1.0: draft" in jcm("submission", "draft", "--data", made, *asked)


def test_what_an_event_needs_is_not_folded_away(folder: Path) -> None:
    """Of a retirement alone the purpose, year and Party; of some purposes alone a name."""
    book = openpyxl.load_workbook(folder / "record.xlsx")
    for table, cells in TYPED:
        for name in cells:
            assert not _is_folded(book[table], name), (table, name)
    for name in ("oimp_name", "first_transfer_definition"):
        assert not _is_folded(book["authorization_versions"], name), name
    assert _is_folded(book["transfers"], "corrects")


def test_a_column_is_wide_enough_for_its_codes(folder: Path) -> None:
    """A list to choose from is read whole, also where no row has the longest."""
    book = openpyxl.load_workbook(folder / "record.xlsx")
    cell = at(book["transfers"], "event", 1)
    assert book["transfers"].column_dimensions[cell.column_letter].width >= len(
        "voluntary_cancellation"
    )


def _is_folded(sheet: Any, name: str) -> bool:  # noqa: ANN401 - openpyxl has no types
    column = at(sheet, name, 1).column
    ranges = sheet.column_dimensions.values()
    return any(each.hidden and each.min <= column <= each.max for each in ranges)


def test_a_workbook_of_before_takes_no_number_away(tmp_path: Path) -> None:
    """What it says as it was accepted is older; where it says something new, both are told."""
    made = tmp_path / "ken"
    path = made / "record.xlsx"
    jcm("new-party", made, "--party", "KEN", "--to", "xlsx")
    book = openpyxl.load_workbook(path)
    unnumbered = ("first_itmo", "last_itmo")
    type_in(
        book,
        [(table, {k: v for k, v in row.items() if k not in unnumbered}) for table, row in TYPED],
    )
    book.save(path)
    # A block is judged by its quantity: the proposal shows it.
    assert "quantity=10000" in jcm("import", path, "--into", made, "--yes").replace("\n", " ")
    jcm("number", made)
    jcm("accept", made)
    given = [(each["first_itmo"], each["last_itmo"]) for each in written(made, "credit_blocks")]
    assert given == [("1", "10000"), ("1", "9000"), ("9001", "12000")]
    told = [(each.what, each.key) for each in proposed(made, path).rows]
    assert told == [(Proposed.OLDER, (name,)) for name in ("B1", "B2", "B3")]
    again = jcm("import", path, "--into", made, "--yes")
    assert "of the proposal" not in again, again
    at(book["credit_blocks"], "note", 2).value = "Of the first year."
    book.save(path)
    assert proposed(made, path).rows[0].what is Proposed.CONFLICTING
    after = [(each["first_itmo"], each["last_itmo"]) for each in written(made, "credit_blocks")]
    assert after == given
