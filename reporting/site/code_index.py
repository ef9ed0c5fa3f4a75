"""Where the rulebook carries out a provision: the functions and classes that cite it."""

import inspect
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from reporting import accounting
from reporting.accounting.settings import provisions_of

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


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedRule:
    """A function or class that cites provisions.

    Attributes:
        module: Its module.
        name: Its name, with that of its class.
        sentence: What it says of itself.
    """

    module: str
    name: str
    sentence: str


def rules() -> Mapping[str, tuple[CitedRule, ...]]:
    """Return the rules by the key of each provision that they cite, in the order of the code."""
    found: dict[str, list[CitedRule]] = {}
    for each in sorted(iter_modules(accounting.__path__), key=lambda module: module.name):
        module = import_module(f"{accounting.__name__}.{each.name}")
        for name, rule in _members(module):
            sentence = (inspect.getdoc(rule) or "").partition("\n")[0]
            said = CitedRule(module=module.__name__, name=name, sentence=sentence)
            for provision in provisions_of(rule):
                found.setdefault(provision, []).append(said)
    return {provision: tuple(several) for provision, several in found.items()}


def _members(module: ModuleType) -> Iterator[tuple[str, object]]:
    for name, member in vars(module).items():
        if getattr(member, "__module__", "") != module.__name__ or name.startswith("_"):
            continue
        yield name, member
        if inspect.isclass(member):
            for own, value in vars(member).items():
                rule = value.fget if isinstance(value, property) else value
                if inspect.isfunction(rule):
                    yield f"{name}.{own}", rule
