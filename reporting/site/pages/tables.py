"""The data: a page about all of it, and one for each table with its codebook."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from reporting.bundled import PUBLISHED_EXAMPLE
from reporting.catalogs.version import DATA
from reporting.messages import LANGUAGES
from reporting.packages import Field, Package, Table, Validation
from reporting.packages.diff import of_package, old_names
from reporting.packages.files import DESCRIPTOR
from reporting.releases.making import WHOLE
from reporting.renderers.diff_words import table_words
from reporting.site.dataset import Row, SiteRecord
from reporting.site.downloads import EXAMPLE_DATA, Download
from reporting.site.file_formats import FORMATS
from reporting.site.history import TableThen, completeness
from reporting.site.loading import Tool
from reporting.site.pages.page import SitePage
from reporting.site.pages.views import View
from reporting.site.served_files import ServedFiles


def pages(
    record: SiteRecord, made_up: Validation | None, files: ServedFiles, loading: Sequence[Tool]
) -> Iterator[SitePage]:
    """Yield the page about the data, one for each table, and that of the example's data.

    Args:
        record: The record.
        made_up: The example and the packages that it needs, if there is one.
        files: The files of the data in hand, as they stand on the site.
        loading: The tools that load a table by its address.
    """
    whole = Download.named(f"{WHOLE}.zip", f"{record.address}{WHOLE}.zip")
    yield SitePage(
        path="data/",
        template="data.html",
        rows={
            "packages": [
                {
                    "package": package,
                    "tables": [
                        {"table": table, "rows": len(record.rows(f"{package.name}/{table.name}"))}
                        for table in package
                    ],
                }
                for package in record.packages.values()
            ],
            "whole": whole,
            "has_example": made_up is not None,
            "formats": FORMATS,
            "files": files,
        },
        data=(whole, Download.named("datapackage.json", f"{record.address}{DESCRIPTOR}")),
    )
    for package in record.packages.values():
        for table in package:
            page = _page(record, package, table, files, loading)
            yield page
            yield from _later(page)
    if made_up:
        yield _example(made_up)


def _page(
    record: SiteRecord,
    package: Package,
    table: Table,
    files: ServedFiles,
    loading: Sequence[Tool],
) -> SitePage:
    name = f"{package.name}/{table.name}"
    rows = record.rows(name)
    then = record.history.then(package.name, table.name)
    formats = files.formats(package.name, table.name)
    stem = f"{DATA}{record.release.version}/" if record.release else files.address
    gaps = record.everywhere("gaps").get(package.name, ())
    return SitePage(
        path=address(package.name, table.name),
        template="table.html",
        rows={
            "package": package,
            "table": table,
            "records": rows,
            "parts": [*_parts(record, name)],
            "files": files,
            "formats": formats,
            "then": then,
            "summaries": {
                each.release.version: {
                    lang: table_words(each.diff, lang, most=0, length=0).summary
                    for lang in LANGUAGES
                }
                for each in then
                if each.diff
            },
            "stem": f"{stem}{name}",
            "loading": loading,
            "columns": [
                {
                    **_column(each, rows, then),
                    "old_names": old_names(
                        each.name, table.name, of_package(record.renames, package.name)
                    ),
                }
                for each in table.schema.fields
            ],
            "references": references(record, package.name, table),
            "gaps": [each for each in gaps if each["subject_table"] == table.name],
        },
        sources=() if table.name == "sources" else record.sources_of(rows),
        data=tuple(
            Download(
                title=each.title, address=f"{files.address}{each.path(package.name, table.name)}"
            )
            for each in formats
        ),
        shown={name: None},
    )


def _parts(record: SiteRecord, name: str) -> Iterator[View]:
    """Yield the rows of each page of a table, with the numbers of the first and the last."""
    first = 1
    for rows in record.parts(name):
        yield {"rows": rows, "first": first, "last": first + len(rows) - 1}
        first += len(rows)


def _later(page: SitePage) -> Iterator[SitePage]:
    """Yield the further pages of a table, which have rows alone."""
    shared = {name: page.rows[name] for name in ("package", "table", "parts")}
    for number in range(2, len(page.rows["parts"]) + 1):
        yield replace(
            page,
            path=f"{page.path}rows-{number}/",
            template="table_later.html",
            rows={**shared, "number": number},
        )


def _example(made_up: Validation) -> SitePage:
    """Return the page of the example's data; what its fields mean stands with the record's."""
    (package,) = (each for each in made_up.packages if each.is_made_up)
    rows = {each.table: each.rows for each in made_up.tables if each.package == package.name}
    return SitePage(
        path=EXAMPLE_DATA,
        template="example_data.html",
        rows={
            "package": package,
            "published_as": PUBLISHED_EXAMPLE,
            "tables": [{"table": table, "rows": rows[table.name]} for table in package],
        },
        data=tuple(
            Download.named(each, f"{EXAMPLE_DATA}{each}")
            for each in (f"{PUBLISHED_EXAMPLE}.zip", DESCRIPTOR)
        ),
        is_made_up=True,
    )


def address(package: str, table: str) -> str:
    """Return the address of a table's page."""
    return f"data/{package}/{table}/"


def references(record: SiteRecord, package: str, table: Table) -> list[tuple[str, Table]]:
    """Return the tables that point to this one, with the names of their packages."""
    return [
        (other.name, pointing)
        for other in record.packages.values()
        for pointing in other
        if any(
            (key.package or other.name, key.table) == (package, table.name)
            for key in pointing.schema.foreign_keys
        )
    ]


def _column(field: Field, rows: tuple[Row, ...], then: Sequence[TableThen]) -> dict[str, Any]:
    """Return what a codebook says of a field: how full it is, and the range of its values."""
    known = [row[field.name] for row in rows if row[field.name] is not None]
    measured = field.type in {"integer", "number", "date", "year"}
    return {
        "field": field,
        "known": len(known),
        "completeness": completeness(field.name, len(known), len(rows), then),
        "distinct": len(set(known)),
        "least": min(known) if measured and known else None,
        "most": max(known) if measured and known else None,
        "counts": {
            each.value: sum(str(value) == each.value for value in known)
            for each in field.categories
        },
    }
