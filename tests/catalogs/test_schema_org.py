"""schema.org: a description that is complete, or none and why."""

from dataclasses import replace
from typing import Any

import pytest

from reporting.catalogs.citations import ReleaseCitation, citation
from reporting.catalogs.schema_org import release_json_ld, table_json_ld
from reporting.catalogs.version import DescribedVersion
from reporting.messages import LANGUAGES, Text
from tests.catalogs.making import KNOWN, UNKNOWN, URL, VERSION


def _cited(version: DescribedVersion) -> ReleaseCitation:
    return citation(version.manifest, version.whole, UNKNOWN, URL)


@pytest.fixture(scope="session")
def whole(version: DescribedVersion) -> dict[str, Any]:
    """Return the description of a release."""
    found, reasons = release_json_ld(version, _cited(version), URL, "en")
    assert found is not None, reasons
    return found


def test_a_release_is_described_with_its_files(
    version: DescribedVersion, whole: dict[str, Any]
) -> None:
    """Version, day, licence, sources, and what can be downloaded, with sizes and hashes."""
    assert (whole["@type"], whole["version"]) == ("Dataset", VERSION)
    assert whole["datePublished"] == "2026-12-01"
    assert whole["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert [each["contentUrl"] for each in whole["distribution"]] == [
        f"{URL}/data/{VERSION}/{name}"
        for name in (*("datapackage.json", f"jcm-open-data-{VERSION}.zip", "jcm-open-data.sqlite"),)
    ]
    assert all(each["sha256"] and each["encodingFormat"] for each in whole["distribution"])
    assert len(whole["hasPart"]) == len(version.manifest.tables)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_table_is_described_in_the_language_of_its_page(
    version: DescribedVersion, language: str
) -> None:
    """With its fields and the files that hold it; short descriptions get that of the package."""
    for entry in version.manifest.tables:
        found, reasons = table_json_ld(version, _cited(version), URL, language, entry.path)
        assert found is not None, (entry.path, reasons)
        table = version.packages[entry.package].tables[entry.name]
        assert table.title[language] in found["name"]
        assert [each["name"] for each in found["variableMeasured"]] == list(table.schema.names)
        assert 50 <= len(found["description"]) <= 5000
        assert found["url"] == f"{URL}/data/{entry.path}/"
        formats = [each["encodingFormat"] for each in found["distribution"]]
        assert formats[:2] == ["text/csv", "application/vnd.apache.parquet"]


def _en(reasons: tuple[Text, ...]) -> list[str]:
    return [each.en for each in reasons]


def test_without_an_address_there_is_none(version: DescribedVersion) -> None:
    """What can be downloaded needs one."""
    cited = citation(version.manifest, version.whole, KNOWN, "")
    found, reasons = release_json_ld(version, cited, "", "en")
    assert found is None
    assert _en(reasons) == ["the site's address is not known"]


def test_a_reason_is_told_for_each_lack(version: DescribedVersion) -> None:
    """Licence, sources, makers and files: each by itself keeps the description back."""
    cited = _cited(version)
    lacks = {
        "the data name no licence": replace(cited, licence_address=""),
        "the data name no source": replace(cited, sources=()),
        "the data name nobody who made them": replace(cited, authors=()),
    }
    for reason, lacking in lacks.items():
        assert _en(release_json_ld(version, lacking, URL, "en")[1]) == [reason]
    manifest = replace(version.manifest, files=())
    emptied = replace(version, manifest=manifest, copies=())
    assert _en(release_json_ld(emptied, cited, URL, "en")[1]) == ["there is no file to download"]


def test_data_without_sources_get_none(bare: DescribedVersion) -> None:
    """Descriptors that name neither source nor maker, and describe nothing."""
    cited = citation(bare.manifest, bare.whole, UNKNOWN, URL)
    found, reasons = table_json_ld(bare, cited, URL, "en", "nomenclature/countries")
    assert found is None
    assert _en(reasons) == [
        "the data name no source",
        "the data name nobody who made them",
        "the description is too short",
    ]
