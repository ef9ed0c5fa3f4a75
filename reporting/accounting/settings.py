"""What the decisions leave open, each as a named setting with its default.

A report prints the answers that bear on its figures, and what one other answer would give. An
option says what it means (`reporting.forms.model.wording.OPTIONS`); the docstring of `Settings`
says which provision is open and why.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from types import MappingProxyType
from typing import Literal, TypeVar

Rule = TypeVar("Rule", bound=Callable[..., object])
ATTRIBUTE = "__provisions__"


def cites(*provisions: str) -> Callable[[Rule], Rule]:
    """Mark a function or class as the carrying out of provisions, such as ``2/CMA.3/annex/8``."""

    def mark(rule: Rule) -> Rule:
        setattr(rule, ATTRIBUTE, provisions)
        return rule

    return mark


def provisions_of(rule: object) -> tuple[str, ...]:
    """Return the keys of the provisions a function or class cites; empty where it cites none."""
    cited: tuple[str, ...] = getattr(rule, ATTRIBUTE, ())
    return cited


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How the open questions are answered.

    Attributes:
        dual_purpose: First transfer of an outcome authorized for NDC use and for OIMP (2/CMA.3,
            annex, paragraph 2). The paragraph defines each case alone. ``earlier`` is how two
            crediting programmes read it; that a later decision says so could not be confirmed.
        omge: Whether cancellation to deliver overall mitigation in global emissions of an
            authorized outcome not yet first transferred is its first transfer (paragraphs 2 and
            39). If it were not, the host's balance would keep what was given to the atmosphere.
        first_transfer_date: The day of a first transfer whose event, issuance and authorization
            lie on different days (paragraph 2). ``latest``: an outcome is an ITMO only once issued
            and authorized (paragraph 1). ``named_event`` is how two crediting programmes read it:
            the day of the authorization, or of the issuance, whichever the authorization names;
            of other events they give no formula.
        moved_before_authorized: Units that went abroad before they were authorized for NDC use
            (paragraph 2(a)).
        read_as: The event meant by an authorization that specifies one its purposes do not allow,
            or whose words were clarified afterwards (paragraph 2(b)).
        action_date: The day in the actions table of units that moved before they became ITMOs
            (4/CMA.6, annex II, table 3).
        holdings_from: Since when units are held as ITMOs (table 4).
        row_23d: What paragraph 23(d) counts: its words say *authorized*.
        fiscal_year: How calendar years meet the years of an NDC that counts fiscal years
            (paragraph 8 speaks of calendar years only).
        average_sums: Which first transfers an average sums up (paragraph 7(a)(ii)).
        after_last_year: Whether first transfers made after the period's last year, of outcomes
            that occurred in it, count in the average (paragraph 7(a)(ii)). The annual methods
            count them by vintage in any case; without them an average misses what is used.
        authorizations_counted: Whether a summary counts under all authorizations, or under those
            alone that are on the centralized platform (paragraph 23).
    """

    dual_purpose: Literal["earlier", "international_transfer", "specified_event"] = "earlier"
    omge: Literal["first_transfer", "not_first_transfer"] = "first_transfer"
    first_transfer_date: Literal["latest", "named_event"] = "latest"
    moved_before_authorized: Literal[
        "first_transfer_at_authorization", "movement_after_authorization", "day_moved"
    ] = "first_transfer_at_authorization"
    read_as: Literal["as_stated", "issuance", "use_or_cancellation", "authorization"] = "as_stated"
    action_date: Literal["became_itmo", "executed"] = "became_itmo"
    holdings_from: Literal["first_transfer", "authorization"] = "first_transfer"
    row_23d: Literal["first_transferred", "authorized"] = "first_transferred"
    fiscal_year: Literal["same_number", "refused"] = "same_number"
    average_sums: Literal["years_shown", "all_known"] = "years_shown"
    after_last_year: Literal["counted", "left_out"] = "counted"
    authorizations_counted: Literal["all", "uploaded"] = "all"


class ReadingLevel(StrEnum):
    """For what a Party answers, the most specific first: that answer is taken."""

    AUTHORIZATION = "authorization"
    APPROACH = "approach"
    PARTY = "party"
    PROFILE = "profile"  # how its annual information is written, which moves no figure


ELAPSED_BASIS = "elapsed_basis"
OF_AUTHORIZATIONS = (ReadingLevel.AUTHORIZATION, ReadingLevel.APPROACH)
OF_PARTIES = (ReadingLevel.PARTY,)
LEVELS: Mapping[str, tuple[ReadingLevel, ...]] = MappingProxyType(
    {
        "dual_purpose": OF_AUTHORIZATIONS,
        "omge": OF_AUTHORIZATIONS,
        "first_transfer_date": (*OF_AUTHORIZATIONS, *OF_PARTIES),
        "moved_before_authorized": OF_AUTHORIZATIONS,
        "read_as": (ReadingLevel.AUTHORIZATION,),
        "action_date": OF_PARTIES,
        "holdings_from": OF_PARTIES,
        "row_23d": OF_PARTIES,
        "fiscal_year": OF_PARTIES,
        "average_sums": OF_PARTIES,
        "after_last_year": OF_PARTIES,
        "authorizations_counted": OF_PARTIES,
    }
)
"""At which levels each setting may be answered, in the order of `Settings`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One answer to one open question."""

    setting: str
    value: str
    provision: str


_PROVISIONS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "dual_purpose": {
            "earlier": "2/CMA.3/annex/2",
            "international_transfer": "2/CMA.3/annex/2(a)",
            "specified_event": "2/CMA.3/annex/2(b)",
        },
        "omge": dict.fromkeys(("first_transfer", "not_first_transfer"), "2/CMA.3/annex/39"),
        "first_transfer_date": {"latest": "2/CMA.3/annex/2", "named_event": "2/CMA.3/annex/2(b)"},
        "moved_before_authorized": dict.fromkeys(
            ("first_transfer_at_authorization", "movement_after_authorization", "day_moved"),
            "2/CMA.3/annex/2(a)",
        ),
        "read_as": dict.fromkeys(
            ("as_stated", "issuance", "use_or_cancellation", "authorization"),
            "2/CMA.3/annex/2(b)",
        ),
        "action_date": dict.fromkeys(("became_itmo", "executed"), "2/CMA.3/annex/20"),
        "holdings_from": dict.fromkeys(("first_transfer", "authorization"), "2/CMA.3/annex/20"),
        "row_23d": dict.fromkeys(("first_transferred", "authorized"), "2/CMA.3/annex/23(d)"),
        "fiscal_year": dict.fromkeys(("same_number", "refused"), "2/CMA.3/annex/8"),
        "average_sums": dict.fromkeys(("years_shown", "all_known"), "2/CMA.3/annex/7(a)(ii)"),
        "after_last_year": dict.fromkeys(("counted", "left_out"), "2/CMA.3/annex/7(a)(ii)"),
        "authorizations_counted": dict.fromkeys(("all", "uploaded"), "2/CMA.3/annex/23"),
        # Stated in the table of NDCs, with no default: an average that nobody describes is none.
        ELAPSED_BASIS: dict.fromkeys(
            ("since_start", "inventory_years", ""), "2/CMA.3/annex/7(a)(ii)"
        ),
    }
)
OPTIONS = tuple(
    Option(setting=setting, value=value, provision=provision)
    for setting, values in _PROVISIONS.items()
    for value, provision in values.items()
)


def chosen_options(settings: Settings) -> tuple[Option, ...]:
    """Return the option chosen for each setting, in the order of `Settings`."""
    chosen = {(each.name, getattr(settings, each.name)) for each in fields(settings)}
    return tuple(each for each in OPTIONS if (each.setting, each.value) in chosen)


def values_of(setting: str) -> tuple[str, ...]:
    """Return the answers that a setting has, its default first."""
    return tuple(each.value for each in OPTIONS if each.setting == setting)


def other_answer(setting: str, value: str) -> str:
    """Return the answer that a form shows beside the one taken: the default, or the next."""
    default, other, *_ = values_of(setting)
    return other if value == default else default
