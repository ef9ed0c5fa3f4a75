"""A Party's folder carried to the newest version of the Article 6 tables: ``jcm upgrade``.

A data package may not point outside its folder, so each folder holds a copy of the schemas, with
their version in its descriptor. An upgrade writes the schemas anew and gives each table the columns
of its schema; rows go to where they stand now, narratives and what was filed stay as they are.
"""

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

from reporting.bundled import ARTICLE6
from reporting.filing.table_splits import SPLITS, Rows, SplitError, TableSplit
from reporting.packages.csv_text import to_csv
from reporting.packages.files import DESCRIPTOR
from reporting.packages.house import RECORDED, VERSION
from reporting.packages.journal import end_interrupted, put_all
from reporting.packages.opening import open_package

PROMISES = frozenset({"bytes", "hash", "alternates"})
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Since:
    """What became of tables since the version of a folder.

    Attributes:
        renames: The columns that got another name.
        split: The rows of tables that became two, by table, each with what is said of it.
        readable: The files that are read, by path: canonical copies of those in another form.
    """

    renames: Sequence[ColumnRename]
    readable: Mapping[str, Path]
    split: Mapping[str, tuple[Rows, str]]


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


def schemas_of(folder: Path) -> int:
    """Return the version of the Article 6 schemas that a folder has.

    Raises:
        UpgradeError: It is no package, or has no such tables.
    """
    own = _descriptor(folder)
    if VERSION not in own and not any(
        isinstance(each, dict) and each.get("name") == RECORDED for each in own["resources"]
    ):
        msg = f"{folder} has none of the tables of an Article 6 record"
        raise UpgradeError(msg)
    return version_of(own)


def upgrade(
    folder: Path,
    model: Path = ARTICLE6,
    renames: Sequence[ColumnRename] = RENAMES,
    splits: Sequence[TableSplit] = SPLITS,
) -> Upgrade:
    """Carry a folder to the version of the schemas that the model has.

    Args:
        folder: The folder of a Party.
        model: The package whose schemas it shall have.
        renames: The columns that got another name.
        splits: The tables that became two.

    Raises:
        UpgradeError: It holds no such package, a newer one, or rows that would be lost.
    """
    end_interrupted(folder)
    own, new = _descriptor(folder), _descriptor(model)
    before, after = version_of(own), version_of(new)
    if before > after:
        msg = f"{folder} has schemas of version {before}, and this jcm knows {after}; install newer"
        raise UpgradeError(msg)
    readable = _readable(folder)
    since = _Since(
        readable=readable,
        renames=[each for each in renames if before < each.version <= after],
        split=_split(
            folder, own, readable, [each for each in splits if before < each.version <= after]
        ),
    )
    files = dict(_files(folder, model, own, new, since))
    if not files:
        return Upgrade(before=before, after=after, changes={})
    for name in files:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
    put_all({folder / name: content for name, (content, _) in files.items()})
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
    since: _Since,
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
        yield from _table(folder, at_rows, name, columns, since)
    # What a table that became two is, its own words no longer say.
    words = {each["name"]: _words(each) for each in new["resources"] if each["name"] in since.split}
    names = {each["name"] for each in new["resources"]}
    resources = [
        {**_without_promises(each), **words.get(each["name"], {})}
        if isinstance(each, dict) and each.get("name") in names
        else each
        for each in own["resources"]
    ]
    described = {**own, VERSION: new[VERSION], "resources": [*resources, *added]}
    if described != own:
        written = f"{json.dumps(described, indent=2, ensure_ascii=False)}\n".encode()
        yield DESCRIPTOR, (written, f"schemas of version {new[VERSION]}")


def _without_promises(resource: Mapping[str, Any]) -> dict[str, Any]:
    """Return a resource as it is of rows that were written anew: a release promised others."""
    return {name: value for name, value in resource.items() if name not in PROMISES}


def _words(resource: Mapping[str, Any]) -> Mapping[str, Any]:
    return {name: text for name, text in resource.items() if name.startswith("description")}


def _readable(folder: Path) -> Mapping[str, Path]:
    """Return the files that readers open in place of those that a spreadsheet saved, by path."""
    package, _findings = open_package(folder, has_rules=False)
    return {str(each.descriptor["path"]): each.readable for each in package or ()}


def _split(
    folder: Path,
    own: Mapping[str, Any],
    readable: Mapping[str, Path],
    splits: Sequence[TableSplit],
) -> Mapping[str, tuple[Rows, str]]:
    """Return the rows of tables that became two, with what is said of each."""
    resources = {each.get("name"): each for each in own["resources"] if isinstance(each, dict)}
    found: dict[str, tuple[Rows, str]] = {}
    for each in splits:
        if each.parts in resources or (folder / f"{each.parts}.csv").exists():
            msg = f"{folder} has a table {each.parts} of its own; give it another name first"
            raise UpgradeError(msg)
        path = _within(folder, resources[each.table], "path") if each.table in resources else ""
        rows = _rows(readable.get(path, folder / path)) if path else None
        if not rows:
            continue
        _refuse_lengths(folder / path, rows)
        try:
            whole, parts = each.of(rows)
        except SplitError as error:
            msg = f"{folder / path}, {error}"
            raise UpgradeError(msg) from error
        found[each.table] = (
            whole,
            f"one row for each; what its rows said besides is in {each.parts}.csv",
        )
        found[each.parts] = parts, f"new table, with the rows of {path}"
    return found


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
    folder: Path, path: str, name: str, columns: Sequence[str], since: _Since
) -> Iterator[tuple[str, tuple[bytes, str]]]:
    """Yield a table if its columns are not those of its schema, or if it became two."""
    split = since.split.get(name)
    rows = split[0] if split else _rows(since.readable.get(path, folder / path))
    if rows is None:
        yield path, (to_csv(columns, ()), "new table, without rows")
        return
    header = rows[0] if rows else []
    if header == list(columns) and not split:
        return
    called = {each.old: each.new for each in since.renames if each.table == name}
    renamed = [called.get(each, each) for each in header]
    _refuse_losses(folder / path, rows, renamed, columns)
    at = {each: number for number, each in enumerate(renamed)}
    moved = [[row[at[each]] if each in at else "" for each in columns] for row in rows[1:]]
    told = [split[1]] if split else []
    told += [f"{old} is now {new}" for old, new in called.items() if old in header]
    told += [f"{each} is new" for each in columns if each not in at]
    told += [f"{each}, empty, is gone" for each in renamed if each not in columns]
    yield path, (to_csv(columns, moved), "; ".join(told) or "columns in their order")


def _rows(path: Path) -> Rows | None:
    """Return the rows of a file with its header; None where there is none."""
    content = _bytes(path)
    if content is None:
        return None
    try:
        return list(csv.reader(StringIO(content.decode("utf-8"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        msg = f"{path} cannot be read: {error}; see jcm validate {path.parent}"
        raise UpgradeError(msg) from error


def _refuse_lengths(path: Path, rows: Rows) -> None:
    for number, row in enumerate(rows[1:], 2):
        if len(row) != len(rows[0]):
            msg = f"{path}, row {number} has {len(row)} cells, not {len(rows[0])}; mend it first"
            raise UpgradeError(msg)


def _refuse_losses(path: Path, rows: Rows, header: Sequence[str], columns: Sequence[str]) -> None:
    """Refuse what would lose a cell: rows of another length, columns gone or twice."""
    _refuse_lengths(path, rows)
    for name in columns:
        if header.count(name) > 1:
            msg = f"{path} has the column {name} twice; leave one of the two, first"
            raise UpgradeError(msg)
    for number, row in enumerate(rows[1:], 2):
        for name, cell in zip(header, row, strict=True):
            if name not in columns and cell:
                msg = (
                    f"{path}, row {number}: the schema has no column {name} any more, and it holds "
                    f"{cell!r}; move what it says to another column, or empty it, first"
                )
                raise UpgradeError(msg)


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
