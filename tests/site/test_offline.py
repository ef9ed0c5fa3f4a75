"""The copy that opens from disk: its links lead to its files, and nothing is left of a server."""

import zipfile
from collections import Counter
from pathlib import Path

import pytest

from reporting.renderers.files import write_files
from reporting.site.offline import FOLDER, OFFLINE, offline_copy
from tests.site.documents import Document, parse_all, words
from tests.site.workshop import Workshop

SITE = "https://data.example.org"
ONLINE = ("404.html", "_headers", "_redirects", ".atom", ".zip")
PAGES = {
    "index.html": '<link rel="canonical" href="https://data.example.org/">\n'
    '<a href="./">home</a><a href="a%20b/?x=1#c">in</a><a href="data/2026.1/x.csv">out</a>',
    "a b/index.html": '<a href="../">up</a><a href="#c">here</a><a href="../data/2026.1/">page</a>'
    '<img src="../seal.svg" alt=""><a href="https://example.org/x/">away</a>',
    "data/2026.1/index.html": '<a class="x" href="x.csv">out</a><a href="../../no/">no</a>',
    "404.html": '<a href="/">lost</a>',
    "seal.svg": "<svg/>",
    "data/2026.1/x.csv": "a\n",
}


def unzipped(site: Path, folder: Path) -> Path:
    """Unpack the copy of a site and return the folder that it makes."""
    with zipfile.ZipFile(site / OFFLINE) as archive:
        archive.extractall(folder)
    (made,) = folder.iterdir()
    assert f"{made.name}/" == FOLDER
    return made


@pytest.fixture(scope="module")
def copy(small: Workshop, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the unpacked copy of the site of the small record."""
    return unzipped(small.output, tmp_path_factory.mktemp("offline"))


@pytest.fixture(scope="module")
def pages(copy: Path) -> dict[str, Document]:
    """Return its pages, parsed."""
    return parse_all(copy)


def test_each_link_leads_to_a_file(copy: Path, pages: dict[str, Document]) -> None:
    """A browser that opens a file finds what each link means, in folders too."""
    for path, page in pages.items():
        for link in page.links():
            found = page.target(link)
            assert found is None or (copy / found[0]).is_file(), f"{path}: {link}"
            assert not link.split("#")[0].endswith("/") or found is None, f"{path}: {link}"


def test_it_has_each_page_with_the_same_text(
    small: Workshop, copy: Path, pages: dict[str, Document]
) -> None:
    """Only the pages for addresses that are not there are left out, and no word of the others."""
    of_site = parse_all(small.output)
    assert {*pages} == {each for each in of_site if not each.endswith("404.html")}
    for path, page in pages.items():
        assert page.text("//body") == of_site[path].text("//body")
    assert not [each for each in copy.rglob("*") if each.name.endswith(ONLINE)]


def test_nothing_is_asked_that_files_do_not_get(pages: dict[str, Document]) -> None:
    """A browser compares no hash of a file on disk; and a file is called by no address."""
    for page in pages.values():
        assert page.every("//@integrity | //head/link[@rel='canonical' or @rel='alternate']") == []
    asking = pages["index.html"].every("//form[@role='search']")[0]
    assert (asking.get("action"), asking.get("data-page")) == ("search/index.html", "index.html")


@pytest.mark.parametrize("url", ["", SITE])
def test_what_is_elsewhere(tmp_path: Path, url: str) -> None:
    """A link to a file of another version leads to the site, or nowhere; its page is there."""
    site = tmp_path / "site"
    write_files(site, {name: text.encode() for name, text in PAGES.items()})
    content = offline_copy(site, url, elsewhere=frozenset({"data/2026.1/"}))
    assert content == offline_copy(site, url, elsewhere=frozenset({"data/2026.1/"}))
    (site / OFFLINE).write_bytes(content)
    copy = unzipped(site, tmp_path / "copy")
    names = Counter(each.relative_to(copy).as_posix() for each in copy.rglob("*") if each.is_file())
    assert names == Counter({*PAGES} - {"404.html", "data/2026.1/x.csv"})
    links = {
        words(each.text_content()): each.get("href")
        for page in parse_all(copy).values()
        for each in page.every("//a")
    }
    out = f"{SITE}/data/2026.1/x.csv" if url else None
    assert links == {
        "home": "./index.html",
        "in": "a%20b/index.html?x=1#c",
        "out": out,
        "up": "../index.html",
        "here": "#c",
        "page": "../data/2026.1/index.html",
        "away": "https://example.org/x/",
        "no": f"{SITE}/no/" if url else None,
    }
