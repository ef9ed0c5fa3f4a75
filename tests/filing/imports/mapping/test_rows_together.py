"""Cells that stand once for several rows, rows that belong together, codes by patterns."""

from pathlib import Path

from tests.filing.imports.mapping.making import found, read, rows_of, told

GROUPED = """
[source.list]
{source}
[group.place]
by = ["Party", "Begin"]
number = {{ within = ["Party"], order = "Begin", date = "d Mon yy" }}
sum = {{ total = "Amount" }}
rows = 2
[table.registries]
distinct = true
registry = {{ text = "{{Party}}0{{place}}" }}
party = {{ column = "Party" }}
name = {{ text = "{{total}} t" }}
"""
PLAIN = GROUPED.format(source='thousands = ","')


def test_a_cell_is_carried_down_to_the_rows_below(tmp_path: Path) -> None:
    """The last one that is filled, or meets a condition; before the first there is none."""
    mapping = """
[source.list]
carry = { registry = "Code", top = { column = "Name", when = { column = "Code", filled = true } } }
keep = [{ column = "Party", filled = true }]
ignore = ["Code"]
[table.registries]
registry = { text = "{registry}0{@row}" }
party = { column = "Party" }
name = { text = "{top}: {Name}" }
"""
    listed = "Code,Party,Name\nKEN,,First\n,KEN,one\n,KEN,two\nTZA,,Second\n,TZA,three\n"
    names = [
        each["name"]
        for each in rows_of(read(tmp_path, mapping, {"list.csv": listed}), "registries")
    ]
    assert names == ["First: one", "First: two", "Second: three"]


def test_a_column_that_is_carried_must_be_there(tmp_path: Path) -> None:
    """It is missing by its name."""
    mapping = """
[source.list]
carry = { above = "Kode" }
[table.registries]
columns = { registry = "Code", party = "above", name = "Name" }
"""
    source = read(tmp_path, mapping, {"list.csv": "Code,Name\nKEN01,A\n"})
    finding = found(source, "mapping-header-missing")
    assert finding.values["column"] == "Kode"
    assert finding.values["meant"] == "Code"


def test_groups_are_numbered_by_day_and_added_up(tmp_path: Path) -> None:
    """Within what they are numbered in, however they stand; with marks between thousands."""
    listed = (
        'Party,Begin,Amount\nKEN,01 Feb 23,"1,000"\nKEN,01 Feb 23,1\n'
        "KEN,7 Jan 22,3\nTZA,01 Jan 24,5\nKEN,7 Jan 22,4\nTZA,01 Jan 24,6\n"
    )
    rows = rows_of(read(tmp_path, PLAIN, {"list.csv": listed}), "registries")
    assert {each["registry"]: each["name"] for each in rows} == {
        "KEN02": "1001 t",
        "KEN01": "7 t",
        "TZA01": "11 t",
    }


def test_a_group_without_an_amount_has_no_sum(tmp_path: Path) -> None:
    """What is missing is not taken for nought."""
    listed = "Party,Begin,Amount\nKEN,01 Feb 23,5\nKEN,01 Feb 23,\n"
    (row,) = rows_of(read(tmp_path, PLAIN, {"list.csv": listed}), "registries")
    assert "name" not in row


def test_a_group_that_is_not_whole_is_left_out(tmp_path: Path) -> None:
    """With what it has and should have, at its row; the others stand."""
    listed = "Party,Begin,Amount\nKEN,01 Feb 23,5\nTZA,01 Jan 24,5\nTZA,01 Jan 24,6\n"
    source = read(tmp_path, PLAIN, {"list.csv": listed})
    assert told(source) == [("mapping-group-incomplete", "list.csv:2 A2 Party")]
    finding = found(source, "mapping-group-incomplete")
    assert (finding.values["expected"], finding.values["found"]) == ("2", "1")
    assert [each["registry"] for each in rows_of(source, "registries")] == ["TZA01"]


def test_each_row_may_be_numbered_as_it_stands(tmp_path: Path) -> None:
    """Without an order, and each row by itself."""
    mapping = """
[source.list]
[group.line]
by = "@row"
number = { within = ["Party"] }
[table.registries]
registry = { text = "{Party}0{line}" }
columns = { party = "Party", name = "Name" }
"""
    listed = "Party,Name\nKEN,b\nTZA,c\nKEN,a\n"
    rows = rows_of(read(tmp_path, mapping, {"list.csv": listed}), "registries")
    assert [(each["registry"], each["name"]) for each in rows] == [
        ("KEN01", "b"),
        ("TZA01", "c"),
        ("KEN02", "a"),
    ]


CODED = """
[source.list]
[codes.kind]
column = "Kind"
map = { "No" = "" }
patterns = [['Yes.*', "true"], ['Yes, but.*', "never"], ['Never', "false"]]
[table.cooperative_approaches]
columns = { approach = "Code", name = "Name" }
is_jcm = { code = "kind" }
"""


def test_codes_by_patterns(tmp_path: Path) -> None:
    """The list first, then the first pattern that fits the whole value; else a finding."""
    listed = 'Code,Name,Kind\na,A,Yes\nb,B,"Yes, but"\nc,C,Never\nd,D,No\ne,E,Never mind\n'
    source = read(tmp_path, CODED, {"list.csv": listed})
    rows = rows_of(source, "cooperative_approaches")
    assert [each.get("is_jcm") for each in rows] == ["true", "true", "false", None]
    assert found(source, "mapping-code-missing").values["value"] == "Never mind"


def test_a_pattern_that_is_none_is_told(tmp_path: Path) -> None:
    """At its key."""
    source = read(tmp_path, CODED.replace("'Never'", "'Never('"), {"list.csv": "Code\n"})
    assert ("mapping-pattern-wrong", "list.toml/codes.kind patterns") in told(source)


def test_a_cell_beside_another(tmp_path: Path) -> None:
    """It holds something only where the other does; a text may have a default."""
    mapping = """
[source.list]
[table.cooperative_approaches]
approach = { column = "Code" }
name = { text = "{Name}", default = "None" }
description = { value = "as named", with = "Name" }
is_jcm = { value = false }
"""
    source = read(tmp_path, mapping, {"list.csv": "Code,Name\na,A\nb,\n"})
    rows = rows_of(source, "cooperative_approaches")
    assert [(each["name"], each.get("description")) for each in rows] == [
        ("A", "as named"),
        ("None", None),
    ]


def test_an_optional_file_need_not_be_there(tmp_path: Path) -> None:
    """Rows then find nothing in it; a file that is there is read."""
    mapping = """
[source.list]
file = "list*"
[source.names]
file = "names*"
join = { to = "list", on = { "Code" = "Code" }, optional = true }
optional = ["Name"]
[table.cooperative_approaches]
columns = { approach = "Code", name = "Name" }
is_jcm = { value = false }
"""
    alone = read(tmp_path, mapping, {"list.csv": "Code\na\n"})
    assert told(alone) == []
    assert rows_of(alone, "cooperative_approaches") == [{"approach": "a", "is_jcm": "false"}]
    both = read(tmp_path, mapping, {"list.csv": "Code\na\n", "names.csv": "Code,Name\na,A\n"})
    assert rows_of(both, "cooperative_approaches")[0]["name"] == "A"
