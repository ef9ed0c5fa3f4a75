"""Changes of one row of a clean record by which some unit comes to count twice."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from tests import oracle
from tests.ledger.two_sides import LATE, folder, spelled_out
from tests.oracle import Row, Tables
from tests.oracle.made import PARTIES, event

ENDED = ("retirement", "cancellation", "voluntary_cancellation")
HOLDINGS = {one: "holding" for one in ("transfer", "acquisition")}
UNITS = (
    *("approach", "host", "originating_registry", "vintage", "unit_prefix", "quantity"),
    *("first_unit", "last_unit", "first_itmo", "last_itmo"),
)
RANGES = (("first_unit", "last_unit"), ("first_itmo", "last_itmo"))
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """A clean record but for one thing, and what was done to it."""

    change: str
    tables: Tables
    of: str = ""


Changes = Iterator[tuple[str, Tables]]


def mutants(tables: Tables) -> Iterator[Mutant]:
    """Return every change that applies to every row of a record in which all have serials."""
    for of in tables["credit_blocks"]:
        for change, made in _of_block(of, tables):
            yield Mutant(change=change, tables=made, of=str(of["block_id"]))
    blocks = {(one["_package"], one["block_id"]): one for one in tables["credit_blocks"]}
    for of in tables["transfers"]:
        whole = spelled_out(of, blocks.get((of["_package"], of["block_id"])))
        for change, made in (*_of_event(whole, tables), *_again(of, whole, tables)):
            yield Mutant(change=change, tables=made, of=str(of["transfer_id"]))


def _with(tables: Tables, table: str, one: Row) -> Tables:
    return {**tables, table: [*tables[table], one]}


def _without(tables: Tables, one: Row) -> Tables:
    left = [each for each in tables["transfers"] if each["transfer_id"] != one["transfer_id"]]
    return {**tables, "transfers": left}


def _instead(tables: Tables, table: str, key: str, one: Row) -> Tables:
    return {**tables, table: [one if each[key] == one[key] else each for each in tables[table]]}


def _of_block(one: Row, tables: Tables) -> Changes:
    again = {**one, "block_id": f"{one['block_id']}-again"}
    yield "issued again", _with(tables, "credit_blocks", again)
    yield (
        "issued in the other registry, too",
        _with(tables, "credit_blocks", _elsewhere(again, tables)),
    )
    for name, by in (("begins", -1), ("ends", 1)):
        wide = _stretched(one, by)
        if any(_overlap(wide, other) for other in tables["credit_blocks"] if other is not one):
            changed = _instead(tables, "credit_blocks", "block_id", wide)
            yield f"{name} one unit too far", changed
    for held in oracle.holdings(tables, LATE):
        if (held.host, held.status) == (held.party, "itmo") and _overlap(one, _range_of(held)):
            yield "claimed by the host, too", _with(tables, "transfers", _claimed(held, tables))


def _elsewhere(one: Row, tables: Tables) -> Row:
    """Return the issuance as another Party's registry tells it, of its own holding."""
    other = next(party for party in (one["host"], *PARTIES) if party != one["holder_party"])
    return {
        **one,
        "holder_party": other,
        "account": f"{other}-holding",
        "recording_registry": f"{other}01",
        "issuance_pattern": "split",
        "_package": folder(tables, other),
    }


def _stretched(one: Row, by: int) -> Row:
    """Return the row with one unit more: before its first, or after its last."""
    quantity = one["quantity"]
    assert isinstance(quantity, int)
    moved = {"quantity": quantity + 1}
    for first, last in RANGES:
        name = first if by < 0 else last
        if isinstance(end := one[name], int):
            moved[name] = end + by
    return {**one, **moved}


def _range_of(held: oracle.Holding) -> Row:
    return {name: getattr(held, name) for name in UNITS}


def _overlap(one: Row, other: Row) -> bool:
    """Tell whether two rows are of one scope and share a unit."""
    if any(one[name] != other[name] for name in UNITS[:5]):
        return False
    for first, last in RANGES:
        ends = (one[first], other[last], other[first], one[last])
        if all(isinstance(end, int) for end in ends):
            a, b, c, d = ends
            return bool(a <= b and c <= d)  # type: ignore[operator]
    return False


def _claimed(held: oracle.Holding, tables: Tables) -> Row:
    use = {"purpose": "NDC", "use_year": LATE.year, "using_party": held.party}
    return event(
        "retirement",
        LATE,
        held.party,
        held.party,
        transfer_id="claimed",
        _package=folder(tables, held.party),
        **_range_of(held),
        **use,
    )


def _of_event(one: Row, tables: Tables) -> Changes:
    """Do something to the same units once more."""
    giver, taker = one["from_party"], one["to_party"]
    more: list[tuple[str, Row]] = []
    if one["event"] in ENDED:
        other = next(party for party in PARTIES if party != giver)
        more = [
            ("used for another year", _more(one, one["event"], giver, giver, tables, later=1)),
            ("used by another, too", _more(one, one["event"], other, other, tables, later=1)),
            ("sent after its end", _more(one, "transfer", giver, other, tables, later=1)),
            ("cancelled after its end", _more(one, "cancellation", giver, giver, tables, later=1)),
        ]
    elif one["event"] == "transfer" and giver != taker:
        third = next(party for party in PARTIES if party not in (giver, taker))
        more = [
            ("sent to two", _more(one, "transfer", giver, third, tables)),
            ("received by two", _more(one, "acquisition", giver, third, tables)),
            ("used by who sent it", _more(one, "retirement", giver, giver, tables)),
            ("cancelled by who sent it", _more(one, "cancellation", giver, giver, tables)),
        ]
        yield "received, never sent", _without(tables, one)
    for change, made in more:
        yield change, _with(tables, "transfers", made)


def _more(
    one: Row, kind: object, giver: object, taker: object, tables: Tables, *, later: int = 0
) -> Row:
    """Return another event on the same units."""
    teller = taker if kind == "acquisition" else giver
    on, year = one["event_date"], one["use_year"]
    use: Mapping[str, object] = {"purpose": None, "use_year": None, "using_party": None}
    if kind == "retirement":
        use = {
            "purpose": one["purpose"] or "NDC",
            "use_year": year + 1 if isinstance(year, int) else LATE.year,
            "using_party": giver,
        }
    return {
        **one,
        **use,
        "transfer_id": f"{one['transfer_id']}-more",
        "event": kind,
        "event_date": on + later * DAY,  # type: ignore[operator]
        "from_party": giver,
        "from_account": f"{giver}-holding",
        "to_party": taker,
        "to_account": f"{taker}-{HOLDINGS.get(str(kind), kind)}",
        "recorded_by": teller,
        "recording_registry": f"{teller}01",
        "_package": folder(tables, teller),
    }


def _again(one: Row, whole: Row, tables: Tables) -> Changes:
    """Tell the event twice, or of one unit more or other units, where those are not the giver's."""
    again = {**one, "transfer_id": f"{one['transfer_id']}-again"}
    yield "told again", _with(tables, "transfers", again)
    others: tuple[tuple[str, Callable[[Row], Row]], ...] = (
        ("begins one unit too far", lambda row: _stretched(row, -1)),
        ("ends one unit too far", lambda row: _stretched(row, 1)),
        ("one unit too low", lambda row: _shifted(row, -1)),
        ("one unit too high", lambda row: _shifted(row, 1)),
    )
    for change, moved in others:
        changed = _instead(tables, "transfers", "transfer_id", moved(whole))
        if _is_contradictory(changed):
            yield f"event {change}", changed


def _shifted(one: Row, by: int) -> Row:
    ends = {name: one[name] for pair in RANGES for name in pair}
    return {**one, **{name: end + by for name, end in ends.items() if isinstance(end, int)}}


def _is_contradictory(tables: Tables) -> bool:
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
