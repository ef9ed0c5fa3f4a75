"""Write the font that charts are drawn with: ``python -m tests.fonts.make FONT``.

FONT is ``NotoSansCJK-Regular.ttc`` of Debian's fonts-noto-cjk (SIL Open Font License 1.1). The
subset is committed with its licence; this is how it came about, and how it is made again. It has
the characters of ASCII, kana, punctuation and the first level of JIS X 0208, and what our texts
and names print beyond them.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTCollection

ROOT = Path(__file__).parents[2]
FONTS = ROOT / "theme" / "fonts"
FONT = FONTS / "jcm-charts.otf"
CHARACTERS = FONTS / "characters.txt"
NAME = "JCM Charts"
FACE = "Noto Sans CJK JP"
TEXTS = (
    ROOT / "reporting" / "messages" / "ja.po",
    ROOT / "data" / "jcm" / "partners.csv",
    ROOT / "data" / "nomenclature" / "countries.csv",
)
FIRST_ROW, LAST_ROW, CELLS = 1, 47, 94
DRAWINGS = range(6, 9)  # Greek, Cyrillic and lines to draw with: no text of ours has them


def characters() -> str:
    """Return every character that the font must have, in order."""
    found = {chr(each) for each in range(32, 127)} | set(_of_jis())
    for path in TEXTS:
        found |= {each for each in path.read_text(encoding="utf-8") if each.isprintable()}
    return "".join(sorted(found))


def _of_jis() -> Iterator[str]:
    """Yield the characters of the rows of JIS X 0208 up to the end of its first level."""
    for row in range(FIRST_ROW, LAST_ROW + 1):
        for cell in range(1, CELLS + 1):
            if row not in DRAWINGS:
                yield from bytes((row + 0xA0, cell + 0xA0)).decode("euc_jp", "ignore")


def make(source: str) -> None:
    """Write the subset of a font, and the list of its characters."""
    collection = TTCollection(source)
    font = next(each for each in collection.fonts if each["name"].getDebugName(1) == FACE)
    known = font.getBestCmap()
    text = "".join(each for each in characters() if ord(each) in known)
    options = subset.Options(layout_features=[], hinting=False, notdef_outline=True)
    options.recalc_timestamp = False
    options.name_IDs = ["*"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=text)
    subsetter.subset(font)
    for name in font["name"].names:
        if name.nameID in {1, 16}:
            name.string = NAME
        if name.nameID in {4, 6}:
            name.string = NAME.replace(" ", "")
    FONTS.mkdir(exist_ok=True)
    font.recalcTimestamp = False
    font.save(FONT)
    CHARACTERS.write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    make(sys.argv[1])
