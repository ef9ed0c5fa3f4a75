"""Values as JSON: UTF-8, indented, numbers exact, dates as text."""

import json
from datetime import date
from decimal import Decimal


def to_json(value: object) -> bytes:
    """Return a value as JSON, in the order it has.

    Raises:
        TypeError: It holds something that JSON and this project have no form for.
    """
    text = json.dumps(value, ensure_ascii=False, indent=1, default=_plain)
    return f"{text}\n".encode()


def _plain(value: object) -> object:
    """Write what JSON has no form for; a number that JSON's readers would round stays text."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        if value == value.to_integral_value():
            return int(value)
        near = float(value)
        return near if Decimal(repr(near)) == value else _exact(value)
    msg = f"{type(value).__name__} has no form in JSON"
    raise TypeError(msg)


def _exact(value: Decimal) -> str:
    return f"{value:f}".rstrip("0")
