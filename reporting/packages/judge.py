"""Frictionless, our validator of record. The only module that imports it.

Its verdicts become our findings here: with the cell and the field each of them is about, in the
words of our catalogue, one finding for one mistake.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import frictionless

from reporting.findings import Finding, Place
from reporting.packages.model import ForeignKey, Schema
from reporting.packages.neighbours import Neighbours

NO_LIMIT = 10**9
LAST_ROW_OF_A_SPREADSHEET_DATE = 100_000

CONSTRAINTS = {
    "required": "cell-required",
    "enum": "cell-enum",
    "pattern": "cell-pattern",
    "minimum": "cell-minimum",
    "exclusiveMinimum": "cell-minimum",
    "maximum": "cell-maximum",
    "exclusiveMaximum": "cell-maximum",
    "minLength": "cell-length",
    "maxLength": "cell-length",
}
FORMS = {
    "integer": "a whole number such as 1234",
    "number": "a number such as 12.5",
    "date": "a date such as 2026-03-31",
    "boolean": "true or false",
    "year": "a year such as 2026",
}


def descriptor_faults(descriptor: Mapping[str, Any], folder: Path) -> list[str]:
    """Return what is wrong with a package descriptor; schemas are judged on their own."""
    resources = descriptor.get("resources")
    bare = dict(descriptor)
    if isinstance(resources, list):
        bare["resources"] = [
            {name: value for name, value in each.items() if name != "schema"}
            if isinstance(each, dict)
            else each
            for each in resources
        ]
    report = frictionless.Package.validate_descriptor(bare, basepath=str(folder))
    return list(dict.fromkeys(str(each.note) for each in report.errors))


def schema_faults(descriptor: Mapping[str, Any]) -> list[str]:
    """Return what is wrong with a Table Schema."""
    report = frictionless.Schema.validate_descriptor(json.loads(json.dumps(descriptor)))
    return list(dict.fromkeys(str(each.note) for each in report.errors))


def verdicts(
    schema: Schema, file: Path, *, place: Place, neighbours: Neighbours, by_name: bool
) -> Iterator[Finding]:
    """Yield frictionless's verdicts on the rows of a file, as our findings.

    Args:
        schema: What the file should be.
        file: A readable UTF-8 file that has a header.
        place: The package and table the findings are about.
        neighbours: The tables its foreign keys may point to.
        by_name: Match columns by their names, because their order is not the schema's.
    """
    name = place.table or "table"
    targets = {
        each.table
        for each in schema.foreign_keys
        if each.table != name and neighbours.can_follow(each, place)
    }
    resource = _resource(name, file, _followable(schema.descriptor, {*targets, name, ""}), by_name)
    others = [
        _resource(each.name, each.path, _followable(each.schema.descriptor, set()), by_name=True)
        for each in neighbours.of(place.package)
        if each.name in targets
    ]
    package = frictionless.Package(resources=[resource, *others])
    report = package.get_resource(resource.name).validate(limit_errors=NO_LIMIT)
    yield from _worded(report.tasks[0].errors, schema, place)


def _resource(
    name: str, file: Path, schema: dict[str, Any], by_name: bool  # noqa: FBT001 - read beside its use
) -> frictionless.Resource:
    if by_name:
        schema["fieldsMatch"] = "partial"
    return frictionless.Resource.from_descriptor(
        {
            "name": name,
            "type": "table",
            "path": file.name,
            "scheme": "file",
            "format": "csv",
            "encoding": "utf-8",
            "dialect": {"csv": {"delimiter": ","}},
            "schema": schema,
        },
        basepath=str(file.parent),
    )


def _followable(descriptor: Mapping[str, Any], targets: set[str]) -> dict[str, Any]:
    """Return a copy with only the foreign keys that frictionless can follow.

    It knows no keys to other packages, and stops at a table that is not there.
    """
    copy: dict[str, Any] = json.loads(json.dumps(descriptor))
    keys = copy.pop("foreignKeys", [])
    copy["foreignKeys"] = [
        each
        for each in keys
        if not each["reference"].get("package") and each["reference"].get("resource", "") in targets
    ]
    return copy


def _worded(errors: list[Any], schema: Schema, place: Place) -> Iterator[Finding]:
    """Word the errors of one table, one finding for one mistake."""
    blank = {each.row_number for each in errors if each.type == "blank-row"}
    width: dict[int, int] = {}
    for error in errors:
        if error.type in {"missing-cell", "extra-cell"}:
            width[error.row_number] = len(error.cells)
    unique = {
        (each.row_number, each.field_name) for each in errors if each.type == "unique-error"
    }
    told: set[int] = set()
    for error in errors:
        row = getattr(error, "row_number", 0)
        if row in width:
            if row not in told and error.type in {"missing-cell", "extra-cell"}:
                told.add(row)
                yield _ragged(row, width[row], schema, place)
            if error.type in {"missing-cell", "extra-cell"}:
                continue
        if error.type == "primary-key":
            key = schema.primary_key
            if row in blank or (len(key) == 1 and (row, key[0]) in unique):
                continue
        yield from _finding(error, schema, place)


def _ragged(row: int, cells: int, schema: Schema, place: Place) -> Finding:
    expected = len(schema.fields)
    return Finding(
        code="row-too-short" if cells < expected else "row-too-long",
        place=Place(package=place.package, table=place.table, row=row),
        values={"expected": str(expected), "found": str(cells)},
    )


def _finding(error: Any, schema: Schema, place: Place) -> Iterator[Finding]:  # noqa: ANN401 - frictionless has no types
    """Word one error."""
    row = getattr(error, "row_number", 0)
    name = getattr(error, "field_name", "")
    at = Place(package=place.package, table=place.table, row=row, field=name)
    match error.type:
        case "blank-row":
            yield Finding(code="row-blank", place=at)
        case "type-error":
            yield _of_type(str(error.cell), schema[name].type, at)
        case "constraint-error":
            yield _of_constraint(error, at)
        case "unique-error":
            yield Finding(
                code="unique-key-duplicate",
                place=at,
                values={"value": str(error.cell), "fields": name, "first": _number(error.note)},
            )
        case "primary-key":
            yield _of_primary_key(error, schema, at)
        case "foreign-key":
            yield _of_foreign_key(error, schema, at)
        case _ if error.type.endswith("-label") or error.type.endswith("-header"):
            return  # the header is compared on its own, before the rows
        case _:
            yield Finding(
                code="file-unreadable", place=at, values={"reason": str(error.note or error.type)}
            )


def _of_type(cell: str, type_name: str, at: Place) -> Finding:
    """Tell the usual mistakes of spreadsheets apart from other wrong cells."""
    plain = cell.replace(",", "").replace(" ", "").replace("\u00a0", "").replace("'", "")
    code = "cell-type"
    if type_name == "date" and cell.isdigit() and int(cell) < LAST_ROW_OF_A_SPREADSHEET_DATE:
        code = "date-serial-number"
    elif type_name == "date":
        code = "date-form"
    elif type_name in {"integer", "number"} and plain != cell and _is_number(plain):
        code = "thousands-separator"
    elif type_name == "integer" and _is_number(plain):
        code = "not-whole"
    return Finding(code=code, place=at, values={"value": cell, "form": FORMS.get(type_name, type_name)})


def _is_number(text: str) -> bool:
    head, _, tail = text.removeprefix("-").partition(".")
    return head.isdigit() and (not tail or tail.isdigit())


def _of_constraint(error: Any, at: Place) -> Finding:  # noqa: ANN401 - frictionless has no types
    constraint, _, rest = str(error.note).removeprefix('constraint "').partition('" is "')
    allowed = rest.removesuffix('"')
    if constraint == "enum":
        allowed = ", ".join(part.strip(" '\"") for part in allowed.strip("[]").split(","))
    return Finding(
        code=CONSTRAINTS[constraint],
        place=at,
        values={"value": "" if error.cell == "None" else str(error.cell), "allowed": allowed},
    )


def _of_primary_key(error: Any, schema: Schema, at: Place) -> Finding:  # noqa: ANN401 - frictionless has no types
    cells = dict(zip(schema.names, error.cells, strict=False))
    key = schema.primary_key
    place = Place(package=at.package, table=at.table, row=at.row, field=key[0])
    values = {"value": " | ".join(cells.get(name, "") for name in key), "fields": ", ".join(key)}
    if str(error.note).startswith("cells composing"):
        return Finding(code="primary-key-missing", place=place, values=values)
    return Finding(
        code="primary-key-duplicate", place=place, values={**values, "first": _number(error.note)}
    )


def _of_foreign_key(error: Any, schema: Schema, at: Place) -> Finding:  # noqa: ANN401 - frictionless has no types
    key = next(
        each
        for each in schema.foreign_keys
        if list(each.fields) == error.field_names and list(each.keys) == error.reference_field_names
    )
    return foreign_key_finding(key, tuple(error.field_cells), at)


def foreign_key_finding(key: ForeignKey, cells: tuple[str, ...], at: Place) -> Finding:
    """Return the finding for cells that a foreign key does not find."""
    return Finding(
        code="foreign-key",
        place=Place(package=at.package, table=at.table, row=at.row, field=key.fields[0]),
        values={
            "value": " | ".join(cells),
            "target": f"{key.package}/{key.table}" if key.package else key.table,
            "keys": ", ".join(key.keys),
        },
    )


def _number(note: object) -> str:
    """Return the row number a frictionless note ends with."""
    return str(note).rsplit(" ", 1)[-1]
