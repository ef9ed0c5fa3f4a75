"""Chapter I, paragraph 1: which mitigation outcomes can be ITMOs, and authorized for what."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from reporting.accounting.citation import cites

FIRST_VINTAGE = 2021


class AuthorizedFor(StrEnum):
    """For what an outcome is authorized, as far as first transfer tells cases apart."""

    NDC = "NDC"
    OIMP = "OIMP"
    BOTH = "both"


AUTHORIZED_FOR: Mapping[str, AuthorizedFor] = MappingProxyType(
    {
        "NDC": AuthorizedFor.NDC,
        "OIMP": AuthorizedFor.OIMP,
        "IMP": AuthorizedFor.OIMP,
        "OP": AuthorizedFor.OIMP,
        "NDC and OIMP": AuthorizedFor.BOTH,
        "NDC and IMP": AuthorizedFor.BOTH,
        "NDC and OP": AuthorizedFor.BOTH,
    }
)

COVERED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "NDC": ("NDC", "NDC and OIMP", "NDC and IMP", "NDC and OP"),
        "IMP": ("IMP", "OIMP", "NDC and IMP", "NDC and OIMP"),
        "OP": ("OP", "OIMP", "NDC and OP", "NDC and OIMP"),
    }
)
"""By the purpose of a use, the purposes of an authorization that cover it (1(d), 1(f))."""


@cites("2/CMA.3/annex/1(d)", "2/CMA.3/annex/1(f)")
def authorized_for(purposes: str) -> AuthorizedFor:
    """Return the class of an authorization's purposes, one of the seven of the nomenclature.

    Towards an NDC (1(d)); for international mitigation purposes other than achievement of an NDC,
    or for other purposes (1(f): IMP, OP, together OIMP); or for both.

    Raises:
        ValueError: if the purposes are none of the seven; the data's validation comes before.
    """
    if purposes not in AUTHORIZED_FOR:
        msg = f"{purposes!r} is none of the purposes {', '.join(AUTHORIZED_FOR)}"
        raise ValueError(msg)
    return AUTHORIZED_FOR[purposes]


@cites("2/CMA.3/annex/1(e)")
def is_from_2021_onward(vintage: int) -> bool:
    """Tell whether an outcome of this calendar year can be an ITMO, however late it is issued."""
    return vintage >= FIRST_VINTAGE
