"""The draft of 2022 as it circulated: a workbook of actions, one of holdings, both made up here.

Bands and labels stand in three rows, some merged from top to bottom; labels end in a space or hold
a no-break space, as in the public copies. XAA and XBB are made up, and so is every row.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from reporting.official_forms.aef import OLD, columns

Row = Mapping[str, Any]
# Merged cells by band, relative to the first row of the labels.
ACROSS = ((0, "C", "N"), (1, "C", "F"), (1, "G", "J"), (1, "K", "N"), (1, "O", "R"))
OF_ACTIONS = ((0, "T", "Z"), (1, "T", "Y"))
TALL = "ABS"
PRINTED = {
    "Article 6 database record ID": "Article 6 database record ID ",
    "Quantity (t CO2 eq)": "Quantity (t CO2\u00a0eq)",
    "Conversion factor (reporting Party)": "Conversion factor\u00a0(reporting Party)",
}
BLOCK: Row = {
    "DatabaseRecordID": "A6-1",
    "CooperativeApproachID": "CA0002",
    "FirstID": "CA0002-XAA01-XAA-1-2022",
    "LastID": "CA0002-XAA01-XAA-1000-2022",
    "UnderlyingUnitFirstUnitID": "XA-2022-1",
    "UnderlyingUnitLastUnitID": "XA-2022-1000",
    "Metric": "GHG",
    "QuantityNon-GHG": "NA",
    "QuantityCO2": 1000,
    "ConversionFactor": "NA",
    "FirstTransferringPartyID": "XAA",
    "Vintage": 2022,
    "Sectors": "Transportation",
    "ActivityType": "Transport",
    "DateOfAuthorization": "15-Mar-24",
    "AuthorizationID": "XAA-2024-1",
    "PurposeForAuthorization": "NDC",
    "OIMPAuthorized": "NA",
    "FirstTransferDefnForOIMP": "NA",
}
TRANSFER: Row = {
    **BLOCK,
    "ActionDateTime": "18-Jun-24",
    "ActionType": "First transfer",
    "TransferringPartyID": "XAA",
    "AcquiringPartyID": "XBB",
    "PurposesForCancellation": "NA",
    "UsingPartyOrEntity": "NA",
    "FirstTransfer": "Yes",
}


def actions(path: Path, *rows: Row, party: object = "XAA", year: object = 2024) -> Path:
    """Write a workbook of actions."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Actions"
    sheet["A2"], sheet["A3"], sheet["A4"] = "Table 1: Heading", "Party", "Reported year"
    sheet["B3"], sheet["B4"], sheet["A7"] = party, year, "Table 2: Actions"
    _labelled(sheet, "actions", 8)
    _filled(sheet, "actions", 11, rows)
    book.save(path)
    return path


def holdings(path: Path, *rows: Row) -> Path:
    """Write a workbook of holdings; whose they are stands nowhere in it."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Holdings"
    sheet["A3"] = "Table3: Holdings"
    _labelled(sheet, "holdings", 4)
    _filled(sheet, "holdings", 7, rows)
    book.save(path)
    return path


def _labelled(sheet: Worksheet, table: str, top: int) -> None:
    bands = (*ACROSS, *(OF_ACTIONS if table == "actions" else ()))
    for down, first, last in bands:
        sheet[f"{first}{top + down}"] = f"Band {first}{down}"
        sheet.merge_cells(f"{first}{top + down}:{last}{top + down}")
    for place, column in enumerate(columns(table, OLD), 1):
        label = PRINTED.get(column.label.en, column.label.en)
        letter = openpyxl.utils.get_column_letter(place)
        if letter in TALL:
            sheet[f"{letter}{top}"] = label
            sheet.merge_cells(f"{letter}{top}:{letter}{top + 2}")
        else:
            sheet[f"{letter}{top + 2}"] = label


def _filled(sheet: Worksheet, table: str, first: int, rows: Sequence[Row]) -> None:
    for number, row in enumerate(rows, first):
        for place, column in enumerate(columns(table, OLD), 1):
            sheet.cell(number, place, row.get(column.name))


def ends(first: int, last: int) -> Row:
    """Return what a row says of a range of the serial numbers of XAA."""
    return {
        "FirstID": f"CA0002-XAA01-XAA-{first}-2022",
        "LastID": f"CA0002-XAA01-XAA-{last}-2022",
        "UnderlyingUnitFirstUnitID": f"XA-2022-{first}",
        "UnderlyingUnitLastUnitID": f"XA-2022-{last}",
        "QuantityCO2": last - first + 1,
    }


# XBB acquires 1,000 of XAA, uses 300 and holds the rest.
ACQUISITION: Row = {
    **TRANSFER,
    "ActionType": "Acquisition",
    "TransferringPartyID": "XAA",
    "AcquiringPartyID": "XBB",
}
USE: Row = {
    **TRANSFER,
    **ends(1, 300),
    "ActionDateTime": "19-Aug-24",
    "ActionType": "Use",
    "TransferringPartyID": "XBB",
    "AcquiringPartyID": "NA",
    "UsingPartyOrEntity": "XBB",
    "FirstTransfer": "No",
}
HELD: Row = {**BLOCK, **ends(301, 1000)}
