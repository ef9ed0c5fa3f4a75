"""The pages of forms say what the forms say; what is made up says so, everywhere."""

import json
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from tests.site.csv_rows import DATA, lines, read_lines
from tests.site.cut import EXAMPLE
from tests.site.documents import Document, parse, text_of, words
from tests.site.form_pages import forms
from tests.site.workshop import Workshop

LANGUAGES = ("", "ja/")
MADE_UP = {"": "Made-up data, for illustration only", "ja/": "架空のデータによる例示"}
SUMMARY = "example/reports/xaa/2024/structured-summary/"


def _page(documents: dict[str, Document], name: str, prefix: str = "") -> Document:
    return documents[f"{prefix}{name}index.html"]


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_every_page_of_the_example_says_that_it_is_made_up(
    documents: dict[str, Document], prefix: str
) -> None:
    """The first words of its content say so, in the language of the page; no other page does."""
    marked = {
        page.name
        for page in documents.values()
        if page.path.startswith("ja/") is bool(prefix)
        and page.text("//main/p[@class='made-up']").startswith(MADE_UP[prefix])
    }
    example = ("example/", "data/example/")
    shown = {each.name for each in documents.values() if each.name.startswith(example)}
    assert marked == shown


def test_every_file_of_the_example_says_that_it_is_made_up(site: Path) -> None:
    """Workbooks, documents, data: whoever meets one of them alone knows what it is."""
    files = [path for path in site.glob("example/**/files/**/*") if path.is_file()]
    assert {path.suffix for path in files} == {".xlsx", ".docx", ".html", ".zip", ".csv", ".json"}
    for path in files:
        assert any(each in _inside(path) for each in ("made up", "made-up", "架空")), path


def test_what_was_filed_shows_its_version_and_day(site: Path) -> None:
    """The newest version filed, as the record has it: its day is not missing on the page."""
    filed = {
        (row["party"], row["year"]): (row["version"], row["filed_on"])
        for row in read_lines(DATA / "example" / "submissions.csv")
        if row["form"] == "aef" and row["status"] == "filed"
    }
    assert len(filed) > 2
    for (party, year), told in filed.items():
        (path,) = site.glob(f"example/reports/{party.lower()}/{year}/aef/files/*.json")
        (table,) = [
            each
            for section in json.loads(path.read_bytes())["sections"]
            for each in section["tables"]
            if each["name"] == "submission"
        ]
        (row,) = table["rows"]
        assert (row["SubmissionVersion"], row["DateOfSubmission"]) == told


def _inside(path: Path) -> str:
    """Return the text of a file, that of its parts if it is a container."""
    content = path.read_bytes()
    if path.suffix not in {".xlsx", ".docx", ".zip"}:
        return content.decode().replace("made_up", "made up").lower()
    with ZipFile(BytesIO(content)) as container:
        parts = (container.read(each).decode("utf-8", "replace") for each in container.namelist())
        return "\n".join(parts).lower()


def test_no_form_of_the_record_is_complete(documents: dict[str, Document]) -> None:
    """A Party of which nobody declares a year complete has drafts and incomplete forms alone."""
    declared = {
        row["party"] for row in lines("coverage", "article6") if row["is_complete"] == "true"
    }
    for party, year, name in forms("record"):
        if party in declared:
            continue
        page = _page(documents, f"reports/{party.lower()}/{year}/{name}/")
        states = [text_of(each) for each in page.every("//dl[@class='facts']//dd/span")]
        assert {"draft", "incomplete"} & {*states}, page.path
        assert page.every("//ul[preceding-sibling::h2[1][@id='gaps']]/li"), page.path


def test_gaps_are_those_of_the_party(small: Workshop) -> None:
    """A form names the gaps of its Party and those of all, not those of other countries."""
    page = parse(small.output / "reports/tha/2025/aef/index.html", small.output)
    linked = {target[1] for each in page.every("//main//a/@href") if (target := page.target(each))}
    gaps = {row["gap_id"] for row in read_lines(EXAMPLE / "article6" / "gaps.csv")}
    named = {each.removeprefix("article6-") for each in linked} & gaps
    assert named == {"itmo-quantity-thailand", "retirements"}
    assert gaps - named == {"adjustment-method-japan"}


def test_figures_lead_to_their_rows(documents: dict[str, Document]) -> None:
    """The covered emissions of 2021 are those of the table; the link leads to that very row."""
    page = _page(documents, SUMMARY)
    rows = read_lines(DATA / "example/covered_emissions.csv")
    [at] = [
        number
        for number, row in enumerate(rows, 2)
        if (row["party"], row["year"]) == ("XAA", "2021")
    ]
    figure = f"{int(rows[at - 2]['emissions']):,}"
    numbers = {
        each.get("href").removeprefix("#")
        for each in page.every("//td/a[@class='f']")
        if text_of(each) == figure
    }
    listed = " ".join(page.text(f"//li[@id='{number}']") for number in numbers)
    assert f"example/covered_emissions:{at} " in listed


def test_each_figure_is_the_sum_of_its_rows(documents: dict[str, Document]) -> None:
    """What the listed rows put into a figure adds up to the figure that stands above them."""
    page = _page(documents, SUMMARY)
    items = page.every("//ol[@class='behind']/li[.//ul]")
    assert len(items) > 10
    for item in items:
        total = Fraction(item.xpath("string(./strong)"))
        listed = (words(each.text_content()) for each in item.xpath(".//ul/li"))
        assert sum(Fraction(each.rpartition(": ")[2]) for each in listed) == total


def test_the_page_shows_what_the_file_holds(site: Path, documents: dict[str, Document]) -> None:
    """Every exact figure of table 4 in the JSON stands on the page."""
    page = _page(documents, SUMMARY)
    [path] = (site / SUMMARY / "files").glob("*.json")
    [table] = [
        each
        for section in json.loads(path.read_text(encoding="utf-8"))["sections"]
        for each in section["tables"]
        if each["name"] == "table_4"
    ]
    shown = page.text("(//table)[1]")
    values = [row[name] for row in table["rows"] for name in row if isinstance(row[name], int)]
    assert len(values) > 20
    assert all(f"{each:,}" in shown for each in values)


def test_the_workbook_of_the_aef_is_offered(site: Path, documents: dict[str, Document]) -> None:
    """The first button leads to the workbook with the official sheets, the second to its rows."""
    page = _page(documents, "example/reports/xbb/2024/aef/")
    first, second, *_ = (
        page.target(each) for each in page.every("//p[@class='downloads']/a/@href")
    )
    assert first
    assert second
    assert second[0] == first[0].replace(".xlsx", "_trace.xlsx")
    assert {"Table 3 Actions", "Table 4 Holdings"} <= {*load_workbook(site / first[0]).sheetnames}


def test_japanese_pages_offer_japanese_documents(documents: dict[str, Document]) -> None:
    """Where a document has two languages, each page offers that of its own."""
    for prefix, folder in (("", "files/XAA"), ("ja/", "files/ja/XAA")):
        page = _page(documents, SUMMARY, prefix)
        offered = {str(each) for each in page.every("//p[@class='downloads']/a/@href")}
        [document] = [each for each in offered if each.endswith(".docx")]
        assert folder in document


def test_the_list_says_by_when_and_what_was_filed(documents: dict[str, Document]) -> None:
    """Annual information by 15 April, table 4 by the end of an even year; the day it was filed."""
    page = _page(documents, "example/reports/")
    found = {
        text_of(row.xpath("./th//a")[0]): row.xpath("./td//time/@datetime")
        for row in page.every("(//table)[1]/tbody/tr")
        if text_of(row.xpath("./td[1]")[0]).startswith("2024")
    }
    assert found["Agreed electronic format"] == ["2025-04-15", "2025-09-01"]
    assert found["Structured summary (CTF table 4)"] == ["2024-12-31"]


def test_comparisons_of_the_example_agree(documents: dict[str, Document]) -> None:
    """No identity of the example differs, and each transfer between XCC and XBB is told twice."""
    for party in ("xaa", "xbb", "xcc"):
        page = _page(documents, f"example/reports/{party}/2024/reconciliation/")
        assert ", 0 differ," in page.text("//p[@class='lead']")
    page = _page(documents, "example/reports/xcc-xbb/two-party/")
    assert "2 agree, 0 differ, 0 not reported" in page.text("//p[@class='lead']")


def test_what_does_not_agree_stands_first(documents: dict[str, Document]) -> None:
    """Of many lines a page shows the first; those that disagree are among them."""
    page = _page(documents, "example/reports/xaa-xbb/two-party/")
    outcomes = [text_of(each) for each in page.every("(//table)[1]/tbody/tr/*[1]")]
    assert len(outcomes) == 50
    assert [each != "agrees" for each in outcomes[:3]] == [True, True, False]
    assert "of 64 rows" in page.text("//main")
