"""schema.org's ``Dataset``: what search engines for data read in a page, only where it is complete.

A description that lacks its licence, its sources, its text or its files is worse than none: nothing
is written then, and the reasons are told.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from reporting.catalogs.citations import ABSTRACT, DOI, TITLE, ReleaseCitation
from reporting.catalogs.dcat import CATALOGUE
from reporting.catalogs.version import DATA, DescribedVersion, Distribution, root_of
from reporting.messages import LANGUAGES, Text, _
from reporting.packages import Table

SHORTEST, LONGEST = 50, 5000  # characters of a description that search engines take
Node = dict[str, Any]


def release_json_ld(
    version: DescribedVersion, cited: ReleaseCitation, url: str, language: str
) -> tuple[Node | None, tuple[Text, ...]]:
    """Return the description of a release for its page, or why there is none.

    Args:
        version: The release.
        cited: Its citation.
        url: The site's address; empty if it is not known.
        language: The language of the page.
    """
    url, files = root_of(url), version.distributions().get("", ())
    node = {
        **_dataset(f"{url}{version.address}", TITLE[language], ABSTRACT[language], cited, url),
        "hasPart": [
            {"@type": "Dataset", "@id": _table_id(url, version, path), "name": name}
            for path, name in _names(version, language)
        ],
        "distribution": _downloads(files, version, url),
    }
    return _complete(node, cited, files, url)


def table_json_ld(
    version: DescribedVersion, cited: ReleaseCitation, url: str, language: str, path: str
) -> tuple[Node | None, tuple[Text, ...]]:
    """Return the description of a table for its page, or why there is none.

    Args:
        version: The release.
        cited: Its citation.
        url: The site's address; empty if it is not known.
        language: The language of the page.
        path: The table, as ``package/table``.
    """
    package_name, _slash, name = path.partition("/")
    package = version.packages[package_name]
    table = package.tables[name]
    url, files = root_of(url), version.distributions().get(path, ())
    description = f"{table.description[language]} {package.description[language]}"
    title = _("%(table)s (%(whole)s)", table=table.title, whole=TITLE)[language]
    node = {
        **_dataset(_table_id(url, version, path), title, description, cited, url),
        "isPartOf": {"@type": "Dataset", "@id": f"{url}{version.address}", "name": TITLE[language]},
        "variableMeasured": list(_variables(table, language)),
        "distribution": _downloads(files, version, url),
    }
    return _complete(node, cited, files, url)


def _table_id(url: str, version: DescribedVersion, path: str) -> str:
    return f"{url}{version.pages[path]}" if path in version.pages else ""


def _names(version: DescribedVersion, language: str) -> Iterator[tuple[str, str]]:
    for each in version.manifest.tables:
        if each.path in version.pages:
            yield each.path, version.packages[each.package].tables[each.name].title[language]


def _dataset(address: str, name: str, description: str, cited: ReleaseCitation, url: str) -> Node:
    """Return what releases and tables have alike."""
    publisher = cited.publisher
    known = {
        "publisher": publisher.name and _organisation(publisher.name),
        "sameAs": cited.doi and f"{DOI}{cited.doi}",
    }
    return {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": address,
        "url": address,
        "name": name,
        "description": description[:LONGEST],
        "version": cited.version,
        "datePublished": cited.created.isoformat(),
        "license": cited.licence_address,
        "isAccessibleForFree": True,
        "inLanguage": list(LANGUAGES),
        "keywords": list(cited.keywords),
        "creator": [_organisation(each) for each in cited.authors],
        "isBasedOn": [
            {"@type": "CreativeWork", "name": title, **({"url": path} if path else {})}
            for title, path in cited.sources
        ],
        "includedInDataCatalog": {
            "@type": "DataCatalog",
            "name": CATALOGUE.en,
            "url": f"{url}{DATA}",
        },
        **{name: value for name, value in known.items() if value},
    }


def _organisation(name: str) -> Mapping[str, str]:
    return {"@type": "Organization", "name": name}


def _variables(table: Table, language: str) -> Iterator[Mapping[str, str]]:
    for each in table.schema.fields:
        unit = {"unitText": each.unit} if each.unit else {}
        yield {
            "@type": "PropertyValue",
            "name": each.name,
            "alternateName": each.title[language],
            "description": each.description[language],
            **unit,
        }


def _downloads(
    files: Sequence[Distribution], version: DescribedVersion, url: str
) -> list[Mapping[str, str]]:
    return [
        {
            "@type": "DataDownload",
            "contentUrl": f"{url}{version.address}{each.file.path}",
            "encodingFormat": each.form.media_type,
            "contentSize": f"{each.file.bytes} B",
            "sha256": each.file.sha256,
        }
        for each in files
    ]


def _complete(
    node: Node, cited: ReleaseCitation, files: Sequence[Distribution], url: str
) -> tuple[Node | None, tuple[Text, ...]]:
    """Return a description if it has all that it must have, otherwise what it lacks."""
    lacking = (
        (url, _("the site's address is not known")),
        (cited.licence_address, _("the data name no licence")),
        (cited.sources, _("the data name no source")),
        (cited.authors, _("the data name nobody who made them")),
        (len(node["description"]) >= SHORTEST, _("the description is too short")),
        (files, _("there is no file to download")),
    )
    reasons = tuple(reason for is_there, reason in lacking if not is_there)
    return (None if reasons else node), reasons
