"""What rows, tables and Parties say of each other: one rule broken, one finding."""

from collections.abc import Mapping

import pytest

from reporting.aef_checker.check import Checked, check_files
from reporting.findings import Finding, Severity
from reporting.ledger.checks import Outcome
from tests.aef_checker.making import write
from tests.aef_checker.stories import STORIES, pair

Found = Mapping[str, tuple[list[Finding], list[Finding]]]


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> Checked:
    """Return what is found in the workbooks of all stories, asked at once."""
    folder = tmp_path_factory.mktemp("stories")
    paths = []
    for name in STORIES:
        for side, book in zip(("host", "buyer"), pair(name), strict=True):
            paths.append(write(folder / f"{name} {side}.xlsx", book))
    return check_files(paths)


def codes(checked: Checked, workbook: str) -> tuple[str, ...]:
    """Return the codes found in a workbook."""
    found = {each.code for each in checked.findings if each.place.package == workbook}
    return tuple(sorted(found))


@pytest.mark.parametrize("name", STORIES)
def test_one_rule_broken_is_found_and_nothing_else(checked: Checked, name: str) -> None:
    """The finding stands in the workbook of the Party that can mend it."""
    story = STORIES[name]
    found = codes(checked, f"{name} host.xlsx"), codes(checked, f"{name} buyer.xlsx")
    assert found == (tuple(sorted(story.host)), tuple(sorted(story.buyer)))


REMEDIED = [name for name, story in STORIES.items() if story.remedy]


@pytest.fixture(scope="module")
def remedied(tmp_path_factory: pytest.TempPathFactory) -> Checked:
    """Return what is found in the workbooks of stories once what was found is mended."""
    folder = tmp_path_factory.mktemp("remedied")
    paths = []
    for name in REMEDIED:
        for side, book in zip(("host", "buyer"), pair(name, is_remedied=True), strict=True):
            paths.append(write(folder / f"{name} {side}.xlsx", book))
    return check_files(paths)


@pytest.mark.parametrize("name", REMEDIED)
def test_what_the_remedy_says_mends_it(remedied: Checked, name: str) -> None:
    """Nothing is left of what was found, and nothing else came."""
    assert codes(remedied, f"{name} host.xlsx") == ()
    assert codes(remedied, f"{name} buyer.xlsx") == ()


def test_an_early_transfer_that_is_explained_is_a_notice(
    checked: Checked, remedied: Checked
) -> None:
    """The other remedy: where the date is right, the row says so."""
    code = "first-transfer-before-authorization-explained"
    (finding,) = (each for each in checked.findings if each.code == code)
    assert finding.severity is Severity.NOTICE
    assert "transaction 77" in finding.words("en").found
    assert code not in {each.code for each in remedied.findings}


def test_overlaps_name_the_serials(checked: Checked) -> None:
    """Where they stand twice, and that the ends are to be corrected: no row is to be deleted."""
    named = {
        each.code: (each.values["first"], each.values["last"], each.words("en").remedy)
        for each in checked.findings
        if each.place.package
        in {"one serial in two rows host.xlsx", "holdings that overlap host.xlsx"}
    }
    assert named["first-transferred-twice"][:2] == ("1000", "1000")
    assert named["holdings-overlap"][:2] == ("2500", "2500")
    assert all("correct the ends" in remedy for *_, remedy in named.values())


def test_44_are_missing(checked: Checked) -> None:
    """1,960 acquired and 1,916 first transferred differ by 44, named with their serials."""
    (finding,) = (each for each in checked.findings if each.code == "mirror-differs")
    assert (finding.place.package, finding.place.row) == ("1,916 and 1,960 buyer.xlsx", 9)
    words = finding.words("en").found
    assert "1917" in words
    assert "1960" in words
    assert "44 in number" in words
    assert Outcome.FAILED in {each.outcome for each in checked.results}
