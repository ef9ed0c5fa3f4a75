"""Every address leads somewhere, and nothing is asked of another origin."""

import re
from pathlib import Path

from tests.site.documents import Document

STYLE_ADDRESS = re.compile(r"url\(|@import")
POLICY = "default-src 'none'"


def test_every_link_resolves(site: Path, documents: dict[str, Document]) -> None:
    """Each link within the site, of any element, leads to a file and to a place in it."""
    places = {path: {str(each) for each in page.every("//@id")} for path, page in documents.items()}
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    broken = []
    for page in documents.values():
        for address in page.links():
            target = page.target(address)
            if target is None:
                continue
            path, fragment = target
            if path not in files or (fragment and fragment not in places[path]):
                broken.append(f"{page.path}: {address}")
    assert broken == []


def test_identifiers_are_unique(documents: dict[str, Document]) -> None:
    """No identifier stands twice on a page."""
    for page in documents.values():
        found = page.every("//@id")
        assert len(found) == len(set(found)), page.path


def test_nothing_is_loaded_from_another_origin(documents: dict[str, Document]) -> None:
    """What a browser loads by itself comes from the site; only links for people lead away."""
    loaded = (
        "//script/@src | //img/@src | //img/@srcset | //iframe/@src | //link/@href | //source/@src"
        " | //object/@data | //embed/@src | //use/@href | //form/@action | //video/@src"
    )
    for page in documents.values():
        for address in page.every(loaded):
            assert page.target(str(address)) is not None, f"{page.path}: {address}"


def test_style_and_script_ask_for_nothing(site: Path) -> None:
    """The stylesheet, script and pictures name no other file."""
    for path in (site / "assets").iterdir():
        if path.suffix in {".html", ".png"}:
            continue  # the page of the folder, as strict as any; an icon
        text = path.read_text(encoding="utf-8")
        assert not STYLE_ADDRESS.search(text), path.name
        found = set(re.findall(r"https?://[^\s\"'<)]+", text))
        assert found <= {"http://www.w3.org/2000/svg"}, path.name


def test_the_policy_is_strict_and_kept(documents: dict[str, Document]) -> None:
    """Each page has its policy, and no inline script, style or event handler that it forbids."""
    for page in documents.values():
        policy = page.every("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert len(policy) == 1, page.path
        assert str(policy[0]).startswith(POLICY)
        assert "unsafe" not in policy[0]
        assert page.every("//@style | //style | //script[not(@src)][not(@type)]") == [], page.path
        kinds = {str(each) for each in page.every("//script/@type")}
        assert kinds <= {"application/ld+json"}, page.path  # data, which no browser runs
        assert page.every("//@*[starts-with(name(), 'on')]") == [], page.path
        assert not [each for each in page.links() if each.startswith(("javascript:", "data:"))]


def test_links_that_lead_away_tell_nothing(documents: dict[str, Document]) -> None:
    """Addresses of other origins are complete web addresses, opened without a way back."""
    for page in documents.values():
        for link in page.every("//a[starts-with(@href, 'http')]"):
            assert re.fullmatch(r"https?://[^\s]+", link.get("href")), page.path
            if link.get("target"):
                assert "noopener" in (link.get("rel") or ""), page.path


def test_no_address_depends_on_where_the_site_stands(documents: dict[str, Document]) -> None:
    """Inner addresses are relative, so that the site works in any folder and from a disk.

    Only the page for what is not found has them from the root: a host shows it at any address.
    """
    for page in documents.values():
        inner = [each for each in page.links() if not each.startswith(("http", "#"))]
        from_root = [each for each in inner if each.startswith("/")]
        assert from_root == (inner if page.path.endswith("404.html") else []), page.path
