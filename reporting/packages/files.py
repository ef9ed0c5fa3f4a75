"""The file of a table before any cell is read: there, whole, UTF-8, with the right header."""

import codecs
import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from reporting.findings import Finding, Place
from reporting.packages.model import Schema
from reporting.packages.text import BrokenRowError, text_lines

CHUNK = 1 << 20
JAPANESE = {"cp932": "Shift_JIS", "euc_jp": "EUC-JP"}
KANA = ("\u3041", "\u30ff")


def file_findings(file: Path, place: Place) -> Iterator[Finding]:
    """Yield why the bytes of a file cannot be read as a table; nothing where they can."""
    values = {"file": file.name}
    try:
        if file.is_dir():
            yield Finding(code="file-is-folder", place=place, values=values)
            return
        size = file.stat().st_size
        if size == 0:
            yield Finding(code="file-empty", place=place, values=values)
            return
        yield from _byte_findings(file, place)
    except (FileNotFoundError, NotADirectoryError):
        yield Finding(code="file-missing", place=place, values=values)
    except OSError as error:
        yield Finding(
            code="file-unreadable", place=place, values={"reason": error.strerror or str(error)}
        )


def _byte_findings(file: Path, place: Place) -> Iterator[Finding]:
    decoder = codecs.getincrementaldecoder("utf-8")()
    line, offset = 1, 0
    with file.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            if offset == 0 and chunk.startswith(codecs.BOM_UTF8):
                yield Finding(code="byte-order-mark", place=place, values={"file": file.name})
            if b"\x00" in chunk and not chunk.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
                at = line + chunk[: chunk.index(b"\x00")].count(b"\n")
                yield Finding(code="null-byte", place=place, values={"line": str(at)})
                return
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError as error:
                at = line + error.object[: error.start].count(b"\n")
                found = f"0x{error.object[error.start]:02X}"
                values = {"line": str(at), "byte": found, "guess": _guess(file)}
                yield Finding(code="encoding", place=place, values=values)
                return
            line += chunk.count(b"\n")
            offset += len(chunk)


def _guess(file: Path) -> str:
    """Guess the encoding a file was probably saved in, for the remedy."""
    start = file.read_bytes()[:CHUNK]
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "UTF-16"
    for encoding, name in JAPANESE.items():
        try:
            text = start.decode(encoding)
        except UnicodeDecodeError:
            continue
        if any(KANA[0] <= letter <= KANA[1] for letter in text):
            return name
    return "Windows-1252"


def header_findings(schema: Schema, file: Path, place: Place) -> tuple[tuple[Finding, ...], bool]:
    """Compare the header with the schema.

    Returns:
        What differs, and whether the rows can be checked all the same, by the names of the columns.
    """
    try:
        _, labels = next(text_lines(file), (1, []))
    except BrokenRowError as error:
        return (_at_header("quote-broken", place, reason=error.reason),), False
    labels = [label.removeprefix("\ufeff") for label in labels]
    if not any(labels):
        return (_at_header("header-missing", place, expected=", ".join(schema.names)),), False
    found = [
        _at_header("header-blank", place, number=str(number))
        for number, label in enumerate(labels, start=1)
        if not label.strip()
    ]
    twice = sorted({label for label in labels if label and labels.count(label) > 1})
    found += [_at_header("header-duplicate", place, label, label=label) for label in twice]
    missing = [name for name in schema.names if name not in labels]
    extra = [each for each in labels if each.strip() and each not in schema.names]
    found += [_at_header("header-missing-field", place, name, name=name) for name in missing]
    names = ", ".join(schema.names)
    found += [
        _at_header("header-extra-field", place, label=label, names=names)
        for label in dict.fromkeys(extra)
    ]
    if not found and tuple(labels) != schema.names:
        found.append(_at_header("header-order", place, expected=names, found=", ".join(labels)))
    unclear = bool(twice) or any(not label.strip() for label in labels)
    return tuple(found), not unclear and len(missing) < len(schema.names)


def _at_header(code: str, place: Place, field: str = "", **values: str) -> Finding:
    at = Place(package=place.package, table=place.table, row=1, field=field)
    return Finding(code=code, place=at, values=values)


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
        algorithm, _, digest = str(promised["hash"]).rpartition(":")
        if algorithm not in {"sha256", "sha512", "md5", ""}:
            yield Finding(code="hash-unknown", place=place, values={"found": algorithm})
            return
        with file.open("rb") as stream:
            actual = hashlib.file_digest(stream, algorithm or "md5").hexdigest()
        if actual != digest.lower():
            values = {"expected": digest, "found": actual, "file": file.name}
            yield Finding(code="hash-differs", place=place, values=values)
