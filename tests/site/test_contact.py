"""Where readers report a mistake or a vulnerability."""

from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest

from reporting.catalogs.publisher import Publisher
from reporting.site.contact import SECURITY, report_address, security_txt

LETTERS = Publisher(email="data@example.org", contact="https://example.org/contact")
PAGE = Publisher(contact="https://example.org/contact")
ADDRESS = "https://data.example.org/ja/projects/mn003/"
SITE = "https://data.example.org"
DAY = date(2026, 12, 1)


def test_a_letter_has_the_page_filled_in() -> None:
    """Title and address as they stand, whatever signs they have; lines end as mail needs."""
    address = report_address(LETTERS, "A & B: 100 % of “X”", ADDRESS, "en")
    scheme, _, receiver, query, fragment = urlsplit(address)
    assert (scheme, receiver, fragment) == ("mailto", "data@example.org", "")
    assert address.isascii()
    assert "+" not in query  # a plus is no space in a letter
    filled = {name: values[0] for name, values in parse_qs(query).items()}
    assert filled["subject"] == "Mistake on a page of JCM Open Data: A & B: 100 % of “X”"
    assert filled["body"].split("\r\n") == [
        f"Page: {ADDRESS}",
        "",
        "What stands there:",
        "",
        "What is right, and which document says so:",
    ]


def test_a_letter_is_in_the_language_of_the_page() -> None:
    """A reader of Japanese writes in Japanese."""
    query = urlsplit(report_address(LETTERS, "案件", ADDRESS, "ja")).query
    assert parse_qs(query)["subject"] == ["JCM Open Dataのページの誤り：案件"]


def test_another_place_to_write_to() -> None:
    """Without a mail address the page of the publisher; without either nothing."""
    assert report_address(PAGE, "A title", ADDRESS, "en") == PAGE.contact
    assert report_address(Publisher(), "A title", ADDRESS, "en") == ""


def test_security_txt() -> None:
    """Every field RFC 9116 asks for; it holds for a year from the release."""
    assert security_txt(LETTERS, SITE, DAY)[SECURITY].decode().splitlines() == [
        "Contact: mailto:data@example.org",
        "Expires: 2027-12-01T00:00:00Z",
        "Preferred-Languages: en, ja",
        "Canonical: https://data.example.org/.well-known/security.txt",
    ]
    assert security_txt(PAGE, SITE, DAY)[SECURITY].startswith(b"Contact: https://example.org/")


@pytest.mark.parametrize(
    ("publisher", "site", "released"),
    [
        (Publisher(), SITE, DAY),
        (LETTERS, "", DAY),
        (LETTERS, f"{SITE}/jcm", DAY),
        (LETTERS, SITE, None),
    ],
    ids=["nobody to write to", "no address", "below a path", "no release"],
)
def test_no_security_txt(publisher: Publisher, site: str, released: date | None) -> None:
    """Nothing is written that would be wrong or found by nobody."""
    assert security_txt(publisher, site, released) == {}
