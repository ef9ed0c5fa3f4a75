"""The checks of this chapter, and what they answer to records."""

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from reporting.findings import Finding
from reporting.ledger.checks.accounts import ACCOUNTS
from reporting.ledger.checks.authorizations import AUTHORIZATIONS
from reporting.ledger.checks.changes import CHANGES
from reporting.ledger.checks.declarations import DECLARATIONS
from reporting.ledger.checks.definitions import DEFINITIONS
from reporting.ledger.checks.entities import ENTITIES
from reporting.ledger.checks.model import Result, run
from reporting.ledger.checks.participation import PARTICIPATION
from reporting.ledger.checks.scope import SCOPE
from reporting.ledger.checks.use import USE
from reporting.ledger.checks.years import YEARS
from reporting.ledger.ledger import Ledger
from tests.ledger.making import Tables, ledger_of

CHECKS = (
    *PARTICIPATION,
    *ACCOUNTS,
    *DEFINITIONS,
    *AUTHORIZATIONS,
    *SCOPE,
    *CHANGES,
    *USE,
    *ENTITIES,
    *YEARS,
    *DECLARATIONS,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What checks answer to records; each record is replayed once.

    Attributes:
        folder: Where records are written.
        records: The records by name.
        closing: What closes the ledgers at the end.
        ledgers: The ledgers so far.
    """

    folder: Path
    records: Mapping[str, Tables]
    closing: ExitStack
    ledgers: dict[str, Ledger] = field(default_factory=dict)

    def ledger(self, record: str) -> Ledger:
        """Return the ledger of a record."""
        if record not in self.ledgers:
            opening = ledger_of(self.folder / record, self.records[record])
            self.ledgers[record] = self.closing.enter_context(opening)
        return self.ledgers[record]

    def result(self, record: str, code: str) -> Result:
        """Return the answer of one check to a record."""
        check = next(each for each in CHECKS if each.code == code)
        return run(check, self.ledger(record))


def in_short(finding: Finding) -> str:
    """Return place and values of a finding: ``table:row name=value``, values by name."""
    values = {name: value for name, value in finding.values.items() if name != "check"}
    said = "".join(f" {name}={value}" for name, value in sorted(values.items()))
    return f"{finding.place.table}:{finding.place.row}{said}"
