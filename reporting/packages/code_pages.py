"""What bytes say that may not be UTF-8: in the encoding that is declared, or without doubt.

Nothing in a file tells one page of 256 letters from another, so an encoding that nobody declares is
certain only where every reading that makes words says the same.
"""

import codecs
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from reporting.packages.csv_text import shown

UTF_8 = "UTF-8"
WITH_MARK = {
    codecs.BOM_UTF8: ("utf-8-sig", "UTF-8 BOM"),
    codecs.BOM_UTF16_LE: ("utf-16", "UTF-16"),
    codecs.BOM_UTF16_BE: ("utf-16", "UTF-16"),
}
READ = {"cp932": "Shift_JIS", "cp1252": "Windows-1252"}
OF_TWO_BYTES = {"cp932": "Shift_JIS", "euc_jp": "EUC-JP"}
# The pages of spreadsheets in Europe: western, central, Cyrillic, Greek, Turkish, Baltic.
OF_ONE_BYTE = {
    f"cp{number}": f"Windows-{number}" for number in (1252, 1250, 1251, 1253, 1254, 1257)
}
DECLARED_AS = {  # what a descriptor may say, as Python's codecs call it
    "utf-8": "utf-8",
    "shift_jis": "cp932",  # as a spreadsheet saves it: with the letters of Windows
    "cp932": "cp932",
    "cp1252": "cp1252",
    "iso8859-1": "cp1252",  # as every browser reads it
    "utf-16": "utf-16",
}
WITHIN = "\u00a0’–—…·"  # what stands between words that no space parts
MARKS = f"{WITHIN}‘“”„‚«»‹›•°º´¿¡§©®™±µ×¢£€¥ª¹²³¼½¾"  # and before or behind one
WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uff01-\uff60]+")
KANA = re.compile("[\u3041-\u30ff]")
HALF_WIDTH = re.compile("[\uff61-\uff9f]")
BY_SMALL_LETTERS = re.compile("[a-z][\u3040-\u30ff\u3400-\u9fff]|[\u3040-\u30ff\u3400-\u9fff][a-z]")
LETTERS = re.compile("[^\x00-@[-`{-\x7f]+")
PRIVATE = re.compile("[\ue000-\uf8ff]")
NO_LETTERS = "\u0192\u02c6\u02dc"  # of Windows-1252: a florin, and accents without a letter
CELL = re.compile(rb'[^\x00-\x1f,;"]+')  # none of these is a byte of another letter


@dataclass(frozen=True, slots=True, kw_only=True)
class DecodedText:
    """A text, and the encoding it was read in.

    Attributes:
        text: The text, without byte order mark.
        encoding: Name of the encoding as people write it.
    """

    text: str
    encoding: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtfulText:
    """Bytes that say one thing in one encoding and another in the next.

    Attributes:
        line: The first line that differs.
        readings: What a cell of it says, by the name of the encoding.
    """

    line: int
    readings: Mapping[str, str]


def codec_of(declared: str) -> str:
    """Return the codec that a declared encoding means; nothing where it is none that is read."""
    try:
        return DECLARED_AS.get(codecs.lookup(declared).name, "")
    except (LookupError, ValueError):  # the latter of a null byte
        return ""


def decoded(content: bytes, codec: str = "utf-8") -> DecodedText | DoubtfulText | None:
    """Return what bytes say; None where no reading makes words.

    Args:
        content: The bytes of a file.
        codec: The codec that somebody declares, one of `DECLARED_AS`.
    """
    for mark, (of_mark, name) in WITH_MARK.items():
        if content.startswith(mark):
            text = _read(content, of_mark)
            if text is None or "\x00" in text:
                return None
            return DecodedText(text=text, encoding=name)
    if b"\x00" in content:
        return None
    text = _read(content, "utf-8")
    if text is not None:  # whatever is declared: no other text happens to be UTF-8
        return DecodedText(text=text, encoding=UTF_8)
    if codec in READ:
        declared = _read(content, codec)
        return None if declared is None else DecodedText(text=declared, encoding=READ[codec])
    return _certain(content)


def _certain(content: bytes) -> DecodedText | DoubtfulText | None:
    """Return what bytes say in the pages that are read, if no other page makes other words."""
    found = {codec: text for codec in OF_TWO_BYTES if (text := _of_two_bytes(content, codec))}
    found |= {codec: text for codec in OF_ONE_BYTE if (text := _of_one_byte(content, codec))}
    read = [codec for codec in READ if codec in found]
    if not read:
        return None
    text = found[read[0]]
    other = next((codec for codec, each in found.items() if each != text), "")
    if other:
        names = OF_TWO_BYTES | OF_ONE_BYTE
        return _doubtful(content, {names[each]: each for each in (read[0], other)})
    return DecodedText(text=text, encoding=READ[read[0]])


def _read(content: bytes, codec: str) -> str | None:
    try:
        return content.decode(codec)
    except UnicodeDecodeError:
        return None


def _of_two_bytes(content: bytes, codec: str) -> str:
    """Return a reading in Japanese if it makes words; else nothing.

    Letters of one page in a European word look like Chinese characters between small letters, and
    like half-width kana.
    """
    text = _read(content, codec)
    if text is None or PRIVATE.search(text) or (HALF_WIDTH.search(text) and not WIDE.search(text)):
        return ""
    makes_words = KANA.search(text) or not BY_SMALL_LETTERS.search(text)
    return text if makes_words else ""


def _of_one_byte(content: bytes, codec: str) -> str:
    """Return a reading in a European page if it makes words; else nothing."""
    text = _read(content, codec)
    found = {each for each in LETTERS.findall(text or "") if not each.isascii()}
    words = {word for each in found for word in re.split(f"[{WITHIN}]", each)}
    return text if text is not None and all(map(_is_word, words)) else ""


def _is_word(letters: str) -> bool:
    """Tell whether letters make a word: all of one script, no capital after a small letter."""
    letters = letters.strip(MARKS)
    if not letters:
        return True
    if not letters.isalpha() or set(letters) & {*NO_LETTERS, *MARKS}:
        return False
    scripts = {unicodedata.name(each, "").partition(" ")[0] for each in letters}
    return len(scripts) == 1 and not any(
        one.islower() and two.isupper() and not (one.isascii() and two.isascii())
        for one, two in pairwise(letters)
    )


def _doubtful(content: bytes, codecs_by_name: Mapping[str, str]) -> DoubtfulText | DecodedText:
    """Return where two readings first differ."""
    for at, cell in _cells(content):
        readings = {
            name: shown(cell.decode(codec, "replace")) for name, codec in codecs_by_name.items()
        }
        if len({*readings.values()}) > 1:
            return DoubtfulText(line=content[:at].count(b"\n") + 1, readings=readings)
    name, codec = next(iter(codecs_by_name.items()))
    return DecodedText(text=content.decode(codec), encoding=name)


def _cells(content: bytes) -> Iterator[tuple[int, bytes]]:
    return ((each.start(), each[0]) for each in CELL.finditer(content) if not each[0].isascii())
