"""The forms of a Party as printed: rows by the names of their columns, nothing but their cells."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reporting.forms.model.form import Form, FormName, Readiness
from reporting.forms.model.table import Cell, ReportTable

Printed = Mapping[str, Cell]
GHG = "GHG"
NA = "NA"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """The forms of one Party.

    Attributes:
        party: The Party.
        summary: Its structured summary, if any.
        initial: Its initial report, if any.
        annual: Its annual information by year.
    """

    party: str
    summary: Form | None
    initial: Form | None
    annual: Mapping[int, Form]

    @classmethod
    def of(cls, forms: Sequence[Form]) -> "Filed":
        """Sort forms; of several of one kind and year the last one counts.

        Raises:
            ValueError: The forms are not of one Party, or there are none.
        """
        parties = {each.party for each in forms}
        if len(parties) != 1:
            msg = f"forms of {', '.join(sorted(parties)) or 'no Party'} cannot be reconciled"
            raise ValueError(msg)
        by_name = {each.name: each for each in forms}
        return cls(
            party=parties.pop(),
            summary=by_name.get(FormName.SUMMARY),
            initial=by_name.get(FormName.INITIAL),
            annual={each.year: each for each in forms if each.name is FormName.AEF},
        )

    def rows(self, year: int, table: str) -> list[Printed]:
        """Return the rows of a table of the annual information of a year."""
        return [
            row for each in self.annual[year].tables if each.name == table for row in printed(each)
        ]

    def lacking(self, years: Sequence[int]) -> list[int]:
        """Return the years of which there is no annual information that claims to be whole."""
        return [
            year
            for year in years
            if year not in self.annual or self.annual[year].readiness is Readiness.INCOMPLETE
        ]


def printed(table: ReportTable) -> Iterator[Printed]:
    """Yield the rows of a table by the names of its columns."""
    names = [each.name for each in table.columns]
    return (dict(zip(names, row, strict=True)) for row in table.rows)


def metric_of(row: Printed) -> str:
    """Return the metric of a row of the annual information: GHG, or the non-GHG metric by name."""
    metric = row["Metric"].value
    return GHG if metric == GHG else str(row["Non-GHGMetric"].value or metric)


def quantity_of(row: Printed) -> Cell:
    """Return the quantity of such a row in its metric."""
    return row["QuantityCO2" if row["Metric"].value == GHG else "QuantityNon-GHG"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table4:
    """A table of the structured summary.

    Attributes:
        table: The table.
    """

    table: ReportTable

    @property
    def years(self) -> list[int]:
        """The years of the period."""
        return [int(each.name[1:]) for each in self.table.columns if _is_year(each.name)]

    @property
    def reported(self) -> list[int]:
        """The years reported on: those with a word on first transfers that is not *not yet*."""
        rows = [row for row in printed(self.table) if row["row"].value == ROW_OF_FIRST_TRANSFERS]
        return [
            year
            for year in self.years
            if any("not_reported_yet" not in _codes(row[f"y{year}"]) for row in rows)
        ]

    @property
    def method(self) -> str:
        """The method of its figures; empty where the record names no NDC."""
        return next((str(row["method"].value or "") for row in printed(self.table)), "")

    @property
    def metrics(self) -> list[str]:
        """The metrics its quantities are in."""
        rows = [row for row in printed(self.table) if row["row"].value == ROW_OF_FIRST_TRANSFERS]
        return [str(row["about"].value) for row in rows if row["about"].value]

    def cell(self, number: int, metric: str, year: int) -> Cell:
        """Return the cell of a row, a metric and a year; an empty one where there is none."""
        for row in printed(self.table):
            if (row["row"].value, row["about"].value) == (number, metric):
                return row[f"y{year}"]
        return Cell()


ROW_OF_FIRST_TRANSFERS = 10


def tables_of(summary: Form | None) -> list[Table4]:
    """Return the tables of a structured summary, one for each method shown."""
    tables = summary.tables if summary else ()
    return [Table4(table=each) for each in tables if each.name.startswith("table_4")]


def _is_year(name: str) -> bool:
    return name[:1] == "y" and name[1:].isdigit()


def _codes(cell: Cell) -> set[str]:
    return {each.code for each in cell.reasons}
