"""A difference for people: text for a terminal, a page, and Markdown for a comment."""

from collections.abc import Callable, Iterator
from html import escape

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text as Line

from reporting.forms.model.restatement import Restatements
from reporting.messages import _, ngettext
from reporting.packages.diff import Change, Difference
from reporting.renderers import findings
from reporting.renderers.diff_words import (
    ARROW,
    CORRECTED,
    EMPTY,
    CellWords,
    DiffWords,
    RowWords,
    TableWords,
    diff_words,
    difference_findings,
    more_rows,
)
from reporting.renderers.findings import COLON, COMMA
from reporting.renderers.markdown import LONGEST, code, finding_lines, plain, uncalled, within
from reporting.renderers.restated_words import NONE, FigureRow, RestatedWords, restated_words
from reporting.renderers.text import WIDTH, paper, trimmed

IN_TEXT, IN_PAGE, IN_MARKDOWN = 100, 1000, 10
"""How many rows of a table that were added, removed or changed are told, of each."""
LENGTH, LENGTH_ON_PAGE, LENGTH_IN_MARKDOWN = 200, 2000, 100
"""How many characters of a value."""
SIGNS = {Change.ADDITION: "+", Change.REMOVAL: "-", Change.CHANGE: "~", Change.RENAME: ARROW}
COLOURS = {
    Change.ADDITION: "green",
    Change.REMOVAL: "red",
    Change.CHANGE: "yellow",
    Change.RENAME: "cyan",
}
SEMICOLON = _("; ")
DIFFERENCES, CUT = _("Differences"), _("… the rest is left out here")


def diff_text(
    difference: Difference,
    language: str = "en",
    *,
    restated: Restatements | None = None,
    width: int = WIDTH,
    has_colour: bool = False,
) -> str:
    """Return a difference as text: each table that differs, its rows, then restated figures."""
    words = diff_words(difference, language, most=IN_TEXT, length=LENGTH)
    console = paper(width, has_colour=has_colour)
    with console.capture() as capture:
        console.print(Line(words.title, style="bold"))
        console.print(Line(words.summary))
        for table in words.tables:
            console.print()
            for part in _table(table, language):
                console.print(part)
        for part in _restated(restated_words(restated, language, most=IN_TEXT), language):
            console.print(part)
    faults = diff_findings(difference, language)
    return (f"{faults}\n" if faults else "") + trimmed(capture.get())


def diff_findings(difference: Difference, language: str = "en") -> str:
    """Return as text what kept something from being compared; nothing where nothing did."""
    report = difference_findings(difference, language)
    return findings.as_text(report) if report else ""


def _table(table: TableWords, language: str) -> Iterator[RenderableType]:
    heading = Line(table.title, style="bold").append(f" {table.name}", style="not bold dim")
    yield heading.append(f"{COLON[language]}{table.summary}", style="not bold")
    for each in table.remarks:
        yield Padding(Line(each), (0, 0, 0, 2))
    rows = Table.grid(padding=(0, 1, 0, 0))
    rows.add_column(width=3)
    rows.add_column(overflow="fold")
    for row in table.rows:
        sign = Line(f"  {SIGNS[row.change]}", style=COLOURS[row.change])
        rows.add_row(sign, _row(row, language))
    if table.rows:
        yield rows
    if table.more:
        yield Padding(Line(more_rows(table.more, language), style="dim"), (0, 0, 0, 2))


def _restated(words: RestatedWords | None, language: str) -> Iterator[RenderableType]:
    """Yield what is said of restated figures, after an empty line."""
    if words is None:
        return
    yield ""
    yield Line(words.title, style="bold").append(
        f"{COLON[language]}{words.summary}", style="not bold"
    )
    for form in words.forms:
        yield Padding(Line(form.title, style="bold"), (0, 0, 0, 2))
        table = ""
        for row in form.rows:
            if row.table != table:
                yield Padding(Line(row.table), (0, 0, 0, 4))
                table = row.table
            figures = _figures(row, language, f"({NONE[language]})")
            yield Padding(Line(f"{row.name}{COLON[language]}{figures}"), (0, 0, 0, 6))
        if form.more:
            yield Padding(Line(more_rows(form.more, language), style="dim"), (0, 0, 0, 4))


def _figures(
    row: FigureRow,
    language: str,
    none: str,
    said: Callable[[str], str] = str,
    written: Callable[[str], str] = str,
) -> str:
    return SEMICOLON[language].join(
        f"{said(each.label)} {_pair(each.old, each.new, none, written)}" for each in row.figures
    )


def _row(row: RowWords, language: str) -> Line:
    line = Line(row.key, style="bold")
    before = COLON[language] if row.key else ""
    for cell in row.cells:
        line.append(before, style="not bold").append(f"{cell.label} ", style="not bold dim")
        line.append(_values(cell, row.change, f"({EMPTY[language]})"), style="not bold")
        line.append(_reason(cell, language), style="not bold")
        before = SEMICOLON[language]
    return line


ARROW_BETWEEN = f" {ARROW} "


def _values(
    cell: CellWords, change: Change, empty: str, written: Callable[[str], str] = str
) -> str:
    """Return the values of a cell: of a row that was added or removed, one."""
    sides = {Change.ADDITION: (cell.new,), Change.REMOVAL: (cell.old,)}
    if change in sides:
        (value,) = sides[change]
        return empty if value is None else written(value)
    return _pair(cell.old, cell.new, empty, written)


def _pair(old: str | None, new: str | None, empty: str, written: Callable[[str], str] = str) -> str:
    return ARROW_BETWEEN.join(empty if each is None else written(each) for each in (old, new))


def _reason(cell: CellWords, language: str, written: Callable[[str], str] = str) -> str:
    """Return why a cell was wrong, in brackets; nothing of one that merely changed."""
    if not cell.reason:
        return ""
    return f" ({CORRECTED[language]}{COLON[language]}{written(cell.reason)})"


def diff_html(
    difference: Difference, language: str = "en", *, restated: Restatements | None = None
) -> str:
    """Return a difference as a page that stands alone: a table for each table that differs."""
    # Only a page waits for the templates.
    from reporting.renderers.standalone import page  # noqa: PLC0415

    words = diff_words(difference, language, most=IN_PAGE, length=LENGTH_ON_PAGE)
    return page(
        "difference.html",
        language,
        words=words,
        restated=restated_words(restated, language, most=IN_PAGE),
        heads=findings.HEADS,
        more=lambda count: more_rows(count, language),
    )


def diff_markdown(
    difference: Difference,
    language: str = "en",
    *,
    restated: Restatements | None = None,
    longest: int = LONGEST,
) -> str:
    """Return a difference as Markdown for a comment: a line for each table, then rows, cut short.

    Values stand as code, in which nothing has a meaning: neither marks, nor names of people, nor
    numbers of issues.

    Args:
        difference: The difference.
        language: The language.
        restated: The figures of forms that differ, if they were looked at.
        longest: How many characters there may be.
    """
    words = diff_words(difference, language, most=IN_MARKDOWN, length=LENGTH_IN_MARKDOWN)
    colon = COLON[language]
    title = f"{code(difference.old)} {ARROW} {code(difference.new)}"
    lines = [f"### {DIFFERENCES[language]}{colon}{title}", "", plain(words.summary), ""]
    lines += _faults(words)
    lines += [
        f"- **{plain(each.title)}** ({code(each.name)}){colon}{plain(each.summary)}"
        for each in words.tables
    ]
    lines += restated_markdown(restated, language)
    text = within("\n".join([*lines, ""]), longest, CUT[language])
    is_short = sum(len(each.rows) for each in words.tables) <= IN_MARKDOWN
    more = 0
    for each in words.tables:
        details = "\n".join(_details(each, language, is_open=is_short))
        if len(text) + len(details) > longest:
            more += 1
        else:
            text += details
    if more:
        text += f"\n{_left_out(more, language)}\n"
    return text


def restated_markdown(restated: Restatements | None, language: str) -> Iterator[str]:
    """Yield restated figures as Markdown, the first of each form."""
    words = restated_words(restated, language, most=IN_MARKDOWN)
    if words is None:
        return
    yield ""
    yield f"**{plain(words.title)}**{COLON[language]}{plain(words.summary)}"
    if words.forms:
        yield ""
    for form in words.forms:
        yield f"- {plain(form.title)}"
        for row in form.rows:
            where = f"{plain(row.table)}{COMMA[language]}{code(row.name)}{COLON[language]}"
            yield f"  - {where}{_figures(row, language, f'*{NONE[language]}*', plain, code)}"
        if form.more:
            yield f"  - {more_rows(form.more, language)}"


def _left_out(count: int, language: str) -> str:
    text = ngettext(
        "The rows of %(count)s table more are left out here: jcm diff lists them.",
        "The rows of %(count)s tables more are left out here: jcm diff lists them.",
        count,
    )
    return text[language]


def _faults(words: DiffWords) -> Iterator[str]:
    """Yield what kept something from being compared."""
    if words.findings is None:
        return
    yield f"**{plain(words.findings.title)}**{COLON[words.language]}{words.findings.summary}"
    yield ""
    for section in words.findings.sections:
        for each in section.findings[:IN_MARKDOWN]:
            yield from finding_lines(section.name, each, words.language)
        more = len(section.findings) - IN_MARKDOWN
        if more > 0:
            yield f"- {code(section.name)} … ({more:,})"
    yield ""


def _details(table: TableWords, language: str, *, is_open: bool) -> Iterator[str]:
    """Yield the rows of a table to be unfolded; few rows are shown at once."""
    yield ""
    yield f"<details{' open' if is_open else ''}><summary>{uncalled(escape(table.title))}</summary>"
    yield ""
    yield from (f"- {plain(each)}" for each in table.remarks)
    empty = f"*{EMPTY[language]}*"
    for row in table.rows:
        key = f" {code(row.key)}" if row.key else ""
        cells = COMMA[language].join(
            f"{plain(each.label)} {_values(each, row.change, empty, code)}"
            f"{_reason(each, language, plain)}"
            for each in row.cells
        )
        yield f"- {row.said(language)}{key}{COLON[language]}{cells}"
    if table.more:
        yield f"- {more_rows(table.more, language)}"
    yield ""
    yield "</details>"
    yield ""
