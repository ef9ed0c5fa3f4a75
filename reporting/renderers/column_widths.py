"""How wide columns and how high rows have to be: the letters of East Asia count as two."""

from collections.abc import Iterator, Sequence
from datetime import date

from rich.cells import cell_len

from reporting.renderers.sheets import DATES, WRAPPED, Entry, Look, Row, Sheet

NARROWEST = 9
WIDEST = 44
TALLEST = 5
LINE, WIDE_LINE, TITLE_LINE = 15, 19, 22


def widths(sheet: Sheet) -> list[int]:
    """Return how wide each column of a sheet is, in characters."""
    return [*sheet.widths, *fitted(sheet.rows)[len(sheet.widths) :]]


def fitted(rows: Sequence[Row]) -> list[int]:
    """Return how wide columns have to be, within reason; letters of East Asia count as two."""
    count = max((len(row) for row in rows), default=0)
    return [min(WIDEST, max(NARROWEST, *_lengths(rows, at))) for at in range(count)]


def height(row: Row, wide: Sequence[int]) -> int:
    """Return how high a row is, in points; spreadsheets do not all find out by themselves."""
    if any(entry.look is Look.TITLE for entry in row):
        return TITLE_LINE
    texts = [str(entry.value or "") for entry in row]
    line = WIDE_LINE if any(cell_len(text) > len(text) for text in texts) else LINE
    return line * max((_lines(*each) for each in zip(row, wide, strict=False)), default=1)


def _lines(entry: Entry, width: int) -> int:
    """Return how many lines an entry takes in a column of a width; only these looks wrap."""
    if not isinstance(entry.value, str) or entry.look not in WRAPPED:
        return 1
    return sum(_wrapped(text, max(1, width - 2)) for text in entry.value.split("\n"))


def _wrapped(text: str, width: int) -> int:
    """Return the lines of a text broken between words, or within one that is too long."""
    count, used = 1, 0
    for word in text.split(" "):
        length = cell_len(word)
        if used and used + 1 + length > width:
            count, used = count + 1, 0
        elif used:
            used += 1
        count, used = count + (used + length - 1) // width, used + length
        used = used if used <= width else (used - 1) % width + 1
    return count


def _lengths(rows: Sequence[Row], at: int) -> Iterator[int]:
    yield 0
    for row in rows:
        if at < len(row) and row[at].look in WRAPPED:
            yield _length(row[at])


def _length(entry: Entry) -> int:
    """Return the room an entry takes; a heading breaks between its words."""
    match entry.value:
        case None:
            return 0
        case str(text) if entry.look is Look.HEADING:
            return max(cell_len(text) // TALLEST, *map(cell_len, text.split()), 0) + 3
        case str(text):
            return max(map(cell_len, text.split("\n"))) + 2
        case date():
            return len(DATES) + 2
        case number:
            return len(f"{int(number):,}") + 5
