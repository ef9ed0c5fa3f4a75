"""What sources said at their time: the snapshots of a data folder, and their files for download.

They stand beside the record, never in it: no page about the record reads them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from reporting.findings import Finding, Place
from reporting.messages import Bilingual
from reporting.packages import Package, Validation, read_table, validate
from reporting.packages.files import DESCRIPTOR
from reporting.packages.model import in_languages
from reporting.packages.publication import PublishedTable, parquet_rows
from reporting.packages.snapshots import CONTENT_DATE, READ_ON, is_snapshot, snapshot_folders
from reporting.renderers.files import to_json, to_parquet
from reporting.site.dataset import FaultyDataError, Row

SNAPSHOT_DATA = "data/snapshots/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """What one source said at its time.

    Attributes:
        package: The tables that it gives.
        rows: Their rows, by table.
    """

    package: Package
    rows: Mapping[str, tuple[Row, ...]] = field(repr=False)

    @property
    def name(self) -> str:
        """What it is called: the source and the day."""
        return self.package.name

    @property
    def content_date(self) -> str:
        """The day, month or year that the source describes."""
        return str(self.package.descriptor[CONTENT_DATE])

    @property
    def read_on(self) -> str:
        """The day on which it was read."""
        return str(self.package.descriptor[READ_ON])

    @property
    def via(self) -> Bilingual:
        """What was read."""
        return in_languages(self.package.descriptor, "via")

    @property
    def source_id(self) -> str:
        """What the record calls the source."""
        return str(self.package.descriptor["source_id"])

    @property
    def address(self) -> str:
        """The folder of its files, from the root of the site."""
        return f"{SNAPSHOT_DATA}{self.name}/"

    @property
    def path(self) -> str:
        """The page that compares it with the record, below a language."""
        return f"sources-over-time/{self.name}/"


def validated_snapshots(data: Path) -> Validation:
    """Validate the snapshots of a data folder; a package there that is none is found."""
    validation = validate(snapshot_folders(data))
    others = [each for each in validation.packages if not is_snapshot(each.descriptor)]
    return replace(validation, findings=(*validation.findings, *map(_no_snapshot, others)))


def snapshots_of(validation: Validation) -> tuple[Snapshot, ...]:
    """Return snapshots by what they describe, the oldest first.

    Raises:
        FaultyDataError: A finding is an error.
    """
    if not validation.is_clean:
        raise FaultyDataError(validation)
    return tuple(
        sorted(
            map(_read, validation.packages),
            key=lambda each: (each.content_date, each.name),
        )
    )


def _no_snapshot(package: Package) -> Finding:
    fault = f'it has no "{CONTENT_DATE}", as every package beside it'
    return Finding(
        code="descriptor-unlike-ours",
        place=Place(package=package.name),
        values={"file": DESCRIPTOR, "fault": fault},
    )


def _read(package: Package) -> Snapshot:
    rows = {each.name: tuple(read_table(each, package.name).to_pylist()) for each in package}
    return Snapshot(package=package, rows=rows)


def snapshot_downloads(snapshots: tuple[Snapshot, ...]) -> dict[str, bytes]:
    """Return every file of the snapshots by its address: as they are kept, and typed."""
    files: dict[str, bytes] = {}
    for each in snapshots:
        resources = []
        for table in each.package:
            published = PublishedTable(home=each.package, table=table, within=each.name)
            schema = f"schemas/{table.name}.json"
            stem = f"{each.address}{table.name}"
            rows = parquet_rows(each.package, table)
            resources.append(published.resource(table.name, schema))
            files[f"{each.address}{schema}"] = to_json(published.schema())
            files[f"{stem}.csv"] = table.path.read_bytes()
            files[f"{stem}.parquet"] = to_parquet(rows)
            files[f"{stem}.json"] = to_json(rows.to_pylist())
        descriptor = {**each.package.descriptor, "resources": resources}
        files[f"{each.address}{DESCRIPTOR}"] = to_json(descriptor)
    return files
