"""What may be set side by side: partners, the amounts of a project, and readings of the example."""

from collections.abc import Iterator, Sequence

from reporting.forms.model import wording
from reporting.forms.queries.side_by_side import ComparedAnswers, ComparedMethods
from reporting.official_forms.open_questions import open_questions
from reporting.site.amounts import estimates, traced
from reporting.site.dataset import Row, SiteRecord
from reporting.site.forms import BuiltForms
from reporting.site.pages.page import SitePage, of_tables
from reporting.site.pages.partners import with_counts
from reporting.site.pages.views import View, counted, issuances_of, issued, unread_lists

COMPARE = "compare/"


def pages(record: SiteRecord, books: Sequence[BuiltForms]) -> Iterator[SitePage]:
    """Yield the page of the record, and that of the example if there is one."""
    made_up = [book for book in books if book.methods]
    yield of_tables(
        record,
        COMPARE,
        "compare.html",
        tables=["partners", "projects", "issuances", "allocations"],
        rows={
            "partners": [_partner(record, row) for row in record.rows("partners")],
            "projects": [*_projects(record)],
            "unread": unread_lists(record),
            "has_example": bool(made_up),
        },
    )
    for book in made_up:
        yield SitePage(
            path=f"{book.root}{COMPARE}",
            template="compare_example.html",
            rows={
                "book": book,
                "methods": [_methods(each) for each in book.methods],
                "answers": [_answers(each) for each in book.answers],
            },
            is_made_up=True,
        )


def _partner(record: SiteRecord, row: Row) -> View:
    projects = record.where("projects", "partner", row["partner"])
    return {
        **with_counts(record, row),
        "expected": estimates([each for each in projects if each["status"] == "registered"]),
        "issuances": len(issuances_of(record, projects)),
        "technologies": sorted(counted(projects, "technology"), key=lambda each: -each["count"]),
    }


def _projects(record: SiteRecord) -> Iterator[View]:
    """Yield the projects with an issuance whose quantity is known, each with these issuances."""
    for project in record.rows("projects"):
        every = record.where("issuances", "project_id", project["project_id"])
        known = [row for row in every if row["quantity_notified"] is not None]
        amount = traced(known)
        if amount is None:
            continue
        found = issued(record, known)
        months = [each["months"] for each in found]
        yield {
            "row": project,
            "partner_of": record.get("partners", "partner", project["partner"]),
            "issuances": known,
            "others": len(every) - len(known),
            "months": None if None in months else sum(months),
            "notified": amount,
            **{side: _side(found, side) for side in ("japan", "partner")},
        }


def _side(issuances: Sequence[View], side: str) -> int | None:
    """Return what was notified to one side, None where it is not known of each issuance."""
    amounts = [each[side] and each[side]["quantity_notified"] for each in issuances]
    return None if None in amounts else sum(amounts)


def _methods(compared: ComparedMethods) -> View:
    return {
        "compared": compared,
        "names": [wording.METHODS[each] for each in compared.methods],
        "elapsed": wording.ELAPSED[compared.elapsed] if compared.elapsed else None,
    }


def _answers(compared: ComparedAnswers) -> View:
    setting = compared.taken.option.setting
    lines = wording.lines_of(compared.measure.metric)
    return {
        "compared": compared,
        "name": wording.QUESTIONS[setting],
        "questions": [each for each in open_questions() if setting in each.settings],
        "meanings": [
            wording.OPTIONS[setting, each] for each in (compared.taken.option.value, compared.other)
        ],
        "cells": [
            {"line": lines[each.column][0], "years": each.years, "amounts": each.amounts}
            for each in compared.figures
        ],
    }
