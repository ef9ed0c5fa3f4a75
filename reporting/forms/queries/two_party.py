"""The same transfers as two Parties report them, line by line."""

from collections.abc import Iterator, Mapping, Sequence

from reporting.findings import Place, catalogue
from reporting.forms.model.provenance import Lineage, together
from reporting.forms.model.redaction import CONFIDENTIAL, PARA_24, confidential
from reporting.forms.model.table import EMPTY, TONNES, Cell, Column, Note, Report, ReportTable, Type
from reporting.forms.queries.bilateral_transfers import BilateralTransfer, TransferStatus, crossings
from reporting.ledger.codes import POOL
from reporting.ledger.event_rows import BilateralMovement
from reporting.ledger.ledger import Ledger
from reporting.messages import Text, _, bilingual, ngettext

OUTCOMES: Mapping[TransferStatus, Text] = {
    TransferStatus.AGREES: _("agrees"),
    TransferStatus.DIFFERS: _("DIFFERS"),
    TransferStatus.NOT_REPORTED: _("counterpart has not reported"),
}
S = Type.SERIAL
LINES = (
    Column(name="outcome", label=_("Outcome")),
    Column(name="from_party", label=_("From")),
    Column(name="to_party", label=_("To")),
    Column(name="approach", label=_("Approach")),
    Column(name="host", label=_("Host"), is_detail=True),
    Column(name="vintage", label=_("Vintage"), type=Type.YEAR),
    Column(name="unit_prefix", label=_("Prefix")),
    Column(name="numbering", label=_("Numbers of")),
    Column(name="first", label=_("First"), type=S),
    Column(name="last", label=_("Last"), type=S),
    Column(name="quantity", label=_("Quantity"), type=Type.QUANTITY, unit=TONNES),
    Column(name="difference", label=_("Sent less received"), type=Type.QUANTITY),
    Column(name="sent_on", label=_("Sent"), type=Type.DATE),
    Column(name="sent_row", label=_("Sender's row")),
    Column(name="received_on", label=_("Received"), type=Type.DATE),
    Column(name="received_row", label=_("Receiver's row")),
    Column(name="why", label=_("Remark")),
    Column(name="code", label=_("Code"), is_detail=True),
)
TOTALS = (
    Column(name="outcome", label=_("Outcome")),
    Column(name="from_party", label=_("From")),
    Column(name="to_party", label=_("To")),
    Column(name="lines", label=_("Lines"), type=Type.COUNT),
    Column(name="quantity", label=_("Quantity"), type=Type.QUANTITY, unit=TONNES),
)
NUMBERINGS = {
    "unit": _("units"),
    "itmo": _("ITMOs"),
    POOL: _("none"),
}


def two_party(
    ledger: Ledger,
    party: str,
    counterparty: str,
    year: int | None = None,
    *,
    is_public: bool = False,
) -> Report:
    """Return what two Parties recorded of what passed between them, either way.

    Args:
        ledger: The records of both, or of one.
        party: A Party.
        counterparty: The other.
        year: Only what either side dated in this year; None for every year.
        is_public: Whether lines of confidential rows are left out.
    """
    every = [
        each
        for each in crossings(ledger, party, counterparty)
        if year is None or year in each.years
    ]
    hidden = confidential(ledger) if is_public else frozenset[Place]()
    found = [each for each in every if hidden.isdisjoint(_places(ledger, each))]
    names = f"{party}, {counterparty}" + (f", {year}" if year else "")
    numbers = {
        outcome: sum(each.outcome is outcome for each in found) for outcome in TransferStatus
    }
    agree, differ, open_ = (numbers[each] for each in TransferStatus)
    return Report(
        name="two-party",
        title=_(
            "Transfers as both sides report them: %(names)s: %(agree)s agree, %(differ)s differ, "
            "%(open)s not reported by the counterpart",
            names=names,
            agree=agree,
            differ=differ,
            open=open_,
        ),
        tables=(
            ReportTable(
                name="lines",
                title=_("Line by line"),
                columns=LINES,
                rows=tuple(_line(ledger, each) for each in found),
                nothing=_("Nothing passed between them."),
            ),
            _totals(ledger, found),
        ),
        notes=(
            *_notes(ledger, (party, counterparty), year),
            *_withheld(len(every) - len(found)),
        ),
    )


def _places(ledger: Ledger, each: BilateralTransfer) -> Iterator[Place]:
    """Yield the rows that tell of a crossing."""
    return (ledger.inputs.place(row.entry) for row in (each.sent, each.received) if row)


def _withheld(count: int) -> Iterator[Note]:
    """Say how many lines are left out, of the title and the totals too; never how much they are."""
    if count:
        yield Note(
            label=CONFIDENTIAL,
            text=ngettext(
                "%(count)s line withheld as confidential, and not counted above",
                "%(count)s lines withheld as confidential, and not counted above",
                count,
            ),
            provision=PARA_24,
        )


def _line(ledger: Ledger, each: BilateralTransfer) -> tuple[Cell, ...]:
    row, has_serials = each.row, each.row.line != POOL
    return (
        Cell(value=each.outcome.value, label=OUTCOMES[each.outcome]),
        Cell(value=row.from_party),
        Cell(value=row.to_party),
        Cell(value=row.approach),
        Cell(value=row.host),
        Cell(value=row.vintage),
        Cell(value=row.unit_prefix),
        Cell(value=row.line, label=NUMBERINGS[row.line]),
        Cell(value=each.first if has_serials else None),
        Cell(value=each.stop - 1 if has_serials else None),
        _quantity(ledger, each),
        _difference(ledger, each),
        *_told(ledger, each.sent),
        *_told(ledger, each.received),
        _why(each.why),
        Cell(value=each.why or None),
    )


def _quantity(ledger: Ledger, each: BilateralTransfer) -> Cell:
    if each.tonnes is None:
        return EMPTY
    place = ledger.inputs.place(each.row.entry)
    return Cell(value=each.tonnes, lineage=Lineage.from_parts([(place, each.tonnes)]))


def _difference(ledger: Ledger, each: BilateralTransfer) -> Cell:
    """Return by how much the sides differ; nothing where the counterpart has not reported."""
    if each.outcome is TransferStatus.NOT_REPORTED or each.tonnes is None:
        return EMPTY
    if each.outcome is TransferStatus.AGREES:
        return Cell(value=0)
    sign = 1 if each.sent else -1
    place = ledger.inputs.place(each.row.entry)
    return Cell(value=sign * each.tonnes, lineage=Lineage.from_parts([(place, sign * each.tonnes)]))


def _told(ledger: Ledger, row: BilateralMovement | None) -> tuple[Cell, Cell]:
    if row is None:
        return EMPTY, EMPTY
    return Cell(value=row.date), Cell(value=str(ledger.inputs.place(row.entry)))


def _why(code: str) -> Cell:
    if not code:
        return EMPTY
    words = catalogue()[code].words
    label = bilingual(words["en"].title, words["ja"].title)
    return Cell(value=label.en, label=label)


def _totals(ledger: Ledger, found: Sequence[BilateralTransfer]) -> ReportTable:
    groups: dict[tuple[str, str, str], list[BilateralTransfer]] = {}
    for each in found:
        key = (each.outcome.value, each.row.from_party, each.row.to_party)
        groups.setdefault(key, []).append(each)
    rows = []
    for (outcome, giver, taker), members in sorted(groups.items()):
        cells = [_quantity(ledger, each) for each in members]
        lineage = together(cell.lineage for cell in cells if cell.lineage)
        # A total of those that are known would be less than what passed.
        is_known = lineage.count and all(cell.lineage for cell in cells)
        rows.append(
            (
                Cell(value=outcome, label=OUTCOMES[TransferStatus(outcome)]),
                Cell(value=giver),
                Cell(value=taker),
                Cell(value=len(members)),
                Cell(value=lineage.total, lineage=lineage) if is_known else EMPTY,
            )
        )
    return ReportTable(name="totals", title=_("Totals"), columns=TOTALS, rows=tuple(rows))


def _notes(ledger: Ledger, parties: tuple[str, str], year: int | None) -> Iterator[Note]:
    """Say what is compared with nothing: issuances in the other Party's registry."""
    party, counterparty = parties
    rows = ledger.ask(BilateralMovement, party=party, counterparty=counterparty)
    entries = {
        row.entry
        for row in rows
        if row.is_issuance and (year is None or (row.date and row.date.year == year))
    }
    if entries:
        yield Note(
            label=_("Not compared"),
            text=_(
                "%(entries)s blocks issued straight into the registry of the other Party, of which "
                "the host's registry keeps no row",
                entries=len(entries),
            ),
        )
