"""DCAT-AP 3: releases, packages, tables and files as data catalogues harvest them, in JSON-LD.

Each release has a catalogue of everything in it. The one at the root of the site has the series,
every release, and of the newest what its own catalogue has: it does not grow with old releases.
Each thing has an address, so that nothing has a name that another reading would change.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reporting.catalogs.citations import ABSTRACT, DOI, TITLE
from reporting.catalogs.publisher import PERSON, Publisher
from reporting.catalogs.version import (
    DATA,
    DescribedVersion,
    Distribution,
    creators,
    day_of,
    in_each,
    licence,
)
from reporting.messages import Bilingual, _
from reporting.packages import Package
from reporting.releases.manifest import TableEntry

CATALOGUE_FILE = "catalog.jsonld"
CONTEXT: Mapping[str, Any] = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "prov": "http://www.w3.org/ns/prov#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "dct:title": {"@container": "@language"},
    "dct:description": {"@container": "@language"},
    "adms:versionNotes": {"@container": "@language"},
    "foaf:name": {"@container": "@language"},
    "skos:prefLabel": {"@container": "@language"},
    "dct:issued": {"@type": "xsd:date"},
    "dct:modified": {"@type": "xsd:date"},
    "dcat:byteSize": {"@type": "xsd:nonNegativeInteger"},
    "spdx:checksumValue": {"@type": "xsd:hexBinary"},
}
MEDIA_TYPE = "https://www.iana.org/assignments/media-types/"
LANGUAGES_OF_EUROPE = "http://publications.europa.eu/resource/authority/language/"
THEME = "http://publications.europa.eu/resource/authority/data-theme/ENVI"
SHA256 = "http://spdx.org/rdf/terms#checksumAlgorithm_sha256"
SERIES = _("JCM Open Data, every release")
ABOUT_SERIES = _(
    "The releases of JCM Open Data: each is a state of the public record of the Joint Crediting "
    "Mechanism that never changes. Derived from public sources; not official."
)
CATALOGUE = _("Catalogue of JCM Open Data")
ABOUT_CATALOGUE = _("The releases of JCM Open Data, with the tables and files that they have.")
FIRST = _("The first release.")
JAPANESE = re.compile("[\u3041-\u30ff\u4e00-\u9fff]")
Node = dict[str, Any]


def site_graph(
    versions: Sequence[DescribedVersion], publisher: Publisher, url: str
) -> Mapping[str, Any]:
    """Return the catalogue at the root of the site.

    Args:
        versions: The releases that stand, the oldest first; at least one.
        publisher: Who publishes them.
        url: The site's address, with a slash at its end.
    """
    writer = _Writer(publisher=publisher, url=url)
    newest = versions[-1]
    datasets = [writer.release(each) for each in versions] + writer.parts(newest)
    catalogue = {
        **writer.catalogue("", CATALOGUE, [writer.series(versions), *datasets], newest),
        "dcat:catalog": [{"@id": f"{url}{each.address}#catalog"} for each in versions],
    }
    return writer.graph(catalogue, *(writer.of_release(each) for each in versions))


def release_graph(version: DescribedVersion, publisher: Publisher, url: str) -> Mapping[str, Any]:
    """Return the catalogue of one release; arguments as of `site_graph`."""
    writer = _Writer(publisher=publisher, url=url)
    datasets = [writer.release(version), *writer.parts(version)]
    catalogue = {**writer.of_release(version), "dcat:dataset": datasets}
    return writer.graph(catalogue, writer.named_series())


def _typed(kind: str, address: str) -> Node:
    return {"@id": address, "@type": kind}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Writer:
    """What nodes are made with: who publishes them, and where."""

    publisher: Publisher
    url: str

    def graph(self, *nodes: Node) -> Mapping[str, Any]:
        return {"@context": CONTEXT, "@graph": list(nodes)}

    def catalogue(
        self, address: str, title: Bilingual, datasets: Sequence[Node], newest: DescribedVersion
    ) -> Node:
        """Return a catalogue of data sets."""
        return {
            **_typed("dcat:Catalog", f"{self.url}{address}#catalog"),
            "dct:title": in_each(title),
            "dct:description": in_each(ABOUT_CATALOGUE),
            "dct:modified": day_of(newest.manifest),
            "foaf:homepage": _typed("foaf:Document", self.url),
            **self._common(newest),
            "dcat:dataset": list(datasets),
        }

    def of_release(self, version: DescribedVersion) -> Node:
        """Return the catalogue of a release, without its data sets."""
        title = _("Catalogue of JCM Open Data, version %(version)s", version=version.version)
        return self.catalogue(version.address, title, (), version)

    def named_series(self) -> Node:
        """Return what all releases are members of, by its name alone."""
        return {
            "@id": self._series_address,
            # What a series is besides, said for readers without the ontology.
            "@type": ["dcat:DatasetSeries", "dcat:Dataset"],
            "dct:title": in_each(SERIES),
            "dct:description": in_each(ABOUT_SERIES),
        }

    def series(self, versions: Sequence[DescribedVersion]) -> Node:
        """Return what all releases are members of, with its members."""
        return {
            **self.named_series(),
            "dct:issued": day_of(versions[0].manifest),
            "dct:modified": day_of(versions[-1].manifest),
            "dcat:hasVersion": [{"@id": self._release_address(each.version)} for each in versions],
            "dcat:last": {"@id": self._release_address(versions[-1].version)},
            "dcat:landingPage": _typed("foaf:Document", f"{self.url}{DATA}"),
            **self._identified(self.publisher.doi),
            **self._answerable(),
        }

    def release(self, version: DescribedVersion) -> Node:
        """Return a release as a whole, with the files that hold all of it."""
        previous = version.manifest.previous
        changes = _(
            "What differs from version %(previous)s stands in changes.csv.",
            previous=previous,
        )
        node = {
            **self._dataset(self._release_address(version.version), version),
            "dct:title": in_each(
                _("%(title)s, version %(version)s", title=TITLE, version=version.version)
            ),
            "dct:description": in_each(ABSTRACT),
            "adms:versionNotes": in_each(version.notes or (changes if previous else FIRST)),
            "dcat:inSeries": {"@id": self._series_address},
            "dcat:isVersionOf": {"@id": self._series_address},
            **({"dcat:prev": {"@id": self._release_address(previous)}} if previous else {}),
            "dcat:landingPage": _typed("foaf:Document", f"{self.url}{version.address}"),
            "dct:hasPart": [
                {"@id": self._package_address(version, each)} for each in version.packages
            ],
            **self._identified(self.publisher.dois.get(version.version, "")),
        }
        return self._with_files(node, version, version.distributions().get("", ()))

    def parts(self, version: DescribedVersion) -> list[Node]:
        """Return the packages and tables of a release."""
        held = version.distributions()
        return [
            *(self._package(version, each, held) for each in version.packages.values()),
            *(self._table(version, each, held) for each in version.manifest.tables),
        ]

    def _package(
        self,
        version: DescribedVersion,
        package: Package,
        held: Mapping[str, Sequence[Distribution]],
    ) -> Node:
        """Return a package, with the files that hold all of it."""
        tables = [each for each in version.manifest.tables if each.package == package.name]
        node = {
            **self._dataset(self._package_address(version, package.name), version, package),
            "dct:title": in_each(package.title),
            "dct:description": in_each(package.description),
            "dct:isPartOf": {"@id": self._release_address(version.version)},
            "dct:hasPart": [{"@id": self._table_address(version, each)} for each in tables],
        }
        return self._with_files(node, version, held.get(package.name, ()))

    def _table(
        self,
        version: DescribedVersion,
        entry: TableEntry,
        held: Mapping[str, Sequence[Distribution]],
    ) -> Node:
        """Return a table, with each file that holds it."""
        package = version.packages[entry.package]
        table = package.tables[entry.name]
        page = version.pages.get(entry.path)
        node = {
            **self._dataset(self._table_address(version, entry), version, package),
            "dct:title": in_each(table.title),
            "dct:description": in_each(table.description),
            "dct:isPartOf": {"@id": self._package_address(version, entry.package)},
            **({"dcat:landingPage": _typed("foaf:Document", self.url + page)} if page else {}),
            "dct:conformsTo": _typed(
                "dct:Standard",
                f"{self.url}{version.address}{entry.package}/schemas/{entry.name}.json",
            ),
        }
        return self._with_files(node, version, held.get(entry.path, ()))

    def _dataset(
        self, address: str, version: DescribedVersion, package: Package | None = None
    ) -> Node:
        """Return what every data set of a release has, from the descriptor over it."""
        descriptor = (package or version.whole).descriptor
        sources = [each["path"] for each in descriptor.get("sources", ()) if each.get("path")]
        theme = {**_typed("skos:Concept", THEME), "skos:prefLabel": {"en": "Environment"}}
        return {
            **_typed("dcat:Dataset", address),
            "dcat:version": version.version,
            "dct:issued": day_of(version.manifest),
            "dcat:theme": theme,
            "dcat:keyword": [
                {"@value": each, "@language": "ja" if JAPANESE.search(each) else "en"}
                for each in descriptor.get("keywords", ())
            ],
            "prov:wasDerivedFrom": [{"@id": each} for each in dict.fromkeys(sources)],
            **self._common(version),
        }

    def _common(self, version: DescribedVersion) -> Node:
        """Return what catalogues and data sets have alike."""
        made_by = [
            {**_typed("foaf:Agent", f"{self.url}#creator"), "foaf:name": {"en": each}}
            for each in creators(version.whole)
        ]
        return {
            "dct:language": [
                _typed("dct:LinguisticSystem", f"{LANGUAGES_OF_EUROPE}{each}")
                for each in ("ENG", "JPN")
            ],
            **({"dct:creator": made_by[0]} if made_by else {}),  # the profile allows one
            **self._licensed(version),
            **self._answerable(),
        }

    def _licensed(self, version: DescribedVersion) -> Node:
        address = licence(version.whole).get("path")
        return {"dct:license": _typed("dct:LicenseDocument", address)} if address else {}

    def _answerable(self) -> Node:
        """Return who publishes, and whom to write to, as far as it is known."""
        publisher, node = self.publisher, dict[str, Any]()
        if publisher.name:
            names = {"en": publisher.name, "ja": publisher.name_ja}
            kind = "foaf:Person" if publisher.kind == PERSON else "foaf:Organization"
            identity = publisher.orcid and f"https://orcid.org/{publisher.orcid}"
            node["dct:publisher"] = {
                "@id": publisher.ror or identity or f"{self.url}#publisher",
                "@type": ["foaf:Agent", kind],
                "foaf:name": {tag: name for tag, name in names.items() if name},
                **({"foaf:homepage": {"@id": publisher.url}} if publisher.url else {}),
            }
        if publisher.email or publisher.contact:
            node["dcat:contactPoint"] = {
                **_typed("vcard:Kind", f"{self.url}#contact"),
                **({"vcard:fn": publisher.name} if publisher.name else {}),
                **(
                    {"vcard:hasEmail": {"@id": f"mailto:{publisher.email}"}}
                    if publisher.email
                    else {}
                ),
                **({"vcard:hasURL": {"@id": publisher.contact}} if publisher.contact else {}),
            }
        return node

    def _identified(self, doi: str) -> Node:
        return {"dct:identifier": f"{DOI}{doi}"} if doi else {}

    def _with_files(
        self, node: Node, version: DescribedVersion, files: Sequence[Distribution]
    ) -> Node:
        if not files:
            return node
        distributions = [self._distribution(version, each) for each in files]
        return {**node, "dcat:distribution": distributions}

    def _distribution(self, version: DescribedVersion, distribution: Distribution) -> Node:
        """Return a file: where it is, what it is, and how to tell that it is whole."""
        file = distribution.file
        address = f"{self.url}{version.address}{file.path}"
        return {
            **_typed("dcat:Distribution", f"{address}#distribution"),
            "dct:title": in_each(distribution.form.title),
            "dcat:accessURL": {"@id": address},
            "dcat:downloadURL": {"@id": address},
            "dcat:mediaType": _typed(
                "dct:MediaType", f"{MEDIA_TYPE}{distribution.form.media_type}"
            ),
            "dcat:byteSize": str(file.bytes),
            **self._licensed(version),
            "spdx:checksum": {
                **_typed("spdx:Checksum", f"{address}#checksum"),
                "spdx:algorithm": _typed("spdx:ChecksumAlgorithm", SHA256),
                "spdx:checksumValue": file.sha256,
            },
        }

    @property
    def _series_address(self) -> str:
        return f"{self.url}{DATA}#series"

    def _release_address(self, version: str) -> str:
        return f"{self.url}{DATA}{version}/#release"

    def _package_address(self, version: DescribedVersion, package: str) -> str:
        return f"{self.url}{version.address}{package}/#package"

    def _table_address(self, version: DescribedVersion, entry: TableEntry) -> str:
        return f"{self.url}{version.address}{entry.path}.csv#table"
