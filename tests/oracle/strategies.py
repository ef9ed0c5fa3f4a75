"""Random small ledgers: `clean_ledgers` of valid lives, `any_ledgers` of whatever is written."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from tests.oracle.clean import clean_ledgers
from tests.oracle.disturbed import DEFINITIONS, EVENTS, PURPOSES, disturbed_ledgers
from tests.oracle.lots import SERIALS
from tests.oracle.made import PARTIES, authorization, block, common, event, numbered
from tests.oracle.tables import Row, row

__all__ = ["any_ledgers", "clean_ledgers", "disturbed_ledgers", "wild_ledgers"]

APPROACHES = ("one", "one", "one", "two")
KEYS = tuple((party, identity) for party in ("XAA", "XBB") for identity in ("A1", "A2"))
parties = st.sampled_from(PARTIES)
packages = st.sampled_from(("one", "two"))
days = st.integers(0, 14).map(lambda months: date(2020, 6, 15) + timedelta(days=122 * months))
maybe_days = st.none() | days
# few values, so that rows meet
hosts = st.sampled_from(("XAA", "XAA", "XAA", "XBB"))
vintages = st.sampled_from((2022, 2022, 2022, 2022, 2022, 2020, None))
prefixes = st.sampled_from((None, None, None, "P"))
keys = st.sampled_from((*[KEYS[0]] * 6, None, *KEYS))
quantities = st.none() | st.integers(0, 9)


@st.composite
def spans(draw: st.DrawFn) -> tuple[int | None, int | None]:
    """Return first and last serial of a short range."""
    first = draw(st.integers(1, 12))
    return first, draw(st.integers(first, 12))


@st.composite
def serials(draw: st.DrawFn) -> Mapping[str, object]:
    """Return unit serials, ITMO serials, both (mostly in step) or none."""
    numbering = draw(st.sampled_from(("unit", "unit", "unit", "unit", "both", "itmo", "none")))
    first, last = draw(spans())
    assert first
    assert last
    offset = draw(st.sampled_from((0, 100, 100)))
    found: dict[str, object] = dict.fromkeys(SERIALS)
    if numbering in ("unit", "both"):
        found |= {"first_unit": first, "last_unit": last}
    if numbering in ("itmo", "both"):
        found |= {"first_itmo": first + offset, "last_itmo": last + offset}
    return found


@st.composite
def any_authorizations(draw: st.DrawFn, package: str) -> list[Row]:
    """Return up to four authorizations of one to three versions, some revoked."""
    found: list[Row] = []
    for party, identity in sorted(
        draw(st.sets(st.sampled_from(KEYS), max_size=3) | st.just({KEYS[0]}))
    ):
        approach = draw(st.sampled_from(APPROACHES))
        found.extend(
            authorization(
                party=party,
                authorization_id=identity,
                version=version,
                approach=approach,
                kind=draw(st.sampled_from(("use", "use", "approach", "entity"))),
                authorized_on=draw(days | st.just(date(2021, 1, 1))),
                revoked_on=draw(st.none() | maybe_days),
                purposes=draw(st.sampled_from(PURPOSES)),
                first_transfer_definition=draw(st.sampled_from(DEFINITIONS)),
                quantity_cap=draw(quantities),
                _package=package,
            )
            for version in range(1, draw(st.integers(1, 3)) + 1)
        )
    return found


def _authorized_by(key: tuple[str, str] | None) -> Mapping[str, object]:
    party, identity = key or (None, None)
    return {"authorization_party": party, "authorization_id": identity}


@st.composite
def any_blocks(draw: st.DrawFn, number: int) -> Row:
    """Return any block."""
    host, holder = draw(hosts), draw(parties)
    pattern = draw(st.sampled_from(("host", "split", "host_then_transfer")))
    recorder = draw(st.sampled_from((host, holder)))
    origin = holder if pattern == "split" else host
    start = draw(maybe_days)
    metric = draw(st.sampled_from(("ghg", "ghg", "ghg", "non_ghg")))
    shares = st.none() | st.integers(0, 50).map(lambda tenths: Decimal(tenths) / 10)
    return block(
        block_id=f"B{number}",
        approach=draw(st.sampled_from(APPROACHES)),
        host=host,
        holder_party=holder,
        account=draw(st.none() | st.just(f"{holder}-holding")),
        originating_registry=f"{origin}01",
        recording_registry=f"{recorder}01",
        issuance_pattern=pattern,
        vintage=draw(vintages),
        period_start=start,
        period_end=start and start + timedelta(days=draw(st.integers(0, 400))),
        issued_on=draw(maybe_days),
        quantity=draw(quantities),
        metric=metric,
        non_ghg_quantity=draw(shares) if metric == "non_ghg" else None,
        unit_prefix=draw(prefixes),
        _package=draw(packages),
        **draw(serials()),
        **_authorized_by(draw(keys)),
    )


@st.composite
def any_transfers(draw: st.DrawFn, number: int, blocks: list[Row]) -> Row:
    """Return any event; mostly on a block already drawn, so that lives become long."""
    is_on_block = bool(blocks) and draw(st.integers(0, 5)) > 0
    on = draw(st.sampled_from(blocks)) if is_on_block else None
    kind = draw(st.sampled_from((*EVENTS[:3], *EVENTS)))
    giver = draw(st.sampled_from((str(on["host"]), *PARTIES))) if on else draw(parties)
    taker = draw(parties) if kind in ("transfer", "acquisition") else giver
    where: Mapping[str, object] = {
        "approach": draw(st.sampled_from(APPROACHES)),
        "originating_registry": f"{draw(parties)}01",
        "host": draw(hosts),
        "vintage": draw(vintages),
        "unit_prefix": draw(prefixes),
    }
    package = draw(packages)
    block_id = None
    if on:
        where = {name: on[name] for name in where}
        package = draw(st.sampled_from((str(on["_package"]), package)))
        is_named = package == on["_package"] and draw(st.booleans())
        block_id = on["block_id"] if is_named else None
    numbers: Mapping[str, object] = dict.fromkeys(
        ("first_unit", "last_unit", "first_itmo", "last_itmo")
    )
    is_whole = block_id is not None and draw(st.booleans())
    purpose = draw(st.sampled_from((None, "NDC", "IMP", "OP", "OMGE", "SOP")))
    return event(
        kind,
        draw(days),
        giver,
        taker,
        transfer_id=f"T{number}",
        recorded_by=(recorder := draw(st.sampled_from((giver, taker, taker, "XCC")))),
        recording_registry=f"{recorder}01",
        sequence=draw(st.none() | st.integers(1, 3)),
        block_id=block_id,
        quantity=draw(quantities),
        purpose=purpose if kind in EVENTS[2:] else None,
        use_year=draw(st.sampled_from((None, 2024, 2025))),
        using_party=draw(st.none() | parties) if kind == "retirement" else None,
        _package=package,
        **where,
        **(numbers if is_whole else draw(serials())),
        **_authorized_by(draw(keys)),
    )


@st.composite
def wild_ledgers(draw: st.DrawFn) -> dict[str, list[Row]]:
    """Return a ledger of two packages whose rows have little to do with each other."""
    blocks = [draw(any_blocks(number)) for number in range(draw(st.integers(0, 4)))]
    transfers = [draw(any_transfers(number, blocks)) for number in range(draw(st.integers(0, 8)))]
    for number in draw(st.sets(st.integers(0, 7), max_size=2)):
        if number < len(transfers):
            one = transfers[number]
            kin = [other for other in transfers if other["_package"] == one["_package"]]
            corrected = draw(st.sampled_from(kin))
            if corrected["transfer_id"] != one["transfer_id"]:
                transfers[number] = {**one, "corrects": corrected["transfer_id"]}
    told = draw(st.sets(st.tuples(parties, st.integers(2021, 2025)), max_size=4))
    coverage: list[Row] = [
        row("coverage", party=party, year=year, is_complete=draw(st.booleans()), _package="one")
        for party, year in sorted(told)
    ]
    tables: dict[str, list[Row]] = {
        "authorizations": draw(any_authorizations("one")),
        "credit_blocks": blocks,
        "transfers": transfers,
        "coverage": coverage,
    }
    for package in ("one", "two"):
        for table, rows in common(package, ("one", "two")).items():
            tables.setdefault(table, []).extend(rows)
    return numbered(tables)


def any_ledgers() -> st.SearchStrategy[dict[str, list[Row]]]:
    """Return whatever the schemas allow: valid lives disturbed, or rows at random."""
    return disturbed_ledgers() | wild_ledgers()
