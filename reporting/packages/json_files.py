"""JSON objects from files: plain, in UTF-8, each name once; everything else says what it is."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

Descriptor = dict[str, Any]
DEEPEST = 40


class UnreadableError(ValueError):
    """A file that holds no JSON object we can use; the message says why."""


def json_object(path: Path) -> tuple[Descriptor, tuple[str, ...]]:
    """Read a JSON object.

    Returns:
        The object, and the names that are written twice in it, which JSON readers pass over.

    Raises:
        FileNotFoundError: There is no such file.
        NotADirectoryError: Part of its path is no folder.
        UnreadableError: It cannot be read as a JSON object.
    """
    text = _text(path)
    twice: list[str] = []
    try:
        value = json.loads(text, object_pairs_hook=_noting(twice), parse_constant=_refuse)
    except json.JSONDecodeError as error:
        reason = f"a fault in line {error.lineno}, column {error.colno}: {error.msg}"
        raise UnreadableError(reason) from error
    except RecursionError as error:
        raise UnreadableError("nesting too deep to read") from error
    except UnreadableError:
        raise
    except ValueError as error:  # Python reads no number of more than 4,300 digits
        raise UnreadableError("a number too long to read") from error
    if not isinstance(value, dict):
        raise UnreadableError("JSON that is no object")
    if _depth(value) > DEEPEST:
        raise UnreadableError("nesting too deep to read")
    if any("\ud800" <= letter <= "\udfff" for letter in json.dumps(value, ensure_ascii=False)):
        raise UnreadableError("half of a character (a lone surrogate)")
    return value, tuple(twice)


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except (FileNotFoundError, NotADirectoryError):
        raise
    except IsADirectoryError as error:
        raise UnreadableError("a folder of that name") from error
    except PermissionError as error:
        raise UnreadableError("a file nobody may read") from error
    except OSError as error:
        raise UnreadableError(error.strerror or "a file that cannot be opened") from error
    except UnicodeDecodeError as error:
        reason = f"bytes that are not UTF-8 at position {error.start}"
        raise UnreadableError(reason) from error


def _noting(twice: list[str]) -> Callable[[list[tuple[str, Any]]], Descriptor]:
    """Return a hook that notes the names an object has twice."""

    def as_object(pairs: list[tuple[str, Any]]) -> Descriptor:
        names = [name for name, _ in pairs]
        twice.extend(sorted({name for name in names if names.count(name) > 1}))
        return dict(pairs)

    return as_object


def _refuse(constant: str) -> NoReturn:
    msg = f"{constant}, which JSON does not know"
    raise UnreadableError(msg)


def _depth(value: object) -> int:
    """Return how deep lists and objects are nested, without recursion."""
    depth, level = 0, [value]
    while level := [
        inner
        for each in level
        if isinstance(each, dict | list)
        for inner in (each.values() if isinstance(each, dict) else each)
    ]:
        depth += 1
    return depth
