"""Packages as one SQLite file: typed, with keys, closed lists, and what everything means."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from reporting.packages import Package
from reporting.packages.model import Schema
from reporting.releases.release import opened
from reporting.renderers.sqlite import sql_names, to_sqlite
from tests.releases.made import SCHEMA, package_of, write_release


def base_of(content: bytes) -> sqlite3.Connection:
    """Open an SQLite file."""
    base = sqlite3.connect(":memory:")
    base.deserialize(content)
    return base


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Package:
    """Return two packages under one descriptor."""
    folder = tmp_path_factory.mktemp("release")
    write_release(folder)
    return opened(folder)


@pytest.fixture
def base(whole: Package) -> Iterator[sqlite3.Connection]:
    """Return them as SQLite has them."""
    with closing(base_of(to_sqlite(whole))) as found:
        yield found


def test_every_table_is_there(base: sqlite3.Connection, whole: Package) -> None:
    """Under the names of package and table, beside four that say what they are."""
    names = {name for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type='table'")}
    ours = {"_about", "_tables", "_fields", "_values"}
    assert names == ours | {each.name.replace("-", "_") for each in whole}
    assert "record_issuances" in names


def test_it_is_sound(base: sqlite3.Connection) -> None:
    """Every foreign key leads to a row, and SQLite finds nothing wrong."""
    assert base.execute("PRAGMA foreign_key_check").fetchall() == []
    assert base.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    leads = base.execute("PRAGMA foreign_key_list(record_projects)").fetchall()
    assert {(each[2], each[3]) for each in leads} == {
        ("nomenclature_countries", "partner"),
        ("record_projects", "replaces"),
        ("record_issuances", "first_issuance"),
        ("record_sources", "source_id"),
    }


def test_keys_and_lists_hold(base: sqlite3.Connection) -> None:
    """Whoever adds a row is refused what the schema refuses."""
    base.execute("PRAGMA foreign_keys = ON")
    for statement in (
        "INSERT INTO record_sources SELECT * FROM record_sources",
        "UPDATE record_projects SET partner = 'XXX' WHERE project_id = 'MN001'",
        "UPDATE record_projects SET status = 'unheard of' WHERE project_id = 'MN001'",
        "UPDATE record_projects SET pilot = 2 WHERE project_id = 'MN001'",
        "UPDATE record_projects SET title = NULL WHERE project_id = 'MN001'",
    ):
        with pytest.raises(sqlite3.IntegrityError):
            base.execute(statement)


def test_values_are_typed(base: sqlite3.Connection) -> None:
    """Whole numbers are exact, numbers can be compared, days are text that sorts."""
    rows = base.execute(
        'SELECT first, measure, "on", held, vintage, typeof(measure) FROM record_blocks '
        "WHERE measure < 10 OR measure > 80"
    ).fetchall()
    assert rows == [
        (1, 80.5, "2016-09-30", 1, 2015, "real"),
        (9007199254740993, 0.125, None, None, None, "real"),
    ]


def test_decimals_that_sqlite_would_round_are_text(tmp_path: Path) -> None:
    """The whole column, so that it has one type; its fields say so."""
    rows = [
        (str(number), "", "", share, "", "", "")
        for number, share in enumerate(("0.5", "123456789012345678.123456789"))
    ]
    with closing(base_of(to_sqlite(package_of(tmp_path, rows)))) as base:
        assert base.execute('SELECT share FROM "table"').fetchall() == [(each[3],) for each in rows]
        asked = "SELECT type, sql_type FROM _fields WHERE field = 'share'"
        assert base.execute(asked).fetchone() == ("number", "TEXT")
    with closing(base_of(to_sqlite(package_of(tmp_path, rows[:1])))) as base:
        assert base.execute('SELECT share FROM "table"').fetchall() == [(0.5,)]


def test_what_everything_means_is_in_it(base: sqlite3.Connection) -> None:
    """As tables for programs, and as comments for whoever reads the definition."""
    (count,) = base.execute("SELECT count(*) FROM record_issuances").fetchone()
    asked = "SELECT rows, table_name, primary_key FROM _tables WHERE sql_table = 'record_issuances'"
    assert base.execute(asked).fetchone() == (count, "record-issuances", "issuance_id")
    asked = "SELECT key, leads_to FROM _fields WHERE sql_table = ? AND field = ?"
    assert base.execute(asked, ("record_issuances", "project_id")).fetchone() == (
        "",
        "record-projects.project_id",
    )
    assert base.execute("SELECT count(*) FROM _values").fetchone() > (0,)
    asked = "SELECT text FROM _about WHERE name = 'version'"
    assert base.execute(asked).fetchone() == ("2026.12.9",)
    (text,) = base.execute(
        "SELECT sql FROM sqlite_master WHERE name = 'record_projects'"
    ).fetchone()
    assert text.splitlines()[0].startswith('CREATE TABLE "record_projects" ( -- ')


def test_comments_end_no_line_early(tmp_path: Path) -> None:
    """Whatever stands in a title: line breaks, quotation marks, the end of a comment."""
    nasty = "a\n); DROP TABLE x; --\r'\"*/"
    fields = [{"name": 'b"c', "type": "string", "title": nasty, "description": nasty}]
    fields[0]["constraints"] = {"enum": ["it's"]}  # type: ignore[assignment]
    schema = Schema.from_descriptor({"fields": fields})
    with closing(base_of(to_sqlite(package_of(tmp_path, [("it's",)], schema)))) as base:
        assert base.execute('SELECT "b""c" FROM "table"').fetchall() == [("it's",)]


def test_names_are_each_another() -> None:
    """SQLite takes names for the same in any case, and keeps some for itself."""
    assert sql_names(["a-b_c", "a_b-c", "A_B_C", "_fields", "sqlite_x"]) == [
        *("a_b_c", "a_b_c_2", "A_B_C_3", "_fields_2", "table_sqlite_x"),
    ]


def test_the_same_bytes(whole: Package, tmp_path: Path) -> None:
    """There is no clock in it, nor what lay in memory before."""
    assert to_sqlite(whole) == to_sqlite(whole)
    empty = package_of(tmp_path, [], SCHEMA)
    assert to_sqlite(empty) == to_sqlite(empty)
