"""What is said of releases: how tables were, how full their fields, what became of projects."""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from reporting.packages.diff import Change
from reporting.releases.release import Release, releases_in
from reporting.site.dataset import SiteRecord
from reporting.site.history import Completeness, TableThen, completeness
from reporting.site.project_history import project_history
from tests.site.csv_rows import read_lines
from tests.site.cut import RELEASES

OLD, NEW = RELEASES
Lines = list[dict[str, str]]


@pytest.fixture
def data(released: Path, tmp_path: Path) -> Path:
    """Return a data folder with two releases, the second of which has the rows in hand."""
    return shutil.copytree(released, tmp_path / "data")


@pytest.fixture(scope="module")
def record(released: Path) -> SiteRecord:
    """Return the record of that folder, loaded once."""
    return SiteRecord.load(released)


def _rewritten(data: Path, table: str, change: Callable[[Lines], Lines]) -> None:
    """Write rows of a table anew."""
    path = data / "jcm" / f"{table}.csv"
    rows = read_lines(path)
    header = list(rows[0])
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, header, lineterminator="\n")
        writer.writeheader()
        writer.writerows(change(rows))


def test_a_table_as_it_was(record: SiteRecord) -> None:
    """Of each release a table has its rows; what differs since is told, or that nothing does."""
    history = record.history
    new, old = history.then("jcm", "projects")
    assert (new.release.version, new.diff, new.known) == (NEW, None, None)
    assert old.diff is not None
    assert old.diff.counts[Change.CHANGE] == 1
    assert old.known is not None
    assert old.known["title"] == old.rows
    assert [each.diff for each in history.then("jcm", "partners")] == [None, None]


def test_what_is_compared_is_compared_once(record: SiteRecord) -> None:
    """With the rows in hand released, what the newest changed is what differs from the older."""
    history = record.history
    assert history.since[OLD] is history.steps[-1].difference
    assert NEW not in history.since
    assert history.pending is None
    assert history.steps[0].difference is None


def _then(release: Release, rows: int, known: int | None) -> TableThen:
    filled = {} if known is None else {"field": known}
    return TableThen(release=release, name="table", rows=rows, known=filled)


def test_releases_that_are_alike_are_one(released: Path) -> None:
    """Completeness is told from when to when: once for all releases in a row that are alike."""
    old, new = releases_in(released)
    same = completeness("field", 3, 4, [_then(new, 4, 3), _then(old, 4, 3)])
    assert same == (Completeness(first=old, last=None, known=3, rows=4),)
    each_otherwise = completeness("field", 3, 4, [_then(new, 4, 2), _then(old, 4, 2)])
    assert each_otherwise == (
        Completeness(first=None, last=None, known=3, rows=4),
        Completeness(first=old, last=new, known=2, rows=4),
    )
    later = completeness("field", 3, 4, [_then(new, 4, 3), _then(old, 4, None)])
    assert later == (
        Completeness(first=new, last=None, known=3, rows=4),
        Completeness(first=old, last=old, known=None, rows=4),
    )
    assert completeness("field", 3, 4, []) == (
        Completeness(first=None, last=None, known=3, rows=4),
    )


def test_what_became_of_a_project(record: SiteRecord, released: Path) -> None:
    """A project has a step for each release that changed one of its rows, and no other."""
    first, second, *_rest = read_lines(released / "jcm" / "projects.csv")
    history = project_history(record)
    [step] = history.of(first["project_id"])
    assert step.release is not None
    assert step.release.version == NEW
    [changes] = step.tables.values()
    [words] = changes.changes
    [cell] = words["en"].cells
    assert (cell.old, cell.new) == (f"Draft of {first['title']}", first["title"])
    assert history.of(second["project_id"]) == ()
    assert not history.began(second["project_id"])
    assert history.first is not None
    assert history.first.version == OLD


def test_what_the_data_in_hand_add(data: Path) -> None:
    """Rows in hand that no release has are compared with each; a project of theirs is new."""
    _rewritten(
        data,
        "projects",
        lambda rows: [*rows, {**rows[0], "project_id": "MN099", "page_url": ""}],
    )
    record = SiteRecord.load(data)
    assert record.history.pending is not None
    assert record.history.pending.counts[Change.ADDITION] == 1
    assert set(record.history.since) == {OLD, NEW}
    history = project_history(record)
    [step] = history.of("MN099")
    assert step.release is None
    assert step.is_first
    assert history.began("MN099")
