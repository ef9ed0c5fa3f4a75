"""What a mapping file says: sources, columns taken apart, codes, and the tables made of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path


class SourceFormat(StrEnum):
    """What kind of file a source is."""

    CSV = "csv"
    XLSX = "xlsx"
    HTML = "html"
    JSON = "json"


class FileReader(StrEnum):
    """What reads files that are no lists: forms, whose checker knows their cells."""

    AEF = "aef"


class Basis(StrEnum):
    """How far a row is what its source says, from the strongest to the weakest."""

    STATED = "stated"
    DERIVED = "derived"
    INFERRED = "inferred"


@dataclass(frozen=True, slots=True, kw_only=True)
class MappingHead:
    """What a mapping is.

    Attributes:
        name: Its name.
        title: What it brings in.
        package: Whose tables it fills: ``article6`` or ``jcm``.
        is_confirmed: Whether somebody has seen the columns in the source itself.
        confirmed_by: Where and when.
        origin: Where the file is got.
        note: What a user must know.
        reader: What reads the files, where no mapping of columns does.
        in_japanese: The same of what is told, by attribute; what is not there is told in English.
    """

    name: str
    title: str
    package: str
    is_confirmed: bool = False
    confirmed_by: str = ""
    origin: str = ""
    note: str = ""
    reader: FileReader | None = None
    in_japanese: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class RowCondition:
    """What the value of a column must be: one of four kinds.

    Attributes:
        column: The column.
        among: It is one of these.
        not_among: It is none of these.
        matches: It is written as this regular expression says, from beginning to end.
        is_filled: There is one, or none.
    """

    column: str
    among: tuple[str, ...] | None = None
    not_among: tuple[str, ...] | None = None
    matches: str | None = None
    is_filled: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceJoin:
    """How rows of a source get the columns of another.

    Attributes:
        to: The source whose rows get them.
        on: The column there for each of the key here.
        is_optional: Whether a row there may find none.
    """

    to: str
    on: Mapping[str, str]
    is_optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedColumn:
    """A column that holds what another said last: it stands once for several rows below.

    Attributes:
        name: What it is called.
        column: The column.
        when: Which of its cells count; none for all that are filled.
    """

    name: str
    column: str
    when: tuple[RowCondition, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CellParts:
    """The parts of the cells of a column, of which each is a row.

    Attributes:
        of: The source.
        column: Its column.
        between: The texts that stand between two parts.
    """

    of: str
    column: str
    between: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MappedSource:
    """A file, or a sheet or table of one, or the parts of cells of another source.

    The attributes are those of ``docs/mapping.md``.
    """

    name: str
    file: str = ""
    format: SourceFormat | None = None
    sheet: str = ""
    header_rows: tuple[int, ...] = (1,)
    table: int | tuple[str, ...] | None = None
    records: str = ""
    delimiter: str = ","
    encoding: str = "utf-8"
    is_many: bool = False
    also: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    optional: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()
    thousands: str = ""
    keep: tuple[RowCondition, ...] = ()
    carry: tuple[CarriedColumn, ...] = ()
    join: SourceJoin | None = None
    parts: CellParts | None = None

    @property
    def may_be_missing(self) -> bool:
        """Whether there need be no file of it: rows that it is joined to may find none in it."""
        return self.join is not None and self.join.is_optional


@dataclass(frozen=True, slots=True, kw_only=True)
class LengthCheck:
    """``last - first + 1 == quantity``: columns by their names."""

    last: str
    first: str
    quantity: str

    def __str__(self) -> str:
        """Write it as in the mapping."""
        return f"{self.last} - {self.first} + 1 == {self.quantity}"


@dataclass(frozen=True, slots=True, kw_only=True)
class TextSplit:
    """A column taken apart.

    Attributes:
        name: Its name.
        column: The column.
        source: The source; empty where there is but one.
        patterns: Regular expressions whose named groups become columns; the first that fits counts.
        groups: The names of all groups.
        check: What must hold of them.
    """

    name: str
    column: str
    source: str
    patterns: tuple[str, ...]
    groups: tuple[str, ...]
    check: LengthCheck | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RowGroup:
    """Rows that belong together: their number, and what quantities of them add up to.

    Attributes:
        name: Its name, and that of the column with the number.
        source: The source; empty where there is but one.
        by: What rows of one group agree in.
        within: In what groups are numbered by themselves.
        order: By which column they come one after another; empty for the order of the source.
        dates: Forms of a date, where that column has dates.
        sums: The column that is added up, by the name of the sum.
        rows: How many rows a group must have; 0 for any number.
    """

    name: str
    source: str
    by: tuple[str, ...]
    within: tuple[str, ...] = ()
    order: str = ""
    dates: tuple[str, ...] = ()
    sums: Mapping[str, str] = field(default_factory=dict)
    rows: int = 0

    @property
    def names(self) -> tuple[str, ...]:
        """The columns that it makes."""
        return (self.name, *self.sums)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that it is made of."""
        order = (self.order,) if self.order else ()
        return (*self.by, *self.within, *order, *self.sums.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeCrosswalk:
    """Which value is which code.

    Attributes:
        name: Its name.
        column: Whose values; empty where each cell names its own.
        codes: The code of each value.
        patterns: Regular expressions, each with its code, for what is not listed; the first counts.
    """

    name: str
    column: str
    codes: Mapping[str, str]
    patterns: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MappedCell:
    """What a field holds: a column or its code, a constant, or a text put together.

    Attributes:
        column: The column; empty for a constant and a text.
        codes: The list of codes that its value is looked up in.
        value: A constant.
        basis: What a constant rests on.
        text: A text with names of columns in braces.
        dates: Forms of a date.
        unit: Unit of a quantity.
        same_as: A column that says the same.
        default: The value where the column is empty.
        beside: A column without which it holds nothing.
    """

    column: str = ""
    codes: str = ""
    value: str | None = None
    basis: Basis | None = None
    text: str = ""
    dates: tuple[str, ...] = ()
    unit: str = ""
    same_as: str = ""
    default: str = ""
    beside: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MappedTable:
    """A table of the package.

    Attributes:
        name: Its name.
        where: Where it stands in the mapping.
        source: The source; empty where there is but one.
        when: Conditions of the rows that make one here.
        is_distinct: Whether several rows of the source make one here.
        distinct: The fields that tell them apart; none for the primary key.
        cells: What each field holds.
        is_kept: Whether rows that the record has stay as they are.
    """

    name: str
    where: str
    source: str
    when: tuple[RowCondition, ...]
    is_distinct: bool
    distinct: tuple[str, ...]
    cells: Mapping[str, MappedCell]
    is_kept: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MappingFile:
    """A mapping file.

    Attributes:
        path: The file.
        head: What it is.
        sources: The sources by name.
        splits: Columns taken apart.
        groups: Rows that belong together.
        codes: Lists of codes by name.
        tables: The tables.
    """

    path: Path
    head: MappingHead
    sources: Mapping[str, MappedSource]
    splits: tuple[TextSplit, ...]
    groups: tuple[RowGroup, ...]
    codes: Mapping[str, CodeCrosswalk]
    tables: tuple[MappedTable, ...]

    @property
    def mains(self) -> tuple[MappedSource, ...]:
        """The sources whose rows make rows: those that are joined to no other."""
        return tuple(each for each in self.sources.values() if each.join is None)

    def main_of(self, named: str) -> str:
        """Return the source that is meant, the only one where none is named; empty if unclear."""
        files = [each for each in self.mains if each.parts is None]
        found = named or (files[0].name if len(files) == 1 else "")
        return found if any(each.name == found for each in self.mains) else ""

    @property
    def filed(self) -> Mapping[str, MappedSource]:
        """The sources that are read from files."""
        return {name: each for name, each in self.sources.items() if each.parts is None}

    def has_columns_of(self, main: str, other: str) -> bool:
        """Tell whether the rows of a main source have what is made of the columns of another."""
        parts = self.sources[main].parts
        return other == main or (parts is not None and parts.of == other)

    def joined(self, main: str) -> tuple[MappedSource, ...]:
        """Return the sources joined to another, each after the one it is joined to."""
        found = [self.sources[main]]
        for each in found:  # grows meanwhile
            found += [
                other
                for other in self.sources.values()
                if other.join and other.join.to == each.name and other not in found
            ]
        return tuple(found[1:])
