"""Clean ledgers in which both Parties told each movement and declared every year complete."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from tests import oracle
from tests.oracle import Row, Tables, row
from tests.oracle.made import PARTIES, event, numbered

SCOPE = ("approach", "originating_registry", "host", "vintage", "unit_prefix")
Total = dict[tuple[object, ...], int]
YEARS = range(2021, 2032)
SERIALS = ("first_unit", "last_unit", "first_itmo", "last_itmo")
OF_BLOCK = ("vintage", "unit_prefix", "authorization_party", "authorization_id")
USED_ON = date(2028, 6, 30)
LATE = date(2029, 12, 31)


def two_sided(tables: Tables) -> dict[str, list[Row]]:
    """Let the receiver tell each movement that only the sender told, and complete every year."""
    named = {(one["_package"], one["block_id"]): one for one in tables["credit_blocks"]}
    told = {one["transfer_id"] for one in tables["transfers"]}
    mirrors = [
        mirror(spelled_out(one, named.get((one["_package"], one["block_id"]))), tables)
        for one in tables["transfers"]
        if one["event"] == "transfer"
        and one["from_party"] != one["to_party"]
        and f"{one['transfer_id']}-mirror" not in told
    ]
    package = tables["parties"][0]["_package"]
    return numbered(
        {
            **tables,
            "transfers": [*tables["transfers"], *mirrors],
            "cooperative_approaches": [
                {**one, "approach_id": "CA0001"} for one in tables["cooperative_approaches"]
            ],
            "coverage": [
                row("coverage", party=party, year=year, _package=package)
                for party in PARTIES
                for year in YEARS
            ],
        }
    )


def folder(tables: Tables, recorder: object) -> str:
    """Return the package in which a Party tells."""
    packages = {str(one["_package"]) for one in tables["parties"]}
    own = str(recorder).lower()
    return own if own in packages else min(packages)


def spelled_out(one: Row, block: Row | None) -> Row:
    """Return an event with what it takes from its block written down."""
    if block is None:
        return one
    taken = {name: one[name] if one[name] is not None else block[name] for name in OF_BLOCK}
    if all(one[name] is None for name in SERIALS):
        taken |= {name: block[name] for name in SERIALS}
    return {**one, **taken, "block_id": None}


def mirror(sent: Row, tables: Tables) -> Row:
    """Return the receiver's row of a movement, on the day on which it was sent."""
    taker = sent["to_party"]
    return {
        **sent,
        "transfer_id": f"{sent['transfer_id']}-mirror",
        "event": "acquisition",
        "recorded_by": taker,
        "recording_registry": f"{taker}01",
        "_package": folder(tables, taker),
    }


def all_used(tables: Tables) -> dict[str, list[Row]]:
    """Retire every ITMO that a Party other than the host holds, for its NDC if it may."""
    purposes = {
        one["approach"]: str(one["purposes"])
        for one in tables["authorizations"]
        if one["kind"] == "use"
    }
    uses = [
        _retired(held, purposes[held.approach], number, tables)
        for number, held in enumerate(oracle.holdings(tables, LATE))
        if held.line != "pool" and held.status == "itmo" and held.party != held.host
    ]
    return numbered({**tables, "transfers": [*tables["transfers"], *uses]})


def _retired(held: oracle.Holding, purposes: str, number: int, tables: Tables) -> Row:
    purpose = "NDC" if "NDC" in purposes else "OP" if "OP" in purposes else "IMP"
    return event(
        "retirement",
        USED_ON,
        held.party,
        held.party,
        transfer_id=f"all-{number}",
        quantity=held.quantity,
        purpose=purpose,
        use_year=USED_ON.year if purpose == "NDC" else None,
        using_party=held.party if purpose == "NDC" else None,
        _package=folder(tables, held.party),
        **{name: getattr(held, name) for name in (*SCOPE, *SERIALS)},
    )


def whole(tables: Tables) -> dict[str, list[Row]]:
    """Write down the vintage of events that leave it to their block."""
    blocks = {(one["_package"], one["block_id"]): one for one in tables["credit_blocks"]}
    return {
        "credit_blocks": list(tables["credit_blocks"]),
        "transfers": [
            {
                **one,
                "vintage": one["vintage"] or blocks[one["_package"], one["block_id"]]["vintage"],
            }
            for one in tables["transfers"]
        ],
    }


def added(rows: Iterable[Row]) -> Total:
    """Add up quantities by scope."""
    total: Total = defaultdict(int)
    for one in rows:
        quantity = one["quantity"]
        assert isinstance(quantity, int)
        total[tuple(one[name] for name in SCOPE)] += quantity
    return total


def until(rows: Iterable[Row], column: str, day: date) -> list[Row]:
    """Return the rows up to a day."""
    return [one for one in rows if isinstance(on := one[column], date) and on <= day]
