"""The ledger, the forms made of it and the law answer each case as it was worked out by hand."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

from reporting.accounting.settings import Settings
from reporting.ledger.engines import Engine, engine
from reporting.ledger.ledger import open_ledger
from reporting.packages import Package, open_package
from tests.worked_examples.alike import Row, Way, alike, leaves, otherwise
from tests.worked_examples.answers import Answers
from tests.worked_examples.apart import apart
from tests.worked_examples.loading import LEDGER, Case, as_folder, cases, completed

Stated = Any  # a list of rows, or a cell
CASES = cases()
APART = apart(CASES)
ROWS = ("first_transfers", "statuses", "holdings", "flows", "undecided")
FORMS = ("aef_actions", "aef_holdings", "aef_undecided")
FIGURES = ("ctf_table_4",)
WAYS = [(case.name, way) for case in CASES for way, _ in leaves(case.expected)]
STATEMENTS = [(case, way, expected) for case in APART for way, expected in leaves(case.expected)]


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[Settings, Answers]]:
    """One replay of all cases that have the same settings."""
    with ExitStack() as engines:
        replays = {}
        for settings in dict.fromkeys(map(_settings, APART)):
            packages = _packages(settings, tmp_path_factory.mktemp("cases"))
            replays[settings] = _replayed(engines.enter_context(engine()), packages, settings)
        yield replays


@pytest.mark.parametrize(
    ("case", "way", "expected"), STATEMENTS, ids=[f"{name} {way}" for name, way in WAYS]
)
def test_the_ledger_says_what_was_worked_out_by_hand(
    answers: Mapping[Settings, Answers], case: Case, way: Way, expected: Stated
) -> None:
    """Each statement of each case, one by one; and each of its cells is looked at."""
    section, *place = way
    found = getattr(answers[_settings(case)], section)(_approaches(case), *place)
    assert _agrees(section, found, expected), (found, expected)
    assert not [each for each in otherwise(expected) if _agrees(section, found, each)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_nothing_that_a_case_expects_is_left_uncompared(case: Case) -> None:
    """Every key under ``expected``, however deep, leads to a statement that is compared."""
    stated = yaml.safe_load((LEDGER / f"{case.name}.yaml").read_text("utf-8"))["expected"]
    compared = {
        way[:length] for id_, way in WAYS if id_ == case.name for length in range(1, len(way) + 1)
    }
    assert {*_keys(stated)} == compared
    assert {*stated} <= {*ROWS, *FORMS, *FIGURES}


def _keys(stated: object, way: Way = ()) -> Iterator[Way]:
    """Yield the way to every key, down to the lists and values."""
    if isinstance(stated, Mapping):
        for key, inside in stated.items():
            yield (*way, key)
            yield from _keys(inside, (*way, key))


def _agrees(section: str, found: Stated, expected: Stated) -> bool:
    if section in FIGURES:
        return _exact(found) == _exact(expected)
    if section in FORMS:
        return sorted(map(_written, found)) == sorted(map(_written, expected))
    return alike(found, expected)


def _settings(case: Case) -> Settings:
    return Settings(**case.settings)  # type: ignore[arg-type]


def _approaches(case: Case) -> set[str]:
    return {row["approach"] for row in completed(case)["cooperative_approaches"]}


def _packages(settings: Settings, folder: Path) -> list[Package]:
    packages = []
    for case in (each for each in APART if _settings(each) == settings):
        as_folder(case, folder / case.name)
        package, findings = open_package(folder / case.name)
        assert package, findings
        packages.append(package)
    return packages


def _replayed(running: Engine, packages: Sequence[Package], settings: Settings) -> Answers:
    ledger = open_ledger(running, packages, settings)
    assert ledger.inputs.differences == ()
    return Answers(ledger=ledger)


def _written(row: Row) -> str:
    return repr(sorted(row.items()))


def _exact(stated: object) -> object:
    """Return a cell as an exact number; parts of a tonne are written ``400/3``."""
    if isinstance(stated, list):
        return [_exact(each) for each in stated]
    is_number = str(stated).replace("/", "").lstrip("-").isdigit()
    return Fraction(str(stated)) if is_number else stated
