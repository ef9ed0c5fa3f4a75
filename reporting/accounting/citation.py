"""Rules name the provision they carry out, by its key in the table of provisions."""

from collections.abc import Callable
from typing import TypeVar

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
