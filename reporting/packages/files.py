"""The file of a table before any cell is read: there, whole, UTF-8, as released."""

import codecs
import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from errno import EINVAL
from pathlib import Path
from typing import Any, NoReturn

from reporting.findings import Finding, Place

DESCRIPTOR = "datapackage.json"
CHUNK = 1 << 20
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
JAPANESE = {"cp932": "Shift_JIS", "euc_jp": "EUC-JP"}
KANA = ("\u3041", "\u30ff")
CUT_SHORT = "unexpected end of data"  # as the codec says of bytes that would begin a character
WITHOUT_LENGTH = {"shake_128", "shake_256"}


def refuse_odd(path: Path) -> None:
    """Refuse what is there and neither file nor folder: a pipe may never begin, a device never end.

    Raises:
        OSError: It is such a thing.
    """
    if path.exists() and not (path.is_file() or path.is_dir()):
        raise OSError(EINVAL, "no ordinary file")


def file_findings(file: Path, place: Place, *, is_text: bool = True) -> Iterator[Finding]:
    """Yield why the bytes of a file cannot be read as a table; nothing where they can.

    Args:
        file: The file.
        place: The package and table the findings are about.
        is_text: Whether its bytes are to be text, as those of CSV are.
    """
    values = {"file": file.name}
    try:
        refuse_odd(file)
        if file.is_dir():
            yield Finding(code="file-is-folder", place=place, values=values)
        elif file.stat().st_size == 0:
            yield Finding(code="file-empty", place=place, values=values)
        elif is_text:
            yield from _byte_findings(file, place)
    except (FileNotFoundError, NotADirectoryError):
        yield Finding(code="file-missing", place=place, values=values)
    except OSError as error:
        reason = error.strerror or str(error)
        yield Finding(code="file-unreadable", place=place, values={"reason": reason})


def _byte_findings(file: Path, place: Place) -> Iterator[Finding]:
    decoder = codecs.getincrementaldecoder("utf-8")()
    line = 1
    with file.open("rb") as stream:
        start = stream.read(CHUNK)
        if start.startswith(codecs.BOM_UTF8):
            yield Finding(code="byte-order-mark", place=place, values={"file": file.name})
        chunk = start
        while True:
            if b"\x00" in chunk and not start.startswith(UTF_16):
                at = line + chunk[: chunk.index(b"\x00")].count(b"\n")
                yield Finding(code="null-byte", place=place, values={"line": str(at)})
                return
            try:
                decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as error:
                at = line + error.object[: error.start].count(b"\n")
                if error.reason == CUT_SHORT and not start.startswith(UTF_16):
                    yield Finding(code="file-cut-short", place=place, values={"line": str(at)})
                    return
                found = f"0x{error.object[error.start]:02X}"
                values = {"line": str(at), "byte": found, "guess": _guess(start)}
                yield Finding(code="encoding", place=place, values=values)
                return
            if not chunk:
                return
            line += chunk.count(b"\n")
            chunk = stream.read(CHUNK)


def _guess(start: bytes) -> str:
    """Guess the encoding a file was probably saved in, for the remedy."""
    if start.startswith(UTF_16):
        return "UTF-16"
    for encoding, name in JAPANESE.items():
        try:
            text = codecs.getincrementaldecoder(encoding)().decode(start)
        except UnicodeDecodeError:
            continue
        if any(KANA[0] <= letter <= KANA[1] for letter in text):
            return name
    return "Windows-1252"


def release_findings(file: Path, promised: Mapping[str, Any], place: Place) -> Iterator[Finding]:
    """Yield where the bytes of a released file are not those its descriptor promises.

    Args:
        file: A file of a release, of any format.
        promised: Its resource descriptor; only ``bytes`` and ``hash`` are read.
        place: The package and table the findings are about.
    """
    size = file.stat().st_size
    if "bytes" in promised and promised["bytes"] != size:
        values = {"expected": str(promised["bytes"]), "found": str(size), "file": file.name}
        yield Finding(code="bytes-differ", place=place, values=values)
    if "hash" in promised:
        named, _, digest = str(promised["hash"]).rpartition(":")
        algorithm = _algorithm(named)
        if not algorithm:
            yield Finding(code="hash-unknown", place=place, values={"found": named})
            return
        with file.open("rb") as stream:
            actual = hashlib.file_digest(stream, algorithm).hexdigest()
        if actual != digest.lower():
            values = {"expected": digest, "found": actual, "file": file.name}
            yield Finding(code="hash-differs", place=place, values=values)


def _algorithm(named: str) -> str:
    """Return the algorithm a hash names, however it writes it; nothing for one not known here."""
    plain = named.lower() or "md5"
    spellings = (plain, plain.replace("-", ""), plain.replace("-", "_"))
    known = hashlib.algorithms_guaranteed - WITHOUT_LENGTH
    return next((each for each in spellings if each in known), "")


Descriptor = dict[str, Any]
DEEPEST = 40
LONGEST = 16 << 20  # bytes; our largest description has a hundredth of it


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
        refuse_odd(path)
        with path.open("rb") as stream:
            content = stream.read(LONGEST + 1)
        if len(content) > LONGEST:
            reason = f"more than {LONGEST:,} bytes"
            raise UnreadableError(reason)
        return content.decode("utf-8")
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
        counted = Counter(name for name, _ in pairs)
        twice.extend(sorted(name for name, count in counted.items() if count > 1))
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
