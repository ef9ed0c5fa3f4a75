"""What the name of a state of the data means: a path, else a release, else a commit of git."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from reporting.cli.git_commit import (
    CommitError,
    commit_named,
    has_file,
    has_folder,
    repository,
    write_folder,
)
from reporting.cli.options import DATA
from reporting.packages.diff import ENDINGS, State, is_table_file
from reporting.releases.manifest import MANIFEST, ManifestError, read_manifest
from reporting.releases.release import (
    RELEASES,
    VERSION,
    Release,
    ReleaseError,
    releases_in,
    standing,
)

LATEST, WORKING = "latest", "working"
LEVELS = 2  # a file stands in a package of a release


class StateError(Exception):
    """A name that means no state of the data; the message says why."""


@contextmanager
def states(
    names: tuple[str, str], path: Path | None = None, key: tuple[str, ...] = ()
) -> Iterator[tuple[State, State]]:
    """Find two states; those of commits are written into a folder of their own.

    Args:
        names: A path, a release or a commit, twice.
        path: Which folder or file of a commit is meant; None for what it is compared with, else
            ``data``.
        key: Of files, the columns that tell which row is which; none for what describes them.

    Raises:
        StateError: There is none of that name.
    """
    with TemporaryDirectory(prefix="jcm-diff-") as folder:
        try:
            old, new = (
                _state(name, other, path, key, Path(folder) / side)
                for name, other, side in zip(names, reversed(names), ("old", "new"), strict=True)
            )
        except (CommitError, ReleaseError) as error:
            raise StateError(str(error)) from error
        if key and not any(each.file for each in (old, new)):
            raise StateError("--key is for single files; packages say what their keys are")
        yield old, new


def is_path_or_release(name: str) -> bool:
    """Tell whether a name means something without git.

    Raises:
        StateError: The releases cannot be read.
    """
    try:
        versions = [each.version for each in releases_in(DATA)]
    except ReleaseError as error:
        raise StateError(str(error)) from error
    return Path(name).exists() or name in {*versions, LATEST, WORKING}


def newest_release(data: Path = DATA) -> Release | None:
    """Return the newest release that stands; None where there is none.

    Raises:
        StateError: One cannot be read.
    """
    try:
        return next(reversed(standing(releases_in(data))), None)
    except ReleaseError as error:
        raise StateError(str(error)) from error


def of_release(release: Release) -> State:
    """Return a release as a state of the data."""
    return State.of(release.folder, release.version, version=release.version)


def _state(name: str, other: str, path: Path | None, key: tuple[str, ...], to: Path) -> State:
    if Path(name).exists():
        return _of_path(Path(name), name, key)
    if name == WORKING and DATA.is_dir():
        return State.of(DATA, name)
    releases = releases_in(DATA)
    meant = next(reversed(standing(releases)), None) if name == LATEST else None
    meant = meant or next((each for each in releases if each.version == name), None)
    if meant:
        return _of_release(meant)
    top = repository(Path())
    if top is None:
        msg = f"{_unknown(name, releases)}, and there is no git repository here that could have it"
        raise StateError(msg)
    try:
        commit = commit_named(name, top)
    except CommitError as error:
        msg = f"{_unknown(name, releases)}, and {error}"
        raise StateError(msg) from error
    where = _meant(commit, other, path, top)
    if has_file(commit, where, top):
        folder = write_folder(commit, where.parent, top, to / top.name)
        return _of_path(folder / where.name, name, key)
    return State.of(write_folder(commit, where, top, to / top.name), name)


def _of_path(path: Path, name: str, key: tuple[str, ...]) -> State:
    if not path.is_dir() and not is_table_file(path):
        endings = " nor ".join(ENDINGS)
        msg = f"'{name}' is a file, and its name ends in neither {endings}"
        raise StateError(msg)
    return State.of(path, name, key=key, version=_version_of(path))


def _version_of(path: Path) -> str:
    """Return the release that a path is, or lies in; empty where it is none."""
    here = path.absolute()
    for folder in (here, *here.parents[:LEVELS]):
        if (folder / MANIFEST).is_file():
            try:
                return read_manifest(folder).version
            except ManifestError:
                return ""  # of something else: filed forms have one, too
    return ""


def _of_release(release: Release) -> State:
    gone = release.withdrawal
    if gone is None:
        return of_release(release)
    msg = f"release {release.version} was withdrawn on {gone.on}: {gone.reason}"
    if gone.replaced_by:
        msg += f"; {gone.replaced_by} replaces it"
    raise StateError(msg)


def _unknown(name: str, releases: tuple[Release, ...]) -> str:
    """Say that a name is neither a path nor a release, and which releases there are."""
    known = ", ".join(each.version for each in releases)
    if name == LATEST or VERSION.fullmatch(name):
        of = f"which has {known}" if known else "where there is none"
        return f"there is no release '{name}' in {DATA / RELEASES}, {of}"
    return f"'{name}' is neither a file or folder nor a release"


def _meant(commit: str, other: str, path: Path | None, top: Path) -> PurePosixPath:
    """Return which folder or file of a commit is meant, from the top of the repository."""
    if path is None and Path(other).exists() and Path(other).resolve().is_relative_to(top):
        meant = _from_top(Path(other), top)
        if has_folder(commit, meant, top) or has_file(commit, meant, top):
            return meant
        if Path(other).is_file():
            msg = f"there is no file '{meant}' at {commit[:12]}"
            raise StateError(msg)
    return _from_top(path or DATA, top)


def _from_top(path: Path, top: Path) -> PurePosixPath:
    absolute = path.resolve()
    if not absolute.is_relative_to(top):
        msg = f"'{path}' is not in the repository {top}"
        raise StateError(msg)
    return PurePosixPath(absolute.relative_to(top).as_posix())
