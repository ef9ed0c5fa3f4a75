"""The difference between two states of data packages, row by row and field by field.

Read ``model`` (what a difference is), ``states`` and ``single_file`` (what is compared),
``compare`` (package by package, table by table), ``rows`` and ``matching`` (two tables),
``text_table`` and ``parquet_table`` (the rows of a file, or why they cannot be compared),
``spelling`` (one spelling of a value), ``renames`` (tables and columns that got another name) and
``corrections`` (cells that were wrong).
"""

from reporting.packages.diff.compare import difference
from reporting.packages.diff.corrections import FILE as CORRECTIONS
from reporting.packages.diff.corrections import read_corrections
from reporting.packages.diff.model import (
    Cell,
    CellDiff,
    Change,
    ColumnDiff,
    ColumnPair,
    Correction,
    Difference,
    RowDiff,
    Side,
    SideFinding,
    TableDiff,
    joined_key,
    typed,
)
from reporting.packages.diff.renames import FILE as RENAMES
from reporting.packages.diff.renames import (
    Kind,
    Rename,
    former_columns,
    new_names,
    of_package,
    old_names,
    read_renames,
    renames_file,
    understood_renames,
)
from reporting.packages.diff.single_file import ENDINGS, NotComparableError, is_table_file
from reporting.packages.diff.states import State, without_made_up

BESIDE_RELEASES = (CORRECTIONS, RENAMES)
"""What is said of releases beside them, in ``releases``."""

__all__ = [
    "BESIDE_RELEASES",
    "ENDINGS",
    "Cell",
    "CellDiff",
    "Change",
    "ColumnDiff",
    "ColumnPair",
    "Correction",
    "Difference",
    "Kind",
    "NotComparableError",
    "Rename",
    "RowDiff",
    "Side",
    "SideFinding",
    "State",
    "TableDiff",
    "difference",
    "former_columns",
    "is_table_file",
    "joined_key",
    "new_names",
    "of_package",
    "old_names",
    "read_corrections",
    "read_renames",
    "renames_file",
    "typed",
    "understood_renames",
    "without_made_up",
]
