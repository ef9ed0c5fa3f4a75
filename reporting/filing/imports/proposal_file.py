"""A proposal as a file of the folder, and what came from those that were accepted."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import parquet

from reporting.filing.imports.proposal import Proposal, TableCount
from reporting.filing.imports.proposed_rows import (
    Proposed,
    ProposedBlock,
    ProposedRow,
    ProposedRows,
)
from reporting.filing.imports.source_rows import ListedPlaces, PlaceColumns
from reporting.filing.imports.text_columns import AT_ONCE, TEXT, of_rows
from reporting.filing.imports.workbook_tables import SourceCount
from reporting.findings import Finding, Place
from reporting.renderers.files import to_json, to_parquet
from reporting.renderers.record_sheets import RowMark

PROPOSAL = "imports/proposal.json"
ROWS = "imports/proposal.parquet"
ACCEPTED = "imports/accepted.json"
KIND = "jcm-import-proposal"
IN_JSON = 10_000
"""How many rows stand in the JSON; more stand beside it, as Parquet."""
SIDES = ("cells", "before", "places")


class ProposalError(Exception):
    """There is no proposal, or it cannot be accepted; the message says why."""


def _head_record(proposal: Proposal) -> dict[str, Any]:
    """Return a proposal as JSON has it, without its rows; findings in both languages."""
    return {
        "kind": KIND,
        "source": proposal.source,
        "sha256": proposal.digest,
        "against": dict(proposal.against),
        "sheets": [
            {
                "table": each.table,
                "sheet": each.sheet,
                "rows": each.rows,
                **{what.value: each.counts.get(what, 0) for what in Proposed},
                "left_out": each.left_out,
            }
            for each in proposal.counts
        ],
        "keys": {each.table: each.keys for each in proposal.rows.blocks},
        "sources": [asdict(each) for each in proposal.sources],
        "findings": [
            {
                **each.as_record(),
                "values": dict(each.values),
                "is_left_out": each in proposal.left_out,
            }
            for each in proposal.findings
        ],
    }


def _row_record(row: ProposedRow) -> dict[str, Any]:
    return {
        "number": row.number,
        "what": row.what.value,
        "table": row.table,
        "key": list(row.key),
        "sheet": row.sheet,
        "row": row.row,
        "cells": None if row.cells is None else dict(row.cells),
        "before": None if row.before is None else dict(row.before),
        "places": dict(row.places or {}),
        "after": None if row.after is None else list(row.after),
    }


def proposal_file(proposal: Proposal) -> Iterator[bytes]:
    """Yield the parts of a proposal as one JSON."""
    yield from _json(_head_record(proposal), "rows")
    # A row to a line: a list of others may have very many.
    between = b"[\n"
    for each in proposal.rows:
        yield between + json.dumps(_row_record(each), ensure_ascii=False).encode()
        between = b",\n"
    yield (b"[\n" if between == b"[\n" else b"") + b"\n  ]\n}\n"


def _json(head: Mapping[str, Any], name: str) -> Iterator[bytes]:
    before = to_json(head).decode().rstrip().removesuffix("}").rstrip()
    yield f'{before},\n  "{name}": '.encode()


def proposal_files(folder: Path, proposal: Proposal) -> dict[Path, bytes]:
    """Return the files of a proposal by path: JSON, and where it is long its rows as Parquet.

    Args:
        folder: The folder of the record.
        proposal: The proposal.
    """
    if len(proposal.rows) <= IN_JSON:
        return {folder / PROPOSAL: b"".join(proposal_file(proposal))}
    rows = _as_parquet(proposal.rows)
    head = {**_head_record(proposal), "blocks": [_block_record(x) for x in proposal.rows.blocks]}
    parts = [*_json(head, "rows_file"), json.dumps(Path(ROWS).name).encode(), b"\n}\n"]
    return {folder / ROWS: rows, folder / PROPOSAL: b"".join(parts)}


def _block_record(block: ProposedBlock) -> dict[str, Any]:
    return {
        "table": block.table,
        "sheet": block.sheet,
        "keys": block.keys,
        "rows": len(block),
        "fields": block.cells.column_names,
    }


# ── very many rows ────────────────────────────────────────────────────────────────────────────────


def _as_parquet(rows: ProposedRows) -> bytes:
    """Return rows as Parquet: a column for each cell, before and after, and for its place."""
    names = {
        side: [
            *dict.fromkeys(f"{side}.{x}" for each in rows.blocks for x in each.cells.column_names)
        ]
        for side in SIDES
    }
    own = {"number": pa.int64(), "what": TEXT, "row": pa.int64(), "after": pa.list_(TEXT)}
    schema = pa.schema([*own.items(), *((x, TEXT) for side in SIDES for x in names[side])])
    stream = pa.BufferOutputStream()
    with parquet.ParquetWriter(stream, schema, compression="zstd") as writer:
        for block in rows.blocks:
            for start in range(0, len(block), AT_ONCE):
                writer.write_table(_columns(block, start, schema))
    content: bytes = stream.getvalue().to_pybytes()
    return content


def _columns(block: ProposedBlock, start: int, schema: pa.Schema) -> pa.Table:
    """Return some rows of a block under the names that Parquet has for all blocks."""
    at = block.at.slice(start, AT_ONCE)
    found = {
        "number": block.numbers.slice(start, AT_ONCE),
        "what": block.what.slice(start, AT_ONCE),
        "row": block.rows.slice(start, AT_ONCE),
        "after": block.after.slice(start, AT_ONCE),
    }
    sides = (block.cells, block.before)
    several = (*(each.slice(start, AT_ONCE) for each in sides), block.places.texts(at))
    for side, table in zip(SIDES, several, strict=True):
        found |= {f"{side}.{name}": table[name] for name in table.column_names}
    nothing = pa.nulls(len(at))
    return pa.table({each.name: found.get(each.name, nothing) for each in schema}).cast(schema)


def _from_parquet(content: bytes, blocks: Sequence[Mapping[str, Any]]) -> ProposedRows:
    read = parquet.read_table(pa.BufferReader(content))
    found, start = [], 0
    for each in blocks:
        own = read.slice(start, each["rows"]).combine_chunks()
        start += each["rows"]
        sides = {
            side: pa.table({name: own[f"{side}.{name}"] for name in each["fields"]})
            for side in SIDES
        }
        found.append(
            ProposedBlock(
                table=each["table"],
                sheet=each["sheet"],
                keys=tuple(each["keys"]),
                numbers=_whole(own["number"]),
                what=_whole(own["what"]),
                rows=_whole(own["row"]),
                cells=sides["cells"],
                before=sides["before"],
                after=_whole(own["after"]),
                at=pa.array(range(len(own)), pa.int64()),
                places=PlaceColumns(sides["places"]),
            )
        )
    return ProposedRows(tuple(found))


def _whole(column: pa.ChunkedArray) -> pa.Array:
    found = column.combine_chunks()
    return found.chunk(0) if isinstance(found, pa.ChunkedArray) else found


def read_proposal(folder: Path) -> Proposal:
    """Read the proposal of a folder.

    Raises:
        ProposalError: There is none, or it is no such file.
    """
    try:
        read = json.loads((folder / PROPOSAL).read_text("utf-8"))
        if "rows_file" not in read:
            return _proposal(read, _rows(read["rows"], read["keys"]))
        return _proposal(read, _from_parquet((folder / ROWS).read_bytes(), read["blocks"]))
    except FileNotFoundError as error:
        made_by = f"jcm import FILE.xlsx --into {folder}, or jcm number {folder}"
        msg = f"{folder} has no proposal; make one: {made_by}"
        raise ProposalError(msg) from error
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        msg = f"{folder / PROPOSAL} is no proposal as jcm writes it; make it again"
        raise ProposalError(msg) from error


def _proposal(read: Mapping[str, Any], rows: ProposedRows) -> Proposal:
    if read["kind"] != KIND:
        raise ValueError(KIND)
    return Proposal(
        source=read["source"],
        digest=read["sha256"],
        against=dict(read["against"]),
        rows=rows,
        counts=tuple(map(_count, read["sheets"])),
        sources=tuple(SourceCount(**each) for each in read.get("sources", ())),
        findings=tuple(map(_finding, read["findings"])),
        left_out=tuple(_finding(each) for each in read["findings"] if each.get("is_left_out")),
    )


def _rows(read: Sequence[Mapping[str, Any]], keys: Mapping[str, Sequence[str]]) -> ProposedRows:
    """Return rows as JSON has them; each that comes from one sheet is in one block."""
    blocks = []
    for (table, sheet), several in groupby(read, lambda each: (each["table"], each["sheet"])):
        own = [*several]
        fields = [*(own[0]["cells"] or own[0]["before"] or {})]
        blocks.append(
            ProposedBlock(
                table=table,
                sheet=sheet,
                keys=tuple(keys[table]),
                numbers=pa.array([each["number"] for each in own], pa.int64()),
                what=pa.array([Proposed(each["what"]).value for each in own], TEXT),
                rows=pa.array([each["row"] for each in own], pa.int64()),
                cells=of_rows([each["cells"] or {} for each in own], fields),
                before=of_rows([each["before"] or {} for each in own], fields),
                after=pa.array([each["after"] for each in own], pa.list_(TEXT)),
                at=pa.array(range(len(own)), pa.int64()),
                places=ListedPlaces([dict(each["places"]) for each in own]),
            )
        )
    return ProposedRows(tuple(blocks))


def _count(read: Mapping[str, Any]) -> TableCount:
    return TableCount(
        table=read["table"],
        sheet=read["sheet"],
        rows=read["rows"],
        counts={what: read[what.value] for what in Proposed},
        left_out=read["left_out"],
    )


def _finding(read: Mapping[str, Any]) -> Finding:
    place = Place(**{name: read[name] for name in ("package", "table", "row", "field")})
    return Finding(code=read["code"], place=place, values=read["values"])


def accepted_marks(folder: Path, source: str) -> tuple[RowMark, ...]:
    """Return the rows as they came from a source and were accepted; none if unreadable.

    What came from another source, its author need not have seen.

    Args:
        folder: The folder of the record.
        source: The name of the source.
    """
    try:
        return tuple(
            RowMark(table=row["table"], key=row["key"], digest=row["digest"])
            for each in json.loads((folder / ACCEPTED).read_text("utf-8"))["imports"]
            if each["source"] == source
            for row in _accepted_rows(folder, each)
        )
    except (OSError, ValueError, KeyError, TypeError):
        return ()


def _accepted_rows(folder: Path, entry: Mapping[str, Any]) -> Iterator[Mapping[str, str]]:
    if "rows_file" not in entry:
        yield from entry["rows"]
        return
    read = parquet.read_table((folder / ACCEPTED).with_name(entry["rows_file"]))
    for some in read.to_batches(AT_ONCE):
        yield from some.to_pylist()


def accepted_files(
    folder: Path, proposal: Proposal, marks: Iterable[tuple[str, pa.Table]]
) -> dict[Path, bytes]:
    """Return the list of what was accepted, with what is accepted now at its end, by path.

    Args:
        folder: The folder of the record.
        proposal: The proposal.
        marks: By table the keys of its rows, and the hashes of what they say.
    """
    try:
        known = json.loads((folder / ACCEPTED).read_text("utf-8"))["imports"]
    except (OSError, ValueError, KeyError, TypeError):
        known = []
    tables = [
        told.add_column(0, "table", pa.repeat(pa.scalar(table), len(told))) for table, told in marks
    ]
    own = {"source": proposal.source, "sha256": proposal.digest}
    if not tables:
        return {folder / ACCEPTED: to_json({"imports": known})}
    rows = pa.concat_tables(tables)
    if len(rows) <= IN_JSON:
        entry = {**own, "rows": rows.to_pylist()}
        return {folder / ACCEPTED: to_json({"imports": [*known, entry]})}
    file = f"accepted-{len(known) + 1}.parquet"
    entry = {**own, "rows_file": file}
    return {
        (folder / ACCEPTED).with_name(file): to_parquet(rows),
        folder / ACCEPTED: to_json({"imports": [*known, entry]}),
    }
