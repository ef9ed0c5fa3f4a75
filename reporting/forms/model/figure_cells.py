"""Figures of the law as cells of a report."""

from reporting.accounting.figure import Figure
from reporting.forms.model import wording
from reporting.forms.model.lineage import Lineage
from reporting.forms.model.table import Cell, Reason

QUANTITY_UNKNOWN = Reason(
    code="quantity_unknown",
    english="The quantity of at least one row is not known.",
    japanese="数量が不明な行があります。",
    brief="Quantity not known",
    brief_japanese="数量不明",
)


def figure_cell(figure: Figure, made_of: Lineage | None = None) -> Cell:
    """Return a figure of the law as a cell."""
    if figure.value is None:
        return Cell(
            reasons=tuple(
                Reason(
                    code=reason.missing.value,
                    year=reason.year,
                    english=reason.sentence("en"),
                    japanese=reason.sentence("ja"),
                    brief=wording.BRIEF[reason.missing]["en"],
                    brief_japanese=wording.BRIEF[reason.missing]["ja"],
                )
                for reason in figure.reasons
            )
        )
    return Cell(value=figure.value, lineage=made_of)
