"""Data packages as their readers have them: found, judged, and read table by table."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from reporting import dataframes
from reporting.bundled import DATA
from reporting.findings import Place
from reporting.packages import Package
from reporting.packages import validate as validate_packages
from reporting.packages.diff import (
    Kind,
    Rename,
    former_columns,
    new_names,
    of_package,
    renames_file,
    understood_renames,
)
from reporting.packages.files import DESCRIPTOR
from reporting.packages.opening import record_in

DEFAULT = "data"


class DataError(Exception):
    """Data with errors, of which nothing is computed.

    Attributes:
        findings: What is wrong, as `validate` says it.
    """

    def __init__(self, findings: pd.DataFrame) -> None:
        """Say how much is wrong, and the first of it."""
        first = findings.sort_values("severity").iloc[0]  # an error before a notice
        row = 0 if pd.isna(first["row"]) else int(first["row"])
        place = Place(package=first["package"], table=first["table"], row=row)
        super().__init__(f"{len(findings)} findings; the first: {place} {first['title']}")
        self.findings = findings


@dataclass(frozen=True, kw_only=True)
class Record:
    """Data packages that are well formed, table by table.

    Attributes:
        packages: The packages by name, as Data Package v2 describes them.
    """

    packages: Mapping[str, Package]
    _stamps: Mapping[Path, tuple[int, int]]
    _renames: tuple[Rename, ...] = ()
    _read: dict[str, pd.DataFrame] = field(default_factory=dict, repr=False)

    @property
    def is_current(self) -> bool:
        """Whether its files are those that were loaded."""
        return stamps(self.packages.values()) == self._stamps

    @property
    def tables(self) -> list[str]:
        """The names of the tables; ``PACKAGE/TABLE`` where two packages have one of a name."""
        names = [(each.name, table) for each in self.packages.values() for table in each.tables]
        single = [name for _, name in names]
        return [name if single.count(name) == 1 else f"{package}/{name}" for package, name in names]

    def __getitem__(self, name: str) -> pd.DataFrame:
        """Return a table, each column of its type; ``row`` is its row in the CSV file.

        Tables and columns are found under their old names for two releases after they got another,
        with a `FutureWarning` that names the new one.

        Raises:
            KeyError: There is no such table.
        """
        if name not in self._read:
            package, table = self._found(name)
            self._read[name] = self._with_old_names(
                dataframes.package_table(package.tables[table], package.name), package, table
            )
        # Whoever changes a table changes no other reader's.
        return self._read[name].copy()

    def labels(self, table: str, column: str, language: str = "en") -> dict[str, str]:
        """Return what the codes of a column stand for.

        Args:
            table: The table.
            column: One of its columns with categories.
            language: ``en`` or ``ja``.
        """
        package, name = self._found(table)
        schema = package.tables[name].schema
        if column not in schema.names:
            renamed, _ = self._former(package, name)
            if column in renamed:
                dataframes.warn_of("column", column, renamed[column], level=2)
            column = renamed.get(column, column)
        described = schema[column]
        return {each.value: each.label[language] for each in described.categories}

    def labelled(self, table: str, language: str = "en") -> pd.DataFrame:
        """Return a table for people: titles above the columns, labels in place of codes."""
        package, name = self._found(table)
        rows = self[table]
        fields = package.tables[name].schema.fields
        for each in fields:
            if each.categories:
                rows[each.name] = rows[each.name].cat.rename_categories(
                    self.labels(table, each.name, language)
                )
        count = Counter(each.title[language] for each in fields)
        return rows.rename(
            columns={
                each.name: f"{title} ({each.name})" if count[title] > 1 else title
                for each in fields
                for title in (each.title[language],)
            }
        )

    def _found(self, name: str) -> tuple[Package, str]:
        wanted, _, table = name.rpartition("/")
        found = [
            (package, table)
            for package in self.packages.values()
            if table in package.tables and wanted in {"", package.name}
        ]
        found = found or [*self._found_by_old_name(wanted, table)]
        if len(found) == 1:
            return found[0]
        msg = f"{name}: {'several packages have it' if found else 'no package has it'}"
        raise KeyError(msg)

    def _found_by_old_name(self, wanted: str, table: str) -> Iterator[tuple[Package, str]]:
        for package in self.packages.values():
            if wanted not in {"", package.name}:
                continue
            renames = [
                each for each in of_package(self._renames, package.name) if each.kind is Kind.TABLE
            ]
            for old, new in new_names([table], package.tables, renames).items():
                dataframes.warn_of("table", old, new, level=4)
                yield package, new

    def _former(self, package: Package, table: str) -> tuple[dict[str, str], dict[str, str]]:
        """Return what columns of a table were called, and where others went."""
        renames = of_package(self._renames, package.name)
        return former_columns(package.tables[table].schema.names, table, renames)

    def _with_old_names(self, rows: pd.DataFrame, package: Package, table: str) -> pd.DataFrame:
        """Return a table whose columns are found under their old names, too, if they had any."""
        renamed, moved = self._former(package, table)
        if not renamed and not moved:
            return rows
        found = dataframes.NamedFrame(rows)
        found.attrs = {**rows.attrs, "renamed": renamed, "moved": moved}
        return found


def renames_of(data: str | Path) -> tuple[Rename, ...]:
    """Return the renames that are understood of data, by what stands beside them or comes along."""
    file = renames_file(folders(data)[0]) or renames_file(DATA)
    return understood_renames(file) if file else ()


def folders(data: str | Path) -> list[Path]:
    """Return the folders of packages that are meant; made-up data only if named."""
    # The reader's own data come first; what the program brings along has schemas without rows.
    places = [Path("data") / data, DATA / data] if isinstance(data, str) else []
    named = (each for each in places if (each / DESCRIPTOR).exists() and any(each.glob("*.csv")))
    folder = next(named, Path(data))
    if data == DEFAULT and not folder.is_dir():
        folder = DATA
    found = record_in(folder)
    if not found:
        msg = f"no data package at {folder}"
        raise FileNotFoundError(msg)
    return found


Data = str | Path | Record


def sound(data: Data) -> tuple[Package, ...]:
    """Return packages without errors.

    Raises:
        DataError: They have errors.
        FileNotFoundError: There are none.
        RuntimeError: The files of a record have changed since it was loaded.
    """
    if isinstance(data, Record):
        packages = tuple(data.packages.values())
        if not data.is_current:
            msg = "the files have changed since they were loaded; load them anew"
            raise RuntimeError(msg)
        return packages
    result = validate_packages(folders(data))
    if not result.is_clean:
        raise DataError(dataframes.findings(result.findings, "en"))
    return tuple(result.packages)


def stamps(packages: Iterable[Package]) -> dict[Path, tuple[int, int]]:
    """Return when the files of packages were last written, and how long they are."""
    stats = {each.path: each.path.stat() for package in packages for each in package}
    return {path: (stat.st_mtime_ns, stat.st_size) for path, stat in stats.items()}
