"""Tables of packages and of reports as pandas DataFrames: `reporting.api` returns them.

Whole numbers beside an empty cell stay whole (``Int64``); what is not known is missing. The titles
and units of the columns are in ``attrs``.
"""

import warnings
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

import pandas as pd

from reporting.findings import Finding
from reporting.forms.model.table import Cell, Note, ReportTable, Type
from reporting.packages import Field, Table, read_table
from reporting.packages.csv_text import PLACE
from reporting.packages.diff.renames import RELEASES

DAY, WHOLE, TEXT, REAL = "datetime64[s]", "Int64", "str", "Float64"
OF_FIELDS = {"integer": WHOLE, "year": WHOLE, "boolean": "boolean", "date": DAY, "number": REAL}
OF_COLUMNS = {Type.YEAR: WHOLE, Type.COUNT: WHOLE, Type.ROW: WHOLE, Type.DATE: DAY}
FINDING = (
    *("code", "severity", "package", "table", "row", "field"),
    *("title", "expected", "found", "remedy", "provision"),
)
MISSING = ("table", "row", "column", "code", "reason")
NOTE = ("label", "text", "provision")


class NamedFrame(pd.DataFrame):  # type: ignore[misc] # pandas is seen without types
    """A table of which columns are found under their old names, too, with a warning.

    The names stand in ``attrs``: ``renamed`` has the new one by the old, ``moved`` the place of a
    column that went to another table.
    """

    @property
    def _constructor(self) -> type["NamedFrame"]:
        return NamedFrame

    def __getitem__(self, key: Any) -> Any:  # noqa: ANN401 - whatever pandas takes
        """Return a column, or what else pandas returns for a key."""
        if isinstance(key, str):
            return super().__getitem__(self._known(key))
        if isinstance(key, list):
            return super().__getitem__(list(map(self._known, key)))
        return super().__getitem__(key)

    def _known(self, key: Any) -> Any:  # noqa: ANN401 - whatever a list of columns holds
        """Return the name that a column has now.

        Raises:
            KeyError: It stands in another table now.
        """
        if not isinstance(key, str) or key in self.columns:
            return key
        if key in self.attrs.get("moved", {}):
            msg = f"column '{key}' is {self.attrs['moved'][key]} now"
            raise KeyError(msg)
        name = self.attrs.get("renamed", {}).get(key)
        if name is None or name not in self.columns:
            return key
        warn_of("column", key, name, level=3)
        return name


def warn_of(kind: str, old: str, new: str, *, level: int) -> None:
    """Warn whoever asked for something under its old name.

    Args:
        kind: What it is.
        old: Its old name.
        new: Its new name.
        level: How many calls lie between; the warning names the line that asked.
    """
    warnings.warn(
        f"{kind} '{old}' is called '{new}' now; the old name is understood for {RELEASES} releases",
        FutureWarning,
        stacklevel=level + 1,
    )


def package_table(table: Table, package: str) -> pd.DataFrame:
    """Return a validated table, codes as categories; ``row`` is a row's place in the CSV file."""
    rows = read_table(table, package)
    columns = {each.name: _field(rows[each.name].to_pylist(), each) for each in table.schema.fields}
    found = pd.DataFrame({**columns, "row": _series(rows[PLACE[-1]].to_pylist(), WHOLE)})
    found.attrs = {
        "titles": {each.name: dict(each.title) for each in table.schema.fields},
        "units": {each.name: each.unit for each in table.schema.fields if each.unit},
    }
    return found


def report_table(table: ReportTable, language: str, *, has_codes: bool = False) -> pd.DataFrame:
    """Return a table of a report, its texts as people read them, or as codes."""
    columns = {
        column.name: _column(
            [row[at] for row in table.rows], column.type, None if has_codes else language
        )
        for at, column in enumerate(table.columns)
    }
    found = pd.DataFrame(columns)
    found.attrs = {
        "title": table.title[language],
        "titles": {each.name: each.label[language] for each in table.columns},
        "units": {each.name: each.unit for each in table.columns if each.unit},
    }
    return found


def missing_figures(tables: Mapping[str, ReportTable], language: str) -> pd.DataFrame:
    """Return why cells are empty: a row for each reason; ``row`` is that of the frame."""
    found = [
        (name, row, column.name, reason.code, reason.sentence[language])
        for name, table in tables.items()
        for row, cells in enumerate(table.rows)
        for column, cell in zip(table.columns, cells, strict=True)
        for reason in cell.reasons
    ]
    return _texts(found, MISSING, whole="row")


def notes(said: Iterable[Note], language: str) -> pd.DataFrame:
    """Return remarks: method, basis, cut-off, settings."""
    return _texts(
        [(each.label[language], each.text[language], each.provision) for each in said], NOTE
    )


def findings(found: Iterable[Finding], language: str) -> pd.DataFrame:
    """Return a row for each finding."""
    rows = []
    for each in found:
        words, place = each.words(language), each.place
        where = (place.package, place.table, place.row or None, place.field)
        said = (words.title, words.expected, words.found, words.remedy)
        rows.append((each.code, each.severity.value, *where, *said, each.provision))
    return _texts(rows, FINDING, whole="row")


def _texts(
    rows: Sequence[tuple[object, ...]], columns: tuple[str, ...], whole: str = ""
) -> pd.DataFrame:
    kinds = {each: WHOLE if each == whole else TEXT for each in columns}
    return pd.DataFrame(rows, columns=list(columns)).astype(kinds)


def _field(values: list[object], of: Field) -> pd.Series:
    if of.categories:
        categories = pd.CategoricalDtype([each.value for each in of.categories])
        return pd.Series(values, dtype=categories)
    return _series(values, OF_FIELDS.get(of.type, TEXT))


def _column(cells: list[Cell], of: Type, language: str | None) -> pd.Series:
    kind = OF_COLUMNS.get(of, TEXT)
    if any(isinstance(each.value, str) for each in cells):
        kind = TEXT  # the AEF writes NA where a column does not apply
    elif of is Type.QUANTITY:
        is_whole = all(isinstance(each.value, int | None) for each in cells)
        kind = WHOLE if is_whole else REAL
    return _series([_value(each, kind, language) for each in cells], kind)


def _value(cell: Cell, kind: str, language: str | None) -> object:
    if cell.value is None:
        return None
    if kind == TEXT:
        return (cell.label[language] if language else "") or str(cell.value)
    return float(cell.value) if isinstance(cell.value, Fraction) else cell.value


def _series(values: list[object], kind: str) -> pd.Series:
    return pd.Series(pd.to_datetime(values) if kind == DAY else values, dtype=kind)
