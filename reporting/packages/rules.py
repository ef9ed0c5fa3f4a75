"""What the rows of a table owe each other, as the schema's ``rules`` state it.

A rule looks at one row (`row_rules`, `pointer_rules`) or gathers rows and answers at the end
(`group_rules`). A cell that is empty, or no value of its type, breaks no rule: unknown is allowed,
and wrong types are found elsewhere.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import MISSING, Field, fields
from typing import Any, get_origin

from reporting.packages.group_rules import ExactlyOne, NoCycle, SidesAddUp
from reporting.packages.model import NUMERIC, Schema
from reporting.packages.neighbour_rules import (
    After,
    Magnitude,
    NamesItself,
    NoMoreThan,
    NoOverlap,
    OneIdentifier,
    Outlier,
    SameThere,
)
from reporting.packages.pointer_rules import Fits, KeyOfKind, PointsTo
from reporting.packages.row_rules import (
    AddsUp,
    BlockLength,
    CountryPrefix,
    Happened,
    InOrder,
    Joined,
    Needs,
    OneOf,
    Rule,
    Within,
)

KINDS: Mapping[str, Callable[..., Rule]] = {
    "in-order": InOrder,
    "happened": Happened,
    "within": Within,
    "adds-up": AddsUp,
    "block-length": BlockLength,
    "country-prefix": CountryPrefix,
    "joined": Joined,
    "needs": Needs,
    "one-of": OneOf,
    "sides-add-up": SidesAddUp,
    "exactly-one": ExactlyOne,
    "points-to": PointsTo,
    "no-cycle": NoCycle,
    "after": After,
    "at-most": NoMoreThan,
    "same-there": SameThere,
    "magnitude": Magnitude,
    "names-itself": NamesItself,
    "one-identifier": OneIdentifier,
    "no-overlap": NoOverlap,
    "outlier": Outlier,
    "fits": Fits,
    "key-of-kind": KeyOfKind,
}
ELSEWHERE = {  # arguments that name no field of the table itself
    "whole": {"sides-add-up", "at-most"},
    "resource": {"sides-add-up", "after", "at-most", "magnitude"},
    "date": {"after"},
    "yearly": {"magnitude"},
    "resources": {"same-there"},
    "common": {"same-there"},
    "values": {"fits"},
    "tables": {"key-of-kind"},
}
OF_NUMBERS = {
    "within": ("part", "whole"),
    "adds-up": ("parts", "whole"),
    "sides-add-up": ("field",),
    "at-most": ("field",),
    "magnitude": ("field",),
    "outlier": ("field",),
}
TWO = 2
OF_TWO = {
    "same-there": ("keys", "resources"),
    "magnitude": ("period",),
    "no-overlap": ("period",),
}
OF_DATES = {
    "after": ("field",),
    "happened": ("fields", "by"),
    "magnitude": ("period",),
    "no-overlap": ("period",),
}
OF_INTEGERS = {"block-length": ("first", "last", "quantity")}
OF_BOOLEANS = {"exactly-one": ("field",), "points-to": ("when",)}


def rules_of(schema: Schema, columns: Collection[str]) -> tuple[Rule, ...]:
    """Return fresh rules of a schema, ready to read one file that has these columns."""
    return tuple(
        KINDS[rule["rule"]](**_arguments(rule))
        for rule in schema.rules
        if all(name in columns for _, name in _named(rule))
    )


def faults(schema: Schema) -> Iterator[str]:
    """Yield what is wrong with the rules as a schema states them."""
    stated: tuple[object, ...] = schema.rules
    for rule in stated:
        if not isinstance(rule, Mapping) or not _is_known(rule.get("rule")):
            yield f"there is no rule of the kind {rule!r}; known are {', '.join(KINDS)}"
            continue
        found = tuple(_argument_faults(rule)) or tuple(_field_faults(rule, schema))
        yield from (f'rule "{rule["rule"]}" {fault}' for fault in found)


def _is_known(kind: object) -> bool:
    return isinstance(kind, str) and kind in KINDS


def _arguments(rule: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in rule.items() if name != "rule"}


def _argument_faults(rule: Mapping[str, Any]) -> Iterator[str]:
    """Yield the arguments that are missing, unknown or of the wrong kind."""
    kind: Any = KINDS[rule["rule"]]
    known = {each.name: each for each in fields(kind) if not each.name.startswith("_")}
    stated = _arguments(rule)
    for name, each in known.items():
        if name not in stated and each.default is MISSING:
            yield f'lacks "{name}"'
    for name, value in stated.items():
        if name not in known:
            yield f'does not know "{name}"'
        elif not _is_of_kind(known[name], value):
            yield f'does not understand {value!r} as "{name}"'
        elif name in OF_TWO.get(rule["rule"], ()) and len(value) != TWO:
            yield f'needs two names as "{name}"'


def _is_of_kind(argument: "Field[Any]", value: object) -> bool:
    """Tell whether a value of JSON is of the kind a rule annotates."""
    if get_origin(argument.type) is list:
        return _is_texts(value) and bool(value)
    if get_origin(argument.type) is Mapping:
        return isinstance(value, dict) and all(map(_is_texts, value.values()))
    return isinstance(value, bool if argument.type is bool else str)


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _field_faults(rule: Mapping[str, Any], schema: Schema) -> Iterator[str]:
    """Yield the fields that are not there, or cannot be compared."""
    kind = rule["rule"]
    types = {each.name: each.type for each in schema.fields}
    named = tuple(_named(rule))
    for _, name in named:
        if name not in types:
            yield f'names "{name}", which is no field'
            return
    for kinds, allowed in (
        (OF_NUMBERS, NUMERIC),
        (OF_INTEGERS, {"integer"}),
        (OF_BOOLEANS, {"boolean"}),
        (OF_DATES, {"date"}),
    ):
        for argument, name in named:
            if argument in kinds.get(kind, ()) and types[name] not in allowed:
                yield f'needs "{name}" to be of type {" or ".join(sorted(allowed))}'
    if kind == "in-order" and len({types[name] for _, name in named}) > 1:
        yield "compares fields of different types"


def _named(rule: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    """Yield each argument that names fields of this table, with each of them."""
    for argument, value in _arguments(rule).items():
        if argument in {"sides", "only"} or rule["rule"] in ELSEWHERE.get(argument, ()):
            continue
        yield from ((argument, name) for name in ([value] if isinstance(value, str) else value))
