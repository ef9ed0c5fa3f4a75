"""The data as files: each table in each form, each package as one zip, the validation."""

from collections.abc import Mapping
from dataclasses import dataclass

from reporting.messages import Bilingual
from reporting.packages import Package
from reporting.packages.csv_text import PLACE, read_table
from reporting.packages.opening import DESCRIPTOR
from reporting.renderers.files import to_json, to_parquet, to_zip
from reporting.renderers.findings import validation_json
from reporting.site.dataset import RECORD, SiteRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A file of data: what it is called in each language, and its address from the root."""

    title: Bilingual
    address: str

    @classmethod
    def named(cls, name: str, address: str) -> "Download":
        """Return a download that is called the same in every language."""
        return cls(title={"en": name, "ja": name}, address=address)


README = """{title}
Version {version}, {created}

{description}

Each folder is a Data Package: datapackage.json and schemas/ describe every table and field, and any
tool for Data Packages or CSV reads them. Codes of countries are in nomenclature/.

How to read the tables
- An empty cell: not found in the sources read. It is not zero, and it may be published.
- A table without rows: nothing of it was found. The tables named gaps say what is missing.
- source_id: where a row comes from (table sources). confidence: how sure it is. basis: whether the
  source states it, it was calculated from stated figures, or inferred.
- published_totals are compared with issuances and never added to them.
- Expected reductions are estimates before operation, per year; they are not credits.

Tables
{tables}

Licence: {licence}
Name the sources of the rows you use too, first of all www.jcm.go.jp. Derived, not official.
Cite as: JCM Open Data, {title}, version {version}.
"""


def downloads(record: SiteRecord) -> Mapping[str, bytes]:
    """Return every file below ``data/latest/``, by path."""
    files: dict[str, bytes] = {}
    packages = record.packages.values()
    for package in packages:
        files.update(_package(package))
        for table in package:
            rows = read_table(table, package.name).drop_columns(list(PLACE))
            files[f"{package.name}/{table.name}.parquet"] = to_parquet(rows)
            files[f"{package.name}/{table.name}.json"] = to_json(rows.to_pylist())
    files[f"{RECORD}/validation.json"] = validation_json(record.validation).encode()
    whole = {path: content for package in packages for path, content in _package(package).items()}
    files[f"{RECORD}.zip"] = to_zip({**whole, "README.txt": _readme(record)})
    return files


def _readme(record: SiteRecord) -> bytes:
    """Return a note on what the packages are, for whoever unpacks them."""
    package = record.packages[RECORD]
    licence = package.descriptor["licenses"][0]
    return README.format(
        title=package.title["en"],
        description=package.description["en"],
        version=record.version,
        created=record.created.isoformat(),
        licence=f"{licence['name']}, {licence['path']}",
        tables="\n\n".join(_tables(record, each) for each in record.packages.values()),
    ).encode()


def _tables(record: SiteRecord, package: Package) -> str:
    """Return the tables of a package as a list, with what one row is."""
    lines = [f"{package.name}/: {package.title['en']}"]
    for table in package:
        empty = "" if record.rows(f"{package.name}/{table.name}") else " (no row yet)"
        lines.append(f"- {table.name}: {table.description['en']}{empty}")
    return "\n".join(lines)


def _package(package: Package) -> dict[str, bytes]:
    """Return a package as it is kept: descriptor, schemas and CSV, below its name."""
    resources = [table.descriptor for table in package]
    paths = [DESCRIPTOR, *(each["path"] for each in resources)]
    paths += [each["schema"] for each in resources if isinstance(each["schema"], str)]
    return {f"{package.name}/{path}": (package.folder / path).read_bytes() for path in paths}
