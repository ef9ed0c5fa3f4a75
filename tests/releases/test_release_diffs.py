"""Releases are compared by their names: with each other, with the data in hand, with commits."""

import csv
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from reporting.cli import app
from tests.releases.test_cli_release import (
    FIRST,
    SECOND,
    change,
    commit,
    other_title,
    record,
    release,
    released,
    repository,
)
from tests.shared import ROOT
from tests.test_cli_diff import jcm
from tests.test_cli_review import Row

__all__ = ["record", "released", "repository"]  # fixtures
CORRECTIONS = "release,table,key,field,reason,reason_ja,source\n"


def corrected(folder: Path, key: str) -> None:
    """Give the reason why the title of a project changes."""
    text = f"{CORRECTIONS}{FIRST},jcm-projects,{key},title,Misread,読み違い,jcm-projects\n"
    (folder / "data/releases/corrections.csv").write_text(text, encoding="utf-8")


def key_of_first(folder: Path) -> str:
    """Return the key of the first project."""
    with (folder / "data/jcm/projects.csv").open(encoding="utf-8", newline="") as file:
        return next(csv.DictReader(file))["project_id"]


def test_a_release_by_its_version(repository: Path) -> None:
    """``latest`` is the newest, ``working`` the data in hand; a path and a commit do as well."""
    shutil.copytree(ROOT / "data" / "example", repository / "data" / "example")
    result = jcm(FIRST, "working")
    assert "tables compared: no difference" in result.stdout
    change(repository, "jcm", "projects", other_title)
    for names in ((FIRST, "working"), ("latest", "data"), (f"data/releases/{FIRST}", "data")):
        result = jcm(*names)
        assert result.exit_code == 0, result.output
        assert f"{names[0]} → {names[1]}".replace("latest", FIRST) in result.stdout
        assert "1 table differs, 1 row changed" in result.stdout
        assert "the records of units are the same" in result.stdout
    assert "1 row changed" in jcm("working", FIRST).stdout
    assert "no difference" in jcm("HEAD", FIRST).stdout


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_a_file_of_a_release(repository: Path, kind: str) -> None:
    """It is the table it is, whichever of its files is named."""
    change(repository, "jcm", "projects", other_title)
    path = f"data/releases/{FIRST}/jcm/projects.{kind}"
    for new in ("working", "data/jcm", "data/jcm/projects.csv"):
        result = jcm(path, new)
        assert result.exit_code == 0, result.output
        assert "1 table compared: 1 table differs, 1 row changed" in result.stdout
    commit(repository, "a change")
    assert "1 row changed" in jcm("HEAD^", "data/jcm/projects.csv").stdout
    assert "1 row changed" in jcm("HEAD^", "HEAD", "--path", "data/jcm/projects.csv").stdout


def test_a_path_wins_over_a_release_and_that_over_a_commit(repository: Path) -> None:
    """What exists is meant first."""
    from tests.test_cli_diff import git  # noqa: PLC0415

    git(repository, "branch", FIRST, "HEAD^")
    change(repository, "jcm", "projects", other_title)
    commit(repository, "a change")
    git(repository, "branch", "working")
    assert "no difference" in jcm(FIRST, "HEAD^").stdout
    (repository / FIRST).mkdir()
    assert "descriptor-missing" in jcm(FIRST, "data").stdout


@pytest.mark.usefixtures("repository")
def test_a_release_that_was_withdrawn() -> None:
    """It is said when and why, and what replaces it; it is never the latest."""
    reasons = ("--reason", "A licence.", "--reason-ja", "ライセンス。")
    done = release("withdraw", FIRST, *reasons)
    assert done.exit_code == 0, done.output
    result = jcm(FIRST, "data")
    assert result.exit_code == 2
    assert "was withdrawn on" in " ".join(result.stderr.replace("│", " ").split())
    assert jcm("latest", "data").exit_code == 2


def test_the_reason_of_a_correction_is_in_the_release(repository: Path) -> None:
    """In its changes; a correction of nothing keeps a release from being made."""
    change(repository, "jcm", "projects", other_title)
    corrected(repository, "XX001")
    commit(repository, "a change")
    done = release(SECOND)
    assert done.exit_code == 1
    assert "correction-of-nothing" in done.output
    assert not (repository / "data/releases" / SECOND).exists()
    corrected(repository, key_of_first(repository))
    commit(repository, "its reason")
    assert release(SECOND).exit_code == 0
    with (repository / "data/releases" / SECOND / "changes.csv").open(encoding="utf-8") as file:
        (line,) = csv.DictReader(file)
    assert (line["change"], line["field"], line["reason"]) == ("corrected", "title", "Misread")
    assert "corrected: Misread" in jcm(FIRST, "latest").stdout
    assert jcm(FIRST, "working").exit_code == 0


def test_figures_restated_by_a_release(repository: Path) -> None:
    """Where the ledger of a release differs the forms are made from both, of released files."""

    def more(rows: list[Row]) -> None:
        rows[0]["quantity"] = "7"

    change(repository, "article6", "credit_blocks", more)
    result = jcm(FIRST, "working")
    assert result.exit_code == 0, result.output
    assert "Restated figures" in result.stdout
    assert "forms made from both records of units" in result.stdout


def test_a_review_says_what_differs_since_the_release(repository: Path) -> None:
    """Only how many rows of which table, and the figures; all of it stands in a file."""
    change(repository, "jcm", "projects", other_title)
    commit(repository, "a change")
    result = CliRunner().invoke(app, ["review", "HEAD^"])
    assert result.exit_code == 0, result.output
    comment = Path("review/comment.md").read_text("utf-8")
    part = comment.partition(f"### Since release {FIRST}\n")[2].partition("###")[0]
    assert "(`jcm/projects`): 1 row changed" in part
    assert "the records of units are the same" in part
    assert "Another title" not in part
    assert "Another title" in Path("review/since-release.csv").read_text("utf-8")
    assert "`since-release.csv`" in comment
