"""A published package stands alone: its keys lead to tables of its own descriptor."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from reporting.packages import Package, open_package
from reporting.packages.opening import packages_in, record_in
from reporting.packages.publication import descriptor_over_all, parquet_rows, published_tables
from tests.broken.edits import described, written

ABOUT = {"name": "all", "title": "All"}
BACK = {"package": "record", "resource": "projects", "fields": ["project_id"]}


@pytest.fixture
def packages(clean: Path) -> dict[str, Package]:
    """Return two packages whose keys lead to each other."""
    described(
        "nomenclature/schemas/countries.json",
        lambda each: each.update(foreignKeys=[{"fields": ["alpha3"], "reference": BACK}]),
    )(clean)
    found = (open_package(folder)[0] for folder in packages_in(clean))
    return {each.name: each for each in found if each}


def _targets(schema: Mapping[str, Any]) -> list[str]:
    return [key["reference"]["resource"] for key in schema["foreignKeys"]]


def test_tables_that_keys_lead_to_come_along(packages: dict[str, Package]) -> None:
    """Those of other packages too, in turn, and no others; they are called after their package."""
    record, lists = packages["record"], packages["nomenclature"]
    names = [each.name for each in published_tables(record, packages)]
    assert names == [*record.tables, "nomenclature-countries"]
    names = [each.name for each in published_tables(lists, packages)]
    assert names == ["countries", "record-projects", "record-issuances", "record-sources"]


def test_keys_lead_to_tables_of_the_same_descriptor(packages: dict[str, Package]) -> None:
    """Wherever a table stands, its keys have the names of that descriptor; none has a package."""
    schemas = {
        name: {each.name: each.schema() for each in published_tables(package, packages)}
        for name, package in packages.items()
    }
    over = descriptor_over_all(packages.values(), ABOUT)
    schemas[""] = {each["name"]: each["schema"] for each in over["resources"]}
    assert _targets(schemas["record"]["projects"]) == [
        *("nomenclature-countries", "", "issuances", "sources")
    ]
    assert _targets(schemas["record"]["nomenclature-countries"]) == ["projects"]
    assert _targets(schemas["nomenclature"]["record-projects"]) == [
        *("countries", "", "record-issuances", "record-sources")
    ]
    assert _targets(schemas[""]["record-projects"]) == [
        *("nomenclature-countries", "", "record-issuances", "record-sources")
    ]
    keys = [
        key["reference"]
        for tables in schemas.values()
        for schema in tables.values()
        for key in schema.get("foreignKeys", ())
    ]
    assert keys
    assert not [each for each in keys if "package" in each]


def test_rules_are_stated_where_their_names_hold(packages: dict[str, Package]) -> None:
    """A rule names tables as its package does: a copy under another descriptor has none."""
    at_home = {each.name: each.schema() for each in published_tables(packages["record"], packages)}
    over = descriptor_over_all(packages.values(), ABOUT)
    assert at_home["projects"]["rules"]
    assert not [each for each in over["resources"] if "rules" in each["schema"]]


def test_a_copy_says_where_it_is_from(packages: dict[str, Package]) -> None:
    """It names its package, with the licence of that one; a table at home does not."""
    home = packages["nomenclature"].descriptor
    tables = {each.name: each for each in published_tables(packages["record"], packages)}
    copy = tables["nomenclature-countries"].resource("there", "schema.json")
    assert (copy["package"], copy["licenses"]) == ("nomenclature", home["licenses"])
    assert copy["path"] == "there.csv"
    assert [each["path"] for each in copy["alternates"]] == ["there.parquet"]
    assert "package" not in tables["projects"].resource("projects", "schema.json")


def test_parquet_says_what_must_be_filled(packages: dict[str, Package]) -> None:
    """A field that is required is not nullable; one that may be empty is."""
    record = packages["record"]
    schema = parquet_rows(record, record.tables["projects"]).schema
    assert not schema.field("project_id").nullable
    assert schema.field("registered_on").nullable


def test_one_descriptor_over_packages_stands_for_them(clean: Path) -> None:
    """Packages below a descriptor without a table beside it are meant; with one it is a package."""
    below = packages_in(clean)
    assert [each.name for each in below] == ["nomenclature", "record"]
    written("datapackage.json", '{"name": "all", "resources": []}')(clean)
    assert packages_in(clean) == below
    written("changes.csv", "table,key\n")(clean)  # as a release has it
    assert packages_in(clean) == below
    written("own.csv", "a\n")(clean)
    assert packages_in(clean) == [clean]


def test_a_published_example_is_part_of_no_record(clean: Path) -> None:
    """Unpacked among packages, it is left out of what a ledger reads, unless it is named."""
    own = record_in(clean)
    example = Path(shutil.copytree(clean / "record", clean / "made-up-example"))
    assert record_in(clean) == own
    assert record_in(example) == [example]
