"""A mapping begun: columns of a list that are like fields of a table, written as TOML.

Nothing is guessed: what two readings fit, and what nothing fits, is left as a comment.
"""

import csv
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path

import pyarrow.compute as pc

from reporting.bundled import DATA
from reporting.filing.imports.mapping.date_forms import date_form
from reporting.filing.imports.mapping.model import MappedSource
from reporting.filing.imports.mapping.sources.loaded import LoadedSource, is_link, load
from reporting.filing.imports.mapping.sources.part import ROW
from reporting.packages import Field, Package, Table
from reporting.packages.csv_text import shown
from reporting.packages.saved_forms import DELIMITERS

ENOUGH = 0.8
"""How like a name of a column must be to one of a field."""
MOST_CODES = 300
FORMS = (
    *("yyyy-mm-dd", "dd/mm/yyyy", "mm/dd/yyyy", "dd.mm.yyyy", "d/m/yyyy", "m/d/yyyy", "d.m.yyyy"),
    *("yyyy/m/d", "d Month yyyy", "d Mon yyyy", "dd-Mon-yyyy", "Month d, yyyy", "yyyy-mm-dd*"),
)
PROVENANCE = ("source_id", "confidence", "basis")
COUNTRY = "^[A-Z]{3}$"
WORDS = re.compile(r"[\W_]+")
Likeness = tuple[float, str, str]
"""How like, a column, a field."""


def load_list(file: Path, *, sheet: str = "", header_row: int = 1) -> LoadedSource:
    """Read a list, a CSV with the delimiter that parts its heading into most columns.

    Args:
        file: The list.
        sheet: The sheet of a workbook; the first if empty.
        header_row: The row with the names of its columns, from 1.
    """
    source = MappedSource(name="list", sheet=sheet, header_rows=(header_row,))
    loaded = load(source, [file])
    if len(loaded.written) != 1:
        return loaded
    others = (load(replace(source, delimiter=each), [file]) for each in DELIMITERS[1:])
    return max(loaded, *others, key=lambda each: len(each.written))


def draft_of(loaded: LoadedSource, package: Package, table: str = "") -> str:
    """Return a mapping of a list, as far as its columns say it.

    Args:
        loaded: The list.
        package: The package whose tables it fills.
        table: The table; the one that most columns are like if empty.
    """
    columns = [each for each in loaded.written if not is_link(each)]
    tables = [package.tables[table]] if table else [*package]
    chosen = max(tables, key=lambda each: sum(like for like, *_ in matches(columns, each)))
    fields = {field: column for _like, column, field in matches(columns, chosen)}
    lines = [*_head(loaded, package), *_unmatched(columns, fields)]
    cells: list[str] = []
    codes: list[str] = []
    for field in chosen.schema.fields:
        if field.name in fields:
            drafted = _DraftedCell(field=field, column=fields[field.name], loaded=loaded)
            cells += drafted.lines()
            codes += drafted.codes()
    cells += _needed(chosen, fields)
    return "\n".join([*lines, *codes, "", f"[table.{chosen.name}]", *cells, ""])


def matches(columns: Sequence[str], table: Table) -> list[Likeness]:
    """Return which column is like which field, each once, the most like first."""
    every = sorted(
        (
            (-like, at, field.name, column)
            for at, field in enumerate(table.schema.fields)
            for column in columns
            if (like := _likeness(column, field)) >= ENOUGH
        ),
    )
    found: list[Likeness] = []
    for unlike, _at, field_name, column in every:
        if not any(column == known or field_name == field for _like, known, field in found):
            found.append((-unlike, column, field_name))
    return found


def _likeness(column: str, field: Field) -> float:
    names = (field.name, *field.title.values())
    return max(SequenceMatcher(None, _bare(column), _bare(each)).ratio() for each in names)


@cache
def _bare(name: str) -> str:
    return WORDS.sub("", name.casefold())


def _head(loaded: LoadedSource, package: Package) -> Iterator[str]:
    file = loaded.parts[0].file
    name = re.sub("[^a-z0-9]+", "-", file.rpartition(".")[0].lower()).strip("-") or "list"
    kind = "jcm" if package.name == "jcm" else "article6"
    yield from (
        "[mapping]",
        f"name = {_text(name)}",
        f"title = {_text(file)}",
        f"package = {_text(kind)}",
        'headers = "not confirmed"',
        "",
        f"[source.{loaded.source.name}]",
        f"file = {_text(file)}",
    )
    if loaded.source.sheet:
        yield f"sheet = {_text(loaded.source.sheet)}"
    if loaded.source.delimiter != DELIMITERS[0]:
        yield f"delimiter = {_text(loaded.source.delimiter)}"
    if loaded.source.header_rows != (1,):
        yield f"header_row = {loaded.source.header_rows[0]}"


def _unmatched(columns: Sequence[str], fields: Mapping[str, str]) -> Iterator[str]:
    left = [each for each in columns if each not in fields.values()]
    if left:
        yield "# No field is like these: use them below, or take them into ignore."
        yield f"# ignore = [{', '.join(map(_text, left))}]"


def _needed(table: Table, fields: Mapping[str, str]) -> Iterator[str]:
    """Yield the fields that need a value and have none, a key as the number of the row."""
    keys = table.schema.primary_key
    for name in keys:
        if name not in fields:
            numbered = f"{name} = {{ column = {_text(ROW)} }}"
            yield f"{numbered} # no column is like it: the number of the row"
    for field in table.schema.fields:
        is_open = field.name not in {*fields, *keys} and not field.is_filled_when_read
        if field.constraints.get("required") and is_open:
            basis = "" if field.name in PROVENANCE else ', basis = "inferred"'
            yield f'# needed: {field.name} = {{ value = "…"{basis} }} # {field.title["en"]}'


@dataclass(frozen=True, slots=True, kw_only=True)
class _DraftedCell:
    """A field and the column that is like it."""

    field: Field
    column: str
    loaded: LoadedSource

    def _texts(self) -> list[str]:
        values = pc.unique(pc.drop_null(self.loaded.column(self.column)))
        return [str(each) for each in values.to_pylist()]

    def lines(self) -> Iterator[str]:
        """Yield how the field is written."""
        name, column = self.field.name, f"column = {_text(self.column)}"
        if self._is_coded:
            yield f"{name} = {{ code = {_text(self._list)} }}"
        elif self.field.type == "date":
            forms = date_forms(self._texts())
            known = f", date = {_text(forms[0])}" if len(forms) == 1 else ', date = "yyyy-mm-dd"'
            doubt = f" # which form? {' or '.join(forms) or shown(self._example)}"
            yield f"{name} = {{ {column}{known} }}{doubt if len(forms) != 1 else ''}"
        elif self.field.unit.startswith("t CO2") and self.field.type == "integer":
            yield f'{name} = {{ {column}, unit = "t" }}'
        else:
            yield f"{name} = {{ {column} }}"

    @property
    def _example(self) -> str:
        return next(iter(self._texts()), "")

    @property
    def _list(self) -> str:
        return self.field.name.replace("_", "-")

    @property
    def _known(self) -> Mapping[str, str]:
        """The codes of the field by what each may be called."""
        if self.field.constraints.get("pattern") == COUNTRY:
            return _countries()
        if self.field.type == "boolean":
            return {"yes": "true", "no": "false", "true": "true", "false": "false"}
        return {
            written.casefold(): each.value
            for each in self.field.categories
            for written in (each.value, *each.label.values())
        }

    @property
    def _is_coded(self) -> bool:
        known = self._known
        return bool(known) and not {*self._texts()} <= {*known.values()}

    def codes(self) -> Iterator[str]:
        """Yield the list of codes of the field, if its values are none themselves."""
        if not self._is_coded:
            return
        known, values = self._known, self._texts()
        yield from ("", f"[codes.{self._list}]", f"column = {_text(self.column)}")
        yield f"[codes.{self._list}.map]"
        for value in values[:MOST_CODES]:
            code = known.get(value.casefold())
            yield f"{_text(value)} = {_text(code)}" if code else f'# {_text(value)} = "?"'
        if len(values) > MOST_CODES:
            yield f"# … {len(values) - MOST_CODES}"


def date_forms(texts: Sequence[str]) -> list[str]:
    """Return the forms that read every text; of those that read all alike, the first."""
    found: dict[tuple[str | None, ...], str] = {}
    for form in FORMS:
        read = tuple(date_form(form).read(each) for each in texts)
        if texts and None not in read:
            found.setdefault(read, form)
    return [*found.values()]


@cache
def _countries() -> Mapping[str, str]:
    """Return the codes of countries by what each may be called."""
    with (DATA / "nomenclature" / "countries.csv").open(encoding="utf-8", newline="") as stream:
        return {
            row[name].casefold(): row["alpha3"]
            for row in csv.DictReader(stream)
            for name in ("alpha3", "alpha2", "name", "name_ja")
            if row[name]
        }


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
