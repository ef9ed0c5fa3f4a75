"""A Party's folder carried to the newest version of the Article 6 tables: ``jcm upgrade``.

A data package may not point outside its folder, so each folder holds a copy of the schemas, with
their version in its descriptor. An upgrade writes the schemas anew and gives each table the columns
of its schema; rows, narratives and what was filed stay as they are.

The new files are staged in the folder and only then moved into their places. A run that is
interrupted before leaves the folder as it was; one interrupted while moving is finished by the
next.
"""

import csv
import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

from reporting.bundled import ARTICLE6
from reporting.packages.opening import DESCRIPTOR
from reporting.renderers.files import to_csv

VERSION = "article6Schemas"
STAGED = ".upgrade"
READY = "ready"
FIRST = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnRename:
    """A column that got another name.

    Attributes:
        version: The version of the schemas since which it has the new one.
        table: Its table.
        old: Its name before.
        new: Its name since.
    """

    version: int
    table: str
    old: str
    new: str


RENAMES: tuple[ColumnRename, ...] = ()


class UpgradeError(Exception):
    """The folder cannot be upgraded; it is as it was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Upgrade:
    """What an upgrade did.

    Attributes:
        before: The version of the schemas before; a folder that names none has the first.
        after: The version since.
        changes: The files written, each with what changed.
    """

    before: int
    after: int
    changes: Mapping[str, str]


def version_of(descriptor: Mapping[str, Any]) -> int:
    """Return the version of the Article 6 schemas that a descriptor names."""
    found = descriptor.get(VERSION, FIRST)
    if isinstance(found, int) and not isinstance(found, bool) and found >= FIRST:
        return found
    msg = f'"{VERSION}" in {DESCRIPTOR} is {found!r}; it is a whole number, as jcm writes it'
    raise UpgradeError(msg)


def upgrade(
    folder: Path, model: Path = ARTICLE6, renames: Sequence[ColumnRename] = RENAMES
) -> Upgrade:
    """Carry a folder to the version of the schemas that the model has.

    Args:
        folder: The folder of a Party.
        model: The package whose schemas it shall have.
        renames: The columns that got another name.

    Raises:
        UpgradeError: It holds no such package, a newer one, or rows that would be lost.
    """
    _finish(folder)
    own, new = _descriptor(folder), _descriptor(model)
    before, after = version_of(own), version_of(new)
    if before > after:
        msg = f"{folder} has schemas of version {before}, and this jcm knows {after}; install newer"
        raise UpgradeError(msg)
    since = [each for each in renames if before < each.version <= after]
    files = dict(_files(folder, model, own, new, since))
    if not files:
        return Upgrade(before=before, after=after, changes={})
    _stage(folder, {name: content for name, (content, _) in files.items()})
    _finish(folder)
    changes = {name: said for name, (_, said) in files.items()}
    return Upgrade(before=before, after=after, changes=changes)


def _descriptor(folder: Path) -> dict[str, Any]:
    try:
        found = json.loads((folder / DESCRIPTOR).read_text("utf-8"))
    except FileNotFoundError:
        msg = (
            f"{folder} holds no {DESCRIPTOR}; name the folder of a Party, as jcm new-party made it"
        )
        raise UpgradeError(msg) from None
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        msg = f"{folder / DESCRIPTOR} cannot be read: {error}; see jcm validate {folder}"
        raise UpgradeError(msg) from error
    if isinstance(found, dict) and isinstance(found.get("resources"), list):
        return found
    msg = f"{folder / DESCRIPTOR} lists no tables; see jcm validate {folder}"
    raise UpgradeError(msg)


def _files(
    folder: Path,
    model: Path,
    own: Mapping[str, Any],
    new: Mapping[str, Any],
    renames: Sequence[ColumnRename],
) -> Iterator[tuple[str, tuple[bytes, str]]]:
    """Yield the files that change: path, content, what is changed."""
    known = {each.get("name"): each for each in own["resources"] if isinstance(each, dict)}
    if not any(each["name"] in known for each in new["resources"]):
        msg = f"{folder} has none of the tables of an Article 6 record"
        raise UpgradeError(msg)
    added = []
    for resource in new["resources"]:
        name = resource["name"]
        kept = known.get(name)
        if kept is None:
            added.append(resource)
        where = kept or resource
        schema = (model / resource["schema"]).read_bytes()
        columns = [each["name"] for each in json.loads(schema)["fields"]]
        at_schema, at_rows = (_within(folder, where, each) for each in ("schema", "path"))
        if _bytes(folder / at_schema) != schema:
            yield at_schema, (schema, "schema")
        yield from _table(folder, at_rows, name, columns, renames)
    described = {**own, VERSION: new[VERSION], "resources": [*own["resources"], *added]}
    if described != own:
        written = f"{json.dumps(described, indent=2, ensure_ascii=False)}\n".encode()
        yield DESCRIPTOR, (written, f"schemas of version {new[VERSION]}")


def _within(folder: Path, resource: Mapping[str, Any], key: str) -> str:
    """Return the path that a table names, which is one of a file within the folder."""
    named = resource.get(key)
    if isinstance(named, str) and (folder / named).resolve().is_relative_to(folder.resolve()):
        return named
    msg = (
        f'{folder / DESCRIPTOR}: "{key}" of {resource["name"]} is {named!r}, not the path of a '
        f"file in the folder; see jcm validate {folder}"
    )
    raise UpgradeError(msg)


def _table(
    folder: Path, path: str, name: str, columns: Sequence[str], renames: Sequence[ColumnRename]
) -> Iterator[tuple[str, tuple[bytes, str]]]:
    """Yield a table if its columns are not those of its schema."""
    content = _bytes(folder / path)
    if content is None:
        yield path, (to_csv(columns, ()), "new table, without rows")
        return
    try:
        rows = list(csv.reader(StringIO(content.decode("utf-8"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        msg = f"{folder / path} cannot be read: {error}; see jcm validate {folder}"
        raise UpgradeError(msg) from error
    header = rows[0] if rows else []
    if header == list(columns):
        return
    called = {each.old: each.new for each in renames if each.table == name}
    renamed = [called.get(each, each) for each in header]
    _refuse_losses(folder / path, rows, renamed, columns)
    at = {each: number for number, each in enumerate(renamed)}
    moved = [[row[at[each]] if each in at else "" for each in columns] for row in rows[1:]]
    told = [f"{old} is now {new}" for old, new in called.items() if old in header]
    told += [f"{each} is new" for each in columns if each not in at]
    told += [f"{each}, empty, is gone" for each in renamed if each not in columns]
    yield path, (to_csv(columns, moved), "; ".join(told) or "columns in their order")


def _refuse_losses(
    path: Path, rows: Sequence[Sequence[str]], header: Sequence[str], columns: Sequence[str]
) -> None:
    """Refuse what would lose a cell: rows of another length, columns gone that are not empty."""
    for number, row in enumerate(rows[1:], 2):
        if len(row) != len(header):
            msg = f"{path}, row {number} has {len(row)} cells, not {len(header)}; mend it first"
            raise UpgradeError(msg)
        for name, cell in zip(header, row, strict=True):
            if name not in columns and cell:
                msg = (
                    f"{path}, row {number}: the schema has no column {name} any more, and it holds "
                    f"{cell!r}; move what it says to another column, or empty it, first"
                )
                raise UpgradeError(msg)


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _stage(folder: Path, files: Mapping[str, bytes]) -> None:
    staged = folder / STAGED
    for path, content in files.items():
        target = staged / "files" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    # Written last: where it stands, everything is staged.
    (staged / READY).write_bytes(b"")


def _finish(folder: Path) -> None:
    """Move staged files into their places; what was not staged to its end is dropped."""
    staged = folder / STAGED
    if (staged / READY).exists():
        for path in sorted((staged / "files").rglob("*")):
            if path.is_file():
                target = folder / path.relative_to(staged / "files")
                target.parent.mkdir(parents=True, exist_ok=True)
                path.replace(target)
    shutil.rmtree(staged, ignore_errors=True)
