"""Ledgers in which every unit lives a valid life, told by one Party or by both."""

from datetime import date

from hypothesis import strategies as st

from tests.oracle.lots import Approach, lived_blocks
from tests.oracle.made import PARTIES, authorization, common, numbered
from tests.oracle.tables import Row, row

NUMBERINGS = ("unit", "both", "itmo", "none")
TERMS = (
    ("NDC", None),
    ("NDC", "first_international_transfer"),
    ("OIMP", "authorization"),
    ("IMP", "issuance"),
    ("OP", "use_or_cancellation"),
    ("NDC and OIMP", "issuance"),
    ("NDC and IMP", "use_or_cancellation"),
    ("NDC and OP", "authorization"),
)


@st.composite
def approaches(draw: st.DrawFn, name: str, *, is_together: bool) -> Approach:
    """Return an approach with a host's authorization of use and the buyers' of the approach."""
    host, buyer, *_ = draw(st.permutations(PARTIES))
    purposes, definition = draw(st.sampled_from(TERMS))
    made = Approach(
        name=name,
        host=host,
        buyer=buyer,
        numbering=draw(st.sampled_from(NUMBERINGS)),
        purposes=purposes,
        is_together=is_together,
    )
    made.rows.extend(
        authorization(
            party=host,
            authorization_id=f"use-{name}",
            version=version,
            approach=name,
            authorized_on=date(2020 + version, 1, 1),
            purposes=purposes,
            first_transfer_definition=definition,
            _package=made.package(host),
        )
        for version in range(1, draw(st.integers(1, 3)) + 1)
    )
    made.rows.extend(
        authorization(
            party=party,
            authorization_id=f"take-{name}",
            approach=name,
            kind="approach",
            authorized_on=date(2021, 1, 1),
            purposes=None,
            _package=made.package(party),
        )
        for party in PARTIES
        if party != host
    )
    return made


@st.composite
def clean_ledgers(draw: st.DrawFn) -> dict[str, list[Row]]:
    """Return a ledger without any fault, in one package or in one of each Party.

    Authorizations precede issuance and are never revoked; what is retired for an NDC is abroad.
    """
    is_together = draw(st.booleans())
    names = ("one", "two", "three")[: draw(st.integers(1, 3))]
    rows: list[Row] = []
    for name in names:
        approach = draw(approaches(name, is_together=is_together))
        rows += approach.rows
        for number in range(draw(st.integers(1, 3))):
            rows += draw(lived_blocks(approach, number))
    told = draw(st.sets(st.tuples(st.sampled_from(PARTIES), st.integers(2024, 2026)), max_size=3))
    everywhere = ["all"] if is_together else [party.lower() for party in PARTIES]
    rows += [
        row("coverage", party=party, year=year, _package=everywhere[0])
        for party, year in sorted(told)
    ]
    tables: dict[str, list[Row]] = {
        table: [] for table in ("authorizations", "credit_blocks", "transfers", "coverage")
    }
    for one in rows:
        tables[str(one["_table"])].append(one)
    for package in everywhere:
        for table, those in common(package, names).items():
            tables.setdefault(table, []).extend(those)
    return numbered(tables)
