"""The forms made: one ledger for each book is opened once, and every form is made from it.

What is published leaves out what is confidential; forms are compared as they are filed, whole.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from types import MappingProxyType
from typing import Any

from reporting.filing.submissions import Desk, due
from reporting.forms.build import made, public_version
from reporting.forms.model.form import Form, FormName
from reporting.forms.model.redaction import published_report
from reporting.forms.model.request import FormAsked
from reporting.forms.model.row_keys import RowKeys, row_keys
from reporting.forms.model.table import Report
from reporting.forms.queries.two_party import two_party
from reporting.forms.reconciliation import reconciliation
from reporting.ledger.confidential import confidential
from reporting.ledger.engines import engine
from reporting.ledger.ledger import Ledger, open_ledger
from reporting.packages import Package, read_table
from reporting.site.forms.config import Wanted
from reporting.site.forms.files import form_files, report_files

REPORTS = "reports/"
NARRATIVES = "narratives"


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A form with its page and files.

    Attributes:
        form: The form, in its public version.
        path: The address of its page below the language.
        files: Its files by their path beside the page.
    """

    form: Form
    path: str
    files: Mapping[str, bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A comparison of forms, or of the records of two Parties.

    Attributes:
        report: The comparison.
        parties: Whose.
        year: The year of submission of the forms compared; 0 for two records.
        path: The address of its page below the language.
        files: Its files by their path beside the page.
    """

    report: Report
    parties: tuple[str, ...]
    year: int
    path: str
    files: Mapping[str, bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """What is published of one record.

    Attributes:
        root: Where its pages stand: nothing, or ``example/``.
        is_made_up: Whether it is the example.
        parties: The names of the Parties, by code.
        forms: Its forms, those of one Party together.
        comparisons: Its comparisons.
        rows: What finds the key of a row.
    """

    root: str
    is_made_up: bool
    parties: Mapping[str, Mapping[str, Any]]
    forms: tuple[Published, ...]
    comparisons: tuple[Compared, ...]
    rows: RowKeys

    def name(self, party: str, language: str) -> str:
        """Return the name of a Party."""
        row = self.parties[party]
        return str((row["name_ja"] if language == "ja" else row["name"]) or row["name"])

    def forms_of(self, party: str) -> list[Published]:
        """Return the forms of a Party."""
        return [each for each in self.forms if each.form.party == party]

    @property
    def of_parties(self) -> tuple[str, ...]:
        """The Parties with a form, in order."""
        return tuple(dict.fromkeys(each.form.party for each in self.forms))


def book(packages: Iterable[Package], chosen: Wanted, home: str, root: str = "") -> Book:
    """Make the forms of one record.

    Args:
        packages: Its validated packages.
        chosen: Which forms.
        home: The package with the tables of the Parties.
        root: Where its pages stand; only those of the example stand anywhere else than at the top.
    """
    every = {each.name: each for each in packages}
    rows, is_made_up = row_keys(every.values()), bool(root)
    own = every[home]
    with engine() as running:
        ledger = open_ledger(running, tuple(every.values()))
        both = tuple(_forms(ledger, chosen, root, rows, own))
        whole = tuple(each for each, _ in both)
        comparisons = tuple(_comparisons(ledger, chosen, root, whole))
    parties = read_table(own.tables["parties"], home).to_pylist()
    return Book(
        root=root,
        is_made_up=is_made_up,
        parties=MappingProxyType({each["party"]: each for each in parties}),
        forms=tuple(each for _, each in both),
        comparisons=comparisons,
        rows=rows,
    )


def _forms(
    ledger: Ledger, chosen: Wanted, root: str, rows: RowKeys, home: Package
) -> Iterator[tuple[Form, Published]]:
    """Yield each form, in the version that follows from what was filed, whole and published."""
    folder = home.folder / NARRATIVES
    for party in chosen.forms:
        for name, year in chosen.years(party):
            desk = Desk(package=home, party=party, form=name, year=year)
            version = desk.version(None)
            asked = FormAsked(
                party=party,
                year=year,
                version=str(version),
                submitted_on=desk.filed_on(version),
                narratives=folder if folder.is_dir() else None,
                is_made_up=bool(root),
            )
            whole = made(ledger, name, asked)
            must, _ = due(desk, whole)
            if must != version:
                asked = replace(asked, version=str(must), submitted_on=None)
                whole = made(ledger, name, asked)
            form = public_version(ledger, asked, whole)
            yield (
                whole,
                Published(
                    form=form,
                    path=f"{root}{REPORTS}{party.lower()}/{year}/{name}/",
                    files=form_files(form, rows),
                ),
            )


def _comparisons(
    ledger: Ledger, chosen: Wanted, root: str, forms: tuple[Form, ...]
) -> Iterator[Compared]:
    for party, of_party in groupby(forms, key=lambda each: each.party):
        whole = list(of_party)
        years = [each.year for each in whole if each.name is FormName.SUMMARY]
        if len(whole) > 1 and years:
            report = published_report(reconciliation(whole), confidential(ledger))
            yield _compared(report, (party,), years[-1], root, f"{party.lower()}/{years[-1]}")
    for pair in chosen.counterparts:
        report = two_party(ledger, *pair, is_public=True)
        yield _compared(report, pair, 0, root, "-".join(pair).lower())


def _compared(
    report: Report, parties: tuple[str, ...], year: int, root: str, place: str
) -> Compared:
    stem = "_".join((*parties, *([str(year)] if year else []), report.name))
    return Compared(
        report=report,
        parties=parties,
        year=year,
        path=f"{root}{REPORTS}{place}/{report.name}/",
        files=report_files(report, stem, is_made_up=bool(root)),
    )
