"""What the record after the cut-off changes in the figures of a balance: paragraph 12."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from reporting.accounting.account import Account
from reporting.accounting.adjustment import AdjustmentMethod
from reporting.accounting.flows import Flow, gathered
from reporting.accounting.period import Metric
from reporting.accounting.statement import Restated, restatement, statement
from reporting.forms.model import wording
from reporting.forms.model.table import PLACES, Note, written
from reporting.forms.queries.accounts import (
    PartyAccounts,
    counted_flows,
    flows_of,
    undecided_of,
)
from reporting.ledger.ledger import Ledger
from reporting.messages import SILENCE, Text, _, alike, joined


def later_events(ledger: Ledger, found: PartyAccounts) -> Iterator[Note]:
    """Yield a note for each account and method of which the whole record gives other figures.

    Args:
        ledger: The record, whole.
        found: The accounts as they stood on the day of the cut-off.
    """
    if found.cutoff is None:
        return
    party = found.ndc.row["party"]
    rows, undecided = flows_of(ledger, party), undecided_of(ledger, party)
    for measure, sources in found.measured:
        now = _with_all(sources.account, counted_flows(rows, undecided, measure))
        for method in found.methods:
            changes = restatement(statement(sources.account, method), statement(now, method))
            if changes:
                yield _note(changes, method, now, f"{found.cutoff}")


def _with_all(account: Account, flows: Sequence[Flow]) -> Account:
    """Return an account of the same years with all events of the record."""
    every = gathered(
        flows,
        period=account.period,
        party=account.flows.party,
        unit=account.flows.unit,
        metric=account.flows.metric,
        # The same years stay complete: only events are to make a difference.
        incomplete_years=account.flows.incomplete_years,
    )
    return replace(account, flows=every)


def _note(
    changes: Sequence[Restated], method: AdjustmentMethod, account: Account, day: str
) -> Note:
    name, unit = wording.METHODS[method.name], account.flows.unit
    rows, end = _rows(changes, account.flows.metric), _end(is_final=changes[0].is_final)
    return Note(
        label=_("Later events"),
        text=_(
            "%(name)s: the record after %(day)s changes, in %(unit)s, %(rows)s%(end)s",
            name=name,
            day=day,
            unit=unit,
            rows=rows,
            end=end,
        ),
        provision="2/CMA.3 annex, para. 12",
    )


def _end(*, is_final: bool) -> Text:
    if not is_final:
        return SILENCE
    return _("; the period is closed, so its figures stand")


def _rows(changes: Sequence[Restated], metric: Metric) -> Text:
    """Return the rows that change, each with its years."""
    labels, places = wording.lines_of(metric), 0 if metric is Metric.GHG else PLACES
    by_row: Mapping[str, list[Restated]] = {each.row: [] for each in changes}
    for each in changes:
        by_row[each.row].append(each)
    return joined(
        (
            _("%(row)s (%(years)s)", row=labels[row][0], years=_years(of, places))
            for row, of in by_row.items()
        ),
        _("; "),
    )


def _years(changes: Sequence[Restated], places: int) -> Text:
    amounts = ((each.year, _amount(each, places)) for each in changes)
    each_year = (alike("%(year)s: %(of)s", year=year, of=of) for year, of in amounts)
    return joined(each_year, alike(", "))


def _amount(change: Restated, places: int) -> Text:
    value = change.difference.value
    if value is None:
        return _("unknown")
    return alike(written(value, places, "+"))
