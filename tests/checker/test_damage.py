"""Damaged and hostile files give a finding, no traceback, in bounded time and memory."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporting.checker.opening import open_workbook
from tests.checker.damage import FILES, clean
from tests.checker.making import buyer, write

BIG = {"three million styled blank cells", "more cells than any form"}
EACH = [pytest.param(each, marks=pytest.mark.proof) if each in BIG else each for each in FILES]


@pytest.mark.parametrize("name", EACH)
def test_a_damaged_file_gives_a_finding(tmp_path: Path, name: str) -> None:
    """In 1.2 GB of addresses, interpreter and libraries included, and in bounded time."""
    make, code = FILES[name]
    path = tmp_path / "THA_2024_1_0.xlsx"
    make(path)
    asked = [sys.executable, "-m", "tests.checker.bounded", str(path)]
    answer = subprocess.run(asked, capture_output=True, text=True, check=False, timeout=300)
    assert answer.returncode == 0, answer.stderr
    assert json.loads(answer.stdout) == ([code] if code else [])


def test_a_missing_file_gives_a_finding(tmp_path: Path) -> None:
    """A file that is not there, and a folder, are findings."""
    for path in (tmp_path / "none.xlsx", tmp_path):
        (finding,) = open_workbook(path).findings
        assert finding.code == "workbook-missing"


@settings(max_examples=60, deadline=None)
@given(
    changes=st.lists(
        st.tuples(st.integers(0, 1_000_000), st.integers(0, 255)), min_size=1, max_size=8
    )
)
def test_no_byte_makes_a_traceback(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[int, int]]
) -> None:
    """Whatever bytes of a workbook are changed, it is read or refused."""
    path = tmp_path_factory.mktemp("bytes") / "x.xlsx"
    clean(path)
    content = bytearray(path.read_bytes())
    for at, value in changes:
        content[at % len(content)] = value
    path.write_bytes(content)
    for finding in open_workbook(path).findings:
        assert finding.words("en").found


@settings(max_examples=60, deadline=None)
@given(
    cells=st.lists(
        st.tuples(
            st.sampled_from(["Table 1 Submission", "Table 3 Actions", "Table 4 Holdings"]),
            st.integers(1, 8),
            st.integers(1, 36),
            st.one_of(
                st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=40),
                st.integers(-(10**20), 10**20),
                st.floats(allow_nan=False, allow_infinity=False),
                st.booleans(),
                st.dates(),
                st.sampled_from(["NA", "#REF!", "=1/0", "CA0002-THA01-THA-0-2022", "0", "-1"]),
            ),
        ),
        min_size=1,
        max_size=6,
    )
)
def test_no_cell_makes_a_traceback(
    tmp_path_factory: pytest.TempPathFactory,
    cells: list[tuple[str, int, int, object]],
) -> None:
    """Whatever stands in whatever cell, every finding says what it found, in both languages."""

    def change(made: object) -> None:
        for sheet, row, column, value in cells:
            made[sheet].cell(row, column).value = value  # type: ignore[index]

    path = write(tmp_path_factory.mktemp("cells") / "x.xlsx", buyer(), change)
    for finding in open_workbook(path).findings:
        assert finding.words("en").found
        assert finding.words("ja").remedy
