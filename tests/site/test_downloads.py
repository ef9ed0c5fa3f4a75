"""The files to download hold what the packages hold, in every form."""

import csv
import json
import re
import subprocess
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from pyarrow import parquet

from tests.site.csv_rows import DATA, PACKAGES, lines, table_names
from tests.site.descriptions import fields

TABLES = [(package, table) for package in PACKAGES for table in table_names(package)]
INNER = re.compile(r"(?<![a-z])_(?:row|table|package)\b")
FINDING = {"package", "table", "row", "field", "code", "severity", "expected", "found", "remedy"}


def typed(value: str, kind: str) -> object:
    """Return a cell as its schema types it; None for an empty one."""
    if not value:
        return None
    match kind:
        case "integer":
            return int(value)
        case "number":
            return Decimal(value)
        case "date":
            return date.fromisoformat(value)
        case "boolean":
            return {"true": True, "false": False}[value]
        case _:
            return value


def in_json(value: object) -> object:
    """Return a value as our JSON writes it: dates as text."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else value.normalize()
    return value.isoformat() if isinstance(value, date) else value


def expected_rows(package: str, table: str) -> list[dict[str, object]]:
    """Return the rows of a table with typed values, read here a second time."""
    kinds = {field["name"]: str(field["type"]) for field in fields(package, table)}
    return [
        {name: typed(value, kinds[name]) for name, value in row.items()}
        for row in lines(table, package)
    ]


def as_list(names: str | list[str]) -> list[str]:
    """Return one name or several as Table Schema has them."""
    return [names] if isinstance(names, str) else names


def parquet_metadata(path: Path) -> dict[str, str]:
    """Return what a Parquet file says of itself, without Arrow's own schema."""
    said = parquet.read_metadata(path).metadata
    return {name.decode(): text.decode() for name, text in said.items() if name != b"ARROW:schema"}


def load(path: Path) -> Any:  # noqa: ANN401 - any JSON
    """Return a JSON file, its numbers exact."""
    return json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)


@pytest.mark.parametrize("package", PACKAGES)
def test_packages_are_kept_as_they_are(site: Path, package: str) -> None:
    """CSV files are those of the package, byte for byte; schemas, but for where keys lead to."""
    published, kept = site / "data/working" / package, DATA / package
    for name in table_names(package):
        assert (published / f"{name}.csv").read_bytes() == (kept / f"{name}.csv").read_bytes()
        schema, own = (load(folder / f"schemas/{name}.json") for folder in (published, kept))
        leading, own_leading = (each.pop("foreignKeys", []) for each in (schema, own))
        assert schema == own
        assert [each["fields"] for each in leading] == [each["fields"] for each in own_leading]


@pytest.mark.parametrize(("package", "table"), TABLES)
def test_parquet_holds_the_values_of_the_csv(site: Path, package: str, table: str) -> None:
    """Parquet has each column in order and each value exactly: whole numbers, decimals, dates."""
    read = parquet.read_table(site / f"data/working/{package}/{table}.parquet")
    assert read.column_names == [field["name"] for field in fields(package, table)]
    assert read.to_pylist() == expected_rows(package, table)
    types = {field["name"]: field["type"] for field in fields(package, table)}
    for column in read.schema:
        assert not str(column.type).startswith(("float", "double")), column.name
        if types[column.name] == "date":
            assert str(column.type) == "date32[day]"
        if types[column.name] == "integer":
            assert str(column.type) == "int64"
    required = {
        each["name"]
        for each in fields(package, table)
        if each.get("constraints", {}).get("required")
    }
    assert {column.name for column in read.schema if not column.nullable} == required


@pytest.mark.parametrize(("package", "table"), TABLES)
def test_a_lone_parquet_file_says_what_it_is(site: Path, package: str, table: str) -> None:
    """Its metadata name table, package, sources, licence, version and key, as the descriptor."""
    said = parquet_metadata(site / f"data/working/{package}/{table}.parquet")
    descriptor = load(site / "data/working" / package / "datapackage.json")
    [resource] = [each for each in descriptor["resources"] if each["name"] == table]
    for name in ("title", "title@ja", "description", "description@ja"):
        assert said[name] == resource[name]
    assert (said["package"], said["table"]) == (package, table)
    assert said["package_title"] == descriptor["title"]
    assert said["version"] == descriptor["version"]
    assert said.get("created") == descriptor.get("created")
    for name in ("licenses", "sources"):
        assert json.loads(said[name]) == descriptor[name]
    assert json.loads(said["primaryKey"]) == as_list(
        load(DATA / package / f"schemas/{table}.json")["primaryKey"]
    )


@pytest.mark.parametrize(("package", "table"), TABLES)
def test_json_holds_the_values_of_the_csv(site: Path, package: str, table: str) -> None:
    """JSON has each row with each field in order, numbers exact."""
    rows = load(site / f"data/working/{package}/{table}.json")
    expected = [
        {name: in_json(value) for name, value in row.items()}
        for row in expected_rows(package, table)
    ]
    assert rows == expected
    assert [list(row) for row in rows] == [list(row) for row in expected]


def test_the_zip_of_the_example_is_its_folder(site: Path) -> None:
    """The zip holds each file of the folder in which it stands, byte for byte, and no other."""
    zipped = site / "data/example/made-up-example.zip"
    with ZipFile(zipped) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert names == sorted(names)
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        found = {name: archive.read(name) for name in names}
    assert found == {
        each.relative_to(zipped.parent).as_posix(): each.read_bytes()
        for each in zipped.parent.rglob("*")
        if each.is_file() and each != zipped and each.suffix != ".html"
    }


def test_the_zip_holds_valid_packages(site: Path, wheel: Path, tmp_path: Path) -> None:
    """Unpacked, ``jcm validate`` finds all tables of the packages, and no error in them."""
    with ZipFile(site / "data/working/jcm-open-data.zip") as archive:
        archive.extractall(tmp_path)
    checked = subprocess.run(
        [wheel / "bin" / "jcm", "validate", "--format", "json", tmp_path],
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout
    reports = json.loads(checked.stdout)["tables"]
    rows = {(each["package"], each["name"]): each["rows"] for each in reports}
    borrowed = {
        (package, each["name"]): len(lines(each["name"].removeprefix(f"{home}-"), home))
        for package in PACKAGES
        for each in load(site / "data/working" / package / "datapackage.json")["resources"]
        if (home := each.get("package"))
    }
    assert ("jcm", "nomenclature-countries") in borrowed
    assert rows == borrowed | {
        (package, table): len(lines(table, package)) for package, table in TABLES
    }


def test_the_note_names_version_and_licence(site: Path) -> None:
    """The note beside the files says what it is, how to cite it and under which licence."""
    descriptor = load(site / "data/working/datapackage.json")
    note = (site / "data/working/README.txt").read_text(encoding="utf-8")
    for part in (descriptor["title"], descriptor["version"].rpartition(".")[2]):
        assert part in note
    assert descriptor["licenses"][0]["path"] in note
    for package in PACKAGES:
        title = load(DATA / package / "datapackage.json")["title"]
        listed = note.partition(f"{package}: {title}\n")[2].partition("\n\n")[0].splitlines()
        assert len(listed) == len(table_names(package))
        for name in table_names(package):
            [told] = [each for each in listed if each.startswith(f"- {name}: ")]
            assert told.endswith(" (no row yet)") is not bool(lines(name, package))


def _name(package: str, table: str) -> str:
    """Return what the data of a page call a table: one of another package after its package."""
    return table if package == "jcm" else f"{package}/{table}"


def _entities(site: Path) -> Iterator[Path]:
    for kind in ("partners", "projects", "methodologies"):
        yield from sorted(path for path in (site / kind).glob("*/*.json"))


def test_data_of_a_page_are_rows_of_the_tables(site: Path) -> None:
    """The JSON beside a page holds whole rows of the tables, and the sources they name."""
    tables = {
        _name(package, table): {
            json.dumps(row, default=str)
            for row in load(site / f"data/working/{package}/{table}.json")
        }
        for package, table in TABLES
    }
    sources = set().union(*(tables[_name(package, "sources")] for package in PACKAGES))
    found = list(_entities(site))
    ids = {row["methodology_id"] for row in lines("methodologies")}
    assert len(found) == len(lines("partners")) + len(lines("projects")) + len(ids)
    version = load(site / "data/working/datapackage.json")["version"]
    for path in found:
        content = load(path)
        assert list(content) == ["data", "sources", "package"], path
        assert content["package"] == {"name": "jcm", "version": version}
        cited = {row["source_id"] for row in content["sources"]}
        assert {json.dumps(row, default=str) for row in content["sources"]} <= sources
        for table, rows in content["data"].items():
            assert rows
            assert {json.dumps(row, default=str) for row in rows} <= tables[table], path
            assert {row["source_id"] for row in rows} <= cited


def test_csv_of_a_page_is_its_json(site: Path) -> None:
    """The CSV beside a page has a line for each value that is known in its JSON, and no other."""
    keys = {
        _name(package, table): json.loads(
            (DATA / f"{package}/schemas/{table}.json").read_text(encoding="utf-8")
        )
        for package, table in TABLES
    }
    for path in _entities(site):
        expected = []
        for table, rows in load(path)["data"].items():
            for row in rows:
                key = "|".join(str(row[each]) for each in as_list(keys[table]["primaryKey"]))
                expected += [
                    [table, key, name, str(value).lower() if value in (True, False) else str(value)]
                    for name, value in row.items()
                    if value is not None
                ]
        text = path.with_suffix(".csv").read_bytes().decode("utf-8")
        assert "\r" not in text
        header, *found = csv.reader(StringIO(text))
        assert header == ["table", "key", "field", "value"]
        assert found == expected, path


def test_a_project_has_what_belongs_to_it(site: Path) -> None:
    """The data of a page are the project's row, participants, methodologies and issuances."""
    name = lines("issuances")[0]["project_id"]
    data = load(site / f"projects/{name.lower()}/{name.lower()}.json")["data"]
    for table in ("projects", "participants", "project_methodologies", "issuances"):
        own = [row for row in lines(table) if row["project_id"] == name]
        assert len(data.get(table, ())) == len(own)


def test_no_inner_names_leak(site: Path) -> None:
    """Our own columns, such as the number of a row in its file, appear in no file."""
    for path in site.rglob("*"):
        if path.suffix in {".json", ".csv"}:
            text = path.read_text(encoding="utf-8")
            assert '"_' not in text, path
            assert not INNER.search(text), path


def test_validation_as_json(site: Path) -> None:
    """The validation has every table with its rows, and findings with place, words and remedy."""
    content = load(site / "data/working/validation.json")
    assert list(content) == ["findings", "tables"]
    assert {(each["package"], each["name"]): each["rows"] for each in content["tables"]} == {
        (package, table): len(lines(table, package)) for package, table in TABLES
    }
    for finding in content["findings"]:
        assert set(finding) >= FINDING
        assert finding["severity"] == "notice"
    noticed = [
        row for row in lines("reconciliations") if row["outcome"] in {"differs", "not_verifiable"}
    ]
    assert len(content["findings"]) == len(noticed)


def test_parquet_opens_elsewhere(site: Path) -> None:
    """The bytes are one complete Parquet file with one row group, compressed with zstd."""
    content = (site / "data/working/jcm/projects.parquet").read_bytes()
    described = parquet.ParquetFile(BytesIO(content)).metadata
    assert described.num_row_groups == 1
    assert described.num_rows == len(lines("projects"))
    assert described.row_group(0).column(0).compression == "ZSTD"
