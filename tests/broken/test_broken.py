"""Every mistake gives its finding, in its place, in clear words, and no other."""

from pathlib import Path

import pytest

from reporting.findings import LANGUAGES, Finding, catalogue
from reporting.packages import validate
from tests.broken import (
    cases_bytes,
    cases_descriptors,
    cases_header,
    cases_keys,
    cases_text,
    cases_values,
)
from tests.broken.case import CLEAN, PACKAGES, Case, broken
from tests.packages.others import OTHERS

CASES: tuple[Case, ...] = (
    *cases_bytes.CASES,
    *cases_header.CASES,
    *cases_values.CASES,
    *cases_text.CASES,
    *cases_keys.CASES,
    *cases_descriptors.CASES,
)
FEWEST = 75


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_one_mistake_one_finding(case: Case, tmp_path: Path) -> None:
    """A mistake gives its finding and those it cannot but give, nothing else."""
    found = broken(case, tmp_path).findings
    assert {f"{each.code} {each.place}" for each in found} == {
        f"{case.code} {case.at}",
        *case.also,
    }
    assert len(found) == 1 + len(case.also)
    finding = next(each for each in found if each.code == case.code and str(each.place) == case.at)
    words = finding.words()
    said = f"{words.title} expected {words.expected} found {words.found} remedy {words.remedy}"
    assert [each for each in case.words if each not in said] == [], said
    for each in found:
        assert_sentences(each)


def assert_sentences(finding: Finding) -> None:
    """No sentence keeps a placeholder, shows a hidden character raw, or runs on without end."""
    for language in LANGUAGES:
        words = finding.words(language)
        for sentence in (words.title, words.expected, words.found, words.remedy):
            assert sentence
            assert sentence.isprintable()
            assert len(sentence) < 1000


def test_the_clean_packages_are_clean() -> None:
    """The packages that the mistakes are made in have no finding themselves."""
    assert validate([CLEAN / name for name in PACKAGES]).findings == ()


def test_each_case_has_its_own_name() -> None:
    """Each mistake can be named, and there are enough of them."""
    assert len({case.name for case in CASES}) == len(CASES) >= FEWEST


def test_every_code_is_provoked() -> None:
    """Each kind of finding that validation can give is given by some mistake."""
    of_validation = {
        code.name
        for code in catalogue().values()
        if code.chapter == "packages" and not code.name.startswith("reconciliation-")
    }
    provoked = {said.split()[0] for case in CASES for said in (case.code, *case.also)}
    provoked |= {code for other in OTHERS for code in (*other.errors, *other.notices)}
    assert of_validation - provoked == set()
