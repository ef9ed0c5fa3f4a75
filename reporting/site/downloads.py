"""The data as files: each table in each form, each package as one zip, the validation."""

from collections.abc import Mapping
from datetime import date

from reporting.packages import Package
from reporting.packages.opening import DESCRIPTOR
from reporting.packages.reading import PLACE, read_table
from reporting.renderers.archive import to_zip
from reporting.renderers.findings import as_json
from reporting.renderers.json import to_json
from reporting.renderers.parquet import to_parquet
from reporting.site.record import Record

README = """{title}
Version {version}, {created}

{description}

datapackage.json and schemas/ describe every table and field; any tool for Data Packages or CSV
reads them.
Cite as: JCM Open Data, {title}, version {version}.
Licence: {licence}
"""


def downloads(record: Record) -> Mapping[str, bytes]:
    """Return every file below ``data/latest/``, by path."""
    files: dict[str, bytes] = {}
    for package in record.packages.values():
        whole = _package(package, record.created)
        files.update({f"{package.name}/{path}": content for path, content in whole.items()})
        files[f"{package.name}.zip"] = to_zip(
            {f"{package.name}/{path}": content for path, content in whole.items()}
        )
        for table in package:
            rows = read_table(table, package.name).drop_columns(list(PLACE))
            files[f"{package.name}/{table.name}.parquet"] = to_parquet(rows)
            files[f"{package.name}/{table.name}.json"] = to_json(rows.to_pylist())
    files["jcm/validation.json"] = as_json(record.validation).encode()
    return files


def _package(package: Package, created: date) -> dict[str, bytes]:
    """Return a package as it is kept: descriptor, schemas, CSV, and a note on what it is."""
    resources = [table.descriptor for table in package]
    paths = [DESCRIPTOR, *(each["path"] for each in resources)]
    paths += [each["schema"] for each in resources if isinstance(each["schema"], str)]
    licence = package.descriptor["licenses"][0]
    readme = README.format(
        title=package.title["en"],
        description=package.description["en"],
        version=package.descriptor["version"],
        created=created.isoformat(),
        licence=f"{licence['name']}, {licence['path']}",
    )
    return {path: (package.folder / path).read_bytes() for path in paths} | {
        "README.txt": readme.encode()
    }
