"""Days in words, in both languages."""

from contextlib import suppress
from datetime import date
from functools import lru_cache

from babel.dates import format_date, format_skeleton

from reporting.messages import Text, bilingual

CACHED = 4096
DATE_FORMATS = {"en": "d MMMM y", "ja": "long"}
MONTH = "yMMMM"


@lru_cache(maxsize=CACHED)
def written_day(value: date | str) -> Text:
    """Return a date in words of each language.

    A text is a date as far as it is known: 2024-06-04, 2024-06, or anything else as it is.
    """
    return bilingual(_day(value, "en"), _day(value, "ja"))


def _day(value: date | str, lang: str) -> str:
    if isinstance(value, date):
        return format_date(value, DATE_FORMATS[lang], locale=lang)
    with suppress(ValueError):
        return format_date(date.fromisoformat(value), DATE_FORMATS[lang], locale=lang)
    with suppress(ValueError):
        return format_skeleton(MONTH, date.fromisoformat(f"{value}-01"), locale=lang)
    return value
