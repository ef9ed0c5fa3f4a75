"""A page of the site, and the files that hold the same data."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from reporting.packages.csv_text import to_csv
from reporting.packages.reconciliation import plain
from reporting.releases.release import Release
from reporting.renderers.files import to_json
from reporting.site.dataset import RECORD, Row, SiteRecord, full_name
from reporting.site.downloads import Download


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePage:
    """One page, in every language.

    Attributes:
        path: Address below the language: ``projects/mn001/``; empty for the home page.
        template: Name of its template.
        rows: What the template shows.
        sources: The sources of what it shows, the most cited first.
        files: Its data, written beside it: ``{file name: bytes}``.
        data: The downloads of its data.
        is_made_up: Whether it shows the example: it says so above all else.
        is_unlisted: Whether nobody need find it, as what other sites show within theirs.
        shown: Of which rows it is made, as far as that is known: by table with its package, the
            keys, or None for all of them.
        release: The release that it is about; None of a page about the data in hand.
    """

    path: str
    template: str
    rows: Mapping[str, Any]
    sources: Sequence[Row] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)
    data: tuple[Download, ...] = ()
    is_made_up: bool = False
    is_unlisted: bool = False
    shown: Mapping[str, frozenset[str] | None] = field(default_factory=dict)
    release: Release | None = None


def of_entity(
    record: SiteRecord,
    path: str,
    template: str,
    *,
    tables: Mapping[str, Iterable[Row]],
    rows: Mapping[str, Any],
) -> SitePage:
    """Return the page of one thing, with its own data as CSV and JSON.

    Args:
        record: The record.
        path: Address of the page.
        template: Name of its template.
        tables: The rows it is about, by table: the content of its data files.
        rows: What the template shows beyond them.
    """
    known = {name: tuple(found) for name, found in tables.items()}
    sources = record.sources_of(row for found in known.values() for row in found)
    stem = path.rstrip("/").rpartition("/")[2]
    data = {
        "data": {name: [_public(row) for row in found] for name, found in known.items() if found},
        "sources": [_public(row) for row in sources],
        "package": {"name": RECORD, "version": record.version},
    }
    return SitePage(
        path=path,
        template=template,
        rows={**known, **rows},
        sources=sources,
        files={f"{stem}.csv": to_csv(*_long(record, known)), f"{stem}.json": to_json(data)},
        data=tuple(
            Download.named(form.upper(), f"{path}{stem}.{form}") for form in ("csv", "json")
        ),
        shown={_whole_name(name): _keys(record, name, found) for name, found in known.items()},
    )


def of_tables(
    record: SiteRecord, path: str, template: str, *, tables: Sequence[str], rows: Mapping[str, Any]
) -> SitePage:
    """Return a page about whole tables, whose data are the downloads of those tables."""
    facts = [name for name in tables if full_name(name)[1] != "sources"]
    shown = [row for name in facts for row in record.rows(name)]
    return SitePage(
        path=path,
        template=template,
        rows=rows,
        sources=record.sources_of(shown),
        data=tuple(_download(record, name, form) for name in tables for form in ("csv", "json")),
        shown={_whole_name(name): None for name in tables},
    )


def _whole_name(name: str) -> str:
    return "/".join(full_name(name))


def _keys(record: SiteRecord, name: str, rows: Sequence[Row]) -> frozenset[str] | None:
    """Return the keys of some rows; None for all of a table whose rows have no key."""
    has_key = bool(record.table(name).schema.primary_key)
    return frozenset(record.key(name, row) for row in rows) if has_key else None


def _download(record: SiteRecord, name: str, form: str) -> Download:
    """Return a table as a file; one of another package says of which."""
    package, table = full_name(name)
    kind = form.upper() if package == RECORD else f"{package}, {form.upper()}"
    return Download(
        title={lang: f"{title} ({kind})" for lang, title in record.table(name).title.items()},
        address=f"{record.address}{package}/{table}.{form}",
    )


def _public(row: Row) -> dict[str, Any]:
    """Return a row without its place in the file."""
    return {name: value for name, value in row.items() if not name.startswith("_")}


def _long(
    record: SiteRecord, tables: Mapping[str, Sequence[Row]]
) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
    """Return rows of several tables as one: a line for each value that is known."""
    lines = [
        (name, record.key(name, row), column, plain(value) if isinstance(value, Decimal) else value)
        for name, rows in tables.items()
        for row in rows
        for column, value in _public(row).items()
        if value is not None
    ]
    return ("table", "key", "field", "value"), lines
