"""Cases that share nothing, so that one replay answers all of them.

Each case has Parties, cooperative approaches and entities of its own; what it expects is renamed
with what it tells.
"""

import re
from collections.abc import Sequence
from typing import Any

from tests.worked_examples.loading import Case

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
PARTY = re.compile(r"\b(JPN|MNG|TZA|XAA|XBB|XCC)(?![A-Z])")
PARTIES = ("JPN", "MNG", "TZA", "XAA", "XBB", "XCC")
NUMBERED = ("approach", "entity_id", "using_entity")


def apart(cases: Sequence[Case]) -> tuple[Case, ...]:
    """Return the cases with names that no other case has."""
    return tuple(_renamed(case, number) for number, case in enumerate(cases))


def _renamed(case: Case, number: int) -> Case:
    return Case(
        name=f"case-{number}",
        title=case.title,
        explanation=case.explanation,
        tables=_inside(case.tables, number),
        expected=_inside(case.expected, number),
        settings=case.settings,
    )


def _inside(told: Any, number: int) -> Any:  # noqa: ANN401 - what a file of YAML may hold
    if isinstance(told, dict):
        return {
            _inside(name, number): f"{cell}-{number}"
            if name in NUMBERED and cell
            else _inside(cell, number)
            for name, cell in told.items()
        }
    if isinstance(told, list):
        return [_inside(each, number) for each in told]
    if isinstance(told, str):
        return PARTY.sub(lambda found: _code(found[1], number), told)
    return told


def _code(party: str, number: int) -> str:
    """Return a code of three letters that only this Party of this case has."""
    code = len(PARTIES) * number + PARTIES.index(party)
    return LETTERS[code // 676] + LETTERS[code // 26 % 26] + LETTERS[code % 26]
