"""All questions to a ledger. Read `model` for what a check is; one module for each subject."""

from reporting.ledger.checks.accounts import ACCOUNTS
from reporting.ledger.checks.authorizations import AUTHORIZATIONS
from reporting.ledger.checks.changes import CHANGES
from reporting.ledger.checks.declarations import DECLARATIONS
from reporting.ledger.checks.definitions import DEFINITIONS
from reporting.ledger.checks.entities import ENTITIES
from reporting.ledger.checks.first_transfers import FIRST_TRANSFERS
from reporting.ledger.checks.holdings_identity import HOLDINGS_IDENTITY
from reporting.ledger.checks.mirrors import MIRRORS
from reporting.ledger.checks.model import Check
from reporting.ledger.checks.named_blocks import NAMED_BLOCKS
from reporting.ledger.checks.numberings import NUMBERED
from reporting.ledger.checks.ownership import OWNERSHIP
from reporting.ledger.checks.participation import PARTICIPATION
from reporting.ledger.checks.scope import SCOPE
from reporting.ledger.checks.serials import SERIALS
from reporting.ledger.checks.stated_holdings import STATED_HOLDINGS
from reporting.ledger.checks.use import USE
from reporting.ledger.checks.years import YEARS

ALL: tuple[Check, ...] = (
    *SERIALS,
    *NUMBERED,
    *NAMED_BLOCKS,
    *OWNERSHIP,
    *FIRST_TRANSFERS,
    *MIRRORS,
    *HOLDINGS_IDENTITY,
    *STATED_HOLDINGS,
    *ACCOUNTS,
    *PARTICIPATION,
    *AUTHORIZATIONS,
    *SCOPE,
    *ENTITIES,
    *DEFINITIONS,
    *CHANGES,
    *USE,
    *YEARS,
    *DECLARATIONS,
)
