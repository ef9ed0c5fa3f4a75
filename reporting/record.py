"""Data packages as their readers have them: found, judged, and read table by table."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from reporting import dataframes
from reporting.bundled import DATA
from reporting.findings import Place
from reporting.packages import Package
from reporting.packages import validate as validate_packages
from reporting.packages.opening import DESCRIPTOR, record_in

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

        Raises:
            KeyError: There is no such table.
        """
        if name not in self._read:
            package, table = self._found(name)
            self._read[name] = dataframes.package_table(package.tables[table], package.name)
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
        described = package.tables[name].schema[column]
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
        if len(found) == 1:
            return found[0]
        msg = f"{name}: {'several packages have it' if found else 'no package has it'}"
        raise KeyError(msg)


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
