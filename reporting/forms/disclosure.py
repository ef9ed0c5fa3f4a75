"""What the registry of a Party makes public: holders, credits by type of account, transactions.

The three lists that the common specifications of the JCM registry name.
"""

from collections.abc import Iterator

from reporting.accounting.exact import rounded
from reporting.accounting.outcomes import FIRST_VINTAGE
from reporting.forms.disclosure_tables import (
    Kept,
    credits_by_type,
    holders,
    transactions,
)
from reporting.forms.model.form import Form, FormName, Readiness, Section
from reporting.forms.model.reporting_period import Reported, reported, undeclared
from reporting.forms.model.request import FormAsked
from reporting.forms.model.table import Note, ReportTable
from reporting.forms.queries.accounts import undeclared_years
from reporting.forms.queries.registry_tracking import PERSON, Registry, amounts, hidden_part
from reporting.ledger.ledger import Ledger
from reporting.texts import Text, said

PROVISION = "Common specifications of the JCM registry"
FEWEST = 3
TOO_FEW = said(
    "the quantity is not given, because fewer than three accounts are concerned",
    "対象の口座が3件に満たないため、数量は示さない",
)
NOT_KNOWN = said("the quantity is not known", "数量は不明")
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
    last_year = max(covers.cutoff.year, covers.last_year)
    incomplete = undeclared_years(ledger, asked.party, FIRST_VINTAGE, last_year)
    up_to_then = [year for year in incomplete if year <= covers.cutoff.year]
    found = tuple(amounts(ledger, registry, covers.cutoff))
    moved = transactions(ledger, registry, covers.cutoff)
    tables = (
        holders(registry),
        credits_by_type(registry, found, up_to_then),
        moved.table,
    )
    is_known = not incomplete and not any(each.is_unknown for each in found)
    hidden = sum(hidden_part(each, registry) for each in found) if is_known else None
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
        findings=tuple(undeclared(asked.party, incomplete)),
    )


def _section(table: ReportTable) -> Section:
    return Section(title=table.title, provision=PROVISION, tables=(table,))


def _notes(covers: Reported, registry: Registry, kept: Kept) -> Iterator[Note]:
    yield covers.note
    yield SCOPE
    yield TERMS
    yield Note(
        label=said("Left out", "非公開"), text=_left_out(registry, kept), provision=PROVISION
    )


def _left_out(registry: Registry, kept: Kept) -> Text:
    """Say how much is kept from view: accounts, transactions, and tonnes if they tell of no one."""
    hidden = [each for each in registry.accounts.values() if not registry.is_public(each)]
    moved = said(
        f"{kept.rows} confidential transaction{_s(kept.rows)}", f"非公開の取引{kept.rows}件"
    )
    if not hidden:
        return moved if kept.rows else said("nothing", "なし")
    persons = sum(each["holder_kind"] == PERSON for each in hidden)
    accounts = said(
        f"{len(hidden)} account{_s(len(hidden))} ({persons} of natural persons, "
        f"{len(hidden) - persons} confidential)",
        f"口座{len(hidden)}件（個人{persons}件、非公開{len(hidden) - persons}件）",
    )
    if kept.tonnes is None or len(hidden) < FEWEST:
        why = TOO_FEW if len(hidden) < FEWEST else NOT_KNOWN
        return said(
            f"{accounts.en} and {moved.en}; {why.en}", f"{accounts.ja}および{moved.ja}。{why.ja}"
        )
    tonnes = f"{rounded(kept.tonnes):,f} t CO2 eq"
    return said(
        f"{accounts.en} with {tonnes}, and {moved.en}", f"{accounts.ja}の{tonnes}、および{moved.ja}"
    )


def _s(count: int) -> str:
    return "" if count == 1 else "s"
