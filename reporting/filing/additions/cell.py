"""One cell of a new row, judged alone by the same checks as the whole table."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from reporting.filing.additions.addition import NewRow
from reporting.findings import Finding, Place
from reporting.packages import Schema, check_table
from reporting.packages.csv_text import to_csv


def cell_findings(row: NewRow, name: str, package: str) -> tuple[Finding, ...]:
    """Return what is wrong with a cell that is not empty."""
    written = row.table.schema.descriptor
    key = [name] if name in row.table.schema.primary_key else []
    schema = Schema.from_descriptor(
        {
            "fields": [each for each in written["fields"] if each["name"] == name],
            "missingValues": written.get("missingValues", [""]),
            **({"primaryKey": key} if key else {}),
        }
    )
    place = Place(package=package, table=row.table.name)
    with TemporaryDirectory(prefix="jcm-add-") as folder:
        file = Path(folder) / "cell.csv"
        file.write_bytes(to_csv([name], [[row.cells[name]]]))
        report = check_table(schema, file, place=place)
    return tuple(
        replace(each, place=replace(each.place, row=0, field=name)) for each in report.findings
    )
