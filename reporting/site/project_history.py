"""What became of each project from release to release: its rows in every table of the record."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from reporting.messages import LANGUAGES, Bilingual
from reporting.packages.diff import Change, Difference, RowDiff, TableDiff
from reporting.releases.release import Release
from reporting.renderers.diff_words import RowWords, row_words
from reporting.site.dataset import RECORD, SiteRecord

LENGTH = 300
"""How many characters of a value are told."""
PROJECTS, PROJECT, ISSUANCE = "projects", "project_id", "issuance_id"


@dataclass(slots=True, kw_only=True)
class TableChanges:
    """What became of a project's rows in a table.

    Attributes:
        title: Title of the table.
        name: Its name, without that of the package.
        is_now: Whether the table is one of the data in hand, and has a page.
        additions: How many rows were added.
        removals: How many rows were removed.
        columns: Titles of columns that were added, and have something in its rows.
        changes: The rows of which fields changed, in words of each language.
    """

    title: Bilingual
    name: str
    is_now: bool
    additions: int = 0
    removals: int = 0
    columns: list[Bilingual] = field(default_factory=list)
    changes: list[Mapping[str, RowWords]] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class ProjectStep:
    """What a release changed of a project.

    Attributes:
        release: The release; None for what changed in the data in hand since the newest.
        is_first: Whether the project was not there before.
        tables: What became of its rows, by table.
    """

    release: Release | None
    is_first: bool = False
    tables: dict[str, TableChanges] = field(default_factory=dict)

    def of(self, diff: TableDiff, record: SiteRecord) -> TableChanges:
        """Return what became of its rows in a table, nothing as long as nothing is told."""
        name = diff.table.name
        is_now = name in record.packages[RECORD].tables
        empty = TableChanges(title=diff.table.title, name=name, is_now=is_now)
        return self.tables.setdefault(name, empty)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectHistory:
    """The steps of every project, by its number; the newest first.

    Attributes:
        first: The oldest release that stands; None before the first.
        steps: The steps.
    """

    first: Release | None
    steps: Mapping[str, tuple[ProjectStep, ...]]

    def of(self, project: str) -> tuple[ProjectStep, ...]:
        """Return the steps of a project; none where no release changed any of its rows."""
        return self.steps.get(project, ())

    def began(self, project: str) -> bool:
        """Tell whether a project came later than the first release."""
        return any(each.is_first for each in self.of(project))


def project_history(record: SiteRecord) -> ProjectHistory:
    """Return what became of each project, as the comparisons of releases have it."""
    history = record.history
    steps: list[tuple[Release | None, Difference]] = [
        (each.release, each.difference) for each in history.steps if each.difference
    ]
    if history.pending:
        steps.append((None, history.pending))
    found: dict[str, list[ProjectStep]] = {}
    for release, difference in reversed(steps):
        for project, step in _steps(record, release, difference).items():
            found.setdefault(project, []).append(step)
    return ProjectHistory(
        first=history.releases[0] if history.releases else None,
        steps={project: tuple(several) for project, several in found.items()},
    )


def _steps(
    record: SiteRecord, release: Release | None, difference: Difference
) -> Mapping[str, ProjectStep]:
    """Return what a difference changed, by project."""
    found: dict[str, ProjectStep] = {}
    for diff in difference.tables:
        if diff.package != RECORD or not _is_of_projects(diff):
            continue
        for project, column in _columns(record, diff):
            step = found.setdefault(project, ProjectStep(release=release))
            step.of(diff, record).columns.append(column)
        for project, row in _rows(record, diff):
            step = found.setdefault(project, ProjectStep(release=release))
            changes = step.of(diff, record)
            if row.change is Change.ADDITION:
                changes.additions += 1
                step.is_first = step.is_first or diff.table.name == PROJECTS
            elif row.change is Change.REMOVAL:
                changes.removals += 1
            else:
                words = {each: row_words(diff, row, each, length=LENGTH) for each in LANGUAGES}
                changes.changes.append(words)
    return found


def _is_of_projects(diff: TableDiff) -> bool:
    names = {each.name for each in diff.columns}
    return bool(names & {PROJECT, ISSUANCE})


def _rows(record: SiteRecord, diff: TableDiff) -> Iterator[tuple[str, RowDiff]]:
    """Yield the rows of a table that differ, each with its project."""
    found = diff.comparison
    wholes = {
        Change.ADDITION: found.additions,
        Change.REMOVAL: found.removals,
        Change.CHANGE: found.changes.new,
        Change.RENAME: found.renames.new,
    }
    for change, rows in wholes.items():
        for row, whole in zip(diff.rows(change), rows.to_pylist(), strict=True):
            project = _project(record, whole)
            if project:
                yield project, row


def _columns(record: SiteRecord, diff: TableDiff) -> Iterator[tuple[str, Bilingual]]:
    """Yield the columns that were added, each with the projects that have something in it."""
    for column in diff.column_diffs:
        if column.change is Change.ADDITION:
            projects = (_of_key(record, diff, row) for row in diff.column_rows(column))
            for project in dict.fromkeys(filter(None, projects)):
                yield project, column.column.field.title


def _project(record: SiteRecord, row: Mapping[str, object]) -> str | None:
    """Return the project that a row is about: named by it, or that of the issuance it names."""
    named = row.get(PROJECT)
    if not named and row.get(ISSUANCE):
        issuance = record.find("issuances", ISSUANCE, row[ISSUANCE])
        named = issuance[PROJECT] if issuance else None
    return str(named) if named else None


def _of_key(record: SiteRecord, diff: TableDiff, row: RowDiff) -> str | None:
    """Return the project of a row of the data in hand, by its key."""
    names = tuple(each.name for each in diff.key_columns)
    parts = dict(zip(names, row.key, strict=True))
    if PROJECT in parts or ISSUANCE in parts:
        return _project(record, parts)
    table = record.packages[RECORD].tables.get(diff.table.name)
    if table is None or len(names) != 1:
        return None
    found = record.find(diff.table.name, names[0], row.key[0])
    return _project(record, found) if found else None
