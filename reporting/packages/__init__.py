"""Data packages: opened, validated and read. The only door to frictionless.

Read ``model`` (what a package is), ``opening`` (from the folder), ``validation`` (all findings),
and ``reading`` (typed tables for everything that comes after).
"""

from reporting.packages.model import Category, Field, ForeignKey, Package, Schema, Table
from reporting.packages.opening import open_package
from reporting.packages.reading import read_table
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
