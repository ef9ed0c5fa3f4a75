"""A made-up version of the data with its copies, once for all tests."""

import shutil
from pathlib import Path

import pytest

from tests.releases.made import write_copies, write_release


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a version with copies beside its files; tests only read it."""
    folder = tmp_path_factory.mktemp("release") / "version"
    write_release(folder)
    write_copies(folder)
    return folder


@pytest.fixture
def download(whole: Path, tmp_path: Path) -> Path:
    """Return a copy of that folder, to be altered."""
    return shutil.copytree(whole, tmp_path / "download")
