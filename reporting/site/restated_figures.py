"""The figures of forms that a release restated, as the changes that are kept with it have them."""

import csv
from dataclasses import dataclass

from reporting.packages.opening import CHANGES
from reporting.releases.release import Release
from reporting.renderers.restated_words import CHANGE, FOLDER, UNVERIFIABLE

BETWEEN = "|"  # as `changes.csv` writes keys of several parts
PARTS = 4  # of such a key: Party, year, table and row


@dataclass(frozen=True, slots=True, kw_only=True)
class RestatedFigure:
    """A figure of a form that a release made otherwise; old or new is empty where there is none.

    Attributes:
        form: The name of the form.
        party: Whose form it is.
        year: Of which year.
        table: The table of the form.
        row: What the row is about.
        column: The column.
        old: What the figure was.
        new: What it is.
    """

    form: str
    party: str
    year: str
    table: str
    row: str
    column: str
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RestatedFigures:
    """What a release restated.

    Attributes:
        figures: The figures.
        reasons: Why it could not be told of others, in English.
    """

    figures: tuple[RestatedFigure, ...] = ()
    reasons: tuple[str, ...] = ()


def restated_figures(release: Release) -> RestatedFigures:
    """Return the figures that a release restated, nothing of the first."""
    file = release.folder / CHANGES
    if not file.is_file():
        return RestatedFigures()
    with file.open(encoding="utf-8", newline="") as stream:
        lines = [each for each in csv.DictReader(stream) if _is_of_forms(each["table"])]
    return RestatedFigures(
        figures=tuple(_figure(each) for each in lines if each["change"] == CHANGE),
        reasons=tuple(each["reason"] for each in lines if each["change"] == UNVERIFIABLE),
    )


def _is_of_forms(table: str) -> bool:
    return table == FOLDER or table.startswith(f"{FOLDER}/")


def _figure(line: dict[str, str]) -> RestatedFigure:
    party, year, table, row = line["key"].split(BETWEEN, PARTS - 1)
    return RestatedFigure(
        form=line["table"].removeprefix(f"{FOLDER}/"),
        party=party,
        year=year,
        table=table,
        row=row,
        column=line["field"],
        old=line["old"],
        new=line["new"],
    )
