"""The days that an authorization sets: their order, what lies outside them, and the remedy."""

from pathlib import Path

import pytest

from reporting.ledger.checks import run
from reporting.packages import validate
from tests.ledger.asking import checks
from tests.ledger.authorizations.broken import DAYS
from tests.ledger.making import Row, authorization, ledger_of, make

(OUTSIDE,) = (each for each in checks("authorizations") if each.code == "outside-authorized-days")


def findings(folder: Path, **cells: object) -> set[tuple[str, str]]:
    """Return what is found in a record whose one authorization has some cells."""
    made = make(folder, {"authorizations": [authorization(**cells)]})
    return {
        (each.code, each.place.field)
        for each in validate([made]).findings
        if each.place.table == "authorization_versions"
    }


@pytest.mark.parametrize("what", ["issuance", "use", "cancellation"])
def test_a_last_day_is_not_before_the_first(tmp_path: Path, what: str) -> None:
    """One day may be both; either may be missing."""
    first, last = f"{what}_from", f"{what}_until"
    wrong: Row = {first: "2025-01-02", last: "2025-01-01"}
    assert findings(tmp_path / "wrong", **wrong) == {("not-in-order", last)}
    assert not findings(tmp_path / "one", **{first: "2025-01-02", last: "2025-01-02"})
    assert not findings(tmp_path / "open", **{last: "2025-01-01"})


def test_what_the_remedy_says_ends_the_finding(tmp_path: Path) -> None:
    """The days of the authorizations are corrected, or the day of the event."""
    mended: list[Row] = [
        dict(row) | {"use_until": "2025-06-01"}
        if row.get("use_until") == "2025-05-31"
        else dict(row)
        for row in DAYS["authorizations"]
    ]
    mended = [{**row, "issuance_until": None} for row in mended]
    events: list[Row] = [
        dict(row) | {"event_date": "2025-07-01"} if row["event"] == "cancellation" else dict(row)
        for row in DAYS["transfers"]
    ]
    tables = {**DAYS, "authorizations": mended, "transfers": events}
    with ledger_of(tmp_path / "mended", tables) as ledger:
        result = run(OUTSIDE, ledger)
    assert (result.examined, result.findings) == (2, ())
