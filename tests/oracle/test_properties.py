"""What must hold of the oracle on every ledger."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.oracle import (
    Row,
    Tables,
    first_transfers,
    flows,
    holdings,
    lives,
    row,
    statuses,
)
from tests.oracle.asked import holdings_of
from tests.oracle.made import PARTIES
from tests.oracle.splitting import halves, lengths, may_be_split, spaced
from tests.oracle.strategies import any_ledgers, clean_ledgers

Figures = Counter[tuple[tuple[str, object], ...]]
ENDS = (date(2022, 12, 31), date(2024, 12, 31), date(2050, 12, 31))
LAST = ENDS[-1]
IDENTITIES = (
    *("approach", "account", "from_account", "to_account", "block_id", "transfer_id"),
    *("corrects", "authorization_id", "unit_prefix"),
)
ledgers = st.one_of(any_ledgers(), clean_ledgers())


def figures(tables: Tables) -> Figures:
    """Return all figures; only how many steps are behind them is left out."""
    results: list[object] = [*first_transfers(tables), *flows(tables)]
    for end in ENDS:
        results += [*statuses(tables, end), *holdings(tables, end)]
    found: Figures = Counter()
    for result in results:
        named = {"of": type(result).__name__, **asdict(result)}  # type: ignore[call-overload]
        named.pop("steps", None)
        found[tuple(named.items())] += 1
    return found


def every(tables: Tables, change: Callable[[Row], Row]) -> dict[str, list[Row]]:
    """Return the tables with each row changed."""
    return {table: [change(one) for one in rows] for table, rows in tables.items()}


def renamed(of: Iterable[tuple[str, object]]) -> dict[str, object]:
    """Give every identifier another name; the order of names turns round."""
    return {
        name: f"z-{value[::-1]}" if name in IDENTITIES and isinstance(value, str) else value
        for name, value in of
    }


@given(ledgers)
def test_names_of_identifiers_change_no_figure(tables: Tables) -> None:
    """Approaches, blocks, accounts and authorizations may be called anything."""
    expected = figures(tables)
    found = figures(every(tables, lambda one: renamed(one.items())))
    assert found == Counter({tuple(renamed(one).items()): n for one, n in expected.items()})


@given(ledgers, st.randoms(use_true_random=False))
def test_the_order_in_which_tables_are_read_changes_no_figure(
    tables: Tables, random: Random
) -> None:
    """Each row keeps its number, which alone settles what date and sequence leave open."""
    shuffled = {table: random.sample(rows, len(rows)) for table, rows in tables.items()}
    assert figures(shuffled) == figures(tables)


@pytest.mark.parametrize("table", ["credit_blocks", "transfers"])
@given(tables=ledgers, data=st.data())
def test_splitting_a_row_changes_no_figure(table: str, tables: Tables, data: st.DataObject) -> None:
    """A block or an event told in two rows is the same block or event."""
    tables = every(tables, spaced)
    able = [one for one in tables[table] if may_be_split(one, tables)]
    if able:
        one = data.draw(st.sampled_from(able))
        at = data.draw(st.integers(1, max(lengths(one)) - 1))
        rest = [other for other in tables[table] if other is not one]
        assert figures({**tables, table: rest + halves(one, at)}) == figures(tables)


@given(ledgers)
def test_a_unit_has_one_holder_and_one_first_transfer(tables: Tables) -> None:
    """However wrong a ledger is, no unit is held twice or first transferred twice."""
    for end in ENDS:
        held = Counter(
            (
                one.approach,
                one.originating_registry,
                one.host,
                one.vintage,
                one.unit_prefix,
                one.line,
                serial,
            )
            for party in PARTIES
            for one in holdings_of(tables, party, end)
            if one.line != "pool"
            for first, last in [
                (one.first_unit, one.last_unit)
                if one.line == "unit"
                else (one.first_itmo, one.last_itmo)
            ]
            for serial in range(first or 0, (last or 0) + 1)
        )
        assert set(held.values()) <= {1}
    found = Counter(
        (
            one.approach,
            one.originating_registry,
            one.host,
            one.vintage,
            one.unit_prefix,
            one.line,
            serial,
        )
        for one in first_transfers(tables)
        if one.first is not None and one.last is not None
        for serial in range(one.first, one.last + 1)
    )
    assert set(found.values()) <= {1}


def added(rows: Iterable[Row]) -> int:
    """Add up quantities."""
    return sum(one["quantity"] for one in rows if isinstance(one["quantity"], int))


@given(clean_ledgers())
def test_nothing_is_created_or_lost(tables: Tables) -> None:
    """What was issued is held, or was retired or cancelled."""
    closed = [one for one in tables["transfers"] if one["event"] not in ("transfer", "acquisition")]
    held = [one for party in PARTIES for one in holdings_of(tables, party, LAST)]
    assert added(tables["credit_blocks"]) == added(closed) + sum(one.quantity or 0 for one in held)


@given(clean_ledgers())
def test_a_clean_ledger_has_no_fault(tables: Tables) -> None:
    """Each step is taken by the holder, on units that were issued and are not closed."""
    for step in lives(tables):
        if step.line == "pool" or step.is_mirror:
            continue
        assert step.opened_before == (step.kind != "issuance")
        assert step.holder_before == (step.from_party if step.opened_before else None)
        assert step.closed_before is None


@given(clean_ledgers())
def test_no_more_is_used_than_was_first_transferred(tables: Tables) -> None:
    """For each approach and vintage, of what has serials."""
    first: Counter[object] = Counter()
    for one in first_transfers(tables):
        first[one.approach, one.vintage] += one.quantity or 0
    used: Counter[object] = Counter()
    pools = {one.approach for one in lives(tables) if one.line == "pool"}
    for flow in flows(tables):
        if flow.flow.startswith("used") and flow.approach not in pools:
            used[flow.approach, flow.vintage] += flow.quantity or 0
    assert used <= first


@given(ledgers)
def test_a_complete_year_only_takes_away_what_counterparts_told(tables: Tables) -> None:
    """Whatever a Party tells itself counts in any case."""
    years = [
        row("coverage", party=party, year=year) for party in PARTIES for year in range(2015, 2051)
    ]
    partial = flows({**tables, "coverage": []})
    complete = flows({**tables, "coverage": years})
    own = [one for one in partial if one.record == "own" or one.event_year is None]
    assert [one for one in complete if one.record == "own" or one.event_year is None] == own
    assert {one.flow for one in complete if one not in own} <= {"first_transferred"}
