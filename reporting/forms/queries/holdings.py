"""Who holds what at the end of a day: `jcm holdings`."""

from collections.abc import Iterator, Sequence
from datetime import date

from reporting.accounting.outcomes import FIRST_VINTAGE
from reporting.forms.model import wording
from reporting.forms.model.figure_cells import QUANTITY_UNKNOWN
from reporting.forms.model.lineage import together
from reporting.forms.model.number_spans import spans
from reporting.forms.model.table import Cell, Note, Report, ReportTable
from reporting.forms.queries.holding_columns import BLOCKS, NON_GHG, STATUSES, TONNES
from reporting.forms.queries.holding_sources import HoldingSources
from reporting.ledger.ledger import Ledger
from reporting.ledger.rows import Holding
from reporting.texts import SILENCE, Text, said

NOT_RECORDED = said("not recorded", "記録なし")
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
    rows = ledger.ask(Holding, party=party, on=on)
    # what came in without serial numbers and all went out again is no holding
    standing = [row for row in rows if row.units or row.quantity or row.unknown]
    standing.sort(key=lambda row: [_sortable(getattr(row, name)) for name in ORDER])
    sources = HoldingSources.of(ledger, party, on)
    blocks = tuple(_block(row, sources, on) for row in standing)
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


def _block(row: Holding, sources: HoldingSources, on: date) -> tuple[Cell, ...]:
    made_of = sources.behind(row)
    is_ghg = row.metric != "non_ghg"
    if row.unknown:
        tonnes = Cell(reasons=(QUANTITY_UNKNOWN,))
    else:
        tonnes = Cell(value=row.quantity, lineage=made_of) if is_ghg else Cell()
    other = Cell() if is_ghg else Cell(value=made_of.total, lineage=made_of)
    coded = {
        "account": Cell(value=row.account, label=SILENCE if row.account else NOT_RECORDED),
        "as_of": Cell(value=on),
        "status": wording.coded(row.status),
        "units": Cell(value=_span(row.unit_prefix, row.first_unit, row.last_unit)),
        "itmos": Cell(value=_span(None, row.first_itmo, row.last_itmo)),
        "quantity": tonnes,
        "non_ghg_quantity": other,
    }
    return tuple(
        coded[column.name] if column.name in coded else Cell(value=getattr(row, column.name))
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
    declared = (row for row in ledger.table("coverage") if row["party"] == party)
    complete = {each["year"] for each in declared if each["is_complete"]}
    missing = [year for year in range(FIRST_VINTAGE, on.year + 1) if year not in complete]
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
