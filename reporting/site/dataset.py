"""The validated packages as rows, with the look-ups that pages need.

A table is named as the record calls it (``projects``); one of another package after its package
(``article6/ndcs``).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from reporting.packages import Package, Table, Validation, read_table
from reporting.packages import validate as validate_packages
from reporting.packages.diff import Rename, read_renames, renames_file
from reporting.packages.opening import DESCRIPTOR, companions, open_package

Row = Mapping[str, Any]
RECORD = "jcm"
ACCOUNTING = "article6"
NAMES = "nomenclature"
NEEDED = (RECORD, ACCOUNTING, NAMES)
UNSAFE = re.compile(r"[^A-Za-z0-9._]+")


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
    """

    packages: Mapping[str, Package]
    validation: Validation
    _rows: Mapping[tuple[str, str], tuple[Row, ...]] = field(repr=False)
    renames: tuple[Rename, ...] = ()

    @classmethod
    def load(cls, data: Path) -> "SiteRecord":
        """Load the packages of a data folder, but for those that are made up.

        The controlled lists and the forms, if it has none, are those that the tool brings.

        Raises:
            FaultyDataError: A finding is an error.
        """
        found = [path.parent for path in data.glob(f"*/{DESCRIPTOR}")]
        folders = sorted([*found, *companions(found)], key=lambda each: each.name)
        validation = validate_packages([each for each in folders if not _is_made_up(each)])
        if not validation.is_clean:
            raise FaultyDataError(validation)
        packages = {package.name: package for package in sorted(validation.packages, key=_order)}
        rows = {
            (package.name, table.name): tuple(read_table(table, package.name).to_pylist())
            for package in packages.values()
            for table in package
        }
        file = renames_file(data)
        return cls(packages, validation, rows, read_renames(file)[0] if file else ())

    @property
    def version(self) -> str:
        """Version of the record's package."""
        return str(self.packages[RECORD].descriptor["version"])

    @property
    def created(self) -> date:
        """The day this version was made, as its descriptor says."""
        return date.fromisoformat(str(self.packages[RECORD].descriptor["created"])[:10])

    def table(self, name: str) -> Table:
        """Return a table's description."""
        package, table = full_name(name)
        return self.packages[package].tables[table]

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

    def sources_of(self, rows: Iterable[Row]) -> tuple[Row, ...]:
        """Return the distinct sources of some rows, the most cited first."""
        cited: dict[str, int] = {}
        for row in rows:
            if "source_id" not in row:
                continue
            cited[row["source_id"]] = cited.get(row["source_id"], 0) + 1
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


def _is_made_up(folder: Path) -> bool:
    """Whether a folder holds an example: its figures must not stand beside those of the record."""
    package, _ = open_package(folder)
    return package is not None and package.is_made_up


def _order(package: Package) -> tuple[int, str]:
    """Return where a package stands on the site: those that it needs come first."""
    needed = package.name in NEEDED
    return NEEDED.index(package.name) if needed else len(NEEDED), package.name
