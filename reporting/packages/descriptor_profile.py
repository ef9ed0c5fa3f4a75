"""The shape of a Table Schema as JSON: what kind of thing each property is.

Frictionless stops with a traceback at some of these, so they are looked at first.
"""

from collections.abc import Iterator, Mapping
from typing import Any

Json = Mapping[str, Any]

TEXTS = ("type", "format", "title", "title@ja", "description", "description@ja", "unit", "mandate")
FORMS = (
    *("missingValues", "trueValues", "falseValues"),
    *("bareNumber", "decimalChar", "groupChar", "floatNumber"),
)


def shape_faults(schema: Json) -> Iterator[str]:
    """Yield each property that is not the kind of thing it should be."""
    yield from _null_faults(schema)
    fields = schema.get("fields")
    if not isinstance(fields, list) or not all(isinstance(each, dict) for each in fields):
        yield f"fields is no list of objects: {fields!r}"
    else:
        for number, each in enumerate(fields, start=1):
            yield from (f"field {number}: {fault}" for fault in _field_faults(each))
    if "primaryKey" in schema and not _is_names(schema["primaryKey"]):
        yield "primaryKey is no name or list of names"
    if not _is_list_of(schema.get("uniqueKeys", []), _is_names):
        yield "uniqueKeys is no list of lists of names"
    if not _is_list_of(schema.get("foreignKeys", []), _is_foreign_key):
        yield "foreignKeys is no list of objects with fields and a reference of texts"
    if not isinstance(schema.get("rules", []), list):
        yield "rules is no list"
    if not _is_list_of(schema.get("missingValues", []), _is_text):
        yield "missingValues is no list of texts"


def _null_faults(value: object, name: str = "the schema") -> Iterator[str]:
    """Yield each null: what is not known is left out."""
    if value is None:
        yield f"{name} is null; leave it out"
    inner = value.items() if isinstance(value, dict) else ()
    for key, each in enumerate(value) if isinstance(value, list) else inner:
        yield from _null_faults(each, str(key) if isinstance(value, dict) else f"an item of {name}")


def _field_faults(field: Json) -> Iterator[str]:
    name = field.get("name")
    if not isinstance(name, str) or not name or not name.isprintable():
        yield "name is missing or no text that can be seen"
    for each in TEXTS:
        if not isinstance(field.get(each, ""), str | None):
            yield f"{each} is no text"
    yield from (
        f"{each} is not used here: values have one form only" for each in FORMS if each in field
    )
    constraints = field.get("constraints", {})
    if not isinstance(constraints, dict):
        yield "constraints is no object"
    elif not isinstance(constraints.get("enum", []), list):
        yield "enum is no list"
    elif not _is_text(constraints.get("pattern", "")):
        yield "pattern is no text"
    if not _is_list_of(field.get("categories", []), _is_category):
        yield f"categories of {name!r} is no list of values with labels"


def _is_list_of(value: object, test: Any) -> bool:  # noqa: ANN401 - a test of one thing
    return isinstance(value, list) and all(map(test, value))


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_names(value: object) -> bool:
    return isinstance(value, str) or (_is_list_of(value, _is_text) and bool(value))


def _is_category(value: object) -> bool:
    scalar = value.get("value") if isinstance(value, dict) else value
    return isinstance(scalar, str | int)


def _is_foreign_key(value: object) -> bool:
    if not isinstance(value, dict) or not isinstance(value.get("reference"), dict):
        return False
    reference = value["reference"]
    return (
        _is_names(value.get("fields"))
        and _is_names(reference.get("fields"))
        and _is_text(reference.get("resource", ""))
        and _is_text(reference.get("package", ""))
    )
