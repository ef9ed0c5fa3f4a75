"""The form: one table under the method the NDC names, or one under each that it may choose."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reporting.accounting.adjustment import AdjustmentMethod
from reporting.accounting.methods import methods_for
from reporting.findings import Finding
from reporting.forms.ctf_table4.entities import entities
from reporting.forms.ctf_table4.findings import findings, without_ndc
from reporting.forms.ctf_table4.line import Shown
from reporting.forms.ctf_table4.notes import LABELS, notes
from reporting.forms.ctf_table4.table import TITLE, table_4, table_without_ndc
from reporting.forms.model.form import Form, FormName, Section
from reporting.forms.model.reporting_period import Reported, reported, undeclared
from reporting.forms.model.request import FormAsked
from reporting.forms.model.sections import readiness
from reporting.forms.model.table import Note, ReportTable
from reporting.forms.queries.accounts import Accounted, BalanceAsked, accounted
from reporting.forms.queries.closing import closings
from reporting.forms.queries.recalculations import later_events
from reporting.ledger.ledger import Ledger
from reporting.texts import Text, said


def summary(ledger: Ledger, asked: FormAsked) -> Form:
    """Return the structured summary of a Party for the NDC period of a submission year."""
    covers = reported(ledger, asked)
    if covers.ndc is None:
        section = Section(title=TITLE, tables=(table_without_ndc(),))
        found = (*undeclared(asked.party, covers.incomplete), without_ndc(asked.party))
        return _form(asked, covers, (section,), (covers.note, LABELS), found)
    accounts = accounts_of(ledger, asked, covers)
    methods = methods_shown(accounts)
    is_alone = len(methods) == 1
    tables = tuple(
        table_4(Shown.under(accounts, each, covers), is_alone=is_alone) for each in methods
    )
    authorized = entities(ledger, asked.party, covers.cutoff)
    sections = (
        Section(title=TITLE, provision="2/CMA.3 annex, para. 23", tables=(*tables, authorized)),
        *_closing(accounts, methods),
    )
    return _form(
        asked,
        covers,
        sections,
        (
            *notes(accounts, methods, covers),
            *later_events(ledger, replace(accounts, methods=methods)),
        ),
        tuple(findings(accounts, covers)),
    )


def accounts_of(ledger: Ledger, asked: FormAsked, covers: Reported) -> Accounted:
    """Return the accounts that a report of a submission year shows.

    Raises:
        ValueError: The record names no NDC of the Party.
    """
    if covers.ndc is None:
        msg = f"the record names no NDC of {asked.party}"
        raise ValueError(msg)
    return accounted(
        ledger, BalanceAsked(ndc=covers.ndc, cutoff=covers.cutoff, settings=asked.settings)
    )


def methods_shown(accounts: Accounted) -> tuple[AdjustmentMethod, ...]:
    """Return the method named, or those that paragraph 7 offers for this kind of NDC."""
    named = len(accounts.methods) == 1
    return accounts.methods if named else methods_for(accounts.period.kind)


def _closing(accounts: Accounted, methods: Sequence[AdjustmentMethod]) -> Iterator[Section]:
    """Yield what is compared with the target, once the period has ended."""
    tables = tuple(_closings(accounts, methods))
    if tables:
        yield Section(
            title=said("Close of the NDC implementation period", "NDC実施期間の終了"),
            provision="2/CMA.3 annex, paras. 7 and 12",
            tables=tables,
        )


def _closings(accounts: Accounted, methods: Sequence[AdjustmentMethod]) -> Iterator[ReportTable]:
    for number, (measure, sources) in enumerate(accounts.measured, 1):
        if sources.account.has_ended:
            yield replace(closings(measure, sources.account, methods), name=f"closing_{number}")


def _form(
    asked: FormAsked,
    covers: Reported,
    sections: tuple[Section, ...],
    told: tuple[Note, ...],
    found: tuple[Finding, ...],
) -> Form:
    return Form(
        name=FormName.SUMMARY,
        party=asked.party,
        year=asked.year,
        version=asked.version,
        readiness=readiness(found),
        is_made_up=asked.is_made_up,
        cutoff=covers.stated_cutoff,
        title=said("Structured summary (CTF table 4)", "構造化概要（CTF表4）"),
        subtitle=_subtitle(asked, covers),
        sections=sections,
        notes=told,
        findings=found,
    )


def _subtitle(asked: FormAsked, covers: Reported) -> Text:
    period = covers.ndc["period"] if covers.ndc else ""
    return said(
        ", ".join(
            filter(None, (asked.party, period and f"NDC {period}", f"as of {covers.cutoff}"))
        ),
        "、".join(filter(None, (asked.party, period and f"NDC {period}", f"{covers.cutoff}現在"))),
    )
