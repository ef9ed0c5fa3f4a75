"""From a file to a workbook whose tables were found and whose cells were checked."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from reporting.aef_checker.layout import read_tables
from reporting.aef_checker.syntax import syntax
from reporting.aef_checker.tables import Workbook
from reporting.aef_checker.xlsx_reader.container import open_container
from reporting.aef_checker.xlsx_reader.grid import read_grid
from reporting.findings import in_order
from reporting.official_forms.aef import CURRENT


def open_workbook(path: Path, name: str = "") -> Workbook:
    """Open a workbook and check its cells; whatever is wrong with it is a finding.

    Args:
        path: The file.
        name: How findings name it; its file name if empty.
    """
    name = name or path.name
    container, found = open_container(path, name)
    if container is None:
        return Workbook(name=name, edition=CURRENT, tables={}, findings=found)
    sheets, broken = read_grid(container, name)
    if not sheets and broken:
        return Workbook(name=name, edition=CURRENT, tables={}, findings=(*found, *broken))
    workbook = read_tables(name, sheets)
    findings = (*found, *broken, *workbook.findings, *syntax(workbook))
    return replace(workbook, findings=in_order(findings))


def open_workbooks(paths: Sequence[Path]) -> tuple[Workbook, ...]:
    """Open workbooks; two of one name are told apart by their paths."""
    names = [path.name for path in paths]
    return tuple(
        open_workbook(path, path.name if names.count(path.name) == 1 else str(path))
        for path in paths
    )
