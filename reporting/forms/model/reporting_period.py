"""What a report of a submission year covers: which NDC period, and events up to which day."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from reporting.accounting.first_transfer import FIRST_VINTAGE
from reporting.accounting.period import YearBasis
from reporting.findings import Finding, Place
from reporting.forms.model.request import FormRequest
from reporting.forms.model.table import Note
from reporting.forms.queries.declared_years import (
    end_of_complete_years,
    last_whole_year,
    undeclared_years,
)
from reporting.forms.queries.ndc import ndcs_of
from reporting.interval_merge import spans
from reporting.ledger.ledger import Ledger, Row
from reporting.messages import _

RECORD_INCOMPLETE = "record-incomplete"


class CutoffRule(StrEnum):
    """Why events up to this day count."""

    ASKED = "asked"
    CLOSED = "closed"
    END_OF_YEAR = "end_of_year"
    COMPLETE_YEARS = "complete_years"
    UNDECLARED = "undeclared"


RULES = {
    CutoffRule.ASKED: _("as asked"),
    CutoffRule.CLOSED: _("the day the NDC period was closed"),
    CutoffRule.END_OF_YEAR: _("the last day of the year before submission"),
    CutoffRule.COMPLETE_YEARS: _(
        "the end of the unbroken run of years declared complete, earlier than the last day "
        "of the year before submission"
    ),
    CutoffRule.UNDECLARED: _(
        "the last day of the year before submission; no year is declared complete"
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """What a report covers.

    Attributes:
        ndc: The row of ``ndcs``: of the period that holds the year before submission, else the one
            that began last, else the first; None where the record names no NDC of the Party.
        cutoff: The last day whose events are looked at.
        rule: Why this day.
        last_year: The last year that was asked for: by default the last that has ended before the
            year of submission, even where the cut-off falls short of it.
        incomplete: The years up to then whose record is not declared complete.
    """

    ndc: Row | None
    cutoff: date
    rule: CutoffRule
    last_year: int
    incomplete: tuple[int, ...]

    @property
    def stated_cutoff(self) -> date | None:
        """The last day whose events count; None where nothing was declared complete."""
        return None if self.rule is CutoffRule.UNDECLARED else self.cutoff

    @property
    def note(self) -> Note:
        """Say up to which day events count, and why."""
        day, why = self.cutoff.isoformat(), RULES[self.rule]
        return Note(
            label=_("Cut-off date"),
            text=_("%(day)s: %(why)s", day=day, why=why),
        )


def undeclared(party: str, years: Collection[int]) -> Iterator[Finding]:
    """Yield a finding of the years whose record is not declared complete, if there are any."""
    if years:
        yield Finding(
            code=RECORD_INCOMPLETE,
            place=Place(table="coverage"),
            values={"party": party, "years": spans(years)},
        )


def reported(ledger: Ledger, request: FormRequest) -> Reported:
    """Return what the report of a submission year covers."""
    ndc = _ndc(ledger, request)
    # Without a period: since there can be ITMOs (para. 1(e)).
    first_year = ndc["first_year"] if ndc else FIRST_VINTAGE
    cutoff, rule = _cutoff(ledger, request, ndc, first_year)
    by_year = rule not in {CutoffRule.ASKED, CutoffRule.CLOSED}
    basis = YearBasis(ndc["year_basis"]) if ndc and ndc["year_basis"] else None
    day = date(request.year - 1, 12, 31) if by_year else cutoff
    return Reported(
        ndc=ndc,
        cutoff=cutoff,
        rule=rule,
        last_year=last_whole_year(day, basis),
        # A record is declared complete by calendar years, whichever the NDC counts.
        incomplete=undeclared_years(ledger, request.party, first_year, last_whole_year(day)),
    )


def _ndc(ledger: Ledger, request: FormRequest) -> Row | None:
    every, last = ndcs_of(ledger, request.party), request.year - 1
    begun = [row for row in every if row["first_year"] <= last]
    current = [row for row in begun if last <= row["last_year"]]
    return next(iter([*current, *reversed(begun), *every]), None)


def _cutoff(
    ledger: Ledger, request: FormRequest, ndc: Row | None, first_year: int
) -> tuple[date, CutoffRule]:
    if request.cutoff:
        return request.cutoff, CutoffRule.ASKED
    end = date(request.year - 1, 12, 31)
    closed = ndc["closed_on"] if ndc and ndc["last_year"] <= end.year else None
    # A closed period is final (para. 12), unless it was closed after the submission.
    if closed and closed <= (request.submitted_on or date(request.year, 12, 31)):
        return closed, CutoffRule.CLOSED
    complete = end_of_complete_years(ledger, request.party, first_year)
    if complete is None:
        return end, CutoffRule.UNDECLARED
    if complete < end:
        return complete, CutoffRule.COMPLETE_YEARS
    return end, CutoffRule.END_OF_YEAR
