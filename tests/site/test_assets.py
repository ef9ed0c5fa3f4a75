"""Style, scripts and icons: a page names the content that it means, in name and integrity."""

import struct
from base64 import b64encode
from hashlib import sha256, sha384
from pathlib import Path

import pytest

from tests.site.documents import Document, parse_all
from tests.site.workshop import Workshop

LOADED = "//script[@src] | //link[@rel='stylesheet']"
OTHERS = "//link[@rel='icon']/@href | //link[@rel='apple-touch-icon']/@href | //img/@src"
ICONS = {"icon": 32, "touch-icon": 180}


@pytest.fixture(scope="module")
def pages(small: Workshop) -> dict[str, Document]:
    """Return the pages of the small site, parsed."""
    return parse_all(small.output)


def _file(site: Path, page: Document, address: str) -> Path:
    found = page.target(address)
    assert found is not None, page.path
    return site / found[0]


def test_each_page_says_what_it_loads(small: Workshop, pages: dict[str, Document]) -> None:
    """The hash of a script or style is what its name and the page say, in both languages."""
    assert {"404.html", "ja/404.html", "ja/index.html", "data/2026.1.1/index.html"} <= set(pages)
    asked = set()
    for page in pages.values():
        loaded = page.every(LOADED)
        assert {each.tag for each in loaded} == {"script", "link"}, page.path
        for each in loaded:
            address = each.get("src") or each.get("href")
            file = _file(small.output, page, address)
            digest = sha384(file.read_bytes()).digest()
            assert each.get("integrity") == f"sha384-{b64encode(digest).decode()}", page.path
            asked.add(file)
        asked |= {_file(small.output, page, str(each)) for each in page.every(OTHERS)}
    named = {each for each in asked if each.parent.name == "assets"}
    for each in named:
        _stem, written, _ending = each.name.rsplit(".", 2)
        assert len(written) == 12
        assert sha256(each.read_bytes()).hexdigest().startswith(written)
    assert named == {*small.output.glob("assets/*.*.*")}


def test_icons_are_linked_once(small: Workshop, pages: dict[str, Document]) -> None:
    """The seal as SVG, as a small PNG for who cannot show that, and a large one without edges."""
    page = pages["ja/index.html"]
    icons = [str(each) for each in page.every("/html/head/link[contains(@rel, 'icon')]/@href")]
    assert [each.split("/")[-1].split(".")[0] for each in icons] == ["icon", "seal", "touch-icon"]
    for name, size in ICONS.items():
        [address] = [each for each in icons if f"/{name}." in each]
        drawn = _file(small.output, page, address).read_bytes()
        assert struct.unpack(">II", drawn[16:24]) == (size, size)


def test_no_file_of_a_release_names_them(small: Workshop, pages: dict[str, Document]) -> None:
    """A stored file has the bytes that it was released with, whatever the style is today."""
    for file in small.output.glob("data/2*/**/*"):
        if file.is_file() and file.relative_to(small.output).as_posix() not in pages:
            assert b"assets/" not in file.read_bytes(), file
