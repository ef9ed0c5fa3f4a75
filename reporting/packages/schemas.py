"""What a descriptor and a Table Schema must be: their shape, and what we ask beyond it.

Frictionless stops with a traceback at some shapes, so they are looked at first: ``shape_faults``
and ``package_shape_faults`` yield what breaks the standard, whoever publishes. What our own
packages owe beyond it, their house profile, stands apart: ``house_faults`` and those of a schema.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import chain
from pathlib import PurePosixPath
from typing import Any

from reporting.packages import frictionless_adapter, patterns, rules
from reporting.packages.files import Descriptor
from reporting.packages.model import CANONICAL, NUMERIC, Field, Schema
from reporting.packages.other_forms import PROFILES, REMOTE
from reporting.packages.snapshots import snapshot_faults

Json = Mapping[str, Any]

TEXTS = ("type", "format", "title", "title@ja", "description", "description@ja", "unit", "mandate")
LISTS_OF_A_FIELD = ("missingValues", "trueValues", "falseValues")
FORMS = (*LISTS_OF_A_FIELD, "bareNumber", "decimalChar", "groupChar", "floatNumber")


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemaFaults:
    """What is wrong with a Table Schema.

    Attributes:
        standard: What breaks the standard.
        house: What the standard allows and our house profile does not.
    """

    standard: tuple[str, ...] = ()
    house: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything is wrong."""
        return bool(self.standard or self.house)


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
    if not _is_list_of(schema.get("missingValues", []), _is_missing_value):
        yield "missingValues is no list of texts, or of values with labels"


def house_shape_faults(schema: Json) -> Iterator[str]:
    """Yield what of a schema that keeps the standard has a form that ours do not use."""
    if not isinstance(schema.get("rules", []), list):
        yield "rules is no list"
    if not _is_list_of(schema.get("dated", []), _is_text):
        yield "dated is no list of names"
    if not _is_list_of(schema.get("missingValues", []), _is_text):
        yield "missingValues is no list of texts"
    for number, field in enumerate(schema["fields"], start=1):
        yield from (
            f"field {number}: {each} is not used here: values have one form only"
            for each in FORMS
            if each in field
        )


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
    for each in LISTS_OF_A_FIELD:
        if not _is_list_of(field.get(each, []), _is_missing_value):
            yield f"{each} is no list of texts"
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


def _is_missing_value(value: object) -> bool:
    text = value.get("value") if isinstance(value, dict) else value
    return isinstance(text, str)


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


# Names become folders and addresses: Windows keeps some for devices, and no path is endless.
NAME = re.compile(r"(?!(?:con|prn|aux|nul|(?:com|lpt)[0-9])$)[a-z0-9][a-z0-9_-]{0,99}")
LETTERS_OF_A_NAME = "up to 100 lower-case letters, digits, - and _ (none that Windows keeps: con)"
LISTS = ("licenses", "sources", "contributors")
FORM = {"format": "csv", "encoding": "utf-8"}
DIALECT = {"delimiter": ","}  # of published tables: some readers guess where it is not stated
BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")


def package_shape_faults(descriptor: Descriptor) -> Iterator[str]:
    """Yield what in a package descriptor breaks the standard in ways frictionless stops at."""
    yield from _list_faults(descriptor)
    resources = descriptor.get("resources")
    for number, each in enumerate(resources if isinstance(resources, list) else (), start=1):
        fault = resource_shape_fault(each) if isinstance(each, dict) else "it is no object"
        if fault:
            yield _of_resource(number, each, fault)


def _of_resource(number: int, resource: object, fault: str) -> str:
    name = resource.get("name") if isinstance(resource, dict) else None
    return f"resource {number} ({name}): {fault}" if name else f"resource {number}: {fault}"


def house_faults(descriptor: Descriptor) -> Iterator[str]:
    """Yield what a package descriptor of ours owes beyond the standard."""
    if not is_name(descriptor.get("name")):
        yield f'"name" is missing or not of {LETTERS_OF_A_NAME}'
    yield from _profile_faults(descriptor)
    yield from snapshot_faults(descriptor)
    resources = descriptor.get("resources")
    for number, each in enumerate(resources if isinstance(resources, list) else (), start=1):
        fault = house_fault_of_resource(each) if isinstance(each, dict) else ""
        if fault:
            yield _of_resource(number, each, fault)


def is_name(value: object) -> bool:
    """Tell whether a package or table may be called so: names become addresses and file names."""
    return isinstance(value, str) and bool(NAME.fullmatch(value))


def resource_shape_fault(resource: Descriptor) -> str:
    """Return how a resource breaks the standard in ways frictionless stops at; nothing if not."""
    name, path, schema = (resource.get(each) for each in ("name", "path", "schema"))
    if not isinstance(name, str) or not name:
        return '"name" is missing or no text'
    paths = path if isinstance(path, list) else [path]
    if "data" not in resource and not (paths and all(isinstance(each, str) for each in paths)):
        return '"path" is missing or no text'
    for each in (*paths, schema):
        if isinstance(each, str) and not _is_address(each) and not _is_inside(each):
            return f'the path "{each}" leads out of the package'
    if not isinstance(resource.get("hash", ""), str):
        return f'"hash" is no text: {resource["hash"]!r}'
    return next(_list_faults(resource), "")


def house_fault_of_resource(resource: Descriptor) -> str:
    """Return why a resource cannot be one table in one file of ours; nothing if it can."""
    name, path, schema = (resource.get(each) for each in ("name", "path", "schema"))
    if not is_name(name):
        return f'"name" is missing or not of {LETTERS_OF_A_NAME}'
    if not isinstance(path, str) or not path:
        return '"path" is missing or no text'
    for each in (path, schema):
        if isinstance(each, str) and _is_address(each):
            return f'the path "{each}" leads out of the package'
    return next(chain(_form_faults(resource), _profile_faults(resource)), "")


def _form_faults(resource: Descriptor) -> Iterator[str]:
    """Yield a form of file other than ours, which every other tool would believe."""
    for name, form in FORM.items():
        stated = resource.get(name, form)
        if str(stated).lower() != form:
            yield f'"{name}" is {stated!r}; tables are {form}'
    if resource.get("dialect") not in (None, {}, DIALECT):
        yield '"dialect" is none of ours: tables have commas and a header'


def _is_address(path: str) -> bool:
    return REMOTE in path


def _is_inside(path: str) -> bool:
    parts = PurePosixPath(path)
    is_plain = bool(path) and path.isprintable() and not set(path) & set(":\\~")
    return is_plain and not parts.is_absolute() and ".." not in parts.parts


def _list_faults(descriptor: Mapping[str, Any]) -> Iterator[str]:
    """Yield lists and texts that are none: frictionless stops with a traceback at them."""
    for name in ("$schema", "profile", "encoding", "format"):
        if not isinstance(descriptor.get(name, ""), str):
            yield f'"{name}" is no text: {descriptor[name]!r}'
    for name in LISTS:
        listed = descriptor.get(name, [])
        if not isinstance(listed, list) or not all(isinstance(each, dict) for each in listed):
            yield f'"{name}" is no list of objects'


def _profile_faults(descriptor: Mapping[str, Any]) -> Iterator[str]:
    """Yield a profile other than 2.0, which would have to be fetched."""
    if "profile" in descriptor:
        yield '"profile" belongs to version 1; write "$schema"'
    stated = descriptor.get("$schema")
    if stated is not None and not str(stated).startswith(PROFILES):
        yield f'"$schema" is not a profile of {PROFILES}'


def read_schema(
    written: Descriptor, table: str, *, is_ours: bool = True
) -> tuple[Schema | None, SchemaFaults]:
    """Read a Table Schema, or return what is wrong with it.

    Args:
        written: The schema as written.
        table: Name of the table.
        is_ours: Whether it keeps our house profile, and not the standard alone.
    """
    faults = tuple(shape_faults(written))
    if faults:
        return None, SchemaFaults(standard=faults)
    if is_ours:
        house = (*_profile_faults(written), *house_shape_faults(written))
        if house:
            return None, SchemaFaults(house=house)
    faults = tuple(frictionless_adapter.schema_faults(written))
    if faults:
        return None, SchemaFaults(standard=faults)
    schema = Schema.from_descriptor(written, table=table)
    told = SchemaFaults(
        standard=tuple(_schema_faults(schema)),
        house=(*_house_schema_faults(schema), *rules.faults(schema)) if is_ours else (),
    )
    return (None if told else schema), told


def _schema_faults(schema: Schema) -> Iterator[str]:
    """Yield what the keys and constraints of a schema say that cannot be checked."""
    for key in schema.unique_keys:
        for name in key:
            if name not in schema.names:
                yield f'unique key names "{name}", which is no field'
    for field in schema.fields:
        yield from (f'"{field.name}" {fault}' for fault in _field_faults(field))


def _field_faults(field: Field) -> Iterator[str]:
    pattern = field.constraints.get("pattern")
    if pattern is not None and (fault := patterns.fault(pattern)):
        yield fault
    for name in BOUNDS:
        bound = str(field.constraints.get(name, 0))
        if field.type in NUMERIC and not _is_number(bound):
            yield f"has a {name} that is no value of type {field.type}: {bound}"
    values = [each.value for each in field.categories]
    if len(set(values)) < len(values):
        yield "has categories that name a value twice"
    enum = field.constraints.get("enum")
    if values and enum is not None and not {str(each) for each in enum} <= set(values):
        yield "has categories and an enum that differ"


def _is_number(text: str) -> bool:
    with suppress(InvalidOperation):
        return Decimal(text).is_finite()
    return False


def _house_schema_faults(schema: Schema) -> Iterator[str]:
    """Yield what a schema says that our house profile has no use for."""
    for name in schema.dated:
        table = name.rpartition(".")[0]
        if not table and name not in schema.names:
            yield f'dated names "{name}", which is no field'
        if table and table not in {each.table for each in schema.foreign_keys}:
            yield f'dated names "{name}", and no foreign key leads there'
    for field in schema.fields:
        yield from (f'"{field.name}" {fault}' for fault in _house_field_faults(field))


def _house_field_faults(field: Field) -> Iterator[str]:
    if field.type not in CANONICAL:
        yield f"is of type {field.type}; known are {', '.join(CANONICAL)}"
        return
    if field.type != "string" and field.format != "default":
        yield f"has the format {field.format}; values of type {field.type} have one form only"
    for name in BOUNDS:
        if name in field.constraints:
            bound = str(field.constraints[name])
            is_told = field.type in NUMERIC and not _is_number(bound)
            if not CANONICAL[field.type](bound) and not is_told:
                yield f"has a {name} that is no value of type {field.type}: {bound}"
    values = [each.value for each in field.categories]
    enum = field.constraints.get("enum")
    if values and enum is not None and {str(each) for each in enum} < set(values):
        yield "has categories and an enum that differ"
