"""A catalogue read as a harvester reads it, and the same facts from its source."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rdflib import DCTERMS, RDF, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from reporting.catalogs.version import DescribedVersion

ENDINGS = ("csv", "parquet", "json", "excel.csv")
DCAT = Namespace("http://www.w3.org/ns/dcat#")  # rdflib's own is that of DCAT 2
SPDX = Namespace("http://spdx.org/rdf/terms#")


@dataclass(frozen=True, slots=True, kw_only=True)
class HarvestedFile:
    """What a catalogue says of a file."""

    address: str
    bytes: int
    sha256: str
    licence: str


Harvested = Mapping[str, frozenset[HarvestedFile]]


def harvested(graph: Graph, version: str) -> Harvested:
    """Return the files of each data set of a version, by the address of the data set."""
    return {
        str(each): frozenset(_files(graph, each))
        for each in graph.subjects(DCAT.version, Literal(version))
        if (each, RDF.type, DCAT.Dataset) in graph
    }


def _files(graph: Graph, dataset: Node) -> Iterator[HarvestedFile]:
    for each in graph.objects(dataset, DCAT.distribution):
        checksum = graph.value(each, SPDX.checksum)
        yield HarvestedFile(
            address=str(graph.value(each, DCAT.downloadURL)),
            bytes=int(str(graph.value(each, DCAT.byteSize))),
            sha256=str(graph.value(checksum, SPDX.checksumValue)),
            licence=str(graph.value(each, DCTERMS.license)),
        )


def languages(graph: Graph, node: Node, predicate: URIRef) -> set[str | None]:
    """Return in which languages something is said of a node."""
    texts = graph.objects(node, predicate)
    return {each.language for each in texts if isinstance(each, Literal)}


def source_of(version: DescribedVersion, url: str) -> Harvested:
    """Return the same from the manifest, the list of copies and the descriptor of a version.

    What describes, as schemas and notes, is no distribution, nor is a table that stands in another
    package besides.
    """
    base = f"{url}/data/{version.version}/"
    licence = str(version.whole.descriptor["licenses"][0]["path"])
    files = {
        each.path: HarvestedFile(
            address=base + each.path, bytes=each.bytes, sha256=each.sha256, licence=licence
        )
        for each in (*version.manifest.files, *version.copies)
    }
    whole = f"jcm-open-data-{version.version}.zip"
    held = {
        "#release": ("datapackage.json", "jcm-open-data.sqlite", whole),
        **{
            f"{name}/#package": (f"{name}/datapackage.json", f"{name}.xlsx")
            for name in version.packages
        },
        **{
            f"{each.path}.csv#table": [f"{each.path}.{ending}" for ending in ENDINGS]
            for each in version.manifest.tables
        },
    }
    return {
        base + place: frozenset(files[path] for path in paths if path in files)
        for place, paths in held.items()
    }
