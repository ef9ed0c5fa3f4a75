"""A mapping file read: each key asked for by name, what is wrong told with its place."""

import csv
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from reporting.filing.imports.mapping.group_reading import (
    carried_columns,
    coded_patterns,
    read_group,
)
from reporting.filing.imports.mapping.model import (
    CellParts,
    CodeCrosswalk,
    FileReader,
    LengthCheck,
    MappedSource,
    MappedTable,
    MappingFile,
    MappingHead,
    SourceFormat,
    SourceJoin,
    TextSplit,
)
from reporting.filing.imports.mapping.table_reading import (
    codes_in_text,
    named_groups,
    read_conditions,
    read_table,
)
from reporting.filing.imports.mapping.toml_keys import NUMBER, TEXTS, TomlKeys, nearest
from reporting.findings import Finding, Place
from reporting.packages.csv_text import shown

NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
TERM = r"(?:(\w+)|\{([^{}]+)\})"
CHECK = re.compile(rf"{TERM} - {TERM} \+ 1 == {TERM}")
OF_FILES = {
    *("file", "format", "sheet", "header_row", "table", "records", "delimiter", "encoding", "many"),
    *("also", "optional", "ignore", "empty", "thousands", "carry", "keep", "join"),
}
"""What is said of files: the parts of cells have it from the source that they are taken from."""
PACKAGES = ("article6", "jcm")
TOLD = {each: each for each in ("title", "confirmed_by", "note")} | {"from": "origin"}
CONFIRMED = ("not confirmed", "confirmed")


def read_mapping(path: Path) -> tuple[MappingFile | None, tuple[Finding, ...]]:
    """Read a mapping file.

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
    reader = _MappingReader(top=top, path=path)
    found = reader.mapping()
    return (None if findings else found), tuple(findings)


class _MappingReader:
    """A mapping file that is read."""

    def __init__(self, *, top: TomlKeys, path: Path) -> None:
        self.top = top
        self.path = path

    def mapping(self) -> MappingFile:
        top = self.top
        head = top.below("mapping")
        if head is None:
            top.say("mapping-key-missing", "mapping", key="mapping")
            head = top.at({"name": "x", "title": "x", "package": PACKAGES[0]}, "mapping")
        sources = {name: self._source(name, keys) for name, keys in top.each("source")}
        splits = tuple(self._split(name, keys) for name, keys in top.each("split"))
        groups = tuple(read_group(name, keys) for name, keys in top.each("group"))
        codes = {name: self._codes(name, keys) for name, keys in top.each("codes")}
        tables = tuple(read_table(name, keys) for name, keys in top.each("table"))
        for key, found in (("source", sources), ("table", tables)):
            if not found and "reader" not in head.of:
                top.say("mapping-key-missing", key, key=f"{key}.NAME")
        top.rest()
        mapping = MappingFile(
            path=self.path,
            head=self._head(head),
            sources=sources,
            splits=splits,
            groups=groups,
            codes=codes,
            tables=tables,
        )
        self._names(mapping)
        return mapping

    def _head(self, keys: TomlKeys) -> MappingHead:
        name = keys.text("name", needed=True)
        if name and not NAME.fullmatch(name):
            keys.wrong("name", "a-z 0-9 -")
        headers = keys.one_of("headers", CONFIRMED)
        is_confirmed = headers == CONFIRMED[1]
        package = keys.one_of("package", PACKAGES)
        reader = keys.one_of("reader", tuple(FileReader))
        if "package" not in keys.of:
            keys.say("mapping-key-missing", "package", key="package")
        head = MappingHead(
            name=name,
            title=keys.text("title", needed=True),
            package=package,
            is_confirmed=is_confirmed,
            confirmed_by=keys.text("confirmed_by", needed=is_confirmed),
            origin=keys.text("from"),
            note=keys.text("note"),
            reader=FileReader(reader) if reader else None,
            in_japanese=keys.in_japanese(TOLD),
        )
        keys.rest()
        return head

    def _source(self, name: str, keys: TomlKeys) -> MappedSource:
        also = keys.below("also")
        form = keys.one_of("format", tuple(SourceFormat))
        source = MappedSource(
            name=name,
            file=keys.text("file"),
            format=SourceFormat(form) if form else None,
            sheet=keys.text("sheet"),
            header_rows=_header_rows(keys),
            table=_table_of_page(keys),
            records=keys.text("records"),
            delimiter=keys.text("delimiter") or ",",
            encoding=keys.text("encoding") or "utf-8",
            is_many=bool(keys.flag("many")),
            also={each: also.texts(each, or_one=True) for each in also.of} if also else {},
            optional=keys.texts("optional"),
            ignore=keys.texts("ignore"),
            empty=keys.texts("empty"),
            thousands=keys.text("thousands"),
            keep=read_conditions(keys, "keep"),
            carry=tuple(carried_columns(keys)),
            join=_join(keys),
            parts=_parts(keys),
        )
        keys.rest()
        return source

    def _split(self, name: str, keys: TomlKeys) -> TextSplit:
        patterns = keys.texts("patterns", or_one=True, needed=True)
        groups: dict[str, None] = {}
        for each in patterns:
            groups |= dict.fromkeys(named_groups(each, keys, "patterns"))
        written = keys.text("check")
        check = CHECK.fullmatch(written)
        if written and check is None:
            keys.wrong("check", "last - first + 1 == quantity")
        terms = (
            [
                one or other
                for one, other in zip(check.groups()[::2], check.groups()[1::2], strict=True)
            ]
            if check
            else []
        )
        split = TextSplit(
            name=name,
            column=keys.text("column", needed=True),
            source=keys.text("from"),
            patterns=patterns,
            groups=tuple(groups),
            check=LengthCheck(last=terms[0], first=terms[1], quantity=terms[2]) if check else None,
        )
        keys.rest()
        return split

    def _codes(self, name: str, keys: TomlKeys) -> CodeCrosswalk:
        file = keys.text("file")
        codes = dict(keys.pairs("map"))
        if file:
            codes |= self._codes_of_file(keys, file)
        elif not {"map", "patterns"} & {*keys.of}:
            keys.say("mapping-key-missing", "map", key="map | file | patterns")
        crosswalk = CodeCrosswalk(
            name=name,
            column=keys.text("column"),
            codes=codes,
            patterns=tuple(coded_patterns(keys)),
        )
        keys.rest()
        return crosswalk

    def _codes_of_file(self, keys: TomlKeys, file: str) -> Mapping[str, str]:
        try:
            with (self.path.parent / file).open(encoding="utf-8-sig", newline="") as stream:
                rows = csv.DictReader(stream)
                if not {"from", "to"} <= {*(rows.fieldnames or ())}:
                    keys.wrong("file", "CSV: from,to")
                    return {}
                return {row["from"]: row["to"] or "" for row in rows}
        except (OSError, UnicodeDecodeError, csv.Error) as error:
            reason = getattr(error, "strerror", None) or str(error)
            place = Place(package=keys.file, table=keys.where, field="file")
            values = {"file": shown(file), "reason": shown(reason)}
            keys.findings.append(Finding(code="mapping-file-unread", place=place, values=values))
            return {}

    def _names(self, mapping: MappingFile) -> None:
        """Say which names of sources and lists of codes stand for none."""

        def unknown(where: str, key: str, name: str, known: Mapping[str, object]) -> None:
            place = Place(package=self.path.name, table=where, field=key)
            values = {"name": shown(name), "meant": nearest(name, known)}
            self.top.findings.append(
                Finding(code="mapping-name-undefined", place=place, values=values)
            )

        mains = {each.name: each for each in mapping.mains}
        for where, key, name, known in _undefined(mapping):
            unknown(where, key, name, known)
        of = [(f"split.{each.name}", each.source) for each in mapping.splits]
        of += [(f"group.{each.name}", each.source) for each in mapping.groups]
        of += [(each.where, each.source) for each in mapping.tables]
        for where, name in of:
            if mains and not mapping.main_of(name):
                unknown(where, "from", name, mains)
        for table in mapping.tables:
            for where, name, column in _codes_of(table):
                if name not in mapping.codes:
                    unknown(where, "code", name, mapping.codes)
                elif not (mapping.codes[name].column or column):
                    self.top.say("mapping-key-missing", f"codes.{name}", key="column")


def _undefined(mapping: MappingFile) -> Iterator[tuple[str, str, str, Mapping[str, object]]]:
    """Yield the sources that others name and that are none: where, by which key, of which."""
    filed = {name: each for name, each in mapping.filed.items() if each.join is None}
    for source in mapping.sources.values():
        if source.parts and source.parts.of not in filed:
            yield f"source.{source.name}.parts", "of", source.parts.of, filed
        if source.join and not _ends(mapping.sources, source):
            yield f"source.{source.name}.join", "to", source.join.to, mapping.sources


def _codes_of(table: MappedTable) -> Iterator[tuple[str, str, str]]:
    """Yield the lists of codes that a table names: where, which, and of which column."""
    for field, cell in table.cells.items():
        where = f"{table.where}.{field}"
        if cell.codes:
            yield where, cell.codes, cell.column
        yield from ((where, name, "") for name in codes_in_text(cell))


def _ends(sources: Mapping[str, MappedSource], source: MappedSource) -> bool:
    """Tell whether joins lead to a source that is joined to no other."""
    seen: set[str] = set()
    while source.join is not None:
        if source.name in seen or source.join.to not in sources:
            return False
        seen.add(source.name)
        source = sources[source.join.to]
    return True


def _header_rows(keys: TomlKeys) -> tuple[int, ...]:
    keys.used.add("header_row")
    value = keys.of.get("header_row", 1)
    rows = value if isinstance(value, list) else [value]
    if rows and all(type(each) is int and each > 0 for each in rows) and rows == sorted({*rows}):
        return tuple(rows)
    keys.wrong("header_row", f"{NUMBER} | [3, 4]")
    return (1,)


def _table_of_page(keys: TomlKeys) -> int | tuple[str, ...] | None:
    keys.used.add("table")
    value = keys.of.get("table")
    if value is None or (type(value) is int and value > 0):
        return value
    if isinstance(value, list) and value and all(isinstance(each, str) for each in value):
        return tuple(value)
    keys.wrong("table", f"{NUMBER} | {TEXTS}")
    return None


def _parts(keys: TomlKeys) -> CellParts | None:
    below = keys.below("parts")
    if below is None:
        return None
    parts = CellParts(
        of=below.text("of", needed=True),
        column=below.text("column", needed=True),
        between=below.texts("between", or_one=True, needed=True),
    )
    if "" in parts.between:
        below.wrong("between", '["; ", "\\n"]')
    below.rest()
    for name in sorted({*keys.of} & OF_FILES):
        keys.wrong(name, "parts = { of, column, between }")
    return parts


def _join(keys: TomlKeys) -> SourceJoin | None:
    below = keys.below("join")
    if below is None:
        return None
    to, on, is_optional = below.text("to", needed=True), below.pairs("on"), below.flag("optional")
    if not on:
        below.say("mapping-key-missing", "on", key="on")
    below.rest()
    return SourceJoin(to=to, on=on, is_optional=bool(is_optional))
