"""What a registry makes public, and what it keeps from view."""

from pathlib import Path

import pytest

from reporting.ledger.ledger import Ledger
from reporting.reports.asked import FormAsked
from reporting.reports.disclosure import disclosure
from reporting.reports.form import FormName, Readiness
from tests.ledger.making import authorization, block, complete, event, ledger_of
from tests.reports.forms import table
from tests.reports.reading import codes, rows, values

HOLDERS, CREDITS, YEARLY = "account_holders", "credits_by_account_type", "yearly_transactions"


def asked(party: str = "XAA", year: int = 2026) -> FormAsked:
    """Return the plain question."""
    return FormAsked(party=party, year=year)


def test_holders_without_the_confidential_account(example: Ledger) -> None:
    """Three entities have accounts at A; two are named, and the note says one is not."""
    form = disclosure(example, asked())
    found = values(table(form, HOLDERS), "type", "holder")
    assert [holder for kind, holder in found if kind == "entity_holding"] == [
        "Rooftop Aggregator Company (made up)",
        "Sunrise Power Company (made up)",
    ]
    left_out = next(note.text.en for note in form.notes if note.label.en == "Left out")
    assert left_out.startswith("1 accounts (0 of natural persons, 1 confidential)")
    assert form.name is FormName.DISCLOSURE


def test_credits_by_type_with_the_terms_of_the_registry(example: Ledger) -> None:
    """The buyer's accounts; the confidential one holds 250, which is said and not shown."""
    form = disclosure(example, asked("XBB"))
    assert values(table(form, CREDITS), "type", "type_ja", "quantity") == [
        ("government_holding", "政府保有口座", 33_190),
        ("entity_holding", "法人等保有口座", 750),
        ("retirement", "無効化口座", 20_600),
        ("cancellation", "取消口座", 30),
        ("voluntary_cancellation", "自主的取消口座", 20),
    ]
    assert any("with 250 t CO2 eq" in note.text.en for note in form.notes)


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


def test_a_natural_person_is_never_named(tmp_path: Path) -> None:
    """A person's account is counted among those left out, with what it holds; not its holder."""
    accounts = [
        {
            "account": "XAA01-P1",
            "registry": "XAA01",
            "type": "entity_holding",
            "holder": "Somebody",
            "holder_kind": "person",
            "confidential": False,
        }
    ]
    tables = {
        "authorizations": [authorization()],
        "accounts": accounts,
        "credit_blocks": [block((1, 100)), block((101, 130), account="XAA01-P1")],
        "transfers": [event("retirement", "2024-06-01", "XAA", units=(1, 40))],
        "coverage": [complete("XAA", year) for year in range(2021, 2025)],
    }
    for row in (*tables["credit_blocks"], *tables["transfers"]):
        row["approach"] = "jcm-xaa-xbb"
    tables["authorizations"][0]["approach"] = "jcm-xaa-xbb"
    with ledger_of(tmp_path / "person", tables) as ledger:
        form = disclosure(ledger, asked(year=2025))
    assert "Somebody" not in str(form.tables)
    found = {row["type"].value: row["quantity"].value for row in rows(table(form, CREDITS))}
    assert (found["government_holding"], found["entity_holding"], found["retirement"]) == (
        60,
        0,
        40,
    )
    left_out = next(note.text.en for note in form.notes if note.label.en == "Left out")
    assert left_out.startswith("1 accounts (1 of natural persons, 0 confidential) with 30 t CO2 eq")


def test_an_incomplete_record_has_no_amounts(public: Ledger) -> None:
    """No year of Japan is declared complete: holders are named, amounts are not nought."""
    form = disclosure(public, asked("JPN"))
    assert form.readiness is Readiness.INCOMPLETE
    assert [each.code for each in form.findings] == ["record-incomplete"]
    for line in rows(table(form, CREDITS)):
        assert (line["quantity"].value, codes(line["quantity"])) == (None, {"complete_record"})
    for line in rows(table(form, YEARLY)):
        assert line["issuance"].value is None
    assert table(form, HOLDERS).rows
