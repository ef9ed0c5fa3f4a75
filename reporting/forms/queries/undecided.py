"""Why it is not decided whether rows count: one finding for each reason, for every form alike."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from types import MappingProxyType

from reporting.accounting.figure import Missing
from reporting.findings import Finding
from reporting.ledger.ledger import Ledger
from reporting.ledger.rows import UndecidedAction, UndecidedFlow, UndecidedHolding

CODES: Mapping[Missing, str] = MappingProxyType(
    {
        Missing.FIRST_TRANSFER_DEFINITION: "undecided-definition",
        Missing.FIRST_TRANSFER_PURPOSE: "undecided-purpose",
        Missing.USE_PURPOSE: "undecided-purpose",
        Missing.FIRST_TRANSFER_USER: "undecided-user",
        Missing.USE_USER: "undecided-user",
        Missing.FIRST_TRANSFER_VINTAGE: "undecided-vintage",
        Missing.USE_VINTAGE: "undecided-vintage",
        Missing.USE_BEFORE_VINTAGE: "undecided-use",
        Missing.USE_NOT_ALLOWED: "undecided-use",
    }
)
"""The finding of each reason."""


def undecided(
    ledger: Ledger, party: str, *told: Iterable[UndecidedAction | UndecidedFlow | UndecidedHolding]
) -> Iterator[Finding]:
    """Yield each reason once, at the first row that leaves it open, with the number of such rows.

    Args:
        ledger: The record.
        party: Whose form.
        told: What may bear on the form.
    """
    found: dict[str, dict[int, int]] = {}
    for each in chain.from_iterable(told):
        number = each.number if isinstance(each, UndecidedFlow) else 1
        found.setdefault(CODES[Missing(each.reason)], {})[each.entry] = number
    for code, numbers in found.items():
        yield Finding(
            code=code,
            place=ledger.inputs.place(min(numbers)),
            values={"party": party, "count": str(sum(numbers.values()))},
        )
