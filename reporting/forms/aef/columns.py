"""The columns of the official tables as those of a report."""

from functools import cache

from reporting.forms.model.table import Column, Type
from reporting.official_forms.aef import TABLES, TONNES, AefColumn, columns

YEARS = frozenset(
    (
        "ReportedYear",
        "FirstYearOfNDCPeriod",
        "LastYearOfNDCPeriod",
        "Vintage",
        "YearITMOUsedTowardsNDC",
    )
)
FIGURES = {
    "QuantityCO2": TONNES,
    "QuantityNon-GHG": "non-GHG metric",
    "AuthorizedQuantity": "metric of the row",
}


@cache
def report_columns(name: str) -> tuple[Column, ...]:
    """Return the columns of a table as those of a report."""
    number = TABLES.index(name) + 1
    return tuple(
        Column(
            name=each.name,
            label=each.label,
            type=_type(each),
            unit=FIGURES.get(each.name, ""),
            provision=f"4/CMA.6, annex II, table {number}, column {each.position}",
            places=3 if each.name == "QuantityNon-GHG" else 0,
        )
        for each in columns(name)
    )


def _type(column: AefColumn) -> Type:
    if column.name in YEARS:
        return Type.YEAR
    if column.name in FIGURES:
        return Type.QUANTITY
    return {"date": Type.DATE, "integer": Type.COUNT}.get(column.type, Type.TEXT)
