"""The forms of the record and of the example: their lists, a page for each, the comparisons."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from reporting.forms.model.form import Form, FormName
from reporting.forms.model.table import ReportTable
from reporting.forms.model.wording import BIENNIAL
from reporting.renderers.html import FormView
from reporting.site.dataset import ACCOUNTING, Row, SiteRecord
from reporting.site.form_outline import contents, folded, summed
from reporting.site.forms import REPORTS, BilateralForms, BuiltForms, Published, downloads
from reporting.site.pages.page import SitePage

SHOWN_LINES = 50
OUTCOME, AGREES = "outcome", "agrees"
PARTNERS = "partner"
SHORTEST = 4
DUE = {
    "2/CMA.3/annex/18": "initial-reports",
    "2/CMA.3/annex/20": "annual-information",
    "2/CMA.3/annex/21": "biennial-reports",
}
"""Which paragraph says by when something is filed, and the gap that says whether any was found."""
OF_FORMS = (
    "approach_parties",
    "authorizations",
    "authorization_versions",
    "coverage",
    "credit_blocks",
    "ndcs",
    "registries",
)


def pages(record: SiteRecord, books: Sequence[BuiltForms]) -> Iterator[SitePage]:
    """Yield the pages of each book."""
    for book in books:
        yield _list(record, book)
        for each in book.forms:
            yield _form(record, book, each)
        for compared in book.comparisons:
            yield _comparison(record, book, compared)


def _list(record: SiteRecord, book: BuiltForms) -> SitePage:
    known = [row["party"] for row in record.rows(f"{ACCOUNTING}/parties")]
    return SitePage(
        path=f"{book.root}{REPORTS}",
        template="reports.html",
        rows={
            "book": book,
            "others": [] if book.is_made_up else _others(known, book),
            "first_year": _first_year(record, book),
            "biennial": BIENNIAL,
            "due": [] if book.is_made_up else [*_due(record)],
            "summed": summed,
            "due_on": due_on,
        },
        is_made_up=book.is_made_up,
    )


def _others(parties: list[str], book: BuiltForms) -> list[str]:
    """Return the Parties of the record of which no form is made."""
    return [each for each in parties if each not in book.of_parties]


def _due(record: SiteRecord) -> Iterator[tuple[Row, Row | None]]:
    """Yield each paragraph on what is due with the gap that bears on it, if there is one."""
    for paragraph, gap in DUE.items():
        provision = record.get("nomenclature/provisions", "provision_id", paragraph)
        yield provision, record.find(f"{ACCOUNTING}/gaps", "gap_id", gap)


def due_on(form: Form) -> date | None:
    """Return the day by which a form is due, where the rules name one.

    Annual information by 15 April of the next year; what goes with a biennial transparency report
    by 31 December of an even year.
    """
    if form.name is FormName.AEF:
        return date(form.year + 1, 4, 15)
    is_biennial = form.name in {FormName.SUMMARY, FormName.ANNEX_4} and form.year % 2 == 0
    return date(form.year, 12, 31) if is_biennial else None


def _first_year(record: SiteRecord, book: BuiltForms) -> int | None:
    """Return the year of the first ITMOs if the forms are those of it and of the year after."""
    issued = [row["issued_on"] for row in record.rows(f"{ACCOUNTING}/credit_blocks")]
    first = min((each.year for each in issued if each), default=0)
    years = {each.form.year - (each.form.name is not FormName.AEF) for each in book.forms}
    return first if years == {first} else None


def _form(record: SiteRecord, book: BuiltForms, each: Published) -> SitePage:
    return SitePage(
        path=each.path,
        template="report.html",
        rows={
            "book": book,
            "form": each.form,
            "filed_on": each.filed_on,
            "shown": lambda language: FormView(language=language, rows=book.rows),
            "downloads": lambda language: downloads(each.path, each.files, language),
            "contents": contents(each.form),
            "folded": folded,
            "siblings": book.forms_of(each.form.party),
            "comparisons": _about(book, each.form),
            "gaps": [] if book.is_made_up else gaps_of(record, each.form.party),
        },
        sources=() if book.is_made_up else _sources(record, (each.form.party,)),
        files=each.files,
        data=_data(each.path, each.files),
        is_made_up=book.is_made_up,
    )


def _comparison(record: SiteRecord, book: BuiltForms, each: BilateralForms) -> SitePage:
    return SitePage(
        path=each.path,
        template="comparison.html",
        rows={
            "book": book,
            "compared": each,
            "report": each.report,
            "tables": [_open_first(table) for table in each.report.tables],
            "shown": lambda language: FormView(language=language, rows=book.rows),
            "most": SHOWN_LINES,
            "downloads": lambda language: downloads(each.path, each.files, language),
        },
        sources=() if book.is_made_up else _sources(record, each.parties),
        files=each.files,
        data=_data(each.path, each.files),
        is_made_up=book.is_made_up,
    )


def _open_first(table: ReportTable) -> ReportTable:
    """Return a table with the rows that agree behind all others."""
    names = [each.name for each in table.columns]
    if OUTCOME not in names:
        return table
    at = names.index(OUTCOME)
    return replace(table, rows=tuple(sorted(table.rows, key=lambda row: row[at].value == AGREES)))


def _data(path: str, files: Any) -> tuple[Any, ...]:  # noqa: ANN401 - by name
    """Return the files that programs read, the same in every language."""
    machine = [name for name in files if name.endswith((".json", ".csv", "_csv.zip"))]
    return downloads(path, machine, "en")


def _about(book: BuiltForms, form: Form) -> list[BilateralForms]:
    """Return the comparisons in which a form or its Party takes part."""
    return [each for each in book.comparisons if form.party in each.parties]


def _sources(record: SiteRecord, parties: tuple[str, ...]) -> tuple[Row, ...]:
    """Return the sources of what is known of some Parties under Article 6.2."""
    rows = [
        row
        for table in OF_FORMS
        for row in record.rows(f"{ACCOUNTING}/{table}")
        if {row.get("party"), row.get("host"), row.get("holder_party")} & {*parties}
    ]
    return record.sources_of(rows)


def gaps_of(record: SiteRecord, party: str) -> list[Row]:
    """Return the gaps that bear on the forms of a Party.

    A gap whose name holds the name of another country, or of the partners, is not Japan's.
    """
    names = {row["party"]: str(row["name"]).lower() for row in record.rows(f"{ACCOUNTING}/parties")}
    found = []
    for gap in record.rows(f"{ACCOUNTING}/gaps"):
        words = [word for word in gap["gap_id"].split("-") if len(word) >= SHORTEST]
        named = {code for code, name in names.items() if any(map(name.startswith, words))}
        is_of_partners = any(word.startswith(PARTNERS) for word in words)
        if party in named or (not named and (party != "JPN" or not is_of_partners)):
            found.append(gap)
    return found
