"""A package as a workbook: typed cells, a codebook, nothing active, the same bytes each time."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from reporting.packages import Package, open_package
from reporting.packages.model import Schema
from reporting.renderers.data_workbook import to_workbook
from reporting.renderers.xlsx import WorkbookLimitError
from tests.broken.case import CLEAN
from tests.releases.made import package_of
from tests.renderers.books import is_inert, opened


@pytest.fixture(scope="module")
def record() -> Package:
    """Return a clean package."""
    package, findings = open_package(CLEAN / "record")
    assert package is not None
    assert not findings
    return package


def test_a_sheet_for_each_table(record: Package) -> None:
    """What it is comes first, then the codebook; heads stay, and every column has a filter."""
    book = opened(to_workbook(record))
    assert book.sheetnames == ["about", "codebook", *record.tables]
    page = book["issuances"]
    assert [each.value for each in page[1]] == [*record.tables["issuances"].schema.names]
    assert page.freeze_panes == "B2"
    assert page.auto_filter.ref == "A1:G4"


def test_cells_are_typed(record: Package) -> None:
    """Dates, truths and numbers are such; 16 digits are text, and what is unknown is empty."""
    book = opened(to_workbook(record))
    head, *rows = book["blocks"].iter_rows(values_only=True)
    first, _, last = (dict(zip(head, row, strict=True)) for row in rows)
    assert first == {
        "block_id": "B1",
        "first": 1,
        "last": 80,
        "quantity": 80,
        "measure": 80.5,
        "on": datetime(2016, 9, 30),  # noqa: DTZ001 - a day, of no zone
        "held": True,
        "vintage": 2015,
        "holder": "Ministry of the Environment",
    }
    assert (last["first"], last["on"], last["held"]) == ("9007199254740993", None, None)
    assert book["blocks"]["F2"].number_format == "yyyy-mm-dd"


def test_the_codebook_tells_every_field(record: Package) -> None:
    """Sheet, table, field, title, type, key and where it leads, values with labels."""
    head, *rows = opened(to_workbook(record))["codebook"].iter_rows(values_only=True)
    names = [str(each).partition("\n")[0] for each in head]
    lines = [dict(zip(names, row, strict=True)) for row in rows]
    assert len(lines) == sum(len(each.schema.fields) for each in record)
    (project,) = (
        each for each in lines if (each["Sheet"], each["Field"]) == ("issuances", "project_id")
    )
    assert project["Leads to"] == "projects.project_id"
    (key,) = (each for each in lines if (each["Sheet"], each["Field"]) == ("blocks", "block_id"))
    assert str(key["Key"]).startswith("primary key")
    coded = next(each for each in lines if each["Values"])
    assert ": " in str(coded["Values"]).splitlines()[0]


def test_what_it_is_comes_first(record: Package) -> None:
    """Title, licence and how to cite, in both languages; the tables with how many rows."""
    rows = [*opened(to_workbook(record))["about"].iter_rows(values_only=True)]
    told = {str(row[0]).partition("\n")[0]: row[1:3] for row in rows if row[0]}
    assert told["Title"] == (record.title["en"], record.title["ja"])
    assert "CC0-1.0" in str(told["Licence"])
    listed = {row[0]: row[3] for row in rows}
    assert listed["issuances"] == 3


def test_names_of_sheets_are_told(tmp_path: Path) -> None:
    """A name that is too long, or ours, gets another; the codebook has both."""
    package = package_of(tmp_path, [])
    names = ["about", "technology_to_activity_type_of_the_record", "table"]
    tables = {name: replace(package.tables["table"], name=name) for name in names}
    book = opened(to_workbook(replace(package, tables=tables)))
    assert book.sheetnames[2:] == ["about (2)", "technology_to_activity_type_of_", "table"]
    pairs = {row[:2] for row in book["codebook"].iter_rows(min_row=2, values_only=True)}
    assert pairs == {*zip(book.sheetnames[2:], names, strict=True)}


NASTY = ("=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://a.jp")', "http://a.jp", "1e3", "007")
TEXTS = Schema.from_descriptor({"fields": [{"name": "text", "type": "string"}]})


def test_text_is_text(tmp_path: Path) -> None:
    """No formula, number or link is made of it."""
    content = to_workbook(package_of(tmp_path, [(each,) for each in NASTY], TEXTS))
    assert is_inert(content)
    cells = [row[0] for row in opened(content)["table"].iter_rows(min_row=2)]
    assert [(each.value, each.data_type) for each in cells] == [(each, "s") for each in NASTY]


def test_a_text_that_is_too_long_is_not_cut(tmp_path: Path) -> None:
    """A cell holds 32,767 characters."""
    assert to_workbook(package_of(tmp_path, [("x" * 32_767,)], TEXTS))
    with pytest.raises(WorkbookLimitError, match="32,768"):
        to_workbook(package_of(tmp_path, [("x" * 32_768,)], TEXTS))


def test_the_same_bytes(record: Package) -> None:
    """No hour of the clock is in it."""
    content = to_workbook(record)
    assert content == to_workbook(record)
