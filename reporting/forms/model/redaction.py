"""Forms and reports without what is confidential.

A Party publishes what is not confidential (2/CMA.3 annex, para. 24). Figures that are totals stay
whole, because a balance without them would be wrong; the rows behind them are counted, not named.
Whoever subtracts the rows that are named from a total learns what the others come to.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from reporting.findings import Finding, Place
from reporting.forms.model.form import Form
from reporting.forms.model.table import Cell, Note, Report, ReportTable
from reporting.ledger.ledger import Ledger
from reporting.ledger.loading import place_of
from reporting.ledger.rows import ConfidentialEntry
from reporting.messages import Text, _, ngettext

PERSON = "person"
"""The kind of a holder who is a natural person."""


def may_be_named(account: Mapping[str, Any]) -> bool:
    """Tell whether an account may be named in public."""
    return not account["confidential"] and account["holder_kind"] != PERSON


def withheld(ledger: Ledger) -> frozenset[Place]:
    """Return the rows that leave a record for no one: confidential, or a natural person's."""
    accounts = (place_of(row) for row in ledger.table("accounts") if not may_be_named(row))
    return frozenset((*confidential(ledger), *accounts))


def confidential(ledger: Ledger) -> frozenset[Place]:
    """Return the rows that nobody may name.

    An event of a confidential block is one of them, for it has the block's serial numbers. One of
    further units too, which its Party recorded as public, is not.
    """
    marked = (place_of(row) for row in ledger.table("accounts") if row["confidential"])
    entries = ledger.ask(ConfidentialEntry)
    return frozenset((*marked, *(ledger.inputs.place(each.entry) for each in entries)))


PARA_24 = "2/CMA.3 annex, para. 24"
CONFIDENTIAL = _("Confidential")
WHERE = ("package", "table", "row")


def rows_withheld(count: int) -> Text:
    """Say how many rows are withheld."""
    return ngettext(
        "%(count)s confidential row withheld", "%(count)s confidential rows withheld", count
    )


def published(form: Form, hidden: Collection[Place]) -> Form:
    """Return a form that names no row that is hidden; its figures stay."""
    veil = _Veil(hidden=hidden)
    sections = tuple(
        replace(each, tables=tuple(veil.table(table) for table in each.tables))
        for each in form.sections
    )
    findings = tuple(veil.findings(form.findings))
    count = form.confidential or len(veil.met)
    # The AEF leaves rows out itself, and has its own note (missing_cells).
    is_told = bool(form.confidential) or not count
    return replace(
        form,
        sections=sections,
        findings=findings,
        notes=form.notes if is_told else (*form.notes, _behind_figures(count)),
        confidential=count,
        is_public=True,
    )


def published_report(report: Report, hidden: Collection[Place]) -> Report:
    """Return a report that names no row that is hidden; its figures stay."""
    veil = _Veil(hidden=hidden)
    tables = tuple(veil.table(each) for each in report.tables)
    notes = (*report.notes, _behind_figures(len(veil.met))) if veil.met else report.notes
    return replace(report, tables=tables, notes=notes)


@dataclass(slots=True, kw_only=True)
class _Veil:
    """What hides rows, and remembers which it met."""

    hidden: Collection[Place]
    met: set[Place] = field(default_factory=set)

    def table(self, table: ReportTable) -> ReportTable:
        """Return a table without the rows that stand for hidden ones, and with figures veiled."""
        names = [each.name for each in table.columns]
        at = [names.index(name) for name in WHERE] if {*WHERE} <= {*names} else []
        rows = [row for row in table.rows if not (at and self._is_met(_stated(row, at)))]
        return replace(table, rows=tuple(tuple(map(self._cell, row)) for row in rows))

    def findings(self, findings: Collection[Finding]) -> Iterator[Finding]:
        """Yield the findings that say nothing of a hidden row."""
        # Hidden is the row, whichever of its fields is found.
        return (each for each in findings if not self._is_met(replace(each.place, field="")))

    def _cell(self, cell: Cell) -> Cell:
        if cell.lineage is None:
            return cell
        _, met = cell.lineage.parted(self.hidden)
        self.met.update(met.parts)
        return replace(cell, lineage=cell.lineage.without(self.hidden))

    def _is_met(self, place: Place) -> bool:
        if place not in self.hidden:
            return False
        self.met.add(place)
        return True


def _stated(row: tuple[Cell, ...], at: list[int]) -> Place:
    package, table, number = (row[each].value for each in at)
    return Place(
        package=str(package or ""),
        table=str(table or ""),
        row=number if isinstance(number, int) else 0,
    )


def _behind_figures(count: int) -> Note:
    return Note(
        label=CONFIDENTIAL,
        text=ngettext(
            "%(count)s row of the record is confidential and not named here; totals include it, "
            "and a total less the rows that are named gives its quantity",
            "%(count)s rows of the record are confidential and not named here; totals include "
            "them, and a total less the rows that are named gives their quantity together",
            count,
        ),
        provision=PARA_24,
    )
