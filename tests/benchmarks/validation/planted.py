"""Whether the planted faults, and no others, are found in their places."""

from pathlib import Path

from tests.benchmarks.validation.ledger import Fault
from tests.benchmarks.validation.ways import findings


def differences(folder: Path, planted: tuple[Fault, ...]) -> tuple[str, ...]:
    """Return what was planted and not found, or found and not planted."""
    expected = {f"{each.code} {each.row} {each.field}" for each in planted}
    found = {f"{each.code} {each.place.row} {each.place.field}" for each in findings(folder)}
    return tuple(sorted(expected ^ found))
