"""How the data differ from release to release, and from each release to the data in hand.

Every comparison is made once, when a page first asks for it; tables that do not differ are in none.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from pyarrow import parquet

from reporting.packages import Package
from reporting.packages.diff import Difference, State, TableDiff, difference
from reporting.releases.release import Release

WORKING = "working"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseComparison:
    """A release against the one that stands before it.

    Attributes:
        release: The release.
        previous: The one before it; None of the first.
        difference: What differs; None of the first.
    """

    release: Release
    previous: Release | None = None
    difference: Difference | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TableThen:
    """A table as it was in a release.

    Attributes:
        release: The release.
        name: What it was called there, without its package.
        rows: How many rows it had.
        diff: How the data in hand differ from it; None if they do not.
        known: Of each field of today, in how many rows it was filled; a field of which the release
            had no column is not there. None where nothing differs: as many as today.
    """

    release: Release
    name: str
    rows: int
    diff: TableDiff | None = None
    known: Mapping[str, int] | None = None


@dataclass(frozen=True, kw_only=True)
class History:
    """The releases that stand, and the data in hand.

    Attributes:
        releases: The releases that stand, the oldest first.
        packages: The packages in hand.
        is_released: Whether these are those of the newest release.
    """

    releases: tuple[Release, ...]
    packages: tuple[Package, ...]
    is_released: bool

    @cached_property
    def steps(self) -> tuple[ReleaseComparison, ...]:
        """Each release against the one before it, the oldest first."""
        every = ((None, *self.releases), self.releases)
        return tuple(_compared(old, new) for old, new in zip(*every, strict=False))

    @cached_property
    def since(self) -> Mapping[str, Difference]:
        """How the data in hand differ from each release, by its version."""
        found: dict[str, Difference] = {}
        for each in self.releases:
            if self.is_released and each is self.releases[-1]:
                continue
            # What the newest release changed is what differs from the one before it.
            is_step = self.is_released and len(self.releases) > 1 and each is self.releases[-2]
            last = self.steps[-1].difference if is_step else None
            found[each.version] = last or difference(_state(each), self._in_hand)
        return found

    @property
    def pending(self) -> Difference | None:
        """How the data in hand differ from the newest release; None if they do not."""
        return self.since.get(self.releases[-1].version) if self.releases else None

    @property
    def _in_hand(self) -> State:
        folders = tuple(each.folder for each in self.packages)
        state = State.of(folders[0].parent, WORKING)
        return replace(state, folders=folders, is_package=False)

    @cached_property
    def _diffs(self) -> Mapping[tuple[str, str, str], TableDiff]:
        return {
            (version, each.package, each.table.name): each
            for version, several in self.since.items()
            for each in several.tables
        }

    def diff(self, release: Release, package: str, table: str) -> TableDiff | None:
        """Return how a table in hand differs from a release; None if it does not."""
        return self._diffs.get((release.version, package, table))

    def then(self, package: str, table: str) -> Sequence[TableThen]:
        """Return a table as it was in each release that had it, the newest first."""
        every = (self._then(each, package, table) for each in reversed(self.releases))
        return [each for each in every if each]

    def _then(self, release: Release, package: str, table: str) -> TableThen | None:
        diff = self.diff(release, package, table)
        name = diff.old.name if diff and diff.old else table
        entry = release.manifest.table(package, name)
        if entry is None or (diff and diff.old is None):
            return None
        known = _known(diff) if diff else None
        return TableThen(release=release, name=name, rows=entry.rows, diff=diff, known=known)


def _compared(old: Release | None, new: Release) -> ReleaseComparison:
    differs = difference(_state(old), _state(new)) if old else None
    return ReleaseComparison(release=new, previous=old, difference=differs)


def _state(release: Release) -> State:
    return State.of(release.folder, release.version, version=release.version)


def _known(diff: TableDiff) -> Mapping[str, int]:
    """Return in how many rows of the older side each field of today is filled."""
    if diff.old is None:
        return {}
    rows = parquet.read_table(diff.old.path.with_suffix(".parquet"))
    return {
        each.name: rows.num_rows - rows[each.old.name].null_count
        for each in diff.columns
        if each.old and each.new
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Completeness:
    """How full a field was over some releases in a row.

    Attributes:
        first: The release since which; None for the data in hand.
        last: The last of them; None if it holds for the data in hand, too.
        known: In how many rows it is filled; None where the release had no such column.
        rows: How many rows there are.
    """

    first: Release | None
    last: Release | None
    known: int | None
    rows: int


def completeness(
    field: str, known: int, rows: int, then: Iterable[TableThen]
) -> tuple[Completeness, ...]:
    """Return how full a field is and was, the newest first: releases that are alike as one.

    Args:
        field: Its name.
        known: In how many rows it is filled in the data in hand.
        rows: How many rows these have.
        then: The table as it was in each release, the newest first.
    """
    found = [Completeness(first=None, last=None, known=known, rows=rows)]
    for each in then:
        filled = known if each.known is None else each.known.get(field)
        newest = found[-1]
        if (filled, each.rows) == (newest.known, newest.rows):
            found[-1] = replace(newest, first=each.release)
        else:
            found.append(
                Completeness(first=each.release, last=each.release, known=filled, rows=each.rows)
            )
    return tuple(found)
