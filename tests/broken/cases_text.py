"""Cells with something in them that the eye passes over."""

from tests.broken.case import Case
from tests.broken.edits import cell


def holder(name: str, text: str, code: str, *words: str) -> Case:
    """Return a wrong name in the last row of blocks."""
    edit = cell("blocks", 4, "holder", text)
    return Case(name=name, edit=edit, code=code, at="record/blocks:4 holder", words=words)


def identifier(name: str, text: str, code: str, *words: str) -> Case:
    """Return a wrong identifier in a field with a pattern that nothing points to."""
    edit = cell("blocks", 4, "block_id", text)
    return Case(name=name, edit=edit, code=code, at="record/blocks:4 block_id", words=words)


def partner(name: str, text: str, code: str, *words: str) -> Case:
    """Return a wrong country in a field that points to another package."""
    edit = cell("projects", 5, "partner", text)
    return Case(name=name, edit=edit, code=code, at="record/projects:5 partner", words=words)


CASES = (
    # spaces
    holder("space at the end", "Mining ", "cell-space", "'Mining '"),
    holder("space at the start", " Mining", "cell-space", "Delete the space"),
    holder("space doubled", "Tsetsens  Mining", "cell-space", "doubled"),
    holder("no-break space", "Tsetsens\u00a0Mining", "cell-space", "<U+00A0>"),
    holder("ideographic space at the end", "三菱\u3000", "cell-space", "<U+3000>"),
    holder("tab within a name", "Tsetsens\tMining", "cell-hidden-character", "<U+0009>"),
    identifier("space after an identifier", "B3 ", "cell-space"),
    partner("space after a foreign key", "VNM ", "cell-space"),
    # what cannot be seen
    holder("line break in a cell", "Tsetsens\nMining", "cell-hidden-character", "<U+000A>"),
    holder("zero-width space", "Tsetsens\u200bMining", "cell-hidden-character", "<U+200B>"),
    holder("byte order mark within", "Tset\ufeffsens", "cell-hidden-character", "<U+FEFF>"),
    holder("right-to-left override", "abc\u202edef", "cell-hidden-character", "<U+202E>"),
    holder("bidi isolate", "abc\u2067def\u2069", "cell-hidden-character", "<U+2067>"),
    holder("soft hyphen", "Tset\u00adsens", "cell-hidden-character", "<U+00AD>"),
    holder("escape sequence", "\x1b[31mred", "cell-hidden-character", "<U+001B>"),
    holder("separator of units", "Tset\x1fsens", "cell-hidden-character", "<U+001F>"),
    *(
        holder(f"invisible {letter:04X}", f"Tset{chr(letter)}sens", "cell-hidden-character")
        for letter in (
            *(0x034F, 0x115F, 0x17B4, 0x180B, 0x3164, 0xFDD0, 0xFE00, 0xFE0F, 0xFFA0, 0xFFF9),
            *(0xFFFF, 0x1D173, 0x1FFFE, 0xE0001, 0xE0100, 0x10FFFF),
        )
    ),
    identifier("zero-width joiner in an identifier", "B\u200d3", "cell-hidden-character"),
    # leftovers
    holder("HTML entity", "Smith &amp; Sons", "cell-markup", "'Smith &amp; Sons'"),
    holder("numeric entity", "Smith &#38; Sons", "cell-markup"),
    holder("HTML tag", "Tsetsens<br>Mining", "cell-markup", "delete the tags"),
    holder("script", "<script>alert(1)</script>", "cell-markup"),
    holder("UTF-8 read as Latin-1", "MinistÃ¨re", "cell-mojibake", "'MinistÃ¨re'"),
    holder("quotation mark read wrongly", "l’Environ".replace("’", "â€™"), "cell-mojibake"),
    holder("replacement character", "Minist\ufffdre", "cell-mojibake"),
    # letters
    holder("accent apart", "Ministe\u0300re", "cell-not-composed", "(U+0300)", "NFC"),
    holder("Cyrillic letter in a Latin word", "Tsets\u0435ns", "cell-look-alike", "(U+0435)"),
    holder("Greek letter in a Latin word", "\u03a4setsens", "cell-look-alike", "(U+03A4)"),
    identifier("Cyrillic letter in an identifier", "\u04123", "cell-pattern", "'В3'"),
    identifier("full-width identifier", "Ｂ3", "cell-look-alike", "(U+FF22)"),
    partner("Cyrillic letter in a foreign key", "VN\u041c", "cell-look-alike", "(U+041C)"),
    # what a spreadsheet leaves
    holder("error of a spreadsheet", "#REF!", "cell-error-value", "'#REF!'", "jcm export"),
    holder("column too narrow for a value", "########", "cell-error-value"),
    holder("number shortened in a text", "1.23457E+19", "cell-rounded", "'1.23457E+19'"),
    # formulas
    holder("formula", '=HYPERLINK("http://x")', "cell-formula", "spreadsheet"),
    holder("formula with at sign", "@SUM(1)", "cell-formula"),
    holder("dash before a name", "-Tsetsens", "cell-formula", "'-Tsetsens'"),
    holder("plus before a name", "+Tsetsens", "cell-formula"),
    holder("dash before a sum", "-2+3+cmd|' /C calc'!A0", "cell-formula"),
    holder("full-width equals sign", "＝1+1", "cell-formula"),
)
