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
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        whole = value.to_integral_value()
        return int(whole) if value == whole else f"{value:f}".rstrip("0")
    msg = f"{type(value).__name__} has no form in JSON"
    raise TypeError(msg)
