"""CTF table 4 under one method: the rows of the form with a column for each year of the period."""

from reporting.accounting.period import MethodName, Metric
from reporting.forms.ctf_table4 import line
from reporting.forms.ctf_table4.line import SummaryLine, SummaryScope
from reporting.forms.ctf_table4.lines import lines_of
from reporting.forms.model import wording
from reporting.forms.model.table import EMPTY, PLACES, Cell, Column, ReportTable, Type
from reporting.messages import Text, _, bilingual
from reporting.official_forms.ctf_table4 import Clock, Contents, SummaryRow, summary_rows

NAME = "table_4"
TITLE = _(
    "Structured summary: Tracking progress made in implementing and achieving the NDC "
    "under Article 4 of the Paris Agreement"
)
OFFICIAL = _("Table 4. %(title)s", title=TITLE)
PERIOD = _(
    "Implementation period of the NDC covering information for previous reporting years, "
    "as applicable, and the most recent year, including the end year or end of period "
    "(paras. 68 and 77(a)(ii-iii) of the MPGs)"
)
OF_LEVELS = _("year of the emissions or indicator")


def year_column(year: int) -> str:
    """Return the name of the column of a year."""
    return f"y{year}"


def table_4(shown: SummaryScope, *, is_alone: bool) -> ReportTable:
    """Return the table under a method.

    Args:
        shown: The accounts and the method.
        is_alone: Whether no other method stands beside it.
    """
    method, status = shown.method.name, shown.status
    named, told = wording.METHODS[method], wording.CODES[status]
    return ReportTable(
        name=NAME if is_alone else f"{NAME}_{method}",
        # The notes name the one method; the form's own title has no place for it.
        title=OFFICIAL
        if is_alone
        else _(
            "Table 4. %(title)s (%(method)s, %(status)s)",
            title=TITLE,
            method=bilingual(named.en.lower(), named.ja),
            status=told,
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
        title=OFFICIAL,
        columns=fixed,
        rows=tuple(tuple(_empty(row, column) for column in fixed) for row in summary_rows()),
    )


def columns(shown: SummaryScope) -> tuple[Column, ...]:
    """Return the columns: those of the form, then what tells the rows apart."""
    has_other = any(each.measure.metric is Metric.NON_GHG for each in shown.measured)
    # A column of a year holds tonnes and the other metric.
    places = PLACES if has_other else 0
    years = tuple(
        Column(
            name=year_column(year),
            label=wording.year_name(year, shown.accounts.period.year_basis),
            type=Type.QUANTITY,
            provision=PERIOD.en,
            places=places,
        )
        for year in shown.years
    )
    return (*_before(), *years, *_after(places))


def _before() -> tuple[Column, ...]:
    return (
        Column(name="row", label=_("Row"), type=Type.COUNT),
        Column(name="label", label=_("Item")),
        Column(name="about", label=_("Indicator or metric")),
        Column(name="unit", label=_("Unit, as applicable")),
        Column(
            name="reference",
            label=_("Reference point(s), level(s), baseline(s), base year(s) or starting point(s)"),
            type=Type.QUANTITY,
            provision="18/CMA.1 annex, paras. 67 and 77(a)(i)",
        ),
    )


def _after(places: int) -> tuple[Column, ...]:
    return (
        Column(
            name="target",
            label=_("Target level"),
            type=Type.QUANTITY,
            places=places,
        ),
        Column(name="target_year", label=_("Target year or period")),
        Column(
            name="progress",
            label=_(
                "Progress made towards the NDC, as determined by comparing the most recent "
                "information for each selected indicator, including for the end year or end of "
                "period, with the reference point(s), level(s), baseline(s), base year(s) or "
                "starting point(s)"
            ),
            type=Type.QUANTITY,
            provision="18/CMA.1 annex, paras. 69-70",
            places=places,
        ),
        Column(name="clock", label=_("Goes by")),
        Column(name="paragraph", label=_("Provision")),
        Column(name="method", label=_("Method"), is_detail=True),
        Column(name="status", label=_("Status"), is_detail=True),
    )


def _cells(row: SummaryRow, line: SummaryLine, shown: SummaryScope) -> tuple[Cell, ...]:
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
        Cell(value=shown.method.name.value, label=wording.METHODS[shown.method.name]),
        wording.coded(shown.status),
    )


def _empty(row: SummaryRow, column: Column) -> Cell:
    """Return a cell of a row of which nothing is known but its label."""
    known = {
        "row": Cell(value=row.position),
        "label": Cell(value=row.label.en, label=row.label),
        "paragraph": Cell(value=row.paragraph),
    }
    # Without a period there is no column of a year to say why the row is empty.
    is_asked = column.name == "progress" and row.contents is not Contents.HEADING
    return known.get(column.name, Cell(reasons=(line.NO_NDC,)) if is_asked else EMPTY)


def _clock(clock: Clock, method: MethodName) -> Clock:
    """Return the clock of a row; of what goes by the method, the one of this method."""
    # An average goes by event year, the annual methods by vintage (paras. 7 and 8).
    if clock is not Clock.METHOD:
        return clock
    return Clock.EVENT_AND_USE if method is MethodName.AVERAGING else Clock.VINTAGE_AND_USE


def clock_words(clock: Clock) -> Text:
    """Return a clock in words."""
    return OF_LEVELS if clock is Clock.LEVEL else wording.CLOCKS[clock]
