"""The file before any cell is read: its kind, its size, its parts, and what must not be in it.

Nothing is unpacked to disk. A part is read in pieces, and no further than its limit.
"""

import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.parsers import expat

from reporting.findings import Finding, Place
from reporting.packages.files import refuse_odd


class RefusedError(Exception):
    """A part of a workbook that cannot or must not be read any further.

    Attributes:
        code: The finding that says so.
        values: What fills its sentences.
    """

    def __init__(self, code: str, values: Mapping[str, str]) -> None:
        """Remember the finding."""
        super().__init__(code)
        self.code = code
        self.values = values


Start = Callable[[str, Mapping[str, str]], None]
End = Callable[[str], None]
Data = Callable[[str], None]
SPACE = " "


def _ignore(_: str) -> None:
    """Leave it."""


def parse(
    part: str, pieces: Iterable[bytes], start: Start, end: End = _ignore, data: Data = _ignore
) -> None:
    """Read a part and tell its elements and texts, names without their namespace.

    Raises:
        RefusedError: It is not well-formed, declares a document type or entities, or has a tag
            that is longer than any.
    """
    # The same few names come with every cell.
    names: dict[str, str] = {}

    def local(name: str) -> str:
        found = names.get(name)
        if found is None:
            found = names[name] = name.rpartition(SPACE)[2]
        return found

    def opened(name: str, attributes: dict[str, str]) -> None:
        start(local(name), {local(each): text for each, text in attributes.items()})

    # No workbook needs entities: expanded they grow without bound, and may name files.
    def refuse(*_: object) -> None:
        raise RefusedError("workbook-entities", {"part": part})

    parser = expat.ParserCreate(namespace_separator=SPACE)
    parser.buffer_text = True
    parser.StartElementHandler = opened
    parser.EndElementHandler = lambda name: end(local(name))
    parser.CharacterDataHandler = data
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    try:
        read = 0
        for piece in pieces:
            parser.Parse(piece)
            read += len(piece)
            if read - parser.CurrentByteIndex > LONGEST_TAG:
                raise too_large(LONGEST_TAG)
        parser.Parse(b"", True)  # noqa: FBT003 - the signature of the library
    # An encoding that Python does not know is no error of expat, but one of these.
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise RefusedError("workbook-damaged", {"part": part}) from error


MEGABYTE = 1 << 20
# Until a tag is whole, expat reads it again with each piece: a long one costs by the square.
LONGEST_TAG = MEGABYTE
MOST_BYTES = 64 * MEGABYTE
MOST_PARTS = 2_000
MOST_OF_A_PART = 256 * MEGABYTE
MOST_OF_ALL = 512 * MEGABYTE
# Blank styled cells pack well too, three million of them in a file that is sound: only what is
# both dense and large is refused.
BOMB_RATIO = 250
BOMB_BYTES = 16 * MEGABYTE
PIECE = 1 << 16
ZIP = b"PK\x03\x04"
EMPTY_ZIP = b"PK\x05\x06"
# The container of Excel 97-2003, and of every workbook with a password.
COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
# The packaging format knows no other.
METHODS = frozenset((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))
CONTENT_TYPES = "[Content_Types].xml"
RELATIONS = "_rels/.rels"
NEEDED = (CONTENT_TYPES, RELATIONS)
OTHER_KINDS = {
    "xl/workbook.bin": "Excel binary (.xlsb)",
    "mimetype": "OpenDocument (.ods)",
    "word/document.xml": "Word (.docx)",
}
MACROS = ("vbaproject", "macrosheets/", "activex/")
LINKS = ("externallinks/", "xl/connections.xml", "querytables/")
EMBEDDED = ("embeddings/", "webextensions/", "customui/", "ctrlprops/", "xl/model/")
EXTERNAL = "External"
# An address to read more at is of the form: column 18 of Table 2 asks for one.
HYPERLINK = "/hyperlink"
IS_ENCRYPTED = 0x1
SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Container:
    """The parts of a workbook.

    Attributes:
        path: Its file.
        parts: Its parts by name, as `part_name` returns it.
    """

    path: Path
    parts: Mapping[str, zipfile.ZipInfo]

    def pieces(self, part: str) -> Iterator[bytes]:
        """Yield a part in pieces.

        Raises:
            RefusedError: It is not there, damaged, or longer than it says.
        """
        found = self.parts.get(part_name(part))
        if found is None:
            raise RefusedError("workbook-part-missing", {"part": part})
        try:
            with zipfile.ZipFile(self.path) as archive, archive.open(found) as opened:
                # zipfile stops at the size that was judged, and refuses another checksum.
                while piece := opened.read(PIECE):
                    yield piece
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
            raise RefusedError("workbook-damaged", {"part": part}) from error


def part_name(name: str) -> str:
    """Return the name of a part so that it compares: without case, folders parted by a slash."""
    return name.replace("\\", "/").lower()


def open_container(path: Path, name: str) -> tuple[Container | None, tuple[Finding, ...]]:
    """Look at a file from outside.

    Args:
        path: The file.
        name: How findings name it.

    Returns:
        Its parts, none if they are not to be read, and what is wrong with it.
    """
    place = Place(package=name)
    try:
        refuse_other_kinds(path)
        parts = _parts(path)
        _refuse_other_packages(parts)
    except RefusedError as refusal:
        return None, (Finding(code=refusal.code, place=place, values=refusal.values),)
    container = Container(path=path, parts=parts)
    found = (
        Finding(code=code, place=place, values=values) for code, values in _unwanted(container)
    )
    return container, tuple(found)


def refuse_other_kinds(path: Path) -> None:
    """Refuse what is no file, too large, or no zip container."""
    try:
        refuse_odd(path)
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise RefusedError("workbook-too-large", _sizes(size, MOST_BYTES))
        content = path.read_bytes()
    except OSError as error:
        raise RefusedError("workbook-missing", {"reason": error.strerror or "?"}) from error
    if content.startswith(COMPOUND):
        if ENCRYPTED in content:
            raise RefusedError("workbook-encrypted", {})
        raise RefusedError("workbook-of-another-kind", {"kind": "Excel 97-2003 (.xls)"})
    if not content.startswith((ZIP, EMPTY_ZIP)):
        raise RefusedError("workbook-of-another-kind", {"kind": _guess(content)})


def _guess(content: bytes) -> str:
    start = content[:512].lstrip().lower()
    if not content:
        return "0 bytes"
    if start.startswith((b"<!doctype html", b"<html", b"<table")):
        return "HTML"
    if start.startswith((b"<?xml", b"%pdf")):
        return "XML" if start.startswith(b"<") else "PDF"
    return "CSV or text" if b"\x00" not in content[:512] else "?"


def _parts(path: Path) -> Mapping[str, zipfile.ZipInfo]:
    try:
        with zipfile.ZipFile(path) as archive:
            listed = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise RefusedError("workbook-damaged", {"part": path.name}) from error
    if len(listed) > MOST_PARTS:
        raise RefusedError(
            "workbook-too-many-parts", {"found": str(len(listed)), "most": str(MOST_PARTS)}
        )
    if any(each.flag_bits & IS_ENCRYPTED for each in listed):
        raise RefusedError("workbook-encrypted", {})
    for each in listed:
        _refuse_bomb(each)
        if each.compress_type not in METHODS:
            raise RefusedError("workbook-damaged", {"part": each.filename})
    total = sum(each.file_size for each in listed)
    if total > MOST_OF_ALL:
        raise RefusedError("workbook-bomb", {"part": path.name, **_sizes(total, MOST_OF_ALL)})
    # Names compare without case, and programs differ in which of two parts they read.
    names = Counter(part_name(each.filename) for each in listed)
    repeated = [name for name, count in names.items() if count > 1]
    if repeated:
        raise RefusedError("workbook-part-repeated", {"part": _several(repeated)})
    return {part_name(each.filename): each for each in listed}


def _refuse_other_packages(parts: Mapping[str, zipfile.ZipInfo]) -> None:
    # OpenDocument has none of the parts needed: first say what it is.
    for mark, kind in OTHER_KINDS.items():
        if mark in parts:
            raise RefusedError("workbook-of-another-kind", {"kind": kind})
    for part in NEEDED:
        if part_name(part) not in parts:
            raise RefusedError("workbook-part-missing", {"part": part})


def _refuse_bomb(part: zipfile.ZipInfo) -> None:
    is_dense = part.file_size > BOMB_RATIO * max(part.compress_size, 1)
    if part.file_size > MOST_OF_A_PART or (is_dense and part.file_size > BOMB_BYTES):
        sizes = _sizes(part.file_size, min(MOST_OF_A_PART, BOMB_RATIO * part.compress_size))
        raise RefusedError("workbook-bomb", {"part": part.filename, **sizes})


def _sizes(found: int, most: int) -> dict[str, str]:
    return {"found": f"{found:,}", "most": f"{most:,}"}


def too_large(most: int) -> RefusedError:
    """Return that a workbook holds more of something than is read."""
    return RefusedError("workbook-too-large", {"found": f">{most:,}", "most": f"{most:,}"})


def _unwanted(container: Container) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield what may not be in a filing, though its cells can be read."""
    for code, marks in (
        ("workbook-macros", MACROS),
        ("workbook-external-links", LINKS),
        ("workbook-embedded", EMBEDDED),
    ):
        found = [
            each.filename
            for name, each in container.parts.items()
            if any(mark in name for mark in marks)
        ]
        if not found and marks is LINKS:
            found = [*_external(container)]
        if found:
            yield code, {"part": _several(found)}


def _external(container: Container) -> Iterator[str]:
    """Yield the lists of relations in which one leads out of the file, but for an address."""
    for name, part in container.parts.items():
        if not name.endswith(".rels"):
            continue
        found: list[str] = []

        def start(_: str, attributes: Mapping[str, str], found: list[str] = found) -> None:
            is_out = attributes.get("TargetMode") == EXTERNAL
            if is_out and not attributes.get("Type", "").endswith(HYPERLINK):
                found.append(attributes.get("Type", ""))

        try:
            parse(name, container.pieces(name), start)
        except RefusedError:
            # Whoever needs the relations says so.
            continue
        if found:
            yield part.filename


def _several(names: list[str]) -> str:
    more = f" (+{len(names) - SHOWN})" if len(names) > SHOWN else ""
    return ", ".join(sorted(names)[:SHOWN]) + more
