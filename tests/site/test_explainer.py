"""How a tonne becomes a credit: each figure is that of a table, or of a form of the example."""

import csv
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from reporting.forms.model.form import FormName
from reporting.forms.published_forms import FormsConfig
from reporting.packages import validate
from reporting.site.dataset import Row, SiteRecord
from reporting.site.forms import BuiltForms, book
from reporting.site.pages import explainer
from reporting.site.pages.explainer import Followed, followed
from tests.shared import ROOT
from tests.site.csv_rows import read_lines
from tests.site.cut import EXAMPLE
from tests.site.documents import Document, words
from tests.site.rendering import rendered

DATA = ROOT / "data"
ASKED = followed(ROOT / "content" / "explainer.toml")
LANGUAGES = ("en", "ja")
FORMS = FormsConfig(
    forms={
        "XAA": {FormName.AEF: (2022, 2023), FormName.SUMMARY: (2024,)},
        "XBB": {FormName.AEF: (2023, 2025)},
    },
    of_one={},
    counterparts=(),
)


@pytest.fixture(scope="module")
def record(small_data: Path) -> SiteRecord:
    """Return the small record."""
    return SiteRecord.load(small_data)


@pytest.fixture(scope="module")
def made_up() -> BuiltForms:
    """Return the forms of the example in which the tonne stands."""
    packages = validate([DATA / "example", DATA / "nomenclature"]).packages
    return book(packages, FORMS, "example", "example/")


def page(
    record: SiteRecord, books: Sequence[BuiltForms], asked: Followed = ASKED, lang: str = "en"
) -> Document:
    """Return the page, without the rest of its site."""
    [found] = explainer.pages(record, books, asked)
    return rendered(found, record, lang)


def revised(record: SiteRecord, table: str, rows: Sequence[Row]) -> SiteRecord:
    """Return a record with other rows in one of its tables."""
    return replace(record, _rows={**record._rows, ("jcm", table): tuple(rows)})  # noqa: SLF001 - a record of tests


def of_project(table: str, field: str = "project_id") -> list[dict[str, str]]:
    """Return the rows of a table about the project, as the file has them."""
    rows = read_lines(EXAMPLE / "jcm" / f"{table}.csv")
    return [row for row in rows if row[field].partition("-")[0] == ASKED.project]


def numbers(text: str) -> set[int]:
    """Return the whole numbers of a text."""
    return {int(each.replace(",", "")) for each in re.findall(r"\d[\d,]*", text)}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_project_has_the_figures_of_its_tables(record: SiteRecord, lang: str) -> None:
    """Expected, notified and issued by side, each beside its date and source."""
    shown = page(record, [], lang=lang)
    steps = shown.every("//section[@aria-labelledby='project']//ol/li")
    issuances, shares = of_project("issuances"), of_project("allocations", "issuance_id")
    [project] = of_project("projects")
    assert len(steps) == len(issuances) + 4
    assert int(project["estimated_reductions"]) in numbers(words(steps[1].text_content()))
    for row, step in zip(issuances, steps[3:-1], strict=True):
        told = [each for each in shares if each["issuance_id"] == row["issuance_id"]]
        assert len(told) == 2
        said = numbers(words(step.text_content()))
        assert int(row["quantity_notified"]) in said
        assert {int(each["quantity_notified"]) for each in told} <= said
        assert {int(each["quantity_issued"]) for each in told} <= said
        days = {*step.xpath(".//time/@datetime")}
        assert {row["decided_on"], row["period_end"], *(each["issued_on"] for each in told)} <= days
        assert step.xpath(".//a[contains(@href, 'sources/#')]")


def test_a_step_without_a_figure_says_so(record: SiteRecord) -> None:
    """No report of monitoring gives tonnes; a project without an issuance says that too."""
    steps = page(record, []).every("//section[@aria-labelledby='project']//ol/li")
    assert words(steps[2].xpath("string(.//b)")) == "not found"
    none = page(revised(record, "issuances", ()), []).every(
        "//section[@aria-labelledby='project']//ol/li"
    )
    assert [words(each.xpath("string(.//b)")) for each in none[2:]] == ["not found"] * 2


def test_tonnes_of_before_2021_are_no_itmos(record: SiteRecord) -> None:
    """By the ends of the monitoring periods, not by the name of the project."""

    def last(given: SiteRecord) -> str:
        return page(given, []).text("(//section[@aria-labelledby='project']//ol/li)[last()]")

    ends = [row["period_end"] for row in of_project("issuances")]
    assert max(ends) < "2021"
    assert "none can be" in last(record)
    later = [
        {**row, "period_end": date(2021, 1, 1)} if row["issuance_id"] == "MN003-2" else row
        for row in record.rows("issuances")
    ]
    assert "none can be" not in last(revised(record, "issuances", later))
    assert f"{len(ends) - 1} of {len(ends)}" in last(revised(record, "issuances", later))


def test_how_the_project_changed_is_told_in_order(record: SiteRecord) -> None:
    """The titles that sources gave it, the oldest first."""
    [row] = [each for each in record.rows("conflicts") if each["subject_key"] == "TH001"][:1]
    titles = [
        {
            **row,
            "subject_table": "projects",
            "subject_key": ASKED.project,
            "subject_field": "title",
            "value": value,
            "source_id": source,
        }
        for value, source in (("Later", "jcm-projects"), ("Earlier", "adb-2019"))
    ]
    step = page(revised(record, "conflicts", titles), []).text(
        "(//section[@aria-labelledby='project']//ol/li)[1]"
    )
    assert 0 < step.index("Earlier") < step.index("Later")


def test_what_the_data_lack_is_left_out(record: SiteRecord) -> None:
    """Neither the project nor the tonne has to be there."""
    shown = page(record, [], Followed(project="XX999", itmo="CA1-X-Y-1-2021"))
    assert not shown.every("//section[@aria-labelledby='project' or @aria-labelledby='itmo']")
    assert len(shown.every("//ol[@class='steps']/li")) == 6


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_tonne_has_the_figures_of_the_example(
    record: SiteRecord, made_up: BuiltForms, lang: str
) -> None:
    """Days and quantities are those of the example's rows, and what is made up says so."""
    shown = page(record, [made_up], lang=lang)
    at = "//section[@aria-labelledby='itmo']"
    assert shown.every(f"{at}/p[@class='made-up']")
    with (DATA / "example" / "credit_blocks.csv").open(encoding="utf-8", newline="") as file:
        blocks = [
            row
            for row in csv.DictReader(file)
            if row["project_id"] == "XA001"
            and row["vintage"] == "2021"
            and row["holder_party"] == "XBB"
            and row["recording_registry"] == "XBB01"
        ]
    with (DATA / "example" / "transfers.csv").open(encoding="utf-8", newline="") as file:
        [use] = [row for row in csv.DictReader(file) if row["transfer_id"] == "XA001-0001"]
    first = sum(int(row["quantity"]) for row in blocks)
    days = shown.every(f"{at}//ol/li//b/time/@datetime")
    assert days[1:] == [blocks[0]["issued_on"]] * 2 + [use["event_date"]]
    steps = [numbers(words(each.text_content())) for each in shown.every(f"{at}//ol/li")]
    assert first in steps[1]
    assert {int(use["quantity"]), int(use["use_year"])} <= steps[3]
    added = numbers(shown.text(f"({at}//div[h4])[1]"))
    assert first in added, "its part of what the host adds is the quantity first transferred"
    links = {shown.target(each) for each in shown.every(f"{at}//a/@href")}
    prefix = "" if lang == "en" else f"{lang}/"
    for form in ("xaa/2023/aef", "xbb/2025/aef", "xaa/2024/structured-summary"):
        assert (f"{prefix}example/reports/{form}/index.html", "") in links


def test_a_tonne_out_of_the_range_is_not_followed(record: SiteRecord, made_up: BuiltForms) -> None:
    """One that was first transferred and not used has no second adjustment, so is not shown."""
    unused = re.sub(r"-\d+-(\d+)$", r"-201-\1", ASKED.itmo)
    asked = replace(ASKED, itmo=unused)
    assert not page(record, [made_up], asked).every("//section[@aria-labelledby='itmo']")


def test_identifiers_are_compared_by_number() -> None:
    """Not as text, and only within one scope and vintage."""
    within = explainer._is_within  # noqa: SLF001 - the rule itself
    assert within("CA1-X-Y-9-2021", "CA1-X-Y-2-2021", "CA1-X-Y-10-2021")
    assert not within("CA1-X-Y-11-2021", "CA1-X-Y-2-2021", "CA1-X-Y-10-2021")
    assert not within("CA1-X-Y-9-2022", "CA1-X-Y-2-2021", "CA1-X-Y-10-2021")
    assert not within("CA1-X-Y-9-2021", "NA", "NA")
