"""The catalogue, harvested back: every table, file, hash and licence is that of the source."""

from pathlib import Path

import pytest
from rdflib import DCTERMS, RDF, BNode, Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic

from reporting.catalogs.dcat import CATALOGUE_FILE
from reporting.catalogs.descriptions import TURTLE_FILE, descriptions, site_catalog
from reporting.catalogs.version import DescribedVersion
from reporting.releases.release import Release
from tests.catalogs.harvest import DCAT, harvested, languages, source_of
from tests.catalogs.making import DOI, KNOWN, UNKNOWN, URL, VERSION, described, released
from tests.site.csv_rows import PACKAGES

PROV = Namespace("http://www.w3.org/ns/prov#")
ADMS = Namespace("http://www.w3.org/ns/adms#")
NEXT = "2026.12.3"


@pytest.fixture(scope="session")
def following(small_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Release:
    """Return the release after the first."""
    folder = tmp_path_factory.mktemp("following")
    return released(small_data, PACKAGES, folder, version=NEXT, previous=VERSION)


@pytest.fixture(scope="session")
def files(version: DescribedVersion, release: Release, following: Release) -> dict[str, bytes]:
    """Return what stands at the root of a site with two releases."""
    versions = [version, described(following)]
    return site_catalog(versions, [release, following], following.manifest, KNOWN, URL)


@pytest.fixture(scope="session")
def graph(files: dict[str, bytes]) -> Graph:
    """Return the catalogue at the root, read."""
    return Graph().parse(data=files[CATALOGUE_FILE], format="json-ld")


@pytest.fixture(scope="session")
def of_release(version: DescribedVersion) -> Graph:
    """Return the catalogue of the first release, read."""
    found = descriptions(version, KNOWN, URL)
    return Graph().parse(data=found[CATALOGUE_FILE], format="json-ld")


def test_a_release_is_harvested_whole(of_release: Graph, version: DescribedVersion) -> None:
    """Its tables with each file that holds them, stored or copied, and nothing else."""
    assert harvested(of_release, VERSION) == source_of(version, URL)


def test_the_newest_release_is_harvested_at_the_root(graph: Graph, following: Release) -> None:
    """Whoever reads the root alone has it; of older ones the whole, and their own catalogues."""
    assert harvested(graph, NEXT) == source_of(described(following), URL)
    older = harvested(graph, VERSION)
    assert set(older) == {f"{URL}/data/{VERSION}/#release"}
    catalogues = set(graph.objects(URIRef(f"{URL}/#catalog"), DCAT.catalog))
    assert catalogues == {URIRef(f"{URL}/data/{each}/#catalog") for each in (VERSION, NEXT)}


def test_turtle_says_the_same(files: dict[str, bytes], graph: Graph) -> None:
    """Both files are one graph."""
    assert isomorphic(graph, Graph().parse(data=files[TURTLE_FILE], format="turtle"))


def test_everything_has_an_address(graph: Graph, of_release: Graph) -> None:
    """Nothing has a name that another reading would change, and all of ours are of the site."""
    for read in (graph, of_release):
        nodes = {each for triple in read for each in triple}
        assert not [each for each in nodes if isinstance(each, BNode)]
        addresses = [str(each) for each in nodes if isinstance(each, URIRef)]
        assert not [each for each in addresses if "://" not in each and "mailto:" not in each]


def test_releases_are_a_series(graph: Graph) -> None:
    """Each is a version of the series, with its number, its notes and the one before it."""
    series = graph.value(predicate=RDF.type, object=DCAT.DatasetSeries)
    first, second = (URIRef(f"{URL}/data/{each}/#release") for each in (VERSION, NEXT))
    assert set(graph.objects(series, DCAT.hasVersion)) == {first, second}
    assert graph.value(second, DCAT.prev) == first
    for each, name in ((first, VERSION), (second, NEXT)):
        assert graph.value(each, DCAT.version) == Literal(name)
        assert graph.value(each, DCAT.isVersionOf) == series
        assert graph.value(each, DCAT.inSeries) == series
        assert languages(graph, each, ADMS.versionNotes) == {"en", "ja"}
    assert graph.value(first, DCTERMS.identifier) == Literal(f"https://doi.org/{DOI}")


def test_titles_are_in_both_languages(graph: Graph) -> None:
    """Of the catalogue, the series, and every data set and file."""
    for kind in (DCAT.Catalog, DCAT.Dataset, DCAT.Distribution):
        for each in graph.subjects(RDF.type, kind):
            assert languages(graph, each, DCTERMS.title) == {"en", "ja"}


def test_keywords_and_sources_are_those_of_the_package(
    of_release: Graph, version: DescribedVersion
) -> None:
    """Each keyword in its language; a table has those of its package."""
    table = URIRef(f"{URL}/data/{VERSION}/jcm/projects.csv#table")
    descriptor = version.packages["jcm"].descriptor
    assert {str(each) for each in of_release.objects(table, DCAT.keyword)} == {
        *descriptor["keywords"]
    }
    assert languages(of_release, table, DCAT.keyword) == {"en", "ja"}
    assert {str(each) for each in of_release.objects(table, PROV.wasDerivedFrom)} == {
        each["path"] for each in descriptor["sources"]
    }


def test_who_publishes_is_said_only_if_known(version: DescribedVersion, graph: Graph) -> None:
    """Without settings there is no publisher and no contact, of the catalogue and of data sets."""
    found = descriptions(version, UNKNOWN, URL)
    unknown = Graph().parse(data=found[CATALOGUE_FILE], format="json-ld")
    for predicate in (DCTERMS.publisher, DCAT.contactPoint):
        assert not set(unknown.subjects(predicate))
        with_it = set(graph.subjects(predicate))
        assert with_it >= {*graph.subjects(RDF.type, DCAT.Catalog)}
        assert with_it >= {*graph.subjects(RDF.type, DCAT.Dataset)}


def test_what_is_made_up_is_in_no_catalogue(files: dict[str, bytes]) -> None:
    """The example is offered at an address of its own, and is no data of anybody."""
    for content in files.values():
        assert b"made-up" not in content
        assert b"data/example" not in content


def test_bytes_follow_from_what_is_described(
    version: DescribedVersion, release: Release, following: Release, files: dict[str, bytes]
) -> None:
    """Made once more they are the same."""
    versions = [version, described(following)]
    again = site_catalog(versions, [release, following], following.manifest, KNOWN, f"{URL}/")
    assert again == files
