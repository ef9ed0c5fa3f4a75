"""The data as files: each table in each form, packages that stand alone, all of it as one zip."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from reporting.bundled import EXAMPLE, PUBLISHED_EXAMPLE
from reporting.messages import Bilingual, _
from reporting.packages import Package, Validation
from reporting.packages.opening import DESCRIPTOR
from reporting.packages.publication import descriptor_over_all, parquet_rows, published_tables
from reporting.renderers.files import to_json, to_parquet, to_zip
from reporting.renderers.findings import validation_json
from reporting.site.dataset import SiteRecord

LATEST = "data/latest/"
EXAMPLE_DATA = "data/example/"
WHOLE = "jcm-open-data"
README = "README.txt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A file of data: what it is called in each language, and its address from the root."""

    title: Bilingual
    address: str

    @classmethod
    def named(cls, name: str, address: str) -> "Download":
        """Return a download that is called the same in every language."""
        return cls(title={"en": name, "ja": name}, address=address)


TITLE = _("JCM Open Data, all packages")
DESCRIPTION = _(
    "Every table of the data packages of JCM Open Data under one descriptor; each package is also "
    "one of its own, in the folder of its name. Derived from public sources; not an official "
    "publication and not endorsed by any government. Unknown values are left empty."
)
NOTE = """{title}
Version {version}, {day}

{description}

Which file for whom
- CSV: for spreadsheets and for reading; every value as it is kept.
- Parquet: for pandas, polars, R, DuckDB and Spark; typed. Each file says in its metadata what it
  is, where it is from, its version, licence and primary key.
- JSON: for programs; a list of rows.
- datapackage.json and schemas/: every table and field described, for any tool that reads Data
  Packages. Beside each CSV they name its Parquet and JSON as "alternates". A table called after
  another package, as nomenclature-sources, is a copy of that package's table, to which keys lead.
{reading}

Tables
{tables}

Licence: {licence}
{naming}
"""
OF_ALL = """\
- datapackage.json at the top: all tables under one descriptor, called package-table there. Each
  folder is a package of its own, with its own datapackage.json.
- validation.json: what the validation of all packages found.

How to read the tables
- An empty cell: not found in the sources read. It is not zero, and it may be published.
- A table without rows: nothing of it was found. The tables named gaps say what is missing.
- source_id: where a row comes from (table sources). confidence: how sure it is. basis: whether the
  source states it, it was calculated from stated figures, or inferred.
- published_totals are compared with issuances and never added to them.
- Expected reductions are estimates before operation, per year; they are not credits."""
OF_EXAMPLE = """
Made up
- Nothing in it happened, and the Parties do not exist; source_id of every row is made-up.
- Rows marked confidential are among them, for tests: they are nobody's. Of a real record they are
  never published."""
NAMING = """\
Name the sources of the rows you use too, first of all www.jcm.go.jp. Derived, not official.
Cite as: {title}, version {version}."""
NAMING_EXAMPLE = "Whatever is made from it says that it is made up."


def downloads(record: SiteRecord) -> dict[str, bytes]:
    """Return every file of the record's data, by its address from the root."""
    packages = record.packages
    files: dict[str, bytes] = {}
    for name, package in packages.items():
        files |= _below(f"{name}/", _package_files(package, packages))
    about = {
        "name": WHOLE,
        **_in_languages("title", TITLE),
        **_in_languages("description", DESCRIPTION),
    }
    whole = descriptor_over_all(packages.values(), about)
    files[DESCRIPTOR] = to_json(whole)
    files["validation.json"] = validation_json(record.validation).encode()
    tables = "\n\n".join(
        _tables(package, _filled(record.validation, name)) for name, package in packages.items()
    )
    files[README] = _note(whole, OF_ALL, tables, NAMING)
    files[f"{WHOLE}.zip"] = to_zip(files)
    return _below(LATEST, files)


def example_downloads(validation: Validation) -> dict[str, bytes]:
    """Return every file of the example's data, by its address from the root.

    Args:
        validation: That of the example and of the packages that its keys lead to.
    """
    packages = {each.name: each for each in validation.packages}
    kept, name = packages[EXAMPLE], PUBLISHED_EXAMPLE
    example = replace(kept, name=name, descriptor={**kept.descriptor, "name": name})
    files = _package_files(example, packages)
    tables = _tables(example, _filled(validation, kept.name))
    files[README] = _note(example.descriptor, OF_EXAMPLE, tables, NAMING_EXAMPLE)
    files[f"{name}.zip"] = to_zip(files)
    return _below(EXAMPLE_DATA, files)


def _below(folder: str, files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {f"{folder}{path}": content for path, content in files.items()}


def _in_languages(name: str, text: Bilingual) -> dict[str, str]:
    """Return a text as descriptors have it."""
    return {name: text["en"], f"{name}@ja": text["ja"]}


def _package_files(package: Package, packages: Mapping[str, Package]) -> dict[str, bytes]:
    """Return a package that stands alone: descriptor, schemas, and its tables in each form."""
    files: dict[str, bytes] = {}
    resources = []
    for each in published_tables(package, packages):
        schema = f"schemas/{each.name}.json"
        resources.append(each.resource(each.name, schema))
        rows = parquet_rows(each.home, each.table)
        files[schema] = to_json(each.schema())
        files[f"{each.name}.csv"] = each.table.path.read_bytes()
        files[f"{each.name}.parquet"] = to_parquet(rows)
        files[f"{each.name}.json"] = to_json(rows.to_pylist())
    files[DESCRIPTOR] = to_json({**package.descriptor, "resources": resources})
    return files


def _note(about: Mapping[str, Any], reading: str, tables: str, naming: str) -> bytes:
    """Return a note on what a descriptor is about, for whoever unpacks it."""
    licence = about["licenses"][0]
    return NOTE.format(
        **about,
        day=about["created"][:10],
        reading=reading,
        tables=tables,
        licence=f"{licence['name']}, {licence['path']}",
        naming=naming.format(**about),
    ).encode()


def _filled(validation: Validation, package: str) -> set[str]:
    """Return the names of the tables of a package that have a row."""
    return {each.table for each in validation.tables if each.package == package and each.rows}


def _tables(package: Package, filled: set[str]) -> str:
    """Return the tables of a package as a list, with what one row is."""
    lines = [f"{package.name}: {package.title['en']}"]
    for table in package:
        empty = "" if table.name in filled else " (no row yet)"
        lines.append(f"- {table.name}: {table.description['en']}{empty}")
    return "\n".join(lines)
