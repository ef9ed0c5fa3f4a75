"""What the rows of a table owe each other, as the schema's ``rules`` state it.

A rule looks at one row (`row_rules`) or gathers rows and answers at the end (`group_rules`). A cell
that is empty, or no value of its type, breaks no rule: unknown is allowed, and wrong types are found
elsewhere.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import MISSING, fields
from typing import Any

from reporting.packages.group_rules import ExactlyOne, NoCycle, SidesAddUp
from reporting.packages.model import Schema
from reporting.packages.row_rules import (
    AddsUp,
    BlockLength,
    CountryPrefix,
    InOrder,
    Joined,
    Needs,
    PointsTo,
    Rule,
    Within,
)

KINDS: Mapping[str, Callable[..., Rule]] = {
    "in-order": InOrder,
    "within": Within,
    "adds-up": AddsUp,
    "block-length": BlockLength,
    "country-prefix": CountryPrefix,
    "joined": Joined,
    "needs": Needs,
    "sides-add-up": SidesAddUp,
    "exactly-one": ExactlyOne,
    "points-to": PointsTo,
    "no-cycle": NoCycle,
}
ELSEWHERE = {"whole": {"sides-add-up"}, "resource": {"sides-add-up"}}


def rules_of(schema: Schema) -> tuple[Rule, ...]:
    """Return fresh rules of a schema, ready to read one file."""
    return tuple(
        KINDS[rule["rule"]](**{name: value for name, value in rule.items() if name != "rule"})
        for rule in schema.rules
    )


def faults(schema: Schema) -> Iterator[str]:
    """Yield what is wrong with the rules as a schema states them."""
    for rule in schema.rules:
        if not isinstance(rule, Mapping) or rule.get("rule") not in KINDS:
            yield f"there is no rule of the kind {rule!r}; known are {', '.join(KINDS)}"
            continue
        name = rule["rule"]
        known = {each.name: each for each in fields(KINDS[name]) if each.name[0] != "_"}  # type: ignore[arg-type]
        required = {each.name for each in known.values() if each.default is MISSING}
        stated = set(rule) - {"rule"}
        for missing in sorted(required - stated):
            yield f'rule "{name}" lacks "{missing}"'
        for unknown in sorted(stated - set(known)):
            yield f'rule "{name}" does not know "{unknown}"'
        for argument in sorted(stated & set(known)):
            for each in _fields_named(name, argument, rule[argument]):
                if each not in schema.names:
                    yield f'rule "{name}" names "{each}", which is no field'


def _fields_named(rule: str, argument: str, value: Any) -> Iterable[str]:  # noqa: ANN401 - JSON
    """Return the fields of this table that an argument of a rule names."""
    if argument in {"sides", "only"} or rule in ELSEWHERE.get(argument, ()):
        return ()
    if isinstance(value, Mapping):
        return tuple(value)
    return tuple(value) if isinstance(value, list) else (str(value),)
