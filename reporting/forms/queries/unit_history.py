"""The life of a block, or of a range of its serial numbers, step by step: `jcm trace`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, TypeVar

from reporting.accounting.first_transfer import TransferOutcome, first_transfer_table
from reporting.accounting.settings import Settings
from reporting.forms.model import wording
from reporting.forms.model.table import EMPTY, Cell, Column, Layout, Note, Report, ReportTable, Type
from reporting.interval_merge import merged
from reporting.ledger.codes import ENDS, ISSUANCE, POOL, UNIT
from reporting.ledger.event_rows import BlockEntry, EventStep, MatchedStep
from reporting.ledger.ledger import Ledger
from reporting.messages import SILENCE, Text, _, alike, joined

Matched = TypeVar("Matched", bound=MatchedStep)


@dataclass(frozen=True, slots=True, kw_only=True)
class Serials:
    """A range of serial numbers, both ends included."""

    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A step on a range, ``first`` to before ``stop``, and the row that tells the same, if any."""

    first: int
    stop: int
    row: EventStep
    mirror: MatchedStep | None


def pieces_of(ledger: Ledger, block: BlockEntry, first: int, stop: int) -> list[Piece]:
    """Return the steps on a range of the scope of a block, or those of a block without serials."""
    # Pools share their scope: only the name of the block tells whose a row is.
    if block.line == POOL:
        ask = partial(ledger.ask, block=block.block_id)
    else:
        ask = partial(ledger.ask, scope=block.scope, first=first, stop=stop)
    paired = mirrors(ask(MatchedStep))
    return [
        Piece(
            first=each.first if each.line == POOL else max(each.first, first),
            stop=each.stop if each.line == POOL else min(each.stop, stop),
            row=each,
            mirror=paired.get((each.entry, each.first)),
        )
        for each in ask(EventStep)
    ]


def merge_pieces(pieces: Iterable[Piece]) -> list[Piece]:
    """Join neighbours that agree in everything, in the order of their lives."""

    def extended(last: Piece, piece: Piece) -> Piece | None:
        is_continued = last.stop == piece.first and _alike(last) == _alike(piece)
        return replace(last, stop=piece.stop) if is_continued else None

    # Neighbours told by one row follow each other by serial number; only then do steps stand in
    # time.
    return sorted(merged(sorted(pieces, key=_place), extended), key=_in_time)


def mirrors(rows: Sequence[Matched]) -> dict[tuple[int, int], Matched]:
    """Return, for each standing step, the row that tells the same movement.

    Both sides' rows are numbered in their own order; equal numbers meet, as in
    `matched_events.sql`: undated rows last, and a quantity without serials never meets a serial.
    """
    turns: dict[tuple[Any, ...], int] = {}
    numbered: dict[tuple[Any, ...], Matched] = {}
    standing: list[tuple[tuple[Any, ...], Matched]] = []
    for row in sorted(rows, key=_when):
        at = -1 - (row.quantity or 0) if row.line == POOL else row.first
        same = (row.scope, at, row.kind == ISSUANCE, row.from_party, row.to_party)
        teller = (*same, row.recorder if row.kind == ISSUANCE else row.kind)
        turns[teller] = turns.get(teller, 0) + 1
        key = (*same, turns[teller])
        if row.is_mirror:
            numbered.setdefault(key, row)
        else:
            standing.append((key, row))
    return {(row.entry, row.first): numbered[key] for key, row in standing if key in numbered}


def _when(row: MatchedStep) -> tuple[bool, str, int, int]:
    return row.date is None, str(row.date), row.sequence, row.entry


def _place(piece: Piece) -> tuple[Any, ...]:
    return (piece.row.entry, piece.first)


def _in_time(piece: Piece) -> tuple[Any, ...]:
    # An issuance may have no day: it came first, as in held_intervals.sql.
    return (str(piece.row.date or ""), piece.row.turn, piece.first, piece.row.entry)


def _alike(piece: Piece) -> tuple[Any, ...]:
    """Return what two pieces must agree in."""
    row = piece.row
    became = (row.first_transfer_on, row.trigger, row.binding_id, row.binding_version)
    return (
        row.entry,
        row.status,
        row.is_use,
        became if row.is_first_transfer else None,
        None if piece.mirror is None else piece.mirror.entry,
    )


STEPS = (
    Column(name="date", label=_("Date"), type=Type.DATE),
    Column(name="event", label=_("Event")),
    Column(name="serials", label=_("Serial numbers")),
    Column(name="quantity", label=_("Quantity"), type=Type.QUANTITY, unit="t CO2 eq"),
    Column(name="parties", label=_("From, to")),
    Column(name="account", label=_("Account")),
    Column(name="recorder", label=_("Recorded by")),
    Column(name="mirror", label=_("Also told by")),
    Column(name="status", label=_("Status after")),
    Column(name="first_transfer", label=_("First transfer")),
    Column(name="use", label=_("Use")),
    Column(name="package", label=_("Package"), is_detail=True),
    Column(name="table", label=_("Table"), is_detail=True),
    Column(name="row", label=_("Row"), type=Type.ROW, is_detail=True),
    Column(name="source", label=_("Source")),
)

NUMBERS = {
    UNIT: _("serial numbers of units"),
    "itmo": _("serial numbers of ITMOs"),
    POOL: _("none in the record: only what is recorded of this block itself can be shown"),
}


def step(ledger: Ledger, piece: Piece) -> tuple[Cell, ...]:
    """Return a step as a row of `STEPS`."""
    row, place = piece.row, ledger.inputs.place(piece.row.entry)
    has_serials = row.line != POOL
    span = f"{piece.first}-{piece.stop - 1}" if has_serials else None
    quantity = piece.stop - piece.first if has_serials else row.tonnes
    is_ghg = row.metric != "non_ghg"
    return (
        Cell(
            value=row.date,
            label=SILENCE if row.date else _("day not known"),
        ),
        wording.coded(row.kind),
        Cell(value=span),
        Cell(value=quantity if is_ghg else None),
        _parties(row),
        Cell(value=_account(row)),
        Cell(value=row.recorder),
        _told(ledger, piece),
        _status(row),
        _first_transfer(row),
        _use(row),
        Cell(value=place.package),
        Cell(value=place.table),
        Cell(value=place.row),
        Cell(value=str(place)),
    )


def _parties(row: EventStep) -> Cell:
    if row.from_party == row.to_party:
        return Cell(value=row.to_party)
    return Cell(value=f"{row.from_party} → {row.to_party}")


def _account(row: EventStep) -> str | None:
    accounts = [row.from_account, row.to_account]
    named = [each for each in accounts if each]
    return " → ".join(dict.fromkeys(named)) or None


def _told(ledger: Ledger, piece: Piece) -> Cell:
    if piece.mirror is None:
        is_awaited = piece.row.from_party != piece.row.to_party and piece.row.kind == "transfer"
        label = _("nobody: the receiver has no row")
        return Cell(value=None, label=label if is_awaited else SILENCE)
    row = piece.mirror
    place = ledger.inputs.place(row.entry)
    day = row.date.isoformat() if row.date else ""
    text = " ".join(part for part in (row.recorder, row.kind, day, f"({place})") if part)
    return Cell(value=text)


def _status(row: EventStep) -> Cell:
    code = row.status
    if row.kind not in ENDS:
        return wording.coded(code)
    status, end = wording.CODES[code], wording.CODES[row.kind]
    return Cell(
        value=code,
        label=_("%(status)s, ended by %(end)s", status=status, end=end),
    )


def _first_transfer(row: EventStep) -> Cell:
    if not row.is_first_transfer:
        return EMPTY
    trigger, bound = row.trigger, f"{row.binding_id} version {row.binding_version}"
    words = wording.CODES[trigger or ""]
    day = row.first_transfer_on.isoformat() if row.first_transfer_on else ""
    provision = next(
        each.provision
        for each in first_transfer_table(Settings())  # whatever is answered, its provision is one
        if each.trigger == trigger
        and each.authorized_for == row.authorized_for
        and each.outcome is TransferOutcome.FIRST_TRANSFER
    )
    rest = f"{bound} ({row.authorized_for}), {provision}"
    return Cell(value=f"{day} {trigger}, {rest}".strip(), label=_both(day, words, rest))


def _both(day: str, words: Text, rest: str) -> Text:
    before, after = ([alike(each)] if each else [] for each in (day, rest))
    return joined((*before, words, *after), alike(", "))


def _use(row: EventStep) -> Cell:
    if row.is_use:
        year = row.use_year
        return Cell(
            value=f"{row.used_by} {year}",
            label=_("towards the NDC of %(used_by)s, for %(year)s", used_by=row.used_by, year=year),
        )
    if row.kind in ENDS and row.purpose:
        return Cell(
            value=row.purpose,
            label=_("%(purpose)s, not counted towards an NDC", purpose=row.purpose),
        )
    return EMPTY


class RangeError(ValueError):
    """The range asked for is not within the block."""


def blocks(ledger: Ledger) -> list[str]:
    """Return the identifiers of all blocks."""
    return sorted(ledger.fetch("block_names")["block_id"].to_pylist())


def trace(ledger: Ledger, block: str, serials: Serials | None) -> Report:
    """Return the life of a block.

    Args:
        ledger: The ledger.
        block: Identifier of a block of the record.
        serials: The serial numbers asked for; all of the block if None.

    Raises:
        RangeError: The range is not within the block, or the block has no serial numbers.
    """
    entry = _entry(ledger, block)
    first, stop = _range(entry, serials)
    found = merge_pieces(pieces_of(ledger, entry, first, stop))
    name = _("Life of %(block)s", block=block)
    if serials:
        span = f" {serials.first}-{serials.last}"
        name = _("Life of %(block)s%(span)s", block=block, span=span)
    return Report(
        name="trace",
        title=name,
        tables=(
            ReportTable(
                name="life",
                title=SILENCE,
                columns=STEPS,
                rows=tuple(step(ledger, each) for each in found),
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


def _range(entry: BlockEntry, serials: Serials | None) -> tuple[int, int]:
    if serials is None:
        return entry.first, entry.stop
    if entry.line == POOL:
        msg = "the record has no serial numbers for this block, so no range of it can be told apart"
        raise RangeError(msg)
    if not entry.first <= serials.first <= serials.last < entry.stop:
        msg = (
            f"{serials.first}-{serials.last} is not within the block, which has the serial numbers "
            f"{entry.first}-{entry.stop - 1}"
        )
        raise RangeError(msg)
    return serials.first, serials.last + 1


def _described(entry: BlockEntry) -> tuple[Note, ...]:
    """Return what the block is."""
    vintage = str(entry.vintage or "")
    facts = (
        (_("Approach"), entry.approach),
        (_("Host"), entry.host),
        (_("Registry"), entry.originating_registry),
        (_("Project"), entry.project_id),
        (_("Vintage"), vintage or wording.CODES.get(entry.era)),
        (_("Numbers"), NUMBERS[entry.line]),
    )
    return tuple(
        Note(label=label, text=value if isinstance(value, Text) else alike(value))
        for label, value in facts
        if value
    )
