"""CSV on the Web: what each column of a CSV is, for tools that read W3C's metadata.

Beside each CSV stands ``TABLE.csv-metadata.json``, where such tools look for it. It has no foreign
keys: those may lead only to tables described in the same file, which is ``csv-metadata.json`` of
the folder. That one leaves the descriptions of columns to the others.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from reporting.catalogs.version import licence
from reporting.messages import LANGUAGES, Bilingual
from reporting.packages import Package, Table
from reporting.packages.model import Field, ForeignKey
from reporting.renderers.files import to_json

CONTEXT = ["http://www.w3.org/ns/csvw", {"@language": "en"}]
SUFFIX = "-metadata.json"
OF_FOLDER = f"csv{SUFFIX}"
DIALECT = {
    "encoding": "utf-8",
    "delimiter": ",",
    "quoteChar": '"',
    "doubleQuote": True,
    "header": True,
    "lineTerminators": ["\n"],
    # Without these a line that begins with "#" would be a comment, and a name lose its spaces.
    "commentPrefix": None,
    "trim": False,
    "skipBlankRows": False,
}
# Table Schema's types in the words of XML Schema.
TYPES: Mapping[str, Mapping[str, str]] = {
    "string": {"base": "string"},
    "integer": {"base": "integer"},
    "number": {"base": "decimal"},
    "boolean": {"base": "boolean", "format": "true|false"},
    "date": {"base": "date", "format": "yyyy-MM-dd"},
    "year": {"base": "gYear"},
}
BOUNDED = frozenset({"integer", "number", "date", "year"})
Described = dict[str, Any]


def csvw_files(package: Package) -> dict[str, bytes]:
    """Return the metadata of a package's tables, by path from its folder.

    Args:
        package: A package that stands alone: its keys lead to tables of its own.
    """
    terms = licence(package).get("path")
    group: Described = {
        "@context": CONTEXT,
        "dialect": DIALECT,
        **_texts(package.title, package.description),
        **({"dc:license": {"@id": terms}} if terms else {}),
    }
    files = {
        f"{table.path.name}{SUFFIX}": to_json(
            {**group, **_table(table, package, is_of_group=False)}
        )
        for table in package
    }
    tables = [_table(table, package, is_of_group=True) for table in package]
    return {**files, OF_FOLDER: to_json({**group, "tables": tables})}


def _texts(title: Bilingual, description: Bilingual) -> Described:
    return {"dc:title": _literals(title), "dc:description": _literals(description)}


def _literals(text: Bilingual) -> list[Mapping[str, str]]:
    return [{"@value": text[each], "@language": each} for each in LANGUAGES if text[each]]


def _table(table: Table, package: Package, *, is_of_group: bool) -> Described:
    """Return the description of one table: alone with all texts, or of a group with its keys."""
    schema = table.schema
    described: Described = {"columns": [_column(each, table) for each in schema.fields]}
    if is_of_group:
        for each in described["columns"]:
            del each["dc:description"]
    if schema.primary_key:
        described["primaryKey"] = list(schema.primary_key)
    if is_of_group and schema.foreign_keys:
        described["foreignKeys"] = [_foreign_key(each, package) for each in schema.foreign_keys]
    return {
        "url": table.path.name,
        **_texts(table.title, table.description),
        "tableSchema": described,
    }


def _column(field: Field, table: Table) -> Described:
    """Return the description of one column; its first title is what the header says."""
    titles = {"en": [field.name], "ja": [field.name]}
    for language, listed in titles.items():
        if field.title[language] not in listed:
            listed.append(field.title[language])
    unit = {"schema:unitText": field.unit} if field.unit else {}
    is_key = field.name in table.schema.primary_key
    return {
        "name": field.name,
        "titles": titles,
        "dc:description": _literals(field.description),
        **unit,
        "datatype": datatype(field),
        "null": "",
        "required": bool(field.constraints.get("required")) or is_key,
    }


def datatype(field: Field) -> Described:
    """Return the type of a field in the words of CSV on the Web."""
    found: Described = dict(TYPES[field.type])
    constraints = field.constraints
    if field.type in BOUNDED:
        found |= {name: constraints[name] for name in ("minimum", "maximum") if name in constraints}
    if field.type == "string":
        patterns = list(_patterns(constraints))
        if patterns:
            found["format"] = patterns[0]
    return found


def _patterns(constraints: Mapping[str, Any]) -> Iterator[str]:
    """Yield what a text must match: a list of codes says more than a pattern beside it."""
    if "enum" in constraints:
        yield f"^(?:{'|'.join(re.escape(str(each)) for each in constraints['enum'])})$"
    if "pattern" in constraints:
        yield str(constraints["pattern"])


def _foreign_key(key: ForeignKey, package: Package) -> Described:
    return {
        "columnReference": list(key.fields),
        "reference": {
            "resource": package.tables[key.table].path.name,
            "columnReference": list(key.keys),
        },
    }
