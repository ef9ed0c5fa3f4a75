"""Dates written in a form are read by it."""

import pytest

from reporting.filing.imports.mapping.date_forms import date_form, write_date


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("dd/mm/yyyy", "02/06/2021"),
        ("d Mon yyyy", "2 Jun 2021"),
        ("Month d, yyyy", "June 2, 2021"),
        ("m/d/yy", "6/2/21"),
        ("yyyy年m月d日", "2021年6月2日"),
        ("yyyy-mm-dd", "2021-06-02"),
        ("epoch-ms", "1622592000000"),
    ],
)
def test_a_day_is_written_in_a_form_and_read_by_it(form: str, text: str) -> None:
    """As the form asks, and back."""
    assert write_date("2021-06-02", form) == text
    assert date_form(form).read(text) == "2021-06-02"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1622678399999", "2021-06-02"),  # the last millisecond of the day in UTC
        ("1622678400000", "2021-06-03"),
        ("1622592000", None),  # seconds
        ("-162259200000", None),
        ("01622592000000", None),
        ("2 June 2021", None),
    ],
)
def test_milliseconds_since_1970(text: str, day: str | None) -> None:
    """As databases keep a time; what may be seconds is none."""
    assert date_form("epoch-ms").read(text) == day


def test_a_shorter_date_is_no_day() -> None:
    """A month stays as it is where the form has a day: none is made up."""
    assert write_date("2021-06", "d Mon yyyy") == "2021-06"
    assert write_date("2021-06", "epoch-ms") == "2021-06"
    assert write_date("a-b-c", "d Mon yyyy") == "a-b-c"
    assert write_date("2021-06-02", "Month yyyy") == "June 2021"
