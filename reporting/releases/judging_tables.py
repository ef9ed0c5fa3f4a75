"""The rows of a table judged by its content hash, and compared with those released if at hand."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import islice
from typing import Any

import pyarrow as pa

from reporting.findings import Finding, Place
from reporting.packages.content_hash import content_hash
from reporting.packages.csv_text import shown
from reporting.packages.diff.matching import is_key
from reporting.packages.diff.model import RowComparison
from reporting.packages.diff.rows import compare_rows
from reporting.packages.diff.spelling import kind_of, spelt_once
from reporting.packages.files import DESCRIPTOR
from reporting.packages.model import Schema
from reporting.packages.schemas import house_shape_faults, shape_faults
from reporting.releases.copies import COPIES
from reporting.releases.copy_text import CopyError
from reporting.releases.deliveries import Delivery, DeliveryError
from reporting.releases.manifest import FileEntry, TableEntry
from reporting.releases.reading import conformed, is_within, tables_of

MOST_TOLD = 50
MOST_COPIES = 5_000
Row = Mapping[str, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Originals:
    """The release's own files, wherever they are at hand, each proved by its hash.

    Attributes:
        promised: What the manifest promises, by path.
        deliveries: Where they may lie.
        read: What was read of them.
    """

    promised: Mapping[str, FileEntry]
    deliveries: Sequence[Delivery]
    read: dict[str, Any] = field(default_factory=dict, repr=False)

    def content(self, path: str) -> bytes | None:
        """Return a file as it was released, or None if it is nowhere at hand."""
        entry = self.promised.get(path)
        for each in self.deliveries if entry else ():
            found = _content(each, path)
            if entry and found is not None and sha256(found).hexdigest() == entry.sha256:
                return found
        return None

    def rows(self, entry: TableEntry) -> pa.Table | None:
        """Return the rows of a table as they were released, or None if they are not at hand."""
        for path in (f"{entry.path}.csv", f"{entry.path}.parquet"):
            content = self.content(path)
            if content is not None:
                try:
                    return next(iter(tables_of(path, content).values()))
                except CopyError:
                    continue
        return None

    def schema(self, entry: TableEntry) -> Schema | None:
        """Return the schema of a table; if none as released is at hand, whichever lies there.

        A hash that agrees proves the rows, whatever schema it was made with.
        """
        key = f"schema of {entry.path}"
        if key not in self.read:
            self.read[key] = next(self._schemas(entry), None)
        schema: Schema | None = self.read[key]
        return schema

    def _schemas(self, entry: TableEntry) -> Iterator[Schema]:
        own = f"{entry.package}/schemas/{entry.name}.json"
        for is_proved in (True, False):
            for written in (
                self._resources(is_proved=is_proved).get(f"{entry.package}-{entry.name}"),
                self._json(own, is_proved=is_proved),
            ):
                schema = usable_schema(written)
                if schema is not None:
                    yield schema

    def _resources(self, *, is_proved: bool) -> Mapping[str, Any]:
        """Return the schemas that the descriptor over all has, by its names of tables."""
        key = f"resources {is_proved}"
        if key not in self.read:
            descriptor = self._json(DESCRIPTOR, is_proved=is_proved)
            listed = descriptor.get("resources") if isinstance(descriptor, dict) else None
            self.read[key] = {
                str(each.get("name")): each.get("schema")
                for each in (listed if isinstance(listed, list) else ())
                if isinstance(each, dict)
            }
        found: Mapping[str, Any] = self.read[key]
        return found

    def _json(self, path: str, *, is_proved: bool) -> object:
        if is_proved:
            content = self.content(path)
        else:
            found = (_content(each, path) for each in self.deliveries)
            content = next((each for each in found if each is not None), None)
        try:
            return None if content is None else json.loads(content)
        except (ValueError, RecursionError):
            return None

    def listed_copies(self) -> tuple[str, ...]:
        """Return the paths of the copies that stand beside the files, as their list has them."""
        listed = self._json(COPIES, is_proved=False)
        copies = listed.get("copies") if isinstance(listed, dict) else None
        paths = [
            each["path"]
            for each in (copies if isinstance(copies, list) else ())
            if isinstance(each, dict) and isinstance(each.get("path"), str)
        ]
        return tuple(sorted({*filter(is_within, paths[:MOST_COPIES])}))


def _content(delivery: Delivery, path: str) -> bytes | None:
    try:
        return delivery.content(path)
    except DeliveryError:
        return None


def usable_schema(written: object) -> Schema | None:
    """Return a Table Schema of whatever origin, or None if it cannot be used."""
    if not isinstance(written, dict):
        return None
    try:
        bare = {**written, "rules": []}
        if any(shape_faults(bare)) or any(house_shape_faults(bare)):
            return None
        schema = Schema.from_descriptor(bare)
    except (RecursionError, KeyError, TypeError, ValueError):
        return None
    names, key = schema.names, schema.primary_key
    is_sound = len({*names}) == len(names) and len({*key}) == len(key) and {*key} <= {*names}
    return schema if is_sound else None


def judged_rows(
    path: str, rows: pa.Table, entry: TableEntry, originals: Originals
) -> Iterator[Finding]:
    """Yield what is wrong with the rows of a table; nothing if they are those released.

    Args:
        path: The file they stand in.
        rows: The rows, as text.
        entry: What was promised of them.
        originals: The release's own files, as far as they are at hand.
    """
    place = Place(package=shown(path), table=shown(entry.path))
    schema = originals.schema(entry)
    if schema is None:
        yield Finding(code="download-schema-missing", place=place, values={"table": place.table})
        return
    rows = conformed(rows, schema)
    names = {*rows.column_names}
    lost = [shown(each) for each in schema.names if each not in names]
    added = [shown(each) for each in rows.column_names if each not in schema.names]
    for code, columns in (("download-column-lost", lost), ("download-column-added", added)):
        for each in columns[:MOST_TOLD]:
            at = Place(package=place.package, table=place.table, field=each)
            yield Finding(code=code, place=at, values={"column": each})
    is_same = not lost and content_hash(rows, schema) == entry.content_hash
    if is_same:
        return
    released = originals.rows(entry)
    values = {"expected": f"{entry.rows:,}", "found": f"{rows.num_rows:,}"}
    if released is None:
        yield Finding(code="download-rows-differ", place=place, values=values)
    else:
        yield from _row_findings(place, conformed(released, schema), rows, schema)


def _row_findings(
    place: Place, released: pa.Table, rows: pa.Table, schema: Schema
) -> Iterator[Finding]:
    """Yield each row that was lost, added or altered, by its key and field, and how many more."""
    shared = [each for each in schema.names if each in rows.column_names]
    kinds = {each.name: kind_of(each.type) for each in schema.fields}
    old, new = (_spelt(each.select(shared), kinds) for each in (released, rows))
    key = schema.primary_key
    if not {*key} <= {*shared} or not (key and is_key(old, key) and is_key(new, key)):
        key = ()
    found = compare_rows(old, new, key, kinds)
    if not any(map(len, (found.additions, found.removals, found.changes, found.renames))):
        if len(shared) < len(schema.names):
            return  # only the column is gone, which is told
        values = {"expected": f"{released.num_rows:,}", "found": f"{rows.num_rows:,}"}
        yield Finding(code="download-rows-differ", place=place, values=values)
        return
    several = list(islice(_differences(place, found, key, shared), MOST_TOLD + 1))
    yield from several[:MOST_TOLD]
    if len(several) > MOST_TOLD:
        values = {
            "lost": f"{found.removals.num_rows:,}",
            "added": f"{found.additions.num_rows:,}",
            "altered": f"{len(found.changes) + len(found.renames):,}",
            "told": f"{MOST_TOLD:,}",
        }
        yield Finding(code="download-rows-more", place=place, values=values)


def _differences(
    place: Place, found: RowComparison, key: tuple[str, ...], names: Sequence[str]
) -> Iterator[Finding]:
    several = (("lost", found.removals), ("added", found.additions))
    for what, rows in several:
        for row in _dicts(rows):
            values = {"row": _called(row, key, names)}
            yield Finding(code=f"download-row-{what}", place=place, values=values)
    for pairs in (found.changes, found.renames):
        for old, new in zip(_dicts(pairs.old), _dicts(pairs.new), strict=True):
            for name in names:
                if old[name] != new[name]:
                    yield Finding(
                        code="download-cell-altered",
                        place=Place(package=place.package, table=place.table, field=name),
                        values={
                            "row": _called(old, key, names),
                            "old": _cell(old[name]),
                            "new": _cell(new[name]),
                        },
                    )


def _spelt(rows: pa.Table, kinds: Mapping[str, str]) -> pa.Table:
    return pa.table({name: spelt_once(rows[name], kinds[name]) for name in rows.column_names})


def _dicts(rows: pa.Table) -> Iterator[Row]:
    for batch in rows.to_batches(max_chunksize=MOST_TOLD):
        yield from batch.to_pylist()


def _called(row: Row, key: tuple[str, ...], names: Sequence[str]) -> str:
    """Return what names a row: its key, or in a table without one its cells."""
    return shown(", ".join(row[name] or "" for name in key or names))


def _cell(cell: str | None) -> str:
    return "–" if cell is None else shown(cell)
