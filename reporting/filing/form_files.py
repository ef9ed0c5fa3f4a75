"""The files of a form, in each format it has."""

import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass, replace
from enum import StrEnum
from pathlib import Path

from reporting.aef_checker.filled_template import filled_template
from reporting.forms.aef.profile import as_exported, file_name
from reporting.forms.model.form import OF_ONE, Form, FormName
from reporting.forms.model.form_diff import CellChange
from reporting.forms.model.row_keys import RowKeys
from reporting.packages.csv_text import to_csv
from reporting.renderers.aef_workbook import aef_workbook
from reporting.renderers.csv_injection import guarded
from reporting.renderers.docx import form_docx
from reporting.renderers.form_workbook import form_workbook
from reporting.renderers.html import form_html
from reporting.renderers.lineage_workbook import trace_workbook
from reporting.renderers.tables import form_csvs, form_json

DOCUMENTS = frozenset({FormName.INITIAL, FormName.SUMMARY, FormName.ANNEX_4, *OF_ONE})


class FileFormat(StrEnum):
    """The formats of a form; a workbook comes with a second one, the trace of its figures."""

    XLSX = "xlsx"
    CSV = "csv"
    JSON = "json"
    HTML = "html"
    DOCX = "docx"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileOptions:
    """How a form is written.

    Attributes:
        formats: In which formats.
        profile: The export profile of the AEF.
        language: Of documents and pages.
        keys: The keys of the rows, for the trace.
        template: The Party's copy of the official workbook of the AEF, which is filled; None for
            the workbook of ours.
    """

    formats: tuple[FileFormat, ...]
    profile: str
    language: str
    keys: RowKeys
    template: Path | None = None


def files_of(form: Form, written: FileOptions) -> Mapping[str, bytes]:
    """Return the files of a form by name, in the order of the formats.

    Raises:
        TemplateError: The template cannot be filled.
    """
    return dict(file for each in written.formats for file in _files(form, each, written))


def _files(form: Form, format_: FileFormat, written: FileOptions) -> Iterator[tuple[str, bytes]]:
    is_aef, language = form.name is FormName.AEF, written.language
    exported = as_exported(form, written.profile) if is_aef else form
    # Texts show the values of the record; how the workbook writes them is said in their notes.
    shown = replace(form, notes=exported.notes)
    name = f"{form.stem}_{form.name}"
    if is_aef:
        name = file_name(form, written.profile).removesuffix(".xlsx")
    match format_:
        case FileFormat.XLSX:
            yield f"{name}.xlsx", _workbook(exported, written)
            yield f"{name}_trace.xlsx", trace_workbook(exported, written.keys, language)
        case FileFormat.CSV:
            for table, content in form_csvs(exported).items():
                yield f"{name}_{table}.csv", content
        case FileFormat.JSON:
            yield f"{name}.json", form_json(shown)
        case FileFormat.HTML:
            yield f"{name}.html", form_html(shown, language)
        case FileFormat.DOCX:
            if form.name in DOCUMENTS:
                yield f"{name}.docx", form_docx(form, language)


def _workbook(exported: Form, written: FileOptions) -> bytes:
    """Return the workbook of a form: the Party's template, the official layout, or one of ours."""
    if exported.name is not FormName.AEF:
        return form_workbook(exported, written.language)
    if written.template is not None:
        return filled_template(written.template, exported)
    return aef_workbook(exported)


def changes_file(form: Form, found: Iterable[CellChange]) -> Mapping[str, bytes]:
    """Return the list of the cells in which a form differs from the one filed before it."""
    rows = (
        [guarded(text) for text in (*astuple(each.address), each.before, each.after)]
        for each in found
    )
    name = f"{form.stem}_{form.name}_changes.csv"
    return {name: to_csv(("table", "row", "column", "before", "after"), rows)}


def put_all(folder: Path, files: Mapping[str, bytes]) -> Iterable[Path]:
    """Write files into a folder once all of them are made; each appears whole."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".new-", dir=folder) as fresh:
        for name, content in files.items():
            (Path(fresh) / name).write_bytes(content)
        # Beside each other first, so that a full disk leaves none of them half written.
        for name in files:
            os.replace(Path(fresh) / name, folder / name)  # noqa: PTH105 - says what it does
    return [folder / name for name in files]
