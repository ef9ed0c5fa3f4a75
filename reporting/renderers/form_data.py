"""A form for programs: one JSON of everything, and a CSV for each of its tables."""

from collections.abc import Mapping
from typing import Any

from reporting.findings import LANGUAGES, Finding
from reporting.forms.model.form import Form, Section
from reporting.renderers.json import to_json
from reporting.renderers.status_banner import MADE_UP
from reporting.renderers.tables import notes_record, table_record, tables_csv, text_record


def form_json(form: Form) -> bytes:
    """Return a form as one object, in both languages.

    Its tables are as in `reporting.renderers.tables.as_json`: every figure exactly, with its rows
    or the reasons why there is none. ``made_up`` says what it is if it is made from the example,
    ``withheld`` how many confidential rows a public version is without.
    """
    return to_json(
        {
            "form": form.name.value,
            "party": form.party,
            "year": form.year,
            "version": form.version,
            "readiness": form.readiness.value,
            "is_made_up": form.is_made_up,
            **(text_record("made_up", MADE_UP) if form.is_made_up else {}),
            **({"withheld": form.withheld} if form.withheld else {}),
            "cutoff": form.cutoff,
            **text_record("title", form.title),
            **text_record("subtitle", form.subtitle),
            "notes": notes_record(form.notes),
            "findings": [_finding(each) for each in form.findings],
            "sections": [_section(each) for each in form.sections],
        }
    )


def form_csvs(form: Form) -> Mapping[str, bytes]:
    """Return a CSV for each table, by its name: safe to open in a spreadsheet.

    Where the form is made from the example, a last column ``made_up`` says so on each row. Of
    tables with the same name, as one for each approach, the second is ``name_2``.
    """
    return {
        name: tables_csv([each], is_made_up=form.is_made_up) for name, each in form.named_tables
    }


def _finding(finding: Finding) -> dict[str, str | int]:
    words = {language: finding.words(language) for language in LANGUAGES}
    return {"title": words["en"].title, "title@ja": words["ja"].title, **finding.as_record()}


def _section(section: Section) -> dict[str, Any]:
    return {
        "number": section.number,
        **text_record("title", section.title),
        "level": section.level,
        "provision": section.provision,
        "text": section.text,
        "text@ja": section.text_ja,
        "is_missing": section.is_missing,
        "tables": [table_record(each) for each in section.tables],
    }
