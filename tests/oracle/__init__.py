"""The oracle: a plain replay of the unit ledger, unit by unit, that the real ledger is held to.

Read in the order `tables`, `entries`, `scopes`, `steps`, `authorizations`, `replay`, `figures`,
`holdings`, `flows`, `actions`. It shares no
code with the ledger: a unit is a number here, so no range can be cut wrongly.
"""

from tests.oracle.actions import Action, actions
from tests.oracle.authorizations import Settings
from tests.oracle.figures import (
    FirstTransferred,
    LifeStep,
    Status,
    first_transfers,
    lives,
    statuses,
)
from tests.oracle.flows import Flow, flows
from tests.oracle.holdings import Holding, holdings
from tests.oracle.tables import Row, Tables, row

__all__ = [
    "Action",
    "FirstTransferred",
    "Flow",
    "Holding",
    "LifeStep",
    "Row",
    "Settings",
    "Status",
    "Tables",
    "actions",
    "first_transfers",
    "flows",
    "holdings",
    "lives",
    "row",
    "statuses",
]
