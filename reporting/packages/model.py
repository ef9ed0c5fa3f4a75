"""What a data package is: Data Package v2 and Table Schema as frozen values."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Self

from reporting.bundled import MADE_UP
from reporting.findings import Finding

Text = Mapping[str, str]
ROOM_FOR_A_ROW = 1 << 24
"""How long a row of a CSV file may be, in bytes."""


def in_languages(descriptor: Mapping[str, Any], name: str) -> Text:
    """Return a text and its translations: ``title`` and ``title@ja`` as ``{"en", "ja"}``.

    A text without translation stands for both languages.
    """
    english = str(descriptor.get(name, ""))
    return {"en": english, "ja": str(descriptor.get(f"{name}@ja") or english)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """One value of a coded field, with its label in each language."""

    value: str
    label: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class InheritedCell:
    """Where an empty cell of a field has its value from: the row that another cell names.

    Attributes:
        pointer: The field of the same row that names the other.
        target: The table of the other.
        key: The field of that table that is named.
        field: The field of that table that has the value.
    """

    pointer: str
    target: "Table"
    key: str
    field: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field, as its Table Schema describes it, and what an empty cell of it stands for.

    Attributes:
        name: Name of the column.
        type: Type of Table Schema: string, integer, number, boolean, date or year.
        format: Format of Table Schema; ``default`` where none is stated.
        title: Short name in each language.
        description: What it means, in each language.
        unit: Unit of a quantity, empty otherwise.
        mandate: ``required``, ``if known`` or ``conditional``.
        constraints: Constraints of Table Schema.
        categories: The coded values in their order.
        inherited: Where an empty cell has its value from.
        default: What an empty cell stands for where it inherits nothing, as text; nothing where the
            package states none.
    """

    name: str
    type: str
    format: str
    title: Text
    description: Text
    unit: str
    mandate: str
    constraints: Mapping[str, Any]
    categories: tuple[Category, ...]
    inherited: InheritedCell | None = None
    default: str = ""

    @property
    def is_filled_when_read(self) -> bool:
        """Whether an empty cell may stand for something."""
        return bool(self.default or self.inherited)

    @classmethod
    def from_descriptor(cls, descriptor: Mapping[str, Any]) -> Self:
        """Read a field descriptor; what is not stated is empty, the type is string."""
        categories = descriptor.get("categories", ())
        listed = [each if isinstance(each, Mapping) else {"value": each} for each in categories]
        return cls(
            name=str(descriptor["name"]),
            type=str(descriptor.get("type", "string")),
            format=str(descriptor.get("format", "default")),
            title=in_languages({"title": descriptor["name"], **descriptor}, "title"),
            description=in_languages(descriptor, "description"),
            unit=str(descriptor.get("unit", "")),
            mandate=str(descriptor.get("mandate", "")),
            constraints=descriptor.get("constraints", {}),
            categories=tuple(
                Category(
                    value=str(each["value"]),
                    label=in_languages({"label": each["value"], **each}, "label"),
                )
                for each in listed
            ),
        )

    def label(self, value: object, language: str) -> str:
        """Return the label of a coded value in a language, or the value itself."""
        for category in self.categories:
            if category.value == str(value):
                return category.label[language]
        return str(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignKey:
    """Fields that point to the key of another table.

    Attributes:
        fields: The fields that point.
        package: Name of the package pointed to; empty for the same package.
        table: Name of the table pointed to.
        keys: The fields pointed to, in the same order.
    """

    fields: tuple[str, ...]
    package: str
    table: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Schema:
    """A Table Schema and our additions to it.

    Attributes:
        fields: The fields in the order of the columns.
        primary_key: Names of the fields that identify a row.
        unique_keys: Further combinations that identify a row.
        foreign_keys: What points elsewhere.
        rules: Row rules, as described in `reporting.packages.cells`.
        dated: Fields that date a row, the first that is filled; ``table.field`` is one of the row
            that a foreign key leads to.
        missing_values: What stands for an unknown value in a cell.
        descriptor: The Table Schema as written.
    """

    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    unique_keys: tuple[tuple[str, ...], ...]
    foreign_keys: tuple[ForeignKey, ...]
    rules: tuple[Mapping[str, Any], ...]
    dated: tuple[str, ...]
    missing_values: frozenset[str]
    descriptor: Mapping[str, Any]

    @classmethod
    def from_descriptor(cls, descriptor: Mapping[str, Any], *, table: str = "") -> Self:
        """Read a Table Schema; ``table`` is what a reference to itself means."""
        return cls(
            fields=tuple(Field.from_descriptor(each) for each in descriptor["fields"]),
            primary_key=_names(descriptor.get("primaryKey", ())),
            unique_keys=tuple(_names(each) for each in descriptor.get("uniqueKeys", ())),
            foreign_keys=tuple(
                ForeignKey(
                    fields=_names(each["fields"]),
                    package=each["reference"].get("package", ""),
                    table=each["reference"].get("resource", "") or table,
                    keys=_names(each["reference"]["fields"]),
                )
                for each in descriptor.get("foreignKeys", ())
            ),
            rules=tuple(descriptor.get("rules", ())),
            dated=_names(descriptor.get("dated", ())),
            missing_values=frozenset(missing_values(descriptor)),
            descriptor=descriptor,
        )

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the fields in the order of the columns."""
        return tuple(each.name for each in self.fields)

    def is_filled_in_part(self, key: ForeignKey) -> bool:
        """Tell whether a key has several fields, of which one is filled when read."""
        return len(key.fields) > 1 and any(self[each].is_filled_when_read for each in key.fields)

    def __getitem__(self, name: str) -> Field:
        """Return the field of that name.

        Raises:
            KeyError: There is no such field.
        """
        for each in self.fields:
            if each.name == name:
                return each
        raise KeyError(name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table of a package: its file and its schema.

    Attributes:
        name: Its name.
        path: Its file, as it is written.
        title: Short name in each language.
        description: What it is, in each language.
        schema: Its schema.
        descriptor: Its resource descriptor as written.
        copy: The canonical copy of a file that a spreadsheet saved in another form, if it is one.
        told: What opening its file found: in which form it is saved, and what is doubtful in it.
    """

    name: str
    path: Path
    title: Text
    description: Text
    schema: Schema
    descriptor: Mapping[str, Any]
    copy: Path | None = None
    told: tuple[Finding, ...] = ()

    @property
    def readable(self) -> Path:
        """The file that readers open: its own, or the canonical copy of it."""
        return self.copy or self.path


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """A data package in a folder.

    Attributes:
        name: Its name; of a package of others that has none, that of its folder.
        folder: Where it stands.
        title: Short name in each language.
        description: What it is, in each language.
        tables: The tables that our own reader reads, by name.
        descriptor: The descriptor as written.
        handed: Tables of others in forms that only frictionless reads.
        is_ours: Whether it keeps the house profile.
    """

    name: str
    folder: Path
    title: Text
    description: Text
    tables: Mapping[str, Table]
    descriptor: Mapping[str, Any]
    handed: tuple[Table, ...] = ()
    is_ours: bool = True

    def __iter__(self) -> Iterator[Table]:
        """Iterate over the tables in the order of the descriptor."""
        return iter(self.tables.values())

    @property
    def is_made_up(self) -> bool:
        """Whether it holds the example, under either of its names."""
        return self.name in MADE_UP


def missing_values(schema: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what stands for an unknown value, with or without a label in the schema."""
    listed = schema.get("missingValues", [""])
    return tuple(each["value"] if isinstance(each, Mapping) else each for each in listed)


def _names(value: str | list[str] | tuple[str, ...]) -> tuple[str, ...]:
    """Read one name or a list of names, as Table Schema allows both."""
    return (value,) if isinstance(value, str) else tuple(value)


NUMERIC = frozenset({"integer", "number"})
CANONICAL: Mapping[str, Callable[[str], object]] = {
    "string": bool,
    "integer": re.compile(r"-?[1-9][0-9]*|0").fullmatch,
    "number": re.compile(r"(?!-0(?:\.0*)?$)-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?").fullmatch,
    "date": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}").fullmatch,
    "boolean": re.compile(r"true|false").fullmatch,
    "year": re.compile(r"[0-9]{4}").fullmatch,
}
INTEGER_DIGITS = 19
LARGEST_INTEGER = 2**63 - 1
DIGITS_BEFORE, DIGITS_AFTER = 18, 9

Value = int | Decimal | str | None


def fits(type_name: str, cell: str) -> bool:
    """Tell whether a canonical number can be held exactly: 64 bits, or 18 digits and 9 decimals."""
    if type_name == "integer":
        digits = cell.removeprefix("-")
        return len(digits) <= INTEGER_DIGITS and int(digits) <= LARGEST_INTEGER
    whole, _, part = cell.removeprefix("-").partition(".")
    return len(whole) <= DIGITS_BEFORE and len(part) <= DIGITS_AFTER


def _is_short(digits: str) -> bool:
    return len(digits) < INTEGER_DIGITS and (digits[0] != "0" or digits == "0")


def value_of(type_name: str, cell: str) -> Value:
    """Return a cell as something that can be compared: a number, or text (dates sort as text).

    None where the cell is empty or no value of its type: what is not known breaks no rule.
    """
    if type_name == "integer" and cell.isascii() and cell.isdigit() and _is_short(cell):
        return int(cell)  # as below, at a third of the cost: nearly every number is such a one
    if not cell or not CANONICAL[type_name](cell):
        return None
    if type_name not in NUMERIC:
        return cell
    if not fits(type_name, cell):
        return None
    return int(cell) if type_name == "integer" else Decimal(cell)
