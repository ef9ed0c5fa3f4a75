"""Workbooks for tests: a host's and a buyer's of one transfer, written as the template has them.

The host THA first transfers 1,916 ITMOs of vintage 2022 to CHE, uses 300 of another authorization
itself for other purposes, and holds 700 of them; CHE acquires the 1,916, uses 900 towards its NDC,
and holds the rest. All is authorized in 2024, the reported year: nothing was held before.
"""

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from datetime import date
from pathlib import Path
from string import ascii_uppercase
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter

from reporting.aef_checker.tables import DOWN
from reporting.official_forms.aef import ACTIONS, CURRENT, AefSheet, columns, sheets

Row = dict[str, Any]
Book = dict[str, list[Row]]
Change = Callable[[Any], None]
FILLED = "{Information in this field is populated by the CARP}"
LINK = "{Link to be produced by the CARP}"
HOST, BUYER, OTHER = "THA", "CHE", "VNM"
APPROACH = "CA0002"


def submission(party: str, **cells: object) -> Row:
    """Return Table 1 of a Party's first submission for 2024."""
    usual: Row = {
        "ParticipatingParty": party,
        "SubmissionVersion": "1.0",
        "ReportedYear": 2024,
        "DateOfSubmission": date(2025, 4, 10),
        "ReviewStatusOfInitialReport": FILLED,
        "ResultOfConsistencyCheck": FILLED,
        "FirstYearOfNDCPeriod": 2021,
        "LastYearOfNDCPeriod": 2030,
        "ReferenceToTerReport": LINK,
    }
    return usual | cells


def authorization(name: str, **cells: object) -> Row:
    """Return a row of Table 2: of use towards NDCs, by CHE."""
    usual: Row = {
        "AuthorizationID": name,
        "DateOfAuthorization": date(2024, 1, 2),
        "CooperativeApproachID": APPROACH,
        "AuthorizationVersion": 1,
        "AuthorizedQuantity": 5000,
        "Metric": "GHG",
        "Non-GHGMetric": "NA",
        "Sectors": "Transportation",
        "ActivityType": "Transport",
        "PurposeForAuthorization": "NDC",
        "AuthorizedPartyIDs": BUYER,
        "OIMPAuthorized": "NA",
        "AuthorizedTimeframe": "2021 - 2030",
        "FirstTransferDefnForOIMP": "NA",
    }
    return usual | cells


def itmo(serial: int, *, vintage: int = 2022, registry: str = "THA01") -> str:
    """Return the full identifier of an ITMO of THA."""
    return f"{APPROACH}-{registry}-{HOST}-{serial}-{vintage}"


def block(first: int, last: int, **cells: object) -> Row:
    """Return what Tables 3 and 4 both say of a block."""
    usual: Row = {
        "CooperativeApproachID": APPROACH,
        "AuthorizationID": "THA-2023-01",
        "FirstTransferringPartyID": HOST,
        "PartyITMORegistryID": "THA01",
        "FirstID": itmo(first),
        "LastID": itmo(last),
        "UnderlyingUnitRegistryID": "GS",
        "UnderlyingUnitFirstUnitID": f"GS1-TH-2022-{first + 100}",
        "UnderlyingUnitLastUnitID": f"GS1-TH-2022-{last + 100}",
        "Metric": "GHG",
        "Non-GHGMetric": "NA",
        "QuantityCO2": last - first + 1,
        "QuantityNon-GHG": "NA",
        "MitigationType": "Emission reductions",
        "Vintage": 2022,
    }
    return usual | cells


def action(kind: str, on: date, first: int, last: int, **cells: object) -> Row:
    """Return a row of Table 3 with NA where nothing applies."""
    none = dict.fromkeys(
        (
            "ActionSubtype",
            "TransferringPartyID",
            "AcquiringPartyID",
            "PurposeITMOUsedForOIMP",
            "Using/cancellingPartyID",
            "Using/cancellingEntityID",
            "YearITMOUsedTowardsNDC",
        ),
        "NA",
    )
    return {"ActionDateTime": on, "ActionType": kind} | none | block(first, last) | cells


def host() -> Book:
    """Return the host's workbook."""
    oimp = {"AuthorizationID": "THA-2023-02"}
    return {
        "submission": [submission(HOST)],
        "authorizations": [
            authorization("THA-2023-01"),
            authorization(
                "THA-2023-02",
                PurposeForAuthorization="IMP",
                OIMPAuthorized="CORSIA",
                FirstTransferDefnForOIMP="Issuance",
                AuthorizedEntityIDs="ENT-1",
                AuthorizedPartyIDs="CHE, THA",
            ),
        ],
        "actions": [
            action(
                "First transfer",
                date(2024, 1, 8),
                1,
                1916,
                ActionSubtype="First transfer to another Party",
                AcquiringPartyID=BUYER,
            ),
            action(
                "First transfer", date(2024, 2, 1), 2001, 3000, ActionSubtype="Issuance", **oimp
            ),
            action(
                "Use",
                date(2024, 6, 3),
                2001,
                2300,
                PurposeITMOUsedForOIMP="IMP",
                **{"Using/cancellingPartyID": HOST, "Using/cancellingEntityID": "ENT-1"},
                **oimp,
            ),
        ],
        "holdings": [block(2301, 3000, **oimp)],
        "entities": [
            {
                "DateOfAuthorization": date(2024, 1, 2),
                "AuthorizedEntityName": "Siam Airlines",
                "AuthorizedEntityCountryOfIncorporation": HOST,
                "AuthorizedEntityID": "ENT-1",
                "CooperativeApproachID": APPROACH,
            }
        ],
    }


def buyer() -> Book:
    """Return the buyer's workbook."""
    own = {"PartyITMORegistryID": "CHE01"}
    return {
        "submission": [submission(BUYER)],
        "authorizations": [authorization("CHE-2023-07", AuthorizedPartyIDs="THA, CHE")],
        "actions": [
            action("Acquisition", date(2024, 1, 8), 1, 1916, TransferringPartyID=HOST, **own),
            action(
                "Use",
                date(2024, 9, 30),
                1,
                900,
                YearITMOUsedTowardsNDC=2024,
                **{"Using/cancellingPartyID": BUYER},
                **own,
            ),
        ],
        "holdings": [block(901, 1916, **own)],
        "entities": [],
    }


def write(path: Path, book: Mapping[str, Sequence[Row]], change: Change | None = None) -> Path:
    """Write a workbook as the template has it, then change it.

    Args:
        path: Where.
        book: Its rows.
        change: What breaks it, given the workbook of openpyxl.
    """
    made = made_of(book)
    if change:
        change(made)
    made.save(path)
    return path


def made_of(book: Mapping[str, Sequence[Row]]) -> Any:  # noqa: ANN401 - no types
    """Return a workbook of openpyxl as the template has it."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for official in sheets(CURRENT):
        sheet = made.create_sheet(official.sheet)
        sheet["B2"] = official.heading or None
        first = first_row(official)
        if official.table not in book:
            continue
        rows = book[official.table]
        if official.orientation == DOWN:
            for number, column in enumerate(columns(official.table), first):
                sheet.cell(number, 2, column.label.en)
                put(sheet, number, 3, rows[0].get(column.name))
            continue
        for name, (place, label) in places(official.table).items():
            sheet.cell(first, place, label)
            for number, row in enumerate(rows, first + 1):
                put(sheet, number, place, row.get(name))
    return made


def first_row(official: AefSheet) -> int:
    """Return the row of the first label of a sheet."""
    return int(official.labels_at[1:] or 0)


def put(sheet: Any, row: int, column: int, value: object) -> None:  # noqa: ANN401 - no types
    """Write a cell, dates as the template shows them."""
    cell = sheet.cell(row, column)
    cell.value = value
    if isinstance(value, date):
        cell.number_format = "dd/mm/yyyy"


def places(table: str) -> dict[str, tuple[int, str]]:
    """Return for each column of a table where it stands, and its label."""
    found, place = {}, 1
    for column in columns(table):
        place += 2 if column.has_spacer else 1
        found[column.name] = (place, column.label.en)
    return found


def at(name: str, row: int = 1, table: str = ACTIONS) -> str:
    """Return the address of a cell of a table, by column and number of its row."""
    official = next(each for each in sheets(CURRENT) if each.table == table)
    if official.orientation == DOWN:
        names = [each.name for each in columns(table)]
        return f"C{first_row(official) + names.index(name)}"
    return f"{get_column_letter(places(table)[name][0])}{first_row(official) + row}"


def sheet_of(made: Any, table: str = ACTIONS) -> Any:  # noqa: ANN401 - no types
    """Return the sheet of a table in a workbook of openpyxl."""
    return made[next(each.sheet for each in sheets(CURRENT) if each.table == table)]


def changed(book: Book, table: str, row: int, **cells: object) -> Book:
    """Return a book with cells of one row changed."""
    copy = deepcopy(book)
    copy[table][row] |= cells
    return copy


def apart(number: int, book: Book) -> Book:
    """Return a book with Parties and an approach of its own, for many to be asked in one ledger."""
    first, last = divmod(number, 26)
    codes = {
        party: f"X{ascii_uppercase[first + part]}{ascii_uppercase[last]}"
        for party, part in ((HOST, 0), (BUYER, 8), (OTHER, 16))
    } | {APPROACH: f"CA1{number:03}"}

    def written(value: Any) -> Any:  # noqa: ANN401 - of any kind
        if isinstance(value, str):
            for code, other in codes.items():
                value = value.replace(code, other)
        return value

    return {
        table: [{name: written(value) for name, value in row.items()} for row in rows]
        for table, rows in book.items()
    }


def set_cell(name: str, value: object, row: int = 1, table: str = ACTIONS) -> Change:
    """Return a change that writes one cell."""

    def change(made: Any) -> None:  # noqa: ANN401 - no types
        sheet_of(made, table)[at(name, row, table)] = value

    return change
