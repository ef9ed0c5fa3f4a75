"""Records that are exported, and what is read of the files."""

import csv
from pathlib import Path

from reporting.filing.exports.shipped import TARGETS
from tests.filing import small_folder
from tests.filing.imports.test_proposals import jcm

DAY = "2026-12-01"
UNITS = "units-KEN-2026-12-01.csv"
PARTNER = "Participant (Host Country)"
SHEET = "IGES_JCM_Database_20261201.csv"
Row = dict[str, str]
BLOCK = {
    **small_folder.BLOCK,
    "unit_prefix": "KE-1",
    "first_unit": "1",
    "last_unit": "100",
    "holder": "Made-up Energy",
    "issuance_id": "K1-1",
    "project_id": "K1",
    "mitigation_type": "emission_reductions",
}
BARE = {
    **BLOCK,
    "block_id": "B2",
    "unit_prefix": "",
    "first_unit": "101",
    "last_unit": "150",
    "quantity": "50",
    "first_itmo": "101",
    "last_itmo": "150",
}
SECRET = {
    **BLOCK,
    "block_id": "B3",
    "first_unit": "201",
    "last_unit": "207",
    "quantity": "7",
    "first_itmo": "201",
    "last_itmo": "207",
    "holder": "Hidden Holder",
    "confidential": "true",
}
OF_A_PERSON = {
    **BLOCK,
    "block_id": "B4",
    "first_unit": "301",
    "last_unit": "311",
    "quantity": "11",
    "first_itmo": "301",
    "last_itmo": "311",
    "account": "KEN01-P",
    "holder": "Jane Doe",
}
NO_SERIALS = {
    **{each: text for each, text in BLOCK.items() if "unit" not in each and "itmo" not in each},
    "block_id": "B5",
}
ACCOUNT = {"registry": "KEN01", "type": "entity_holding", "confidential": "false"}
RETIRED = {
    **small_folder.EVENT,
    "transfer_id": "T2",
    "event": "retirement",
    "event_date": "2025-05-01",
    "to_party": "KEN",
    "purpose": "OP",
    "block_id": "B2",
}


def rows(path: Path, skipped: int = 0) -> list[Row]:
    """Return the rows of a CSV file below some lines."""
    with path.open(encoding="utf-8", newline="") as stream:
        for _ in range(skipped):
            next(stream)
        return list(csv.DictReader(stream))


def own(folder: Path, name: str, old: str, new: str) -> Path:
    """Return an export that ships, changed."""
    path = folder / f"{name}.toml"
    text = (TARGETS / f"{name}.toml").read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    return path


def out_of(record: Path, to: str | Path, out: Path, *more: str) -> str:
    """Export a record, and return what is told."""
    result = jcm("export", record, "--to", to, "--out", out, "--day", DAY, *more)
    assert result.exit_code == 0, result.output
    return result.output
