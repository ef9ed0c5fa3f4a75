"""JSON: exact numbers, dates as text, the order kept, and nothing silently changed."""

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.renderers.files import to_json


def test_values() -> None:
    """Numbers are exact numbers, dates ISO, Japanese readable."""
    value = {
        "b": Decimal("35419.00"),
        "a": Decimal("0.10"),
        "day": date(2022, 2, 8),
        "name": "モンゴル",
        "used": True,
        "none": None,
    }
    assert to_json(value).decode() == (
        '{\n "b": 35419,\n "a": 0.1,\n "day": "2022-02-08",\n'
        ' "name": "モンゴル",\n "used": true,\n "none": null\n}\n'
    )


def test_large_numbers_are_exact() -> None:
    """No digit is lost where a float would lose it, and none is written with an exponent."""
    assert to_json(Decimal(12345678901234567890)) == b"12345678901234567890\n"
    assert to_json(Decimal("1E+3")) == b"1000\n"
    assert json.loads(to_json(Decimal("0.1000000000000000000001"))) == "0.1000000000000000000001"


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15))
def test_every_decimal_comes_back(value: Decimal) -> None:
    """A decimal number read back is the same number."""
    assert Decimal(str(json.loads(to_json(value)))) == value


@pytest.mark.parametrize("value", [{1, 2}, b"bytes", object()])
def test_what_has_no_form(value: object) -> None:
    """What JSON has no form for is our mistake, and is raised by its type's name."""
    with pytest.raises(TypeError, match=type(value).__name__):
        to_json([value])
