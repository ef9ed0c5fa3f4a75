"""The cells of one sheet, read in a stream.

A library in its read-only mode shows neither merged nor hidden cells nor a formula beside its
result, and fills rows up to whatever size a sheet declares; here only cells that hold something
are kept, however many blank ones there are.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from openpyxl.utils.cell import column_index_from_string, range_boundaries

from reporting.aef_checker.xlsx_reader.cells import (
    CellKind,
    Value,
    XlsxCell,
    day_of_number,
    day_of_text,
    has_time_of_day,
    number,
    text_value,
)
from reporting.aef_checker.xlsx_reader.container import (
    Container,
    RefusedError,
    parse,
    too_large,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class XlsxSheet:
    """A sheet of a workbook.

    Attributes:
        name: Its name.
        is_hidden: Whether it is hidden from whoever opens the workbook.
        rows: Its cells that hold something, by row and column.
        merged: Its merged ranges as (first row, first column, last row, last column).
        hidden_rows: Its hidden rows.
        hidden_columns: Its hidden columns as (first, last).
    """

    name: str
    is_hidden: bool = False
    rows: Mapping[int, Mapping[int, XlsxCell]] = field(default_factory=dict)
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: tuple[tuple[int, int], ...] = ()

    def at(self, row: int, column: int) -> XlsxCell | None:
        """Return a cell, or none where there is nothing."""
        return self.rows.get(row, {}).get(column)


def is_nothing(size: str | None) -> bool:
    """Tell whether a row is of no height, or a column of no width: nobody sees it."""
    return size is not None and number(size) == 0


MOST_CELLS = 1_000_000
MOST_RANGES = 100_000
LAST_ROW = 1_048_576
LAST_COLUMN = 16_384
# What a cell can hold; a longer text is read no further.
LONGEST = 32_767
TEXT_OF = frozenset(("v", "f", "t"))
TRUE = frozenset(("1", "true"))
# A cell that shares the formula of another has no text of it.
SHARED = "?"


@dataclass(frozen=True, slots=True, kw_only=True)
class XlsxWorkbook:
    """What the sheets of a workbook share.

    Attributes:
        texts: Texts by number.
        is_date: For each style, whether it shows a date.
        is_1904: Whether days count from 1904.
    """

    texts: Sequence[str]
    is_date: Sequence[bool]
    is_1904: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A sheet as its workbook lists it: its name, its part, and whether it is hidden."""

    name: str
    part: str
    is_hidden: bool


@dataclass(slots=True)
class _SheetReader:
    """Where the reading of a sheet stands."""

    part: str
    name: str
    book: XlsxWorkbook
    room: int
    rows: dict[int, dict[int, XlsxCell]] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    row: int = 0
    column: int = 0
    kind: str = ""
    style: str = ""
    is_formula: bool = False
    is_hint: bool = False
    open_text: str = ""
    texts: dict[str, list[str]] = field(default_factory=dict)
    length: int = 0
    count: int = 0
    is_hidden_row: bool = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name in TEXT_OF:
            self.open_text = "" if self.is_hint else name
            self.is_formula = self.is_formula or name == "f"
        elif opener := OPENERS.get(name):
            opener(self, attributes)

    def end(self, name: str) -> None:
        if name in TEXT_OF:
            self.open_text = ""
        elif name == "rPh":
            self.is_hint = False
        elif name == "c":
            self.close_cell()

    def data(self, text: str) -> None:
        if self.open_text and self.length <= LONGEST:
            self.texts.setdefault(self.open_text, []).append(text)
            self.length += len(text)

    def open_row(self, attributes: Mapping[str, str]) -> None:
        # Some writers leave references out: then rows, and cells, follow one another.
        self.row = self.whole(attributes.get("r"), LAST_ROW) or self.row + 1
        self.column = 0
        self.is_hidden_row = attributes.get("hidden") in TRUE or is_nothing(attributes.get("ht"))

    def open_cell(self, attributes: Mapping[str, str]) -> None:
        reference = attributes.get("r") or ""
        letters = reference.rstrip("0123456789")
        self.column = self.letters(letters) if letters else self.column + 1
        # Programs go by the reference, not by the row around it: never read what they do not show.
        if letters and reference != f"{letters}{self.row}":
            raise self.damaged()
        self.kind, self.style = attributes.get("t", ""), attributes.get("s", "")
        self.is_formula, self.length = False, 0
        self.texts.clear()

    def close_cell(self) -> None:
        """Keep the cell if it holds something."""
        if not self.texts and not self.is_formula:
            return
        kind, value = self.content()
        # A formula without a stored result is a fault to be told, a blank text is none.
        if kind is CellKind.NOTHING and not self.is_formula:
            return
        self.count += 1
        if self.count > self.room:
            raise too_large(MOST_CELLS)
        if self.is_hidden_row and (not self.hidden_rows or self.hidden_rows[-1] != self.row):
            self.hidden_rows.append(self.row)
        row = self.rows.setdefault(self.row, {})
        if self.column in row:
            raise self.damaged()
        row[self.column] = XlsxCell(
            sheet=self.name,
            row=self.row,
            column=self.column,
            kind=kind,
            value=value,
            formula="=" + "".join(self.texts.get("f", [SHARED])) if self.is_formula else "",
            has_time=kind is CellKind.DATE and has_time_of_day("".join(self.texts.get("v", ()))),
        )

    def content(self) -> tuple[CellKind, Value]:
        """Return what the open cell holds."""
        written = "".join(self.texts.get("t" if self.kind == "inlineStr" else "v", ()))
        match self.kind:
            case "s":
                return text_value(self.shared(written))
            case "str" | "inlineStr":
                return text_value(written)
            case "b":
                return CellKind.BOOLEAN, written.strip() in {"1", "true"}
            case "e":
                return CellKind.ERROR, written
            case "d":
                return day_of_text(written)
        return self.numeric(written)

    def shared(self, written: str) -> str:
        """Return a shared text by its number."""
        place = int(written) if written.isascii() and written.isdigit() else -1
        if not 0 <= place < len(self.book.texts):
            raise self.damaged()
        return self.book.texts[place]

    def numeric(self, written: str) -> tuple[CellKind, Value]:
        """Return a number, or the day it is shown as."""
        value = number(written.strip())
        if value is None:
            return text_value(written)
        style = int(self.style) if self.style.isascii() and self.style.isdigit() else 0
        if style < len(self.book.is_date) and self.book.is_date[style]:
            return day_of_number(value, is_1904=self.book.is_1904)
        return CellKind.NUMBER, value

    def hide_columns(self, attributes: Mapping[str, str]) -> None:
        is_hidden = attributes.get("hidden") in TRUE or is_nothing(attributes.get("width"))
        if is_hidden and len(self.hidden_columns) < MOST_RANGES:
            first = self.whole(attributes.get("min"), LAST_COLUMN)
            self.hidden_columns.append((first, self.whole(attributes.get("max"), LAST_COLUMN)))

    def merge(self, attributes: Mapping[str, str]) -> None:
        try:
            left, top, right, bottom = range_boundaries(attributes.get("ref", ""))
        except (ValueError, TypeError) as error:
            raise self.damaged() from error
        # Whole columns or rows, as A:B, have no corners.
        if None in (left, top, right, bottom):
            raise self.damaged()
        if len(self.merged) < MOST_RANGES:
            self.merged.append((int(top or 0), int(left or 0), int(bottom or 0), int(right or 0)))

    def hint(self, _: Mapping[str, str]) -> None:
        """Open a hint at pronunciation, which is no text."""
        self.is_hint = True

    def whole(self, text: str | None, most: int) -> int:
        """Read a number of a row or column; 0 if there is none."""
        if not text:
            return 0
        if not (text.isascii() and text.isdigit() and len(text) <= len(str(most))):
            raise self.damaged()
        if not 0 < int(text) <= most:
            raise self.damaged()
        return int(text)

    def letters(self, letters: str) -> int:
        try:
            return int(column_index_from_string(letters))
        except ValueError as error:
            raise self.damaged() from error

    def damaged(self) -> RefusedError:
        """Return that the sheet cannot be understood."""
        return RefusedError("workbook-damaged", {"part": self.part})


OPENERS: Mapping[str, Callable[[_SheetReader, Mapping[str, str]], None]] = {
    "row": _SheetReader.open_row,
    "c": _SheetReader.open_cell,
    # Japanese programs keep the reading of kanji beside them.
    "rPh": _SheetReader.hint,
    "col": _SheetReader.hide_columns,
    "mergeCell": _SheetReader.merge,
}


def read_sheet(container: Container, listed: Listed, book: XlsxWorkbook, room: int) -> XlsxSheet:
    """Read one sheet.

    Args:
        container: The parts of the workbook.
        listed: The sheet, as the workbook lists it.
        book: What the sheets share.
        room: How many cells that hold something may still be kept.

    Raises:
        RefusedError: It is damaged, missing, or holds too much.
    """
    part = listed.part
    reader = _SheetReader(part=part, name=listed.name, book=book, room=room)
    parse(part, container.pieces(part), reader.start, reader.end, reader.data)
    return XlsxSheet(
        name=listed.name,
        is_hidden=listed.is_hidden,
        rows={row: reader.rows[row] for row in sorted(reader.rows)},
        merged=tuple(reader.merged),
        hidden_rows=frozenset(reader.hidden_rows),
        hidden_columns=tuple(_sane(reader.hidden_columns)),
    )


def _sane(ranges: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    return ((first, last) for first, last in ranges if 0 < first <= last)
