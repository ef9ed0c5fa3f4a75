"""What the findings of the catalogue cite, as keys of the table of provisions."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
CATALOGUE = ROOT / "reporting" / "catalogue"
PROSE = re.compile(
    r"([0-9]+/CMA\.[0-9]+)(?: annex ?([IV]*))?, (?:paras?\. ([^;]+)|tables? |(changes))"
)
WHOLE_ANNEX = re.compile(r"([0-9]+/CMA\.[0-9]+) annex ?([IV]*)(?=;|$)")
ITEM = re.compile(r"([0-9]*)((?:\([a-z]+\))*)")
WITHOUT_NUMBER = {  # what the checks go by, where the number of the paragraph is not known to us
    "4/CMA.6/authorization-content": "4/CMA.6/annex-II",
    "4/CMA.6/first-transfer-specification": "2/CMA.3/annex/2(b)",
    "4/CMA.6/inconsistencies": "2/CMA.3/annex/33",
}


@cache
def findings() -> dict[str, set[str]]:
    """Return the provisions that each finding cites, by its code."""
    entries = {
        code: entry
        for path in sorted(CATALOGUE.glob("*.toml"))
        for code, entry in tomllib.loads(path.read_text(encoding="utf-8")).items()
    }
    return {code: set(_in_prose(entry.get("provision", ""))) for code, entry in entries.items()}


def with_what_contains_it(key: str) -> set[str]:
    """Return a paragraph and those that contain it: 20(a) and 20."""
    outer = re.sub(r"\([a-z]+\)$", "", key)
    return {key} | (with_what_contains_it(outer) if outer != key else set())


def codes_of(module: str) -> set[str]:
    """Return the code of the finding that a check's file makes; of any, if it is no check."""
    path = Path(module)
    return {path.stem} if path.parent.name == "checks" else {*findings()}


def _in_prose(words: str) -> Iterator[str]:
    """Yield the keys of what is cited in words, such as ``2/CMA.3 annex, para. 1(d) and (f)``."""
    for decision, annex, paragraphs, changes in PROSE.findall(words):
        place = f"{decision}/annex" + (f"-{annex}" if annex else "")
        if changes:
            yield f"{decision}/authorization-changes"
        number = ""
        for item in re.split(r", | and ", paragraphs) if paragraphs else ():
            found = ITEM.fullmatch(item)
            assert found, words
            number = found[1] or number
            yield f"{place}/{number}{found[2]}"
        if not paragraphs and not changes:
            yield place
    for decision, annex in WHOLE_ANNEX.findall(words):
        yield f"{decision}/annex" + (f"-{annex}" if annex else "")
