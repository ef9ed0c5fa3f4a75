"""How wide columns are: of a sheet, in characters; of a document, in points."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from unicodedata import east_asian_width

from rich.cells import cell_len

from reporting.renderers.grids import DrawnCell, DrawnTable
from reporting.renderers.sheets import DATES, WRAPPED, CellContent, Look, Row, SheetContent

NARROWEST = 9
WIDEST = 44
TALLEST = 5
ROOM_OF_FILTER = 4
LINE, WIDE_LINE, TITLE_LINE = 15, 19, 22


def widths(sheet: SheetContent) -> list[int]:
    """Return how wide each column of a sheet is, in characters."""
    return [*sheet.widths, *fitted(sheet.rows)[len(sheet.widths) :]]


def fitted(rows: Sequence[Row]) -> list[int]:
    """Return how wide columns have to be, within reason; letters of East Asia count as two."""
    count = max((len(row) for row in rows), default=0)
    return [min(WIDEST, max(NARROWEST, *_lengths(rows, at))) for at in range(count)]


def fitted_to_texts(head: str, texts: Iterable[str]) -> int:
    """Return how wide a column of one line a cell has to be, within reason, for its texts."""
    longest = max((cell_len(each.partition("\n")[0]) for each in texts), default=0)
    return min(WIDEST, max(NARROWEST, cell_len(head) + ROOM_OF_FILTER, longest + 2))


def height(row: Row, wide: Sequence[int]) -> int:
    """Return how high a row is, in points; spreadsheets do not all find out by themselves."""
    if any(entry.look is Look.TITLE for entry in row):
        return TITLE_LINE
    texts = [str(entry.value or "") for entry in row]
    # Fonts of East Asia are higher.
    line = WIDE_LINE if any(cell_len(text) > len(text) for text in texts) else LINE
    return line * max((_lines(*each) for each in zip(row, wide, strict=False)), default=1)


def _lines(entry: CellContent, width: int) -> int:
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


def _length(entry: CellContent) -> int:
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


NARROW = ",.:;'|!ijl "
SIZES = (8.0, 7.5, 7.0, 6.5, 6.0, 5.5)
SMALLEST_LIKED = 6.5
FOR_FIGURES = 0.65
MARGIN = 5.6
LONGEST = 60.0


def needs(table: DrawnTable) -> float:
    """Return how many points a table needs at its usual size."""
    return sum(_least(table, at) * SIZES[0] + 2 * MARGIN for at in range(len(table.heads)))


def fitted_to_page(table: DrawnTable, room: float) -> tuple[float, list[float]]:
    """Return the size of the letters at which a table fits, and the widths of its columns."""
    places = range(len(table.heads))
    least = [_least(table, at) for at in places]
    size = _size(sum(least), 2 * MARGIN * len(least), room)
    narrow = [each * size + 2 * MARGIN for each in least]
    liked = [max(_liked(table, at) * size + 2 * MARGIN, narrow[at]) for at in places]
    spare, more = room - sum(narrow), sum(liked) - sum(narrow)
    if spare <= 0:
        return size, [each * room / sum(narrow) for each in narrow]
    share = min(1.0, spare / more) if more > 0 else 0.0
    return size, [a + (b - a) * share for a, b in zip(narrow, liked, strict=True)]


def _size(least: float, margins: float, room: float) -> float:
    """Return the largest size that leaves texts some room beside figures, or that fits at all."""
    needed = {size: least * size + margins for size in SIZES}
    liked = [size for size in SIZES if needed[size] <= FOR_FIGURES * room]
    if liked and liked[0] >= SMALLEST_LIKED:
        return liked[0]
    fitting = [size for size in SIZES if needed[size] <= room]
    return min([*fitting[:1], SMALLEST_LIKED]) if fitting else SIZES[-1]


def width(text: str) -> float:
    """Return about how wide a text is, in widths of its size."""
    return sum(
        1.0 if east_asian_width(each) in "WF" else 0.3 if each in NARROW else 0.6 for each in text
    )


def _column(table: DrawnTable, at: int) -> Sequence[DrawnCell]:
    rows = [row.cells[at] for row in table.rows if not row.is_heading]
    return [table.heads[at], *rows]


def _least(table: DrawnTable, at: int) -> float:
    """Return the width of what in a column cannot be broken."""
    return max(
        width(piece)
        for each in _column(table, at)
        for piece in ([each.text] if each.is_unbroken else _pieces(each.text))
    )


def _pieces(text: str) -> list[str]:
    """Return what stays together: words; of Japanese, four characters."""
    words = text.replace("-", "- ").split()
    return [
        word[:4] if any(east_asian_width(each) in "WF" for each in word) else word[:24]
        for word in words
    ] or [""]


def _liked(table: DrawnTable, at: int) -> float:
    """Return the width a column would like: its longest text, or its head in two lines."""
    head, *cells = _column(table, at)
    longest = max([width(each.text) for each in cells], default=0)
    return min(max(longest, width(head.text) / 2), LONGEST)
