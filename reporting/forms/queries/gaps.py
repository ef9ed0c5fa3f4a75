"""What is not known, and who could fill it: `jcm gaps`."""

from collections.abc import Iterable

from reporting.forms.model.table import Cell, Column, Layout, Report, ReportTable, Type
from reporting.packages import Package, read_table
from reporting.texts import said

COLUMNS = (
    Column(name="title", label=said("Gap", "未把握の事項")),
    Column(name="gap_id", label=said("Name", "名称")),
    Column(name="package", label=said("Package", "パッケージ")),
    Column(name="description", label=said("What is missing", "内容")),
    Column(name="subject_table", label=said("Table", "対象の表")),
    Column(name="who_can_fill", label=said("Who can fill it", "補うことのできる機関")),
    Column(name="address", label=said("Address", "URL")),
    Column(name="row", label=said("Row", "行"), type=Type.ROW, is_detail=True),
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
    number = len(rows)
    return Report(
        name="gaps",
        title=said(
            f"What is not known: {number} gap{'' if number == 1 else 's'}",
            f"未把握の事項：{number}件",
        ),
        tables=(
            ReportTable(
                name="gaps",
                title=said("", ""),
                columns=COLUMNS,
                rows=rows,
                layout=Layout.LIST,
                nothing=said("No gaps are named.", "未把握の事項の記載はない。"),
            ),
        ),
    )


def _cell(row: dict[str, str | None], name: str) -> Cell:
    place = {"package": "_package", "row": "_row"}
    value = row[place.get(name, name)]
    if name in BILINGUAL:
        return Cell(value=value, label=said(value or "", row[f"{name}_ja"] or value or ""))
    return Cell(value=value)
