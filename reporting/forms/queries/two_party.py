"""The same transfers as two Parties report them, line by line."""

from collections.abc import Iterator, Mapping, Sequence

from reporting.findings import Place, catalogue
from reporting.forms.model.lineage import Lineage, together
from reporting.forms.model.redaction import CONFIDENTIAL, PARA_24
from reporting.forms.model.table import EMPTY, Cell, Column, Note, Report, ReportTable, Type
from reporting.forms.queries.bilateral_transfers import Crossing, Outcome, crossings
from reporting.ledger.codes import POOL
from reporting.ledger.confidential import confidential
from reporting.ledger.ledger import Ledger
from reporting.ledger.rows import BilateralMovement
from reporting.texts import Text, said

OUTCOMES: Mapping[Outcome, Text] = {
    Outcome.AGREES: said("agrees", "一致"),
    Outcome.DIFFERS: said("DIFFERS", "不一致"),
    Outcome.NOT_REPORTED: said("counterpart has not reported", "相手国が未報告"),
}
TONNES = "t CO2 eq"
S = Type.SERIAL
LINES = (
    Column(name="outcome", label=said("Outcome", "結果")),
    Column(name="from_party", label=said("From", "移転元")),
    Column(name="to_party", label=said("To", "移転先")),
    Column(name="approach", label=said("Approach", "協力的アプローチ")),
    Column(name="host", label=said("Host", "ホスト国"), is_detail=True),
    Column(name="vintage", label=said("Vintage", "発生年"), type=Type.YEAR),
    Column(name="unit_prefix", label=said("Prefix", "接頭辞")),
    Column(name="numbering", label=said("Numbers of", "番号の種類")),
    Column(name="first", label=said("First", "最初の番号"), type=S),
    Column(name="last", label=said("Last", "最後の番号"), type=S),
    Column(name="quantity", label=said("Quantity", "数量"), type=Type.QUANTITY, unit=TONNES),
    Column(name="difference", label=said("Sent less received", "移転－取得"), type=Type.QUANTITY),
    Column(name="sent_on", label=said("Sent", "移転日"), type=Type.DATE),
    Column(name="sent_row", label=said("Sender's row", "移転元の行")),
    Column(name="received_on", label=said("Received", "取得日"), type=Type.DATE),
    Column(name="received_row", label=said("Receiver's row", "移転先の行")),
    Column(name="why", label=said("Remark", "備考")),
    Column(name="code", label=said("Code", "コード"), is_detail=True),
)
TOTALS = (
    Column(name="outcome", label=said("Outcome", "結果")),
    Column(name="from_party", label=said("From", "移転元")),
    Column(name="to_party", label=said("To", "移転先")),
    Column(name="lines", label=said("Lines", "行数"), type=Type.COUNT),
    Column(name="quantity", label=said("Quantity", "数量"), type=Type.QUANTITY, unit=TONNES),
)
NUMBERINGS = {
    "unit": said("units", "ユニット"),
    "itmo": said("ITMOs", "ITMO"),
    POOL: said("none", "番号なし"),
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
    numbers = {outcome: sum(each.outcome is outcome for each in found) for outcome in Outcome}
    agree, differ, open_ = (numbers[each] for each in Outcome)
    return Report(
        name="two-party",
        title=said(
            f"Transfers as both sides report them: {names}: {agree} agree, {differ} differ, "
            f"{open_} not reported by the counterpart",
            f"双方の記録による移転：{names}：一致{agree}件、不一致{differ}件、相手国未報告{open_}件",
        ),
        tables=(
            ReportTable(
                name="lines",
                title=said("Line by line", "行ごとの照合"),
                columns=LINES,
                rows=tuple(_line(ledger, each) for each in found),
                nothing=said("Nothing passed between them.", "両国間の移転はない。"),
            ),
            _totals(ledger, found),
        ),
        notes=(
            *_notes(ledger, (party, counterparty), year),
            *_withheld(len(every) - len(found)),
        ),
    )


def _places(ledger: Ledger, each: Crossing) -> Iterator[Place]:
    """Yield the rows that tell of a crossing."""
    return (ledger.inputs.place(row.entry) for row in (each.sent, each.received) if row)


def _withheld(count: int) -> Iterator[Note]:
    """Say how many lines are left out, of the title and the totals too; never how much they are."""
    if count:
        yield Note(
            label=CONFIDENTIAL,
            text=said(
                f"{count:,} line{'' if count == 1 else 's'} withheld as confidential, and not "
                "counted above",
                f"非公開の{count:,}件を除く（上記の件数にも含まない）",
            ),
            provision=PARA_24,
        )


def _line(ledger: Ledger, each: Crossing) -> tuple[Cell, ...]:
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


def _quantity(ledger: Ledger, each: Crossing) -> Cell:
    if each.tonnes is None:
        return EMPTY
    place = ledger.inputs.place(each.row.entry)
    return Cell(value=each.tonnes, lineage=Lineage.of([(place, each.tonnes)]))


def _difference(ledger: Ledger, each: Crossing) -> Cell:
    """Return by how much the sides differ; nothing where the counterpart has not reported."""
    if each.outcome is Outcome.NOT_REPORTED or each.tonnes is None:
        return EMPTY
    if each.outcome is Outcome.AGREES:
        return Cell(value=0)
    sign = 1 if each.sent else -1
    place = ledger.inputs.place(each.row.entry)
    return Cell(value=sign * each.tonnes, lineage=Lineage.of([(place, sign * each.tonnes)]))


def _told(ledger: Ledger, row: BilateralMovement | None) -> tuple[Cell, Cell]:
    if row is None:
        return EMPTY, EMPTY
    return Cell(value=row.date), Cell(value=str(ledger.inputs.place(row.entry)))


def _why(code: str) -> Cell:
    if not code:
        return EMPTY
    words = catalogue()[code].words
    label = said(words["en"].title, words["ja"].title)
    return Cell(value=label.en, label=label)


def _totals(ledger: Ledger, found: Sequence[Crossing]) -> ReportTable:
    groups: dict[tuple[str, str, str], list[Crossing]] = {}
    for each in found:
        key = (each.outcome.value, each.row.from_party, each.row.to_party)
        groups.setdefault(key, []).append(each)
    rows = []
    for (outcome, giver, taker), members in sorted(groups.items()):
        cells = [_quantity(ledger, each) for each in members]
        made_of = together(cell.lineage for cell in cells if cell.lineage)
        is_known = made_of.count and all(cell.lineage for cell in cells)
        rows.append(
            (
                Cell(value=outcome, label=OUTCOMES[Outcome(outcome)]),
                Cell(value=giver),
                Cell(value=taker),
                Cell(value=len(members)),
                Cell(value=made_of.total, lineage=made_of) if is_known else EMPTY,
            )
        )
    return ReportTable(
        name="totals", title=said("Totals", "合計"), columns=TOTALS, rows=tuple(rows)
    )


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
            label=said("Not compared", "照合の対象外"),
            text=said(
                f"{len(entries)} blocks issued straight into the registry of the other Party, of "
                "which the host's registry keeps no row",
                f"相手国の登録簿に直接発行されたブロック{len(entries)}件"
                "（ホスト国の登録簿には記録されない）",
            ),
        )
