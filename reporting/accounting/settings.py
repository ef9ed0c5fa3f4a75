"""What the decisions leave open, each as a named setting with its default.

A report prints the choices that bear on its figures. An option says what it means; the docstring
of `Settings` says which provision is open and why.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields
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
        fiscal_year: How calendar years meet the years of an NDC that counts fiscal years
            (paragraph 8 speaks of calendar years only).
        after_last_year: Whether first transfers made after the period's last year, of outcomes
            that occurred in it, count in the average (paragraph 7(a)(ii)). The annual methods
            count them by vintage in any case; without them an average misses what is used.
    """

    dual_purpose: Literal["earlier", "international_transfer", "specified_event"] = "earlier"
    omge: Literal["first_transfer", "not_first_transfer"] = "first_transfer"
    fiscal_year: Literal["same_number", "refused"] = "same_number"
    after_last_year: Literal["counted", "left_out"] = "counted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One answer to one open question."""

    setting: str
    value: str
    provision: str


OPTIONS = (
    Option(setting="dual_purpose", value="earlier", provision="2/CMA.3/annex/2"),
    Option(setting="dual_purpose", value="international_transfer", provision="2/CMA.3/annex/2(a)"),
    Option(setting="dual_purpose", value="specified_event", provision="2/CMA.3/annex/2(b)"),
    Option(setting="omge", value="first_transfer", provision="2/CMA.3/annex/39"),
    Option(setting="omge", value="not_first_transfer", provision="2/CMA.3/annex/39"),
    Option(setting="fiscal_year", value="same_number", provision="2/CMA.3/annex/8"),
    Option(setting="fiscal_year", value="refused", provision="2/CMA.3/annex/8"),
    Option(setting="after_last_year", value="counted", provision="2/CMA.3/annex/7(a)(ii)"),
    Option(setting="after_last_year", value="left_out", provision="2/CMA.3/annex/7(a)(ii)"),
)


def chosen_options(settings: Settings) -> tuple[Option, ...]:
    """Return the option chosen for each setting, in the order of `Settings`."""
    chosen = {(each.name, getattr(settings, each.name)) for each in fields(settings)}
    return tuple(each for each in OPTIONS if (each.setting, each.value) in chosen)
