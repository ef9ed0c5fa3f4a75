"""The rulebook: each paragraph, what becomes of it, where, and what shows it."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from reporting.accounting.settings import ELAPSED_BASIS, LEVELS, OPTIONS, ReadingLevel
from reporting.findings import catalogue
from reporting.forms.aef.profile_choices import CHOICES, TITLES
from reporting.forms.model import wording
from reporting.messages import SILENCE
from reporting.official_forms.open_questions import open_questions
from reporting.site.code_index import cited, rules
from reporting.site.dataset import NAMES, Row, SiteRecord
from reporting.site.pages.page import SitePage, of_tables
from reporting.site.pages.views import View
from reporting.site.worked_examples import Worked

PROVISIONS = f"{NAMES}/provisions"
COVERAGE = ("implemented", "narrative_only", "not_yet", "not_applicable")


def pages(record: SiteRecord, examples: Sequence[Worked]) -> Iterator[SitePage]:
    """Yield the rulebook and its worked examples."""
    provisions = record.rows(PROVISIONS)
    known = {row["provision_id"]: row for row in provisions}
    yield of_tables(
        record,
        "rulebook/",
        "rulebook.html",
        tables=[PROVISIONS],
        rows={
            "chapters": _chapters(provisions, examples),
            "coverage": {
                each: sum(row["implementation"] == each for row in provisions) for each in COVERAGE
            },
            "provisions": provisions,
            "known": known,
            "examples": examples,
            "open_questions": open_questions(),
            "questions": choices(),
        },
    )
    yield SitePage(
        path="rulebook/examples/",
        template="examples.html",
        rows={
            "chapters": {
                name: [
                    {
                        "example": each,
                        "provisions": [known[key] for key in each.provisions if key in known],
                    }
                    for each in of_chapter
                ]
                for name, of_chapter in groupby(examples, key=lambda each: each.chapter)
            },
            "examples": examples,
        },
    )


def choices() -> list[View]:
    """Return what a Party may choose: each setting with its answers, the default first.

    How elapsed years are counted stands in the table of NDCs, at no level of readings.
    """
    of_law = [
        {
            "setting": setting,
            "title": wording.QUESTIONS[setting],
            "levels": levels,
            "answers": [
                {
                    "value": each.value,
                    "meaning": wording.OPTIONS[each.setting, each.value],
                    "provision": each.provision,
                }
                for each in OPTIONS
                if each.setting == setting
            ],
        }
        for setting, levels in {**LEVELS, ELAPSED_BASIS: ()}.items()
    ]
    of_profiles = [
        {
            "setting": setting,
            "title": title,
            "levels": (ReadingLevel.PROFILE,),
            "answers": [
                {"value": value, "meaning": SILENCE, "provision": "4/CMA.6/annex-II"}
                for value in CHOICES[setting]
            ],
        }
        for setting, title in TITLES.items()
    ]
    return [*of_law, *of_profiles]


def _chapters(provisions: Sequence[Row], examples: Sequence[Worked]) -> list[View]:
    """Return the provisions by decision and chapter, each with what carries it out."""
    implemented, findings = rules(), _findings()
    return [
        {
            "decision": decision,
            "title": title,
            "provisions": [
                {
                    "row": row,
                    "rules": implemented.get(row["provision_id"], ()),
                    "findings": findings.get(row["provision_id"], ()),
                    "examples": [
                        each for each in examples if row["provision_id"] in each.provisions
                    ],
                }
                for row in rows
            ],
        }
        for (decision, title), rows in groupby(
            provisions, key=lambda row: (row["decision"], row["chapter"])
        )
    ]


def _findings() -> Mapping[str, Sequence[str]]:
    """Return the codes of the findings that cite each provision."""
    found: dict[str, list[str]] = {}
    for code in catalogue().values():
        for key in dict.fromkeys(cited(code.provision)):
            found.setdefault(key, []).append(code.name)
    return found
