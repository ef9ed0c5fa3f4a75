"""What stands beside a version: all of it for a release, what reads tables for working data."""

from reporting.catalogs.descriptions import descriptions
from reporting.catalogs.version import DescribedVersion
from tests.catalogs.making import KNOWN, UNKNOWN, URL, in_work

CITATIONS = {".zenodo.json", "CITATION.cff", "citation.bib", "citation.csl.json", "citation.ris"}
CATALOGUES = {"catalog.jsonld", "catalog.ttl"}


def _at_the_top(files: dict[str, bytes]) -> set[str]:
    return {path for path in files if "/" not in path}


def test_a_release_has_all_that_its_site_can_say(version: DescribedVersion) -> None:
    """Catalogues need an address; the rest is there without it."""
    without = _at_the_top(descriptions(version, UNKNOWN, ""))
    assert without == {*CITATIONS, "croissant.json"}
    assert _at_the_top(descriptions(version, UNKNOWN, URL)) == without | CATALOGUES


def test_working_data_are_neither_cited_nor_catalogued(version: DescribedVersion) -> None:
    """Their tables are described for tools that read them."""
    files = descriptions(in_work(version), KNOWN, URL)
    assert not _at_the_top(files)
    assert "jcm/projects.csv-metadata.json" in files


def test_no_description_takes_the_place_of_a_file(version: DescribedVersion) -> None:
    """Stored files and copies keep their names."""
    files = {each.path for each in (*version.manifest.files, *version.copies)}
    assert not files & set(descriptions(version, KNOWN, URL))


def test_the_same_in_is_the_same_out(version: DescribedVersion) -> None:
    """With or without a slash at the end of the site's address."""
    assert descriptions(version, KNOWN, URL) == descriptions(version, KNOWN, f"{URL}/")


def test_data_that_say_little_are_described(bare: DescribedVersion) -> None:
    """Descriptors without sources, makers or keywords give files without them."""
    files = descriptions(bare, UNKNOWN, URL)
    assert b"references" not in files["CITATION.cff"]
    assert "record/projects.csv-metadata.json" in files
