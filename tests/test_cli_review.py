"""The command ``jcm review``: one comment on a change of the data, in a forge's clone too."""

import csv
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html
from markdown_it import MarkdownIt
from typer.testing import CliRunner, Result

from reporting.cli import app
from reporting.packages import validate
from reporting.packages.diff import State, difference
from reporting.renderers.review import COMMAND, Review, review_markdown
from tests.site.csv_rows import read_lines
from tests.site.cut import assemble
from tests.test_cli_diff import git

FORGE_TAKES = 65_536
Row = dict[str, str]


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a repository with a small record, committed once; tests copy it."""
    folder = tmp_path_factory.mktemp("record")
    assemble(folder / "data")
    git(folder, "init")
    git(folder, "add", ".")
    git(folder, "commit", "-m", "first")
    return folder


@pytest.fixture
def repository(record: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of the repository, which we are in."""
    folder = tmp_path / "clone"
    shutil.copytree(record, folder)
    monkeypatch.chdir(folder)
    return folder


def commit(repository: Path, table: str, change: Callable[[list[Row]], None]) -> None:
    """Commit a change of the rows of a table of the record."""
    path = repository / "data" / "jcm" / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    names = list(rows[0])
    change(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    git(repository, "commit", "-am", "a change")


def review(*arguments: str) -> tuple[Result, str]:
    """Run the command and return what it did and the comment that it left."""
    result = CliRunner().invoke(app, ["review", *arguments])
    return result, Path("review/comment.md").read_text("utf-8")


def other_title(rows: list[Row]) -> None:
    """Give a project another title."""
    rows[0]["title"] = "Another title @somebody"


def other_figure(rows: list[Row]) -> None:
    """Publish another figure than the rows give."""
    row = next(row for row in rows if row["outcome"] == "agrees")
    row["published_value"] = str(int(row["published_value"]) + 1)


def text_of(comment: str) -> str:
    """Return what a reader sees of a comment."""
    page = html.fromstring(MarkdownIt("gfm-like", {"linkify": False}).render(comment))
    return str(page.text_content())


def test_a_sound_change(repository: Path) -> None:
    """The verdict comes first; the row, its old and new value follow; files have the whole."""
    commit(repository, "projects", other_title)
    result, comment = review("HEAD^")
    assert result.exit_code == 0, result.output
    assert comment.startswith("## Data review: sound\n")
    assert "each outcome is as recorded" in comment or "the outcome is as recorded" in comment
    assert re.search(r"### Differences: `[0-9a-f]{12}` → `data`", comment)
    assert "Title `" in comment
    assert "`Another title @somebody`" in comment
    assert "1 row changed" in result.stdout
    assert sorted(each.name for each in Path("review").iterdir()) == [
        *("comment.md", "difference.csv", "difference.html", "findings.html"),
    ]


def test_in_japanese(repository: Path) -> None:
    """Every sentence of ours is."""
    commit(repository, "reconciliations", other_figure)
    _result, comment = review("HEAD^", "--language", "ja")
    assert comment.startswith("## データの審査：誤り 1 件\n")
    ours = re.sub(r"`[^`]*`|```.*?```|<[^>]*>", "", comment, flags=re.DOTALL)
    assert "recorded" not in ours
    assert "artifact" not in ours


def test_a_change_of_nothing(repository: Path) -> None:
    """It says so."""
    assert repository.is_dir()
    result, comment = review("HEAD")
    assert result.exit_code == 0
    assert "no difference" in comment


def test_an_outcome_that_changed_comes_with_the_command(repository: Path) -> None:
    """Recorded by that command, the next review names it among what the change records."""
    commit(repository, "reconciliations", other_figure)
    result, comment = review("HEAD^")
    assert result.exit_code == 1
    assert comment.startswith("## Data review: 1 error\n")
    assert "1 outcome is not as recorded" in comment
    assert "| agrees | differs |" in comment
    assert COMMAND in comment
    assert "not run" not in comment
    reasons = ("--reason", "The list was read.", "--reason-ja", "一覧を確認した。")
    assert CliRunner().invoke(app, ["reconcile", "--write", *reasons]).exit_code == 0
    result, comment = review("HEAD^")
    assert result.exit_code == 0
    assert "Comparisons that this change alters:" in comment
    assert ": agrees → differs" in comment


def test_a_comparison_that_is_gone_is_named(repository: Path) -> None:
    """What is no longer compared, or compared otherwise, is not left to the list of rows."""
    kept: list[str] = []

    def change(rows: list[Row]) -> None:
        kept.extend(row["reconciliation_id"] for row in rows)
        del rows[0]
        rows[0]["published_value"] = "12345678"
        rows[0]["outcome"] = "differs"

    commit(repository, "reconciliations", change)
    _result, comment = review("HEAD^")
    assert f"- `{kept[0]}`: removed" in comment
    assert f"- `{kept[1]}` `published_value`: " in comment


def test_what_others_did_meanwhile_is_none_of_the_change(repository: Path) -> None:
    """A branch is compared with where it left the other, not with how that went on."""

    def other_note(rows: list[Row]) -> None:
        rows[-1]["note"] = "Seen again."

    git(repository, "checkout", "--quiet", "-b", "change")
    commit(repository, "projects", other_title)
    git(repository, "checkout", "--quiet", "-b", "main-goes-on", "HEAD^")
    commit(repository, "sources", other_note)
    git(repository, "checkout", "--quiet", "change")
    result, comment = review("main-goes-on")
    assert result.exit_code == 0, result.output
    assert "Another title" in comment
    assert "Seen again" not in comment


@pytest.mark.usefixtures("repository")
@pytest.mark.parametrize("arguments", [("",), ("HEAD", "--out", "README")])
def test_what_is_not_understood(arguments: tuple[str, ...]) -> None:
    """No base, and a file where a folder is to be, are said in words."""
    Path("README").write_text("", encoding="utf-8")
    result = CliRunner().invoke(app, ["review", *arguments])
    assert result.exit_code == 2
    assert isinstance(result.exception, SystemExit)


def test_a_broken_row(repository: Path) -> None:
    """What is wrong, where, and what to do; what only follows from it is a line."""
    with (repository / "data/jcm/projects.csv").open("a", encoding="utf-8") as file:
        file.write('XX001,"open\n')
    result, comment = review("HEAD")
    assert result.exit_code == 1
    assert re.match(r"## Data review: 1 error, \d+ that follow\n", comment)
    assert "`jcm/projects` row" in comment
    assert "remedy" in comment
    assert "first the errors have to be mended" in comment
    assert Path("review/findings.html").is_file()


def test_findings_of_a_kind_are_told_once(repository: Path) -> None:
    """The first is told whole, then the places of the others: no cause is crowded out."""

    def change(rows: list[Row]) -> None:
        for row in rows:
            row["known_on"] = "soon"

    commit(repository, "projects", change)
    result, comment = review("HEAD^")
    assert result.exit_code == 1
    more = len(read_lines(repository / "data/jcm/projects.csv")) - 1
    told = [line for line in comment.splitlines() if line.startswith("- `jcm/projects` row")]
    assert len(told) < 5
    assert comment.startswith(f"## Data review: {more + 1} errors, 1 that follows\n")
    assert f"and at {more} more: row 3; row 4" in comment


def test_each_fault_of_a_schema_is_told(repository: Path) -> None:
    """A column renamed in the schema: what named it is said by name, what follows is a line."""
    path = repository / "data/jcm/schemas/projects.json"
    text = path.read_text("utf-8").replace('"name": "page_url"', '"name": "address"')
    path.write_text(text, encoding="utf-8")
    _result, comment = review("HEAD")
    told = comment.count("- `jcm/projects` whole table: Description unlike ours")
    assert told == comment.count('names "page\\_url", which is no field') > 0
    assert "Pointer to nowhere" not in comment


def test_a_clone_without_the_base(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The data are judged, and the comment says what brings the commit."""
    commit(repository, "projects", other_title)
    git(tmp_path, "clone", "--depth", "1", f"file://{repository}", "shallow")
    monkeypatch.chdir(tmp_path / "shallow")
    result, comment = review("HEAD^1")
    assert result.exit_code == 2
    assert "git fetch --unshallow" in result.stderr
    assert comment.startswith("## Data review: not everything could be compared\n")
    assert "0 errors" in comment
    assert "git fetch --unshallow" in text_of(comment)
    assert [each.name for each in Path("review").glob("difference.*")] == []


def test_a_review_of_before_is_not_left(repository: Path) -> None:
    """What an earlier run compared does not stand beside what this one says."""
    assert repository.is_dir()
    review("HEAD")
    assert Path("review/difference.html").is_file()
    result, _comment = review("nowhere")
    assert result.exit_code == 2
    assert not Path("review/difference.html").exists()


def test_it_fits_however_much_is_wrong(record: Path, tmp_path: Path) -> None:
    """Every table broken in every row and every row changed: cut, and what is left out is said."""
    folder = tmp_path / "data"
    shutil.copytree(record / "data", folder)
    for path in folder.glob("jcm/*.csv"):
        head, *rows = path.read_text("utf-8").splitlines()
        rows = [",".join([f"{at}{'x' * 90} @all" for _ in head.split(",")]) for at in range(11)]
        path.write_text("\n".join([head, *rows, ""]), encoding="utf-8")
    result = validate([folder / "jcm", folder / "nomenclature"])
    compared = difference(State.of(record / "data", "old"), State.of(folder, "new"))
    for language in ("en", "ja"):
        judged = Review(validation=result, difference=compared, files=("findings.html",))
        comment = review_markdown(judged, language)
        assert len(comment) < FORGE_TAKES
        assert comment.count("<details") == comment.count("</details>")
        assert "`findings.html`" in comment
        assert ("left out here" in comment) is (language == "en")
        page = html.fromstring(MarkdownIt("gfm-like", {"linkify": False}).render(comment))
        for each in page.iter("code"):
            each.drop_tree()
        assert "@all" not in html.tostring(page, encoding="unicode")
