"""The parts of the cells of a column as rows: several names that stand in one cell."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa

from reporting.filing.imports.mapping.conditions import kept
from reporting.filing.imports.mapping.model import CellParts, MappedSource, MappingFile
from reporting.filing.imports.mapping.sources.loaded import LoadedSource, load
from reporting.filing.imports.mapping.sources.part import SourcePart
from reporting.findings import Finding
from reporting.packages.csv_text import shown
from reporting.packages.written_days import RefusedCell

PART, POSITION = "@part", "@position"
"""The columns of such rows beside those of their source: the part, and its number in the cell."""
OFTEN_BETWEEN = re.compile("[\n\r;|\N{FULLWIDTH SEMICOLON}\N{IDEOGRAPHIC COMMA}]")
"""What often stands between two names, and seldom in one."""


def load_all(mapping: MappingFile, files: Mapping[str, Sequence[Path]]) -> dict[str, LoadedSource]:
    """Read the sources of a mapping, and take the cells apart that it says.

    Args:
        mapping: The mapping.
        files: The files of each source.
    """
    loaded = {name: load(mapping.sources[name], several) for name, several in files.items()}
    for name, source in mapping.sources.items():
        if source.parts is not None:
            loaded[name] = _parted(source, source.parts, loaded[source.parts.of])
    return {name: loaded[name] for name in mapping.sources}


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a cell: the position of its row, its number in the cell, what it says."""

    at: int
    number: int
    text: str | None


def _parted(source: MappedSource, parts: CellParts, of: LoadedSource) -> LoadedSource:
    """Return the parts of the cells of the rows of a source that are kept."""
    own = MappedSource(
        name=source.name,
        optional=of.source.optional,
        thousands=of.source.thousands,
        parts=parts,
    )
    if not of.has(parts.column):
        return LoadedSource(source=own, parts=())  # which is told of the source itself
    is_kept = kept(of).mask.to_pylist()
    names = [*of.written, *of.carried]
    said = {name: of.column(name) for name in names}
    files, parents = [], []
    doubtful: list[int] = []
    for start, part in zip(of.starts, of.parts, strict=True):
        pieces = [*_pieces(of, parts, start, part, is_kept)]
        at = pa.array([each.at for each in pieces], pa.int64())
        parents.append(at)
        rows = {name: column.take(at) for name, column in said.items()}
        rows[PART] = pa.array([each.text for each in pieces], pa.string())
        rows[POSITION] = pa.array([str(each.number) for each in pieces], pa.string())
        letters = {name: of.letter_in(part, name) for name in names}
        letters |= dict.fromkeys((PART, POSITION), letters[parts.column])
        files.append(
            replace(
                part,
                rows=pa.table(rows),
                numbers=[part.number(each.at - start) for each in pieces],
                letters={name: letter for name, letter in letters.items() if letter},
                refused=_refused(of, parts, pieces),
            )
        )
        doubtful += [each.at for each in pieces if OFTEN_BETWEEN.search(each.text or "")]
    findings = []
    if doubtful:
        values = {
            "value": shown(of.column(parts.column)[doubtful[0]].as_py() or ""),
            "between": ", ".join(map(repr, parts.between)),
            "cells": str(len({*doubtful})),
        }
        place = of.place(doubtful[0], parts.column)
        findings.append(Finding(code="mapping-part-doubtful", place=place, values=values))
    return LoadedSource(
        source=own,
        parts=tuple(files),
        findings=tuple(findings),
        parents=pa.concat_arrays(parents) if parents else pa.array([], pa.int64()),
    )


def _pieces(
    of: LoadedSource, parts: CellParts, start: int, part: SourcePart, is_kept: Sequence[bool]
) -> Iterator[_Piece]:
    """Yield the parts of cells; of one that was not taken from the file, one that is empty."""
    written = of.written.get(parts.column, parts.column)
    texts = (
        part.rows[written].to_pylist()  # with its line breaks
        if written in part.rows.column_names
        else of.column(parts.column).slice(start, part.rows.num_rows).to_pylist()
    )
    between = re.compile("|".join(map(_pattern, parts.between)))
    nothing = {"", *of.source.empty}
    refused = part.refused.get(written, {})
    for at, text in enumerate(texts):
        if not is_kept[start + at]:
            continue
        if at in refused:
            yield _Piece(start + at, 1, None)
            continue
        several = (each.strip() for each in between.split(text or ""))
        found = (each for each in several if each not in nothing)
        yield from (_Piece(start + at, number, each) for number, each in enumerate(found, 1))


def _pattern(between: str) -> str:
    """Return what finds a text between parts; a line may end in either way."""
    return re.escape(between.replace("\r\n", "\n")).replace("\\\n", r"(?:\r\n|\r|\n)")


def _refused(
    of: LoadedSource, parts: CellParts, pieces: Sequence[_Piece]
) -> Mapping[str, Mapping[int, RefusedCell]]:
    """Return the cells that are not taken, by column and position among the parts."""
    found: dict[str, dict[int, RefusedCell]] = {}
    for name in of.written:
        cells = dict(of.refused(name))
        own = {at: cells[each.at] for at, each in enumerate(pieces) if each.at in cells}
        if own:
            found[name] = own
    if parts.column in found:
        found[PART] = found[parts.column]
    return found
