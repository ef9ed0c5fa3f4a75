"""Headers and rows that do not fit each other or the schema."""

from tests.broken.case import Case
from tests.broken.edits import both, changed, columns, content, replaced

BLOCKS = "record/blocks"
NOT_CHECKED = (f"rows-not-checked {BLOCKS}",)
HEADER = b"block_id,first,last,quantity,measure,on,held,vintage,holder"


def at(row: int, field: str = "") -> str:
    """Return a place in the table of blocks."""
    return f"{BLOCKS}:{row} {field}".strip()


CASES = (
    Case(
        name="column twice",
        edit=replaced("blocks", "vintage,holder", "vintage,vintage"),
        code="header-duplicate",
        at=at(1, "vintage"),
        also=(f"header-missing-field {at(1, 'holder')}", *NOT_CHECKED),
    ),
    Case(
        name="column without name",
        edit=columns("blocks", lambda cells: [*cells, "" if cells[0] == "block_id" else "x"]),
        code="header-blank",
        at=at(1),
        words=("column 10",),
        also=NOT_CHECKED,
    ),
    Case(
        name="column missing",
        edit=columns("blocks", lambda cells: cells[:-1]),
        code="header-missing-field",
        at=at(1, "holder"),
        words=("a column holder",),
    ),
    Case(
        name="key column missing",
        edit=columns("conflicts", lambda cells: cells[:1] + cells[2:]),
        code="header-missing-field",
        at="record/conflicts:1 position",
    ),
    Case(
        name="column added",
        edit=columns("blocks", lambda cells: [*cells[:4], f"comment {cells[0]}", *cells[4:]]),
        code="header-extra-field",
        at=at(1),
        words=("comment block_id", "describe it in the schema"),
    ),
    Case(
        name="two columns swapped",
        edit=columns("blocks", lambda cells: [cells[0], cells[2], cells[1], *cells[3:]]),
        code="header-order",
        at=at(1),
        words=("block_id, last, first",),
    ),
    Case(
        name="column in capitals",
        edit=replaced("blocks", ",holder", ",Holder"),
        code="header-spelling",
        at=at(1, "holder"),
        words=("a column holder", "'Holder'"),
    ),
    Case(
        name="space after a name",
        edit=replaced("blocks", ",holder", ",holder "),
        code="header-spelling",
        at=at(1, "holder"),
        words=("'holder '",),
    ),
    Case(
        name="zero-width space in a name",
        edit=replaced("blocks", ",holder", ",hol\u200bder"),
        code="header-spelling",
        at=at(1, "holder"),
        words=("hol<U+200B>der",),
    ),
    Case(
        name="semicolons",
        edit=changed("blocks", lambda data: data.replace(b",", b";")),
        code="delimiter",
        at=at(1),
        words=("comma", "found ;"),
        also=NOT_CHECKED,
    ),
    Case(
        name="tabs",
        edit=changed("blocks", lambda data: data.replace(b",", b"\t")),
        code="delimiter",
        at=at(1),
        words=("TAB",),
        also=NOT_CHECKED,
    ),
    Case(
        name="no header",
        edit=changed("blocks", lambda data: data.split(b"\n", 1)[1]),
        code="header-missing",
        at=at(1),
        words=("block_id, first", "B1, 1, 80"),
        also=NOT_CHECKED,
    ),
    Case(
        name="blank line before the header",
        edit=changed("blocks", lambda data: b"\n" + data),
        code="header-missing",
        at=at(1),
        words=("reads ''",),
        also=NOT_CHECKED,
    ),
    Case(
        name="only spaces and line ends",
        edit=content("blocks", b" \n\n  \n"),
        code="header-missing",
        at=at(1),
        also=NOT_CHECKED,
    ),
    Case(
        name="header alone",
        edit=content("blocks", HEADER + b"\n"),
        code="table-empty",
        at=BLOCKS,
        words=("at least one row",),
    ),
    Case(
        name="header alone, without line end",
        edit=content("blocks", HEADER),
        code="table-empty",
        at=BLOCKS,
    ),
    Case(
        name="open quotation mark in the header",
        edit=replaced("blocks", "block_id", '"block_id'),
        code="quote-broken",
        at=at(1),
        also=NOT_CHECKED,
    ),
    Case(
        name="open quotation mark",
        edit=replaced("blocks", "Tsetsens", '"Tsetsens'),
        code="quote-broken",
        at=at(3),
        words=("unexpected end of data", "rows below, types and keys are not checked"),
    ),
    Case(
        name="quotation mark that swallows a row",
        edit=both(
            replaced("blocks", "Ministry of the Environment", '"Ministry of the Environment'),
            replaced("blocks", "\nB2", '\nB2"'),
        ),
        code="quote-swallows",
        at=at(2, "holder"),
        words=("opened in row 2 and closed in row 3", "swallowed: 1", "Delete both marks"),
    ),
    Case(
        name="quotation mark within a quoted cell",
        edit=replaced("blocks", "Tsetsens Mining", '"Tsetsens "Gold" Mining"'),
        code="quote-broken",
        at=at(3),
        words=("double it",),
    ),
    Case(
        name="cell of two megabytes",
        edit=replaced("blocks", "Tsetsens", "T" * 2_000_000),
        code="cell-too-long",
        at=at(3),
        words=("100,000 characters",),
    ),
    Case(
        name="blank row in the middle",
        edit=replaced("blocks", "\nB2", "\n\nB2"),
        code="row-blank",
        at=at(3),
        words=("Delete the row",),
    ),
    Case(
        name="row of commas",
        edit=replaced("blocks", "\nB2", "\n,,,,,,,,\nB2"),
        code="row-blank",
        at=at(3),
    ),
    Case(
        name="row of spaces",
        edit=replaced("blocks", "\nB2", "\n , ,  ,,,,,,\nB2"),
        code="row-blank",
        at=at(3),
    ),
    Case(
        name="blank row at the end",
        edit=changed("blocks", lambda data: data + b"\n"),
        code="row-blank",
        at=at(5),
    ),
    Case(
        name="commas of empty columns after a row",
        edit=replaced("blocks", "Tsetsens Mining", "Tsetsens Mining,,"),
        code="row-too-long",
        at=at(3),
        words=("9 cells", "found 11"),
    ),
    Case(
        name="comma in a cell without quotation marks",
        edit=replaced("blocks", "Tsetsens Mining", "Tsetsens, Mining"),
        code="row-too-long",
        at=at(3),
        words=("found 10", "in quotation marks"),
    ),
    Case(
        name="row cut short",
        edit=replaced("allocations", "MN001-2,japan,92,,,", "MN001-2"),
        code="row-too-short",
        at="record/allocations:4",
        words=("6 cells", "found 1"),
    ),
)
