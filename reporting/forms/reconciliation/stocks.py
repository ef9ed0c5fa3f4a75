"""Opening holdings and the actions of a year against the closing holdings, from 31 December on."""

from collections.abc import Iterator

from reporting.accounting.outcomes import FIRST_VINTAGE
from reporting.forms.reconciliation.comparison import (
    Compared,
    Identity,
    Side,
    as_side,
    total,
    unknown,
)
from reporting.forms.reconciliation.printed import (
    NA,
    Filed,
    Printed,
    metric_of,
    quantity_of,
)

COMES = {"Acquisition"}
GOES = {"Transfer", "Use", "Cancellation", "Voluntary Cancellation"}
AT_HOME = {"Authorization", "Issuance"}
NONE_YET = Side(value=0)


def holdings(filed: Filed) -> Iterator[Compared]:
    """Yield for each year and metric: what should be held on 31 December, and what is."""
    for year in sorted(filed.annual):
        tables = {name: filed.rows(year, name) for name in ("actions", "holdings")}
        before = filed.rows(year - 1, "holdings") if year - 1 in filed.annual else []
        every = (*tables["actions"], *tables["holdings"], *before)
        for metric in sorted({metric_of(row) for row in every}):
            moves = [row for row in tables["actions"] if metric_of(row) == metric]
            yield Compared(
                identity=Identity.HOLDINGS,
                year=year,
                metric=metric,
                left=total((_opening(filed, year, metric), _flows(filed, year, moves))),
                right=_held(filed, year, metric),
            )


def _opening(filed: Filed, year: int, metric: str) -> Side:
    """Return the holdings a year before; before the first vintage there are no ITMOs."""
    return NONE_YET if year == FIRST_VINTAGE else _held(filed, year - 1, metric)


def _held(filed: Filed, year: int, metric: str) -> Side:
    if filed.lacking([year]):
        return unknown(f"No whole AEF for {year}", f"{year}年の完全なAEFがない")
    rows = filed.rows(year, "holdings")
    return total(as_side(quantity_of(row)) for row in rows if metric_of(row) == metric)


def _flows(filed: Filed, year: int, moves: list[Printed]) -> Side:
    if filed.lacking([year]):
        return unknown(f"No whole AEF for {year}", f"{year}年の完全なAEFがない")
    if any(_is_unidentified(row) for row in moves):
        return unknown(
            "Actions without serial numbers: they are in no holdings",
            "番号のない行為があり、保有に含まれない",
        )
    return total(as_side(quantity_of(row), _sign(row)) for row in moves if _sign(row))


def _sign(row: Printed) -> int:
    """Return what an action does to the holdings of the Party that reports it.

    A first transfer by authorization or issuance makes ITMOs of what the Party itself holds; one
    to another Party, or by use or cancellation, leaves nothing with it.
    """
    action = row["ActionType"].value
    if action in COMES:
        return 1
    if action in GOES:
        return -1
    stays = row["AcquiringPartyID"].value in {None, NA}
    return int(row["ActionSubtype"].value in AT_HOME and stays)


def _is_unidentified(row: Printed) -> bool:
    return all(row[name].value in {None, NA} for name in ("FirstID", "UnderlyingUnitFirstUnitID"))
