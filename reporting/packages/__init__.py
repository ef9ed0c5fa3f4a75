"""Data packages: opened, validated and read. The only door to frictionless.

Read ``model`` (what a package is), ``opening`` (from the folder), ``validation`` (all findings),
``csv_text`` (cells as they stand, and typed tables for everything after), ``publication`` (how they
are offered to whoever has nothing else of ours), and ``diff`` (what differs between two states).
"""

from reporting.packages.csv_text import read_table
from reporting.packages.model import Category, Field, ForeignKey, Package, Schema, Table
from reporting.packages.opening import open_package
from reporting.packages.validation import Validation, check_table, validate

__all__ = [
    "Category",
    "Field",
    "ForeignKey",
    "Package",
    "Schema",
    "Table",
    "Validation",
    "check_table",
    "open_package",
    "read_table",
    "validate",
]
