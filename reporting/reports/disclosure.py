"""What the registry of a Party makes public: holders, credits by type of account, transactions.

The three lists that the common specifications of the JCM registry name.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from reporting.accounting.exact import rounded
from reporting.accounting.outcomes import FIRST_VINTAGE
from reporting.findings import Finding, Place
from reporting.ledger.ledger import Ledger
from reporting.reports.accounts import declared_years
from reporting.reports.asked import FormAsked
from reporting.reports.disclosure_tables import (
    Kept,
    credits_by_type,
    holders,
    transactions,
)
from reporting.reports.form import Form, FormName, Readiness, Section
from reporting.reports.registry import Registry, amounts, hidden_part
from reporting.reports.reported import Reported, reported
from reporting.reports.spans import spans
from reporting.reports.table import Note, ReportTable, Text, said

PROVISION = "Common specifications of the JCM registry"
TITLE = said("Registry disclosure", "登録簿の開示情報")
SCOPE = Note(
    label=said("Scope", "対象"),
    text=said(
        "JCM credits recorded in the registry of the Party, in t CO2 eq, whether ITMOs or not",
        "締約国の登録簿に記録されたJCMクレジット（CO2換算トン。ITMOであるか否かを問わない）",
    ),
    provision=PROVISION,
)
TERMS = Note(
    label=said("Terms", "用語"),
    text=said(
        "a retirement account (無効化口座) counts towards a target, although English pages of "
        "Japan print it as a cancellation account; a cancellation account (取消口座) does not",
        "無効化口座の数量は目標達成に算入される（日本の英語ページの表記は cancellation account）。"
        "取消口座の数量は算入されない",
    ),
)


def disclosure(ledger: Ledger, asked: FormAsked) -> Form:
    """Return what a Party's registry makes public, as it stood on the cut-off date."""
    covers = reported(ledger, asked)
    registry = Registry.of(ledger, asked.party)
    incomplete = _incomplete(ledger, asked.party, covers.cutoff)
    found = tuple(amounts(ledger, registry, covers.cutoff))
    moved = transactions(ledger, registry, covers.cutoff)
    tables = (
        holders(registry),
        credits_by_type(registry, found, incomplete),
        moved.table,
    )
    hidden = sum(hidden_part(each, registry) for each in found)
    return Form(
        name=FormName.DISCLOSURE,
        party=asked.party,
        year=asked.year,
        version=asked.version,
        readiness=Readiness.INCOMPLETE if incomplete else Readiness.COMPLETE,
        is_made_up=asked.is_made_up,
        cutoff=covers.stated_cutoff,
        title=TITLE,
        subtitle=said(
            f"{asked.party}, as of {covers.cutoff}", f"{asked.party}、{covers.cutoff}現在"
        ),
        sections=tuple(_section(table) for table in tables),
        notes=tuple(_notes(covers, registry, Kept(tonnes=hidden, rows=moved.hidden))),
        findings=tuple(_findings(asked.party, incomplete)),
    )


def _section(table: ReportTable) -> Section:
    return Section(title=table.title, provision=PROVISION, tables=(table,))


def _incomplete(ledger: Ledger, party: str, on: date) -> tuple[int, ...]:
    declared = declared_years(ledger, party)
    years = range(FIRST_VINTAGE, on.year + 1)
    return tuple(year for year in years if not declared.get(year, False))


def _findings(party: str, incomplete: Sequence[int]) -> Iterator[Finding]:
    if incomplete:
        yield Finding(
            code="record-incomplete",
            place=Place(table="coverage"),
            values={"party": party, "years": spans(incomplete)},
        )


def _notes(covers: Reported, registry: Registry, kept: Kept) -> Iterator[Note]:
    yield covers.note
    yield SCOPE
    yield TERMS
    yield Note(
        label=said("Left out", "非公開"), text=_left_out(registry, kept), provision=PROVISION
    )


def _left_out(registry: Registry, kept: Kept) -> Text:
    """Say how much is kept from view: accounts, tonnes, transactions."""
    hidden = [each for each in registry.accounts.values() if not registry.is_public(each)]
    persons = sum(each["holder_kind"] == "person" for each in hidden)
    tonnes = f"{rounded(kept.tonnes):,f}"
    return said(
        f"{len(hidden)} accounts ({persons} of natural persons, {len(hidden) - persons} "
        f"confidential) with {tonnes} t CO2 eq, and {kept.rows} confidential transactions",
        f"口座{len(hidden)}件（個人{persons}件、非公開{len(hidden) - persons}件）の"
        f"{tonnes} t CO2 eq、および非公開の取引{kept.rows}件",
    )
