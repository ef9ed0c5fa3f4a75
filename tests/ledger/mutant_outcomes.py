"""What becomes of changed records told side by side: what finds them, whether a figure moves."""

import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from reporting.accounting.settings import Settings
from reporting.findings import Severity, catalogue
from reporting.ledger import checks
from reporting.ledger.checks import ALL, run
from reporting.ledger.engines import engine
from reporting.ledger.ledger import Ledger, replay
from reporting.ledger.loading import load
from reporting.packages import Package, open_package, validate
from tests.ledger.example_mutants import SHARED, Mutant, Tables, code_of, told_together
from tests.shared import ROOT

Figures = Counter[tuple[object, ...]]
Entry = tuple[int, str, Mutant | None]
NUMBER = re.compile(r"-(\d+)$")
BATCH = 2000
LEVELS = (
    *("ndcs", "ndc_indicators", "indicator_values", "covered_emissions", "trajectories"),
    "expected_mitigation",
)
WORDS = ("name", "name_ja", "target_text", "target_text_ja", "inventory_edition", "unit")
EMPTY_CELLS = "cells empty with the reason"
PARTIES = ("XAA", "XBB", "XCC")
OF_A_FLOW = ("party", "flow", "vintage", "event_year", "use_year", "authorized_for", "metric")


@dataclass(frozen=True, slots=True, kw_only=True)
class MutantOutcome:
    """What became of a mutant.

    Attributes:
        mutant: The mutant.
        found: The codes that the clean record does not give, of validation or of the checks.
        is_figure: Whether a figure of a form is another: first transferred, used, acquired, moved
            or cancelled, by the years it counts for.
    """

    mutant: Mutant
    found: frozenset[str]
    is_figure: bool

    @property
    def is_silent(self) -> bool:
        """Whether a figure is another and nothing says so."""
        return self.is_figure and not self.found


def outcomes(chosen: Sequence[Mutant], tables: Tables) -> list[MutantOutcome]:
    """Validate and replay mutants beside the clean records of their projects."""
    of_parties = [each for each in chosen if each.table in SHARED]
    batches = [of_parties[start : start + BATCH] for start in range(0, len(of_parties), BATCH)]
    others = [each for each in chosen if each.table not in SHARED]
    told = _outcomes(others, tables, is_apart=False) if others else []
    return [
        *told,
        *(each for batch in batches for each in _outcomes(batch, tables, is_apart=True)),
    ]


def _outcomes(chosen: Sequence[Mutant], tables: Tables, *, is_apart: bool) -> list[MutantOutcome]:
    projects = sorted({each.project for each in chosen})
    clean: list[Entry] = [(number, each, None) for number, each in enumerate(projects, 1)]
    numbered: list[Entry] = [
        (number, each.project, each) for number, each in enumerate(chosen, len(clean) + 1)
    ]
    refused = _refused(numbered, tables, is_apart=is_apart)
    left = [each for each in numbered if each[0] not in refused]
    found, figures = _replayed([*clean, *left], tables, is_apart=is_apart)
    base = {project: number for number, project, _ in clean}
    told = []
    for number, project, mutant in numbered:
        assert mutant is not None
        usual = base[project]
        told.append(
            MutantOutcome(
                mutant=mutant,
                found=frozenset(
                    refused.get(number, set())
                    | {*(found[number] - found[usual])}
                    | _emptied(figures[number], figures[usual])
                ),
                is_figure=number not in refused
                and (figures[number] != figures[usual] or _is_level(mutant)),
            )
        )
    return told


def _is_level(mutant: Mutant) -> bool:
    """Tell whether a cell is itself a figure of a form, or decides which method gives it."""
    return mutant.table in LEVELS and mutant.name not in WORDS


def _emptied(figures: Figures, usual: Figures) -> set[str]:
    """Return what is found where figures are empty with a reason that were not."""
    more = figures - usual
    return {EMPTY_CELLS} if any(key[-1] == "unknown" for key in more) else set()


def _refused(numbered: Iterable[Entry], tables: Tables, *, is_apart: bool) -> dict[int, set[str]]:
    """Return what validation says of the mutants that it refuses."""
    refused: dict[int, set[str]] = defaultdict(set)
    with tempfile.TemporaryDirectory() as base:
        folder = Path(base) / "told"
        folder.mkdir()
        whose = told_together(numbered, tables, folder, is_apart=is_apart)
        for finding in validate([folder, ROOT / "data" / "nomenclature"]).findings:
            number = whose.get((finding.place.table, finding.place.row))
            if number and catalogue()[finding.code].severity is Severity.ERROR:
                refused[number].add(finding.code)
    return refused


def _replayed(
    numbered: Iterable[Entry], tables: Tables, *, is_apart: bool
) -> tuple[dict[int, Counter[str]], dict[int, Figures]]:
    with tempfile.TemporaryDirectory() as base, engine() as running:
        folder = Path(base) / "told"
        folder.mkdir()
        whose = told_together(numbered, tables, folder, is_apart=is_apart)
        package, _findings = open_package(folder)
        assert isinstance(package, Package)
        ledger = replay(running, load([package]), Settings())
        return _codes(ledger, whose), _figures(ledger, is_apart=is_apart)


def _codes(ledger: Ledger, whose: dict[tuple[str, int], int]) -> dict[int, Counter[str]]:
    found: dict[int, Counter[str]] = defaultdict(Counter)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(checks, "MOST_FINDINGS", 10**7)
        for check in ALL:
            for finding in run(check, ledger).findings:
                number = whose.get((finding.place.table, finding.place.row))
                if number:
                    found[number][finding.code] += 1
    return found


def _figures(ledger: Ledger, *, is_apart: bool) -> dict[int, Figures]:
    """Return what each record gives, and of what it does not say whether it counts."""
    found: dict[int, Figures] = defaultdict(Counter)
    for row in ledger.fetch("flows").to_pylist():
        number = NUMBER.search(row["approach"])
        assert number
        approach = row["approach"][: number.start()]
        if is_apart and row["party"]:
            # Which of the three Parties of the record it is.
            row["party"] = PARTIES[code_of(row["party"]) % len(PARTIES)]
        # By what a form tells apart; the rest names rows or words.
        key = (approach, *(row[name] for name in OF_A_FLOW))
        found[int(number[1])][*key, "tonnes"] += row["tonnes"] or 0
        found[int(number[1])][*key, "units"] += row["units"] or 0
        found[int(number[1])][*key, "unknown"] += row["unknown"]
    return found
