"""Files of others as they come: CSV, workbooks, saved pages, JSON."""

import json
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.filing.imports.mapping.making import REGISTRIES, found, read, rows_of, told

ROWS = [
    {"registry": "KEN01", "party": "KEN", "name": "Registry of Kenya"},
    {"registry": "UGA01", "party": "UGA", "name": "Registry of Uganda"},
]
LINES = "Code,Party,Name\nKEN01,KEN,Registry of Kenya\nUGA01,UGA,Registry of Uganda\n"


def with_source(*lines: str) -> str:
    """Return the mapping of registries with more keys of its source."""
    return REGISTRIES.replace("[source.list]", "\n".join(["[source.list]", *lines]))


@pytest.mark.parametrize(
    ("keys", "content"),
    [
        ([], LINES),
        ([], "\ufeff" + LINES.replace("\n", "\r\n")),
        ([], LINES.replace("Registry of Kenya", '"Registry\nof Kenya"')),
        ([], LINES.replace("Code,Party", '" Code ",Party')),
        ([], LINES.replace("\nUGA", "\n\n,,\nUGA")),
        (['delimiter = ";"'], LINES.replace(",", ";")),
        (['encoding = "utf-16"'], LINES.encode("utf-16")),
        (["header_row = 3"], f"A title\nof a list,,\n{LINES}"),
        (
            ["header_row = [1, 2]", 'also = { "Name" = "Of it / Name" }'],
            LINES.replace("Code,Party,Name", "Code,Party,Of it\n,,Name"),
        ),
        (
            ['ignore = ["No*"]'],
            "No.,Code,Party,Name\n1,KEN01,KEN,Registry of Kenya\n2,UGA01,UGA,Registry of Uganda\n",
        ),
        (['also = { "Name" = ["Title"] }'], LINES.replace("Name", "Title")),
    ],
)
def test_csv(tmp_path: Path, keys: list[str], content: str | bytes) -> None:
    """With the marks, titles and headings that lists have."""
    source = read(tmp_path, with_source(*keys), {"list.csv": content})
    assert told(source) == []
    assert rows_of(source, "registries") == ROWS


def test_rows_of_another_length_are_left_out(tmp_path: Path) -> None:
    """With their number; the others keep theirs."""
    content = LINES.replace("KEN01,KEN,", "KEN01,KEN,a,")
    source = read(tmp_path, REGISTRIES, {"list.csv": content})
    assert told(source) == [("mapping-row-ragged", "list.csv:2")]
    assert rows_of(source, "registries") == ROWS[1:]
    assert source.tables[0].rows[0].row == 3


@pytest.mark.parametrize(
    "content", ["", 'Code\n"KEN01,KEN\nUGA01', b"Code,Party,Name\nKEN01,KEN,\xe9\n"]
)
def test_csv_that_cannot_be_read(tmp_path: Path, content: str | bytes) -> None:
    """The reason is told, and nothing read."""
    source = read(tmp_path, REGISTRIES, {"list.csv": content})
    assert told(source) == [("mapping-file-unread", "list.csv")]
    assert rows_of(source, "registries") == []


def test_columns_without_names_and_of_one_name(tmp_path: Path) -> None:
    """Are called by their letter, and by a number."""
    content = LINES.replace("Code,Party,Name", "Code,,Code")
    mapping = REGISTRIES.replace('"Party"', '"column B"').replace('"Name"', '"Code (2)"')
    source = read(tmp_path, mapping, {"list.csv": content})
    assert told(source) == []
    assert rows_of(source, "registries") == ROWS


def test_several_files_of_one_source(tmp_path: Path) -> None:
    """Their rows stand one after another, each with its file; each file has every column."""
    mapping = with_source("many = true") + 'note = { text = "{@file} {@row}" }\n'
    head, first, second = LINES.splitlines()
    files = {"a.csv": f"{head}\n{first}\n", "b.csv": f"{head}\n{second}\n"}
    source = read(tmp_path, mapping, files)
    assert told(source) == []
    assert [each["note"] for each in rows_of(source, "registries")] == ["a 2", "b 2"]
    assert [each.sheet for each in source.tables] == ["a.csv", "b.csv"]
    files["b.csv"] = files["b.csv"].replace("Name", "Title")
    refused = read(tmp_path, mapping, files)
    assert ("mapping-header-missing", "b.csv:1") in told(refused)
    assert refused.tables == ()


def workbook(*rows: list[Any], merged: tuple[str, ...] = (), sheet: str = "List") -> bytes:
    """Return a workbook with a sheet before the list."""
    book = openpyxl.Workbook()
    book.active.title = "About"
    book.active["A1"] = "About this list"
    made = book.create_sheet(sheet)
    for row in rows:
        made.append(row)
    for each in merged:
        made.merge_cells(each)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


BLOCKS = """
[source.list]
sheet = "L*"
header_row = [2, 3]
[table.credit_blocks]
columns = { block_id = "Id", vintage = "Year", project_id = "Units / Project" }
issued_on = { column = "Issued", date = "dd/mm/yyyy" }
quantity = { column = "Units / Amount", unit = "kt" }
"""
HEADINGS = (
    ["A list"],
    ["Id", "Year", "Issued", "Units", None],
    [None, None, None, "Project", "Amount"],
)


def test_a_sheet_of_a_workbook(tmp_path: Path) -> None:
    """Headings in two rows; numbers, days and merged cells as the sheet shows them."""
    rows: tuple[list[Any], ...] = (
        ["a", 2022, date(2024, 3, 5), "P1", 1.5],
        ["b", 2023, "06/03/2024", None, 2],
        [],
        ["c", 2023, datetime(2024, 3, 7), "P2", None],  # noqa: DTZ001 - as a sheet has it
    )
    content = workbook(*HEADINGS, *rows, merged=("D2:E2", "D4:D5"))
    source = read(tmp_path, BLOCKS, {"list.xlsx": content})
    assert told(source) == []
    assert rows_of(source, "credit_blocks") == [
        {
            "block_id": "a",
            "vintage": "2022",
            "project_id": "P1",
            "issued_on": "2024-03-05",
            "quantity": "1500",
        },
        {
            "block_id": "b",
            "vintage": "2023",
            "project_id": "P1",
            "issued_on": "2024-03-06",
            "quantity": "2000",
        },
        {"block_id": "c", "vintage": "2023", "project_id": "P2", "issued_on": "2024-03-07"},
    ]
    (table,) = source.tables
    assert table.sheet == "list.xlsx List"
    assert (table.rows[2].row, table.rows[2].places["quantity"]) == (7, "E7")


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("#REF!", "import-error-value"),
        ("=A1", "import-formula"),
        (1234567890123456, "import-number-inexact"),
        (datetime(2024, 3, 5, 14, 30), "import-day-with-time"),  # noqa: DTZ001 - as a sheet has it
    ],
)
def test_cells_that_a_spreadsheet_may_have_changed(tmp_path: Path, cell: object, code: str) -> None:
    """Are refused with their place, if they are used."""
    content = workbook(*HEADINGS, ["a", 2022, None, cell, 1], ["b", 2023, None, "P", 2])
    source = read(tmp_path, BLOCKS, {"list.xlsx": content})
    assert told(source) == [(code, "list.xlsx/List:4 D4 Units / Project")]
    assert [each["block_id"] for each in rows_of(source, "credit_blocks")] == ["b"]
    unused = BLOCKS.replace(', project_id = "Units / Project"', "").replace(
        "header_row", 'ignore = ["* / Project"]\nheader_row'
    )
    assert told(read(tmp_path, unused, {"list.xlsx": content})) == []


def test_a_sheet_that_is_not_there(tmp_path: Path) -> None:
    """What was wanted and what there is."""
    source = read(tmp_path, BLOCKS, {"list.xlsx": workbook(["Id"], sheet="Units")})
    assert told(source) == [("mapping-part-missing", "list.xlsx")]
    values = found(source, "mapping-part-missing").values
    assert values == {"wanted": "L*", "there": "About, Units"}


PAGE = """<html><head><meta charset="shift_jis"><title>A page</title></head><body>
<table><tr><td>Menu</td></tr></table>
<table id="x"><thead><tr><th>Code</th><th>Party</th><th>Name<br>of it</th></tr></thead>
<tr><td>KEN01</td><td rowspan="2"> KEN </td>
<td><a href="/ken/1">CO<sub>2</sub> <b>registry</b></a></td></tr>
<tr><td>KEN02</td><td>Second<p>one</p><script>x()</script></td></tr>
<tr><td colspan="2">UGA</td><td>&#12465;&#12491;&#12450;</td></tr>
</table></body></html>"""
OF_PAGE = REGISTRIES.replace('"Name"', '"Name of it"') + 'note = { column = "Name of it@link" }\n'


@pytest.mark.parametrize("table", ["", "table = 2", 'table = ["Code", "Party"]'])
@pytest.mark.parametrize("encoding", ["utf-8", "shift_jis"])
def test_a_table_of_a_saved_page(tmp_path: Path, table: str, encoding: str) -> None:
    """By its number, its columns, or the largest; a cell that spans several stands in each."""
    mapping = OF_PAGE.replace("[source.list]", f"[source.list]\n{table}")
    page = PAGE.replace("&#12465;&#12491;&#12450;", "\u30b1\u30cb\u30a2").encode(encoding)
    source = read(tmp_path, mapping, {"page.html": page})
    assert told(source) == []
    assert rows_of(source, "registries") == [
        {"registry": "KEN01", "party": "KEN", "name": "CO2 registry", "note": "/ken/1"},
        {"registry": "KEN02", "party": "KEN", "name": "Second one"},
        {"registry": "UGA", "party": "UGA", "name": "\u30b1\u30cb\u30a2"},
    ]
    assert source.tables[0].sheet == "page.html table 2"
    assert source.tables[0].rows[0].places["name"] == "C2"


def test_a_page_without_the_table(tmp_path: Path) -> None:
    """The columns of those there are."""
    mapping = OF_PAGE.replace("[source.list]", '[source.list]\ntable = ["Registry"]')
    source = read(tmp_path, mapping, {"page.html": PAGE})
    assert told(source) == [("mapping-part-missing", "page.html")]
    values = found(source, "mapping-part-missing").values
    assert values == {"wanted": "Registry", "there": "1: Menu, 2: Code, Party, Name of it"}


JSON = {
    "meta": {"count": 2},
    "data": {
        "projects": [
            {
                "units": [
                    {
                        "id": "a",
                        "issuance": {"year": 2022, "on": "2024-03-05"},
                        "labels": ["x", "y"],
                    }
                ]
            },
            {
                "units": [
                    {"id": "b", "issuance": {"year": 2023, "on": None}, "amount": 1.5, "ok": True}
                ]
            },
        ]
    },
}
OF_JSON = """
[source.list]
records = "data.projects.*.units"
ignore = ["ok"]
[table.credit_blocks]
columns = { block_id = "id", vintage = "issuance.year", issued_on = "issuance.on", note = "labels" }
quantity = { column = "amount", unit = "kt" }
"""


def test_a_list_of_json(tmp_path: Path) -> None:
    """What is nested has a name with dots; a list of values is a text."""
    source = read(tmp_path, OF_JSON, {"list.json": json.dumps(JSON)})
    assert told(source) == []
    assert rows_of(source, "credit_blocks") == [
        {"block_id": "a", "vintage": "2022", "issued_on": "2024-03-05", "note": "x; y"},
        {"block_id": "b", "vintage": "2023", "quantity": "1500"},
    ]
    assert [each.row for each in source.tables[0].rows] == [1, 2]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("{", "mapping-file-unread"),
        (json.dumps({"data": {"units": [{"id": 1}]}}), "mapping-part-missing"),
    ],
)
def test_json_without_the_list(tmp_path: Path, content: str, code: str) -> None:
    """It is told what there is."""
    source = read(tmp_path, OF_JSON, {"list.json": content})
    assert told(source) == [(code, "list.json")]
    assert found(source, code).values.get("there", "data.units") == "data.units"


def test_a_refused_cell_of_a_split_leaves_its_row_out(tmp_path: Path) -> None:
    """Although no table names the column itself."""
    mapping = """
[source.list]
sheet = "List"
[split.serial]
column = "Serial"
patterns = '(?P<id>[a-z]+)-(?P<first>\\d+)'
[table.credit_blocks]
columns = { note = "Note" }
block_id = { text = "x[-{id}]" }
"""
    content = workbook(["Serial", "Note"], ["=A1", "n"], ["b-1", "n"])
    source = read(tmp_path, mapping, {"list.xlsx": content})
    assert told(source) == [("import-formula", "list.xlsx/List:2 A2 Serial")]
    assert [each["block_id"] for each in rows_of(source, "credit_blocks")] == ["x-b"]
