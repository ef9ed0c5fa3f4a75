"""A package to which rows are added, as it stood when that began, and the packages beside it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from reporting.filing.row_editing import TextRow, text_rows
from reporting.packages import ForeignKey, Package, Table, open_package
from reporting.packages.files import DESCRIPTOR
from reporting.packages.opening import neighbours_of

Cells = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageRows:
    """A package and its neighbours, whose rows are read as text when first asked for.

    Attributes:
        package: The package.
        neighbours: The packages that its keys may point to, by name.
        digests: SHA-256 of each of its files, by path below its folder.
    """

    package: Package
    neighbours: Mapping[str, Package]
    digests: Mapping[str, str]
    _rows: dict[Path, list[TextRow]] = field(default_factory=dict)

    @classmethod
    def of(cls, package: Package) -> "PackageRows":
        """Return a package as it stands now."""
        return replace(cls.read_only(package), digests=digests_of(package))

    @classmethod
    def read_only(cls, package: Package) -> "PackageRows":
        """Return a package to which nothing is added, so that nobody asks whether it changed."""
        opened = (open_package(folder)[0] for folder in neighbours_of([package.folder]))
        return cls(
            package=package,
            neighbours={each.name: each for each in opened if each is not None},
            digests={},
        )

    @property
    def is_changed(self) -> bool:
        """Whether a file is no longer what it was."""
        return digests_of(self.package) != self.digests

    def rows(self, table: Table) -> list[TextRow]:
        """Return the rows of a table of any of the packages; none where it cannot be read."""
        if table.path not in self._rows:
            try:
                self._rows[table.path] = text_rows(table)
            except (OSError, ValueError):
                self._rows[table.path] = []
        return self._rows[table.path]

    def target(self, key: ForeignKey) -> Table | None:
        """Return the table that a foreign key points to, if it is there."""
        package = self.neighbours.get(key.package) if key.package else self.package
        return package.tables.get(key.table) if package else None


def files_of(package: Package) -> Iterator[str]:
    """Yield the files that a package is made of, by path below its folder."""
    yield DESCRIPTOR
    for table in package:
        schema = table.descriptor["schema"]
        yield from (each for each in (schema, table.descriptor["path"]) if isinstance(each, str))


def digests_of(package: Package) -> Mapping[str, str]:
    """Return SHA-256 of each file of a package, by path below its folder; empty if unreadable."""
    return {name: _digest(package.folder / name) for name in files_of(package)}


def _digest(path: Path) -> str:
    try:
        return sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
