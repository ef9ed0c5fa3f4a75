"""Every figure knows its rows: summed again, they give the figure."""

from datetime import date
from hashlib import sha256
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.accounting.figure import Exact
from reporting.accounting.methods import METHODS
from reporting.accounting.period import ElapsedBasis, MethodName
from reporting.findings import Place
from reporting.forms.model.provenance import INLINE, Lineage, Rows, together
from reporting.forms.model.table import Report
from reporting.forms.queries.accounts import BalanceRequest
from reporting.forms.queries.balance import balance
from reporting.forms.queries.holdings import holdings_of
from reporting.forms.queries.ndc import ndcs_of
from reporting.ledger.ledger import Ledger
from tests.forms.reading import cells, rows
from tests.forms.record import tables
from tests.ledger.making import ledger_of

END_OF_2025 = date(2025, 12, 31)


def row(number: int) -> Place:
    """Return the place of a row."""
    return Place(package="p", table="t", row=number)


def test_parts_of_one_row_are_added_up_and_sorted() -> None:
    """A row that comes twice is told once; the rows stand in their order."""
    lineage = Lineage.from_parts([(row(3), 5), (row(2), 1), (row(3), -2)])
    assert list(lineage.parts.items()) == [(row(2), 1), (row(3), 3)]
    assert lineage.total == 4
    assert (lineage - lineage.times(2)).total == -4


def test_the_digest_is_of_the_sorted_list() -> None:
    """The digest can be made by anybody: a line for each row."""
    lineage = Lineage.from_parts([(row(3), 5), (row(2), 1)])
    assert lineage.digest == sha256(b"p/t:2 1\np/t:3 5\n").hexdigest()


def test_rows_withheld_are_counted_and_the_figure_stays() -> None:
    """The digest and the sum listed are of the rows named; the total is that of all."""
    whole = Lineage.from_parts([(row(3), 5), (row(2), 1), (row(4), 7)])
    shown = whole.without({row(3), row(4), row(9)})
    assert (shown.count, shown.withheld, shown.listed, shown.total) == (1, 2, 1, 13)
    assert shown.digest == Lineage.from_parts([(row(2), 1)]).digest
    assert whole.without({row(9)}) is whole


def test_a_hundred_rows_stand_inline_and_no_more() -> None:
    """Beyond a hundred rows only their number and digest are given."""
    many = Lineage.from_parts((row(number), 1) for number in range(2, INLINE + 3))
    assert (many.count, many.inline) == (101, ())
    assert (
        len(Lineage.from_parts((row(number), 1) for number in range(2, INLINE + 2)).inline) == 100
    )


def sums_hold(report: Report) -> int:
    """Sum the rows of every figure again; return how many figures there were."""
    figures = [each for each in cells(report) if each.lineage is not None]
    for cell in figures:
        assert cell.lineage is not None
        assert cell.lineage.total == cell.value
    return len(figures)


@pytest.mark.parametrize("party", ["XAA", "XBB", "XCC"])
@pytest.mark.parametrize("method", [each.name for each in METHODS])
def test_rows_of_a_balance_add_up(example: Ledger, party: str, method: MethodName) -> None:
    """Levels, first transfers, uses, nets, averages, adjustments, balances: all of them."""
    asked = BalanceRequest(
        ndc=ndcs_of(example, party)[0],
        method=method,
        elapsed=ElapsedBasis.SINCE_START,
        cutoff=END_OF_2025,
    )
    assert sums_hold(balance(example, asked)) > 20


@pytest.mark.parametrize("party", ["XAA", "XBB", "XCC"])
@pytest.mark.parametrize("year", [2024, 2025, 2028])
def test_rows_of_holdings_add_up(example: Ledger, party: str, year: int) -> None:
    """Blocks of each numbering, pools, totals by status and by account."""
    assert sums_hold(holdings_of(example, party, date(year, 12, 31)))


def test_rows_of_an_average_hold_what_came_after_the_last_year(tmp_path: Path) -> None:
    """Closed after 2023: the 600 first transferred in 2025 are in the average, and in its rows."""
    closed = tables(
        method="averaging",
        period="2021-2023",
        last_year=2023,
        target_year=2023,
        closed_on="2025-12-31",
    )
    for row in closed["covered_emissions"]:
        row["period"] = "2021-2023"
    closed["covered_emissions"] = closed["covered_emissions"][:2]
    with ledger_of(tmp_path / "closed", closed) as ledger:
        report = balance(ledger, BalanceRequest(ndc=ndcs_of(ledger, "XAA")[0]))
    assert {row["average"].value for row in rows(report.tables[0])} == {200}
    assert sums_hold(report)


numbers = st.integers(-(10**6), 10**6) | st.integers(-(2**62), 2**62)
factors = st.fractions(max_denominator=12) | st.integers(-3, 3)
kept_rows = st.lists(st.tuples(st.integers(2, 12), numbers), max_size=12)
sources = st.sampled_from([("p", "t"), ("p", "u"), ("o", "t")])
terms = st.lists(st.tuples(sources, kept_rows, factors), max_size=4)
single = st.lists(st.tuples(st.integers(2, 12).map(row), st.fractions()), max_size=3)
hidden = st.sets(st.integers(2, 12).map(row), max_size=4)


def columns(source: tuple[str, str], kept: list[tuple[int, int]], factor: Exact) -> Lineage:
    """Return rows as columns, with a factor."""
    package, table = source
    found, given_numbers = zip(*kept, strict=True) if kept else ((), ())
    rows = Rows(
        package=package,
        table=table,
        rows=pa.array(found, pa.int64()),
        numbers=pa.array(given_numbers, pa.int64()),
    )
    return Lineage.from_parts((), ((rows, factor),))


def one_by_one(source: tuple[str, str], kept: list[tuple[int, int]], factor: Exact) -> Lineage:
    """Return the same rows one by one."""
    package, table = source
    return Lineage.from_parts(
        (Place(package=package, table=table, row=number), part * factor) for number, part in kept
    )


@given(terms, single, factors, hidden)
def test_columns_say_what_rows_one_by_one_say(
    several: list[tuple[tuple[str, str], list[tuple[int, int]], Exact]],
    few: list[tuple[Place, Exact]],
    factor: Exact,
    places: set[Place],
) -> None:
    """Sums, multiples, what is withheld, the digest: whatever the factors, beyond 64 bits too."""
    ways = [
        together((*(way(*each) for each in several), Lineage.from_parts(few)))
        for way in (columns, one_by_one)
    ]
    for fast, slow in (
        ways,
        [each.times(factor) for each in ways],
        [each - ways[0].times(2) for each in ways],
        [each.without(places) for each in ways],
    ):
        assert fast.parts == slow.parts
        assert (fast.count, fast.digest, fast.first) == (slow.count, slow.digest, slow.first)
        assert (fast.total, fast.listed) == (slow.total, slow.listed)
        assert (fast.withheld, fast.is_of(places)) == (slow.withheld, slow.is_of(places))
        assert fast == slow
