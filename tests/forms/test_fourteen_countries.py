"""Fourteen hosts whose authorizations name other events: each cell under both readings."""

from collections.abc import Iterator, Mapping
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest
import yaml

from reporting.ledger.ledger import Ledger
from tests.forms.record import NDC
from tests.forms.test_open_questions import reading, table_4
from tests.ledger.making import authorization, block, complete, ledger_of

TOLD: Mapping[str, Mapping[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("fourteen_countries.yaml").read_text("utf-8")
)
YEARS = range(2021, 2026)
READINGS = {"latest": "latest", "named": "named_event"}


def record_of(value: str) -> dict[str, list[dict[str, Any]]]:
    """Return the record of all hosts, each with the same answer to the day of first transfer."""
    tables: dict[str, list[dict[str, Any]]] = {
        name: [] for name in ("ndcs", "coverage", "authorizations", "credit_blocks", "readings")
    }
    for party, told in TOLD.items():
        own = {"party": party, "level": "party", "key": party}
        tables["readings"].append(reading("first_transfer_date", value) | own)
        tables["ndcs"].append({"party": party} | NDC)
        tables["coverage"] += [complete(party, year) for year in YEARS]
        for number, terms in enumerate(told["authorizations"], 1):
            _authorized(tables, party, f"{party}-{number}", terms)
    return tables


def _authorized(
    tables: dict[str, list[dict[str, Any]]], party: str, key: str, terms: Mapping[str, Any]
) -> None:
    tables["authorizations"].append(
        authorization(
            party=party,
            authorization_id=key,
            authorized_on=terms["authorized_on"],
            purposes=terms.get("purposes", "OIMP"),
            oimp_name="A voluntary programme",
            first_transfer_definition=terms["definition"],
        )
    )
    if "read_as" in terms:
        named = {"party": party, "key": key}
        tables["readings"].append(reading("read_as", terms["read_as"]) | named)
    for place, (vintage, issued_on, quantity) in enumerate(terms["blocks"], 1):
        tables["credit_blocks"].append(
            block(
                (1, quantity),
                block_id=f"{key}-{place}",
                host=party,
                account=f"{party}01-GOV",
                vintage=vintage,
                issued_on=issued_on,
                unit_prefix=f"P{key[-1]}{place}",
                authorization_party=party,
                authorization_id=key,
            )
        )


@pytest.fixture(scope="module", params=READINGS)
def read(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Ledger]]:
    """One replay of all hosts under each reading."""
    folder = tmp_path_factory.mktemp("hosts") / "record"
    with ledger_of(folder, record_of(READINGS[request.param])) as ledger:
        yield request.param, ledger


@pytest.mark.parametrize("party", TOLD)
def test_each_cell_of_each_host(party: str, read: tuple[str, Ledger]) -> None:
    """Rows 10, 11, 13, 15 and 16 of table 4, from 2021 to 2025."""
    name, ledger = read
    for row, cells in cells_of(party, name).items():
        found = table_4(ledger, row, party=party)
        assert [found.get(year, 0) for year in YEARS] == cells, row


def cells_of(party: str, name: str) -> Mapping[str, list[int | None]]:
    """Return the rows of table 4 of a host under a reading, from 2021 to 2025."""
    told = TOLD[party]
    ndc, oimp, vintages = (
        _by_year(told.get(row, {}), name) for row in ("row_10", "row_11", "row_15")
    )
    net = [_sum(pair) for pair in zip(ndc, oimp, strict=True)]
    return {
        "first_transferred_by_event_year_ndc": ndc,
        "first_transferred_by_event_year_oimp": oimp,
        "net": net,
        "adjustment": vintages,
        "cumulative": [*accumulate(net, lambda before, now: _sum((before, now)))],
    }


def _by_year(told: Mapping[Any, Any], name: str) -> list[int | None]:
    by_year = told.get(name, told if name not in told and "latest" not in told else {})
    return [None if by_year.get(year) == "empty" else by_year.get(year, 0) for year in YEARS]


def _sum(figures: tuple[int | None, ...]) -> int | None:
    return None if None in figures else sum(figures)  # type: ignore[arg-type] # none is None here


def test_the_readings_differ_as_the_list_says() -> None:
    """Of fourteen hosts eight have other years under the two, none another total by vintage."""
    rows = [told[row] for told in TOLD.values() for row in ("row_10", "row_11") if row in told]
    assert len(rows) == len(TOLD) == 14
    assert sum(each["latest"] != each["named"] for each in rows) == 8
