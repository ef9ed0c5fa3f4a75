"""What each release changed: row by row, on which day, and which pages of the site it is about.

A page is named by its address: ``projects/mn003/``. A table is named with its package, as in
findings: ``jcm/projects``.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from reporting.packages.diff import (
    Change,
    Difference,
    RowDiff,
    TableDiff,
    typed,
)
from reporting.releases.release import Release, standing
from reporting.site.dataset import RECORD, Row, SiteRecord

BETWEEN = "|"  # as keys of several parts are written in the record
ENTITIES: Mapping[str, str] = {
    f"{RECORD}/partners": "partner",
    f"{RECORD}/projects": "project_id",
    f"{RECORD}/methodologies": "methodology_id",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseStep:
    """A release against the one before it.

    Attributes:
        version: Its name.
        day: The day it was made.
        difference: What differs.
    """

    version: str
    day: date
    difference: Difference


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseHistory:
    """The releases that stand, each against the one before, and those that were withdrawn.

    Attributes:
        releases: Every release, the oldest first.
        steps: What each that stands changed, from the second on.
        pending: What the data in hand change against the newest; None if they are those of it.
    """

    releases: tuple[Release, ...] = ()
    steps: tuple[ReleaseStep, ...] = ()
    pending: Difference | None = None

    @property
    def first(self) -> date | None:
        """The day of the oldest release that stands; None if there is none."""
        return next((each.created for each in standing(self.releases)), None)

    @property
    def newest(self) -> date | None:
        """The day of the newest release that stands; None if there is none."""
        return next((each.created for each in reversed(standing(self.releases))), None)


def release_history(record: SiteRecord) -> ReleaseHistory:
    """Return what each release that stands changed, and what the record changes since.

    Args:
        record: The data in hand, which know the releases.
    """
    history = record.history
    return ReleaseHistory(
        releases=record.releases,
        steps=tuple(
            ReleaseStep(
                version=each.release.version,
                day=each.release.created,
                difference=each.difference,
            )
            for each in history.steps
            if each.difference
        ),
        pending=history.pending,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class RowChange:
    """A row that a release added, removed or changed.

    Attributes:
        step: The release.
        diff: What became of its table.
        row: What became of it.
        key: Its key as one text; empty in a table without key.
        pages: The pages that it is about: of a partner, a project, a methodology.
        happened_on: The day of the event that it tells of, where it was added or its day was.
    """

    step: ReleaseStep
    diff: TableDiff
    row: RowDiff
    key: str
    pages: frozenset[str]
    happened_on: date | None


def own_page(table: str, row: Row) -> str:
    """Return the address of the page of an entity."""
    return f"{table.rpartition('/')[2]}/{str(row[ENTITIES[table]]).lower()}/"


@dataclass(frozen=True, slots=True)
class PageFinder:
    """What finds the pages that a row is about, over the keys that lead from it to others."""

    record: SiteRecord
    _found: dict[tuple[str, str], frozenset[str]] = field(default_factory=dict)
    _keys: dict[str, Mapping[str, Row]] = field(default_factory=dict)

    def pages(self, table: str, row: Row) -> frozenset[str]:
        """Return the addresses of the pages of entities that a row is about.

        Args:
            table: The row's table.
            row: Its values by column, typed.
        """
        found = set()
        if table in ENTITIES and row.get(ENTITIES[table]):
            found.add(own_page(table, row))
        for parent_table, parent in self._parents(table, row):
            found |= self._known(parent_table, parent)
        return frozenset(found)

    def row(self, table: str, key: str) -> Row | None:
        """Return the row of the record with a key; None where there is none."""
        if not self.record.has(table):
            return None
        if table not in self._keys:
            rows = self.record.rows(table)
            self._keys[table] = {self.record.key(table, each): each for each in rows}
        return self._keys[table].get(key)

    def _known(self, table: str, row: Row) -> frozenset[str]:
        place = (table, self.record.key(table, row))
        if place not in self._found:
            self._found[place] = frozenset()  # a row that leads to itself has nothing more
            self._found[place] = self.pages(table, row)
        return self._found[place]

    def _parents(self, table: str, row: Row) -> Iterator[tuple[str, Row]]:
        """Yield the rows of the record that a row points to, each with its table."""
        package = table.partition("/")[0]
        if not self.record.has(table):
            return
        for key in self.record.table(table).schema.foreign_keys:
            target = f"{key.package or package}/{key.table}"
            values = [row.get(each) for each in key.fields]
            if None not in values and self.record.has(target):
                for parent in self.record.where(target, key.keys[0], values[0]):
                    if [parent[each] for each in key.keys] == values:
                        yield target, parent
        target = f"{package}/{row.get('subject_table')}"
        subject = self.row(target, str(row.get("subject_key")))
        if subject is not None and target != table:
            yield target, subject


def row_changes(step: ReleaseStep, finder: PageFinder) -> Iterator[RowChange]:
    """Yield each row that a release added, removed or changed, by table."""
    for diff in step.difference.tables:
        for change in Change:
            wholes = _whole_rows(diff, change)
            for row, whole in zip(diff.rows(change), wholes, strict=True):
                values = {
                    each.name: typed(each.field.type, whole.get(each.name)) for each in diff.columns
                }
                yield RowChange(
                    step=step,
                    diff=diff,
                    row=row,
                    key=BETWEEN.join(each or "" for each in row.key),
                    pages=finder.pages(diff.name, values),
                    happened_on=_happened_on(diff, row, values, finder.record),
                )


def _whole_rows(diff: TableDiff, change: Change) -> Sequence[Mapping[str, str | None]]:
    """Return the rows of a kind with all their cells, those that did not change too."""
    found = diff.comparison
    rows = {
        Change.ADDITION: found.additions,
        Change.REMOVAL: found.removals,
        Change.CHANGE: found.changes.new,
        Change.RENAME: found.renames.new,
    }
    return list(rows[change].to_pylist())


def _happened_on(diff: TableDiff, row: RowDiff, values: Row, record: SiteRecord) -> date | None:
    """Return the day that a schema says is the row's own, if the change is what tells it.

    A correction of an old event is no event of that day.
    """
    if row.change not in {Change.ADDITION, Change.CHANGE} or not record.has(diff.name):
        return None
    schema = record.table(diff.name).schema
    told = {each.column.name for each in row.cells if each.new is not None}
    for name in schema.dated:
        if name in told and schema[name].type == "date":
            return date.fromisoformat(str(values[name]))
    return None
