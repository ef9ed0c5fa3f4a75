"""The public Python interface: the record, its checks and the forms as pandas DataFrames.

    >>> from reporting import api
    >>> example = api.load("example")
    >>> example["transfers"].dtypes["event_date"]
    dtype('<M8[s]')

What is not known is missing (`pandas.NA`, `pandas.NaT`), never nought. Whole numbers stay whole
(``Int64``), other exact numbers become floats. In the tables of a package codes are categories; in
answers they are printed, in the language asked for, and stand as they are in `Answer.codes`.
``frame.attrs`` has the titles and units of the columns. A table or column that got another name is
found under the old one for two releases, with a `FutureWarning`. What is not named in ``__all__``
may change without notice.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path

import pandas as pd

from reporting import dataframes
from reporting.accounting.period import MethodName
from reporting.filing.archive import TABLE
from reporting.filing.form_files import FileFormat, FileOptions, files_of, put_all
from reporting.filing.stages import StageError, Version
from reporting.forms.build import build_form, public_version
from reporting.forms.model.form import Form as MadeForm
from reporting.forms.model.form import FormName
from reporting.forms.model.narratives import narratives_of
from reporting.forms.model.request import FormRequest
from reporting.forms.model.row_keys import row_keys
from reporting.forms.model.table import Note, ReportTable, named_tables
from reporting.forms.queries.accounts import BalanceRequest
from reporting.forms.queries.balance import balance as balance_report
from reporting.forms.queries.check_tables import checks as checks_report
from reporting.forms.queries.holdings import holdings_of
from reporting.forms.queries.ndc import check_cutoff, named_ndc
from reporting.ledger.engines import engine
from reporting.ledger.ledger import Ledger, open_ledger
from reporting.ledger.loading import missing_tables
from reporting.messages import LANGUAGES, Text
from reporting.packages import Package
from reporting.packages import validate as validate_packages
from reporting.record import DEFAULT, Data, DataError, Record, folders, renames_of, sound, stamps

__all__ = [
    "Answer",
    "DataError",
    "Record",
    "balance",
    "check",
    "form",
    "holdings",
    "load",
    "validate",
]


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What was asked of a ledger, as tables.

    Attributes:
        title: What it is.
        tables: Its tables by name, the first the answer itself.
        codes: The same tables with codes where those have words: to filter, join and count by.
        notes: Method, basis, cut-off and settings: ``label``, ``text``, ``provision``.
        missing: Why figures are missing: ``table``, ``row`` (of the frame), ``column``, ``code``,
            ``reason``.
        findings: Of `check`, each finding; of a form, what stands in the way of filing it.
        readiness: Of a form, whether it can be filed; else empty.
        is_sound: Of `check`, whether no check fails with an error.
        confidential: Of a form, how many rows of its tables or behind its figures are confidential.
            They are in it, and in what `save` writes, unless the public version was asked for.
    """

    title: str
    tables: Mapping[str, pd.DataFrame]
    codes: Mapping[str, pd.DataFrame]
    notes: pd.DataFrame
    missing: pd.DataFrame
    findings: pd.DataFrame
    readiness: str = ""
    is_sound: bool = True
    confidential: int = 0
    _form: MadeForm | None = field(default=None, repr=False)
    _packages: tuple[Package, ...] = field(default=(), repr=False)

    @cached_property
    def table(self) -> pd.DataFrame:
        """The first of its tables."""
        return next(iter(self.tables.values()))

    def save(self, folder: str | Path, *, language: str = "en") -> list[Path]:
        """Write a form into a folder in all formats of ``jcm report``.

        Raises:
            TypeError: It is no form.
        """
        if self._form is None:
            msg = "only a form has files"
            raise TypeError(msg)
        written = FileOptions(
            formats=tuple(FileFormat),
            profile="secretariat",
            language=language,
            keys=row_keys(self._packages),
        )
        return list(put_all(Path(folder), files_of(self._form, written)))


def load(data: str | Path = "jcm") -> Record:
    """Return the tables of a data package, or of a folder of packages.

    Args:
        data: The name of a package that comes along or stands in the folder ``data`` (``jcm``,
            ``article6``, ``example``, …), or a folder.

    Raises:
        DataError: The data have errors.
        FileNotFoundError: There is no such package.
    """
    packages = {each.name: each for each in sound(data)}
    return Record(packages=packages, _stamps=stamps(packages.values()), _renames=renames_of(data))


def validate(data: str | Path = DEFAULT, language: str = "en") -> pd.DataFrame:
    """Return what is wrong with data packages, or must be known of them: a row for each finding.

    Columns: ``code``, ``severity``, ``package``, ``table``, ``row``, ``field``, ``title``,
    ``expected``, ``found``, ``remedy``, ``provision``.
    """
    _check_language(language)
    return dataframes.findings(validate_packages(folders(data)).findings, language)


def check(data: Data = DEFAULT, language: str = "en") -> Answer:
    """Check a record of units, as ``jcm check`` does.

    The first table has a row for each check with its ``outcome``; `Answer.findings` has a row for
    each finding, `Answer.is_sound` says whether the command would exit with 0.

    Raises:
        DataError: The data have errors.
    """
    with _ledger(data, language) as (ledger, _):
        report, is_sound = checks_report(ledger)
        answer = _answer(report.title, report.tables, report.notes, language)
        return replace(answer, findings=answer.tables["findings"], is_sound=is_sound)


def holdings(data: Data, party: str, on: date | str, language: str = "en") -> Answer:
    """Return what a Party holds at the end of a day: blocks, then totals, in t CO2 eq.

    Args:
        data: The record: what `load` returned, or the name of a package, or a folder.
        party: Code of the Party, as ``JPN``.
        on: The day, or ``YYYY-MM-DD``.
        language: ``en`` or ``ja``.

    Raises:
        DataError: The data have errors.
        KeyError: The record names no such Party.
    """
    with _ledger(data, language) as (ledger, _):
        report = holdings_of(ledger, _party(ledger, party), _day(on))
        return _answer(report.title, report.tables, report.notes, language)


def balance(  # noqa: PLR0913 - each is asked of a balance
    data: Data,
    party: str,
    *,
    period: str | None = None,
    method: str | None = None,
    cutoff: date | str | None = None,
    language: str = "en",
) -> Answer:
    """Return the emissions balance of a Party under the method its NDC names, or under each.

    Args:
        data: The record: what `load` returned, or the name of a package, or a folder.
        party: Code of the Party.
        period: The NDC implementation period, as ``2021-2030``; default: the first in the record.
        method: ``averaging``, ``trajectory`` or ``multi_year``; default: the one that the NDC
            names, else each.
        cutoff: The last day whose events count.
        language: ``en`` or ``ja``.

    Raises:
        DataError: The data have errors.
        LookupError: The record names no such Party, or no such NDC of it.
        ValueError: No year of the period had ended by the cut-off, or there is no such method.
    """
    with _ledger(data, language) as (ledger, _):
        code = _party(ledger, party)
        ndc, last_day = named_ndc(ledger, code, period), _day(cutoff) if cutoff else None
        check_cutoff(last_day, ndc)
        request = BalanceRequest(
            ndc=ndc,
            method=MethodName(method) if method else None,
            cutoff=last_day,
        )
        report = balance_report(ledger, request)
        return _answer(report.title, report.tables, report.notes, language)


def form(  # noqa: PLR0913 - each is asked of a form
    data: Data,
    name: str,
    party: str,
    year: int,
    *,
    about: str = "",
    version: str = "1.0",
    public: bool = False,
    language: str = "en",
) -> Answer:
    """Return a form of Article 6.2, table by table; `Answer.save` writes its files.

    Args:
        data: The record: what `load` returned, or the name of a package, or a folder.
        name: ``aef``, ``structured-summary``, ``annex4``, ``initial``, ``disclosure``; or, with
            ``about``, ``updated-initial`` or ``authorization-statement``.
        party: Code of the Party.
        year: The reported year of the AEF; the submission year of the others.
        about: The cooperative approach of an updated initial report, or the authorization of a
            statement.
        version: Of the submission, as ``1.0``.
        public: Whether to leave out what is confidential.
        language: ``en`` or ``ja``.

    Raises:
        DataError: The data have errors.
        KeyError: The record names no such Party.
        ValueError: There is no such form, or no such version.
    """
    asked_for, numbered = FormName(name), _version(version)
    with _ledger(data, language) as (ledger, packages):
        # Narratives stand beside the submissions of the Party, whichever package comes first.
        home = next((each for each in packages if TABLE in each.tables), packages[0])
        request = FormRequest(
            party=_party(ledger, party),
            year=int(year),
            about=about,
            version=numbered,
            narratives=narratives_of(home),
            is_made_up=any(each.is_made_up for each in packages),
        )
        complete = build_form(ledger, asked_for, request)
        published = public_version(ledger, request, complete)
        whole = published if public else complete
        return replace(
            _answer(whole.title, whole.tables, whole.notes, language),
            findings=dataframes.findings(whole.findings, language),
            readiness=whole.readiness.value,
            # Only leaving rows out counts them, so the whole form takes the number from the public
            # one.
            confidential=published.confidential,
            _form=whole,
            _packages=packages,
        )


@contextmanager
def _ledger(data: Data, language: str) -> Iterator[tuple[Ledger, tuple[Package, ...]]]:
    _check_language(language)
    packages = sound(data)
    missing = missing_tables(packages)
    if missing:
        raise DataError(dataframes.findings(missing, "en"))
    with engine() as running:
        yield open_ledger(running, packages), packages


def _version(written: str) -> str:
    try:
        return str(Version.from_text(written))
    except StageError as error:
        raise ValueError(error) from error


def _check_language(language: str) -> None:
    if language not in LANGUAGES:
        msg = f"'{language}' is no language of the record; there are {', '.join(LANGUAGES)}"
        raise ValueError(msg)


def _party(ledger: Ledger, code: str) -> str:
    known = sorted(row["party"] for row in ledger.table("parties") if row["kind"] is None)
    if code.upper() not in known:
        msg = f"{code} is no Party of the record; there are {', '.join(known)}"
        raise KeyError(msg)
    return code.upper()


def _day(day: date | str) -> date:
    return date.fromisoformat(day) if isinstance(day, str) else day


def _answer(
    title: Text, tables: Iterable[ReportTable], said: Iterable[Note], language: str
) -> Answer:
    named = dict(named_tables(tables))
    return Answer(
        title=title[language],
        tables={name: dataframes.report_table(each, language) for name, each in named.items()},
        codes={
            name: dataframes.report_table(each, language, has_codes=True)
            for name, each in named.items()
        },
        notes=dataframes.notes(said, language),
        missing=dataframes.missing_figures(named, language),
        findings=dataframes.findings((), language),
    )
