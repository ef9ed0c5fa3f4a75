"""A table of a report as heads, rows and footnotes, for documents that draw it themselves."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from reporting.forms.model.form import Section
from reporting.forms.model.table import EMPTY, Cell, Column, Layout, Reason, ReportTable, Type
from reporting.forms.model.wording import CLOCKS
from reporting.interval_merge import spans
from reporting.messages import _
from reporting.renderers.values import for_people

DASH = "–"
# In Japanese the character for a table, then the number.
NUMBERED = re.compile("(?:Table |\u8868)\\d")
NOT_APPLICABLE = "applicable_method"


@dataclass(frozen=True, slots=True, kw_only=True)
class Footnotes:
    """The reasons of some cells, lettered in the order in which they come.

    Attributes:
        language: The language they are said in.
        cells: The cells.
    """

    language: str
    cells: Sequence[Cell]

    def marked(self, cell: Cell, column: Column) -> str:
        """Return a cell as text; an empty one with the letters of its reasons."""
        if cell.value is None and cell.reasons:
            codes = self._codes()
            told = {each.code for each in cell.reasons} & {*codes}
            letters = sorted(codes.index(each) for each in told)
            return f"{DASH} {','.join(_letter(each) for each in letters)}".rstrip()
        return for_people(cell, column, self.language)

    def said(self) -> Iterator[tuple[str, str]]:
        """Yield the letter of each reason and its sentence, with the years it concerns."""
        reasons = self._reasons()
        separator = _(": ")[self.language]
        for number, code in enumerate(self._codes()):
            of_code = [each for each in reasons if each.code == code]
            years = spans(each.year for each in of_code if each.year)
            sentence = of_code[0].brief[self.language]
            yield _letter(number), f"{sentence}{separator}{years}" if years else sentence

    def _codes(self) -> list[str]:
        return list(dict.fromkeys(each.code for each in self._reasons()))

    def _reasons(self) -> list[Reason]:
        every = [reason for cell in self.cells for reason in cell.reasons]
        return [each for each in every if each.code != NOT_APPLICABLE]


def _letter(number: int) -> str:
    return chr(ord("a") + number)


NUMBERS = frozenset((Type.QUANTITY, Type.COUNT, Type.SERIAL, Type.PLAIN))
UNBROKEN = NUMBERS | {Type.DATE, Type.YEAR}
WIDE = 7  # columns
LONG = 60  # characters
WORD = 36  # of which an identifier has no more, and is not broken at its hyphens
SHORT = 14  # of which one with more may be broken on wide paper, so that no column is cut


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnCell:
    """A cell as people read it.

    Attributes:
        text: What it says.
        cell: What it was made from.
        is_number: Whether it is set on the right.
        is_unbroken: Whether its text stays on one line.
        about: The end of its text that says more of it: unit, clock, provision.
        is_indented: Whether it stands below a heading.
    """

    text: str
    cell: Cell = EMPTY
    is_number: bool = False
    is_unbroken: bool = False
    about: str = ""
    is_indented: bool = False

    @property
    def look(self) -> str:
        """Its class on a page: a number, unbroken, a word that paper may break, a long text."""
        if self.is_number:
            return "n"
        if not self.text:
            return ""
        if self.is_unbroken:
            return "u"
        if self.text.isascii() and " " not in self.text and len(self.text) <= WORD:
            return "u w" if len(self.text) > SHORT else "u"
        return "t" if len(self.text) > LONG else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnRow:
    """A row; one that is a heading has a single cell, which spans the table."""

    cells: tuple[DrawnCell, ...]
    is_heading: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnTable:
    """A table as people read it.

    Attributes:
        title: What it shows.
        heads: The heads of its columns; those of numbers are set on the right.
        rows: Its rows.
        footnotes: Why cells are empty, by letter.
        nothing: What is said if it has no rows.
    """

    title: str
    heads: tuple[DrawnCell, ...]
    rows: tuple[DrawnRow, ...]
    footnotes: tuple[tuple[str, str], ...]
    nothing: str

    @property
    def is_wide(self) -> bool:
        """Whether it is printed across the long side of the paper."""
        return bool(self.rows) and len(self.heads) > WIDE

    @property
    def naming(self) -> int:
        """How many columns name a row: the first, and after the number of a line what it says."""
        return next((at for at, head in enumerate(self.heads, 1) if not head.is_number), 1)

    @property
    def is_numbered(self) -> bool:
        """Whether its title says which table of a form it is: then it gets no other number."""
        return NUMBERED.match(self.title) is not None


def drawn(
    table: ReportTable, language: str, *, is_official: bool = False, is_brief: bool = False
) -> DrawnTable:
    """Return a table as people read it.

    Args:
        table: The table.
        language: Their language.
        is_official: Whether it has every column; of others those without figures that are empty
            throughout are left out.
        is_brief: Whether it is for a terminal: lines below years without their units, and without
            figures' columns that are empty throughout.
    """
    footnotes = Footnotes(
        language=language, cells=[cell for row in table.rows for cell in row if cell.reasons]
    )
    is_across = table.layout is Layout.ACROSS and bool(table.rows)
    if is_across:
        heads, rows = _across(table, footnotes, is_brief=is_brief)
    else:
        columns = range(len(table.columns))
        shown = [at for at in columns if is_official or _is_shown(table, at, is_brief=is_brief)]
        heads, rows = _in_rows(table, footnotes, shown)
    return DrawnTable(
        title=table.title[language],
        heads=heads,
        rows=rows,
        footnotes=tuple(footnotes.said()),
        nothing=table.nothing[language],
    )


def begin_wide(
    sections: Sequence[Section],
    drawings: Sequence[Sequence[DrawnTable]],
    is_wide: Callable[[DrawnTable], bool],
) -> tuple[bool, ...]:
    """Return which sections begin with a wide table; a bare heading goes with the next."""
    found: list[bool] = []
    following = False
    for section, tables in zip(reversed(sections), reversed(drawings), strict=True):
        if section.text or section.text_ja or section.is_missing:
            following = False
        elif tables:
            following = is_wide(tables[0])
        found.append(following)
    return tuple(reversed(found))


def _in_rows(
    table: ReportTable, footnotes: Footnotes, shown: Sequence[int]
) -> tuple[tuple[DrawnCell, ...], tuple[DrawnRow, ...]]:
    heads = tuple(_head(table.columns[at], footnotes.language) for at in shown)
    rows = tuple(
        DrawnRow(cells=tuple(_cell(row[at], table.columns[at], footnotes) for at in shown))
        for row in table.rows
    )
    return heads, rows


def _is_shown(table: ReportTable, at: int, *, is_brief: bool) -> bool:
    column = table.columns[at]
    if column.is_detail:
        return False
    # A column of figures without any says that they are not known.
    if column.type is Type.QUANTITY and not is_brief:
        return True
    return any(row[at].value is not None or row[at].reasons for row in table.rows)


def _across(
    table: ReportTable, footnotes: Footnotes, *, is_brief: bool
) -> tuple[tuple[DrawnCell, ...], tuple[DrawnRow, ...]]:
    """Return a table with a line for each figure, and the years above.

    What is the same in every group of rows stands first; then, under the heading of each group,
    what is its own. A line without any figure or reason is left out.
    """
    language = footnotes.language
    groups = [*_groups(table, language)]
    at_year = table.column_index(table.across)
    by_year = table.columns[at_year]
    years = [for_people(row[at_year], by_year, language) for row in groups[0][1]]
    heads = (
        DrawnCell(text=""),
        *(DrawnCell(text=each, is_number=True, is_unbroken=True) for each in years),
    )
    figures = [at for at, column in enumerate(table.columns) if column.unit]
    shared = [at for at in figures if table.columns[at].is_shared]

    def line(at: int, rows: Sequence[tuple[Cell, ...]], *, is_indented: bool = False) -> DrawnRow:
        column = table.columns[at]
        about = _about(column, language, is_brief=is_brief)
        label = DrawnCell(
            text=f"{column.label[language]}{about}", about=about, is_indented=is_indented
        )
        return DrawnRow(cells=(label, *(_cell(row[at], column, footnotes) for row in rows)))

    rows = [line(at, groups[0][1]) for at in shared]
    for heading, of_group in groups:
        rows.append(DrawnRow(cells=(DrawnCell(text=heading),), is_heading=True))
        rows += [
            line(at, of_group, is_indented=True)
            for at in figures
            if at not in shared and not _is_not_applicable([row[at] for row in of_group])
        ]
    return heads, tuple(rows)


def _groups(table: ReportTable, language: str) -> Iterator[tuple[str, Sequence[tuple[Cell, ...]]]]:
    at = [table.column_index(name) for name in table.group]

    def heading(row: tuple[Cell, ...]) -> str:
        first, *rest = (for_people(row[each], table.columns[each], language) for each in at)
        return f"{first} ({', '.join(rest)})" if rest else first

    return ((name, list(rows)) for name, rows in groupby(table.rows, key=heading))


def _about(column: Column, language: str, *, is_brief: bool) -> str:
    unit = "" if is_brief else column.unit
    parts = (unit, CLOCKS[column.clock][language], column.provision)
    named = _(", ")[language].join(part for part in parts if part)
    return f" [{named}]" if named else ""


def _is_not_applicable(cells: Sequence[Cell]) -> bool:
    return all({each.code for each in cell.reasons} == {NOT_APPLICABLE} for cell in cells)


def _head(column: Column, language: str) -> DrawnCell:
    return DrawnCell(text=column.label[language], is_number=column.type in NUMBERS)


def _cell(cell: Cell, column: Column, footnotes: Footnotes) -> DrawnCell:
    # A coded value may be told by a sentence, and that has to break.
    is_sentence = " " in cell.label[footnotes.language]
    return DrawnCell(
        text=footnotes.marked(cell, column),
        cell=cell,
        is_number=column.type in NUMBERS,
        is_unbroken=column.type in UNBROKEN and not is_sentence,
    )
