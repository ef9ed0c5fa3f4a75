"""What may stand in a field: codes with their labels, keys of other tables with what they name."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reporting.filing.additions.addition import Addition, NewRow, pointer
from reporting.filing.additions.package_rows import Cells
from reporting.packages import ForeignKey, Schema, Table

JAPANESE = "_ja"
LABELS, LONGEST = 2, 50  # fields that say what a row is, and characters of each


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One of the values of a field.

    Attributes:
        cells: What it puts into the row, by field.
        name: How it is written.
        label: What it stands for.
        text: All that is searched in.
    """

    cells: Cells
    name: str
    label: str
    text: str

    def has(self, words: Sequence[str]) -> bool:
        """Tell whether it has all these words, or beginnings of words, somewhere."""
        return all(word in self.text for word in words)

    def rank(self, words: Sequence[str]) -> int:
        """Return 0 if the words stand in its name, 1 in its label, 2 elsewhere."""
        shown = (self.name.casefold(), f"{self.name} {self.label}".casefold())
        return next((at for at, text in enumerate(shown) if all(each in text for each in words)), 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """The values that a field can have.

    Attributes:
        options: The values in order.
        table: The table that they are keys of; None for codes.
        is_own: Whether a row may be added to that table in the same go.
    """

    options: tuple[Choice, ...]
    table: Table | None = None
    is_own: bool = False

    def named(self, text: str) -> Choice | None:
        """Return the value that is written so."""
        return next((each for each in self.options if each.name == text), None)

    def found(self, text: str) -> tuple[Choice, ...]:
        """Return the values that have all words of a text; those that are named so come first."""
        words = text.casefold().split()
        found = [each for each in self.options if each.has(words)]
        return tuple(sorted(found, key=lambda each: each.rank(words)))


def choices(addition: Addition, row: NewRow, name: str, language: str) -> Choices | None:
    """Return what may stand in a field of a row; None where that is open."""
    field = row.table.schema[name]
    codes = field.constraints.get("enum")
    if codes is None and field.type == "boolean":
        codes = ["true", "false"]
    if codes is not None:
        several = (_code(name, str(code), field.label(code, language)) for code in codes)
        return Choices(options=tuple(several))
    key = _key(addition, row.table, name)
    if key is not None:
        return _of_key(addition, row, key, name, language)
    return _of_rule(addition, row, name, language)


def _code(name: str, code: str, label: str) -> Choice:
    shown = label if label != code else ""
    return Choice(cells={name: code}, name=code, label=shown, text=f"{code} {label}".casefold())


def _key(addition: Addition, table: Table, name: str) -> ForeignKey | None:
    """Return the foreign key that says most of a field: that to the fewest rows.

    A table of the package that has none yet stands last: its first row may be added here.
    """
    keys = [each for each in table.schema.foreign_keys if name in each.fields]
    read = [
        (len(addition.rows_of(target)), key)
        for key in keys
        if (target := addition.record.target(key)) is not None
    ]
    of_use = [(count, key) for count, key in read if count or not key.package]
    return min(of_use, key=lambda each: (not each[0], each[0]))[1] if of_use else None


def _of_key(addition: Addition, row: NewRow, key: ForeignKey, name: str, language: str) -> Choices:
    """Return the keys of a table; of a key of several fields those that fit the others."""
    table = addition.record.target(key)
    if table is None:
        return Choices(options=())
    options = []
    fits = _common(addition, row, name)
    for cells in filter(fits, addition.rows_of(table, but=row)):
        pointing = dict(pointer(key, cells))
        others = ((each, value) for each, value in pointing.items() if each != name)
        if all(row.cells.get(each) in {None, "", value} for each, value in others):
            written = "|".join(pointing.values())
            options.append(_option(pointing, written, cells, table.schema, language))
    return Choices(options=tuple(options), table=table, is_own=not key.package)


def _common(addition: Addition, row: NewRow, name: str) -> Callable[[Cells], bool]:
    """Return what tells whether a row has in common with another what a rule says they have."""
    for rule in row.table.schema.rules:
        if rule["rule"] == "same-there" and name in rule["keys"]:
            at = 1 - rule["keys"].index(name)
            other, common = rule["keys"][at], rule["common"]
            key = next(each for each in row.table.schema.foreign_keys if each.fields == (other,))
            table = addition.record.target(key)
            rows = addition.rows_of(table) if table else ()
            values = {
                each.get(common, "")
                for each in rows
                if each.get(key.keys[0]) == row.cells.get(other)
            }
            if values:
                return lambda cells: cells.get(common, "") in values
    return lambda _cells: True


def _option(pointing: Cells, written: str, cells: Cells, schema: Schema, language: str) -> Choice:
    texts = (
        cells.get(each.name, "")
        for each in schema.fields
        if each.type == "string" and "enum" not in each.constraints
    )
    text = " ".join([written, *texts]).casefold()
    return Choice(cells=pointing, name=written, label=label(cells, schema, language), text=text)


def label(cells: Cells, schema: Schema, language: str) -> str:
    """Return what a row says of itself: its first free texts, before all what each row has."""
    named = {*schema.primary_key, *(name for key in schema.foreign_keys for name in key.fields)}
    free = [
        each
        for each in schema.fields
        if each.type == "string"
        and not {"enum", "pattern"} & set(each.constraints)
        and not each.name.endswith(JAPANESE)
        and each.name not in named
    ]
    needed = [each for each in free if each.constraints.get("required")]
    texts = (_in_language(cells, each.name, language) for each in needed or free)
    return " · ".join(list(map(_short, filter(None, texts)))[:LABELS])


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _in_language(cells: Cells, name: str, language: str) -> str:
    japanese = cells.get(f"{name}{JAPANESE}", "") if language == "ja" else ""
    return japanese or cells.get(name, "")


def _of_rule(addition: Addition, row: NewRow, name: str, language: str) -> Choices | None:
    """Return tables, keys or fields, where a rule says that a field names some."""
    tables = addition.record.package.tables
    for rule in row.table.schema.rules:
        if rule["rule"] != "points-to":
            continue
        if name == rule["resource"]:
            several = (_code(name, each.name, each.title[language]) for each in tables.values())
            return Choices(options=tuple(several))
        table = tables.get(row.cells.get(rule["resource"], ""))
        if table is not None and name == rule["key"]:
            schema = table.schema
            rows = addition.rows_of(table, but=row)
            keys = ["|".join(each.get(part, "") for part in schema.primary_key) for each in rows]
            options = (
                _option({name: key}, key, cells, schema, language)
                for key, cells in zip(keys, rows, strict=True)
            )
            return Choices(options=tuple(options))
        if table is not None and name == rule.get("field"):
            fields = table.schema.fields
            return Choices(
                options=tuple(_code(name, each.name, each.title[language]) for each in fields)
            )
    return None
