"""Changes of one row of a clean record by which some unit comes to count twice."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from tests.ledger.one_row import (
    RANGES,
    UNITS,
    added,
    instead,
    is_contradictory,
    is_itmo_at_home,
    overlap,
    shifted,
    stretched,
    without,
)
from tests.ledger.two_sides import LATE, folder, spelled_out
from tests.oracle import Row, Tables
from tests.oracle.made import PARTIES, event

ENDED = ("retirement", "cancellation", "voluntary_cancellation")
HOLDINGS = dict.fromkeys(("transfer", "acquisition"), "holding")
DAY = timedelta(days=1)
WITHOUT_SERIALS = "told again without serials"


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


def _of_block(one: Row, tables: Tables) -> Changes:
    again = {**one, "block_id": f"{one['block_id']}-again"}
    yield "issued again", added(tables, "credit_blocks", again)
    yield (
        "issued in the other registry, too",
        added(tables, "credit_blocks", _elsewhere(again, tables)),
    )
    for name, by in (("begins", -1), ("ends", 1)):
        wide = stretched(one, by)
        if any(overlap(wide, other) for other in tables["credit_blocks"] if other is not one):
            changed = instead(tables, "credit_blocks", "block_id", wide)
            yield f"{name} one unit too far", changed
    other = str(_elsewhere(one, tables)["holder_party"])
    if other != one["host"] and not _moves(one["host"], other, tables):
        received = {**_elsewhere(again, tables), "issuance_pattern": "host_then_transfer"}
        yield "received as a block, never sent", added(tables, "credit_blocks", received)
    if is_itmo_at_home(one, tables):
        yield "claimed by the host, too", added(tables, "transfers", _claimed(one, tables))


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


def _moves(giver: object, taker: object, tables: Tables) -> bool:
    ends = [(one["from_party"], one["to_party"]) for one in tables["transfers"]]
    return (giver, taker) in ends


def _claimed(one: Row, tables: Tables) -> Row:
    host = str(one["host"])
    return event(
        "retirement",
        LATE,
        host,
        host,
        transfer_id="claimed",
        purpose="NDC",
        use_year=LATE.year,
        using_party=host,
        _package=folder(tables, host),
        **{name: one[name] for name in UNITS},
    )


def _of_event(one: Row, tables: Tables) -> Changes:
    """Do something to the same units once more."""
    giver, taker = one["from_party"], one["to_party"]
    more: list[tuple[str, Row]] = []
    if one["event"] in ENDED:
        other = next(party for party in PARTIES if party != giver)
        more = [
            ("used for another year", _more(one, one["event"], (giver, giver), tables, later=1)),
            ("used by another, too", _more(one, one["event"], (other, other), tables, later=1)),
            ("sent after its end", _more(one, "transfer", (giver, other), tables, later=1)),
            (
                "cancelled after its end",
                _more(one, "cancellation", (giver, giver), tables, later=1),
            ),
        ]
    elif one["event"] == "transfer" and giver != taker:
        third = next(party for party in PARTIES if party not in (giver, taker))
        more = [
            ("sent to two", _more(one, "transfer", (giver, third), tables)),
            ("received by two", _more(one, "acquisition", (giver, third), tables)),
            ("used by who sent it", _more(one, "retirement", (giver, giver), tables)),
            ("cancelled by who sent it", _more(one, "cancellation", (giver, giver), tables)),
        ]
        yield "received, never sent", without(tables, one)
    for change, made in more:
        yield change, added(tables, "transfers", made)


def _more(
    one: Row, kind: object, ends: tuple[object, object], tables: Tables, *, later: int = 0
) -> Row:
    """Return another event on the same units."""
    giver, taker = ends
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
    yield "told again", added(tables, "transfers", again)
    spelled = {**whole, "transfer_id": again["transfer_id"]}
    other = next(party for party in PARTIES if party != one["recorded_by"])
    by_other = {
        "recorded_by": other,
        "recording_registry": f"{other}01",
        "_package": folder(tables, other),
    }
    if one["event"] in ENDED or one["from_party"] != one["to_party"]:
        yield "told again by another", added(tables, "transfers", {**spelled, **by_other})
    if all(whole[name] for pair in RANGES for name in pair):
        for named, (first, last) in zip(("ITMOs", "units"), RANGES, strict=True):
            short = {**spelled, first: None, last: None}
            yield f"told again, of {named} alone", added(tables, "transfers", short)
    silent = {**spelled, **dict.fromkeys(name for pair in RANGES for name in pair)}
    yield WITHOUT_SERIALS, added(tables, "transfers", silent)
    others: tuple[tuple[str, Callable[[Row], Row]], ...] = (
        ("begins one unit too far", lambda row: stretched(row, -1)),
        ("ends one unit too far", lambda row: stretched(row, 1)),
        ("one unit too low", lambda row: shifted(row, -1)),
        ("one unit too high", lambda row: shifted(row, 1)),
    )
    for change, moved in others:
        changed = instead(tables, "transfers", "transfer_id", moved(whole))
        if is_contradictory(changed):
            yield f"event {change}", changed
