"""The parts of a workbook that are edited where they lie: its sheets, and its styles.

The tree is lxml's: it keeps declarations of namespaces that are named in attributes alone, without
which Excel calls a file damaged.
"""

import re
import zipfile
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.cell import column_index_from_string, get_column_letter
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, to_excel

from reporting.renderers.sheets import DATES
from reporting.renderers.xlsx import LONGEST_TEXT, Stored, legal

Element = Any  # lxml has no types
BOOK, RELATIONS, STYLES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"
STYLES_KIND = "/styles"
RELATION_ID = re.compile(r"\{.*/relationships\}id$")
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0d\x0e-\x1f]")
ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
# Numbers of formats below are the standard's own.
FIRST_OWN_FORMAT = 164
HEADED = (1, 2, 3)


class TemplateError(ValueError):
    """The file cannot be filled, and why."""


@dataclass(slots=True, kw_only=True)
class SheetPart:
    """A sheet whose cells are written.

    Attributes:
        root: Its tree.
        dated: Returns the style that shows dates and is else as another.
        is_1904: Whether its days count from 1904.
        rows: Its rows by number.
    """

    root: Element
    dated: Callable[[str], str]
    is_1904: bool
    rows: dict[int, Element] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Number the rows."""
        for row in self._data:
            number = row.get("r")
            if number is None or any(cell.get("r") is None for cell in row):
                msg = "its cells do not say where they stand; save it once with a spreadsheet"
                raise TemplateError(msg)
            self.rows[int(number)] = row

    @property
    def namespace(self) -> str:
        """Before the names of its elements."""
        return f"{{{etree.QName(self.root).namespace}}}"

    @property
    def _data(self) -> Element:
        return self.root.find(f"{self.namespace}sheetData")

    def cell(self, row: int, column: int) -> Element | None:
        """Return a cell, if there is one."""
        name = f"{get_column_letter(column)}{row}"
        found = self.rows.get(row)
        return (
            next((each for each in found if each.get("r") == name), None)
            if found is not None
            else None
        )

    def text(self, row: int, column: int) -> bool:
        """Tell whether a cell holds something."""
        found = self.cell(row, column)
        return found is not None and len(found) > 0

    def clear(self, row: int, column: int) -> None:
        """Empty a cell; its style stays.

        Raises:
            TemplateError: It is a formula, which other parts of the file name.
        """
        found = self.cell(row, column)
        if found is None:
            return
        if found.find(f"{self.namespace}f") is not None:
            msg = f"{found.get('r')} holds a formula; replace it by its value"
            raise TemplateError(msg)
        for child in [*found]:
            found.remove(child)
        found.attrib.pop("t", None)

    def write(self, row: int, column: int, value: Stored, style: str | None = None) -> None:
        """Write a cell; one that was not there gets a style."""
        self.clear(row, column)
        if value is None or value == "":
            return
        cell = self.cell(row, column)
        if cell is None:
            cell = self._added(row, column, style)
        if isinstance(value, date):
            epoch = CALENDAR_MAC_1904 if self.is_1904 else CALENDAR_WINDOWS_1900
            cell.set("s", self.dated(cell.get("s", "0")))
            self._number(cell, str(int(to_excel(value, epoch))))
        elif isinstance(value, Decimal):
            self._number(cell, f"{value:f}")
        else:
            self._text(cell, value)

    def mark(self, text: str) -> None:
        """Write what a reader must heed into the gutter above the table, where it is free."""
        free = next((row for row in HEADED if not self.text(row, 1)), None)
        if free:
            self.write(free, 1, text)

    def _number(self, cell: Element, digits: str) -> None:
        etree.SubElement(cell, f"{self.namespace}v").text = digits

    def _text(self, cell: Element, text: str) -> None:
        if len(text.encode("utf-16-le")) // 2 > LONGEST_TEXT:
            msg = f"a text for {cell.get('r')} is longer than the {LONGEST_TEXT:,} of a cell"
            raise TemplateError(msg)
        cell.set("t", "inlineStr")
        holder = etree.SubElement(cell, f"{self.namespace}is")
        written = etree.SubElement(holder, f"{self.namespace}t")
        escaped = ESCAPE.sub("_x005F_", legal(text))
        written.text = CONTROL.sub(lambda found: f"_x{ord(found[0]):04X}_", escaped)
        written.set(SPACE, "preserve")

    def _added(self, row: int, column: int, style: str | None) -> Element:
        """Add a cell in its place."""
        if row not in self.rows:
            added = etree.Element(f"{self.namespace}row", r=str(row))
            self._data.insert(sum(number < row for number in self.rows), added)
            self.rows[row] = added
        parent = self.rows[row]
        # A hint at the columns used, which would no longer be right.
        parent.attrib.pop("spans", None)
        cell = etree.Element(f"{self.namespace}c", r=f"{get_column_letter(column)}{row}")
        if style:
            cell.set("s", style)
        parent.insert(sum(_column(each) < column for each in parent), cell)
        return cell

    def as_bytes(self) -> bytes:
        """Return the part."""
        dimension = self.root.find(f"{self.namespace}dimension")
        if dimension is not None and self.rows:
            dimension.set("ref", self._extent())
        written: bytes = etree.tostring(
            self.root, xml_declaration=True, encoding="UTF-8", standalone=True
        )
        return written

    def _extent(self) -> str:
        filled = [(number, [*map(_column, row)]) for number, row in self.rows.items() if len(row)]
        if not filled:
            return "A1"
        across = [at for _, several in filled for at in several]
        first, last = (get_column_letter(each) for each in (min(across), max(across)))
        down = [number for number, _ in filled]
        return f"{first}{min(down)}:{last}{max(down)}"


def _column(cell: Element) -> int:
    return int(column_index_from_string(str(cell.get("r")).rstrip("0123456789")))


@dataclass(slots=True, kw_only=True)
class WorkbookParts:
    """The parts of a workbook that are edited.

    Attributes:
        parts: The file.
        named: The part of each sheet.
        is_1904: Whether days count from 1904.
        styles_part: The part with the styles.
        styles: Its tree.
        sheets: The sheets that were written, by part.
        is_restyled: Whether a style was added.
    """

    parts: zipfile.ZipFile
    named: Mapping[str, str]
    is_1904: bool
    styles_part: str
    styles: Element
    sheets: dict[str, SheetPart] = field(default_factory=dict)
    is_restyled: bool = False

    @classmethod
    def from_parts(cls, parts: zipfile.ZipFile) -> "WorkbookParts":
        """Read which part each sheet is, and the styles.

        Raises:
            TemplateError: The parts have other names than spreadsheets give them.
        """
        if not {BOOK, RELATIONS} <= {*parts.namelist()}:
            msg = f"there is no part {BOOK}; save it once with a spreadsheet"
            raise TemplateError(msg)
        book, relations = (_tree(parts.read(each)) for each in (BOOK, RELATIONS))
        leads = {each.get("Id"): each for each in relations}
        named = {}
        for each in book.iter("{*}sheet"):
            key = next(text for name, text in each.items() if RELATION_ID.search(name))
            named[each.get("name")] = _target(leads[key].get("Target"))
        of_styles = (
            _target(each.get("Target"))
            for each in relations
            if each.get("Type", "").endswith(STYLES_KIND)
        )
        part = next(of_styles, STYLES)
        is_1904 = any(each.get("date1904") in {"1", "true"} for each in book.iter("{*}workbookPr"))
        return cls(
            parts=parts,
            named=named,
            is_1904=is_1904,
            styles_part=part,
            styles=_tree(parts.read(part)),
        )

    def sheet(self, name: str) -> SheetPart:
        """Return a sheet."""
        part = self.named[name]
        if part not in self.sheets:
            self.sheets[part] = SheetPart(
                root=_tree(self.parts.read(part)), dated=self.dated, is_1904=self.is_1904
            )
        return self.sheets[part]

    def changed(self) -> Mapping[str, bytes]:
        """Return the parts that are no longer as they were."""
        changed = {part: page.as_bytes() for part, page in self.sheets.items()}
        if self.is_restyled:
            changed[self.styles_part] = etree.tostring(
                self.styles, xml_declaration=True, encoding="UTF-8", standalone=True
            )
        return changed

    def _is_date_style(self, style: str) -> bool:
        """Tell whether a style shows dates."""
        number = int(self._looks()[int(style)].get("numFmtId", "0"))
        code = self._formats().get(number) or BUILTIN_FORMATS.get(number, "General")
        return bool(is_date_format(code))

    def dated(self, style: str) -> str:
        """Return a style that shows dates and is else as another; added if there is none."""
        if self._is_date_style(style):
            return style
        looks = self._looks()
        wanted = deepcopy(looks[int(style)])
        wanted.set("numFmtId", str(self._format()))
        wanted.set("applyNumberFormat", "1")
        for number, each in enumerate(looks):
            if etree.tostring(each) == etree.tostring(wanted):
                return str(number)
        looks.append(wanted)
        looks.set("count", str(len(looks)))
        self.is_restyled = True
        return str(len(looks) - 1)

    def _looks(self) -> Element:
        return self.styles.find("{*}cellXfs")

    def _formats(self) -> dict[int, str]:
        every = self.styles.iter("{*}numFmt")
        return {int(each.get("numFmtId")): each.get("formatCode") for each in every}

    def _format(self) -> int:
        """Return the number of the format of days; added if there is none."""
        formats = self._formats()
        known = next((number for number, code in formats.items() if code == DATES), None)
        if known is not None:
            return known
        number = max([FIRST_OWN_FORMAT - 1, *formats]) + 1
        holder = self.styles.find("{*}numFmts")
        namespace = f"{{{etree.QName(self.styles).namespace}}}"
        if holder is None:
            holder = etree.Element(f"{namespace}numFmts", count="0")
            self.styles.insert(0, holder)
        etree.SubElement(holder, f"{namespace}numFmt", numFmtId=str(number), formatCode=DATES)
        holder.set("count", str(len(holder)))
        return number


def _target(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _tree(content: bytes) -> Element:
    # No workbook needs entities, and open_workbook has refused one that has them.
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return etree.fromstring(content, parser)
