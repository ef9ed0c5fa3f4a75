"""From the parts of a workbook to its sheets: names, states, and what each leads to."""

import posixpath
from collections.abc import Iterator, Mapping

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

from reporting.aef_checker.xlsx_reader.container import (
    CONTENT_TYPES,
    MEGABYTE,
    RELATIONS,
    Container,
    RefusedError,
    parse,
    too_large,
)
from reporting.aef_checker.xlsx_reader.sheets import (
    MOST_CELLS,
    Listed,
    XlsxSheet,
    XlsxWorkbook,
    read_sheet,
)
from reporting.findings import Finding, Place

MOST_SHEETS = 100
MOST_OF_TEXTS = 64 * MEGABYTE
MOST_TEXTS = 2_000_000
# Ends of kinds: strict files have another address before them than usual ones.
OFFICE_DOCUMENT = "/officeDocument"
WORKSHEET = "/worksheet"
TEXTS = "/sharedStrings"
STYLES = "/styles"
# Formats of dates in East Asia that the standard names by number alone (ISO/IEC 29500-1, 18.8.30).
EAST_ASIAN_DATES = (*range(27, 37), *range(50, 59))
MACRO_TYPES = ("macroenabled", "vbaproject", "macrosheet")


Relations = Mapping[str, tuple[str, str]]
"""Kind and part of each relation, by its identifier."""


def read_grid(container: Container, name: str) -> tuple[tuple[XlsxSheet, ...], tuple[Finding, ...]]:
    """Read the sheets of a workbook.

    Args:
        container: Its parts.
        name: How findings name it.

    Returns:
        The sheets, none if the workbook cannot be read, and what is wrong with it as a whole.
    """
    place = Place(package=name)
    findings = []
    try:
        if _has_macro_type(container):
            findings.append(
                Finding(code="workbook-macros", place=place, values={"part": CONTENT_TYPES})
            )
        return tuple(_sheets(container)), tuple(findings)
    except RefusedError as refusal:
        found = Finding(code=refusal.code, place=place, values=refusal.values)
        return (), (*findings, found)


def _sheets(container: Container) -> Iterator[XlsxSheet]:
    main = _part_of_kind(_relations(container, RELATIONS, ""), OFFICE_DOCUMENT)
    if not main:
        raise RefusedError("workbook-part-missing", {"part": "xl/workbook.xml"})
    folder, file = posixpath.split(main)
    relations = _relations(container, posixpath.join(folder, "_rels", f"{file}.rels"), folder)
    listed, is_1904 = _listed(container, main, relations)
    texts, styles = (_part_of_kind(relations, each) for each in (TEXTS, STYLES))
    book = XlsxWorkbook(
        texts=_texts(container, texts) if texts else [],
        is_date=_date_styles(container, styles) if styles else (),
        is_1904=is_1904,
    )
    room = MOST_CELLS
    for each in listed:
        sheet = read_sheet(container, each, book, room)
        room -= sum(len(row) for row in sheet.rows.values())
        yield sheet


def _part_of_kind(relations: Relations, kind: str) -> str:
    """Return the part of a kind; empty if there is none."""
    return next((part for of, part in relations.values() if of.endswith(kind)), "")


def _relations(container: Container, part: str, folder: str) -> Relations:
    relations: dict[str, tuple[str, str]] = {}

    def start(name: str, attributes: Mapping[str, str]) -> None:
        # An address outside of the file is never followed.
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "")
            # Relative to the folder of the part or absolute; none leads out of the container.
            full = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            relations[attributes.get("Id", "")] = (attributes.get("Type", ""), full)

    parse(part, container.pieces(part), start)
    return relations


def _listed(container: Container, part: str, relations: Relations) -> tuple[list[Listed], bool]:
    """Return the sheets of cells a workbook lists, and whether its days count from 1904."""
    listed: list[Listed] = []
    epochs: list[bool] = []

    def start(name: str, attributes: Mapping[str, str]) -> None:
        if name == "sheet":
            title, state = attributes.get("name", ""), attributes.get("state", "")
            kind, at = relations.get(attributes.get("id", ""), ("", title))
            # Charts and dialogs have no cells; one that leads nowhere is refused when read.
            if kind.endswith(WORKSHEET) or not kind:
                is_hidden = state not in {"", "visible"}
                listed.append(Listed(name=title, part=at, is_hidden=is_hidden))
        elif name == "workbookPr":
            epochs.append(attributes.get("date1904", "") in {"1", "true"})

    parse(part, container.pieces(part), start)
    if len(listed) > MOST_SHEETS:
        raise RefusedError(
            "workbook-too-many-parts", {"found": str(len(listed)), "most": str(MOST_SHEETS)}
        )
    return listed, any(epochs)


def _texts(container: Container, part: str) -> list[str]:
    """Return the texts that sheets share; hints at pronunciation are no text."""
    texts: list[str] = []
    pieces: list[str] = []
    open_elements: list[str] = []
    length = 0

    def start(name: str, _: Mapping[str, str]) -> None:
        open_elements.append(name)
        if name == "si":
            pieces.clear()

    def end(name: str) -> None:
        open_elements.pop()
        if name == "si":
            texts.append("".join(pieces))
            if len(texts) > MOST_TEXTS:
                raise too_large(MOST_TEXTS)

    def data(text: str) -> None:
        nonlocal length
        if open_elements[-1] == "t" and "rPh" not in open_elements:
            pieces.append(text)
            length += len(text)
            if length > MOST_OF_TEXTS:
                raise too_large(MOST_OF_TEXTS)

    parse(part, container.pieces(part), start, end, data)
    return texts


def _date_styles(container: Container, part: str) -> tuple[bool, ...]:
    """Return for each style of cells whether it shows a date."""
    formats: dict[int, str] = BUILTIN_FORMATS | dict.fromkeys(EAST_ASIAN_DATES, "yyyy-mm-dd")
    used: list[int] = []
    open_elements: list[str] = []

    def start(name: str, attributes: Mapping[str, str]) -> None:
        open_elements.append(name)
        if name == "numFmt":
            formats[_whole(attributes.get("numFmtId"))] = attributes.get("formatCode", "")
        # Named styles have xf elements too, which cells do not count.
        elif name == "xf" and "cellXfs" in open_elements:
            used.append(_whole(attributes.get("numFmtId")))

    def end(_: str) -> None:
        open_elements.pop()

    parse(part, container.pieces(part), start, end)
    return tuple(is_date_format(formats.get(each, "General")) for each in used)


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0  # noqa: PLR2004


def _has_macro_type(container: Container) -> bool:
    found: list[str] = []

    def start(_: str, attributes: Mapping[str, str]) -> None:
        kind = attributes.get("ContentType", "").lower()
        if any(mark in kind for mark in MACRO_TYPES):
            found.append(kind)

    parse(CONTENT_TYPES, container.pieces(CONTENT_TYPES), start)
    # With the part itself the container has said it already.
    return bool(found) and not any("vbaproject" in part for part in container.parts)
