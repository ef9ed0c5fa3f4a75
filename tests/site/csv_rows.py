"""The packages' CSV files as text, read with the standard library alone, not with our code."""

import csv
from collections import Counter
from pathlib import Path

from tests.shared import ROOT

DATA = ROOT / "data"
PACKAGES = ("jcm", "article6", "nomenclature", "forms")

Lines = list[dict[str, str]]


def read_lines(path: Path) -> Lines:
    """Return the rows of a CSV file, every cell as text."""
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def lines(table: str, package: str = "jcm") -> Lines:
    """Return the rows of a table of the real record."""
    return read_lines(DATA / package / f"{table}.csv")


def header(table: str, package: str = "jcm") -> list[str]:
    """Return the columns of a table of the real record, which may have no row."""
    with (DATA / package / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        return next(csv.reader(stream))


def table_names(package: str = "jcm") -> list[str]:
    """Return the names of a package's tables."""
    return sorted(path.stem for path in (DATA / package).glob("*.csv"))


def total(rows: Lines, field: str) -> int:
    """Add up the cells of a field that are known."""
    return sum(int(row[field]) for row in rows if row[field])


def named_again() -> set[str]:
    """Return the organisations that more than one row names: those with a page of their own."""
    tables = ("participants", "project_verifications", "third_party_entities")
    others = ("financed_projects", "methodologies", "studies")
    rows = Counter(row["organisation_id"] for name in (*tables, *others) for row in lines(name))
    return {name for name, number in rows.items() if name and number > 1}
