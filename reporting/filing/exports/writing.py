"""The files of an export, and what was left out of them and lost."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

from reporting.filing.additions.package_rows import PackageRows
from reporting.filing.exports.field_accounts import Used, lost_fields, tables_of
from reporting.filing.exports.model import ExportFile, TargetTable
from reporting.filing.exports.record_columns import RecordColumns, met
from reporting.filing.exports.target_columns import TargetColumns
from reporting.filing.imports.mapping.conditions import told
from reporting.filing.imports.mapping.meeting import meets
from reporting.findings import Place
from reporting.messages import Text, _
from reporting.packages.csv_text import to_csv

FILE_NAME = r"^[^./\\][^/\\]*$"
WITHHELD = _("confidential, the account of a natural person, or pointing to such a row")
RECORDED_AGAIN = _("the same units, recorded again")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedFile:
    """A file of an export.

    Attributes:
        name: What it is called.
        header: The names of its columns.
        above: Lines above them.
        sources: The tables of the record whose rows it has.
        rows: Its rows.
    """

    name: str
    header: tuple[str, ...]
    above: tuple[str, ...]
    sources: list[str]
    rows: list[tuple[str, ...]]

    @property
    def content(self) -> bytes:
        """The file, as CSV."""
        rest = ("",) * (len(self.header) - 1)
        lines = [(each, *rest) for each in self.above]
        every: list[tuple[str, ...]] = [*lines, self.header, *self.rows]
        return to_csv(every[0], every[1:])


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsLeftOut:
    """Rows that are in no file.

    Attributes:
        table: The table of the record.
        target: The table of the target.
        rows: Their numbers.
        reason: Why.
    """

    table: str
    target: str
    rows: tuple[int, ...]
    reason: Text

    @property
    def is_withheld(self) -> bool:
        """Whether they may not be seen, so that not even their numbers are told."""
        return self.reason is WITHHELD


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedLoss:
    """What the target cannot hold, and of how many rows.

    Attributes:
        fields: The fields; nothing where it is said of the whole.
        rows: How many rows have something there.
        text: Why.
    """

    fields: str
    rows: int
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportOutcome:
    """What an export makes of a record.

    Attributes:
        files: The files.
        left_out: Rows that are in none of them, for each reason.
        losses: What of the rows is lost.
        others: The tables of the record that the target has no place for, with their rows.
    """

    files: tuple[ExportedFile, ...]
    left_out: tuple[RowsLeftOut, ...]
    losses: tuple[CountedLoss, ...]
    others: Mapping[str, int]


def exported(
    export: ExportFile, record: PackageRows, used: Used, hidden: Collection[Place], day: date
) -> ExportOutcome:
    """Make the files of an export.

    Args:
        export: The export, which fits the record.
        record: A validated record.
        used: The fields that the export uses.
        hidden: The places of rows that nobody may see.
        day: The day of the export.
    """
    columns = RecordColumns(record=record, hidden=hidden)
    making = _Making(export, columns, day)
    for each in tables_of(export, record.package):
        making.table(each)
    others = {
        each.name: columns.count(each)
        for each in record.package
        if each.name not in used and columns.count(each)
    }
    return ExportOutcome(
        files=tuple(making.files.values()),
        left_out=tuple(making.left_out),
        losses=(*_losses(export, columns, used), *making.losses),
        others=others,
    )


class _Making:
    """The files as they grow, table by table."""

    def __init__(self, export: ExportFile, columns: RecordColumns, day: date) -> None:
        self.export, self.columns, self.day = export, columns, day
        self.files: dict[str, ExportedFile] = {}
        self.left_out: list[RowsLeftOut] = []
        self.losses: list[CountedLoss] = []

    def table(self, target: TargetTable) -> None:
        table = self.columns.record.package.tables[target.source]
        of = TargetColumns(export=self.export, record=self.columns, table=table, day=self.day)
        mask = self._kept(target, of)
        numbers = self.columns.numbers(table)

        def leave(where: pa.Array, reason: Text) -> None:
            nonlocal mask
            self._left(target, numbers.filter(met((mask, where), len(mask))), reason)
            mask = pc.and_(mask, pc.invert(where))

        cells = {name: of.cell(cell) for name, cell in target.cells.items()}
        for name, fallback in target.fallbacks.items():
            cells[name] = of.filled(cells[name], fallback)
        for name in target.need:
            leave(_is_empty(cells[name]), _("nothing for %(column)s", column=name))
        if target.once:
            leave(_is_again(of.text(target.once), mask), RECORDED_AGAIN)
        names = of.text(target.file)
        leave(
            pc.invert(pc.fill_null(pc.match_substring_regex(names, FILE_NAME), fill_value=False)),
            _("nothing that could be the name of a file"),
        )
        self.losses += [
            CountedLoss(fields=f"{table.name}.{each.field}", rows=each.count(mask), text=each.text)
            for each in of.losses
            if each.count(mask)
        ]
        self._add(target, names.filter(mask), [each.filter(mask) for each in cells.values()])

    def _kept(self, target: TargetTable, of: TargetColumns) -> pa.Array:
        """Return which rows may and shall leave."""
        mask = self.columns.public(of.table)
        numbers = self.columns.numbers(of.table)
        self._left(target, numbers.filter(pc.invert(mask)), WITHHELD)
        for condition in target.keep:
            texts = of.column(condition.column)
            is_met = meets(condition, texts)
            left = met((mask, pc.invert(is_met)), len(mask))
            reason = _(
                "%(column)s: %(values)s", column=condition.column, values=told(texts.filter(left))
            )
            self._left(target, numbers.filter(left), reason)
            mask = pc.and_(mask, is_met)
        return mask

    def _left(self, target: TargetTable, numbers: pa.Array, reason: Text) -> None:
        if len(numbers):
            self.left_out.append(
                RowsLeftOut(
                    table=target.source,
                    target=target.name,
                    rows=tuple(numbers.to_pylist()),
                    reason=reason,
                )
            )

    def _add(self, target: TargetTable, names: pa.Array, cells: list[pa.Array]) -> None:
        rows = zip(*(each.fill_null("").to_pylist() for each in cells), strict=True)
        if "{" not in target.file:
            self._file(target, target.file)
        for name, row in zip(names.to_pylist(), rows, strict=True):
            self._file(target, name).rows.append(row)

    def _file(self, target: TargetTable, name: str) -> ExportedFile:
        found = self.files.setdefault(
            name,
            ExportedFile(
                name=name, header=(*target.cells,), above=target.above, sources=[], rows=[]
            ),
        )
        if target.source not in found.sources:
            found.sources.append(target.source)
        return found


def _is_again(keys: pa.Array, mask: pa.Array) -> pa.Array:
    """Return which rows say what an earlier one of some said; a row without a key never does."""
    seen: set[str] = set()
    again = []
    for key, counts in zip(keys.to_pylist(), mask.to_pylist(), strict=True):
        again.append(counts and key in seen)
        if counts and key is not None:
            seen.add(key)
    return pa.array(again, pa.bool_())


def _is_empty(texts: pa.Array) -> pa.Array:
    return pc.equal(pc.fill_null(texts, ""), "")


def _losses(export: ExportFile, columns: RecordColumns, used: Used) -> Iterator[CountedLoss]:
    """Yield the losses that an export states, with the rows that have something there."""
    package = columns.record.package
    for loss in export.losses:
        if not loss.fields:
            yield CountedLoss(fields="", rows=0, text=loss.text)
        by_table: dict[str, list[str]] = {}
        for table, name in lost_fields(loss, used):
            if name in package.tables[table].schema.names:
                by_table.setdefault(table, []).append(name)
        for table, names in by_table.items():
            of = package.tables[table]
            public = columns.public(of)
            says = {
                name: pc.and_(public, pc.invert(_is_empty(columns.column(of, name))))
                for name in names
            }
            filled = [name for name in names if pc.any(says[name]).as_py()]
            if filled:
                fields = ", ".join((f"{table}.{filled[0]}", *filled[1:]))
                rows = pc.sum(reduce(pc.or_, says.values())).as_py()
                yield CountedLoss(fields=fields, rows=rows, text=loss.text)
