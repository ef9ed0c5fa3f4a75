"""The forge's workflow: what runs when, with which rights, and that each step is a script of ours.

``tests/proof/test_forge.py`` runs the scripts in a clean clone and lets actionlint read the files.
"""

import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.shared import ROOT

FOLDER = ROOT / ".github" / "workflows"
NAMES = ("code", "data", "release", "site")
UNDISTURBED = {"release", "site"}  # no newer run ends one
SCRIPTS = {f".ci/{each.name}" for each in (ROOT / ".ci").iterdir()}
READ = {"contents": "read"}
MORE_RIGHTS = {
    "attach": {"contents": "write"},
    "build": {"contents": "read", "pages": "read"},
    "comment": {"contents": "read", "pull-requests": "write"},
    "publish": {"pages": "write", "id-token": "write"},
}
ACTIONS = {
    *("checkout", "setup-python", "upload-artifact", "download-artifact"),
    *("configure-pages", "upload-pages-artifact", "deploy-pages"),
}
EXPRESSION = re.compile(r"\$\{\{\s*([^}]*?)\s*\}\}")
HARMLESS = {"github.event.number", "matrix.part"}  # a number, and a word of the file itself


def workflow(name: str) -> dict[str, Any]:
    """Return a workflow; every value is text, ``on`` too."""
    text = (FOLDER / f"{name}.yml").read_text("utf-8")
    found: dict[str, Any] = yaml.load(text, yaml.BaseLoader)  # noqa: S506 - makes nothing but text
    return found


def jobs() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield each job with the names of its workflow and its own."""
    for name in NAMES:
        yield from ((name, job, each) for job, each in workflow(name)["jobs"].items())


def steps() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each step with the name of its job."""
    yield from ((job, step) for _name, job, each in jobs() for step in each["steps"])


def test_these_are_all() -> None:
    """A workflow that is added is held by these tests too."""
    assert sorted(each.name for each in FOLDER.iterdir()) == [f"{each}.yml" for each in NAMES]


def test_a_step_is_one_line_of_a_script_of_ours_or_an_action_of_the_forge() -> None:
    """What is done can be done anywhere; actions of others are not let in."""
    for job, step in steps():
        if "run" in step:
            assert "\n" not in step["run"], job
            assert step["run"].split()[0] in SCRIPTS, job
        else:
            action = re.fullmatch(r"actions/([a-z-]+)@v\d+", step["uses"])
            assert action, step["uses"]
            assert action[1] in ACTIONS


def test_every_script_is_run_and_can_be() -> None:
    """None is left over; each stops at the first fault and says what it is for."""
    used = {step["run"].split()[0] for _, step in steps() if "run" in step}
    assert used == SCRIPTS
    for each in SCRIPTS:
        path = ROOT / each
        first, said, *rest = path.read_text("utf-8").splitlines()
        assert os.access(path, os.X_OK), each
        assert first == "#!/usr/bin/env bash"
        assert said.startswith("# ")
        assert "set -euo pipefail" in rest


def test_rights_are_the_least() -> None:
    """All may read; only the comment and what publishes may write, one asks where pages stand."""
    for name in NAMES:
        assert workflow(name)["permissions"] == READ
    given = {job: each["permissions"] for _, job, each in jobs() if "permissions" in each}
    assert given == MORE_RIGHTS
    for _, step in steps():
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] == "false"


def test_no_secret_and_no_text_of_a_stranger() -> None:
    """What a change brings, its title or its branch, never becomes part of a command."""
    for path in FOLDER.iterdir():
        assert "secrets." not in path.read_text("utf-8")
    for _, step in steps():
        assert set(EXPRESSION.findall(step.get("run", ""))) <= HARMLESS


def test_no_job_runs_for_ever_or_beside_a_newer_one() -> None:
    """Each job ends; a newer change ends the run of an older one, a publication never."""
    for _, job, each in jobs():
        assert int(each["timeout-minutes"]) <= 90, job
    for name in NAMES:
        concurrency = workflow(name)["concurrency"]
        assert concurrency["group"].startswith(name)
        assert concurrency["cancel-in-progress"] == ("false" if name in UNDISTURBED else "true")


def test_the_comment_is_posted_only_where_it_may_be() -> None:
    """A fork's change may not write; what failed is kept and posted as well."""
    job = workflow("data")["jobs"]["comment"]
    assert "!cancelled()" in job["if"]
    assert "head.repo.full_name == github.repository" in job["if"]
    (upload,) = (
        step
        for step in workflow("data")["jobs"]["review"]["steps"]
        if step.get("uses", "").startswith("actions/upload-artifact")
    )
    assert upload["if"] == "${{ !cancelled() }}"


def test_the_clone_has_the_commit_that_is_compared_with() -> None:
    """One commit more than the newest is fetched, and it is that which is named."""
    checkout, _, judge, _ = workflow("data")["jobs"]["review"]["steps"]
    assert checkout["with"]["fetch-depth"] == "2"
    assert judge["run"].split()[:2] == [".ci/data", "HEAD^1"]


def fits(path: str, patterns: list[str]) -> bool:
    """Tell whether a path is meant by patterns of a forge: the last that fits decides."""
    meant = False
    for pattern in patterns:
        parts = re.split(r"(\*\*|\*)", pattern.removeprefix("!"))
        marks = {"**": ".*", "*": "[^/]*"}
        if re.fullmatch("".join(marks.get(each, re.escape(each)) for each in parts), path):
            meant = not pattern.startswith("!")
    return meant


def ways(*paths: str) -> set[str]:
    """Return the workflows that a change of some files goes through: one file is enough."""
    asked = {name: workflow(name)["on"].get("pull_request") for name in NAMES}
    return {
        name for name, on in asked.items() if on and any(fits(path, on["paths"]) for path in paths)
    }


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (("data/jcm/projects.csv", "data/article6/transfers.csv"), {"data"}),
        (("data/jcm/projects.csv", "data/LICENSE.md"), {"data"}),
        (("data/jcm/projects.csv", "reporting/findings.py"), {"data", "code"}),
        (("data/jcm/projects.csv", "CHANGELOG.md"), {"data", "code"}),
        (("data/jcm/schemas/projects.json", "data/jcm/datapackage.json"), {"data", "code"}),
        (("data/nomenclature/countries.csv",), {"data", "code"}),
        (("data/forms/aef_columns.csv",), {"data", "code"}),
        (("data/example/filed/a/manifest.json",), {"data", "code"}),
        (("reporting/findings.py",), {"code"}),
        (("README.md", ".github/workflows/data.yml"), {"code"}),
        (("tests/site/example_data/jcm/projects.csv",), {"code"}),
    ],
)
def test_what_a_change_goes_through(paths: tuple[str, ...], expected: set[str]) -> None:
    """Rows alone take the short way; with code, or what code is tested with, both."""
    assert ways(*paths) == expected


def test_main_is_published_and_run_whole() -> None:
    """Whatever changed: no file is left out."""
    for name in ("site", "code"):
        assert workflow(name)["on"]["push"] == {"branches": ["main"]}


def test_the_example_for_another_forge() -> None:
    """The file that the guide offers is YAML, and its steps are our scripts, none left out."""
    text = (ROOT / "docs" / "forge.md").read_text("utf-8")
    (example,) = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    found = yaml.safe_load(example)
    script = {name: each["script"] for name, each in found.items() if "script" in each}
    assert sorted(script) == ["code", "data", "pages", "preview", "release"]
    assert all(len(each) == 1 for each in script.values())
    used = {each.split()[0] for (each,) in script.values()}
    assert used == SCRIPTS - {".ci/comment", ".ci/attach"}
    assert all("timeout" in found[name] for name in script)


def test_a_tag_of_a_version_is_released() -> None:
    """And nothing else is: what may write runs no code but the script that attaches."""
    found = workflow("release")
    assert found["on"] == {"push": {"tags": ["20*", "v20*"]}}
    assert [step["run"] for step in found["jobs"]["build"]["steps"] if "run" in step] == [
        ".ci/release"
    ]
    checkout, _, attach = found["jobs"]["attach"]["steps"]
    assert checkout["with"]["sparse-checkout"] == ".ci"
    assert attach["run"] == ".ci/attach"


def run(script: str, *arguments: str, path: Path, **environment: str) -> tuple[int, str]:
    """Run a script with the programs of a folder before those of the machine."""
    done = subprocess.run(
        [ROOT / ".ci" / script, *arguments],
        env={**os.environ, "PATH": f"{path}{os.pathsep}{os.environ['PATH']}", **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


def program(folder: Path, name: str, body: str) -> Path:
    """Write a program that stands in for one of the machine, and return its folder."""
    path = folder / name
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    path.chmod(0o755)
    return folder


@pytest.mark.parametrize(
    ("parts", "made"),
    [((), ["check", "test", "proof"]), (("test",), ["test"]), (("check", "test"), ["check"])],
    ids=["all", "one", "until the first fault"],
)
def test_the_parts_of_a_run(tmp_path: Path, parts: tuple[str, ...], made: list[str]) -> None:
    """Without a name all are run in order; the first that fails ends it."""
    fails = "[ $1 != check ]" if len(parts) > 1 else "true"
    path = program(tmp_path, "make", f'echo "$1"; {fails}')
    code, said = run("run", *parts, path=path)
    assert said.split() == made
    assert (code == 0) is (fails == "true")


@pytest.mark.parametrize("code", [0, 1])
def test_the_comment_is_posted_or_the_run_says_where_it_is(tmp_path: Path, code: int) -> None:
    """That a run may not write is no fault of the change."""
    path = program(tmp_path, "gh", f'echo "$@"; exit {code}')
    done, said = run("comment", "7", "here", path=path)
    assert done == 0
    assert "pr comment 7" in said
    assert "--body-file here/comment.md" in said
    assert ("summary of the run" in said) is (code != 0)


def test_a_site_is_not_mixed_with_other_files(tmp_path: Path) -> None:
    """A folder that is there already is refused before anything is built."""
    path = program(tmp_path, "make", "echo built")
    code, said = run("site", str(tmp_path), path=path)
    assert code == 2
    assert "is there already" in said
    assert "built" not in said


@pytest.mark.parametrize("tag", ["v2020.1.1", "2020.1.1"])
def test_a_tag_without_a_release_is_refused(tmp_path: Path, tag: str) -> None:
    """Nothing is built for a version whose data were never kept."""
    path = program(tmp_path, "make", "echo built")
    code, said = run("release", path=path, GITHUB_REF_NAME=tag)
    assert code == 2
    assert "no release '2020.1.1' in data/releases" in said
    assert "built" not in said


def test_what_is_attached(tmp_path: Path) -> None:
    """The wheel, its SHA-256 and the zip, to a tag that exists, with what the changelog says."""
    path = program(tmp_path, "gh", 'printf "%s\\n" "$@"')
    for name in ("a-1.whl", "a-1.whl.sha256", "jcm-open-data-2026.1.1.zip", "notes.md"):
        (tmp_path / name).write_text("", encoding="utf-8")
    code, said = run("attach", "2026.1.1", str(tmp_path), path=path)
    assert code == 0
    *options, wheel, digest, data = said.split()
    assert options[:4] == ["release", "create", "2026.1.1", "--verify-tag"]
    assert options[-2:] == ["--notes-file", f"{tmp_path}/notes.md"]
    assert [Path(each).name for each in (wheel, digest, data)] == [
        "a-1.whl",
        "a-1.whl.sha256",
        "jcm-open-data-2026.1.1.zip",
    ]


def test_what_fails_before_the_review_says_so(tmp_path: Path) -> None:
    """The comment and the summary are there even where nothing could be set up."""
    path = program(tmp_path, "make", "exit 3")
    summary = tmp_path / "summary.md"
    folder = tmp_path / "review"
    code, _ = run("data", "HEAD", str(folder), path=path, GITHUB_STEP_SUMMARY=str(summary))
    assert code != 0
    assert "not made" in (folder / "comment.md").read_text("utf-8")
    assert summary.read_text("utf-8") == (folder / "comment.md").read_text("utf-8")
