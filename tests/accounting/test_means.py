"""Exact numbers, figures with reasons, periods, settings, methods by name."""

from decimal import Decimal
from fractions import Fraction
from typing import get_args, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.accounting.figure import (
    Figure,
    Missing,
    MissingReason,
    exact,
    known,
    rounded,
    unknown,
)
from reporting.accounting.first_transfer import (
    AUTHORIZED_FOR,
    AuthorizedFor,
    Definition,
    Trigger,
    authorized_for,
    first_transfer_table,
)
from reporting.accounting.flows import Flows, Tally
from reporting.accounting.methods import METHODS, Averaging, method_named, methods_for
from reporting.accounting.period import ElapsedBasis, MethodName, Metric, NdcKind, elapsed_years
from reporting.accounting.settings import OPTIONS, Settings, chosen_options
from reporting.accounting.statement import restatement, statement
from reporting.forms.model import wording
from reporting.forms.model.wording import BRIEF, sentence
from tests.accounting.strategies import account


@pytest.mark.parametrize("value", [1.0, True, "1", None])
def test_only_exact_numbers(value: object) -> None:
    """A float, a truth value or a text is no quantity."""
    with pytest.raises(TypeError):
        exact(value)  # type: ignore[arg-type] # what is refused
    with pytest.raises((TypeError, ValueError)):
        Figure(value=value)  # type: ignore[arg-type] # the same


def test_exact_keeps_decimals_and_large_integers() -> None:
    """0.1 is a tenth, and 2^53 + 1 stays odd."""
    assert exact(Decimal("0.1")) == Fraction(1, 10)
    assert exact(Decimal(9007199254740993)) == 2**53 + 1
    assert isinstance(exact(Fraction(4, 2)), int)


@pytest.mark.parametrize(
    ("value", "places", "printed"),
    [
        (Fraction(1, 2), 0, "1"),
        (Fraction(-1, 2), 0, "-1"),
        (Fraction(3, 2), 0, "2"),
        (Fraction(5, 2), 0, "3"),
        (Fraction(-1, 3), 0, "0"),
        (Fraction(323371, 6), 2, "53895.17"),
        (10**40 + 1, 0, str(10**40 + 1)),
        (0, 2, "0.00"),
    ],
)
def test_rounding(value: Fraction, places: int, printed: str) -> None:
    """Halves go away from zero; nought has no sign; nothing is too large."""
    assert str(rounded(value, places)) == printed


@given(st.fractions(), st.integers(0, 6))
def test_rounding_goes_to_the_nearest(value: Fraction, places: int) -> None:
    """To the nearest, halves away from zero, alike on both sides of nought."""
    near = Fraction(rounded(value, places))
    half = Fraction(1, 2 * 10**places)
    assert abs(near - value) <= half
    if abs(near - value) == half:
        assert abs(near) > abs(value)
    assert Fraction(rounded(-value, places)) == -near


def test_a_figure_has_a_value_or_reasons() -> None:
    """Neither a silent blank nor a number with an excuse."""
    with pytest.raises(ValueError, match="reasons"):
        Figure(value=None)
    with pytest.raises(ValueError, match="reasons"):
        Figure(value=0, reasons=(MissingReason(missing=Missing.LEVEL),))


def test_every_reason_is_kept_once() -> None:
    """A sum of unknowns says everything it lacks."""
    level, use = unknown(Missing.LEVEL, 2022), unknown(Missing.USE_QUANTITY, 2022, 2)
    assert (level + use + level - known(3)).reasons == (*level.reasons, *use.reasons)


@pytest.mark.parametrize("missing", Missing)
def test_every_reason_has_its_sentence_in_both_languages(missing: Missing) -> None:
    """No blank is left unexplained to readers of either language."""
    said = sentence(MissingReason(missing=missing, year=2023, count=4))
    assert "%" not in said.en + said.ja
    assert said.en.endswith(".")
    assert said.ja.endswith("。")
    assert BRIEF[missing].ja


def test_quantities_of_ghg_are_whole() -> None:
    """A fraction of a tonne is a fault of ours, a fraction of a non-GHG unit is not."""

    def flows(metric: Metric) -> Flows:
        return Flows(
            party="XAA",
            unit="unit",
            metric=metric,
            first_transferred_by_event_year_ndc={},
            first_transferred_by_event_year_oimp={},
            first_transferred_by_vintage={2022: Tally(quantity=Fraction(1, 2))},
            used_by_use_year={},
            incomplete_years=(),
        )

    with pytest.raises(TypeError, match="whole"):
        flows(Metric.GHG)
    assert flows(Metric.NON_GHG).first_transferred_of_vintage(2022) == known(Fraction(1, 2))


@pytest.mark.parametrize(
    ("basis", "reporting_year", "with_emissions", "years"),
    [
        (ElapsedBasis.SINCE_START, 2021, (), 1),
        (ElapsedBasis.SINCE_START, 2023, (2021,), 3),
        (ElapsedBasis.SINCE_START, 2030, (), 4),
        (ElapsedBasis.SINCE_START, 2020, (), 0),
        (ElapsedBasis.INVENTORY_YEARS, 2023, (2021, 2023, 2024), 2),
        (ElapsedBasis.INVENTORY_YEARS, 2030, (2019, 2021, 2024, 2025), 2),
        (ElapsedBasis.INVENTORY_YEARS, 2022, (), 0),
    ],
)
def test_elapsed_years(
    basis: ElapsedBasis, reporting_year: int, with_emissions: tuple[int, ...], years: int
) -> None:
    """From 2021 to 2024: since the start counts years, inventory years those with emissions."""
    period = account([], NdcKind.SINGLE_YEAR).period
    assert elapsed_years(basis, period, reporting_year, with_emissions) == years


def test_no_method_is_a_default() -> None:
    """Each name has one method, each method fits one kind, and the kind offers what 7 offers."""
    assert {each.name for each in METHODS} == set(MethodName)
    assert all(method_named(each.name) is each for each in METHODS)
    assert {each.name for each in methods_for(NdcKind.SINGLE_YEAR)} == {"trajectory", "averaging"}
    assert {each.name for each in methods_for(NdcKind.MULTI_YEAR)} == {"multi_year"}


def test_every_setting_has_its_options_in_words() -> None:
    """Each value of each setting stands once in `OPTIONS`; the defaults are chosen.

    How elapsed years are counted is no setting: the NDC states it, or there is no average.
    """
    allowed = {
        (name, value) for name, hint in get_type_hints(Settings).items() for value in get_args(hint)
    } | {("elapsed_basis", value) for value in (*ElapsedBasis, "")}
    assert {(each.setting, each.value) for each in OPTIONS} == allowed == set(wording.OPTIONS)
    assert len(OPTIONS) == len(allowed)
    assert len(chosen_options(Settings())) == len(get_type_hints(Settings))


def test_a_statement_names_the_choices_that_bear_on_it() -> None:
    """Averaging at the end names how late first transfers count; a trajectory need not."""
    averaged = statement(account([], NdcKind.SINGLE_YEAR), Averaging())
    assert "after_last_year" in {each.setting for each in averaged.options}


def test_the_first_transfer_table_leaves_nothing_to_a_default() -> None:
    """Every class, definition and event has one row."""
    for dual in ("earlier", "international_transfer", "specified_event"):
        rows = first_transfer_table(Settings(dual_purpose=dual))
        keys = {(each.authorized_for, each.definition, each.trigger) for each in rows}
        assert len(rows) == len(keys) == len(AuthorizedFor) * len(Definition) * len(Trigger)


def test_purposes_are_the_seven() -> None:
    """A purpose outside the list is refused, not guessed."""
    assert len(AUTHORIZED_FOR) == 7
    with pytest.raises(ValueError, match="'NDC and CORSIA'"):
        authorized_for("NDC and CORSIA")


def test_a_change_of_method_is_no_restatement() -> None:
    """One method throughout the period (paragraph 7): two methods are not compared."""
    results = [statement(account([], each.kind), each) for each in METHODS]
    with pytest.raises(ValueError, match="averaging"):
        restatement(results[0], results[1])
