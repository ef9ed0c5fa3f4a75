"""The validated packages as rows, with the look-ups that pages need.

A table is named as the record calls it (``projects``); one of another package after its package
(``article6/ndcs``).
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from reporting.packages import Package, Table, Validation, read_table
from reporting.packages.diff import Rename, read_renames, renames_file
from reporting.releases.making import LICENCE, Stamp, table_entries
from reporting.releases.manifest import TableEntry
from reporting.releases.public_packages import (
    ACCOUNTING,
    NAMES,
    NEEDED,
    RECORD,
    in_order,
    publishable,
    validated,
)
from reporting.releases.release import Release, releases_in, standing
from reporting.site.history import WORKING, History

__all__ = ["ACCOUNTING", "NAMES", "NEEDED", "RECORD", "FaultyDataError", "Row", "SiteRecord"]

Row = Mapping[str, Any]
STATE_LENGTH = 12
UNSAFE = re.compile(r"[^A-Za-z0-9._]+")
PAGE = 130_000  # letters of the rows on one page, marks of cells with them: some 50 kB compressed
SOURCE_COLUMNS = ("source_id", "estimate_source_id")
CELL = 9  # letters that mark a cell


class FaultyDataError(Exception):
    """The packages have findings of severity error, so nothing is published from them."""

    def __init__(self, validation: Validation) -> None:
        """Keep what was found."""
        super().__init__("the data has errors")
        self.validation = validation


@dataclass(frozen=True)
class SiteRecord:
    """The public record: every table of the packages as typed rows.

    Attributes:
        packages: The packages by name.
        validation: What their validation found.
        renames: Tables and columns that had another name.
        releases: The versions that are kept, the oldest first, those withdrawn too.
        licence: The file with the licence of the data.
    """

    packages: Mapping[str, Package]
    validation: Validation
    _rows: Mapping[tuple[str, str], tuple[Row, ...]] = field(repr=False)
    renames: tuple[Rename, ...] = ()
    releases: tuple[Release, ...] = ()
    licence: Path | None = None
    _pages_of_rows: dict[str, Mapping[str, int]] = field(default_factory=dict, repr=False)

    @classmethod
    def load(cls, data: Path) -> "SiteRecord":
        """Load the packages of a data folder, but for those that are made up.

        The controlled lists and the forms, if it has none, are those that the tool brings.

        Raises:
            FaultyDataError: A finding is an error.
        """
        return cls.of(publishable(validated(data)), data)

    @classmethod
    def of(cls, validation: Validation, data: Path) -> "SiteRecord":
        """Return the record of the packages of a data folder, validated.

        Raises:
            FaultyDataError: A finding is an error.
        """
        if not validation.is_clean:
            raise FaultyDataError(validation)
        packages = in_order(validation)
        rows = {
            (package.name, table.name): tuple(read_table(table, package.name).to_pylist())
            for package in packages.values()
            for table in package
        }
        file = renames_file(data)
        renames = read_renames(file)[0] if file else ()
        return cls(packages, validation, rows, renames, releases_in(data), data / LICENCE)

    @cached_property
    def newest(self) -> Release | None:
        """The newest release that stands; None before the first."""
        return next(reversed(standing(self.releases)), None)

    @cached_property
    def tables(self) -> tuple[TableEntry, ...]:
        """Its tables with their content, as a manifest names them."""
        entries = table_entries(self.packages.values(), WORKING, self.newest)
        return tuple(entries)

    @cached_property
    def release(self) -> Release | None:
        """The release whose rows these are; None of working data."""
        is_newest = self.newest is not None and self.newest.manifest.tables == self.tables
        return self.newest if is_newest else None

    @cached_property
    def version(self) -> str:
        """What programs call these data: a release, or the state after one that no release has."""
        if self.release:
            return self.release.version
        told = "".join(f"{each.path} {each.content_hash}\n" for each in self.tables)
        state = f"{WORKING}.{sha256(told.encode()).hexdigest()[:STATE_LENGTH]}"
        return f"{self.newest.version}+{state}" if self.newest else state

    @cached_property
    def history(self) -> History:
        """How these data differ from the releases that stand, and those from each other."""
        return History(
            releases=standing(self.releases),
            packages=tuple(self.packages.values()),
            is_released=self.release is not None,
        )

    @property
    def stamp(self) -> Stamp:
        """What the files of working data say of themselves."""
        after = (
            f"after version {self.newest.version}" if self.newest else "before the first release"
        )
        title = f"Working data {after}, state {self.version.rpartition('.')[2]}"
        return Stamp(version=self.version, created=None, title=title)

    @property
    def address(self) -> str:
        """Where these data stand, from the root of the site."""
        return f"data/{'latest' if self.release else WORKING}/"

    def table(self, name: str) -> Table:
        """Return a table's description."""
        package, table = full_name(name)
        return self.packages[package].tables[table]

    def has(self, name: str) -> bool:
        """Tell whether there is a table of that name."""
        return full_name(name) in self._rows

    def rows(self, name: str) -> tuple[Row, ...]:
        """Return the rows of a table in the order of its file."""
        return self._rows[full_name(name)]

    def everywhere(self, table: str) -> Mapping[str, tuple[Row, ...]]:
        """Return the rows of the tables of one name, by package."""
        return {
            name: self._rows[name, table]
            for name, package in self.packages.items()
            if table in package.tables
        }

    def where(self, name: str, field: str, value: object) -> tuple[Row, ...]:
        """Return the rows of a table with a value in a field, in the order of the file."""
        return self._index(name, field).get(value, ())

    def get(self, name: str, field: str, value: object) -> Row:
        """Return the one row with a value in a field.

        Raises:
            KeyError: There is none.
            ValueError: There are several.
        """
        (row,) = self._index(name, field)[value]
        return row

    def find(self, name: str, field: str, value: object) -> Row | None:
        """Return the first row with a value in a field; None where there is none."""
        return next(iter(self.where(name, field, value)), None)

    def key(self, name: str, row: Row) -> str:
        """Return the primary key of a row as one text, its parts joined by ``|``."""
        return "|".join(str(row[part]) for part in self.table(name).schema.primary_key)

    def anchor(self, name: str, row: Row) -> str:
        """Return what a row is called in the address of its table's page."""
        return f"row-{UNSAFE.sub('-', self.key(name, row))}"

    def row_address(self, name: str, row: Row) -> str:
        """Return the address of a row: its place on the page that has it."""
        package, table = full_name(name)
        first = f"data/{package}/{table}/"
        number = self._later(name).get(self.key(name, row), 1)
        page = f"{first}rows-{number}/" if number > 1 else first
        return f"{page}#{self.anchor(name, row)}"

    def parts(self, name: str) -> tuple[tuple[Row, ...], ...]:
        """Return the rows of a table as they stand on its pages; a table without rows has one."""
        found: list[list[Row]] = [[]]
        room = PAGE
        for row in self.rows(name):
            size = sum(CELL + len(str(value or "")) for value in row.values())
            if size > room and found[-1]:
                found.append([])
                room = PAGE
            found[-1].append(row)
            room -= size
        return tuple(tuple(each) for each in found)

    def _later(self, name: str) -> Mapping[str, int]:
        """Return the page of each row, by its key, that is not on the first of its table."""
        known = self._pages_of_rows.get(name)
        if known is None:
            known = self._pages_of_rows[name] = {
                self.key(name, row): number
                for number, rows in enumerate(self.parts(name), start=1)
                for row in rows
                if number > 1
            }
        return known

    def label(self, name: str, field: str, value: object, language: str) -> str:
        """Return the label of a coded value."""
        return self.table(name).schema[field].label(value, language)

    def methodology_title(self, methodology_id: str) -> str | None:
        """Return the title of a methodology: of its newest version, or of the list of 2019."""
        versions = self.where("methodologies", "methodology_id", methodology_id)
        listed = self.where("methodology_list_2019", "methodology_id", methodology_id)
        titles = [row["title"] for row in (*reversed(versions), *listed) if row["title"]]
        return titles[0] if titles else None

    def country_name(self, country: str, language: str) -> str:
        """Return the name of any country of the controlled list."""
        row = self.get(f"{NAMES}/countries", "alpha3", country)
        return str(row["name_ja" if language == "ja" else "name"])

    def source(self, source_id: str) -> Row:
        """Return a source."""
        return self.sources[source_id]

    def sources_of(
        self, rows: Iterable[Row], columns: Sequence[str] = SOURCE_COLUMNS
    ) -> tuple[Row, ...]:
        """Return the distinct sources of some rows, the most cited first.

        Args:
            rows: The rows.
            columns: Those that name a source of what is shown.
        """
        named = (str(row.get(column)) for row in rows for column in columns)
        # A package of others may name none, or a source that no table describes.
        cited = Counter(each for each in named if each in self.sources)
        order = sorted(cited, key=lambda each: (-cited[each], each))
        return tuple(self.source(each) for each in order)

    @cached_property
    def sources(self) -> Mapping[str, Row]:
        """Every source by its identifier, as the first package that names it describes it."""
        found: dict[str, Row] = {}
        for rows in self.everywhere("sources").values():
            for row in rows:
                found.setdefault(row["source_id"], row)
        return found

    @cached_property
    def _indexes(self) -> dict[tuple[str, str], Mapping[object, tuple[Row, ...]]]:
        return {}

    def _index(self, name: str, field: str) -> Mapping[object, tuple[Row, ...]]:
        if (name, field) not in self._indexes:
            index: dict[object, list[Row]] = {}
            for row in self.rows(name):
                index.setdefault(row[field], []).append(row)
            self._indexes[name, field] = {value: tuple(rows) for value, rows in index.items()}
        return self._indexes[name, field]


def full_name(name: str) -> tuple[str, str]:
    """Return the package and the table that a name stands for."""
    package, _, table = name.rpartition("/")
    return package or RECORD, table
