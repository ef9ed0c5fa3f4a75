"""Files that are no workbook, or one that nobody should open: each made from a clean one."""

import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.aef_checker.making import host, write

Make = Callable[[Path], None]
SHEET = "xl/worksheets/sheet4.xml"
ACTIONS = "xl/worksheets/sheet5.xml"
TYPES = "[Content_Types].xml"
STYLES = "xl/styles.xml"
SHEET_RELATIONS = "xl/worksheets/_rels/sheet4.xml.rels"
COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)
ROWS = 1_048_576
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><sst><si><t>&c;</t></si></sst>'
)


def clean(path: Path) -> None:
    """Write the host's workbook."""
    write(path, host())


def parts(path: Path, changes: Mapping[str, bytes], *, repeated: str = "") -> None:
    """Write the clean workbook with some of its parts changed, added, or there twice."""
    clean(path)
    with zipfile.ZipFile(path) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in {**content, **changes}.items():
            archive.writestr(name, data)
        if repeated:
            archive.writestr(repeated.upper(), content[repeated])


def text(content: bytes) -> Make:
    """Return what writes a file of some content."""
    return lambda path: (path.write_bytes(content), None)[1]


def changed(changes: Mapping[str, bytes], repeated: str = "") -> Make:
    """Return what writes the clean workbook with changed parts."""
    return lambda path: parts(path, changes, repeated=repeated)


def truncated(path: Path) -> None:
    """Cut the file in half."""
    clean(path)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])


def flipped(path: Path) -> None:
    """Destroy bytes within a part."""
    clean(path)
    with zipfile.ZipFile(path) as archive:
        at = archive.getinfo(SHEET).header_offset + 80
    whole = bytearray(path.read_bytes())
    whole[at : at + 40] = bytes(40)
    path.write_bytes(whole)


def without(name: str) -> Make:
    """Return what leaves out a part."""

    def make(path: Path) -> None:
        clean(path)
        with zipfile.ZipFile(path) as archive:
            content = {each: archive.read(each) for each in archive.namelist() if each != name}
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for each, data in content.items():
                archive.writestr(each, data)

    return make


def named(rename: Callable[[str], str]) -> Make:
    """Return what writes the clean workbook with other names of its parts."""

    def make(path: Path) -> None:
        clean(path)
        with zipfile.ZipFile(path) as archive:
            content = {each: archive.read(each) for each in archive.namelist()}
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for each, data in content.items():
                archive.writestr(rename(each), data)

    return make


def bomb(path: Path) -> None:
    """Add a part that unpacks to 300 MB of zeros."""
    clean(path)
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/media/image1.bin", "w") as part,
    ):
        for _ in range(300):
            part.write(bytes(1 << 20))


def many_parts(path: Path) -> None:
    """Add 3,000 small parts."""
    parts(path, {f"xl/media/{number}.bin": b"x" for number in range(3_000)})


def rows(path: Path, row: bytes, count: int = ROWS) -> None:
    """Put rows under the table, each as given, with its number."""
    clean(path)
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read(SHEET)
    start, end = sheet.split(b"</sheetData>")
    more = b"".join(row.replace(b"#", b"%d" % number) for number in range(20, count + 1))
    parts(path, {SHEET: start + more + b"</sheetData>" + end})


def first_cell(path: Path, reference: bytes) -> None:
    """Put a cell at a reference into a row of its own."""
    rows(path, b'<row r="#"><c r="' + reference + b'"><v>1</v></c></row>', count=20)


def unseen(path: Path) -> None:
    """Give a row of the table no height."""
    clean(path)
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read(ACTIONS)
    parts(path, {ACTIONS: sheet.replace(b'<row r="10"', b'<row r="10" ht="0" customHeight="1"')})


def dimension(path: Path) -> None:
    """Let the sheet declare that it fills all there is."""
    clean(path)
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read(SHEET)
    start, end = sheet.index(b'<dimension ref="'), sheet.index(b"<sheetViews")
    filled = sheet[:start] + b'<dimension ref="A1:XFD1048576"/>' + sheet[end:]
    parts(path, {SHEET: filled})


def relation(kind: str) -> bytes:
    """Return the relations of a sheet, one of which leads out of the file."""
    return (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="rId9" Target="file:///c:/x.xlsx" TargetMode="External" Type="http://'
        b'schemas.openxmlformats.org/officeDocument/2006/relationships/%s"/></Relationships>'
    ) % kind.encode()


def macro_type(path: Path) -> None:
    """Call a part of another name a sheet of macros."""
    clean(path)
    with zipfile.ZipFile(path) as archive:
        types = archive.read(TYPES)
    kind = b"application/vnd.ms-excel.macrosheet+xml"
    override = b'<Override PartName="/xl/other/sheet1.xml" ContentType="%s"/></Types>' % kind
    parts(path, {TYPES: types.replace(b"</Types>", override), "xl/other/sheet1.xml": b"<x/>"})


STYLED = (
    b'<row r="#" s="1" customFormat="1"><c r="B#" s="1"/><c r="C#" s="1"/><c r="D#" s="1"/></row>'
)
FILES: Mapping[str, tuple[Make, str]] = {
    "nothing": (text(b""), "workbook-of-another-kind"),
    "text": (text(b"Party;Version\nTHA;1.0\n"), "workbook-of-another-kind"),
    "a web page": (text(b"<html><table></table></html>"), "workbook-of-another-kind"),
    "the old format": (text(COMPOUND), "workbook-of-another-kind"),
    "a password": (
        text(COMPOUND + "EncryptedPackage".encode("utf-16-le")),
        "workbook-encrypted",
    ),
    "another document": (changed({"word/document.xml": b"<x/>"}), "workbook-of-another-kind"),
    "a binary workbook": (changed({"xl/workbook.bin": b"\0"}), "workbook-of-another-kind"),
    "truncated": (truncated, "workbook-damaged"),
    "bytes destroyed": (flipped, "workbook-damaged"),
    "no XML": (changed({SHEET: b"<worksheet><sheetData><row>"}), "workbook-damaged"),
    "an unknown encoding": (
        changed({SHEET: b'<?xml version="1.0" encoding="x-none"?><worksheet/>'}),
        "workbook-damaged",
    ),
    "no list of parts": (without(TYPES), "workbook-part-missing"),
    "no workbook": (without("xl/workbook.xml"), "workbook-part-missing"),
    "no sheet": (without(SHEET), "workbook-part-missing"),
    "a part twice": (changed({}, repeated=SHEET), "workbook-part-repeated"),
    "a bomb": (bomb, "workbook-bomb"),
    "many parts": (many_parts, "workbook-too-many-parts"),
    "entities": (changed({STYLES: LAUGHS}), "workbook-entities"),
    "a tag without end": (
        changed({STYLES: b'<styleSheet a="%s"/>' % (b"x" * (3 << 20))}),
        "workbook-too-large",
    ),
    "macros": (changed({"xl/vbaProject.bin": b"\0"}), "workbook-macros"),
    "links": (
        changed({"xl/externalLinks/externalLink1.xml": b"<externalLink/>"}),
        "workbook-external-links",
    ),
    "a relation that leads out": (
        changed({SHEET_RELATIONS: relation("oleObject")}),
        "workbook-external-links",
    ),
    "an address to read more at": (changed({SHEET_RELATIONS: relation("hyperlink")}), ""),
    "a sheet of macros": (macro_type, "workbook-macros"),
    "an embedded file": (changed({"xl/embeddings/oleObject1.bin": b"\0"}), "workbook-embedded"),
    "an add-in": (changed({"customUI/customUI.xml": b"<customUI/>"}), "workbook-embedded"),
    "a cell nowhere": (lambda path: first_cell(path, b"ZZZZ7"), "workbook-damaged"),
    "a cell of another row": (lambda path: first_cell(path, b"B21"), "workbook-damaged"),
    "a cell twice": (
        lambda path: rows(
            path, b'<row r="#"><c r="B#"><v>1</v></c><c r="B#"><v>2</v></c></row>', 20
        ),
        "workbook-damaged",
    ),
    "a row twice": (
        lambda path: rows(path, b'<row r="19"><c r="B19"><v>1</v></c></row>', 21),
        "workbook-damaged",
    ),
    "1,048,576 empty rows": (lambda path: rows(path, b'<row r="#"/>'), ""),
    "three million styled blank cells": (lambda path: rows(path, STYLED), ""),
    "a filled dimension": (dimension, ""),
    "a row of no height": (unseen, "cells-hidden"),
    "parts in small letters": (named(str.lower), ""),
    "parts in capitals": (named(str.upper), ""),
    "parts with backslashes": (named(lambda name: name.replace("/", "\\")), ""),
    "more cells than any form": (
        lambda path: rows(path, b'<row r="#"><c><v>1</v></c><c><v>2</v></c></row>', 600_000),
        "workbook-too-large",
    ),
}
