"""A version of the data as files: packages that stand alone, one descriptor over all, a README.

The bytes follow from the packages and the stamp alone, with one version of pyarrow for Parquet.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from reporting.messages import Bilingual, _
from reporting.packages import Package, Table
from reporting.packages.content_hash import content_hash
from reporting.packages.diff.text_table import text_table
from reporting.packages.files import DESCRIPTOR
from reporting.packages.publication import descriptor_over_all, parquet_rows, published_tables
from reporting.releases.manifest import TableEntry
from reporting.releases.release import Release, ReleaseError
from reporting.renderers.files import to_json, to_parquet

WHOLE = "jcm-open-data"
README = "README.txt"
LICENCE = "LICENSE.md"
TITLE = _("JCM Open Data, all packages")
DESCRIPTION = _(
    "Every table of the data packages of JCM Open Data under one descriptor; each package is also "
    "one of its own, in the folder of its name. Derived from public sources; not an official "
    "publication and not endorsed by any government. Unknown values are left empty."
)
NOTE = """{title}
{version}

{description}

Which file for whom
- CSV: for spreadsheets and for reading; every value as it is kept.
- Parquet: for pandas, polars, R, DuckDB and Spark; typed. Each file says in its metadata what it
  is, where it is from, its version, licence and primary key.
- datapackage.json and schemas/: every table and field described, for any tool that reads Data
  Packages. Beside each CSV they name its Parquet as an alternate. A table called after another
  package, as nomenclature-sources, is a copy of that package's table, to which keys lead.
{reading}

Tables
{tables}

Licence: {licence}
{naming}
"""
OF_ALL = """\
- datapackage.json at the top: all tables under one descriptor, called package-table there. Each
  folder is a package of its own, with its own datapackage.json.
- manifest.json: every file with its SHA-256, every table with its rows and its content hash, which
  is the same in whatever file the rows stand. `jcm verify` judges a folder, zip or address by it.
- changes.csv, from the second release on: what differs from the release before. Cells that changed
  stand with both values; rows and columns that were added or removed are named by their key.
- renames.csv, where there is one: tables and columns that had another name, and since when.
- On the site stand copies beside these files, made from them: Excel workbooks, CSV for Excel, JSON,
  SQLite, one zip. copies.json there lists them.
- Numbers are exact in CSV and Parquet. Workbooks and SQLite keep 15 digits; a number with more is
  text there, in SQLite with its whole column. Excel rounds it when it opens a CSV.
- polars and DuckDB take the types from Parquet; from CSV they guess.

How to read the tables
- An empty cell: not found in the sources read. It is not zero, and it may be published.
- A table without rows: nothing of it was found. The tables named gaps say what is missing.
- source_id: where a row comes from (table sources). confidence: how sure it is. basis: whether the
  source states it, it was calculated from stated figures, or inferred.
- published_totals are compared with issuances and never added to them.
- Expected reductions are estimates before operation, per year; they are not credits."""
HASHES = """
How a content hash is computed
- It is the SHA-256 of the table as text in UTF-8: the names of the columns, then the rows in the
  order of their key, of a table without key in that of their cells, by bytes. Every cell stands in
  quotation marks, its own doubled, an unknown one empty; commas between, a line feed after each
  line. A number has no zeros it can do without, a truth is true or false, a line of a text ends in
  a line feed."""
NAMING = """\
Name the sources of the rows you use too, first of all www.jcm.go.jp. Derived, not official.
"""
CITE = (
    "Cite as: JCM Open Data ({}). The public record of the Joint Crediting Mechanism, version {}."
)
CITE_NONE = "Cite a release: these are working data, which change at their address."


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """What every file of a version says of it.

    Attributes:
        version: Its name, ``2026.12.3``; of working data one that no release has.
        created: The day it was made; None of working data, which has no day of its own.
        title: What people call it: ``Version 2026.12.3 of 1 December 2026``.
    """

    version: str
    created: date | None
    title: str

    @property
    def citation(self) -> str:
        """How the version is cited, as a line of its README."""
        if self.created is None:
            return CITE_NONE
        return CITE.format(self.created.year, self.version)

    def on(self, package: Package) -> Package:
        """Return a package whose descriptor says of which version it is."""
        descriptor = {
            name: value
            for name, value in package.descriptor.items()
            if name not in {"version", "created", "resources"}
        }
        day = {"created": f"{self.created}T00:00:00Z"} if self.created else {}
        resources = package.descriptor["resources"]
        return replace(
            package,
            descriptor={**descriptor, "version": self.version, **day, "resources": resources},
        )


def version_files(
    packages: Iterable[Package], stamp: Stamp, licence: Path | None
) -> dict[str, bytes]:
    """Return the files of a version by path, but for its manifest and its changes.

    Args:
        packages: The packages; the first lends the descriptor over all its version and day.
        stamp: What every file says of the version.
        licence: The file with the licence of the data, if there is one.
    """
    stamped = {each.name: stamp.on(each) for each in packages}
    files: dict[str, bytes] = {}
    for name, package in stamped.items():
        files |= {f"{name}/{path}": each for path, each in package_files(package, stamped).items()}
    about = {
        "name": WHOLE,
        **_in_languages("title", TITLE),
        **_in_languages("description", DESCRIPTION),
    }
    whole = descriptor_over_all(stamped.values(), about)
    files[DESCRIPTOR] = to_json(whole)
    if licence is not None and licence.is_file():
        files[LICENCE] = licence.read_bytes()
    tables = "\n\n".join(described_tables(each) for each in stamped.values())
    naming = NAMING + stamp.citation
    files[README] = note(whole, stamp.title, OF_ALL + HASHES, tables, naming)
    return files


def package_files(package: Package, packages: Mapping[str, Package]) -> dict[str, bytes]:
    """Return a package that stands alone: descriptor, schemas, each table as CSV and Parquet.

    Args:
        package: The package.
        packages: It and those that its keys may lead to, by name.
    """
    files: dict[str, bytes] = {}
    resources = []
    for each in published_tables(package, packages):
        schema = f"schemas/{each.name}.json"
        rows = each.table.readable.read_bytes()
        promised = {"bytes": len(rows), "hash": f"sha256:{sha256(rows).hexdigest()}"}
        resources.append({**each.resource(each.name, schema), **promised})
        files[schema] = to_json(each.schema())
        files[f"{each.name}.csv"] = rows
        files[f"{each.name}.parquet"] = to_parquet(parquet_rows(each.home, each.table))
    files[DESCRIPTOR] = to_json({**package.descriptor, "resources": resources})
    return files


def note(about: Mapping[str, Any], version: str, reading: str, tables: str, naming: str) -> bytes:
    """Return a note on what a descriptor is about, for whoever unpacks it."""
    licence = about["licenses"][0]
    told = {**about, "version": version}
    return NOTE.format(
        **told,
        reading=reading,
        tables=tables,
        licence=f"{licence['name']}, {licence['path']}",
        naming=naming.format(**told),
    ).encode()


def described_tables(package: Package) -> str:
    """Return the tables of a package as a list, with what one row is."""
    lines = [f"- {table.name}: {table.description['en']}{_emptiness(table)}" for table in package]
    return "\n".join([f"{package.name}: {package.title['en']}", *lines])


def _emptiness(table: Table) -> str:
    with table.readable.open("rb") as stream:
        return "" if len(stream.readlines(2**16)) > 1 else " (no row yet)"


def _in_languages(name: str, text: Bilingual) -> dict[str, str]:
    """Return a text as descriptors have it."""
    return {name: text["en"], f"{name}@ja": text["ja"]}


def table_entries(
    packages: Iterable[Package], version: str, previous: Release | None
) -> tuple[TableEntry, ...]:
    """Return the entries of a manifest for tables, with their content hashes.

    Args:
        packages: The packages, as they are kept.
        version: The version they are made.
        previous: The release before it, if there is one.

    Raises:
        ReleaseError: A table cannot be read.
    """
    found = []
    for package in packages:
        known = previous.tables(package.name) if previous else {}
        for table in package:
            rows, faults = text_table(table, package.name)
            if rows is None:
                msg = f"{package.name}/{table.name} cannot be read: {faults[0].code}"
                raise ReleaseError(msg)
            entry = previous.manifest.table(package.name, table.name) if previous else None
            old = known.get(table.name)
            is_alike = entry and old and shape(old) == shape(table)
            found.append(
                TableEntry(
                    package=package.name,
                    name=table.name,
                    rows=rows.num_rows,
                    content_hash=content_hash(rows, table.schema),
                    schema_version=entry.schema_version if entry and is_alike else version,
                )
            )
    return tuple(found)


def shape(table: Table) -> object:
    """Return what a program relies on in a table: its fields with their types, and its keys."""
    schema = table.schema
    fields = [(each.name, each.type) for each in schema.fields]
    leading = [(each.fields, each.keys) for each in schema.foreign_keys]
    return fields, schema.primary_key, schema.unique_keys, leading
