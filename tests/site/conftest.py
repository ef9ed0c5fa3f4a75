"""What the tests of the site share: its pages parsed, and a small project to build and break."""

from pathlib import Path

import pytest

from tests.site.documents import Document, parse_all


@pytest.fixture(scope="session")
def documents(site: Path) -> dict[str, Document]:
    """Return every page of the real site, parsed, by path."""
    return parse_all(site)
