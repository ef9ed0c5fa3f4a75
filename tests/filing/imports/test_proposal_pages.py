"""A proposal as a page and as a workbook: each row, before and after, and what was left out."""

from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from typer.testing import CliRunner, Result

from reporting.cli import app
from tests.filing.imports.making import at, packed, workbook
from tests.filing.small_folder import made, put

BEFORE = {"approach": "ca-1", "name": "<An> approach", "is_jcm": "false"}


def jcm(*arguments: object) -> Result:
    """Run the command in this process."""
    result = CliRunner().invoke(app, [str(each) for each in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    return result


class Cells(HTMLParser):
    """The texts of the cells of a page, by row."""

    def __init__(self) -> None:
        """Begin without rows."""
        super().__init__()
        self.rows: list[list[str]] = []
        self.is_in = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a row or a cell."""
        del attrs
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")
            self.is_in = True

    def handle_endtag(self, tag: str) -> None:
        """End a cell."""
        self.is_in = self.is_in and tag not in ("td", "th")

    def handle_data(self, data: str) -> None:
        """Add a text to the cell."""
        if self.is_in:
            self.rows[-1][-1] += data


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of a Party."""
    folder = made(tmp_path / "record")
    put(folder, "cooperative_approaches", [BEFORE, {**BEFORE, "approach": "ca-2"}])
    return folder


@pytest.fixture
def source(folder: Path) -> Path:
    """Return its workbook with a row of each kind, a column too many and a doubtful day."""

    def change(book: Any) -> None:  # noqa: ANN401 - openpyxl has no types
        approaches = book["cooperative_approaches"]
        at(approaches, "name", 2).value = "Another & <more>"
        approaches.cell(row=1, column=approaches.max_column + 1).value = "colour"
        approaches.cell(row=2, column=approaches.max_column).value = "blue"
        approaches.delete_rows(3)
        registries = book["registries"]
        at(registries, "registry", 3).value = "JPN01"
        at(registries, "party", 3).value = "JPN"
        at(registries, "name", 3).value = "Registry of Japan"
        at(book["credit_blocks"], "issued_on", 2).value = "03/04/2024"
        at(book["parties"], "name", 2).value = "Republic of Kenya"

    path = workbook(folder, change)
    rows = [{"party": "KEN", "name": "Kenia", "is_party": "true"}]
    put(folder, "parties", [*rows, {"party": "JPN", "name": "Japan", "is_party": "true"}])
    return path


def test_a_page_tells_each_row(folder: Path, source: Path) -> None:
    """What is added, changed, removed, conflicting and left out, each with its place."""
    out = folder.parent / "proposal.html"
    result = jcm("import", source, "--into", folder, "--to", "html", "--out", out)
    assert result.exit_code == 1  # there is a conflict
    assert str(out) in result.output
    page = out.read_text("utf-8")
    cells = Cells()
    cells.feed(page)
    assert ["registries", "2", "1", "1", "0", "0", "0", "0", "0"] in cells.rows
    (changed,) = (
        each for each in cells.rows if "<An> approach" in each and "Another & <more>" in each
    )
    assert changed[1:] == [
        *("ca-1", "cooperative_approaches row 2", "B2", "name"),
        *("<An> approach", "Another & <more>"),
    ]
    (conflicting,) = (each for each in cells.rows if "Republic of Kenya" in each)
    assert {"KEN", "Kenia"} <= {*conflicting}
    (added,) = (each for each in cells.rows if "JPN01" in each and "registries row 3" in each)
    numbers = {changed[0], conflicting[0], added[0]}
    assert all(each.isdigit() for each in numbers)
    assert len(numbers) == 3
    assert "cooperative_approaches – removed" in page
    # What was not mapped, and what was left out with the reason.
    assert "colour" in page
    assert "03/04/2024" in page
    assert "<An>" not in page
    # A number of the page is one of jcm accept.
    assert jcm("accept", folder, "--row", added[0]).exit_code == 0
    assert "JPN01" in (folder / "registries.csv").read_text("utf-8")


@pytest.mark.parametrize(
    ("language", "sheets", "word"),
    [
        ("en", ["Proposal", "Rows", "Findings"], "changed"),
        ("ja", ["取り込み案", "行", "指摘"], "変更"),
    ],
)
def test_a_workbook_has_a_line_for_each_cell(
    folder: Path, source: Path, language: str, sheets: list[str], word: str
) -> None:
    """Texts, no formula, in both languages."""
    out = folder.parent / "proposal.xlsx"
    asked = ("--to", "xlsx", "--out", out, "--language", language)
    assert jcm("import", source, "--into", folder, *asked).exit_code == 1
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == sheets
    told, rows, found = (list(each.iter_rows(values_only=True)) for each in book.worksheets)
    assert ("registries", 2, 1, 1, 0, 0, 0, 0, 0) in [each[:9] for each in told]
    (changed,) = (each for each in rows if each[6] == "name" and each[3] == "ca-1")
    assert changed[5:] == ("B2", "name", "<An> approach", "Another & <more>")
    assert word in changed[1]
    assert {each.data_type for row in book.worksheets[1].iter_rows() for each in row} <= {"s", "n"}
    assert any("colour" in (each[3] or "") for each in found)
    assert any("03/04/2024" in (each[3] or "") for each in found)


def test_a_file_needs_its_kind_and_is_not_written_over(folder: Path, source: Path) -> None:
    """Nothing is done before that is clear."""
    out = folder.parent / "there.html"
    for asked in (("--to", "html"), ("--out", out)):
        assert jcm("import", source, "--into", folder, *asked).exit_code == 2
    out.write_text("mine", "utf-8")
    refused = jcm("import", source, "--into", folder, "--to", "html", "--out", out)
    assert refused.exit_code == 2
    assert out.read_text("utf-8") == "mine"
    assert not (folder / "imports").exists()
    lost = folder.parent / "no-folder" / "there.html"
    failed = jcm("import", source, "--into", folder, "--to", "html", "--out", lost)
    assert failed.exit_code == 1
    assert "cannot be written" in failed.output


def test_nothing_to_accept_is_a_page_too(folder: Path) -> None:
    """It has the counts, and nothing else."""
    out = folder.parent / "same.html"
    asked = ("--to", "html", "--out", out, "--language", "ja")
    assert jcm("import", workbook(folder), "--into", folder, *asked).exit_code == 0
    assert 'lang="ja"' in out.read_text("utf-8")
    assert packed(folder).tables
