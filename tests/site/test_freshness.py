"""How fresh the data are: newest dates, what is expected when, what is missing since when."""

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from reporting.messages import alike
from reporting.packages.files import DESCRIPTOR
from reporting.site.dataset import SiteRecord
from reporting.site.freshness import Freshness, Rhythm, freshness, rhythms, status_json
from tests.shared import ROOT
from tests.site.documents import parse
from tests.site.workshop import Workshop

RHYTHMS = ROOT / "content/rhythms.toml"


def rhythm(day: tuple[int, int] | None, years: int = 1, first: int = 0) -> Rhythm:
    """Return a rhythm of which only the day matters."""
    return Rhythm(words=alike("-"), reason=alike("-"), day=day, years=years, first=first)


@pytest.mark.parametrize(
    ("given", "known", "due"),
    [
        (rhythm((4, 15)), date(2025, 11, 11), date(2026, 4, 15)),
        (rhythm((4, 15)), date(2026, 4, 14), date(2026, 4, 15)),
        (rhythm((4, 15)), date(2026, 4, 15), date(2027, 4, 15)),
        (rhythm((12, 31), 2, 2024), date(2019, 10, 31), date(2024, 12, 31)),
        (rhythm((12, 31), 2, 2024), date(2024, 12, 31), date(2026, 12, 31)),
        (rhythm((12, 31), 2, 2024), date(2025, 3, 1), date(2026, 12, 31)),
        (rhythm(None), date(2026, 4, 15), None),
    ],
)
def test_what_is_due_follows_from_what_is_known(
    given: Rhythm, known: date, due: date | None
) -> None:
    """The first day of the rhythm after the day up to which things are known."""
    assert given.due_after(known) == due


@pytest.fixture(scope="module")
def record(small_data: Path) -> SiteRecord:
    """Return the small record."""
    return SiteRecord.load(small_data)


def _table(found: Freshness, name: str) -> Any:  # noqa: ANN401 - as the tests read it
    (table,) = (each for each in found.tables if f"{each.package}/{each.table.name}" == name)
    return table


def test_the_newest_date_is_that_of_a_source(record: SiteRecord) -> None:
    """Of the sources that the rows cite: the state described, else the day of publication."""
    found = freshness(record, {})
    for each in found.tables:
        name = f"{each.package}/{each.table.name}"
        rows = record.rows(name)
        cited = rows if each.table.name == "sources" else record.sources_of(rows)
        dates = [str(row["as_of"] or row["published_on"] or "") for row in cited]
        assert each.newest == max(dates, default=""), name
        assert each.rows == len(rows)
    assert found.newest == max(each.newest for each in found.tables)


def test_overdue_is_said_of_the_day_of_the_data(record: SiteRecord) -> None:
    """No clock is asked; on the day itself nothing is overdue."""
    name = "jcm/projects"
    known = date.fromisoformat(_table(freshness(record, {}), name).newest)
    due = date(known.year + 1, 1, 31)
    for day, is_overdue in ((due, False), (date(known.year + 1, 2, 1), True), (None, False)):
        found = replace(freshness(record, {name: rhythm((1, 31))}), day=day)
        table = _table(found, name)
        assert table.due_on == due
        assert found.is_overdue(table) is is_overdue
        assert (table in found.overdue) is is_overdue


def test_working_data_are_of_the_newest_day_in_them(record: SiteRecord) -> None:
    """They have no day of their own: the newest on which a row is known to hold stands for it."""
    days = [
        row["known_on"] for table in record.packages["jcm"].tables for row in record.rows(table)
    ]
    assert freshness(record, {}).day == max(days)


def test_a_table_without_rows_or_rhythm_is_not_due(record: SiteRecord) -> None:
    """What is not known stays empty."""
    found = freshness(record, {"article6/covered_emissions": rhythm((12, 31))})
    empty = _table(found, "article6/covered_emissions")
    assert (empty.rows, empty.newest, empty.known_on, empty.due_on) == (0, "", None, None)
    assert _table(found, "jcm/projects").due_on is None


def test_rhythms_name_tables_and_reasons() -> None:
    """Each names tables that there are, once, and has words and a reason in both languages."""
    known = {
        f"{package}/{resource['name']}"
        for package in ("jcm", "article6", "nomenclature", "forms")
        for resource in json.loads((ROOT / "data" / package / DESCRIPTOR).read_bytes())["resources"]
    }
    found = rhythms(RHYTHMS)
    assert set(found) <= known
    named = re.findall(r'"([a-z0-9]+/[a-z0-9_]+)"', RHYTHMS.read_text(encoding="utf-8"))
    assert sorted(named) == sorted(found)
    for each in found.values():
        for text in (each.words, each.reason):
            assert text["en"]
            assert text["ja"] != text["en"]


def test_the_status_for_programs(record: SiteRecord) -> None:
    """Every table and every gap, with the words of the rhythm in both languages."""
    name = "jcm/projects"
    found = replace(freshness(record, {name: rhythm((1, 31))}), day=date(2026, 12, 1))
    told = json.loads(status_json(found, "2026.12.1"))
    assert (told["version"], told["compared_with"]) == ("2026.12.1", "2026-12-01")
    assert len(told["tables"]) == len(found.tables)
    assert len(told["gaps"]) == sum(map(len, found.gaps.values()))
    (table,) = (each for each in told["tables"] if f"{each['package']}/{each['table']}" == name)
    assert table["rhythm"] == {"words": "-", "words@ja": "-", "reason": "-", "reason@ja": "-"}
    assert table["source_id"] in record.sources
    assert table["due_on"].endswith("-01-31")
    for gap in told["gaps"]:
        assert gap["who_can_fill"]


@pytest.mark.parametrize("prefix", ["", "ja/"])
def test_the_page_shows_what_the_status_says(small: Workshop, prefix: str) -> None:
    """Each table and gap of the record stands on it; every page names the newest source's date."""
    told = json.loads((small.output / "status.json").read_bytes())
    page = parse(small.output / f"{prefix}freshness/index.html", small.output)
    for each in told["tables"]:
        rows = page.every(f"//tr[@id='{each['package']}-{each['table']}']")
        assert len(rows) == (each["package"] in {"jcm", "article6"})
        if rows and each["due_on"]:
            assert rows[0].xpath(f".//time[@datetime='{each['due_on']}']")
            badges = rows[0].xpath(".//*[contains(@class, 'badge')]")
            assert bool(badges) is each["is_overdue"]
    linked = {page.target(str(each)) for each in page.every("//main//a/@href")}
    for gap in told["gaps"]:
        assert (f"{prefix}quality/index.html", f"{gap['package']}-{gap['gap_id']}") in linked
    home = parse(small.output / f"{prefix}index.html", small.output)
    assert home.text("//footer//p[@class='known']")
    footer = {home.target(str(each)) for each in home.every("//footer//a/@href")}
    assert (f"{prefix}freshness/index.html", "") in footer
