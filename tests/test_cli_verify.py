"""The command ``jcm verify``: how it exits, what it prints, whose keys it believes."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from reporting.cli import app
from reporting.releases.manifest import MANIFEST
from reporting.releases.signature import sign
from tests.releases.made import VERSION, write_copies, write_release

CSV = Path("record", "issuances.csv")


def jcm(*arguments: object) -> Result:
    """Run the command in this process."""
    return CliRunner().invoke(app, ["verify", *map(str, arguments)])


@pytest.fixture
def download(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a version with its copies, below the folder where one is."""
    monkeypatch.chdir(tmp_path)
    write_release(Path("version"))
    write_copies(Path("version"))
    return Path("version")


def alter(folder: Path) -> None:
    """Alter a cell."""
    path = folder / CSV
    path.write_text(path.read_text().replace(",100,", ",101,"))


def test_whole(download: Path) -> None:
    """It exits with 0 and says what it was judged by."""
    run = jcm(download)
    assert run.exit_code == 0, run.output
    assert f"manifest of {VERSION}, SHA-256 " in run.stdout
    assert "Not signed\nWhole: as released" in run.stdout


def test_altered(download: Path) -> None:
    """It exits with 1 and says in words what was altered."""
    alter(download)
    run = jcm(download)
    assert run.exit_code == 1
    assert "MN001-1, quantity: Cell altered" in run.stdout
    assert "expected  100" in run.stdout
    assert "found     101" in run.stdout
    assert run.stdout.endswith("Not as released\n")


def test_languages_and_formats(download: Path) -> None:
    """Text and HTML in either language; JSON for programs, with the sentences of both."""
    alter(download)
    assert "quantity: \u5024\u304c" in jcm(download, "--language", "ja").stdout
    assert jcm(download, "--format", "html").stdout.startswith("<!doctype html>")
    run = jcm(download, "--format", "json")
    record = json.loads(run.stdout)
    assert run.exit_code == 1
    assert record["is_whole"] is False
    assert {"path": CSV.as_posix(), "verdict": "altered"} in record["files"]
    (finding,) = (each for each in record["findings"] if each["severity"] == "error")
    assert finding["path"] == CSV.as_posix()
    assert (finding["in_row"], finding["field"]) == ("MN001-1", "quantity")
    assert (finding["expected"], finding["found@ja"]) == ("100", "101")


def test_content(download: Path) -> None:
    """What a spreadsheet saved again has other bytes and the same rows."""
    path = download / CSV
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert jcm(download).exit_code == 1
    run = jcm(download, "--content")
    assert run.exit_code == 0
    assert "Other bytes, same content" in run.stdout
    assert "Every row is as released" in run.stdout


def test_the_release_of_this_checkout(download: Path, tmp_path: Path) -> None:
    """Its rows say what was lost, although the download has nothing to compare with."""
    shutil.copytree(download, tmp_path / "data" / "releases" / VERSION)
    alone = tmp_path / "alone"
    alone.mkdir()
    lines = (download / CSV).read_text().splitlines(keepends=True)
    (alone / CSV.name).write_text("".join(lines[:-1]))
    shutil.copy(download / MANIFEST, alone)
    shutil.copytree(download / "record" / "schemas", alone / "record" / "schemas")
    run = jcm(alone / CSV.name)
    assert run.exit_code == 1
    assert "TH001-1: Row lost" in run.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nowhere",), "not there"),
        (("other.csv",), "--manifest"),
        (("version", "--manifest", "nowhere"), "cannot be read"),
        (("version", "--as", "a.csv"), "not one file"),
        (("other.csv", "--manifest", "version"), "no file of version"),
        (("broken",), "is no manifest"),
        (("http://127.0.0.1:1/",), "cannot be fetched"),
        (("",), "no"),
    ],
)
def test_not_understood(download: Path, arguments: tuple[str, ...], said: str) -> None:
    """It exits with 2 and says why."""
    assert download.is_dir()
    Path("other.csv").write_text("a\n1\n")
    Path("broken").mkdir()
    Path("broken", MANIFEST).write_text("{")
    run = jcm(*arguments)
    assert run.exit_code == 2, run.output
    assert said in " ".join(run.output.replace("│", " ").split())


def test_signatures(download: Path, tmp_path: Path) -> None:
    """The publisher's keys do not come with the download; one that is not theirs is refused."""
    if shutil.which("ssh-keygen") is None:
        pytest.skip("no signature was made: there is no ssh-keygen here")
    for name in ("ours", "theirs"):
        subprocess.run(
            ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", tmp_path / name],
            check=True,
        )
    signers = tmp_path / "signers"
    signers.write_text(f"us@example.org {(tmp_path / 'ours.pub').read_text()}")
    sign(download, tmp_path / "ours")
    assert "keys are not at hand" in jcm(download).stdout
    run = jcm(download, "--signers", signers)
    assert run.exit_code == 0
    assert "Signed by us@example.org" in run.stdout
    signers.write_text(f"us@example.org {(tmp_path / 'theirs.pub').read_text()}")
    run = jcm(download, "--signers", signers)
    assert run.exit_code == 1
    assert "not that of the publisher" in run.stdout
