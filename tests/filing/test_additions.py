"""New rows: which table a word means, where a row stands, which identifier is next."""

import os
from functools import cache
from pathlib import Path

import pytest

from reporting.filing.additions.addition import Addition, NewRow, parts_of
from reporting.filing.additions.identifiers import is_settled, proposal, settle
from reporting.filing.additions.nouns import NoTableError, noun, table_named
from reporting.filing.additions.package_rows import PackageRows
from reporting.filing.additions.row_order import placed
from reporting.packages import Package, Schema, open_package
from reporting.packages.journal import put_all
from tests.shared import ROOT

PACKAGES = ("jcm", "article6", "example", "nomenclature")


@cache
def package(name: str) -> Package:
    """Return a package of the checkout."""
    found = open_package(ROOT / "data" / name)[0]
    assert found is not None
    return found


def record(data: Path, name: str) -> PackageRows:
    """Return a package of a data folder to which rows may be added."""
    found = open_package(data / name)[0]
    assert found is not None
    return PackageRows.of(found)


@pytest.fixture(scope="module")
def jcm(small_data: Path) -> PackageRows:
    """Return the public record, cut small."""
    return record(small_data, "jcm")


TABLES = [(name, table) for name in PACKAGES for table in package(name).tables]


@pytest.mark.parametrize(("name", "table"), TABLES)
def test_every_table_has_a_noun(name: str, table: str) -> None:
    """Its noun, its name and its titles in either language mean it."""
    tables = package(name).tables
    titles = [each.title.values() for each in tables.values()]
    words = [table, noun(table), noun(table).replace("-", " ").title()]
    words += [each for each in tables[table].title.values() if sum(each in t for t in titles) == 1]
    assert {table_named(word, tables).name for word in words} == {table}


@pytest.mark.parametrize(
    ("word", "table"),
    [
        ("project", "projects"),
        ("entity", "third_party_entities"),
        ("fact", "source_facts"),
        ("study", "studies"),
        ("conflict", "conflicts"),
        ("partner approach", "partner_approaches"),
    ],
)
def test_a_word_means_a_table(word: str, table: str) -> None:
    """The last part of a noun will do where no other table ends so."""
    assert table_named(word, package("jcm").tables).name == table


def test_a_word_that_means_several_names_them() -> None:
    """Where the nouns of several tables end so, none is taken; nor where none does."""
    with pytest.raises(NoTableError) as caught:
        table_named("entity", package("article6").tables)
    assert set(caught.value.nouns) == {"authorization-entity", "authorized-entity"}
    with pytest.raises(NoTableError) as caught:
        table_named("nobody", package("jcm").tables)
    assert caught.value.nouns == ()


@pytest.mark.parametrize(("name", "table"), TABLES)
def test_a_row_that_was_taken_out_stands_where_it_stood(
    name: str, table: str, small_data: Path
) -> None:
    """In a file in the order of its key; the others keep their order in any file."""
    data = small_data if (small_data / name).is_dir() else ROOT / "data"
    of = record(data, name)
    found = of.package.tables[table]
    rows = of.rows(found)
    keys = [_key(row, found.schema) for row in rows]
    for at in range(0, len(rows), max(len(rows) // 7, 1)):
        rest = [*rows[:at], *rows[at + 1 :]]
        after = placed(rest, [rows[at]], found.schema)
        assert [row for row in after if row is not rows[at]] == rest
        if keys == sorted(keys):
            assert after == rows


def _key(row: dict[str, str], schema: Schema) -> list[object]:
    return [
        int(row[each]) if schema[each].type == "integer" else row[each]
        for each in schema.primary_key
    ]


@pytest.mark.parametrize(
    ("there", "new", "after"),
    [
        ("A-1 A-2 A-10", "A-3", "A-1 A-2 A-3 A-10"),
        ("A-1 A-10 A-2", "A-3", "A-1 A-10 A-2 A-3"),
        ("b-1 b-2 a-1 a-2 a-3 a-4", "a-5", "b-1 b-2 a-1 a-2 a-3 a-4 a-5"),
        ("b-1 b-2 b-3 a-1", "b-4", "b-1 b-2 b-3 b-4 a-1"),
        ("", "a", "a"),
    ],
    ids=["numbers", "letters", "block at the end", "block at the start", "empty"],
)
def test_files_keep_the_order_they_have(there: str, new: str, after: str) -> None:
    """By letters or by numbers, with later blocks as they are."""
    schema = Schema.from_descriptor({"fields": [{"name": "id"}], "primaryKey": "id"})
    rows = placed([{"id": each} for each in there.split()], [{"id": new}], schema)
    assert [row["id"] for row in rows] == after.split()


def row_of(of: PackageRows, table: str, **cells: str) -> tuple[Addition, NewRow]:
    """Return an addition of one row."""
    addition = Addition(record=of, known_on="2026-12-01")
    row = NewRow(table=of.package.tables[table], cells=cells)
    return addition, addition.begin(row)


def test_the_next_number_of_a_partner(jcm: PackageRows) -> None:
    """Two letters of the country, from the list of countries, and one more than the largest."""
    projects = jcm.rows(jcm.package.tables["projects"])
    for partner in {row["partner"] for row in projects}:
        addition, row = row_of(jcm, "projects", partner=partner)
        of_partner = [row["project_id"] for row in projects if row["partner"] == partner]
        following = proposal(addition, row, "project_id")
        assert following[:2] == of_partner[0][:2]
        assert int(following[2:]) == max(int(each[2:]) for each in of_partner) + 1
        assert len(following) == len(of_partner[0])
        assert not is_settled(addition, row, "project_id")


def test_the_first_of_a_partner_without_any(jcm: PackageRows) -> None:
    """It begins with 1, as wide as the others."""
    projects = {row["partner"] for row in jcm.rows(jcm.package.tables["projects"])}
    addition, row = row_of(jcm, "projects", partner=min({"CHL", "KEN", "SEN"} - projects))
    assert proposal(addition, row, "project_id")[2:] == "001"


def test_identifiers_follow_from_the_row(jcm: PackageRows) -> None:
    """What a pattern is made of must be known; what only repeats is settled."""
    addition, row = row_of(jcm, "decisions", partner="MNG")
    assert proposal(addition, row, "decision_id") == ""
    row.cells["decided_on"] = "2031-01-01"
    assert proposal(addition, row, "decision_id") == "MNG-2031-01-01-1"
    addition, row = row_of(jcm, "methodologies", methodology_id="MN_AM009", version="Ver1.0")
    settle(addition, row)
    assert row.cells["methodology_version"] == "MN_AM009 Ver1.0"


def test_a_name_is_no_identifier(jcm: PackageRows) -> None:
    """What others state is never proposed: neither names, nor quantities, nor years of a list."""
    last = jcm.rows(jcm.package.tables["participants"])[-1]
    cells = {
        name: value for name, value in last.items() if name not in {"organisation", "position"}
    }
    addition, row = row_of(jcm, "participants", **cells)
    assert proposal(addition, row, "organisation") == ""
    assert proposal(addition, row, "published_as") == ""
    settle(addition, row)
    assert int(row.cells["position"]) > 1
    addition, row = row_of(jcm, "partners", partner="KEN")
    assert not is_settled(addition, row, "position")


def test_parts_have_the_key_of_their_whole(jcm: PackageRows) -> None:
    """A participant is a part of a project; a project is none of its partner."""
    tables = jcm.package.tables
    names = {each.name for each in parts_of(tables["projects"], tables)}
    assert {"participants", "project_methodologies"} <= names
    assert [each.name for each in parts_of(tables["issuances"], tables)] == ["allocations"]
    assert "projects" not in {each.name for each in parts_of(tables["partners"], tables)}


def test_parts_follow_a_corrected_source(jcm: PackageRows) -> None:
    """What a part has from its whole stays that of the whole; what it was given itself stays."""
    addition, project = row_of(jcm, "projects", source_id="one", project_id="MN900")
    parts = [
        addition.begin(NewRow(table=jcm.package.tables["participants"], whole=project, cells=cells))
        for cells in ({}, {"source_id": "another"})
    ]
    addition.change(project, {"source_id": "two", "project_id": "MN901"})
    assert [each.cells["source_id"] for each in parts] == ["two", "another"]
    assert {each.cells["project_id"] for each in parts} == {"MN901"}


@pytest.mark.parametrize("at", [1, 2, 3])
def test_files_are_written_all_or_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    """Whichever of the files fails, each is as it was, and nothing lies beside."""
    files = {tmp_path / name: name.encode() for name in ("a", "b", "c")}
    for path in files:
        path.write_bytes(b"old")
    replace, count = os.replace, iter(range(1, 99))

    def failing(old: Path, new: Path) -> None:
        if next(count) == at:
            raise OSError
        replace(old, new)

    monkeypatch.setattr(os, "replace", failing)
    with pytest.raises(OSError):  # noqa: PT011 - whatever it says
        put_all(files)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == dict.fromkeys(
        "abc", b"old"
    )
    put_all(files)
    assert {path.read_bytes() for path in tmp_path.iterdir()} == {b"a", b"b", b"c"}
