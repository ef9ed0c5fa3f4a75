"""Paragraph 7: the three methods, looked up by the name in the data."""

from reporting.accounting.adjustment import AdjustmentMethod
from reporting.accounting.averaging import Averaging
from reporting.accounting.citation import cites
from reporting.accounting.multi_year import MultiYear
from reporting.accounting.period import MethodName, NdcKind
from reporting.accounting.trajectory import IndicativeTrajectory

METHODS: tuple[AdjustmentMethod, ...] = (IndicativeTrajectory(), Averaging(), MultiYear())


def method_named(name: MethodName) -> AdjustmentMethod:
    """Return the method of a name."""
    return next(each for each in METHODS if each.name == name)


@cites("2/CMA.3/annex/7(a)", "2/CMA.3/annex/7(b)")
def methods_for(kind: NdcKind) -> tuple[AdjustmentMethod, ...]:
    """Return the methods paragraph 7 offers for a kind of NDC: two for a single year, else one."""
    return tuple(each for each in METHODS if each.kind is kind)
