"""Ledgers drawn at random, told in another way, and their figures in a form that can be compared.

Figures are told unit by unit where the ledger names the row they come from; else as it says them.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any, TypeVar

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from reporting.ledger.ledger import Ledger
from tests.ledger import asking
from tests.oracle import Row, Tables
from tests.oracle.splitting import halves, lengths, may_be_split

Figures = Counter[tuple[object, ...]]
Drawn = TypeVar("Drawn")

SERIALS = ("first_unit", "last_unit", "first_itmo", "last_itmo")
OF_SCOPE = ("approach", "originating_registry", "host", "vintage", "unit_prefix")
BECAME = ("line", "first_transfer_on", "trigger", "authorized_for", "binding_id", "binding_version")
SHARES = ("block_units", "block_tonnes", "block_non_ghg")
# ``executed_as`` names the row of an earlier movement, which has another name when it is split.
NOT_OF_FIGURE = frozenset(("entry", "executed_as", "units", "quantity", *SERIALS, *SHARES))
PARTED = ("credit_blocks", "transfers")
OFTEN = 0.8
MOST_PARTS = 4
EXACT_DIGITS = 6


def drawn(strategy: "st.SearchStrategy[Drawn]", number: int) -> list[Drawn]:
    """Return examples of a strategy, always the same: a replay takes them all at once."""
    found: list[Drawn] = []

    @settings(
        max_examples=number,
        derandomize=True,
        database=None,
        deadline=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def draw(example: Drawn) -> None:
        found.append(example)

    draw()
    return found


def figures(ledger: Ledger, days: Iterable[date]) -> Figures:
    """Return first transfers, flows and actions of a ledger, and its holdings on days."""
    found: Figures = Counter()
    for flow in asking.flows(ledger):
        found["flow", *flow.keys, flow.tonnes, flow.non_ghg, flow.unknown] += 1
    for row in asking.first_transfers(ledger):
        said = [row[name] for name in (*BECAME, *OF_SCOPE)]
        units = range(row["first"], row["stop"]) if row["line"] != "pool" else (row["tonnes"],)
        for unit in units:
            found["first", *said, unit] += 1
    for row in asking.actions(ledger):
        _count(found, row, "action")
    for day in days:
        for row in asking.holdings(ledger, day):
            if row["metric"] == "non_ghg":
                _count(found, row, "held", day)
            else:
                found["held", day, *row.values()] += 1
    return found


def _count(found: Figures, row: Mapping[str, Any], *what: object) -> None:
    """Count each unit of a row with its share of its block; a row without serials as a whole."""
    said = [value for name, value in row.items() if name not in NOT_OF_FIGURE]
    if row["units"] is None:
        found[*what, *said, row["quantity"]] += 1
        return
    shares: list[Fraction] = []
    if row["metric"] == "non_ghg":
        block = row["block_units"] or 1
        shares = [Fraction(row[name] or 0) / block for name in SHARES[1:]]
    for unit in range(row["units"]):
        first = (row[name] and row[name] + unit for name in SERIALS[::2])
        found[*what, *said, *shares, *first] += 1


def differences(found: Figures, expected: Figures) -> str:
    """Return what only one of two ledgers says."""
    told = ["only after the change:", *map(repr, list(found - expected)[:5])]
    return "\n".join([*told, "only before:", *map(repr, list(expected - found)[:5])])


def in_rows(tables: Tables, change: Callable[[Row], Row]) -> dict[str, list[Row]]:
    """Return the tables with each row changed."""
    return {table: [change(one) for one in rows] for table, rows in tables.items()}


def split(tables: Tables, random: Random) -> dict[str, list[Row]]:
    """Tell most blocks and events that have a range in up to `MOST_PARTS` rows, in their place."""
    return {
        table: [
            part
            for one in rows
            for part in (
                _parts(one, random)
                if table in PARTED and _is_able(one, tables) and random.random() < OFTEN
                else [one]
            )
        ]
        for table, rows in tables.items()
    }


def _is_able(one: Row, tables: Tables) -> bool:
    """Tell whether a row may be split; in another metric, only if its quantity is its length.

    Of a block whose quantity in another metric is not known, flows say in how many rows: there it
    is told as it is.
    """
    if not may_be_split(one, tables):
        return False
    blocks = tables["credit_blocks"]
    told = (*blocks, *tables.get("authorization_versions", tables.get("authorizations", ())))
    if all(each["metric"] != "non_ghg" for each in told):
        return True
    if any(each["non_ghg_quantity"] is None for each in blocks):
        return False
    return one["quantity"] in (None, *lengths(one))


def _parts(one: Row, random: Random) -> list[Row]:
    found: list[Row] = []
    rest = one
    while len(found) < MOST_PARTS - 1 and lengths(rest) != {1}:
        (length,) = lengths(rest)
        part, after = (_exact(half) for half in halves(rest, random.randint(1, length - 1)))
        if part is None or after is None:
            break
        found.append(part)
        rest = after
        if random.random() < 1 / MOST_PARTS:
            break
    return [*found, rest]


def _exact(one: Row) -> Row | None:
    """Return the row as a table can hold it, if the share of its block is exact as a decimal."""
    share = one["non_ghg_quantity"]
    if not isinstance(share, Fraction):
        return one
    scaled = share * 10**EXACT_DIGITS
    if scaled.denominator != 1:
        return None
    return {**one, "non_ghg_quantity": Decimal(scaled.numerator).scaleb(-EXACT_DIGITS)}


def reordered(tables: Tables, random: Random) -> dict[str, list[Row]]:
    """Put the rows of blocks and events in another order, but for rows of a day that may meet."""
    told = {table: list(rows) for table, rows in tables.items()}
    for table in PARTED:
        packages = sorted({str(one["_package"]) for one in told[table]})
        told[table] = [
            one for package in packages for one in _shuffled(told[table], package, random)
        ]
    return told


def _shuffled(rows: Sequence[Row], package: str, random: Random) -> Iterator[Row]:
    left = [one for one in rows if one["_package"] == package]
    while left:
        free = [
            number
            for number, one in enumerate(left)
            if not any(may_meet(one, earlier) for earlier in left[:number])
        ]
        yield left.pop(random.choice(free))


def may_meet(one: Row, other: Row) -> bool:
    """Tell whether two rows are of one day and may be of the same units."""
    day = "issued_on" if "issued_on" in one else "event_date"
    if one[day] != other[day] or one["approach"] != other["approach"]:
        return False
    apart = False
    for name in ("unit", "itmo"):
        ends = [each[f"{end}_{name}"] for each in (one, other) for end in ("first", "last")]
        if all(isinstance(end, int) for end in ends):
            first, last, begin, end = ends
            apart = apart or bool(last < begin or end < first)  # type: ignore[operator]
    return not apart
