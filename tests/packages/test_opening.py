"""A package opens with the tables whose description holds, and says what is wrong with others."""

from pathlib import Path

import pytest

from reporting.packages import ForeignKey, Schema, open_package
from reporting.packages.files import UnreadableError, json_object
from tests.broken.edits import described, schema


def test_a_package_is_what_its_descriptor_says(clean: Path) -> None:
    """Names, titles in both languages, and tables in the order of the descriptor."""
    package, findings = open_package(clean / "record")
    assert findings == ()
    assert package is not None
    assert package.title == {"en": "Record", "ja": "記録"}
    assert [each.name for each in package] == [
        "sources",
        "projects",
        "methodologies",
        "issuances",
        "allocations",
        "blocks",
        "conflicts",
    ]
    projects = package.tables["projects"]
    assert projects.path == clean / "record" / "projects.csv"
    assert projects.schema.primary_key == ("project_id",)
    assert projects.schema["title"].title == {"en": "Title", "ja": "名称"}
    assert projects.schema["status"].label("registered", "ja") == "登録済み"
    assert projects.schema["status"].label("unheard of", "ja") == "unheard of"
    assert projects.schema.foreign_keys[:2] == (
        ForeignKey(
            fields=("partner",), package="nomenclature", table="countries", keys=("alpha3",)
        ),
        ForeignKey(fields=("replaces",), package="", table="projects", keys=("project_id",)),
    )
    with pytest.raises(KeyError):
        projects.schema["colour"]


def test_other_tables_are_opened_beside_a_faulty_one(clean: Path) -> None:
    """One description that does not hold leaves out one table."""
    schema("blocks", primaryKey=["id"])(clean)
    package, findings = open_package(clean / "record")
    assert package is not None
    assert "blocks" not in package.tables
    assert len(package.tables) == 6
    assert [str(each.place) for each in findings] == ["record/blocks"]


def test_a_schema_may_stand_in_the_descriptor(clean: Path) -> None:
    """A resource holds its schema, or names the file that does."""
    inner = {"fields": [{"name": "block_id"}], "primaryKey": "block_id"}
    described("record/datapackage.json", lambda each: each["resources"][5].update(schema=inner))(
        clean
    )
    package, findings = open_package(clean / "record")
    assert findings == ()
    assert package is not None
    assert package.tables["blocks"].schema.primary_key == ("block_id",)


def test_one_name_or_a_list_of_names() -> None:
    """Table Schema allows both where fields are named; absent properties are empty."""
    read = Schema.from_descriptor(
        {
            "fields": [{"name": "a", "type": "integer"}, {"name": "b"}],
            "primaryKey": "a",
            "foreignKeys": [{"fields": "b", "reference": {"resource": "", "fields": "a"}}],
        },
        table="own",
    )
    assert read.primary_key == ("a",)
    assert read.foreign_keys == (ForeignKey(fields=("b",), package="", table="own", keys=("a",)),)
    assert (read.unique_keys, read.rules, read.missing_values) == ((), (), frozenset({""}))
    assert read["a"].title == {"en": "a", "ja": "a"}
    assert read["b"].type == "string"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "line 1, column 1"),
        ('{"a": 1,}', "line 1"),
        ("[1]", "no object"),
        ('{"a": Infinity}', "Infinity"),
        ('\ufeff{"a": 1}', "line 1"),
        ('{"a": "\\udc00"}', "surrogate"),
    ],
)
def test_json_that_is_no_plain_object(tmp_path: Path, text: str, reason: str) -> None:
    """What other readers would take differently is not taken."""
    path = tmp_path / "a.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableError, match=reason):
        json_object(path)


def test_json_says_which_names_stand_twice(tmp_path: Path) -> None:
    """JSON readers keep the last of two; we keep it too, and say so."""
    path = tmp_path / "a.json"
    path.write_text('{"a": 1, "b": {"c": 1, "c": 2}, "a": 3}', encoding="utf-8")
    assert json_object(path) == ({"a": 3, "b": {"c": 2}}, ("c", "a"))
