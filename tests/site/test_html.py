"""Each page is sound HTML that says what it is, in which language, and where it comes from."""

import gzip
import re
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

from tests.shared import ROOT
from tests.site.csv_rows import PACKAGES, lines, table_names
from tests.site.documents import Document, words
from tests.site.version_pages import is_of_version

NAMED_SOURCES = {  # pages without the list of sources, and why
    "404.html": "shows no fact",
    "about/": "prose; it names its sources in its text",
    "guide/": "prose; it shows no fact",
    "accessibility/": "prose; it shows no fact",
    "python/": "prose; it shows no fact",
    "search/": "names things; each thing's page has its sources",
    "glossary/": "each term has its source in its row",
    "reports/": "names the forms; each form's page has its sources",
    "rulebook/examples/": "cases of our own, each with its origin",
    "data/example/": "shows no fact: the one source is that it is made up",
    "data/": "names the tables; each table's page has its sources",
    "data/versions/": "names the versions; it shows no fact",
    "news/": "says what changed, in words",
    "data/how-to-cite/": "shows no fact",
    "quality/checks/": "the catalogue of the program's own findings",
    "sources/": "is the list of sources",
    "data/jcm/sources/": "is the list of sources",
    "data/article6/sources/": "is the list of sources",
    "data/nomenclature/sources/": "is the list of sources",
    "data/forms/sources/": "is the list of sources",
}
WITHOUT_DATA = {
    "404.html",
    "about/",
    "accessibility/",
    "guide/",
    "python/",
    "glossary/",
    "search/",
    "quality/checks/",
    "reports/",
    "example/compare/",
    "example/reports/",
    "rulebook/examples/",
    "data/versions/",
    "news/",
    "data/how-to-cite/",
}
DESCRIPTION = (20, 400)
MOST_OF_A_PAGE, MOST_OF_STYLE, MOST_OF_SCRIPTS = 60_000, 12_000, 15_000  # bytes
JOINED = re.compile(r"[a-z)\u2019'][.;:!?][A-Z][a-z]+ [a-z]+")


def test_the_markup_is_sound(documents: dict[str, Document]) -> None:
    """Tags are closed where they belong; a parser has nothing to mend."""
    assert {page.path: page.faults for page in documents.values() if page.faults} == {}


def test_headings_form_a_tree(documents: dict[str, Document]) -> None:
    """A page has one h1, before all other headings, and no level is left out on the way down."""
    faulty = {}
    for page in documents.values():
        levels = [
            int(each.tag[1])
            for each in page.every(
                "//*[self::h1 or self::h2 or self::h3 or self::h4 or self::h5 or self::h6]"
            )
        ]
        steps = pairwise(levels)
        if levels[:1] != [1] or levels.count(1) != 1 or any(b > a + 1 for a, b in steps):
            faulty[page.path] = levels[:12]
        assert all(words(each.text_content()) for each in page.every("//h1 | //h2 | //h3"))
    assert faulty == {}


def test_language_is_stated(documents: dict[str, Document]) -> None:
    """A page's language is that of its address."""
    for page in documents.values():
        assert page.every("/html/@lang") == [page.language], page.path


def test_title_and_description(documents: dict[str, Document]) -> None:
    """Each page has a title and a description of a fitting length."""
    for page in documents.values():
        assert len(page.every("/html/head/title")) == 1, page.path
        assert page.text("/html/head/title")
        [description] = page.every("/html/head/meta[@name='description']/@content")
        least, most = DESCRIPTION
        least = least if page.language == "en" else least // 2
        assert least <= len(description) <= most, f"{page.path}: {description}"
        assert description == words(description), page.path
        assert "<" not in description


@pytest.mark.parametrize("language", ["en", "ja"])
def test_titles_are_unique(documents: dict[str, Document], language: str) -> None:
    """Two pages of one language never have the same title."""
    seen: dict[str, str] = {}
    double = []
    for page in documents.values():
        if page.language == language:
            title = page.text("/html/head/title")
            if title in seen:
                double.append((title, seen[title], page.path))
            seen[title] = page.path
    assert double == []


def test_the_other_language_is_named(documents: dict[str, Document]) -> None:
    """Each page names itself and the same page in the other language, for people and machines."""
    for page in documents.values():
        if page.name == "404.html" or page.is_unlisted:
            continue
        expected = {"en": f"{page.name}index.html", "ja": f"ja/{page.name}index.html"}
        for links in ("/html/head/link[@hreflang]", "//nav[@class='languages']//a"):
            found = {}
            for each in page.every(links):
                target = page.target(each.get("href"))
                assert target is not None
                found[each.get("hreflang")] = target[0]
            assert found.items() <= expected.items(), page.path
            assert {"en", "ja"} - {page.language} <= set(found), page.path
        assert len(page.every("/html/head/link[@hreflang]")) == len(expected)


def test_tables_say_what_they_hold(documents: dict[str, Document]) -> None:
    """Each table has a caption and a head of cells with scope; every row has as many cells."""
    for page in documents.values():
        for table in page.every("//table"):
            assert [words(each.text_content()) for each in table.xpath("./caption")] != [""]
            assert len(table.xpath("./caption")) == 1, page.path
            heads = table.xpath("./thead/tr/th")
            assert heads, page.path
            assert all(each.get("scope") == "col" for each in heads), page.path
            assert all(words(each.text_content()) for each in heads), page.path
            for row in table.xpath("./tbody/tr"):
                assert len(row.xpath("./td | ./th")) == len(heads), page.path
            assert all(each.get("scope") == "row" for each in table.xpath("./tbody//th"))


def test_cells_of_cards_are_labelled_like_their_heads(documents: dict[str, Document]) -> None:
    """On a phone a row is a card: each cell carries the words of its column's head."""
    for page in documents.values():
        for table in page.every("//table[contains(concat(' ', @class, ' '), ' cards ')]"):
            heads = [words(each.text_content()) for each in table.xpath("./thead/tr/th")]
            for row in table.xpath("./tbody/tr"):
                for head, cell in zip(heads, row.xpath("./td | ./th"), strict=True):
                    label = cell.get("data-label")
                    assert label, page.path
                    assert head.startswith(label), f"{page.path}: {head} / {label}"


def test_sources_are_shown(documents: dict[str, Document]) -> None:
    """Each page lists the sources of what it shows, but for those named above.

    A table without rows has none, nor has what is made up.
    """
    without = {
        *NAMED_SOURCES,
        *(
            f"data/{package}/{name}/"
            for package in PACKAGES
            for name in table_names(package)
            if not lines(name, package)
        ),
        # They are about files; the pages of today's tables have the sources.
        *(page.name for page in documents.values() if is_of_version(page.name)),
    }
    explained = tomllib.loads((ROOT / "content/explainer.toml").read_text(encoding="utf-8"))
    if explained["project"] not in {row["project_id"] for row in lines("projects")}:
        without.add("about/tonne/")
    for page in documents.values():
        if page.is_folder or page.is_unlisted:
            continue
        listed = page.every(
            "//aside[@class='origin']/section[1]//li/a | "
            "//aside[@class='origin']/section[1]//li/cite"
        )
        shows = bool(page.every("//aside[@class='origin']/section[2]")) and bool(listed)
        is_made_up = page.name.startswith("example/")
        assert shows is (page.name not in without and not is_made_up), page.path


def test_data_are_linked(documents: dict[str, Document]) -> None:
    """Each page links its own data as CSV and JSON, in its head and for people."""
    for page in documents.values():
        if page.name in WITHOUT_DATA or page.is_folder or page.is_unlisted:
            continue
        offered = [
            str(each)
            for each in page.every("/html/head/link[@rel='alternate'][@type]/@href")
            if not str(each).endswith(".atom")  # the feed of everything belongs to every page
        ]
        shown = {page.target(str(each)) for each in page.every("//aside[@class='origin']//@href")}
        assert {page.target(each) for each in offered} <= shown, page.path
        kinds = {each.rpartition(".")[2] for each in offered}
        assert "json" in kinds, page.path
        assert kinds & {"csv", "zip"}, page.path


def test_the_site_says_that_it_is_not_official(documents: dict[str, Document]) -> None:
    """The foot of every page says that the record is derived and not official."""
    said = {"en": "neither official nor endorsed", "ja": "公式"}
    for page in documents.values():
        assert said[page.language] in page.text("//footer"), page.path


def test_sentences_stand_apart(documents: dict[str, Document]) -> None:
    """No sentence of a template runs into the next; what tables of data say is theirs."""
    found = {
        page.path: joined[0]
        for page in documents.values()
        if page.language == "en" and not page.path.startswith("data/")
        for each in page.every("//main//text()")
        if (joined := JOINED.search(each))
    }
    assert found == {}


def test_no_leftovers_of_programs(documents: dict[str, Document]) -> None:
    """No page shows a programmer's None, an unfilled placeholder or a template's tag.

    What stands in ``pre`` is a program's: a command, or a worked example.
    """
    for page in documents.values():
        text = " ".join(map(str, page.every("/html/body//text()[not(ancestor::pre)]")))
        for leftover in ("{{", "}}", "{%", "%(", "Undefined", "&amp;", "&lt;", "�"):
            assert leftover not in text, f"{page.path}: {leftover}"
        whole = page.every("//text()[normalize-space()='None' or normalize-space()='nan']")
        assert whole == [], page.path


def test_buttons_and_regions_have_names(documents: dict[str, Document]) -> None:
    """Every link, region, picture and landmark can be named aloud, regions each by its own."""
    for page in documents.values():
        for link in page.every("//a[not(@aria-label)]"):
            assert words(link.text_content()) or link.xpath(".//img[@alt]"), page.path
        assert page.every("//img[not(@alt)]") == []
        assert page.every("//*[@role='region'][not(@aria-label)]") == []
        regions = page.every("//*[@role='region']/@aria-label")
        assert len(regions) == len(set(regions)), page.path
        assert len(page.every("//main")) == 1
        navigation = page.every("//nav/@aria-label")
        assert len(navigation) == len(set(navigation)) == len(page.every("//nav")), page.path


def test_no_markup_is_shown_as_text(documents: dict[str, Document]) -> None:
    """What a reader sees holds no tags: a sentence escaped once too often would show them."""
    tag = re.compile(r"</?(?:a|abbr|b|code|li|p|span|svg|td|time|var)\b[^<>]*>")
    shown = {page.path: tag.findall(page.text("//body")) for page in documents.values()}
    assert {path: found for path, found in shown.items() if found} == {}


def test_pages_are_light(documents: dict[str, Document], site: Path) -> None:
    """A page with its drawings, the style and the scripts, compressed as a host sends them."""
    heavy = {
        name: size
        for name in documents
        for size in [len(gzip.compress((site / name).read_bytes()))]
        if size > MOST_OF_A_PAGE
    }
    assert heavy == {}
    for ending, most in (("css", MOST_OF_STYLE), ("js", MOST_OF_SCRIPTS)):
        files = (site / "assets").glob(f"*.{ending}")
        assert sum(len(gzip.compress(each.read_bytes())) for each in files) <= most
