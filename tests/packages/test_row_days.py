"""Since when a row counts."""

from datetime import date

import pytest

from reporting.packages.reconciliation import reconcile
from reporting.packages.row_days import DAY, last_day
from tests.packages.test_reconciliation import PROJECTS, comparison


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-06-04", date(2024, 6, 4)),
        ("2024-02", date(2024, 2, 29)),
        ("2023", date(2023, 12, 31)),
        ("FY2023", date(2024, 3, 31)),
        ("2017-02-07/2017-02-09", date(2017, 2, 9)),
        ("spring 2020", None),
        ("2020-13", None),
        ("", None),
    ],
)
def test_the_last_day_of_what_a_text_names(text: str, day: date | None) -> None:
    """A figure of a month may count all of it; what is no date has no day."""
    assert last_day(text) == day


def dated(*days: date | None) -> dict[str, list[dict[str, object]]]:
    """Return the four projects with their days."""
    return {"projects": [{**row, DAY: day} for row, day in zip(PROJECTS, days, strict=True)]}


EARLY, LATE = date(2020, 1, 1), date(2026, 1, 1)


def test_rows_later_than_the_total_are_not_counted() -> None:
    """Of rows without a day it is not known, and they count; so do all of a total without one."""
    tables = dated(EARLY, EARLY, LATE, None)
    row = comparison(published_value=3)
    assert reconcile({**row, DAY: date(2021, 1, 1)}, tables).outcome == "agrees"
    assert reconcile({**row, DAY: LATE}, tables).computed == 4
    assert reconcile(row, tables).computed == 4


def test_an_explanation_may_name_a_later_day() -> None:
    """What explains a difference is dated by itself."""
    row = comparison(
        published_value=4, conditions="no=1", adjusted_conditions="no!=9 & no!=2026-01-01"
    )
    tables = {
        "projects": [
            {**each, "no": str(each["no"])} for each in dated(LATE, LATE, LATE, LATE)["projects"]
        ]
    }
    assert reconcile({**row, DAY: EARLY}, tables).outcome == "explained"
