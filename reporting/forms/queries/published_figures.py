"""Published figures beside those of the rows: `jcm reconcile`."""

from collections.abc import Iterable
from types import MappingProxyType

from reporting.forms.model.table import Cell, Column, Note, Report, ReportTable, Type, Value
from reporting.messages import SILENCE, Text, _, bilingual
from reporting.packages.reconciliation import Reconciliation, plain

OUTCOMES = MappingProxyType(
    {
        "agrees": _("agrees"),
        "explained": _("explained"),
        "differs": _("differs"),
        "not_verifiable": _("not verifiable"),
        "": _("not understood"),
    }
)
COLUMNS = (
    Column(name="reconciliation_id", label=_("Key")),
    Column(name="title", label=_("What is compared")),
    Column(name="published", label=_("Published"), type=Type.TEXT),
    Column(name="unit", label=_("Unit")),
    Column(name="until", label=_("Rows until"), type=Type.DATE),
    Column(name="computed", label=_("From the rows"), type=Type.TEXT),
    Column(name="recorded", label=_("Outcome recorded")),
    Column(name="outcome", label=_("Outcome now")),
    Column(name="row", label=_("Row"), type=Type.ROW, is_detail=True),
)


def published_figures(results: Iterable[Reconciliation]) -> Report:
    """Return every comparison; those whose outcome is recorded wrongly stand apart, first."""
    every = tuple(results)
    wrong = [each for each in every if each.is_wrong]
    right = [each for each in every if not each.is_wrong]
    return Report(
        name="reconciliations",
        title=_("Published figures beside those of the rows"),
        tables=(
            _table("wrong", _("Outcomes that are not as recorded"), wrong),
            _table("right", _("Outcomes as recorded"), right),
        ),
        notes=(
            Note(
                label=_("Rows until"),
                text=_(
                    "Rows count as far as their own day, else the day on which a source is known "
                    "to say them, is not later than the published figure."
                ),
            ),
        ),
    )


def _table(name: str, title: Text, results: Iterable[Reconciliation]) -> ReportTable:
    return ReportTable(
        name=name,
        title=title,
        columns=COLUMNS,
        rows=tuple(_row(each) for each in results),
        nothing=_("None.") if name == "wrong" else SILENCE,
    )


def _row(result: Reconciliation) -> tuple[Cell, ...]:
    row = result.row
    values: tuple[tuple[Value, Text], ...] = (
        (row["reconciliation_id"], SILENCE),
        (row["title"], bilingual(row["title"], row["title_ja"])),
        (plain(row["published_value"]), SILENCE),
        (row["unit"], SILENCE),
        (result.until, SILENCE),
        (plain(result.computed) or None, SILENCE),
        (row["outcome"], OUTCOMES[row["outcome"]]),
        (result.outcome, OUTCOMES[result.outcome]),
        (row["_row"], SILENCE),
    )
    return tuple(Cell(value=value, label=label) for value, label in values)
