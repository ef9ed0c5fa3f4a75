"""Frictionless, our validator of record: its verdicts on what our own reader reads.

They become our findings here: with the cell and the field each of them is about, in the words of
our catalogue, one finding for one mistake. What only frictionless reads is in `handed_tables`; no
other module imports it.
"""

import codecs
import json
import re
from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Any

import frictionless

from reporting.findings import Finding, Place
from reporting.packages.csv_text import shown
from reporting.packages.foreign_keys import Neighbours
from reporting.packages.lost_zeros import with_zeros
from reporting.packages.model import NUMERIC, ForeignKey, Schema
from reporting.packages.pattern_findings import is_judged_here, pattern_finding, pattern_findings

NO_LIMIT = 10**9
MOST_NEAR, ALIKE = 5, 0.5  # how many words of a list are named, and how like what was written
LATEST_SPREADSHEET_DATE = 100_000
FIRST_YEAR, LAST_YEAR = "1900", "2100"
GROUPED = re.compile(r"-?[0-9]{1,3}(?:[ ,'’\u00a0\u2009\u202f][0-9]{3})+(?:\.[0-9]+)?")
DECIMAL = re.compile(r"-?[0-9]+\.[0-9]+")
DIALECT = {
    "headerCase": True,
    "csv": {
        "delimiter": ",",
        "lineTerminator": "\r\n",
        "quoteChar": '"',
        "doubleQuote": True,
        "skipInitialSpace": False,
    },
}

OF_A_SCHEMA = {"$schema", "fieldsMatch", "fields", "missingValues", "primaryKey", "foreignKeys"}
OF_A_FIELD = {"name", "type", "format", "constraints"}
OF_THE_TYPE = frozenset(
    {
        *("cell-type", "date-serial-number", "year-for-date", "date-form"),
        *("thousands-separator", "not-whole"),
    }
)
CONSTRAINTS = {
    "required": "cell-required",
    "enum": "cell-enum",
    "minimum": "cell-minimum",
    "exclusiveMinimum": "cell-minimum",
    "maximum": "cell-maximum",
    "exclusiveMaximum": "cell-maximum",
    "minLength": "cell-length",
    "maxLength": "cell-length",
}
FOUND_ELSEWHERE = frozenset({"blank-row", "missing-cell", "extra-cell", "missing-label"})
EXAMPLES = {
    "integer": "1234",
    "number": "12.5",
    "date": "2026-03-31",
    "boolean": "true",
    "year": "2026",
}


def descriptor_faults(descriptor: Mapping[str, Any], folder: Path) -> list[str]:
    """Return what is wrong with a package descriptor; schemas are judged on their own."""
    resources = descriptor.get("resources")
    bare = {name: value for name, value in descriptor.items() if name != "profile"}
    if isinstance(resources, list):
        bare["resources"] = [
            {name: value for name, value in each.items() if name not in {"schema", "profile"}}
            if isinstance(each, dict)
            else each
            for each in resources
        ]
    report = frictionless.Package.validate_descriptor(bare, basepath=str(folder))
    return list(dict.fromkeys(str(each.note) for each in report.errors))


def schema_faults(descriptor: Mapping[str, Any]) -> list[str]:
    """Return what is wrong with a Table Schema."""
    return list(_faults_of_schema(json.dumps(_bare_schema(descriptor))))


@lru_cache(maxsize=500)
def _faults_of_schema(bare: str) -> tuple[str, ...]:
    """Judge a schema once, however many packages have it."""
    report = frictionless.Schema.validate_descriptor(json.loads(bare))
    return tuple(dict.fromkeys(str(each.note) for each in report.errors))


def verdicts(
    schema: Schema, file: Path, *, place: Place, neighbours: Neighbours
) -> Iterator[Finding]:
    """Yield frictionless's verdicts on the rows of a file, as our findings.

    The header is compared elsewhere, so that columns are matched by name here. Rows that are blank
    or have another number of cells are found elsewhere too.

    Args:
        schema: What the file should be.
        file: A readable UTF-8 file that has a header.
        place: The package and table the findings are about.
        neighbours: The tables its foreign keys may point to.
    """
    name = place.table or "table"
    targets: dict[str, set[str]] = {}
    for each in schema.foreign_keys:
        if not each.package and each.table != name and neighbours.can_follow(each, place):
            targets.setdefault(each.table, set()).update(each.keys)
    resource = _resource(name, file, _followable(schema, place, neighbours))
    others = [
        _resource(each.name, each.readable, _only(targets[each.name], _without_keys(each.schema)))
        for each in neighbours.of(place.package)
        if each.name in targets
    ]
    package = frictionless.Package(resources=[resource, *others])
    task = package.get_resource(resource.name).validate(limit_errors=NO_LIMIT).tasks[0]
    yield from worded(task.errors, task.labels or [], schema, place, neighbours=neighbours)
    yield from pattern_findings(schema, file, place)


def _resource(name: str, file: Path, schema: dict[str, Any]) -> frictionless.Resource:
    with file.open("rb") as stream:
        has_mark = stream.read(len(codecs.BOM_UTF8)) == codecs.BOM_UTF8
    return frictionless.Resource.from_descriptor(
        {
            "name": name,
            "type": "table",
            "path": file.name,
            "scheme": "file",
            "format": "csv",
            "encoding": "utf-8-sig" if has_mark else "utf-8",
            "dialect": DIALECT,
            "schema": schema,
        },
        basepath=str(file.parent),
    )


def _followable(schema: Schema, place: Place, neighbours: Neighbours) -> dict[str, Any]:
    """Return the schema with only the foreign keys that frictionless can follow.

    It knows no keys to other packages and no cell that stands for something though it is empty,
    and stops at a table that is not there.
    """
    keys = schema.descriptor.get("foreignKeys", [])
    return _without_keys(schema) | {
        "foreignKeys": [
            written
            for written, key in zip(keys, schema.foreign_keys, strict=True)
            if not key.package
            and neighbours.can_follow(key, place)
            and not schema.is_filled_in_part(key)
        ]
    }


def _without_keys(schema: Schema) -> dict[str, Any]:
    """Return the schema without foreign keys, to be matched by name, with patterns kept whole.

    A field whose empty cells stand for something is not required: those are judged when filled.

    Frictionless puts ``^`` and ``$`` around a pattern, which without the group would bind to the
    first and the last of its alternatives only.
    """
    bare = _bare_schema(schema.descriptor) | {"fieldsMatch": "partial"}
    bare.pop("foreignKeys", None)
    for field in bare["fields"]:
        constraints = field.get("constraints", {})
        if schema[field["name"]].is_filled_when_read:
            constraints.pop("required", None)
        if is_judged_here(schema[field["name"]]):
            del constraints["pattern"]
        elif "pattern" in constraints:
            constraints["pattern"] = f"(?:{constraints['pattern']})"
    return bare


def _only(names: Collection[str], schema: dict[str, Any]) -> dict[str, Any]:
    """Return a schema with some of its fields: of a table that is only looked up, its keys."""
    kept = {name: value for name, value in schema.items() if name != "primaryKey"}
    return kept | {"fields": [each for each in schema["fields"] if each["name"] in names]}


def _bare_schema(descriptor: Mapping[str, Any]) -> dict[str, Any]:
    """Return a copy of a Table Schema with what frictionless is to judge, and nothing else."""
    copy: dict[str, Any] = json.loads(json.dumps(descriptor))
    bare = {name: value for name, value in copy.items() if name in OF_A_SCHEMA}
    bare["fields"] = [
        {name: value for name, value in field.items() if name in OF_A_FIELD}
        for field in copy["fields"]
    ]
    return bare


def worded(
    errors: list[Any],
    labels: list[str],
    schema: Schema,
    place: Place,
    *,
    neighbours: Neighbours | None = None,
) -> Iterator[Finding]:
    """Word the errors of one table, one finding for one mistake.

    Args:
        errors: The errors of frictionless.
        labels: The names of the columns.
        schema: The schema of the table.
        place: The package and table they are about.
        neighbours: The tables its foreign keys point to; none for what frictionless alone reads,
            the form of whose rows nobody else looks at.
    """
    unique = {(each.row_number, each.field_name) for each in errors if each.type == "unique-error"}
    empty = {
        (each.row_number, each.field_name)
        for each in errors
        if each.type == "constraint-error" and str(each.note).startswith('constraint "required"')
    }
    key = schema.primary_key
    rows: set[int] = set()
    for error in errors:
        of_key = (getattr(error, "row_number", 0), key[0] if key else "")
        is_told = error.type == "primary-key" and len(key) == 1 and of_key in unique | empty
        if error.type not in FOUND_ELSEWHERE:
            if not is_told:
                yield from _finding(error, labels, schema, place, neighbours)
        elif neighbours is None and error.row_number not in rows:
            rows.add(error.row_number)
            yield _of_row(error, labels, place)


def _of_row(error: Any, labels: list[str], place: Place) -> Finding:  # noqa: ANN401 - frictionless has no types
    """Word an error about the form of a row."""
    at = Place(package=place.package, table=place.table, row=error.row_number)
    if error.type == "blank-row":
        return Finding(code="row-blank", place=at)
    code = "row-too-short" if error.type == "missing-cell" else "row-too-long"
    values = {"expected": str(len(labels)), "found": str(len(error.cells))}
    return Finding(code=code, place=at, values=values)


def _finding(
    error: Any,  # noqa: ANN401 - frictionless has no types
    labels: list[str],
    schema: Schema,
    place: Place,
    neighbours: Neighbours | None,
) -> Iterator[Finding]:
    """Word one error."""
    row = getattr(error, "row_number", 0)
    name = getattr(error, "field_name", "")
    at = Place(package=place.package, table=place.table, row=row, field=name)
    match error.type:
        case "type-error":
            yield _of_type(str(error.cell), schema[name].type, at)
        case "constraint-error":
            yield _of_constraint(error, schema, at)
        case "unique-error":
            yield Finding(
                code="unique-key-duplicate",
                place=at,
                values={"value": str(error.cell), "fields": name, "first": _number(error.note)},
            )
        case "primary-key":
            yield _of_primary_key(error, dict(zip(labels, error.cells, strict=False)), schema, at)
        case "foreign-key":
            yield _of_foreign_key(error, schema, at, neighbours)
        case _:
            yield Finding(
                code="file-unreadable", place=at, values={"reason": str(error.note or error.type)}
            )


def _of_type(cell: str, type_name: str, at: Place) -> Finding:
    """Tell the usual mistakes of spreadsheets apart from other wrong cells."""
    code = "cell-type"
    if type_name == "date":
        is_count = cell.isdecimal() and len(cell) < len(str(LATEST_SPREADSHEET_DATE))
        code = "date-serial-number" if is_count else "date-form"
        if len(cell) == len(FIRST_YEAR) and FIRST_YEAR <= cell <= LAST_YEAR and is_count:
            code = "year-for-date"
    elif type_name in NUMERIC and GROUPED.fullmatch(cell):
        code = "thousands-separator"
    elif type_name == "integer" and DECIMAL.fullmatch(cell):
        code = "not-whole"
    values = {"value": shown(cell), "type": type_name, "example": EXAMPLES.get(type_name, "")}
    return Finding(code=code, place=at, values=values)


def _of_constraint(error: Any, schema: Schema, at: Place) -> Finding:  # noqa: ANN401 - frictionless has no types
    constraint = str(error.note).removeprefix('constraint "').partition('"')[0]
    stated = schema[at.field].constraints[constraint]
    allowed = ", ".join(map(str, stated)) if isinstance(stated, list) else str(stated)
    if constraint == "pattern":
        return pattern_finding(str(error.cell), allowed, at)
    value = "" if constraint == "required" else shown(str(error.cell))
    values = {"value": value, "allowed": allowed}
    return Finding(code=CONSTRAINTS[constraint], place=at, values=values)


def _of_primary_key(
    error: Any,  # noqa: ANN401 - frictionless has no types
    cells: Mapping[str, str],
    schema: Schema,
    at: Place,
) -> Finding:
    key = schema.primary_key
    place = Place(package=at.package, table=at.table, row=at.row, field=key[0])
    if str(error.note).startswith("cells composing"):
        values = {"value": "", "fields": ", ".join(key)}
        return Finding(code="primary-key-missing", place=place, values=values)
    value = " | ".join(shown(cells.get(name, "")) for name in key)
    values = {"value": value, "fields": ", ".join(key), "first": _number(error.note)}
    return Finding(code="primary-key-duplicate", place=place, values=values)


def _of_foreign_key(
    error: Any,  # noqa: ANN401 - frictionless has no types
    schema: Schema,
    at: Place,
    neighbours: Neighbours | None,
) -> Finding:
    asked = (error.field_names, error.reference_field_names, error.reference_name or at.table)
    key = next(
        each
        for each in schema.foreign_keys
        if (list(each.fields), list(each.keys), each.table) == asked and not each.package
    )
    known = neighbours.lookup(at.package, key.table, key.keys) if neighbours else None
    return foreign_key_finding(key, tuple(error.field_cells), at, at.row, known or {})


def foreign_key_finding(
    key: ForeignKey,
    cells: tuple[str, ...],
    at: Place,
    row: int,
    known: Collection[tuple[str, ...]],
) -> Finding:
    """Return the finding for cells of a row that a foreign key does not find.

    Args:
        key: The key.
        cells: What its fields say.
        at: The package and table of the row.
        row: Number of the row.
        known: What is found where the key leads to.
    """
    place = Place(package=at.package, table=at.table, row=row, field=key.fields[0])
    values = {
        "value": " | ".join(map(shown, cells)),
        "target": f"{key.package}/{key.table}" if key.package else key.table,
        "keys": ", ".join(key.keys),
    }
    if len(cells) == 1:
        (cell,) = cells
        for there in (*with_zeros(cell), cell.lstrip("0")):
            if cell.isdecimal() and (there,) in known:
                values |= {"there": shown(there)}
                return Finding(code="foreign-key-lost-zero", place=place, values=values)
        if key.package and known:
            words = sorted(there for (there,) in known)
            near = get_close_matches(cell, words, MOST_NEAR, ALIKE) or words[:MOST_NEAR]
            values |= {"count": str(len(words)), "near": ", ".join(map(shown, near))}
            return Finding(code="foreign-key-not-listed", place=place, values=values)
    return Finding(code="foreign-key", place=place, values=values)


def _number(note: object) -> str:
    """Return the row number a frictionless note ends with."""
    return str(note).rsplit(" ", 1)[-1]
