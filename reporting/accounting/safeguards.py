"""Paragraph 16: no net increase of emissions across the participating Parties."""

from collections.abc import Iterable
from dataclasses import dataclass

from reporting.accounting.citation import cites
from reporting.accounting.closing import Closing
from reporting.accounting.figure import Figure, total


@dataclass(frozen=True, slots=True, kw_only=True)
class NetEffect:
    """What several Parties' adjustments come to at the close, in their common unit (GHG).

    Attributes:
        adjustments: Sum of the adjustments in the levels compared. Below nought, the Parties
            together subtract more than they add.
        cumulative: Sum of first transferred minus used, whatever the methods.
    """

    adjustments: Figure
    cumulative: Figure

    @property
    def is_no_increase(self) -> bool | None:
        """Whether no more is subtracted than added; None if that cannot be told."""
        return None if self.adjustments.value is None else self.adjustments.value >= 0


@cites("2/CMA.3/annex/7", "2/CMA.3/annex/16")
def net_effect(closings: Iterable[Closing]) -> NetEffect:
    """Return the net effect of the adjustments of all Parties to a cooperative approach.

    Under equal annual methods that compare the whole period it is first transferred minus used;
    where one Party averages and another does not, the two sides do not cancel.
    """
    every = tuple(closings)
    return NetEffect(
        adjustments=total(each.adjustment for each in every),
        cumulative=total(each.cumulative for each in every),
    )
