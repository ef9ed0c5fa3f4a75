"""What is exported is read back unchanged: by the form, cell by cell."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.aef_checker.check import open_workbook
from reporting.aef_checker.compare import compare, of_form, of_workbook
from reporting.aef_checker.program_words import WITHIN
from reporting.forms.aef import aef
from reporting.forms.aef.build import report_columns
from reporting.forms.aef.profile import as_exported, profiles
from reporting.forms.model.form import Form, FormName, Readiness, Section
from reporting.forms.model.request import FormRequest
from reporting.forms.model.table import Cell, ReportTable, Value
from reporting.ledger.ledger import Ledger
from reporting.messages import bilingual
from reporting.official_forms.aef import NA, TABLES, AefColumn, columns
from reporting.renderers.aef_workbook import aef_workbook
from tests.aef_checker.making import at, buyer, host, set_cell, write

TEXTS = st.text(st.characters(codec="utf-8"), max_size=30).filter(
    lambda text: not WITHIN.search(text)  # "NULL" is no text: it is told and left out
)
HOSTILE = st.sampled_from(["=1+1", "+cmd", "@x", "-2", "'=1", "_x0041_", "<r>a</r>", "&amp;", "１"])
KEYS = {
    "AuthorizationID": st.from_regex(r"[A-Z]{3}-[0-9]{4}", fullmatch=True),
    "ActionType": st.sampled_from(["Use", "Transfer", "Acquisition"]),
    "FirstID": st.builds("CA0002-THA01-THA-{}-2022".format, st.integers(1, 10**9)),
    "AuthorizedEntityID": st.from_regex(r"[A-Z]{3}", fullmatch=True),
}


def value(column: AefColumn) -> st.SearchStrategy[Value]:
    """Return what may stand in a column, or nothing."""
    if column.name in KEYS:
        return KEYS[column.name]
    if column.type == "date":
        return st.none() | st.dates(date(1990, 1, 1), date(2100, 1, 1))
    if column.type in {"integer", "number"}:
        return st.none() | st.integers(1, 10**15 - 1) | st.just(NA)
    return st.none() | TEXTS | HOSTILE | st.just(NA)


def rows(table: str) -> st.SearchStrategy[list[dict[str, Value]]]:
    """Return rows of a table; Table 1 has one."""
    row = st.fixed_dictionaries({each.name: value(each) for each in columns(table)})
    return st.lists(row, min_size=1, max_size=1 if table == "submission" else 3)


def form_of(told: Mapping[str, list[dict[str, Value]]]) -> Form:
    """Return a form with rows."""
    heading: dict[str, Value] = {
        "ParticipatingParty": "THA",
        "SubmissionVersion": "1.0",
        "ReportedYear": 2024,
    }
    told["submission"][0].update(heading)
    sections = (
        Section(
            title=bilingual(name, name),
            tables=(
                ReportTable(
                    name=name,
                    title=bilingual(name, name),
                    columns=report_columns(name),
                    rows=tuple(
                        tuple(Cell(value=row[each.name]) for each in columns(name))
                        for row in told[name]
                    ),
                ),
            ),
        )
        for name in TABLES
    )
    return Form(
        name=FormName.AEF,
        party="THA",
        year=2024,
        version="1.0",
        readiness=Readiness.DRAFT,
        is_made_up=True,
        cutoff=None,
        title=bilingual("AEF", "AEF"),
        sections=tuple(sections),
    )


@given(told=st.fixed_dictionaries({name: rows(name) for name in TABLES}))
def test_whatever_a_form_holds_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, told: dict[str, list[dict[str, Value]]]
) -> None:
    """Texts that look like formulas, markup or escapes come back as the texts they are."""
    form = form_of(told)
    path = tmp_path_factory.mktemp("trip") / "x.xlsx"
    path.write_bytes(aef_workbook(form))
    workbook = open_workbook(path)
    assert {name: len(table.records) for name, table in workbook.tables.items()} == {
        name: len(told[name]) for name in TABLES
    }
    expected = of_form(form)
    assert [str(each) for each in compare(workbook, lambda _: expected)] == []


REFUSED = {"platform-syntax-action", "platform-syntax-quantity"}
SAID = {
    "secretariat": REFUSED,
    "nomenclature-2026": {"date-as-instant", *REFUSED},
    "cadtrust": {"date-as-instant", "labels-of-cad-trust"},
    "syntax-checker": {"platform-syntax-quantity"},
}


@pytest.fixture(scope="module")
def forms(example: Ledger) -> Mapping[str, Form]:
    """Return the forms of the made-up data for one year."""
    asked = (
        FormRequest(party=party, year=2024, is_made_up=True, submitted_on=date(2025, 4, 1))
        for party in ("XAA", "XBB", "XCC")
    )
    return {each.party: aef(example, each) for each in asked}


@pytest.mark.parametrize("profile", profiles())
@pytest.mark.parametrize("party", ["XAA", "XBB", "XCC"])
def test_the_example_is_read_back(
    forms: Mapping[str, Form], tmp_path: Path, party: str, profile: str
) -> None:
    """A form of the made-up data comes back unchanged, and clean but for what a profile wants."""
    form = forms[party]
    path = tmp_path / f"{form.stem}.xlsx"
    path.write_bytes(aef_workbook(as_exported(form, profile)))
    workbook = open_workbook(path)
    expected = of_form(form)
    assert {name: len(table.records) for name, table in workbook.tables.items()} == {
        each.name: len(each.rows) for each in form.tables
    }
    assert [str(each) for each in compare(workbook, lambda _: expected)] == []
    assert {each.code for each in workbook.findings} <= SAID[profile]


@pytest.mark.parametrize("profile", profiles())
def test_whatever_a_profile_writes_is_read_back(tmp_path: Path, profile: str) -> None:
    """Of every column of every table; of two windows, years alone keep that of the outcomes."""
    told = {name: [{each.name: plain_value(each) for each in columns(name)}] for name in TABLES}
    form = form_of(told)
    path = tmp_path / "x.xlsx"
    path.write_bytes(aef_workbook(as_exported(form, profile)))
    workbook = open_workbook(path)
    expected = of_form(form)
    assert [str(each) for each in compare(workbook, lambda _: expected)] == []
    labels = [each.code for each in workbook.findings if each.code.startswith("label")]
    assert labels == [each for each in SAID[profile] if each.startswith("label")]
    assert {name: set(table.places) for name, table in workbook.tables.items()} == {
        name: {each.name for each in columns(name)} for name in TABLES
    }


def plain_value(column: AefColumn) -> Value:
    """Return what a column may hold in an exported form."""
    plain: Mapping[str, Value] = {
        "FirstID": "CA0002-THA01-THA-7-2022",
        "LastID": "CA0002-THA01-THA-9-2022",
        "AuthorizedTimeframe": "Occurred: from 2021 to 2030. Use: from 2022 to 2035",
        "ActionSubtype": "Use or cancellation",
        "FirstTransferDefnForOIMP": "Use or cancellation",
    }
    if column.name in plain:
        return plain[column.name]
    if column.type == "date":
        return date(2024, 3, 1)
    return 7 if column.type in {"integer", "number"} else column.placeholder or "THA"


def test_what_differs_is_named_cell_by_cell(tmp_path: Path) -> None:
    """A changed cell, a row more and a row less are three different findings."""
    changed = host()
    changed["actions"][1]["UnderlyingUnitRegistryID"] = "VCS"
    changed["actions"][2]["LastID"] = "CA0002-THA01-THA-2299-2022"
    theirs = of_workbook(open_workbook(write(tmp_path / "there.xlsx", host())))
    found = [*compare(open_workbook(write(tmp_path / "here.xlsx", changed)), lambda _: theirs)]
    assert [(each.code, each.place.field) for each in found] == [
        ("compared-differs", at("UnderlyingUnitRegistryID", 2)),
        ("compared-added", at("ActionDateTime", 3)),
        ("compared-removed", ""),
    ]
    assert found[0].words("en").expected == "'GS' for Underlying unit registry ID"


def test_a_date_is_a_date_however_it_is_stored(tmp_path: Path) -> None:
    """Comparison is of what cells mean."""
    theirs = of_workbook(open_workbook(write(tmp_path / "there.xlsx", buyer())))
    change = set_cell("ActionDateTime", "2024-01-08T00:00:00.000Z")
    here = open_workbook(write(tmp_path / "here.xlsx", buyer(), change))
    assert not [*compare(here, lambda _: theirs)]
