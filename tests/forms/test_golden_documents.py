"""Annex 4 and the initial report of a host and a buyer, and statements of authorization, whole."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from reporting.forms.authorization_statement import statement
from reporting.forms.btr_annex4 import annex4
from reporting.forms.initial_report import initial
from reporting.forms.model.form import Form, Section
from reporting.forms.model.request import FormRequest
from reporting.forms.model.table import Cell, ReportTable
from reporting.ledger.ledger import Ledger
from reporting.renderers.values import for_programs

GOLDEN = Path(__file__).parents[1] / "golden"
NARRATIVES = Path("data/example/narratives")
FORMS = {"annex4": annex4, "initial": initial}
STATEMENT = "statement"
STATEMENTS = {"first": "XAA-2022-01", "change": "XAA-2022-02", "revocation": "XAA-2023-01"}
PARTIES = {"host": "XAA", "buyer": "XBB"}


@pytest.mark.parametrize("name", PARTIES)
@pytest.mark.parametrize("form", FORMS)
def test_form(example: Ledger, request: pytest.FixtureRequest, form: str, name: str) -> None:
    """A form is the committed one; ``pytest --update-golden`` writes it anew."""
    asked = FormRequest(party=PARTIES[name], year=2026, narratives=NARRATIVES, is_made_up=True)
    made = "\n".join(_written(FORMS[form](example, asked))) + "\n"
    kept = GOLDEN / form / f"{name}.md"
    if request.config.getoption("--update-golden"):
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(made, encoding="utf-8")
    assert made.splitlines() == kept.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("about", STATEMENTS)
def test_statement(example: Ledger, request: pytest.FixtureRequest, about: str) -> None:
    """A statement is the committed one."""
    asked = FormRequest(party="XAA", year=2026, about=STATEMENTS[about], is_made_up=True)
    made = "\n".join(_written(statement(example, asked))) + "\n"
    kept = GOLDEN / STATEMENT / f"{about}.md"
    if request.config.getoption("--update-golden"):
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(made, encoding="utf-8")
    assert made.splitlines() == kept.read_text(encoding="utf-8").splitlines()


def test_no_golden_form_is_left_over() -> None:
    """Each committed form is compared."""
    kept = {
        path.relative_to(GOLDEN).as_posix()
        for form in (*FORMS, STATEMENT)
        for path in GOLDEN.glob(f"{form}/*")
    }
    assert kept == {
        *(f"{form}/{name}.md" for form in FORMS for name in PARTIES),
        *(f"{STATEMENT}/{about}.md" for about in STATEMENTS),
    }


def _written(form: Form) -> Iterator[str]:
    """Yield a form as Markdown: the narratives as they stand in it, a row of a table a line."""
    yield f"# {form.title.en} / {form.title.ja}"
    yield f"{form.subtitle.en} / {form.subtitle.ja}: {form.readiness}"
    for section in form.sections:
        yield from _section(section)
    yield "\n# Notes\n"
    for note in form.notes:
        yield f"- {note.label.en}: {note.text.en} [{note.provision}]"
        yield f"  {note.label.ja}: {note.text.ja}"
    yield "\n# Findings\n"
    yield from (f"- {each.code} {each.place} {dict(each.values)}" for each in form.findings)


def _section(section: Section) -> Iterator[str]:
    level = "#" * (section.level + 1)
    title = f"{section.title.en} / {section.title.ja}"
    yield f"\n{level} {section.number} {title} [{section.provision}]"
    if section.is_missing:
        yield "\n(missing)"
    for text in filter(None, (section.text, section.text_ja)):
        yield f"\n{text.strip()}"
    for table in section.tables:
        yield from _table(table)


def _table(table: ReportTable) -> Iterator[str]:
    yield f"\nTable {table.name}: {table.title.en} / {table.title.ja}\n"
    yield _row([f"{each.name} {each.unit}".strip() for each in table.columns])
    yield _row(["---"] * len(table.columns))
    for row in table.rows:
        yield _row([_cell(each) for each in row])


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(cell: Cell) -> str:
    """Return what programs read, why it is empty, and of how many rows it was made."""
    value = "" if cell.value is None else str(for_programs(cell.value))
    why = [f"({each.code})" for each in cell.reasons]
    rows = [f"({cell.lineage.count} rows)"] if cell.lineage else []
    return " ".join(filter(None, [value, *why, *rows])).replace("\n", " ")
