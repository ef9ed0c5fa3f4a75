"""What a cell must be beyond its type: one way to write a value, and nothing hidden in it.

Frictionless reads ` 12`, `1_000`, `٣` and `TRUE`, and does not look at spaces, look-alike letters or
leftovers of a web page. Other programs read them differently, so the record has none of them.
"""

import re
import unicodedata
from collections.abc import Iterator

from reporting.findings import Finding, Place
from reporting.packages.model import Field, Schema

CANONICAL = {
    "integer": re.compile(r"-?(?:0|[1-9][0-9]*)"),
    "number": re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?"),
    "date": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    "boolean": re.compile(r"true|false"),
    "year": re.compile(r"[0-9]{4}"),
}
END = "\x1f"  # the unit separator: stands between the cells of a joined row
SUSPECT = re.compile(
    rf"(?:^|{END})[\s=+@-]|\s(?:{END}|$)|\s\s|[\x00-\x1e\x7f]|[^\x00-\x7f]|&[#a-zA-Z]|<[a-zA-Z/!]"
)
SPACE = re.compile(r"^\s|\s$|[^\S\u3000]{2}|\u3000{2}|[\u00a0\u202f\u2007]")
HIDDEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
MARKUP = re.compile(r"&(?:[a-zA-Z][a-zA-Z0-9]+|#[0-9]+|#x[0-9a-fA-F]+);|</?[a-zA-Z][^<>]*>|<!--")
MOJIBAKE = re.compile(r"\ufffd|[ÃÂ][\u0080-\u00bf]|â€|ã[\u0080-\u00bf]")
FORMULA = re.compile(r"[=+@]|-(?![0-9])")
WORD = re.compile(r"[^\W\d_]+")
FULL_WIDTH = re.compile(r"[\uff01-\uff5e]")


class CellChecks:
    """The checks of the cells of one table.

    Rows whose joined cells hold nothing suspect, which is nearly all rows, cost one search.
    """

    def __init__(self, schema: Schema, place: Place) -> None:
        """Prepare the checks for the fields of a schema."""
        self.place = place
        self.fields = {each.name: each for each in schema.fields}
        self.typed = tuple(
            (each.name, CANONICAL[each.type].fullmatch)
            for each in schema.fields
            if each.type in CANONICAL
        )
        pointing = {name for key in schema.foreign_keys for name in key.fields}
        self.identifiers = {
            each.name
            for each in schema.fields
            if each.name in {*schema.primary_key, *pointing}
            or {"pattern", "enum"} & set(each.constraints)
        }
        self.missing = schema.missing_values

    def findings(self, number: int, cells: dict[str, str]) -> Iterator[Finding]:
        """Yield what is wrong with the cells of one row."""
        faulty: set[str] = set()
        if SUSPECT.search(END.join(cells.values())):
            for name, cell in cells.items():
                field = self.fields.get(name)
                if field is None or cell in self.missing:
                    continue
                code = self._text_fault(field, cell)
                if code:
                    faulty.add(name)
                    yield self._finding(code, number, name, cell)
        for name, is_canonical in self.typed:
            cell = cells.get(name, "")
            if cell not in self.missing and name not in faulty and not is_canonical(cell):
                yield self._finding("cell-not-canonical", number, name, cell)

    def _text_fault(self, field: Field, cell: str) -> str:
        """Return the code of the first fault in the text of a cell, or nothing."""
        if SPACE.search(cell):
            return "cell-space"
        if HIDDEN.search(cell):
            return "cell-hidden-character"
        if MARKUP.search(cell):
            return "cell-markup"
        if MOJIBAKE.search(cell):
            return "cell-mojibake"
        if not unicodedata.is_normalized("NFC", cell):
            return "cell-not-composed"
        if field.type == "string" and FORMULA.match(cell):
            return "cell-formula"
        if field.name in self.identifiers and FULL_WIDTH.search(cell):
            return "cell-look-alike"
        return "cell-look-alike" if any(map(_mixes_scripts, WORD.findall(cell))) else ""

    def _finding(self, code: str, number: int, name: str, cell: str) -> Finding:
        place = Place(
            package=self.place.package, table=self.place.table, row=number, field=name
        )
        values = {"value": cell, "shown": _shown(cell), "type": self.fields[name].type}
        return Finding(code=code, place=place, values=values)


def _mixes_scripts(word: str) -> bool:
    """Tell whether one word mixes Latin with Greek or Cyrillic letters."""
    if word.isascii():
        return False
    scripts = {unicodedata.name(letter, "").partition(" ")[0] for letter in word}
    return "LATIN" in scripts and bool(scripts & {"CYRILLIC", "GREEK"})


def _shown(cell: str) -> str:
    """Write a cell so that what cannot be seen can be seen."""
    seen = (
        letter if letter.isascii() and letter.isprintable() else f"{letter} (U+{ord(letter):04X})"
        if letter.isprintable() and not letter.isspace()
        else f"<U+{ord(letter):04X}>"
        for letter in cell
    )
    return "".join(seen)
