"""Two methods of adjustment side by side, and two answers to an open question."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reporting.accounting.figure import Exact, rounded
from reporting.accounting.lines import ROWS
from reporting.accounting.methods import methods_for
from reporting.accounting.period import ElapsedBasis, MethodName, NdcKind
from reporting.accounting.statement import statement
from reporting.forms.model.form_diff import CellChange
from reporting.forms.model.wording import year_name
from reporting.forms.queries.accounts import BalanceRequest, PartyAccounts, party_accounts
from reporting.forms.queries.balance import other_balances
from reporting.forms.queries.ndc import Measure, ndcs_of
from reporting.forms.queries.open_questions import TakenAnswer, of_accounts
from reporting.interval_merge import spans
from reporting.ledger.ledger import Ledger, Row
from reporting.messages import Text

EMISSIONS = "emissions"


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedMethods:
    """What a Party adds or subtracts in each year under each method offered for its kind of NDC.

    Attributes:
        ndc: The row of ``ndcs``.
        measure: In what it is accounted.
        methods: The methods, in the order of paragraph 7.
        chosen: The method that the NDC names, if any.
        elapsed: The elapsed basis that is taken for an average because the NDC names none.
        cutoff: The last day whose events count, if any.
        years: The name of each year that is reported on, with the adjustment under each method as
            it is applied; None where it is not known.
    """

    ndc: Row
    measure: Measure
    methods: tuple[MethodName, ...]
    chosen: MethodName | None
    elapsed: ElapsedBasis | None
    cutoff: date | None
    years: tuple[tuple[Text, tuple[Decimal | None, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferingFigure:
    """A figure that differs under two answers, with the years in which it does so alike.

    Attributes:
        column: Its row of a statement, as in `ROWS`.
        years: The years in words: ``2021-2023, 2025``.
        amounts: What is said under the answer taken and under the other; empty where unknown.
    """

    column: str
    years: str
    amounts: tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedAnswers:
    """An answer taken for the balance of a Party, another, and the cells that differ.

    Attributes:
        ndc: The row of ``ndcs``.
        measure: In what it is accounted.
        taken: The answer taken.
        other: The other answer.
        differing: The cells of the emissions balance, each with what it says under both.
    """

    ndc: Row
    measure: Measure
    taken: TakenAnswer
    other: str
    differing: tuple[CellChange, ...]

    @property
    def figures(self) -> Iterator[DifferingFigure]:
        """The figures that differ, in the order of a statement."""
        alike: dict[tuple[str, str, str], list[int]] = {}
        for each in sorted(self.differing, key=lambda each: ROWS.index(each.address.column)):
            year = int(each.address.row.rpartition(" ")[2])
            alike.setdefault((each.address.column, each.before, each.after), []).append(year)
        for (column, *amounts), years in alike.items():
            yield DifferingFigure(
                column=column, years=spans(years), amounts=(amounts[0], amounts[1])
            )


def compared_methods(ledger: Ledger, party: str) -> Iterator[ComparedMethods]:
    """Yield the methods side by side, for each measure of which an adjustment is known."""
    for ndc in ndcs_of(ledger, party):
        unstated = ndc["kind"] == NdcKind.SINGLE_YEAR and not ndc["elapsed_basis"]
        elapsed = ElapsedBasis.SINCE_START if unstated else None
        found = party_accounts(ledger, BalanceRequest(ndc=ndc, elapsed=elapsed))
        for each in _of_measures(found, elapsed):
            if any(amount is not None for _, amounts in each.years for amount in amounts):
                yield each


def _of_measures(found: PartyAccounts, elapsed: ElapsedBasis | None) -> Iterator[ComparedMethods]:
    methods = methods_for(found.period.kind)
    for measure, sources in found.measured:
        account = sources.account
        under = [statement(account, method) for method in methods]
        yield ComparedMethods(
            ndc=found.ndc.row,
            measure=measure,
            methods=tuple(each.name for each in methods),
            chosen=found.period.method,
            elapsed=elapsed,
            cutoff=found.cutoff,
            years=tuple(
                (
                    year_name(year, found.period.year_basis),
                    tuple(_amount(each.line(year).adjustment.value, measure) for each in under),
                )
                for year in account.years
            ),
        )


def _amount(value: Exact | None, measure: Measure) -> Decimal | None:
    return None if value is None else rounded(value, measure.places)


def compared_answers(
    ledger: Ledger, party: str, settings: tuple[str, ...]
) -> Iterator[ComparedAnswers]:
    """Yield two answers side by side for the first NDC of a Party, of each question asked for."""
    ndc = ndcs_of(ledger, party)[0]
    request = BalanceRequest(ndc=ndc)
    found = party_accounts(ledger, request)
    taken = [each for each in of_accounts(ledger, found) if each.option.setting in settings]
    for each in other_balances(ledger, request, taken):
        yield ComparedAnswers(
            ndc=ndc,
            measure=found.measured[0][0],
            taken=each.taken,
            other=each.other,
            differing=tuple(cell for cell in each.differing if cell.address.table == EMISSIONS),
        )
