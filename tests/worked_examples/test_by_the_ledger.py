"""The ledger, the forms made of it and the law answer each case as it was worked out by hand."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from reporting.accounting.settings import Settings
from reporting.ledger.engines import Engine, engine
from reporting.ledger.ledger import Ledger, open_ledger
from reporting.packages import open_package
from tests.worked_examples import asked_of_the_ledger as asked
from tests.worked_examples.aef_cells import aef_actions, aef_holdings
from tests.worked_examples.alike import Row, alike, leaves, names_of
from tests.worked_examples.loading import Case, as_folder, cases
from tests.worked_examples.table_4 import exact, summary

CASES = cases()


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """A case, replayed with its settings."""

    case: Case
    ledger: Ledger
    settings: Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """How one section of a case is compared.

    Attributes:
        depth: How many names lead to a statement.
        answer: What the ledger says there.
        agrees: Whether that is what the case expects.
    """

    depth: int
    answer: Callable[..., Any]
    agrees: Callable[[Any, Any], bool]


def _form(found: list[Row], expected: list[Row]) -> bool:
    """Compare every cell of a form; the order of its rows says nothing."""
    return sorted(map(_written, found)) == sorted(map(_written, expected))


def _written(row: Row) -> str:
    return repr(sorted(row.items()))


def _cell(replayed: Replayed, party: str, *place: str) -> object:
    cell: Any = summary(replayed.ledger, party, replayed.settings)
    for name in place:
        cell = cell[name]
    return cell


SECTIONS: Mapping[str, Section] = {
    "first_transfers": Section(
        depth=0, answer=lambda on: asked.first_transfers(on.ledger), agrees=alike
    ),
    "statuses": Section(
        depth=1, answer=lambda on, day: asked.statuses(on.ledger, day), agrees=alike
    ),
    "holdings": Section(
        depth=2, answer=lambda on, party, day: asked.held(on.ledger, party, day), agrees=alike
    ),
    "flows": Section(
        depth=2, answer=lambda on, party, kind: asked.flowed(on.ledger, party, kind), agrees=alike
    ),
    "aef_actions": Section(
        depth=2, answer=lambda on, party, year: aef_actions(on.ledger, party, year), agrees=_form
    ),
    "aef_holdings": Section(
        depth=2, answer=lambda on, party, year: aef_holdings(on.ledger, party, year), agrees=_form
    ),
    "ctf_table_4": Section(
        depth=0, answer=_cell, agrees=lambda found, stated: exact(found) == exact(stated)
    ),
}


@pytest.fixture(scope="module")
def running() -> Iterator[Engine]:
    """One DuckDB for all cases, which come one after the other."""
    with engine() as opened:
        yield opened


@pytest.fixture(scope="module")
def replayed(
    request: pytest.FixtureRequest, running: Engine, tmp_path_factory: pytest.TempPathFactory
) -> Replayed:
    """One case, written as a folder and replayed."""
    case: Case = request.param
    folder: Path = tmp_path_factory.mktemp("case") / case.name
    as_folder(case, folder)
    package, findings = open_package(folder)
    assert package, findings
    settings = Settings(**case.settings)  # type: ignore[arg-type]
    return Replayed(case=case, ledger=open_ledger(running, [package], settings), settings=settings)


@pytest.mark.parametrize(
    ("replayed", "section"),
    [
        pytest.param(case, section, id=f"{case.name} {section}")
        for case in CASES
        for section in case.expected
    ],
    indirect=["replayed"],
    scope="module",
)
def test_the_ledger_answers_as_by_hand(replayed: Replayed, section: str) -> None:
    """Every statement of every section of every case."""
    how = SECTIONS[section]
    for path, expected in leaves(replayed.case.expected[section]):
        found = how.answer(replayed, *path)
        assert how.agrees(found, expected), (path, found, expected)
