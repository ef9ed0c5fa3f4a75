"""Which rows of a source are kept, and which are left out for which condition."""

from dataclasses import dataclass
from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

from reporting.filing.imports.mapping.meeting import meets
from reporting.filing.imports.mapping.row_faults import none_of
from reporting.filing.imports.mapping.sources.loaded import LoadedSource
from reporting.findings import Finding
from reporting.packages.csv_text import shown

MOST_VALUES = 20
"""How many values are told for which rows are left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRows:
    """The rows of a source that are kept.

    Attributes:
        mask: Which.
        count: How many rows there are that say something.
        findings: How many are left out for which reason.
    """

    mask: pa.Array
    count: int
    findings: tuple[Finding, ...]


def kept(of: LoadedSource) -> KeptRows:
    """Return which rows of a source are kept: those that say something and meet its conditions."""
    says = is_something(of)
    count, mask, findings = pc.sum(says).as_py() or 0, says, []
    for condition in of.source.keep:
        texts = of.column(condition.column)
        met = meets(condition, texts)
        left = pc.and_(mask, pc.invert(met))
        rows = pc.sum(left).as_py() or 0
        if rows:
            values = {
                "rows": str(rows),
                "column": condition.column,
                "values": told(texts.filter(left)),
            }
            findings.append(Finding(code="mapping-rows-left-out", place=of.heading, values=values))
        mask = pc.and_(mask, met)
    return KeptRows(mask=mask, count=count, findings=tuple(findings))


def is_something(of: LoadedSource) -> pa.Array:
    """Return which rows of a source say something: blank ones are none."""
    says = [
        reduce(pc.or_, map(pc.is_valid, each.rows.columns), pa.chunked_array([_no(each.rows)]))
        for each in of.parts
    ]
    chunks = [chunk for each in says for chunk in each.chunks]
    return pa.concat_arrays(chunks) if chunks else pa.array([], pa.bool_())


def _no(rows: pa.Table) -> pa.Array:
    return none_of(rows.num_rows)


def told(texts: pa.Array) -> str:
    """Return which values there are, each with how many rows have it."""
    counts = sorted(
        ((each["counts"], each["values"]) for each in pc.value_counts(texts).to_pylist()),
        key=lambda each: (-each[0], each[1] or ""),
    )
    told = [f"'{shown(value or '')}' ({count})" for count, value in counts[:MOST_VALUES]]
    rest = sum(count for count, _value in counts[MOST_VALUES:])
    return ", ".join([*told, f"… ({rest})"] if rest else told)
