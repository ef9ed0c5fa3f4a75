"""Where the rulebook carries out a provision: the functions and classes that cite it."""

import inspect
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from reporting import accounting
from reporting.accounting.citation import provisions_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A function or class that cites provisions.

    Attributes:
        module: Its module.
        name: Its name, with that of its class.
        sentence: What it says of itself.
    """

    module: str
    name: str
    sentence: str


def rules() -> Mapping[str, tuple[Rule, ...]]:
    """Return the rules by the key of each provision that they cite, in the order of the code."""
    found: dict[str, list[Rule]] = {}
    for each in sorted(iter_modules(accounting.__path__), key=lambda module: module.name):
        module = import_module(f"{accounting.__name__}.{each.name}")
        for name, rule in _members(module):
            sentence = (inspect.getdoc(rule) or "").partition("\n")[0]
            said = Rule(module=module.__name__, name=name, sentence=sentence)
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
