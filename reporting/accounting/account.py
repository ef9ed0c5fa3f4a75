"""What is adjusted: one Party's NDC period with its flows, its emissions or indicator, its target.

Each figure is asked for here, so that what is missing is found in one place.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from reporting.accounting.figure import Exact, Figure, Missing, known, total, unknown
from reporting.accounting.flows import Flows
from reporting.accounting.period import Metric, Period, YearBasis, elapsed_years
from reporting.accounting.settings import Settings, cites


class Coverage(StrEnum):
    """What the annual levels cover; a category of paragraph 10 is adjusted like any other."""

    WHOLE_NDC = "whole_ndc"
    PORTION = "portion"
    PARA_10_CATEGORIES = "para_10_categories"


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """The annual level of a year, as a term of figures."""

    year: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """The account of one Party for one NDC period, seen from a reporting year.

    Attributes:
        period: The NDC implementation period.
        flows: What the Party first transferred and used in it.
        coverage: What the annual levels cover.
        annual_levels: By year, emissions and removals covered by the NDC, or the non-GHG
            indicator, in the unit of the flows. A year that is not known is not in it.
        trajectory: By year, the multi-year trajectory or budget, in the same unit.
        target: Level aimed at in the target year of a single-year NDC; None if not a number.
        reporting_year: The last year reported on.
        settings: How the questions are answered that the decisions leave open.
        authorized: The flows as though authorization were the first transfer, if paragraph 23(d)
            is read as what was authorized.
    """

    period: Period
    flows: Flows
    coverage: Coverage
    annual_levels: Mapping[int, Exact]
    trajectory: Mapping[int, Exact]
    target: Exact | None
    reporting_year: int
    settings: Settings
    authorized: Flows | None = None

    @property
    def years(self) -> range:
        """The years of the period that are reported on."""
        return range(self.period.first_year, min(self.reporting_year, self.period.last_year) + 1)

    @property
    def has_ended(self) -> bool:
        """Whether the reporting year reaches the end of the period."""
        return self.reporting_year >= self.period.last_year

    @property
    def is_closed(self) -> bool:
        """Whether the period has ended and its additions and subtractions are final."""
        return self.has_ended and self.period.closed_on is not None

    @cites(
        "2/CMA.3/annex/23(a)",
        "2/CMA.3/annex/23(b)",
        "2/CMA.3/annex/23(i)",
        "18/CMA.1/annex/77(d)(i)",
    )
    def annual_level(self, year: int) -> Figure:
        """Return covered emissions and removals, or the indicator, of a year; never assumed."""
        if year in self.annual_levels:
            return known(self.annual_levels[year], {Level(year=year): 1})
        return unknown(Missing.LEVEL, year)

    @property
    def level_provision(self) -> str:
        """Return by which item of paragraph 23 the annual level is reported."""
        if self.flows.metric is Metric.NON_GHG:
            return "2/CMA.3/annex/23(i)"
        if self.coverage is Coverage.PORTION:
            return "2/CMA.3/annex/23(b)"
        return "2/CMA.3/annex/23(a)"

    def first_transferred_in_event_year_ndc(self, year: int) -> Figure:
        """Return `Flows.first_transferred_in_event_year_ndc` in years of the NDC."""
        return self._in_years_of_the_ndc(self.flows.first_transferred_in_event_year_ndc(year))

    def first_transferred_in_event_year_oimp(self, year: int) -> Figure:
        """Return `Flows.first_transferred_in_event_year_oimp` in years of the NDC."""
        return self._in_years_of_the_ndc(self.flows.first_transferred_in_event_year_oimp(year))

    @cites("2/CMA.3/annex/23(d)")
    def in_row_23d(self, year: int) -> Figure:
        """Return what paragraph 23(d) counts in a year, by the setting ``row_23d``."""
        flows = self.authorized or self.flows
        return self._in_years_of_the_ndc(flows.first_transferred_in_event_year_oimp(year))

    @cites("2/CMA.3/annex/8(a)", "2/CMA.3/annex/13", "2/CMA.3/annex/14")
    def first_transferred_of_vintage(self, year: int) -> Figure:
        """Return what was first transferred of outcomes of a year, for any purpose."""
        return self._in_years_of_the_ndc(self.flows.first_transferred_of_vintage(year))

    @cites("2/CMA.3/annex/8(b)")
    def used_for_use_year(self, year: int) -> Figure:
        """Return what was used towards the NDC for a year."""
        return self._in_years_of_the_ndc(self.flows.used_for_use_year(year))

    @cites("2/CMA.3/annex/23(f)")
    def net(self, year: int) -> Figure:
        """Return first transferred (event year) minus used (use year)."""
        # 23(f) nets 23(c) to (e), so by event year; 23(g) goes by vintage under the annual methods,
        # and the two agree over the period, not in a year.
        counted = self.first_transferred_in_event_year_ndc(year) + self.in_row_23d(year)
        return counted - self.used_for_use_year(year)

    @cites("2/CMA.3/annex/23(h)")
    def cumulative(self, year: int) -> Figure:
        """Return the sum of the annual net quantities up to a year."""
        return total(self.net(each) for each in range(self.period.first_year, year + 1))

    @cites("2/CMA.3/annex/7(a)(ii)")
    def cumulative_first_transferred(self) -> Figure:
        """Return all first transferred so far (event years), as the average takes it.

        First transfers after the period's last year count by the setting ``after_last_year``; those
        after the last year reported on by ``average_sums``.
        """
        years = [*self.years, *filter(self._is_summed, self._event_years())]
        return total(
            figure
            for year in years
            for figure in (
                self.first_transferred_in_event_year_ndc(year),
                self.first_transferred_in_event_year_oimp(year),
            )
        )

    @cites("2/CMA.3/annex/7(a)(ii)")
    def is_late(self, event_year: int) -> bool:
        """Tell whether first transfers of a year after the period's last count in the average.

        Once the period is closed all do; before that, those up to the reporting year.
        """
        is_counted = self.has_ended and self.settings.after_last_year == "counted"
        is_due = self.is_closed or event_year <= self.reporting_year
        return is_counted and is_due and event_year > self.period.last_year

    @property
    def has_events_beyond(self) -> bool:
        """Whether something is first transferred after the last year reported on."""
        return any(year > self.reporting_year for year in self._transfer_years())

    def _is_summed(self, event_year: int) -> bool:
        if self.settings.average_sums == "all_known" and event_year > self.reporting_year:
            return event_year <= self.period.last_year or self.settings.after_last_year == "counted"
        return self.is_late(event_year)

    @cites("2/CMA.3/annex/7(a)(ii)")
    def cumulative_used(self) -> Figure:
        """Return all used so far (use years), as the average takes it."""
        return total(self.used_for_use_year(year) for year in self.years)

    @cites("2/CMA.3/annex/7(a)(ii)")
    def elapsed(self) -> Figure:
        """Return the number of elapsed years; once the period is closed, all its years."""
        if self.is_closed:
            return known(len(self.period.years))
        if self.period.elapsed_basis is None:
            return unknown(Missing.ELAPSED_BASIS)
        number = elapsed_years(
            self.period.elapsed_basis, self.period, self.reporting_year, self.annual_levels
        )
        # Before a year has elapsed there is no average, and nothing to divide by.
        return known(number) if number else unknown(Missing.ELAPSED_YEARS)

    def _event_years(self) -> list[int]:
        # A late year without events counts, too: if its record is not complete, nor is the average.
        return sorted({*self._transfer_years(), *self.flows.incomplete_years})

    def _transfer_years(self) -> set[int]:
        recorded = (
            *self.flows.first_transferred_by_event_year_ndc,
            *self.flows.first_transferred_by_event_year_oimp,
        )
        return {year for year in recorded if year is not None}

    def _in_years_of_the_ndc(self, figure: Figure) -> Figure:
        """Return the figure, or none where the setting ``fiscal_year`` refuses the mapping."""
        is_calendar = self.period.year_basis is YearBasis.CALENDAR
        if is_calendar or self.settings.fiscal_year == "same_number":
            return figure
        # Added, so that what else is missing is still said.
        return total((figure, unknown(Missing.YEAR_MAPPING)))
