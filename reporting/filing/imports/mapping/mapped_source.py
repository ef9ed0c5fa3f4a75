"""What a mapping makes of its sources as a source of a proposal, row by row with its places."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from reporting.filing.imports.aef_tables import read_aef
from reporting.filing.imports.mapping.bringing import BroughtRows, MappedRows, bring
from reporting.filing.imports.mapping.joined_rows import Standing
from reporting.filing.imports.mapping.model import FileReader, MappingFile
from reporting.filing.imports.mapping.reading import read_mapping
from reporting.filing.imports.mapping.source_files import files_of_sources
from reporting.filing.imports.mapping.sources.cell_parts import load_all
from reporting.filing.imports.mapping.sources.part import SourcePart
from reporting.filing.imports.mapping.target import is_usable, target_findings
from reporting.filing.imports.source_rows import RowColumns, SourceTable
from reporting.filing.imports.workbook_tables import ImportSource
from reporting.findings import Finding
from reporting.packages import Package


@dataclass(frozen=True, slots=True, kw_only=True)
class MappedPlaces:
    """Where the cells of rows of a table stand, found when asked for.

    Attributes:
        rows: The rows of the table.
        start: The first of them that is meant.
        file: The file of the rows: of a cell of another, the file is named.
    """

    rows: MappedRows
    start: int
    file: str

    def __call__(self, at: int, /) -> Mapping[str, str]:
        """Return where cells stand, as ``C7``; one of a joined file as ``letters.csv C7``."""
        found = {}
        for name, each in self.rows.standing.items():
            position = each.at[self.start + at].as_py()
            if position is not None:
                part, number = each.source.stands(position)
                found[name] = f"{self._letter(each, part)}{number}"
        return found

    def texts(self, at: pa.Array, /) -> pa.Table:
        """Return the same of several rows, as columns."""
        own = pc.add(at, self.start)
        found = {}
        for name, each in self.rows.standing.items():
            positions, source = each.at.take(own).cast(pa.int64()), each.source
            texts = pa.nulls(len(own), pa.string())
            for start, part in zip(source.starts, source.parts, strict=True):
                inside = pc.subtract(positions, start)
                is_here = pc.and_(pc.greater_equal(inside, 0), pc.less(inside, part.rows.num_rows))
                inside = pc.if_else(is_here, inside, pa.scalar(None, pa.int64()))
                numbers = (
                    pc.add(inside, part.first)
                    if part.numbers is None
                    else pa.array(part.numbers, pa.int64()).take(inside)
                )
                letter = self._letter(each, part)
                cells = pc.binary_join_element_wise(letter, numbers.cast(pa.string()), "")
                texts = pc.coalesce(cells, texts)
            found[name] = texts
        return pa.table(found)

    def _letter(self, standing: Standing, part: SourcePart) -> str:
        letter = standing.source.letter_in(part, standing.column)
        return letter if part.file == self.file else f"{part.file} {letter}"


def read_mapped(
    mapping_file: Path,
    files: Sequence[Path],
    named: Mapping[str, Sequence[Path]],
    package: Package,
) -> ImportSource:
    """Read files by a mapping; nothing of them where the mapping itself is at fault.

    Args:
        mapping_file: The mapping.
        files: The files.
        named: Files whose source is said.
        package: The package whose tables it fills.

    Raises:
        SourceFilesError: It cannot be told which file is which source.
    """
    mapping, findings = read_mapping(mapping_file)
    if mapping is None:
        return ImportSource(name=mapping_file.stem, tables=(), findings=findings)
    if mapping.head.reader is FileReader.AEF:
        return read_aef(_all(files, named), package)
    findings = target_findings(mapping, package)
    if not is_usable(findings):
        return ImportSource(name=mapping.head.name, tables=(), findings=findings)
    of_sources = files_of_sources(mapping, files, named)
    loaded = load_all(mapping, of_sources)
    source = as_source(bring(mapping, loaded, package), mapping.head.name)
    return replace(source, findings=(*findings, *source.findings), kept=kept_tables(mapping))


def _all(files: Sequence[Path], named: Mapping[str, Sequence[Path]]) -> list[Path]:
    return [*files, *(each for several in named.values() for each in several)]


def check_mapping(
    mapping: MappingFile,
    files: Sequence[Path],
    named: Mapping[str, Sequence[Path]],
    package: Package,
) -> tuple[Finding, ...]:
    """Return what a mapping misses: of the package, and of files if there are any.

    Raises:
        SourceFilesError: It cannot be told which file is which source.
    """
    findings = target_findings(mapping, package)
    if not is_usable(findings) or not (files or named):
        return findings
    if mapping.head.reader is FileReader.AEF:
        return (*findings, *read_aef(_all(files, named), package).findings)
    of_sources = files_of_sources(mapping, files, named)
    loaded = load_all(mapping, of_sources)
    return (*findings, *bring(mapping, loaded, package).findings)


def as_source(brought: BroughtRows, name: str) -> ImportSource:
    """Return rows as a source of a proposal.

    Args:
        brought: What a mapping makes of its sources.
        name: What the source is called.
    """
    return ImportSource(
        name=name,
        tables=tuple(each for rows in brought.tables for each in _tables(rows)),
        findings=brought.findings,
        counts=brought.counts,
    )


def kept_tables(mapping: MappingFile) -> frozenset[str]:
    """Return the tables whose rows stay as a record has them."""
    return frozenset(each.name for each in mapping.tables if each.is_kept)


def _tables(rows: MappedRows) -> Iterator[SourceTable]:
    """Yield the rows of a table, those of each file apart."""
    main, columns = rows.main.main, pa.table(dict(rows.cells))
    start = 0
    for first, part in zip(main.starts, main.parts, strict=True):
        inside = pc.less(rows.at, first + part.rows.num_rows)
        count = (pc.sum(inside).as_py() or 0) - start
        if not count:
            continue
        own = pc.subtract(rows.at.slice(start, count), first)
        numbers = (
            pc.add(own, part.first)
            if part.numbers is None
            else pa.array(part.numbers, pa.int64()).take(own)
        )
        yield SourceTable(
            table=rows.table,
            sheet=" ".join(filter(None, (part.file, part.sheet))),
            rows=RowColumns(
                columns=columns.slice(start, count),
                numbers=numbers.cast(pa.int64()),
                places=MappedPlaces(rows=rows, start=start, file=part.file),
            ),
        )
        start += count
