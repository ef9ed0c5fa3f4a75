"""The files of a Party's folder as its spreadsheet saves them: read once, for every reader alike.

A file in another form has a canonical copy for as long as the program runs, and one notice; what is
doubtful in it is an error at its cell. A file in canonical form costs a look at its bytes.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from reporting.findings import Finding, Place
from reporting.packages.code_pages import codec_of
from reporting.packages.model import Table
from reporting.packages.saved_forms import (
    DELIMITERS,
    DeclaredForm,
    SavedTable,
    is_canonical,
    saved_table,
)

Descriptor = Mapping[str, Any]


def without_forms(descriptor: Descriptor) -> dict[str, Any]:
    """Return a descriptor as it is once its tables are canonical: encoding and delimiter are ours.

    What is declared and is not read here stays, and is a fault.
    """
    resources = descriptor.get("resources")
    if not isinstance(resources, list):
        return dict(descriptor)
    return {
        **descriptor,
        "resources": [without_form(each) if isinstance(each, dict) else each for each in resources],
    }


def without_form(resource: Descriptor) -> dict[str, Any]:
    """Return a resource as it is once its table is canonical."""
    plain = dict(resource)
    if codec_of(str(plain.get("encoding", ""))):
        plain["encoding"] = "utf-8"
    if _delimiter_of(plain):
        del plain["dialect"]
    return plain


def declared_form(resource: Descriptor) -> DeclaredForm:
    """Return what a resource says of how its table is written."""
    return DeclaredForm(
        codec=codec_of(str(resource.get("encoding", "utf-8"))) or "utf-8",
        delimiter=_delimiter_of(resource),
    )


def _delimiter_of(resource: Descriptor) -> str:
    """Return the delimiter of a dialect that says nothing else."""
    dialect = resource.get("dialect")
    if not isinstance(dialect, Mapping) or set(dialect) != {"delimiter"}:
        return ""
    return str(dialect["delimiter"]) if dialect["delimiter"] in DELIMITERS[1:] else ""


def as_saved(table: Table, package: str) -> Table:
    """Return a table of a Party that readers can read, with what is told of its file."""
    content = bytes_of(table)
    if not content or is_canonical(content, table.schema):
        return table
    saved = saved_table(content, table.schema, declared_form(table.descriptor))
    if saved is None:
        return table
    place = Place(package=package, table=table.name)
    told = tuple(doubts(saved, place))
    if saved.said:
        values = {"file": table.path.name, "forms": saved.said}
        told = (Finding(code="saved-otherwise", place=place, values=values), *told)
        table = replace(table, copy=_kept(saved.content, table.path.name))
    return replace(table, told=told)


def bytes_of(table: Table) -> bytes | None:
    """Return the bytes of the file of a table as a person wrote it; None where there is none."""
    try:
        return table.path.read_bytes() if table.path.is_file() else None
    except OSError:
        return None


def doubts(saved: SavedTable, place: Place) -> Iterator[Finding]:
    """Yield what of a table can be read in two ways."""
    for (row, field), each in saved.refused.items():
        at = Place(package=place.package, table=place.table, row=row, field=field)
        yield Finding(code=each.code, place=at, values=each.values)


@cache
def _copies() -> "TemporaryDirectory[str]":
    """Return the folder of the copies; it goes with the program."""
    return TemporaryDirectory(prefix="jcm-copies-")


def _kept(content: bytes, name: str) -> Path:
    path = Path(_copies().name) / sha256(content).hexdigest() / name
    if not path.exists():
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    return path
