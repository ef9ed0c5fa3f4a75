"""Flows: facts added up by Party, approach, purpose and the three clocks, and handed to the law."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import ibis
from ibis import _
from ibis.expr.types import Table

from reporting.ledger.facts import counted, facts
from reporting.ledger.ledger import Ledger
from reporting.ledger.openings import OF_BLOCK, openings

KEYS = (
    "party",
    "flow",
    "approach",
    "host",
    "counterparty",
    "vintage",
    "event_year",
    "use_year",
    "authorized_for",
    "purpose",
    "metric",
    "non_ghg_metric",
    "is_own",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowRow:
    """A total of facts that agree in `KEYS`.

    Attributes:
        keys: The values of `KEYS` in their order; years as integers, None where there is none.
        tonnes: What is known of it, in t CO2 eq; exact.
        non_ghg: The same in the non-GHG metric; 0 for GHG.
        unknown: How many steps have no known quantity.
    """

    keys: tuple[Any, ...]
    tonnes: Fraction
    non_ghg: Fraction
    unknown: int

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401 - text, years and booleans
        """Return one of its keys by name."""
        return self.keys[KEYS.index(name)]


def flows(ledger: Ledger) -> tuple[FlowRow, ...]:
    """Return all flows of all Parties that count (`reporting.ledger.facts.counted`), in order."""
    rows = ledger.engine.fetch(flow_totals(ledger)).to_pylist()
    totals: dict[tuple[Any, ...], list[Fraction]] = {}
    unknown: dict[tuple[Any, ...], int] = {}
    for row in rows:
        keys = tuple(row[name] for name in KEYS)
        tonnes, non_ghg = quantities(row)
        total = totals.setdefault(keys, [Fraction(0), Fraction(0)])
        total[0] += tonnes
        total[1] += non_ghg
        unknown[keys] = unknown.get(keys, 0) + row["unknown"]
    return tuple(
        FlowRow(keys=keys, tonnes=tonnes, non_ghg=non_ghg, unknown=unknown[keys])
        for keys, (tonnes, non_ghg) in sorted(totals.items(), key=lambda each: _order(each[0]))
    )


def flow_totals(ledger: Ledger, *by: str) -> Table:
    """Return the sums behind `flows`, by `KEYS` and whatever else is asked for.

    Returns:
        `KEYS` and ``by``, ``tonnes`` (GHG), ``unknown``, and for non-GHG metrics the number of
        ``units`` of blocks of ``block_units`` that hold ``block_tonnes`` and ``block_non_ghg``.
    """
    rows = counted(facts(ledger), ledger.table("coverage"))
    vintages = ledger.scopes.select("scope", "vintage")
    dated = rows.mutate(event_year=rows.year).inner_join(vintages, "scope")
    is_non_ghg = ibis.coalesce(_.metric == "non_ghg", False)
    return (
        _with_shares(ledger, dated)
        .group_by([*KEYS, *by, *OF_BLOCK])
        .agg(
            tonnes=ibis.coalesce(_.tonnes.sum(), 0).cast("int64"),
            unknown=ibis.ifelse(is_non_ghg, _.block_non_ghg, _.tonnes).isnull().sum().cast("int64"),
            units=(_.stop - _.first).sum(where=is_non_ghg).cast("int64"),
        )
    )


def quantities(row: Mapping[str, Any]) -> tuple[Fraction, Fraction]:
    """Return the tonnes and the non-GHG units of a total, these by its share of the block."""
    if row["metric"] != "non_ghg":
        return Fraction(row["tonnes"]), Fraction(0)
    share = Fraction(row["units"] or 0, row["block_units"] or 1)
    return share * (row["block_tonnes"] or 0), share * Fraction(row["block_non_ghg"] or 0)


def _with_shares(ledger: Ledger, rows: Table) -> Table:
    """Add to non-GHG rows what the block that opened the piece holds; nothing to the others."""
    others = ledger.life.filter(_.metric == "non_ghg")
    return rows.left_join(
        openings(ledger.entries, others).drop("mitigation_type"), ["scope", "first"]
    )


def _order(keys: Iterable[Any]) -> tuple[tuple[bool, str], ...]:
    return tuple((each is not None, str(each)) for each in keys)
