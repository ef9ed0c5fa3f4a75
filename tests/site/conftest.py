"""What the tests of the site share: its pages parsed, and a small project to build and break."""

import shutil
from pathlib import Path

import pytest

from tests.site.cut import EXAMPLE, assemble
from tests.site.documents import Document, parse_all
from tests.site.workshop import Workshop


@pytest.fixture(scope="session")
def documents(site: Path) -> dict[str, Document]:
    """Return every page of the real site, parsed, by path."""
    return parse_all(site)


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    """Return a copy of the project with few data, its site built; tests only read it."""
    folder = tmp_path_factory.mktemp("small")
    workshop = Workshop.copy(folder / "project", assemble(folder / "data"), EXAMPLE / "forms.toml")
    code, said = workshop.build()
    assert code == 0, said
    return workshop


@pytest.fixture
def workshop(small: Workshop, tmp_path: Path) -> Workshop:
    """Return a built copy of the project for one test to break."""
    return Workshop(shutil.copytree(small.root, tmp_path / "project", symlinks=True))
