"""The columns of a table of the target, made of the rows of a table of the record."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from reporting.filing.exports.field_accounts import NOMENCLATURE
from reporting.filing.exports.model import (
    DAY,
    NUMBER,
    PLAIN_DAY,
    ExportFile,
    FallbackCell,
    GatheredColumn,
    Gathering,
    TargetCodes,
)
from reporting.filing.exports.record_columns import RecordColumns, met
from reporting.filing.imports.mapping.date_forms import write_date
from reporting.filing.imports.mapping.meeting import meets
from reporting.filing.imports.mapping.model import MappedCell
from reporting.filing.imports.mapping.text_parts import CODE, put_together
from reporting.messages import Text, _, bilingual
from reporting.packages import Table

WHOLE = re.compile(r"-?[0-9]+")
LOSS, LOSS_JA = "loss", "loss_ja"


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueLoss:
    """What a value of a field loses where it is written by a code.

    Attributes:
        field: The field.
        where: The rows that have the value.
        text: What is lost.
    """

    field: str
    where: pa.Array
    text: Text

    def count(self, mask: pa.Array) -> int:
        """Return how many rows of some lose it."""
        return pc.sum(met((self.where, mask), len(mask))).as_py() or 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetColumns:
    """What columns hold, for each row of a table of the record.

    Attributes:
        export: The export.
        record: The record.
        table: The table.
        day: The day of the export.
        losses: What values lose by their codes; grows as columns are made.
    """

    export: ExportFile
    record: RecordColumns
    table: Table
    day: date
    losses: list[ValueLoss] = field(default_factory=list)

    def column(self, name: str) -> pa.Array:
        """Return what a name means: a field or the way to one, gathered rows, the number or day."""
        days = {DAY: f"{self.day}", PLAIN_DAY: f"{self.day:%Y%m%d}"}
        if name in days:
            return pa.repeat(pa.scalar(days[name]), self._count)
        if name == NUMBER:
            return self.record.numbers(self.table).cast(pa.string())
        if name in self.export.gathered:
            return self._gathered(self.export.gathered[name])
        return self.record.column(self.table, name)

    def text(self, written: str) -> pa.Array:
        """Return a text put together of columns and codes."""

        def part(name: str) -> pa.Array:
            if name.startswith(CODE):
                codes = self.export.codes[name.removeprefix(CODE)]
                return self._coded(codes, codes.column)
            return self.column(name)

        return put_together(written, part, self._count)

    def cell(self, cell: MappedCell) -> pa.Array:
        """Return what a column of the target holds; null for nothing."""
        if cell.value is not None:
            found = pa.repeat(pa.scalar(cell.value), self._count)
        elif cell.text:
            found = self.text(cell.text)
        elif cell.codes:
            codes = self.export.codes[cell.codes]
            found = self._coded(codes, cell.column or codes.column)
        else:
            found = self.column(cell.column)
        if cell.dates:
            found = _each(found, lambda day: write_date(day, cell.dates[0]))
        if cell.default:
            found = pc.coalesce(found, pa.scalar(cell.default))
        if cell.beside:
            found = pc.if_else(
                pc.is_valid(self.column(cell.beside)), found, pa.scalar(None, pa.string())
            )
        return found

    def filled(self, column: pa.Array, fallback: FallbackCell) -> pa.Array:
        """Return a column with its empty cells filled, where that may be."""
        unless = (pc.is_null(self.column(each)) for each in fallback.unless)
        there = self.column(fallback.column)
        return pc.if_else(met((pc.is_null(column), *unless), self._count), there, column)

    @property
    def _count(self) -> int:
        return self.record.count(self.table)

    def _coded(self, codes: TargetCodes, column: str) -> pa.Array:
        """Return the codes of a column; a value without one is a loss, and leaves it empty."""
        values = self.column(column)
        known = dict(codes.codes)
        if codes.nomenclature is not None:
            for value, code, text in self._listed(codes):
                known.setdefault(value, code)
                if text.en:
                    self._lose(column, pc.equal(values, value), text)
        for value in filter(None, pc.unique(values).to_pylist()):
            if value not in known:
                text = _("'%(value)s' has no counterpart and is left empty", value=value)
                self._lose(column, pc.equal(values, value), text)
        return _each(values, known.get)

    def _lose(self, column: str, where: pa.Array, text: Text) -> None:
        found = ValueLoss(field=column, where=where, text=text)
        known = [(each.field, each.text) for each in self.losses]
        if (found.field, found.text) not in known:
            self.losses.append(found)

    def _listed(self, codes: TargetCodes) -> Iterator[tuple[str, str, Text]]:
        """Yield the codes of a table of the nomenclature, each with what it loses."""
        of = codes.nomenclature
        package = self.record.record.neighbours.get(NOMENCLATURE)
        if of is None or package is None or of.table not in package.tables:
            return
        table = package.tables[of.table]
        names = [each for each in (LOSS, LOSS_JA) if each in table.schema.names]
        columns = [
            self.record.column(table, name).to_pylist() for name in (of.value, of.code, *names)
        ]
        for value, code, *losses in zip(*columns, strict=True):
            loss, loss_ja = (*losses, "", "")[:2]
            yield value, code, bilingual(loss or "", loss_ja or loss or "")

    def _gathered(self, of: GatheredColumn) -> pa.Array:
        """Return what the public rows that point to each row have in a column."""
        table = self.record.record.package.tables[of.table]
        masks = [self.record.public(table)]
        masks += [meets(each, self.record.column(table, each.column)) for each in of.when]
        mask = met(masks, self.record.count(table))
        keys = self.record.column(table, of.by).filter(mask).to_pylist()
        values = self.record.column(table, of.column).filter(mask).to_pylist()
        by_key: dict[str, list[str | None]] = {}
        for key, value in zip(keys, values, strict=True):
            by_key.setdefault(key, []).append(value)
        made = {key: _made(of, several) for key, several in by_key.items()}
        return _each(
            self.record.column(self.table, of.to or self.table.schema.primary_key[0]), made.get
        )


def _made(of: GatheredColumn, several: list[str | None]) -> str | None:
    """Return what is made of several values; nothing where a part of a sum is not known."""
    known = [each for each in several if each]
    if of.how is Gathering.SUM:
        is_known = len(known) == len(several) and all(map(WHOLE.fullmatch, known))
        return str(sum(map(int, known))) if is_known else None
    distinct = [*dict.fromkeys(known)]
    if of.how is Gathering.ONE:
        return distinct[0] if len(distinct) == 1 else None
    if of.how is Gathering.FIRST:
        return min(distinct, default=None)
    return of.between.join(distinct) or None


def _each(texts: pa.Array, made: Callable[[str], str | None]) -> pa.Array:
    """Return what is made of each value, each once."""
    known: Mapping[str, str | None] = {
        value: made(value) for value in pc.unique(texts).to_pylist() if value is not None
    }
    return pa.array(
        [None if each is None else known[each] for each in texts.to_pylist()], pa.string()
    )
