"""CSV on the Web: each CSV has its metadata beside it, and they say what its schema says."""

import csv
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from reporting.catalogs.csvw import OF_FOLDER, SUFFIX, csvw_files, datatype
from reporting.catalogs.version import DescribedVersion
from reporting.packages import Package, Table
from reporting.packages.model import Field

TYPES = {
    "string": "string",
    "integer": "integer",
    "number": "decimal",
    "boolean": "boolean",
    "date": "date",
    "year": "gYear",
}


@pytest.fixture(scope="session")
def described(version: DescribedVersion) -> dict[str, dict[str, Any]]:
    """Return the metadata of every package."""
    return {
        f"{name}/{path}": json.loads(content)
        for name, package in version.packages.items()
        for path, content in csvw_files(package).items()
    }


def _tables(version: DescribedVersion) -> Iterator[tuple[Package, Table]]:
    for package in version.packages.values():
        for table in package:
            yield package, table


def test_each_csv_has_its_metadata_beside_it(
    version: DescribedVersion, described: dict[str, dict[str, Any]]
) -> None:
    """Copies of tables of other packages too; each names the CSV as its neighbour."""
    beside = {path.removesuffix(SUFFIX) for path in described if not path.endswith(f"/{OF_FOLDER}")}
    assert beside == {each.path for each in version.manifest.files if each.path.endswith(".csv")}
    for path in beside:
        assert described[f"{path}{SUFFIX}"]["url"] == path.rpartition("/")[2]


def test_columns_are_those_of_the_schema(
    version: DescribedVersion, described: dict[str, dict[str, Any]]
) -> None:
    """In their order, with types, titles in both languages, what must be filled, and the keys."""
    for package, table in _tables(version):
        schema = described[f"{package.name}/{table.path.name}{SUFFIX}"]["tableSchema"]
        assert [each["name"] for each in schema["columns"]] == list(table.schema.names)
        assert schema.get("primaryKey", []) == list(table.schema.primary_key)
        for column, field in zip(schema["columns"], table.schema.fields, strict=True):
            assert column["datatype"]["base"] == TYPES[field.type]
            assert column["null"] == ""
            assert column["titles"]["en"][0] == field.name
            assert column["titles"]["ja"][-1] == field.title["ja"]
            is_key = field.name in table.schema.primary_key
            assert column["required"] == (bool(field.constraints.get("required")) or is_key)


def test_what_a_text_must_match_holds_of_every_cell(
    version: DescribedVersion, described: dict[str, dict[str, Any]]
) -> None:
    """Codes and patterns are written as one expression that the rows of the table fulfil."""
    seen = 0
    for package, table in _tables(version):
        schema = described[f"{package.name}/{table.path.name}{SUFFIX}"]["tableSchema"]
        forms = {
            each["name"]: re.compile(each["datatype"]["format"])
            for each in schema["columns"]
            if each["datatype"]["base"] == "string" and "format" in each["datatype"]
        }
        with table.path.open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                for name, form in forms.items():
                    seen += bool(row[name])
                    assert not row[name] or form.search(row[name]), (table.name, name, row[name])
    assert seen


def test_keys_lead_within_the_folder(
    version: DescribedVersion, described: dict[str, dict[str, Any]]
) -> None:
    """All foreign keys stand in the metadata of the folder, none in those of one table."""
    for package in version.packages.values():
        group = described[f"{package.name}/{OF_FOLDER}"]["tables"]
        urls = {each["url"] for each in group}
        keys = [key for each in group for key in each["tableSchema"].get("foreignKeys", ())]
        assert len(keys) == sum(len(table.schema.foreign_keys) for table in package)
        assert {key["reference"]["resource"] for key in keys} <= urls
    assert not [
        path for path, each in described.items() if "foreignKeys" in each.get("tableSchema", {})
    ]


def test_a_code_may_hold_any_mark() -> None:
    """Codes are taken as they are, not as expressions."""
    field = Field.from_descriptor({"name": "a", "constraints": {"enum": ["a+", "b|c"]}})
    form = re.compile(datatype(field)["format"])
    assert [bool(form.search(each)) for each in ("a+", "b|c", "aa", "b", "c")] == [
        *(True, True, False, False, False)
    ]


def test_a_cell_that_begins_with_a_hash_is_data(described: dict[str, dict[str, Any]]) -> None:
    """W3C's dialect has comments and trims cells unless it is told otherwise."""
    for each in described.values():
        assert each["dialect"]["commentPrefix"] is None
        assert each["dialect"]["trim"] is False
