"""The steps of a range of serial numbers, with their mirrors, in the longest ranges that agree."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from reporting.ledger.codes import ISSUANCE, POOL
from reporting.ledger.ledger import Ledger
from reporting.ledger.rows import BlockEntry, EventStep, MatchedStep

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
    if block.line == POOL:
        asked = partial(ledger.ask, block=block.block_id)
    else:
        asked = partial(ledger.ask, scope=block.scope, first=first, stop=stop)
    paired = mirrors(asked(MatchedStep))
    return [
        Piece(
            first=each.first if each.line == POOL else max(each.first, first),
            stop=each.stop if each.line == POOL else min(each.stop, stop),
            row=each,
            mirror=paired.get((each.entry, each.first)),
        )
        for each in asked(EventStep)
    ]


def joined(pieces: Iterable[Piece]) -> list[Piece]:
    """Join neighbours that agree in everything, in the order of their lives."""
    done: list[Piece] = []
    for piece in sorted(pieces, key=_place):
        last = done[-1] if done else None
        if last and last.stop == piece.first and _alike(last) == _alike(piece):
            done[-1] = Piece(first=last.first, stop=piece.stop, row=last.row, mirror=last.mirror)
        else:
            done.append(piece)
    return sorted(done, key=_in_time)


def mirrors(rows: Sequence[Matched]) -> dict[tuple[int, int], Matched]:
    """Return, for each standing step, the row that tells the same movement.

    Both sides' rows are numbered in their own order; equal numbers meet, as in the ledger.
    """
    turns: dict[tuple[Any, ...], int] = {}
    numbered: dict[tuple[Any, ...], Matched] = {}
    standing: list[tuple[tuple[Any, ...], Matched]] = []
    for row in sorted(rows, key=lambda row: (str(row.date or ""), row.sequence, row.entry)):
        at = row.quantity if row.line == POOL else row.first
        same = (row.scope, at, row.kind == ISSUANCE, row.from_party, row.to_party)
        teller = (*same, row.recorder if row.kind == ISSUANCE else row.kind)
        turns[teller] = turns.get(teller, 0) + 1
        key = (*same, turns[teller])
        if row.is_mirror:
            numbered.setdefault(key, row)
        else:
            standing.append((key, row))
    return {(row.entry, row.first): numbered[key] for key, row in standing if key in numbered}


def _place(piece: Piece) -> tuple[Any, ...]:
    return (piece.row.entry, piece.first)


def _in_time(piece: Piece) -> tuple[Any, ...]:
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
