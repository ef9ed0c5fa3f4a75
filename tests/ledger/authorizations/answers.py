"""The checks of this chapter, and what they answer to records."""

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from reporting.findings import Finding
from reporting.ledger.checks import Result, run
from reporting.ledger.ledger import Ledger
from tests.ledger.asking import checks
from tests.ledger.making import Tables, ledger_of

CHECKS = checks(
    "participation",
    "accounts",
    "definitions",
    "authorizations",
    "scope",
    "changes",
    "use",
    "entities",
    "mechanism",
    "years",
    "levels",
    "declarations",
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
