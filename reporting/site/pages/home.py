"""The home page: the programme in one picture, who gets the credits, and the ways on.

A step that the record lacks is None, and its page leaves it out.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from reporting.site.amounts import (
    DatedAmount,
    Heaviest,
    estimates,
    heaviest,
    known_quantity,
    percent,
    quantity_by,
    round_up,
    traced,
)
from reporting.site.dataset import ACCOUNTING, Row, SiteRecord
from reporting.site.pages.article6 import itmo_issuances
from reporting.site.pages.page import SitePage, of_tables
from reporting.site.pages.views import (
    View,
    alone,
    by_weight,
    by_year,
    counted,
    newest,
    unread_lists,
)

AIM, FURTHER_AIM = "target-fy2030-2025-02-18", "target-fy2040-2025-02-18"
CREDITS_STATED = "credits-issued-2024-06"
OFFICIAL_CREDITS = "moe2020-credits-issued"
ALLOCATION_RULES = {
    "receivers": "credit-allocation-08",
    "issuers": "adb-2019-credit-allocation-001",
    "shares": "credit-allocation-07",
    "least": "credit-allocation-02",
    "use_by_japan": "credit-allocation-10",
    "use_by_partner": "credit-allocation-11",
}
TABLES = ("headline_figures", "projects", "issuances", "allocations", "partners")
SIDES = ("japan", "partner")
ITMO_GAPS = "itmo-quantity"
MEETINGS = 2

ListOfDay = tuple[str, date]  # a source, and when it was known


def pages(record: SiteRecord) -> Iterable[SitePage]:
    """Yield the home page."""
    story = Story.of(record)
    registered = story.registered_projects
    rules = {
        name: row
        for name, key in ALLOCATION_RULES.items()
        if (row := record.find("programme_rules", "rule_id", key))
    }
    meetings = decisions_by_meeting(record)[:MEETINGS]
    page = of_tables(
        record,
        "",
        "home.html",
        tables=TABLES,
        rows={
            "story": story,
            "rules": rules,
            "credits_shared": shared_credits(record),
            "technologies": _heaviest_first(registered, "technology"),
            "countries": [
                {**each, "partner": record.get("partners", "partner", each["value"])}
                for each in _heaviest_first(registered, "partner")
            ],
            "years": by_year(registered, "registered_on"),
            "meetings": meetings,
            "gaps": sum(map(len, record.everywhere("gaps").values())),
            "methodologies": len({row["methodology_id"] for row in record.rows("methodologies")}),
        },
    )
    cited = [
        *story.figures,
        *(row for name in TABLES if name != "headline_figures" for row in record.rows(name)),
        *rules.values(),
        *(row for each in meetings for row in each["rows"]),
        *(row for each in story.itmos for row in each["blocks"]),
        *({"source_id": each} for amount in story.amounts for each in amount.sources),
    ]
    yield replace(page, sources=by_weight(record, record.sources_of(cited)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """The steps of the picture, each as far as the record knows it.

    Attributes:
        aim: What Japan aims at first, in all.
        further_aim: What it aims at later.
        projects: Every project that is listed.
        registered_projects: Those of them that are registered.
        expected: What the listed projects are to yield in one year.
        registered: What the registered ones are.
        withdrawn: What those listed are whose request for registration was withdrawn.
        heaviest: The registered project of which most is expected.
        stated: What one source says was issued in all.
        official: What an official source said before.
        issuances: Every issuance found.
        traced: What was issued for projects that are known.
        traced_then: As much of it as was decided by the day of the statement.
        most: The partner with most of it: ``{"partner": row, "tonnes": number}``.
        in_totals: What is known as totals only.
        unread: The gap that says whose lists could not be read.
        itmos: The issuances of ITMOs.
        itmos_known: The quantities of those that are known, added up.
        itmo_gaps: The gaps that say which quantities are not.
        first_year: The year of the first issuance found.
    """

    aim: Row | None
    further_aim: Row | None
    projects: Sequence[Row]
    registered_projects: Sequence[Row]
    expected: DatedAmount | None
    registered: DatedAmount | None
    withdrawn: DatedAmount | None
    heaviest: Heaviest | None
    stated: Row | None
    official: Row | None
    issuances: Sequence[Row]
    traced: DatedAmount | None
    traced_then: int | None
    most: View | None
    in_totals: int | None
    unread: Row | None
    itmos: Sequence[View]
    itmos_known: int | None
    itmo_gaps: Sequence[Row]
    first_year: int | None

    @classmethod
    def of(cls, record: SiteRecord) -> "Story":
        """Return the story as far as a record tells it."""
        projects, issuances = record.rows("projects"), record.rows("issuances")
        registered = [row for row in projects if row["status"] == "registered"]
        gone = [row for row in projects if row["status"] == "registration_request_withdrawn"]
        stated = _figure(record, CREDITS_STATED)
        itmos = itmo_issuances(record)
        known = [each["quantity"] for each in itmos if each["quantity"] is not None]
        return cls(
            aim=_figure(record, AIM),
            further_aim=_figure(record, FURTHER_AIM),
            projects=projects,
            registered_projects=registered,
            expected=estimates(projects),
            registered=estimates(registered),
            withdrawn=estimates(gone),
            heaviest=heaviest(registered),
            stated=stated,
            official=_figure(record, OFFICIAL_CREDITS),
            issuances=issuances,
            traced=traced(issuances),
            traced_then=quantity_by(issuances, stated["as_of"]) if stated else None,
            most=_most(record),
            in_totals=known_quantity(alone(record.rows("published_totals"))),
            unread=unread_lists(record),
            itmos=itmos,
            itmos_known=sum(known) if known else None,
            itmo_gaps=[
                row
                for row in record.rows(f"{ACCOUNTING}/gaps")
                if row["gap_id"].startswith(ITMO_GAPS)
            ],
            first_year=_first_year(record),
        )

    @property
    def figures(self) -> tuple[Row, ...]:
        """The published figures that it shows."""
        figures = (self.aim, self.further_aim, self.stated, self.official)
        return tuple(row for row in figures if row)

    @property
    def amounts(self) -> tuple[DatedAmount, ...]:
        """What it adds up itself."""
        return tuple(each for each in (self.expected, self.registered, self.traced) if each)

    @property
    def scale(self) -> int | None:
        """How many tonnes the width of a bar stands for, the same in both groups."""
        shown = [each.tonnes for each in self.amounts]
        shown += [int(self.stated["number"])] if self.stated else []
        shown += [self.itmos_known] if self.itmos_known else []
        return round_up(max(shown)) if any(shown) else None

    @property
    def enlarged(self) -> int | None:
        """How many times larger the steps are drawn than the aim, if they are."""
        if self.aim is None or self.scale is None or self.aim["number"] <= self.scale:
            return None
        return round(Fraction(self.aim["number"]) / self.scale)


def shared_credits(record: SiteRecord) -> View | None:
    """Return how credits were shared, from issuances of which one source gives both sides.

    Of several sources it is the one with most tonnes: quantities of two are not put together.
    """
    found: dict[ListOfDay, list[Mapping[str, Row]]] = {}
    for issuance in record.rows("issuances"):
        sides = {
            row["side"]: row
            for row in record.where("allocations", "issuance_id", issuance["issuance_id"])
            if row["quantity_notified"] is not None
        }
        if sides.keys() == {*SIDES} and len({row["source_id"] for row in sides.values()}) == 1:
            row = sides["japan"]
            found.setdefault((row["source_id"], row["known_on"]), []).append(sides)
    if not found:
        return None

    def tonnes(shares: Iterable[Mapping[str, Row]], *names: str) -> int:
        return sum(share[name]["quantity_notified"] for share in shares for name in names)

    (source, day), shares = max(found.items(), key=lambda each: (tonnes(each[1], *SIDES), each[0]))
    sources, as_of = frozenset([source]), frozenset([day])
    japan, partner, whole = (
        DatedAmount(tonnes=tonnes(shares, *names), sources=sources, as_of=as_of)
        for names in (("japan",), ("partner",), SIDES)
    )
    if not whole.tonnes:
        return None
    return {
        "japan": japan,
        "partner": partner,
        "whole": whole,
        "percent": percent(japan, whole),
        "issuances": len(shares),
        "source": record.source(source),
        "as_of": day,
        "partners": _partners_of(record, (share["japan"]["issuance_id"] for share in shares)),
    }


def decisions_by_meeting(record: SiteRecord) -> list[View]:
    """Return decisions of one committee on one day together, the newest first, by their kind."""
    found: dict[tuple[object, ...], list[Row]] = {}
    for row in newest(record.rows("decisions"), "decided_on"):
        place = (row["decided_on"], row["partner"], row["meeting"], row["means"])
        found.setdefault(place, []).append(row)
    return [
        {
            "rows": rows,
            "partner": record.get("partners", "partner", rows[0]["partner"]),
            "kinds": [
                {"category": each["value"], "rows": _of(rows, "category", each["value"])}
                for each in counted(rows, "category")
            ],
        }
        for rows in found.values()
    ]


def _figure(record: SiteRecord, figure_id: str) -> Row | None:
    """Return a published figure, if the record has it and a number of it."""
    row = record.find("headline_figures", "figure_id", figure_id)
    return row if row and row["number"] is not None else None


def _most(record: SiteRecord) -> View | None:
    """Return the partner with most of the credits traced to a project, and how many."""
    found: dict[str, int] = {}
    for row in record.rows("issuances"):
        if row["quantity_notified"]:
            partner = record.get("projects", "project_id", row["project_id"])["partner"]
            found[partner] = found.get(partner, 0) + row["quantity_notified"]
    if not found:
        return None
    country = max(found, key=lambda each: (found[each], each))
    return {"partner": record.get("partners", "partner", country), "tonnes": found[country]}


def _first_year(record: SiteRecord) -> int | None:
    rows = [*record.rows("issuances"), *record.rows("published_totals")]
    days = [day for row in rows if (day := row["decided_on"] or row["announced_on"])]
    return min(days).year if days else None


def _heaviest_first(projects: Sequence[Row], field: str) -> list[View]:
    found = counted(projects, field, "estimated_reductions")
    return sorted(found, key=lambda each: (-each["amount"], -each["count"], str(each["value"])))


def _partners_of(record: SiteRecord, issuance_ids: Iterable[str]) -> list[Row]:
    issued = (record.get("issuances", "issuance_id", each) for each in issuance_ids)
    projects = (record.get("projects", "project_id", row["project_id"]) for row in issued)
    names = dict.fromkeys(row["partner"] for row in projects)
    return [record.get("partners", "partner", each) for each in names]


def _of(rows: Iterable[Row], field: str, value: object) -> list[Row]:
    return [row for row in rows if row[field] == value]
