"""A proposal as people read it: how many rows of each sheet, and row by row what would change."""

from collections.abc import Iterator
from types import MappingProxyType

from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text as Line

from reporting.filing.imports.proposal import Proposal, TableCount
from reporting.filing.imports.proposed_rows import Proposed, ProposedRow
from reporting.filing.imports.record_export import JOINT
from reporting.forms.model.table import Cell, Column, Report, ReportTable, Type
from reporting.messages import _, alike
from reporting.packages.csv_text import shown
from reporting.renderers.text import as_text, paper, trimmed

WORDS = MappingProxyType(
    {
        Proposed.ADDED: _("added"),
        Proposed.CHANGED: _("changed"),
        Proposed.REMOVED: _("removed"),
        Proposed.CONFLICTING: _("conflicting: the record says otherwise"),
        Proposed.OLDER: _("older than the record, which stays"),
    }
)
COLOURS = MappingProxyType(
    {
        Proposed.ADDED: "green",
        Proposed.CHANGED: "yellow",
        Proposed.REMOVED: "red",
        Proposed.CONFLICTING: "bold red",
        Proposed.OLDER: "dim",
    }
)
MOST, MOST_CONFLICTS = 20, 200
"""How many rows of a table that become the same thing are told."""
TOLD = MappingProxyType({**dict.fromkeys(WORDS, MOST), Proposed.CONFLICTING: MOST_CONFLICTS})
LONGEST = 60
SEVERAL = 12
COUNTS = (
    (Proposed.SAME, _("The same")),
    (Proposed.ADDED, _("Added")),
    (Proposed.CHANGED, _("Changed")),
    (Proposed.CONFLICTING, _("Conflicting")),
    (Proposed.OLDER, _("Older")),
)
SHEETS = (
    Column(name="sheet", label=_("Sheet")),
    Column(name="rows", label=_("Rows"), type=Type.COUNT),
    *(Column(name=what.value, label=label, type=Type.COUNT) for what, label in COUNTS),
    Column(name="left_out", label=_("Rows left out"), type=Type.COUNT),
    Column(name="removed", label=_("Not there any more"), type=Type.COUNT),
)
SOURCES = (
    Column(name="source", label=_("Source")),
    Column(name="file", label=_("File")),
    Column(name="rows", label=_("Rows"), type=Type.COUNT),
    Column(name="left_out", label=_("Not kept"), type=Type.COUNT),
    Column(name="faulty", label=_("At fault"), type=Type.COUNT),
)


def proposal_text(proposal: Proposal, language: str, *, width: int, has_colour: bool) -> str:
    """Return a proposal as text: the sheets with their counts, then the rows by table.

    Args:
        proposal: The proposal.
        language: The language of its words.
        width: How wide it may be, in characters.
        has_colour: Whether it is coloured.
    """
    console = paper(width, has_colour=has_colour)
    with console.capture() as captured:
        for (table, what), group in proposal.rows.groups(TOLD).items():
            console.print()
            heading = Line(table, style="bold").append(f": {group.count} ", style="not bold")
            console.print(heading.append(WORDS[what][language], style=COLOURS[what]))
            lines = Grid.grid(padding=(0, 1, 0, 0))
            lines.add_column(justify="right", width=len(str(group.last)) + 2)
            lines.add_column(overflow="fold")
            for row in group.first:
                lines.add_row(str(row.number), Line.assemble(*_row(row, language)))
            console.print(lines)
            if len(group.first) < group.count:
                more = _("and %(count)s more", count=group.count - len(group.first))
                console.print(Padding(Line(more[language], style="dim"), (0, 0, 0, 3)))
    sheets = as_text(_sheets(proposal), language, width=width, has_colour=has_colour)
    return sheets + trimmed(captured.get())


def _sheets(proposal: Proposal) -> Report:
    return Report(
        name="proposal",
        title=_("What %(file)s would make of the record", file=alike(proposal.source)),
        tables=(
            *([_sources(proposal)] if proposal.sources else []),
            ReportTable(
                name="sheets",
                title=alike(""),
                columns=SHEETS,
                rows=tuple(_sheet(each) for each in proposal.counts if _is_told(each)),
            ),
        ),
    )


def _sources(proposal: Proposal) -> ReportTable:
    return ReportTable(
        name="sources",
        title=alike(""),
        columns=SOURCES,
        rows=tuple(
            tuple(
                Cell(value=value)
                for value in (
                    *(each.source, " ".join(filter(None, (each.file, each.sheet)))),
                    *(each.rows, each.left_out, each.faulty),
                )
            )
            for each in proposal.sources
        ),
    )


def _is_told(count: TableCount) -> bool:
    return bool(count.rows or any(count.counts.values()))


def _sheet(count: TableCount) -> tuple[Cell, ...]:
    return (Cell(value=_name(count)), *(Cell(value=each) for each in _numbers(count)))


def _name(count: TableCount) -> str:
    """Return a sheet, and of which table it is where that is not its name."""
    is_named = count.sheet.lower() == count.table
    return count.sheet if is_named else f"{count.table} ({count.sheet})"


def _numbers(count: TableCount) -> tuple[int, ...]:
    return (
        count.rows,
        *(count.counts.get(what, 0) for what, _label in COUNTS),
        *(count.left_out, count.counts.get(Proposed.REMOVED, 0)),
    )


def count_heads(language: str) -> Iterator[str]:
    """Yield the names of the columns of counts."""
    yield from (each.label[language] for each in SHEETS)


def count_rows(proposal: Proposal) -> Iterator[tuple[str | int, ...]]:
    """Yield how many rows of each sheet became what."""
    for count in filter(_is_told, proposal.counts):
        yield _name(count), *_numbers(count)


def _row(row: ProposedRow, language: str) -> Iterator[str | tuple[str, str]]:
    """Yield what a line says of a row: its key, where it stands, its cells."""
    yield shown(JOINT.join(row.key), LONGEST), "bold"
    if row.row:
        number = _("row %(number)s", number=str(row.row))
        yield f" ({number[language]})", "dim"
    cells = [*_cells(row)]
    more = ["…"] if len(cells) > SEVERAL and row.before is None else []
    yield from ("  ", "; ".join([*cells[:SEVERAL], *more] if more else cells)) if cells else ()


def _cells(row: ProposedRow) -> Iterator[str]:
    """Yield the cells that say what becomes of a row; of one that is removed, none."""
    if row.cells is None:
        return
    for name, (before, after) in row.changes.items():
        if row.before is None:
            if after not in row.key:
                yield f"{name}={shown(after, LONGEST)}"
        else:
            cell = (row.places or {}).get(name, "")
            values = f"{shown(before, LONGEST) or '–'} → {shown(after, LONGEST) or '–'}"
            yield f"{cell} {name}: {values}".strip()
