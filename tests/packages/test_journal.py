"""Files that change together: killed or failing at any step, all or none of them have changed."""

import errno
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reporting.packages.files import DESCRIPTOR
from reporting.packages.journal import JOURNAL, LIST, end_interrupted, is_interrupted, put_all

BEFORE = {"a": b"old a", "b": b"old b", "inner/d": b"old d"}
AFTER = {"a": b"new a", "c": b"new c", "inner/d": b"new d"}
LIST_AND_ONE = 2
STEPS = ("mkdir", "fsync", "replace", "unlink", "rmdir")


class Killed(BaseException):
    """What ends a run as a kill does: nothing of it goes on."""


def write(folder: Path) -> None:
    """Change a, remove b, add c, change one below."""
    files = {folder / name: AFTER.get(name) for name in ("a", "b", "c", "inner/d")}
    put_all(files)


def held(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder, but for the journal."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and JOURNAL not in path.parts
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with the files as they were."""
    folder = tmp_path / "record"
    (folder / "inner").mkdir(parents=True)
    for name, content in BEFORE.items():
        (folder / name).write_bytes(content)
    return folder


@pytest.fixture
def stop(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[int, BaseException], list[str]]]:
    """Return what ends the work at a step, counted over what moves, removes and settles."""

    def stop_at(at: int, how: BaseException) -> list[str]:
        done: list[str] = []

        def counting(name: str) -> None:
            original = getattr(os, name)

            def step(*arguments: object, **options: object) -> object:
                done.append(name)
                # Once killed, nothing is done any more, whatever handlers try.
                if len(done) == at or (len(done) > at and isinstance(how, Killed)):
                    raise how
                return original(*arguments, **options)

            monkeypatch.setattr(os, name, step)

        for name in STEPS:
            counting(name)
        return done

    yield stop_at
    monkeypatch.undo()


def steps(folder: Path) -> int:
    """Return how many steps the work takes."""
    with pytest.MonkeyPatch.context() as patched:
        done: list[str] = []
        for name in STEPS:
            original = getattr(os, name)

            def step(*given: object, _original: object = original, **options: object) -> object:
                done.append("")
                return _original(*given, **options)  # type: ignore[operator]

            patched.setattr(os, name, step)
        write(folder)
    return len(done)


MOST = 21


def test_all_of_it_is_tried(folder: Path) -> None:
    """The steps that are tried below are all there are; then nothing lies beside."""
    assert steps(folder) == MOST
    assert held(folder) == AFTER
    assert not (folder / JOURNAL).exists()


@pytest.mark.parametrize("at", range(1, MOST + 1))
def test_killed_at_any_step(
    folder: Path,
    stop: Callable[[int, BaseException], list[str]],
    monkeypatch: pytest.MonkeyPatch,
    at: int,
) -> None:
    """Whoever comes next finds all as it was, or ends it: nothing is mixed for good."""
    stop(at, Killed())
    with pytest.raises(Killed):
        write(folder)
    monkeypatch.undo()
    assert is_interrupted(folder) or held(folder) in (BEFORE, AFTER)
    end_interrupted(folder)
    assert held(folder) in (BEFORE, AFTER)
    assert not is_interrupted(folder)
    write(folder)
    assert held(folder) == AFTER
    assert not (folder / JOURNAL).exists()


@pytest.mark.parametrize("at", range(1, MOST + 1))
def test_failing_at_any_step(
    folder: Path,
    stop: Callable[[int, BaseException], list[str]],
    monkeypatch: pytest.MonkeyPatch,
    at: int,
) -> None:
    """What fails is taken back at once; only what is left to clean up may fail and harm nothing."""
    stop(at, OSError(errno.ENOSPC, "no space"))
    try:
        write(folder)
    except OSError:
        monkeypatch.undo()
        assert held(folder) == BEFORE
    monkeypatch.undo()
    assert held(folder) in (BEFORE, AFTER)
    assert not is_interrupted(folder)


@pytest.mark.parametrize("name", ["replace", "fsync", "unlink"])
def test_what_fails_time_and_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """In a folder that lets nobody do it, all stays as it was, and nothing is in anybody's way."""
    refused, original = folder / "inner" / "d", getattr(os, name)

    def refusing(*arguments: object, **options: object) -> object:
        if name == "fsync" or refused in arguments:
            raise OSError(errno.EACCES, "not allowed", str(refused))
        return original(*arguments, **options)

    monkeypatch.setattr(os, name, refusing)
    files = {folder / "a": b"new a", refused: None if name == "unlink" else b"new d"}
    with pytest.raises(OSError, match="not allowed"):
        put_all(files)
    monkeypatch.undo()
    assert held(folder) == BEFORE
    assert not is_interrupted(folder)
    assert not (folder / JOURNAL).exists()


def test_a_folder_of_which_nothing_is_known_to_be_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a system refuses to settle a folder, files change all the same."""
    original = os.fsync

    def refusing(opened: int) -> None:
        if stat.S_ISDIR(os.fstat(opened).st_mode):
            raise OSError(errno.EINVAL, "not a file")
        original(opened)

    monkeypatch.setattr(os, "fsync", refusing)
    write(folder)
    assert held(folder) == AFTER


def test_a_folder_that_is_not_there(folder: Path) -> None:
    """It is refused, and nothing has changed."""
    with pytest.raises(FileNotFoundError):
        put_all({folder / "a": b"new a", folder / "nowhere" / "e": b"new e"})
    assert held(folder) == BEFORE
    assert not is_interrupted(folder)


def test_a_file_in_the_place_of_the_journal(folder: Path) -> None:
    """It is nobody's journal: it stays, and nothing has changed."""
    (folder / JOURNAL).write_bytes(b"mine")
    with pytest.raises(FileExistsError):
        write(folder)
    assert (folder / JOURNAL).read_bytes() == b"mine"
    assert {name: (folder / name).read_bytes() for name in BEFORE} == BEFORE


def test_paths_that_go_up_and_down(folder: Path) -> None:
    """A path says the same however it is written."""
    put_all({folder / "inner" / ".." / "a": b"new a", folder / "inner" / "d": b"new d"})
    assert held(folder) == {**BEFORE, "a": b"new a", "inner/d": b"new d"}


def _killed_while_moving(files: dict[Path, bytes | None]) -> None:
    """Change files, and be killed after the first is in its place."""
    replace, count = os.replace, iter(range(1, 99))

    def killed(old: Path, new: Path) -> None:
        if next(count) > LIST_AND_ONE:
            raise Killed
        replace(old, new)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(os, "replace", killed)
        with pytest.raises(Killed):
            put_all(files)


def test_files_of_a_folder_within_a_package(folder: Path) -> None:
    """The package is found interrupted, though no file beside its descriptor changes."""
    (folder / DESCRIPTOR).write_bytes(b"{}")
    _killed_while_moving({folder / "inner" / name: b"new" for name in ("d", "e")})
    assert is_interrupted(folder)
    assert end_interrupted(folder)
    assert held(folder) == {**BEFORE, DESCRIPTOR: b"{}", "inner/d": b"new", "inner/e": b"new"}
    assert not end_interrupted(folder)


def test_a_change_across_packages(tmp_path: Path) -> None:
    """Each package that takes part is found interrupted, none beside them; one ends it for all."""
    for name in ("one", "two", "three"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "t.csv").write_bytes(b"old")
        (tmp_path / name / DESCRIPTOR).write_bytes(b"{}")
    (tmp_path / DESCRIPTOR).write_bytes(b"{}")  # of the one over them all
    files: dict[Path, bytes | None] = {tmp_path / name / "t.csv": b"new" for name in ("one", "two")}
    _killed_while_moving(files)
    assert [is_interrupted(tmp_path / name) for name in ("one", "two", "three")] == [
        True,
        True,
        False,
    ]
    end_interrupted(tmp_path / "two")
    assert {(tmp_path / name / "t.csv").read_bytes() for name in ("one", "two")} == {b"new"}
    assert not (tmp_path / JOURNAL).exists()


@pytest.mark.parametrize(
    "told",
    [
        b"{",
        b"[1]",
        b"[{}]",
        b'[{"path": "../a", "old": false, "new": false}]',
        b'[{"path": "/a", "old": false, "new": false}]',
    ],
)
def test_a_journal_of_another_origin(folder: Path, told: bytes) -> None:
    """It is told, and nothing is moved for it, least of all outside the folder."""
    outside = folder.parent / "a"
    outside.write_bytes(b"outside")
    (folder / JOURNAL).mkdir()
    (folder / JOURNAL / LIST).write_bytes(told)
    assert is_interrupted(folder)
    with pytest.raises(OSError, match="no list of a change"):
        end_interrupted(folder)
    assert held(folder) == BEFORE
    assert outside.read_bytes() == b"outside"
    assert not is_interrupted(folder / "inner")
