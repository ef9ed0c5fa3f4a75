"""The file of a table before any cell is read: there, whole, UTF-8, as released."""

import codecs
import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from reporting.findings import Finding, Place

CHUNK = 1 << 20
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
JAPANESE = {"cp932": "Shift_JIS", "euc_jp": "EUC-JP"}
KANA = ("\u3041", "\u30ff")
ALGORITHMS = ("md5", "sha256", "sha512")


def file_findings(file: Path, place: Place) -> Iterator[Finding]:
    """Yield why the bytes of a file cannot be read as a table; nothing where they can."""
    values = {"file": file.name}
    try:
        if file.is_dir():
            yield Finding(code="file-is-folder", place=place, values=values)
        elif file.stat().st_size == 0:
            yield Finding(code="file-empty", place=place, values=values)
        else:
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
        algorithm, _, digest = str(promised["hash"]).rpartition(":")
        if algorithm not in {*ALGORITHMS, ""}:
            yield Finding(code="hash-unknown", place=place, values={"found": algorithm})
            return
        with file.open("rb") as stream:
            actual = hashlib.file_digest(stream, algorithm or "md5").hexdigest()
        if actual != digest.lower():
            values = {"expected": digest, "found": actual, "file": file.name}
            yield Finding(code="hash-differs", place=place, values=values)
