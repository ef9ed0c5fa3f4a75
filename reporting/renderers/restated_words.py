"""What is said of restated figures: for people in one language, for programs exactly."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from reporting.accounting.figure import Exact
from reporting.forms.model.restatement import Restatement, Restatements
from reporting.forms.model.table import written
from reporting.messages import Text, _, joined, ngettext
from reporting.packages.csv_text import shown
from reporting.packages.diff import joined_key
from reporting.renderers.findings import COMMA
from reporting.renderers.tables import text_record
from reporting.renderers.values import for_programs

RESTATED = _("Restated figures")
NONE = _("no figure")
SEMICOLON = _("; ")
LENGTH = 100  # characters of a title, or of what a row is about
CHANGE, UNVERIFIABLE = "restated", "not-verifiable"
FOLDER = "reports"  # where forms stand on the site; `forms` is a package of the data


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureWords:
    """A restated figure: the title of its column, and what it was and is; None for none."""

    label: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """The restated figures of a row of a form.

    Attributes:
        table: The title of its table.
        name: What the row is about.
        figures: The figures.
    """

    table: str
    name: str
    figures: tuple[FigureWords, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormWords:
    """The restated figures of a form.

    Attributes:
        title: The form, whose it is and of which year.
        rows: The rows with such figures, no more figures than were asked for.
        more: How many figures are not among them.
    """

    title: str
    rows: tuple[FigureRow, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RestatedWords:
    """Which figures are restated, in one language.

    Attributes:
        title: The heading.
        summary: How many, that none is, or why it cannot be told.
        forms: The forms with such figures.
    """

    title: str
    summary: str
    forms: tuple[FormWords, ...]


def restated_words(
    restated: Restatements | None, language: str, *, most: int
) -> RestatedWords | None:
    """Return what is said of restated figures; nothing where there is no record of units.

    Args:
        restated: The figures.
        language: The language.
        most: How many figures of a form are told.
    """
    if restated is None:
        return None
    return RestatedWords(
        title=RESTATED[language],
        summary=restated_summary(restated)[language],
        forms=tuple(_forms(restated, language, most)),
    )


def restated_summary(restated: Restatements) -> Text:
    """Say in a sentence how many figures are restated, that none is, or that it is not known."""
    if restated.obstacles:
        return _(
            "Not verifiable whether a figure of a form is restated: %(reasons)s.",
            reasons=joined(restated.obstacles, SEMICOLON),
        )
    if not restated.forms:
        return _("No figure of a form is restated: the records of units are the same.")
    if not restated.figures:
        return ngettext(
            "No figure is restated in the %(count)s form made from both records of units.",
            "No figure is restated in the %(count)s forms made from both records of units.",
            restated.forms,
        )
    figures = ngettext(
        "%(count)s figure restated", "%(count)s figures restated", len(restated.figures)
    )
    forms = ngettext(
        "of %(count)s form made from both records of units",
        "of %(count)s forms made from both records of units",
        restated.forms,
    )
    return _("%(figures)s, %(forms)s.", figures=figures, forms=forms)


def _forms(restated: Restatements, language: str, most: int) -> Iterator[FormWords]:
    for _form, several in groupby(
        restated.figures, key=lambda each: (each.form, each.party, each.year)
    ):
        figures = [*several]
        first = figures[0]
        rows = groupby(figures[:most], key=lambda each: (each.table.title[language], each.row))
        yield FormWords(
            title=f"{first.title[language]}{COMMA[language]}{first.party} {first.year}",
            rows=tuple(
                FigureRow(
                    table=shown(table, LENGTH),
                    name=shown(name, LENGTH),
                    figures=tuple(_figure(each, language) for each in of_row),
                )
                for (table, name), of_row in rows
            ),
            more=max(0, len(figures) - most),
        )


def _figure(each: Restatement, language: str) -> FigureWords:
    old, new = (_number(number, each.column.places) for number in (each.old, each.new))
    if old == new:  # the difference is less than a form prints
        old, new = (str(for_programs(number)) for number in (each.old, each.new))
    return FigureWords(label=each.column.label[language], old=old, new=new)


def _number(number: Exact | None, places: int) -> str | None:
    return None if number is None else written(number, places)


def restated_record(restated: Restatements | None) -> dict[str, Any] | None:
    """Return restated figures for JSON: exactly, a fraction that does not end as ``n/d``."""
    if restated is None:
        return None
    return {
        "is_known": restated.is_known,
        "forms_compared": restated.forms,
        **text_record("summary", restated_summary(restated)),
        "figures": [
            {
                "form": each.form,
                "party": each.party,
                "year": each.year,
                "table": each.table.name,
                "row": each.row,
                "column": each.column.name,
                **text_record("title", each.title),
                **text_record("table_title", each.table.title),
                **text_record("column_title", each.column.label),
                "old": for_programs(each.old),
                "new": for_programs(each.new),
            }
            for each in restated.figures
        ],
    }


def restated_lines(restated: Restatements | None) -> Iterator[tuple[object, ...]]:
    """Yield the lines of restated figures for CSV; if it cannot be told, a line that says so."""
    if restated is None:
        return
    for each in restated.figures:
        key = joined_key((each.party, str(each.year), each.table.name, each.row))
        values = (for_programs(each.old), for_programs(each.new))
        yield (f"{FOLDER}/{each.form}", CHANGE, key, each.column.name, *values, None)
    for reason in restated.obstacles:
        yield (FOLDER, UNVERIFIABLE, None, None, None, None, reason["en"])
