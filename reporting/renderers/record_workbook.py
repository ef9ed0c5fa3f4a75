"""The record as a workbook to type into: a sheet for each table, in the order one fills them.

Every cell is text, filled or not: so nothing that is typed becomes a number, a day or a formula.
Names of fields stand in row 1 and nothing but rows below; what a field means is a note of its name,
in both languages. Nothing is carried in layout: a sheet is known by its name, a column by its name.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from reporting.messages import Text, _
from reporting.packages.model import Field, Table
from reporting.renderers.codebook import FieldLine, TableLine, field_lines
from reporting.renderers.column_widths import fitted_to_texts
from reporting.renderers.csv_injection import is_active
from reporting.renderers.record_sheets import RecordSheets, WorkbookColumn, columns_of
from reporting.renderers.sheets import LONGEST_NAME, CellContent, Look, SheetContent
from reporting.renderers.xlsx import (
    AUTHOR,
    GRID,
    LIGHT,
    LONGEST_AS_TEXT_FORMAT,
    MADE_ON,
    MOST_ROWS,
    OPTIONS,
    WorkbookLimitError,
    WorkbookWriter,
    legal,
    note_box,
    set_up_printing,
    write_text,
)

ABOUT, EXAMPLES, LISTS, EXPORTED = "about", "examples", "lists", "exported"
HELPERS = (ABOUT, EXAMPLES, LISTS, EXPORTED)
"""The sheets that hold no rows of the record."""
SCHEMAS = "article6Schemas"
TRUTHS = ("true", "false")
READY_ROWS = 2_000
"""How many rows below the last are made ready for typing."""
AS_TEXT: Mapping[str, object] = {"num_format": "@", "valign": "top"}
AS_LONG_TEXT: Mapping[str, object] = {"num_format": "General", "valign": "top"}
NEEDED: Mapping[str, object] = {
    **GRID,
    "bold": True,
    "bg_color": "#D5E3F0",
    "num_format": "@",
}
ASKED: Mapping[str, object] = {**NEEDED, "bold": False, "italic": True}
OTHER: Mapping[str, object] = {**GRID, "bg_color": LIGHT, "italic": True, "num_format": "@"}
COLUMNS_OF_EXAMPLES = (
    *(_("Sheet"), _("Column"), _("Needed"), _("Title"), _("Title (Japanese)"), _("Example")),
    _("Key of its row"),
)
YES, BY_CASE = _("yes"), _("depending on other cells")
IS_NEEDED, STANDS_FOR, TYPE = _("Needed"), _("Empty stands for"), _("Type")
PATTERN, LEADS_TO = _("Pattern"), _("Leads to")
ROWS_OF_ABOUT: Sequence[tuple[Text, Text]] = (
    (
        _("How to fill it"),
        _(
            "Each sheet is a table, in the order in which one fills them; each row is a fact. Rest "
            "the pointer on the name of a column to read what it means. Blue columns are needed; "
            "the buttons + above the columns open the others. Leave empty what is not known, "
            "and never write 0 for it."
        ),
    ),
    (
        _("How values are written"),
        _(
            "Every cell is text and keeps what is typed. Days are written as YYYY-MM-DD, numbers "
            "as digits alone. Lists to choose from are a help: everything is checked when it is "
            "read. Paste values alone, without formats."
        ),
    ),
    (
        _("Where a row comes from"),
        _(
            "Columns that are not blue may stay empty, unless their note says that it depends on "
            "other cells; where a row comes from is then taken from the folder, as the note of the "
            "column says."
        ),
    ),
    (
        _("What must stay"),
        _(
            "The names of the sheets, the names of the columns in row 1, and the hidden sheets. "
            "Columns may be moved, rows sorted; a row must not be left blank between two."
        ),
    ),
    (
        _("How to take it into the record"),
        _(
            "jcm import FILE.xlsx --into FOLDER shows what would be added, changed and removed, "
            "and what was not understood; jcm accept FOLDER writes it."
        ),
    ),
)


FOR_A_FIRST_FORM: tuple[Text, Text] = (
    _("For a first AEF"),
    _(
        "The sheets with a blue tab are enough; of blue columns in italics the AEF asks for what a "
        "row of its kind has. Then jcm number FOLDER and jcm accept FOLDER give "
        "ITMO serial numbers to authorized blocks that have none; where an event is about a part "
        "of a block, type those of its units. If a form says what is missing, fill "
        "that in here, and import again."
    ),
)
TAB = "#2F6DA3"


def record_workbook(record: RecordSheets) -> bytes:
    """Return the workbook of a record.

    Raises:
        WorkbookLimitError: A text is longer than a cell can hold, or a table than a sheet, or the
            name of a table longer than that of a sheet.
    """
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, OPTIONS) as book:
        book.set_properties({"title": legal(record.title), "author": AUTHOR, "created": MADE_ON})
        if record.version:
            book.set_custom_property(SCHEMAS, record.version, "text")
        writer = WorkbookWriter(book=book)
        writer.add(_about(record))
        columns = {each.name: columns_of(each, record) for each in record.tables}
        lists = _Lists()
        for table in record.tables:
            _RecordSheet(
                writer=writer, record=record, table=table, columns=columns, lists=lists
            ).write()
        if record.examples:
            writer.add(_examples(record, columns))
        _hidden(writer, LISTS, lists.columns())
        marks = [("table", "key", "digest"), *((m.table, m.key, m.digest) for m in record.marks)]
        _hidden(writer, EXPORTED, list(zip(*marks, strict=True)))
        for name, reference in lists.names():
            book.define_name(name, reference)
        # A hidden sheet needs another one in front.
        book.get_worksheet_by_name(ABOUT).activate()
    return stream.getvalue()


def _about(record: RecordSheets) -> SheetContent:
    title = (CellContent(value=record.title, look=Look.TITLE),)
    version: list[tuple[CellContent, ...]] = []
    if record.version:
        cells = CellContent(value=SCHEMAS, look=Look.LABEL), CellContent(value=record.version)
        version = [cells]
    told = [
        (
            CellContent(value=f"{label.en}\n{label.ja}", look=Look.LABEL),
            CellContent(value=text.en),
            CellContent(value=text.ja),
        )
        for label, text in (*ROWS_OF_ABOUT, *([FOR_A_FIRST_FORM] if record.first else []))
    ]
    return SheetContent(name=ABOUT, rows=(title, (), *told, (), *version), widths=(30, 70, 70))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lists:
    """The lists of the hidden sheet, each once, by their values."""

    values: dict[tuple[str, ...], str] = field(default_factory=dict)

    def name(self, wanted: str, values: Sequence[str]) -> str:
        """Return what a list is called, after the field that has it first."""
        key = tuple(values)
        if key not in self.values:
            taken = set(self.values.values())
            names = (f"list_{wanted}{ending}" for ending in ("", *(f"_{n}" for n in range(2, 99))))
            self.values[key] = next(each for each in names if each not in taken)
        return self.values[key]

    def columns(self) -> list[tuple[str, ...]]:
        return [(name, *values) for values, name in self.values.items()]

    def names(self) -> Iterator[tuple[str, str]]:
        for at, (values, name) in enumerate(self.values.items()):
            letter = xl_col_to_name(at)
            yield name, f"={LISTS}!${letter}$2:${letter}${len(values) + 1}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _RecordSheet:
    """A table on its sheet."""

    writer: WorkbookWriter
    record: RecordSheets
    table: Table
    columns: Mapping[str, Sequence[WorkbookColumn]]
    lists: _Lists

    def write(self) -> None:
        name, own = self.table.name, self.columns[self.table.name]
        rows = self.record.rows.get(name, ())
        if len(name) > LONGEST_NAME:
            msg = f"the table '{name}' has a longer name than a sheet can have"
            raise WorkbookLimitError(msg)
        if len(rows) >= MOST_ROWS:
            msg = f"the table '{name}' has {len(rows):,} rows; a sheet holds fewer"
            raise WorkbookLimitError(msg)
        page = self.writer.book.add_worksheet(name)
        if name in self.record.first:
            page.set_tab_color(TAB)
        line = TableLine(called=name, table=self.table, rows=len(rows))
        lines = {each.field.name: each for each in field_lines([line])}
        wide = [self._write_column(page, at, each, rows) for at, each in enumerate(own)]
        last = self._last(name)
        for at, column in enumerate(own):
            looks = NEEDED if column.is_needed else ASKED if column.is_asked else OTHER
            look = self.writer.format(looks)
            write_text(page, (0, at), column.field.name, look, name)
            default = self.record.defaults.get(name, {}).get(column.field.name, "")
            note = _note(lines[column.field.name], default, is_needed=column.is_needed)
            page.write_comment(0, at, legal(note), note_box(note))
            self._offer(page, at, column.field, last)
        # Digits are text on purpose: no green corners on them.
        page.ignore_errors({"number_stored_as_text": f"A1:{xl_col_to_name(len(own))}{last + 1}"})
        keyed = 1 if own[0].field.name in self.table.schema.primary_key else 0
        page.freeze_panes(1, keyed)
        sheet = SheetContent(name=name, rows=(), frozen=(1, keyed), repeated=(0, 0))
        set_up_printing(page, sheet, sum(wide))

    def _last(self, table: str) -> int:
        """Return the last row that is made ready, counted from 0."""
        return min(len(self.record.rows.get(table, ())) + READY_ROWS, MOST_ROWS - 1)

    def _write_column(
        self, page: Worksheet, at: int, column: WorkbookColumn, rows: Sequence[Mapping[str, str]]
    ) -> int:
        name = column.field.name
        # Wide enough for what is not typed yet: one of the codes.
        codes = map(str, column.field.constraints.get("enum", ()))
        width = fitted_to_texts(name, (*codes, *(row.get(name, "") for row in rows)))
        shown = self.writer.format(AS_TEXT)
        folded = {} if column.is_open else {"level": 1, "hidden": True}
        page.set_column(at, at, width, shown, folded)
        is_last = at + 1 == len(self.columns[self.table.name])
        if not column.is_open and is_last:
            page.set_column(at + 1, at + 1, None, None, {"collapsed": True})
        for down, row in enumerate(rows, start=1):
            if text := row.get(name):
                legal_text = legal(text)
                write_text(page, (down, at), legal_text, self._look(legal_text), self.table.name)
        return width

    def _look(self, text: str) -> xlsxwriter.format.Format:
        # Excel shows a longer text in a cell of the format text as ####.
        shown = AS_TEXT if len(text) <= LONGEST_AS_TEXT_FORMAT else AS_LONG_TEXT
        return self.writer.format({**shown, "quote_prefix": True} if is_active(text) else shown)

    def _offer(self, page: Worksheet, at: int, column: Field, last: int) -> None:
        """Offer what may stand in a column: a list of codes stops others, keys only warn."""
        codes = TRUTHS if column.type == "boolean" else column.constraints.get("enum", ())
        rule: dict[str, object] = {"validate": "list", "ignore_blank": True}
        beyond = self.record.lists.get((self.table.name, column.name), ())
        if codes:
            rule["source"] = f"={self.lists.name(column.name, [str(each) for each in codes])}"
        elif beyond:
            rule |= {"source": f"={self.lists.name(column.name, beyond)}", "error_type": "warning"}
        elif reference := self._keys(column.name):
            # The row that it leads to may come later.
            rule |= {"source": reference, "error_type": "warning"}
        else:
            return
        page.data_validation(1, at, last, at, rule)

    def _keys(self, name: str) -> str:
        """Return where the keys stand that a field of one foreign key may hold; or nothing."""
        for key in self.table.schema.foreign_keys:
            if key.fields == (name,) and not key.package and key.table in self.columns:
                others = [each.field.name for each in self.columns[key.table]]
                letter = xl_col_to_name(others.index(key.keys[0]))
                return f"='{key.table}'!${letter}$2:${letter}${self._last(key.table) + 1}"
        return ""


def _note(line: FieldLine, default: str, *, is_needed: bool) -> str:
    """Return what the note of a label says: name, meaning, and what may stand there."""
    field_, rules = line.field, line.field.constraints
    needed = YES if is_needed else BY_CASE if line.field.mandate == "conditional" else None
    kind = f"{field_.type}, {field_.unit}" if field_.unit else field_.type
    facts = [
        f"{field_.title['en']} / {field_.title['ja']}",
        field_.description["en"],
        field_.description["ja"],
        _fact(IS_NEEDED, f"{needed.en} / {needed.ja}" if needed else ""),
        _fact(STANDS_FOR, default),
        _fact(TYPE, kind),
        _fact(PATTERN, str(rules.get("pattern", ""))),
        _fact(LEADS_TO, line.leads_to),
        line.values,
    ]
    return "\n".join(filter(None, dict.fromkeys(facts)))


def _fact(label: Text, value: str) -> str:
    return f"{label.en} / {label.ja}: {value}" if value else ""


def _examples(
    record: RecordSheets, columns: Mapping[str, Sequence[WorkbookColumn]]
) -> SheetContent:
    """Return the sheet of examples: a line for each column that the made-up record fills."""
    heads = tuple(
        CellContent(value="\n".join(dict.fromkeys((each.en, each.ja))), look=Look.HEADING)
        for each in COLUMNS_OF_EXAMPLES
    )
    rows = [
        tuple(
            CellContent(value=value)
            for value in (
                *(table.name, column.field.name),
                f"{YES.en} / {YES.ja}" if column.is_needed else "",
                *(column.field.title["en"], column.field.title["ja"]),
                example[column.field.name],
                " | ".join(example.get(name, "") for name in table.schema.primary_key),
            )
        )
        for table in record.tables
        for column in columns[table.name]
        if (example := _example(record.examples.get(table.name, ()), column.field.name))
    ]
    return SheetContent(
        name=EXAMPLES,
        rows=(heads, *rows),
        widths=(26, 28, 12, 30, 30, 44, 30),
        frozen=(1, 2),
        is_framed=True,
    )


def _example(rows: Sequence[Mapping[str, str]], name: str) -> Mapping[str, str]:
    """Return the row whose cell stands as an example: the fullest, so that one is read whole."""
    filled = [row for row in rows if row.get(name)]
    return max(filled, key=lambda row: sum(map(bool, row.values())), default={})


def _hidden(writer: WorkbookWriter, name: str, columns: Sequence[Sequence[str]]) -> None:
    """Write a sheet that nobody need see, column by column."""
    page = writer.book.add_worksheet(name)
    look = writer.format(AS_TEXT)
    for at, column in enumerate(columns):
        page.set_column(at, at, None, look)
        for down, text in enumerate(column):
            write_text(page, (down, at), legal(text), look, name)
    page.hide()
