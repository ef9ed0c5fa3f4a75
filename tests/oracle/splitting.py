"""One row told in two: the same units, in two ranges."""

from fractions import Fraction

from tests.oracle.tables import Row, Tables


def lengths(of: Row) -> set[int]:
    """Return how long the ranges of a row are, in each numbering it has."""
    spans = [(of[f"first_{name}"], of[f"last_{name}"]) for name in ("unit", "itmo")]
    return {
        last - first + 1
        for first, last in spans
        if isinstance(first, int) and isinstance(last, int)
    }


def may_be_split(one: Row, tables: Tables) -> bool:
    """Tell whether the row has serials of one length, and no other row means it as a whole."""
    if len(lengths(one)) != 1 or 1 in lengths(one):
        return False
    for other in tables["transfers"]:
        if other["_package"] == one["_package"]:
            if "transfer_id" in one and other["corrects"] == one["transfer_id"]:
                return False
            means_it = "issued_on" in one and other["block_id"] == one["block_id"]
            if means_it and not lengths(other):
                return False
    return True


def halves(one: Row, at: int) -> list[Row]:
    """Return two rows that say together what one said."""
    (length,) = lengths(one)
    found: list[Row] = []
    for part, (start, end) in enumerate(((0, at), (at, length))):
        filled = {**one, "quantity": None}
        for name in ("unit", "itmo"):
            first = one[f"first_{name}"]
            if isinstance(first, int):
                filled |= {f"first_{name}": first + start, f"last_{name}": first + end - 1}
        if one["non_ghg_quantity"] is not None:
            share = Fraction(str(one["non_ghg_quantity"])) * (end - start) / length
            filled["non_ghg_quantity"] = share
        if part:
            identity = "transfer_id" if "transfer_id" in one else "block_id"
            number = one["_row"]
            assert isinstance(number, int)
            filled |= {identity: f"{one[identity]}-rest", "_row": number + 1}
        found.append(filled)
    return found


def spaced(one: Row) -> Row:
    """Leave room for a row after each row."""
    number = one["_row"]
    assert isinstance(number, int)
    return {**one, "_row": number * 2}
