"""The form: one table under the method the NDC names, or one under each that it may choose."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from reporting.accounting.adjustment import AdjustmentMethod
from reporting.accounting.methods import methods_for
from reporting.accounting.period import MethodName
from reporting.findings import Finding, Place
from reporting.forms.ctf_table4.indicators import entities
from reporting.forms.ctf_table4.line import SummaryScope
from reporting.forms.ctf_table4.table import TITLE, table_4, table_without_ndc
from reporting.forms.model.form import Form, FormName, Section
from reporting.forms.model.reporting_period import Reported, reported, undeclared
from reporting.forms.model.request import FormRequest
from reporting.forms.model.sections import readiness
from reporting.forms.model.table import Note, ReportTable
from reporting.forms.queries.accounts import BalanceRequest, PartyAccounts, party_accounts
from reporting.forms.queries.balance import notes as notes_of_a_balance
from reporting.forms.queries.closings import closings
from reporting.forms.queries.ndc import Measure, Ndc, coverage_of
from reporting.forms.queries.recalculations import later_events
from reporting.forms.queries.undecided import undecided
from reporting.interval_merge import spans
from reporting.ledger.ledger import Ledger
from reporting.ledger.loading import place_of
from reporting.ledger.rows import FlowSum
from reporting.messages import Text, _, alike, joined
from reporting.official_forms.ctf_table4 import summary_rows

DISJOINT = Note(
    label=_("Rows 10 and 11"),
    text=_(
        "they never hold the same outcome: row 10 has what is authorized for use towards an "
        "NDC, whether or not for other purposes too, row 11 what is authorized for other "
        "international mitigation purposes only; so row 13 counts nothing twice"
    ),
    provision="2/CMA.3 annex, para. 23(c), (d) and (f)",
)
SIGN = Note(
    label=_("Sign"),
    text=_(
        "row 17 is the annual level plus row 15: what was first transferred is added, what "
        "was used is subtracted; a non-GHG indicator (row 18) is adjusted the other way, and "
        "its row 15 has that sign already. What is acquired changes nothing"
    ),
    provision="2/CMA.3 annex, paras. 8, 9 and 23(k)",
)
CLOCKS = Note(
    label=_("Years"),
    text=_(
        "rows go by different years, named in each row; rows 10 to 13 and row 15 of the "
        "annual methods agree over the period, not in each year"
    ),
    provision="2/CMA.3 annex, paras. 8 and 23",
)
RESTATED = Note(
    label=_("Earlier years"),
    text=_(
        "every year is computed anew from all events up to the cut-off date, so a figure "
        "published before may change until the period is closed"
    ),
    provision="2/CMA.3 annex, para. 12",
)


@cache
def labels_note() -> Note:
    """Return which labels were not read in a transcription of the form."""
    rows = spans(each.position for each in summary_rows() if not each.is_confirmed)
    return Note(
        label=_("Labels"),
        text=_(
            "the labels of rows %(rows)s, and those of the columns, are from memory of the form, "
            "to be compared with it before filing; the others were read in a transcription",
            rows=rows,
        ),
        provision="5/CMA.3 annex II, table 4",
    )


def notes(
    accounts: PartyAccounts, methods: tuple[AdjustmentMethod, ...], covers: Reported
) -> Iterator[Note]:
    """Yield the notes in the order in which they bear on the figures."""
    yield covers.note
    yield from notes_of_a_balance(replace(accounts, methods=methods))
    if any(each.name is MethodName.AVERAGING for each in methods):
        yield from _elapsed(accounts)
    yield from (DISJOINT, SIGN, CLOCKS, RESTATED, labels_note())


def _elapsed(accounts: PartyAccounts) -> Iterator[Note]:
    """Yield by how many years each cumulative amount is divided; emissions first."""
    for measure, sources in accounts.measured:
        number = sources.account.elapsed().value
        if number is not None:
            yield Note(
                label=_("Divided by"),
                text=_("%(number)s elapsed years (%(unit)s)", number=number, unit=measure.unit),
                provision="2/CMA.3 annex, para. 7(a)(ii)",
                is_of_form=True,
            )


BY_TRAJECTORY = {MethodName.TRAJECTORY, MethodName.MULTI_YEAR}


def without_ndc(party: str) -> Finding:
    """Say that the record names no NDC."""
    return Finding(code="ndc-unknown", place=Place(table="ndcs"), values={"party": party})


def findings(accounts: PartyAccounts, covers: Reported) -> Iterator[Finding]:
    """Yield what the record lacks, in the order of the rows of the form."""
    row = accounts.ndc.row
    package, of_ndc = row["_package"], {"party": row["party"], "period": row["period"]}
    place = Place(package=package, table="ndcs", row=row["_row"])
    incomplete = {*covers.incomplete, *accounts.incomplete}
    yield from undeclared(row["party"], incomplete)
    if not accounts.ndc.tables["ndc_indicators"]:
        where = Place(package=package, table="ndc_indicators")
        yield Finding(code="summary-indicator-unknown", place=where, values=of_ndc)
    if accounts.period.method is None:
        where = Place(package=package, table="ndcs", row=row["_row"], field="method")
        yield Finding(code="method-unknown", place=where, values=of_ndc)
    if accounts.period.method is MethodName.AVERAGING and not accounts.period.elapsed_basis:
        yield Finding(code="summary-elapsed-basis-unknown", place=place, values=of_ndc)
    yield from _trajectory(accounts)
    yield from _coverages(accounts)
    for measure, sources in accounts.measured:
        yield from _levels(measure, sources.account.years, accounts.ndc)
    undetermined = sum(
        1 for each, against in accounts.flows if against is None and _is_undetermined(each)
    )
    if undetermined:
        yield Finding(
            code="summary-flow-undetermined",
            place=Place(package=package),
            values={"party": row["party"], "count": str(undetermined)},
        )


def _trajectory(accounts: PartyAccounts) -> Iterator[Finding]:
    known = {row["year"] for row in accounts.ndc.tables["trajectories"]}
    missing = [year for year in accounts.period.years if year not in known]
    if accounts.period.method in BY_TRAJECTORY and missing:
        yield Finding(
            code="summary-trajectory-unknown",
            place=Place(package=accounts.ndc.row["_package"], table="trajectories"),
            values={"years": spans(missing)},
        )


def _coverages(accounts: PartyAccounts) -> Iterator[Finding]:
    """Yield the years whose emissions cover something else than those of the first year."""
    coverage = coverage_of(accounts.ndc)
    rows = accounts.ndc.tables["covered_emissions"]
    for row in rows:
        if row["coverage"] != coverage:
            yield Finding(
                code="summary-coverage-mixed",
                place=place_of(row, "coverage"),
                values={"year": str(row["year"]), "value": row["coverage"], "other": coverage},
            )


def _levels(measure: Measure, years: range, ndc: Ndc) -> Iterator[Finding]:
    table = "indicator_values" if measure.name else "covered_emissions"
    # A year of another coverage has a finding of its own.
    other = set() if measure.name else {row["year"] for row in ndc.tables[table]}
    missing = [year for year in years if year not in measure.levels.keys() | other]
    if missing:
        yield Finding(
            code="summary-level-unknown",
            place=Place(package=ndc.row["_package"], table=table),
            values={"years": spans(missing), "unit": measure.unit},
        )


def _is_undetermined(row: FlowSum) -> bool:
    """Tell whether a flow lacks its quantity or one of the years by which it counts."""
    year = row.use_year if row.flow == "used" else row.event_year
    return bool(row.unknown) or year is None or row.vintage is None


def summary(ledger: Ledger, request: FormRequest) -> Form:
    """Return the structured summary of a Party for the NDC period of a submission year."""
    covers = reported(ledger, request)
    if covers.ndc is None:
        section = Section(title=TITLE, tables=(table_without_ndc(),))
        found = (*undeclared(request.party, covers.incomplete), without_ndc(request.party))
        return _form(request, covers, (section,), (covers.note, labels_note()), found)
    accounts = accounts_of(ledger, request, covers)
    methods = methods_shown(accounts)
    is_alone = len(methods) == 1
    tables = tuple(
        table_4(SummaryScope.under(accounts, each, covers), is_alone=is_alone) for each in methods
    )
    authorized = entities(ledger, request.party, covers.cutoff)
    sections = (
        Section(title=TITLE, provision="2/CMA.3 annex, para. 23", tables=(*tables, authorized)),
        *_closing(accounts, methods),
    )
    return _form(
        request,
        covers,
        sections,
        (
            *notes(accounts, methods, covers),
            *later_events(ledger, replace(accounts, methods=methods)),
        ),
        (*findings(accounts, covers), *undecided(ledger, request.party, accounts.undecided)),
    )


def accounts_of(ledger: Ledger, request: FormRequest, covers: Reported) -> PartyAccounts:
    """Return the accounts that a report of a submission year shows.

    Raises:
        ValueError: The record names no NDC of the Party.
    """
    if covers.ndc is None:
        msg = f"the record names no NDC of {request.party}"
        raise ValueError(msg)
    return party_accounts(ledger, BalanceRequest(ndc=covers.ndc, cutoff=covers.cutoff))


def methods_shown(accounts: PartyAccounts) -> tuple[AdjustmentMethod, ...]:
    """Return the method named, or those that paragraph 7 offers for this kind of NDC."""
    named = len(accounts.methods) == 1
    return accounts.methods if named else methods_for(accounts.period.kind)


def _closing(accounts: PartyAccounts, methods: Sequence[AdjustmentMethod]) -> Iterator[Section]:
    """Yield what is compared with the target, once the period has ended."""
    tables = tuple(_closings(accounts, methods))
    if tables:
        yield Section(
            title=_("Close of the NDC implementation period"),
            provision="2/CMA.3 annex, paras. 7 and 12",
            tables=tables,
        )


def _closings(
    accounts: PartyAccounts, methods: Sequence[AdjustmentMethod]
) -> Iterator[ReportTable]:
    for number, (measure, sources) in enumerate(accounts.measured, 1):
        if sources.account.has_ended:
            yield replace(closings(measure, sources.account, methods), name=f"closing_{number}")


def _form(
    request: FormRequest,
    covers: Reported,
    sections: tuple[Section, ...],
    told: tuple[Note, ...],
    found: tuple[Finding, ...],
) -> Form:
    return Form(
        name=FormName.SUMMARY,
        party=request.party,
        year=request.year,
        version=request.version,
        readiness=readiness(found),
        is_made_up=request.is_made_up,
        cutoff=covers.stated_cutoff,
        title=_("Structured summary (CTF table 4)"),
        subtitle=_subtitle(request, covers),
        sections=sections,
        notes=told,
        findings=found,
    )


def _subtitle(request: FormRequest, covers: Reported) -> Text:
    period = covers.ndc["period"] if covers.ndc else ""
    of_period = [alike(f"NDC {period}")] if period else []
    as_of = _("as of %(day)s", day=covers.cutoff)
    return joined((alike(request.party), *of_period, as_of), _(", "))
