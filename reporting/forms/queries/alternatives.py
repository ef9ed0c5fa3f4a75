"""What would be said under one other answer to an open question, all else being as it is."""

from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass, replace

from reporting.accounting.settings import other_answer
from reporting.forms.model.form_diff import CellChange, Cells, changes
from reporting.forms.model.table import Note
from reporting.forms.queries.open_questions import TakenAnswer
from reporting.ledger.ledger import Ledger
from reporting.ledger.readings import OtherAnswer
from reporting.messages import Text, _, alike, joined, ngettext

SHOWN = 60
EMPTY = _("(empty)")


@dataclass(frozen=True, slots=True, kw_only=True)
class AlternativeAnswer:
    """An answer that is taken, and what one other, changed alone, would change.

    Attributes:
        taken: The answer taken.
        other: The other answer.
        note: What is said of both.
        differing: The cells that differ, each with what it says under both.
    """

    taken: TakenAnswer
    other: str
    note: Note
    differing: tuple[CellChange, ...]

    @property
    def is_felt(self) -> bool:
        """Whether a cell differs."""
        return bool(self.differing)


def alternatives(
    ledger: Ledger, taken: Iterable[TakenAnswer], cells: Cells, under: Callable[[Ledger], Cells]
) -> tuple[AlternativeAnswer, ...]:
    """Return answers, each with what one other would change.

    Args:
        ledger: The record.
        taken: The answers taken.
        cells: What is said under them.
        under: Returns what a ledger under other answers says.
    """
    found = tuple(_other(ledger, each, cells, under) for each in taken)
    ledger.forget_passing()
    return found


def _other(
    ledger: Ledger, taken: TakenAnswer, cells: Cells, under: Callable[[Ledger], Cells]
) -> AlternativeAnswer:
    setting, value = taken.option.setting, taken.option.value
    other = other_answer(setting, value)
    changed = OtherAnswer(setting=setting, value=value, other=other)
    with ledger.under(replace(ledger.readings, otherwise=changed)) as otherwise:
        others = under(otherwise)
    found = changes(cells, others)
    said = _(
        "With %(setting)s=%(value)s instead: %(cells)s",
        setting=setting,
        value=other,
        cells=_cells(found, cells, others),
    )
    note = replace(taken.note, text=joined((taken.note.text, said), alike(" ")))
    return AlternativeAnswer(taken=taken, other=other, note=note, differing=found)


def _cells(found: tuple[CellChange, ...], was: Cells, now: Cells) -> Text:
    if not found:
        return _("no cell differs.")
    told = list(_told(found, _rows(was), _rows(now)))
    more = len(told) - SHOWN
    rest = [_("and %(count)s more", count=more)] if more > 0 else []
    number = ngettext("%(count)s cell differs", "%(count)s cells differ", len(found))
    return _("%(number)s: %(cells)s.", number=number, cells=joined((*told[:SHOWN], *rest), _("; ")))


def _rows(cells: Cells) -> set[tuple[str, str]]:
    return {(each.table, each.row) for each in cells}


def _told(
    found: Iterable[CellChange], was: Container[tuple[str, str]], now: Container[tuple[str, str]]
) -> Iterator[Text]:
    """Yield the cells that differ; a row that comes or goes is told once."""
    by_row: dict[tuple[str, str], list[CellChange]] = {}
    for each in found:
        by_row.setdefault((each.address.table, each.address.row), []).append(each)
    for (table, row), cells in by_row.items():
        where = alike(f"{table} | {row}")
        if (table, row) not in was and not any(each.before for each in cells):
            yield _("the row %(row)s comes", row=where)
        elif (table, row) not in now and not any(each.after for each in cells):
            yield _("the row %(row)s goes", row=where)
        else:
            for each in cells:
                before, after = (
                    alike(text) if text else EMPTY for text in (each.before, each.after)
                )
                yield _(
                    "%(where)s | %(column)s: %(before)s → %(after)s",
                    where=where,
                    column=each.address.column,
                    before=before,
                    after=after,
                )
