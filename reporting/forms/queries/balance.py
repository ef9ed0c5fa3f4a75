"""The balance of a Party, year by year: `jcm balance`. Paragraphs 7 to 12 and 23."""

from collections.abc import Iterator, Sequence

from reporting.accounting.adjustment import AdjustmentMethod
from reporting.accounting.exact import rounded
from reporting.accounting.gathering import Objection
from reporting.accounting.lines import ROWS
from reporting.accounting.period import Kind, MethodName, Metric
from reporting.accounting.statement import Statement, statement
from reporting.forms.model import wording
from reporting.forms.model.figure_cells import figure_cell
from reporting.forms.model.number_spans import spans
from reporting.forms.model.table import Cell, Column, Layout, Note, Report, ReportTable, Type
from reporting.forms.queries.accounts import (
    BalanceAsked,
    BalanceScope,
    Sources,
    accounted,
    closings,
)
from reporting.forms.queries.ndc import Measure
from reporting.forms.queries.recalculations import later_events
from reporting.ledger.ledger import Ledger, Row
from reporting.ledger.rows import FlowSum
from reporting.texts import Text, said


def columns(measure: Measure) -> tuple[Column, ...]:
    """Return the columns for emissions or for an indicator."""
    lines = dict(wording.LINES)
    if measure.metric is Metric.NON_GHG:
        lines.update(wording.OF_INDICATORS)
    keys = (
        Column(name="party", label=said("Party", "締約国"), is_detail=True),
        Column(name="period", label=said("Period", "期間"), is_detail=True),
        Column(name="unit", label=said("Unit", "単位"), is_detail=True),
        Column(name="indicator", label=said("Indicator", "指標"), is_detail=True),
        Column(name="method", label=said("Method", "方法")),
        Column(name="status", label=said("Status", "状態")),
        Column(name="year", label=said("Year", "年"), type=Type.YEAR),
    )
    by_method = {"average", "adjustment", "balance"}
    return keys + tuple(
        Column(
            name=row.field,
            label=lines[row.field][0],
            type=Type.QUANTITY,
            unit=measure.unit,
            clock=lines[row.field][1],
            provision=lines[row.field][2],
            is_shared=row.field not in by_method,
        )
        for row in ROWS
    )


OBJECTIONS = {
    Objection.BEFORE_2021: said("of a vintage before 2021", "2020年以前の発生年"),
    Objection.OTHER_PERIOD: said("of another NDC period", "別のNDC期間"),
    Objection.USED_IN_ANOTHER_PERIOD: said(
        "used in another period than that of the vintage", "発生年と異なる期間での使用"
    ),
}


def notes(told: BalanceScope) -> Iterator[Note]:
    """Yield the notes in the order in which they bear on the figures."""
    yield Note(label=said("Method", "方法"), text=_method(told), provision="2/CMA.3 annex, para. 7")
    if any(each.name is MethodName.AVERAGING for each in told.methods):
        basis = wording.ELAPSED[told.period.elapsed_basis]
        yield Note(
            label=said("Elapsed years", "経過年数"),
            text=basis,
            provision="2/CMA.3 annex, para. 7(a)(ii)",
        )
    yield Note(
        label=said("Status", "状態"), text=_status(told), provision="2/CMA.3 annex, para. 12"
    )
    yield Note(label=said("Reported up to", "報告対象"), text=_cutoff(told))
    yield Note(
        label=said("Years of the NDC", "NDCの年"), text=wording.YEARS[told.period.year_basis]
    )
    if told.incomplete:
        yield Note(label=said("Incomplete", "不完全"), text=_incomplete(told))
    for option in told.options:
        yield Note(
            label=said("Setting", "設定"),
            text=said(
                f"{option.setting}={option.value}: {option.says}",
                f"{option.setting}={option.value}：{option.says_ja}",
            ),
            provision=option.provision,
        )
    yield from _flows(told)


def _method(told: BalanceScope) -> Text:
    chosen = told.period.method
    single = told.period.kind is Kind.SINGLE_YEAR
    kind = (
        said("single-year NDC", "単年目標のNDC")
        if single
        else said("multi-year NDC", "複数年目標のNDC")
    )
    if told.asked and told.asked is not chosen:
        shown = wording.METHODS[told.asked]
        return said(
            f"{shown['en']}, as asked; it is not the method the NDC names ({kind['en']})",
            f"指定により{shown['ja']}（NDCが定める方法ではない。{kind['ja']}）",
        )
    if chosen:
        name = wording.METHODS[chosen]
        return said(
            f"{name['en']}, as the NDC names it ({kind['en']})", f"{name['ja']}（{kind['ja']}）"
        )
    if all(each.kind is told.period.kind for each in told.methods):
        return said(
            f"none is named for this {kind['en']}; the methods paragraph 7 offers for it stand "
            "side by side",
            f"この{kind['ja']}には方法が示されていないため、第7項がこの種類のNDCに認める方法を並べて示す",
        )
    return said(
        f"none is named for this {kind['en']}; all stand side by side, and what is for another "
        "kind of NDC is refused",
        f"この{kind['ja']}には方法が示されていないため、すべての方法を並べて示す"
        "（他の種類のNDCのための方法は計算しない）",
    )


def _status(told: BalanceScope) -> Text:
    if any(each.name is told.period.method for each in told.methods):
        if told.period.closed_on and told.reporting_year >= told.period.last_year:
            day = told.period.closed_on.isoformat()
            return said(f"final: the period was closed on {day}", f"確定（{day}に期間を終了）")
        return said(
            "annual: the method is named, the period is not closed",
            "年次（方法は決定済み、期間は未終了）",
        )
    return said("indicative: the NDC names no such method", "暫定（NDCがこの方法を定めていない）")


def _cutoff(told: BalanceScope) -> Text:
    year = min(told.reporting_year, told.period.last_year)
    if told.cutoff:
        day = told.cutoff.isoformat()
        return said(
            f"{year}, with events recorded to {day} (--cutoff sets another day)",
            f"{year}年（{day}までの事象を算入。--cutoff で変更可）",
        )
    return said(
        f"{year}, with all events of the record (--cutoff sets another day)",
        f"{year}年（記録にあるすべての事象を算入。--cutoff で変更可）",
    )


def _incomplete(told: BalanceScope) -> Text:
    years = spans(told.incomplete)
    return said(
        f"public or partial record only: {years} not declared complete; figures that these years "
        "may change are empty, not nought",
        f"公開または一部の記録のみ：{years}年は完全であるとの宣言がなく、影響を受ける数値は空欄とする"
        "（0ではない）",
    )


def _flows(told: BalanceScope) -> Iterator[Note]:
    for objection, words in OBJECTIONS.items():
        rows = [row for row, against in told.flows if against and against.objection is objection]
        if rows:
            yield Note(
                label=said("Left out", "算入外"),
                text=_amount(rows, words),
                provision=_rule(told, objection),
            )
    if told.unmeasured:
        words = said(
            "in a metric in which this NDC is not accounted (see ndc_indicators.non_ghg_metric)",
            "このNDCの計上に用いない指標（ndc_indicators.non_ghg_metric を参照）",
        )
        yield Note(label=said("Left out", "不算入"), text=_amount(told.unmeasured, words))
    others = [row for row, against in told.flows if against is None and not row.is_own]
    if others:
        words = said("told only by a counterpart", "相手国のみが記録")
        yield Note(label=said("Counted", "算入"), text=_amount(others, words))


def _rule(told: BalanceScope, objection: Objection) -> str:
    return next(
        against.provision for _, against in told.flows if against and against.objection is objection
    )


def _amount(rows: Sequence[FlowSum], words: Text) -> Text:
    tonnes = sum(row.tonnes for row in rows if row.metric == Metric.GHG)
    others = sum(row.quantity(is_ghg=False) for row in rows)
    unknown = sum(row.unknown for row in rows)
    units = said("units of the non-GHG metric", "（非GHG指標の単位）")
    entries = said("entries of unknown quantity", "件（数量不明）")
    amounts = (
        (f"{rounded(tonnes):,f}", said("t CO2 eq", "t CO2 eq")) if tonnes else None,
        (f"{rounded(others):,f}", units) if others else None,
        (f"{unknown:,}", entries) if unknown else None,
    )
    en, ja = (
        " + ".join(f"{number} {unit[language]}" for number, unit in filter(None, amounts))
        for language in ("en", "ja")
    )
    return said(f"{en} {words.en}", f"{words.ja}：{ja}")


__all__ = ["BalanceAsked", "balance"]


def balance(ledger: Ledger, asked: BalanceAsked) -> Report:
    """Return the balance of a Party in every metric of its NDC, under one method or under each."""
    found = accounted(ledger, asked)
    tables = [
        table
        for measure, sources in found.measured
        for table in _tables(measure, sources, found.methods, asked.ndc)
    ]
    title = f"{asked.ndc['party']}, {asked.ndc['period']}"
    return Report(
        name="balance",
        title=said(f"Emissions balance of {title}", f"{title}の排出量の収支"),
        tables=tuple(sorted(tables, key=lambda each: each.layout is not Layout.ACROSS)),
        notes=(*notes(found.told), *later_events(ledger, found)),
    )


def _tables(
    measure: Measure, sources: Sources, methods: Sequence[AdjustmentMethod], ndc: Row
) -> Iterator[ReportTable]:
    name = "emissions" if measure.metric is Metric.GHG else "indicator"
    what = f"{measure.name}, {measure.unit}" if measure.name else measure.unit
    what_ja = f"{measure.name_ja}、{measure.unit}" if measure.name else measure.unit
    yield ReportTable(
        name=name,
        title=said(what, what_ja),
        columns=columns(measure),
        rows=tuple(row for method in methods for row in _rows(measure, sources, method, ndc)),
        layout=Layout.ACROSS,
        group=("method", "status"),
        across="year",
    )
    if sources.account.has_ended:
        yield closings(measure, sources.account, methods)


def _rows(
    measure: Measure, sources: Sources, method: AdjustmentMethod, ndc: Row
) -> Iterator[tuple[Cell, ...]]:
    result: Statement = statement(sources.account, method)
    for line in result.lines:
        yield (
            Cell(value=ndc["party"]),
            Cell(value=ndc["period"]),
            Cell(value=measure.unit),
            Cell(value=measure.name or None, label=said(measure.name, measure.name_ja)),
            Cell(value=method.name.value, label=wording.METHODS[method.name]),
            wording.coded(line.status),
            Cell(value=line.year),
            *(
                figure_cell(figure, sources.behind(figure))
                for figure in (line.figure(row.field) for row in ROWS)
            ),
        )
