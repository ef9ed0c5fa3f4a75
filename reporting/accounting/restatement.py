"""Paragraph 12: published figures change with later events until they are final."""

from dataclasses import dataclass

from reporting.accounting.citation import cites
from reporting.accounting.figure import Figure
from reporting.accounting.lines import ROWS, Line, Status
from reporting.accounting.statement import Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Restated:
    """A published figure that the record no longer gives.

    Attributes:
        year: The year of the line.
        row: The row, a field of `Line`.
        published: The figure as published.
        now: The figure as it would be now.
        difference: Now minus published; unknown if either is.
        is_final: Whether the published figure is final and therefore stands; the difference is
            then something to explain, not to restate.
    """

    year: int
    row: str
    published: Figure
    now: Figure
    difference: Figure
    is_final: bool


@cites("2/CMA.3/annex/12")
def restatement(published: Statement, now: Statement) -> tuple[Restated, ...]:
    """Return what changes in the published years, by year and row; new years are no restatement.

    Raises:
        ValueError: if the two are not the account of one Party under one method in one unit.
    """
    if _identity(published) != _identity(now):
        msg = f"{_identity(published)} cannot be restated as {_identity(now)}"
        raise ValueError(msg)
    return tuple(
        change for line in published.lines for change in _changes(line, now.line(line.year))
    )


def _changes(published: Line, now: Line) -> tuple[Restated, ...]:
    return tuple(
        Restated(
            year=published.year,
            row=row.field,
            published=published.figure(row.field),
            now=now.figure(row.field),
            difference=now.figure(row.field) - published.figure(row.field),
            is_final=published.status is Status.FINAL,
        )
        for row in ROWS
        if published.figure(row.field).value != now.figure(row.field).value
    )


def _identity(result: Statement) -> tuple[str, ...]:
    return (result.party, result.unit, result.metric, result.method)
