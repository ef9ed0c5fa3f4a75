"""The remedy of a finding leads to its end, and to no other finding."""

from pathlib import Path

import pytest

from reporting.findings import Finding, catalogue
from reporting.packages import validate
from tests.broken.case import PACKAGES, Case, broken
from tests.broken.remedies import CONSEQUENCES, OF_THE_SOURCE, REMEDIES, source_cell
from tests.broken.test_broken import CASES

MOST = 6
# Two mistakes in one case: the second shows once the first is mended.
HIDDEN_BEHIND = {
    "only spaces and line ends": {"table-empty record/blocks"},
    **{
        case.name: {"block-length record/blocks:4 quantity"}
        for case in CASES
        if case.at == "record/blocks:4 quantity"
    },
}
REPEATED = "wrong byte after the first megabyte"  # and one key 80,000 times


def told(findings: tuple[Finding, ...]) -> set[str]:
    """Return findings as code and place."""
    return {f"{each.code} {each.place}" for each in findings}


@pytest.mark.parametrize(
    "case", [each for each in CASES if each.name != REPEATED], ids=lambda case: case.name
)
def test_the_remedy_ends_the_finding(case: Case, tmp_path: Path) -> None:
    """Done as it says, the finding is gone and no other came; done for all, the data are clean."""
    findings = broken(case, tmp_path).findings
    main = f"{case.code} {case.at}"
    (cause,) = [each for each in findings if f"{each.code} {each.place}" == main]
    for _ in range(MOST):
        REMEDIES.get(cause.code, source_cell)(tmp_path / "data", cause)
        after = validate([tmp_path / "data" / each for each in PACKAGES]).findings
        assert f"{cause.code} {cause.place}" not in told(after), cause.words().remedy
        behind = HIDDEN_BEHIND.get(case.name, set())
        assert told(after) <= told(findings) | behind, cause.words().remedy
        if not after:
            return
        findings = after
        cause = next(each for each in after if each.code not in CONSEQUENCES)
    pytest.fail("the remedies lead on and on")


def test_each_kind_has_a_remedy() -> None:
    """Each kind that validation gives is mended here by itself or from the source."""
    kinds = {case.code for case in CASES}
    assert kinds - set(REMEDIES) - OF_THE_SOURCE == set()
    assert set(REMEDIES) & OF_THE_SOURCE == set()
    assert set(catalogue()) >= set(REMEDIES) | OF_THE_SOURCE
