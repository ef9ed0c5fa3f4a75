"""CTF table 4 under one method: the rows of the form with a column for each year of the period."""

from reporting.accounting.period import MethodName, Metric
from reporting.forms.ctf_table4 import line
from reporting.forms.ctf_table4.line import Shown, SummaryLine
from reporting.forms.ctf_table4.lines import lines_of
from reporting.forms.model import wording
from reporting.forms.model.table import EMPTY, Cell, Column, ReportTable, Type
from reporting.official_forms.ctf_table4 import Clock, Contents, SummaryRow, summary_rows
from reporting.texts import Text, said

NAME = "table_4"
TITLE = said(
    "Structured summary: Tracking progress made in implementing and achieving the NDC under "
    "Article 4 of the Paris Agreement",
    "構造化概要：パリ協定第4条に基づくNDCの実施及び達成に向けた進捗の追跡",
)
PERIOD = said(
    "Implementation period of the NDC covering information for previous reporting years, as "
    "applicable, and the most recent year, including the end year or end of period "
    "(paras. 68 and 77(a)(ii-iii) of the MPGs)",
    "NDCの実施期間：該当する場合は過去の報告年、および最終年または期末を含む直近の年"
    "（MPGs第68項及び第77項(a)(ii)～(iii)）",
)
EVIDENCE = {
    True: ("confirmed", said("confirmed", "確認済み")),
    False: ("from_memory", said("from memory", "記憶による")),
}
OF_LEVELS = said("year of the emissions or indicator", "排出量または指標の年")


def year_column(year: int) -> str:
    """Return the name of the column of a year."""
    return f"y{year}"


def table_4(shown: Shown, *, is_alone: bool) -> ReportTable:
    """Return the table under a method.

    Args:
        shown: The accounts and the method.
        is_alone: Whether no other method stands beside it.
    """
    method, status = shown.method.name, shown.status
    named, told = wording.METHODS[method], wording.CODES[status]
    return ReportTable(
        name=NAME if is_alone else f"{NAME}_{method}",
        title=said(
            f"Table 4. {TITLE['en']} ({named['en'].lower()}, {told['en']})",
            f"表4　{TITLE['ja']}（{named['ja']}、{told['ja']}）",
        ),
        columns=columns(shown),
        rows=tuple(
            _cells(row, line, shown) for row in summary_rows() for line in lines_of(row, shown)
        ),
    )


def table_without_ndc() -> ReportTable:
    """Return the table where the record names no NDC: its rows, with nothing in them."""
    fixed = (*_before(), *_after(0))
    return ReportTable(
        name=NAME,
        title=said(f"Table 4. {TITLE['en']}", f"表4　{TITLE['ja']}"),
        columns=fixed,
        rows=tuple(tuple(_empty(row, column) for column in fixed) for row in summary_rows()),
    )


def columns(shown: Shown) -> tuple[Column, ...]:
    """Return the columns: those of the form, then what tells the rows apart."""
    has_other = any(each.measure.metric is Metric.NON_GHG for each in shown.measured)
    places = 3 if has_other else 0
    years = tuple(
        Column(
            name=year_column(year),
            label=said(str(year), f"{year}年"),
            type=Type.QUANTITY,
            provision=PERIOD.en,
            places=places,
        )
        for year in shown.years
    )
    return (*_before(), *years, *_after(places))


def _before() -> tuple[Column, ...]:
    return (
        Column(name="row", label=said("Row", "行"), type=Type.COUNT),
        Column(name="label", label=said("Item", "項目")),
        Column(name="about", label=said("Indicator or metric", "指標")),
        Column(name="unit", label=said("Unit, as applicable", "単位（該当する場合）")),
        Column(
            name="reference",
            label=said(
                "Reference point(s), level(s), baseline(s), base year(s) or starting point(s)",
                "参照点、参照水準、ベースライン、基準年または開始点",
            ),
            type=Type.QUANTITY,
            provision="18/CMA.1 annex, paras. 67 and 77(a)(i)",
        ),
    )


def _after(places: int) -> tuple[Column, ...]:
    return (
        Column(
            name="target",
            label=said("Target level", "目標水準"),
            type=Type.QUANTITY,
            places=places,
        ),
        Column(name="target_year", label=said("Target year or period", "目標年または目標期間")),
        Column(
            name="progress",
            label=said(
                "Progress made towards the NDC, as determined by comparing the most recent "
                "information for each selected indicator with the reference point",
                "NDCに向けた進捗（選択した各指標の直近の情報と参照点の比較による）",
            ),
            type=Type.QUANTITY,
            provision="18/CMA.1 annex, paras. 69-70",
            places=places,
        ),
        Column(name="clock", label=said("Goes by", "年の基準")),
        Column(name="paragraph", label=said("Provision", "根拠")),
        Column(name="evidence", label=said("Label", "項目名の確認")),
        Column(name="method", label=said("Method", "方法"), is_detail=True),
        Column(name="status", label=said("Status", "状態"), is_detail=True),
    )


def _cells(row: SummaryRow, line: SummaryLine, shown: Shown) -> tuple[Cell, ...]:
    clock = _clock(row.clock, shown.method.name)
    return (
        Cell(value=row.position),
        Cell(value=row.label.en, label=row.label),
        Cell(value=line.about.en or None, label=line.about),
        Cell(value=line.unit or None),
        line.reference,
        *(line.years.get(year, EMPTY) for year in shown.years),
        line.target,
        line.target_year,
        line.progress,
        Cell(value=str(clock) or None, label=clock_words(clock)),
        Cell(value=row.paragraph),
        Cell(value=EVIDENCE[row.is_confirmed][0], label=EVIDENCE[row.is_confirmed][1]),
        Cell(value=shown.method.name.value, label=wording.METHODS[shown.method.name]),
        wording.coded(shown.status),
    )


def _empty(row: SummaryRow, column: Column) -> Cell:
    """Return a cell of a row of which nothing is known but its label."""
    evidence, words = EVIDENCE[row.is_confirmed]
    known = {
        "row": Cell(value=row.position),
        "label": Cell(value=row.label.en, label=row.label),
        "paragraph": Cell(value=row.paragraph),
        "evidence": Cell(value=evidence, label=words),
    }
    is_asked = column.name == "progress" and row.contents is not Contents.HEADING
    return known.get(column.name, Cell(reasons=(line.NO_NDC,)) if is_asked else EMPTY)


def _clock(clock: Clock, method: MethodName) -> Clock:
    """Return the clock of a row; of what goes by the method, the one of this method."""
    if clock is not Clock.METHOD:
        return clock
    return Clock.EVENT_AND_USE if method is MethodName.AVERAGING else Clock.VINTAGE_AND_USE


def clock_words(clock: Clock) -> Text:
    """Return a clock in words."""
    return OF_LEVELS if clock is Clock.LEVEL else wording.CLOCKS[clock]
