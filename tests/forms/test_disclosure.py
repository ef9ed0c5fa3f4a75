"""What a registry makes public, and what it keeps from view."""

from pathlib import Path

import pytest

from reporting.forms.disclosure import disclosure
from reporting.forms.model.form import FormName, Readiness
from reporting.forms.model.request import FormRequest
from reporting.ledger.ledger import Ledger
from tests.forms.forms import table
from tests.forms.reading import codes, rows, values
from tests.ledger.making import authorization, block, complete, event, ledger_of

HOLDERS, CREDITS, YEARLY = "account_holders", "credits_by_account_type", "yearly_transactions"


def asked(party: str = "XAA", year: int = 2026) -> FormRequest:
    """Return the plain question."""
    return FormRequest(party=party, year=year)


def test_holders_without_the_confidential_account(example: Ledger) -> None:
    """Three entities have accounts at A; two are named, and the note says one is not."""
    form = disclosure(example, asked())
    found = values(table(form, HOLDERS), "type", "holder")
    assert [holder for kind, holder in found if kind == "entity_holding"] == [
        "Rooftop Aggregator Company (made up)",
        "Sunrise Power Company (made up)",
    ]
    left_out = next(note.text.en for note in form.notes if note.label.en == "Withheld")
    assert left_out.startswith("1 account (0 of natural persons, 1 confidential) and ")
    assert form.name is FormName.DISCLOSURE


def test_credits_by_type_with_the_terms_of_the_registry(example: Ledger) -> None:
    """The buyer's accounts; what the confidential one holds stands nowhere, not even in a note."""
    form = disclosure(example, asked("XBB"))
    assert values(table(form, CREDITS), "type", "type_ja", "quantity") == [
        ("government_holding", "政府保有口座", 33_190),
        ("entity_holding", "法人等保有口座", 750),
        ("retirement", "無効化口座", 20_600),
        ("cancellation", "取消口座", 30),
        ("voluntary_cancellation", "自主的取消口座", 20),
    ]
    left_out = next(note.text.en for note in form.notes if note.label.en == "Withheld")
    assert left_out.endswith("fewer than three accounts are concerned")
    assert "t CO2 eq" not in left_out


def test_what_came_less_what_went_is_what_stands_in_the_accounts(example: Ledger) -> None:
    """Issued less transferred is held, retired or cancelled; 100 only moved inside A's registry."""
    form = disclosure(example, asked())
    came, went = (
        sum(int(str(each)) for (each,) in values(table(form, YEARLY), kind))
        for kind in ("issuance", "transfer")
    )
    stands = sum(int(str(each)) for (each,) in values(table(form, CREDITS), "quantity"))
    assert (came - (went - 100), stands) == (6_000, 6_000)


@pytest.mark.parametrize("party", ["XAA", "XBB"])
def test_rows_behind_every_quantity_add_up(example: Ledger, party: str) -> None:
    """Every figure knows its rows; none of them is confidential."""
    form = disclosure(example, asked(party))
    cells = [cell for each in form.tables for row in each.rows for cell in row if cell.lineage]
    assert len(cells) > 20
    for cell in cells:
        assert cell.lineage
        assert cell.lineage.total == cell.value


@pytest.mark.parametrize(
    ("persons", "said"),
    [
        (0, "nothing"),
        (
            1,
            (
                "1 account (1 of natural persons, 0 confidential) and 1 confidential transaction; "
                "the quantity is not given, because fewer than three accounts are concerned"
            ),
        ),
        (
            3,
            (
                "3 accounts (3 of natural persons, 0 confidential) with 30 t CO2 eq, and "
                "3 confidential transactions"
            ),
        ),
    ],
)
def test_a_natural_person_is_never_named(tmp_path: Path, persons: int, said: str) -> None:
    """Persons' accounts are counted; what fewer than three hold would tell of one of them."""
    tables: dict[str, list[dict[str, object]]] = {
        "authorizations": [authorization()],
        "accounts": [_person(f"XAA01-P{number}") for number in range(persons)],
        "credit_blocks": [
            block((1, 100)),
            *(
                block((101 + 10 * number, 110 + 10 * number), account=f"XAA01-P{number}")
                for number in range(persons)
            ),
        ],
        "transfers": [event("retirement", "2024-06-01", "XAA", units=(1, 40))],
        "coverage": [complete("XAA", year) for year in range(2021, 2025)],
    }
    for row in (*tables["credit_blocks"], *tables["transfers"], *tables["authorizations"]):
        row["approach"] = "jcm-xaa-xbb"
    with ledger_of(tmp_path / "person", tables) as ledger:
        form = disclosure(ledger, asked(year=2025))
    assert "Somebody" not in str(form.tables)
    found = {row["type"].value: row["quantity"].value for row in rows(table(form, CREDITS))}
    assert (found["government_holding"], found["retirement"]) == (60, 40)
    assert found.get("entity_holding", 0) == 0
    assert next(note.text.en for note in form.notes if note.label.en == "Withheld") == said


def _person(account: str) -> dict[str, object]:
    return {
        "account": account,
        "registry": "XAA01",
        "type": "entity_holding",
        "holder": "Somebody",
        "holder_kind": "person",
        "confidential": False,
    }


def test_what_has_no_day_belongs_to_no_year(tmp_path: Path) -> None:
    """A transaction of an unknown day has a line of its own, which says that, and of no year 0."""
    undated = event("retirement", "", "XAA", units=(1, 40)) | {"approach": "jcm-xaa-xbb"}
    tables = {
        "credit_blocks": [block((1, 100), approach="jcm-xaa-xbb")],
        "transfers": [undated],
        "coverage": [complete("XAA", year) for year in range(2021, 2025)],
    }
    with ledger_of(tmp_path / "undated", tables) as ledger:
        line = rows(table(disclosure(ledger, asked(year=2025)), YEARLY))[-1]
    assert line["year"].label.en == "date not known"
    assert (line["retirement"].value, codes(line["retirement"])) == (None, {"year_unknown"})


def test_events_of_a_confidential_block_are_left_out(tmp_path: Path) -> None:
    """A block alone is marked: what was transferred of it would tell of it, and is not added up."""
    marked = block((101, 150), approach="jcm-xaa-xbb") | {"confidential": True}
    tables = {
        "credit_blocks": [block((1, 100), approach="jcm-xaa-xbb"), marked],
        "transfers": [
            event("retirement", "2024-06-01", "XAA", units=units) | {"approach": "jcm-xaa-xbb"}
            for units in ((1, 40), (101, 130))
        ],
        "coverage": [complete("XAA", year) for year in range(2021, 2025)],
    }
    with ledger_of(tmp_path / "marked", tables) as ledger:
        form = disclosure(ledger, asked(year=2025))
    found = {row["year"].value: row for row in rows(table(form, YEARLY))}
    assert found[2024]["retirement"].value == 40
    assert next(note.text.en for note in form.notes if note.label.en == "Withheld") == (
        "2 confidential transactions"
    )


@pytest.mark.parametrize("year", [2021, 2026])
def test_an_incomplete_record_has_no_amounts(public: Ledger, year: int) -> None:
    """No year of Japan is declared complete: holders are named, amounts are not nought."""
    form = disclosure(public, asked("JPN", year))
    assert form.readiness is Readiness.INCOMPLETE
    assert [each.code for each in form.findings] == ["record-incomplete"]
    for line in rows(table(form, CREDITS)):
        assert (line["quantity"].value, codes(line["quantity"])) == (None, {"complete_record"})
    for line in rows(table(form, YEARLY)):
        assert line["issuance"].value is None
    assert table(form, HOLDERS).rows
