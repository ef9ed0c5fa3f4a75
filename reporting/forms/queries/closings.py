"""What is compared with the target at the close of a period, by each method."""

from collections.abc import Sequence

from reporting.accounting.account import Account
from reporting.accounting.adjustment import AdjustmentMethod
from reporting.accounting.statement import closing
from reporting.forms.model import wording
from reporting.forms.model.figure_cells import figure_cell
from reporting.forms.model.table import Cell, Column, ReportTable, Type
from reporting.forms.queries.ndc import Measure
from reporting.messages import _

FIGURES = (
    ("level", _("Balance compared")),
    ("target", _("Target")),
    ("difference", _("Balance less target")),
    ("adjustment", _("Adjustment in it")),
    ("cumulative", _("Whole period, first transferred less used")),
)


def closings(
    measure: Measure, account: Account, methods: Sequence[AdjustmentMethod]
) -> ReportTable:
    """Return what is compared with the target at the end, one row for each method."""
    figures = tuple(
        Column(
            name=name,
            label=label,
            type=Type.QUANTITY,
            unit=measure.unit,
            places=measure.places,
        )
        for name, label in FIGURES
    )
    return ReportTable(
        name="closing",
        title=_("Close of the period, %(unit)s", unit=measure.unit),
        columns=(
            Column(name="method", label=_("Method")),
            Column(name="status", label=_("Status")),
            Column(name="years", label=_("Years compared")),
            *figures,
            Column(name="provision", label=_("Provision"), is_detail=True),
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
