"""Footnotes: why figures of a table are empty, said once for all of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reporting.forms.model.table import Cell, Column, Reason
from reporting.interval_merge import spans
from reporting.messages import _
from reporting.renderers.values import for_people

DASH = "–"
NOT_APPLICABLE = "applicable_method"


@dataclass(frozen=True, slots=True, kw_only=True)
class Footnotes:
    """The reasons of some cells, lettered in the order in which they come.

    Attributes:
        language: The language they are said in.
        cells: The cells.
    """

    language: str
    cells: Sequence[Cell]

    def marked(self, cell: Cell, column: Column) -> str:
        """Return a cell as text; an empty one with the letters of its reasons."""
        if cell.value is None and cell.reasons:
            codes = self._codes()
            told = {each.code for each in cell.reasons} & {*codes}
            letters = sorted(codes.index(each) for each in told)
            return f"{DASH} {','.join(_letter(each) for each in letters)}".rstrip()
        return for_people(cell, column, self.language)

    def said(self) -> Iterator[tuple[str, str]]:
        """Yield the letter of each reason and its sentence, with the years it concerns."""
        reasons = self._reasons()
        separator = _(": ")[self.language]
        for number, code in enumerate(self._codes()):
            of_code = [each for each in reasons if each.code == code]
            years = spans(each.year for each in of_code if each.year)
            sentence = of_code[0].brief[self.language]
            yield _letter(number), f"{sentence}{separator}{years}" if years else sentence

    def _codes(self) -> list[str]:
        return list(dict.fromkeys(each.code for each in self._reasons()))

    def _reasons(self) -> list[Reason]:
        every = [reason for cell in self.cells for reason in cell.reasons]
        return [each for each in every if each.code != NOT_APPLICABLE]


def _letter(number: int) -> str:
    return chr(ord("a") + number)
