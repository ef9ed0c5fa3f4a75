"""Two sides of an identity, and whether they agree, differ, or cannot be told."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from reporting.accounting.exact import Exact, exact
from reporting.forms.model.lineage import NOTHING, Lineage, together
from reporting.forms.model.table import Cell
from reporting.texts import SILENCE, Text, said


class Outcome(StrEnum):
    """What comes of comparing."""

    AGREES = "agrees"
    DIFFERS = "differs"
    NOT_VERIFIABLE = "not_verifiable"


class Identity(StrEnum):
    """What is compared with what."""

    FIRST_TRANSFERS = "first-transfers"
    USES = "uses"
    ADJUSTMENT = "adjustment"
    CUMULATIVE = "cumulative"
    BALANCE = "balance"
    HOLDINGS = "holdings"
    PERIOD = "period"
    METHOD = "method"
    METRICS = "metrics"
    APPROACHES = "approaches"


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side.

    Attributes:
        value: A number, or words; None if it cannot be told.
        made_of: The rows behind a number.
        why: Why it cannot be told.
    """

    value: Exact | str | None
    made_of: Lineage = NOTHING
    why: Text = SILENCE


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What came of one comparison.

    Attributes:
        identity: What is compared with what.
        year: The year concerned; 0 for none.
        metric: The metric; empty for none.
        method: The method of the table concerned; empty for every method.
        left: What the annual information, or the levels, come to.
        right: What the other form says.
    """

    identity: Identity
    year: int = 0
    metric: str = ""
    method: str = ""
    left: Side
    right: Side

    @property
    def outcome(self) -> Outcome:
        """Whether they agree."""
        if self.left.value is None or self.right.value is None:
            return Outcome.NOT_VERIFIABLE
        return Outcome.AGREES if self.left.value == self.right.value else Outcome.DIFFERS

    @property
    def difference(self) -> Exact | None:
        """What the left side has beyond the right one, if both are numbers."""
        left, right = self.left.value, self.right.value
        if isinstance(left, str | None) or isinstance(right, str | None):
            return None
        return exact(Fraction(left) - Fraction(right))

    @property
    def why(self) -> Text:
        """Why it cannot be told."""
        return self.left.why if self.left.value is None else self.right.why


def unknown(en: str, ja: str) -> Side:
    """Return a side that cannot be told."""
    return Side(value=None, why=said(en, ja))


def as_side(cell: Cell, sign: int = 1) -> Side:
    """Return a printed figure; one that is no number cannot be told, for the reasons it gives."""
    if isinstance(cell.value, int | Fraction):
        return Side(value=exact(cell.value * sign), made_of=(cell.lineage or NOTHING).times(sign))
    brief = list(dict.fromkeys((each.brief, each.brief_japanese) for each in cell.reasons))
    if brief:
        return unknown(
            "; ".join(english for english, _ in brief), "；".join(japanese for _, japanese in brief)
        )
    return unknown("A cell holds no number", "数値のない欄がある")


def total(sides: Iterable[Side]) -> Side:
    """Return the sum of sides; it cannot be told if one of them cannot."""
    terms = list(sides)
    missing = next((each for each in terms if each.value is None), None)
    if missing:
        return missing
    numbers = [each.value for each in terms if isinstance(each.value, int | Fraction)]
    return Side(
        value=exact(Fraction(sum(numbers))), made_of=together(each.made_of for each in terms)
    )
