"""How far the folder of a Party has come: what it holds, declares and has filed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from reporting.filing.archive import rows_of
from reporting.filing.stages import Row, Submission, submissions_of
from reporting.forms.model.form import FormName
from reporting.forms.queries.failed_checks import failed_checks
from reporting.forms.queries.participation import Participation, participation
from reporting.forms.queries.reviews import reviews_of
from reporting.ledger.ledger import Ledger
from reporting.packages import Package

LAST_YEAR = date.max.year  # whatever was reviewed


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderState:
    """What the folder of a Party holds, as far as the checklist goes.

    Attributes:
        of: How the Party takes part.
        submissions: The rows of the table ``submissions``.
        complete: The years that the Party declared complete.
        failed: How many findings of checks bear on the Party.
        reviews: The rows of ``review_findings`` of the Party.
        year: The reported year of the annual information.
        folder: Where it stands, as its user named it.
    """

    of: Participation
    submissions: Sequence[Row]
    complete: frozenset[int]
    failed: int
    reviews: Sequence[Row]
    year: int
    folder: Path

    @property
    def party(self) -> str:
        """Code of the Party."""
        return str(self.of.party["party"])

    @property
    def btr_year(self) -> int:
        """The even year by whose end the next biennial transparency report is due."""
        return self.year + 1 + (self.year + 1) % 2

    def kept(self, form: FormName, year: int | None = None) -> tuple[Submission, ...]:
        """Return the submissions of a form, of one year or of all, whatever approach is theirs."""
        name = form.replace("-", "_")
        keys = {
            (row["year"], row.get("approach") or "")
            for row in self.submissions
            if (row["party"], row["form"]) == (self.party, name) and year in {None, row["year"]}
        }
        return tuple(
            each
            for key in sorted(keys)
            for each in submissions_of(self.submissions, self.party, form, *key)
        )


def folder_state(ledger: Ledger, home: Package, party: str, year: int) -> FolderState:
    """Return what the folder of a Party holds for a reported year."""
    bearing = failed_checks(ledger, party, date(year, 12, 31))
    return FolderState(
        of=participation(ledger, party, None),
        submissions=rows_of(home),
        complete=frozenset(
            row["year"]
            for row in ledger.table("coverage")
            if row["party"] == party and row["is_complete"]
        ),
        failed=sum(int(each.values["count"]) for each in bearing),
        reviews=reviews_of(ledger, party, LAST_YEAR),
        year=year,
        folder=home.folder,
    )
