"""Patterns of schemas, matched in a time that grows with the text and not by its powers.

Python tries every way in which repeats can share a text: ``(a+)+`` against forty letters never
ends. A pattern that repeats a group, or more than one thing, is therefore matched by RE2, as Arrow
has it, which reads a text once. What RE2 cannot read (a look ahead, a reference back) such a
pattern cannot use.
"""

import re
from collections.abc import Iterable

import pyarrow as pa
import pyarrow.compute as pc

REPEAT = re.compile(r"[*+]|,\}")
REPEATED_GROUP = re.compile(r"\)[*+{]")


def is_bounded(pattern: str) -> bool:
    """Tell whether Python matches a pattern in bounded time: no group and but one thing repeats."""
    return not REPEATED_GROUP.search(pattern) and len(REPEAT.findall(pattern)) <= 1


def fault(pattern: str) -> str:
    """Return why a pattern cannot be used; nothing if it can."""
    try:
        re.compile(f"^(?:{pattern})$")
    except (re.error, OverflowError, RecursionError) as error:
        return f"has a pattern that is no regular expression: {error}"
    try:
        matched(pattern, ("",))
    except pa.ArrowInvalid:
        return f"has a pattern that might be matched without end (RE2 does not read it): {pattern}"
    return ""


def matched(pattern: str, texts: Iterable[str]) -> list[bool]:
    """Return which texts are of the form of a pattern as a whole."""
    if is_bounded(pattern):
        is_met = re.compile(f"(?:{pattern})").fullmatch
        return [is_met(each) is not None for each in texts]
    column = pa.array(texts, pa.string())
    found: list[bool] = pc.match_substring_regex(column, rf"\A(?:{pattern})\z").to_pylist()
    return found
