"""A site that knows where it stands: feeds, map, canonical links; all else stays relative."""

import json
import shutil
import struct
from pathlib import Path
from urllib.parse import quote

import pytest
from lxml import etree

from reporting.site.charts.drawing import LetterError, png
from reporting.site.contact import SECURITY
from tests.shared import Shared
from tests.site.cut import ORIGIN, RELEASES
from tests.site.documents import Document, parse_all
from tests.site.workshop import Workshop

SITE = "https://data.example.org"
STRUCTURED = "/html/head/script[@type='application/ld+json']"
LARGEST_CARD = 25_000
WAYS = "//nav[@class='crumbs']/following-sibling::script[@type='application/ld+json']/text()"
ATOM = {"a": "http://www.w3.org/2005/Atom"}
EMAIL, REPOSITORY = "data@example.org", "https://example.org/jcm-open-data"
PUBLISHER = f"""name = "Example Foundation"
email = "{EMAIL}"
repository = "{REPOSITORY}"
domain = "example.org"
domain_year = 2026
"""


@pytest.fixture(scope="module")
def addressed(small: Workshop, shared: Shared) -> Workshop:
    """Return a copy of the small project with a publisher, built with --url."""

    def build(folder: Path) -> None:
        project = Workshop(shutil.copytree(small.root, folder / "project", symlinks=True))
        (project.root / "content/publisher.toml").write_text(PUBLISHER, encoding="utf-8")
        code, said = project.build("--url", f"{SITE}/")
        assert code == 0, said
        assert "left out: feeds" not in said
        assert "sitemap" not in said

    return Workshop(shared.made("addressed", build) / "project")


@pytest.fixture(scope="module")
def pages(addressed: Workshop) -> dict[str, Document]:
    """Return its pages, parsed."""
    return parse_all(addressed.output)


def test_each_page_says_where_it_stands(pages: dict[str, Document]) -> None:
    """Canonical address and both languages are whole; what people follow stays relative."""
    for path, page in pages.items():
        if page.name == "404.html":
            continue
        whole = {"en": f"{SITE}/{page.name}", "ja": f"{SITE}/ja/{page.name}"}
        assert page.every("/html/head/link[@rel='canonical']/@href") == [whole[page.language]]
        others = page.every("/html/head/link[@rel='alternate'][@hreflang]")
        assert {each.get("hreflang"): each.get("href") for each in others} == whole, path
        followed = page.every("//body//@href | //@src | //link[@rel='stylesheet']/@href")
        assert not [each for each in followed if str(each).startswith(SITE)], path


def _in_the_frame(pages: dict[str, Document]) -> list[Document]:
    """Return the pages but those for other sites to show within theirs."""
    return [page for page in pages.values() if not page.is_unlisted]


def test_each_page_says_where_to_report(
    addressed: Workshop, pages: dict[str, Document], small: Workshop
) -> None:
    """A letter with the page filled in, the source, security.txt; a site of nobody has none."""
    for page in _in_the_frame(pages):
        assert page.every("/html/body/footer//a/@href").count(REPOSITORY) == 1
        if page.name != "404.html":
            prefix = "ja/" if page.language == "ja" else ""
            [letter] = page.every("//a[starts-with(@href, 'mailto:')]/@href")
            assert str(letter).startswith(f"mailto:{EMAIL}?subject=")
            assert quote(f"{SITE}/{prefix}{page.name}\r\n") in letter
    written = (addressed.output / SECURITY).read_text("utf-8")
    assert f"Contact: mailto:{EMAIL}\n" in written
    assert not (small.output / SECURITY).exists()
    assert "mailto:" not in (small.output / "about/index.html").read_text("utf-8")


def test_each_page_is_cited_by_its_address(pages: dict[str, Document]) -> None:
    """The citation of a page has its whole address; so have the lines that load a table."""
    for page in _in_the_frame(pages):
        if page.name != "404.html":
            prefix = "ja/" if page.language == "ja" else ""
            [address] = page.every("//details[@class='citing']//*[@class='address']/text()")
            assert address == f"{SITE}/{prefix}{page.name}"
    lines = pages["data/jcm/projects/index.html"].text("//details[@id='load']")
    assert f"{SITE}/data/" in lines
    assert "ADDRESS" not in lines


def test_pages_lead_to_their_feeds(addressed: Workshop, pages: dict[str, Document]) -> None:
    """The feed of a page and that of everything, in its language; each feed has its page."""
    made = {
        path.relative_to(addressed.output).as_posix() for path in addressed.output.rglob("*.atom")
    }
    linked = set()
    for page in pages.values():
        if page.name != "404.html":
            found = page.every("/html/head/link[@type='application/atom+xml']/@href")
            targets = {target[0] for each in found if (target := page.target(str(each)))}
            prefix = "ja/" if page.language == "ja" else ""
            assert f"{prefix}feeds/all.atom" in targets
            assert len(targets) <= 2
            linked |= targets
    assert linked == made
    feed = etree.parse(addressed.output / "feeds/projects/mn001.atom")
    [title] = feed.xpath("//a:entry/a:title/text()", namespaces=ATOM)
    assert title.startswith("MN001: Title Draft of ")


def test_the_map_has_every_page(addressed: Workshop, pages: dict[str, Document]) -> None:
    """All but the page for missing pages, those to embed and what is made up; days of releases."""
    tree = etree.parse(addressed.output / "sitemap.xml")
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    days = {
        str(url.findtext("s:loc", namespaces=names)): url.findtext("s:lastmod", namespaces=names)
        for url in tree.iterfind("s:url", namespaces=names)
    }
    shown = {
        f"{SITE}/{page.path.removesuffix('index.html')}"
        for page in _in_the_frame(pages)
        if page.name != "404.html"
        and not page.name.startswith("example/")
        and page.name != "data/example/"
    }
    assert set(days) == shown
    assert set(days.values()) == {None, f"{ORIGIN.created}"}
    assert days[f"{SITE}/ja/projects/mn001/"]
    assert days[f"{SITE}/about/"] is None
    assert f"Sitemap: {SITE}/sitemap.xml" in (addressed.output / "robots.txt").read_text("utf-8")


def test_without_an_address_all_that_is_left_out(small: Workshop) -> None:
    """No canonical link, feed, map or robots.txt: nothing that would name a place by guess."""
    assert not [*small.output.rglob("*.atom")]
    for name in ("sitemap.xml", "robots.txt", "cards"):
        assert not (small.output / name).exists()
    assert "canonical" not in (small.output / "index.html").read_text(encoding="utf-8")


def test_the_way_to_a_page_is_told_to_machines(pages: dict[str, Document]) -> None:
    """As its crumbs say it, with whole addresses, and the page itself at the end."""
    told = 0
    for path, page in pages.items():
        crumbs = page.every("//nav[@class='crumbs']/a")
        ways = page.every(WAYS)
        assert len(ways) == bool(crumbs), path
        if crumbs:
            way = json.loads(str(ways[0]))
            items = way["itemListElement"]
            root = f"{SITE}/ja/" if page.language == "ja" else f"{SITE}/"
            assert way["@type"] == "BreadcrumbList"
            assert [each["position"] for each in items] == [*range(1, len(crumbs) + 2)]
            assert [each["name"] for each in items[:-1]] == [each.text for each in crumbs], path
            assert items[0]["item"] == root
            assert items[-1]["item"] == f"{root}{page.name}"
            assert page.text("/html/head/title") == f"{items[-1]['name']} · JCM Open Data"
            folders = [page.target(each.get("href")) for each in crumbs]
            addresses = [each["item"].removeprefix(f"{SITE}/") for each in items[:-1]]
            assert [each and each[0] for each in folders] == [f"{at}index.html" for at in addresses]
            told += 1
    assert told > len(pages) / 2


def test_each_page_has_a_picture_where_it_is_shared(
    addressed: Workshop, pages: dict[str, Document]
) -> None:
    """Name, summary, address and language stand in it; its picture is a small PNG that exists."""
    shown = set()
    for path, page in pages.items():
        told = {
            each.get("property").removeprefix("og:"): each.get("content")
            for each in page.every("/html/head/meta[@property]")
        }
        if page.name == "404.html":
            assert not told
            continue
        assert told["title"] in page.text("/html/head/title"), path
        assert [told["description"]] == page.every("//meta[@name='description']/@content")
        assert [told["url"]] == page.every("//link[@rel='canonical']/@href")
        assert told["locale"] == {"en": "en_GB", "ja": "ja_JP"}[page.language]
        assert told["type"] == ("article" if page.name else "website")
        assert told["image"].endswith(f".{page.language}.png")
        is_made_up = page.name.startswith(("example/", "data/example/"))
        assert is_made_up == told["image"].startswith(f"{SITE}/cards/example."), path
        shown.add(told["image"].removeprefix(f"{SITE}/"))
    made = {*addressed.output.glob("cards/*.png")}
    assert {addressed.output / each for each in shown} <= made
    assert {f"cards/{name}.ja.png" for name in ("home", "projects", "partners-mng")} <= shown
    for each in made:
        drawn = each.read_bytes()
        assert len(drawn) <= LARGEST_CARD, each.name
        size, palette = struct.unpack(">II", drawn[16:24]), drawn[25]
        assert (size, palette) == ((1200, 630), 3)


def test_a_picture_without_a_letter_is_not_drawn() -> None:
    """The font draws nothing for a letter that it has not, and would say nothing."""
    with pytest.raises(LetterError):
        png("<svg xmlns='http://www.w3.org/2000/svg'><text>\u10a0</text></svg>")


def test_releases_and_their_tables_are_described_for_search_engines(
    pages: dict[str, Document],
) -> None:
    """Each page has its description, with files that stand there; no other page has one."""
    described = {path: page for path, page in pages.items() if page.every(STRUCTURED)}
    assert {f"data/{each}/index.html" for each in RELEASES} <= set(described)
    assert "ja/data/jcm/projects/index.html" in described
    for path, page in described.items():
        [text] = page.every(f"{STRUCTURED}/text()")
        told = json.loads(str(text))
        address = path.removeprefix("ja/").removesuffix("index.html")
        assert (told["@type"], told["@id"]) == ("Dataset", f"{SITE}/{address}"), path
        assert told["version"] in RELEASES
        assert told["license"].startswith("https://")
        for each in told["distribution"]:
            assert each["contentUrl"].startswith(f"{SITE}/data/{told['version']}/")
    folders = {path.removeprefix("ja/").split("/")[1] for path in described}
    assert folders == {*RELEASES, "jcm", "article6", "nomenclature", "forms"}
