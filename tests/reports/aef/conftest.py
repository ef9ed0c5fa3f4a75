"""The forms of the example, each built once."""

from collections.abc import Callable

import pytest

from reporting.ledger.ledger import Ledger
from reporting.reports.form import Form
from tests.reports.aef.asking import asked_of

Filed = Callable[[str, int], Form]


@pytest.fixture(scope="session")
def filed(example: Ledger) -> Filed:
    """Return what answers with the form of a Party for a year."""
    known: dict[tuple[str, int], Form] = {}

    def of(party: str, year: int) -> Form:
        if (party, year) not in known:
            known[party, year] = asked_of(example, party, year)
        return known[party, year]

    return of
