"""What spreadsheets do to a record, and the rule for each: a trap is a test."""

from collections.abc import Callable
from datetime import date, datetime, time
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from reporting.filing.imports.workbook_tables import ImportSource, ReadingOptions, read_workbook
from reporting.findings import catalogue
from reporting.packages import Package
from reporting.packages.written_days import DayOrder
from tests.filing.imports.making import (
    OWN,
    Change,
    at,
    codes,
    founded,
    packed,
    rows_of,
    typed,
)
from tests.filing.imports.making import read as read_changed

APPROACH = {"approach": "ca-1", "name": "An approach", "is_jcm": "false"}


Read = Callable[..., ImportSource]


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Package:
    """Return the package of a Party that begins."""
    return packed(founded(tmp_path_factory.mktemp("founded") / "record"))


@pytest.fixture
def read(package: Package, tmp_path: Path) -> Read:
    """Return what reads a workbook that was changed."""
    return partial(read_changed, package, tmp_path / "record.xlsx")


def approach(row: int = 2) -> Change:
    """Return what types a cooperative approach."""
    return typed("cooperative_approaches", row, **APPROACH)


def approaches(*days: object) -> Change:
    """Return what types an approach for each day on which one began."""

    def change(book: Any) -> None:  # noqa: ANN401 - openpyxl has no types
        for row, day in enumerate(days, start=2):
            typed(
                "cooperative_approaches",
                row,
                **(APPROACH | {"approach": f"ca-{row}"}),
                started_on=day,
            )(book)

    return change


def value(**cells: object) -> Change:
    """Return what types the value of an indicator."""
    return typed("indicator_values", 2, party="KEN", period="2021-2030", indicator="x", **cells)


def test_text_is_kept_as_typed(read: Read) -> None:
    """In a text cell nothing is changed: zeros, exponents, signs, spaces, lines, escapes."""
    name = "  007\u00a0\u3000x\u200b\ny +81 1E5 =A1 "
    source = read(_named(name))
    assert rows_of(source, "cooperative_approaches")[0]["name"] == name
    assert codes(source) == []


def _named(name: str) -> Change:
    return typed("cooperative_approaches", 2, **(APPROACH | {"name": name}))


@pytest.mark.parametrize(
    ("typed_value", "taken"),
    [(2024, "2024"), (7, "7"), (5.0, "5"), (1e5, "100000"), (-3, "-3"), (10**15 - 1, "9" * 15)],
)
def test_a_number_is_the_whole_number_it_shows(read: Read, typed_value: float, taken: str) -> None:
    """A number cell is taken as it is, never padded."""
    source = read(value(year=2024, value=typed_value))
    assert rows_of(source, "indicator_values")[0]["value"] == taken
    assert codes(source) == []


@pytest.mark.parametrize("typed_value", [9007199254740993, 10**15, 1.5, 0.1, -(10**15)])
def test_a_number_that_may_be_rounded_is_refused(read: Read, typed_value: float) -> None:
    """At 15 digits or with a fraction, the place is named and the row is left out."""
    source = read(value(year=2024, value=typed_value))
    (finding,) = source.findings
    assert finding.code == "import-number-inexact"
    assert finding.place.table == "indicator_values"
    assert (finding.place.row, finding.place.field) == (2, "E2 value")
    assert rows_of(source, "indicator_values") == []


def test_a_real_day_is_taken(read: Read) -> None:
    """A cell that is a day is that day, in a workbook that counts from 1904, too."""
    plain = read(approaches(date(2024, 4, 3)))
    assert rows_of(plain, "cooperative_approaches")[0]["started_on"] == "2024-04-03"

    def since_1904(book: Any) -> None:  # noqa: ANN401 - openpyxl has no types
        book.epoch = CALENDAR_MAC_1904
        approaches(date(2024, 4, 3))(book)

    found = read(since_1904)
    assert rows_of(found, "cooperative_approaches")[0]["started_on"] == "2024-04-03"


@pytest.mark.parametrize("typed_value", [datetime(2024, 4, 3, 9, 30), time(9, 30)])  # noqa: DTZ001 - a cell has none
def test_a_time_is_no_day(read: Read, typed_value: object) -> None:
    """A day with a time of the day is another elsewhere; a time alone is a fraction."""
    source = read(approaches(typed_value))
    assert codes(source) in (["import-day-with-time"], ["import-number-inexact"])


def test_a_day_in_another_column_is_refused(read: Read) -> None:
    """What was typed there, as 1-2, became a day; nobody knows what it was."""
    source = read(typed("cooperative_approaches", 2, **(APPROACH | {"name": date(2024, 2, 1)})))
    assert codes(source) == ["import-day-out-of-place"]


@pytest.mark.parametrize("day", ["2024/4/3", "2024.04.03", "2024年4月3日", "2024-04-03"])
def test_a_day_that_begins_with_the_year_is_certain(read: Read, day: str) -> None:
    """No setting reads it otherwise."""
    source = read(approaches(day))
    assert rows_of(source, "cooperative_approaches")[0]["started_on"] == "2024-04-03"


def test_a_column_can_prove_its_order(read: Read) -> None:
    """Where one day is no month, all days of the column are read so."""
    source = read(approaches("13/04/2025", "03/04/2025"))
    found = [row["started_on"] for row in rows_of(source, "cooperative_approaches")]
    assert found == ["2025-04-13", "2025-04-03"]
    source = read(approaches("04/13/2025", "04/03/2025"))
    found = [row["started_on"] for row in rows_of(source, "cooperative_approaches")]
    assert found == ["2025-04-13", "2025-04-03"]


def test_a_doubtful_day_is_refused_with_both_readings(read: Read) -> None:
    """03/04/2025 alone is 3 April or 4 March; a declared order decides."""
    source = read(approaches("03/04/2025"))
    (finding,) = source.findings
    assert finding.code == "import-day-doubtful"
    assert finding.values == {
        "value": "03/04/2025",
        "day_first": "2025-04-03",
        "month_first": "2025-03-04",
    }
    for order, day in (
        (DayOrder.DAY_FIRST, "2025-04-03"),
        (DayOrder.MONTH_FIRST, "2025-03-04"),
    ):
        source = read(approaches("03/04/2025"), ReadingOptions(day_order=order))
        assert rows_of(source, "cooperative_approaches")[0]["started_on"] == day


def test_a_year_of_two_digits_is_refused_with_every_reading(read: Read) -> None:
    """Read where a day is no year, or where the order is declared; not in which century."""
    source = read(approaches("31/12/25"))
    assert [(each.code, each.values["readings"]) for each in source.findings] == [
        ("import-day-of-short-year", "2025-12-31 (dmy), 2031-12-25 (ymd), 1931-12-25 (ymd)")
    ]
    for day, order in (("31/12/25", DayOrder.DAY_FIRST), ("25.12.31", DayOrder.YEAR_FIRST)):
        source = read(approaches(day), ReadingOptions(day_order=order))
        assert rows_of(source, "cooperative_approaches")[0]["started_on"] == "2025-12-31"
    source = read(approaches("31/12/30"), ReadingOptions(day_order=DayOrder.DAY_FIRST))
    assert codes(source) == ["import-day-of-short-year"]


def test_a_text_with_midnight_is_a_day(read: Read) -> None:
    """As another program writes a day; any other time is refused, as in a cell of a time."""
    source = read(approaches("2025-04-03 00:00:00"))
    assert rows_of(source, "cooperative_approaches")[0]["started_on"] == "2025-04-03"
    assert codes(read(approaches("2025-04-03 09:30"))) == ["import-day-with-time"]


def test_orders_that_contradict_are_doubtful(read: Read) -> None:
    """A column with 13/04 and 04/13 proves nothing."""
    source = read(approaches("13/04/2025", "04/13/2025"))
    assert codes(source) == ["import-day-doubtful"] * 2


def test_both_kinds_in_a_column_are_refused(read: Read) -> None:
    """An American setting makes 4 March of 03/04/2025 and leaves 13/04/2025 as text."""
    source = read(approaches(date(2025, 3, 4), "13/04/2025", date(2025, 4, 20)))
    assert codes(source) == ["import-day-mixed"] * 2
    turned = source.findings[0].values
    assert (turned["day_first"], turned["month_first"]) == ("2025-04-03", "2025-03-04")
    assert [row["approach"] for row in rows_of(source, "cooperative_approaches")] == ["ca-4"]


def test_a_day_that_is_none_is_left_to_the_rules_of_the_table(read: Read) -> None:
    """30 February stays as it is written, and is found as in a CSV file."""
    source = read(approaches("30/02/2025", "2025-02-30"))
    found = [row["started_on"] for row in rows_of(source, "cooperative_approaches")]
    assert found == ["30/02/2025", "2025-02-30"]
    beside = read(approaches(date(2025, 4, 20), "31/04/2025"))
    found = [row["started_on"] for row in rows_of(beside, "cooperative_approaches")]
    assert found == ["2025-04-20", "31/04/2025"]


@pytest.mark.parametrize("formula", ["=A1", '="007"', "=TRUE", "=1+1"])
def test_a_formula_is_refused(read: Read, formula: str) -> None:
    """What it shows may be another value tomorrow."""
    source = read(_named(formula))
    assert codes(source) == ["import-formula"]


def test_an_error_value_is_refused(read: Read) -> None:
    """#REF! is no name."""

    def change(book: Any) -> None:  # noqa: ANN401 - openpyxl has no types
        approach()(book)
        cell = at(book["cooperative_approaches"], "name", 2)
        cell.value, cell.data_type = "#REF!", "e"

    assert codes(read(change)) == ["import-error-value"]


@pytest.mark.parametrize("truth", [True, "=TRUE()", "TRUE", "True", "true"])
def test_a_truth_is_taken_however_it_is_stored(read: Read, truth: object) -> None:
    """As a truth, as the formula that LibreOffice makes of one, as text in any case."""
    source = read(typed("cooperative_approaches", 2, **(APPROACH | {"is_jcm": truth})))
    assert rows_of(source, "cooperative_approaches")[0]["is_jcm"] == "true"


def test_a_truth_in_another_column_is_refused(read: Read) -> None:
    """A name that is 'true' was typed as something else."""
    source = read(typed("cooperative_approaches", 2, **(APPROACH | {"name": True})))
    assert codes(source) == ["import-truth-out-of-place"]


def test_an_apostrophe_before_a_digit_is_told(read: Read) -> None:
    """It is not removed silently; before a letter it is a letter."""
    assert codes(read(_named("'007"))) == ["import-apostrophe"]
    assert rows_of(read(_named("'s")), "cooperative_approaches")[0]["name"] == "'s"


def test_blank_rows(read: Read) -> None:
    """Below the last row they are none; between two they are told, and nothing is lost."""

    def change(book: Any) -> None:  # noqa: ANN401 - openpyxl has no types
        approach(2)(book)
        typed("cooperative_approaches", 5, **(APPROACH | {"approach": "ca-5"}))(book)
        for row in range(6, 900):
            book["cooperative_approaches"].cell(row=row, column=1).number_format = "@"

    source = read(change)
    assert len(rows_of(source, "cooperative_approaches")) == 2
    (finding,) = source.findings
    assert (finding.code, finding.place.row) == ("import-row-blank", 3)
    assert finding.values == {"rows": "2", "first": "3"}


def test_sheets_are_known_by_name_in_any_case(read: Read) -> None:
    """Another sheet is told, unless it is left out by name."""

    def change(book: Any) -> None:  # noqa: ANN401 - openpyxl has no types
        approach()(book)
        book["cooperative_approaches"].title = "other"
        book["other"].title = "Cooperative_Approaches"
        book.create_sheet("transfer").append(["x", "y"])

    source = read(change)
    assert len(rows_of(source, "cooperative_approaches")) == 1
    (finding,) = source.findings
    assert finding.code == "import-sheet-unknown"
    assert finding.values == {"cells": "2", "name": "transfer", "meant": "transfers"}
    assert codes(read(change, ReadingOptions(ignored={"transfer"}))) == []


def test_columns_are_known_by_name_wherever_they_stand(read: Read) -> None:
    """Sorted, moved, without the columns that are not needed: the same rows."""

    def change(book: Any) -> None:  # noqa: ANN401 - openpyxl has no types
        sheet = book["cooperative_approaches"]
        sheet.delete_cols(1, sheet.max_column)
        for column, (name, text) in enumerate(sorted((APPROACH | OWN).items()), start=1):
            sheet.cell(row=1, column=column).value = name
            sheet.cell(row=2, column=column).value = text

    source = read(change)
    assert rows_of(source, "cooperative_approaches") == [APPROACH | OWN]
    assert codes(source) == []


def test_an_unknown_column_is_told(read: Read) -> None:
    """With how many cells it has, and what was meant; left out by name it is not."""

    def change(book: Any) -> None:  # noqa: ANN401 - openpyxl has no types
        approach()(book)
        sheet = book["cooperative_approaches"]
        sheet.cell(row=1, column=40).value = "started_by"
        sheet.cell(row=2, column=40).value = "x"

    source = read(change)
    (finding,) = source.findings
    assert (finding.code, finding.place.field) == ("import-column-unknown", "AN1")
    assert finding.values == {"cells": "1", "name": "started_by", "meant": "started_on"}
    ignored = ReadingOptions(ignored={"cooperative_approaches.started_by"})
    assert codes(read(change, ignored)) == []


def test_a_column_twice_is_refused(read: Read) -> None:
    """Nobody knows which of the two counts: no row of the sheet is read."""

    def change(book: Any) -> None:  # noqa: ANN401 - openpyxl has no types
        approach()(book)
        book["cooperative_approaches"].cell(row=1, column=40).value = "name"

    source = read(change)
    assert codes(source) == ["import-column-twice"]
    assert "cooperative_approaches" not in {each.table.name for each in source.tables}


def test_a_sheet_without_its_key_is_refused(read: Read) -> None:
    """A second row of labels in place of the names of fields is no heading."""

    def change(book: Any) -> None:  # noqa: ANN401 - openpyxl has no types
        approach()(book)
        at(book["cooperative_approaches"], "approach", 1).value = "Approach"

    source = read(change)
    assert codes(source) == ["import-column-unknown", "import-column-missing"]


def test_cells_under_no_heading_are_told(read: Read) -> None:
    """With the first place."""

    def change(book: Any) -> None:  # noqa: ANN401 - openpyxl has no types
        approach()(book)
        book["cooperative_approaches"].cell(row=2, column=40).value = "x"

    (finding,) = read(change).findings
    assert finding.code == "import-heading-missing"
    assert finding.values == {"cells": "1", "first": "AN2"}


def test_merged_cells_are_told(read: Read) -> None:
    """What stood below the first is gone: the rows are left out."""

    def change(book: Any) -> None:  # noqa: ANN401 - openpyxl has no types
        approaches("2024-01-01", "2024-01-02", "2024-01-03")(book)
        cell = at(book["cooperative_approaches"], "started_on", 2)
        book["cooperative_approaches"].merge_cells(
            start_row=2, end_row=3, start_column=cell.column, end_column=cell.column
        )

    source = read(change)
    assert codes(source) == ["import-cells-merged"]
    assert [row["approach"] for row in rows_of(source, "cooperative_approaches")] == ["ca-4"]


def test_a_row_without_its_key_is_left_out(read: Read) -> None:
    """It is told where."""
    source = read(typed("cooperative_approaches", 2, name="x", is_jcm="false"))
    (finding,) = source.findings
    assert (finding.code, finding.place.field) == ("import-key-empty", "A2 approach")


def test_a_key_twice_is_left_out(read: Read) -> None:
    """Both rows are, with the rows named."""

    def change(book: Any) -> None:  # noqa: ANN401 - openpyxl has no types
        approach(2)(book)
        approach(3)(book)

    source = read(change)
    assert codes(source) == ["import-key-twice"] * 2
    assert source.findings[0].values == {"key": "ca-1", "rows": "2, 3"}
    assert rows_of(source, "cooperative_approaches") == []


def test_two_sheets_of_a_table_are_told(read: Read) -> None:
    """No spreadsheet has two names that differ by case, but another program may write them."""
    source = read(_with_second_sheet)
    assert codes(source) == ["import-sheet-twice"]


def _with_second_sheet(book: Any) -> None:  # noqa: ANN401 - openpyxl has no types
    sheet = book.create_sheet("other")
    sheet.append(["registry"])
    sheet._WorkbookChild__title = "Registries"  # noqa: SLF001 - it refuses such a name itself


def test_another_version_of_the_tables_is_told(read: Read) -> None:
    """The version stands in a cell, which every program keeps."""

    def change(book: Any) -> None:  # noqa: ANN401 - openpyxl has no types
        book.create_sheet("about").append(["article6Schemas", "3"])

    (finding,) = read(change).findings
    assert finding.code == "import-schemas-differ"
    assert finding.values["found"] == "3"


def test_what_is_no_workbook_is_told(package: Package, tmp_path: Path) -> None:
    """By the same reader that checks an AEF: what could harm is refused."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"party,name\n")
    source = read_workbook(path, package, ReadingOptions())
    assert codes(source) == ["workbook-of-another-kind"]


def test_every_kind_of_finding_has_a_trap() -> None:
    """Each code of the chapter is named by a test, here or where blocks are numbered."""
    files = (Path(__file__), Path(__file__).with_name("test_numbering.py"))
    text = "".join(each.read_text(encoding="utf-8") for each in files)
    own = {name: code for name, code in catalogue().items() if code.chapter == "imports"}
    assert own
    assert [
        name
        for name, code in own.items()
        if f'"{name}"' not in text and code.words["en"].title not in text
    ] == []
