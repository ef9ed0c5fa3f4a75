"""A folder as it stood at a commit, read from git's objects: nothing is checked out."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from reporting.packages.diff.renames import FILE as RENAMES

FILE_MODES = frozenset({"100644", "100755"})  # a link or another repository is no file of ours
SUFFIXES = frozenset({".csv", ".json"})


class CommitError(Exception):
    """A commit, or a folder at it, that cannot be read; the message says why."""


def repository(folder: Path) -> Path | None:
    """Return the top of the repository a folder is in; None where it is in none."""
    answer = _git(folder, "rev-parse", "--show-toplevel")
    return Path(answer.stdout.decode().strip()) if answer.returncode == 0 else None


def has_folder(commit: str, path: PurePosixPath, top: Path) -> bool:
    """Tell whether a commit has a folder."""
    return _git(top, "cat-file", "-t", f"{commit}:{_spec(path)}").stdout.strip() == b"tree"


def commit_named(name: str, top: Path) -> str:
    """Return the hash of a commit, branch or tag.

    Raises:
        CommitError: There is none of that name.
    """
    answer = _git(top, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")
    if answer.returncode == 0:
        return answer.stdout.decode().strip()
    msg = f"'{name}' is neither a folder nor a commit, branch or tag"
    if _git(top, "rev-parse", "--is-shallow-repository").stdout.strip() == b"true":
        msg += "; this clone has only the latest commits: git fetch --unshallow brings the others"
    raise CommitError(msg)


def write_folder(commit: str, path: PurePosixPath, top: Path, to: Path) -> Path:
    """Write the tables and descriptors of a folder at a commit below another folder.

    Args:
        commit: The commit.
        path: The folder, from the top of the repository.
        top: The top of the repository.
        to: Where it is written, at the same path.

    Raises:
        CommitError: The commit has no such folder.
    """
    if not has_folder(commit, path, top):
        msg = f"there is no folder '{path}' at {commit[:12]}"
        raise CommitError(msg)
    blobs = dict(_blobs(commit, path, top))
    names = "".join(f"{each}\n" for each in blobs.values())
    contents = _contents(_checked(top, "cat-file", "--batch", stdin=names.encode()))
    for name, content in zip(blobs, contents, strict=True):
        file = to / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    folder = to / path
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _blobs(commit: str, path: PurePosixPath, top: Path) -> Iterator[tuple[str, str]]:
    """Yield the path and the hash of each file of a folder, and of the renames beside it."""
    places = [_spec(path) or ".", *(str(each / RENAMES) for each in path.parents)]
    listing = _checked(top, "ls-tree", "-r", "-z", "--full-tree", commit, "--", *places)
    # Paths in git are bytes: one that is no UTF-8 must not keep the others from being read.
    for line in listing.decode("utf-8", "surrogateescape").split("\0")[:-1]:
        about, _, name = line.partition("\t")
        mode, _, blob = about.split(" ")
        file = PurePosixPath(name)
        if mode in FILE_MODES and file.suffix in SUFFIXES and ".." not in file.parts:
            yield name, blob


def _spec(path: PurePosixPath) -> str:
    """Return a path as git writes it; the top is empty."""
    return "" if path == PurePosixPath() else str(path)


def _contents(answer: bytes) -> Iterator[bytes]:
    """Yield the files of an answer of ``git cat-file --batch``: a line with the size, then them."""
    start = 0
    while start < len(answer):
        end = answer.index(b"\n", start)
        size = int(answer[start:end].split(b" ")[-1])
        yield answer[end + 1 : end + 1 + size]
        # A line end stands before each file, and one after it.
        start = end + size + 2


def _checked(top: Path, *arguments: str, stdin: bytes = b"") -> bytes:
    answer = _git(top, *arguments, stdin=stdin)
    if answer.returncode:
        raise CommitError(answer.stderr.decode("utf-8", "replace").strip())
    return answer.stdout


def _git(folder: Path, *arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    program = shutil.which("git")
    if program is None:
        raise CommitError("git is not installed; name folders")
    return subprocess.run(  # noqa: S603 - git by its path, a commit by its hash
        [program, "-C", str(folder), *arguments], input=stdin, capture_output=True, check=False
    )
