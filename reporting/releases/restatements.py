"""Which figures of the forms differ between two states of the data, where their ledgers differ.

Forms of both are made by the rules of today, so that only the record tells them apart. A record
that these rules cannot read is said to be so: then nothing is said of its figures.
"""

import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from reporting.bundled import ARTICLE6, FORMS_CONFIG, MADE_UP
from reporting.filing.upgrade import UpgradeError, schemas_of, upgrade
from reporting.findings import Severity
from reporting.forms.build import build_form, public_version
from reporting.forms.model.form import OF_PARTY, Form, FormName
from reporting.forms.model.narratives import narratives_of
from reporting.forms.model.request import FormRequest
from reporting.forms.model.restatement import Restatements, all_restated
from reporting.forms.published_forms import forms_config
from reporting.ledger.engines import engine
from reporting.ledger.ledger import Ledger, open_ledger
from reporting.ledger.loading import OF_A_ROW, RECORDS, TABLES, missing_tables
from reporting.ledger.public_record import ALLOCATED, PUBLIC_RECORD
from reporting.messages import Text, _, ngettext
from reporting.packages import Package, validate
from reporting.packages.diff import Change, Difference, State, TableDiff, without_made_up
from reporting.packages.opening import open_package

Asked = tuple[str, FormName, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRecord:
    """The packages of a state that a ledger is made of.

    Attributes:
        name: What the state is called.
        packages: The packages, not validated.
    """

    name: str
    packages: tuple[Package, ...]

    @property
    def has_units(self) -> bool:
        """Whether it is a record of units."""
        return any(name in each.tables for each in self.packages for name in RECORDS)


def restatements(difference: Difference, old: State, new: State) -> Restatements | None:
    """Return which figures of forms differ between two states.

    Args:
        difference: How their tables differ.
        old: The older state.
        new: The newer state.

    Returns:
        The figures, with nothing made where no ledger differs; None where neither state
        has a ledger.
    """
    names = {name.rpartition("/")[2] for name in difference.compared}
    if not difference.findings:
        if not names & {*RECORDS}:
            return None
        if not any(map(_is_of_ledger, difference.tables)):
            return Restatements()
    states = without_made_up(old, new)
    with TemporaryDirectory(prefix="jcm-restated-") as place:
        old, new = (
            _of_today(state, Path(place) / side)
            for state, side in zip(states, ("old", "new"), strict=True)
        )
        found = [
            each
            for is_made_up in (False, True)
            for each in _of_records(
                *(_record(state, is_made_up=is_made_up) for state in (old, new))
            )
        ]
    if not found:
        return None
    return Restatements(
        figures=tuple(figure for each in found for figure in each.figures),
        forms=sum(each.forms for each in found),
        obstacles=tuple(obstacle for each in found for obstacle in each.obstacles),
    )


def _of_today(state: State, place: Path) -> State:
    """Return a state with the tables of today: what was kept under older schemas is carried over.

    Args:
        state: The state.
        place: A folder for copies of packages.
    """
    folders = []
    for folder in state.folders:
        copy = place / folder.name
        try:
            if schemas_of(folder) < schemas_of(ARTICLE6):
                shutil.copytree(folder, copy)
                upgrade(copy)
        except UpgradeError:
            copy = folder  # as it is: that it cannot be read will be said of it
        folders.append(copy if copy.is_dir() else folder)
    return replace(state, folders=tuple(folders))


def _is_of_ledger(diff: TableDiff) -> bool:
    """Tell whether a ledger is made of what differs in a table, but for notes and sources."""
    is_public = diff.package == PUBLIC_RECORD
    if diff.table.name not in (ALLOCATED if is_public else TABLES):
        return False
    meant = {each.name for each in diff.columns} - OF_A_ROW
    if is_public:
        meant &= ALLOCATED[diff.table.name]
    if diff.change is not Change.CHANGE:
        return True
    if any(each.column.name in meant for each in diff.column_diffs):
        return True
    if any(diff.counts[each] for each in Change if each is not Change.CHANGE):
        return True
    return any(each.column.name in meant for row in diff.rows(Change.CHANGE) for each in row.cells)


def _record(state: State, *, is_made_up: bool) -> UnitRecord:
    """Return the packages of a state that a ledger is made of: the example's is its own."""
    opened = (open_package(each, has_rules=False)[0] for each in state.folders)
    packages = tuple(
        each
        for each in opened
        if each is not None
        and (each.name in MADE_UP) is is_made_up
        and (each.name == PUBLIC_RECORD or any(name in each.tables for name in TABLES))
    )
    return UnitRecord(name=state.name, packages=packages)


def _of_records(old: UnitRecord, new: UnitRecord) -> Iterator[Restatements]:
    """Yield how the forms of two records differ; nothing where neither is a record of units."""
    records = (old, new)
    if not any(each.has_units for each in records):
        return
    sound = [_sound(each) for each in records]
    obstacles = [each for each in sound if not isinstance(each, tuple)]
    if obstacles:
        yield Restatements(obstacles=tuple(obstacles))
        return
    packages = [each for each in sound if isinstance(each, tuple)]
    with engine() as first, engine() as second:
        ledgers = [
            open_ledger(running, each)
            for running, each in zip((first, second), packages, strict=True)
        ]
        asked = tuple(_asked(ledgers))
        forms = [
            [_form(ledger, each, of) for each in asked]
            for ledger, of in zip(ledgers, packages, strict=True)
        ]
    pairs = zip(*forms, strict=True)
    yield Restatements(figures=all_restated(pairs), forms=len(asked))


def _sound(record: UnitRecord) -> tuple[Package, ...] | Text:
    """Return the validated packages of a record, or why its figures cannot be told."""
    if not record.has_units:
        return _("%(state)s has no record of units", state=record.name)
    result = validate([each.folder for each in record.packages])
    errors = [each for each in result.findings if each.severity is Severity.ERROR]
    errors = errors or [*missing_tables(result.packages)]
    if not errors:
        return result.packages
    first = errors[0]
    count = ngettext("%(count)s error", "%(count)s errors", len(errors))
    return _(
        "the record of units of %(state)s cannot be read by the rules of today (%(count)s, first "
        "%(code)s at %(place)s)",
        state=record.name,
        count=count,
        code=first.code,
        place=str(first.place) or "–",
    )


def _asked(ledgers: Sequence[Ledger]) -> Iterator[Asked]:
    """Yield the forms of the Parties of both records: those that are published, else of each year.

    Of a Party whose forms nobody publishes these are the AEF of each year of which a record says
    whether it is complete, and the others of the two-yearly report after the last.
    """
    several = [{row["party"] for row in each.table("parties")} for each in ledgers]
    published = {
        party: tuple(config.years(party))
        for config in forms_config(FORMS_CONFIG).values()
        for party in config.forms
    }
    years: dict[str, set[int]] = {}
    for each in ledgers:
        for row in each.table("coverage"):
            years.setdefault(row["party"], set()).add(row["year"])
    for party in sorted(set.intersection(*several)):
        forms = published.get(party) or every_form(sorted(years.get(party, ())))
        yield from ((party, name, year) for name, year in forms)


def every_form(years: Sequence[int]) -> Iterable[tuple[FormName, int]]:
    """Return the forms that a Party with data on some years, in order, could publish.

    The two-yearly ones are of the next even year: they tell of years that have ended.
    """
    if not years:
        return ()
    submitted = years[-1] + 2 - years[-1] % 2
    return [
        (name, year)
        for name in OF_PARTY
        for year in (years if name is FormName.AEF else (submitted,))
    ]


def _form(ledger: Ledger, asked: Asked, packages: Iterable[Package]) -> Form:
    """Make a form as it would be published."""
    party, name, year = asked
    every = tuple(packages)
    home = next((each for each in every if "submissions" in each.tables), every[0])
    request = FormRequest(
        party=party,
        year=year,
        narratives=narratives_of(home),
        is_made_up=any(each.is_made_up for each in every),
    )
    return public_version(ledger, request, build_form(ledger, name, request))
