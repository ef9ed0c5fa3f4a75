"""Nil, complete, draft, incomplete: what stands in the way of filing is found, in its place."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from reporting.findings import catalogue
from reporting.forms.aef.missing_cells import cell_to_fill
from reporting.forms.aef.party_record import PartyRecord
from reporting.forms.model.form import Form, Readiness
from reporting.ledger.ledger import Ledger
from reporting.ledger.loading import place_of
from tests.forms.aef.asking import (
    asked_of,
    cells_of,
    codes_of,
    form_of,
    notes_of,
    record,
    table_of,
    used,
    values_of,
)
from tests.forms.aef.conftest import Filed
from tests.forms.reading import codes
from tests.ledger.making import (
    Row,
    authorization,
    block,
    complete,
    event,
    joined,
    ledger_of,
    moved,
)
from tests.site.csv_rows import read_lines

TABLES = ("authorizations", "actions", "holdings", "entities")
UNKNOWN_APPROACH = {
    "approach": "jcm",
    "approach_id": None,
    "name": "Approach without ID",
    "is_jcm": True,
}
UNDATED = {"entity_id": "E-1", "name": "An entity", "country": "XAA", "approach": "jcm"}


def test_nothing_in_a_complete_year_is_a_nil_report(sold: Filed) -> None:
    """Complete, with empty tables, and said to be nil by whoever declared the year."""
    form = sold("XAA", 2022)
    assert form.readiness is Readiness.COMPLETE
    assert [len(table_of(form, name).rows) for name in TABLES] == [0, 0, 0, 0]
    assert notes_of(form)["Nil report"].startswith("Registry of XAA declares the record of 2022")
    assert form.cutoff == date(2022, 12, 31)


def test_nothing_in_a_year_not_declared_complete_is_no_nil(tmp_path: Path) -> None:
    """Incomplete: no nil, no total, no cut-off, and a finding."""
    form = form_of(tmp_path, record(coverage=[]), year=2022)
    assert form.readiness is Readiness.INCOMPLETE
    assert form.cutoff is None
    assert "Nil report" not in notes_of(form)
    assert notes_of(form)["Incomplete"].startswith("incomplete: public record only")
    assert "aef-year-not-complete" in codes_of(form)


def test_rows_of_an_incomplete_year_are_shown_without_totals(tmp_path: Path) -> None:
    """What is known may be seen; nothing is added up."""
    form = form_of(tmp_path, record(coverage=[complete("XAA", 2025, is_complete=False)]))
    assert form.readiness is Readiness.INCOMPLETE
    assert len(table_of(form, "actions").rows) == 1
    assert not [label for label in notes_of(form) if "otal" in label]


def test_a_cutoff_within_the_year_makes_it_incomplete(tmp_path: Path) -> None:
    """What happened later is left out, so the year is not whole."""
    with ledger_of(tmp_path / "record", record()) as ledger:
        form = asked_of(ledger, "XAA", 2025, cutoff=date(2025, 2, 28))
    assert form.readiness is Readiness.INCOMPLETE
    assert "aef-cutoff-within-year" in codes_of(form)
    assert table_of(form, "actions").rows == ()
    assert form.cutoff == date(2025, 2, 28)


def test_the_date_of_submission_is_all_that_a_complete_form_lacks(tmp_path: Path) -> None:
    """A notice: it is given when the form is filed."""
    with ledger_of(tmp_path / "record", record()) as ledger:
        before = asked_of(ledger, "XAA", 2025)
        after = asked_of(ledger, "XAA", 2025, submitted_on=date(2026, 4, 15), version="1.1")
    assert before.readiness is after.readiness is Readiness.COMPLETE
    assert codes_of(before) == {"aef-submission-date-missing"}
    assert after.findings == ()
    names = ("SubmissionVersion", "DateOfSubmission")
    assert values_of(after, "submission", *names) == [("1.1", date(2026, 4, 15))]
    assert codes(cells_of(before, "submission")[0]["DateOfSubmission"]) == {
        "submission_date_unknown"
    }


NAMED: Row = {"authorization_party": "XAA", "authorization_id": "A1"}


def _without_serials() -> list[Row]:
    return [block(quantity=1000)]


BROKEN: dict[str, tuple[dict[str, Sequence[Row]], str, str]] = {
    "no period": ({"ndcs": []}, "aef-ndc-period-missing", "ndcs"),
    "no approach ID": (
        {"cooperative_approaches": [UNKNOWN_APPROACH]},
        "aef-approach-id-missing",
        "cooperative_approaches",
    ),
    "no ITMO serials": (
        {"credit_blocks": [block((1, 1000))], "transfers": moved("2025-03-01", units=(1, 600))},
        "aef-itmo-serials-missing",
        "transfers",
    ),
    "no purposes": (
        {
            "authorizations": [
                authorization(),
                authorization(authorization_id="A2", authorized_on="2025-01-01", purposes=None),
                joined(),
            ]
        },
        "aef-cell-missing",
        "authorization_versions",
    ),
    "no mitigation type": (
        {"credit_blocks": [block((1, 1000), first_itmo=1, last_itmo=1000, mitigation_type=None)]},
        "aef-cell-missing",
        "transfers",
    ),
    "no day of an entity": (
        {"authorized_entities": [UNDATED | {"party": "XAA"}]},
        "aef-date-missing",
        "authorized_entities",
    ),
}


@pytest.mark.parametrize(("tables", "code", "table"), BROKEN.values(), ids=BROKEN)
def test_what_is_missing_makes_a_draft(
    tmp_path: Path, tables: dict[str, Sequence[Row]], code: str, table: str
) -> None:
    """One finding at the row that lacks it; the rest of the form is written."""
    form = form_of(tmp_path, record(**tables))
    assert form.readiness is Readiness.DRAFT
    found = [each for each in form.findings if each.code == code]
    assert [each.place.table for each in found] == [table]
    assert codes_of(form) == {code, "aef-submission-date-missing"}


OF_BLOCK = moved("2025-03-01", units=(1, 600), first_itmo=1, last_itmo=600, block_id="B1")


def of_block(**cells: object) -> dict[str, Sequence[Row]]:
    """Return a record whose events name their block."""
    whole = {"first_itmo": 1, "last_itmo": 1000, "block_id": "B1"}
    return record(credit_blocks=[block((1, 1000), **whole, **cells)], transfers=OF_BLOCK)


@pytest.mark.parametrize(
    ("tables", "cell"),
    [
        (record(**BROKEN["no purposes"][0]), "authorization_versions:3, purposes"),
        (of_block(mitigation_type=None), "credit_blocks:2, mitigation_type"),
        (record(**BROKEN["no mitigation type"][0]), "credit_blocks, mitigation_type"),
    ],
    ids=("of an authorization", "of the block that is named", "of a block that is not named"),
)
def test_a_missing_cell_names_the_cell_of_the_record(
    tmp_path: Path, tables: dict[str, Sequence[Row]], cell: str
) -> None:
    """Table and column, and the row where it is known, in both languages."""
    found = [each for each in form_of(tmp_path, tables).findings if each.code == "aef-cell-missing"]
    assert len(found) == 1
    for language, end in (("en", "."), ("ja", "。")):
        assert f"{cell}{end}" in found[0].words(language).remedy


@pytest.mark.parametrize(
    ("block_id", "column", "cell"),
    [
        ("B1", "Vintage", "credit_blocks:2, vintage"),
        (None, "Vintage", "transfers:2, vintage"),
        ("B1", "TransferringPartyID", "transfers:2, from_party"),
        ("B1", "PartyITMORegistryID", "transfers:2"),
    ],
)
def test_what_an_event_may_say_itself_is_named_there(
    tmp_path: Path, block_id: str | None, column: str, cell: str
) -> None:
    """Of its block, where it names one."""
    tables = of_block() | {"transfers": [each | {"block_id": block_id} for each in OF_BLOCK]}
    with ledger_of(tmp_path / "record", tables) as ledger:
        known = PartyRecord.from_ledger(ledger)
        at = place_of(ledger.table("transfers")[0])
    assert cell_to_fill("actions", column, at, known) == cell


def test_an_authorization_of_an_approach_stands_in_no_row_of_table_2(tmp_path: Path) -> None:
    """It has no purposes to fill a required cell with; the form names it, and is complete."""
    own = joined("XAA", authorized_on="2025-01-01")
    tables = record(authorizations=[authorization(), joined(), own])
    form = form_of(tmp_path, tables)
    assert table_of(form, "authorizations").rows == ()
    assert form.readiness is Readiness.COMPLETE
    (note,) = (each for each in form.notes if each.label.en == "Not in table 2")
    assert ": C1." in note.text.en
    assert "：C1。" in note.text.ja
    assert note.provision == "2/CMA.3 annex, paras. 18(g) and 20(a)"
    nil = form_of(tmp_path / "nil", tables | {"credit_blocks": [], "transfers": []})
    assert "no authorization of use" in notes_of(nil)["Nil report"]
    assert "Not in table 2" in notes_of(nil)


def test_entities_of_an_approach_stand_in_table_5(tmp_path: Path) -> None:
    """An authorization of an approach that names one authorizes it."""
    tables = record(
        authorizations=[authorization(), joined(), joined("XAA", authorized_on="2025-01-01")],
        authorized_entities=[UNDATED | {"party": "XBB", "authorized_on": "2024-05-01"}],
        authorization_entities=[
            {"party": "XAA", "authorization_id": "C1", "version": 1, "entity_id": "E-1"}
        ],
    )
    form = form_of(tmp_path, tables)
    assert values_of(form, "entities", "AuthorizedEntityID") == [("E-1",)]


def test_without_approach_id_the_identifiers_stay_empty(tmp_path: Path) -> None:
    """A single finding for the approach, none for the serial numbers, which are known."""
    form = form_of(tmp_path, record(cooperative_approaches=[UNKNOWN_APPROACH]))
    names = ("CooperativeApproachID", "FirstID", "LastID", "QuantityCO2")
    assert values_of(form, "actions", *names) == [(None, None, None, 600)]
    assert codes(cells_of(form, "actions")[0]["FirstID"]) == {"approach_id_unknown"}


def test_an_unknown_quantity_is_never_nought(tmp_path: Path) -> None:
    """The cell is empty with its reason, and so is the total."""
    tables = record(credit_blocks=_without_serials(), transfers=moved("2025-03-01", **NAMED))
    form = form_of(tmp_path, tables)
    assert "aef-quantity-missing" in codes_of(form)
    (cells,) = cells_of(form, "actions")
    assert cells["QuantityCO2"].value is None
    assert codes(cells["QuantityCO2"]) == {"quantity_unknown"}
    assert notes_of(form)["Totals of table 3"] == "First transfer not known t CO2 eq"


def test_an_action_of_an_unknown_day_is_found_and_left_out(tmp_path: Path) -> None:
    """Its year cannot be told: an issuance abroad without date."""
    abroad = {
        "account": "XBB01-GOV",
        "originating_registry": "XBB01",
        "issuance_pattern": "split",
        "issued_on": None,
        "first_itmo": 1,
        "last_itmo": 1000,
    }
    form = form_of(tmp_path, record(credit_blocks=[block((1, 1000), **abroad)], transfers=[]))
    assert table_of(form, "actions").rows == ()
    found = [each for each in form.findings if each.code == "aef-date-missing"]
    assert [each.place.table for each in found] == ["credit_blocks"]


def test_without_serials_the_authorization_is_the_one_that_the_row_or_its_block_names(
    tmp_path: Path,
) -> None:
    """A use of units that had left the host before: nothing tells which first transfer bound."""
    use = used(first_unit=None, last_unit=None, first_itmo=None, last_itmo=None)
    for name in (NAMED, {"block_id": "B01"}):
        moves = moved("2025-03-01", quantity=600, **name)
        tables = record(credit_blocks=_without_serials(), transfers=[*moves, use | name])
        form = form_of(tmp_path / str(len(name)), tables, "XBB")
        assert values_of(form, "actions", "ActionType", "AuthorizationID", "QuantityCO2") == [
            ("Acquisition", "A1", 600),
            ("Use", "A1", 100),
        ]


def test_units_held_without_serials_may_be_itmos(tmp_path: Path) -> None:
    """They are left out of table 4, and that is no complete table."""
    tables = record(credit_blocks=_without_serials(), transfers=moved("2025-03-01", quantity=600))
    form = form_of(tmp_path, tables, "XBB")
    assert table_of(form, "holdings").rows == ()
    assert "aef-holdings-unidentified" in codes_of(form)
    assert form.readiness is Readiness.DRAFT


def test_units_of_unresolved_vintage_or_without_authorization_are_told(tmp_path: Path) -> None:
    """Notices: they are no ITMOs as the record stands, and its author may know better."""
    across = {"vintage": None, "period_start": "2020-07-01", "period_end": "2021-06-30"}
    unresolved = form_of(
        tmp_path / "unresolved", record(credit_blocks=[block((1, 1000), **across)], transfers=[])
    )
    assert "aef-holdings-unresolved" in codes_of(unresolved)
    tables = record(
        authorizations=[joined()],
        credit_blocks=[block((1, 1000), authorization_party=None, authorization_id=None)],
        authorization_parties=[],
    )
    bought = form_of(tmp_path / "bought", tables, "XBB")
    assert "aef-holdings-unauthorized" in codes_of(bought)
    assert "aef-holdings-unauthorized" not in codes_of(form_of(tmp_path / "host", tables, "XAA"))
    assert unresolved.readiness is bought.readiness is Readiness.COMPLETE


def test_what_moved_without_a_vintage_is_no_complete_form(tmp_path: Path) -> None:
    """Authorized units went abroad, and whether they are ITMOs their vintage alone would tell."""
    across = {"vintage": None, "period_start": "2020-07-01", "period_end": "2021-06-30"}
    tables = record(
        credit_blocks=[block((1, 1000), **across)],
        transfers=moved("2025-03-01", block_id="B01", vintage=None),
    )
    for party in ("XAA", "XBB"):
        form = form_of(tmp_path / party, tables, party)
        assert table_of(form, "actions").rows == ()
        assert "undecided-vintage" in codes_of(form)
        assert form.readiness is Readiness.DRAFT


def test_a_use_that_nobody_can_tell_is_no_complete_form(tmp_path: Path) -> None:
    """Retired without a purpose: table 3 lacks it, and the form does not claim to have all."""
    moves = moved("2025-03-01", units=(1, 600), first_itmo=1, last_itmo=600)
    for purpose, readiness in (("NDC", Readiness.COMPLETE), (None, Readiness.DRAFT)):
        ended = used(purpose=purpose, use_year=2025 if purpose else None)
        form = form_of(tmp_path / str(purpose), record(transfers=[*moves, ended]), "XBB")
        assert form.readiness is readiness
        assert ("undecided-purpose" in codes_of(form)) is (purpose is None)


def test_every_code_of_the_form_is_provoked() -> None:
    """Each kind of finding this form can have is named by a test here or in a file beside it."""
    here = Path(__file__)
    names = ("test_underlying.py", "test_mechanism.py")
    files = (here, *(here.with_name(name) for name in names))
    text = "".join(each.read_text(encoding="utf-8") for each in files)
    own = {name for name, code in catalogue().items() if name.startswith("aef-")}
    chapter = {name for name in own if catalogue()[name].chapter == "reports"}
    assert {name for name in chapter if f'"{name}"' not in text} == set()


@pytest.fixture(scope="module")
def japan(public: Ledger) -> Form:
    """Return Japan's form for 2025 from the public record."""
    return asked_of(public, "JPN", 2025)


def test_japan_2025_is_incomplete_and_its_gaps_are_named(japan: Form, small_data: Path) -> None:
    """Authorizations of approaches are named in a note; no nil, no total."""
    assert japan.readiness is Readiness.INCOMPLETE
    assert table_of(japan, "authorizations").rows == ()
    acts = read_lines(small_data / "article6" / "authorizations.csv")
    assert acts
    assert all(row["authorization_id"] in notes_of(japan)["Not in table 2"] for row in acts)
    assert not [label for label in notes_of(japan) if "otal" in label or "Nil" in label]
    issued = {each.place for each in japan.findings if each.code == "aef-holdings-unresolved"}
    assert {"credit_blocks", "allocations"} == {place.table for place in issued}


@pytest.mark.parametrize(
    ("party", "year"),
    [("XAA", 2024), ("XBB", 2024), ("XCC", 2023), ("XAA", 2023)]
    + [(party, 2021) for party in ("XAA", "XBB", "XCC")],
)
def test_the_example_is_complete(filed: Filed, party: str, year: int) -> None:
    """Host, buyer and nil lack nothing but the date of submission."""
    form = filed(party, year)
    assert form.readiness is Readiness.COMPLETE
    assert codes_of(form) == {"aef-submission-date-missing"}


def test_events_of_the_same_kind_have_no_more_findings_than_rows(tmp_path: Path) -> None:
    """A row found in tables 3 and 4 is found once for each table it is missing from."""
    tables = record(
        credit_blocks=[block((1, 1000))],
        transfers=[
            *moved("2025-03-01", units=(1, 600)),
            event(
                "retirement",
                "2025-09-01",
                "XBB",
                units=(1, 100),
                purpose="NDC",
                use_year=2025,
                using_party="XBB",
            ),
        ],
    )
    form = form_of(tmp_path, tables, "XBB")
    found = [
        (each.place, each.values["table"])
        for each in form.findings
        if each.code == "aef-itmo-serials-missing"
    ]
    assert len(found) == len({*found}) == 3
