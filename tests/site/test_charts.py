"""The charts: their values are those of the rows, and each is drawn with the font that ships."""

import hashlib
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from reporting.messages import alike, bilingual
from reporting.site.charts.bars import by_year, longest, running
from reporting.site.charts.chart import ALL, Chart, ChartBar, ChartShape
from reporting.site.charts.drawing import (
    COLOURS,
    FONTS,
    NARROW,
    SMALL,
    WIDE,
    LetterError,
    for_file,
    for_page,
    vega_lite,
)
from reporting.site.dataset import Row
from tests.shared import ROOT
from tests.site.csv_rows import lines, read_lines
from tests.site.documents import Document

SMALLEST = 12  # pixels of a letter
DRAW = """
import hashlib
from tests.site.test_charts import SHAPES, made
from reporting.site.charts.drawing import for_file, vega_lite
for shape in SHAPES:
    svg, png = for_file(vega_lite(made(shape), "ja", below="2026"))
    print(hashlib.sha256(svg + png).hexdigest())
"""
SHAPES = tuple(ChartShape)


def made(shape: ChartShape, label: str = "Mongolia") -> Chart:
    """Return a chart of two series."""
    names = [(label, "モンゴル"), ("Palau", "パラオ")]
    bars = [
        ChartBar(label=bilingual(*name), values={"a": 3, "b": None if at else 4}, group=alike("G"))
        for at, name in enumerate(names)
    ]
    return Chart(
        name="made",
        title=bilingual("Projects & credits", "プロジェクト"),
        about=alike(""),
        unit=alike("t"),
        of=alike("Party"),
        shape=shape,
        tables=(),
        bars=bars,
        series={"a": bilingual("First", "第一"), "b": bilingual("Second", "第二")},
    )


def test_a_year_without_rows_has_none_and_one_without_quantities_is_not_known() -> None:
    """From the first year to the last."""
    rows: list[Row] = [
        {"on": date(2020, 5, 1), "t": None},
        {"on": date(2022, 5, 1), "t": 7},
        {"on": None},
    ]

    def tonnes(found: Iterable[Row]) -> int | None:
        known = [row["t"] for row in found if row["t"] is not None]
        return sum(known) if known else None

    bars = by_year(rows, lambda row: row["on"], tonnes)
    assert [(each.label["en"], each.values[ALL]) for each in bars] == [
        ("2020", None),
        ("2021", 0),
        ("2022", 7),
    ]
    assert [each.values[ALL] for each in running(bars)] == [0, 0, 7]


def test_names_stand_by_length_and_nothing_makes_no_bar() -> None:
    """The longest first."""
    found = longest([(alike("a"), 1), (alike("b"), None), (alike("c"), 0), (alike("d"), 2)])
    assert [(each.label["en"], each.values[ALL]) for each in found] == [("d", 2), ("a", 1)]


@pytest.mark.parametrize("shape", SHAPES)
def test_on_a_page_colours_are_those_of_the_stylesheet(shape: ChartShape) -> None:
    """Variables alone, no style of its own, a name in the page's language, no small letters."""
    for width in (WIDE, NARROW, SMALL):
        svg = for_page(made(shape), "ja", width)
        assert not re.search(r'"#[0-9a-f]{6}"|style=|font-family|aria-', svg)
        assert "var(--ink)" in svg or "var(--soft)" in svg
        assert "<title>プロジェクト</title>" in svg
        assert "モンゴル" in svg or shape is not ChartShape.NAMES
        sizes = [int(each) for each in re.findall(r'font-size="(\d+)px"', svg)]
        assert sizes
        assert min(sizes) >= SMALLEST


@pytest.mark.parametrize("shape", SHAPES)
def test_a_file_stands_alone(shape: ChartShape) -> None:
    """Title, unit and origin are in it, and its colours are the light ones."""
    spec = vega_lite(made(shape), "en", below="JCM Open Data, 2026")
    svg, png = for_file(spec)
    text = svg.decode()
    assert all(
        each in text for each in ("Projects &amp; credits", "JCM Open Data, 2026", "JCM Charts")
    )
    assert "var(--" not in text
    assert not [mark for mark in COLOURS if f'"{mark}"' in text]
    assert png.startswith(b"\x89PNG")
    assert spec["$schema"].startswith("https://vega.github.io/schema/vega-lite/")


def test_a_chart_is_the_same_whatever_was_drawn_before() -> None:
    """No counter of the program that draws is in it."""
    first = for_page(made(ChartShape.PANELS), "en", WIDE)
    for_page(made(ChartShape.YEARS), "en", NARROW)
    assert for_page(made(ChartShape.PANELS), "en", WIDE) == first


def test_a_title_is_text() -> None:
    """What would be markup is written as text."""
    assert "<title>Projects &amp; credits</title>" in for_page(made(ChartShape.YEARS), "en", WIDE)


def test_a_letter_that_the_font_lacks_ends_the_build() -> None:
    """An unknown letter would be drawn as nothing."""
    with pytest.raises(LetterError, match="한"):
        for_page(made(ChartShape.NAMES, "한국"), "en", WIDE)


def test_the_list_of_letters_is_that_of_the_font() -> None:
    """Each of them, and no other."""
    known = {chr(each) for each in TTFont(FONTS / "jcm-charts.otf").getBestCmap()}
    listed = set((FONTS / "characters.txt").read_text(encoding="utf-8")) - {"\n"}
    assert listed == {each for each in known if each.isprintable() or each == "\u3000"}


def test_the_same_bytes_without_the_fonts_of_the_system(tmp_path: Path) -> None:
    """What a machine has installed changes no picture."""
    config = tmp_path / "fonts.conf"
    config.write_text("<fontconfig></fontconfig>", encoding="utf-8")
    hidden = {**os.environ, "FONTCONFIG_FILE": str(config), "HOME": str(tmp_path), "LANG": "C"}
    drawn = subprocess.run(
        [sys.executable, "-c", DRAW], cwd=ROOT, env=hidden, capture_output=True, check=True
    )
    here = [
        hashlib.sha256(b"".join(for_file(vega_lite(made(shape), "ja", below="2026")))).hexdigest()
        for shape in SHAPES
    ]
    assert drawn.stdout.decode().split() == here


def values(site: Path, name: str) -> dict[str, str]:
    """Return the values of a chart of the site by label."""
    return {
        row["label"]: row["value"] for row in read_lines(site / "charts" / name / f"{name}.csv")
    }


def test_the_values_are_those_of_the_rows(site: Path) -> None:
    """Counted again from the tables."""
    registered = [row for row in lines("projects") if row["status"] == "registered"]
    years = Counter(row["registered_on"][:4] for row in registered if row["registered_on"])
    found = values(site, "projects-registered-by-year")
    assert {year: int(count) for year, count in found.items() if count != "0"} == years
    names = {row["partner"]: row["name"] for row in lines("partners")}
    tonnes: Counter[str] = Counter()
    for row in registered:
        tonnes[names[row["partner"]]] += int(row["estimated_reductions"] or 0)
    shown = values(site, "reductions-by-partner")
    assert {name: int(value) for name, value in shown.items()} == +tonnes


def test_a_chart_names_the_sources_of_its_values(documents: dict[str, Document]) -> None:
    """Estimates have a source of their own; a count of projects does not rest on it."""
    registered = [row for row in lines("projects") if row["status"] == "registered"]
    addresses = {row["source_id"]: row["url"] for row in lines("sources")}
    estimates = {addresses[row["estimate_source_id"]] for row in registered}
    lists = {addresses[row["source_id"]] for row in registered}
    assert estimates - lists
    for name, expected in (
        ("reductions-by-technology", estimates | lists),
        ("projects-by-technology", lists),
    ):
        page = documents[f"charts/{name}/index.html"]
        assert expected == set(page.every("//aside[@class='origin']/section[1]//li/a/@href"))


def test_a_page_has_its_values_and_files(documents: dict[str, Document], site: Path) -> None:
    """A table beside each drawing, and a picture in the language of the page."""
    for name, page in documents.items():
        found = re.fullmatch(r"(ja/)?charts/([^/]+)/index\.html", name)
        if not found:
            continue
        rows = read_lines(site / "charts" / found[2] / f"{found[2]}.csv")
        assert len(page.every("//main//table[1]/tbody//td")) == len(rows)
        assert len(page.every("//figure//svg")) == 2
        links = {page.target(each) for each in page.every("//main//a/@href")}
        for form in ("png", "svg", "vl.json"):
            assert (f"charts/{found[2]}/{found[2]}-{page.language}.{form}", "") in links


def test_a_chart_for_other_sites_stands_alone(documents: dict[str, Document]) -> None:
    """It says what it shows, its source and whose it is, leads back, and is in no index."""
    found = [page for page in documents.values() if page.name.endswith("/embed/")]
    charts = {name for name in documents if re.fullmatch(r"(ja/)?charts/[^/]+/index\.html", name)}
    assert {page.path.replace("embed/", "") for page in found} == charts
    for page in found:
        assert page.every("/html/head/meta[@name='robots']/@content") == ["noindex"]
        above = page.path.replace("embed/", "")
        assert [page.target(each) for each in page.every("//body//a/@href")] == [(above, "")]
        assert len(page.every("//figure//svg")) == 2
        assert page.text("//footer/span"), "a source"
        links = documents[above].every("//main//details//a/@href")
        assert documents[above].target(links[0]) == (page.path, "")
