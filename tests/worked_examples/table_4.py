"""The cells of CTF Table 4, as the command computes them, in the words of the cases.

An NDC is of one kind, and the law refuses the method of the other kind. The cases show all three
methods, so multi-year is asked as though the NDC had been one of several years.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from reporting.accounting.period import ElapsedBasis, Kind, MethodName, elapsed_years
from reporting.accounting.settings import Settings
from reporting.ledger.ledger import Ledger
from reporting.reports import wording
from reporting.reports.balance import BalanceAsked, balance
from reporting.reports.ndc import measures, ndc_of, ndcs_of
from reporting.reports.table import Report

SHARED = {
    "23(c)": "first_transferred_by_event_year_ndc",
    "23(d)": "first_transferred_by_event_year_oimp",
    "23(e)": "used_by_use_year",
    "23(f)": "net",
    "23(h)": "cumulative",
}
BY_METHOD = {"23(g)": "adjustment", "balance": "balance"}
Lines = Sequence[Mapping[str, Any]]


def summary(ledger: Ledger, party: str, settings: Settings) -> Mapping[str, Any]:
    """Return every cell that a case may state of the first NDC of a Party."""
    ndc = ndcs_of(ledger, party)[0]
    basis = ElapsedBasis.SINCE_START
    single = balance(ledger, BalanceAsked(ndc=ndc, elapsed=basis, settings=settings))
    several = {**ndc, "kind": Kind.MULTI_YEAR.value, "target_year": None}
    multi = balance(ledger, BalanceAsked(ndc=several, elapsed=basis, settings=settings))
    lines = {method: _lines(single, method) for method in MethodName}
    assert _figures(lines[MethodName.MULTI_YEAR], "adjustment") == [None] * len(_years(single))
    lines[MethodName.MULTI_YEAR] = _lines(multi, MethodName.MULTI_YEAR)
    years = _years(single)
    stated = ndc_of(ledger, ndc)
    levels = measures(stated)[0].levels
    averages = _figures(lines[MethodName.AVERAGING], "average")
    methods: dict[str, Any] = {
        method.value: {name: _figures(rows, field) for name, field in BY_METHOD.items()}
        for method, rows in lines.items()
    }
    methods["averaging"] |= {
        "elapsed_basis": _basis(single),
        "elapsed_years": elapsed_years(basis, stated.period(basis), years[-1], levels),
        "average": _the_same(averages),
    }
    return {
        "years": years,
        "reported_through": years[-1],
        "rows": {
            name: _the_same([_figures(rows, field) for rows in lines.values()])
            for name, field in SHARED.items()
        },
        **methods,
    }


def _lines(report: Report, method: MethodName) -> Lines:
    table = next(each for each in report.tables if each.name == "emissions")
    names = [column.name for column in table.columns]
    rows = [dict(zip(names, (cell.value for cell in row), strict=True)) for row in table.rows]
    return [row for row in rows if row["method"] == method.value]


def _figures(lines: Lines, field: str) -> list[Any]:
    return [line[field] for line in lines]


def _years(report: Report) -> list[int]:
    return _figures(_lines(report, MethodName.AVERAGING), "year")


def _basis(report: Report) -> str:
    """Return the elapsed basis that the notes of the report name."""
    said = {note.text for note in report.notes}
    return next(basis.value for basis in ElapsedBasis if wording.ELAPSED[basis] in said)


def _the_same(figures: Sequence[Any]) -> Any:  # noqa: ANN401 - a figure, or a list of them
    """Return what all methods, or all years, agree on."""
    assert all(each == figures[0] for each in figures), figures
    return figures[0]
