"""What makes a package a snapshot: it says what one source said at its time, and no more.

Its descriptor has ``content_date`` (the day, month or year that the source describes), ``read_on``
(the day on which it was read), ``via`` (what was read, in both languages) and ``source_id`` (what
the record calls the source). It has no version: what was said then does not change.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from reporting.packages.files import DESCRIPTOR

FOLDER = "snapshots"  # below a data folder: its packages are none of the record
CONTENT_DATE, READ_ON = "content_date", "read_on"
TEXTS = (CONTENT_DATE, READ_ON, "via", "via@ja", "source_id")
KNOWN_TO = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
FIRST = "-01-01"


def snapshot_folders(data: Path) -> list[Path]:
    """Return the folders of the snapshots of a data folder, if it has any."""
    return sorted(path.parent for path in (data / FOLDER).glob(f"*/{DESCRIPTOR}"))


def is_snapshot(descriptor: Mapping[str, Any]) -> bool:
    """Tell whether a descriptor is that of a snapshot."""
    return CONTENT_DATE in descriptor


def snapshot_faults(descriptor: Mapping[str, Any]) -> Iterator[str]:
    """Yield what a snapshot does not say of itself; nothing of any other package."""
    if not is_snapshot(descriptor):
        return
    for name in TEXTS:
        if not isinstance(descriptor.get(name), str) or not descriptor[name]:
            yield f'"{name}" is missing or no text; a snapshot states it'
    if "version" in descriptor:
        yield '"version" is stated; what a source said at its time has none'
    content, read = (_first_day(descriptor.get(name)) for name in (CONTENT_DATE, READ_ON))
    if isinstance(descriptor[CONTENT_DATE], str) and content is None:
        yield f'"{CONTENT_DATE}" is no day, month or year: {descriptor[CONTENT_DATE]}'
    if isinstance(descriptor.get(READ_ON), str) and not _is_day(descriptor[READ_ON]):
        yield f'"{READ_ON}" is no day: {descriptor[READ_ON]}'
    elif content and read and read < content:
        yield f'"{READ_ON}" is before "{CONTENT_DATE}"'


def _first_day(stated: Any) -> date | None:  # noqa: ANN401 - any JSON
    """Return the first day of a day, month or year; None if it is none of them."""
    if isinstance(stated, str) and KNOWN_TO.fullmatch(stated):
        with suppress(ValueError):
            return date.fromisoformat(f"{stated}{FIRST[len(stated) - 4 :]}")
    return None


def _is_day(stated: str) -> bool:
    return len(stated) == len("2000-01-01") and _first_day(stated) is not None
