"""Forms of small records: two Parties, the years they declare complete, and what a test adds.

XAA hosts and authorizes ``A1``; XBB buys. Each record is replayed in an engine of its own.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from reporting.forms.aef import aef
from reporting.forms.model.form import Form
from reporting.forms.model.request import FormRequest
from reporting.forms.model.table import Cell, ReportTable
from reporting.ledger.ledger import Ledger
from tests.forms.reading import rows
from tests.forms.record import NDC
from tests.ledger.making import Row, authorization, block, complete, event, joined, ledger_of, moved

BOTH = ("XAA", "XBB")
YEARS = range(2021, 2027)


def blocked(units: tuple[int, int], **cells: object) -> Row:
    """Return a block whose units and ITMOs have the same serial numbers."""
    first, last = units
    return block(units, first_itmo=first, last_itmo=last) | cells


def record(**tables: Sequence[Row]) -> dict[str, Sequence[Row]]:
    """Return a record of 1,000 t, of which XAA sold 600 in 2025; ``tables`` replace its own."""
    usual: dict[str, Sequence[Row]] = {
        "ndcs": [{"party": party} | NDC for party in BOTH],
        "credit_blocks": [blocked((1, 1000))],
        "authorizations": [authorization(), joined()],
        "authorization_parties": [
            {"party": "XAA", "authorization_id": "A1", "version": 1, "authorized_party": "XBB"}
        ],
        "transfers": moved("2025-03-01", units=(1, 600), first_itmo=1, last_itmo=600),
        "coverage": [complete(party, year) for party in BOTH for year in YEARS],
    }
    return usual | tables


def used(**cells: object) -> Row:
    """Return XBB's use of the first hundred in 2025."""
    usual = {"purpose": "NDC", "use_year": 2025, "using_party": "XBB"}
    numbers = {"first_itmo": 1, "last_itmo": 100}
    return event("retirement", "2025-09-01", "XBB", units=(1, 100)) | usual | numbers | cells


def form_of(
    folder: Path, tables: Mapping[str, Sequence[Row]], party: str = "XAA", year: int = 2025
) -> Form:
    """Return the form of a Party for a year."""
    with ledger_of(folder / "record", tables) as ledger:
        return asked_of(ledger, party, year)


def asked_of(ledger: Ledger, party: str, year: int, **more: object) -> Form:
    """Return the form of a Party for a year."""
    return aef(ledger, FormRequest(party=party, year=year, **more))  # type: ignore[arg-type]


def table_of(form: Form, name: str) -> ReportTable:
    """Return one of its tables."""
    return next(each for each in form.tables if each.name == name)


def cells_of(form: Form, name: str) -> list[dict[str, Cell]]:
    """Return the rows of one of its tables, each by technical name."""
    return rows(table_of(form, name))


def values_of(form: Form, name: str, *columns: str) -> list[tuple[object, ...]]:
    """Return the values of some columns of one of its tables."""
    return [tuple(row[column].value for column in columns) for row in cells_of(form, name)]


def codes_of(form: Form) -> set[str]:
    """Return the codes of its findings."""
    return {each.code for each in form.findings}


def notes_of(form: Form) -> dict[str, str]:
    """Return its remarks in English by their label."""
    return {note.label.en: note.text.en for note in form.notes}
