"""Cells that are not of the form of their field."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

from reporting.findings import Finding, Place
from reporting.packages import patterns
from reporting.packages.csv_text import shown, text_lines
from reporting.packages.lost_zeros import with_zeros
from reporting.packages.model import Field, Schema

BATCH = 10_000  # rows in memory


def is_judged_here(field: Field) -> bool:
    """Tell whether the form of a field is judged here, and frictionless not asked for it."""
    return field.type == "string" and not patterns.is_bounded(field.constraints.get("pattern", ""))


def pattern_findings(schema: Schema, file: Path, place: Place) -> Iterator[Finding]:
    """Yield the cells of a file that are not of the form of their field, if that is judged here."""
    asked = [each for each in schema.fields if is_judged_here(each)]
    if not asked:
        return
    lines = text_lines(file)
    _, header = next(lines, (0, []))
    columns = [(header.index(each.name), each) for each in asked if each.name in header]
    while rows := list(islice(lines, BATCH)):
        for at, field in columns:
            here = replace(place, field=field.name)
            cells = [(row, cells[at]) for row, cells in rows if len(cells) > at]
            told = [each for each in cells if each[1] not in schema.missing_values]
            pattern = field.constraints["pattern"]
            is_met = patterns.matched(pattern, [cell for _, cell in told])
            for (row, cell), is_of_it in zip(told, is_met, strict=True):
                if not is_of_it:
                    yield pattern_finding(cell, pattern, replace(here, row=row))


def pattern_finding(cell: str, pattern: str, at: Place) -> Finding:
    """Return that a cell is not of a form, or has lost the zeros with which it would be."""
    values = {"value": shown(cell), "allowed": pattern}
    for meant in with_zeros(cell):
        if all(patterns.matched(pattern, [meant])):
            return Finding(code="cell-lost-zero", place=at, values={**values, "meant": meant})
    return Finding(code="cell-pattern", place=at, values=values)
