"""A copy of the site as one zip, which opens from disk.

The pages are those of the site, rendered once more from what was written: a link leads to a file
and not to a folder, and nothing is asked of a browser that it only grants to a site behind an
address (it compares no ``integrity`` of a file on disk). Files of versions that are not in hand
stay out: they are the larger part, and each has an address that never changes.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping
from html import escape, unescape
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit, urlunsplit

from reporting.catalogs.hosting import HEADERS
from reporting.renderers.files import to_zip
from reporting.site.cards import CARDS
from reporting.site.contact import SECURITY
from reporting.site.redirects import REDIRECTS
from reporting.site.sitemap import ROBOTS, SITEMAP

OFFLINE = "data/jcm-open-data-offline.zip"
FOLDER = "jcm-open-data/"  # that the zip makes, so that it opens beside nothing of another's
PAGE = "index.html"
# For a web server, a crawler, or whoever asks for an address that is not there.
ONLINE = frozenset(
    {"404.html", "ja/404.html", HEADERS, REDIRECTS, ROBOTS, SECURITY, SITEMAP},
)
ONLINE_ENDINGS = (".atom", ".zip")  # a zip holds what is in the copy once more

TAG = re.compile(r"<(?:a|area|form|image|img|link|script|use) [^>]*>")
# Names of a page for others: what it is called elsewhere, and how it is shown there.
OF_ADDRESSES = re.compile(
    r'<link rel="(?:canonical|alternate)"[^>]*>\n?|<meta (?:property="og:|name="twitter:)[^>]*>\n?'
)
INTEGRITY = re.compile(r' integrity="[^"]*"')
LINK = re.compile(r' (?P<name>href|src|action)="(?P<address>[^"]*)"')
SEARCH = '<form class="search"'


def offline_copy(site: Path, url: str, *, elsewhere: frozenset[str]) -> bytes:
    """Return the copy of a site.

    Args:
        site: The folder of the site, all of it written.
        url: Where it will stand; empty where nobody knows.
        elsewhere: Folders whose files stay out, though not their pages: ``data/2026.12.1/``.

    Returns:
        The zip. A link to what is not in it leads to where the site stands, or nowhere while that
        is not known.
    """
    names = (each.relative_to(site).as_posix() for each in site.rglob("*") if each.is_file())
    kept = frozenset(name for name in names if _is_kept(name, elsewhere))
    return to_zip(_Files(site, url, kept))


def _is_kept(name: str, elsewhere: frozenset[str]) -> bool:
    if name in ONLINE or name.startswith(CARDS) or name.endswith(ONLINE_ENDINGS):
        return False
    return name.endswith(".html") or not name.startswith(tuple(elsewhere))


class _Files(Mapping[str, bytes]):
    """The files of the copy by path, each read when it is asked for."""

    def __init__(self, site: Path, url: str, kept: frozenset[str]) -> None:
        self.site = site
        self.url = url
        self.kept = kept

    def __getitem__(self, path: str) -> bytes:
        name = path.removeprefix(FOLDER)
        content = (self.site / name).read_bytes()
        if not name.endswith(".html"):
            return content
        return _offline_page(content.decode(), name, self.url, self.kept).encode()

    def __iter__(self) -> Iterator[str]:
        return (f"{FOLDER}{name}" for name in self.kept)

    def __len__(self) -> int:
        return len(self.kept)


def _offline_page(page: str, name: str, url: str, kept: frozenset[str]) -> str:
    """Return a page as it reads from disk."""

    def of_tag(tag: re.Match[str]) -> str:
        text = INTEGRITY.sub("", tag.group())
        if text.startswith(SEARCH):  # the script adds it to the addresses of the index
            text = f'{text[:-1]} data-page="{PAGE}">'
        return LINK.sub(of_link, text)

    def of_link(link: re.Match[str]) -> str:
        address = _offline_address(unescape(link["address"]), name, url, kept)
        return "" if address is None else f' {link["name"]}="{escape(address)}"'

    return TAG.sub(of_tag, OF_ADDRESSES.sub("", page))


def _offline_address(address: str, name: str, url: str, kept: frozenset[str]) -> str | None:
    """Return where an address on a page leads from disk; None if nowhere.

    Args:
        address: As the page means it.
        name: The file of the page.
        url: Where the site will stand, or empty.
        kept: The files of the copy.
    """
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or not parts.path:
        return address
    target = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(parts.path)))
    if parts.path.endswith(("/", ".")):
        target = posixpath.normpath(posixpath.join(target, PAGE))
        path = posixpath.join(parts.path, PAGE)
    else:
        path = parts.path
    if target in kept:
        return urlunsplit(parts._replace(path=path))
    return urljoin(f"{url}/{name}", address) if url else None
