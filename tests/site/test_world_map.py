"""The map of the world: each partner once, shaded by its projects, with the links of the table."""

import gzip
from pathlib import Path

import pytest

from reporting.site.dataset import Row, SiteRecord
from reporting.site.pages.world_map import SIZE, WorldMap, shade, world_map
from tests.shapes.make import projected
from tests.shared import ROOT
from tests.site.csv_rows import read_lines
from tests.site.documents import Document

NOMENCLATURE = ROOT / "data" / "nomenclature"
PARTNERS = "partners/index.html"
MOST = 14_000  # bytes, compressed


@pytest.fixture(scope="module")
def shapes() -> dict[str, Row]:
    """Return the shapes by their name."""
    return {row["shape_id"]: row for row in read_lines(NOMENCLATURE / "country_shapes.csv")}


@pytest.fixture(scope="module")
def drawn() -> WorldMap:
    """Return the map of the public record."""
    return world_map(SiteRecord.load(ROOT / "data"))


def test_every_partner_is_drawn_once(drawn: WorldMap) -> None:
    """None is without a shape."""
    assert drawn.without == []
    names = [each.row["partner"] for each in drawn.partners]
    assert len(names) == len(set(names))
    assert all(bool(each.outline) is not bool(each.at) for each in drawn.partners)


def test_small_countries_are_points(shapes: dict[str, Row]) -> None:
    """Palau and the Maldives have no shape at this scale; every Party has one or a point."""
    assert shapes["PLW"]["kind"] == shapes["MDV"]["kind"] == "point"
    assert shapes["VNM"]["kind"] == "area"
    parties = {
        row["alpha3"]
        for row in read_lines(NOMENCLATURE / "countries.csv")
        if row["is_party"] == "true"
    } - {"EUE"}
    assert parties <= shapes.keys()


def test_points_stand_above_areas_and_on_the_map(drawn: WorldMap) -> None:
    """No area that is drawn later covers one."""
    is_point = [bool(each.at) for each in drawn.partners]
    assert is_point == sorted(is_point)
    for each in drawn.partners:
        assert all(0 < int(part) < most for part, most in zip(each.at, SIZE, strict=False))


def test_crimea_is_drawn_with_ukraine(shapes: dict[str, Row], drawn: WorldMap) -> None:
    """General Assembly resolution 68/262: Simferopol lies in a ring of Ukraine, and in no other."""
    x, y = projected(34.1, 44.95)
    holding = [
        name
        for name, each in shapes.items()
        if each["kind"] == "area" and _holds(each["path"], x, y)
    ]
    assert holding == ["UKR"]
    assert any(each["change_id"] == "crimea-with-ukraine" for each in drawn.changes)


@pytest.mark.parametrize(
    ("projects", "word"),
    [(0, "none"), (1, "few"), (4, "few"), (5, "some"), (14, "some"), (15, "many"), (900, "many")],
)
def test_shades(projects: int, word: str) -> None:
    """As the legend says."""
    assert shade(projects) == word


def test_the_map_links_where_the_table_links(site: Path, documents: dict[str, Document]) -> None:
    """Each partner with the number of projects that its row has; small enough for a phone."""
    page = documents[PARTNERS]
    table = {
        row.xpath("string(.//th//a/@href)"): row.xpath("string(.//td[@class='n'][1])").strip()
        for row in page.every("//main//tbody/tr")
    }
    links = page.every("//figure[@class='world']/svg//a")
    told = {each.get("href"): each.get("aria-label").split(": ")[1].split()[0] for each in links}
    assert told == table
    text = (site / PARTNERS).read_text("utf-8")
    picture = text[text.index("<figure") : text.index("</figure>")]
    assert len(gzip.compress(picture.encode(), 9)) <= MOST


def _holds(path: str, x: float, y: float) -> bool:
    """Tell whether a place lies in an odd number of the rings of a path."""
    return sum(_inside(ring, x, y) for ring in _rings(path)) % 2 == 1


def _rings(path: str) -> list[list[tuple[int, int]]]:
    found = []
    for ring in path.split("M")[1:]:
        start, *steps = ring.removesuffix("z").split("l")
        at = [_pair(start)]
        for step in steps:
            across, down = _pair(step)
            at.append((at[-1][0] + across, at[-1][1] + down))
        found.append(at)
    return found


def _pair(text: str) -> tuple[int, int]:
    first, second = text.replace("-", ",-").lstrip(",").split(",")
    return int(first), int(second)


def _inside(ring: list[tuple[int, int]], x: float, y: float) -> bool:
    crossings = 0
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            crossings += 1
    return crossings % 2 == 1
