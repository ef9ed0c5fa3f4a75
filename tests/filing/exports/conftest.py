"""Records that tests of exports may change."""

import shutil
from pathlib import Path

import pytest

from tests.filing import small_folder
from tests.filing.exports.making import (
    ACCOUNT,
    BARE,
    BLOCK,
    NO_SERIALS,
    OF_A_PERSON,
    RETIRED,
    SECRET,
)


@pytest.fixture
def party(tmp_path: Path) -> Path:
    """Return the folder of a Party with two public blocks, a secret one and a person's."""
    folder = small_folder.made(tmp_path / "ken")
    accounts = [
        {**ACCOUNT, "account": "KEN01-E", "holder": "Made-up Energy", "holder_kind": "entity"},
        {**ACCOUNT, "account": "KEN01-P", "holder": "Jane Doe", "holder_kind": "person"},
    ]
    small_folder.put(folder, "accounts", accounts)
    small_folder.put(folder, "credit_blocks", [BLOCK, BARE, SECRET, OF_A_PERSON, NO_SERIALS])
    events = [
        small_folder.EVENT,
        RETIRED,
        {**RETIRED, "transfer_id": "T3", "block_id": "B3"},
        {**RETIRED, "transfer_id": "T4", "block_id": "B4", "from_account": "KEN01-P"},
    ]
    small_folder.put(folder, "transfers", events)
    return folder


@pytest.fixture
def projects(small_data: Path, tmp_path: Path) -> Path:
    """Return the small record of projects, which a test may change."""
    return Path(shutil.copytree(small_data / "jcm", tmp_path / "data" / "jcm"))
