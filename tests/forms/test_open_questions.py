"""What Article 6.2 leaves open: each answer gives the cells worked out by hand, and is printed."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from reporting.accounting.settings import LEVELS, OPTIONS, ReadingLevel, other_answer
from reporting.forms.build import build_form
from reporting.forms.model.form import Form, FormName, Readiness
from reporting.forms.model.form_diff import cells_of, changes
from reporting.forms.model.request import FormRequest
from reporting.forms.queries.accounts import BalanceRequest, party_accounts
from reporting.forms.queries.balance import balance
from reporting.forms.queries.ndc import ndcs_of
from reporting.ledger.ledger import Ledger
from tests.forms.reading import rows
from tests.forms.record import EMISSIONS, NDC
from tests.ledger.authorizations.broken import MECHANISM
from tests.ledger.making import authorization, block, complete, event, joined, ledger_of, moved

Tables = dict[str, list[dict[str, Any]]]
YEARS = range(2021, 2026)
OIMP = {"purposes": "OIMP", "oimp_name": "A voluntary programme"}


ITMOS: dict[str, Any] = {"first_itmo": 1, "last_itmo": 600}


def reading(setting: str, value: str, **cells: object) -> dict[str, Any]:
    """Return XAA's answer to a question, for its authorization ``A1`` or as may be said."""
    level = ReadingLevel.PARTY if LEVELS.get(setting) == (ReadingLevel.PARTY,) else "authorization"
    usual = {
        "party": "XAA",
        "level": str(level),
        "key": "XAA" if level == ReadingLevel.PARTY else "A1",
        "setting": setting,
        "value": value,
        "valid_from": "2026-01-15",
        "decided_by": "Ministry of XAA",
        "document": "Decision 7 of 2026-01-10",
    }
    return usual | cells


def record(*readings: dict[str, Any], **tables: Any) -> Tables:  # noqa: ANN401 - rows of tables
    """Return a record of XAA and XBB whose years to 2025 are complete."""
    usual: Tables = {
        "ndcs": [{"party": "XAA"} | NDC],
        "covered_emissions": [{"party": "XAA", "year": year} | EMISSIONS for year in YEARS],
        "coverage": [complete(party, year) for party in ("XAA", "XBB") for year in YEARS],
        "readings": list(readings),
    }
    return usual | tables


def issued_later(*readings: dict[str, Any]) -> Tables:
    """Return 100 t of 2023, authorized 2024-05-01 with that as first transfer, issued in 2025."""
    terms = {"first_transfer_definition": "authorization", "authorized_on": "2024-05-01"}
    return record(
        *readings,
        authorizations=[authorization(**OIMP, **terms)],
        credit_blocks=[block((1, 100), issued_on="2025-02-01")],
    )


def authorized_later(*readings: dict[str, Any]) -> Tables:
    """Return 100 t of 2023 issued 2023-12-07, the first transfer, and authorized in 2025."""
    terms = {"first_transfer_definition": "issuance", "authorized_on": "2025-06-05"}
    return record(
        *readings,
        authorizations=[authorization(**OIMP, **terms)],
        credit_blocks=[block((1, 100), issued_on="2023-12-07")],
    )


def moved_early(*readings: dict[str, Any]) -> Tables:
    """Return 600 t for NDC use that went abroad 2023-11-10 and were authorized in 2024."""
    return record(
        *readings,
        authorizations=[authorization(authorized_on="2024-03-15"), joined()],
        credit_blocks=[block((1, 600), vintage=2022, issued_on="2023-02-01", **ITMOS)],
        transfers=moved("2023-11-10", units=(1, 600), vintage=2022, **ITMOS),
    )


def both_purposes(*readings: dict[str, Any]) -> Tables:
    """Return 600 t for NDC use and IMP, first transferred by issuance, issued and moved in 2024."""
    terms = {"purposes": "NDC and IMP", "oimp_name": "CORSIA"}
    return record(
        *readings,
        authorizations=[authorization(**terms, first_transfer_definition="issuance"), joined()],
        credit_blocks=[block((1, 600), issued_on="2024-01-22")],
        transfers=moved("2024-06-01", units=(1, 600)),
    )


def made(
    ledger: Ledger, name: FormName, year: int, party: str = "XAA", cutoff: date | None = None
) -> Form:
    """Return a form."""
    return build_form(ledger, name, FormRequest(party=party, year=year, cutoff=cutoff))


def table_4(
    ledger: Ledger, row: str, cutoff: date = date(2025, 12, 31), party: str = "XAA"
) -> dict[int, Any]:
    """Return the years of a figure of a balance under a trajectory that are not nought."""
    ndc = {**ndcs_of(ledger, party)[0], "method": "trajectory"}
    report = balance(ledger, BalanceRequest(ndc=ndc, cutoff=cutoff))
    told = {each["year"].value: each[row].value for each in rows(report.tables[0])}
    return {year: value for year, value in told.items() if value != 0}  # type: ignore[misc]


def actions(ledger: Ledger, year: int, party: str = "XAA") -> list[Mapping[str, Any]]:
    """Return the rows of Table 3."""
    table = next(
        each for each in made(ledger, FormName.AEF, year, party).tables if each.name == "actions"
    )
    return [{name: cell.value for name, cell in row.items()} for row in rows(table)]


NAMED = reading("first_transfer_date", "named_event")
ROW_11 = "first_transferred_by_event_year_oimp"


@pytest.mark.parametrize(
    ("tables", "year"),
    [
        (issued_later(), 2025),
        (issued_later(NAMED), 2024),
        (authorized_later(), 2025),
        (authorized_later(NAMED), 2023),
    ],
    ids=["issued later", "issued later, named", "authorized later", "authorized later, named"],
)
def test_the_day_of_a_first_transfer_is_read_as_the_party_says(
    tables: Tables, year: int, tmp_path: Path
) -> None:
    """Row 11 has the 100 t in the year of the latest day, or in that of the event named.

    By trajectory row 15 has them under their vintage, 2023, whichever is read.
    """
    with ledger_of(tmp_path / "record", tables) as ledger:
        assert table_4(ledger, ROW_11) == {year: 100}
        assert table_4(ledger, "adjustment") == {2023: 100}
        assert [row["QuantityCO2"] for row in actions(ledger, year)] == [100]


@pytest.mark.parametrize("readings", [(), (NAMED,)], ids=["latest", "named"])
def test_what_is_not_issued_yet_is_nothing_under_either_reading(
    readings: tuple[dict[str, Any], ...], tmp_path: Path
) -> None:
    """At the end of 2024 nothing is issued, so there is nothing to add."""
    with ledger_of(tmp_path / "record", issued_later(*readings)) as ledger:
        assert table_4(ledger, ROW_11, date(2024, 12, 31)) == {}
        assert table_4(ledger, "adjustment", date(2024, 12, 31)) == {}


def test_what_is_not_authorized_yet_is_nothing_under_either_reading(tmp_path: Path) -> None:
    """At the end of 2024 nobody knows of the authorization of 2025, though issuance is named."""
    with ledger_of(tmp_path / "record", authorized_later(NAMED)) as ledger:
        assert table_4(ledger, ROW_11, date(2024, 12, 31)) == {}


COLUMN_27 = "Executed in XAA01 on 10/11/2023, number T01; ITMO since 15/03/2024"


@pytest.mark.parametrize(
    ("readings", "year", "day", "told"),
    [
        ((), 2024, date(2024, 3, 15), COLUMN_27),
        ((reading("action_date", "executed"),), 2024, date(2023, 11, 10), COLUMN_27),
        (
            (reading("moved_before_authorized", "day_moved"),),
            2023,
            date(2023, 11, 10),
            "Authorized on 15/03/2024, after the movement",
        ),
    ],
    ids=["became an ITMO", "executed", "the day moved"],
)
def test_units_that_moved_before_they_were_authorized(
    readings: tuple[dict[str, Any], ...], year: int, day: date, told: str, tmp_path: Path
) -> None:
    """The row stands in the year and under the day that the Party's answer says; column 27 tells.

    The buyer's acquisition has the same year.
    """
    asked = ("ActionDateTime", "QuantityCO2", "AdditionalExplanatoryInformation")
    with ledger_of(tmp_path / "record", moved_early(*readings)) as ledger:
        (row,) = actions(ledger, year)
        assert tuple(row[each] for each in asked) == (day, 600, told)
        assert not actions(ledger, 2023 if year == 2024 else 2024)
        (mirror,) = actions(ledger, year, "XBB")
        assert (mirror["ActionType"], mirror["QuantityCO2"]) == ("Acquisition", 600)


def test_a_day_before_the_authorization_is_explained_in_column_27(tmp_path: Path) -> None:
    """Dated by the issuance named, the row says when the authorization came; else it says none."""
    for number, (readings, year, told) in enumerate(
        [((NAMED,), 2023, "Authorized on 05/06/2025, after the issuance"), ((), 2025, None)]
    ):
        with ledger_of(tmp_path / str(number), authorized_later(*readings)) as ledger:
            (row,) = actions(ledger, year)
            assert row["AdditionalExplanatoryInformation"] == told


def test_units_wait_for_a_movement_after_their_authorization(tmp_path: Path) -> None:
    """With the third answer nothing is first transferred until the units move abroad again."""
    waits = reading("moved_before_authorized", "movement_after_authorization")
    tables = moved_early(waits)
    with ledger_of(tmp_path / "still", tables) as ledger:
        assert not [row for year in YEARS for row in actions(ledger, year)]
        assert table_4(ledger, "adjustment") == {}
    onward = moved("2025-04-01", "XBB", "XCC", units=(1, 200), vintage=2022)
    tables["transfers"] += onward
    with ledger_of(tmp_path / "moves", tables) as ledger:
        (row,) = actions(ledger, 2025)
        assert (row["ActionDateTime"], row["QuantityCO2"]) == (date(2025, 4, 1), 200)
        assert table_4(ledger, "adjustment") == {2022: 200}


@pytest.mark.parametrize(
    ("readings", "day"),
    [
        ((), date(2024, 1, 22)),
        ((reading("dual_purpose", "international_transfer"),), date(2024, 6, 1)),
        ((reading("dual_purpose", "specified_event"),), date(2024, 1, 22)),
    ],
    ids=["earlier", "international transfer", "specified event"],
)
def test_authorized_for_both_purposes(
    readings: tuple[dict[str, Any], ...], day: date, tmp_path: Path
) -> None:
    """The earlier of both events, or one of them: per authorization."""
    with ledger_of(tmp_path / "record", both_purposes(*readings)) as ledger:
        firsts = [row for row in actions(ledger, 2024) if row["ActionType"] == "First transfer"]
        assert [row["ActionDateTime"] for row in firsts] == [day]


def test_the_most_specific_answer_is_taken(tmp_path: Path) -> None:
    """That of the authorization, then of the approach, then of the Party; of two the later."""
    party = reading("first_transfer_date", "named_event", level="party", key="XAA")
    approach = reading("first_transfer_date", "latest", level="approach", key="jcm")
    for number, (readings, year) in enumerate(
        [
            ((party,), 2024),
            ((party, approach), 2025),
            ((party, approach, NAMED), 2024),
            ((NAMED, NAMED | {"value": "latest", "valid_from": "2026-03-01"}), 2025),
        ]
    ):
        with ledger_of(tmp_path / str(number), issued_later(*readings)) as ledger:
            assert table_4(ledger, ROW_11) == {year: 100}


def test_an_answer_of_one_authorization_is_none_for_another(tmp_path: Path) -> None:
    """Of two authorizations issued later, the named day holds for the one it is answered for."""
    tables = issued_later(NAMED)
    (first,) = tables["authorizations"]
    tables["authorizations"] = [first, first | {"authorization_id": "A2"}]
    tables["credit_blocks"] += [
        block((101, 150), issued_on="2025-02-01", authorization_id="A2", block_id="B02")
    ]
    with ledger_of(tmp_path / "record", tables) as ledger:
        assert table_4(ledger, ROW_11) == {2024: 100, 2025: 50}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("as_stated", {2024: None}),
        ("issuance", {2024: 100}),
        ("authorization", {2024: 100}),
        ("use_or_cancellation", {}),
    ],
)
def test_a_definition_that_the_purpose_does_not_allow_is_read_as_somebody_says(
    value: str, expected: dict[int, int | None], tmp_path: Path
) -> None:
    """No figure until it is said as what the authorization is read; then that event's."""
    tables = record(
        *([] if value == "as_stated" else [reading("read_as", value)]),
        authorizations=[
            authorization(**OIMP, first_transfer_definition="first_international_transfer")
        ],
        credit_blocks=[block((1, 100), issued_on="2024-02-01")],
    )
    with ledger_of(tmp_path / "record", tables) as ledger:
        assert table_4(ledger, ROW_11) == expected
        notes = answer_notes(made(ledger, FormName.SUMMARY, 2026))
        assert any(f"read_as={value}" in note for note in notes)


def test_a_form_prints_each_answer_and_what_one_other_would_change(tmp_path: Path) -> None:
    """Who decided, by which document, and the cells with old and new value; none without cause."""
    with ledger_of(tmp_path / "default", issued_later()) as ledger:
        (note,) = (
            each for each in answer_notes(made(ledger, FormName.SUMMARY, 2026)) if "_date" in each
        )
        assert "first_transfer_date=latest, by default: " in note
        assert "With first_transfer_date=named_event instead: " in note
        assert "| 11 | y2024: 0 → 100" in note
        assert "| 11 | y2025: 100 → 0" in note
    with ledger_of(tmp_path / "decided", issued_later(NAMED)) as ledger:
        (note,) = (
            each for each in answer_notes(made(ledger, FormName.SUMMARY, 2026)) if "_date" in each
        )
        who = "decided by Ministry of XAA for A1 from 2026-01-15, Decision 7 of 2026-01-10"
        assert f"first_transfer_date=named_event, {who}" in note
        assert "| 11 | y2024: 100 → 0" in note


def test_versions_made_from_other_answers_say_so_in_their_changed_cells(tmp_path: Path) -> None:
    """The answer itself is told with the cells, once the Party has given one."""
    with (
        ledger_of(tmp_path / "before", issued_later()) as before,
        ledger_of(tmp_path / "after", issued_later(NAMED)) as after,
    ):
        old, new = (made(each, FormName.SUMMARY, 2026) for each in (before, after))
    told = {each.address.row: each.after for each in changes(cells_of(old), cells_of(new))}
    assert told["first_transfer_date"] == "named_event"


def test_printing_another_answer_leaves_the_ledger_as_it_was(tmp_path: Path) -> None:
    """The same form twice is the same, and what is asked after it too."""
    with ledger_of(tmp_path / "record", moved_early()) as ledger:
        before = made(ledger, FormName.AEF, 2024)
        assert answer_notes(before)
        assert made(ledger, FormName.AEF, 2024) == before
        assert table_4(ledger, "adjustment") == {2022: 600}


def test_a_form_is_no_complete_one_before_its_party_confirms_early_movements(
    tmp_path: Path,
) -> None:
    """A row of readings with who and document, even of the default, clears the finding."""
    code = "moved-before-authorized"
    with ledger_of(tmp_path / "open", moved_early()) as ledger:
        form = made(ledger, FormName.AEF, 2024)
        assert [each.code for each in form.findings].count(code) == 1
        assert form.readiness is not Readiness.COMPLETE
        assert code not in {each.code for each in made(ledger, FormName.AEF, 2025).findings}
        assert code not in {each.code for each in made(ledger, FormName.AEF, 2024, "XBB").findings}
    default = reading("moved_before_authorized", "first_transfer_at_authorization")
    with ledger_of(tmp_path / "confirmed", moved_early(default)) as ledger:
        assert code not in {each.code for each in made(ledger, FormName.AEF, 2024).findings}
        assert [row["QuantityCO2"] for row in actions(ledger, 2024)] == [600]


@pytest.mark.parametrize(("is_stated", "number"), [(False, 0), (True, 1)])
def test_a_share_of_the_fund_before_the_authorization_is_no_early_movement(
    is_stated: bool,  # noqa: FBT001 - a case
    number: int,
    tmp_path: Path,
) -> None:
    """The Adaptation Fund is no Party: unless stated, what it gets is no first transfer to date."""
    share = event("transfer", "2024-03-01", "XAA", "AAF", (1, 5), purpose="SOP", is_mandatory=True)
    tables = record(
        parties=MECHANISM["parties"][:1],
        cooperative_approaches=MECHANISM["cooperative_approaches"],
        authorizations=[authorization(approach="mechanism", authorized_on="2024-06-01")],
        credit_blocks=[block((1, 100), approach="mechanism")],
        transfers=[share | {"approach": "mechanism", "stated_as_first_transfer": is_stated}],
    )
    with ledger_of(tmp_path / "record", tables) as ledger:
        codes = [each.code for each in made(ledger, FormName.AEF, 2024).findings]
        assert codes.count("moved-before-authorized") == number


@pytest.mark.parametrize(("since", "held"), [("first_transfer", 0), ("authorization", 1)])
def test_holdings_since_first_transfer_or_since_authorization(
    since: str, held: int, tmp_path: Path
) -> None:
    """Units authorized for use when they are used are held as ITMOs, or are not yet."""
    tables = record(
        reading("holdings_from", since),
        authorizations=[authorization(**OIMP, first_transfer_definition="use_or_cancellation")],
        credit_blocks=[block((1, 100))],
    )
    with ledger_of(tmp_path / "record", tables) as ledger:
        form = made(ledger, FormName.AEF, 2024)
        table = next(each for each in form.tables if each.name == "holdings")
        assert len(table.rows) == held
        assert any("holdings_from" in note for note in answer_notes(form))


@pytest.mark.parametrize(("sums", "total"), [("years_shown", 0), ("all_known", 100)])
def test_an_average_sums_to_the_last_year_shown_or_all_that_is_known(
    sums: str, total: int, tmp_path: Path
) -> None:
    """With the cut-off in mid-2025 the last year shown is 2024; the events of 2025 are known."""
    with ledger_of(tmp_path / "record", issued_later(reading("average_sums", sums))) as ledger:
        ndc = {**ndcs_of(ledger, "XAA")[0], "method": "averaging", "elapsed_basis": "since_start"}
        asked = BalanceRequest(ndc=ndc, cutoff=date(2025, 6, 30))
        accounts = party_accounts(ledger, asked)
        account = accounts.measured[0][1].account
        assert account.cumulative_first_transferred().value == total
        assert "average_sums" in {each.setting for each in accounts.options}


@pytest.mark.parametrize(
    ("counted", "uploaded", "expected"),
    [("all", None, {2025: 100}), ("uploaded", None, {}), ("uploaded", "2025-07-01", {2025: 100})],
)
def test_authorizations_counted(
    counted: str, uploaded: str | None, expected: dict[int, int], tmp_path: Path
) -> None:
    """All of them, or those on the platform by the cut-off."""
    tables = issued_later(reading("authorizations_counted", counted))
    tables["authorizations"][0]["uploaded_on"] = uploaded
    with ledger_of(tmp_path / "record", tables) as ledger:
        assert table_4(ledger, ROW_11) == expected
        early = date(2025, 6, 30)
        assert table_4(ledger, ROW_11, early) == {}


@pytest.mark.parametrize(
    ("answer", "row_11", "adjustment"),
    [("first_transferred", {}, {}), ("authorized", {2024: 100}, {})],
)
def test_paragraph_23d_counts_first_transferred_or_authorized(
    answer: str, row_11: dict[int, int], adjustment: dict[int, int], tmp_path: Path
) -> None:
    """Units authorized for other purposes and not used yet: row 11 alone, and no balance, moves."""
    tables = record(
        reading("row_23d", answer),
        authorizations=[authorization(**OIMP, first_transfer_definition="use_or_cancellation")],
        credit_blocks=[block((1, 100))],
    )
    with ledger_of(tmp_path / "record", tables) as ledger:
        assert table_4(ledger, ROW_11) == row_11
        assert table_4(ledger, "net") == row_11
        assert table_4(ledger, "adjustment") == adjustment
        (note,) = (
            each for each in answer_notes(made(ledger, FormName.SUMMARY, 2026)) if "row_23d" in each
        )
        assert ("| y2024: 0 → 100" in note) == (answer == "first_transferred")


def test_every_setting_has_another_answer() -> None:
    """The other of the default is the next; the other of any other is the default."""
    for name in LEVELS:
        values = [each.value for each in OPTIONS if each.setting == name]
        assert other_answer(name, values[0]) == values[1]
        assert all(other_answer(name, each) == values[0] for each in values[1:])


def answer_notes(form: Form) -> list[str]:
    """Return what a form says of open questions."""
    return [each.text.en for each in form.notes if " instead: " in each.text.en]
