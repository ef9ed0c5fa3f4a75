"""What a Party submitted about one NDC, and what it lets the law account for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from reporting.accounting.account import Coverage
from reporting.accounting.exact import Exact, exact
from reporting.accounting.period import ElapsedBasis, MethodName, Metric, NdcKind, Period, YearBasis
from reporting.findings import Place
from reporting.forms.model import wording
from reporting.forms.model.provenance import Lineage
from reporting.forms.model.table import EMPTY, Cell, Column, ReportTable, Type
from reporting.forms.queries.participation import place_of
from reporting.ledger.ledger import Ledger, Row
from reporting.messages import Text, _, said

TONNES = "t CO2 eq"
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


def ndcs_of(ledger: Ledger, party: str) -> list[Row]:
    """Return the rows of ``ndcs`` of a Party, by period."""
    rows = _rows(ledger, "ndcs", party)
    return sorted(rows, key=lambda row: (row["first_year"], row["period"]))


def ndc_of(ledger: Ledger, row: Row) -> Ndc:
    """Return an NDC with what was submitted about it."""
    tables = {
        name: [
            each
            for each in _rows(ledger, name, row["party"])
            if each["period"] == row["period"] and each["_package"] == row["_package"]
        ]
        for name in TABLES
    }
    return Ndc(row=row, tables=tables)


def measures(ndc: Ndc) -> tuple[Measure, ...]:
    """Return what an NDC is accounted in; emissions first."""
    indicators = [each for each in ndc.tables["ndc_indicators"] if each["metric"] == "non_ghg"]
    has_emissions = ndc.metric is Metric.GHG or ndc.tables["covered_emissions"] or not indicators
    others = tuple(_indicator(ndc, each) for each in indicators)
    return (*([_emissions(ndc)] if has_emissions else []), *others)


def _emissions(ndc: Ndc) -> Measure:
    rows = ndc.tables["covered_emissions"]
    targets = [
        each["target_value"]
        for each in ndc.tables["ndc_indicators"]
        if each["metric"] == "ghg" and each["unit"] == TONNES
    ]
    is_certain = len(targets) == 1 and targets[0] is not None
    return Measure(
        metric=Metric.GHG,
        non_ghg_metric=None,
        unit=TONNES,
        name="",
        name_ja="",
        coverage=Coverage(rows[0]["coverage"]) if rows else Coverage.WHOLE_NDC,
        levels={row["year"]: exact(row["emissions"]) for row in rows},
        rows={row["year"]: made_of(row, exact(row["emissions"])) for row in rows},
        target=exact(targets[0]) if is_certain else None,
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
        rows={row["year"]: made_of(row, exact(row["value"])) for row in rows},
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


def made_of(row: Row, value: Exact) -> Lineage:
    """Return the lineage of a value that stands in one row."""
    place = Place(package=row["_package"], table=row["_table"], row=row["_row"])
    return Lineage.from_parts([(place, value)])


def _rows(ledger: Ledger, name: str, party: str) -> list[Row]:
    return [row for row in ledger.table(name) if row["party"] == party]


KINDS: Mapping[str, Text] = MappingProxyType(
    {
        "single_year": _("single-year target"),
        "multi_year": _("multi-year target"),
    }
)
METRICS: Mapping[str, Text] = MappingProxyType(
    {
        "ghg": _("GHG, in t CO2 eq"),
        "non_ghg": _("non-GHG"),
    }
)
PATHS: Mapping[str, Text] = MappingProxyType(
    {
        "trajectory": _("trajectory"),
        "budget": _("budget"),
    }
)
NOT_EXPECTED = _("The record holds no expected mitigation; the narrative has to state it.")
REGISTRIES = (
    Column(name="registry", label=_("Registry ID")),
    Column(name="name", label=_("Name")),
)
NDC = (
    Column(name="what", label=_("Item")),
    Column(name="value", label=_("In the record")),
)
INDICATORS = (
    Column(name="name", label=_("Indicator")),
    Column(name="unit", label=_("Unit")),
    Column(name="metric", label=_("Metric")),
)
LEVELS = (
    *INDICATORS[:2],
    Column(name="reference_year", label=_("Reference year"), type=Type.YEAR),
    Column(name="reference_value", label=_("Reference level"), type=Type.QUANTITY),
    Column(name="target_value", label=_("Target level"), type=Type.QUANTITY),
    Column(name="target_year", label=_("Target year or period")),
)
YEARS = (
    Column(name="year", label=_("Year"), type=Type.YEAR),
    Column(name="kind", label=_("Kind")),
    Column(name="value", label=_("Level"), type=Type.QUANTITY),
)
EXPECTED = (
    Column(name="year", label=_("Year"), type=Type.YEAR),
    Column(
        name="expected",
        label=_("Expected mitigation (t CO2 eq)"),
        type=Type.QUANTITY,
        unit="t CO2 eq",
        provision="18(g)",
    ),
)
NO_NDC = _("The record names no NDC of the Party.")


def registries_table(rows: Sequence[Row]) -> ReportTable:
    """Return the registries of the Party."""
    return ReportTable(
        name="registries",
        title=_("Registries in the record"),
        columns=REGISTRIES,
        rows=tuple((Cell(value=row["registry"]), _named(row)) for row in rows),
    )


def ndc_table(of: Ndc | None) -> ReportTable:
    """Return what the record says of the NDC."""
    items = [] if of is None else [*_items(of.row)]
    return _listed("ndc", _("The NDC in the record"), items)


def method_tables(of: Ndc | None) -> tuple[ReportTable, ...]:
    """Return the method that the NDC names, and its trajectory or budget."""
    if of is None:
        return (_listed("method", _("Method"), []),)
    row = of.row
    chosen = wording.METHODS[MethodName(row["method"])] if row["method"] else None
    basis = ElapsedBasis(row["elapsed_basis"]) if row["elapsed_basis"] else None
    items = [(_("Method of paragraph 7"), _said(row["method"], chosen))]
    if row["method"] == MethodName.AVERAGING:
        elapsed = _said(row["elapsed_basis"], wording.ELAPSED[basis] if basis else None)
        items.append((_("Elapsed years counted"), elapsed))
    tables = [_listed("method", _("Method in the record"), items)]
    if of.tables["trajectories"]:
        tables.append(_trajectory_table(of))
    return tuple(tables)


def metrics_table(of: Ndc | None) -> ReportTable:
    """Return the indicators of the NDC and their metrics."""
    rows = of.tables["ndc_indicators"] if of else ()
    return ReportTable(
        name="metrics",
        title=_("Indicators and their metrics"),
        columns=INDICATORS,
        rows=tuple((_named(row), Cell(value=row["unit"]), _metric(row)) for row in rows),
        nothing=_("The record names no indicator."),
    )


def quantified_table(of: Ndc | None, metric: str) -> ReportTable:
    """Return the reference and target levels of the indicators of one metric."""
    rows = [
        each for each in (of.tables["ndc_indicators"] if of else ()) if each["metric"] == metric
    ]
    return ReportTable(
        name=f"quantified_{metric}",
        title=_("Reference and target levels"),
        columns=LEVELS,
        rows=tuple(
            (
                _named(row),
                Cell(value=row["unit"]),
                Cell(value=row["reference_year"]),
                *(_figure(row, name) for name in ("reference_value", "target_value")),
                Cell(value=target_span(of.row, row)) if of else EMPTY,
            )
            for row in rows
        ),
        nothing=_("The record names no such indicator."),
    )


def expected_table(approach: str) -> ReportTable:
    """Return the mitigation expected in each year, of which the record holds nothing."""
    return ReportTable(
        name=f"expected_mitigation_{approach}",
        title=_("Expected mitigation by year"),
        columns=EXPECTED,
        rows=(),
        nothing=NOT_EXPECTED,
    )


def _items(row: Row) -> list[tuple[Text, Cell]]:
    basis = YearBasis(row["year_basis"]) if row["year_basis"] else None
    target = row["target_text"]
    span = f"{row['first_year']}–{row['last_year']}"
    return [
        (_("Implementation period"), Cell(value=span)),
        (_("Kind"), Cell(value=row["kind"], label=KINDS[row["kind"]])),
        (_("Target year"), _text(row["target_year"])),
        (
            _("Target"),
            Cell(value=target, label=said(target or "", row["target_text_ja"] or target or "")),
        ),
        (_("Metric"), _metric(row)),
        (_("Years counted"), _said(row["year_basis"], wording.YEARS[basis])),
    ]


def _listed(name: str, title: Text, items: Sequence[tuple[Text, Cell]]) -> ReportTable:
    return ReportTable(
        name=name,
        title=title,
        columns=NDC,
        rows=tuple((Cell(value=label.en, label=label), cell) for label, cell in items),
        nothing=NO_NDC,
    )


def _trajectory_table(of: Ndc) -> ReportTable:
    rows = sorted(of.tables["trajectories"], key=lambda each: int(each["year"]))
    return ReportTable(
        name="trajectory",
        title=_("Trajectory or budget"),
        columns=YEARS,
        rows=tuple(
            (
                Cell(value=row["year"]),
                Cell(value=row["kind"], label=PATHS[row["kind"]]),
                _figure(row, "value"),
            )
            for row in rows
        ),
    )


def _named(row: Row) -> Cell:
    return Cell(value=row["name"], label=said(row["name"], row["name_ja"] or row["name"]))


def _metric(row: Row) -> Cell:
    return Cell(value=row["metric"], label=METRICS[row["metric"]]) if row["metric"] else EMPTY


def _said(value: str | None, label: Text | None) -> Cell:
    return Cell(value=value, label=label) if value and label else EMPTY


def _text(value: Any) -> Cell:  # noqa: ANN401 - a cell of a row
    return EMPTY if value is None else Cell(value=str(value))


def _figure(row: Row, name: str) -> Cell:
    if row[name] is None:
        return EMPTY
    value = exact(row[name])
    return Cell(value=value, lineage=Lineage.from_parts([(place_of(row), value)]))
