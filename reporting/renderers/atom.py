"""A feed as bytes: Atom (RFC 4287), with no text that XML cannot hold."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from xml.etree import ElementTree as ET

ATOM, XHTML = "http://www.w3.org/2005/Atom", "http://www.w3.org/1999/xhtml"
KIND = "application/atom+xml"
NOT_OF_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
INSTEAD = "\N{REPLACEMENT CHARACTER}"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """What a feed tells.

    Attributes:
        id: What it is called, for ever.
        title: What happened, in words.
        lines: The same at length.
        address: The page that shows it.
        updated: The day on which it was told.
        published: The day on which it happened; None if that is not known.
        subject: What it is about, for programs that sort: a term and its label.
    """

    id: str
    title: str
    lines: tuple[str, ...]
    address: str
    updated: date
    published: date | None = None
    subject: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed in one language.

    Attributes:
        id: What it is called, for ever.
        title: What it tells of.
        language: The language.
        author: Who tells it.
        updated: The day of the newest change.
        address: Its own address.
        page: The page to which it belongs.
        others: Its address in other languages, by language.
        entries: What it tells, the newest first.
    """

    id: str
    title: str
    language: str
    author: str
    updated: date
    address: str
    page: str
    others: Mapping[str, str]
    entries: tuple[FeedEntry, ...]


def to_atom(feed: Feed) -> bytes:
    """Return a feed as a document of Atom."""
    root = ET.Element("feed", {"xmlns": ATOM, "xml:lang": feed.language})
    _text(root, "id", feed.id)
    _text(root, "title", feed.title)
    _text(root, "updated", _instant(feed.updated))
    _text(ET.SubElement(root, "author"), "name", feed.author)
    _link(root, "self", KIND, feed.address)
    _link(root, "alternate", "text/html", feed.page, feed.language)
    for language, address in feed.others.items():
        _link(root, "alternate", KIND, address, language)
    for each in feed.entries:
        _entry(ET.SubElement(root, "entry"), each, feed.language)
    ET.indent(root)
    written = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{written}\n'.encode()


def _entry(element: ET.Element, entry: FeedEntry, language: str) -> None:
    _text(element, "id", entry.id)
    _text(element, "title", entry.title)
    _text(element, "updated", _instant(entry.updated))
    if entry.published:
        _text(element, "published", _instant(entry.published))
    _link(element, "alternate", "text/html", entry.address, language)
    if entry.subject:
        term, label = (_clean(each) for each in entry.subject)
        ET.SubElement(element, "category", {"term": term, "label": label})
    content = ET.SubElement(element, "content", {"type": "xhtml"})
    lines = ET.SubElement(ET.SubElement(content, "div", {"xmlns": XHTML}), "ul")
    for each in entry.lines or (entry.title,):
        _text(lines, "li", each)


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = _clean(text)


def _link(parent: ET.Element, rel: str, kind: str, address: str, language: str = "") -> None:
    about = {"rel": rel, "type": kind, "href": address}
    ET.SubElement(parent, "link", {**about, **({"hreflang": language} if language else {})})


def _clean(text: str) -> str:
    return NOT_OF_XML.sub(INSTEAD, text)


def _instant(day: date) -> str:
    """Return the beginning of a day, as Atom wants an instant: a day is all that is known."""
    return f"{day.isoformat()}T00:00:00Z"
