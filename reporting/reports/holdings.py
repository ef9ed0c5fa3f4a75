"""Who holds what at the end of a day: `jcm holdings`."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from reporting.ledger.entries import FIRST_YEAR
from reporting.ledger.holdings import holdings
from reporting.ledger.ledger import Ledger
from reporting.reports import wording
from reporting.reports.balance_notes import spans
from reporting.reports.holding_sources import HoldingSources
from reporting.reports.lineage import together
from reporting.reports.table import (
    Cell,
    Column,
    Note,
    Reason,
    Report,
    ReportTable,
    Text,
    Type,
    said,
)

Row = Mapping[str, Any]
QUANTITY_UNKNOWN = Reason(
    code="quantity_unknown",
    english="The quantity of at least one movement is not known.",
    japanese="数量が不明な移動があります。",
    brief="Quantity not known",
    brief_japanese="数量不明",
)
TONNES = Column(
    name="quantity", label=said("t CO2 eq", "t CO2 eq"), type=Type.QUANTITY, unit="t CO2 eq"
)
STATUSES = {
    "itmo": said("authorized and first transferred", "承認され、最初の移転が行われたもの"),
    "authorized": said(
        "authorized, not yet first transferred", "承認済みで、最初の移転がまだのもの"
    ),
    "credit": said("no authorization is in force for it", "有効な承認のないもの"),
    "pre_2021": said(
        "outcomes of before 2021, never an ITMO", "2020年以前の緩和成果。ITMOとはならない"
    ),
    "unresolved": said(
        "the monitoring period crosses years or is not known, and no vintage is stated",
        "モニタリング期間が複数年にわたるか不明で、発生年が示されていないもの",
    ),
    "unidentified": said(
        "without serial numbers, so which of them became ITMOs cannot be told",
        "番号がなく、どれがITMOとなったか確認できないもの",
    ),
}
NON_GHG = Column(
    name="non_ghg_quantity",
    label=said("Non-GHG", "非GHG"),
    type=Type.QUANTITY,
    unit="non-GHG metric",
    places=3,
)
S = Type.SERIAL
BLOCKS = (
    Column(name="account", label=said("Account", "口座")),
    Column(name="status", label=said("Status", "状態")),
    Column(name="approach", label=said("Approach", "協力的取組")),
    Column(name="host", label=said("Host", "ホスト国"), is_detail=True),
    Column(name="registry", label=said("Registry", "登録簿"), is_detail=True),
    Column(
        name="originating_registry",
        label=said("Originating registry", "発行登録簿"),
        is_detail=True,
    ),
    Column(name="vintage", label=said("Vintage", "発生年"), type=Type.YEAR),
    Column(name="authorization_id", label=said("Authorization", "承認")),
    Column(name="units", label=said("Units", "ユニット")),
    Column(name="itmos", label=said("ITMOs", "ITMO")),
    Column(name="unit_prefix", label=said("Prefix", "接頭辞"), is_detail=True),
    Column(name="first_unit", label=said("First unit", "最初のユニット"), type=S, is_detail=True),
    Column(name="last_unit", label=said("Last unit", "最後のユニット"), type=S, is_detail=True),
    Column(name="first_itmo", label=said("First ITMO", "最初のITMO"), type=S, is_detail=True),
    Column(name="last_itmo", label=said("Last ITMO", "最後のITMO"), type=S, is_detail=True),
    Column(name="metric", label=said("Metric", "指標"), is_detail=True),
    Column(name="mitigation_type", label=said("Mitigation type", "緩和の種別"), is_detail=True),
    TONNES,
    NON_GHG,
)
ORDER = (
    "account",
    "status",
    "approach",
    "host",
    "vintage",
    "unit_prefix",
    "first_unit",
    "first_itmo",
)


def holdings_of(ledger: Ledger, party: str, on: date) -> Report:
    """Return the holdings of a Party at the end of a day, by block and in total."""
    table = holdings(ledger, on)
    rows = ledger.engine.fetch(table.filter(table.party == party)).to_pylist()
    # what came in without serial numbers and all went out again is no holding
    standing = [row for row in rows if row["units"] or row["quantity"] or row["unknown"]]
    standing.sort(key=lambda row: [_sortable(row[name]) for name in ORDER])
    sources = HoldingSources.of(ledger, party, on)
    blocks = tuple(_block(row, sources) for row in standing)
    day = on.isoformat()
    return Report(
        name="holdings",
        title=said(f"Holdings of {party} at the end of {day}", f"{day}末の{party}の保有"),
        tables=(
            ReportTable(
                name="holdings",
                title=said("Blocks", "ブロック"),
                columns=BLOCKS,
                rows=blocks,
                nothing=said("The record shows no holdings.", "記録上、保有はない。"),
            ),
            _totals(blocks, ("status",), said("By status", "状態別")),
            _totals(blocks, ("account", "status"), said("By account", "口座別")),
        ),
        notes=tuple(_notes(ledger, party, on, blocks)),
    )


def _sortable(value: object) -> tuple[bool, str]:
    return value is not None, f"{value:020}" if isinstance(value, int) else str(value)


def _block(row: Row, sources: HoldingSources) -> tuple[Cell, ...]:
    made_of = sources.behind(row)
    is_ghg = row["metric"] != "non_ghg"
    if row["unknown"]:
        tonnes = Cell(reasons=(QUANTITY_UNKNOWN,))
    else:
        tonnes = Cell(value=row["quantity"], lineage=made_of) if is_ghg else Cell()
    other = Cell() if is_ghg else Cell(value=made_of.total, lineage=made_of)
    coded = {
        "status": wording.coded(row["status"]),
        "units": Cell(value=_span(row["unit_prefix"], row["first_unit"], row["last_unit"])),
        "itmos": Cell(value=_span(None, row["first_itmo"], row["last_itmo"])),
        "quantity": tonnes,
        "non_ghg_quantity": other,
    }
    return tuple(
        coded[column.name] if column.name in coded else Cell(value=row[column.name])
        for column in BLOCKS
    )


def _span(prefix: str | None, first: int | None, last: int | None) -> str | None:
    """Return a range as people read it."""
    return None if first is None else " ".join(filter(None, (prefix, f"{first}-{last}")))


def _totals(blocks: Sequence[tuple[Cell, ...]], keys: tuple[str, ...], title: Text) -> ReportTable:
    """Return the totals of the blocks that agree in some columns."""
    names = [each.name for each in BLOCKS]
    at = [names.index(key) for key in keys]
    groups: dict[tuple[str, ...], list[tuple[Cell, ...]]] = {}
    for block in blocks:
        groups.setdefault(tuple(str(block[place].value or "") for place in at), []).append(block)
    figures = [names.index(column.name) for column in (TONNES, NON_GHG)]
    return ReportTable(
        name="by_" + "_and_".join(keys),
        title=title,
        columns=(*(BLOCKS[place] for place in at), TONNES, NON_GHG),
        rows=tuple(
            (
                *(group[0][place] for place in at),
                *(_sum([block[place] for block in group]) for place in figures),
            )
            for _, group in sorted(groups.items())
        ),
        nothing=said("None.", "なし。"),
    )


def _sum(cells: Sequence[Cell]) -> Cell:
    """Return a total; unknown if one of its parts is."""
    reasons = tuple(sorted({reason for each in cells for reason in each.reasons}))
    made_of = [each.lineage for each in cells if each.lineage is not None]
    if reasons or not made_of:
        return Cell(reasons=reasons)
    sources = together(made_of)
    return Cell(value=sources.total, lineage=sources)


def _notes(
    ledger: Ledger, party: str, on: date, blocks: Sequence[tuple[Cell, ...]]
) -> Iterator[Note]:
    table = ledger.table("coverage")
    declared = ledger.engine.fetch(table.filter(table.party == party)).to_pylist()
    complete = {row["year"] for row in declared if row["is_complete"]}
    missing = [year for year in range(FIRST_YEAR, on.year + 1) if year not in complete]
    if missing:
        years = spans(missing)
        yield Note(
            label=said("Incomplete", "不完全"),
            text=said(
                f"what the record shows; {years} not declared complete, so there may be more or "
                "less",
                f"記録に基づく表示。{years}年は完全であるとの宣言がなく、実際の保有と異なることがある",
            ),
        )
    place = [each.name for each in BLOCKS].index("status")
    found = {str(block[place].value) for block in blocks}
    for status, words in STATUSES.items():
        if status in found:
            yield Note(label=wording.CODES[status], text=words)
