"""What is not known, and who could fill it: `jcm gaps`."""

from collections.abc import Iterable

from reporting.forms.model.table import (
    Cell,
    Column,
    Layout,
    Report,
    ReportTable,
    Type,
    cell_in_both,
)
from reporting.messages import SILENCE, _, ngettext
from reporting.packages import Package, read_table

COLUMNS = (
    Column(name="title", label=_("Gap")),
    Column(name="gap_id", label=_("Name")),
    Column(name="package", label=_("Package")),
    Column(name="description", label=_("What is missing")),
    Column(name="subject_table", label=_("Table")),
    Column(name="who_can_fill", label=_("Who can fill it")),
    Column(name="address", label=_("Address")),
    Column(name="row", label=_("Row"), type=Type.ROW, is_detail=True),
)
BILINGUAL = {"title", "description"}


def gaps(packages: Iterable[Package]) -> Report:
    """Return the gaps that packages name, in their order."""
    rows = tuple(
        tuple(_cell(row, column.name) for column in COLUMNS)
        for package in packages
        if "gaps" in package.tables
        for row in read_table(package.tables["gaps"], package.name).to_pylist()
    )
    return Report(
        name="gaps",
        title=ngettext(
            "What is not known: %(count)s gap", "What is not known: %(count)s gaps", len(rows)
        ),
        tables=(
            ReportTable(
                name="gaps",
                title=SILENCE,
                columns=COLUMNS,
                rows=rows,
                layout=Layout.LIST,
                nothing=_("No gaps are named."),
            ),
        ),
    )


def _cell(row: dict[str, str | None], name: str) -> Cell:
    if name in BILINGUAL:
        return cell_in_both(row, name)
    place = {"package": "_package", "row": "_row"}
    return Cell(value=row[place.get(name, name)])
