"""A chart: a title, what it shows, and its bars, each with a value for each of its series."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from reporting.messages import Bilingual, Text, alike

ALL = "all"
"""The series of a chart that has only one."""


class ChartShape(StrEnum):
    """How the bars stand."""

    YEARS = "years"
    """Upright, one beside the other."""
    NAMES = "names"
    """Lying, one below the other, each with its value."""
    PANELS = "panels"
    """Upright, in small drawings of one scale, one for each group."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartBar:
    """A bar.

    Attributes:
        label: What it is of.
        values: How much of each series; None where that is not known.
        group: In which small drawing it stands.
    """

    label: Bilingual
    values: Mapping[str, int | None]
    group: Bilingual | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart.

    Attributes:
        name: Its address, and what its files are called.
        title: What it shows, in a few words.
        about: What counts, and what is missing.
        unit: What the values are.
        of: What the bars are of, one by one.
        shape: How the bars stand.
        tables: The tables of the record that it is made of.
        bars: The bars, in order.
        sources: The columns of those tables that name the sources of its values.
        series: What the parts of a bar are, by code, in order; one for a chart without parts.
    """

    name: str
    title: Text
    about: Text
    unit: Text
    of: Text
    shape: ChartShape
    tables: Sequence[str]
    bars: Sequence[ChartBar]
    sources: Sequence[str] = ("source_id",)
    series: Mapping[str, Bilingual] = field(default_factory=lambda: {ALL: alike("")})
