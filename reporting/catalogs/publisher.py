"""Who publishes the data: the settings file ``content/publisher.toml``, read entry by entry.

Every entry may be absent: what needs it is left out then. A wrong entry is a finding and counts as
absent.
"""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from reporting.findings import Finding, Place
from reporting.releases.release import VERSION

PUBLISHER = "publisher.toml"
ORGANISATION, PERSON = "organisation", "person"
CONCEPT, VERSIONS = "doi.concept", "doi.versions."
FIRST_YEAR, LAST_YEAR = 1985, 9999  # of the first domain names; four digits
LONGEST_SHOWN = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """Who answers for the data; what is not known is empty.

    Attributes:
        name: Its name in English.
        name_ja: Its name in Japanese.
        kind: ``organisation`` or ``person``.
        url: Its own pages.
        ror: Its address in the Research Organization Registry.
        orcid: The ORCID iD of a person, digits and hyphens.
        email: Where to write to.
        contact: A page that says where to write to.
        repository: Where the source of data and site stands.
        domain: A domain name that it holds, by which entries of feeds are called.
        domain_year: A year in which it held that name; 0 if unknown.
        doi: The identifier of all versions together.
        dois: Those of single versions.
    """

    name: str = ""
    name_ja: str = ""
    kind: str = ORGANISATION
    url: str = ""
    ror: str = ""
    orcid: str = ""
    email: str = ""
    contact: str = ""
    repository: str = ""
    domain: str = ""
    domain_year: int = 0
    doi: str = ""
    dois: Mapping[str, str] = field(default_factory=dict)

    @property
    def tag(self) -> str:
        """What its ``tag:`` addresses begin with; empty as long as its domain is not known."""
        is_known = self.domain and self.domain_year
        return f"tag:{self.domain},{self.domain_year}:" if is_known else ""


@dataclass(frozen=True, slots=True)
class _Form:
    """What an entry must look like: an example for people, a question for programs."""

    example: str
    holds: Callable[[Any], bool]


def publisher_in(path: Path) -> tuple[Publisher, tuple[Finding, ...]]:
    """Read the settings of a publisher; without the file nothing is known.

    Returns:
        What is known, and what is wrong with the rest.
    """
    place = Place(package=path.name)
    try:
        with path.open("rb") as stream:
            written = tomllib.load(stream)
    except FileNotFoundError:
        return Publisher(), ()
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        values = {"file": path.name, "fault": str(error)}
        return Publisher(), (Finding(code="publisher-unreadable", place=place, values=values),)
    entries = dict(_entries(written))
    faults = tuple(_faults(entries, path.name))
    wrong = {each.place.field for each in faults}
    known = {name: value for name, value in entries.items() if name not in wrong}
    return (
        Publisher(
            **{name: value for name, value in known.items() if name in ENTRIES},
            doi=known.get(CONCEPT, ""),
            dois={
                name.removeprefix(VERSIONS): value
                for name, value in known.items()
                if name.startswith(VERSIONS)
            },
        ),
        faults,
    )


def _entries(written: Mapping[str, Any], within: str = "") -> Iterator[tuple[str, Any]]:
    """Yield each entry by its whole name: ``doi.versions.2026.12.2``."""
    for name, value in written.items():
        if isinstance(value, Mapping):
            yield from _entries(value, f"{within}{name}.")
        else:
            yield f"{within}{name}", value


def _faults(entries: Mapping[str, Any], file: str) -> Iterator[Finding]:
    """Yield what is wrong with each entry."""
    for name, value in entries.items():
        place = Place(package=file, field=name)
        form = DOI if name == CONCEPT or _is_of_version(name) else ENTRIES.get(name)
        if form is None:
            values = {"entry": name, "allowed": ", ".join((*ENTRIES, CONCEPT, f"{VERSIONS}…"))}
            yield Finding(code="publisher-entry-unknown", place=place, values=values)
        elif not form.holds(value):
            values = {"entry": name, "form": form.example, "value": _shown(value)}
            yield Finding(code="publisher-entry-wrong", place=place, values=values)


def _shown(value: object) -> str:
    """Return a value so that a sentence can hold it, whatever it is."""
    return "".join(each if each.isprintable() else "�" for each in str(value))[:LONGEST_SHOWN]


def _is_of_version(name: str) -> bool:
    return name.startswith(VERSIONS) and bool(VERSION.fullmatch(name.removeprefix(VERSIONS)))


def _matches(pattern: str) -> Callable[[Any], bool]:
    compiled = re.compile(pattern)
    return lambda value: isinstance(value, str) and bool(compiled.fullmatch(value))


def is_address(value: object) -> bool:
    """Tell whether something is an absolute address of the web, as readers of catalogues need."""
    if not isinstance(value, str) or not re.fullmatch(r"https?://[!-~]+", value):
        return False
    try:
        return bool(urlsplit(value).hostname)
    except ValueError:  # brackets of no IPv6 address
        return False


def _is_orcid(value: object) -> bool:
    """Tell whether the check digit holds (ISO 7064, 11-2)."""
    if not isinstance(value, str) or not re.fullmatch(r"(?:[0-9]{4}-){3}[0-9]{3}[0-9X]", value):
        return False
    digits = value.replace("-", "")
    total = 0
    for each in digits[:-1]:
        total = (total + int(each)) * 2
    return "0123456789X"[(12 - total % 11) % 11] == digits[-1]


NAME = _Form("Example Foundation", _matches(r"(?=.*\S)[^\x00-\x1f]+"))
ADDRESS = _Form("https://example.org/", is_address)
DOI = _Form("10.5281/zenodo.1234567", _matches(r"10\.[0-9]{4,9}/[!-~]+"))
ENTRIES: Mapping[str, _Form] = {
    "name": NAME,
    "name_ja": NAME,
    "kind": _Form(f"{ORGANISATION} / {PERSON}", lambda value: value in {ORGANISATION, PERSON}),
    "url": ADDRESS,
    "ror": _Form("https://ror.org/05dxps055", _matches(r"https://ror\.org/0[a-z0-9]{6}[0-9]{2}")),
    "orcid": _Form("0000-0002-1825-0097", _is_orcid),
    "email": _Form("data@example.org", _matches(r"[^\s@<>\"]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}")),
    "contact": ADDRESS,
    "repository": ADDRESS,
    "domain": _Form("example.org", _matches(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}")),
    "domain_year": _Form(
        "2026", lambda value: type(value) is int and FIRST_YEAR <= value <= LAST_YEAR
    ),
}
