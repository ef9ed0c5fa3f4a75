"""Published figures set beside the rows by a command, and recorded by it with a reason."""

import csv
import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from reporting.cli import app


@pytest.fixture
def folder(small_data: Path, tmp_path: Path) -> Path:
    """Return a copy of the small record in which one published figure is another."""
    shutil.copytree(small_data, tmp_path / "data")
    path = tmp_path / "data" / "jcm" / "reconciliations.csv"
    rows = read(path)
    changed = next(row for row in rows if row["outcome"] == "agrees")
    changed["published_value"] = str(int(changed["published_value"]) + 1)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(changed), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return tmp_path / "data" / "jcm"


def read(path: Path) -> list[dict[str, str]]:
    """Return the rows of a file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def run(*arguments: str | Path) -> Result:
    """Run the command."""
    return CliRunner().invoke(app, ["reconcile", *map(str, arguments)])


def test_an_outcome_that_changed_is_shown_first(folder: Path) -> None:
    """With the figure of the rows and the day until which they count; the exit code is 1."""
    done = run(folder, "--format", "json")
    assert done.exit_code == 1
    wrong, right = json.loads(done.stdout)["tables"]
    (row,) = wrong["rows"]
    assert (row["recorded"], row["outcome"]) == ("agrees", "differs")
    assert int(row["published"]) == int(row["computed"]) + 1
    assert len(right["rows"]) == len(read(folder / "reconciliations.csv")) - 1


@pytest.mark.parametrize("language", ["en", "ja"])
def test_it_is_recorded_with_a_reason_in_both_languages(folder: Path, language: str) -> None:
    """The row has the outcome and says why; every other row stays; then all is as recorded."""
    before = read(folder / "reconciliations.csv")
    reasons = ("--reason", "The list was read.", "--reason-ja", "一覧を確認した。")
    done = run(folder, "--write", "--language", language, *reasons)
    assert done.exit_code == 0, done.output
    after = read(folder / "reconciliations.csv")
    (changed,) = [new for old, new in zip(before, after, strict=True) if old != new]
    assert changed["outcome"] == "differs"
    assert changed["explanation"].endswith("The list was read.")
    assert changed["explanation_ja"].endswith("一覧を確認した。")
    assert run(folder).exit_code == 0


def test_nothing_is_recorded_without_a_reason(folder: Path) -> None:
    """A reader must see why; the file stays as it was."""
    before = (folder / "reconciliations.csv").read_bytes()
    done = run(folder, "--write", "--reason", "So.")
    assert done.exit_code == 2
    assert "--reason-ja" in done.output
    assert (folder / "reconciliations.csv").read_bytes() == before


def test_nothing_is_compared_with_faulty_rows(folder: Path) -> None:
    """What else is wrong with the data comes first."""
    with (folder / "projects.csv").open("a", encoding="utf-8") as file:
        file.write("MN001,MNG\n")
    done = run(folder)
    assert done.exit_code == 1
    assert "row-too-short" in done.output
    assert "Published figures" not in done.output
