"""``jcm site --url``: which address is one of a site, and what the site has by it."""

import pytest
import typer

from reporting.catalogs.publisher import Publisher
from reporting.cli.site_address import left_out, site_address


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("", ""),
        ("https://data.example.org", "https://data.example.org"),
        ("https://Data.Example.org/", "https://data.example.org"),
        ("http://localhost:8000", "http://localhost:8000"),
        ("https://example.org/jcm/data/", "https://example.org/jcm/data"),
    ],
)
def test_an_address_is_written_in_one_way(url: str, address: str) -> None:
    """Pages put their own path after a slash, so the address ends without one."""
    assert site_address(url) == address


@pytest.mark.parametrize(
    "url",
    [
        *("example.org", "ftp://example.org", "https://", "https://-example.org", "//example.org"),
        *("https://example.org:port", "https://[::1", "https://例え.jp", "javascript:alert(1)"),
        *("https://example.org/?a=1", "https://example.org/#top", "https://me:word@example.org"),
        *("https://example.org/a b", "https://example.org/../x", "https://example.org/<b>"),
        *("https://example.org//x", "https://example.org\n"),
    ],
)
def test_what_is_no_address_of_a_site_is_not_understood(url: str) -> None:
    """It is refused in words, before anything is checked or built."""
    with pytest.raises(typer.BadParameter, match=r"no address of a site|leave out"):
        site_address(url)


def test_what_is_left_out_is_said() -> None:
    """In a line for each: all that needs an address, feeds, what is read at the top of a host."""
    known = Publisher(domain="example.org", domain_year=2026)
    (without,) = left_out("", known, has_releases=True)
    for part in ("--url", "feeds", "sitemap.xml", "robots.txt", "catalogues"):
        assert part in without
    assert [*left_out("https://example.org", known, has_releases=True)] == []
    (nobody,) = left_out("https://example.org", Publisher(), has_releases=True)
    assert "content/publisher.toml" in nobody
    assert "feeds" in nobody
    feeds, contact = left_out("https://example.org", known, has_releases=False)
    assert feeds.startswith("Without a release, left out: feeds.")
    assert contact.startswith("Without a release, left out: security.txt.")
    (below,) = left_out("https://example.org/jcm", known, has_releases=True)
    assert "robots.txt and security.txt" in below
