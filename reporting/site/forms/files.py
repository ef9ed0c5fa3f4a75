"""The files beside the page of a form or comparison: workbooks, data, documents.

What says the same in every language stands once, in ``files``; Japanese files in ``files/ja``.
"""

import json
from collections.abc import Iterable, Mapping

from reporting.filing.form_files import Format, Written, files_of
from reporting.findings import LANGUAGES
from reporting.forms.model.form import Form, FormName
from reporting.forms.model.row_keys import RowKeys
from reporting.forms.model.table import Report
from reporting.packages.model import Text
from reporting.renderers.archive import to_zip
from reporting.renderers.form_data import form_csvs
from reporting.renderers.json import to_json
from reporting.renderers.status_banner import MADE_UP, heeded
from reporting.renderers.tables import as_json, tables_csv, text_record
from reporting.site.offering import Download

FOLDER = "files/"
PROFILE = "secretariat"
NOTE = "README.txt"
TITLES: Mapping[str, Text] = {
    "_trace.xlsx": {"en": "Rows behind the figures (XLSX)", "ja": "数値のもとになった行（XLSX）"},
    ".xlsx": {"en": "Workbook (XLSX)", "ja": "ブック（XLSX）"},
    ".docx": {"en": "Document (DOCX)", "ja": "文書（DOCX）"},
    ".html": {"en": "For printing (HTML)", "ja": "印刷用（HTML）"},
    "_csv.zip": {"en": "Tables (CSV, zipped)", "ja": "表（CSV、zip形式）"},
    ".csv": {"en": "Table (CSV)", "ja": "表（CSV）"},
    ".json": {"en": "Everything (JSON)", "ja": "すべて（JSON）"},
}
ORDER = (".xlsx", "_trace.xlsx", ".docx", ".html", "_csv.zip", ".csv", ".json")
SHARED: Mapping[bool, tuple[Format, ...]] = {
    True: (Format.XLSX, Format.JSON),
    False: (Format.JSON,),
}
OWN: Mapping[bool, tuple[Format, ...]] = {
    True: (Format.HTML,),
    False: (Format.XLSX, Format.DOCX, Format.HTML),
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
    form: Form, rows: RowKeys, formats: tuple[Format, ...], language: str, folder: str
) -> dict[str, bytes]:
    written = Written(formats=formats, profile=PROFILE, language=language, keys=rows)
    return {f"{folder}{name}": each for name, each in files_of(form, written).items()}


def _note(form: Form) -> bytes:
    """Return what a reader of the tables must heed, in both languages."""
    lines = [
        line
        for language in LANGUAGES
        for line in (
            f"{form.title[language]}: {form.party} {form.year}, {form.version}",
            *heeded(form, language),
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
