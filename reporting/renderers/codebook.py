"""What a package says of itself, as rows: what it is, its tables, its fields, its coded values.

Workbooks have them on their first sheets, SQLite files in tables of their own.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reporting.messages import Bilingual, Text, _, alike, bilingual
from reporting.packages.model import Field, Package, Table, in_languages

KEY, UNIQUE = _("primary key"), _("unique")


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutLine:
    """A statement about a package: what it is about, and what is said, in each language."""

    name: str
    label: Text
    text: Bilingual


@dataclass(frozen=True, slots=True, kw_only=True)
class TableLine:
    """A table in a codebook.

    Attributes:
        called: What it is called in the file: its sheet, its table of SQL.
        table: The table.
        rows: How many rows it has.
    """

    called: str
    table: Table
    rows: int

    @property
    def key(self) -> str:
        """The fields that tell its rows apart."""
        return ", ".join(self.table.schema.primary_key)


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldLine:
    """A field in a codebook.

    Attributes:
        called: What its table is called in the file.
        table: Its table.
        field: The field.
        key: That it is the primary key or a part of it, or unique; empty of others.
        leads_to: The fields of other tables that it leads to, as ``partners.partner``.
    """

    called: str
    table: Table
    field: Field
    key: Text
    leads_to: str

    @property
    def values(self) -> str:
        """Its coded values with their labels, a line for each."""
        return "\n".join(
            f"{each.value}: {' / '.join(dict.fromkeys((each.label['en'], each.label['ja'])))}"
            for each in self.field.categories
        )


def about_lines(package: Package) -> Iterator[AboutLine]:
    """Yield what a package is: title, version, licence, sources, how to cite and to read it.

    What its descriptor does not say is left out.
    """
    stated = package.descriptor
    version = str(stated.get("version", ""))
    yield AboutLine(name="title", label=_("Title"), text=package.title)
    yield AboutLine(name="description", label=_("Description"), text=package.description)
    for name, label, text in (
        ("version", _("Version"), version),
        ("created", _("Created"), str(stated.get("created", ""))[:10]),
    ):
        if text:
            yield AboutLine(name=name, label=label, text=alike(text))
    for each in _objects(stated.get("licenses")):
        parts = (str(each[name]) for name in ("name", "title", "path") if each.get(name))
        yield AboutLine(name="licence", label=_("Licence"), text=alike(", ".join(parts)))
    for each in _objects(stated.get("sources")):
        title = in_languages(each, "title")
        path = f", {each['path']}" if each.get("path") else ""
        named = bilingual(f"{title['en']}{path}", f"{title['ja']}{path}")
        yield AboutLine(name="source", label=_("Source"), text=named)
    whole = bilingual(package.title["en"], package.title["ja"])
    cited = _("%(title)s, version %(version)s", title=whole, version=version) if version else whole
    yield AboutLine(name="cite", label=_("How to cite"), text=cited)
    empty = _("An empty cell means not found in the sources read. It is not zero.")
    yield AboutLine(name="empty", label=_("Empty cells"), text=empty)


def _objects(value: object) -> Sequence[Mapping[str, Any]]:
    """Return the objects of a list of a descriptor, whatever else stands in their place."""
    listed = value if isinstance(value, list) else []
    return [each for each in listed if isinstance(each, Mapping)]


def field_lines(tables: Iterable[TableLine]) -> Iterator[FieldLine]:
    """Yield the fields of tables in the order of their columns."""
    for line in tables:
        schema = line.table.schema
        single = {names[0] for names in schema.unique_keys if len(names) == 1}
        for field in schema.fields:
            is_unique = field.name in single or field.constraints.get("unique")
            key = UNIQUE if is_unique else alike("")
            yield FieldLine(
                called=line.called,
                table=line.table,
                field=field,
                key=KEY if field.name in schema.primary_key else key,
                leads_to=", ".join(_leads_to(line.table, field.name)),
            )


def _leads_to(table: Table, field: str) -> Iterator[str]:
    for key in table.schema.foreign_keys:
        for name, other in zip(key.fields, key.keys, strict=False):
            if name == field:
                yield f"{key.table}.{other}"
