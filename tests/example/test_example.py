"""The example is what its program writes, is valid, is marked as made up, and shows each case."""

import json
from pathlib import Path

import pytest

from reporting.packages import validate
from tests.example.features import FEATURES, rows, values
from tests.example.make import EXAMPLE, make
from tests.example.package import ARTICLE6, ROOT, schemas


@pytest.mark.parametrize("feature", FEATURES)
def test_the_example_shows(feature: str) -> None:
    """Each case that the rules know is somewhere in the example."""
    assert FEATURES[feature]()


@pytest.mark.proof
def test_making_it_again_gives_the_same_bytes(tmp_path: Path) -> None:
    """The package is what its program writes, file by file."""
    make(tmp_path)
    written = {path.relative_to(tmp_path): path for path in tmp_path.rglob("*") if path.is_file()}
    kept = {path.relative_to(EXAMPLE): path for path in EXAMPLE.rglob("*") if path.is_file()}
    assert {*written} == {*kept}
    assert [name for name in kept if kept[name].read_bytes() != written[name].read_bytes()] == []


def test_the_schemas_are_those_of_article_6() -> None:
    """One set of schemas serves both packages, byte by byte."""
    own, theirs = (
        {path.name: path.read_bytes() for path in (folder / "schemas").iterdir()}
        for folder in (EXAMPLE, ARTICLE6)
    )
    assert own == theirs


def test_every_table_is_there_and_none_is_empty() -> None:
    """A government sees in the example what its own folder needs."""
    assert {path.stem for path in EXAMPLE.glob("*.csv")} == {*schemas()}
    assert [table for table in schemas() if not rows(table)] == []


def test_it_is_marked_as_made_up() -> None:
    """The descriptor says so in both languages, and so does the one source of every row."""
    descriptor = json.loads((EXAMPLE / "datapackage.json").read_text("utf-8"))
    assert descriptor["name"] == "example"
    for name in ("title", "description"):
        assert "made up" in descriptor[name].lower()
        assert "架空" in descriptor[f"{name}@ja"]
    for table in schemas():
        assert values(table, "source_id") == {"made-up"}
    assert "made-up" in rows("sources")[0]["title"].lower()


def test_it_is_valid() -> None:
    """No finding, with the nomenclature that its keys point to."""
    found = validate([EXAMPLE, ROOT / "data" / "nomenclature"]).findings
    assert [str(each.place) for each in found if str(each.place).startswith("example")] == []
