"""What was checked and what was not found: the quality of the data, the checks, the sources."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from reporting.findings import CHAPTERS, catalogue
from reporting.messages import _
from reporting.packages import Package
from reporting.site.code_index import cited
from reporting.site.dataset import ACCOUNTING, NAMES, RECORD, Row, SiteRecord
from reporting.site.downloads import VALIDATION, Download
from reporting.site.pages.page import SitePage, of_tables
from reporting.site.pages.views import View, by_weight, counted
from reporting.site.unseen import UNSEEN_KINDS
from reporting.site.worked_examples import Samples

OUTCOMES = ("differs", "explained", "not_verifiable", "agrees")
GRADES = ("high", "medium", "low")


def pages(record: SiteRecord, samples: Samples) -> Iterator[SitePage]:
    """Yield the page about quality, the catalogue of checks and the list of sources."""
    yield _quality(record)
    yield _checks(record, samples)
    yield _sources(record)


def _checks(record: SiteRecord, samples: Samples) -> SitePage:
    """Return the catalogue of checks, by chapter, each with an example made from its sentences."""
    provisions = {row["provision_id"]: row for row in record.rows(f"{NAMES}/provisions")}
    return SitePage(
        path="quality/checks/",
        template="checks.html",
        rows={
            "codes": tuple(catalogue().values()),
            "chapters": {
                chapter: [code for code in catalogue().values() if code.chapter == chapter]
                for chapter in CHAPTERS
            },
            "provisions_of": lambda code: [
                provisions[key] for key in dict.fromkeys(cited(code.provision)) if key in provisions
            ],
            "example_of": samples.example,
            "unseen": UNSEEN_KINDS,
        },
    )


def _quality(record: SiteRecord) -> SitePage:
    comparisons = record.validation.reconciliations
    page = of_tables(
        record,
        "quality/",
        "quality.html",
        tables=[
            *("reconciliations", "conflicts", "gaps", f"{ACCOUNTING}/gaps", "corroborations"),
            "source_facts",
        ],
        rows={
            "reports": record.validation.tables,
            "findings": record.validation.findings,
            "reconciliations": sorted(comparisons, key=lambda each: OUTCOMES.index(each.outcome)),
            "outcomes": {
                outcome: sum(each.outcome == outcome for each in comparisons)
                for outcome in OUTCOMES
            },
            "conflicts": (conflicts := _conflicts(record)),
            "conflict_tables": _by_table(conflicts),
            "gaps": record.everywhere("gaps"),
            "coverage": _coverage(record),
            "grades": {
                name: _grades(record, record.packages[name]) for name in (RECORD, ACCOUNTING)
            },
        },
    )
    report = Download(
        title=_("Validation (JSON)"),
        address=f"{record.address}{VALIDATION}",
    )
    return replace(page, data=(*page.data, report))


def _conflicts(record: SiteRecord) -> Mapping[str, list[View]]:
    found: dict[str, list[View]] = {}
    for row in record.rows("conflicts"):
        view = {"row": row, "source": record.source(row["source_id"])}
        found.setdefault(row["conflict_id"], []).append(view)
    return found


def _by_table(conflicts: Mapping[str, Sequence[View]]) -> Mapping[str, list[str]]:
    """Return the conflicts by the table that they are about."""
    found: dict[str, list[str]] = {}
    for name, figures in conflicts.items():
        found.setdefault(figures[0]["row"]["subject_table"], []).append(name)
    return found


def _coverage(record: SiteRecord) -> list[View]:
    """Return, for each document read whole, how many of its facts are held, and why others not."""
    found: dict[str, list[Row]] = {}
    for row in record.rows("source_facts"):
        found.setdefault(row["source_id"], []).append(row)
    return [
        {
            "source": record.source(name),
            "facts": len(rows),
            "held": sum(row["held_in"] is not None for row in rows),
            "left": [row for row in rows if row["held_in"] is None],
        }
        for name, rows in found.items()
    ]


def _grades(record: SiteRecord, package: Package) -> list[View]:
    """Return how many rows of each table are of which confidence; tables without rows are left."""
    found: list[View] = []
    for table in package:
        rows = record.rows(f"{package.name}/{table.name}")
        if rows and "confidence" in table.schema.names:
            grades = {each["value"]: each["count"] for each in counted(rows, "confidence")}
            found.append({"table": table, **dict.fromkeys(GRADES, 0), **grades})
    return found


def _sources(record: SiteRecord) -> SitePage:
    """Return the list of sources by weight: one that several packages name stands there once."""
    cited = _cited(record)
    often = sorted(
        record.sources.values(), key=lambda row: -sum(cited.get(row["source_id"], {}).values())
    )
    return of_tables(
        record,
        "sources/",
        "sources.html",
        tables=[f"{name}/sources" for name in record.everywhere("sources")],
        rows={
            "sources": [
                {"row": row, "cited": cited.get(row["source_id"], {})}
                for row in by_weight(record, often)
            ]
        },
    )


def _cited(record: SiteRecord) -> Mapping[str, Mapping[tuple[str, str], int]]:
    """Return how often each table, by package and name, cites each source."""
    cited: dict[str, dict[tuple[str, str], int]] = {}
    for package in record.packages.values():
        for table in package:
            if "source_id" not in table.schema.names or table.name == "sources":
                continue
            for row in record.rows(f"{package.name}/{table.name}"):
                tables = cited.setdefault(row["source_id"], {})
                place = (package.name, table.name)
                tables[place] = tables.get(place, 0) + 1
    return cited
