"""Ledgers that reports are asked of: the made-up data, and a small record."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from reporting.ledger.engines import engine
from reporting.ledger.ledger import Ledger
from tests.forms.record import tables
from tests.ledger.making import ledger_of, opened


@pytest.fixture(scope="session")
def example() -> Iterator[Ledger]:
    """Return the ledger of ``data/example``."""
    with engine() as running:
        yield opened(running, Path("data/example"))


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """Return the ledger of the small record, whose NDC averages."""
    folder = tmp_path_factory.mktemp("reports") / "small"
    with ledger_of(folder, tables(method="averaging", elapsed_basis="since_start")) as ledger:
        yield ledger


@pytest.fixture(scope="session")
def open_ended(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """Return the ledger of the small record with an NDC that names no method."""
    folder = tmp_path_factory.mktemp("reports") / "open"
    with ledger_of(folder, tables()) as ledger:
        yield ledger


@pytest.fixture(scope="session")
def public(small_data: Path) -> Iterator[Ledger]:
    """Return the ledger of a small public record, which declares no year complete."""
    with engine() as running:
        yield opened(running, small_data / "article6", small_data / "jcm")
