"""A release made again from its commit has the same CSV to the byte and the same Parquet rows."""

from pathlib import Path, PurePosixPath

import pytest
from pyarrow import parquet

from reporting.cli.git_commit import CommitError, commit_named, write_folder
from reporting.releases.freezing import frozen_files
from reporting.releases.public_packages import in_order, validated
from reporting.releases.release import releases_in, standing
from tests.shared import ROOT

pytestmark = pytest.mark.proof

RELEASES = standing(releases_in(ROOT / "data"))


@pytest.mark.parametrize("version", [each.version for each in RELEASES])
def test_a_release_made_again_is_the_same(tmp_path: Path, version: str) -> None:
    """It has the same files; how later tools describe the rows, and pack Parquet, may differ."""
    [release] = [each for each in RELEASES if each.version == version]
    try:
        commit = commit_named(release.manifest.content_commit, ROOT)
    except CommitError:
        pytest.skip(f"{release.version} was not made again: this clone has not its commit")
    folder = write_folder(commit, PurePosixPath("data"), ROOT, tmp_path)
    again = frozen_files(release.version, in_order(validated(folder)), release.created)
    kept = {each.path for each in release.manifest.files} - {"changes.csv", "renames.csv"}
    assert set(again) == kept
    for path, content in again.items():
        stored = release.folder / path
        if path.endswith(".parquet"):
            (tmp_path / "again.parquet").write_bytes(content)
            assert parquet.read_table(tmp_path / "again.parquet") == parquet.read_table(stored)
        elif path.endswith(".csv"):
            assert content == stored.read_bytes(), path
