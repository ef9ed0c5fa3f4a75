"""Made-up files in the shape of each source that a shipped crosswalk reads; a sheet is a CSV."""

import csv
import shutil
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl

FILES = Path(__file__).parent
Rows = Mapping[str, tuple[Mapping[str, str], ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeUpSource:
    """A source that a crosswalk reads.

    Attributes:
        name: Of the crosswalk.
        package: Whose tables it fills.
        header: A column of it.
        value: A value that has a code.
        rows: Of each table some cells of the rows that must be accepted, in order.
        sheet: The sheet; empty where it is no workbook.
        file: What the workbook is called.
    """

    name: str
    package: str
    header: str
    value: str
    rows: Rows = field(default_factory=dict)
    sheet: str = ""
    file: str = ""

    def saved(self, folder: Path, old: str = "", new: str = "") -> list[Path]:
        """Write its files into a folder, one text in them replaced by another."""
        folder.mkdir(exist_ok=True)
        found = []
        for path in sorted((FILES / self.name).iterdir()):
            if path.stem == self.sheet:
                to = folder / self.file
                with path.open(encoding="utf-8", newline="") as stream:
                    rows = [
                        [new if old and cell == old else cell for cell in row]
                        for row in csv.reader(stream)
                    ]
                _workbook(to, self.sheet, rows)
            else:
                to = folder / path.name
                shutil.copy(path, to)
                if old:
                    to.write_text(_replaced(to.read_text("utf-8"), old, new), "utf-8")
            found.append(to)
        return found


def _replaced(text: str, old: str, new: str) -> str:
    """Replace a whole cell of CSV, HTML or JSON."""
    for before, after in ((">", "<"), ('"', '"'), (",", ","), ("\n", ","), (",", "\n")):
        text = text.replace(f"{before}{old}{after}", f"{before}{new}{after}")
    first, _, rest = text.partition("\n")
    if first.startswith(f"{old},"):
        first = new + first.removeprefix(old)
    return f"{first}\n{rest}"


def _workbook(path: Path, sheet: str, rows: list[list[str]]) -> None:
    book = openpyxl.Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append([each or None for each in row])
    book.save(path)


SOURCES = tuple(
    MadeUpSource(
        **{**stated, "rows": {table: tuple(rows) for table, rows in stated["rows"].items()}},
        name=name,
    )
    for name, stated in tomllib.loads((FILES / "sources.toml").read_text("utf-8")).items()
)
