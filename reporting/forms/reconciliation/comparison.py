"""Two sides of an identity, and whether they agree, differ, or cannot be told."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType

from reporting.accounting.figure import Exact, exact
from reporting.forms.model.form import Form, FormName, Readiness
from reporting.forms.model.provenance import NOTHING, Lineage, together
from reporting.forms.model.table import PLACES, Cell, Column, ReportTable, Type
from reporting.forms.queries.declared_years import last_whole_year
from reporting.messages import SILENCE, Text, _, joined

Printed = Mapping[str, Cell]
GHG = "GHG"


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
    def from_forms(cls, forms: Sequence[Form]) -> "Filed":
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
        cutoff: The last day whose events count; None where nothing was declared complete.
    """

    table: ReportTable
    cutoff: date | None = None

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
    def recorded(self) -> list[int]:
        """The calendar years whose events count: more than those reported, if those are fiscal."""
        until = last_whole_year(self.cutoff) if self.cutoff else 0
        reported = self.reported
        return [year for year in self.years if year in reported or year <= until]

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
    cutoff = summary.cutoff if summary else None
    return [Table4(table=each, cutoff=cutoff) for each in tables if each.name.startswith("table_4")]


def _is_year(name: str) -> bool:
    return name[:1] == "y" and name[1:].isdigit()


def _codes(cell: Cell) -> set[str]:
    return {each.code for each in cell.reasons}


class Agreement(StrEnum):
    """What comes of comparing."""

    AGREES = "agrees"
    DIFFERS = "differs"
    NOT_VERIFIABLE = "not_verifiable"


class Identity(StrEnum):
    """What is compared with what."""

    FIRST_TRANSFERS = "first-transfers"
    USES = "uses"
    ADJUSTMENT = "adjustment"
    CUMULATIVE = "cumulative"
    BALANCE = "balance"
    HOLDINGS = "holdings"
    PERIOD = "period"
    METHOD = "method"
    METRICS = "metrics"
    APPROACHES = "approaches"


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedFigure:
    """One side.

    Attributes:
        value: A number, or words; None if it cannot be told.
        lineage: The rows behind a number.
        why: Why it cannot be told.
    """

    value: Exact | str | None
    lineage: Lineage = NOTHING
    why: Text = SILENCE


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedPair:
    """What came of one comparison.

    Attributes:
        identity: What is compared with what.
        year: The year concerned; 0 for none.
        metric: The metric; empty for none.
        method: The method of the table concerned; empty for every method.
        left: What the annual information, or the levels, come to.
        right: What the other form says.
    """

    identity: Identity
    year: int = 0
    metric: str = ""
    method: str = ""
    left: ComparedFigure
    right: ComparedFigure

    @property
    def outcome(self) -> Agreement:
        """Whether they agree."""
        if self.left.value is None or self.right.value is None:
            return Agreement.NOT_VERIFIABLE
        return Agreement.AGREES if self.left.value == self.right.value else Agreement.DIFFERS

    @property
    def difference(self) -> Exact | None:
        """What the left side has beyond the right one, if both are numbers."""
        left, right = self.left.value, self.right.value
        if isinstance(left, str | None) or isinstance(right, str | None):
            return None
        return exact(Fraction(left) - Fraction(right))

    @property
    def why(self) -> Text:
        """Why it cannot be told."""
        return self.left.why if self.left.value is None else self.right.why


def unknown(why: Text) -> ComparedFigure:
    """Return a side that cannot be told."""
    return ComparedFigure(value=None, why=why)


def as_side(cell: Cell, sign: int = 1) -> ComparedFigure:
    """Return a printed figure; one that is no number cannot be told, for the reasons it gives."""
    if isinstance(cell.value, int | Fraction):
        return ComparedFigure(
            value=exact(cell.value * sign), lineage=(cell.lineage or NOTHING).times(sign)
        )
    brief = dict.fromkeys(each.brief for each in cell.reasons)
    if brief:
        return unknown(joined(brief, _("; ")))
    return unknown(_("A cell holds no number"))


def total(sides: Iterable[ComparedFigure]) -> ComparedFigure:
    """Return the sum of sides; it cannot be told if one of them cannot."""
    terms = list(sides)
    missing = next((each for each in terms if each.value is None), None)
    if missing:
        return missing
    numbers = [each.value for each in terms if isinstance(each.value, int | Fraction)]
    return ComparedFigure(
        value=exact(Fraction(sum(numbers))), lineage=together(each.lineage for each in terms)
    )


AEF = _("AEF")
INITIAL = _("Initial report")
IDENTITIES: Mapping[Identity, Text] = MappingProxyType(
    {
        Identity.FIRST_TRANSFERS: _("First transfers by event year"),
        Identity.USES: _("Uses by use-for year"),
        Identity.ADJUSTMENT: _("First transfers by vintage less uses"),
        Identity.CUMULATIVE: _("First transfers less uses, up to the year"),
        Identity.BALANCE: _("Level plus adjustment"),
        Identity.HOLDINGS: _("Opening holdings and actions"),
        Identity.PERIOD: _("NDC period"),
        Identity.METHOD: _("Method"),
        Identity.METRICS: _("Metrics"),
        Identity.APPROACHES: _("Cooperative approaches"),
    }
)
SIDES: Mapping[Identity, tuple[Text, Text]] = MappingProxyType(
    {
        Identity.FIRST_TRANSFERS: (
            _("AEF: first transfers"),
            _("CTF table 4: rows 10 and 11"),
        ),
        Identity.USES: (
            _("AEF of all years: uses"),
            _("CTF table 4: row 12"),
        ),
        Identity.ADJUSTMENT: (
            _("AEF of all years"),
            _("CTF table 4: row 15"),
        ),
        Identity.CUMULATIVE: (
            _("AEF of all years"),
            _("CTF table 4: row 16"),
        ),
        Identity.BALANCE: (
            _("CTF table 4: rows 7 to 9 and 15"),
            _("CTF table 4: row 17 or 18"),
        ),
        Identity.HOLDINGS: (
            _("AEF: table 4 of the year before and table 3"),
            _("AEF: table 4"),
        ),
        Identity.PERIOD: (_("AEF: table 1"), _("CTF table 4")),
        Identity.METHOD: (_("CTF table 4"), INITIAL),
        Identity.METRICS: (_("AEF or CTF table 4"), INITIAL),
        Identity.APPROACHES: (AEF, INITIAL),
    }
)
OUTCOMES: Mapping[Agreement, Text] = MappingProxyType(
    {
        Agreement.AGREES: _("agrees"),
        Agreement.DIFFERS: _("DIFFERS"),
        Agreement.NOT_VERIFIABLE: _("not verifiable"),
    }
)
WHAT = (
    Column(name="identity", label=_("Identity")),
    Column(name="year", label=_("Year"), type=Type.YEAR),
    Column(name="metric", label=_("Metric")),
)
COLUMNS = (
    *WHAT,
    Column(name="method", label=_("Method")),
    Column(name="left_form", label=_("One form")),
    Column(name="left", label=_("says"), type=Type.QUANTITY, places=PLACES),
    Column(name="right_form", label=_("The other")),
    Column(name="right", label=_("says"), type=Type.QUANTITY, places=PLACES),
    Column(name="difference", label=_("Difference"), type=Type.QUANTITY, places=PLACES),
    Column(name="outcome", label=_("Outcome")),
    Column(name="why", label=_("Why not verifiable")),
    Column(name="provision", label=_("Provision"), is_detail=True),
)
ROWS = (
    *WHAT,
    Column(name="form", label=_("Form")),
    Column(name="package", label=_("Package")),
    Column(name="table", label=_("Table")),
    Column(name="row", label=_("Row"), type=Type.ROW),
    Column(name="part", label=_("Puts in"), type=Type.QUANTITY, places=PLACES),
)
