"""The NDC implementation period that is accounted for, and how many of its years have elapsed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from reporting.accounting.settings import cites


class NdcKind(StrEnum):
    """Whether the NDC's target is one year or several."""

    SINGLE_YEAR = "single_year"
    MULTI_YEAR = "multi_year"


class Metric(StrEnum):
    """In what the NDC and its ITMOs are measured."""

    GHG = "ghg"
    NON_GHG = "non_ghg"


class YearBasis(StrEnum):
    """Which years the NDC counts: calendar years, or fiscal years from April."""

    CALENDAR = "calendar"
    FISCAL_APRIL = "fiscal_april"


class ElapsedBasis(StrEnum):
    """How elapsed years are counted; the decision does not say, so the data do."""

    SINCE_START = "since_start"
    INVENTORY_YEARS = "inventory_years"


class MethodName(StrEnum):
    """The three methods of paragraph 7, as data name them."""

    AVERAGING = "averaging"
    TRAJECTORY = "trajectory"
    MULTI_YEAR = "multi_year"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """An NDC implementation period.

    What a Party has not stated is None and never assumed.

    Attributes:
        first_year: First year of the period.
        last_year: Last year of the period.
        kind: Single-year or multi-year NDC.
        target_year: The NDC year of a single-year NDC.
        year_basis: Which years the NDC counts.
        elapsed_basis: How elapsed years are counted for an average.
        method: The method the Party has chosen for the whole period.
        closed_on: When its additions and subtractions became final (paragraph 12).

    Raises:
        ValueError: if the years are in the wrong order; the data's validation comes before.
    """

    first_year: int
    last_year: int
    kind: NdcKind
    target_year: int | None
    year_basis: YearBasis | None
    elapsed_basis: ElapsedBasis | None
    method: MethodName | None
    closed_on: date | None

    def __post_init__(self) -> None:
        """Refuse a period that ends before it begins, or a target year outside it."""
        if not self.first_year <= (self.target_year or self.last_year) <= self.last_year:
            msg = f"{self.first_year} to {self.last_year} with target year {self.target_year}"
            raise ValueError(msg)

    @property
    def years(self) -> range:
        """Every year of the period."""
        return range(self.first_year, self.last_year + 1)


@cites("2/CMA.3/annex/7(a)(ii)")
def elapsed_years(
    basis: ElapsedBasis, period: Period, reporting_year: int, years_with_emissions: Collection[int]
) -> int:
    """Return the number of elapsed years in the period, up to the reporting year.

    Args:
        basis: ``since_start`` counts the years from the first of the period to the reporting year,
            both included: the literal reading. ``inventory_years`` counts those of them for which
            there are covered emissions: the practice of two crediting programmes.
        period: The period; years outside it never count.
        reporting_year: The last year reported on.
        years_with_emissions: Years with known covered emissions or indicator.
    """
    elapsed = range(period.first_year, min(reporting_year, period.last_year) + 1)
    if basis is ElapsedBasis.INVENTORY_YEARS:
        return sum(year in years_with_emissions for year in elapsed)
    return len(elapsed)
