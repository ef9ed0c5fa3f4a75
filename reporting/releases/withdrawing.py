"""A release withdrawn: its files go, its manifest and the reason stay."""

import json
import shutil
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from reporting.packages.journal import put_all
from reporting.releases.manifest import MANIFEST
from reporting.releases.release import (
    RELEASES,
    WITHDRAWALS,
    Release,
    ReleaseError,
    Withdrawal,
    read_withdrawals,
    releases_in,
)
from reporting.releases.signature import SIGNATURE

KEPT = frozenset({MANIFEST, SIGNATURE})


def withdraw(version: str, withdrawal: Withdrawal, data: Path) -> None:
    """Withdraw a release: write down why, then delete its files.

    Of one that was withdrawn and has files left, as the deleting was interrupted, these go.

    Raises:
        ReleaseError: There is no such release, it is withdrawn already, nobody says why, or what
            shall replace it is none that stands.
    """
    releases = {each.version: each for each in releases_in(data)}
    release = releases.get(version)
    if release is None:
        msg = f"there is no release {version}; there are {', '.join(releases) or 'none'}"
        raise ReleaseError(msg)
    left = [path for path in release.folder.iterdir() if path.name not in KEPT]
    if release.withdrawal is None:
        _write_down(release, withdrawal, releases, data)
    elif not left:
        msg = f"{version} was withdrawn on {release.withdrawal.on}"
        raise ReleaseError(msg)
    for path in left:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()


def _write_down(
    release: Release, withdrawal: Withdrawal, releases: Mapping[str, Release], data: Path
) -> None:
    """Write down why a release is withdrawn.

    Raises:
        ReleaseError: It cannot be withdrawn so.
    """
    if not (withdrawal.reason.strip() and withdrawal.reason_ja.strip()):
        raise ReleaseError("a withdrawal says why, in both languages: --reason and --reason-ja")
    if withdrawal.on < release.created:
        msg = f"{withdrawal.on} is before {release.created}, the day {release.version} was made"
        raise ReleaseError(msg)
    replacing = releases.get(withdrawal.replaced_by)
    if withdrawal.replaced_by and (
        replacing is None or replacing.withdrawal or replacing is release
    ):
        msg = f"{withdrawal.replaced_by} is no other release that stands; it can replace nothing"
        raise ReleaseError(msg)
    told = {
        name: {**asdict(each), "on": each.on.isoformat()}
        for name, each in {**read_withdrawals(data), release.version: withdrawal}.items()
    }
    file = data / RELEASES / WITHDRAWALS
    # The reason first: killed in between, the release counts as withdrawn, and the next deletes.
    put_all({file: f"{json.dumps(told, ensure_ascii=False, indent=1)}\n".encode()})
