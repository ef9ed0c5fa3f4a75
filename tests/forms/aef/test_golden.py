"""Whole forms, cell by cell, compared with committed ones: nil, host and buyer of the example."""

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from reporting.forms.model.form import Form
from reporting.forms.model.table import Cell, ReportTable
from reporting.ledger.engines import engine
from reporting.ledger.ledger import Ledger
from reporting.renderers.values import for_programs
from tests.example.book import Book
from tests.example.make import SCENARIOS, WORDS
from tests.example.package import write
from tests.example.ways_of_recording import daily_sales
from tests.forms.aef.asking import asked_of, cells_of
from tests.forms.aef.conftest import Filed
from tests.ledger.asking import flows
from tests.ledger.making import opened

GOLDEN = Path(__file__).parents[2] / "golden" / "aef"
FORMS = {"nil": ("XCC", 2023), "host": ("XAA", 2024), "buyer": ("XBB", 2024)}
FLOWS = {"First transfer": "first_transferred", "Use": "used", "Acquisition": "acquired"}


@pytest.mark.parametrize("name", FORMS)
def test_form(filed: Filed, request: pytest.FixtureRequest, name: str) -> None:
    """A form is the committed one; ``pytest --update-golden`` writes it anew."""
    made, kept = "".join(_written(filed(*FORMS[name]))), GOLDEN / f"{name}.json"
    if request.config.getoption("--update-golden"):
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(made, encoding="utf-8")
    assert made.splitlines() == kept.read_text(encoding="utf-8").splitlines()


def test_no_golden_form_is_left_over() -> None:
    """Each committed form is compared."""
    assert {path.stem for path in GOLDEN.glob("*.json")} == {*FORMS}


@pytest.mark.parametrize(("party", "year"), [("XAA", 2024), ("XBB", 2024), ("XAA", 2023)])
def test_quantities_add_up_to_the_flows_of_the_ledger(
    example: Ledger, filed: Filed, party: str, year: int
) -> None:
    """No tonne is lost or told twice."""
    form = filed(party, year)
    for action, flow in FLOWS.items():
        told = sum(
            int(str(row["QuantityCO2"].value))
            for row in cells_of(form, "actions")
            if row["ActionType"].value == action and row["Metric"].value == "GHG"
        )
        assert told == sum(
            each.tonnes
            for each in flows(example)
            if (each["party"], each["flow"], each["event_year"], each["metric"])
            == (party, flow, year, "ghg")
        )


def test_five_thousand_transfers_are_joined_by_day(
    filed: Filed, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A hundred sales of 10 t a day make the same form as one of 1,000 t, each with its row."""
    folder, book = tmp_path_factory.mktemp("flood"), Book()
    for scenario in SCENARIOS:
        sold = partial(daily_sales, sales=100) if scenario is daily_sales else scenario
        sold(book)
    write(folder, WORDS, book.tables)
    with engine() as running:
        flooded = asked_of(opened(running, folder), "XAA", 2024)
    assert [_values(each) for each in flooded.tables] == [
        _values(each) for each in filed("XAA", 2024).tables
    ]
    lots = [
        row["QuantityCO2"].lineage
        for row in cells_of(flooded, "actions")
        if str(row["UnderlyingUnitFirstUnitID"].value).startswith("XA008-")
    ]
    assert [lineage.count for lineage in lots if lineage] == [100] * 50


def _values(table: ReportTable) -> list[list[object]]:
    return [[cell.value for cell in row] for row in table.rows]


def _written(form: Form) -> Iterator[str]:
    """Yield a form as JSON, a row a line."""
    yield f'{{"stem": "{form.stem}", "readiness": "{form.readiness}", "tables": {{\n'
    for number, table in enumerate(form.tables):
        yield f'{", " if number else ""}"{table.name}": [\n'
        rows = [[_cell(cell) for cell in row] for row in table.rows]
        yield ",\n".join(json.dumps(each, ensure_ascii=False) for each in rows)
        yield "\n]\n"
    notes = {note.label.en: [note.text.en, note.text.ja] for note in form.notes}
    yield f'}}, "notes": {json.dumps(notes, ensure_ascii=False, indent=1)},\n'
    findings = [f"{each.code} {each.place}".strip() for each in form.findings]
    yield f'"findings": {json.dumps(findings)}}}\n'


def _cell(cell: Cell) -> object:
    """Return what programs read, and of how many rows it was made."""
    value = for_programs(cell.value)
    return {"value": value, "rows": cell.lineage.count} if cell.lineage else value
