"""Markdown for a comment on a forge: texts and values in which nothing has a meaning of its own."""

import re
from collections.abc import Iterator, Sequence

from reporting.packages.csv_text import shown
from reporting.renderers.findings import COLON, PLACES, ReportedFinding, said

LONGEST = 60_000  # characters: a forge takes 65,536 in a comment
LENGTH = 400  # characters of a sentence of a finding
MARKS = re.compile(r"([\\`*_{}\[\]<>()#+!|~&-])")


def code(text: str) -> str:
    """Return a text as code, however many back quotes it has: it calls nobody and links nothing."""
    longest = max(map(len, re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    room = " " if text[:1] in {"`", " "} or text[-1:] in {"`", " "} else ""
    return f"{fence}{room}{text}{room}{fence}"


def plain(text: str) -> str:
    """Return a text in which no character is a mark, and after which nobody is called."""
    return uncalled(MARKS.sub(r"\\\1", text))


def uncalled(text: str) -> str:
    """Return a text in which an @ calls nobody."""
    return text.replace("@", "@<!-- -->")


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a table; its cells are Markdown, in which a bar is escaped."""
    yield f"| {' | '.join(heads)} |"
    yield f"|{' --- |' * len(heads)}"
    yield from (f"| {' | '.join(row)} |" for row in rows)


def finding_lines(name: str, found: ReportedFinding, language: str) -> Iterator[str]:
    """Yield a finding as an item of a list, with what was expected, found, and is to be done.

    Args:
        name: The table or file it is about.
        found: The finding.
        language: The language.
    """
    finding = found.finding
    where = f"{code(name)} {plain(found.where)}" if name else plain(found.where)
    title = plain(finding.words(language).title)
    yield f"- {where}{COLON[language]}{title} ({code(finding.code)})"
    for each, sentence in said(found, language):
        yield f"  - {each}{COLON[language]}{plain(shown(sentence, LENGTH))}"
    if found.others:
        places = [*found.others[:PLACES], *(["…"] if len(found.others) > PLACES else [])]
        yield f"  - {found.also(language)}{COLON[language]}{plain('; '.join(places))}"


def within(text: str, longest: int, ending: str) -> str:
    """Return a text that is no longer than may be: whole lines of it, then how it ends."""
    if len(text) <= longest:
        return text
    kept = text[: max(0, longest - len(ending) - 2)]
    return f"{kept[: kept.rfind(chr(10)) + 1]}\n{ending}\n"
