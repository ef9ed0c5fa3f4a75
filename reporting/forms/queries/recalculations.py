"""What the record after the cut-off changes in the figures of a balance: paragraph 12."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from reporting.accounting.account import Account
from reporting.accounting.adjustment import AdjustmentMethod
from reporting.accounting.exact import rounded
from reporting.accounting.gathering import gathered
from reporting.accounting.period import Metric
from reporting.accounting.restatement import Restated, restatement
from reporting.accounting.statement import statement
from reporting.forms.model import wording
from reporting.forms.model.table import Note
from reporting.forms.queries.accounts import Accounted, as_flow, bears_on, flows_of
from reporting.forms.queries.ndc import Measure
from reporting.ledger.ledger import Ledger
from reporting.ledger.rows import FlowSum
from reporting.texts import Text, said


def later_events(ledger: Ledger, found: Accounted) -> Iterator[Note]:
    """Yield a note for each account and method of which the whole record gives other figures.

    Args:
        ledger: The record, whole.
        found: The accounts as they stood on the day of the cut-off.
    """
    if found.cutoff is None:
        return
    party = found.ndc.row["party"]
    rows = flows_of(ledger, party)
    for measure, sources in found.measured:
        now = _with_all(sources.account, rows, measure)
        for method in found.methods:
            changes = restatement(statement(sources.account, method), statement(now, method))
            if changes:
                yield _note(changes, method, now, f"{found.cutoff}")


def _with_all(account: Account, rows: Sequence[FlowSum], measure: Measure) -> Account:
    """Return an account of the same years with all events of the record."""
    every = gathered(
        [as_flow(row, measure.metric) for row in rows if bears_on(row, measure)],
        period=account.period,
        party=account.flows.party,
        unit=account.flows.unit,
        metric=account.flows.metric,
        incomplete_years=account.flows.incomplete_years,
    )
    return replace(account, flows=every)


def _note(
    changes: Sequence[Restated], method: AdjustmentMethod, account: Account, day: str
) -> Note:
    name, unit = wording.METHODS[method.name], account.flows.unit
    rows, end = _rows(changes, account.flows.metric), _end(is_final=changes[0].is_final)
    return Note(
        label=said("Later events", "後の事象"),
        text=said(
            f"{name['en']}: the record after {day} changes, in {unit}, {rows['en']}{end['en']}",
            f"{name['ja']}：{day}より後の記録により変わる数値（{unit}）：{rows['ja']}{end['ja']}",
        ),
        provision="2/CMA.3 annex, para. 12",
    )


def _end(*, is_final: bool) -> Text:
    if not is_final:
        return said("", "")
    return said("; the period is closed, so its figures stand", "。期間は終了しており、数値は確定")


def _rows(changes: Sequence[Restated], metric: Metric) -> Text:
    """Return the rows that change, each with its years."""
    labels = {**wording.LINES, **(wording.OF_INDICATORS if metric is Metric.NON_GHG else {})}
    by_row: Mapping[str, list[Restated]] = {each.row: [] for each in changes}
    for each in changes:
        by_row[each.row].append(each)
    return said(
        "; ".join(
            f"{labels[row][0]['en']} ({_years(of, 'unknown')})" for row, of in by_row.items()
        ),
        "、".join(f"{labels[row][0]['ja']}（{_years(of, '不明')}）" for row, of in by_row.items()),
    )


def _years(changes: Sequence[Restated], unknown: str) -> str:
    return ", ".join(f"{each.year}: {_amount(each, unknown)}" for each in changes)


def _amount(change: Restated, unknown: str) -> str:
    value = change.difference.value
    return unknown if value is None else f"{rounded(value):+,f}"
