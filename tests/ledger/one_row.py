"""One row of a record: added, left out, replaced, of other units; and what becomes of it."""

from tests import oracle
from tests.oracle import Row, Tables

UNITS = (
    *("approach", "host", "originating_registry", "vintage", "unit_prefix", "quantity"),
    *("first_unit", "last_unit", "first_itmo", "last_itmo"),
)
RANGES = (("first_unit", "last_unit"), ("first_itmo", "last_itmo"))


def added(tables: Tables, table: str, one: Row) -> Tables:
    """Return the record with one more row."""
    return {**tables, table: [*tables[table], one]}


def without(tables: Tables, one: Row) -> Tables:
    """Return the record without an event."""
    left = [each for each in tables["transfers"] if each["transfer_id"] != one["transfer_id"]]
    return {**tables, "transfers": left}


def instead(tables: Tables, table: str, key: str, one: Row) -> Tables:
    """Return the record with a row in the place of the one of its name."""
    return {**tables, table: [one if each[key] == one[key] else each for each in tables[table]]}


def stretched(one: Row, by: int) -> Row:
    """Return the row with one unit more: before its first, or after its last."""
    quantity = one["quantity"]
    assert isinstance(quantity, int)
    moved = {"quantity": quantity + 1}
    for first, last in RANGES:
        name = first if by < 0 else last
        if isinstance(end := one[name], int):
            moved[name] = end + by
    return {**one, **moved}


def overlap(one: Row, other: Row) -> bool:
    """Tell whether two rows are of one scope and share a unit."""
    if any(one[name] != other[name] for name in UNITS[:5]):
        return False
    for first, last in RANGES:
        ends = (one[first], other[last], other[first], one[last])
        if all(isinstance(end, int) for end in ends):
            a, b, c, d = ends
            return bool(a <= b and c <= d)  # type: ignore[operator]
    return False


def shifted(one: Row, by: int) -> Row:
    """Return the row of other units: each serial by as much more."""
    ends = {name: one[name] for pair in RANGES for name in pair}
    return {**one, **{name: end + by for name, end in ends.items() if isinstance(end, int)}}


def is_itmo_at_home(one: Row, tables: Tables) -> bool:
    """Tell whether a block nothing happened to was first transferred when it was issued."""
    at_once = [
        each["authorization_id"]
        for each in tables["authorizations"]
        if each["first_transfer_definition"] in ("issuance", "authorization")
    ]
    is_moved = any(
        one["block_id"] == each["block_id"] or overlap(one, each) for each in tables["transfers"]
    )
    return (
        one["holder_party"] == one["host"] and one["authorization_id"] in at_once and not is_moved
    )


def is_contradictory(tables: Tables) -> bool:
    """Tell whether a unit is moved by another than its holder, before it begins, after it ended."""
    if any(
        isinstance(one[first], int) and one[first] < 1  # type: ignore[operator]
        for one in tables["transfers"]
        for first, _last in RANGES
    ):
        return False
    return any(
        step.closed_before is not None
        or step.opened_before == (step.kind == "issuance")
        or (step.opened_before and step.holder_before != step.from_party)
        for step in oracle.lives(tables)
        if not step.is_mirror
    )
