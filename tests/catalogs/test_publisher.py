"""The settings of the publisher: what is absent stays empty, what is wrong is named."""

from pathlib import Path

import pytest

from reporting.catalogs.publisher import ENTRIES, PUBLISHER, Publisher, publisher_in
from reporting.findings import LANGUAGES, Finding, catalogue
from tests.shared import ROOT

WHOLE = """
name = "Example Foundation"
name_ja = "\u4f8b\u793a\u8ca1\u56e3"
kind = "person"
url = "https://example.org/"
ror = "https://ror.org/05dxps055"
orcid = "0000-0002-1694-233X"
email = "data@example.org"
contact = "https://example.org/contact"
repository = "https://example.org/data"
domain = "example.org"
domain_year = 2026
[doi]
concept = "10.5281/zenodo.1"
[doi.versions]
"2026.12.2" = "10.5281/zenodo.2"
"""


def _read(folder: Path, text: str | bytes) -> tuple[Publisher, tuple[Finding, ...]]:
    path = folder / PUBLISHER
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return publisher_in(path)


def test_the_settings_of_this_checkout_are_sound() -> None:
    """What stands in content/publisher.toml has no fault."""
    path = ROOT / "content" / PUBLISHER
    assert path.exists()
    assert publisher_in(path)[1] == ()


def test_every_entry_is_named_in_the_file() -> None:
    """Whoever opens the file sees each entry that there is, with an example that would be taken."""
    text = (ROOT / "content" / PUBLISHER).read_text(encoding="utf-8")
    for name in (*ENTRIES, "concept"):
        assert f"# {name} = " in text or f"\n{name} = " in text


def test_examples_are_of_their_form() -> None:
    """What a remedy proposes is itself right."""
    for name, form in ENTRIES.items():
        for example in form.example.split(" / "):
            assert form.holds(int(example) if name == "domain_year" else example), name


def test_nothing_is_known_without_a_file(tmp_path: Path) -> None:
    """No file and an empty file are the same: nobody is named."""
    assert publisher_in(tmp_path / PUBLISHER) == (Publisher(), ())
    assert _read(tmp_path, "# all to come\n") == (Publisher(), ())


def test_every_entry_is_read(tmp_path: Path) -> None:
    """Each entry has its place, identifiers of versions by version."""
    publisher, faults = _read(tmp_path, WHOLE)
    assert faults == ()
    assert publisher.name_ja == "\u4f8b\u793a\u8ca1\u56e3"
    assert (publisher.kind, publisher.orcid) == ("person", "0000-0002-1694-233X")
    assert (publisher.doi, publisher.dois) == (
        "10.5281/zenodo.1",
        {"2026.12.2": "10.5281/zenodo.2"},
    )
    assert publisher.tag == "tag:example.org,2026:"


def test_a_tag_needs_the_year_of_its_domain(tmp_path: Path) -> None:
    """A domain name changes hands: without a year nothing can be called by it for ever."""
    assert _read(tmp_path, 'domain = "example.org"')[0].tag == ""


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ('name = " "', "name"),
        ("name = 3", "name"),
        ('kind = "company"', "kind"),
        ('url = "example.org"', "url"),
        ('url = "https://"', "url"),
        ('url = "https://[/"', "url"),
        ('url = "javascript:alert(1)"', "url"),
        ('url = "https://example.org/a b"', "url"),
        ('ror = "05dxps055"', "ror"),
        ('orcid = "0000-0002-1825-0098"', "orcid"),
        ('email = "nobody"', "email"),
        ('email = ["a@example.org"]', "email"),
        ('domain = "https://example.org"', "domain"),
        ("domain_year = true", "domain_year"),
        ("domain_year = 26", "domain_year"),
        ('doi = {concept = "https://doi.org/10.1/x"}', "doi.concept"),
        ('[doi.versions]\n"2026.12.2" = "zenodo"', "doi.versions.2026.12.2"),
    ],
)
def test_a_wrong_entry_is_named_and_counts_as_absent(tmp_path: Path, text: str, entry: str) -> None:
    """The finding has the entry and its form; the others stay as they are."""
    publisher, (fault,) = _read(tmp_path, f'repository = "https://example.org/data"\n{text}')
    assert publisher == Publisher(repository="https://example.org/data")
    assert (fault.code, str(fault.place)) == ("publisher-entry-wrong", f"{PUBLISHER} {entry}")
    for language in LANGUAGES:
        assert entry in fault.words(language).expected
        assert fault.words(language).found.isprintable()


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ('mail = "data@example.org"', "mail"),
        ('doi = "10.5281/zenodo.1"', "doi"),
        ('[doi.versions]\nlatest = "10.5281/zenodo.1"', "doi.versions.latest"),
        ('[publisher]\nname = "Example"', "publisher.name"),
    ],
)
def test_an_unknown_entry_is_named(tmp_path: Path, text: str, entry: str) -> None:
    """A slip of the pen is not passed over in silence."""
    publisher, (fault,) = _read(tmp_path, text)
    assert publisher == Publisher()
    assert (fault.code, fault.values["entry"]) == ("publisher-entry-unknown", entry)


@pytest.mark.parametrize("text", ["name = ", b'name = "\xff"', 'name = "a"\nname = "b"'])
def test_what_is_no_toml_is_one_finding(tmp_path: Path, text: str | bytes) -> None:
    """It names the file and the fault."""
    publisher, (fault,) = _read(tmp_path, text)
    assert publisher == Publisher()
    assert (fault.code, str(fault.place)) == ("publisher-unreadable", PUBLISHER)
    assert fault.values["fault"]


def test_the_publisher_has_no_other_codes() -> None:
    """Each kind of finding about the publisher is given by a test above."""
    codes = {name for name in catalogue() if name.startswith("publisher-")}
    assert codes == {"publisher-unreadable", "publisher-entry-unknown", "publisher-entry-wrong"}
