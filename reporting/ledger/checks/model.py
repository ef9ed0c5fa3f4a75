"""What a check is, and the three answers it can give."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ibis.expr.types import Table

from reporting.findings import Finding, Place, Severity, catalogue
from reporting.ledger.ledger import Ledger

MOST_FINDINGS = 1000
PLACE = ("_package", "_table", "_row")


class Outcome(StrEnum):
    """What a check answers; the worst of its rows."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_VERIFIABLE = "not_verifiable"


Query = Callable[[Ledger], Table]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unverifiable:
    """Rows a check cannot judge.

    Attributes:
        code: The finding that says why, such as ``serials-unknown``.
        rows: The rows, as for `Check.faults`.
    """

    code: str
    rows: Query


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One question to a ledger.

    Attributes:
        code: The finding of a row that fails; its sentences, its provision and, where the
            secretariat's checker asks the same, its code there stand in the catalogue.
        examined: What the check looks at: one row for each thing judged.
        faults: The rows that fail, or that a notice notes: the place (``entry``, or ``_package``,
            ``_table``, ``_row``) and a column for each placeholder of the finding's sentences.
        unverifiable: The rows that cannot be judged, by reason.
    """

    code: str
    examined: Query
    faults: Query
    unverifiable: tuple[Unverifiable, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a check answered.

    Attributes:
        check: The check.
        examined: How many things it looked at.
        failed: How many rows failed.
        noted: How many rows have something to be said that is no breach.
        not_verifiable: How many rows could not be judged.
        findings: A finding for each, up to `MOST_FINDINGS` of a kind.
    """

    check: Check
    examined: int
    failed: int
    noted: int
    not_verifiable: int
    findings: tuple[Finding, ...]

    @property
    def outcome(self) -> Outcome:
        """Failed if any row failed, else not verifiable if any could not be judged, else passed."""
        if self.failed:
            return Outcome.FAILED
        return Outcome.NOT_VERIFIABLE if self.not_verifiable else Outcome.PASSED


def run(check: Check, ledger: Ledger) -> Result:
    """Ask one question of a ledger."""
    faults = _rows(ledger, check.faults)
    is_breach = catalogue()[check.code].severity is Severity.ERROR
    unjudged = [(each.code, _rows(ledger, each.rows)) for each in check.unverifiable]
    return Result(
        check=check,
        examined=_count(ledger, check.examined(ledger)),
        failed=faults.count if is_breach else 0,
        noted=0 if is_breach else faults.count,
        not_verifiable=sum(rows.count for _, rows in unjudged),
        findings=(
            *_findings(ledger, check.code, faults.rows),
            *(
                finding
                for code, rows in unjudged
                for finding in _findings(ledger, code, rows.rows, check=check.code)
            ),
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rows:
    """The first rows of a question's answer, and how many there are."""

    rows: tuple[Mapping[str, Any], ...]
    count: int


def _rows(ledger: Ledger, query: Query) -> _Rows:
    """Fetch an answer; count it apart only where it is longer than what is shown."""
    answer = query(ledger)
    order = ["entry"] if "entry" in answer.columns else list(PLACE)
    others = [name for name in answer.columns if name not in order]
    shown = ledger.engine.fetch(answer.order_by([*order, *others]).limit(MOST_FINDINGS))
    count = shown.num_rows
    return _Rows(
        rows=tuple(shown.to_pylist()),
        count=count if count < MOST_FINDINGS else _count(ledger, answer),
    )


def _count(ledger: Ledger, rows: Table) -> int:
    number: int = ledger.engine.fetch(rows.aggregate(number=rows.count()))["number"][0].as_py()
    return number


def _findings(
    ledger: Ledger, code: str, rows: tuple[Mapping[str, Any], ...], **values: str
) -> Iterator[Finding]:
    for row in rows:
        named = {
            name: "" if value is None else str(value)
            for name, value in row.items()
            if name not in {"entry", *PLACE}
        }
        yield Finding(code=code, place=_place(ledger, row), values={**named, **values})


def _place(ledger: Ledger, row: Mapping[str, Any]) -> Place:
    if "entry" in row:
        return ledger.inputs.place(row["entry"])
    return Place(package=row["_package"], table=row["_table"], row=row["_row"])
