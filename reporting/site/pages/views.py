"""Rows put together that several pages show."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from reporting.site.dataset import Row, SiteRecord

View = Mapping[str, Any]
MONTHS, DAYS = 48, 1461  # of four years
UNREAD_LISTS = "issuances-most-partners"


def issued(record: SiteRecord, issuances: Iterable[Row]) -> list[View]:
    """Return issuances with the allocation of each side and their project."""
    found: list[View] = []
    for row in issuances:
        sides = record.where("allocations", "issuance_id", row["issuance_id"])
        found.append(
            {
                "row": row,
                "project": record.get("projects", "project_id", row["project_id"]),
                "months": row["stated_months"] or _months(row["period_start"], row["period_end"]),
                **dict.fromkeys(("japan", "partner")),
                **{each["side"]: each for each in sides},
            }
        )
    return found


def _months(first: date | None, last: date | None) -> int | None:
    """Return how many months a period has, to the nearest; None where a day of it is not known."""
    if first is None or last is None:
        return None
    days = (last - first).days + 1
    return max(1, (days * MONTHS + DAYS // 2) // DAYS)


def issuances_of(record: SiteRecord, projects: Iterable[Row]) -> tuple[Row, ...]:
    """Return the issuances of some projects, in the order of these."""
    return tuple(
        issuance
        for project in projects
        for issuance in record.where("issuances", "project_id", project["project_id"])
    )


def alone(totals: Iterable[Row]) -> list[Row]:
    """Return the published totals that repeat no listed row, which alone may stand beside them."""
    return [row for row in totals if not row["repeats_listed_rows"]]


def unread_lists(record: SiteRecord) -> Row | None:
    """Return the gap that says of which partners no list of issuances could be read, if any."""
    return record.find("gaps", "gap_id", UNREAD_LISTS)


def financed(record: SiteRecord, rows: Iterable[Row]) -> list[View]:
    """Return projects of the financing programme with the registered projects they became."""
    return [{"row": row, "links": links_of(record, row)} for row in rows]


def of_link(record: SiteRecord, link: Row) -> Row:
    """Return the financed project of a link."""
    numbered = record.where("financed_projects", "list_number", link["list_number"])
    return next(each for each in numbered if each["programme"] == link["programme"])


def links_of(record: SiteRecord, row: Row) -> list[Row]:
    """Return the links of a financed project to listed projects."""
    numbered = record.where("financed_project_links", "list_number", row["list_number"])
    return [each for each in numbered if each["programme"] == row["programme"]]


def about(record: SiteRecord, table: str, row: Row) -> View:
    """Return what other sources say about a row: conflicts and corroborations."""
    key = record.key(table, row)
    conflicts: dict[str, list[Row]] = {}
    for each in record.where("conflicts", "subject_table", table):
        if each["subject_key"] == key:
            conflicts.setdefault(each["conflict_id"], []).append(each)
    return {
        "conflicts": conflicts,
        "corroborations": [
            {"row": each, "source": record.source(each["source_id"])}
            for each in record.where("corroborations", "subject_table", table)
            if each["subject_key"] == key
        ],
    }


def decisions_on(record: SiteRecord, field: str, keys: Iterable[object]) -> list[Row]:
    """Return the decisions whose subject is one of some projects, issuances or other keys."""
    found = {
        subject["decision_id"]: record.get("decisions", "decision_id", subject["decision_id"])
        for key in keys
        for subject in record.where("decision_subjects", field, key)
    }
    return list(found.values())


def newest(rows: Iterable[Row], *fields: str) -> list[Row]:
    """Return rows by the first date they have, the newest first; rows without any come last."""

    def known(row: Row) -> date | None:
        return next((row[each] for each in fields if row[each]), None)

    found = list(rows)
    dated = [row for row in found if known(row)]
    return [
        *sorted(dated, key=lambda row: known(row) or date.min, reverse=True),
        *(row for row in found if not known(row)),
    ]


def by_weight(record: SiteRecord, sources: Iterable[Row]) -> list[Row]:
    """Return sources by their weight, the strongest first; those of one weight stay in order."""
    schema = record.table("sources").schema
    # The schema lists both from the strongest to the weakest.
    weights = {
        name: [each.value for each in schema[name].categories] for name in ("confidence", "kind")
    }
    return sorted(
        sources,
        key=lambda row: tuple(values.index(row[name]) for name, values in weights.items()),
    )


def counted(rows: Iterable[Row], field: str, amount: str = "") -> list[View]:
    """Return the values of a field with how many rows have each, and the sum of an amount."""
    found: dict[Any, list[Row]] = {}
    for row in rows:
        found.setdefault(row[field], []).append(row)
    return [
        {
            "value": value,
            "count": len(each),
            "amount": sum(row[amount] or 0 for row in each) if amount else 0,
        }
        for value, each in found.items()
    ]


def by_year(rows: Sequence[Row], field: str) -> list[tuple[int, int]]:
    """Return every year from the first to the last, with how many rows fall in it."""
    years = [row[field].year for row in rows if row[field]]
    return (
        [(year, years.count(year)) for year in range(min(years), max(years) + 1)] if years else []
    )
