"""Nothing is made or lost: units, first transfers and adjustments are the same from both ends.

What was issued, sent and ended is added up from the rows as they are written.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date

import pytest

from reporting.accounting.methods import METHODS, Averaging, method_named
from reporting.accounting.period import MethodName, NdcKind
from reporting.accounting.settings import Settings
from reporting.ledger.codes import (
    ACQUIRED,
    CANCELLED,
    ENDS,
    FIRST_TRANSFERRED,
    USED,
    USED_FOR_OIMP,
)
from reporting.ledger.engines import engine
from reporting.ledger.ledger import Ledger
from reporting.packages import Package, open_package
from tests.depth import DEPTH
from tests.ledger.adjusting import BOUGHT, SOLD, adjusted, as_flows, period, target_year
from tests.ledger.asking import Total, flows, holdings, relation
from tests.ledger.changing import drawn
from tests.ledger.comparing import replayed, side_by_side
from tests.ledger.two_sides import LATE, added, all_used, two_sided, until, whole
from tests.oracle import Row, Tables
from tests.oracle.strategies import clean_ledgers
from tests.shared import ROOT

FEW, MANY = 60, 600
SIZES = [FEW, pytest.param(MANY * DEPTH, marks=pytest.mark.proof)]
DAYS = (*(date(year, month, 28) for year in (2024, 2025) for month in (2, 7, 11)), LATE)
Replay = Callable[[Tables], Ledger]


@pytest.fixture(scope="module")
def replay() -> Iterator[Replay]:
    """One DuckDB for all replays."""
    like, _findings = open_package(ROOT / "data" / "article6")
    assert isinstance(like, Package)
    with engine() as running:

        def of(tables: Tables) -> Ledger:
            return replayed(running, tables, like, Settings())

        yield of


@pytest.mark.parametrize("number", SIZES)
def test_what_was_issued_is_held_or_on_its_way_or_has_ended(number: int, replay: Replay) -> None:
    """For each scope, on several days, whether or not there are serials."""
    tables = side_by_side(drawn(clean_ledgers(), number))
    ledger, told = replay(tables), whole(tables)
    unclear = _told_out_of_turn(told["transfers"])
    assert len(unclear) < number / 10
    sent_on: dict[tuple[object, object], Row] = {
        (one["approach"], f"{one['transfer_id']}-mirror"): one for one in told["transfers"]
    }
    ways = 0
    for day in DAYS:
        events = until(told["transfers"], "event_date", day)
        arrived = {(one["approach"], one["transfer_id"]) for one in events}
        late = {(one["approach"], one["transfer_id"]) for one in told["transfers"]} - arrived
        on_its_way = [sent_on[key] for key in late & sent_on.keys() if sent_on[key] in events]
        ways += len(on_its_way)
        ended = [one for one in events if one["event"] in ENDS]
        expected = added(until(told["credit_blocks"], "issued_on", day))
        found = added(holdings(ledger, day))
        for scope, quantity in (*added(on_its_way).items(), *added(ended).items()):
            found[scope] += quantity
        of_scope = {scope: n for scope, n in found.items() if n and scope[0] not in unclear}
        assert of_scope == {s: n for s, n in expected.items() if s[0] not in unclear}
    assert ways


def _told_out_of_turn(transfers: Sequence[Row]) -> set[object]:
    """Return the approaches in which a receiver passes over a movement and tells a later one.

    The ledger lets the first row of one side meet the first of the other, so that there the earlier
    movement is on its way until the later one arrives. Whether it should be is a question of rule.
    """
    mirrored = {(one["approach"], one["transfer_id"]) for one in transfers}
    found: set[object] = set()
    passed: set[tuple[object, ...]] = set()
    for one in sorted(transfers, key=lambda each: str(each["event_date"])):
        if one["event"] != "transfer" or one["from_party"] == one["to_party"]:
            continue
        way = (one["approach"], one["from_party"], one["to_party"])
        if (one["approach"], f"{one['transfer_id']}-mirror") not in mirrored:
            passed.add(way)
        elif way in passed:
            found.add(one["approach"])
    return found


@pytest.mark.parametrize("number", SIZES)
def test_what_hosts_first_transferred_is_what_others_acquired(number: int, replay: Replay) -> None:
    """Unit by unit, by international transfer or issuance abroad; without serials, by tonnes."""
    ledgers = [two_sided(tables) for tables in drawn(clean_ledgers(), number)]
    ledger = replay(side_by_side(ledgers))
    given: Counter[tuple[object, ...]] = Counter()
    taken: Counter[tuple[object, ...]] = Counter()
    for row in relation(ledger, "postings"):
        if row["trigger"] != "international_transfer":
            continue
        units = range(row["first"], row["stop"]) if row["line"] != "pool" else (0,)
        tonnes = row["tonnes"] if row["line"] == "pool" else 1
        for unit in units:
            if row["flow"] == FIRST_TRANSFERRED:
                given[row["scope"], unit] += tonnes
            elif row["flow"] == ACQUIRED and row["counterparty"] == row["host"]:
                is_again = (row["scope"], unit) in taken and row["line"] != "pool"
                taken[row["scope"], unit] += 0 if is_again else tonnes
    assert given
    assert given == taken


@pytest.mark.parametrize("number", SIZES)
def test_each_movement_is_acquired_once(number: int, replay: Replay) -> None:
    """Both sides told it, yet it counts once, where use towards NDCs makes it one of ITMOs."""
    tables = side_by_side([two_sided(each) for each in drawn(clean_ledgers(), number)])
    able = {one["approach"] for one in tables["authorizations"] if "NDC" in str(one["purposes"])}
    sent = [one for one in tables["transfers"] if one["event"] == "transfer"]
    came = [one for one in sent if one["from_party"] != one["to_party"]]
    came += [one for one in tables["credit_blocks"] if one["holder_party"] != one["host"]]
    expected: Counter[object] = Counter()
    for one in came:
        if one["approach"] in able:
            expected[one["approach"]] += int(str(one["quantity"]))
    found: Counter[object] = Counter()
    for row in flows(replay(tables)):
        if row["flow"] == ACQUIRED and row["approach"] in able:
            found[row["approach"]] += int(row.tonnes)
    assert expected
    assert found == expected


def used_up(number: int, replay: Replay) -> tuple[Ledger, list[Total]]:
    """Return ledgers of which every ITMO abroad was used in the end, and their flows."""
    ledgers = [all_used(two_sided(tables)) for tables in drawn(clean_ledgers(), number)]
    ledger = replay(side_by_side(ledgers))
    entries = relation(ledger, "entry_details")
    pools = {row["approach"] for row in entries if row["line"] == "pool"}
    return ledger, [row for row in flows(ledger) if row["approach"] not in pools]


@pytest.mark.parametrize("number", SIZES)
def test_all_that_was_first_transferred_is_used_or_ended_or_at_home(
    number: int, replay: Replay
) -> None:
    """First transferred minus used is nought once all is used; what the host holds is not."""
    ledger, rows = used_up(number, replay)
    total: Counter[tuple[str, str]] = Counter()
    for row in rows:
        total[row["approach"], row["flow"]] += int(row.tonnes)
    for held in holdings(ledger, LATE):
        if held["status"] == "itmo":
            assert held["party"] == held["host"]
            total[held["approach"], "held"] += held["quantity"]
    wholly = 0
    for approach in {approach for approach, _flow in total}:
        first, used, *others = (
            total[approach, name]
            for name in (FIRST_TRANSFERRED, USED, USED_FOR_OIMP, CANCELLED, "held")
        )
        assert first - used == sum(others), approach
        wholly += first == used > 0
    assert wholly


def test_adjustments_cancel_under_equal_methods(replay: Replay) -> None:
    """Over one period, what hosts add is what users subtract, once all is used."""
    _ledger, rows = used_up(FEW, replay)
    total = Counter[tuple[str, str]]()
    for row in rows:
        total[row["approach"], row["flow"]] += int(row.tonnes)
    wholly = [
        row
        for row in rows
        if total[row["approach"], FIRST_TRANSFERRED] == total[row["approach"], USED]
    ]
    parties = {row["party"] for row in wholly}
    for method in METHODS:
        over = period(method.kind, last_year=2030)
        found = [adjusted(as_flows(wholly, party), over, method) for party in parties]
        assert any(found)
        assert sum(found) == 0


def test_averages_over_other_periods_need_not_cancel() -> None:
    """Of 100 t, a host of ten years adds 10 in its NDC year, a user of five subtracts 20."""
    ten, five = (period(NdcKind.SINGLE_YEAR, last_year=last_year) for last_year in (2030, 2025))
    given = target_year(SOLD, ten, Averaging())
    taken = target_year(BOUGHT, five, Averaging())
    assert (given, taken) == (10, -20)
    trajectory = method_named(MethodName.TRAJECTORY)
    assert adjusted(SOLD, ten, trajectory) + adjusted(BOUGHT, five, trajectory) == 0
