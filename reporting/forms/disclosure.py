"""What the registry of a Party makes public: holders, credits by type of account, transactions.

The three lists that the common specifications of the JCM registry name.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

import pyarrow as pa
from pyarrow import compute

from reporting.accounting.exact import Exact, rounded
from reporting.accounting.figure import Missing, unknown
from reporting.accounting.outcomes import FIRST_VINTAGE
from reporting.forms.model import wording
from reporting.forms.model.figure_cells import QUANTITY_UNKNOWN, figure_cell
from reporting.forms.model.form import Form, FormName, Readiness, Section
from reporting.forms.model.lineage import NOTHING, Lineage, grouped, together
from reporting.forms.model.reporting_period import Reported, reported, undeclared
from reporting.forms.model.request import FormAsked
from reporting.forms.model.table import Cell, Column, Note, Reason, ReportTable, Type
from reporting.forms.queries.accounts import declared_years, undeclared_years
from reporting.forms.queries.registry_tracking import (
    PERSON,
    Amount,
    Registry,
    amounts,
    hidden_part,
    public_part,
)
from reporting.ledger.codes import KINDS
from reporting.ledger.ledger import Ledger
from reporting.ledger.rows import RegistryTransaction
from reporting.texts import Text, said

TONNES = "t CO2 eq"
ACCOUNTS: Mapping[str | None, Text] = MappingProxyType(
    {
        "government_holding": said("Government holding account", "政府保有口座"),
        "entity_holding": said("Entity holding account", "法人等保有口座"),
        "retirement": said("Retirement account", "無効化口座"),
        "cancellation": said("Cancellation account", "取消口座"),
        "voluntary_cancellation": said("Voluntary cancellation account", "自主的取消口座"),
        "other": said("Other account", "その他の口座"),
        None: said("Account not recorded", "口座の記録なし"),
    }
)
HOLDERS = (
    Column(name="registry", label=said("Registry", "登録簿")),
    Column(name="type", label=said("Type of account", "口座の種類")),
    Column(name="holder", label=said("Account holder", "口座名義人")),
)
CREDITS = (
    Column(name="type", label=said("Type of account", "口座の種類")),
    Column(name="type_ja", label=said("Japanese term", "日本語の名称")),
    Column(name="accounts", label=said("Accounts named", "公開口座数"), type=Type.COUNT),
    Column(name="quantity", label=said("Credits", "クレジット"), type=Type.QUANTITY, unit=TONNES),
)
YEAR_UNKNOWN = Reason(
    code="year_unknown",
    english="The day of these transactions is not known, so they belong to no year.",
    japanese="取引日が不明なため、どの年にも含められません。",
    brief="Year not known",
    brief_japanese="年が不明",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What is kept from view.

    Attributes:
        tonnes: Credits in accounts or by rows that are confidential; None if not known.
        rows: Confidential transactions.
    """

    tonnes: Exact | None
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Transactions:
    """The yearly summary, and how many transactions it leaves out as confidential."""

    table: ReportTable
    hidden: int


def holders(registry: Registry) -> ReportTable:
    """Return who holds an account, without natural persons and what is confidential."""
    order = [*ACCOUNTS]
    known = sorted(
        {
            (row["registry"], order.index(row["type"]), row["type"], row["holder"])
            for row in registry.accounts.values()
            if registry.is_public(row)
        }
    )
    return ReportTable(
        name="account_holders",
        title=said("Account holders", "口座名義人"),
        columns=HOLDERS,
        rows=tuple(
            (Cell(value=place), Cell(value=type_, label=ACCOUNTS[type_]), Cell(value=holder))
            for place, _, type_, holder in known
        ),
        nothing=said("The record names no account.", "記録に口座がない。"),
    )


def credits_by_type(
    registry: Registry, found: Sequence[Amount], incomplete: Sequence[int]
) -> ReportTable:
    """Return the amount of credits in each type of account; empty while a year may be missing.

    Amounts are those of accounts that may be named. Whoever knows from elsewhere what the Party
    holds in all, as its annual information says, still learns by subtraction what the others hold;
    and what a named account received from one that is not is among the amounts, but not among the
    transactions.
    """
    open_years = [unknown(Missing.COMPLETE_RECORD, year) for year in incomplete]
    reasons = tuple(reason for each in open_years for reason in figure_cell(each).reasons)
    shown = [each for each in found if not registry.hides(each.account)]
    present = {row["type"] for row in registry.accounts.values()} | {each.type for each in shown}
    rows = []
    for type_, words in ACCOUNTS.items():
        if type_ in present:
            of_type = [each for each in shown if each.type == type_]
            named = [
                row
                for row in registry.accounts.values()
                if row["type"] == type_ and registry.is_public(row)
            ]
            rows.append(
                (
                    Cell(value=type_ or "not_recorded", label=words),
                    Cell(value=words.ja),
                    Cell(value=len(named)),
                    Cell(reasons=reasons) if reasons else _sum(of_type, registry),
                )
            )
    return ReportTable(
        name="credits_by_account_type",
        title=said("Amount of credits in each type of account", "口座の種類別のクレジットの数量"),
        columns=CREDITS,
        rows=tuple(rows),
        nothing=said("The record names no account.", "記録に口座がない。"),
    )


def transactions(ledger: Ledger, registry: Registry, until: date) -> Transactions:
    """Return what the Party's registry recorded in each year, by type of transaction.

    What it recorded of issuances into another Party's registry is for that registry to list.
    """
    rows = ledger.fetch(RegistryTransaction.relation, party=registry.party, on=until)
    rows = rows.filter(compute.is_in(rows["approach"], value_set=registry.jcm_approaches))
    shown = rows.filter(compute.invert(_is_hidden(rows, registry)))
    shown = shown.append_column("year", compute.year(shown["date"]))
    recorded = {key: _sum_of(ledger, each) for key, each in _by_year_and_kind(shown)}
    declared = declared_years(ledger, registry.party)
    years = {year for year, _ in recorded if year}
    first = min([*years, *declared], default=until.year + 1)
    lines = [
        (Cell(value=year), *_of_year(recorded, year, is_whole=declared.get(year, False)))
        for year in range(first, until.year + 1)
    ]
    if shown["year"].null_count:
        words = said("date not known", "日付不明")
        lines.append((Cell(label=words), *(Cell(reasons=(YEAR_UNKNOWN,)) for _ in KINDS)))
    return Transactions(
        table=ReportTable(
            name="yearly_transactions",
            title=said("Yearly summary of transactions", "年別の取引の概要"),
            columns=(
                Column(name="year", label=said("Year", "年"), type=Type.YEAR),
                *(_column(kind) for kind in KINDS),
            ),
            rows=tuple(lines),
            nothing=said("The record shows no transactions.", "記録に取引がない。"),
        ),
        hidden=rows.num_rows - shown.num_rows,
    )


def _column(kind: str) -> Column:
    words = wording.CODES[kind]
    label = said(words.en.capitalize(), words.ja)
    return Column(name=kind, label=label, type=Type.QUANTITY, unit=TONNES)


def _is_hidden(rows: pa.Table, registry: Registry) -> pa.Array:
    """Tell which transactions are confidential, or name an account that is."""
    is_hidden = compute.is_in(rows["entry"], value_set=registry.hidden_entries)
    for side in ("from_account", "to_account"):
        names_it = compute.is_in(rows[side], value_set=registry.hidden_accounts)
        is_hidden = compute.or_(is_hidden, names_it)
    return is_hidden


def _by_year_and_kind(rows: pa.Table) -> Iterator[tuple[tuple[int | None, str], pa.Table]]:
    for year, of_year in grouped(rows, "year"):
        for kind, each in grouped(of_year, "kind"):
            yield (year, kind), each


def _sum_of(ledger: Ledger, rows: pa.Table) -> Cell:
    if rows["quantity"].null_count:
        return Cell(reasons=(QUANTITY_UNKNOWN,))
    made_of = Lineage.of_entries(ledger.inputs, rows["entry"], rows["quantity"])
    return Cell(value=made_of.total, lineage=made_of)


def _of_year(
    recorded: Mapping[tuple[int | None, str], Cell], year: int, *, is_whole: bool
) -> tuple[Cell, ...]:
    if not is_whole:
        missing = figure_cell(unknown(Missing.COMPLETE_RECORD, year))
        return tuple(missing for _ in KINDS)
    return tuple(recorded.get((year, kind), Cell(value=0, lineage=NOTHING)) for kind in KINDS)


def _sum(found: Sequence[Amount], registry: Registry) -> Cell:
    if any(each.is_unknown for each in found):
        return Cell(reasons=(QUANTITY_UNKNOWN,))
    made_of = together(public_part(each.made_of, registry) for each in found)
    return Cell(value=made_of.total, lineage=made_of)


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
