"""What a report is: tables of cells that carry an exact value, or the reason why there is none.

Renderers write them, and calculate nothing; to how many places a text rounds, the column says.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any

from reporting.accounting.figure import Exact, rounded
from reporting.forms.model.provenance import Lineage
from reporting.messages import SILENCE, Text, _, bilingual
from reporting.official_forms.ctf_table4 import Clock

Value = str | int | Fraction | date | None


TONNES = "t CO2 eq"
PLACES = 3  # of a figure in another metric; tonnes are whole
NO_ROWS = _("Nothing.")


class Type(StrEnum):
    """What a column holds; a plain number has neither separators nor a fixed number of places."""

    TEXT = "string"
    SERIAL = "serial"
    YEAR = "year"
    DATE = "date"
    COUNT = "integer"
    QUANTITY = "number"
    PLAIN = "plain"
    ROW = "row"


class Layout(StrEnum):
    """How a text shows a table: rows, lines with the years across, or a paragraph for each row."""

    ROWS = "rows"
    ACROSS = "across"
    LIST = "list"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a cell is empty.

    Attributes:
        code: Stable name, as programs read it.
        year: The year concerned; 0 for none.
        sentence: The whole sentence.
        brief: The sentence without its year, under which a text gathers several.
    """

    code: str
    year: int = 0
    sentence: Text
    brief: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: what its figures are, in what unit, and by which clock they go.

    Attributes:
        name: As programs read it.
        label: As people read it.
        type: What it holds.
        unit: Unit of its figures.
        clock: The year by which its figures go.
        provision: The rule behind it.
        places: Decimal places to which a text rounds.
        is_shared: In `Layout.ACROSS`, the same in every group of rows.
        is_detail: Left to programs; a text has it elsewhere or does without.
    """

    name: str
    label: Text
    type: Type = Type.TEXT
    unit: str = ""
    clock: Clock = Clock.NONE
    provision: str = ""
    places: int = 0
    is_shared: bool = False
    is_detail: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A value, or the reasons why there is none.

    Attributes:
        value: The exact value; None where there is none.
        label: What people read in its place; empty for the value itself.
        reasons: Why it is empty; none where there is simply nothing to say.
        lineage: The rows a figure was made of.
    """

    value: Value = None
    label: Text = SILENCE
    reasons: tuple[Reason, ...] = ()
    lineage: Lineage | None = None


EMPTY = Cell()


def written(number: Exact, places: int = PLACES, sign: str = "") -> str:
    """Write a number as people read it; a whole one has no decimal places."""
    return f"{rounded(number, 0 if isinstance(number, int) else places):{sign},f}"


def in_both(row: Mapping[str, Any], name: str) -> Text:
    """Return a field of a row with its Japanese beside it, ``name_ja``; else it stands for both."""
    own = row[name] or ""
    return bilingual(own, row[f"{name}_ja"] or own)


def cell_in_both(row: Mapping[str, Any], name: str) -> Cell:
    """Return a cell of such a field."""
    return Cell(value=row[name], label=in_both(row, name))


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A remark under a table: method, basis, cut-off, setting, with its provision.

    Attributes:
        label: What it is about.
        text: What is said.
        provision: The rule behind it.
        is_of_form: Whether the form asks for it, so that it is filed with it as a footnote; the
            others are remarks of ours on how the figures were made.
    """

    label: Text
    text: Text
    provision: str = ""
    is_of_form: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportTable:
    """A table of a report.

    Attributes:
        name: As programs read it.
        title: As people read it.
        columns: Its columns.
        rows: Its rows, each with a cell for every column.
        layout: How a text shows it.
        headline: In `Layout.LIST`, how many columns open the paragraph of a row.
        group: In `Layout.ACROSS`, the columns whose values are the heading of a group of rows.
        across: In `Layout.ACROSS`, the column whose values stand above the figures.
        nothing: What a text says where there are no rows.
    """

    name: str
    title: Text
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    layout: Layout = Layout.ROWS
    headline: int = 1
    group: tuple[str, ...] = ()
    across: str = ""
    nothing: Text = NO_ROWS

    def column_index(self, name: str) -> int:
        """Return where a column stands."""
        return [each.name for each in self.columns].index(name)


def named_tables(tables: Iterable[ReportTable]) -> Iterator[tuple[str, ReportTable]]:
    """Yield tables by names of their own: of two with one name the second is ``name_2``."""
    count: Counter[str] = Counter()
    for each in tables:
        count[each.name] += 1
        number = count[each.name]
        yield each.name if number == 1 else f"{each.name}_{number}", each


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The answer to one question.

    Attributes:
        name: As programs read it.
        title: As people read it.
        tables: Its tables; CSV holds the first, and those with the same columns.
        notes: Remarks, in the order in which they bear on the figures.
    """

    name: str
    title: Text
    tables: tuple[ReportTable, ...]
    notes: tuple[Note, ...] = ()
