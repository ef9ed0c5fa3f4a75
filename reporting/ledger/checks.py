"""All questions to a ledger, and the three answers each can give.

A check is a file of `sql/checks`: what it looks at (``examined``), what fails (``faults``) and, by
the code that says why, what cannot be judged. Reasons that several checks share stand in
`sql/reasons`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import chain
from types import MappingProxyType
from typing import Any

from reporting.findings import Finding, Place, Severity, catalogue
from reporting.ledger.ledger import Ledger
from reporting.ledger.loading import place_of
from reporting.ledger.query import Query, check_files

MOST_FINDINGS = 1000  # of a kind; what more there is is counted, not listed
PLACE = ("_package", "_table", "_row")

Row = Mapping[str, Any]


class Outcome(StrEnum):
    """What a check answers; the worst of its rows."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_VERIFIABLE = "not_verifiable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One question to a ledger.

    Attributes:
        code: The finding of a row that fails; its sentences, its provision and, where the
            secretariat's checker asks the same, its code there stand in the catalogue.
        examined: What the check looks at: one row for each thing judged.
        faults: The rows that fail, or that a notice notes: the place (``entry``, or ``_package``,
            ``_table``, ``_row``) and a column for each placeholder of the finding's sentences.
        unverifiable: The rows that cannot be judged, by the code of the reason.
    """

    code: str
    examined: Query
    faults: Query
    unverifiable: Mapping[str, Query]


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


def _check(code: str) -> Check:
    queries = dict(check_files()[code])
    return Check(
        code=code,
        examined=queries.pop("examined"),
        faults=queries.pop("faults"),
        unverifiable=MappingProxyType(queries),
    )


def _checks(*codes: str) -> tuple[Check, ...]:
    return tuple(map(_check, codes))


SUBJECTS: Mapping[str, tuple[Check, ...]] = MappingProxyType(
    {
        "serials": _checks(
            "serial-alone",
            "range-reversed",
            "quantity-not-length",
            "ranges-unequal",
            "approach-not-identified",
        ),
        "numberings": _checks("units-of-two-itmos", "itmos-of-two-units", "metric-changes"),
        "named blocks": _checks(
            "event-not-of-block",
            "event-outside-block",
            "side-unlike-holder",
            "pattern-unlike-holder",
            "issuance-told-by-third",
        ),
        "ownership": _checks(
            "issued-twice",
            "issued-elsewhere-too",
            "moved-before-issued",
            "received-before-issued",
            "given-by-who-held-none",
            "moved-by-another",
            "moved-from-another-account",
            "moved-before-arrival",
            "used-twice",
            "action-reported-twice",
            "order-not-stated",
            "claimed-by-both",
        ),
        "first transfers": _checks("first-transfer-not-recorded"),
        "mirrors": _checks(
            "transfer-without-acquisition",
            "acquisition-without-transfer",
            "mirror-differs",
            "mirror-in-another-year",
            "issuance-differs",
            "issuance-not-told-by-holder",
            "issuance-not-told-by-host",
            "issuance-dates-differ",
            "issuance-authorizations-differ",
        ),
        "holdings": _checks("closing-differs", "stock-overdrawn"),
        "stated holdings": _checks(
            "holding-differs",
            "holding-not-stated",
            "stated-not-length",
        ),
        "accounts": _checks(
            "account-of-other-party",
            "account-unfit",
            "registry-of-other-party",
            "recorded-in-other-registry",
        ),
        "participation": _checks(
            "not-a-participant",
            "holding-not-a-participant",
            "authorization-other-approach",
            "authorization-not-of-host",
            "authorization-not-of-use",
        ),
        "authorizations": _checks(
            "authorization-without-version",
            "left-without-authorization",
            "over-authorized",
            "vintage-not-authorized",
            "metric-not-authorized",
            "outside-authorized-days",
        ),
        "scope": _checks("outside-scope", "party-not-authorized"),
        "entities": _checks("entity-not-authorized"),
        "definitions": _checks(
            "definition-missing",
            "definition-not-needed",
            "definition-not-allowed",
            "first-transfer-refused",
            "first-transfer-not-as-stated",
        ),
        "changes": _checks(
            "changed-after-first-transfer",
            "change-reaches-first-transfers",
            "revoked-after-first-transfer",
            "sectors-changed",
        ),
        "use": _checks(
            "retired-not-itmo",
            "used-without-authorization",
            "using-party-not-authorizing",
            "using-party-not-authorized",
            "purpose-not-authorized",
            "purpose-unfit",
            "cancelled-without-purpose",
            "used-by-another",
            "used-before-vintage",
            "used-far-from-event",
        ),
        "mechanism": _checks(
            "mandatory-share-unfit", "mandatory-share-too-small", "holder-code-unfit"
        ),
        "years": _checks(
            "vintage-before-first-year",
            "vintage-after-event",
            "vintage-outside-monitoring",
            "vintage-of-several-years",
            "issued-before-period-end",
            "event-undated",
            "use-year-outside-period",
            "vintage-of-other-period",
            "use-outside-timeframe",
        ),
        "levels": _checks("value-out-of-scale"),
        "declarations": _checks(
            "complete-but-unknown",
            "complete-but-unresolved",
            "recorded-after-complete",
            "corrected-twice",
            "corrected-by-another",
        ),
    }
)
ALL: tuple[Check, ...] = tuple(chain.from_iterable(SUBJECTS.values()))


def run(check: Check, ledger: Ledger) -> Result:
    """Ask one question of a ledger."""
    faults, number = _answer(ledger, check.faults)
    is_breach = catalogue()[check.code].severity is Severity.ERROR
    unjudged = [(code, _answer(ledger, query)) for code, query in check.unverifiable.items()]
    return Result(
        check=check,
        examined=_count(ledger, check.examined),
        failed=number if is_breach else 0,
        noted=0 if is_breach else number,
        not_verifiable=sum(count for _, (_, count) in unjudged),
        findings=(
            *_findings(ledger, check.code, faults),
            *(
                finding
                for code, (rows, _) in unjudged
                for finding in _findings(ledger, code, rows, check=check.code)
            ),
        ),
    )


def failures(check: Check, ledger: Ledger) -> tuple[Finding, ...]:
    """Return a finding for each row that fails; nothing is asked of a check that only notes."""
    if catalogue()[check.code].severity is not Severity.ERROR:
        return ()
    rows, _number = _answer(ledger, check.faults)
    return tuple(_findings(ledger, check.code, rows))


def _answer(ledger: Ledger, query: Query) -> tuple[tuple[Row, ...], int]:
    """Return the first rows of an answer, and how many there are.

    They are counted apart only where they are more than what is shown.
    """
    # Ordered by all columns: the first thousand are the same ones on every engine.
    shown = ledger.run(query.wrapped(f"SELECT * FROM {{}} ORDER BY ALL LIMIT {MOST_FINDINGS}"))  # noqa: S608 - ours
    rows = tuple(shown.to_pylist())
    return rows, len(rows) if len(rows) < MOST_FINDINGS else _count(ledger, query)


def _count(ledger: Ledger, query: Query) -> int:
    counted = ledger.run(query.wrapped("SELECT count(*) AS number FROM {}"))
    number: int = counted["number"][0].as_py()
    return number


def _findings(ledger: Ledger, code: str, rows: tuple[Row, ...], **values: str) -> Iterator[Finding]:
    for row in rows:
        named = {name: _said(value) for name, value in row.items() if name not in {"entry", *PLACE}}
        yield Finding(code=code, place=_place(ledger, row), values={**named, **values})


def _said(value: object) -> str:
    """Write a value as the data do."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return "" if value is None else str(value)


def _place(ledger: Ledger, row: Row) -> Place:
    return ledger.inputs.place(row["entry"]) if "entry" in row else place_of(row)
