"""A list of several countries, by a mapping of forty lines, gives the right table 4."""

from collections.abc import Iterator

import pytest

from reporting.filing.imports.mapping.reading import read_mapping
from reporting.ledger.engines import EngineName, engine
from reporting.ledger.ledger import Ledger
from tests.filing.imports.mapping.authorized_blocks import HERE, MAPPING, files, record
from tests.filing.imports.test_proposals import jcm
from tests.forms.test_fourteen_countries import TOLD, YEARS, cells_of
from tests.forms.test_open_questions import table_4
from tests.ledger.making import opened


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """Return the ledger of a record into which the list was imported, and accepted."""
    folder = tmp_path_factory.mktemp("list")
    into = record(folder / "record")
    mapping, *several = files(folder / "files")
    result = jcm("import", "--mapping", mapping, *several, "--into", into, "--yes")
    assert result.exit_code == 0, result.output
    with engine(EngineName.DUCKDB) as running:
        yield opened(running, into)


def test_the_mapping_is_forty_lines() -> None:
    """At most, and none of them is code."""
    text = (HERE / MAPPING).read_text("utf-8")
    assert len([each for each in text.splitlines() if each.strip()]) <= 40
    assert read_mapping(HERE / MAPPING)[1] != ()  # its lists of codes stand beside a copy of it


@pytest.mark.parametrize("party", TOLD)
def test_each_cell_of_each_host(party: str, ledger: Ledger) -> None:
    """As worked out by hand for the same blocks: rows 10, 11, 13, 15 and 16."""
    for row, cells in cells_of(party, "latest").items():
        found = table_4(ledger, row, party=party)
        assert [found.get(year, 0) for year in YEARS] == cells, row
