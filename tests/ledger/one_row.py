"""One row of a record, changed: added, left out, put in another's place, or of other units."""

from tests.oracle import Row, Tables

UNITS = (
    *("approach", "host", "originating_registry", "vintage", "unit_prefix", "quantity"),
    *("first_unit", "last_unit", "first_itmo", "last_itmo"),
)
RANGES = (("first_unit", "last_unit"), ("first_itmo", "last_itmo"))


def added(tables: Tables, table: str, one: Row) -> Tables:
    return {**tables, table: [*tables[table], one]}


def without(tables: Tables, one: Row) -> Tables:
    left = [each for each in tables["transfers"] if each["transfer_id"] != one["transfer_id"]]
    return {**tables, "transfers": left}


def instead(tables: Tables, table: str, key: str, one: Row) -> Tables:
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
    ends = {name: one[name] for pair in RANGES for name in pair}
    return {**one, **{name: end + by for name, end in ends.items() if isinstance(end, int)}}
