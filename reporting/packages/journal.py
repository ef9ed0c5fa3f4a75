"""Files of a folder that change together: all of them or none, whatever interrupts it.

New contents are written into a journal beside the files first, then moved into their places. Before
the list of the journal stands, no file has been touched and the journal counts for nothing; once it
stands, what was begun is ended, or taken back if it failed, before anything else is written. Nobody
else is expected to write meanwhile.
"""

import errno
import fcntl
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reporting.packages.files import DESCRIPTOR

JOURNAL = ".jcm-journal"
LIST = "files.json"  # written last
BACK = "back.json"  # the list of a change that failed and is taken back
NEW, OLD = "new", "old"


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold the lock of a folder, which leaves nothing there: who else asks for it waits."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX)
        yield
    finally:
        os.close(opened)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A file that changes: its place, what replaces it and what was there, if anything."""

    path: Path
    new: Path | None
    old: Path | None


def put_all(files: Mapping[Path, bytes | None]) -> None:
    """Write and remove files, each in one step, in their order; all of them or none.

    What they replace is kept until all is done: on a full disk writing fails before a file is
    touched, what fails later is taken back, and of a run that is killed `end_interrupted` ends what
    was begun.

    Args:
        files: The contents by path, None of a file to be removed; the folder of each exists.

    Raises:
        OSError: A file cannot be written; all are as they were.
    """
    if len(files) == 1:
        ((path, content),) = files.items()
        _put(path, content)
    elif files:
        _put_together(files)


def _put(path: Path, content: bytes | None) -> None:
    """Write or remove one file, which needs no journal."""
    if content is None:
        path.unlink(missing_ok=True)
        return
    beside = path.with_name(f".{path.name}.{NEW}")
    try:
        write_through(beside, content)
        os.replace(beside, path)  # noqa: PTH105 - says what it does
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _put_together(files: Mapping[Path, bytes | None]) -> None:
    whole = {path.parent.resolve() / path.name: content for path, content in files.items()}
    home = _home(path.parent for path in whole)
    end_interrupted(home)
    journal = home / JOURNAL
    journal.mkdir()
    try:
        _write(journal, {path.relative_to(home): data for path, data in whole.items()})
        _move(journal)
        (journal / LIST).unlink()
    except BaseException:
        _take_back(journal)  # if that fails too, the journal stays, with all that was replaced
        (journal / BACK).unlink(missing_ok=True)
        shutil.rmtree(journal, ignore_errors=True)
        raise
    shutil.rmtree(journal, ignore_errors=True)


def _home(folders: Iterable[Path]) -> Path:
    """Return where the journal of folders stands: where whoever opens their packages looks."""
    return Path(os.path.commonpath(map(_package_of, folders)))


def _package_of(folder: Path) -> Path:
    within = (each for each in (folder, *folder.parents) if (each / DESCRIPTOR).is_file())
    return next(within, folder)


def is_interrupted(folder: Path) -> bool:
    """Tell whether a change of a folder, or of it and its neighbours, was begun and not ended."""
    folder = folder.resolve()
    own, above = folder / JOURNAL, folder.parent / JOURNAL
    if any((own / name).exists() for name in (LIST, BACK)):
        return True
    try:
        listed = [each.path for name in (LIST, BACK) for each in _entries(above / name)]
    except OSError:  # not ours
        return False
    return any(folder in each.parents for each in listed)


def end_interrupted(folder: Path) -> bool:
    """End a change that was interrupted in a folder, or across it and its neighbours.

    Returns:
        Whether there was one.

    Raises:
        OSError: A file cannot be moved, or the journal is none of ours; it stays.
    """
    folder = folder.resolve()
    is_ended = False
    for journal in (folder / JOURNAL, folder.parent / JOURNAL):
        if (journal / BACK).exists():
            _take_back(journal)
        elif (journal / LIST).exists():
            _move(journal)
        elif journal.parent != folder:  # a neighbour may be writing there
            continue
        for name in (BACK, LIST):
            if (journal / name).exists():
                (journal / name).unlink()
                is_ended = True
        shutil.rmtree(journal, ignore_errors=True)
    return is_ended


def _write(journal: Path, files: Mapping[Path, bytes | None]) -> None:
    """Write what is new and what it replaces, then the list."""
    told = []
    for number, (path, content) in enumerate(files.items()):
        before = journal.parent / path
        is_there = before.exists()
        if is_there:
            write_through(journal / f"{number}.{OLD}", before.read_bytes())
        if content is not None:
            write_through(journal / f"{number}.{NEW}", content)
        told.append({"path": path.as_posix(), OLD: is_there, NEW: content is not None})
    write_through(journal / f"{LIST}.{NEW}", json.dumps(told).encode())
    os.replace(journal / f"{LIST}.{NEW}", journal / LIST)  # noqa: PTH105 - says what it does
    settle(journal)


def _move(journal: Path) -> None:
    """Move what is new into its place; what was moved before stays there."""
    entries = _entries(journal / LIST)
    for each in entries:
        if each.new is None:
            each.path.unlink(missing_ok=True)
        elif each.new.exists():
            os.replace(each.new, each.path)  # noqa: PTH105 - the same
    settle(*(each.path.parent for each in entries))


def _take_back(journal: Path) -> None:
    """Put what was replaced into its place again; without a list nothing had been replaced."""
    if (journal / LIST).exists():
        os.replace(journal / LIST, journal / BACK)  # noqa: PTH105 - the same
    entries = _entries(journal / BACK)
    for each in entries:
        if each.new is not None and each.new.exists():
            continue  # it was not moved yet: what stands there is what was there
        if each.old is None:
            each.path.unlink(missing_ok=True)
        elif each.old.exists() and not (each.new is None and each.path.exists()):
            os.replace(each.old, each.path)  # noqa: PTH105 - the same
    settle(*(each.path.parent for each in entries))


def _entries(file: Path) -> Sequence[_Entry]:
    """Return the entries of a list; none where there is no list.

    Raises:
        OSError: It is none of ours.
    """
    if not file.exists():
        return ()
    try:
        return [_entry(file.parent, number, each) for number, each in enumerate(_read(file))]
    except (ValueError, LookupError, TypeError) as error:
        raise OSError(errno.EINVAL, "no list of a change begun by jcm", str(file)) from error


def _read(file: Path) -> Any:  # noqa: ANN401 - whatever stands there
    return json.loads(file.read_bytes())


def _entry(journal: Path, number: int, told: Mapping[str, Any]) -> _Entry:
    path = Path(told["path"])
    if path.is_absolute() or ".." in path.parts:
        raise ValueError(path)
    return _Entry(
        path=journal.parent / path,
        new=journal / f"{number}.{NEW}" if told[NEW] else None,
        old=journal / f"{number}.{OLD}" if told[OLD] else None,
    )


def write_through(path: Path, content: bytes) -> None:
    """Write a file so that it outlives a loss of power."""
    with path.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def settle(*folders: Path) -> None:
    """Have what was moved in folders outlive a loss of power, where a system lets one say so."""
    for each in {*folders}:
        with suppress(OSError):
            opened = os.open(each, os.O_RDONLY)
            try:
                os.fsync(opened)
            finally:
                os.close(opened)
