"""Tables 3 and 4 of the agreed electronic format, cell by cell, from the ledger's answers.

The labels are those of 4/CMA.6 annex II and the values those of the common nomenclature; ``NA``
stands where a column does not apply to the type of action. Table 4 has the first columns of both.
"""

import csv
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from reporting.ledger.actions import (
    ACQUISITION,
    CANCELLATION,
    FIRST_TRANSFER,
    TRANSFER,
    USE,
)
from reporting.ledger.entries import VOLUNTARY_CANCELLATION
from reporting.ledger.first_transfers import OIMP
from tests.example.package import ROOT
from tests.worked_examples.alike import Row
from tests.worked_examples.asked_of_the_ledger import share_of_block

Approaches = Mapping[str, Row]  # rows of ``cooperative_approaches`` by their keys
NA = "NA"
SUBTYPES = {
    "international_transfer": "first_international_transfer",
    "omge_cancellation": "omge_voluntary",  # 2/CMA.3 annex, para. 39: never mandatory
}
ENDS = (USE, CANCELLATION, VOLUNTARY_CANCELLATION)
BY_END = ("use_or_cancellation", "omge_cancellation")
SERIALS = (("First ID", "Last ID"), ("First unit ID", "Last unit ID"))
QUANTITIES = ("Quantity (t CO2 eq)", "Quantity (in non-GHG metric)")


def aef_actions(done: Sequence[Row], approaches: Approaches, party: str, year: int) -> list[Row]:
    """Return the rows of Table 3 of a Party for a year, from `reporting.ledger.actions.actions`."""
    cells = [
        {
            "Action date": row["date"].strftime("%d/%m/%Y"),
            "Action type": _label("action_type", row["action"]),
            "Action subtype": _subtype(row),
            **_of_units(row, approaches, row["binding_id"]),
            **_of_parties(row),
            "Result of the consistency checks": "",
            "Additional explanatory information": "",
        }
        for row in done
        if row["party"] == party and row["date"] and row["date"].year == year
    ]
    return _neighbours_joined(cells)


def aef_holdings(held: Sequence[Row], approaches: Approaches, party: str) -> list[Row]:
    """Return the rows of Table 4: the ITMOs among what a Party holds on 31 December."""
    return _neighbours_joined(
        _of_units(row, approaches, row["authorization_id"])
        for row in held
        if row["party"] == party and row["status"] == "itmo"
    )


def _of_units(row: Row, approaches: Approaches, authorization: str) -> Row:
    """Return the columns that both tables have."""
    approach = approaches[row["approach"]]
    number = approach["approach_id"]
    is_other = row["metric"] == "non_ghg"
    prefix = f"{row['unit_prefix']}-" if row["unit_prefix"] else ""
    itmo = f"{number}-{row['originating_registry']}-{row['host']}-{{}}-{row['vintage']}"
    units = prefix + "{}" if approach["is_jcm"] else NA
    written = {
        **_serials(itmo, SERIALS[0], (row["first_itmo"], row["last_itmo"])),
        **_serials(units, SERIALS[1], (row["first_unit"], row["last_unit"])),
    }
    return {
        "Cooperative approach ID": number,
        "Authorization ID": authorization,
        "First transferring participating Party ID": row["host"],
        "Party ITMO registry ID": row["registry"],
        "Underlying unit registry ID": "JCM" if approach["is_jcm"] else NA,
        **written,
        "Metric": _label("metric", row["metric"]),
        "Applicable GWP value(s)": "",
        "Applicable non-GHG metric": "" if is_other else NA,
        "Quantity (t CO2 eq)": row["quantity"],
        "Quantity (in non-GHG metric)": share_of_block(row) if is_other else NA,
        "Mitigation type": _label("mitigation_type", row["mitigation_type"]),
        "Vintage": row["vintage"],
    }


def _of_parties(row: Row) -> Row:
    """Return the columns that depend on the type of action."""
    action, counterparty = row["action"], row["counterparty"]
    is_ended = action in ENDS or (action == FIRST_TRANSFER and row["subtype"] in BY_END)
    is_sent = action in (FIRST_TRANSFER, TRANSFER) and not is_ended
    holder = (counterparty if action == FIRST_TRANSFER else None) or row["party"]
    user = (row["user"] or holder) if is_ended else None
    purpose = row["purpose"] if is_ended and row["purpose"] in OIMP else None
    year = "Calendar year for which the ITMOs are used towards the Party's NDC"
    return {
        "Transferring participating Party ID": counterparty if action == ACQUISITION else NA,
        "Acquiring participating Party ID": (counterparty if is_sent else None) or NA,
        "Purpose for which the ITMO has been used towards or cancelled for OIMP": purpose or NA,
        "Using/cancelling participating Party ID": user or NA,
        "Using/cancelling authorized entity ID": (row["user_entity"] if is_ended else None) or NA,
        year: (row["use_year"] if action == USE else None) or NA,
    }


def _subtype(row: Row) -> str:
    code: str = row["subtype"]
    return _label("action_subtype", SUBTYPES.get(code) or code) if code else NA


def _serials(written: str, labels: tuple[str, str], serials: tuple[int | None, ...]) -> Row:
    return {
        label: NA if serial is None else written.format(serial)
        for label, serial in zip(labels, serials, strict=True)
    }


def _neighbours_joined(rows: Iterable[Row]) -> list[Row]:
    """Make one row of neighbours whose other cells are equal: Table 4 has no accounts."""
    joined: list[dict[str, Any]] = []
    for row in sorted(rows, key=_in_order):
        last = joined[-1] if joined else None
        if (
            last
            and _fixed(last) == _fixed(row)
            and all(_adjoin(last, row, ends) for ends in SERIALS)
        ):
            last |= {end: row[end] for _, end in SERIALS}
            last |= {name: last[name] + row[name] for name in QUANTITIES if row[name] != NA}
        else:
            joined.append(dict(row))
    return list(joined)


def _fixed(row: Row) -> Row:
    varying = {name for ends in SERIALS for name in ends} | {*QUANTITIES}
    return {name: cell for name, cell in row.items() if name not in varying}


def _adjoin(before: Row, after: Row, ends: tuple[str, str]) -> bool:
    last, first = _number(before[ends[1]]), _number(after[ends[0]])
    return last is first is None or (last is not None and first == last + 1)


def _in_order(row: Row) -> tuple[str, int]:
    return repr(sorted(_fixed(row).items())), _number(row["First ID"]) or 0


def _number(identifier: str) -> int | None:
    """Return the serial number of an identifier, of five parts if of ITMOs."""
    parts = identifier.split("-")
    return None if identifier == NA else int(parts[3] if len(parts) == 5 else parts[-1])


def _label(kind: str, code: str) -> str:
    return _labels()[kind, code]


@cache
def _labels() -> Mapping[tuple[str, str], str]:
    path = ROOT / "data" / "nomenclature" / "aef_terms.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {(row["list"], row["code"]): row["value"] for row in csv.DictReader(file)}
