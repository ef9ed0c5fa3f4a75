"""A template made for tests: what copies of the official one are like, as their users tell.

Labels are rich text with non-breaking and double spaces in another case; rows are filled with
vocabulary; texts stand below; parts no library of ours knows, and a namespace named in an attribute
alone.
"""

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.worksheet.datavalidation import DataValidation

from reporting.official_forms.aef import CURRENT, sheets
from tests.aef_checker.making import FILLED, LINK, at, first_row, places, sheet_of, write

VOCABULARY = {
    "ActionType": ("Acquisition", "Transfer", "Use", "Cancellation", "First transfer"),
    "Metric": ("GHG", "non-GHG"),
    "MitigationType": ("Emission reductions", "Removals"),
}
FOREIGN = {
    "customXml/item1.xml": b'<?xml version="1.0"?><a xmlns="urn:a"/>',
    "xl/printerSettings/printerSettings1.bin": bytes(range(256)),
    "xl/media/image1.png": b"\x89PNG\r\n\x1a\n\x00",
}
NOTE_BELOW = 40
MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
IGNORED = (
    MAIN + b' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    b' xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"'
    b' mc:Ignorable="x14ac"'
)


def template(path: Path) -> Path:
    """Write a template."""
    empty = {
        "submission": [
            {
                "ReviewStatusOfInitialReport": FILLED,
                "ResultOfConsistencyCheck": FILLED,
                "ReferenceToTerReport": LINK,
            }
        ],
        **{name: [] for name in ("authorizations", "actions", "holdings", "entities")},
    }
    write(path, empty, _as_shipped)
    with zipfile.ZipFile(BytesIO(path.read_bytes())) as made, zipfile.ZipFile(path, "w") as copy:
        for item in made.infolist():
            content = made.read(item)
            if item.filename.startswith("xl/worksheets/sheet"):
                content = content.replace(MAIN, IGNORED, 1)
            copy.writestr(item, content, zipfile.ZIP_DEFLATED)
        for name, content in FOREIGN.items():
            copy.writestr(name, content, zipfile.ZIP_DEFLATED)
    return path


def _as_shipped(made: Any) -> None:  # noqa: ANN401 - no types
    """Write labels as the template has them, vocabulary, rules of its cells, a note below."""
    for official in sheets(CURRENT):
        page = made[official.sheet]
        if not official.labels_at or official.table == "summary":
            continue
        first = first_row(official)
        labels = page["B"][first - 1 : first + 8] if official.table == "submission" else page[first]
        for cell in labels:
            if cell.value:
                head, _, rest = cell.value.partition(" ")
                spaced = f"\u00a0 {rest.upper()} " if rest else " "
                cell.value = CellRichText(TextBlock(InlineFont(b=True), head), spaced)
                cell.comment = Comment("What the annex says of it.", "secretariat")
        if official.table in {"actions", "holdings", "authorizations"}:
            for name, terms in VOCABULARY.items():
                if name in places(official.table):
                    for number, term in enumerate(terms, 1):
                        page[at(name, number, official.table)] = term
            page.cell(NOTE_BELOW, 2, "Notes: see the manual.")
    rule = DataValidation(type="list", formula1='"GHG,non-GHG"')
    rule.add(at("Metric"))
    page = sheet_of(made)
    page.add_data_validation(rule)
    page[at("ResultOfConsistencyChecks")] = "{CARP}"
