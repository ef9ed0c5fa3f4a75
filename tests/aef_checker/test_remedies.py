"""A remedy that is followed leaves nothing: the finding is gone, and no other came."""

from pathlib import Path

import pytest

from reporting.aef_checker.check import open_workbook
from reporting.findings import catalogue
from tests.aef_checker.damage import FILES
from tests.aef_checker.making import host, write
from tests.aef_checker.remedies import FILE_REMEDIES, REMEDIES, remedied
from tests.aef_checker.test_cells import CASES
from tests.aef_checker.test_damage import BIG

NOTHING = "Nothing to correct"


@pytest.mark.parametrize("name", CASES)
def test_the_remedy_of_a_finding_mends_it(tmp_path: Path, name: str) -> None:
    """What is broken in one place is whole after one remedy; where there is none, it says so."""
    path = write(tmp_path / "THA_2024_1_0.xlsx", host(), CASES[name].change)
    (finding,) = open_workbook(path).findings
    if finding.code not in REMEDIES:
        assert finding.words("en").remedy.startswith(NOTHING)
        return
    remedied(path, finding)
    assert [str(each) for each in open_workbook(path).findings] == []


DAMAGED = [name for name, (_, code) in FILES.items() if code in FILE_REMEDIES]


@pytest.mark.parametrize("name", [each for each in DAMAGED if each not in BIG])
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_the_remedy_of_a_file_mends_it(tmp_path: Path, name: str) -> None:
    """It is saved anew, or another copy is asked for where that cannot be; the rows are there."""
    make, code = FILES[name]
    path = tmp_path / "THA_2024_1_0.xlsx"
    make(path)
    remedy, *otherwise = FILE_REMEDIES[code]
    try:
        remedy(path)
    except Exception:  # noqa: BLE001 - whatever the other program has for it
        assert otherwise
        otherwise[0](path)
    assert [str(each) for each in open_workbook(path).findings] == []


def test_every_remedy_of_a_file_is_tried() -> None:
    """Each finding on a file as a whole has its remedy, but that it is not there."""
    asked = {code for code in catalogue() if code.startswith("workbook-")}
    assert asked == {*FILE_REMEDIES, "workbook-missing", "workbook-unrecognized"}
    assert FILE_REMEDIES.keys() == {FILES[name][1] for name in DAMAGED}


def test_every_remedy_is_tried() -> None:
    """None is of a finding that no case provokes, and each is in the catalogue."""
    provoked = {each.code for each in CASES.values()}
    assert REMEDIES.keys() <= provoked
    assert (
        provoked - REMEDIES.keys()
        == {code for code in provoked if catalogue()[code].words["en"].remedy.startswith(NOTHING)}
        - REMEDIES.keys()
    )


def test_no_remedy_asks_to_delete_what_was_reported() -> None:
    """But for blank rows and characters nobody sees: what else goes is compared first, or moved."""
    asking = {
        code.name
        for code in catalogue().values()
        if code.chapter == "workbooks" and "elete" in code.words["en"].remedy
    }
    assert asking == {"rows-after-blank"}
