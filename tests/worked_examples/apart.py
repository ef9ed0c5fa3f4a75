"""Cases that share nothing, so that one replay answers all of them.

Each case has Parties, cooperative approaches and entities of its own; what it expects is renamed
with what it tells.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from tests.worked_examples.loading import Case, completed

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
NUMBERED = ("approach", "entity_id", "using_entity")


def apart(cases: Sequence[Case]) -> tuple[Case, ...]:
    """Return the cases with names that no other case has."""
    known = sorted({row["party"] for case in cases for row in completed(case)["parties"]})
    return tuple(
        _renamed(
            case, number, {party: _code(len(known) * number + i) for i, party in enumerate(known)}
        )
        for number, case in enumerate(cases)
    )


def _renamed(case: Case, number: int, parties: Mapping[str, str]) -> Case:
    return Case(
        name=f"case-{number}",
        title=case.title,
        explanation=case.explanation,
        tables=_inside(case.tables, number, parties),
        expected=_inside(case.expected, number, parties),
        settings=case.settings,
    )


def _inside(told: Any, number: int, parties: Mapping[str, str]) -> Any:  # noqa: ANN401 - of YAML
    if isinstance(told, dict):
        return {
            _inside(name, number, parties): f"{cell}-{number}"
            if name in NUMBERED and cell
            else _inside(cell, number, parties)
            for name, cell in told.items()
        }
    if isinstance(told, list):
        return [_inside(each, number, parties) for each in told]
    if isinstance(told, str):
        named = re.compile(rf"\b({'|'.join(parties)})(?![A-Z])")  # alone, or before an account
        return named.sub(lambda found: parties[found[1]], told)
    return told


def _code(number: int) -> str:
    """Return a code of three letters that no other number has, nor the nomenclature (``AA…``)."""
    return LETTERS[1 + number // 676] + LETTERS[number // 26 % 26] + LETTERS[number % 26]
