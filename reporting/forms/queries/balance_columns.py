"""The columns of a balance: the rows of paragraph 23, each with its clock and provision."""

from reporting.accounting.lines import ROWS
from reporting.accounting.period import Metric
from reporting.forms.model import wording
from reporting.forms.model.table import Column, Type
from reporting.forms.queries.ndc import Measure
from reporting.texts import said


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
