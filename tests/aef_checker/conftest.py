"""What tests of the checker share."""

from collections.abc import Iterator

import pytest

from reporting.aef_checker.consistency import Consistency
from reporting.ledger.checks import ALL
from tests.forms.conftest import example
from tests.ledger.asking import checks

__all__ = ["example", "few"]
HOLDINGS = {"holding-differs", "holding-not-stated", "closing-differs"}
OF_USE = {"authorization-not-of-use", "party-not-authorized", "retired-not-itmo"}
FEW = (*checks("ownership", "mirrors"), *(each for each in ALL if each.code in HOLDINGS | OF_USE))


@pytest.fixture(scope="module")
def few() -> Iterator[None]:
    """Ask the ledger only who held what and what both sides say: all checks take long."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("reporting.aef_checker.consistency.ALL", FEW)
        yield


@pytest.fixture
def cells_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask no ledger: what is looked at stands in the cells."""
    nothing = Consistency(results=(), findings=())
    monkeypatch.setattr("reporting.aef_checker.check.consistency", lambda *_: nothing)
