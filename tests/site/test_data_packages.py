"""Others' tools read what is published: the reference implementation finds no fault in it."""

import subprocess
from pathlib import Path
from typing import Any

import frictionless
import pytest

from reporting.packages import open_package
from tests.site.csv_rows import DATA, PACKAGES, lines, table_names
from tests.site.test_downloads import TABLES, load, parquet_metadata

FOLDERS = (*(f"working/{package}" for package in PACKAGES), "example")


def descriptor(site: Path, folder: str) -> Any:  # noqa: ANN401 - any JSON
    """Return the descriptor of a folder of the data."""
    return load(site / "data" / folder / "datapackage.json")


def judged(place: str) -> dict[str, int]:
    """Let frictionless judge a package, and return how many rows it read of each table."""
    package = frictionless.Package(place)
    report = package.validate()
    assert report.valid, report.to_summary()
    assert report.warnings == []
    return {task.name: task.stats.get("rows", 0) for task in report.tasks}


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_package_is_valid_in_its_folder(site: Path, folder: str) -> None:
    """Each package stands alone: every table is read, every foreign key followed."""
    rows = judged(str(site / "data" / folder / "datapackage.json"))
    assert set(table_names(Path(folder).name)) <= set(rows)


def test_the_zip_is_one_valid_package(site: Path) -> None:
    """One descriptor is over every table of every package, none twice, as package-table."""
    rows = judged(str(site / "data/working/jcm-open-data.zip"))
    assert rows == {f"{package}-{table}": len(lines(table, package)) for package, table in TABLES}


def test_a_package_is_valid_by_address(address: str) -> None:
    """What a descriptor names is found beside it by address, too."""
    rows = judged(f"{address}data/working/article6/datapackage.json")
    assert rows["nomenclature-aef_sectors"] == len(lines("aef_sectors", "nomenclature"))


@pytest.mark.parametrize("folder", ["working", *FOLDERS])
def test_every_file_that_a_descriptor_names_is_there(site: Path, folder: str) -> None:
    """CSV, schema and Parquet; keys lead to tables of the same descriptor."""
    resources = descriptor(site, folder)["resources"]
    names = {each["name"] for each in resources}
    assert len(names) == len(resources)
    for each in resources:
        assert each["dialect"] == {"delimiter": ","}
        twins = {twin["format"]: twin["path"] for twin in each["alternates"]}
        assert list(twins) == ["parquet"]
        for path in (each["path"], *twins.values()):
            assert (site / "data" / folder / path).is_file(), path
        written = each["schema"]
        schema = load(site / "data" / folder / written) if isinstance(written, str) else written
        for key in schema.get("foreignKeys", ()):
            assert "package" not in key["reference"]
            assert key["reference"]["resource"] in {"", *names}


def test_a_copy_is_the_table_of_its_package(site: Path) -> None:
    """A table that keys lead to in another package has the same bytes in every form."""
    copies = 0
    working = site / "data/working"
    for package in PACKAGES:
        for each in descriptor(site, f"working/{package}")["resources"]:
            if home := each.get("package"):
                copies += 1
                table = each["name"].removeprefix(f"{home}-")
                for form in ("csv", "parquet", "json"):
                    copy = working / package / f"{each['name']}.{form}"
                    assert copy.read_bytes() == (working / home / f"{table}.{form}").read_bytes()
    assert copies


def test_the_descriptor_over_all_says_what_it_is(site: Path) -> None:
    """It has a name and title of its own, the version of each, and what all packages state."""
    whole = descriptor(site, "working")
    assert (whole["name"], whole["title"]) == ("jcm-open-data", "JCM Open Data, all packages")
    for package in PACKAGES:
        assert descriptor(site, f"working/{package}")["version"] == whole["version"]
        stated = load(DATA / package / "datapackage.json")
        for name in ("licenses", "sources", "keywords", "contributors"):
            assert all(each in whole[name] for each in stated[name])
    for each in whole["resources"]:
        assert each["name"].startswith(f"{each['package']}-")


def test_the_example_calls_itself_made_up(site: Path) -> None:
    """In its name and title, in every row, in each Parquet file, in its README and on its page."""
    folder = site / "data/example"
    example = descriptor(site, "example")
    assert example["name"] == "made-up-example"
    assert "made up" in example["title"]
    for table in table_names("example"):
        rows = load(folder / f"{table}.json")
        assert {row["source_id"] for row in rows} == {"made-up"}, table
        said = parquet_metadata(folder / f"{table}.parquet")
        assert (said["package"], said["package_title"]) == (example["name"], example["title"])
        assert (folder / f"{table}.csv").read_bytes() == (
            DATA / f"example/{table}.csv"
        ).read_bytes()
    package, findings = open_package(folder)
    assert findings == ()
    assert package is not None
    assert package.is_made_up, "what is made from the files is marked, too"
    assert "made up" in (folder / "README.txt").read_text(encoding="utf-8").partition("\n")[0]


def test_what_is_published_is_what_is_kept(site: Path, wheel: Path) -> None:
    """``jcm diff`` finds no difference between a package and what is published of it."""
    asked = (wheel / "bin/jcm", "diff", site / "data/working/jcm", DATA / "jcm", "--exit-code")
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
