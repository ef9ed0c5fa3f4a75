"""The difference between two states of data packages, row by row and field by field.

Read ``model`` (what a difference is), ``compare`` (two states, package by package, table by
table), ``rows`` (two tables), ``text_table`` (a table as text, or why it cannot be compared),
``spelling`` (one spelling of a value) and ``renames`` (tables and columns that got another name).
"""

from reporting.packages.diff.compare import State, difference
from reporting.packages.diff.model import (
    Cell,
    CellDiff,
    Change,
    ColumnDiff,
    ColumnPair,
    Difference,
    RowDiff,
    Side,
    SideFinding,
    TableDiff,
    typed,
)
from reporting.packages.diff.renames import (
    Rename,
    of_package,
    old_names,
    read_renames,
    renames_file,
)

__all__ = [
    "Cell",
    "CellDiff",
    "Change",
    "ColumnDiff",
    "ColumnPair",
    "Difference",
    "Rename",
    "RowDiff",
    "Side",
    "SideFinding",
    "State",
    "TableDiff",
    "difference",
    "of_package",
    "old_names",
    "read_renames",
    "renames_file",
    "typed",
]
