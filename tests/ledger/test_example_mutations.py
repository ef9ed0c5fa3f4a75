"""Every change of a cell of the example that alters a figure is found, or of a kind that cannot be.

The kinds stand in docs/unseen.md and on the site, with the reason. Changes are told side
by side; a seeded sample stands for them in each test run, a third in the proofs: `DEPTH=3` has all.
"""

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from reporting.accounting.first_transfer import COVERED
from reporting.site.unseen import UNSEEN_KINDS
from tests.depth import DEPTH
from tests.ledger.example_mutants import OWN, SHARED, Mutant, Tables, mutants, read
from tests.ledger.mutant_outcomes import LEVELS, MutantOutcome, outcomes
from tests.shared import ROOT

FEW, MANY = 400, 5000  # of some 15,000
SEED = 14
SIZES = [FEW, pytest.param(MANY * DEPTH, marks=pytest.mark.proof)]
UNSEEN = ROOT / "docs" / "unseen.md"

TELLINGS_TWICE = frozenset(
    ("first_unit", "last_unit", "first_itmo", "last_itmo", "host", "from_party", "to_party")
)
NUMBERS = ("one more", "one less", "ten times", "a tenth")


@pytest.fixture(scope="module")
def example() -> Tables:
    """Return the tables of the example as text."""
    return read()


@pytest.fixture(scope="module", params=SIZES)
def told(request: pytest.FixtureRequest, example: Tables) -> list[MutantOutcome]:
    """Return what becomes of a sample of the changes, or of all."""
    every = mutants(example)
    number = min(request.param, len(every))
    chosen = Random(SEED).sample(every, number)  # noqa: S311 - no secret
    return outcomes(chosen, example)


def kind_of(mutant: Mutant, example: Tables) -> str:
    """Return the kind of change that one record alone cannot show; empty for none."""
    row = example[mutant.table][mutant.place]
    return next((name for name, holds in KINDS.items() if holds(mutant, row)), "")


Holds = Callable[[Mutant, dict[str, str]], bool]
KINDS: dict[str, Holds] = {
    "corrected": lambda mutant, row: (
        mutant.table == "transfers" and row["transfer_id"] == "XA016-0001"
    ),
    "words": lambda mutant, _row: mutant.name in ("name", "name_ja", "oimp_name", "terms"),
    "declared": lambda mutant, _row: mutant.table == "coverage",
    "without-serials": lambda mutant, row: (
        mutant.name in ("quantity", "event_date", "issued_on")
        and mutant.table not in LEVELS
        and not (row["first_unit"] or row["first_itmo"])
    ),
    "use-year": lambda mutant, _row: mutant.name == "use_year" and mutant.operator in NUMBERS[:2],
    "allows-the-same": lambda mutant, _row: (
        (mutant.table, mutant.name) == ("authorization_versions", "purposes")
        and mutant.after in COVERED.get(mutant.before, ())
    ),
    "choice": lambda mutant, _row: (
        mutant.table in ("ndcs", "readings")
        or (mutant.table in LEVELS and mutant.name in ("kind", "coverage", "lulucf_included"))
    ),
    "one-party": lambda mutant, _row: mutant.name in ("account", "from_account", "to_account"),
    "told-once": lambda mutant, row: (
        mutant.table in LEVELS
        or mutant.name in ("authorized_on", "revoked_on")
        or (mutant.name == "issued_on" and row["holder_party"] == row["host"])
        or (mutant.name == "event_date" and row["event"] not in ("transfer", "acquisition"))
    ),
}


def test_each_change_that_alters_a_figure_is_found_or_of_a_kind_that_cannot_be(
    told: list[MutantOutcome], example: Tables
) -> None:
    """By validation, by a check, or by cells empty with the reason; the others have a kind."""
    silent = [each.mutant for each in told if each.is_silent]
    assert [each for each in silent if not kind_of(each, example)] == []
    assert any(each.is_figure for each in told)


def test_what_is_told_twice_is_found_whatever_it_alters(
    told: list[MutantOutcome], example: Tables
) -> None:
    """Ranges, quantities of ranges, both Parties of an event: one change contradicts another."""
    missed = [
        each.mutant
        for each in told
        if each.mutant.table in ("credit_blocks", "transfers")
        and _is_told_twice(each.mutant, example)
        and not each.found
    ]
    assert missed == []


def _is_told_twice(mutant: Mutant, example: Tables) -> bool:
    row = example[mutant.table][mutant.place]
    if not (row["first_unit"] or row["first_itmo"]) or kind_of(mutant, example) == "corrected":
        return False
    # A range left out is still told by the block, or by the other numbering.
    is_changed = mutant.operator != "emptied"
    is_tonnes = bool(row["quantity"])
    return is_changed and (
        mutant.name in TELLINGS_TWICE or (mutant.name == "quantity" and is_tonnes)
    )


def test_every_table_but_sources_and_notes_is_changed(example: Tables) -> None:
    """No table and no field goes without a change, but those from which no account is made.

    These are sources and gaps, and what was filed: it is kept with its hash beside the record.
    """
    changed = {each.table for each in mutants(example)}
    assert changed == {*OWN, *SHARED}
    assert {*example} - changed == {"sources", "gaps", "submissions"}


def test_the_kinds_stand_in_the_docs_with_their_reasons() -> None:
    """Those of the test are those that readers are told of."""
    text = Path(UNSEEN).read_text(encoding="utf-8")
    assert {each.name for each in UNSEEN_KINDS} > {*KINDS} - {""}
    for each in UNSEEN_KINDS:
        assert f"| `{each.name}` | {each.title.en} | {each.reason.en} |" in text
