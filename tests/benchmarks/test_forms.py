"""The benchmark of forms measures what it says: the forms of both Parties, of records of a size."""

from pathlib import Path

import pytest

from tests.benchmarks.forms import PARTIES, main, make


@pytest.mark.parametrize("events", [50, 100])
def test_a_record_has_so_many_sales(tmp_path: Path, events: int) -> None:
    """One sale a day, or two, of the same tonnes."""
    make(tmp_path, events)
    rows = (tmp_path / "transfers.csv").read_text(encoding="utf-8").splitlines()
    sales = [row for row in rows if ",XA008-A," in row and ",XAA01,XAA,transfer," in row]
    assert len(sales) == events


@pytest.mark.proof
def test_a_line_for_each_party(capsys: pytest.CaptureFixture[str]) -> None:
    """Each record is measured for the seller and for the buyer."""
    main(["--events", "50"])
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0].strip() for line in lines] == [
        f"50 events, {party}" for party in PARTIES
    ]
