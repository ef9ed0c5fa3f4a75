"""The small folder of a Party that leaves empty what may be: one block of Kenya's, one event."""

from collections.abc import Mapping
from pathlib import Path

from reporting.filing.row_editing import text_file
from reporting.filing.scaffold import Founder, files
from reporting.messages import bilingual
from reporting.packages import Package, open_package
from reporting.renderers.files import write_files

Row = dict[str, str]
OWN = {"source_id": "own-record", "confidence": "high", "basis": "stated"}
BLOCK = {
    "block_id": "B1",
    "approach": "ca-1",
    "host": "KEN",
    "holder_party": "KEN",
    "originating_registry": "KEN01",
    "recording_registry": "KEN01",
    "issuance_pattern": "host",
    "issued_on": "2025-02-01",
    "vintage": "2023",
    "quantity": "100",
    "first_itmo": "1",
    "last_itmo": "100",
    "metric": "ghg",
    "confidential": "false",
}
EVENT = {
    "transfer_id": "T1",
    "recording_registry": "KEN01",
    "event": "transfer",
    "event_date": "2025-04-01",
    "block_id": "B1",
    "from_party": "KEN",
    "to_party": "JPN",
    "confidential": "false",
}
FILLED = {
    **OWN,
    "recorded_by": "KEN",
    "approach": "ca-1",
    "originating_registry": "KEN01",
    "host": "KEN",
}
ROWS: Mapping[str, list[Row]] = {
    "parties": [
        {"party": "KEN", "name": "Kenya", "is_party": "true"},
        {"party": "JPN", "name": "Japan", "is_party": "true"},
    ],
    "registries": [{"registry": "KEN01", "party": "KEN", "name": "Registry of Kenya"}],
    "cooperative_approaches": [{"approach": "ca-1", "name": "An approach", "is_jcm": "false"}],
    "approach_parties": [
        {"approach": "ca-1", "party": "KEN", "role": "host"},
        {"approach": "ca-1", "party": "JPN", "role": "buyer"},
    ],
    "credit_blocks": [BLOCK],
    "transfers": [EVENT],
}


def packed(folder: Path) -> Package:
    """Return the package of a folder."""
    package, findings = open_package(folder)
    assert package is not None, findings
    return package


def put(folder: Path, table: str, rows: list[Row]) -> None:
    """Write the rows of a table."""
    of = packed(folder).tables[table]
    of.path.write_bytes(text_file(of, rows))


def made(folder: Path) -> Path:
    """Write the folder, and return it."""
    write_files(folder, files(Founder(party="KEN", name=bilingual("Kenya", "ケニア"))))
    for table, rows in ROWS.items():
        put(folder, table, rows)
    return folder
