"""Entries: what each registry recorded, issuances and events in one shape.

Nothing is interpreted here but one thing: the buyer's registry that issues what the host's registry
has issued and transferred records an acquisition, not a second issuance.
"""

import ibis
from ibis import _
from ibis.expr.types import BooleanValue, IntegerValue, StringValue, Table, Value

from reporting.accounting.outcomes import FIRST_VINTAGE
from reporting.ledger.loading import Inputs

ISSUANCE = "issuance"
TRANSFER = "transfer"
ACQUISITION = "acquisition"
RETIREMENT = "retirement"
CANCELLATION = "cancellation"
VOLUNTARY_CANCELLATION = "voluntary_cancellation"
MOVEMENTS = (TRANSFER, ACQUISITION)
ENDS = (RETIREMENT, CANCELLATION, VOLUNTARY_CANCELLATION)
KINDS = (ISSUANCE, *MOVEMENTS, *ENDS)

PRE_2021 = "pre_2021"
PARIS = "paris"
UNRESOLVED = "unresolved"

BLOCK_COLUMNS = (
    "approach",
    "originating_registry",
    "recording_registry",
    "host",
    "vintage",
    "unit_prefix",
    "first_unit",
    "last_unit",
    "first_itmo",
    "last_itmo",
    "quantity",
    "non_ghg_quantity",
    "block_id",
    "confidential",
    "entry",
)
OF_BLOCK = ("project_id", "issuance_id", "metric", "non_ghg_metric", "mitigation_type")
INHERITED = ("vintage", "unit_prefix", *OF_BLOCK)
SERIALS = ("first_unit", "last_unit", "first_itmo", "last_itmo")


def entries(inputs: Inputs) -> Table:
    """Return every issuance and every event that was not corrected, one row each."""
    blocks = _described_blocks(inputs.tables["credit_blocks"])
    events = _events(inputs.tables["transfers"], blocks)
    issuances = _issuances(blocks)
    both = ibis.union(issuances, events.select(*issuances.columns))
    return both.mutate(
        rank=_rank(both.kind),
        era=_era(both.vintage, both.period_end),
        quantity=ibis.coalesce(both.quantity, _length(both)),
        offset=both.first_itmo - both.first_unit,
    )


def registry_party(registry: StringValue) -> StringValue:
    """Return the Party whose registry it is: the first three letters of the identifier."""
    return registry.substr(0, 3)


def _described_blocks(blocks: Table) -> Table:
    """Give each block the vintage its monitoring period allows, and its recorder."""
    same_year = _.period_start.year() == _.period_end.year()
    return blocks.mutate(
        vintage=ibis.coalesce(
            _.vintage, ibis.ifelse(same_year, _.period_end.year(), None).cast("int64")
        ),
        recorder=registry_party(_.recording_registry),
    )


def _issuances(blocks: Table) -> Table:
    second = (blocks.issuance_pattern == "host_then_transfer") & (blocks.recorder != blocks.host)
    return blocks.select(
        *BLOCK_COLUMNS,
        "recorder",
        *OF_BLOCK,
        "period_end",
        kind=ibis.ifelse(second, ACQUISITION, ISSUANCE),
        date=_.issued_on,
        sequence=ibis.literal(0, "int64"),
        from_party=_.host,
        from_account=ibis.null("string"),
        to_party=_.holder_party,
        to_account=_.account,
        purpose=ibis.null("string"),
        use_year=ibis.null("int64"),
        using_party=ibis.null("string"),
        using_entity=ibis.null("string"),
        authorization_id=_own_key(blocks),
        block_key=_own_key(blocks),
        is_block=ibis.literal(value=True),
    )


def _events(transfers: Table, blocks: Table) -> Table:
    """Return the events that stand, with what they inherit from the block they name."""
    voided = transfers.filter(_.corrects != _.transfer_id).select("_package", voided=_.corrects)
    standing = transfers.anti_join(
        voided,
        ["_package", transfers.transfer_id == voided.voided],
    )
    named = blocks.select(
        "_package",
        "block_id",
        "period_end",
        *(blocks[name].name(f"block_{name}") for name in (*INHERITED, *SERIALS)),
        block_quantity=ibis.coalesce(blocks.quantity, _length(blocks)),
        block_non_ghg_quantity=blocks.non_ghg_quantity,
        block_key=_own_key(blocks),
    )
    joined = standing.left_join(named, ["_package", "block_id"])
    return joined.mutate(
        **{
            name: ibis.coalesce(joined[name], joined[f"block_{name}"])
            for name in ("vintage", "unit_prefix")
        },
        **{name: joined[f"block_{name}"] for name in OF_BLOCK},
        **_serials(joined),
        quantity=ibis.coalesce(
            joined.quantity, ibis.ifelse(_is_whole(joined), joined.block_quantity, None)
        ),
        non_ghg_quantity=ibis.coalesce(
            joined.non_ghg_quantity,
            ibis.ifelse(_is_whole(joined), joined.block_non_ghg_quantity, None),
        ),
        kind=joined.event,
        date=joined.event_date,
        sequence=ibis.coalesce(joined.sequence, 0),
        recorder=joined.recorded_by,
        authorization_id=_own_key(joined),
        is_block=ibis.literal(value=False),
    )


def _own_key(rows: Table) -> StringValue:
    """Return the key of the host's authorization, where the row names one."""
    return ibis.ifelse(rows.authorization_party == rows.host, rows.authorization_id, None)


def _serials(rows: Table) -> dict[str, IntegerValue]:
    """Return the serials of events: their own, or what their block says of them.

    An event without serials that moves the whole block has the block's; an event with one numbering
    has the other by the offset within the block, unless that would be less than one.
    """
    offset = rows.block_first_itmo - rows.block_first_unit
    by_offset = {
        "first_unit": rows.first_itmo - offset,
        "last_unit": rows.last_itmo - offset,
        "first_itmo": rows.first_unit + offset,
        "last_itmo": rows.last_unit + offset,
    }
    return {
        name: ibis.coalesce(
            rows[name],
            ibis.ifelse(_is_whole(rows), rows[f"block_{name}"], None),
            ibis.ifelse(by_offset[name.replace("last", "first")] > 0, by_offset[name], None),
        )
        for name in SERIALS
    }


def _is_whole(rows: Table) -> BooleanValue:
    """Tell whether an event names a block and nothing less than the whole of it."""
    without = rows.first_unit.isnull() & rows.first_itmo.isnull()
    return without & (rows.quantity.isnull() | (rows.quantity == rows.block_quantity))


def _length(rows: Table) -> IntegerValue:
    lengths = (rows.last_unit - rows.first_unit + 1, rows.last_itmo - rows.first_itmo + 1)
    return ibis.coalesce(*(ibis.ifelse(length > 0, length, None) for length in lengths))


def _rank(kind: StringValue) -> IntegerValue:
    """Return the order of kinds within a day: what is issued can be moved, then used."""
    return ibis.cases(
        *((kind == name, ibis.literal(rank, "int64")) for rank, name in enumerate(KINDS)),
        else_=ibis.literal(len(KINDS), "int64"),
    )


def _era(vintage: IntegerValue, period_end: Value) -> StringValue:
    """Return the gate an outcome passes: no vintage before 2021 is ever an ITMO."""
    return ibis.cases(
        (vintage >= FIRST_VINTAGE, PARIS),
        (vintage < FIRST_VINTAGE, PRE_2021),
        (period_end.year() < FIRST_VINTAGE, PRE_2021),
        else_=UNRESOLVED,
    )
