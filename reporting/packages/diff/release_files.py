"""What stands beside the releases of a data folder, in ``releases/*.csv``: found, and read."""

import csv
from collections.abc import Sequence
from pathlib import Path

from reporting.findings import Finding, Place
from reporting.packages.csv_text import BrokenRowError, shown, text_lines

FOLDER = "releases"
MANIFEST = "manifest.json"  # of a release: reporting.releases.manifest
# A package stands in the folder beside releases/, a release in releases/ itself, and its packages
# in it.
LEVELS = 3
Rows = tuple[tuple[int, list[str]], ...]


def release_file(folder: Path, name: str) -> Path | None:
    """Return the file of a name that belongs to a folder of packages, of one, or of a release."""
    here = folder.absolute()
    above = (here, *here.parents[:LEVELS])
    kept = (each / FOLDER / name for each in above)
    # A release that was downloaded has its own beside its manifest.
    own = (each / name for each in above if (each / MANIFEST).is_file())
    return next((each for each in (*kept, *own) if each.is_file()), None)


def read_rows(file: Path, columns: Sequence[str], code: str) -> tuple[Rows, tuple[Finding, ...]]:
    """Read the rows of such a file, each with its number.

    Args:
        file: The file.
        columns: Its columns.
        code: The finding that says what is wrong with it.

    Returns:
        The rows that are not blank, of whatever length, and what keeps others from being read.
    """
    rows: list[tuple[int, list[str]]] = []
    try:
        lines = text_lines(file)
        header = next(lines, (1, []))[1]
        if header != [*columns]:
            return (), (fault(file, code, 1, f"columns {shown(', '.join(header))}"),)
        rows.extend((number, row) for number, row in lines if any(row))
    except BrokenRowError as error:
        return tuple(rows), (fault(file, code, error.row, error.reason),)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        return tuple(rows), (fault(file, code, 0, shown(str(error))),)
    return tuple(rows), ()


def fault(file: Path, code: str, row: int, found: str) -> Finding:
    """Return what is wrong with a row of such a file; 0 for the file."""
    return Finding(code=code, place=Place(table=file.stem, row=row), values={"fault": found})


def versions_beside(file: Path) -> tuple[str, ...]:
    """Return the versions of the releases beside such a file, the oldest first."""
    names = (each.parent.name for each in file.parent.glob(f"*/{MANIFEST}"))
    return tuple(sorted((each for each in names if is_version(each)), key=in_time))


def is_version(name: str) -> bool:
    """Tell whether a name is that of a release: year, month and number, with points between."""
    parts = name.split(".")
    return len(parts) == 3 and all(each.isascii() and each.isdigit() for each in parts)  # noqa: PLR2004 - year, month, number


def in_time(version: str) -> tuple[int, ...]:
    """Return what sorts versions."""
    return tuple(map(int, version.split(".")))
