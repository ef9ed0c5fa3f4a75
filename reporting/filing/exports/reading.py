"""An export file read: each key asked for by name, what is wrong told with its place."""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from reporting.filing.exports.model import (
    ExportFile,
    ExportHead,
    FallbackCell,
    GatheredColumn,
    Gathering,
    NomenclatureColumns,
    StatedLoss,
    TargetCodes,
    TargetTable,
)
from reporting.filing.imports.mapping.model import MappedCell
from reporting.filing.imports.mapping.reading import CONFIRMED, NAME, PACKAGES, read_mapping
from reporting.filing.imports.mapping.shipped import shipped_mappings
from reporting.filing.imports.mapping.table_reading import (
    codes_in_text,
    read_cell,
    read_conditions,
)
from reporting.filing.imports.mapping.text_parts import TextFormError, text_columns
from reporting.filing.imports.mapping.toml_keys import TABLE, TomlKeys, nearest
from reporting.findings import Finding, Place
from reporting.messages import bilingual
from reporting.packages.csv_text import shown

EXPORT = "export"
ONLY_READ = ("basis", "unit", "same_as")
"""What says how a list of others is read, and nothing of how one is written."""


def is_export(path: Path) -> bool:
    """Tell whether a file is an export file: no mapping of lists that are brought in."""
    try:
        return EXPORT in tomllib.loads(path.read_text("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        return False


def read_export(path: Path) -> tuple[ExportFile | None, tuple[Finding, ...]]:
    """Read an export file.

    Returns:
        What it says, nothing where it cannot be used, and what is wrong with it.
    """
    findings: list[Finding] = []
    try:
        of = tomllib.loads(path.read_text("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        place = Place(package=path.name)
        values = {"reason": shown(str(error))}
        return None, (Finding(code="mapping-not-toml", place=place, values=values),)
    top = TomlKeys(of=of, file=path.name, where="", findings=findings)
    head = top.below(EXPORT)
    if head is None:
        top.say("mapping-key-missing", EXPORT, key=EXPORT)
        return None, tuple(findings)
    codes = {name: _codes(name, keys) for name, keys in top.each("codes")}
    gathered = {name: _gathered(name, keys) for name, keys in top.each("gather")}
    tables = tuple(_table(name, keys) for name, keys in top.each("table"))
    losses = tuple(_losses(top))
    if not tables:
        top.say("mapping-key-missing", "table", key="table.NAME")
    top.rest()
    _names(top, codes, tables)
    export = ExportFile(
        path=path, head=_head(head), codes=codes, gathered=gathered, tables=tables, losses=losses
    )
    return (None if findings else export), tuple(findings)


def _head(keys: TomlKeys) -> ExportHead:
    name = keys.text("name", needed=True)
    if name and not NAME.fullmatch(name):
        keys.wrong("name", "a-z 0-9 -")
    is_confirmed = keys.one_of("headers", CONFIRMED) == CONFIRMED[1]
    head = ExportHead(
        name=name,
        title=keys.text("title", needed=True),
        is_confirmed=is_confirmed,
        confirmed_by=keys.text("confirmed_by", needed=is_confirmed),
        note=keys.text("note"),
        in_japanese=keys.in_japanese({each: each for each in ("title", "confirmed_by", "note")}),
    )
    keys.rest()
    return head


def _codes(name: str, keys: TomlKeys) -> TargetCodes:
    """Return a list of codes: those of an import turned round, of the nomenclature, and its own."""
    inverse = keys.text("inverse_of")
    codes = {**_inverted(keys, inverse), **keys.pairs("map")}
    of = keys.below("nomenclature")
    nomenclature = None
    if of is not None:
        nomenclature = NomenclatureColumns(
            table=of.text("table", needed=True),
            value=of.text("from", needed=True),
            code=of.text("to", needed=True),
        )
        of.rest()
    if not {"inverse_of", "map", "nomenclature"} & {*keys.of}:
        keys.say("mapping-key-missing", "map", key="map | inverse_of | nomenclature")
    found = TargetCodes(
        name=name, column=keys.text("column"), codes=codes, nomenclature=nomenclature
    )
    keys.rest()
    return found


def _inverted(keys: TomlKeys, written: str) -> Mapping[str, str]:
    """Return a list of an import that ships turned round: of several values, the first is taken."""
    if not written:
        return {}
    name, _, of = written.rpartition(".")
    path = shipped_mappings().get(name)
    mapping = read_mapping(path)[0] if path else None
    if mapping is None or of not in mapping.codes:
        keys.wrong("inverse_of", "MAPPING.CODES")
        return {}
    turned: dict[str, str] = {}
    for value, code in mapping.codes[of].codes.items():
        if code:
            turned.setdefault(code, value)
    return turned


def _gathered(name: str, keys: TomlKeys) -> GatheredColumn:
    how = keys.one_of("how", tuple(Gathering))
    found = GatheredColumn(
        name=name,
        table=keys.text("table", needed=True),
        by=keys.text("by", needed=True),
        column=keys.text("column", needed=True),
        to=keys.text("to"),
        how=Gathering(how) if how else Gathering.LIST,
        when=read_conditions(keys, "when"),
        between=keys.text("between") or "; ",
    )
    keys.rest()
    return found


def _table(name: str, keys: TomlKeys) -> TargetTable:
    below = keys.below("columns")
    if below is None or not below.of:
        keys.say("mapping-key-missing", "columns", key="columns")
    cells = dict(_cells(below)) if below is not None else {}
    package = keys.one_of("package", PACKAGES)
    if "package" not in keys.of:
        keys.say("mapping-key-missing", "package", key="package")
    need = keys.texts("need", or_one=True)
    fallbacks = dict(_fallbacks(keys))
    for key, each in (*(("need", each) for each in need), *(("else", each) for each in fallbacks)):
        if each not in cells:
            values = {"name": shown(each), "meant": nearest(each, cells)}
            keys.say("mapping-name-undefined", key, **values)
    table = TargetTable(
        name=name,
        where=keys.where,
        package=package,
        source=keys.text("from", needed=True),
        file=keys.text("file", needed=True),
        above=keys.texts("above", or_one=True),
        keep=read_conditions(keys, "keep"),
        need=need,
        once=keys.text("once"),
        cells=cells,
        fallbacks=fallbacks,
    )
    for key, text in (("file", table.file), ("once", table.once)):
        try:
            text_columns(text)
        except TextFormError:
            keys.wrong(key, '"{column}-{column}[-{column}]"')
    keys.rest()
    return table


def _cells(keys: TomlKeys) -> Iterator[tuple[str, MappedCell]]:
    """Yield the columns: a text is a field as it stands, an empty one a column nothing is in."""
    for name, value in keys.of.items():
        keys.used.add(name)
        if isinstance(value, dict):
            below = keys.at(value, name)
            for each in ONLY_READ:
                if each in value:
                    below.say("mapping-key-unknown", each, key=each, meant="date")
            yield name, read_cell(below)
        elif isinstance(value, str):
            yield name, MappedCell(column=value) if value else MappedCell(value="")
        else:
            keys.wrong(name, f'"field" | "" | {TABLE}')


def _fallbacks(keys: TomlKeys) -> Iterator[tuple[str, FallbackCell]]:
    for name, below in keys.each("else"):
        column, unless = below.text("column", needed=True), below.texts("unless")
        yield name, FallbackCell(column=column, unless=unless)
        below.rest()


def _losses(top: TomlKeys) -> Iterator[StatedLoss]:
    top.used.add("lost")
    value = top.of.get("lost", [])
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        top.wrong("lost", "[[lost]]")
        return
    for at, each in enumerate(value, start=1):
        keys = top.at(each, f"lost[{at}]")
        text = bilingual(keys.text("en", needed=True), keys.text("ja", needed=True))
        fields = keys.texts("fields")
        for field in fields:
            if field.count(".") != 1:
                keys.wrong("fields", '["table.field", "*.field"]')
        yield StatedLoss(text=text, fields=fields)
        keys.rest()


def _names(
    top: TomlKeys, codes: Mapping[str, TargetCodes], tables: tuple[TargetTable, ...]
) -> None:
    """Say which names of codes stand for none, and which files two tables write unlike."""
    columns: dict[str, tuple[str, ...]] = {}
    for table in tables:
        texts = {key: MappedCell(text=getattr(table, key)) for key in ("file", "once")}
        for field, cell in {**texts, **table.cells}.items():
            where = top.at({}, f"{table.where}.columns.{field}")
            for name in filter(None, (cell.codes, *codes_in_text(cell))):
                if name not in codes:
                    values = {"name": shown(name), "meant": nearest(name, codes)}
                    where.say("mapping-name-undefined", "code", **values)
                elif not (codes[name].column or cell.column):
                    top.say("mapping-key-missing", f"codes.{name}", key="column")
        if columns.setdefault(table.file, (*table.cells,)) != (*table.cells,):
            first = ", ".join(columns[table.file])
            at = TomlKeys(
                of={"columns": [*table.cells]},
                file=top.file,
                where=table.where,
                findings=top.findings,
            )
            at.wrong("columns", first)
