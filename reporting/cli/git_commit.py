"""A folder as it stood at a commit, read from git's objects: nothing is checked out."""

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath

from reporting.packages.diff import BESIDE_RELEASES
from reporting.renderers.files import write_files

FILE_MODES = frozenset({"100644", "100755"})  # a link or another repository is no file of ours
SUFFIXES = frozenset({".csv", ".json", ".md", ".parquet"})
RELEASES = "releases"


class CommitError(Exception):
    """A commit, or a folder at it, that cannot be read; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Commit:
    """A commit.

    Attributes:
        name: Its hash.
        day: The day on which it was made, where it was made.
    """

    name: str
    day: date


def repository(folder: Path) -> Path | None:
    """Return the top of the repository a folder is in; None where it is in none."""
    answer = _git(folder, "rev-parse", "--show-toplevel")
    return Path(answer.stdout.decode().strip()) if answer.returncode == 0 else None


def has_folder(commit: str, path: PurePosixPath, top: Path) -> bool:
    """Tell whether a commit has a folder."""
    return _git(top, "cat-file", "-t", f"{commit}:{_spec(path)}").stdout.strip() == b"tree"


def has_file(commit: str, path: PurePosixPath, top: Path) -> bool:
    """Tell whether a commit has a file, a link not being one."""
    listing = _git(top, "ls-tree", "--full-tree", commit, "--", _spec(path)).stdout.decode(
        "utf-8", "replace"
    )
    return listing.partition(" ")[0] in FILE_MODES and not has_folder(commit, path, top)


def commit_named(name: str, top: Path) -> str:
    """Return the hash of a commit, branch or tag.

    Raises:
        CommitError: There is none of that name.
    """
    answer = _git(top, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")
    if answer.returncode == 0:
        return answer.stdout.decode().strip()
    msg = f"'{name}' is no commit, branch or tag"
    if _git(top, "rev-parse", "--is-shallow-repository").stdout.strip() == b"true":
        msg += "; this clone has only the latest commits: git fetch --unshallow brings the others"
    raise CommitError(msg)


def common_ancestor(commit: str, top: Path) -> str:
    """Return the commit at which the work in hand left another; that one itself if it is unknown.

    A clone of few commits may not reach back so far.
    """
    answer = _git(top, "merge-base", commit, "HEAD")
    return answer.stdout.decode().strip() if answer.returncode == 0 else commit


def head(top: Path) -> Commit:
    """Return the commit that is checked out.

    Raises:
        CommitError: There is none yet.
    """
    name, _, day = _checked(top, "log", "-1", "--format=%H %cs").decode().strip().partition(" ")
    return Commit(name=name, day=date.fromisoformat(day))


def dirt(top: Path) -> tuple[str, ...]:
    """Return the paths of what is not committed: changed, added or lacking."""
    lines = _checked(top, "status", "--porcelain", "-z").decode("utf-8", "replace").split("\0")
    return tuple(each[3:] for each in lines if each)


def rewritten(top: Path, folder: PurePosixPath) -> tuple[tuple[str, str], ...]:
    """Return the files in folders of a folder that a commit changed, each with the commit.

    Added or deleted they may be; what stands in the folder itself may change too.
    """
    log = _checked(
        top, "log", "--format=commit %H", "--diff-filter=MRT", "--name-only", "--", f"{folder}/*/*"
    )
    found, commit = [], ""
    for line in log.decode("utf-8", "replace").splitlines():
        if line.startswith("commit "):
            commit = line.removeprefix("commit ")
        elif line:
            found.append((line, commit))
    return tuple(found)


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
    write_files(to, dict(zip(blobs, contents, strict=True)))
    folder = to / path
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _blobs(commit: str, path: PurePosixPath, top: Path) -> Iterator[tuple[str, str]]:
    """Yield the path and the hash of each file of a folder, and of what stands beside the releases.

    The releases themselves are left out, unless it is they that are asked for.
    """
    beside = [f"{RELEASES}/{name}" for name in BESIDE_RELEASES]
    places = [_spec(path) or ".", *(str(each / name) for each in path.parents for name in beside)]
    listing = _checked(top, "ls-tree", "-r", "-z", "--full-tree", commit, "--", *places)
    # Paths in git are bytes: one that is no UTF-8 must not keep the others from being read.
    for line in listing.decode("utf-8", "surrogateescape").split("\0")[:-1]:
        about, _, name = line.partition("\t")
        mode, _, blob = about.split(" ")
        file = PurePosixPath(name)
        if mode not in FILE_MODES or file.suffix not in SUFFIXES or ".." in file.parts:
            continue
        if not (file.is_relative_to(path) and _is_released(file.relative_to(path))):
            yield name, blob


def _is_released(file: PurePosixPath) -> bool:
    return file.parts[0] == RELEASES and len(file.parts) > 2  # noqa: PLR2004 - in a folder of it


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
