"""What changed between two makings of a form: the same row is known again under another name."""

import pytest

from reporting.forms.model.form import Form, FormName, Readiness, Section
from reporting.forms.model.form_diff import Address, Cells, cells_of, changes, digest
from reporting.messages import alike

ROW = {
    "ActionDateTime": "2024-06-15",
    "ActionType": "Transfer",
    "FirstID": "CA9001-XAA01-XAA-1-2023",
    "LastID": "CA9001-XAA01-XAA-50-2023",
    "QuantityCO2": "50",
    "Metric": "GHG",
    "Vintage": "2023",
    "AcquiringPartyID": "XBB",
}
KEY = ("ActionDateTime", "ActionType", "FirstID", "LastID")


def said(*rows: dict[str, str]) -> Cells:
    """Return the cells of a table of actions."""
    return {
        Address(table="actions", row=" ".join(row[name] for name in KEY), column=column): text
        for row in rows
        for column, text in row.items()
    }


def in_short(before: Cells, after: Cells) -> list[tuple[str, str, str]]:
    """Return the changes without their rows."""
    return [(each.address.column, each.before, each.after) for each in changes(before, after)]


@pytest.mark.parametrize("column", [*ROW])
def test_a_row_of_which_a_cell_changed_is_that_cell(column: str) -> None:
    """Whether the cell names the row or not; others of its block stay out of it."""
    other = ROW | {"ActionType": "Retirement", "ActionDateTime": "2024-07-01"}
    after = ROW | {column: "other"}
    assert in_short(said(ROW, other), said(other, after)) == [(column, ROW[column], "other")]


def test_a_renamed_row_stands_under_its_newer_name() -> None:
    """The list is read beside the newer form."""
    (change,) = changes(said(ROW), said(ROW | {"ActionDateTime": "2024-12-30"}))
    assert change.address.row.startswith("2024-12-30 Transfer")


def test_the_most_alike_row_is_the_same() -> None:
    """Of several rows of one block each is paired with the one it differs least from."""
    sold = ROW | {"ActionDateTime": "2024-09-01", "AcquiringPartyID": "XCC", "QuantityCO2": "49"}
    moved = [
        each | {"ActionDateTime": f"2025-{each['ActionDateTime'][5:]}"} for each in (ROW, sold)
    ]
    assert in_short(said(ROW, sold), said(*reversed(moved))) == [
        ("ActionDateTime", "2024-09-01", "2025-09-01"),
        ("ActionDateTime", "2024-06-15", "2025-06-15"),
    ]


def test_another_row_is_added_and_this_one_gone() -> None:
    """What has only usual values in common is not the same row."""
    other = {column: f"other {column}" for column in ROW} | {"Metric": "GHG", "Vintage": "2023"}
    assert in_short(said(ROW), said(other)) == [
        *((column, "", text) for column, text in other.items()),
        *((column, text, "") for column, text in ROW.items()),
    ]


def test_many_moved_rows_are_each_paired() -> None:
    """Thousands of rows with the same usual values are compared by what tells them apart."""
    many = [ROW | {"FirstID": f"A-{each}", "LastID": f"A-{each}"} for each in range(3000)]
    moved = [row | {"ActionDateTime": "2024-06-16"} for row in many]
    assert {*in_short(said(*many), said(*moved))} == {
        ("ActionDateTime", "2024-06-15", "2024-06-16")
    }


def annex(text: str, text_ja: str) -> Form:
    """Return a form of one narrative."""
    return Form(
        name=FormName.ANNEX_4,
        party="XAA",
        year=2025,
        version="1.0",
        readiness=Readiness.COMPLETE,
        is_made_up=True,
        cutoff=None,
        title=alike("Annex"),
        sections=(Section(title=alike("Part"), number="I.A", text=text, text_ja=text_ja),),
    )


@pytest.mark.parametrize("before", ["Own words.", ""])
def test_a_narrative_that_changed_in_one_language_changed(before: str) -> None:
    """What was approved is the text in both languages; one may be there alone."""
    old, new = annex(before, "前"), annex(before, "後")
    (change,) = changes(cells_of(old), cells_of(new))
    assert (change.address.column, change.before, change.after) == ("text_ja", "前", "後")
    assert digest(old) != digest(new)
