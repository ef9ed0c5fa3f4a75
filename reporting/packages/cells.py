"""What a cell must be beyond its type: one way to write a value, and nothing hidden in it.

Frictionless reads ` 12`, `1_000`, `٣` and `TRUE`, and does not look at spaces, look-alike letters
or leftovers of a web page. Other programs read them differently, so the record has none of them.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from reporting.findings import Finding, Place
from reporting.packages.csv_text import shown, spelt
from reporting.packages.model import CANONICAL, NUMERIC, Field, Schema, fits
from reporting.packages.row_rules import Cells, RowRule, RuleContext
from reporting.packages.stray_quotes import swallowed

OF_THE_TEXT = frozenset(
    {
        "quote-swallows",
        "cell-space",
        "cell-hidden-character",
        "cell-markup",
        "cell-mojibake",
        "cell-not-composed",
        "cell-error-value",
        "cell-rounded",
        "cell-formula",
        "cell-look-alike",
    }
)
OF_THE_RANGE = frozenset({"integer-too-large", "number-too-long"})

LETTERS = r"[!-%'-;=-~]"  # printable ASCII but for & and <, which a web page may have left
# No possessive repeats: Python 3.11.2, which Debian 12 has, lets a repeated group end within itself
# (a space at the end of a cell was plain); 3.11.7 does not.
PLAIN = {
    "string": rf"(?![=+@#-]|Err:|[0-9][0-9.,]*E[+-]){LETTERS}+(?: {LETTERS}+)*",
    "integer": r"-?[1-9][0-9]{0,17}|0",
    "number": r"-?[1-9][0-9]{0,17}(?:\.[0-9]{1,9})?|0(?:\.[0-9]{1,9})?",
    "date": r"[0-9]{4}-[0-9]{2}-[0-9]{2}",
    "boolean": "true|false",
    "year": r"[0-9]{4}",
}
END = "\x00"  # stands between the cells of a joined row; no file with a null byte comes this far
SPACE = re.compile(r"^\s|\s$|[^\S\u3000]{2}|\u3000{2}|[\u00a0\u202f\u2007]")
EDGE = re.compile(r"^\s|\s$|\s{2}")
# What Unicode calls control (Cc), line and paragraph separator (Zl, Zp), default ignorable
# (DerivedCoreProperties.txt of Unicode 16), interlinear annotation, or no character at all.
HIDDEN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    r"\u2028-\u202e\u2060-\u206f\u3164\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe"
    r"\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    + "".join(rf"\U{plane:04x}fffe\U{plane:04x}ffff" for plane in range(1, 17))
    + "]"
)
# Khmer, Thai and their like, Arabic and Persian, and the scripts of India and Sri Lanka spell with
# joiners; Mongolian and Han letters and emoji choose a form. Beside these they are no leftovers.
SPELLING = re.compile(
    r"(?<=[\u0600-\u07ff\u0900-\u0eff\u1000-\u109f\u1780-\u17ff])[\u200b-\u200d]"
    r"|(?<=[\u1820-\u18aa])[\u180b-\u180f\u200c\u200d]"
    r"|(?<=[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003fffd])[\ufe00-\ufe02\U000e0100-\U000e01ef]"
    r"|(?<=[#*0-9\u00a9\u00ae\u203c-\u3299\U0001f000-\U0001faff])[\ufe0e\ufe0f]"
    r"|(?<=[\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])\u200d(?=[\u2190-\u2bff\U0001f000-\U0001faff])"
)
TAGS = (
    "a|abbr|address|b|big|blockquote|body|br|center|cite|code|dd|del|div|dl|dt|em|font|form|h[1-6]"
    "|head|hr|html|i|iframe|img|input|ins|li|link|meta|nobr|ol|option|p|pre|q|s|script|select"
    "|small|span|strike|strong|style|sub|sup|svg|table|tbody|td|tfoot|th|thead|title|tr|tt|u|ul"
)
ATTRIBUTES = r"(?:\s+[a-zA-Z-]+\s*=[^<>]*)?\s*/?"  # without "=" it may say: smaller, and greater
MARKUP = re.compile(
    r"&(?:[a-zA-Z][a-zA-Z0-9]+|#[0-9]+|#[xX][0-9a-fA-F]+);|<!--"
    rf"|</?(?:{TAGS}){ATTRIBUTES}>",
    re.IGNORECASE,
)
MOJIBAKE = re.compile(r"\ufffd|[ÃÂ][\u0080-\u00bf]|â€|ã[\u0080-\u00bf]")
# A lone dash is none, nor a telephone number.
FORMULA = re.compile(
    r"[=@\uff1d\uff20]|[+\uff0b](?![0-9][0-9 ().-]{5,}$)|[-\uff0d](?!$|[0-9]+(?:\.[0-9]+)?$)"
)
# What a spreadsheet shows where it cannot calculate, or has no room; how it shortens a number.
ERROR_VALUE = re.compile(
    r"#(?:(?:REF|VALUE|NULL|NUM|DIV/0|SPILL|CALC|NAME)[!?]|N/A|#{2,})|Err:[0-9]{3}"
)
ROUNDED = re.compile(r"-?[0-9](?:[.,][0-9]+)?E[+-][0-9]{2,3}")
WORD = re.compile(r"[^\W\d_]+")
# Greek letters that look like no Latin one: of a unit or a quantity, as in μW and ΔT.
OF_SYMBOLS = frozenset("ΓΔΘΛΞΠΣΦΨΩδεζηθλμξπσφψω")
FULL_WIDTH = re.compile(r"[\uff01-\uff5e]")


class CellChecks(RowRule):
    """The checks of the cells of one table.

    A row that is plain as a whole, as nearly every row is, costs one look at its joined text.
    """

    def __init__(self, schema: Schema, columns: Iterable[str]) -> None:
        """Prepare the checks for the columns of a file."""
        fields = {each.name: each for each in schema.fields}
        self.columns = tuple(fields.get(name) for name in columns)
        self.is_plain = re.compile(END.join(map(_plain_form, self.columns))).fullmatch
        pointing = {name for key in schema.foreign_keys for name in key.fields}
        self.identifiers = {
            each.name
            for each in schema.fields
            if each.name in {*schema.primary_key, *pointing}
            or {"pattern", "enum"} & set(each.constraints)
        }

    def findings(self, row: int, cells: Cells, setting: RuleContext) -> Iterator[Finding]:
        """Yield what is wrong with the cells of one row, at most one finding for a cell."""
        joined = END.join(cells.values())
        if self.is_plain(joined):
            return
        if "\n" in joined:
            found = swallowed_finding(row, list(cells.values()), self.columns, setting)
            if found:
                yield found
                return
        for field, cell in zip(self.columns, cells.values(), strict=True):
            code = self._fault(field, cell) if field and cell else ""
            if field and code:
                place = setting.place
                at = Place(package=place.package, table=place.table, row=row, field=field.name)
                values = {"value": shown(cell), "shown": spelt(cell), "type": field.type}
                yield Finding(code=code, place=at, values=values)

    def _fault(self, field: Field, cell: str) -> str:
        """Return the code of the first fault of a cell, or nothing."""
        is_numeric = field.type in NUMERIC
        is_canonical = bool(CANONICAL[field.type](cell))
        is_too_long = is_numeric and is_canonical and not fits(field.type, cell)
        tests = (
            ("cell-space", (EDGE if is_numeric else SPACE).search(cell)),
            ("cell-hidden-character", self._is_hidden_in(field, cell)),
            ("cell-markup", MARKUP.search(cell)),
            ("cell-mojibake", MOJIBAKE.search(cell)),
            ("cell-not-composed", not unicodedata.is_normalized("NFC", cell)),
            ("cell-error-value", ERROR_VALUE.fullmatch(cell)),
            ("cell-rounded", ROUNDED.fullmatch(cell)),
            ("cell-formula", field.type == "string" and FORMULA.match(cell)),
            ("cell-look-alike", field.type == "string" and self._looks_alike(field, cell)),
            ("cell-not-canonical", not is_canonical),
            ("integer-too-large", is_too_long and field.type == "integer"),
            ("number-too-long", is_too_long),
        )
        return next((code for code, is_faulty in tests if is_faulty), "")

    def _is_hidden_in(self, field: Field, cell: str) -> bool:
        spelt_out = cell if field.name in self.identifiers else SPELLING.sub("", cell)
        return bool(HIDDEN.search(spelt_out))

    def _looks_alike(self, field: Field, cell: str) -> bool:
        if field.name in self.identifiers and FULL_WIDTH.search(cell):
            return True
        return any(map(_mixes_scripts, WORD.findall(cell)))


def swallowed_finding(
    row: int, cells: Sequence[str], columns: Sequence[Field | None], setting: RuleContext
) -> Finding | None:
    """Return that a quotation mark of a row swallows rows; None if none does."""
    found = swallowed(cells, columns)
    if found is None:
        return None
    position, count = found
    field = columns[position]
    name = field.name if field else ""
    return setting.finding("quote-swallows", row, name, first=row, last=row + count, count=count)


def _plain_form(field: Field | None) -> str:
    """Return the pattern of the cells of a column that need no second look."""
    return f"(?:{PLAIN[field.type]})?" if field else f"[^{END}]*"


def _mixes_scripts(word: str) -> bool:
    """Tell whether one word mixes Latin with Greek or Cyrillic letters."""
    if word.isascii():
        return False
    letters = set(word) - OF_SYMBOLS
    scripts = {unicodedata.name(letter, "").partition(" ")[0] for letter in letters}
    return "LATIN" in scripts and bool(scripts & {"CYRILLIC", "GREEK"})
