"""Cells that annex or nomenclature allow and the platform's syntax checker is expected to refuse.

Which they are stands in ``aef_platform_refusals`` of ``data/forms``; nothing in them is wrong.
"""

import re
from collections.abc import Collection, Iterator
from functools import cache

from reporting.aef_checker.tables import FoundTable, SheetRow, Workbook, quoted
from reporting.findings import Finding, Place
from reporting.official_forms.aef import CURRENT, FORMS
from reporting.official_forms.code_lists import Listed, listed


def may_be_refused(workbook: Workbook, faults: Collection[Place]) -> Iterator[Finding]:
    """Yield what the platform may refuse, once for each kind and column.

    Args:
        workbook: The workbook.
        faults: The cells in which something is wrong: of these that is said.
    """
    if workbook.edition != CURRENT:
        return
    for rule in listed(FORMS, "aef_platform_refusals"):
        table = workbook.tables.get(rule["table"])
        if table is None or table.has_keys or rule["name"] not in table.places:
            continue
        refused = [each for each in table.records if _is_refused(table, each, rule, faults)]
        if refused:
            first = refused[0]
            cell = first.cells.get(rule["name"])
            values = {
                "label": table.label(rule["name"]),
                "value": quoted(cell) if cell else "",
                "count": str(len(refused)),
            }
            yield table.finding(rule["finding"], first, rule["name"], **values)


def _is_refused(
    table: FoundTable, record: SheetRow, rule: Listed, faults: Collection[Place]
) -> bool:
    text = record.text(rule["name"])
    where = table.address(record, rule["name"])
    if table.place(record.row, where) in faults or rule["name"] in record.refused:
        return False
    return not _takes(rule["takes"]).fullmatch(text) if text else rule["is_needed"] == "true"


@cache
def _takes(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
