"""What two Parties recorded of what passed between them, range by range, and what comes of it.

Which rows tell the same is for `matched_events.sql`; what it means that a row stands alone is for
the checks of mirrors. Here both are put side by side.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from reporting.forms.queries.unit_history import mirrors
from reporting.interval_merge import merged
from reporting.ledger.checks import SUBJECTS
from reporting.ledger.codes import POOL, TRANSFER
from reporting.ledger.event_rows import BilateralMovement
from reporting.ledger.ledger import Ledger

# Both sides tell the same; that they date it otherwise is only noted.
NOTICES = {"mirror-in-another-year"}


class TransferStatus(StrEnum):
    """What comes of comparing both sides."""

    AGREES = "agrees"
    DIFFERS = "differs"
    NOT_REPORTED = "not_reported"


@dataclass(frozen=True, slots=True, kw_only=True)
class BilateralTransfer:
    """A range that passed from one Party to another, as one row or both told it.

    Attributes:
        first: Its first serial number; negative where there are none.
        stop: The number after its last.
        sent: The row of the Party that sent it, if any.
        received: The row of the Party that received it, if any.
        outcome: What comes of it.
        why: The code of the check or of what cannot be judged; empty where both agree.
    """

    first: int
    stop: int
    sent: BilateralMovement | None
    received: BilateralMovement | None
    outcome: TransferStatus
    why: str

    @property
    def row(self) -> BilateralMovement:
        """The row that tells it; the sender's if both do."""
        row = self.sent or self.received
        if row is None:
            msg = "a crossing is told by somebody"
            raise ValueError(msg)
        return row

    @property
    def tonnes(self) -> int | None:
        """Its quantity in t CO2 eq; None if unknown or in another metric."""
        if self.row.metric == "non_ghg":
            return None
        if self.row.line == POOL:
            return self.row.quantity
        return self.stop - self.first

    @property
    def years(self) -> set[int]:
        """The years in which either side dated it."""
        rows = (row for row in (self.sent, self.received) if row is not None)
        return {row.date.year for row in rows if row.date}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Verdicts:
    """What the checks of mirrors say.

    Attributes:
        ranges: By entry, the ranges that differ, each with its code.
        entries: By entry, why it cannot be judged.
        noted: By entry, what is noted of it.
    """

    ranges: Mapping[int, list[tuple[int, int, str]]]
    entries: Mapping[int, str]
    noted: Mapping[int, str]

    @classmethod
    def from_ledger(cls, ledger: Ledger) -> "_Verdicts":
        ranges: dict[int, list[tuple[int, int, str]]] = {}
        entries: dict[int, str] = {}
        noted: dict[int, str] = {}
        for check in SUBJECTS["mirrors"]:
            for row in ledger.run(check.faults).to_pylist():
                if check.code in NOTICES:
                    noted[row["entry"]] = check.code
                else:
                    span = (row["first"], row["last"], check.code)
                    ranges.setdefault(row["entry"], []).append(span)
            for code, query in check.unverifiable.items():
                for row in ledger.run(query).to_pylist():
                    entries.setdefault(row["entry"], code)
        return cls(ranges=ranges, entries=entries, noted=noted)

    def of_piece(self, piece: BilateralMovement) -> tuple[TransferStatus, str]:
        """Return what comes of a piece, and why."""
        for first, last, code in self.ranges.get(piece.entry, ()):
            if first <= piece.first <= last:
                return TransferStatus.DIFFERS, code
        if piece.entry in self.entries:
            return TransferStatus.NOT_REPORTED, self.entries[piece.entry]
        return TransferStatus.AGREES, self.noted.get(piece.entry, "")


def crossings(ledger: Ledger, party: str, counterparty: str) -> list[BilateralTransfer]:
    """Return what passed between two Parties, either way, in the longest ranges of both rows."""
    every = ledger.ask(BilateralMovement, party=party, counterparty=counterparty)
    rows = [each for each in every if not each.is_issuance]
    verdicts, paired = _Verdicts.from_ledger(ledger), mirrors(rows)
    return merged(sorted(_pieces(rows, paired, verdicts), key=_order), _extended)


def _pieces(
    rows: Iterable[BilateralMovement],
    paired: Mapping[tuple[int, int], BilateralMovement],
    verdicts: _Verdicts,
) -> Iterator[BilateralTransfer]:
    for row in rows:
        if not row.is_mirror:
            other = paired.get((row.entry, row.first))
            is_sent = row.kind == TRANSFER
            outcome, why = verdicts.of_piece(row)
            yield BilateralTransfer(
                first=row.first,
                stop=row.stop,
                sent=row if is_sent else other,
                received=other if is_sent else row,
                outcome=outcome,
                why=why,
            )


def _extended(last: BilateralTransfer, piece: BilateralTransfer) -> BilateralTransfer | None:
    """Return one for neighbours that the same rows tell, with the same outcome."""
    is_continued = last.stop == piece.first and _alike(last) == _alike(piece)
    return replace(last, stop=piece.stop) if is_continued else None


def _alike(piece: BilateralTransfer) -> tuple[object, ...]:
    entries = (row.entry if row else None for row in (piece.sent, piece.received))
    return (*entries, piece.row.scope, piece.outcome, piece.why)


def _order(piece: BilateralTransfer) -> tuple[object, ...]:
    row = piece.row
    # As texts, since what is not known has no order of its own.
    return (
        str(row.approach),
        row.host,
        str(row.vintage or ""),
        str(row.unit_prefix or ""),
        row.scope,
        piece.first,
        row.entry,
    )
