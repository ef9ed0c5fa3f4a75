"""The outline of the reports that hold narratives, read from ``data/forms``."""

from dataclasses import dataclass, replace
from functools import cache

from reporting.forms.model.form import FormName
from reporting.messages import Text, bilingual
from reporting.official_forms.code_lists import Listed, listed

FORMS, TABLE = "forms", "outline"
DECISION = "2/CMA.3 annex, para."
ON_AVERAGING = "averaging"


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlineEntry:
    """A section of an outline.

    Attributes:
        form: The report.
        number: Its number; of a section that is repeated, without the number of the approach.
        level: How deep its heading stands.
        title: Its heading.
        paragraph: Of decision 2/CMA.3, annex.
        is_per_approach: Whether it is repeated for each cooperative approach.
        narrative: Name of its Markdown file, without the ending; empty for none.
        mandate: Whether the narrative has to be there: ``required``, ``optional``, ``averaging``.
        contents: What of the record it shows; empty for nothing.
        asks: What the narrative should say.
    """

    form: FormName
    number: str
    level: int
    title: Text
    paragraph: str
    is_per_approach: bool
    narrative: str
    mandate: str
    contents: str
    asks: Text

    @property
    def provision(self) -> str:
        """The paragraph with its decision."""
        return f"{DECISION} {self.paragraph}"

    def numbered(self, approach: int) -> str:
        """Return its number with that of an approach put in: ``II.B`` as ``II.1.B``; 0 for none."""
        if not approach:
            return self.number
        chapter, *rest = self.number.split(".")
        return ".".join((chapter, str(approach), *rest))


@cache
def outline(form: FormName | None = None) -> tuple[OutlineEntry, ...]:
    """Return the sections of a report in order; of every report with an outline if none is named.

    An updated initial report has those of the initial report that are about one approach
    (2/CMA.3 annex, para. 19).
    """
    if form is FormName.UPDATED_INITIAL:
        return tuple(
            replace(each, form=form, level=each.level - 1)
            for each in outline(FormName.INITIAL)
            if each.is_per_approach
        )
    rows = listed(FORMS, TABLE)
    return tuple(_entry(row) for row in rows if form in {None, FormName(row["form"])})


def _entry(row: Listed) -> OutlineEntry:
    return OutlineEntry(
        form=FormName(row["form"]),
        number=row["number"],
        level=int(row["level"]),
        title=bilingual(row["title"], row["title_ja"]),
        paragraph=row["paragraph"],
        is_per_approach=row["per_approach"] == "true",
        narrative=row["narrative"],
        mandate=row["mandate"],
        contents=row["contents"],
        asks=bilingual(row["asks"], row["asks_ja"]),
    )
