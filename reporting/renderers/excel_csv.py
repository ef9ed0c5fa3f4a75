"""A table as CSV that Excel opens rightly by a double click.

It begins with a byte order mark, without which Excel takes UTF-8 for the code page of the computer,
and its lines end in CRLF; breaks within a cell stay as they are. A text that Excel would take for a
formula has an apostrophe before it, which `table_of_excel_csv` takes away again: the rows are those
of the CSV. No ``sep=`` stands at its head: Excel then overlooks the mark. Where the computer's
lists are separated by semicolons, Excel's *Data, From Text/CSV* asks; numbers of more than 15
digits are rounded by any spreadsheet that opens a CSV, and the workbook keeps them.
"""

import csv
from io import StringIO

from reporting.packages.csv_text import text_lines
from reporting.packages.empty_cells import EmptyCells
from reporting.packages.model import Table
from reporting.packages.opening import FOR_EXCEL
from reporting.renderers.csv_injection import shielded

BYTE_ORDER_MARK = "\ufeff"
ENDING = FOR_EXCEL


def to_excel_csv(table: Table) -> bytes:
    """Return a table as CSV for Excel.

    Args:
        table: The table, validated.
    """
    lines = text_lines(table.readable)
    header = next(lines)[1]
    types = {each.name: each.type for each in table.schema.fields}
    texts = [types.get(name, "string") == "string" for name in header]
    stream = StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(header)
    empty = EmptyCells(schema=table.schema)
    for _, row in lines:
        filled = empty.filled(dict(zip(header, row, strict=True))).values() if empty.fields else row
        cells = zip(filled, texts, strict=False)
        writer.writerow([shielded(cell) if is_text else cell for cell, is_text in cells])
    return f"{BYTE_ORDER_MARK}{stream.getvalue()}".encode()
