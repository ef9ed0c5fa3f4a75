"""What makes no figure: how a ledger is cut, in what order it is read, what things are called."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise
from random import Random

import pytest

from reporting.accounting.settings import Settings
from reporting.ledger.engines import Engine, engine
from reporting.ledger.ledger import Ledger
from reporting.packages import Package, open_package
from tests.depth import DEPTH
from tests.ledger.asking import actions, holdings, relation
from tests.ledger.changing import (
    Figures,
    differences,
    drawn,
    figures,
    in_rows,
    reordered,
    split,
)
from tests.ledger.comparing import replayed, side_by_side
from tests.oracle import Row, Tables
from tests.oracle.strategies import any_ledgers, clean_ledgers
from tests.shared import ROOT

DAYS = (date(2023, 6, 30), date(2024, 12, 31), date(2029, 12, 31))
IDENTITIES = (
    *("approach", "account", "from_account", "to_account", "block_id", "transfer_id"),
    *("corrects", "authorization_id", "unit_prefix"),
)
FEW, MANY = 30, 500
SIZES = [FEW, pytest.param(MANY * DEPTH, marks=pytest.mark.proof)]
Replay = Callable[[Tables], Ledger]
Before = Callable[[int], tuple[list[Tables], Figures]]


@pytest.fixture(scope="module")
def replay() -> Iterator[Replay]:
    """One DuckDB for all replays."""
    like, _findings = open_package(ROOT / "data" / "article6")
    assert isinstance(like, Package)
    with engine() as running:
        yield lambda tables: _replayed(running, tables, like)


def _replayed(running: Engine, tables: Tables, like: Package) -> Ledger:
    return replayed(running, tables, like, Settings())


@pytest.fixture(scope="module")
def before(replay: Replay) -> Before:
    """Ledgers of both sorts, and their figures, computed once for each number."""
    known: dict[int, tuple[list[Tables], Figures]] = {}

    def of_number(number: int) -> tuple[list[Tables], Figures]:
        if number not in known:
            ledgers: list[Tables] = [*drawn(any_ledgers(), number), *drawn(clean_ledgers(), number)]
            known[number] = ledgers, figures(replay(side_by_side(ledgers)), DAYS)
        return known[number]

    return of_number


@pytest.mark.parametrize("change", [split, reordered])
@pytest.mark.parametrize("number", SIZES)
def test_how_a_ledger_is_told_changes_no_figure(
    change: Callable[[Tables, Random], Tables],
    number: int,
    replay: Replay,
    before: Before,
) -> None:
    """Ranges told in parts, or parts merged back; events of a day that cannot meet, reordered."""
    ledgers, expected = before(number)
    told = [change(tables, Random(seed)) for seed, tables in enumerate(ledgers)]  # noqa: S311
    found = figures(replay(side_by_side(told)), DAYS)
    assert found == expected, differences(found, expected)


@pytest.mark.parametrize("number", SIZES)
def test_what_things_are_called_changes_no_figure(
    number: int, replay: Replay, before: Before
) -> None:
    """Blocks, events, accounts, approaches and authorizations may be called anything."""
    ledgers, expected = before(number)
    tables = in_rows(side_by_side(ledgers), renamed)
    found: Figures = Counter()
    for figure, times in figures(replay(tables), DAYS).items():
        found[tuple(_called_back(value) for value in figure)] += times
    assert found == expected, differences(found, expected)


def renamed(one: Row) -> Row:
    """Give every identifier another name; the order of names turns round."""
    return {
        name: f"z-{value[::-1]}" if name in IDENTITIES and isinstance(value, str) else value
        for name, value in one.items()
    }


def _called_back(value: object) -> object:
    is_new = isinstance(value, str) and value.startswith("z-")
    return str(value)[:1:-1] if is_new else value


@pytest.mark.parametrize("number", SIZES)
def test_the_order_of_packages_changes_no_figure(
    number: int, replay: Replay, before: Before
) -> None:
    """Where no rows of a day are of the same units, it is all the same whose are read first."""
    ledgers, expected = before(number)
    told = [*ledgers[:number], *map(turned, ledgers[number:])]
    found = figures(replay(side_by_side(told)), DAYS)
    assert found == expected, differences(found, expected)


def turned(tables: Tables) -> dict[str, list[Row]]:
    """Turn round the order of the names of packages."""
    packages = sorted({str(one["_package"]) for one in tables["parties"]})
    names = {package: f"folder-{len(packages) - at}" for at, package in enumerate(packages)}
    return in_rows(tables, lambda one: {**one, "_package": names[str(one["_package"])]})


@pytest.mark.parametrize("number", SIZES)
def test_pieces_are_a_partition_of_every_range(number: int, replay: Replay) -> None:
    """Whatever is written, no two pieces overlap, and each range is covered exactly once."""
    ledger = replay(side_by_side(drawn(any_ledgers(), number)))
    ranges = {row["entry"]: row for row in relation(ledger, "entries") if row["first"] > 0}
    covered: dict[int, list[tuple[int, int]]] = {entry: [] for entry in ranges}
    scopes: dict[int, set[tuple[int, int]]] = {}
    for row in relation(ledger, "matched_events"):
        if row["first"] > 0:
            piece = row["first"], row["stop"]
            covered[row["entry"]].append(piece)
            assert row["scope"] == ranges[row["entry"]]["scope"]
            scopes.setdefault(row["scope"], set()).add(piece)
    for entry, pieces in covered.items():
        at = ranges[entry]["first"]
        for first, stop in sorted(pieces):
            assert first == at < stop, (ranges[entry], pieces)
            at = stop
        assert at == ranges[entry]["stop"], (ranges[entry], pieces)
    for pieces in map(sorted, scopes.values()):
        for (_first, stop), (after, _stop) in pairwise(pieces):
            assert stop <= after, pieces


SERIALS = ("first_unit", "last_unit", "first_itmo", "last_itmo", "units", "quantity")


def half_received(one: Row) -> Row:
    """Let the receiver enter all units but the last: others' rows are cut there, and join again."""
    of = ("last_unit", "last_itmo", "quantity")
    if one.get("event") != "acquisition" or one["quantity"] in (None, 1):
        return one
    return {**one, **{name: int(str(one[name])) - 1 for name in of if one[name]}}


@pytest.mark.parametrize("number", SIZES)
def test_no_range_is_shorter_than_it_need_be(number: int, replay: Replay) -> None:
    """Two rows of a form that agree in all they say are of ranges that do not touch."""
    ledgers = [in_rows(each, half_received) for each in drawn(clean_ledgers(), number)]
    ledger = replay(side_by_side([*ledgers, *drawn(any_ledgers(), number)]))
    told = [(row, row["entry"]) for row in actions(ledger)]
    told += [(row, day) for day in DAYS for row in holdings(ledger, day)]
    assert told
    for first, last in (("first_unit", "last_unit"), ("first_itmo", "last_itmo")):
        ends: dict[tuple[object, ...], list[tuple[int, int, object]]] = {}
        for row, of in told:
            if row[first] is not None:
                other = "first_itmo" if first == "first_unit" else "first_unit"
                shift = None if row[other] is None else row[other] - row[first]
                said = tuple(repr(value) for name, value in row.items() if name not in SERIALS)
                ends.setdefault((of, shift, *said), []).append((row[first], row[last], row))
        for ranges in ends.values():
            for (_, before, one), (after, _, _) in pairwise(
                sorted(ranges, key=lambda each: each[0])
            ):
                assert after > before + 1, one
