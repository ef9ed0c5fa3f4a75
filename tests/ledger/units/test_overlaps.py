"""Overlaps planted into a tidy ledger: each is found, by row and range, and nothing else."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporting.findings import Place
from reporting.ledger.checks import ALL, run
from reporting.ledger.engines import Engine, engine
from tests.ledger.making import Row, Units, authorization, block, make, opened

ISSUED_TWICE = next(check for check in ALL if check.code == "issued-twice")
HEADER = 1


@pytest.fixture(scope="module")
def running() -> Iterator[Engine]:
    """Open one engine for all ledgers."""
    with engine() as started:
        yield started


@st.composite
def issued(draw: st.DrawFn) -> list[Units]:
    """Return blocks side by side, with gaps or without, and a few more anywhere over them."""
    tidy: list[Units] = []
    begin = 1
    for _number in range(draw(st.integers(1, 8))):
        begin += draw(st.integers(0, 2))
        end = begin + draw(st.integers(0, 30))
        tidy.append((begin, end))
        begin = end + 1
    planted = []
    for _number in range(draw(st.integers(0, 4))):
        first = draw(st.integers(1, begin))
        planted.append((first, first + draw(st.integers(0, 40))))
    return [*tidy, *planted]


def overlaps(blocks: list[Units], row: int) -> set[tuple[int, int, int, int]]:
    """Return what is issued again, unit by unit: row, first, last, and the row that was first."""
    issuer: dict[int, int] = {}
    again: set[tuple[int, int, int, int]] = set()
    for here, (first, last) in enumerate(blocks, row):
        runs: list[list[int]] = []
        for unit in range(first, last + 1):
            earlier = issuer.setdefault(unit, here)
            if earlier == here:
                continue
            if runs and runs[-1][1] == unit - 1 and runs[-1][2] == earlier:
                runs[-1][1] = unit
            else:
                runs.append([unit, unit, earlier])
        again |= {(here, begin, end, earlier) for begin, end, earlier in runs}
    return again


@settings(max_examples=3)
@given(scopes=st.lists(issued(), min_size=8, max_size=16))
def test_each_planted_overlap_is_found_by_row(
    scopes: list[list[Units]], running: Engine, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Where two issuances share units, the later row is named, with the range and the other row.

    Each list is a scope of its own: equal serials under two approaches are no overlap.
    """
    folder = tmp_path_factory.mktemp("overlaps") / "made"
    ledger = opened(running, make(folder, _tables(*scopes)))
    expected: set[tuple[int, int, int, int]] = set()
    row = HEADER + 1
    for blocks in scopes:
        expected |= overlaps(blocks, row)
        row += len(blocks)
    result = run(ISSUED_TWICE, ledger)
    assert {_found(finding.place, finding.values) for finding in result.findings} == expected
    assert result.failed == len(expected)
    assert result.examined == row - HEADER - 1


def test_one_unit_too_many_is_found(running: Engine, tmp_path: Path) -> None:
    """Real blocks of one batch partition their range; shifted by one, they overlap by one."""
    ends = (7755, 32701, 53007, 73007, 103007, 103599, 108599, 113007, 113813, 115813, 116007)
    starts = (2702, *(end + 1 for end in ends[:-1]))
    blocks = list(zip(starts, ends, strict=True))
    tidy = opened(running, make(tmp_path / "tidy", _tables(blocks)))
    assert not run(ISSUED_TWICE, tidy).findings
    blocks[1] = (7755, 32701)
    shifted = opened(running, make(tmp_path / "shifted", _tables(blocks)))
    (finding,) = run(ISSUED_TWICE, shifted).findings
    assert _found(finding.place, finding.values) == (3, 7755, 7755, 2)


def _tables(*scopes: list[Units]) -> dict[str, list[Row]]:
    """Return blocks in the order of their rows, each list under an approach of its own."""
    approaches = [f"approach-{number}" for number in range(len(scopes))]
    told = [
        block(units, approach=approach, authorization_id=approach)
        for approach, blocks in zip(approaches, scopes, strict=True)
        for units in blocks
    ]
    return {
        "credit_blocks": [row | {"block_id": f"B{n:04}"} for n, row in enumerate(told)],
        "authorizations": [
            authorization(approach=approach, authorization_id=approach) for approach in approaches
        ],
    }


def _found(place: Place, values: Mapping[str, str]) -> tuple[int, int, int, int]:
    other = int(values["other"].rpartition(":")[2])
    return place.row, int(values["first"]), int(values["last"]), other
