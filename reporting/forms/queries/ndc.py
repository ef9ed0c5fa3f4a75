"""What a Party submitted about one NDC, and what it lets the law account for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter

from reporting.accounting.account import Coverage
from reporting.accounting.figure import Exact, exact
from reporting.accounting.period import ElapsedBasis, MethodName, Metric, NdcKind, Period, YearBasis
from reporting.accounting.settings import ELAPSED_BASIS
from reporting.forms.model.provenance import Lineage
from reporting.forms.model.table import PLACES, TONNES
from reporting.ledger.ledger import Ledger, Row
from reporting.ledger.loading import place_of

TABLES = ("ndc_indicators", "indicator_values", "covered_emissions", "trajectories")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ndc:
    """The rows of a Party about one of its NDCs.

    Attributes:
        row: Its row of ``ndcs``.
        tables: Its rows of `TABLES`, by name of the table.
    """

    row: Row
    tables: Mapping[str, Sequence[Row]]

    @property
    def metric(self) -> Metric:
        """The metric of the NDC; GHG where none is stated."""
        return Metric(self.row["metric"] or Metric.GHG)

    def period(self, elapsed: ElapsedBasis | None) -> Period:
        """Return the implementation period, with another elapsed basis if one is asked for."""
        row = self.row
        stated = ElapsedBasis(row["elapsed_basis"]) if row["elapsed_basis"] else None
        return Period(
            first_year=row["first_year"],
            last_year=row["last_year"],
            kind=NdcKind(row["kind"]),
            target_year=row["target_year"],
            year_basis=YearBasis(row["year_basis"]) if row["year_basis"] else None,
            elapsed_basis=elapsed or stated,
            method=MethodName(row["method"]) if row["method"] else None,
            closed_on=row["closed_on"],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What an NDC is accounted in: tonnes of emissions, or a non-GHG indicator.

    Attributes:
        metric: GHG or not.
        non_ghg_metric: The metric of ITMOs that bear on it, as blocks name it; None for GHG.
        unit: Its unit.
        name: Name in English; empty for emissions.
        name_ja: Name in Japanese.
        coverage: What the annual levels cover.
        levels: The annual levels.
        rows: The row behind each.
        target: The target level, if it is a number.
        trajectory: The trajectory or budget by year.
    """

    metric: Metric
    non_ghg_metric: str | None
    unit: str
    name: str
    name_ja: str
    coverage: Coverage
    levels: Mapping[int, Exact]
    rows: Mapping[int, Lineage]
    target: Exact | None
    trajectory: Mapping[int, Exact]

    @property
    def places(self) -> int:
        """To how many decimal places a text rounds its figures."""
        return 0 if self.metric is Metric.GHG else PLACES


def ndcs_of(ledger: Ledger, party: str) -> list[Row]:
    """Return the rows of ``ndcs`` of a Party, by period."""
    rows = _rows(ledger, "ndcs", party)
    return sorted(rows, key=lambda row: (row["first_year"], row["period"]))


def named_ndc(ledger: Ledger, party: str, period: str | None) -> Row:
    """Return the row of ``ndcs`` of a Party that is meant; the first period if none is named.

    Raises:
        LookupError: The record has no such NDC.
    """
    rows = ndcs_of(ledger, party)
    if not rows:
        others = ", ".join(sorted({row["party"] for row in ledger.table("ndcs")})) or "none"
        msg = (
            f"the record names no NDC of {party}, so nothing can be accounted for. "
            f"Add its row to the table ndcs. Parties with an NDC in the record: {others}"
        )
        raise LookupError(msg)
    periods = [row["period"] for row in rows]
    if period and period not in periods:
        msg = f"'{period}' is no NDC period of {party}; its periods are {', '.join(periods)}"
        raise LookupError(msg)
    return rows[periods.index(period) if period else 0]


def check_cutoff(day: date | None, ndc: Row) -> None:
    """Refuse a cut-off by which no year of the period had ended.

    Raises:
        ValueError: None had.
    """
    first = date(ndc["first_year"], 12, 31)
    if day and day < first:
        msg = (
            f"no year of the NDC period {ndc['period']} had ended by {day}; "
            f"choose a day from {first} on"
        )
        raise ValueError(msg)


def ndc_of(ledger: Ledger, row: Row) -> Ndc:
    """Return an NDC with what was submitted about it."""
    stated = row["elapsed_basis"] or ""
    taken = ledger.readings.instead(ELAPSED_BASIS, stated)
    # Of the record whose NDC counts: series of two records are never mixed.
    tables = {
        name: [
            each
            for each in _rows(ledger, name, row["party"])
            if each["period"] == row["period"] and each["_package"] == row["_package"]
        ]
        for name in TABLES
    }
    return Ndc(row=row if taken == stated else {**row, ELAPSED_BASIS: taken}, tables=tables)


def measures(ndc: Ndc) -> tuple[Measure, ...]:
    """Return what an NDC is accounted in; emissions first."""
    indicators = [each for each in ndc.tables["ndc_indicators"] if each["metric"] == "non_ghg"]
    # An NDC in another metric is accounted in tonnes, too, where emissions are recorded, or no
    # indicator is.
    has_emissions = ndc.metric is Metric.GHG or ndc.tables["covered_emissions"] or not indicators
    others = tuple(_indicator(ndc, each) for each in indicators)
    return (*([_emissions(ndc)] if has_emissions else []), *others)


def coverage_of(ndc: Ndc) -> Coverage:
    """Return what the series of emissions covers: what its first year does.

    A year of another coverage is of another series, and has no level in this one.
    """
    rows = ndc.tables["covered_emissions"]
    first = min(rows, key=itemgetter("year"), default=None)
    return Coverage(first["coverage"]) if first else Coverage.WHOLE_NDC


def _emissions(ndc: Ndc) -> Measure:
    every = ndc.tables["covered_emissions"]
    coverage = coverage_of(ndc)
    rows = [row for row in every if row["coverage"] == coverage]
    targets = [
        each["target_value"]
        for each in ndc.tables["ndc_indicators"]
        if each["metric"] == "ghg" and each["unit"] == TONNES
    ]
    # Of several targets in tonnes nobody says which is the NDC's.
    is_certain = len(targets) == 1 and targets[0] is not None
    return Measure(
        metric=Metric.GHG,
        non_ghg_metric=None,
        unit=TONNES,
        name="",
        name_ja="",
        coverage=coverage,
        levels={row["year"]: exact(row["emissions"]) for row in rows},
        rows={row["year"]: row_lineage(row, exact(row["emissions"])) for row in rows},
        target=exact(targets[0]) if is_certain else None,
        # The table names no metric: it is in that of the NDC.
        trajectory=_trajectory(ndc) if ndc.metric is Metric.GHG else {},
    )


def _indicator(ndc: Ndc, indicator: Row) -> Measure:
    rows = [
        each
        for each in ndc.tables["indicator_values"]
        if each["indicator"] == indicator["indicator"]
    ]
    target = indicator["target_value"]
    return Measure(
        metric=Metric.NON_GHG,
        non_ghg_metric=indicator["non_ghg_metric"],
        unit=indicator["unit"],
        name=indicator["name"],
        name_ja=indicator["name_ja"] or indicator["name"],
        coverage=Coverage.WHOLE_NDC,
        levels={row["year"]: exact(row["value"]) for row in rows},
        rows={row["year"]: row_lineage(row, exact(row["value"])) for row in rows},
        target=None if target is None else exact(target),
        trajectory=_trajectory(ndc) if ndc.metric is Metric.NON_GHG else {},
    )


def _trajectory(ndc: Ndc) -> dict[int, Exact]:
    return {row["year"]: exact(row["value"]) for row in ndc.tables["trajectories"]}


def target_span(ndc: Row, indicator: Row | None) -> str:
    """Return the year of a target, or the period of which it is the total."""
    is_single = NdcKind(ndc["kind"]) is NdcKind.SINGLE_YEAR
    year = ndc["target_year"] if is_single else indicator and indicator["target_year"]
    return str(year) if year else f"{ndc['first_year']}-{ndc['last_year']}"


def row_lineage(row: Row, value: Exact) -> Lineage:
    """Return the lineage of a value that stands in one row."""
    return Lineage.from_parts([(place_of(row), value)])


def _rows(ledger: Ledger, name: str, party: str) -> list[Row]:
    return [row for row in ledger.table(name) if row["party"] == party]
