"""What tests of the checker share."""

import pytest

from reporting.ledger.checks import ALL
from reporting.ledger.checks.mirrors import MIRRORS
from reporting.ledger.checks.ownership import OWNERSHIP
from tests.reports.conftest import example

__all__ = ["example", "few"]
STATED = {"holding-differs", "holding-not-stated"}
FEW = (*OWNERSHIP, *MIRRORS, *(each for each in ALL if each.code in STATED))


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask the ledger only who held what and what both sides say: all checks take long."""
    monkeypatch.setattr("reporting.checker.consistency.ALL", FEW)
