"""The cells of CTF table 4, as the structured summary prints them, in the words of the cases.

An NDC is of one kind, and the law refuses the method of the other kind. The cases show all three
methods, so multi-year is asked as though the NDC had been one of several years.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from reporting.accounting.methods import method_named
from reporting.accounting.period import ElapsedBasis, MethodName, NdcKind, elapsed_years
from reporting.forms.ctf_table4.line import SummaryScope
from reporting.forms.ctf_table4.table import table_4
from reporting.forms.model import wording
from reporting.forms.model.reporting_period import CutoffRule, Reported
from reporting.forms.queries.accounts import BalanceRequest, PartyAccounts, party_accounts
from reporting.forms.queries.balance import notes
from reporting.forms.queries.ndc import measures, ndcs_of
from reporting.ledger.ledger import Ledger

SHARED = {"23(c)": 10, "23(d)": 11, "23(e)": 12, "23(f)": 13, "23(h)": 16}
AVERAGE = 14
BY_METHOD = {"23(g)": 15, "balance": 17}
Lines = Mapping[int, Sequence[Any]]


def summary(ledger: Ledger, party: str) -> Mapping[str, Any]:
    """Return every cell that a case may state of the first NDC of a Party."""
    ndc = ndcs_of(ledger, party)[0]
    basis = ElapsedBasis.SINCE_START
    single = party_accounts(ledger, BalanceRequest(ndc=ndc, elapsed=basis))
    several = {**ndc, "kind": NdcKind.MULTI_YEAR.value, "target_year": None}
    multi = party_accounts(ledger, BalanceRequest(ndc=several, elapsed=basis))
    lines = {method: _lines(single, method) for method in MethodName}
    years = [*single.measured[0][1].account.years]
    assert lines[MethodName.MULTI_YEAR][BY_METHOD["23(g)"]] == [None] * len(years)
    lines[MethodName.MULTI_YEAR] = _lines(multi, MethodName.MULTI_YEAR)
    levels = measures(single.ndc)[0].levels
    methods: dict[str, Any] = {
        method.value: {name: rows[number] for name, number in BY_METHOD.items()}
        for method, rows in lines.items()
    }
    methods["averaging"] |= {
        "elapsed_basis": _basis(single),
        "elapsed_years": elapsed_years(basis, single.ndc.period(basis), years[-1], levels),
        "average": _the_same(lines[MethodName.AVERAGING][AVERAGE]),
    }
    return {
        "years": years,
        "reported_through": years[-1],
        "rows": {
            name: _the_same([rows[number] for rows in lines.values()])
            for name, number in SHARED.items()
        },
        **methods,
    }


def _lines(accounts: PartyAccounts, method: MethodName) -> Lines:
    """Return the figures of tonnes by row of the table, for the years reported on."""
    covers = Reported(
        ndc=accounts.ndc.row,
        cutoff=accounts.cutoff or date.max,
        rule=CutoffRule.ASKED,
        last_year=accounts.reporting_year,
        incomplete=(),
    )
    table = table_4(SummaryScope.under(accounts, method_named(method), covers), is_alone=False)
    names = [column.name for column in table.columns]
    rows = [dict(zip(names, (cell.value for cell in row), strict=True)) for row in table.rows]
    years = accounts.measured[0][1].account.years
    return {
        int(str(row["row"])): [row[f"y{year}"] for year in years]
        for row in rows
        if row["about"] == "GHG"
    }


def _basis(accounts: PartyAccounts) -> str:
    """Return the elapsed basis that the notes name."""
    said = {note.text for note in notes(accounts)}
    return next(basis.value for basis in ElapsedBasis if wording.ELAPSED[basis] in said)


def _the_same(figures: Sequence[Any]) -> Any:  # noqa: ANN401 - a figure, or a list of them
    """Return what all methods, or all years, agree on."""
    assert all(each == figures[0] for each in figures), figures
    return figures[0]
