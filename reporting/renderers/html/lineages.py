"""The rows behind the figures of a page: a list for each, which its figures lead to."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from markupsafe import Markup

from reporting.forms.model.provenance import INLINE, Lineage
from reporting.forms.model.redaction import rows_withheld
from reporting.messages import _
from reporting.renderers.values import for_programs

ROWS = _("rows")
ROW = _("row")
FIGURE = _("Figure")
NOT_LISTED = _("More than %(count)s rows: the trace workbook lists them.", count=INLINE)


def withheld_of(lineage: Lineage, language: str) -> str:
    """Say how many rows of a figure are not named; nothing where all are."""
    return rows_withheld(lineage.withheld)[language] if lineage.withheld else ""


@dataclass(slots=True, kw_only=True)
class Lineages:
    """The lineages met so far; equal ones share a list.

    Attributes:
        language: The language of the page.
        numbers: By what is told of it, the number of its list.
        met: The lineages, in the order of their numbers.
    """

    language: str
    numbers: dict[tuple[object, ...], int] = field(default_factory=dict)
    met: list[Lineage] = field(default_factory=list)

    def link(self, lineage: Lineage | None, text: str) -> Markup:
        """Return a figure that leads to its rows, or the text of one that has none."""
        if lineage is None or not (lineage.count or lineage.withheld):
            return Markup.escape(text)
        told = (lineage.digest, lineage.withheld, lineage.total)
        if told not in self.numbers:
            self.met.append(lineage)
            self.numbers[told] = len(self.met)
        number = self.numbers[told]
        return Markup('<a class="f" href="#rows-{}">{}</a>').format(number, text)

    def lists(self) -> Iterator[Markup]:
        """Yield the list of each, with its count and digest."""
        for number, lineage in enumerate(self.met, 1):
            yield Markup(
                '<li id="rows-{}"><p><strong>{}</strong>: {} {}{}, '
                "<code>sha256:{}</code></p>{}</li>\n"
            ).format(
                number,
                for_programs(lineage.total),
                f"{lineage.count:,}",
                (ROW if lineage.count == 1 else ROWS)[self.language],
                f", {withheld}" if (withheld := withheld_of(lineage, self.language)) else "",
                lineage.digest,
                self._rows(lineage),
            )

    def _rows(self, lineage: Lineage) -> Markup:
        if lineage.count > INLINE:
            return Markup("<p>{}</p>").format(NOT_LISTED[self.language])
        rows = Markup().join(
            Markup("<li><code>{}</code> {}</li>").format(str(place), for_programs(part))
            for place, part in lineage.inline
        )
        return Markup("<ul>{}</ul>").format(rows)
