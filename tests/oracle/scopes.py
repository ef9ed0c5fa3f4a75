"""In which scope, and on which line, the units of an entry are numbered."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from tests.oracle.entries import Entry, Span


@dataclass(frozen=True, kw_only=True, slots=True)
class Scope:
    """Within a scope and on its line a serial number names one unit."""

    approach: str
    originating_registry: str
    host: str
    vintage: int | None
    unit_prefix: str | None
    line: str


def scoped(every: Iterable[Entry]) -> tuple[dict[Scope, list[tuple[Span, Entry]]], list[Entry]]:
    """Put entries with serials on the line they share; the others are the pool."""
    kin: dict[tuple[object, ...], list[Entry]] = defaultdict(list)
    pool = []
    for entry in every:
        if entry.units or entry.itmos:
            group = entry.approach, entry.originating_registry, entry.host, entry.vintage
            kin[group].append(entry)
        else:
            pool.append(entry)
    lines: dict[Scope, list[tuple[Span, Entry]]] = defaultdict(list)
    for entries in kin.values():
        has_units = all(entry.units for entry in entries)
        all_itmos = not has_units and all(entry.itmos for entry in entries)
        for entry in entries:
            on_units = entry.units if not all_itmos else None
            span = on_units or entry.itmos
            assert span
            lines[scope(entry, "unit" if on_units else "itmo")].append((span, entry))
    return lines, pool


def scope(entry: Entry, line: str) -> Scope:
    """Return the scope of an entry on a line; prefixes belong to unit serials only."""
    return Scope(
        approach=entry.approach,
        originating_registry=entry.originating_registry,
        host=entry.host,
        vintage=entry.vintage,
        unit_prefix=None if line == "itmo" else entry.unit_prefix,
        line=line,
    )
