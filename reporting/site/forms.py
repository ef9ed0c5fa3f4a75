"""The forms made: one ledger for each book is opened once, and every form is made from it.

What is published leaves out what is confidential; forms are compared as they are filed, whole.
Of the downloads, what says the same in every language stands once, in ``files``; Japanese files in
``files/ja``.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

from reporting.filing.form_files import FileFormat, FileOptions, files_of
from reporting.filing.submissions import SubmissionSeries, due
from reporting.findings import LANGUAGES
from reporting.forms.build import build_form, public_version
from reporting.forms.model.form import Form, FormName
from reporting.forms.model.narratives import narratives_of
from reporting.forms.model.redaction import confidential, published_report
from reporting.forms.model.request import FormRequest
from reporting.forms.model.row_keys import RowKeys, row_keys
from reporting.forms.model.table import Report
from reporting.forms.published_forms import FormsConfig
from reporting.forms.queries.side_by_side import (
    ComparedAnswers,
    ComparedMethods,
    compared_answers,
    compared_methods,
)
from reporting.forms.queries.two_party import two_party
from reporting.forms.reconciliation import reconciliation
from reporting.ledger.engines import engine
from reporting.ledger.ledger import Ledger, open_ledger
from reporting.messages import Text, _
from reporting.packages import Package, read_table
from reporting.renderers.files import to_json, to_zip
from reporting.renderers.status_banner import MADE_UP, banner_lines
from reporting.renderers.tables import as_json, form_csvs, tables_csv, text_record
from reporting.site.downloads import Download

FOLDER = "files/"
PROFILE = "secretariat"
NOTE = "README.txt"
TITLES: Mapping[str, Text] = {
    "_trace.xlsx": _("Rows behind the figures (XLSX)"),
    ".xlsx": _("Workbook (XLSX)"),
    ".docx": _("Document (DOCX)"),
    ".html": _("For printing (HTML)"),
    "_csv.zip": _("Tables (CSV, zipped)"),
    ".csv": _("Table (CSV)"),
    ".json": _("Everything (JSON)"),
}
ORDER = (".xlsx", "_trace.xlsx", ".docx", ".html", "_csv.zip", ".csv", ".json")
SHARED: Mapping[bool, tuple[FileFormat, ...]] = {
    True: (FileFormat.XLSX, FileFormat.JSON),
    False: (FileFormat.JSON,),
}
OWN: Mapping[bool, tuple[FileFormat, ...]] = {
    True: (FileFormat.HTML,),
    False: (FileFormat.XLSX, FileFormat.DOCX, FileFormat.HTML),
}


def form_files(form: Form, rows: RowKeys) -> Mapping[str, bytes]:
    """Return every file of a form, by its path beside the page; the AEF is in English alone."""
    is_official = form.name is FormName.AEF
    found = _written(form, rows, SHARED[is_official], "en", FOLDER)
    tables = {f"{name}.csv": content for name, content in form_csvs(form).items()}
    found[f"{FOLDER}{form.stem}_{form.name}_csv.zip"] = to_zip({NOTE: _note(form), **tables})
    for language in LANGUAGES:
        found |= _written(form, rows, OWN[is_official], language, _folder(language))
    return found


def report_files(report: Report, stem: str, *, is_made_up: bool) -> Mapping[str, bytes]:
    """Return the files of a comparison, by their path beside the page."""
    mark = {"is_made_up": True, **text_record("made_up", MADE_UP)} if is_made_up else {}
    return {
        f"{FOLDER}{stem}.csv": tables_csv(report.tables[:1], is_made_up=is_made_up),
        f"{FOLDER}{stem}.json": to_json({**mark, **json.loads(as_json(report))}),
    }


def downloads(path: str, names: Iterable[str], language: str) -> tuple[Download, ...]:
    """Return the files that a page offers in its language."""
    foreign = [_folder(each) for each in LANGUAGES if each != language and _folder(each) != FOLDER]
    own = _folder(language)
    usable = [name for name in names if not name.startswith(tuple(foreign))]
    better = {_base(name) for name in usable if own != FOLDER and name.startswith(own)}
    chosen = [name for name in usable if name.startswith(own) and own != FOLDER]
    chosen += [name for name in usable if name not in chosen and _base(name) not in better]
    chosen.sort(key=lambda name: (ORDER.index(_kind(name)), name))
    return tuple(Download(title=TITLES[_kind(name)], address=path + name) for name in chosen)


def _written(
    form: Form, rows: RowKeys, formats: tuple[FileFormat, ...], language: str, folder: str
) -> dict[str, bytes]:
    written = FileOptions(formats=formats, profile=PROFILE, language=language, keys=rows)
    return {f"{folder}{name}": each for name, each in files_of(form, written).items()}


def _note(form: Form) -> bytes:
    """Return what a reader of the tables must heed, in both languages."""
    lines = [
        line
        for language in LANGUAGES
        for line in (
            f"{form.title[language]}: {form.party} {form.year}, {form.version}",
            *banner_lines(form, language),
            "",
        )
    ]
    return "\n".join(lines).encode()


def _folder(language: str) -> str:
    return FOLDER if language == LANGUAGES[0] else f"{FOLDER}{language}/"


def _base(name: str) -> str:
    return name.rpartition("/")[2]


def _kind(name: str) -> str:
    return next(each for each in TITLES if name.endswith(each))


REPORTS = "reports/"
# Two questions whose answers move figures of the example; each costs a replay of its ledger.
COMPARED_QUESTIONS = ("dual_purpose", "row_23d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A form with its page and files.

    Attributes:
        form: The form, in its public version.
        path: The address of its page below the language.
        files: Its files by their path beside the page.
        filed_on: When this version was filed, as far as is known.
    """

    form: Form
    path: str
    files: Mapping[str, bytes]
    filed_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BilateralForms:
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
class BuiltForms:
    """What is published of one record.

    Attributes:
        root: Where its pages stand: nothing, or ``example/``.
        is_made_up: Whether it is the example.
        parties: The names of the Parties, by code.
        forms: Its forms, those of one Party together.
        comparisons: Its comparisons.
        rows: What finds the key of a row.
        methods: Of the example, the methods of adjustment side by side.
        answers: Of the example, two answers to an open question side by side.
    """

    root: str
    is_made_up: bool
    parties: Mapping[str, Mapping[str, Any]]
    forms: tuple[Published, ...]
    comparisons: tuple[BilateralForms, ...]
    rows: RowKeys
    methods: tuple[ComparedMethods, ...] = ()
    answers: tuple[ComparedAnswers, ...] = ()

    def name(self, party: str, language: str) -> str:
        """Return the name of a Party."""
        row = self.parties[party]
        return str((row["name_ja"] if language == "ja" else row["name"]) or row["name"])

    def named(self, text: str, language: str) -> str:
        """Return a text with countries by their names; Parties that are made up keep codes."""
        if self.is_made_up:
            return text
        for party in self.parties:
            text = text.replace(party, self.name(party, language))
        return text

    def forms_of(self, party: str) -> list[Published]:
        """Return the forms of a Party."""
        return [each for each in self.forms if each.form.party == party]

    @property
    def of_parties(self) -> tuple[str, ...]:
        """The Parties with a form, in order."""
        return tuple(dict.fromkeys(each.form.party for each in self.forms))


def book(packages: Iterable[Package], chosen: FormsConfig, home: str, root: str = "") -> BuiltForms:
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
    parties = {each["party"]: each for each in read_table(own.tables["parties"], home).to_pylist()}
    chosen = chosen.within(parties)
    with engine() as running:
        ledger = open_ledger(running, tuple(every.values()))
        both = tuple(_forms(ledger, chosen, root, rows, own))
        whole = tuple(each for each, _ in both)
        comparisons = tuple(_comparisons(ledger, chosen, root, whole))
        shown = tuple(chosen.forms) if is_made_up else ()
        methods = tuple(each for party in shown for each in compared_methods(ledger, party))
        answers = tuple(
            each
            for party in shown[:1]
            for each in compared_answers(ledger, party, COMPARED_QUESTIONS)
        )
    return BuiltForms(
        root=root,
        is_made_up=is_made_up,
        parties=MappingProxyType(parties),
        forms=tuple(each for _, each in both),
        comparisons=comparisons,
        rows=rows,
        methods=methods,
        answers=answers,
    )


def _forms(
    ledger: Ledger, chosen: FormsConfig, root: str, rows: RowKeys, home: Package
) -> Iterator[tuple[Form, Published]]:
    """Yield each form, in the version that follows from what was filed, whole and published."""
    for party in chosen.forms:
        for name, about, year in chosen.every(party):
            request = FormRequest(
                party=party,
                year=year,
                about=about,
                narratives=narratives_of(home),
                is_made_up=bool(root),
            )
            whole, request = _in_its_version(ledger, home, name, request)
            form = public_version(ledger, request, whole)
            own = f"{quote(about.lower(), safe='')}/" if about else ""
            yield (
                whole,
                Published(
                    form=form,
                    path=f"{root}{REPORTS}{party.lower()}/{year}/{name}/{own}",
                    files=form_files(form, rows),
                    filed_on=request.submitted_on,
                ),
            )


def _in_its_version(
    ledger: Ledger, home: Package, name: FormName, request: FormRequest
) -> tuple[Form, FormRequest]:
    """Return a form made whole, in the version that follows from what was filed."""
    if name is FormName.STATEMENT:  # never filed: its version is that of the authorization
        return build_form(ledger, name, request), request
    series = SubmissionSeries(
        package=home, party=request.party, form=name, year=request.year, approach=request.about
    )
    version = series.version(None)
    request = replace(request, version=str(version), submitted_on=series.filed_on(version))
    whole = build_form(ledger, name, request)
    must, _ = due(series, whole)
    if must != version:
        request = replace(request, version=str(must), submitted_on=None)
        whole = build_form(ledger, name, request)
    return whole, request


def _comparisons(
    ledger: Ledger, chosen: FormsConfig, root: str, forms: tuple[Form, ...]
) -> Iterator[BilateralForms]:
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
) -> BilateralForms:
    stem = "_".join((*parties, *([str(year)] if year else []), report.name))
    return BilateralForms(
        report=report,
        parties=parties,
        year=year,
        path=f"{root}{REPORTS}{place}/{report.name}/",
        files=report_files(report, stem, is_made_up=bool(root)),
    )
