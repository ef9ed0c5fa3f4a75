"""The close of an NDC implementation period, under one method or under each."""

from collections.abc import Sequence

from reporting.accounting.account import Account
from reporting.accounting.adjustment import AdjustmentMethod
from reporting.accounting.closing import closing
from reporting.forms.model import wording
from reporting.forms.model.figure_cells import figure_cell
from reporting.forms.model.table import Cell, Column, ReportTable, Type
from reporting.forms.queries.ndc import Measure
from reporting.texts import said

FIGURES = (
    ("level", said("Balance compared", "比較する収支")),
    ("target", said("Target", "目標")),
    ("difference", said("Balance less target", "収支－目標")),
    ("adjustment", said("Adjustment in it", "うち相当調整")),
    ("cumulative", said("Whole period, first transferred less used", "期間全体の最初の移転－使用")),
)


def closings(
    measure: Measure, account: Account, methods: Sequence[AdjustmentMethod]
) -> ReportTable:
    """Return what is compared with the target at the end, one row for each method."""
    figures = tuple(
        Column(name=name, label=label, type=Type.QUANTITY, unit=measure.unit)
        for name, label in FIGURES
    )
    return ReportTable(
        name="closing",
        title=said(f"Close of the period, {measure.unit}", f"期間終了時の比較、{measure.unit}"),
        columns=(
            Column(name="method", label=said("Method", "方法")),
            Column(name="status", label=said("Status", "状態")),
            Column(name="years", label=said("Years compared", "比較する年")),
            *figures,
            Column(name="provision", label=said("Provision", "根拠"), is_detail=True),
        ),
        rows=tuple(_row(account, method) for method in methods),
    )


def _row(account: Account, method: AdjustmentMethod) -> tuple[Cell, ...]:
    result = closing(account, method)
    compared = result.comparison
    years = compared.years
    span = f"{years[0]}-{years[-1]}" if len(years) > 1 else "".join(map(str, years))
    figures = (
        compared.level,
        compared.target,
        result.difference,
        result.adjustment,
        result.cumulative,
    )
    return (
        Cell(value=method.name.value, label=wording.METHODS[method.name]),
        wording.coded(result.status),
        Cell(value=span or None),
        *(figure_cell(each) for each in figures),
        Cell(value=compared.provision),
    )
