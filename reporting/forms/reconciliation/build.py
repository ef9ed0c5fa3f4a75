"""The report: every identity with both sides, its findings, and the rows behind a difference."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from reporting.accounting.period import MethodName
from reporting.findings import Finding, Place, catalogue
from reporting.forms.model import wording
from reporting.forms.model.form import Form
from reporting.forms.model.table import EMPTY, Cell, Layout, Note, Report, ReportTable, written
from reporting.forms.queries.check_tables import FINDINGS, finding_row
from reporting.forms.reconciliation.comparison import (
    COLUMNS,
    IDENTITIES,
    OUTCOMES,
    ROWS,
    SIDES,
    Agreement,
    ComparedFigure,
    ComparedPair,
    Filed,
    Identity,
    tables_of,
    unknown,
)
from reporting.forms.reconciliation.identities import (
    adjustments,
    balances,
    cumulative,
    first_transfers,
    holdings,
    initial_report,
    periods,
    uses,
)
from reporting.messages import _

RULE = Note(
    label=_("Compared"),
    text=_(
        "what the forms print is compared, cell by cell; outcomes of other NDC periods are "
        "left out of the annual information, as the structured summary leaves them out"
    ),
    provision="2/CMA.3 annex, paras. 20 and 23",
)


def reconciliation(forms: Sequence[Form]) -> Report:
    """Compare the forms of a Party: annual information of several years, summary, initial report.

    Raises:
        ValueError: The forms are not of one Party, or there are none.
    """
    filed = Filed.from_forms(forms)
    every = tuple(compared(filed))
    counts = Counter(each.outcome for each in every)
    agree, differ, open_ = (counts[each] for each in Agreement)
    return Report(
        name="reconciliation",
        title=_(
            "Reconciliation of the forms of %(party)s: %(agree)s agree, %(differ)s differ, "
            "%(open)s not verifiable",
            party=filed.party,
            agree=agree,
            differ=differ,
            open=open_,
        ),
        tables=(
            ReportTable(
                name="identities",
                title=_("Identities"),
                columns=COLUMNS,
                rows=tuple(_row(each) for each in every),
            ),
            ReportTable(
                name="findings",
                title=_("Findings"),
                columns=FINDINGS,
                rows=tuple(finding_row(each) for each in _findings(every)),
                layout=Layout.LIST,
                nothing=_("No findings."),
            ),
            ReportTable(
                name="rows",
                title=_("Rows behind what differs"),
                columns=ROWS,
                rows=tuple(row for each in every for row in _rows_behind(each)),
                nothing=_("Nothing differs."),
            ),
        ),
        notes=(RULE,),
    )


def differences(forms: Sequence[Form]) -> tuple[Finding, ...]:
    """Return a finding for each identity that does not hold."""
    return tuple(_findings(tuple(compared(Filed.from_forms(forms)))))


# Forms made from these answers count other things than the forms they are compared with.
APART: Mapping[tuple[str, str], frozenset[Identity]] = MappingProxyType(
    {
        ("row_23d", "authorized"): frozenset((Identity.FIRST_TRANSFERS, Identity.CUMULATIVE)),
        ("authorizations_counted", "uploaded"): frozenset(
            (Identity.FIRST_TRANSFERS, Identity.CUMULATIVE, Identity.ADJUSTMENT)
        ),
        ("holdings_from", "authorization"): frozenset((Identity.HOLDINGS,)),
    }
)


def compared(filed: Filed) -> Iterator[ComparedPair]:
    """Yield every comparison that the forms allow or should allow."""
    forms = (filed.summary, *filed.annual.values())
    answers = {each for form in forms if form for each in form.answers}
    apart = {identity for each in answers for identity in APART.get(each, ())}
    for each in _compared(filed):
        if each.identity in apart:
            yield replace(each, left=unknown(_("An answer to an open question counts otherwise")))
        else:
            yield each


def _compared(filed: Filed) -> Iterator[ComparedPair]:
    tables = tables_of(filed.summary)
    if tables:
        first = tables[0]
        yield from first_transfers(filed, first)
        yield from uses(filed, first)
        yield from cumulative(filed, first)
        yield from periods(filed, first)
    for table in tables:
        yield from adjustments(filed, table)
        yield from balances(table)
    yield from holdings(filed)
    yield from initial_report(filed, tables[0] if len(tables) == 1 else None)


def _findings(every: Sequence[ComparedPair]) -> Iterator[Finding]:
    for each in every:
        if each.outcome is Agreement.DIFFERS:
            yield Finding(
                code=code_of(each),
                place=Place(),
                values={
                    "year": str(each.year or ""),
                    "metric": each.metric,
                    "method": each.method,
                    "left": _written(each.left),
                    "right": _written(each.right),
                    "difference": _written(ComparedFigure(value=each.difference)),
                },
            )


def _row(each: ComparedPair) -> tuple[Cell, ...]:
    left, right = SIDES[each.identity]
    return (
        Cell(value=each.identity.value, label=IDENTITIES[each.identity]),
        Cell(value=each.year or None),
        Cell(value=each.metric or None),
        _method(each.method),
        Cell(value=left.en, label=left),
        _side(each.left),
        Cell(value=right.en, label=right),
        _side(each.right),
        EMPTY if each.difference is None else Cell(value=each.difference),
        Cell(value=each.outcome.value, label=OUTCOMES[each.outcome]),
        Cell(value=each.why.en or None, label=each.why),
        Cell(value=catalogue()[code_of(each)].provision),
    )


def code_of(each: ComparedPair) -> str:
    """Return the code of the finding, should it not hold."""
    return f"forms-{each.identity}"


def _method(name: str) -> Cell:
    return Cell(value=name, label=wording.METHODS[MethodName(name)]) if name else EMPTY


def _written(side: ComparedFigure) -> str:
    if side.value is None or isinstance(side.value, str):
        return side.value or ""
    return written(side.value)


def _side(side: ComparedFigure) -> Cell:
    is_number = side.value is not None and not isinstance(side.value, str)
    return Cell(value=side.value, lineage=side.lineage if is_number else None)


def _rows_behind(each: ComparedPair) -> Iterator[tuple[Cell, ...]]:
    """Yield the rows of the data behind both sides of what differs."""
    if each.outcome is not Agreement.DIFFERS:
        return
    for words, side in zip(SIDES[each.identity], (each.left, each.right), strict=True):
        for place, part in side.lineage.parts.items():
            yield (
                Cell(value=each.identity.value, label=IDENTITIES[each.identity]),
                Cell(value=each.year or None),
                Cell(value=each.metric or None),
                Cell(value=words.en, label=words),
                Cell(value=place.package),
                Cell(value=place.table),
                Cell(value=place.row),
                Cell(value=part),
            )
