"""A record goes out as a workbook and comes back byte by byte, also through LibreOffice."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from reporting.aef_checker.xlsx_reader.container import open_container
from reporting.aef_checker.xlsx_reader.grid import read_grid
from reporting.filing.additions.package_rows import PackageRows
from reporting.filing.imports.merged_rows import merged_rows
from reporting.filing.imports.proposal import propose
from reporting.filing.imports.record_export import filling_order, workbook_of
from reporting.filing.imports.text_columns import csv_file, of_record
from reporting.filing.imports.workbook_tables import ReadingOptions, read_workbook
from reporting.filing.row_editing import text_file
from reporting.renderers.record_workbook import HELPERS, SCHEMAS
from reporting.renderers.sheets import LONGEST_NAME
from tests.filing.imports.making import emptied, founded, packed
from tests.renderers.books import converted, opened, parts
from tests.shared import ROOT

NASTY = [
    *("=1+1", "+81", "-1+2", "@SUM(1)", "'x", "<r><t>x</t></r>", "_x0041_ _x000D_", "a\nb\n\nc"),
    *("1e3", "007", "12345678901234567890", "2024-01-01", "03/04/2025", "TRUE", "#N/A", "x" * 400),
    *("http://a.jp", " leading", "trailing ", "nb\u00a0sp\u3000id\u200bzw", "\u4e8c\u56fd𠮟"),
]


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the made-up record, with texts that a spreadsheet would like to change."""
    folder = tmp_path_factory.mktemp("example") / "example"
    shutil.copytree(ROOT / "data" / "example", folder)
    table = packed(folder).tables["transfers"]
    rows = PackageRows.of(packed(folder)).rows(table)
    for row, text in zip(rows, NASTY, strict=False):
        row["note"] = text
    table.path.write_bytes(text_file(table, rows))
    return folder


@pytest.fixture(scope="module")
def book(example: Path) -> bytes:
    """Return its workbook."""
    return workbook_of(packed(example))


def brought_back(book: bytes, folder: Path) -> Mapping[str, bytes]:
    """Return the files that a workbook makes of an empty record."""
    path = folder.parent / "back.xlsx"
    path.write_bytes(book)
    package = packed(folder)
    source = read_workbook(path, package, ReadingOptions())
    assert source.findings == ()
    record = PackageRows.of(package)
    proposal = propose(source, record, "")
    assert {each.what.value for each in proposal.rows} == {"added"}
    assert sum(each.rows for each in proposal.counts) == len(proposal.rows)
    return {
        table.name: csv_file(
            merged_rows(
                of_record(record, table),
                proposal.rows.of_table(table.name).blocks,
                table.schema,
            ).rows,
            table.schema,
        )
        for table in package
    }


def test_every_table_comes_back_byte_by_byte(example: Path, book: bytes, tmp_path: Path) -> None:
    """Into an empty copy: each of the tables, with all of its rows in their order."""
    found = brought_back(book, emptied(example, tmp_path / "example"))
    assert len(found) == len(packed(example).tables)
    for name, content in found.items():
        assert content == (example / f"{name}.csv").read_bytes(), name


def test_libreoffice_changes_nothing(example: Path, book: bytes, tmp_path: Path) -> None:
    """Opened and saved by LibreOffice, the same bytes come back."""
    (saved,) = converted(tmp_path, {"record.xlsx": book}, "xlsx")
    again = saved.read_bytes()
    found = brought_back(again, emptied(example, tmp_path / "example"))
    for name, content in found.items():
        assert content == (example / f"{name}.csv").read_bytes(), name
    lists = {"list_event", "list_sector", "list_kind"}
    assert lists <= set(opened(again).defined_names)


def test_the_workbook_is_the_same_each_time(example: Path, book: bytes) -> None:
    """No clock, no order by chance."""
    assert workbook_of(packed(example)) == book


def test_its_sheets(example: Path, book: bytes) -> None:
    """First what it is, then each table behind those that it points to; helpers are hidden."""
    made = opened(book)
    tables = filling_order(packed(example))
    names = [each.name for each in tables]
    assert made.sheetnames == ["about", *names, "examples", "lists", "exported"]
    assert made.active.title == "about"
    assert [each.title for each in made if each.sheet_state == "hidden"] == ["lists", "exported"]
    for at, table in enumerate(tables):
        for key in table.schema.foreign_keys:
            assert key.package or key.table in names[: at + 1]


def test_the_names_of_tables_fit_sheets() -> None:
    """At most 31 characters, no two alike but for case, none that of a helper."""
    for name in ("article6", "jcm", "example"):
        tables = packed(ROOT / "data" / name).tables
        assert all(len(each) <= LONGEST_NAME for each in tables)
        assert len({each.lower() for each in tables}) == len(tables)
        assert not {each.lower() for each in tables} & {*HELPERS}


def test_every_cell_is_text(book: bytes) -> None:
    """Filled or not: the columns are text, too, and no corner is green."""
    made = opened(book)
    sheet = made["transfers"]
    for row in sheet.iter_rows(min_row=1, max_row=5):
        for cell in row:
            if cell.value is not None:
                assert (cell.data_type, cell.number_format) == ("s", "@")
    assert {each.number_format for each in sheet.column_dimensions.values() if each.min < 36} == {
        "@"
    }
    assert any(
        b"numberStoredAsText" in content
        for name, content in parts(book).items()
        if name.startswith("xl/worksheets/")
    )


def headings(sheet: Any) -> list[str]:  # noqa: ANN401 - openpyxl has no types
    """Return the names in row 1."""
    return [str(each.value) for each in sheet[1]]


def test_needed_columns_stand_first_and_rare_ones_are_folded(book: bytes, tmp_path: Path) -> None:
    """The key is the first; what neither this record nor the made-up one fills is folded away."""
    new = workbook_of(packed(founded(tmp_path / "record")))
    sheet = opened(new)["transfers"]
    names = headings(sheet)
    assert names[:5] == ["transfer_id", "recording_registry", "event", "event_date", "from_party"]
    assert headings(opened(book)["sources"])[0] == "source_id"
    folded = [each for each in sheet.column_dimensions.values() if each.outlineLevel]
    assert folded
    assert all(each.hidden for each in folded)
    assert "non_ghg_quantity" in names[min(each.min for each in folded) - 1 :]
    assert names.index("quantity") < names.index("source_id")
    # What this record fills somewhere is open in its own workbook.
    own = opened(book)["transfers"]
    hidden = {each.min for each in own.column_dimensions.values() if each.hidden}
    assert headings(own).index("non_ghg_quantity") + 1 not in hidden


def test_lists_to_choose_from(book: bytes) -> None:
    """Codes of the schemas stop others; keys of other sheets and packages only warn."""
    sheet = opened(book)["transfers"]
    names = headings(sheet)
    offered = {}
    for rule in sheet.data_validations.dataValidation:
        for area in rule.sqref.ranges:
            offered[names[area.min_col - 1]] = (rule.formula1, rule.errorStyle)
            assert area.min_row == 2
    assert offered["event"] == ("list_event", None)
    assert offered["confidential"][1] is None
    assert offered["block_id"] == ("'credit_blocks'!$A$2:$A$2040", "warning")
    made = opened(book)
    (sectors,) = made["authorization_sectors"].data_validations.dataValidation[-1:]
    assert made.defined_names["list_event"].value == "lists!$" + _column(made, "list_event")
    assert sectors is not None


def _column(made: Any, name: str) -> str:  # noqa: ANN401 - openpyxl has no types
    """Return the region of a list of the hidden sheet."""
    (cell,) = (each for each in made["lists"][1] if each.value == name)
    filled = [each for each in made["lists"][cell.column_letter] if each.value]
    return f"{cell.column_letter}$2:${cell.column_letter}${len(filled)}"


def test_help_is_a_note_in_both_languages(book: bytes) -> None:
    """Meaning, type and where it leads, at the name of the column."""
    sheet = opened(book)["transfers"]
    (cell,) = (each for each in sheet[1] if each.value == "block_id")
    assert "Block / \u30d6\u30ed\u30c3\u30af" in cell.comment.text
    assert "credit_blocks.block_id" in cell.comment.text
    (cell,) = (each for each in sheet[1] if each.value == "event")
    assert "retirement: Retirement / \u7121\u52b9\u5316" in cell.comment.text


def test_the_version_of_the_schemas_stands_in_a_cell_and_a_property(book: bytes) -> None:
    """A program may drop either."""
    version = str(packed(ROOT / "data" / "example").descriptor[SCHEMAS])
    made = opened(book)
    found = [row[1].value for row in made["about"].iter_rows() if row[0].value == SCHEMAS]
    assert found == [version]
    assert made.custom_doc_props[SCHEMAS].value == version


def test_our_own_reader_takes_it(book: bytes, tmp_path: Path) -> None:
    """It holds no macro, link or part that a careful reader refuses."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(book)
    container, faults = open_container(path, path.name)
    assert container is not None
    assert (faults, read_grid(container, path.name)[1]) == ((), ())
