"""Chapter I, paragraphs 1 and 2: which outcomes can be ITMOs, and what is their first transfer.

The whole rule is one table: class of authorization, definition in it, event. The ledger joins it,
so that the law has one owner; `for_ndc_use`, `for_other_purposes`, `for_both` fill it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from reporting.accounting.settings import Settings, cites

FIRST_VINTAGE = 2021  # 2/CMA.3 annex, para. 1(e)


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


class Definition(StrEnum):
    """What an authorization specifies as first transfer; empty where it specifies nothing."""

    NOT_SPECIFIED = ""
    FIRST_INTERNATIONAL_TRANSFER = "first_international_transfer"
    AUTHORIZATION = "authorization"
    ISSUANCE = "issuance"
    USE_OR_CANCELLATION = "use_or_cancellation"


class Trigger(StrEnum):
    """An event that may be a first transfer."""

    INTERNATIONAL_TRANSFER = "international_transfer"
    AUTHORIZATION = "authorization"
    ISSUANCE = "issuance"
    USE_OR_CANCELLATION = "use_or_cancellation"
    OMGE_CANCELLATION = "omge_cancellation"


class TransferOutcome(StrEnum):
    """What the event is; refused where the authorization does not allow an answer."""

    FIRST_TRANSFER = "first_transfer"
    NOT_FIRST_TRANSFER = "not_first_transfer"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """An outcome with the provision it rests on."""

    outcome: TransferOutcome
    provision: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferRule:
    """One row of the table; its first three fields are its key."""

    authorized_for: AuthorizedFor
    definition: Definition
    trigger: Trigger
    outcome: TransferOutcome
    provision: str


@cites("2/CMA.3/annex/2(a)")
def for_ndc_use(definition: Definition, trigger: Trigger) -> Ruling:
    """Rule on an outcome authorized for use towards an NDC: the first international transfer."""
    provision = "2/CMA.3/annex/2(a)"
    if trigger is Trigger.INTERNATIONAL_TRANSFER:
        return Ruling(outcome=TransferOutcome.FIRST_TRANSFER, provision=provision)
    # An authorization for NDC use alone cannot specify another event: 2(a) leaves no choice.
    if trigger.value == definition.value:
        return Ruling(outcome=TransferOutcome.REFUSED, provision=provision)
    return Ruling(outcome=TransferOutcome.NOT_FIRST_TRANSFER, provision=provision)


@cites("2/CMA.3/annex/2(b)")
def for_other_purposes(definition: Definition, trigger: Trigger) -> Ruling:
    """Rule on an outcome authorized for OIMP.

    First transfer is the authorization, the issuance, or the use or cancellation, as specified by
    the participating Party. Where it has specified none of these, there is no answer.
    """
    provision = "2/CMA.3/annex/2(b)"
    # The first international transfer is not among the three events that 2(b) offers.
    if definition in (Definition.NOT_SPECIFIED, Definition.FIRST_INTERNATIONAL_TRANSFER):
        return Ruling(outcome=TransferOutcome.REFUSED, provision=provision)
    if trigger.value == definition.value:
        return Ruling(outcome=TransferOutcome.FIRST_TRANSFER, provision=provision)
    return Ruling(outcome=TransferOutcome.NOT_FIRST_TRANSFER, provision=provision)


@cites("2/CMA.3/annex/2")
def for_both(definition: Definition, trigger: Trigger, settings: Settings) -> Ruling:
    """Rule on an outcome authorized for NDC use and for OIMP, by the setting ``dual_purpose``.

    By default either event is one, and the ledger takes the earlier. Without a specified event the
    first international transfer still counts, and the part for OIMP is refused.
    """
    # By this setting 2(b) bears on nothing, so nothing it would refuse is refused.
    if settings.dual_purpose == "international_transfer":
        return for_ndc_use(Definition.NOT_SPECIFIED, trigger)
    if settings.dual_purpose == "earlier" and trigger is Trigger.INTERNATIONAL_TRANSFER:
        return for_ndc_use(definition, trigger)
    return for_other_purposes(definition, trigger)


@cites("2/CMA.3/annex/39")
def for_overall_mitigation(settings: Settings) -> Ruling:
    """Rule on cancellation to deliver overall mitigation, by the setting ``omge``."""
    is_first = settings.omge == "first_transfer"
    return Ruling(
        outcome=TransferOutcome.FIRST_TRANSFER if is_first else TransferOutcome.NOT_FIRST_TRANSFER,
        provision="2/CMA.3/annex/39",
    )


def first_transfer_table(settings: Settings) -> tuple[TransferRule, ...]:
    """Return a row for every class, definition and event: 75, none left to a default."""
    return tuple(
        _row(purpose, definition, trigger, settings)
        for purpose in AuthorizedFor
        for definition in Definition
        for trigger in Trigger
    )


def _row(
    purpose: AuthorizedFor, definition: Definition, trigger: Trigger, settings: Settings
) -> TransferRule:
    ruling = _ruling(purpose, definition, trigger, settings)
    return TransferRule(
        authorized_for=purpose,
        definition=definition,
        trigger=trigger,
        outcome=ruling.outcome,
        provision=ruling.provision,
    )


def _ruling(
    purpose: AuthorizedFor, definition: Definition, trigger: Trigger, settings: Settings
) -> Ruling:
    # The setting answers for every purpose: the decisions tell none apart here.
    if trigger is Trigger.OMGE_CANCELLATION:
        return for_overall_mitigation(settings)
    if purpose is AuthorizedFor.NDC:
        return for_ndc_use(definition, trigger)
    if purpose is AuthorizedFor.OIMP:
        return for_other_purposes(definition, trigger)
    return for_both(definition, trigger, settings)
