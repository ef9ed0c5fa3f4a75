"""The rows of CTF table 4 as data: labels, paragraphs and what fills them, from ``data/forms``."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from reporting.accounting.period import Metric
from reporting.bundled import FORMS
from reporting.messages import Text, bilingual
from reporting.packages import open_package, read_table

TABLE = "structured_summary_rows"


class Clock(StrEnum):
    """The year by which a figure goes."""

    NONE = ""
    EVENT = "event year"
    VINTAGE = "vintage"
    USE = "use-for year"
    EVENT_AND_USE = "event year; use-for year"
    VINTAGE_AND_USE = "vintage; use-for year"
    LEVEL = "year of the emissions or indicator"
    METHOD = "as the method says"


class Contents(StrEnum):
    """What fills a row."""

    INDICATOR = "indicator"
    EMISSIONS = "emissions"
    LULUCF = "lulucf"
    HEADING = "heading"
    TRAJECTORY = "trajectory"
    BUDGET = "budget"
    FIGURE = "figure"
    PORTION = "portion"
    NARRATIVE = "narrative"


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryRow:
    """A row of the table.

    Attributes:
        position: Its number, from 1.
        label: As printed; in Japanese as translated by us.
        paragraph: The paragraph it answers.
        is_confirmed: Whether the label was read in a transcription; else it is from memory.
        contents: What fills it.
        line: The line of the account it takes, a field of `reporting.accounting.lines.Line`; empty
            for none.
        metric: In which metric it is filled; None for every metric.
        clock: By which year its figures go.
    """

    position: int
    label: Text
    paragraph: str
    is_confirmed: bool
    contents: Contents
    line: str
    metric: Metric | None
    clock: Clock


@cache
def summary_rows() -> tuple[SummaryRow, ...]:
    """Return the rows in order."""
    package, _ = open_package(FORMS)
    if package is None:
        msg = f"{FORMS.name} cannot be opened"
        raise FileNotFoundError(msg)
    rows = read_table(package.tables[TABLE], package.name).to_pylist()
    return tuple(
        SummaryRow(
            position=row["position"],
            label=bilingual(row["label"], row["label_ja"]),
            paragraph=row["paragraph"],
            is_confirmed=row["evidence"] == "confirmed",
            contents=Contents(row["contents"]),
            line=row["line"] or "",
            metric=Metric(row["metric"]) if row["metric"] else None,
            clock=Clock[row["clock"].upper()] if row["clock"] else Clock.NONE,
        )
        for row in sorted(rows, key=lambda each: each["position"])
    )
