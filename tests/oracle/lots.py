"""Units of one block that live the same life, and what may happen to them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from hypothesis import strategies as st

from tests.oracle.made import PARTIES, block, event
from tests.oracle.tables import Row

ITMO_OFFSET = 1000
SERIALS = ("first_unit", "last_unit", "first_itmo", "last_itmo")


@dataclass(kw_only=True)
class Approach:
    """What the blocks of one approach have in common, and its next free serial."""

    name: str
    host: str
    buyer: str
    numbering: str
    purposes: str
    is_together: bool
    next_serial: int = 1
    rows: list[Row] = field(default_factory=list)

    def package(self, recorder: str) -> str:
        """Return whose folder the recorder's rows stand in."""
        return "all" if self.is_together else recorder.lower()

    def serials(self, first: int, last: int) -> Mapping[str, object]:
        """Return the columns of a range in the numbering of the approach."""
        found: dict[str, object] = dict.fromkeys(SERIALS)
        if self.numbering in ("unit", "both"):
            found |= {"first_unit": first, "last_unit": last}
        if self.numbering in ("itmo", "both"):
            found |= {"first_itmo": first + ITMO_OFFSET, "last_itmo": last + ITMO_OFFSET}
        return found


@dataclass(frozen=True, kw_only=True)
class Lot:
    """Neighbouring units of one block that have lived the same life so far."""

    block: Row
    first: int
    last: int
    holder: str

    @property
    def quantity(self) -> int:
        """How many they are."""
        return self.last - self.first + 1


@st.composite
def blocks(draw: st.DrawFn, approach: Approach, number: int) -> Lot:
    """Return a new block, issued at home or abroad, as the lot of all its units."""
    length = draw(st.integers(1, 9))
    first, approach.next_serial = approach.next_serial, approach.next_serial + length
    pattern = draw(st.sampled_from(("host", "split", "host_then_transfer")))
    is_buyers = pattern == "split" and draw(st.booleans())
    holder = approach.buyer if is_buyers else approach.host
    issued = block(
        block_id=f"{approach.name}-{number}",
        approach=approach.name,
        host=approach.host,
        originating_registry=f"{holder}01",
        vintage=draw(st.integers(2021, 2023)),
        authorization_party=approach.host,
        authorization_id=f"use-{approach.name}",
        holder_party=holder,
        account=f"{holder}-holding",
        recording_registry=f"{holder}01",
        issuance_pattern=pattern,
        issued_on=date(2024, 1, 1) + timedelta(days=draw(st.integers(0, 200))),
        quantity=length,
        _package=approach.package(holder),
        **approach.serials(first, first + length - 1),
    )
    return Lot(block=issued, first=first, last=first + length - 1, holder=holder)


@st.composite
def lived_blocks(draw: st.DrawFn, approach: Approach, number: int) -> list[Row]:
    """Return a block and the events of its units, in the order of days."""
    whole = draw(blocks(approach, number))
    rows, lots = [whole.block], [whole]
    day = _day(whole.block, "issued_on")
    for step in range(draw(st.integers(0, 4))):
        if not lots:
            break
        day += timedelta(days=draw(st.integers(1, 250)))
        lot = lots.pop(draw(st.integers(0, len(lots) - 1)))
        end = draw(st.integers(lot.first, lot.last))
        if end < lot.last:
            lots.append(replace(lot, first=end + 1))
        moved = replace(lot, last=end)
        told = draw(events(approach, moved, day, f"{approach.name}-{number}-{step}"))
        rows += told
        day = max(_day(one, "event_date") for one in told)
        if told[0]["event"] == "transfer":
            lots.append(replace(moved, holder=str(told[0]["to_party"])))
    return rows


def _day(of: Row, name: str) -> date:
    on = of[name]
    assert isinstance(on, date)
    return on


def possible(purposes: str, *, is_abroad: bool) -> list[str | None]:
    """Return what may happen: a transfer, or the purpose of a retirement or cancellation."""
    able: list[str | None] = ["transfer", "transfer", "OMGE", None]
    if "NDC" in purposes:
        able += ["NDC", "NDC", "NDC"] if is_abroad else ["transfer", "transfer"]
    able += [purpose for purpose in ("IMP", "OP") if purpose in purposes or "OIMP" in purposes]
    return able


@st.composite
def events(draw: st.DrawFn, approach: Approach, lot: Lot, day: date, identity: str) -> list[Row]:
    """Return one thing that may happen to a lot; a movement may be mirrored."""
    holder = lot.holder
    what = draw(st.sampled_from(possible(approach.purposes, is_abroad=holder != approach.host)))
    filled = told_of(lot, approach, holder, is_by_block=draw(st.booleans()))
    if what != "transfer":
        kinds = {"OMGE": "voluntary_cancellation", None: "cancellation"}
        kind = kinds.get(what, "retirement")
        use: dict[str, object] = {"purpose": what, "transfer_id": identity}
        if what == "NDC":
            use |= {"use_year": day.year, "using_party": holder}
        return [event(kind, day, holder, holder, **use, **filled)]
    taker = draw(st.sampled_from(PARTIES))
    sent = event("transfer", day, holder, taker, transfer_id=identity, **filled)
    if taker == holder or approach.numbering == "none" or draw(st.booleans()):
        return [sent]
    arrived = day + timedelta(days=draw(st.integers(0, 40)))
    filled = told_of(lot, approach, taker, is_by_block=draw(st.booleans()))
    mirror = {"transfer_id": f"{identity}-mirror", **filled}
    return [sent, event("acquisition", arrived, holder, taker, **mirror)]


def told_of(lot: Lot, approach: Approach, teller: str, *, is_by_block: bool) -> dict[str, object]:
    """Return the columns by which a Party tells which units it means."""
    names = ("approach", "host", "originating_registry", "vintage")
    keys = ("authorization_party", "authorization_id")
    found: dict[str, object] = {name: lot.block[name] for name in (*names, *keys)}
    found |= {"quantity": lot.quantity, "_package": approach.package(teller)}
    found |= approach.serials(lot.first, lot.last)
    if is_by_block and found["_package"] == lot.block["_package"]:
        found |= {"block_id": lot.block["block_id"], "vintage": None} | dict.fromkeys(keys)
        if lot.quantity == lot.block["quantity"]:
            found |= dict.fromkeys(SERIALS)
    return found
