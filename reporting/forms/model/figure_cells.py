"""Figures of the law as cells of a report."""

from reporting.accounting.figure import Figure
from reporting.forms.model import wording
from reporting.forms.model.provenance import Lineage
from reporting.forms.model.table import Cell, Reason
from reporting.messages import _

QUANTITY_UNKNOWN = Reason(
    code="quantity_unknown",
    sentence=_("The quantity of at least one row is not known."),
    brief=_("Quantity not known"),
)


def figure_cell(figure: Figure, lineage: Lineage | None = None) -> Cell:
    """Return a figure of the law as a cell."""
    if figure.value is None:
        return Cell(
            reasons=tuple(
                Reason(
                    code=reason.missing.value,
                    year=reason.year,
                    sentence=wording.sentence(reason),
                    brief=wording.BRIEF[reason.missing],
                )
                for reason in figure.reasons
            )
        )
    return Cell(value=figure.value, lineage=lineage)
