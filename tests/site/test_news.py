"""News are the changelog: each entry, what was restated first, nothing left out."""

import re
from datetime import date

import pytest

from reporting.messages import LANGUAGES
from reporting.releases.changelog import changelog_entries
from reporting.site.pages.news import HEADINGS, NEWS
from tests.shared import ROOT
from tests.site.documents import Document, words

CHANGELOG = (ROOT / "CHANGELOG.md").read_text("utf-8")
WRITTEN = """# Changelog

Of no version.

## Next

### Added

- A thing.

## 2025.1.0 (2025-01-01)

Said before.

### Added

- B.

### Restated

- Of *C*, 1 to 2.
"""


def test_entries() -> None:
    """An entry has its day, what is said before its parts, and each part by its heading."""
    newest, first = changelog_entries(WRITTEN)
    assert (newest.version, newest.on, newest.said) == ("", None, "")
    assert newest.parts == {"Added": "- A thing."}
    assert (first.version, first.on, first.said) == ("2025.1.0", date(2025, 1, 1), "Said before.")
    assert first.parts == {"Added": "- B.", "Restated": "- Of *C*, 1 to 2."}


def test_each_heading_has_a_translation() -> None:
    """The parts of our entries are called as the head of the changelog says."""
    assert {name for each in changelog_entries(CHANGELOG) for name in each.parts} <= {*HEADINGS}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_has_every_word(documents: dict[str, Document], lang: str) -> None:
    """Each entry stands on the page, in order; what was restated is first and open."""
    page = documents[f"{'' if lang == 'en' else 'ja/'}{NEWS}index.html"]
    entries = [*changelog_entries(CHANGELOG)]
    heads = [words(each.text_content()) for each in page.every("//main//h2[@id]")]
    assert all(each.version in head for each, head in zip(entries, heads, strict=True))
    shown = re.sub(r"\W", "", page.text("//main"))
    for entry in entries:
        for text in (entry.said, *entry.parts.values()):
            for line in text.splitlines():
                said = re.sub(r"\]\([^)]*\)|\W", "", line)  # a file of the repository is no page
                assert said in shown, line
    restated = page.every("//details[contains(@id, 'restated')]")
    assert len(restated) == sum("Restated" in each.parts for each in entries)
    assert all("open" in each.attrib for each in restated)
    for each in restated:
        assert each.getprevious().tag != "details", "something stands before what was restated"
