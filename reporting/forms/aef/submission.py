"""Table 1: whose submission, of which year and version, and for which NDC implementation period."""

from reporting.forms.aef.party_record import place_of
from reporting.forms.aef.rows import AefRow, Cells
from reporting.forms.model.request import FormRequest
from reporting.forms.model.table import Cell, Reason
from reporting.forms.queries.ndc import ndcs_of
from reporting.ledger.ledger import Ledger, Row
from reporting.messages import _
from reporting.official_forms.aef import SUBMISSION, columns

NO_PERIOD = Reason(
    code="ndc_period_unknown",
    sentence=_("The record has no NDC of the Party whose period contains the reported year."),
    brief=_("NDC implementation period not known"),
)
NO_DATE = Reason(
    code="submission_date_unknown",
    sentence=_("The date of submission is not given yet."),
    brief=_("Date of submission not given"),
)


def period_of(ledger: Ledger, asked: FormRequest) -> Row | None:
    """Return the NDC of a Party whose period contains the year; the earliest of several."""
    every = ndcs_of(ledger, asked.party)
    return next((row for row in every if row["first_year"] <= asked.year <= row["last_year"]), None)


def submission_line(asked: FormRequest, period: Row | None) -> AefRow:
    """Return the one row of the table; the cells that the platform fills hold their placeholder."""
    cells: Cells = {
        **{each.name: Cell(value=each.placeholder or None) for each in columns(SUBMISSION)},
        "ParticipatingParty": Cell(value=asked.party),
        "SubmissionVersion": Cell(value=asked.version),
        "ReportedYear": Cell(value=asked.year),
        "DateOfSubmission": Cell(
            value=asked.submitted_on, reasons=() if asked.submitted_on else (NO_DATE,)
        ),
        "FirstYearOfNDCPeriod": _year(period, "first_year"),
        "LastYearOfNDCPeriod": _year(period, "last_year"),
    }
    return AefRow(cells=cells, row=place_of(period) if period else None)


def _year(period: Row | None, name: str) -> Cell:
    return Cell(value=period[name]) if period else Cell(reasons=(NO_PERIOD,))
