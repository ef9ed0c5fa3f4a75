"""Tables as documents draw them: which columns, which footnotes, which pages."""

from dataclasses import replace

from reporting.forms.model.table import Cell, Reason
from reporting.messages import bilingual
from reporting.renderers.grids import drawn
from tests.renderers.documents import across, small

NOT_APPLICABLE = Reason(
    code="applicable_method",
    sentence=bilingual("The method has none.", "この方法にはない。"),
    brief=bilingual("Not applicable", "該当しない"),
)


def test_columns_without_anything_are_left_out() -> None:
    """But not in an official form, whose every column stands."""
    assert [each.text for each in drawn(small(), "en").heads] == [
        "Year",
        "What & why",
        "Date",
        "Quantity",
    ]
    assert "Never" in [each.text for each in drawn(small(), "en", is_official=True).heads]


def test_what_does_not_apply_has_a_dash_and_no_footnote() -> None:
    """Alone it is a dash; beside a reason it takes no letter."""
    table = small()
    first, second, third = table.rows
    dashed = (*first[:4], Cell(reasons=(NOT_APPLICABLE,)))
    both = (*second[:4], Cell(reasons=(NOT_APPLICABLE, *second[4].reasons)))
    shown = drawn(replace(table, rows=(dashed, both, third)), "en")
    assert [row.cells[-1].text for row in shown.rows] == ["–", "– a", "1,234,569"]
    assert shown.footnotes == (("a", "Quantity not known: 2024"),)


def test_years_above() -> None:
    """Each figure is a line, under the heading of its group."""
    shown = drawn(across(), "en")
    assert [each.text for each in shown.heads] == ["", "2021", "2022"]
    assert [[each.text for each in row.cells] for row in shown.rows] == [
        ["averaging"],
        ["Level [t CO2 eq]", "674", "674"],
    ]
    assert shown.rows[0].is_heading
