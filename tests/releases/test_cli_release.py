"""The command ``jcm release``: what it writes, and what it refuses."""

import csv
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from reporting.catalogs.citations import citation
from reporting.catalogs.publisher import PUBLISHER, publisher_in
from reporting.cli import app
from reporting.packages import validate
from reporting.packages.opening import packages_in
from reporting.releases.freezing import frozen_files
from reporting.releases.manifest import altered, read_manifest
from reporting.releases.public_packages import in_order, validated
from reporting.releases.release import releases_in
from reporting.releases.signature import SignatureState, judged
from tests.site.cut import assemble
from tests.test_cli_diff import git

CHANGELOG = "# Changelog\n\n## Next\n\nA word of ours.\n\n## 2025.1.0 (2025-01-01)\n\nOld.\n"
DAY = "2026-03-05"
FIRST, SECOND = "2026.3.1", "2026.3.2"
Row = dict[str, str]


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a repository with a small record, committed once; tests copy it."""
    folder = tmp_path_factory.mktemp("record")
    assemble(folder / "data")
    (folder / "CHANGELOG.md").write_text(CHANGELOG, "utf-8")
    git(folder, "init")
    commit(folder, "first")
    return folder


@pytest.fixture(scope="module")
def released(record: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of it with one release, committed."""
    folder = tmp_path_factory.mktemp("released") / "clone"
    shutil.copytree(record, folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        done = release(FIRST)
    assert done.exit_code == 0, done.output
    commit(folder, "release")
    return folder


@pytest.fixture
def repository(released: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of the repository with a release, which we are in."""
    folder = tmp_path / "clone"
    shutil.copytree(released, folder)
    monkeypatch.chdir(folder)
    return folder


def commit(folder: Path, message: str, day: str = DAY) -> None:
    """Commit everything, on a day."""
    git(folder, "add", "-A")
    when = f"{day}T12:00:00Z"
    git(folder, "commit", "-m", message, GIT_COMMITTER_DATE=when, GIT_AUTHOR_DATE=when)


def release(*arguments: str) -> Result:
    """Run the command."""
    return CliRunner().invoke(app, ["release", *arguments])


def change(folder: Path, package: str, table: str, edit: Callable[[list[Row]], None]) -> None:
    """Change the rows of a table."""
    path = folder / "data" / package / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
        names = rows[0].keys() if rows else ()
    edit(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(names), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def other_title(rows: list[Row]) -> None:
    """Give the first row another title."""
    rows[0]["title"] = "Another title"


def test_a_release_is_whole(repository: Path) -> None:
    """It has every file its manifest names, and its packages are valid by themselves."""
    folder = repository / "data/releases" / FIRST
    manifest = read_manifest(folder)
    head = subprocess.check_output(["git", "rev-parse", "HEAD^"], cwd=repository, text=True).strip()
    assert (manifest.commit, manifest.content_commit) == (head, head)
    assert (str(manifest.created), manifest.previous) == (DAY, "")
    assert altered(folder, manifest.files) == []
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert found == {each.path for each in manifest.files} | {"manifest.json"}
    assert validate(packages_in(folder)).is_clean
    for package in ("jcm", "article6"):
        told = json.loads((folder / package / "datapackage.json").read_text("utf-8"))
        assert (told["version"], told["created"]) == (FIRST, f"{DAY}T00:00:00Z")


def test_frozen_again_it_is_the_same(repository: Path) -> None:
    """From its rows and its day come its files again, byte for byte with the same pyarrow."""
    [made] = releases_in(repository / "data")
    again = frozen_files(FIRST, in_order(validated(repository / "data")), made.created)
    assert {each: (made.folder / each).read_bytes() for each in again} == again


def test_the_second_says_what_differs(repository: Path) -> None:
    """In a file, cell by cell, and in the changelog, above what people wrote for it."""
    change(repository, "jcm", "projects", other_title)
    commit(repository, "a change")
    done = release(SECOND)
    assert done.exit_code == 0, done.output
    manifest = read_manifest(repository / "data/releases" / SECOND)
    assert manifest.previous == FIRST
    assert {each.schema_version for each in manifest.tables} == {FIRST}
    differing = {
        each.path
        for each in manifest.tables
        if each
        != read_manifest(repository / "data/releases" / FIRST).table(each.package, each.name)
    }
    assert differing == {"jcm/projects"}
    changes = (repository / "data/releases" / SECOND / "changes.csv").read_text("utf-8")
    assert "Another title" in changes
    changelog = (repository / "CHANGELOG.md").read_text("utf-8")
    said, _, rest = changelog.partition(f"## {FIRST} ")
    assert f"## Next\n\n## {SECOND} ({DAY})\n\n### Data\n\nSince {FIRST}: " in said
    assert "- `jcm/projects`: 1 row changed." in said
    assert "A word of ours." in rest


def test_rows_of_an_earlier_commit(repository: Path) -> None:
    """They stand as they stood, and the manifest says where they are from; *Next* goes on."""
    changelog = repository / "CHANGELOG.md"
    written = changelog.read_text("utf-8").replace("## Next\n", "## Next\n\nAnother word.\n")
    changelog.write_text(written, "utf-8")
    change(repository, "jcm", "projects", other_title)
    commit(repository, "a change")
    then = subprocess.check_output(["git", "rev-parse", "HEAD^"], text=True).strip()
    done = release(SECOND, "--content", "HEAD^")
    assert done.exit_code == 0, done.output
    folder = repository / "data/releases" / SECOND
    assert read_manifest(folder).content_commit == then
    assert (folder / "jcm/projects.csv").read_bytes() == (
        folder.with_name(FIRST) / "jcm/projects.csv"
    ).read_bytes()
    said, _, rest = changelog.read_text("utf-8").partition(f"## {SECOND} ")
    assert "## Next\n\nAnother word." in said
    assert rest.startswith(f"({DAY})\n\nThe record as it stood at commit {then}.")


@pytest.mark.parametrize(
    ("version", "options", "reason"),
    [
        (FIRST, (), f"data/releases/{FIRST} is there already"),
        ("2026.3", (), "'2026.3' is no version; write year.month.number"),
        ("2026.4.1", (), "2026.4.1 is not of 2026.3, the month in which it is made"),
        ("2026.3.0", (), f"2026.3.0 would stand before {FIRST}, the newest"),
        (
            SECOND,
            ("--date", "2026-03-04"),
            "2026-03-04 is before 2026-03-05, the day of the commit",
        ),
    ],
)
def test_names_and_days_that_cannot_be(
    repository: Path, version: str, options: tuple[str, ...], reason: str
) -> None:
    """Each refusal says why, and nothing is written."""
    refused(repository, reason, version, *options)


def refused(repository: Path, reason: str, *arguments: str) -> None:
    """Hold that a release is refused, and that nothing was written."""
    before = {path: path.read_bytes() for path in _files(repository)}
    done = release(*(arguments or (SECOND,)))
    assert done.exit_code == 1, done.output
    assert reason in done.output.replace("\n", " ")
    assert {path: path.read_bytes() for path in _files(repository)} == before


def _files(repository: Path) -> list[Path]:
    return [
        path
        for path in repository.rglob("*")
        if path.is_file() and ".git" not in path.relative_to(repository).parts
    ]


def test_a_later_day_is_taken(repository: Path) -> None:
    """A release is made on the day that is given, if that is not before its commit."""
    assert release("2026.4.1", "--date", "2026-04-01").exit_code == 0
    assert str(read_manifest(repository / "data/releases/2026.4.1").created) == "2026-04-01"


def test_what_is_not_committed_is_refused(repository: Path) -> None:
    """A release names the commit that it is of."""
    change(repository, "jcm", "projects", other_title)
    refused(repository, "data/jcm/projects.csv: not committed")


def test_errors_are_refused(repository: Path) -> None:
    """Notices are counted in the manifest, errors are not released."""
    change(repository, "jcm", "projects", lambda rows: rows[0].update(partner="XXX"))
    commit(repository, "a fault")
    refused(repository, "errors: mend what jcm validate names")


@pytest.mark.parametrize(
    ("kind", "confidential", "reason"),
    [
        ("person", "false", "article6/accounts, row 2 is the account of a natural person"),
        ("entity", "true", "article6/accounts, row 2 is confidential"),
    ],
)
def test_what_must_not_be_published_is_refused(
    repository: Path, kind: str, confidential: str, reason: str
) -> None:
    """A release is for ever; neither confidential rows nor persons' accounts are in one."""
    table = repository / "data/article6/accounts.csv"
    header = table.read_text("utf-8").splitlines()[0].split(",")
    source = (repository / "data/article6/sources.csv").read_text("utf-8").splitlines()[1]
    registries = (repository / "data/article6/registries.csv").read_text("utf-8").splitlines()
    cells = {
        **dict.fromkeys(header, ""),
        "registry": registries[1].partition(",")[0],
        "account": "JP-1",
        "type": "entity_holding",
        "holder": "Somebody",
        "holder_kind": kind,
        "confidential": confidential,
        "source_id": source.partition(",")[0],
        "confidence": "low",
        "basis": "stated",
    }
    table.write_text(f"{','.join(header)}\n{','.join(cells[each] for each in header)}\n", "utf-8")
    commit(repository, "a row")
    refused(repository, reason)


def test_released_bytes_that_changed_are_refused(repository: Path) -> None:
    """Be it in the folder that is committed, with its manifest or without."""
    stored = repository / "data/releases" / FIRST / "jcm/projects.csv"
    stored.write_bytes(stored.read_bytes() + b"\n")
    commit(repository, "a change of history")
    refused(repository, "was released and then changed by commit")


def test_a_signature(repository: Path, tmp_path: Path) -> None:
    """Whoever has the publisher's key can sign once; anybody can see that it is that key's."""
    if shutil.which("ssh-keygen") is None:
        pytest.skip("no signature was made: there is no ssh-keygen here")
    key = tmp_path / "key"
    asked = ("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "made for a test", "-f", str(key))
    subprocess.run(asked, check=True)
    assert release("sign", FIRST, "--key", str(key)).exit_code == 0
    folder = repository / "data/releases" / FIRST
    signature = folder / "manifest.json.sig"
    manifest = (folder / "manifest.json").read_bytes()
    signers = tmp_path / "allowed_signers"
    assert judged(manifest, signature, signers).state is SignatureState.UNKNOWN
    public = key.with_suffix(".pub").read_text("utf-8")
    signers.write_text(f"publisher@example.org {public}", "utf-8")
    verdict = judged(manifest, signature, signers)
    assert (verdict.state, verdict.signer) == (SignatureState.GOOD, "publisher@example.org")
    assert judged(manifest + b" ", signature, signers).state is SignatureState.BAD
    again = release("sign", FIRST, "--key", str(key))
    assert again.exit_code == 1
    assert "is signed once" in again.output.replace("\n", " ")


def test_a_changelog_without_a_place_for_the_entry(repository: Path) -> None:
    """It is refused before the release is written, not after."""
    (repository / "CHANGELOG.md").write_text("# Changelog\n", "utf-8")
    commit(repository, "no place")
    done = release(SECOND)
    assert done.exit_code == 1
    assert 'has no section "## Next"' in done.output
    assert not (repository / "data/releases" / SECOND).exists()


def test_a_withdrawal(repository: Path) -> None:
    """The files go; the manifest, the reason and the entry in the changelog stay."""
    assert release(SECOND).exit_code == 0
    commit(repository, "release")
    words = ("--reason", "A licence.", "--reason-ja", "許諾。")
    assert release("withdraw", FIRST, *words, "--replaced-by", "2026.1.1").exit_code == 1
    assert release("withdraw", FIRST, "--reason", " ", "--reason-ja", "").exit_code == 1
    done = release("withdraw", FIRST, *words, "--replaced-by", SECOND)
    assert done.exit_code == 0, done.output
    first, second = releases_in(repository / "data")
    assert first.withdrawal is not None
    assert (str(first.withdrawal.on), first.withdrawal.replaced_by) == (DAY, SECOND)
    assert [path.name for path in first.folder.iterdir()] == ["manifest.json"]
    assert second.withdrawal is None
    assert release("withdraw", FIRST, *words).exit_code == 1
    # What an interruption left goes with the next; the reason that was written down stays.
    (first.folder / "jcm").mkdir()
    (first.folder / "jcm" / "left.csv").write_bytes(b"left")
    again = release("withdraw", FIRST, "--reason", "Another.", "--reason-ja", "別。")
    assert again.exit_code == 0, again.output
    assert [path.name for path in first.folder.iterdir()] == ["manifest.json"]
    assert releases_in(repository / "data")[0].withdrawal == first.withdrawal
    commit(repository, "withdrawn")
    assert release("2026.3.3").exit_code == 0


def test_its_readme_cites_it_as_its_citation_does(repository: Path) -> None:
    """One title, one version, whichever file is read."""
    [made] = releases_in(repository / "data")
    publisher, _ = publisher_in(repository / "content" / PUBLISHER)
    cited = citation(made.manifest, made.whole(), publisher, "").text["en"]
    assert f"Cite as: {cited}" in (made.folder / "README.txt").read_text("utf-8")
