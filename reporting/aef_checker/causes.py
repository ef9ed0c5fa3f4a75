"""What follows from another finding, put to it: one cause is one thing to mend.

Whoever mends the cause checks again: what was no consequence of it then stands alone.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from openpyxl.utils.cell import (
    column_index_from_string,
    coordinate_from_string,
    range_boundaries,
)

from reporting.findings import Finding, Place, Severity

Follows = Mapping[tuple[str, Place], Sequence[Finding]]
OF_NUMBERS = ("number-ambiguous", "number-as-text", "number-not-whole", "number-unreadable")
UNREAD = (
    "cell-program-word",
    "cell-error",
    "cell-calculated",
    "date-unreadable",
    "term-unknown",
    "value-missing",
    "value-misshapen",
    "itmo-serial-too-long",
    "itmo-block-torn",
    "party-code-unknown",
    "party-not-coded",
    "year-outside",
    *OF_NUMBERS,
)
EARLY = "first-transfer-before-authorization"
# What follows from a cause in the same cell.
IN_A_CELL = {
    "itmo-not-of-row": (*OF_NUMBERS, "date-unreadable", "year-outside"),
    "vintage-before-first-year": ("year-outside",),
}
# What follows from a cause in the same row of a sheet.
IN_A_ROW = {
    "left-without-authorization": (EARLY, f"{EARLY}-explained"),
    "quantity-not-length": (*OF_NUMBERS, "ranges-unequal", "itmo-block-torn"),
    "stated-not-length": OF_NUMBERS,
    "ranges-unequal": ("unit-ids-apart", "itmo-block-torn", "range-reversed"),
    "holding-differs": ("holdings-overlap",),
    "first-transfer-refused": ("definition-missing",),
    "itmo-not-of-row": ("itmo-block-torn",),
    "used-twice": ("action-reported-twice",),
    "purpose-unknown": ("first-transfer-not-as-defined",),
    "cancelled-without-purpose": ("first-transfer-not-as-defined",),
}
# Of a merged range only the first cell has a value.
OF_MERGED = frozenset(("not-marked-inapplicable", "value-missing", "value-needed"))
OF_UNITS = (
    "action-outside-year",
    "action-reported-twice",
    "definition-missing",
    "first-transfer-not-as-defined",
    "first-transfer-to-itself",
    "first-transferred-twice",
    "holdings-overlap",
    "range-reversed",
    "used-twice",
    "vintage-before-first-year",
)
# What follows from a cause anywhere in the same workbook.
IN_A_WORKBOOK = {
    "ledger-not-asked": UNREAD,
    "closing-differs": OF_UNITS,
    "first-transfer-refused": ("definition-missing",),
    "holding-differs": OF_UNITS,
    "holding-not-stated": OF_UNITS,
    "over-authorized": (*OF_NUMBERS,),
    "party-made-up": ("submission-of-another",),
    "opening-not-given": ("authorization-mistyped",),
    "transfer-without-acquisition": ("used-twice",),
}
# Of two findings that name each other's row, the one that explains the other.
OF_OTHER_ROWS = {"first-transferred-twice": ("ranges-unequal", "quantity-not-length")}


def with_consequences(findings: Iterable[Finding]) -> tuple[tuple[Finding, ...], Follows]:
    """Return the findings that follow from no other, and what follows from each, by its place."""
    every = tuple(findings)
    at: dict[tuple[object, ...], Finding] = {}
    for each in every:
        place = each.place
        for where in (
            ("cell", place.package, place.table, place.field),
            ("row", place.package, place.table, place.row),
            ("workbook", place.package),
        ):
            at.setdefault((each.code, *where), each)
    told: list[Finding] = []
    follows: dict[tuple[str, Place], list[Finding]] = defaultdict(list)
    causes = {id(each): _cause(each, at) for each in every}
    for each in every:
        cause, seen = causes[id(each)], {id(each)}
        # A cause may follow from another itself.
        while cause is not None and causes[id(cause)] is not None and id(cause) not in seen:
            seen.add(id(cause))
            cause = causes[id(cause)]
        if cause is None or id(cause) == id(each):
            told.append(each)
        else:
            follows[cause.code, cause.place].append(each)
    return tuple(told), follows


def _cause(finding: Finding, at: Mapping[tuple[object, ...], Finding]) -> Finding | None:
    place = finding.place
    levels = (
        (IN_A_CELL, ("cell", place.package, place.table, place.field)),
        (IN_A_ROW, ("row", place.package, place.table, place.row)),
        (IN_A_WORKBOOK, ("workbook", place.package)),
    )
    for table, where in levels:
        for code in table.get(finding.code, ()):
            found = at.get((code, *where))
            if found is not None and found is not finding and _weighs(found, finding):
                return found
    if finding.code in OF_MERGED and place.field:
        merged = (each for key, each in at.items() if key[0] == "cells-merged")
        return next((each for each in merged if _covers(each, place)), None)
    for code in OF_OTHER_ROWS.get(finding.code, ()):
        for row in (place.row, *_rows(finding)):
            found = at.get((code, "row", place.package, place.table, row))
            if found is not None:
                return found
    return None


def _covers(merged: Finding, place: Place) -> bool:
    """Tell whether a merged range has a cell in it."""
    left, top, right, bottom = range_boundaries(merged.values["range"])
    letters, row = coordinate_from_string(place.field)
    is_here = (merged.place.package, merged.place.table) == (place.package, place.table)
    return is_here and left <= column_index_from_string(letters) <= right and top <= row <= bottom


def _weighs(cause: Finding, finding: Finding) -> bool:
    """Tell whether a cause weighs as much: no error goes with a notice."""
    return cause.severity is Severity.ERROR or finding.severity is Severity.NOTICE


def _rows(finding: Finding) -> Iterable[int]:
    """Return the row that a finding names beside its own."""
    other = finding.values.get("other", "").rpartition(":")[2]
    return (int(other),) if other.isdecimal() else ()
