"""What the registries wrote: one entry per issuance or event, with what it inherits."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tests.oracle.tables import Row, Tables, day, fraction, place, text, text_or_none, whole

Span = tuple[int, int]
Key = tuple[str, str]

KINDS = (
    "issuance",
    "transfer",
    "acquisition",
    "retirement",
    "cancellation",
    "voluntary_cancellation",
)
CLOSING = KINDS[3:]
PARIS_FROM = 2021


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One row of one registry, with what it inherits filled in."""

    kind: str
    identity: str
    on: date | None
    sequence: int
    place: tuple[str, str, int]
    recorder: str
    registry: str
    approach: str
    originating_registry: str
    originating_party: str
    host: str
    vintage: int | None
    period_end: date | None
    unit_prefix: str | None
    units: Span | None
    itmos: Span | None
    quantity: int | None
    non_ghg_quantity: Fraction | None
    metric: str | None
    from_party: str
    from_account: str | None = None
    to_party: str
    to_account: str | None
    purpose: str | None = None
    use_year: int | None = None
    using_party: str | None = None
    is_apart: bool = False
    is_from_other: bool = False
    key: Key | None
    block_key: Key | None
    block: str | None
    is_block: bool = False

    @property
    def order(self) -> tuple[object, ...]:
        """The order within a life: unknown date first, then sequence, kind, and place."""
        return (self.on or date.min, self.sequence, KINDS.index(self.kind), *self.place)

    @property
    def is_international(self) -> bool:
        """Units go from one Party to another; an issuance abroad does so from the host."""
        return self.kind not in CLOSING and self.from_party != self.to_party


def entries(tables: Tables) -> list[Entry]:
    """Return the entries of all blocks, and of all transfers that no other row corrects."""
    party_of = {
        text(registry, "registry"): text(registry, "party")
        for registry in tables.get("registries", ())
    }
    others = {text(row, "party") for row in tables.get("parties", ()) if row.get("kind")}
    mechanisms = {
        text(row, "approach")
        for row in tables.get("cooperative_approaches", ())
        if row.get("is_article_6_4")
    }
    blocks = {
        (text(block, "_package"), text(block, "block_id")): block
        for block in tables.get("credit_blocks", ())
    }
    void = {
        (text(transfer, "_package"), text_or_none(transfer, "corrects"))
        for transfer in tables.get("transfers", ())
        if transfer.get("corrects") != transfer["transfer_id"]
    }
    issued = [_from_block(block, party_of) for block in blocks.values()]
    moved = [
        _from_transfer(transfer, blocks.get(_block_of(transfer), {}), party_of, others, mechanisms)
        for transfer in tables.get("transfers", ())
        if (transfer["_package"], transfer["transfer_id"]) not in void
    ]
    return issued + moved


def _block_of(transfer: Row) -> tuple[str, str]:
    return text(transfer, "_package"), text_or_none(transfer, "block_id") or ""


def _from_block(block: Row, party_of: Mapping[str, str]) -> Entry:
    host = text(block, "host")
    registry = text(block, "recording_registry")
    recorder = party_of[registry]
    is_arrival = block["issuance_pattern"] == "host_then_transfer" and recorder != host
    return Entry(
        kind="acquisition" if is_arrival else "issuance",
        identity=text(block, "block_id"),
        on=day(block, "issued_on"),
        sequence=0,
        place=place(block),
        recorder=recorder,
        registry=registry,
        approach=text(block, "approach"),
        originating_registry=text(block, "originating_registry"),
        originating_party=party_of[text(block, "originating_registry")],
        host=host,
        vintage=_vintage(block),
        period_end=day(block, "period_end"),
        unit_prefix=text_or_none(block, "unit_prefix"),
        units=_span(block, "unit"),
        itmos=_span(block, "itmo"),
        quantity=_quantity(block, _span(block, "unit") or _span(block, "itmo")),
        non_ghg_quantity=fraction(block, "non_ghg_quantity"),
        metric=text_or_none(block, "metric"),
        from_party=host,
        to_party=text(block, "holder_party"),
        to_account=text_or_none(block, "account"),
        key=_key(block),
        block_key=_key(block),
        block=text(block, "block_id"),
        is_block=True,
    )


def _is_apart(transfer: Row, others: AbstractSet[str], mechanisms: AbstractSet[str]) -> bool:
    """Tell whether it is a first transfer only if the host says so, and the host does not."""
    is_share = bool(transfer.get("is_mandatory")) and transfer["approach"] in mechanisms
    is_out = text(transfer, "to_party") in others
    return (is_share or is_out) and not transfer.get("stated_as_first_transfer")


def _from_transfer(
    transfer: Row,
    block: Row,
    party_of: Mapping[str, str],
    others: AbstractSet[str],
    mechanisms: AbstractSet[str],
) -> Entry:
    inherited = {**block, **{name: value for name, value in transfer.items() if value is not None}}
    units, itmos = _serials(transfer, block)
    return Entry(
        kind=text(transfer, "event"),
        identity=text(transfer, "transfer_id"),
        on=day(transfer, "event_date"),
        sequence=whole(transfer, "sequence") or 0,
        place=place(transfer),
        recorder=text(transfer, "recorded_by"),
        registry=text(transfer, "recording_registry"),
        approach=text(transfer, "approach"),
        originating_registry=text(transfer, "originating_registry"),
        originating_party=party_of[text(transfer, "originating_registry")],
        host=text(transfer, "host"),
        vintage=_vintage(inherited),
        period_end=day(inherited, "period_end"),
        unit_prefix=text_or_none(inherited, "unit_prefix"),
        units=units,
        itmos=itmos,
        quantity=_moved(transfer, block, units or itmos),
        non_ghg_quantity=fraction(
            inherited if _is_whole(transfer, block) else transfer, "non_ghg_quantity"
        ),
        metric=text_or_none(inherited, "metric"),
        from_party=text(transfer, "from_party"),
        from_account=text_or_none(transfer, "from_account"),
        to_party=text(transfer, "to_party"),
        to_account=text_or_none(transfer, "to_account"),
        purpose=text_or_none(transfer, "purpose"),
        use_year=whole(transfer, "use_year"),
        using_party=text_or_none(transfer, "using_party"),
        is_apart=_is_apart(transfer, others, mechanisms),
        is_from_other=text(transfer, "from_party") in others,
        key=_key(transfer),
        block_key=_key(block),
        block=text_or_none(transfer, "block_id"),
    )


def _key(of: Row) -> Key | None:
    party, identity = text_or_none(of, "authorization_party"), text_or_none(of, "authorization_id")
    return (party, identity) if party and identity else None


def _span(of: Row, numbering: str) -> Span | None:
    first, last = whole(of, f"first_{numbering}"), whole(of, f"last_{numbering}")
    return None if first is None or last is None or first > last else (first, last)


def _serials(transfer: Row, block: Row) -> tuple[Span | None, Span | None]:
    """Return unit and ITMO serials: its own, the whole block's, or one by the other."""
    units, itmos = _span(transfer, "unit"), _span(transfer, "itmo")
    block_units, block_itmos = _span(block, "unit"), _span(block, "itmo")
    if units is None and itmos is None:
        return (block_units, block_itmos) if _is_whole(transfer, block) else (None, None)
    if block_units and block_itmos:
        offset = block_itmos[0] - block_units[0]
        if units and not itmos:
            return units, _shifted(units, offset)
        if itmos and not units:
            return _shifted(itmos, -offset, lowest=0), itmos
    return units, itmos


def _is_whole(transfer: Row, block: Row) -> bool:
    """Tell whether an event names its block and no less: it moves the whole of it."""
    if any(_span(transfer, each) for each in ("unit", "itmo")):
        return False
    every = _quantity(block, _span(block, "unit") or _span(block, "itmo"))
    return whole(transfer, "quantity") in (None, every)


def _shifted(span: Span, by: int, *, lowest: int = 1) -> Span | None:
    """Return the serials of the other numbering; of units none is less than 0, of ITMOs than 1."""
    return (span[0] + by, span[1] + by) if span[0] + by >= lowest else None


def _quantity(of: Row, span: Span | None) -> int | None:
    stated = whole(of, "quantity")
    return span[1] - span[0] + 1 if stated is None and span else stated


def _moved(transfer: Row, block: Row, span: Span | None) -> int | None:
    """Return the quantity of an event: what names a block and nothing less, moves the whole."""
    own = _span(transfer, "unit") or _span(transfer, "itmo")
    stated = _quantity(transfer, span)
    return whole(block, "quantity") if stated is None and own is None and block else stated


def _vintage(of: Row) -> int | None:
    start, end, stated = day(of, "period_start"), day(of, "period_end"), whole(of, "vintage")
    return start.year if stated is None and start and end and start.year == end.year else stated
