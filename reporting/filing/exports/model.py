"""What an export file says: the tables it makes, codes, gathered columns, and what is lost."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from reporting.filing.imports.mapping.model import MappedCell, RowCondition
from reporting.messages import Text

NUMBER, DAY, PLAIN_DAY = "@row", "@yyyy-mm-dd", "@yyyymmdd"
"""What each row has beside its fields: its number, and the day of the export in two forms."""


class Gathering(StrEnum):
    """What is made of several values."""

    LIST = "list"
    ONE = "one"
    FIRST = "first"
    SUM = "sum"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportHead:
    """What an export is.

    Attributes:
        name: Its name.
        title: Whose tables it makes.
        is_confirmed: Whether somebody has seen the columns at the target itself.
        confirmed_by: Where and when.
        note: What a user must know.
        in_japanese: The same of what is told, by attribute; what is not there is told in English.
    """

    name: str
    title: str
    is_confirmed: bool = False
    confirmed_by: str = ""
    note: str = ""
    in_japanese: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class NomenclatureColumns:
    """A table of the nomenclature as a list of codes, with what each code loses.

    Attributes:
        table: The table.
        value: Its column with our values.
        code: Its column with theirs.
    """

    table: str
    value: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetCodes:
    """Which of our values is written how.

    Attributes:
        name: Its name.
        column: Whose values; empty where each cell names its own.
        codes: What is written for each value; nothing for an empty cell.
        nomenclature: Where further ones stand.
    """

    name: str
    column: str
    codes: Mapping[str, str]
    nomenclature: NomenclatureColumns | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GatheredColumn:
    """A column made of rows that point to a row.

    Attributes:
        name: What it is called.
        table: The table of those rows.
        by: Their field that points, or the way to it, as ``issuance_id.project_id``.
        column: Their field that is gathered.
        to: The field of the row that they point to; its key where it is empty.
        how: What is made of several.
        when: Which of them count.
        between: What stands between those of a list.
    """

    name: str
    table: str
    by: str
    column: str
    to: str = ""
    how: Gathering = Gathering.LIST
    when: tuple[RowCondition, ...] = ()
    between: str = "; "


@dataclass(frozen=True, slots=True, kw_only=True)
class FallbackCell:
    """What a column holds where it would hold nothing.

    Attributes:
        column: A field, or the way to one.
        unless: Fields of which none may be filled: a part of a block is not the whole.
    """

    column: str
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetTable:
    """A table of the target.

    Attributes:
        name: Its name.
        where: Where it stands in the export file.
        package: Of which package its rows are: ``article6`` or ``jcm``.
        source: The table of the record whose rows they are.
        file: What its file is called, as a text of columns: rows of another name go to another.
        above: Lines above the names of the columns.
        keep: Conditions of the rows.
        need: Columns without which a row is left out.
        once: A text of columns; of rows that agree in it the first is written. Empty for all.
        cells: What each column holds.
        fallbacks: What columns hold else.
    """

    name: str
    where: str
    package: str
    source: str
    file: str
    above: tuple[str, ...] = ()
    keep: tuple[RowCondition, ...] = ()
    need: tuple[str, ...] = ()
    once: str = ""
    cells: Mapping[str, MappedCell] = field(default_factory=dict)
    fallbacks: Mapping[str, FallbackCell] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedLoss:
    """What of the record the target cannot hold.

    Attributes:
        text: Why, in both languages.
        fields: Fields, as ``table.field``; ``*.field`` is that of every table. None where it is
            said of the whole.
    """

    text: Text
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportFile:
    """An export file.

    Attributes:
        path: The file.
        head: What it is.
        codes: Lists of codes by name.
        gathered: Columns made of several rows, by name.
        tables: The tables that it makes.
        losses: What they cannot hold.
    """

    path: Path
    head: ExportHead
    codes: Mapping[str, TargetCodes]
    gathered: Mapping[str, GatheredColumn]
    tables: tuple[TargetTable, ...]
    losses: tuple[StatedLoss, ...]

    @property
    def packages(self) -> tuple[str, ...]:
        """The packages whose rows it takes."""
        return tuple(dict.fromkeys(each.package for each in self.tables))
