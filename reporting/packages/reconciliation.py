"""Published figures against the rows: each comparison is a row of ``reconciliations``.

A row states what was published, how the same figure is computed from the rows of a table, and the
outcome. The outcome is computed again here: one recorded wrongly is an error, one that differs is
published as a finding. Rows count as far as they are not later than the published figure
(`row_days`): what is added to the record afterwards changes no outcome.
"""

import operator
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from reporting.findings import Finding, Place
from reporting.packages.csv_text import read_table
from reporting.packages.model import CANONICAL, Package
from reporting.packages.row_days import DAY, row_days

Row = Mapping[str, Any]
Rows = Mapping[str, Iterable[Row]]

COMPARISONS: Mapping[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
}
CONDITION = re.compile(r"\s*(\w+)\s*(!=|>=|<=|=|>|<)\s*(.*?)\s*")
NAMED_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
TABLE = "reconciliations"
OF_OUTCOMES = "reconciliation-outcome"
TEXTS = (
    *("reconciliation_id", "title", "title_ja", "unit", "published_table", "published_key"),
    *("comparison", "counted_table", "measure", "counted_field"),
    *("conditions", "adjusted_conditions"),
    *("outcome", "explanation", "explanation_ja"),
)
FIELDS = {"published_value": "number", "tolerance": "number"} | dict.fromkeys(TEXTS, "string")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciliation:
    """One comparison, computed.

    Attributes:
        row: The row of ``reconciliations``.
        computed: The figure from the rows; None where nothing was computed.
        outcome: agrees, explained, differs or not_verifiable.
        until: The day until which rows count; None for all.
        fault: Why the row cannot be understood; empty where it can.
    """

    row: Row
    computed: Decimal | None
    outcome: str
    until: date | None = None
    fault: str = ""

    @property
    def is_wrong(self) -> bool:
        """Whether the outcome is not as recorded."""
        return bool(self.outcome != self.row["outcome"])


class UnclearError(ValueError):
    """A computation that cannot be understood."""


def has_reconciliations(package: Package) -> bool:
    """Tell whether a package has a table ``reconciliations`` whose fields are ours."""
    if TABLE not in package.tables:
        return False
    types = {each.name: each.type for each in package.tables[TABLE].schema.fields}
    return all(types.get(name) == type_ for name, type_ in FIELDS.items())


def reconciliations_of(package: Package) -> tuple[Reconciliation, ...]:
    """Compute every comparison of a package whose tables have been found without errors.

    A package without a table ``reconciliations`` of our fields has none.
    """
    if not has_reconciliations(package):
        return ()
    rows = read_table(package.tables[TABLE], package.name).to_pylist()
    tables = {table.name: read_table(table, package.name).to_pylist() for table in package}
    days = row_days(package, tables)
    dated = {
        name: [{**row, DAY: day} for row, day in zip(several, days[name], strict=True)]
        for name, several in tables.items()
    }
    return tuple(reconcile({**row, DAY: _published_on(row, package, dated)}, dated) for row in rows)


def _published_on(row: Row, package: Package, dated: Rows) -> date | None:
    """Return the day of a published figure; None where the package does not tell."""
    table = package.tables.get(row["published_table"])
    if table is None:
        return None
    key = row["published_key"].split("|")
    for each in dated[table.name]:
        if [str(each[name]) for name in table.schema.primary_key] == key:
            day: date | None = each[DAY]
            return day
    return None


def reconcile(row: Row, tables: Rows) -> Reconciliation:
    """Compute one comparison.

    A figure that fails is not verifiable where a cell it needs is unknown, or where the row says
    that rows are missing; the figure computed is kept beside it either way.

    Args:
        row: A row of ``reconciliations``.
        tables: The rows of each table of the package, typed; with days, only those count that are
            not later than that of the row.
    """
    if not row["counted_table"]:
        return Reconciliation(row=row, computed=None, outcome="not_verifiable")
    try:
        until = _until(row, row["conditions"])
        computed, is_whole = _measure(row, tables, row["conditions"])
        outcome = _outcome(row, tables, computed, is_whole=is_whole)
    except UnclearError as error:
        return Reconciliation(row=row, computed=None, outcome="", fault=str(error))
    return Reconciliation(row=row, computed=computed, outcome=outcome, until=until)


def _outcome(row: Row, tables: Rows, computed: Decimal, *, is_whole: bool) -> str:
    if _holds(row, computed):
        return "agrees"
    if row["adjusted_conditions"] and _holds(
        row, _measure(row, tables, row["adjusted_conditions"])[0]
    ):
        return "explained"
    is_open = row["outcome"] == "not_verifiable" or not is_whole
    return "not_verifiable" if is_open else "differs"


def reconciliation_findings(results: Iterable[Reconciliation], package: str) -> Iterator[Finding]:
    """Yield what the comparisons say: wrong records as errors, differences as notices."""
    for result in results:
        row = result.row
        place = Place(package=package, table=TABLE, row=row["_row"], field="outcome")
        values = {
            "title": row["title"],
            "published": plain(row["published_value"]),
            "computed": plain(result.computed) or "–",
            "recorded": row["outcome"],
            "outcome": result.outcome,
            "fault": result.fault,
        }
        if result.fault:
            yield Finding(code="reconciliation-unclear", place=place, values=values)
        elif result.is_wrong:
            yield Finding(code=OF_OUTCOMES, place=place, values=values)
        elif result.outcome == "differs":
            yield Finding(code="reconciliation-differs", place=place, values=values)
        elif result.outcome == "not_verifiable":
            yield Finding(code="reconciliation-not-verifiable", place=place, values=values)


def recorded_anew(
    row: Mapping[str, str], result: Reconciliation, reason: str, reason_ja: str
) -> dict[str, str]:
    """Return a row, its cells as text, with the outcome as it is now and the reason for that."""
    told = (row["explanation"], reason), (row["explanation_ja"], reason_ja)
    english, japanese = (" ".join(filter(None, each)) for each in told)
    is_explained = result.outcome == "explained"
    return {
        **row,
        "outcome": result.outcome,
        "adjusted_conditions": row["adjusted_conditions"] if is_explained else "",
        "explanation": english,
        "explanation_ja": japanese,
    }


def plain(number: Decimal | None) -> str:
    """Write a number without the zeros of its column's scale: 12, 12.5; nothing for None."""
    if number is None:
        return ""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _holds(row: Row, computed: Decimal) -> bool:
    published = row["published_value"]
    if published is None:
        msg = "no published value"
        raise UnclearError(msg)
    match row["comparison"]:
        case "exact":
            return bool(computed == published)
        case "at_least":
            return bool(computed >= published)
        case "approximate":
            return bool(abs(computed - published) <= Decimal(row["tolerance"] or 0))
        case other:
            msg = f"there is no comparison {other!r}"
            raise UnclearError(msg)


def _measure(row: Row, tables: Rows, conditions: str | None) -> tuple[Decimal, bool]:
    """Return the figure, and whether every cell it needs is known."""
    if row["counted_table"] not in tables:
        msg = f"there is no table {row['counted_table']!r}"
        raise UnclearError(msg)
    until = _until(row, conditions)
    every = [each for each in tables[row["counted_table"]] if not _is_later(each, until)]
    chosen = [each for each in every if _fits(each, conditions)]
    match row["measure"]:
        case "count":
            return Decimal(len(chosen)), True
        case "count_distinct":
            cells = _cells(row, every, chosen)
            return Decimal(len(set(cells))), len(cells) == len(chosen)
        case "sum":
            cells = _cells(row, every, chosen)
            return sum(map(_number, cells), Decimal(0)), len(cells) == len(chosen)
        case "share_percent":
            return Decimal(100 * len(chosen)) / Decimal(len(every) or 1), True
        case other:
            msg = f"there is no measure {other!r}"
            raise UnclearError(msg)


def _until(row: Row, conditions: str | None) -> date | None:
    """Return the day of a published figure, or a later one that its conditions name."""
    day: date | None = row.get(DAY)
    texts = NAMED_DAY.findall(conditions or "")
    try:
        named = [date.fromisoformat(each) for each in texts]
    except ValueError as error:
        msg = f"{', '.join(texts)}: {error}"
        raise UnclearError(msg) from error
    return None if day is None else max([day, *named])


def _is_later(row: Row, until: date | None) -> bool:
    """Tell whether a row is later than a day; not where a day is not known."""
    own = row.get(DAY)
    return own is not None and until is not None and bool(own > until)


def _cells(row: Row, every: list[Row], chosen: list[Row]) -> list[Any]:
    """Return the known cells that a measure looks at."""
    name = row["counted_field"]
    if not name:
        msg = f"the measure {row['measure']!r} needs a field"
        raise UnclearError(msg)
    if every and name not in every[0]:
        msg = f"table {row['counted_table']!r} has no field {name!r}"
        raise UnclearError(msg)
    return [each[name] for each in chosen if each[name] is not None]


def _number(cell: object) -> Decimal:
    if not isinstance(cell, int | Decimal) or isinstance(cell, bool):
        msg = f"{str(cell)!r} is no number"
        raise UnclearError(msg)
    return Decimal(cell)


def _fits(row: Row, conditions: str | None) -> bool:
    """Tell whether a row meets every condition of ``field=value & field>number``."""
    return all(
        _meets(row, condition) for condition in (conditions or "").split("&") if condition.strip()
    )


def _meets(row: Row, condition: str) -> bool:
    parsed = CONDITION.fullmatch(condition)
    if parsed is None or parsed[1] not in row:
        msg = f"the condition {condition.strip()!r}"
        raise UnclearError(msg)
    name, sign, text = parsed.groups()
    alternatives = [_comparable(row[name], each.strip()) for each in text.split("|")]
    if sign == "!=":
        return all(cell != value for cell, value in alternatives)
    compare = COMPARISONS[sign]
    return any(cell is not None and compare(cell, value) for cell, value in alternatives)


def _comparable(cell: object, text: str) -> tuple[Any, Any]:
    """Return a cell and a value of the same kind."""
    if isinstance(cell, int | Decimal) and not isinstance(cell, bool):
        if not CANONICAL["number"](text):
            msg = f"{text!r} is no number"
            raise UnclearError(msg)
        return Decimal(cell), Decimal(text)
    if cell is None:
        return None, text
    return str(cell).lower() if isinstance(cell, bool) else str(cell), text
