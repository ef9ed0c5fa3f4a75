"""Findings of Article 6 technical expert reviews, and what the Party answers."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from reporting.findings import Finding
from reporting.forms.model.table import (
    EMPTY,
    Cell,
    Column,
    Layout,
    Reason,
    ReportTable,
    Type,
)
from reporting.ledger.ledger import Ledger, Row
from reporting.ledger.loading import place_of
from reporting.messages import Text, _, ngettext

REPORTS: Mapping[str, Text] = MappingProxyType(
    {
        "IR": _("initial report"),
        "UIR": _("updated initial report"),
        "AI": _("annual information"),
        "RI": _("regular information"),
        "BTR": _("biennial transparency report"),
    }
)
KINDS_OF_INCONSISTENCY: Mapping[str, Text] = MappingProxyType(
    {
        "cross_party": _("inconsistency between Parties"),
        "quantified": _("quantified inconsistency"),
        "cross_report": _("inconsistency between reports"),
        "qualitative": _("qualitative inconsistency"),
    }
)
YES_NO: Mapping[bool | None, Text] = MappingProxyType({True: _("yes"), False: _("no")})
UNANSWERED = Reason(
    code="not-answered",
    sentence=_("The Party has not answered yet."),
    brief=_("The Party has not answered yet"),
)
REVIEWS = (
    Column(name="finding_id", label=_("Finding")),
    Column(name="report", label=_("Report")),
    Column(name="report_year", label=_("Year"), type=Type.YEAR),
    Column(name="kind", label=_("Kind")),
    Column(name="is_significant", label=_("Significant")),
    Column(name="is_persistent", label=_("Persistent")),
    Column(name="finding", label=_("What was found")),
    Column(name="answer", label=_("Answer")),
    Column(name="answered_in", label=_("Answered in")),
)


def reviews_of(ledger: Ledger, party: str, year: int) -> tuple[Row, ...]:
    """Return what reviews found in the reports of a Party up to a year, by report."""
    rows = [
        each
        for each in ledger.table("review_findings")
        if each["party"] == party and each["report_year"] <= year
    ]
    return tuple(
        sorted(rows, key=lambda each: (each["report_year"], each["report"], each["finding_id"]))
    )


def reviews_table(rows: Iterable[Row]) -> ReportTable:
    """Return the findings with their answers; the title says how many have none."""
    rows = tuple(rows)
    unanswered = sum(not row["answer"] for row in rows)
    return ReportTable(
        name="review_findings",
        title=ngettext(
            "Findings of reviews; %(count)s not answered",
            "Findings of reviews; %(count)s not answered",
            unanswered,
        ),
        columns=REVIEWS,
        rows=tuple(map(_cells, rows)),
        layout=Layout.LIST,
        headline=3,
        nothing=_("The record holds no finding of a review."),
    )


def unanswered(rows: Iterable[Row]) -> Iterator[Finding]:
    """Yield the findings that the Party has not answered."""
    for row in rows:
        if not row["answer"]:
            yield Finding(
                code="review-unanswered",
                place=place_of(row),
                values={
                    "finding": str(row["finding_id"]),
                    "report": f"{row['report']} {row['report_year']}",
                },
            )


def _cells(row: Row) -> tuple[Cell, ...]:
    known = {
        "report": Cell(value=row["report"], label=REPORTS[row["report"]]),
        "kind": _coded(KINDS_OF_INCONSISTENCY, row["kind"]),
        "is_significant": _yes_no(row["is_significant"]),
        "is_persistent": _yes_no(row["is_persistent"]),
        "answer": Cell(value=row["answer"]) if row["answer"] else Cell(reasons=(UNANSWERED,)),
    }
    return tuple(known.get(each.name) or Cell(value=row[each.name]) for each in REVIEWS)


def _coded(words: Mapping[str, Text], value: str | None) -> Cell:
    return Cell(value=value, label=words[value]) if value else EMPTY


def _yes_no(value: bool | None) -> Cell:  # noqa: FBT001 - a cell of a row
    return EMPTY if value is None else Cell(value=str(value).lower(), label=YES_NO[value])
