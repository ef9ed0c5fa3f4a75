"""The files of a source together: its columns by name, and where each row stands."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from reporting.filing.imports.mapping.carried import carried
from reporting.filing.imports.mapping.meeting import meets_all
from reporting.filing.imports.mapping.model import (
    CarriedColumn,
    MappedSource,
    SourceFormat,
)
from reporting.filing.imports.mapping.sources.csv_source import read_csv
from reporting.filing.imports.mapping.sources.html_source import read_html
from reporting.filing.imports.mapping.sources.json_source import read_json
from reporting.filing.imports.mapping.sources.part import (
    FILE,
    LINK,
    ROW,
    PartReading,
    SourcePart,
)
from reporting.filing.imports.mapping.sources.xlsx_source import read_xlsx
from reporting.findings import Finding, Place
from reporting.packages.written_days import RefusedCell

READERS: Mapping[SourceFormat, Callable[[Path, MappedSource], PartReading]] = {
    SourceFormat.CSV: read_csv,
    SourceFormat.XLSX: read_xlsx,
    SourceFormat.HTML: read_html,
    SourceFormat.JSON: read_json,
}
ENDINGS: Mapping[str, SourceFormat] = {
    **{f".{each}": each for each in SourceFormat},
    ".htm": SourceFormat.HTML,
    ".xlsm": SourceFormat.XLSX,
    ".tsv": SourceFormat.CSV,
    ".txt": SourceFormat.CSV,
}


@dataclass(frozen=True, kw_only=True)
class LoadedSource:
    """A source whose files are read.

    Attributes:
        source: What the mapping says of it.
        parts: Its files.
        findings: What was not read of them.
        parents: Of parts of cells, the position of the row of each in the source they are of.
    """

    source: MappedSource
    parts: tuple[SourcePart, ...]
    findings: tuple[Finding, ...] = ()
    parents: pa.Array | None = None
    _columns: dict[str, pa.Array] = field(default_factory=dict)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """The position of the first row of each file."""
        starts, count = [], 0
        for each in self.parts:
            starts.append(count)
            count += each.rows.num_rows
        return tuple(starts)

    @cached_property
    def count(self) -> int:
        """How many rows it has."""
        return sum(each.rows.num_rows for each in self.parts)

    @cached_property
    def written(self) -> Mapping[str, str]:
        """What each column is called in the files, by the name the mapping has for it."""
        found: dict[str, str] = {}
        names = dict.fromkeys(name for each in self.parts for name in each.rows.column_names)
        meant = {
            other: name
            for name, others in self.source.also.items()
            if name not in names
            for other in others
        }
        for name in names:
            known = meant.get(name, name)
            found.setdefault(name if known in found else known, name)
        return found

    def has(self, name: str) -> bool:
        """Tell whether it has a column."""
        return name in self.written or name in {FILE, ROW} or name in self.carried

    @cached_property
    def carried(self) -> Mapping[str, CarriedColumn]:
        """The columns that hold what another said last."""
        return {each.name: each for each in self.source.carry}

    def column(self, name: str) -> pa.Array:
        """Return a column, an empty cell null, without space around what it says."""
        if name not in self._columns:
            self._columns[name] = self._column(name)
        return self._columns[name]

    def _column(self, name: str) -> pa.Array:
        if name in self.carried:
            of = self.carried[name]
            texts = self.column(of.column)
            where = meets_all(of.when, self.column, self.count) if of.when else pc.is_valid(texts)
            return carried(texts, where)
        if name == FILE:
            files = (pa.repeat(Path(each.file).stem, each.rows.num_rows) for each in self.parts)
            return pa.concat_arrays([*files]) if self.parts else pa.array([], pa.string())
        if name == ROW:
            numbers = (
                str(part.number(at)) for part in self.parts for at in range(part.rows.num_rows)
            )
            return pa.array(numbers, pa.string())
        written = self.written.get(name)
        chunks = [
            chunk
            for each in self.parts
            for chunk in (
                each.rows[written].chunks
                if written in each.rows.column_names
                else [pa.nulls(each.rows.num_rows, pa.string())]
            )
        ]
        texts = pa.chunked_array(chunks, pa.string()).combine_chunks()
        if isinstance(texts, pa.ChunkedArray):
            texts = (
                pa.concat_arrays(texts.chunks) if texts.num_chunks else pa.array([], pa.string())
            )
        return self._said(texts)

    def _said(self, texts: pa.Array) -> pa.Array:
        if _has_breaks(texts):
            texts = pc.replace_substring_regex(texts, r"\s+", " ")
        texts = pc.utf8_trim_whitespace(texts)
        if not self.source.empty and pc.min(pc.binary_length(texts)).as_py() != 0:
            return texts
        nothing = pa.array(["", *self.source.empty], pa.string())
        is_nothing = pc.is_in(texts, value_set=nothing)
        return pc.if_else(is_nothing, pa.scalar(None, pa.string()), texts)

    def refused(self, name: str) -> Iterator[tuple[int, RefusedCell]]:
        """Yield the cells of a column that are not taken, by position."""
        written = self.written.get(name, name)
        for start, part in zip(self.starts, self.parts, strict=True):
            for position, cell in part.refused.get(written, {}).items():
                yield start + position, cell

    def letter(self, name: str, position: int = 0) -> str:
        """Return the letter of a column; empty where files have none."""
        return self.letter_in(self.part(position), name) if self.parts else ""

    def letter_in(self, part: SourcePart, name: str) -> str:
        """Return the letter of a column in a file."""
        name = self.carried[name].column if name in self.carried else name
        return part.letters.get(self.written.get(name, name), "")

    def stands(self, position: int) -> tuple[SourcePart, int]:
        """Return the file that a row stands in, and its number there."""
        at = max(bisect_right(self.starts, position) - 1, 0)
        return self.parts[at], self.parts[at].number(position - self.starts[at])

    def part(self, position: int) -> SourcePart:
        """Return the file that a row stands in."""
        return self.stands(position)[0]

    def number(self, position: int) -> int:
        """Return the number of a row in its file."""
        return self.stands(position)[1]

    def place(self, position: int, name: str = "") -> Place:
        """Return where a row, or a cell of it, stands."""
        part, number = self.stands(position)
        letter = self.letter_in(part, name) if name else ""
        cell = " ".join(filter(None, (f"{letter}{number}" if letter else "", name)))
        return Place(package=part.file, table=part.sheet, row=number, field=cell)

    @property
    def heading(self) -> Place:
        """Where the names of its columns stand."""
        first = self.parts[0] if self.parts else None
        return Place(
            package=first.file if first else self.source.file,
            table=first.sheet if first else self.source.sheet,
            row=self.source.header_rows[-1] if first and first.letters else 0,
        )


def load(source: MappedSource, files: Sequence[Path]) -> LoadedSource:
    """Read the files of a source."""
    parts: list[SourcePart] = []
    findings: list[Finding] = []
    for file in files:
        form = source.format or ENDINGS.get(file.suffix.lower(), SourceFormat.CSV)
        part, found = READERS[form](file, source)
        findings += found
        if part is not None:
            parts.append(part)
    return LoadedSource(source=source, parts=tuple(parts), findings=tuple(findings))


def _has_breaks(texts: pa.Array) -> bool:
    """Tell whether a text is broken into lines; its bytes are looked at, not each text."""
    content = texts.buffers()[2]
    written = content.to_pybytes() if content else b""
    return any(mark in written for mark in (b"\n", b"\r", b"\t"))


def is_link(name: str) -> bool:
    """Tell whether a column holds what the cells of another lead to."""
    return name.endswith(LINK)
