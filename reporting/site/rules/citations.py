"""Provisions named in words, as findings and worked examples name them, by their keys."""

import re
from collections.abc import Iterator

CITED = re.compile(
    r"([0-9]+/CMA\.[0-9]+)(?:,? annex ?([IVX]*))?"
    r"(?:, (?:paras?\. ((?:[0-9]+(?:\([a-z]+\))*(?:, | and )?|(?:\([a-z]+\))+(?:, | and )?)+)"
    r"|(table 4)|(changes)))?"
)
PARAGRAPH = re.compile(r"([0-9]*)((?:\([a-z]+\))*)")
LOOSE = re.compile(r"\b(?:paras?\.|paragraphs?) ((?:[0-9]+(?:\([a-z]+\))*(?:, | and | to )?)+)")
GUIDANCE = "2/CMA.3/annex"


def cited(words: str) -> Iterator[str]:
    """Yield the keys of what is cited, such as ``2/CMA.3 annex, para. 1(d) and (f)``."""
    for found in CITED.finditer(words):
        decision, annex, paragraphs, _table, changes = found.groups()
        place = f"{decision}/annex" + (f"-{annex}" if annex else "")
        if changes:
            yield f"{decision}/authorization-changes"
        elif paragraphs:
            yield from _each(place, paragraphs)
        else:
            yield place


def cited_loosely(words: str) -> Iterator[str]:
    """Yield the keys of paragraphs of the guidance, cited as ``paragraphs 7(a)(i) and 8``."""
    for found in LOOSE.finditer(words):
        yield from _each(GUIDANCE, found[1])


def _each(place: str, paragraphs: str) -> Iterator[str]:
    number = ""
    for item in re.split(r", | and | to ", paragraphs):
        found = PARAGRAPH.fullmatch(item.strip())
        if found and item.strip():
            number = found[1] or number
            yield f"{place}/{number}{found[2]}"
