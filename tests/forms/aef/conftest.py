"""The forms of the example and of the usual small record, each built once."""

from collections.abc import Callable, Iterator
from functools import cache, partial

import pytest

from reporting.forms.model.form import Form
from reporting.ledger.ledger import Ledger
from tests.forms.aef.asking import asked_of, record
from tests.ledger.making import ledger_of

Filed = Callable[[str, int], Form]


@pytest.fixture(scope="session")
def filed(example: Ledger) -> Filed:
    """Return what answers with the form of a Party for a year."""
    return _once(example)


@pytest.fixture(scope="session")
def sold(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filed]:
    """Return what answers with the form of a Party of the usual small record."""
    folder = tmp_path_factory.mktemp("aef") / "record"
    with ledger_of(folder, record()) as ledger:
        yield _once(ledger)


def _once(ledger: Ledger) -> Filed:
    return cache(partial(asked_of, ledger))
