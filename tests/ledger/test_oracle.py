"""The ledger and the oracle, which share no code, agree on random records to the last tonne."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from reporting.accounting.settings import Settings
from reporting.ledger.engines import Engine, engine
from reporting.ledger.ledger import Ledger
from reporting.packages import Package, open_package
from tests import oracle
from tests.depth import DEPTH
from tests.ledger import asking
from tests.ledger.asking import merged
from tests.ledger.comparing import replayed, side_by_side
from tests.oracle import Tables
from tests.oracle.strategies import any_ledgers, clean_ledgers
from tests.shared import ROOT

DAYS = (date(2021, 12, 31), date(2023, 6, 30), date(2026, 1, 1))
AGREE = settings(
    max_examples=1,
    deadline=None,
    derandomize=True,
    phases=(Phase.generate,),  # each example is many ledgers: nothing to shrink
    suppress_health_check=list(HealthCheck),
)
pytestmark = pytest.mark.filterwarnings("ignore:Generating overly large repr")


@pytest.fixture(scope="module")
def running() -> Iterator[Engine]:
    """One DuckDB for all examples."""
    with engine() as opened:
        yield opened


@pytest.fixture(scope="module")
def like() -> Package:
    """A package with the columns of a record."""
    package, _ = open_package(ROOT / "data" / "article6")
    assert package
    return package


FURTHER = settings(AGREE, max_examples=15 * DEPTH)
MANY = 25


@AGREE
@given(st.lists(any_ledgers(), min_size=MANY, max_size=MANY))
def test_anything_the_schema_allows(running: Engine, like: Package, ledgers: list[Tables]) -> None:
    """First transfers, holdings, flows and actions of records however disturbed."""
    _agree(running, like, side_by_side(ledgers))


@AGREE
@given(st.lists(clean_ledgers(), min_size=MANY, max_size=MANY))
def test_clean_records(running: Engine, like: Package, ledgers: list[Tables]) -> None:
    """The same of valid lives, which go further."""
    _agree(running, like, side_by_side(ledgers))


@pytest.mark.proof
@pytest.mark.tries(15 * DEPTH * MANY)
@FURTHER
@given(st.lists(st.one_of(any_ledgers(), clean_ledgers()), min_size=MANY, max_size=MANY))
def test_hundreds_of_records(running: Engine, like: Package, ledgers: list[Tables]) -> None:
    """The same of many more."""
    _agree(running, like, side_by_side(ledgers))


def _agree(running: Engine, like: Package, tables: Tables) -> None:
    ledger = replayed(running, tables, like, Settings())
    _equal(_first_transfers(ledger), _firsts_of_oracle(tables))
    for day in DAYS:
        _equal(_holdings(ledger, day), _holdings_of_oracle(tables, day))
    _equal(_flows(ledger), _flows_of_oracle(tables))
    _equal(_actions(ledger), _actions_of_oracle(tables))


def _equal(ours: list[str], theirs: list[str]) -> None:
    """Compare rows; a failure shows those that only one side has."""
    counted, expected = Counter(ours), Counter(theirs)
    ours_alone, theirs_alone = list(counted - expected), list(expected - counted)
    told = ["only the ledger:", *ours_alone[:5], "only the oracle:", *theirs_alone[:5]]
    assert ours_alone == theirs_alone == [], "\n".join(told)


def _first_transfers(ledger: Ledger) -> list[str]:
    columns = ("first_transfer_on", "trigger", "authorized_for", "binding_id", "binding_version")
    rows = merged(asking.first_transfers(ledger), ("line", *columns))
    return sorted(
        repr(
            (
                *(row[name] for name in ("approach", "originating_registry", "host", "vintage")),
                row["unit_prefix"],
                *((row["first"], row["stop"] - 1) if row["line"] != "pool" else (None, None)),
                *(row[name] for name in columns),
            )
        )
        for row in rows
    )


def _firsts_of_oracle(tables: Tables) -> list[str]:
    return sorted(
        repr(
            (
                one.approach,
                one.originating_registry,
                one.host,
                one.vintage,
                one.unit_prefix,
                one.first,
                one.last,
                one.first_transfer_on,
                one.trigger,
                one.authorized_for,
                one.authorization_id,
                one.binding_version,
            )
        )
        for one in oracle.first_transfers(tables)
    )


HOLDING = (
    "party",
    "account",
    "approach",
    "registry",
    "host",
    "originating_registry",
    "vintage",
    "unit_prefix",
    "first_unit",
    "last_unit",
    "first_itmo",
    "last_itmo",
    "status",
    "authorization_id",
)


SERIALS = ("first_unit", "last_unit", "first_itmo", "last_itmo")


def _ranges(named: Mapping[str, Any], units: int | None) -> list[str]:
    """Return a range as one row; of a non-GHG metric, where shares differ, a row for each unit."""
    if named["metric"] != "non_ghg" or units is None:
        return [repr(sorted(named.items()))]
    fixed = {name: value for name, value in named.items() if name not in SERIALS}
    return [
        repr(sorted(fixed.items()) + [named[name] and named[name] + unit for name in SERIALS[::2]])
        for unit in range(units)
    ]


def _holdings(ledger: Ledger, day: date) -> list[str]:
    rows = asking.holdings(ledger, day)
    return sorted(
        row
        for told in rows
        if told["units"] is not None or told["quantity"]
        for row in _ranges(
            {name: told[name] for name in (*HOLDING, "metric")}
            | {"quantity": told["quantity"] if told["units"] is None else 0},
            told["units"],
        )
    )


def _holdings_of_oracle(tables: Tables, day: date) -> list[str]:
    rows = oracle.holdings(tables, day)
    return sorted(
        row
        for one in rows
        if one.line != "pool" or one.quantity
        for row in _ranges(
            {name: getattr(one, name) for name in (*HOLDING, "metric")}
            | {"quantity": one.quantity if one.line == "pool" else 0},
            None if one.line == "pool" else one.quantity,
        )
    )


FLOW = tuple(each for each in asking.KEYS if each not in ("non_ghg_metric", "is_own"))


def _flows(ledger: Ledger) -> list[str]:
    return sorted(
        repr(
            (
                *(row[name] for name in FLOW),
                "own" if row["is_own"] else "counterpart",
                str(row.tonnes if row["metric"] != "non_ghg" else 0),
                str(row.non_ghg),
                str(bool(row.unknown) if row["metric"] == "non_ghg" else row.unknown),
            )
        )
        for row in asking.flows(ledger)
    )


def _flows_of_oracle(tables: Tables) -> list[str]:
    def measures(one: oracle.Flow) -> tuple[Any, ...]:
        if one.metric == "non_ghg":
            return 0, one.non_ghg_quantity or 0, bool(one.unknown)
        return one.quantity or 0, 0, one.unknown

    return sorted(
        repr((*(getattr(one, name) for name in FLOW), one.record, *map(str, measures(one))))
        for one in oracle.flows(tables)
    )


ACTION = (
    "party",
    "action",
    "subtype",
    "counterparty",
    "purpose",
    "use_year",
    "approach",
    "originating_registry",
    "host",
    "vintage",
    "unit_prefix",
    "binding_id",
    "binding_version",
)


def _actions(ledger: Ledger) -> list[str]:
    rows = asking.actions(ledger)
    return sorted(
        row
        for told in rows
        for row in _ranges(
            {name: told[name] for name in (*ACTION, "metric", *SERIALS)}
            | {
                "on": told["date"],
                "record": "own" if told["is_own"] else "counterpart",
                "row": ledger.inputs.place(told["entry"]).row,
                "quantity": None if told["metric"] == "non_ghg" else told["quantity"],
            },
            told["units"],
        )
    )


def _actions_of_oracle(tables: Tables) -> list[str]:
    return sorted(
        row
        for one in oracle.actions(tables)
        for row in _ranges(
            {name: getattr(one, name) for name in (*ACTION, "metric", *SERIALS)}
            | {
                "on": one.on,
                "record": one.record,
                "row": one.place[2],
                "quantity": None if one.metric == "non_ghg" else one.quantity,
            },
            None if one.line == "pool" else one.quantity,
        )
    )
