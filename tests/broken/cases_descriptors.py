"""Descriptors and schemas that cannot be read or say what cannot be checked."""

from typing import Any

from tests.broken.case import Case
from tests.broken.edits import (
    Edit,
    deleted,
    described,
    field,
    folder_for,
    interrupted,
    resource,
    rewritten,
    schema,
    written,
)

DESCRIPTOR = "record/datapackage.json"
SCHEMA = "record/schemas/blocks.json"


def descriptor(name: str, edit: Edit, code: str, *words: str) -> Case:
    """Return a mistake in the descriptor of ``record``."""
    return Case(name=name, edit=edit, code=code, at="record", words=words)


def of_schema(name: str, edit: Edit, *words: str) -> Case:
    """Return a mistake in the schema of blocks."""
    return Case(name=name, edit=edit, code="descriptor-invalid", at="record/blocks", words=words)


def unlike_ours(name: str, edit: Edit, *words: str) -> Case:
    """Return a schema of blocks that keeps the standard, and not our house profile."""
    code = "descriptor-unlike-ours"
    return Case(name=name, edit=edit, code=code, at="record/blocks", words=words)


def rule(name: str, stated: object, *words: str) -> Case:
    """Return a rule of blocks that cannot be understood."""
    return unlike_ours(name, schema("blocks", rules=[stated]), *words)


def out_of_package(name: str, path: str, *words: str, code: str = "descriptor-invalid") -> Case:
    """Return a path of blocks that leads out of the package."""
    return Case(
        name=name,
        edit=resource("blocks", path=path),
        code=code,
        at="record",
        words=("leads out of the package", *words),
        also=("table-undeclared record",),
    )


def twice(each: dict[str, Any]) -> None:
    """Name two resources alike."""
    each["resources"].append({**each["resources"][0], "path": "sources.csv"})


def length(**changes: object) -> dict[str, object]:
    """Return the rule of blocks with changes."""
    return {
        "rule": "block-length",
        "first": "first",
        "last": "last",
        "quantity": "quantity",
    } | changes


CASES = (
    # reading the descriptor
    descriptor("a change cut short", interrupted("blocks"), "change-interrupted"),
    descriptor("no descriptor", deleted(DESCRIPTOR), "descriptor-missing", "datapackage.json"),
    descriptor(
        "folder for the descriptor", folder_for(DESCRIPTOR), "descriptor-unreadable", "a folder"
    ),
    descriptor(
        "JSON cut short",
        written(DESCRIPTOR, '{"name": "record",\n'),
        "descriptor-unreadable",
        "line 2",
    ),
    descriptor("JSON array", written(DESCRIPTOR, "[]"), "descriptor-unreadable", "no object"),
    descriptor("descriptor of 0 bytes", written(DESCRIPTOR, ""), "descriptor-unreadable", "line 1"),
    descriptor(
        "descriptor in Latin-1",
        written(DESCRIPTOR, b'{"name": "\xe9"}'),
        "descriptor-unreadable",
        "UTF-8",
    ),
    descriptor(
        "JSON without end of nesting",
        written(DESCRIPTOR, '{"a":' * 100_000),
        "descriptor-unreadable",
        "too deep",
    ),
    descriptor(
        "JSON nested deeply",
        written(DESCRIPTOR, '{"name": "record", "a": ' + "[" * 60 + "]" * 60 + "}"),
        "descriptor-unreadable",
        "too deep",
    ),
    descriptor(
        "half a character in JSON",
        written(DESCRIPTOR, '{"name": "\\ud800"}'),
        "descriptor-unreadable",
        "surrogate",
    ),
    descriptor(
        "number without end in JSON",
        written(DESCRIPTOR, '{"name": "record", "bytes": ' + "9" * 5000 + "}"),
        "descriptor-unreadable",
        "number too long",
    ),
    descriptor("NaN in JSON", written(DESCRIPTOR, '{"name": NaN}'), "descriptor-unreadable", "NaN"),
    descriptor(
        "name written twice",
        rewritten(DESCRIPTOR, '"title": "Record"', '"title": "A", "title": "B"'),
        "descriptor-invalid",
        '"title" is written twice',
    ),
    # what the descriptor says
    descriptor(
        "package without name",
        described(DESCRIPTOR, lambda each: each.pop("name")),
        "descriptor-unlike-ours",
        '"name" is missing',
    ),
    descriptor(
        "package with number for a title",
        described(DESCRIPTOR, lambda each: each.update(title=5)),
        "descriptor-invalid",
        "5",
    ),
    descriptor(
        "no resources",
        described(DESCRIPTOR, lambda each: each.pop("resources")),
        "descriptor-invalid",
        "resources",
    ),
    descriptor(
        "two resources of one name", described(DESCRIPTOR, twice), "descriptor-invalid", "unique"
    ),
    descriptor(
        "profile from elsewhere",
        described(DESCRIPTOR, lambda each: each.update(profile="http://localhost:1/x.json")),
        "descriptor-unlike-ours",
        '"profile" belongs to version 1',
    ),
    descriptor(
        "another standard",
        described(DESCRIPTOR, lambda each: each.update({"$schema": "http://localhost:1/x.json"})),
        "descriptor-unlike-ours",
        "datapackage.org",
    ),
    descriptor(
        "sources that are no list",
        resource("blocks", sources=5),
        "descriptor-invalid",
        '"sources" is no list',
    ),
    descriptor(
        "hash that is a number",
        resource("blocks", hash=12345),
        "descriptor-invalid",
        '"hash" is no text: 12345',
    ),
    descriptor(
        "semicolons for commas",
        resource("blocks", dialect={"delimiter": ";"}),
        "descriptor-unlike-ours",
        "commas",
    ),
    descriptor(
        "resource that is no object",
        described(DESCRIPTOR, lambda each: each["resources"].append("blocks")),
        "descriptor-invalid",
        "resource 8",
    ),
    descriptor(
        "resource without path",
        described(
            DESCRIPTOR, lambda each: each["resources"].append({"name": "x", "type": "table"})
        ),
        "descriptor-invalid",
        "path",
    ),
    descriptor(
        "CSV that is not declared",
        written("record/old_blocks.csv", "a\n1\n"),
        "table-undeclared",
        "old_blocks.csv",
        "move it out",
    ),
    out_of_package("path above the package", "../record/blocks.csv"),
    out_of_package("absolute path", "/etc/passwd", "/etc/passwd"),
    out_of_package(
        "address for a path",
        "https://example.org/blocks.csv",
        "example.org",
        code="descriptor-unlike-ours",
    ),
    out_of_package("path of Windows", "C:\\blocks.csv"),
    out_of_package("null byte in a path", "blo\0cks.csv"),
    Case(
        name="schema above the package",
        edit=resource("blocks", schema="../../blocks.json"),
        code="descriptor-invalid",
        at="record",
        words=("../../blocks.json",),
    ),
    # reading the schema
    Case(
        name="no schema file",
        edit=deleted(SCHEMA),
        code="descriptor-missing",
        at="record/blocks",
        words=("blocks.json",),
    ),
    Case(
        name="schema cut short",
        edit=written(SCHEMA, '{"fields": ['),
        code="descriptor-unreadable",
        at="record/blocks",
    ),
    of_schema("table without schema", resource("blocks", schema=None), "has no schema"),
    # what the schema says
    of_schema("unknown type", field("blocks", "first", {"type": "whole"}), "whole"),
    unlike_ours("type we do not use", field("blocks", "holder", {"type": "object"}), "object"),
    unlike_ours(
        "date in another format", field("blocks", "on", {"format": "%d.%m.%Y"}), "%d.%m.%Y"
    ),
    of_schema(
        "bad pattern",
        field("blocks", "holder", {"constraints": {"pattern": "["}}),
        '"holder"',
        "no regular expression",
    ),
    unlike_ours(
        "bound in another spelling",
        field("blocks", "first", {"constraints": {"minimum": "1e0"}}),
        "no value of type integer: 1e0",
    ),
    of_schema(
        "bound that is no number",
        field("blocks", "first", {"constraints": {"minimum": "one"}}),
        "no value of type integer: one",
    ),
    of_schema(
        "constraint of another type",
        field("blocks", "first", {"constraints": {"maxLength": 3}}),
        "maxLength",
    ),
    of_schema("field without name", field("blocks", "holder", {"name": ""}), "field 9: name"),
    of_schema("null in a schema", field("blocks", "holder", {"unit": None}), "unit is null"),
    of_schema("two fields of one name", field("blocks", "last", {"name": "first"}), "unique"),
    of_schema("fields that are no list", schema("blocks", fields="first, last"), "first, last"),
    of_schema(
        "codes and list differ",
        field("blocks", "holder", {"constraints": {"enum": ["a", "b"]}, "categories": ["a"]}),
        "categories and an enum that differ",
    ),
    of_schema(
        "code described twice",
        field("blocks", "holder", {"categories": ["a", {"value": "a", "label": "A"}]}),
        "a value twice",
    ),
    of_schema(
        "category without value",
        field("blocks", "holder", {"categories": [{"label": "A"}]}),
        "holder",
    ),
    of_schema("primary key of no field", schema("blocks", primaryKey=["id"]), "primary key"),
    of_schema("unique key of no field", schema("blocks", uniqueKeys=[["id"]]), '"id"'),
    of_schema("unique keys that are no list", schema("blocks", uniqueKeys=5), "uniqueKeys"),
    of_schema(
        "foreign key of no field",
        schema(
            "blocks",
            foreignKeys=[
                {"fields": ["owner"], "reference": {"resource": "sources", "fields": ["source_id"]}}
            ],
        ),
        "owner",
    ),
    of_schema(
        "foreign key without reference",
        schema("blocks", foreignKeys=[{"fields": ["holder"]}]),
        "reference",
    ),
    Case(
        name="foreign key to a field that is not there",
        edit=schema(
            "blocks",
            foreignKeys=[
                {"fields": ["holder"], "reference": {"resource": "sources", "fields": ["name"]}}
            ],
        ),
        code="foreign-key-not-verifiable",
        at="record/blocks holder",
        words=("table sources of package record", "name"),
    ),
    Case(
        name="foreign key to a table that is not there",
        edit=schema(
            "blocks",
            foreignKeys=[
                {"fields": ["holder"], "reference": {"resource": "holders", "fields": ["name"]}}
            ],
        ),
        code="foreign-key-not-verifiable",
        at="record/blocks holder",
        words=("table holders",),
    ),
    unlike_ours(
        "missing values with labels",
        schema("blocks", missingValues=[{"value": ""}]),
        "missingValues",
    ),
    # rules
    rule("unknown rule", {"rule": "adds-down"}, "adds-down", "known are in-order"),
    rule("rule that is a word", "block-length", "no rule of the kind"),
    rule("rule of a list", {"rule": ["within"]}, "no rule of the kind"),
    rule("rule without a field", {"rule": "within", "part": "first"}, 'lacks "whole"'),
    rule("rule with one word too many", length(unit="t"), 'does not know "unit"'),
    rule("rule on a field that is not there", length(last="end"), '"end", which is no field'),
    rule("rule on text", length(last="holder"), '"holder" to be of type integer'),
    rule("rule with a number for a field", length(last=5), 'understand 5 as "last"'),
    rule(
        "order of date and number",
        {"rule": "in-order", "fields": ["first", "on"]},
        "different types",
    ),
    rule(
        "mark that is no boolean",
        {"rule": "exactly-one", "group": "held", "field": "on"},
        "boolean",
    ),
    rule(
        "need without cases", {"rule": "needs", "field": "on", "when": "held"}, "'held' as \"when\""
    ),
    unlike_ours(
        "rules that are no list", schema("blocks", rules={"rule": "within"}), "rules is no list"
    ),
    Case(
        name="rule that compares with a table that is not there",
        edit=schema(
            "allocations",
            rules=[
                {
                    "rule": "sides-add-up",
                    "group": "issuance_id",
                    "side": "side",
                    "sides": ["japan", "partner"],
                    "field": "notified",
                    "resource": "decisions",
                    "whole": "quantity",
                }
            ],
        ),
        code="foreign-key-not-verifiable",
        at="record/allocations notified",
        words=("table decisions", "issuance_id, quantity"),
    ),
)
