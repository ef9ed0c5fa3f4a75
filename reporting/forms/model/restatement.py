"""Figures of a form that are not what they were: said of forms alone, never of rows of the data."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction

from reporting.accounting.figure import Exact, exact
from reporting.forms.model.form import Form, FormName
from reporting.forms.model.form_diff import cells_of, changes
from reporting.forms.model.table import Column, ReportTable, Type
from reporting.messages import Text

FIGURES = frozenset({Type.QUANTITY, Type.COUNT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Restatement:
    """A figure of a form, before and after.

    Attributes:
        form: Which form.
        party: Whose.
        year: Its year: the reported one of the AEF, that of submission of the others.
        title: The form as people read it.
        table: Its table.
        row: The row, named by what it is about.
        column: The column.
        old: The figure as it was; None where there was none.
        new: The figure as it is; None where there is none.
    """

    form: FormName
    party: str
    year: int
    title: Text
    table: ReportTable
    row: str
    column: Column
    old: Exact | None
    new: Exact | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Restatements:
    """Which figures of forms are not what they were.

    Attributes:
        figures: The figures, in the order of the forms.
        forms: How many forms were made of each record and compared; none where the records of
            units are the same.
        obstacles: Why they could not all be: a sentence for each record that cannot be read.
    """

    figures: tuple[Restatement, ...] = ()
    forms: int = 0
    obstacles: tuple[Text, ...] = ()

    @property
    def is_known(self) -> bool:
        """Whether it can be told; else no figure is said to be restated, nor that none is."""
        return not self.obstacles


def restated(old: Form, new: Form) -> Iterator[Restatement]:
    """Yield the figures in which two makings of a form differ, a year or row more among them."""
    tables = dict((*old.named_tables, *new.named_tables))
    columns = {(name, each.name): each for name, table in tables.items() for each in table.columns}
    for each in changes(cells_of(old), cells_of(new)):
        where = each.address
        column = columns.get((where.table, where.column))
        if column is None or column.type not in FIGURES:
            continue
        before, after = _number(each.before), _number(each.after)
        if before != after:
            yield Restatement(
                form=new.name,
                party=new.party,
                year=new.year,
                title=new.title,
                table=tables[where.table],
                row=where.row,
                column=column,
                old=before,
                new=after,
            )


def all_restated(pairs: Iterable[tuple[Form, Form]]) -> tuple[Restatement, ...]:
    """Return the figures in which forms of two records differ."""
    return tuple(each for old, new in pairs for each in restated(old, new))


def _number(text: str) -> Exact | None:
    """Return the figure of a cell; none where it is empty or, as in the AEF, does not apply."""
    with suppress(ValueError, ZeroDivisionError):
        return exact(Fraction(text))
    return None
