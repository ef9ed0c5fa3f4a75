"""A page for every folder that has no page of its own: what lies in it, in both languages.

A web host answers the address of such a folder with a bare list or with nothing. The folders are
read from the site as it was written, so the pages come last.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

from lxml import etree

from reporting.bundled import EXAMPLE
from reporting.findings import LANGUAGES
from reporting.messages import Bilingual, _, bilingual
from reporting.site.assets import ASSETS
from reporting.site.cards import CARDS
from reporting.site.dataset import SiteRecord
from reporting.site.downloads import EXAMPLE_DATA
from reporting.site.forms import REPORTS, BuiltForms
from reporting.site.pages.page import SitePage
from reporting.site.served_files import PAGE
from reporting.site.snapshots import Snapshot

MAIN = LANGUAGES[0]
SNAPSHOTS = "data/snapshots/"
MADE_UP = (f"{EXAMPLE}/", EXAMPLE_DATA)
ROOTS = {
    f"{EXAMPLE}/": _("Example, made up"),
    SNAPSHOTS: _("Files of snapshots"),
    "feeds/": _("Feeds"),
    ASSETS: _("Style and scripts"),
    CARDS: _("Pictures for sharing"),
}
ENDINGS = {"schemas": _("Schemas"), "files": _("Files")}


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderEntry:
    """What lies in a folder.

    Attributes:
        name: The name of the file or folder in it.
        title: What a page is called; empty of a file.
        bytes: The size of a file; None of a page.
        is_shared: Whether it stands once for all languages.
        below: The pages in a folder that has no page of its own.
    """

    name: str
    title: str = ""
    bytes: int | None = None
    is_shared: bool = False
    below: "tuple[FolderEntry, ...]" = ()


@dataclass(frozen=True, kw_only=True)
class FolderNames:
    """What folders are called that have no page of their own.

    Attributes:
        record: The record.
        books: The forms of the record and of the example.
        snapshots: What sources said when.
    """

    record: SiteRecord
    books: Sequence[BuiltForms]
    snapshots: Sequence[Snapshot]

    def above(self, path: str, root: str) -> Iterator[tuple[str, Bilingual]]:
        """Yield the folders above a page that are named here, from the top, below a root."""
        for folder in _above(path):
            name = self._known.get(folder)
            if name and folder.startswith(root) and folder != root:
                yield folder, name

    def name(self, path: str) -> Bilingual:
        """Return what a folder is called; by its own name where nothing better is known."""
        own = PurePosixPath(path).name
        return self._known.get(path) or ENDINGS.get(own) or bilingual(own, own)

    @cached_property
    def _known(self) -> Mapping[str, Bilingual]:
        return dict(self._names())

    def _names(self) -> Iterator[tuple[str, Bilingual]]:
        yield from ROOTS.items()
        for name, package in self.record.packages.items():
            yield f"data/{name}/", package.title
        for each in self.snapshots:
            yield f"{SNAPSHOTS}{each.name}/", each.package.title
        for book in self.books:
            for form in book.forms:
                yield from _of_form(book, form.path, (form.form.party,), form.form.title)
            for compared in book.comparisons:
                yield from _of_form(book, compared.path, compared.parties, compared.report.title)


def _of_form(
    book: BuiltForms, path: str, parties: Sequence[str], title: Bilingual
) -> Iterator[tuple[str, Bilingual]]:
    """Yield the folders above a form or comparison: of Parties, of a year, of forms alike."""
    root = f"{book.root}{REPORTS}"
    first, *further = PurePosixPath(path.removeprefix(root)).parts[:-1]
    en, ja = (" – ".join(book.name(each, lang) for each in parties) for lang in LANGUAGES)
    yield f"{root}{first}/", bilingual(en, ja)
    at = f"{root}{first}/"
    for each in further:
        at += f"{each}/"
        yield at, _("%(year)s", year=each) if each.isdigit() else title


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenSite:
    """The site as it was written.

    Attributes:
        output: Its folder.
        site_name: What ends the title of each page.
        names: What folders are called.
    """

    output: Path
    site_name: str
    names: FolderNames

    def pages(self) -> Iterator[SitePage]:
        """Yield a page for each folder that has none, whichever language it is in."""
        found = {path.relative_to(self.output) for path in self.output.rglob("*") if path.is_dir()}
        folders = {_bare(f"{each.as_posix()}/") for each in found} - {""}
        for path in sorted(each for each in folders if not self._has_page(each)):
            yield SitePage(
                path=path,
                template="folder.html",
                rows={"folder": {lang: self._view(path, lang) for lang in LANGUAGES}},
                is_made_up=path.startswith(MADE_UP),
            )

    def _has_page(self, path: str) -> bool:
        return (self.output / path / PAGE).is_file()

    def _view(self, path: str, lang: str) -> Mapping[str, Any]:
        """Return what the page of a folder shows in a language."""
        above = [(folder, self._title(folder, lang)) for folder in _above(path)]
        own = self.names.name(path)[lang]
        entries = list(self._entries(path, lang))
        return {
            "name": own,
            "title": " · ".join([own, *self._parents(path, lang)]),
            "above": above,
            "pages": [each for each in entries if each.bytes is None],
            "files": [each for each in entries if each.bytes is not None],
        }

    def _parents(self, path: str, lang: str) -> Iterator[str]:
        """Yield the titles of the folders above, up to the first with a page of its own."""
        for folder in reversed(_above(path)):
            yield self._title(folder, lang)
            if self._has_page(folder):
                return

    def _title(self, path: str, lang: str) -> str:
        """Return what the page of a folder is called: as it says, or as it will."""
        page = self.output / _prefix(lang) / path / PAGE
        if not page.is_file():
            return self.names.name(path)[lang]
        # Read as far as its title.
        titles = etree.iterparse(page, events=("end",), tag="title", html=True, encoding="utf-8")
        title = next((element.text or "" for _event, element in titles), path)
        return title.removesuffix(f" · {self.site_name}")

    def _entries(self, path: str, lang: str) -> Iterator[FolderEntry]:
        """Yield what lies in a folder: pages by their titles, then files."""
        own, shared = self.output / _prefix(lang) / path, self.output / path
        found = {
            each.name: each
            for folder in (shared, own)
            if folder.is_dir()
            for each in sorted(folder.iterdir())
        }
        for name, each in sorted(found.items()):
            if each.is_dir():
                folder = f"{path}{name}/"
                in_it = () if self._has_page(folder) else self._entries(folder, lang)
                below = tuple(entry for entry in in_it if entry.bytes is None)
                yield FolderEntry(name=f"{name}/", title=self._title(folder, lang), below=below)
            elif name != PAGE:
                is_shared = own == shared or each.parent != own
                yield FolderEntry(name=name, bytes=each.stat().st_size, is_shared=is_shared)


def _prefix(lang: str) -> str:
    return "" if lang == MAIN else f"{lang}/"


def _bare(path: str) -> str:
    """Return a folder without that of its language."""
    for lang in LANGUAGES[1:]:
        path = path.removeprefix(f"{lang}/")
    return path


def _above(path: str) -> list[str]:
    """Return the folders above one, from the top."""
    parts = PurePosixPath(path).parts
    return ["/".join(parts[:depth]) + "/" for depth in range(1, len(parts))]
