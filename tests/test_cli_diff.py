"""The command ``jcm diff``: folders and commits, every format, and how it exits."""

import csv
import json
import os
import subprocess
from io import StringIO
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from reporting.cli import app
from tests.broken.edits import both, cell, deleted, replaced
from tests.packages.states import written

STARTS = {
    "text": "packages → other\n",
    "json": "{",
    "csv": "table,change,key,field,old,new,reason\n",
    "html": "<!doctype html>",
    "markdown": "### ",
}


def jcm(*arguments: object) -> Result:
    """Run the command in this process."""
    return CliRunner().invoke(app, ["diff", *map(str, arguments)])


def git(folder: Path, *arguments: str, **environment: str) -> None:
    """Run git in a folder, without what this machine has set."""
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main")
    subprocess.run(
        ["git", *who, *arguments],
        cwd=folder,
        env={**os.environ, **environment},
        check=True,
        capture_output=True,
        text=True,
    )


@pytest.fixture
def other(clean: Path, tmp_path: Path) -> Path:
    """Return a folder of the same packages with one cell changed."""
    folder = tmp_path / "other"
    for path in clean.rglob("*.*"):
        to = folder / path.relative_to(clean)
        to.parent.mkdir(parents=True, exist_ok=True)
        to.write_bytes(path.read_bytes())
    cell("issuances", 3, "quantity", "1150")(folder)
    return folder


@pytest.fixture
def repository(clean: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a repository we are in: a tag, a commit after it, and what is not committed."""
    data = clean.rename(tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    git(tmp_path, "init")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-m", "first")
    git(tmp_path, "tag", "v1")
    cell("issuances", 3, "quantity", "116")(data)
    git(tmp_path, "commit", "-am", "second")
    cell("issuances", 3, "quantity", "117")(data)
    return tmp_path


@pytest.mark.parametrize("form", STARTS)
@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_format_in_both_languages(
    clean: Path, other: Path, form: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each is written to standard output alone, and a difference is no failure."""
    monkeypatch.chdir(clean.parent)
    result = jcm(clean.name, other.name, "--format", form, "--language", language)
    assert result.exit_code == 0
    assert result.stderr == ""
    assert result.stdout.startswith(STARTS[form])
    assert "1150" in result.stdout
    japanese = {"text": "変更 1 行", "html": "変更前", "markdown": "変更 1 行"}
    if form in japanese:
        assert (japanese[form] in result.stdout) is (language == "ja")


def test_one_package_of_each(clean: Path, other: Path) -> None:
    """A folder may be one package."""
    result = jcm(clean / "record", other / "record")
    assert "7 tables compared: 1 table differs, 1 row changed" in result.stdout
    assert "MN001-2: Quantity 115 → 1150" in result.stdout


@pytest.mark.parametrize(("is_other", "code"), [(True, 1), (False, 0)])
def test_exit_code_on_request(clean: Path, other: Path, code: int, *, is_other: bool) -> None:
    """With ``--exit-code`` a difference is 1, and the same is 0."""
    assert jcm(clean, other if is_other else clean, "--exit-code").exit_code == code
    assert jcm(clean, other if is_other else clean).exit_code == 0


def test_a_commit_and_the_folder_it_is_compared_with(repository: Path) -> None:
    """Of a commit, the folder named on the other side is meant, whatever it is called."""
    result = jcm("HEAD", "data")
    assert "MN001-2: Quantity 116 → 117" in result.stdout
    assert "8 tables compared" in result.stdout
    assert "Quantity 115 → 117" in jcm("HEAD~1", "data/record").stdout
    assert "7 tables compared" in jcm("HEAD~1", "data/record").stdout
    (repository / "data").rename(repository / "facts")
    git(repository, "add", ".")
    git(repository, "commit", "-m", "third")
    assert "no difference" in jcm("HEAD", "facts").stdout
    assert "Quantity 115 → 117" in jcm("v1", "facts").stdout


def test_two_commits(repository: Path) -> None:
    """Branches, tags and commits are read as they stand, not as the folder does."""
    for names in (("v1", "main"), ("HEAD~1", "HEAD")):
        assert "Quantity 115 → 116" in jcm(*names).stdout
    assert "Quantity 116 → 115" in jcm("main", "v1").stdout
    git(repository, "checkout", "--orphan", "bare")
    assert "Quantity 115 → 116" in jcm("v1", "main").stdout


def test_another_folder_of_a_commit(repository: Path) -> None:
    """``--path`` says which folder of a commit is meant."""
    assert repository.is_dir()
    result = jcm("v1", "main", "--path", "data/record")
    assert "7 tables compared: 1 table differs" in result.stdout


def test_from_within_a_folder(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Paths are meant from where one is."""
    monkeypatch.chdir(repository / "data" / "record")
    assert "Quantity 115 → 117" in jcm("v1", "../../data").stdout
    assert "1 row changed" in jcm("v1", "main", "--path", "..").stdout
    assert "1 row changed" in jcm("v1", "main", "--path", ".").stdout


def test_a_folder_of_the_name_of_a_branch(repository: Path) -> None:
    """A path that exists is a folder first; the branch has its full name."""
    written(repository / "main", [{"id": "A"}])
    assert jcm("v1", "main", "--path", "data").stdout.startswith("v1 → main\n9 tables compared")
    assert "1 row changed" in jcm("v1", "refs/heads/main").stdout


def test_renames_of_a_commit(repository: Path) -> None:
    """The file of renames beside the packages is read at the commit, for one package too."""
    data = repository / "data"
    (data / "record" / "blocks.csv").rename(data / "record" / "pieces.csv")
    descriptor = data / "record" / "datapackage.json"
    text = descriptor.read_text("utf-8")
    text = text.replace('"name": "blocks"', '"name": "pieces"').replace("blocks.csv", "pieces.csv")
    descriptor.write_text(text, encoding="utf-8")
    (data / "releases").mkdir()
    (data / "releases" / "renames.csv").write_text(
        "from_version,kind,table,old,new\n2026.12.1,table,,blocks,pieces\n"
    )
    git(repository, "add", ".")
    git(repository, "commit", "-m", "third")
    for path in ("data", "data/record"):
        result = jcm("v1", "HEAD", "--path", path)
        assert "record/pieces: table renamed" in result.stdout, path
        assert "The table was called blocks." in result.stdout


def test_a_link_is_not_followed(repository: Path) -> None:
    """What is no file at a commit is missing: no file of this machine is read in its place."""
    path = repository / "data" / "record" / "blocks.csv"
    path.unlink()
    path.symlink_to("/etc/hostname")
    git(repository, "commit", "-am", "third")
    result = jcm("v1", "HEAD", "--format", "json")
    assert result.exit_code == 1
    assert [each["code"] for each in json.loads(result.stdout)["findings"]] == [
        "file-missing",
        "not-compared",
    ]


def test_nothing_is_left_behind_or_changed(
    repository: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The repository stays as it is, and what was written elsewhere is gone."""
    temporary = tmp_path_factory.mktemp("temporary")
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    before = subprocess.run(["git", "status", "--short"], capture_output=True, check=True)
    jcm("v1", "data")
    after = subprocess.run(["git", "status", "--short"], capture_output=True, check=True)
    assert before.stdout == after.stdout == b" M data/record/issuances.csv\n"
    assert [*temporary.iterdir()] == []
    assert (repository / "data").is_dir()


@pytest.mark.parametrize("form", STARTS)
def test_what_cannot_be_compared_exits_1(clean: Path, other: Path, form: str) -> None:
    """The finding is printed, and so is the rest of the difference; CSV stays CSV."""
    cell("blocks", 3, "block_id", "B1")(other)
    result = jcm(clean, other, "--format", form)
    assert result.exit_code == 1
    assert "Key used twice" in (result.stderr if form == "csv" else result.stdout) or (
        form == "json" and "primary-key-duplicate" in result.stdout
    )
    assert "1150" in result.stdout
    if form == "csv":
        assert len(list(csv.DictReader(StringIO(result.stdout)))) == 1


def test_no_tracebacks(clean: Path, other: Path) -> None:
    """Whatever is missing or broken is a finding."""
    both(
        deleted("nomenclature/datapackage.json"),
        deleted("record/schemas/projects.json"),
        replaced("sources", "moe-2024", '"moe-2024'),
    )(other)
    result = jcm(clean, other)
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    for code in ("descriptor-missing", "quote-broken", "not-compared"):
        assert f"[{code}, error]" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("nowhere", "data"), "'nowhere' is neither a file or folder nor a release, and"),
        (("nowhere", "data"), "'nowhere' is no commit, branch or tag"),
        (("2026.12.9", "data"), "no release '2026.12.9' in data/releases, where there is none"),
        (("latest", "data"), "there is no release 'latest' in data/releases"),
        (("--upload-pack=x", "data"), "No such option"),
        (("data/record/datapackage.json", "data"), "its name ends in neither .csv nor .parquet"),
        (("README.csv", "data"), "neither a file or folder"),
        (("data", "data", "--key", "id"), "--key is for single files"),
        (("data/record/blocks.csv", "data/record/blocks.csv", "--key", "no"), "no column of"),
        (("data/record/blocks.csv", "data/nomenclature"), "has no table of its name"),
        (("v1", "main", "--path", "elsewhere"), "there is no folder 'elsewhere' at"),
        (("v1", "main", "--path", "data/record/no.csv"), "there is no folder"),
        (("v1", "main", "--path", "/"), "is not in the repository"),
        (("v1",), "Missing argument 'NEW'"),
        (("v1", "main", "--format", "pdf"), "'pdf' is not one of"),
    ],
)
def test_a_call_not_understood_exits_2(
    repository: Path, arguments: tuple[str, ...], words: str
) -> None:
    """A wrong call is told apart from wrong data, and nothing is printed as if it were one."""
    assert repository.is_dir()
    result = jcm(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    said = " ".join(result.stderr.replace("│", " ").split())
    assert words in said


def test_a_name_that_looks_like_an_option(repository: Path) -> None:
    """What begins with a dash is no option of git."""
    assert repository.is_dir()
    result = jcm("--", "--output=x", "data")
    assert result.exit_code == 2
    assert not Path("x").exists()


def test_without_repository_or_git(
    clean: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever names a commit where there is none is told so, with what can be done."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    result = jcm("HEAD", clean)
    assert result.exit_code == 2
    assert "no git repository here" in " ".join(result.stderr.replace("│", " ").split())
    monkeypatch.setattr("shutil.which", lambda _: None)
    result = jcm("HEAD", clean)
    assert result.exit_code == 2
    assert "git is not installed; name folders" in result.stderr
    assert jcm(clean, clean).exit_code == 0


def test_a_clone_without_its_past(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A forge's clone has one commit; the remedy is said."""
    git(tmp_path, "clone", "--depth", "1", f"file://{repository}", "shallow")
    monkeypatch.chdir(tmp_path / "shallow")
    result = jcm("HEAD~1", "data")
    assert result.exit_code == 2
    assert "git fetch --unshallow" in " ".join(result.stderr.replace("│", " ").split())
