"""The command ``jcm``: what it prints and how it exits."""

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from reporting import cli
from reporting.cli import app
from tests.broken.edits import cell

JCM = Path(sys.executable).with_name("jcm")


def jcm(*arguments: object) -> Result:
    """Run the command in this process."""
    return CliRunner().invoke(app, [str(each) for each in arguments])


def test_clean_data_exits_0(clean: Path) -> None:
    """Without errors the command succeeds and says how much it checked."""
    result = jcm("validate", clean / "nomenclature", clean / "record")
    assert result.exit_code == 0
    assert result.stdout == "2 packages, 8 tables, 29 rows: 0 errors, 0 notices\n"


def test_errors_exit_1(clean: Path) -> None:
    """With errors the command fails after printing every finding."""
    cell("blocks", 3, "quantity", "1,234")(clean)
    result = jcm("validate", clean / "record")
    assert result.exit_code == 1
    assert "row 3, quantity: Number with separators" in result.stdout


@pytest.mark.parametrize("form", ["text", "json", "html"])
def test_every_format_is_written(clean: Path, form: str) -> None:
    """Each format is written to standard output, with the same exit code."""
    cell("blocks", 3, "holder", "Société <b>")(clean)
    result = jcm("validate", "--format", form, clean / "record")
    assert result.exit_code == 1
    assert "thousands" not in result.stdout
    starts = {"text": "record/blocks\n", "json": "{", "html": "<!doctype html>"}
    assert result.stdout.startswith(starts[form])


def test_json_is_json(clean: Path) -> None:
    """What ``--format json`` prints is one JSON document and nothing besides."""
    result = jcm("validate", "--format", "json", clean / "record")
    assert [each["name"] for each in json.loads(result.stdout)["tables"]][:2] == [
        "sources",
        "projects",
    ]


@pytest.mark.parametrize(
    "arguments",
    [
        ("validate", "no-such-folder"),
        ("validate", "--format", "pdf"),
        ("validate", "--quickly"),
        ("verify",),
    ],
)
def test_a_call_not_understood_exits_2(arguments: tuple[str, ...]) -> None:
    """A wrong call is told apart from wrong data."""
    result = jcm(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert arguments[-1] in result.stderr


def test_without_data_the_call_is_not_understood(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no folder is named and there is none to take, the command says so."""
    monkeypatch.chdir(tmp_path)
    result = jcm("validate")
    assert result.exit_code == 2
    assert "one that holds data" in " ".join(result.stderr.split())


def test_the_packages_of_data_are_taken(clean: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a folder the packages in ``data`` are checked."""
    clean.rename(clean.with_name("data"))
    monkeypatch.chdir(clean.parent)
    assert jcm("validate").stdout.startswith("2 packages, 8 tables")


def test_a_folder_without_descriptor_is_a_finding(tmp_path: Path) -> None:
    """A folder that is no package is wrong data, not a wrong call."""
    result = jcm("validate", tmp_path)
    assert result.exit_code == 1
    assert "descriptor-missing" in result.stdout


@pytest.mark.parametrize(("broken", "code"), [(False, 0), (True, 1)])
def test_the_installed_command(clean: Path, code: int, *, broken: bool) -> None:
    """The command that is installed prints UTF-8 whatever the locale, and no traceback."""
    if broken:
        cell("blocks", 3, "holder", "三菱\u3000")(clean)
    run = subprocess.run(
        [JCM, "validate", clean / "record"],
        capture_output=True,
        check=False,
        env={"LC_ALL": "C.UTF-8", "PATH": ""},
    )
    assert run.returncode == code
    assert run.stderr == b""
    assert ("三 (U+4E09)" in run.stdout.decode()) is broken


def test_a_record_without_errors_says_what_does_not_reconcile(small_data: Path) -> None:
    """The small record passes; published figures that the rows do not reproduce are notices."""
    result = jcm("validate", "--format", "json", small_data / "jcm", small_data / "nomenclature")
    findings = json.loads(result.stdout)["findings"]
    assert result.exit_code == 0
    assert {each["severity"] for each in findings} == {"notice"}
    assert {each["code"] for each in findings} == {
        "reconciliation-differs",
        "reconciliation-not-verifiable",
    }


def test_japanese_on_request(clean: Path) -> None:
    """``--language ja`` writes the sentences in Japanese."""
    result = jcm("validate", "--language", "ja", clean / "nomenclature")
    assert result.stdout == "1 パッケージ、1 表、4 行：誤り 0 件、注意 0 件\n"


@pytest.mark.parametrize("fault", [errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_a_full_disk_is_no_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], fault: int
) -> None:
    """Nor a folder nobody may write to; a fault of ours still is one."""

    def fail() -> None:
        raise OSError(fault, os.strerror(fault), "somewhere")

    monkeypatch.setattr(cli, "app", fail)
    with pytest.raises(SystemExit) as stopped:
        cli.main()
    assert stopped.value.code == 1
    assert capsys.readouterr().err.startswith(f"Stopped. somewhere: {os.strerror(fault)}. ")
    fault = errno.ENOENT
    with pytest.raises(FileNotFoundError):
        cli.main()
