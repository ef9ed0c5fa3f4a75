"""Whether an authorization specifies a first transfer that paragraph 2 knows for its purposes."""

from ibis import _
from ibis.expr.types import BooleanValue, Table

from reporting.accounting.first_transfer import Definition
from reporting.ledger.checks.model import PLACE, Check
from reporting.ledger.checks.terms import in_force_on, with_units
from reporting.ledger.entries import ENDS, PARIS
from reporting.ledger.first_transfers import OIMP
from reporting.ledger.ledger import Ledger

NDC = "NDC"
INTERNATIONAL = Definition.FIRST_INTERNATIONAL_TRANSFER.value


def _versions(ledger: Ledger) -> Table:
    return ledger.versions.filter(_.purposes.notnull())


def _faulty(ledger: Ledger, is_fault: BooleanValue) -> Table:
    return _versions(ledger).filter(is_fault).select(*PLACE, "purposes", "definition")


def _missing(ledger: Ledger) -> Table:
    return _faulty(ledger, (_.purposes != NDC) & (_.definition == "")).drop("definition")


def _not_needed(ledger: Ledger) -> Table:
    return _faulty(ledger, (_.purposes == NDC) & _.definition.notin(("", INTERNATIONAL))).drop(
        "purposes"
    )


def _not_allowed(ledger: Ledger) -> Table:
    return _faulty(ledger, (_.purposes != NDC) & (_.definition == INTERNATIONAL)).drop("definition")


def _oimp_uses(ledger: Ledger) -> Table:
    return ledger.life.filter(
        _.kind.isin(ENDS), _.purpose.isin(OIMP), _.era == PARIS, _.key.notnull()
    )


def _refused(ledger: Ledger) -> Table:
    """Return uses for OIMP that no first transfer preceded, as the terms allow no answer."""
    steps = _oimp_uses(ledger).filter(~_.is_itmo)
    held = steps.inner_join(in_force_on(ledger, steps), ["host", "key", "date"])
    refused = ledger.versions.filter(_.refused)
    named = refused.select(host="party", key="authorization_id", held_version="version")
    return with_units(
        held.semi_join(named, ["host", "key", "held_version"]).mutate(authorization=_.key),
        "authorization",
        "purpose",
    )


DEFINITIONS = (
    Check(code="definition-missing", examined=_versions, faults=_missing),
    Check(code="definition-not-needed", examined=_versions, faults=_not_needed),
    Check(code="definition-not-allowed", examined=_versions, faults=_not_allowed),
    Check(code="first-transfer-refused", examined=_oimp_uses, faults=_refused),
)
