"""Tables of the initial report: registries, the NDC, its metrics, method and quantification."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from reporting.accounting.exact import exact
from reporting.accounting.period import ElapsedBasis, MethodName, YearBasis
from reporting.forms.model import wording
from reporting.forms.model.lineage import Lineage
from reporting.forms.model.table import EMPTY, Cell, Column, ReportTable, Type
from reporting.forms.queries.ndc import Ndc, target_span
from reporting.forms.queries.participation import place_of
from reporting.ledger.ledger import Row
from reporting.texts import Text, said

KINDS: Mapping[str, Text] = MappingProxyType(
    {
        "single_year": said("single-year target", "単年目標"),
        "multi_year": said("multi-year target", "複数年目標"),
    }
)
METRICS: Mapping[str, Text] = MappingProxyType(
    {
        "ghg": said("GHG, in t CO2 eq", "温室効果ガス（CO2換算トン）"),
        "non_ghg": said("non-GHG", "温室効果ガス以外"),
    }
)
PATHS: Mapping[str, Text] = MappingProxyType(
    {
        "trajectory": said("trajectory", "排出経路"),
        "budget": said("budget", "排出予算"),
    }
)
NOT_EXPECTED = said(
    "The record holds no expected mitigation; the narrative has to state it.",
    "期待される緩和量は記録になく、記述で示す必要があります。",
)
REGISTRIES = (
    Column(name="registry", label=said("Registry ID", "登録簿ID")),
    Column(name="name", label=said("Name", "名称")),
)
NDC = (
    Column(name="what", label=said("Item", "項目")),
    Column(name="value", label=said("In the record", "記録の内容")),
)
INDICATORS = (
    Column(name="name", label=said("Indicator", "指標")),
    Column(name="unit", label=said("Unit", "単位")),
    Column(name="metric", label=said("Metric", "区分")),
)
LEVELS = (
    *INDICATORS[:2],
    Column(name="reference_year", label=said("Reference year", "基準年"), type=Type.YEAR),
    Column(name="reference_value", label=said("Reference level", "基準値"), type=Type.QUANTITY),
    Column(name="target_value", label=said("Target level", "目標値"), type=Type.QUANTITY),
    Column(name="target_year", label=said("Target year or period", "目標年または目標期間")),
)
YEARS = (
    Column(name="year", label=said("Year", "年"), type=Type.YEAR),
    Column(name="kind", label=said("Kind", "種別")),
    Column(name="value", label=said("Level", "水準"), type=Type.QUANTITY),
)
EXPECTED = (
    Column(name="year", label=said("Year", "年"), type=Type.YEAR),
    Column(
        name="expected",
        label=said("Expected mitigation (t CO2 eq)", "期待される緩和量（t CO2 eq）"),
        type=Type.QUANTITY,
        unit="t CO2 eq",
        provision="18(g)",
    ),
)
NO_NDC = said("The record names no NDC of the Party.", "記録に締約国のNDCがない。")


def registries(rows: Sequence[Row]) -> ReportTable:
    """Return the registries of the Party."""
    return ReportTable(
        name="registries",
        title=said("Registries in the record", "記録上の登録簿"),
        columns=REGISTRIES,
        rows=tuple((Cell(value=row["registry"]), _named(row)) for row in rows),
    )


def ndc(of: Ndc | None) -> ReportTable:
    """Return what the record says of the NDC."""
    items = [] if of is None else [*_items(of.row)]
    return _listed("ndc", said("The NDC in the record", "記録上のNDC"), items)


def method(of: Ndc | None) -> tuple[ReportTable, ...]:
    """Return the method that the NDC names, and its trajectory or budget."""
    if of is None:
        return (_listed("method", said("Method", "方法"), []),)
    row = of.row
    chosen = wording.METHODS[MethodName(row["method"])] if row["method"] else None
    basis = ElapsedBasis(row["elapsed_basis"]) if row["elapsed_basis"] else None
    items = [(said("Method of paragraph 7", "第7項の方法"), _said(row["method"], chosen))]
    if row["method"] == MethodName.AVERAGING:
        elapsed = _said(row["elapsed_basis"], wording.ELAPSED[basis] if basis else None)
        items.append((said("Elapsed years counted", "経過年数の数え方"), elapsed))
    tables = [_listed("method", said("Method in the record", "記録上の方法"), items)]
    if of.tables["trajectories"]:
        tables.append(_trajectory(of))
    return tuple(tables)


def metrics(of: Ndc | None) -> ReportTable:
    """Return the indicators of the NDC and their metrics."""
    rows = of.tables["ndc_indicators"] if of else ()
    return ReportTable(
        name="metrics",
        title=said("Indicators and their metrics", "指標とその区分"),
        columns=INDICATORS,
        rows=tuple((_named(row), Cell(value=row["unit"]), _metric(row)) for row in rows),
        nothing=said("The record names no indicator.", "記録に指標がない。"),
    )


def quantified(of: Ndc | None, metric: str) -> ReportTable:
    """Return the reference and target levels of the indicators of one metric."""
    rows = [
        each for each in (of.tables["ndc_indicators"] if of else ()) if each["metric"] == metric
    ]
    return ReportTable(
        name=f"quantified_{metric}",
        title=said("Reference and target levels", "基準値と目標値"),
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
        nothing=said("The record names no such indicator.", "記録に該当する指標がない。"),
    )


def expected(approach: str) -> ReportTable:
    """Return the mitigation expected in each year, of which the record holds nothing."""
    return ReportTable(
        name=f"expected_mitigation_{approach}",
        title=said("Expected mitigation by year", "年ごとに期待される緩和量"),
        columns=EXPECTED,
        rows=(),
        nothing=NOT_EXPECTED,
    )


def _items(row: Row) -> list[tuple[Text, Cell]]:
    basis = YearBasis(row["year_basis"]) if row["year_basis"] else None
    target = row["target_text"]
    span = f"{row['first_year']}–{row['last_year']}"
    return [
        (said("Implementation period", "実施期間"), Cell(value=span)),
        (said("Kind", "種別"), Cell(value=row["kind"], label=KINDS[row["kind"]])),
        (said("Target year", "目標年"), _text(row["target_year"])),
        (
            said("Target", "目標"),
            Cell(value=target, label=said(target or "", row["target_text_ja"] or target or "")),
        ),
        (said("Metric", "指標"), _metric(row)),
        (said("Years counted", "年の数え方"), _said(row["year_basis"], wording.YEARS[basis])),
    ]


def _listed(name: str, title: Text, items: Sequence[tuple[Text, Cell]]) -> ReportTable:
    return ReportTable(
        name=name,
        title=title,
        columns=NDC,
        rows=tuple((Cell(value=label.en, label=label), cell) for label, cell in items),
        nothing=NO_NDC,
    )


def _trajectory(of: Ndc) -> ReportTable:
    rows = sorted(of.tables["trajectories"], key=lambda each: int(each["year"]))
    return ReportTable(
        name="trajectory",
        title=said("Trajectory or budget", "排出経路又は排出予算"),
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
    return Cell(value=value, lineage=Lineage.of([(place_of(row), value)]))
