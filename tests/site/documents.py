"""The built pages, parsed with lxml."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from lxml import etree, html

ORIGIN = "http://site.example/"
UNKNOWN_TAG = 801  # libxml2 knows HTML 4: <main>, <nav>, <svg> and others are news to it
SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Document:
    """One page of the site.

    Attributes:
        path: The file from the root of the site.
        tree: Its root element.
        faults: What the parser complained of.
    """

    path: str
    tree: Any
    faults: tuple[str, ...]

    @property
    def language(self) -> str:
        """Return the language that the address stands for."""
        return "ja" if self.path.startswith("ja/") else "en"

    @property
    def name(self) -> str:
        """Return the address without language and file name."""
        return self.path.removeprefix("ja/").removesuffix("index.html")

    @property
    def is_folder(self) -> bool:
        """Tell whether the page only says what lies in a folder."""
        return bool(self.every("//main//ul[@class='folder']"))

    @property
    def is_unlisted(self) -> bool:
        """Tell whether the page asks that nobody find it: one to embed, or that of components."""
        return bool(self.every("/html/head/meta[@name='robots'][@content='noindex']"))

    def every(self, xpath: str) -> list[Any]:
        """Return what an XPath finds."""
        return list(self.tree.xpath(xpath))

    def text(self, xpath: str = "//main") -> str:
        """Return the text of what an XPath finds, with single spaces."""
        return " ".join(text_of(each) for each in self.every(xpath))

    def links(self) -> Iterator[str]:
        """Yield every address that the page links to or loads."""
        for name in ("href", "src"):
            yield from (str(each) for each in self.every(f"//@{name}"))

    def target(self, address: str) -> tuple[str, str] | None:
        """Return file and fragment of an address within the site; None for another origin."""
        whole = urljoin(ORIGIN + self.path, address)
        if not whole.startswith(ORIGIN):
            return None
        parts = urlsplit(whole)
        path = unquote(parts.path).removeprefix("/")
        return (f"{path}index.html" if path.endswith("/") or not path else path), parts.fragment


def text_of(element: Any) -> str:  # noqa: ANN401 - lxml has no types
    """Return the text of an element, its parts apart as a reader sees them."""
    return words(" ".join(element.itertext()))


def words(text: str) -> str:
    """Return a text with single spaces."""
    return SPACE.sub(" ", text).strip()


def parse(path: Path, site: Path) -> Document:
    """Parse one page."""
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
    tree = etree.fromstring(path.read_bytes(), parser)
    faults = tuple(
        f"line {each.line}: {each.message}" for each in parser.error_log if each.type != UNKNOWN_TAG
    )
    return Document(PurePosixPath(path.relative_to(site)).as_posix(), tree, faults)


def parse_all(site: Path) -> dict[str, Document]:
    """Parse every page of a site, by its path; documents to download are none."""
    every = sorted(site.rglob("*.html"))
    pages = (each for each in every if each.name == "index.html" or "files" not in each.parts)
    found = (parse(path, site) for path in pages)
    return {document.path: document for document in found}


def table_rows(documents: dict[str, Document], folder: str) -> list[Any]:
    """Return the rows that all pages of a table show, a long one having several.

    Args:
        documents: The pages of the site.
        folder: The folder of the table's first page, with a slash at its end.
    """
    parts = {name for name in documents if name.startswith(f"{folder}rows-")}
    later = [f"{folder}rows-{number}/index.html" for number in range(2, len(parts) + 2)]
    assert {*later} == parts
    return [
        row
        for name in (f"{folder}index.html", *later)
        for row in documents[name].every("//table[contains(@class, 'rows')]/tbody/tr")
    ]
