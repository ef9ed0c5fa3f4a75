"""A validation as text for people, JSON for programs, and an HTML page."""

import json
from html import escape
from itertools import groupby

from reporting.findings import Finding, Severity
from reporting.packages import Validation


def as_text(validation: Validation) -> str:
    """Return one paragraph per finding, grouped by table, and a closing line of counts."""
    lines: list[str] = []
    for (package, table), findings in groupby(
        validation.findings, key=lambda each: (each.place.package, each.place.table)
    ):
        lines += [f"{package}/{table}" if table else package, ""]
        for finding in findings:
            lines += [*_paragraph(finding), ""]
    return "\n".join([*lines, summary(validation), ""])


def _paragraph(finding: Finding) -> list[str]:
    words, place = finding.words(), finding.place
    where = ", ".join(
        part for part in (f"row {place.row}" if place.row else "", place.field) if part
    )
    what = f"{words.title} [{finding.code}, {finding.severity}]"
    return [
        f"  {where or ('whole table' if place.table else 'package')}: {what}",
        f"    expected  {words.expected}",
        f"    found     {words.found}",
        f"    remedy    {words.remedy}",
        f"    provision {finding.provision}",
    ]


def summary(validation: Validation) -> str:
    """Return one line: how much was checked, and what was found."""
    errors = sum(each.severity is Severity.ERROR for each in validation.findings)
    notices = len(validation.findings) - errors
    rows = sum(each.rows for each in validation.tables)
    return (
        f"{len(validation.packages)} packages, {len(validation.tables)} tables, {rows} rows: "
        f"{errors} errors, {notices} notices"
    )


def as_json(validation: Validation) -> str:
    """Return ``{"findings": […], "tables": [{"package", "name", "rows"}]}``."""
    record = {
        "findings": [each.as_record() for each in validation.findings],
        "tables": [
            {"package": each.package, "name": each.table, "rows": each.rows}
            for each in validation.tables
        ],
    }
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"


def as_html(validation: Validation) -> str:
    """Return a page that stands on its own."""
    rows = "".join(_row(each) for each in validation.findings)
    heads = "".join(
        f'<th scope="col">{head}</th>'
        for head in ("Place", "Finding", "Expected", "Found", "Remedy", "Provision")
    )
    table = f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>" if rows else ""
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        "<title>Validation</title><style>"
        ":root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;margin:2rem}"
        "div{overflow-x:auto}table{border-collapse:collapse}"
        "th,td{border-bottom:1px solid;padding:.4rem .8rem;text-align:left;vertical-align:top}"
        "</style></head><body><main><h1>Validation</h1>"
        f'<p>{escape(summary(validation))}</p><div tabindex="0" role="region" '
        f'aria-label="Findings">{table}</div></main></body></html>\n'
    )


def _row(finding: Finding) -> str:
    words = finding.words()
    what = f"{words.title} [{finding.code}, {finding.severity}]"
    cells = (what, words.expected, words.found, words.remedy, finding.provision)
    return (
        f'<tr><th scope="row">{escape(str(finding.place))}</th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in cells)
        + "</tr>"
    )
