"""Damaged and hostile files give a finding, no traceback, in bounded time and memory."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.aef_checker.check import open_workbook
from tests.aef_checker.damage import FILES, clean
from tests.aef_checker.making import buyer, write

BIG = ("three million styled blank cells", "more cells than any form")
SMALL = tuple(each for each in FILES if each not in BIG)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, list[str]]:
    """Return what is found in all damaged files but the bulky, opened one after the other."""
    return dict(zip(SMALL, found(tmp_path_factory.mktemp("damaged"), *SMALL), strict=True))


def found(folder: Path, *names: str) -> list[list[str]]:
    """Return the codes found in damaged files.

    In 1.2 GB of addresses, interpreter and libraries included, and in bounded time.
    """
    paths = [folder / f"{number}.xlsx" for number, _ in enumerate(names)]
    for name, path in zip(names, paths, strict=True):
        make, _ = FILES[name]
        make(path)
    asked = [sys.executable, "-m", "tests.aef_checker.bounded", *map(str, paths)]
    answer = subprocess.run(asked, capture_output=True, text=True, check=False, timeout=300)
    lines = answer.stdout.splitlines()
    assert answer.returncode == 0, f"{names[len(lines)]}: {answer.stderr}"
    return [json.loads(each) for each in lines]


@pytest.mark.parametrize("name", SMALL)
def test_a_damaged_file_gives_a_finding(small: Mapping[str, list[str]], name: str) -> None:
    """Each fault is found, and nothing else."""
    _, code = FILES[name]
    assert small[name] == ([code] if code else [])


@pytest.mark.proof
@pytest.mark.parametrize("name", BIG)
def test_a_bulky_file_gives_a_finding(tmp_path: Path, name: str) -> None:
    """Each has the bounds for itself."""
    _, code = FILES[name]
    assert found(tmp_path, name) == [[code] if code else []]


def test_a_missing_file_gives_a_finding(tmp_path: Path) -> None:
    """A file that is not there, a folder, a pipe and a device are findings."""
    pipe = tmp_path / "pipe.xlsx"
    os.mkfifo(pipe)
    for path in (tmp_path / "none.xlsx", tmp_path, pipe, Path("/dev/zero")):
        (finding,) = open_workbook(path).findings
        assert finding.code == "workbook-missing"


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return the bytes of the clean workbook."""
    path = tmp_path_factory.mktemp("original") / "x.xlsx"
    clean(path)
    return path.read_bytes()


@given(
    changes=st.lists(
        st.tuples(st.integers(0, 1_000_000), st.integers(0, 255)), min_size=1, max_size=8
    )
)
def test_no_byte_makes_a_traceback(
    tmp_path_factory: pytest.TempPathFactory, original: bytes, changes: list[tuple[int, int]]
) -> None:
    """Whatever bytes of a workbook are changed, it is read or refused."""
    path = tmp_path_factory.mktemp("bytes") / "x.xlsx"
    content = bytearray(original)
    for at, value in changes:
        content[at % len(content)] = value
    path.write_bytes(content)
    for finding in open_workbook(path).findings:
        assert finding.words("en").found


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
