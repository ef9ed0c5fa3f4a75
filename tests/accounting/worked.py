"""Reads the worked examples of the rulebook: what is given, and what follows from it."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml

from reporting.accounting.account import Account, Coverage
from reporting.accounting.figure import Exact, Figure, Missing, exact
from reporting.accounting.first_transfer import AuthorizedFor
from reporting.accounting.flows import Flow, FlowKind, gathered
from reporting.accounting.period import ElapsedBasis, MethodName, Metric, NdcKind, Period, YearBasis
from reporting.accounting.settings import Settings

FOLDER = Path(__file__).parents[1] / "worked_examples" / "accounting"

Words = Mapping[str, Any]


def documents() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each example with the name of its file, in the order of the files."""
    for path in sorted(FOLDER.glob("*.yaml")):
        for document in yaml.safe_load_all(path.read_text(encoding="utf-8")):
            yield path.stem, document


def number(words: object) -> Exact:
    """Return an exact number; parts of a unit are written in quotes, or as a fraction a/b."""
    if isinstance(words, float):
        msg = f"{words} is not exact: write it in quotes"
        raise TypeError(msg)
    return exact(Fraction(str(words)))


def figure_as_written(figure: Figure) -> str:
    """Return a figure as examples write it: the number, or what it lacks."""
    if figure.value is None:
        return "unknown because " + " and ".join(sorted({each.missing for each in figure.reasons}))
    return str(exact(figure.value))


def expected_as_written(words: object) -> str:
    """Return an expected figure in the same words."""
    if isinstance(words, str) and words.startswith("unknown because "):
        reasons = words.removeprefix("unknown because ").split(" and ")
        return "unknown because " + " and ".join(sorted(map(Missing, reasons)))
    return str(number(words))


def period_of(words: Words) -> Period:
    """Return the NDC period; what is not written is not stated."""
    return Period(
        first_year=words["first_year"],
        last_year=words["last_year"],
        kind=NdcKind(words["kind"]),
        target_year=words.get("target_year"),
        year_basis=YearBasis(words["year_basis"]) if "year_basis" in words else None,
        elapsed_basis=ElapsedBasis(words["elapsed_basis"]) if "elapsed_basis" in words else None,
        method=MethodName(words["method"]) if "method" in words else None,
        closed_on=words.get("closed_on"),
    )


def flow_of(words: Words) -> Flow:
    """Return one flow, such as ``{first_transferred: 20, vintage: 2022, event_year: 2023}``."""
    kind = next(each for each in FlowKind if each.value in words)
    _, _, reason = str(words[kind.value]).partition("undecided because ")
    is_known = words[kind.value] != "unknown" and not reason
    purpose = words.get("authorized_for")
    return Flow(
        kind=kind,
        authorized_for=AuthorizedFor(purpose) if purpose else None,
        vintage=words.get("vintage"),
        event_year=words.get("event_year"),
        use_year=words.get("use_year"),
        quantity=number(words[kind.value]) if is_known else 0,
        unknown=0 if is_known else 1,
        undecided=Missing(reason) if reason else None,
    )


def flows_given(given: Words, also: Words) -> list[Flow]:
    """Return the flows of an example with those one expectation adds or cuts off."""
    flows = [flow_of(each) for each in (*given["flows"], *also.get("flows", ()))]
    last = also.get("events_to", 9999)
    return [each for each in flows if (each.event_year or 0) <= last]


def account_of(given: Words, also: Words) -> Account:
    """Return the account of an example, with what one expectation says otherwise."""
    period = period_of({**given["period"], **also.get("period", {})})
    return Account(
        period=period,
        flows=gathered(
            flows_given(given, also),
            period=period,
            party=given["party"],
            unit=given["unit"],
            metric=Metric(given["metric"]),
            incomplete_years=tuple(given.get("incomplete_years", ())),
        ),
        coverage=Coverage(given.get("coverage", "whole_ndc")),
        annual_levels={year: number(each) for year, each in given["annual_levels"].items()},
        trajectory={year: number(each) for year, each in given.get("trajectory", {}).items()},
        target=number(given["target"]) if "target" in given else None,
        reporting_year=also["reporting_year"],
        settings=Settings(**also.get("settings", {})),
    )
