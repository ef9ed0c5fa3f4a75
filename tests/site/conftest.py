"""What the tests of the site share: its pages parsed, and a small project to build and break."""

import shutil
from pathlib import Path

import pytest

from tests.shared import Shared
from tests.site.cut import EXAMPLE, assemble
from tests.site.documents import Document, parse_all
from tests.site.workshop import Workshop


@pytest.fixture(scope="session")
def documents(site: Path) -> dict[str, Document]:
    """Return every page of the real site, parsed, by path."""
    return parse_all(site)


@pytest.fixture(scope="session")
def small(shared: Shared) -> Workshop:
    """Return a copy of the project with few data, its site built; tests only read it."""

    def build(folder: Path) -> None:
        data = assemble(folder / "data")
        code, said = Workshop.copy(folder / "project", data, EXAMPLE / "forms.toml").build()
        assert code == 0, said

    return Workshop(shared.made("small", build) / "project")


@pytest.fixture
def workshop(small: Workshop, tmp_path: Path) -> Workshop:
    """Return a built copy of the project for one test to break."""
    return Workshop(shutil.copytree(small.root, tmp_path / "project", symlinks=True))
