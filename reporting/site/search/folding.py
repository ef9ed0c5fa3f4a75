"""When two spellings are one: ``fold`` here and in ``theme/static/folding.js``.

Both are held to the same list of cases, ``tests/site/folding.json``.
"""

import re
import unicodedata

# Marks that NFD sets apart of Latin letters; those of kana stand elsewhere and stay.
MARKS = re.compile("[\u0300-\u036f]")
APOSTROPHES = re.compile("['\u2018\u2019\u02bb\u02bc`\u00b4]")
# A hyphen, an underscore, a middle dot or a slash parts words as a blank does.
BLANKS = re.compile("[-_/\u2010-\u2015\u2212\u00b7\u30fb\\s]+")
HIRAGANA = re.compile("[\u3041-\u3096]")
TO_KATAKANA = 0x60
# Of identifiers: JCM-MN003 and MN003 are one.
PREFIX = re.compile("(^| )jcm (?=[a-z]{2} ?(?:am ?)?[0-9]{3})")


def fold(text: str) -> str:
    """Return a text as search, index and filters compare it.

    One form for widths and compositions, no accents or apostrophes, small letters by Unicode's
    rules and not by those of the reader's language, katakana for hiragana, one blank for what
    parts words, no "JCM-" before an identifier.
    """
    plain = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text))
    plain = unicodedata.normalize("NFC", MARKS.sub("", plain))
    plain = APOSTROPHES.sub("", plain).lower()
    plain = HIRAGANA.sub(lambda found: chr(ord(found[0]) + TO_KATAKANA), plain)
    return PREFIX.sub(r"\1", BLANKS.sub(" ", plain).strip())
