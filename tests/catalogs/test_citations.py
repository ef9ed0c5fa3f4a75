"""Citations: one fact in five formats, and nothing that nobody has said."""

import json
import re

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from reporting.bundled import DATA
from reporting.catalogs.citations import (
    ReleaseCitation,
    bibtex,
    citation,
    citation_cff,
    citation_files,
    latex,
    release_cff,
)
from reporting.catalogs.publisher import Publisher
from reporting.catalogs.version import DescribedVersion
from reporting.releases.release import Release, releases_in, standing
from tests.catalogs.making import DOI, KNOWN, UNKNOWN, URL, VERSION, in_work
from tests.shared import ROOT


@pytest.fixture
def known(version: DescribedVersion) -> ReleaseCitation:
    """Return a citation where all is known."""
    return citation(version.manifest, version.whole, KNOWN, URL)


@pytest.fixture
def unknown(version: DescribedVersion) -> ReleaseCitation:
    """Return a citation of today: no publisher, no address, no DOI."""
    return citation(version.manifest, version.whole, UNKNOWN, "")


def test_every_format_says_version_day_and_authors(unknown: ReleaseCitation) -> None:
    """Whatever a reference manager reads."""
    files = {name: each.decode() for name, each in citation_files(unknown).items()}
    assert sorted(files) == [
        *(".zenodo.json", "CITATION.cff", "citation.bib", "citation.csl.json", "citation.ris")
    ]
    for text in files.values():
        assert VERSION in text
        assert "JCM Open Data" in text
        assert "2026" in text


def test_nothing_is_invented(unknown: ReleaseCitation) -> None:
    """What nobody has said stands nowhere: no publisher, address, DOI, contact."""
    for name, content in citation_files(unknown).items():
        text = content.decode()
        assert "None" not in text
        for word in ("doi", "publisher", "example.org", "contact", "repository-code"):
            assert not re.search(rf"\b{word}\b", text, re.IGNORECASE), (name, word)


def test_what_is_known_is_in_each(known: ReleaseCitation) -> None:
    """The DOI and the address of the version; Zenodo gives the DOI itself."""
    for name, content in citation_files(known).items():
        text = content.decode()
        assert f"{URL}/data/{VERSION}/" in text
        assert (DOI in text) == (name != ".zenodo.json"), name


def test_citation_file_is_yaml_of_the_format(known: ReleaseCitation) -> None:
    """A data set with version and day, derived from the sources of its descriptors."""
    read = yaml.safe_load(citation_cff(known))
    assert (read["cff-version"], read["type"], read["version"]) == ("1.2.0", "dataset", VERSION)
    assert read["date-released"] == "2026-12-01"
    assert (read["doi"], read["license"]) == (DOI, "CC-BY-4.0")
    assert read["contact"] == [{"name": "Example Foundation", "email": "data@example.org"}]
    assert "https://www.jcm.go.jp/" in {each["url"] for each in read["references"]}


def test_an_identifier_of_all_versions_is_told_apart(version: DescribedVersion) -> None:
    """The DOI of the concept is no DOI of the version."""
    publisher = Publisher(doi="10.5281/zenodo.1")
    read = yaml.safe_load(citation_cff(citation(version.manifest, version.whole, publisher, "")))
    assert "doi" not in read
    assert [each["value"] for each in read["identifiers"]] == ["10.5281/zenodo.1"]


def test_ris_has_a_tag_in_each_line(known: ReleaseCitation) -> None:
    """Lines end in CR LF, begin with the type and end with the end of the record."""
    lines = citation_files(known)["citation.ris"].decode().split("\r\n")
    assert (lines[0], lines[-2:]) == ("TY  - DATA", ["ER  - ", ""])
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*", each) for each in lines[:-1])
    assert "DA  - 2026/12/01/" in lines


def test_csl_json_has_the_day_in_parts(known: ReleaseCitation) -> None:
    """As citeproc reads it."""
    (item,) = json.loads(citation_files(known)["citation.csl.json"])
    assert (item["type"], item["issued"]) == ("dataset", {"date-parts": [[2026, 12, 1]]})
    assert item["author"] == [{"literal": "JCM Open Data"}]


def test_zenodo_names_each_source_once(known: ReleaseCitation) -> None:
    """Two sources may have one address."""
    related = json.loads(citation_files(known)[".zenodo.json"])["related_identifiers"]
    sources = [each["identifier"] for each in related if each["relation"] == "isDerivedFrom"]
    assert len(sources) == len(set(sources)) > 1


def test_the_line_for_people_is_in_both_languages(
    known: ReleaseCitation, unknown: ReleaseCitation
) -> None:
    """It ends with the DOI, if there is one, and has no space for one that is not there."""
    assert unknown.text.en == (
        "JCM Open Data (2026). The public record of the Joint Crediting Mechanism, "
        f"version {VERSION}."
    )
    assert known.text.en == f"{unknown.text.en} https://doi.org/{DOI}"
    assert VERSION in known.text.ja
    assert known.text.ja.endswith(DOI)


@given(st.text(alphabet=st.characters(codec="ascii", categories=["L", "N", "P", "S"])))
def test_latex_takes_any_text(text: str) -> None:
    """Braces match, and no mark that LaTeX takes for its own stands free."""
    written = latex(text)
    bare = re.sub(r"\\textbackslash\{\}|\\textasciitilde\{\}|\\textasciicircum\{\}", "", written)
    assert not re.search(r"[\\{}$&#%_~^]", re.sub(r"\\[{}$&#%_]", "", bare))


def test_bibtex_is_one_entry(known: ReleaseCitation) -> None:
    """Names of organisations stand in braces of their own, or BibTeX takes them apart."""
    text = bibtex(known).decode()
    assert text.startswith(f"@misc{{jcm-open-data-{VERSION},\n")
    assert "author = {{JCM Open Data}}" in text
    assert "month = dec," in text
    assert text.count("{") == text.count("}")


def test_working_data_are_not_cited(version: DescribedVersion) -> None:
    """They have no day, and tomorrow other rows."""
    with pytest.raises(ValueError, match="no release"):
        citation(in_work(version).manifest, version.whole, UNKNOWN, "")


def test_the_repository_cites_its_newest_release(release: Release) -> None:
    """CITATION.cff at the top is written with each release: one version everywhere."""
    assert yaml.safe_load(release_cff(release, UNKNOWN))["version"] == VERSION
    made = standing(releases_in(DATA))
    if not made:
        pytest.skip("there is no release yet")
    read = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    newest = made[-1].manifest
    assert (read["version"], read["date-released"]) == (newest.version, str(newest.created))
