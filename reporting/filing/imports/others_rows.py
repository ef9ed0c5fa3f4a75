"""What a row of somebody else's list has to say to a record that has the row already.

An empty cell of a list says nothing: what the record knows stays. A row that says what the record
says, from another source, changes nothing: the record keeps where it had it from. And of a table
that others only point to (a source, a registry, an approach) the record's own row stands.
"""

from collections.abc import Collection

from reporting.filing.additions.package_rows import Cells

PROVENANCE = frozenset(
    (
        *("source_id", "confidence", "basis", "known_on", "note"),
        *("quantity_basis", "estimate_source_id", "estimate_as_of"),
    )
)
"""Fields that say where a row comes from, not what it says."""


def beside(cells: Cells, before: Cells | None, keys: Collection[str], *, is_kept: bool) -> Cells:
    """Return what a row of somebody else's list says, beside that of the record.

    Args:
        cells: The row.
        before: The row as the record has it; none where there is none.
        keys: The fields of the key.
        is_kept: Whether a row that the record has stays as it is.
    """
    said = {name: text for name, text in cells.items() if text or name in keys}
    if before is None or not (is_kept or _is_the_same(said, before)):
        return said
    return {name: before.get(name, "") for name in said}


def _is_the_same(cells: Cells, before: Cells) -> bool:
    return all(before.get(name, "") == cells[name] for name in {*cells} - PROVENANCE)
