"""What an authorization says on a date, and the law of first transfer: ledger semantics 4 and 5."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tests.oracle.entries import Key
from tests.oracle.tables import Tables, day, place, text, text_or_none, whole

TRIGGERS = (
    "international_transfer",
    "authorization",
    "issuance",
    "use_or_cancellation",
    "omge_cancellation",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """Where the decisions are uncertain: the readings that may be chosen."""

    dual_purpose: str = "earlier"
    omge: str = "first_transfer"


@dataclass(frozen=True, kw_only=True, slots=True)
class Version:
    """One version of an authorization."""

    number: int
    approach: str
    kind: str
    authorized_on: date
    revoked_on: date | None
    purposes: str | None
    definition: str | None

    @property
    def authorized_for(self) -> str | None:
        """NDC, OIMP (whichever kind), both, or nothing if no purpose is stated."""
        if self.purposes is None or self.purposes == "NDC":
            return self.purposes
        return "both" if self.purposes.startswith("NDC and ") else "OIMP"


Authorizations = Mapping[Key, tuple[Version, ...]]


def authorizations(tables: Tables) -> Authorizations:
    """Return the versions of each authorization by number; told twice, the first package stands."""
    found: dict[Key, dict[int, Version]] = defaultdict(dict)
    rows = tables.get("authorizations", ())
    for told in sorted(rows, key=lambda told: (told["_package"], place(told))):
        number, authorized_on = whole(told, "version"), day(told, "authorized_on")
        assert number is not None
        assert authorized_on is not None
        version = Version(
            number=number,
            approach=text(told, "approach"),
            kind=text(told, "kind"),
            authorized_on=authorized_on,
            revoked_on=day(told, "revoked_on"),
            purposes=text_or_none(told, "purposes"),
            definition=text_or_none(told, "first_transfer_definition"),
        )
        found[text(told, "party"), text(told, "authorization_id")].setdefault(number, version)
    return {
        key: tuple(versions[number] for number in sorted(versions))
        for key, versions in found.items()
    }


def in_force(versions: tuple[Version, ...], on: date | None) -> Version | None:
    """Return the version with the largest number by that day, unless it is revoked by then.

    On a day that is not known, the last version is.
    """
    on = on or date.max
    given = [version for version in versions if version.authorized_on <= on]
    last = given[-1] if given else None
    return None if last is None or (last.revoked_on and last.revoked_on <= on) else last


def bound_by(
    known: Authorizations, key: Key | None, approach: str, on: date | None
) -> Version | None:
    """Return the version in force on a day, if it is of outcomes of the approach."""
    version = in_force(known.get(key, ()), on) if key else None
    is_binding = version and version.approach == approach and version.kind != "entity"
    return version if is_binding else None


def may_use(known: Authorizations, party: str, approach: str, on: date | None) -> bool:
    """Tell whether a Party has authorized its own use of the approach by that day."""
    current = [
        in_force(versions, on)
        for (authorizing, _), versions in known.items()
        if authorizing == party
    ]
    return any(
        version and version.approach == approach and version.kind in ("approach", "use")
        for version in current
    )


def is_first_transfer(version: Version, trigger: str, settings: Settings) -> bool:
    """Tell whether the trigger is a first transfer: decision 2/CMA.3, annex, paragraph 2."""
    assert settings.dual_purpose == "earlier"
    if trigger == "omge_cancellation":
        return version.authorized_for is not None and settings.omge == "first_transfer"
    if trigger == "international_transfer":
        return version.authorized_for in ("NDC", "both")
    return version.authorized_for in ("OIMP", "both") and version.definition == trigger
