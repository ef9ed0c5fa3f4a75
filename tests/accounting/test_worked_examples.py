"""Every worked example of the rulebook, in ``tests/worked_examples/accounting``."""

from collections import Counter
from typing import Any

import pytest

from reporting.accounting.figure import Figure, rounded
from reporting.accounting.first_transfer import (
    TransferOutcome,
    authorized_for,
    first_transfer_table,
)
from reporting.accounting.flows import left_out
from reporting.accounting.methods import method_named
from reporting.accounting.period import MethodName
from reporting.accounting.settings import Settings
from reporting.accounting.statement import Closing, Statement, closing, restatement, statement
from tests.accounting.worked import (
    account_of,
    documents,
    expected_as_written,
    figure_as_written,
    flows_given,
)

EXAMPLES = list(documents())


def _cases(part: str) -> list[Any]:
    return [
        pytest.param(document, expectation, id=f"{name}-{number}")
        for name, document in EXAMPLES
        for number, expectation in enumerate(document.get(part, ()))
    ]


def _differences(
    expected: dict[str, Any], found: dict[str, Figure], where: object
) -> list[tuple[object, str, str, str]]:
    return [
        (where, row, expected_as_written(words), figure_as_written(found[row]))
        for row, words in expected.items()
        if expected_as_written(words) != figure_as_written(found[row])
    ]


def _line(result: Statement, year: int, rows: dict[str, Any]) -> dict[str, Figure]:
    line = result.line(year)
    return {row: line.figure(row) for row in rows}


def _closing(result: Closing) -> dict[str, Figure]:
    return {
        "level": result.comparison.level,
        "target": result.comparison.target,
        "difference": result.difference,
        "adjustment": result.adjustment,
        "cumulative": result.cumulative,
    }


def test_every_example_says_what_it_shows_and_where_it_is_from() -> None:
    """An example has a title, a source, and something that follows."""
    for name, document in EXAMPLES:
        assert document["title"], name
        assert document["source"], name
        assert {"expected", "restated", "cases"} & document.keys(), name


@pytest.mark.parametrize(("document", "expectation"), _cases("expected"))
def test_statement(document: dict[str, Any], expectation: dict[str, Any]) -> None:
    """Each figure of each year is the one worked by hand."""
    account = account_of(document["given"], expectation)
    method = method_named(MethodName(expectation["method"]))
    result = statement(account, method)
    differences = [
        each
        for year, rows in expectation.get("lines", {}).items()
        for each in _differences(rows, _line(result, year, rows), year)
    ]
    ends = expectation.get("closing", {})
    differences += _differences(ends, _closing(closing(account, method)), "closing")
    assert not differences, document["title"]
    assert result.status == expectation.get("status", result.status)
    assert result.level_provision == expectation.get("level_provision", result.level_provision)


@pytest.mark.parametrize(("document", "expectation"), _cases("expected"))
def test_rounded_and_left_out(document: dict[str, Any], expectation: dict[str, Any]) -> None:
    """What a report prints of an average, and how many flows the rules leave out and why."""
    account = account_of(document["given"], expectation)
    result = statement(account, method_named(MethodName(expectation["method"])))
    for year, rows in expectation.get("rounded", {}).items():
        for row, printed in rows.items():
            value = result.line(year).figure(row).value
            assert value is not None
            assert str(rounded(value, len(printed.partition(".")[2]))) == printed
    flows = flows_given(document["given"], expectation)
    against = [left_out(each, account.period) for each in flows]
    counts = Counter(each.objection.value for each in against if each)
    assert counts == expectation.get("left_out", {})


@pytest.mark.parametrize(("document", "expectation"), _cases("restated"))
def test_restatement(document: dict[str, Any], expectation: dict[str, Any]) -> None:
    """Exactly the rows worked by hand change, by how much, and whether they are final."""
    method = method_named(MethodName(expectation["method"]))
    published = statement(account_of(document["given"], expectation["published"]), method)
    now = statement(account_of(document["given"], expectation["now"]), method)
    changes = restatement(published, now)
    found = [
        {
            "year": each.year,
            "row": each.row,
            "published": each.published.value,
            "now": each.now.value,
            "difference": each.difference.value,
        }
        for each in changes
    ]
    assert found == expectation["changes"]
    assert {each.is_final for each in changes} == {expectation.get("is_final", False)}


@pytest.mark.parametrize(("document", "expectation"), _cases("cases"))
def test_first_transfer(document: dict[str, Any], expectation: dict[str, Any]) -> None:
    """The table rules on every event as the case says; what it does not name is none."""
    settings = Settings(**expectation.get("settings", {}))
    purpose = authorized_for(expectation["purposes"])
    rows = [
        row
        for row in first_transfer_table(settings)
        if row.authorized_for is purpose and row.definition == expectation["definition"]
    ]

    def named(outcome: TransferOutcome) -> set[str]:
        return {row.trigger.value for row in rows if row.outcome is outcome}

    assert named(TransferOutcome.FIRST_TRANSFER) == set(expectation["first_transfer"]), document[
        "title"
    ]
    assert named(TransferOutcome.REFUSED) == set(expectation.get("refused", ()))
