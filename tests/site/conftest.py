"""What the tests of the site share: its pages parsed, and a small project to build and break."""

import shutil
from pathlib import Path

import pytest

from tests.shared import Shared
from tests.site.cut import EXAMPLE, assemble, release
from tests.site.documents import Document, parse_all
from tests.site.made_snapshots import both
from tests.site.workshop import Workshop


@pytest.fixture(scope="session")
def documents(site: Path) -> dict[str, Document]:
    """Return every page of the real site, parsed, by path."""
    return parse_all(site)


@pytest.fixture(scope="session")
def released(shared: Shared) -> Path:
    """Return a data folder with few rows and two releases, the second of its rows."""
    folder = shared.made("released", lambda folder: release(assemble(folder / "data")))
    return folder / "data"


@pytest.fixture(scope="session")
def small(shared: Shared, released: Path) -> Workshop:
    """Return a copy of the project with few data, its site built; tests only read it."""

    def build(folder: Path) -> None:
        workshop = Workshop.copy(folder / "project", released, EXAMPLE / "forms.toml")
        both(workshop.root / "data")
        code, said = workshop.build()
        assert code == 0, said

    return Workshop(shared.made("small", build) / "project")


@pytest.fixture(scope="session")
def plain(shared: Shared) -> Workshop:
    """Return a copy of the project with few data, no release and no form; tests only read it."""

    def build(folder: Path) -> None:
        forms = folder / "forms.toml"
        forms.write_text("[record]\n", encoding="utf-8")
        workshop = Workshop.copy(folder / "project", assemble(folder / "data"), forms)
        code, said = workshop.build()
        assert code == 0, said

    return Workshop(shared.made("plain", build) / "project")


@pytest.fixture
def plain_workshop(plain: Workshop, tmp_path: Path) -> Workshop:
    """Return a built copy without release and form for one test to break."""
    return Workshop(shutil.copytree(plain.root, tmp_path / "project", symlinks=True))


@pytest.fixture
def workshop(small: Workshop, tmp_path: Path) -> Workshop:
    """Return a built copy of the project for one test to break."""
    return Workshop(shutil.copytree(small.root, tmp_path / "project", symlinks=True))
