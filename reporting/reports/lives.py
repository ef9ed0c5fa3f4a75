"""The steps of a range of serial numbers, with their mirrors, in the longest ranges that agree."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reporting.ledger.becoming import status
from reporting.ledger.entries import ISSUANCE
from reporting.ledger.ledger import Ledger
from reporting.ledger.pieces import POOL

Row = Mapping[str, Any]


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
    row: Row
    mirror: Row | None


def pieces_of(ledger: Ledger, entry: Row, first: int, stop: int) -> list[Piece]:
    """Return the steps on a range of the scope of an entry, or the entries of a block's pool."""
    life, told, entries = ledger.life, ledger.told, ledger.entries
    if entry["line"] == POOL:
        own = entries.filter(entries.block_id == entry["block_id"], entries.line == POOL)
        among = own.select("entry", "from_account")
        steps, every = life.inner_join(among, "entry"), told.inner_join(among, "entry")
    else:
        is_within = (life.scope == entry["scope"], life.first < stop, life.stop > first)
        steps = life.filter(*is_within).inner_join(entries.select("entry", "from_account"), "entry")
        every = told.filter(told.scope == entry["scope"], told.first < stop, told.stop > first)
    rows = ledger.engine.fetch(_with_status(ledger, steps)).to_pylist()
    paired = mirrors(ledger.engine.fetch(every).to_pylist())
    return [
        Piece(
            first=max(row["first"], first) if row["line"] != POOL else row["first"],
            stop=min(row["stop"], stop) if row["line"] != POOL else row["stop"],
            row=row,
            mirror=paired.get((row["entry"], row["first"])),
        )
        for row in rows
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


def _with_status(ledger: Ledger, steps: Any) -> Any:  # noqa: ANN401 - expressions have no types here
    active = ledger.versions.filter(ledger.versions.kind != "entity")
    active = active.select(
        "approach",
        "authorized_on",
        "in_force_until",
        host=active.party,
        key=active.authorization_id,
    )
    on = steps.inner_join(active, ["approach", "host", "key"])
    open_ended = on.in_force_until.isnull() | (on.in_force_until > on.date)
    days = on.filter((on.authorized_on <= on.date) & open_ended)
    marks = days.select("entry", "scope", "first").distinct()
    marks = marks.mutate(is_authorized=marks.entry.notnull())
    marked = steps.left_join(marks, ["entry", "scope", "first"])
    return marked.mutate(status=status(marked, marked.date))


def mirrors(rows: Sequence[Row]) -> dict[tuple[int, int], Row]:
    """Return, for each standing step, the row that tells the same movement.

    Both sides' rows are numbered in their own order; equal numbers meet, as in the ledger.
    """
    turns: dict[tuple[Any, ...], int] = {}
    numbered: dict[tuple[Any, ...], Row] = {}
    standing: list[tuple[tuple[Any, ...], Row]] = []
    for row in sorted(
        rows, key=lambda row: (str(row["date"] or ""), row["sequence"], row["entry"])
    ):
        at = row["quantity"] if row["line"] == POOL else row["first"]
        same = (row["scope"], at, row["kind"] == ISSUANCE, row["from_party"], row["to_party"])
        teller = (*same, row["recorder"] if row["kind"] == ISSUANCE else row["kind"])
        turns[teller] = turns.get(teller, 0) + 1
        key = (*same, turns[teller])
        if row["is_mirror"]:
            numbered.setdefault(key, row)
        else:
            standing.append((key, row))
    return {(row["entry"], row["first"]): numbered[key] for key, row in standing if key in numbered}


def _place(piece: Piece) -> tuple[Any, ...]:
    return (piece.row["entry"], piece.first)


def _in_time(piece: Piece) -> tuple[Any, ...]:
    return (str(piece.row["date"] or ""), piece.row["turn"], piece.first, piece.row["entry"])


def _alike(piece: Piece) -> tuple[Any, ...]:
    """Return what two pieces must agree in."""
    row = piece.row
    became = (row["first_transfer_on"], row["trigger"], row["binding_id"], row["binding_version"])
    return (
        row["entry"],
        row["status"],
        row["is_use"],
        became if row["is_first_transfer"] else None,
        None if piece.mirror is None else piece.mirror["entry"],
    )
