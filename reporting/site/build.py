"""A whole site, or the one before it.

A build renders into a fresh folder below ``.site``; the link at the output's address moves to it in
one step, when every file is written. Killed at any moment, it leaves the old site as it was.
"""

import fcntl
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

STAGING = ".site"
PREFIX = "build-"
OF_DATA = "Data: "  # so begins the line in which our plugin says what the data are
ENVIRONMENT = {"PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8", "TZ": "UTC"}


class BuildError(Exception):
    """The site was not built; the old one stands.

    Attributes:
        log: What Pelican said before it stopped; empty where it was not reached.
    """

    def __init__(self, message: str, log: str = "") -> None:
        """Keep what Pelican said beside our own message."""
        super().__init__(message)
        self.log = log


def build(root: Path, output: Path, *, data: Path, url: str = "") -> tuple[int, str]:
    """Build the site and put it at ``output``.

    Args:
        root: The folder of the project, with ``pelicanconf.py``.
        output: Where the site appears: a link that this function makes and moves.
        data: The folder of the data packages.
        url: Where the site will stand, without a slash at its end; empty where nobody knows.

    Returns:
        How many files the site has, and the line of what was found in the data.

    Raises:
        BuildError: Pelican found a fault, or something that is not ours stands at ``output``.
    """
    refuse_others(output)
    staging = output.parent / STAGING
    staging.mkdir(parents=True, exist_ok=True)
    with _alone(staging) as lock:
        _clean(staging)
        fresh = Path(tempfile.mkdtemp(prefix=PREFIX, dir=staging))
        try:
            fresh.chmod(0o755)
            said = _render(root, fresh, {"DATA": str(data.resolve()), "SITEURL": url}, lock)
            _swap(fresh, output)
        finally:
            _clean(staging)
        of_data = next((each for each in said.splitlines() if each.startswith(OF_DATA)), "")
        return sum(1 for each in fresh.rglob("*") if each.is_file()), of_data


def refuse_others(output: Path) -> None:
    """Refuse a place where something stands that is not ours.

    Raises:
        BuildError: Something does.
    """
    if output.exists() and not output.is_symlink():
        kind = "folder" if output.is_dir() else "file"
        msg = f"{output} is a {kind} of another origin; move it away, the site will stand there"
        raise BuildError(msg)


def _render(root: Path, fresh: Path, settings: Mapping[str, str], lock: int) -> str:
    """Run Pelican so that any fault in a page or plugin ends it; return what it said.

    Pelican holds the lock too: if we are killed alone, no build clears away what it still writes.
    """
    command = [sys.executable, "-m", "pelican", "--settings", "pelicanconf.py", "--fatal", "errors"]
    command += ["--output", str(fresh.resolve()), "--extra-settings"]
    command += [f"{name}={json.dumps(value)}" for name, value in settings.items()]
    done = subprocess.run(  # noqa: S603 - our own command
        command,
        cwd=root,
        env={**os.environ, **ENVIRONMENT},
        pass_fds=[lock],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        msg = "Pelican stopped at the fault above; the old site stands as it was"
        raise BuildError(msg, done.stdout)
    return done.stdout


def _swap(fresh: Path, output: Path) -> None:
    """Point the link at the new site, in one step."""
    link = fresh.with_suffix(".link")
    link.symlink_to(os.path.relpath(fresh, output.parent))
    link.replace(output)


def _clean(staging: Path) -> None:
    """Delete what builds left, except the sites that links beside the staging folder show."""
    shown = {each.resolve() for each in staging.parent.iterdir() if each.is_symlink()}
    for each in staging.glob(f"{PREFIX}*"):
        if each.is_symlink():
            each.unlink()
        elif each.resolve() not in shown:
            shutil.rmtree(each)


@contextmanager
def _alone(staging: Path) -> Iterator[int]:
    """Hold the lock of the staging folder, a descriptor: a second build waits for the first."""
    with (staging / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield lock.fileno()
