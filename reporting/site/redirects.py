"""Addresses that lead elsewhere: capitals, as ids are printed, and tables that had another name.

They are lines of ``_redirects`` for hosts that read it; for all others the page for what is not
found has the same table.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from reporting.findings import LANGUAGES
from reporting.messages import Bilingual, _, bilingual
from reporting.packages.diff import Kind, new_names, of_package
from reporting.site.dataset import SiteRecord

REDIRECTS = "_redirects"
NOTE = """\
# Where addresses with capitals and renamed tables lead. Read by Cloudflare Pages and Workers and by
# Netlify; of a long file Cloudflare reads the first 2,000 rules. On other hosts the page 404.html
# leads on, by the same table.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """An address that leads to another; both stand below the language.

    Attributes:
        old: The address that is asked for: ``projects/MN003/``.
        new: The address of the page: ``projects/mn003/``.
        name: What the page is about, in each language.
    """

    old: str
    new: str
    name: Bilingual


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedAddresses:
    """The addresses that lead elsewhere of one kind of page.

    Attributes:
        kind: What the pages are about.
        addresses: The addresses.
    """

    kind: Bilingual
    addresses: tuple[Moved, ...]


def moved_addresses(record: SiteRecord) -> tuple[MovedAddresses, ...]:
    """Return the addresses that lead elsewhere; those of what was renamed come first."""
    found = {
        _("Tables that had another name"): _tables(record),
        _("Partners"): _partners(record),
        _("Projects"): _projects(record),
        _("Methodologies"): _methodologies(record),
    }
    every = (MovedAddresses(kind=kind, addresses=tuple(rows)) for kind, rows in found.items())
    return tuple(each for each in every if each.addresses)


def redirects_file(record: SiteRecord) -> bytes:
    """Return ``_redirects``: each address in each language, with and without its last slash."""
    lines = [
        f"/{prefix}{old} /{prefix}{each.new} 301"
        for group in moved_addresses(record)
        for each in group.addresses
        for prefix in ("", *(f"{lang}/" for lang in LANGUAGES[1:]))
        for old in (each.old, each.old.removesuffix("/"))
    ]
    return "\n".join([NOTE, *lines, ""]).encode()


def _tables(record: SiteRecord) -> Iterator[Moved]:
    for package in record.packages.values():
        known = of_package(record.renames, package.name)
        renames = [each for each in known if each.kind is Kind.TABLE]
        gone = [each.old for each in renames if each.old not in package.tables]
        for old, new in new_names(gone, package.tables, renames).items():
            at = f"data/{package.name}/"
            yield Moved(old=f"{at}{old}/", new=f"{at}{new}/", name=package.tables[new].title)


def _partners(record: SiteRecord) -> Iterator[Moved]:
    for row in record.rows("partners"):
        yield _capitals("partners", row["partner"], bilingual(row["name"], row["name_ja"]))


def _projects(record: SiteRecord) -> Iterator[Moved]:
    for row in record.rows("projects"):
        yield _capitals("projects", row["project_id"], bilingual(row["title"], row["title"]))


def _methodologies(record: SiteRecord) -> Iterator[Moved]:
    for name in dict.fromkeys(row["methodology_id"] for row in record.rows("methodologies")):
        title = record.methodology_title(name) or name
        yield _capitals("methodologies", name, bilingual(title, title))


def _capitals(folder: str, name: str, title: Bilingual) -> Moved:
    return Moved(old=f"{folder}/{name}/", new=f"{folder}/{name.lower()}/", name=title)
