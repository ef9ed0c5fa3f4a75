"""The home page: its picture has the figures of the record and compares only what compares."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from reporting.site.amounts import DatedAmount, percent, quantity_by, round_up
from reporting.site.dataset import Row, SiteRecord
from reporting.site.pages import home
from reporting.site.pages.home import Story
from tests.site.csv_rows import read_lines
from tests.site.cut import EXAMPLE, assemble
from tests.site.documents import Document, parse, words
from tests.site.rendering import rendered
from tests.site.workshop import Workshop

LANGUAGES = ("en", "ja")
PERCENT = re.compile(r"\d+%")
BARS = ".//*[local-name()='svg'][@class='measure']"
FRAMED = "./*[local-name()='rect'][not(@class='frame')]"
NOT_FOUND = {"en": "quantity not found", "ja": "\u6570\u91cf\u306f\u78ba\u8a8d\u3067\u304d\u305a"}

ONE = DatedAmount(tonnes=1, sources=frozenset({"list"}), as_of=frozenset({date(2026, 6, 4)}))

Rows = tuple[Row, ...]
Change = Callable[[Row], Row]


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> SiteRecord:
    """Return the small record."""
    return SiteRecord.load(assemble(tmp_path_factory.mktemp("home")))


def revised(record: SiteRecord, revision: Callable[[str, Rows], Rows]) -> SiteRecord:
    """Return a record whose tables have other rows."""
    rows = {
        (package, table): revision(f"{package}/{table}", found)
        for (package, table), found in record._rows.items()  # noqa: SLF001 - a record of tests
    }
    return replace(record, _rows=rows)


def changed(record: SiteRecord, **tables: Change) -> SiteRecord:
    """Return a record with every row of some tables of its first package changed."""
    changes = {f"jcm/{table}": change for table, change in tables.items()}
    return revised(
        record,
        lambda name, rows: tuple(map(changes[name], rows)) if name in changes else rows,
    )


def without_figures(record: SiteRecord) -> SiteRecord:
    """Return a record that knows of everything, but no number of tonnes."""
    return changed(
        record,
        headline_figures=lambda row: {**row, "number": None},
        projects=lambda row: {**row, "estimated_reductions": None},
        issuances=lambda row: {**row, "quantity_notified": None},
        allocations=lambda row: {**row, "quantity_notified": None},
        published_totals=lambda row: {**row, "quantity_notified": None},
    )


def page(record: SiteRecord, lang: str = "en") -> Document:
    """Return the home page of a record, without the rest of its site."""
    [found] = home.pages(record)
    return rendered(found, record, lang)


def steps(shown: Document) -> dict[str, Any]:
    """Return the steps of the picture, by the number beside each bar."""
    return {
        words(each.xpath("string(./p[@class='what']/b)")): each
        for each in shown.every("//ol[starts-with(@class, 'story')]/li")
    }


def widths(step: Any) -> list[float]:  # noqa: ANN401 - lxml has no types
    """Return how wide the parts of a bar are, in hundredths of the whole."""
    [bar] = step.xpath(BARS)
    return [float(each.get("width")) for each in bar.xpath(FRAMED)]


def told(name: str) -> list[dict[str, str]]:
    """Return the rows of a table as the file has them."""
    return read_lines(EXAMPLE / "jcm" / f"{name}.csv")


def added(rows: Sequence[Mapping[str, str]], field: str) -> int:
    """Add up the cells of a field that are known."""
    return sum(int(row[field] or 0) for row in rows)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_step_has_the_number_of_the_data(record: SiteRecord, lang: str) -> None:
    """Expected, registered, stated, traced: computed here a second time from the files."""
    figures = {row["figure_id"]: int(row["number"]) for row in told("headline_figures")}
    registered = [row for row in told("projects") if row["status"] == "registered"]
    shown = page(record, lang)
    numbers = [int(re.sub(r"\D", "", each) or -1) for each in steps(shown)]
    assert numbers[:4] == [
        figures["target-fy2030-2025-02-18"],
        added(told("projects"), "estimated_reductions"),
        added(registered, "estimated_reductions"),
        figures["credits-issued-2024-06"],
    ]
    assert numbers[4] == added(told("issuances"), "quantity_notified")
    text = shown.text("//section[@aria-labelledby='picture']")
    for figure in ("target-fy2040-2025-02-18", "moe2020-credits-issued"):
        assert f"{figures[figure]:,}" in text


def test_bars_are_as_long_as_their_numbers(record: SiteRecord) -> None:
    """All bars of both groups have one scale, a round number that none of them exceeds."""
    scale = Story.of(record).scale
    assert scale is not None
    for number, step in list(steps(page(record)).items())[1:5]:
        tonnes = int(re.sub(r"\D", "", number))
        assert sum(widths(step)) == pytest.approx(100 * tonnes / scale, abs=0.02)
    assert page(record).text().count(f"{scale:,}") == 1, "the scale is told"


def test_the_first_part_of_the_aim_is_enlarged(record: SiteRecord) -> None:
    """The coloured part of the aim is what the bars below show in full."""
    story = Story.of(record)
    assert story.aim is not None
    assert story.scale is not None
    first, *_ = widths(next(iter(steps(page(record)).values())))
    assert first == pytest.approx(100 * story.scale / int(story.aim["number"]), abs=0.01)
    assert str(story.enlarged) in page(record).text("//*[@class='enlarged']")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_step_names_its_day_and_source(record: SiteRecord, lang: str) -> None:
    """No number of the picture stands without a date and a link to where it comes from."""
    for number, step in steps(page(record, lang)).items():
        said = words(step.xpath("string(./p[@class='small'])"))
        assert re.search(r"20\d\d", said), number
        links = step.xpath("./p[@class='small']//a/@href")
        assert any("sources/#" in each or each.endswith("issuances/") for each in links), number


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_nobody_published_is_an_empty_box(record: SiteRecord, lang: str) -> None:
    """ITMOs were issued and their quantity is not known: a dashed box, and words for it."""
    said = NOT_FOUND[lang]
    [bar] = steps(page(record, lang))[said].xpath(BARS)
    assert [each.get("class") for each in bar.xpath(FRAMED)] == ["blank"]


def test_a_quantity_of_itmos_is_drawn(record: SiteRecord) -> None:
    """Once it is published the box is a bar of its length."""
    known = revised(
        record,
        lambda name, rows: (
            tuple({**row, "quantity": 5000} for row in rows)
            if name == "article6/credit_blocks"
            else rows
        ),
    )
    story = Story.of(known)
    assert story.itmos_known == 5000 * len(story.itmos)
    assert story.scale is not None
    step = list(steps(page(known)).values())[5]
    assert widths(step) == [pytest.approx(100 * story.itmos_known / story.scale, abs=0.01)]
    assert not step.xpath(".//*[@class='blank']")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_record_without_figures_leaves_the_steps_out(record: SiteRecord, lang: str) -> None:
    """No bar, no zero and no share stand for what is not known; words and ways on remain."""
    shown = page(without_figures(record), lang)
    text = shown.text()
    assert [*steps(shown)] == [NOT_FOUND[lang]]
    assert "None" not in text
    assert not re.search(r"\b0\s?t\b", text)
    assert not PERCENT.search(text)
    assert shown.every("//ul[@class='ways']/li")


def test_a_record_without_rows_has_a_home_page(record: SiteRecord) -> None:
    """Without a project, an issuance, a decision or a rule the page stands, with no picture."""
    kept = {"sources", "gaps", "countries"}
    empty = revised(record, lambda name, rows: rows if name.partition("/")[2] in kept else ())
    shown = page(empty)
    assert not shown.every("//svg")
    assert not shown.every("//*[@id='picture' or @id='credits']")
    assert len(shown.every("//ul[@class='ways']/li")) == 5


@pytest.mark.parametrize(
    "other",
    [
        replace(ONE, tonnes=4, sources=frozenset({"other"})),
        replace(ONE, tonnes=4, as_of=frozenset({date(2026, 2, 28)})),
        replace(ONE, tonnes=0),
    ],
)
def test_no_share_of_another_source_or_day(other: DatedAmount) -> None:
    """Two figures of different sources or days are never divided, nor by nothing."""
    with pytest.raises(ValueError, match="no share"):
        percent(ONE, other)


@pytest.mark.parametrize(("tonnes", "share"), [(0, 0), (1, 0), (502, 50), (999, 99), (1000, 100)])
def test_shares_are_rounded(tonnes: int, share: int) -> None:
    """Nearly all of it is not all of it."""
    assert percent(replace(ONE, tonnes=tonnes), replace(ONE, tonnes=1000)) == share


def test_no_share_of_several_days() -> None:
    """A sum cut at several days is not one figure, though its part is cut at the same."""
    days = frozenset({date(2026, 2, 28), date(2026, 6, 4)})
    amount = replace(ONE, as_of=days)
    with pytest.raises(ValueError, match="no share"):
        percent(amount, amount)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_share_on_the_page_is_of_one_source_and_day(record: SiteRecord, lang: str) -> None:
    """The page has two shares: the heaviest project's, and Japan's side's."""
    heaviest, shared = Story.of(record).heaviest, home.shared_credits(record)
    assert heaviest is not None
    assert shared is not None
    shown = PERCENT.findall(page(record, lang).text())
    assert shown == [f"{heaviest.percent}%", f"{shared['percent']}%"]
    assert len(shared["whole"].as_of) == len(shared["whole"].sources) == 1


def test_only_parts_of_one_figure_share_a_bar(record: SiteRecord) -> None:
    """A bar in parts is the aim with its enlarged end, one sum with its heaviest, or both sides."""
    parts = [
        tuple(each.get("class") or "" for each in bar.xpath(FRAMED))
        for bar in page(record).every("//ol[starts-with(@class, 'story')]" + BARS.lstrip("."))
    ]
    assert [each for each in parts if len(each) > 1] == [
        ("first", "aim"),
        ("most", ""),
        ("japan", "partner"),
    ]


def test_the_heaviest_project_is_computed(record: SiteRecord) -> None:
    """Its share is of what the registered projects are to yield, by the same estimates."""
    registered = [row for row in told("projects") if row["status"] == "registered"]
    most = max(registered, key=lambda row: int(row["estimated_reductions"] or 0))
    found = Story.of(record).heaviest
    assert found is not None
    assert found.project["project_id"] == most["project_id"]
    share = 100 * int(most["estimated_reductions"]) / added(registered, "estimated_reductions")
    assert found.percent == round(share)
    whole, part = (widths(step) for step in list(steps(page(record)).values())[1:3])
    assert len(whole) == 1
    assert part[0] / sum(part) == pytest.approx(share / 100, abs=0.001)


@pytest.mark.parametrize(
    ("field", "value"),
    [("estimate_as_of", date(2020, 1, 1)), ("estimate_source_id", "jcm-projects")],
)
def test_the_heaviest_project_of_mixed_estimates_is_not_told(
    record: SiteRecord, field: str, value: object
) -> None:
    """Where one estimate is of another day or source, the sum stands without share and part."""
    first = next(row for row in record.rows("projects") if row["status"] == "registered")
    mixed = changed(
        record,
        projects=lambda row: {**row, field: value} if row is first else row,
    )
    assert Story.of(mixed).heaviest is None
    shown = page(mixed)
    assert len(PERCENT.findall(shown.text())) == 1
    assert not shown.every("//*[@class='most']")


def test_shares_of_the_two_sides_are_of_one_list(record: SiteRecord) -> None:
    """Both sides of an issuance count where one source gives both, and only with each other."""
    sides: dict[str, dict[str, int]] = {}
    for row in told("allocations"):
        if row["quantity_notified"] and row["source_id"] == "jcm-mn-issuances":
            sides.setdefault(row["issuance_id"], {})[row["side"]] = int(row["quantity_notified"])
    both = [each for each in sides.values() if len(each) == 2]
    found = home.shared_credits(record)
    assert found is not None
    assert found["japan"].tonnes == sum(each["japan"] for each in both)
    assert found["partner"].tonnes == sum(each["partner"] for each in both)
    assert found["issuances"] == len(both)
    apart = changed(
        record,
        allocations=lambda row: (
            {**row, "source_id": "env-106143"} if row["side"] == "japan" else row
        ),
    )
    assert home.shared_credits(apart) is None


@pytest.mark.parametrize(
    ("tonnes", "scale"),
    [(1, 1), (10, 10), (11, 15), (1_459_031, 1_500_000), (760, 1000), (99_999_999, 100_000_000)],
)
def test_scales_are_round(tonnes: int, scale: int) -> None:
    """The width of a bar is the next round number."""
    assert round_up(tonnes) == scale


def test_credits_of_a_day_known_in_part() -> None:
    """What was decided by 2024-06 was decided by the last of June; FY2024 is no day."""
    rows: list[Row] = [
        {"decided_on": date(2024, 6, 30), "announced_on": None, "quantity_notified": 2},
        {"decided_on": None, "announced_on": date(2024, 7, 1), "quantity_notified": 3},
        {"decided_on": None, "announced_on": None, "quantity_notified": 5},
    ]
    assert quantity_by(rows, "2024-06") == 2
    assert quantity_by(rows, "2024-07-01") == 5
    assert quantity_by(rows, "FY2024") is None


def test_who_gets_the_credits_is_answered_from_the_rules(record: SiteRecord) -> None:
    """Each sentence of the answer cites its rule; without the rule it is not said."""
    said = page(record).text("//section[@aria-labelledby='credits']")
    assert "Each government issues the credits of its own side" in said
    assert "at least half" in said
    without = revised(record, lambda name, rows: () if name == "jcm/programme_rules" else rows)
    silent = page(without).text("//section[@aria-labelledby='credits']")
    assert "government" not in silent.replace("governments of Japan and the partner", "")


def test_decisions_of_one_day_stand_together(record: SiteRecord) -> None:
    """A committee's decisions of a day are one entry, the newest first, none twice."""
    groups = home.decisions_by_meeting(record)
    days = [each["rows"][0]["decided_on"] for each in groups]
    assert days == sorted(days, reverse=True)
    keys = [row["decision_id"] for each in groups for row in each["rows"]]
    assert sorted(keys) == sorted(row["decision_id"] for row in told("decisions"))
    shown = page(record).every("//ol[@class='timeline']/li")
    assert len(shown) == min(home.MEETINGS, len(groups))


def test_the_weightiest_sources_stand_first(record: SiteRecord) -> None:
    """The page names its sources as the list of sources does, official ones before news."""
    [found] = home.pages(record)
    grades = [row["confidence"] for row in found.sources]
    assert grades == sorted(grades, key=["high", "medium", "low"].index)
    assert len({row["source_id"] for row in found.sources}) == len(found.sources)


@pytest.mark.parametrize("prefix", ["", "ja/"])
def test_a_partner_begins_with_its_own_picture(small: Workshop, prefix: str) -> None:
    """A sentence and bars with one scale: expected, registered, issued with this partner."""
    for country in ("MNG", "THA"):
        own = [row for row in told("projects") if row["partner"] == country]
        registered = [row for row in own if row["status"] == "registered"]
        ids = {row["project_id"] for row in own}
        issued = [row for row in told("issuances") if row["project_id"] in ids]
        numbers = [
            added(own, "estimated_reductions"),
            added(registered, "estimated_reductions"),
            added(issued, "quantity_notified"),
        ]
        path = small.output / prefix / "partners" / country.lower() / "index.html"
        shown = parse(path, small.output)
        found = {int(re.sub(r"\D", "", each)): step for each, step in steps(shown).items()}
        assert [*found] == numbers
        scale = round_up(max(numbers))
        for number, step in found.items():
            assert sum(widths(step)) == pytest.approx(100 * number / scale, abs=0.02)
        lead = shown.text("//p[@class='lead']")
        assert {len(own), len(registered), *numbers[1:]} <= {
            int(each.replace(",", "")) for each in re.findall(r"[0-9][0-9,]*", lead)
        }
