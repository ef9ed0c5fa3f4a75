"""Releases that the tests of descriptions share."""

from pathlib import Path

import pytest

from reporting.catalogs.version import DescribedVersion
from reporting.releases.release import Release
from tests.broken.case import CLEAN
from tests.catalogs.making import described, released
from tests.site.csv_rows import PACKAGES


@pytest.fixture(scope="session")
def release(small_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Release:
    """Return a release of the small record."""
    return released(small_data, PACKAGES, tmp_path_factory.mktemp("release"))


@pytest.fixture(scope="session")
def version(release: Release) -> DescribedVersion:
    """Return it with what stands beside it."""
    return described(release)


@pytest.fixture(scope="session")
def bare(tmp_path_factory: pytest.TempPathFactory) -> DescribedVersion:
    """Return a release whose descriptors name no source, no maker and no version."""
    folder = tmp_path_factory.mktemp("bare")
    return described(released(CLEAN, ("record", "nomenclature"), folder))
