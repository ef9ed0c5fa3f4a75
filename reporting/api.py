"""The public Python interface: the record, its checks and the forms as pandas DataFrames.

    >>> from reporting import api
    >>> example = api.load("example")
    >>> example["transfers"].dtypes["event_date"]
    dtype('<M8[s]')

What is not known is missing (`pandas.NA`, `pandas.NaT`), never nought. Whole numbers stay whole
(``Int64``), other exact numbers become floats. In the tables of a package codes are categories; in
answers they are printed, in the language asked for. ``frame.attrs`` has the titles and units of the
columns. What is not named in ``__all__`` may change without notice.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from functools import cached_property
from pathlib import Path

import pandas as pd

from reporting.accounting.settings import Settings
from reporting.bundled import DATA
from reporting.filing.archive import TABLE
from reporting.filing.form_files import FileFormat, FileOptions, files_of
from reporting.findings import Finding, Place
from reporting.forms.build import made, public_version
from reporting.forms.model.form import Form as MadeForm
from reporting.forms.model.form import FormName
from reporting.forms.model.request import FormRequest
from reporting.forms.model.row_keys import row_keys
from reporting.forms.model.table import Cell, Note, ReportTable, Type
from reporting.forms.queries.balance import BalanceRequest
from reporting.forms.queries.balance import balance as balance_report
from reporting.forms.queries.check_tables import checks as checks_report
from reporting.forms.queries.holdings import holdings_of
from reporting.forms.queries.ndc import ndcs_of
from reporting.ledger.engines import engine
from reporting.ledger.ledger import Ledger, open_ledger
from reporting.ledger.loading import missing_tables
from reporting.messages import LANGUAGES
from reporting.packages import Field, Package, read_table
from reporting.packages import validate as validate_packages
from reporting.packages.opening import DESCRIPTOR
from reporting.packages.reading import PLACE

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

MADE_UP = "example"
DEFAULT = "data"
DAY = "datetime64[s]"
WHOLE = "Int64"
TYPES = {"integer": WHOLE, "year": WHOLE, "boolean": "boolean", "date": DAY, "number": "Float64"}
OF_COLUMNS = {
    Type.YEAR: WHOLE,
    Type.COUNT: WHOLE,
    Type.ROW: WHOLE,
    Type.DATE: DAY,
}


class DataError(Exception):
    """Data with errors, of which nothing is computed.

    Attributes:
        findings: What is wrong, as `validate` says it.
    """

    def __init__(self, findings: pd.DataFrame) -> None:
        """Say how much is wrong, and the first of it."""
        first = findings.iloc[0]
        row = 0 if pd.isna(first["row"]) else int(first["row"])
        place = Place(package=first["package"], table=first["table"], row=row)
        super().__init__(f"{len(findings)} findings; the first: {place} {first['title']}")
        self.findings = findings


@dataclass(frozen=True, kw_only=True)
class Record:
    """Data packages that are well formed, table by table.

    Attributes:
        packages: The packages by name, as Data Package v2 describes them.
    """

    packages: Mapping[str, Package]
    _stamps: Mapping[Path, tuple[int, int]]
    _read: dict[str, pd.DataFrame] = field(default_factory=dict, repr=False)

    @property
    def tables(self) -> list[str]:
        """The names of the tables; ``PACKAGE/TABLE`` where two packages have one of a name."""
        names = [(package, table) for package in self.packages for table in self._tables(package)]
        single = [name for _, name in names]
        return [name if single.count(name) == 1 else f"{package}/{name}" for package, name in names]

    def __getitem__(self, name: str) -> pd.DataFrame:
        """Return a table, each column of its type; ``row`` is its row in the CSV file.

        Raises:
            KeyError: There is no such table.
        """
        if name not in self._read:
            package, table = self._found(name)
            self._read[name] = _table(package, table)
        return self._read[name].copy()

    def labels(self, table: str, column: str, language: str = "en") -> dict[str, str]:
        """Return what the codes of a column stand for.

        Args:
            table: The table.
            column: One of its columns with categories.
            language: ``en`` or ``ja``.
        """
        package, name = self._found(table)
        described = package.tables[name].schema[column]
        return {each.value: each.label[language] for each in described.categories}

    def labelled(self, table: str, language: str = "en") -> pd.DataFrame:
        """Return a table for people: titles above the columns, labels in place of codes."""
        package, name = self._found(table)
        rows = self[table]
        fields = package.tables[name].schema.fields
        for each in fields:
            if each.categories:
                rows[each.name] = rows[each.name].cat.rename_categories(
                    self.labels(table, each.name, language)
                )
        return rows.rename(columns={each.name: each.title[language] for each in fields})

    def _tables(self, package: str) -> Iterable[str]:
        return self.packages[package].tables

    def _found(self, name: str) -> tuple[Package, str]:
        wanted, _, table = name.rpartition("/")
        found = [
            (package, table)
            for package in self.packages.values()
            if table in package.tables and wanted in {"", package.name}
        ]
        if len(found) == 1:
            return found[0]
        msg = f"{name}: {'several packages have it' if found else 'no package has it'}"
        raise KeyError(msg)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What was asked of a ledger, as tables.

    Attributes:
        title: What it is.
        tables: Its tables by name, the first the answer itself.
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
        into = Path(folder)
        into.mkdir(parents=True, exist_ok=True)
        paths = []
        for name, content in files_of(self._form, written).items():
            (into / name).write_bytes(content)
            paths.append(into / name)
        return paths


Data = str | Path | Record


def load(data: str | Path = "jcm") -> Record:
    """Return the tables of a data package, or of a folder of packages.

    Args:
        data: The name of a package that comes along or stands in the folder ``data`` (``jcm``,
            ``article6``, ``example``, …), or a folder.

    Raises:
        DataError: The data have errors.
        FileNotFoundError: There is no such package.
    """
    packages = {each.name: each for each in _sound(data)}
    return Record(packages=packages, _stamps=_stamps(packages.values()))


def validate(data: str | Path = DEFAULT, language: str = "en") -> pd.DataFrame:
    """Return what is wrong with data packages, or must be known of them: a row for each finding.

    Columns: ``code``, ``severity``, ``package``, ``table``, ``row``, ``field``, ``title``,
    ``expected``, ``found``, ``remedy``, ``provision``.
    """
    return _findings(validate_packages(_folders(data)).findings, language)


def check(data: Data = DEFAULT, language: str = "en") -> Answer:
    """Check a record of units, as ``jcm check`` does.

    The first table has a row for each check with its ``outcome``; `Answer.findings` has a row for
    each finding, `Answer.is_sound` says whether the command would exit with 0.

    Raises:
        DataError: The data have errors.
    """
    with _ledger(data) as (ledger, _):
        report, is_sound = checks_report(ledger)
        answer = _answer(report.title[language], report.tables, report.notes, language)
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
    with _ledger(data) as (ledger, _):
        report = holdings_of(ledger, _party(ledger, party), _day(on))
        return _answer(report.title[language], report.tables, report.notes, language)


def balance(
    data: Data,
    party: str,
    *,
    period: str | None = None,
    cutoff: date | str | None = None,
    language: str = "en",
) -> Answer:
    """Return the emissions balance of a Party under the method its NDC names, or under each.

    Args:
        data: The record: what `load` returned, or the name of a package, or a folder.
        party: Code of the Party.
        period: The NDC implementation period, as ``2021-2030``; default: the first in the record.
        cutoff: The last day whose events count.
        language: ``en`` or ``ja``.

    Raises:
        DataError: The data have errors.
        KeyError: The record names no such Party, or no such NDC of it.
        ValueError: No year of the period had ended by the cut-off.
    """
    with _ledger(data) as (ledger, _):
        code = _party(ledger, party)
        ndcs = {row["period"]: row for row in ndcs_of(ledger, code)}
        if not ndcs or (period and period not in ndcs):
            msg = f"no NDC of {code} for {period or 'any period'}: {', '.join(ndcs)}"
            raise KeyError(msg)
        ndc = ndcs[period or next(iter(ndcs))]
        if cutoff and _day(cutoff) < date(ndc["first_year"], 12, 31):
            msg = f"no year of the NDC period {ndc['period']} had ended by {cutoff}"
            raise ValueError(msg)
        asked = BalanceRequest(
            ndc=ndc, cutoff=_day(cutoff) if cutoff else None, settings=Settings()
        )
        report = balance_report(ledger, asked)
        return _answer(report.title[language], report.tables, report.notes, language)


def form(  # noqa: PLR0913 - each is asked of a form
    data: Data,
    name: str,
    party: str,
    year: int,
    *,
    version: str = "1.0",
    public: bool = False,
    language: str = "en",
) -> Answer:
    """Return a form of Article 6.2, table by table; `Answer.save` writes its files.

    Args:
        data: The record: what `load` returned, or the name of a package, or a folder.
        name: ``aef``, ``structured-summary``, ``annex4``, ``initial`` or ``disclosure``.
        party: Code of the Party.
        year: The reported year of the AEF; the submission year of the others.
        version: Of the submission.
        public: Whether to leave out what is confidential.
        language: ``en`` or ``ja``.

    Raises:
        DataError: The data have errors.
        KeyError: The record names no such Party.
        ValueError: There is no such form.
    """
    asked_for = FormName(name)
    with _ledger(data) as (ledger, packages):
        home = next((each for each in packages if TABLE in each.tables), packages[0])
        narratives = home.folder / "narratives"
        asked = FormRequest(
            party=_party(ledger, party),
            year=int(year),
            version=version,
            narratives=narratives if narratives.is_dir() else None,
            is_made_up=any(each.name == MADE_UP for each in packages),
        )
        complete = made(ledger, asked_for, asked)
        published = public_version(ledger, asked, complete)
        whole = published if public else complete
        answer = _answer(whole.title[language], (), whole.notes, language)
        tables = dict(whole.named_tables)
        return Answer(
            title=answer.title,
            tables={name: _frame(table, language) for name, table in tables.items()},
            notes=answer.notes,
            missing=_missing(tables, language),
            findings=_findings(whole.findings, language),
            readiness=whole.readiness.value,
            confidential=published.confidential,
            _form=whole,
            _packages=packages,
        )


def _folders(data: str | Path) -> list[Path]:
    """Return the folders of packages that are meant; made-up data only if named."""
    # The reader's own data come first; what the program brings along has schemas without rows.
    places = [Path("data") / data, DATA / data] if isinstance(data, str) else []
    named = (each for each in places if (each / DESCRIPTOR).exists() and any(each.glob("*.csv")))
    folder = next(named, Path(data))
    if data == DEFAULT and not folder.is_dir():
        folder = DATA
    if (folder / DESCRIPTOR).exists():
        return [folder]
    every = sorted(path.parent for path in folder.glob(f"*/{DESCRIPTOR}"))
    found = [each for each in every if each.name != MADE_UP]
    if not found:
        msg = f"no data package at {folder}"
        raise FileNotFoundError(msg)
    return found


def _sound(data: Data) -> tuple[Package, ...]:
    if isinstance(data, Record):
        packages = tuple(data.packages.values())
        if _stamps(packages) != data._stamps:  # noqa: SLF001 - of this module
            msg = "the files have changed since they were loaded; load them anew"
            raise RuntimeError(msg)
        return packages
    result = validate_packages(_folders(data))
    if not result.is_clean:
        raise DataError(_findings(result.findings, "en"))
    return tuple(result.packages)


def _stamps(packages: Iterable[Package]) -> dict[Path, tuple[int, int]]:
    """Return when the files of packages were last written, and how long they are."""
    stats = {each.path: each.path.stat() for package in packages for each in package}
    return {path: (stat.st_mtime_ns, stat.st_size) for path, stat in stats.items()}


@contextmanager
def _ledger(data: Data) -> Iterator[tuple[Ledger, tuple[Package, ...]]]:
    packages = _sound(data)
    missing = missing_tables(packages)
    if missing:
        raise DataError(_findings(missing, "en"))
    with engine() as running:
        yield open_ledger(running, packages), packages


def _party(ledger: Ledger, code: str) -> str:
    known = sorted(row["party"] for row in ledger.table("parties"))
    if code.upper() not in known:
        msg = f"{code} is no Party of the record; there are {', '.join(known)}"
        raise KeyError(msg)
    return code.upper()


def _day(day: date | str) -> date:
    return date.fromisoformat(day) if isinstance(day, str) else day


def _table(package: Package, name: str) -> pd.DataFrame:
    table = package.tables[name]
    rows = read_table(table, package.name)
    columns = {each.name: _typed(rows[each.name].to_pylist(), each) for each in table.schema.fields}
    found = pd.DataFrame({**columns, "row": pd.array(rows[PLACE[2]].to_pylist(), WHOLE)})
    found.attrs = {
        "titles": {each.name: dict(each.title) for each in table.schema.fields},
        "units": {each.name: each.unit for each in table.schema.fields if each.unit},
    }
    return found


def _typed(values: list[object], of: Field) -> pd.Series:
    if of.categories:
        categories = pd.CategoricalDtype([each.value for each in of.categories])
        return pd.Series(values, dtype=categories)
    return _series(values, TYPES.get(of.type, "str"))


def _series(values: list[object], kind: str) -> pd.Series:
    return pd.Series(pd.to_datetime(values) if kind == DAY else values, dtype=kind)


def _frame(table: ReportTable, language: str) -> pd.DataFrame:
    """Return a table of a report; texts as people read them."""
    columns = {}
    for at, column in enumerate(table.columns):
        cells = [row[at] for row in table.rows]
        kind = OF_COLUMNS.get(column.type, "str")
        if any(isinstance(each.value, str) for each in cells):
            kind = "str"  # the AEF writes NA where a column does not apply
        elif column.type is Type.QUANTITY:
            is_whole = all(isinstance(each.value, int | None) for each in cells)
            kind = WHOLE if is_whole else "Float64"
        columns[column.name] = _series([_value(each, kind, language) for each in cells], kind)
    found = pd.DataFrame(columns)
    found.attrs = {
        "title": table.title[language],
        "titles": {each.name: each.label[language] for each in table.columns},
        "units": {each.name: each.unit for each in table.columns if each.unit},
    }
    return found


def _value(cell: Cell, kind: str, language: str) -> object:
    if cell.value is None:
        return None
    if kind == "str":
        return cell.label[language] or str(cell.value)
    return float(cell.value) if isinstance(cell.value, Fraction) else cell.value


def _answer(
    title: str, tables: Iterable[ReportTable], notes: Iterable[Note], language: str
) -> Answer:
    _known(language)
    named: dict[str, ReportTable] = {}
    for each in tables:
        number = sum(table.name == each.name for table in named.values()) + 1
        named[each.name if number == 1 else f"{each.name}_{number}"] = each
    return Answer(
        title=title,
        tables={name: _frame(table, language) for name, table in named.items()},
        notes=pd.DataFrame(
            [(each.label[language], each.text[language], each.provision) for each in notes],
            columns=["label", "text", "provision"],
            dtype="str",
        ),
        missing=_missing(named, language),
        findings=_findings((), language),
    )


def _known(language: str) -> None:
    if language not in LANGUAGES:
        msg = f"'{language}' is no language of the record; there are {', '.join(LANGUAGES)}"
        raise ValueError(msg)


def _missing(tables: Mapping[str, ReportTable], language: str) -> pd.DataFrame:
    found = [
        (name, row, column.name, reason.code, reason.sentence[language])
        for name, table in tables.items()
        for row, cells in enumerate(table.rows)
        for column, cell in zip(table.columns, cells, strict=True)
        for reason in cell.reasons
    ]
    return pd.DataFrame(found, columns=["table", "row", "column", "code", "reason"])


def _findings(findings: Iterable[Finding], language: str) -> pd.DataFrame:
    rows = []
    for each in findings:
        words, place = each.words(language), each.place
        rows.append(
            {
                "code": each.code,
                "severity": each.severity.value,
                "package": place.package,
                "table": place.table,
                "row": place.row or None,
                "field": place.field,
                "title": words.title,
                "expected": words.expected,
                "found": words.found,
                "remedy": words.remedy,
                "provision": each.provision,
            }
        )
    kinds = {
        "code": "str", "severity": pd.CategoricalDtype(["error", "notice"]), "package": "str",
        "table": "str", "row": WHOLE, "field": "str", "title": "str", "expected": "str",
        "found": "str", "remedy": "str", "provision": "str",
    }  # fmt: skip
    return pd.DataFrame(rows, columns=list(kinds)).astype(kinds)
