"""The life of a block, or of a range of its serial numbers, step by step: `jcm trace`."""

from collections.abc import Mapping
from typing import Any

from reporting.accounting.first_transfer import Outcome, first_transfer_table
from reporting.accounting.settings import Settings
from reporting.ledger.entries import ENDS
from reporting.ledger.ledger import Ledger
from reporting.ledger.pieces import POOL, UNIT
from reporting.reports import wording
from reporting.reports.lives import Piece, Serials, joined, pieces_of
from reporting.reports.table import (
    EMPTY,
    Cell,
    Column,
    Layout,
    Note,
    Report,
    ReportTable,
    Text,
    Type,
    said,
)

Row = Mapping[str, Any]
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


class RangeError(ValueError):
    """The range asked for is not within the block."""


def blocks(ledger: Ledger) -> list[str]:
    """Return the identifiers of all blocks."""
    table = ledger.table("credit_blocks").select("block_id").distinct()
    return sorted(ledger.engine.fetch(table)["block_id"].to_pylist())


def trace(ledger: Ledger, block: str, asked: Serials | None, settings: Settings) -> Report:
    """Return the life of a block.

    Args:
        ledger: The ledger.
        block: Identifier of a block of the record.
        asked: The serial numbers asked for; all of the block if None.
        settings: How the open questions are answered.

    Raises:
        RangeError: The range is not within the block, or the block has no serial numbers.
    """
    entry = _entry(ledger, block)
    first, stop = _range(entry, asked)
    found = joined(pieces_of(ledger, entry, first, stop))
    name = said(f"Life of {block}", f"{block}の履歴")
    if asked:
        span = f" {asked.first:,}-{asked.last:,}"
        name = said(f"Life of {block}{span}", f"{block}{span}の履歴")
    return Report(
        name="trace",
        title=name,
        tables=(
            ReportTable(
                name="life",
                title=said("", ""),
                columns=STEPS,
                rows=tuple(_step(ledger, each, settings) for each in found),
                layout=Layout.LIST,
                headline=4,
            ),
        ),
        notes=_described(entry),
    )


def _entry(ledger: Ledger, block: str) -> Row:
    """Return the entry of the block: the one its originating registry made, if several tell it."""
    entries = ledger.entries
    rows: list[Row] = ledger.engine.fetch(
        entries.filter(entries.block_id == block).inner_join(ledger.scopes.select("scope"), "scope")
    ).to_pylist()
    told = [row for row in rows if ledger.inputs.place(row["entry"]).table != "transfers"]
    return min(
        told,
        key=lambda row: (row["recording_registry"] != row["originating_registry"], row["entry"]),
    )


def _range(entry: Row, asked: Serials | None) -> tuple[int, int]:
    if asked is None:
        return entry["first"], entry["stop"]
    if entry["line"] == POOL:
        msg = "the record has no serial numbers for this block, so no range of it can be told apart"
        raise RangeError(msg)
    if not entry["first"] <= asked.first <= asked.last < entry["stop"]:
        msg = (
            f"{asked.first}-{asked.last} is not within the block, which has the serial numbers "
            f"{entry['first']}-{entry['stop'] - 1}"
        )
        raise RangeError(msg)
    return asked.first, asked.last + 1


def _described(entry: Row) -> tuple[Note, ...]:
    """Return what the block is."""
    vintage = str(entry["vintage"] or "")
    facts = (
        (said("Approach", "協力的取組"), entry["approach"]),
        (said("Host", "ホスト国"), entry["host"]),
        (said("Registry", "登録簿"), entry["originating_registry"]),
        (said("Project", "プロジェクト"), entry["project_id"]),
        (said("Vintage", "発生年"), vintage or wording.CODES.get(entry["era"])),
        (said("Numbers", "番号"), _NUMBERS[entry["line"]]),
    )
    return tuple(
        Note(label=label, text=value if isinstance(value, Text) else said(value, value))
        for label, value in facts
        if value
    )


_NUMBERS = {
    UNIT: said("serial numbers of units", "ユニットの番号"),
    "itmo": said("serial numbers of ITMOs", "ITMOの番号"),
    POOL: said(
        "none in the record: only what is recorded of this block itself can be shown",
        "記録にない：このブロック自体の記録のみを示す",
    ),
}


def _step(ledger: Ledger, piece: Piece, settings: Settings) -> tuple[Cell, ...]:
    row, place = piece.row, ledger.inputs.place(piece.row["entry"])
    has_serials = row["line"] != POOL
    span = f"{piece.first:,}-{piece.stop - 1:,}" if has_serials else None
    quantity = piece.stop - piece.first if has_serials else row["tonnes"]
    is_ghg = row["metric"] != "non_ghg"
    return (
        Cell(
            value=row["date"],
            label=EMPTY.label if row["date"] else said("day not known", "日付不明"),
        ),
        wording.coded(row["kind"]),
        Cell(value=span),
        Cell(value=quantity if is_ghg else None),
        _parties(row),
        Cell(value=_account(row)),
        Cell(value=row["recorder"]),
        _told(ledger, piece),
        _status(row),
        _first_transfer(row, settings),
        _use(row),
        Cell(value=place.package),
        Cell(value=place.table),
        Cell(value=place.row),
        Cell(value=str(place)),
    )


def _parties(row: Row) -> Cell:
    if row["from_party"] == row["to_party"]:
        return Cell(value=row["to_party"])
    return Cell(value=f"{row['from_party']} → {row['to_party']}")


def _account(row: Row) -> str | None:
    accounts = [row["from_account"], row["to_account"]]
    named = [each for each in accounts if each]
    return " → ".join(dict.fromkeys(named)) or None


def _told(ledger: Ledger, piece: Piece) -> Cell:
    if piece.mirror is None:
        is_awaited = (
            piece.row["from_party"] != piece.row["to_party"] and piece.row["kind"] == "transfer"
        )
        label = said("nobody: the receiver has no row", "なし：受け手の行がない")
        return Cell(value=None, label=label if is_awaited else EMPTY.label)
    row = piece.mirror
    place = ledger.inputs.place(row["entry"])
    day = row["date"].isoformat() if row["date"] else ""
    text = " ".join(part for part in (row["recorder"], row["kind"], day, f"({place})") if part)
    return Cell(value=text)


def _status(row: Row) -> Cell:
    code = row["status"]
    if row["kind"] not in ENDS:
        return wording.coded(code)
    status, end = wording.CODES[code], wording.CODES[row["kind"]]
    return Cell(
        value=code,
        label=said(
            f"{status['en']}, ended by {end['en']}", f"{status['ja']}（{end['ja']}により終了）"
        ),
    )


def _first_transfer(row: Row, settings: Settings) -> Cell:
    if not row["is_first_transfer"]:
        return EMPTY
    trigger, bound = row["trigger"], f"{row['binding_id']} version {row['binding_version']}"
    words = wording.CODES[trigger]
    day = row["first_transfer_on"].isoformat() if row["first_transfer_on"] else ""
    provision = next(
        each.provision
        for each in first_transfer_table(settings)
        if each.trigger == trigger
        and each.authorized_for == row["authorized_for"]
        and each.outcome is Outcome.FIRST_TRANSFER
    )
    rest = f"{bound} ({row['authorized_for']}), {provision}"
    return Cell(value=f"{day} {trigger}, {rest}".strip(), label=_both(day, words, rest))


def _both(day: str, words: Text, rest: str) -> Text:
    return said(
        *(", ".join(part for part in (day, each, rest) if part) for each in (words.en, words.ja))
    )


def _use(row: Row) -> Cell:
    if row["is_use"]:
        year = row["use_year"]
        return Cell(
            value=f"{row['user']} {year}",
            label=said(
                f"towards the NDC of {row['user']}, for {year}",
                f"{row['user']}のNDCに{year}年分として",
            ),
        )
    if row["kind"] in ENDS and row["purpose"]:
        return Cell(
            value=row["purpose"],
            label=said(
                f"{row['purpose']}, not counted towards an NDC",
                f"{row['purpose']}（NDCには算入されない）",
            ),
        )
    return EMPTY
