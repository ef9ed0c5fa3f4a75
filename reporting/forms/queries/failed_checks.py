"""Which checks fail on rows that bear on a Party: with them no form of it is complete."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pyarrow as pa
from pyarrow import compute

from reporting.findings import Finding, Place
from reporting.ledger.checks import ALL, failures
from reporting.ledger.ledger import Ledger

Row = Mapping[str, Any]
# Whose figures a row may change; a row without any of them may change those of all.
PARTIES = (
    *("party", "host", "holder_party", "authorized_party"),
    *("from_party", "to_party", "using_party", "recorded_by"),
)
DAYS = ("event_date", "issued_on")


def failed_checks(ledger: Ledger, party: str, until: date | None) -> tuple[Finding, ...]:
    """Return the finding that stands in the way of a complete form, if any check fails.

    Args:
        ledger: The record.
        party: Whose form.
        until: The last day that counts; what is dated later bears on no figure.
    """
    bearing = [
        finding
        for finding, row in ledger.once("failed checks", lambda: _failed(ledger))
        if _bears(row, party, until)
    ]
    if not bearing:
        return ()
    values = {
        "party": party,
        "count": str(len(bearing)),
        "checks": str(len({each.code for each in bearing})),
    }
    return (Finding(code="form-checks-failed", place=bearing[0].place, values=values),)


def _failed(ledger: Ledger) -> list[tuple[Finding, Row]]:
    """Return each failure with the row that it names."""
    found = [finding for check in ALL for finding in failures(check, ledger)]
    named: dict[str, set[int]] = {}
    for finding in found:
        named.setdefault(finding.place.table, set()).add(finding.place.row)
    rows = dict(_rows(ledger, named)) if named else {}
    return [(finding, rows.get(replace(finding.place, field=""), {})) for finding in found]


def _rows(ledger: Ledger, named: Mapping[str, set[int]]) -> Iterator[tuple[Place, Row]]:
    for table in ledger.inputs.tables.values():
        for name in compute.unique(table["_table"]).to_pylist():
            numbers = pa.array(sorted(named.get(name, ())), pa.int64())
            is_named = compute.and_(
                compute.equal(table["_table"], name), compute.is_in(table["_row"], numbers)
            )
            for row in table.filter(is_named).to_pylist():
                yield Place(package=row["_package"], table=name, row=row["_row"]), row


def _bears(row: Row, party: str, until: date | None) -> bool:
    days = [row[name] for name in DAYS if row.get(name)]
    if until and any(day > until for day in days):
        return False
    named = [row[name] for name in PARTIES if row.get(name)]
    return not named or party in named
