"""Paragraphs 8 to 10: the emissions balance and the adjusted indicator."""

from reporting.accounting.citation import cites
from reporting.accounting.figure import Figure, known
from reporting.accounting.period import Metric


@cites("2/CMA.3/annex/8", "2/CMA.3/annex/8(a)", "2/CMA.3/annex/8(b)", "2/CMA.3/annex/10")
def emissions_balance(emissions: Figure, first_transferred: Figure, used: Figure) -> Figure:
    """Return the emissions balance of one year, in the unit of the emissions (t CO2 eq).

    Covered emissions and removals, with (a) the ITMOs authorized and first transferred added and
    (b) the ITMOs used subtracted. For an NDC of policies and measures (10) the emissions are those
    of the affected categories. Unknown if any of the three is.
    """
    added = emissions + first_transferred
    return added - used


@cites("2/CMA.3/annex/9", "2/CMA.3/annex/9(a)", "2/CMA.3/annex/9(b)")
def adjusted_indicator(indicator: Figure, first_transferred: Figure, used: Figure) -> Figure:
    """Return the adjusted non-GHG indicator of one year, in its unit; the signs are the reverse.

    (a) the ITMOs authorized and first transferred are subtracted, (b) the ITMOs used are added.
    """
    subtracted = indicator - first_transferred
    return subtracted + used


@cites("2/CMA.3/annex/23(k)(i)", "2/CMA.3/annex/23(k)(ii)", "18/CMA.1/annex/77(d)(ii)")
def balance(metric: Metric, level: Figure, first_transferred: Figure, used: Figure) -> Figure:
    """Return the balance of a GHG metric, the adjusted indicator of any other."""
    if metric is Metric.GHG:
        return emissions_balance(level, first_transferred, used)
    return adjusted_indicator(level, first_transferred, used)


@cites("2/CMA.3/annex/23(g)")
def total_adjustment(metric: Metric, first_transferred: Figure, used: Figure) -> Figure:
    """Return the adjustment as applied: what is added to the level to give the balance."""
    return balance(metric, known(0), first_transferred, used)
