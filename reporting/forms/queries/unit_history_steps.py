"""One step in the life of a range, as a row of a report."""

from reporting.accounting.first_transfer import Outcome, first_transfer_table
from reporting.accounting.settings import Settings
from reporting.forms.model import wording
from reporting.forms.model.table import EMPTY, Cell, Column, Type
from reporting.forms.queries.unit_history import Piece
from reporting.ledger.codes import ENDS, POOL
from reporting.ledger.ledger import Ledger
from reporting.ledger.rows import EventStep
from reporting.texts import Text, said

STEPS = (
    Column(name="date", label=said("Date", "日付"), type=Type.DATE),
    Column(name="event", label=said("Event", "事象")),
    Column(name="serials", label=said("Serial numbers", "番号")),
    Column(name="quantity", label=said("Quantity", "数量"), type=Type.QUANTITY, unit="t CO2 eq"),
    Column(name="parties", label=said("From, to", "移転元・移転先")),
    Column(name="account", label=said("Account", "口座")),
    Column(name="recorder", label=said("Recorded by", "記録した国")),
    Column(name="mirror", label=said("Also told by", "相手方の記録")),
    Column(name="status", label=said("Status after", "その後の状態")),
    Column(name="first_transfer", label=said("First transfer", "最初の移転")),
    Column(name="use", label=said("Use", "使用")),
    Column(name="package", label=said("Package", "パッケージ"), is_detail=True),
    Column(name="table", label=said("Table", "表"), is_detail=True),
    Column(name="row", label=said("Row", "行"), type=Type.ROW, is_detail=True),
    Column(name="source", label=said("Source", "出典の行")),
)


def step(ledger: Ledger, piece: Piece, settings: Settings) -> tuple[Cell, ...]:
    """Return a step as a row of `STEPS`."""
    row, place = piece.row, ledger.inputs.place(piece.row.entry)
    has_serials = row.line != POOL
    span = f"{piece.first}-{piece.stop - 1}" if has_serials else None
    quantity = piece.stop - piece.first if has_serials else row.tonnes
    is_ghg = row.metric != "non_ghg"
    return (
        Cell(
            value=row.date,
            label=EMPTY.label if row.date else said("day not known", "日付不明"),
        ),
        wording.coded(row.kind),
        Cell(value=span),
        Cell(value=quantity if is_ghg else None),
        _parties(row),
        Cell(value=_account(row)),
        Cell(value=row.recorder),
        _told(ledger, piece),
        _status(row),
        _first_transfer(row, settings),
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
        label = said("nobody: the receiver has no row", "なし：受け手の行がない")
        return Cell(value=None, label=label if is_awaited else EMPTY.label)
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
        label=said(
            f"{status['en']}, ended by {end['en']}", f"{status['ja']}（{end['ja']}により終了）"
        ),
    )


def _first_transfer(row: EventStep, settings: Settings) -> Cell:
    if not row.is_first_transfer:
        return EMPTY
    trigger, bound = row.trigger, f"{row.binding_id} version {row.binding_version}"
    words = wording.CODES[trigger or ""]
    day = row.first_transfer_on.isoformat() if row.first_transfer_on else ""
    provision = next(
        each.provision
        for each in first_transfer_table(settings)
        if each.trigger == trigger
        and each.authorized_for == row.authorized_for
        and each.outcome is Outcome.FIRST_TRANSFER
    )
    rest = f"{bound} ({row.authorized_for}), {provision}"
    return Cell(value=f"{day} {trigger}, {rest}".strip(), label=_both(day, words, rest))


def _both(day: str, words: Text, rest: str) -> Text:
    return said(
        *(", ".join(part for part in (day, each, rest) if part) for each in (words.en, words.ja))
    )


def _use(row: EventStep) -> Cell:
    if row.is_use:
        year = row.use_year
        return Cell(
            value=f"{row.used_by} {year}",
            label=said(
                f"towards the NDC of {row.used_by}, for {year}",
                f"{row.used_by}のNDCに{year}年分として",
            ),
        )
    if row.kind in ENDS and row.purpose:
        return Cell(
            value=row.purpose,
            label=said(
                f"{row.purpose}, not counted towards an NDC",
                f"{row.purpose}（NDCには算入されない）",
            ),
        )
    return EMPTY
