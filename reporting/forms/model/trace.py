"""The life of a block, or of a range of its serial numbers, step by step: `jcm trace`."""

from reporting.accounting.settings import Settings
from reporting.forms.model import wording
from reporting.forms.model.table import Layout, Note, Report, ReportTable
from reporting.forms.queries.unit_history import STEPS, Serials, merge_pieces, pieces_of, step
from reporting.ledger.codes import POOL, UNIT
from reporting.ledger.ledger import Ledger
from reporting.ledger.rows import BlockEntry
from reporting.messages import SILENCE, Text, _, alike


class RangeError(ValueError):
    """The range asked for is not within the block."""


def blocks(ledger: Ledger) -> list[str]:
    """Return the identifiers of all blocks."""
    return sorted(ledger.fetch("block_names")["block_id"].to_pylist())


def trace(ledger: Ledger, block: str, request: Serials | None, settings: Settings) -> Report:
    """Return the life of a block.

    Args:
        ledger: The ledger.
        block: Identifier of a block of the record.
        request: The serial numbers asked for; all of the block if None.
        settings: How the open questions are answered.

    Raises:
        RangeError: The range is not within the block, or the block has no serial numbers.
    """
    entry = _entry(ledger, block)
    first, stop = _range(entry, request)
    found = merge_pieces(pieces_of(ledger, entry, first, stop))
    name = _("Life of %(block)s", block=block)
    if request:
        span = f" {request.first}-{request.last}"
        name = _("Life of %(block)s%(span)s", block=block, span=span)
    return Report(
        name="trace",
        title=name,
        tables=(
            ReportTable(
                name="life",
                title=SILENCE,
                columns=STEPS,
                rows=tuple(step(ledger, each, settings) for each in found),
                layout=Layout.LIST,
                headline=4,
            ),
        ),
        notes=_described(entry),
    )


def _entry(ledger: Ledger, block: str) -> BlockEntry:
    """Return the entry of the block: the one its originating registry made, if several tell it."""
    return min(
        ledger.ask(BlockEntry, block=block),
        key=lambda each: (each.recording_registry != each.originating_registry, each.entry),
    )


def _range(entry: BlockEntry, request: Serials | None) -> tuple[int, int]:
    if request is None:
        return entry.first, entry.stop
    if entry.line == POOL:
        msg = "the record has no serial numbers for this block, so no range of it can be told apart"
        raise RangeError(msg)
    if not entry.first <= request.first <= request.last < entry.stop:
        msg = (
            f"{request.first}-{request.last} is not within the block, which has the serial numbers "
            f"{entry.first}-{entry.stop - 1}"
        )
        raise RangeError(msg)
    return request.first, request.last + 1


def _described(entry: BlockEntry) -> tuple[Note, ...]:
    """Return what the block is."""
    vintage = str(entry.vintage or "")
    facts = (
        (_("Approach"), entry.approach),
        (_("Host"), entry.host),
        (_("Registry"), entry.originating_registry),
        (_("Project"), entry.project_id),
        (_("Vintage"), vintage or wording.CODES.get(entry.era)),
        (_("Numbers"), _NUMBERS[entry.line]),
    )
    return tuple(
        Note(label=label, text=value if isinstance(value, Text) else alike(value))
        for label, value in facts
        if value
    )


_NUMBERS = {
    UNIT: _("serial numbers of units"),
    "itmo": _("serial numbers of ITMOs"),
    POOL: _("none in the record: only what is recorded of this block itself can be shown"),
}
