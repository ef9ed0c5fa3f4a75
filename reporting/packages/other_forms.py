"""What packages of other people may say and ours do not: forms of the standard beside our own.

Our packages keep a house profile: CSV in UTF-8 with commas, one way to write each value, texts in
both languages. Who publishes elsewhere owes none of it: their tables are read here where they are
plain (`is_plain`), handed to frictionless where they are not (`reporting.packages.handed_tables`),
and called not supported where that would need more than the folder holds (`not_supported`).
"""

import codecs
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from reporting.packages.model import CANONICAL, missing_values

OF_OURS = ("title@ja", "article6Schemas", "content_date")
REMOTE = "://"
PROFILES = "https://datapackage.org/profiles/2.0/"
PROFILES_OF_VERSION_1 = frozenset(
    {
        *("data-package", "tabular-data-package", "fiscal-data-package"),
        *("data-resource", "tabular-data-resource", "default"),
    }
)
TEXT = frozenset({"csv", "tsv"})
READ = frozenset({*TEXT, "inline"})
PLAIN_DIALECT = {
    "delimiter": ",",
    "lineTerminator": "\r\n",
    "quoteChar": '"',
    "doubleQuote": True,
    "skipInitialSpace": False,
    "header": True,
    "headerRows": [1],
    "caseSensitiveHeader": True,
    "csvddfVersion": None,
    "$schema": None,
    "type": "delimited",
}
ELSEWHERE = ("compression", "scheme", "control", "innerpath", "extrapaths", "basepath", "package")
OF_VALUES = frozenset(
    {
        *("missingValues", "trueValues", "falseValues", "bareNumber"),
        *("decimalChar", "groupChar", "floatNumber", "delimiter", "itemType"),
    }
)


def is_ours(descriptor: Mapping[str, Any]) -> bool:
    """Tell whether a package keeps the house profile, by a property that only ours have."""
    return any(name in descriptor for name in OF_OURS)


def paths_of(resource: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the paths of a resource: none of inline data, several of a table in parts."""
    path = resource.get("path", ())
    return (path,) if isinstance(path, str) else tuple(path)


def format_of(resource: Mapping[str, Any]) -> str:
    """Return the format of a resource: as stated, else by the end of its path."""
    if "data" in resource:
        return "inline"
    (first, *_) = paths_of(resource)
    return str(resource.get("format") or PurePosixPath(first).suffix.removeprefix(".")).lower()


def is_table(resource: Mapping[str, Any]) -> bool:
    """Tell whether a resource is a table; others are files, of which only bytes are promised."""
    return "schema" in resource or (
        format_of(resource) in TEXT and resource.get("type") in {None, "table"}
    )


def not_supported(resource: Mapping[str, Any]) -> str:
    """Return what of a table's description is the standard's and is not read here; else nothing."""
    for name in ("path", "schema", "dialect"):
        stated = resource.get(name)
        listed = stated if isinstance(stated, list) else [stated]
        for each in listed:
            if isinstance(each, str) and REMOTE in each:
                return f'"{name}" is an address: {each}'
    for name in ELSEWHERE:
        if name in resource and not (name == "scheme" and resource[name] == "file"):
            return f'"{name}" is {resource[name]!r}'
    if isinstance(resource.get("dialect"), str):
        return '"dialect" is the name of a file'
    if format_of(resource) not in READ:
        return f'"format" is {format_of(resource)!r}'
    encoding = str(resource.get("encoding", "utf-8"))
    try:
        codecs.lookup(encoding)
    except LookupError:
        return f'"encoding" is {encoding!r}'
    return ""


def profiles_not_read(descriptor: Mapping[str, Any]) -> Iterator[str]:
    """Yield each profile that would have to be fetched: what it asks beyond the standard."""
    stated = (descriptor.get("profile"), descriptor.get("$schema"))
    for each in stated:
        if isinstance(each, str) and each not in PROFILES_OF_VERSION_1:
            yield from () if each.startswith(PROFILES) else (each,)


def is_plain(resource: Mapping[str, Any], schema: Mapping[str, Any]) -> bool:
    """Tell whether a table is written as ours are, so that our own reader judges it."""
    encoding = str(resource.get("encoding", "utf-8")).lower().replace("_", "-")
    return (
        isinstance(resource.get("path"), str)
        and {"schema", "data"} & set(resource) == {"schema"}
        and format_of(resource) == "csv"
        and encoding in {"utf-8", "utf8"}
        and _is_plain_dialect(resource.get("dialect", {}))
        and all(map(_is_plain_field, schema["fields"]))
    )


def _is_plain_dialect(dialect: object) -> bool:
    if not isinstance(dialect, Mapping):
        return False
    return all(
        PLAIN_DIALECT.get(name, ...) in (value, None)
        or (name == "lineTerminator" and value in ("\n", "\r\n"))
        for name, value in dialect.items()
    )


def _is_plain_field(field: Mapping[str, Any]) -> bool:
    kind = field.get("type", "string")
    has_form = kind != "string" and field.get("format", "default") != "default"
    return kind in CANONICAL and not has_form and not OF_VALUES & set(field)


def read_schema_of_others(written: Mapping[str, Any], *, is_version_2: bool) -> dict[str, Any]:
    """Return a schema of somebody else as frictionless and we read it.

    ``fieldsMatch`` was a list in the draft of version 2. Rules and dates are words of ours, which
    mean nothing in a package that does not keep our profile.
    """
    schema = {name: each for name, each in written.items() if name not in {"rules", "dated"}}
    match = schema.get("fieldsMatch")
    if isinstance(match, list) and len(match) == 1:
        schema["fieldsMatch"] = match[0]
    schema.pop("profile", None)
    if is_version_2 or str(schema.get("$schema", "")).startswith(PROFILES):
        schema["$schema"] = f"{PROFILES}tableschema.json"
    else:
        schema.pop("$schema", None)
    return schema


def without_labels(schema: Mapping[str, Any]) -> dict[str, Any]:
    """Return a schema with its missing values as texts alone."""
    return {**schema, "missingValues": list(missing_values(schema))}
