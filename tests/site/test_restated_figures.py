"""Restated figures are read from the changes that are kept with a release."""

from datetime import date
from pathlib import Path

from reporting.forms.model.restatement import Restatements
from reporting.messages import alike
from reporting.packages.csv_text import to_csv
from reporting.packages.diff import Difference
from reporting.packages.opening import CHANGES
from reporting.releases.manifest import Manifest
from reporting.releases.release import Release
from reporting.renderers.diff_records import HEADER, changes_csv
from reporting.site.restated_figures import RestatedFigure, RestatedFigures, restated_figures

NOTHING = Difference(old="2026.1.1", new="2026.1.2", tables=(), compared=())


def _release(folder: Path, changes: bytes | None) -> Release:
    if changes is not None:
        (folder / CHANGES).write_bytes(changes)
    manifest = Manifest(
        version="2026.1.2",
        created=date(2026, 1, 2),
        commit="0" * 40,
        content_commit="0" * 40,
        previous="2026.1.1",
        tables=(),
        files=(),
        notices={},
    )
    return Release(folder=folder, manifest=manifest)


def test_figures_are_told_apart_from_rows(tmp_path: Path) -> None:
    """A figure has its form, Party, year, table, row and column; rows of tables are none."""
    lines = [
        ("jcm/projects", "changed", "MN001", "title", "Old", "New", None),
        ("reports/aef", "restated", "XAA|2024|actions|1|A", "quantity", "2800", "3300", None),
        ("reports/aef", "restated", "XAA|2024|actions|2", "quantity", "500", None, None),
    ]
    found = restated_figures(_release(tmp_path, to_csv(HEADER, lines)))
    first, second = found.figures
    assert first == RestatedFigure(
        form="aef",
        party="XAA",
        year="2024",
        table="actions",
        row="1|A",
        column="quantity",
        old="2800",
        new="3300",
    )
    assert (second.old, second.new) == ("500", "")
    assert found.reasons == ()


def test_what_cannot_be_told_says_why(tmp_path: Path) -> None:
    """As written with a release whose record of units could not be read."""
    changes = changes_csv(NOTHING, Restatements(obstacles=(alike("no record"),)))
    found = restated_figures(_release(tmp_path, changes))
    assert found == RestatedFigures(reasons=("no record",))


def test_the_first_release_restates_nothing(tmp_path: Path) -> None:
    """It has no changes beside it."""
    assert restated_figures(_release(tmp_path, None)) == RestatedFigures()
