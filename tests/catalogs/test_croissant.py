"""Croissant: each table is a record set over its CSV, each stored file has its hash."""

from typing import Any

import pytest

from reporting.catalogs.citations import citation
from reporting.catalogs.croissant import croissant
from reporting.catalogs.version import DescribedVersion
from tests.catalogs.making import DOI, KNOWN, UNKNOWN, URL


@pytest.fixture(scope="session")
def known(version: DescribedVersion) -> dict[str, Any]:
    """Return the description where publisher and address are known."""
    return croissant(version, citation(version.manifest, version.whole, KNOWN, URL))


def test_each_table_is_a_record_set(version: DescribedVersion, known: dict[str, Any]) -> None:
    """With its fields and its key, each taken from a column of the CSV of its name."""
    sets = {each["@id"]: each for each in known["recordSet"]}
    assert list(sets) == [each.path for each in version.manifest.tables]
    for name, entry in version.entries().items():
        table, described = version.whole.tables[name], sets[entry.path]
        fields = {each["@id"]: each for each in described["field"]}
        assert list(fields) == [f"{entry.path}/{each}" for each in table.schema.names]
        key = [each["@id"] for each in described.get("key", ())]
        assert key == [f"{entry.path}/{each}" for each in table.schema.primary_key]
        assert {each["source"]["fileObject"]["@id"] for each in fields.values()} == {
            f"{entry.path}.csv"
        }
        assert described["name"] == {"en": table.title["en"], "ja": table.title["ja"]}


def test_each_stored_file_of_a_table_has_its_hash(
    version: DescribedVersion, known: dict[str, Any]
) -> None:
    """CSV and Parquet; copies are not among them, since their bytes are no promise."""
    promised = {each.path: each for each in version.manifest.files}
    files = {each["@id"]: each for each in known["distribution"]}
    assert set(files) == {
        f"{each.path}.{ending}" for each in version.manifest.tables for ending in ("csv", "parquet")
    }
    for path, each in files.items():
        assert each["sha256"] == promised[path].sha256
        assert each["contentSize"] == f"{promised[path].bytes} B"
        assert each["contentUrl"] == f"{URL}/data/{version.version}/{path}"


def test_without_an_address_files_are_beside_it(version: DescribedVersion) -> None:
    """Nothing that is not known stands there, empty or made up."""
    unknown = croissant(version, citation(version.manifest, version.whole, UNKNOWN, ""))
    assert all(each["contentUrl"] == each["@id"] for each in unknown["distribution"])
    assert not {"url", "publisher", "sameAs"} & set(unknown)


def test_what_is_known_is_said(known: dict[str, Any]) -> None:
    """Publisher, DOI, licence and how to cite."""
    assert known["publisher"]["name"] == {"en": "Example Foundation"}
    assert known["sameAs"] == f"https://doi.org/{DOI}"
    assert known["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert DOI in known["citeAs"]
