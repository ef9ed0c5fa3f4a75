"""A list of JSON as columns of text."""

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from reporting.filing.imports.mapping.model import MappedSource
from reporting.filing.imports.mapping.sources.part import (
    PartReading,
    SourcePart,
    as_columns,
    part_missing,
    spaced,
    unread,
)

EACH = "*"


def read_json(path: Path, source: MappedSource) -> PartReading:
    """Read a list of objects; what is nested in one gets a name with dots."""
    try:
        content = json.loads(path.read_text("utf-8-sig"), parse_float=Decimal)
        steps = source.records.split(".") if source.records else []
        found = [*_records(content, steps)]
        rows = [dict(_flat(each)) for each in found if isinstance(each, dict)]
    except OSError as error:
        return unread(path.name, error.strerror or str(error))
    except (ValueError, RecursionError) as error:
        return unread(path.name, str(error))
    if not rows:
        return part_missing(path.name, source.records or "[…]", _ways(content))
    names = tuple(dict.fromkeys(name for row in rows for name in row))
    texts = [[row.get(name, "") for name in names] for row in rows]
    part = SourcePart(file=path.name, sheet=source.records, rows=as_columns(names, texts), first=1)
    return part, ()


def _records(value: Any, steps: list[str]) -> Iterator[Any]:  # noqa: ANN401 - JSON
    """Yield the members of the lists that a way leads to."""
    if not steps:
        yield from value if isinstance(value, list) else ()
    elif steps[0] == EACH:
        several = value.values() if isinstance(value, dict) else value
        for each in several if isinstance(value, dict | list) else ():
            yield from _records(each, steps[1:])
    elif isinstance(value, dict) and steps[0] in value:
        yield from _records(value[steps[0]], steps[1:])


def _flat(record: dict[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    for name, value in record.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{name}.")
        else:
            yield f"{before}{name}", _text(value)


def _text(value: Any) -> str:  # noqa: ANN401 - JSON
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case Decimal():
            return f"{value:f}"
        case list():
            return "; ".join(map(_text, value))
        case dict():
            return json.dumps(value, ensure_ascii=False, default=str)
    return spaced(str(value))


def _ways(value: Any, before: str = "") -> Iterator[str]:  # noqa: ANN401 - JSON
    """Yield the ways to lists of objects."""
    if isinstance(value, list) and any(isinstance(each, dict) for each in value):
        yield before or "[…]"
    elif isinstance(value, dict):
        for name, each in value.items():
            yield from _ways(each, f"{before}.{name}" if before else name)
