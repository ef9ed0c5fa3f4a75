"""How a release is cited: CITATION.cff, BibTeX, RIS, CSL-JSON and Zenodo's deposit.

A DOI is given after a release was made, so none of these is a stored file of the release: they are
written anew when `Publisher.dois` has it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import yaml

from reporting.catalogs.publisher import PERSON, Publisher
from reporting.catalogs.version import DATA, creators, day_of, licence, root_of
from reporting.messages import Text, _, alike, joined
from reporting.packages import Package
from reporting.releases.manifest import Manifest
from reporting.releases.release import Release
from reporting.renderers.files import to_json

CFF = "CITATION.cff"
DOI = "https://doi.org/"
TITLE = _("The public record of the Joint Crediting Mechanism")
ABSTRACT = _(
    "Partners, projects, methodologies, decisions, issuances and related figures of Japan's Joint "
    "Crediting Mechanism, derived from public sources, validated, with a source on every row. "
    "Not official."
)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
PLEASE = "If you use these data, please cite them and the sources named in the rows you use."


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseCitation:
    """What a citation of a version says.

    Attributes:
        version: The version.
        created: The day it was made.
        authors: Who made it.
        licence: The name of its licence, an SPDX identifier.
        licence_address: Where the licence stands.
        keywords: Its keywords.
        sources: What it is derived from: title and address.
        url: Where the version stands; empty as long as the site has no address.
        doi: Its DOI; empty as long as it has none.
        publisher: Who publishes it.
    """

    version: str
    created: date
    authors: tuple[str, ...]
    licence: str
    licence_address: str
    keywords: tuple[str, ...]
    sources: tuple[tuple[str, str], ...]
    url: str
    doi: str
    publisher: Publisher

    @property
    def where(self) -> str:
        """Where it can be had for good: the DOI before the site's address, empty without both."""
        return f"{DOI}{self.doi}" if self.doi else self.url

    @property
    def text(self) -> Text:
        """The citation as one line, for people."""
        said = _(
            "%(authors)s (%(year)s). %(title)s, version %(version)s.",
            authors=", ".join(self.authors),
            year=str(self.created.year),
            title=TITLE,
            version=self.version,
        )
        return joined((said, alike(self.where)), alike(" ")) if self.where else said


def citation(manifest: Manifest, whole: Package, publisher: Publisher, url: str) -> ReleaseCitation:
    """Return what a citation of a release says.

    Args:
        manifest: What the release is made of.
        whole: Its tables under one descriptor.
        publisher: Who publishes it.
        url: The site's address; empty if it is not known.
    """
    descriptor = whole.descriptor
    sources = descriptor.get("sources", ())
    return ReleaseCitation(
        version=manifest.version,
        created=date.fromisoformat(day_of(manifest)),
        authors=creators(whole),
        licence=licence(whole).get("name", ""),
        licence_address=licence(whole).get("path", ""),
        keywords=tuple(map(str, descriptor.get("keywords", ()))),
        sources=tuple((str(each["title"]), str(each.get("path", ""))) for each in sources),
        url=f"{root_of(url)}{DATA}{manifest.version}/" if url else "",
        doi=publisher.dois.get(manifest.version, ""),
        publisher=publisher,
    )


def release_cff(release: Release, publisher: Publisher) -> bytes:
    """Return the CITATION.cff that the repository has as long as a release is its newest."""
    return citation_cff(citation(release.manifest, release.whole(), publisher, ""))


def citation_files(cited: ReleaseCitation) -> dict[str, bytes]:
    """Return the citations of a version, by the name of their file."""
    return {
        CFF: citation_cff(cited),
        "citation.bib": bibtex(cited),
        "citation.ris": _ris(cited),
        "citation.csl.json": to_json([_csl(cited)]),
        ".zenodo.json": to_json(_zenodo(cited)),
    }


def citation_cff(cited: ReleaseCitation) -> bytes:
    """Return a citation in the Citation File Format 1.2.0."""
    publisher = cited.publisher
    told: dict[str, Any] = {
        "cff-version": "1.2.0",
        "message": PLEASE,
        "type": "dataset",
        "title": TITLE.en,
        "abstract": ABSTRACT.en,
        "authors": [{"name": each} for each in cited.authors],
        "version": cited.version,
        "date-released": cited.created.isoformat(),
        "doi": cited.doi,
        "identifiers": _identifiers(cited),
        "url": cited.url,
        "repository-code": publisher.repository,
        "license": cited.licence,
        "contact": _contact(publisher),
        "keywords": list(cited.keywords),
        "references": [
            {"type": "website", "title": title, "authors": [{"name": title}], "url": address}
            for title, address in cited.sources
            if address
        ],
    }
    known = {name: value for name, value in told.items() if value}
    return yaml.safe_dump(known, allow_unicode=True, sort_keys=False, width=100).encode()


def _identifiers(cited: ReleaseCitation) -> list[Mapping[str, str]]:
    if not cited.publisher.doi:
        return []
    return [{"type": "doi", "value": cited.publisher.doi, "description": "All versions together"}]


def _contact(publisher: Publisher) -> list[Mapping[str, str]]:
    """Return whom to write to; without a name the format has no place for an address."""
    if not publisher.name or not (publisher.email or publisher.contact):
        return []
    entry = {"name": publisher.name, "email": publisher.email, "website": publisher.contact}
    return [{name: value for name, value in entry.items() if value}]


def bibtex(cited: ReleaseCitation) -> bytes:
    """Return a BibTeX entry; ``@misc``, since BibTeX's own styles know no data sets."""
    fields = {
        "author": " and ".join(f"{{{latex(each)}}}" for each in cited.authors),
        "title": f"{{{latex(TITLE.en)}}}",
        "year": str(cited.created.year),
        "version": cited.version,
        "publisher": latex(cited.publisher.name),
        "doi": cited.doi,
        "url": cited.url,
        "note": latex(f"Data set, version {cited.version}. {cited.licence}"),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    lines.append(f"  month = {MONTHS[cited.created.month - 1]},")  # a word of BibTeX's own
    return "\n".join([f"@misc{{jcm-open-data-{cited.version},", *lines, "}", ""]).encode()


def latex(text: str) -> str:
    """Return a text as LaTeX takes it."""
    return re.sub(r"[\\{}$&#%_~^]", lambda found: LATEX[found[0]], text)


LATEX: Mapping[str, str] = {
    **{each: f"\\{each}" for each in "{}$&#%_"},
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


def _ris(cited: ReleaseCitation) -> bytes:
    """Return an entry of the RIS format, whose lines end in CR LF."""
    return "".join(f"{tag}  - {value}\r\n" for tag, value in _ris_lines(cited)).encode()


def _ris_lines(cited: ReleaseCitation) -> Iterator[tuple[str, str]]:
    yield "TY", "DATA"
    for each in cited.authors:
        yield "AU", each
    yield "TI", TITLE.en
    yield "PY", str(cited.created.year)
    yield "DA", f"{cited.created:%Y/%m/%d}/"
    yield "ET", cited.version
    yield "AB", ABSTRACT.en
    for tag, value in (("PB", cited.publisher.name), ("DO", cited.doi), ("UR", cited.url)):
        if value:
            yield tag, value
    for each in cited.keywords:
        yield "KW", each
    yield "LA", "en"
    yield "ER", ""


def _csl(cited: ReleaseCitation) -> Mapping[str, Any]:
    """Return an item of CSL-JSON, as reference managers and citeproc read it."""
    day = cited.created
    told = {
        "id": f"jcm-open-data-{cited.version}",
        "type": "dataset",
        "title": TITLE.en,
        "author": [{"literal": each} for each in cited.authors],
        "issued": {"date-parts": [[day.year, day.month, day.day]]},
        "version": cited.version,
        "abstract": ABSTRACT.en,
        "publisher": cited.publisher.name,
        "DOI": cited.doi,
        "URL": cited.url,
        "keyword": ", ".join(cited.keywords),
        "language": "en",
    }
    return {name: value for name, value in told.items() if value}


def _zenodo(cited: ReleaseCitation) -> Mapping[str, Any]:
    """Return what Zenodo asks for with a deposit: it gives the DOI."""
    told = {
        "upload_type": "dataset",
        "title": TITLE.en,
        "description": ABSTRACT.en,
        "creators": [_creator(each, cited.publisher) for each in cited.authors],
        "version": cited.version,
        "publication_date": cited.created.isoformat(),
        "access_right": "open",
        "license": cited.licence.lower(),
        "keywords": list(cited.keywords),
        "language": "eng",
        "related_identifiers": list(_related(cited)),
    }
    return {name: value for name, value in told.items() if value}


def _creator(name: str, publisher: Publisher) -> Mapping[str, str]:
    is_known = name == publisher.name and publisher.kind == PERSON and publisher.orcid
    return {"name": name, **({"orcid": publisher.orcid} if is_known else {})}


def _related(cited: ReleaseCitation) -> Iterator[Mapping[str, str]]:
    addresses = (address for _title, address in cited.sources)
    related = (
        (cited.url, "isIdenticalTo", "dataset"),
        (cited.publisher.repository, "isCompiledBy", "software"),
        *((each, "isDerivedFrom", "other") for each in dict.fromkeys(addresses)),
    )
    for identifier, relation, kind in related:
        if identifier:
            yield {"identifier": identifier, "relation": relation, "resource_type": kind}
