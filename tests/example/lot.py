"""Units of one issuance, and how a part of them is numbered.

Units are numbered from 100,001 and ITMOs from 1 within approach, registry, host and vintage, so
that the distance between the two numbers is the same everywhere.
"""

from dataclasses import dataclass
from typing import Any, Literal

FIRST_UNIT = 100_001

Cells = dict[str, Any]
Numbering = Literal["both", "units", "itmos", "none"]
Part = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lot:
    """Units of one issuance: a part of them is named by its places in the lot, from 1."""

    cells: Cells
    quantity: int
    start: int
    numbering: Numbering
    megawatt_hours: bool

    @property
    def whole(self) -> Part:
        """All units of the lot."""
        return (1, self.quantity)

    def serials(self, part: Part) -> Cells:
        """Return the numbers and the quantity of a part."""
        first, last = part
        cells: Cells = {}
        if self.numbering in {"both", "units"}:
            offset = FIRST_UNIT - 2 + self.start
            cells |= {"first_unit": offset + first, "last_unit": offset + last}
            cells["unit_prefix"] = self.cells["unit_prefix"]
        if self.numbering in {"both", "itmos"}:
            offset = self.start - 1
            cells |= {"first_itmo": offset + first, "last_itmo": offset + last}
        measure = "non_ghg_quantity" if self.megawatt_hours else "quantity"
        return cells | {measure: last - first + 1}
