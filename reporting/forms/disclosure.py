"""What the registry of a Party makes public: holders, credits by type of account, transactions.

The three lists that the common specifications of the JCM registry name.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

import pyarrow as pa
from pyarrow import compute

from reporting.accounting.figure import Exact, Missing, unknown
from reporting.accounting.first_transfer import FIRST_VINTAGE
from reporting.forms.model import wording
from reporting.forms.model.figure_cells import QUANTITY_UNKNOWN, figure_cell
from reporting.forms.model.form import Form, FormName, Readiness, Section
from reporting.forms.model.provenance import NOTHING, Lineage, grouped, together
from reporting.forms.model.redaction import PERSON
from reporting.forms.model.reporting_period import reported, undeclared
from reporting.forms.model.request import FormRequest
from reporting.forms.model.table import (
    TONNES,
    Cell,
    Column,
    Note,
    Reason,
    ReportTable,
    Type,
    written,
)
from reporting.forms.queries.declared_years import declared_years, undeclared_years
from reporting.forms.queries.registry_tracking import (
    Amount,
    Registry,
    amounts,
    hidden_part,
    public_part,
)
from reporting.ledger.codes import KINDS
from reporting.ledger.event_rows import RegistryTransaction
from reporting.ledger.ledger import Ledger
from reporting.messages import Japanese, Text, _, bilingual, ngettext

ACCOUNTS: Mapping[str | None, Text] = MappingProxyType(
    {
        "government_holding": _("Government holding account"),
        "entity_holding": _("Entity holding account"),
        "retirement": _("Retirement account"),
        "cancellation": _("Cancellation account"),
        "voluntary_cancellation": _("Voluntary cancellation account"),
        "other": _("Other account"),
        None: _("Account not recorded"),
    }
)
HOLDERS = (
    Column(name="registry", label=_("Registry")),
    Column(name="type", label=_("Type of account")),
    Column(name="holder", label=_("Account holder")),
)
CREDITS = (
    Column(name="type", label=_("Type of account")),
    Column(name="type_ja", label=_("Japanese term")),
    Column(name="accounts", label=_("Accounts named"), type=Type.COUNT),
    Column(name="quantity", label=_("Credits"), type=Type.QUANTITY, unit=TONNES),
)
YEAR_UNKNOWN = Reason(
    code="year_unknown",
    sentence=_("The day of these transactions is not known, so they belong to no year."),
    brief=_("Year not known"),
)


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
        title=_("Account holders"),
        columns=HOLDERS,
        rows=tuple(
            (Cell(value=place), Cell(value=type_, label=ACCOUNTS[type_]), Cell(value=holder))
            for place, _, type_, holder in known
        ),
        nothing=_("The record names no account."),
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
        title=_("Amount of credits in each type of account"),
        columns=CREDITS,
        rows=tuple(rows),
        nothing=_("The record names no account."),
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
    # Earlier years, of which nothing is said, have no line: nought would be a statement.
    first = min([*years, *declared], default=until.year + 1)
    lines = [
        (Cell(value=year), *_of_year(recorded, year, is_whole=declared.get(year, False)))
        for year in range(first, until.year + 1)
    ]
    if shown["year"].null_count:
        words = _("date not known")
        lines.append((Cell(label=words), *(Cell(reasons=(YEAR_UNKNOWN,)) for _ in KINDS)))
    return Transactions(
        table=ReportTable(
            name="yearly_transactions",
            title=_("Yearly summary of transactions"),
            columns=(
                Column(name="year", label=_("Year"), type=Type.YEAR),
                *(_column(kind) for kind in KINDS),
            ),
            rows=tuple(lines),
            nothing=_("The record shows no transactions."),
        ),
        hidden=rows.num_rows - shown.num_rows,
    )


def _column(kind: str) -> Column:
    words = wording.CODES[kind]
    label = bilingual(words.en.capitalize(), words.ja)
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
    lineage = Lineage.from_entries(ledger.inputs, rows["entry"], rows["quantity"])
    return Cell(value=lineage.total, lineage=lineage)


def _of_year(
    recorded: Mapping[tuple[int | None, str], Cell], year: int, *, is_whole: bool
) -> tuple[Cell, ...]:
    if not is_whole:
        missing = figure_cell(unknown(Missing.COMPLETE_RECORD, year))
        return tuple(missing for _ in KINDS)
    # Declared complete, so what is not recorded did not happen.
    return tuple(recorded.get((year, kind), Cell(value=0, lineage=NOTHING)) for kind in KINDS)


def _sum(found: Sequence[Amount], registry: Registry) -> Cell:
    if any(each.is_unknown for each in found):
        return Cell(reasons=(QUANTITY_UNKNOWN,))
    lineage = together(public_part(each.lineage, registry) for each in found)
    return Cell(value=lineage.total, lineage=lineage)


PROVISION = "Common specifications of the JCM registry"
# Of two accounts each holder would learn the other's quantity by subtraction.
FEWEST = 3
TOO_FEW = _("the quantity is not given, because fewer than three accounts are concerned")
NOT_KNOWN = _("the quantity is not known")
TITLE = _("Registry disclosure")
SCOPE = Note(
    label=_("Scope"),
    text=_("JCM credits recorded in the registry of the Party, in t CO2 eq, whether ITMOs or not"),
    provision=PROVISION,
)
RETIREMENT_ACCOUNT, CANCELLATION_ACCOUNT = _("retirement account"), _("cancellation account")
TERMS = Note(
    label=_("Terms"),
    text=_(
        "a retirement account (%(retirement)s) counts towards a target, although English pages of "
        "Japan print it as a cancellation account; a cancellation account (%(cancellation)s) does "
        "not",
        retirement=Japanese(RETIREMENT_ACCOUNT),
        cancellation=Japanese(CANCELLATION_ACCOUNT),
    ),
)


def disclosure(ledger: Ledger, request: FormRequest) -> Form:
    """Return what a Party's registry makes public, as it stood on the cut-off date."""
    covers = reported(ledger, request)
    registry = Registry.from_ledger(ledger, request.party)
    # The year of the cut-off day, too, has to be complete, though it may not have ended.
    last_year = max(covers.cutoff.year, covers.last_year)
    incomplete = undeclared_years(ledger, request.party, FIRST_VINTAGE, last_year)
    up_to_then = [year for year in incomplete if year <= covers.cutoff.year]
    found = tuple(amounts(ledger, registry, covers.cutoff))
    moved = transactions(ledger, registry, covers.cutoff)
    tables = (
        holders(registry),
        credits_by_type(registry, found, up_to_then),
        moved.table,
    )
    # What is withheld is a total as well: unknown as long as a year may be missing.
    is_known = not incomplete and not any(each.is_unknown for each in found)
    hidden = sum(hidden_part(each, registry) for each in found) if is_known else None
    return Form(
        name=FormName.DISCLOSURE,
        party=request.party,
        year=request.year,
        version=request.version,
        readiness=Readiness.INCOMPLETE if incomplete else Readiness.COMPLETE,
        is_made_up=request.is_made_up,
        cutoff=covers.stated_cutoff,
        title=TITLE,
        subtitle=_("%(party)s, as of %(cutoff)s", party=request.party, cutoff=covers.cutoff),
        sections=tuple(
            Section(title=table.title, provision=PROVISION, tables=(table,)) for table in tables
        ),
        notes=(
            covers.note,
            SCOPE,
            TERMS,
            Note(
                label=_("Withheld"),
                text=_left_out(registry, hidden, moved.hidden),
                provision=PROVISION,
            ),
        ),
        findings=tuple(undeclared(request.party, incomplete)),
    )


def _left_out(registry: Registry, tonnes: Exact | None, rows: int) -> Text:
    """Say how much is kept from view: accounts, transactions, and tonnes if they tell of no one."""
    hidden = [each for each in registry.accounts.values() if not registry.is_public(each)]
    moved = ngettext(
        "%(count)s confidential transaction", "%(count)s confidential transactions", rows
    )
    if not hidden:
        return moved if rows else _("nothing")
    persons = sum(each["holder_kind"] == PERSON for each in hidden)
    accounts = ngettext(
        "%(count)s account (%(persons)s of natural persons, %(confidential)s confidential)",
        "%(count)s accounts (%(persons)s of natural persons, %(confidential)s confidential)",
        len(hidden),
        persons=persons,
        confidential=len(hidden) - persons,
    )
    if tonnes is None or len(hidden) < FEWEST:
        why = TOO_FEW if len(hidden) < FEWEST else NOT_KNOWN
        return _("%(accounts)s and %(moved)s; %(why)s", accounts=accounts, moved=moved, why=why)
    return _(
        "%(accounts)s with %(tonnes)s, and %(moved)s",
        accounts=accounts,
        tonnes=f"{written(tonnes)} {TONNES}",
        moved=moved,
    )
