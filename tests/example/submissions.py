"""The AEFs of the example on their way: drafted, approved, filed, corrected; all of them kept.

Party A filed its form of 2024 before its registry had entered a sale of that year: the correction
lists what the late row changes.
"""

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from reporting.filing.archive import FOLDERS
from reporting.filing.form_files import FileFormat, FileOptions, changes_file, files_of
from reporting.filing.stages import FIRST, Submission, in_work
from reporting.filing.submissions import SubmissionSeries
from reporting.forms.aef import aef
from reporting.forms.model.form import Form, FormName
from reporting.forms.model.request import FormRequest
from reporting.forms.model.row_keys import row_keys
from reporting.ledger.engines import engine
from reporting.ledger.ledger import Ledger
from reporting.packages import open_package
from tests.example.book import MADE_UP, Book
from tests.example.package import Row
from tests.ledger.making import opened

WRITTEN = FileOptions(
    formats=(FileFormat.XLSX,), profile="secretariat", language="en", keys=row_keys(())
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How far a version comes: only drafted, approved on a day, or filed on that day."""

    party: str
    year: int
    version: str = FIRST
    approved_on: date | None = None
    is_filed: bool = False


LATE = "XA003-0004"
EARLY = Way(party="XAA", year=2024, approved_on=date(2025, 4, 11), is_filed=True)
LATER = (
    Way(party="XAA", year=2024, version="1.1", approved_on=date(2025, 9, 1), is_filed=True),
    Way(party="XBB", year=2024, approved_on=date(2025, 4, 14), is_filed=True),
    Way(party="XCC", year=2024, approved_on=date(2025, 4, 15), is_filed=True),
    Way(party="XAA", year=2025, approved_on=date(2026, 4, 10)),
    Way(party="XBB", year=2025),
)


def entered_by_then(book: Book) -> list[Row]:
    """Return the transfers as they stood when Party A first filed its form of 2024."""
    return [row for row in book.tables["transfers"] if row["transfer_id"] != LATE]


def clear(folder: Path) -> None:
    """Delete what was kept when the example was made before."""
    for name in {*FOLDERS.values()}:
        shutil.rmtree(folder / name, ignore_errors=True)


def submit(folder: Path, ways: Iterable[Way]) -> None:
    """Carry versions on their way, from the record as it stands in the folder."""
    package, findings = open_package(folder)
    if package is None:
        msg = f"no package: {findings}"
        raise ValueError(msg)
    with engine() as running:
        ledger = opened(running, folder)
        for way in ways:
            series = SubmissionSeries(
                package=package, party=way.party, form=FormName.AEF, year=way.year
            )
            _carry(series, way, ledger)


def _carry(series: SubmissionSeries, way: Way, ledger: Ledger) -> None:
    def made(on: date | None = None) -> Form:
        asked = FormRequest(
            party=way.party,
            year=way.year,
            version=way.version,
            submitted_on=on,
            is_made_up=True,
        )
        return aef(ledger, asked)

    draft = made()
    series.draft(draft, _files(series, draft), MADE_UP)
    if way.approved_on:
        series.approve(
            _working(series), draft, f"Ministry of {way.party} (made up)", way.approved_on
        )
    if way.approved_on and way.is_filed:
        final = made(way.approved_on)
        series.file(_working(series), final, _files(series, final), way.approved_on)


def _files(series: SubmissionSeries, form: Form) -> dict[str, bytes]:
    """Return the workbook, and of a correction the list of the cells that changed.

    The trace of the figures is left out for its size; `jcm submission` keeps it too.
    """
    every = files_of(form, WRITTEN)
    files = {name: content for name, content in every.items() if not name.endswith("_trace.xlsx")}
    found = series.compared(form).changes
    return {**files, **changes_file(form, found)} if found else files


def _working(series: SubmissionSeries) -> Submission:
    working = in_work(series.submissions)
    if working is None:
        msg = f"{series.party} has nothing in work for {series.year}"
        raise ValueError(msg)
    return working
