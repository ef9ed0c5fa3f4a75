"""What a descriptor and a Table Schema must be: their shape, and what we ask beyond it.

Frictionless stops with a traceback at some shapes, so they are looked at first.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import PurePosixPath
from typing import Any

from reporting.packages import frictionless_adapter, rules
from reporting.packages.files import Descriptor
from reporting.packages.model import CANONICAL, Field, Schema

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
            yield from (f"field {number}: {fault}" for fault in _field_shape_faults(each))
    if "primaryKey" in schema and not _is_names(schema["primaryKey"]):
        yield "primaryKey is no name or list of names"
    if not _is_list_of(schema.get("uniqueKeys", []), _is_names):
        yield "uniqueKeys is no list of lists of names"
    if not _is_list_of(schema.get("foreignKeys", []), _is_foreign_key):
        yield "foreignKeys is no list of objects with fields and a reference of texts"
    if not isinstance(schema.get("rules", []), list):
        yield "rules is no list"
    if not _is_list_of(schema.get("dated", []), _is_text):
        yield "dated is no list of names"
    if not _is_list_of(schema.get("missingValues", []), _is_text):
        yield "missingValues is no list of texts"


def _null_faults(value: object, name: str = "the schema") -> Iterator[str]:
    """Yield each null: what is not known is left out."""
    if value is None:
        yield f"{name} is null; leave it out"
    inner = value.items() if isinstance(value, dict) else ()
    for key, each in enumerate(value) if isinstance(value, list) else inner:
        yield from _null_faults(each, str(key) if isinstance(value, dict) else f"an item of {name}")


def _field_shape_faults(field: Json) -> Iterator[str]:
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


PROFILES = "https://datapackage.org/profiles/2.0/"
NAME = re.compile(r"[a-z0-9][a-z0-9_-]*")
LETTERS_OF_A_NAME = "lower-case letters, digits, - and _"
LISTS = ("licenses", "sources", "contributors")
FORM = {"format": "csv", "encoding": "utf-8"}
DIALECT = {"delimiter": ","}  # of published tables: some readers guess where it is not stated
BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")


def package_faults(descriptor: Descriptor) -> Iterator[str]:
    """Yield what is wrong with a package descriptor, beyond what frictionless says."""
    if not is_name(descriptor.get("name")):
        yield f'"name" is missing or not of {LETTERS_OF_A_NAME}'
    yield from _profile_faults(descriptor)
    resources = descriptor.get("resources")
    for number, each in enumerate(resources if isinstance(resources, list) else (), start=1):
        fault = resource_fault(each) if isinstance(each, dict) else "it is no object"
        if fault:
            name = each.get("name") if isinstance(each, dict) else None
            yield f"resource {number} ({name}): {fault}" if name else f"resource {number}: {fault}"


def is_name(value: object) -> bool:
    """Tell whether a package or table may be called so: names become addresses and file names."""
    return isinstance(value, str) and bool(NAME.fullmatch(value))


def resource_fault(resource: Descriptor) -> str:
    """Return why a resource cannot be one table in one file of the package; nothing if it can."""
    name, path, schema = (resource.get(each) for each in ("name", "path", "schema"))
    if not is_name(name):
        return f'"name" is missing or not of {LETTERS_OF_A_NAME}'
    if not isinstance(path, str) or not path:
        return '"path" is missing or no text'
    if not _is_inside(path):
        return f'the path "{path}" leads out of the package'
    if isinstance(schema, str) and not _is_inside(schema):
        return f'the path "{schema}" leads out of the package'
    return next(chain(_form_faults(resource), _profile_faults(resource)), "")


def _form_faults(resource: Descriptor) -> Iterator[str]:
    """Yield a form of file other than ours, which every other tool would believe."""
    for name, form in FORM.items():
        stated = resource.get(name, form)
        if str(stated).lower() != form:
            yield f'"{name}" is {stated!r}; tables are {form}'
    if resource.get("dialect") not in (None, {}, DIALECT):
        yield '"dialect" is none of ours: tables have commas and a header'


def _is_inside(path: str) -> bool:
    parts = PurePosixPath(path)
    is_plain = path.isprintable() and not set(path) & set(":\\~")
    return is_plain and not parts.is_absolute() and ".." not in parts.parts


def _profile_faults(descriptor: Mapping[str, Any]) -> Iterator[str]:
    """Yield a profile other than 2.0, which would have to be fetched, and lists that are none.

    Frictionless stops with a traceback at a list of sources or licences that is no list.
    """
    for name in LISTS:
        listed = descriptor.get(name, [])
        if not isinstance(listed, list) or not all(isinstance(each, dict) for each in listed):
            yield f'"{name}" is no list of objects'
    if "profile" in descriptor:
        yield '"profile" belongs to version 1; write "$schema"'
    stated = descriptor.get("$schema")
    if stated is not None and not str(stated).startswith(PROFILES):
        yield f'"$schema" is not a profile of {PROFILES}'


def read_schema(written: Descriptor, table: str) -> tuple[Schema | None, list[str]]:
    """Read a Table Schema, or return what is wrong with it."""
    faults = [
        *_profile_faults(written),
        *shape_faults(written),
    ] or frictionless_adapter.schema_faults(written)
    if faults:
        return None, faults
    schema = Schema.from_descriptor(written, table=table)
    faults = [*_schema_faults(schema), *rules.faults(schema)]
    return (None if faults else schema), faults


def _schema_faults(schema: Schema) -> Iterator[str]:
    """Yield what the fields and keys of a schema say that cannot be checked."""
    for key in schema.unique_keys:
        for name in key:
            if name not in schema.names:
                yield f'unique key names "{name}", which is no field'
    for name in schema.dated:
        table = name.rpartition(".")[0]
        if not table and name not in schema.names:
            yield f'dated names "{name}", which is no field'
        if table and table not in {each.table for each in schema.foreign_keys}:
            yield f'dated names "{name}", and no foreign key leads there'
    for field in schema.fields:
        yield from (f'"{field.name}" {fault}' for fault in _field_faults(field))


def _field_faults(field: Field) -> Iterator[str]:
    if field.type not in CANONICAL:
        yield f"is of type {field.type}; known are {', '.join(CANONICAL)}"
        return
    if field.type != "string" and field.format != "default":
        yield f"has the format {field.format}; values of type {field.type} have one form only"
    yield from _bound_faults(field)
    pattern = field.constraints.get("pattern")
    if pattern is not None:
        try:
            re.compile(f"^(?:{pattern})$")
        except re.error as error:
            yield f"has a pattern that is no regular expression: {error}"
    values = [each.value for each in field.categories]
    if len(set(values)) < len(values):
        yield "has categories that name a value twice"
    enum = field.constraints.get("enum")
    if values and enum is not None and {str(each) for each in enum} != set(values):
        yield "has categories and an enum that differ"


def _bound_faults(field: Field) -> Iterator[str]:
    for name in BOUNDS:
        if name in field.constraints:
            bound = str(field.constraints[name])
            if not CANONICAL[field.type](bound):
                yield f"has a {name} that is no value of type {field.type}: {bound}"
