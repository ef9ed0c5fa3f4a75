"""What a mapping makes of rows: values read, rows put together, and those that cannot be."""

from pathlib import Path

import pytest

from tests.filing.imports.mapping.making import REGISTRIES, found, read, rows_of, told

BLOCKS = """
[source.list]
[table.credit_blocks]
block_id = { column = "Id" }
"""


def blocks(folder: Path, cells: str, *lines: str, source: str = "") -> list[dict[str, str]]:
    """Return the blocks that cells make of a list; there must be no fault."""
    mapping = BLOCKS.replace("[source.list]", f"[source.list]\n{source}") + cells
    found_ = read(folder, mapping, {"list.csv": "\n".join(lines)})
    assert told(found_) == []
    return rows_of(found_, "credit_blocks")


def fault(folder: Path, cells: str, *lines: str, source: str = "") -> tuple[str, str]:
    """Return the one fault of a list, and its place; no block is made of it."""
    mapping = BLOCKS.replace("[source.list]", f"[source.list]\n{source}") + cells
    found_ = read(folder, mapping, {"list.csv": "\n".join(lines)})
    assert rows_of(found_, "credit_blocks") == []
    (only,) = told(found_)
    return only


@pytest.mark.parametrize(
    ("form", "written", "meant"),
    [
        ("dd/mm/yyyy", "05/03/2024", "2024-03-05"),
        ("mm/dd/yyyy", "05/03/2024", "2024-05-03"),
        ("d.m.yyyy", "5.3.2024", "2024-03-05"),
        ("d Month yyyy", "5 March 2024", "2024-03-05"),
        ("Month d, yyyy", "march 5, 2024", "2024-03-05"),
        ("dd-Mon-yyyy", "05-Mar-2024", "2024-03-05"),
        ("yyyy\u5e74m\u6708d\u65e5", "2024\u5e743\u67085\u65e5", "2024-03-05"),
        ("yyyy-mm-dd*", "2024-03-05T23:30:00Z", "2024-03-05"),
        ("dd/mm/yyyy", "2024-03-05", "2024-03-05"),
    ],
)
def test_days_are_read_by_their_form(tmp_path: Path, form: str, written: str, meant: str) -> None:
    """As the mapping says; YYYY-MM-DD is always understood."""
    cells = f'issued_on = {{ column = "On", date = "{form}" }}'
    rows = blocks(tmp_path, cells, "Id,On", f'a,"{written}"')
    assert rows == [{"block_id": "a", "issued_on": meant}]


def test_a_day_that_two_forms_read_in_two_ways_is_refused(tmp_path: Path) -> None:
    """With both readings; one that both read alike is taken."""
    cells = 'issued_on = { column = "On", date = ["dd/mm/yyyy", "mm/dd/yyyy"] }'
    assert fault(tmp_path, cells, "Id,On", "a,05/03/2024") == (
        "mapping-date-doubtful",
        "list.csv:2 B2 On",
    )
    assert blocks(tmp_path, cells, "Id,On", "a,31/03/2024", "b,05/05/2024") == [
        {"block_id": "a", "issued_on": "2024-03-31"},
        {"block_id": "b", "issued_on": "2024-05-05"},
    ]


def test_the_precision_of_a_date_is_kept(tmp_path: Path) -> None:
    """A year alone stays a year, in a field that holds one."""
    cells = 'note = { column = "On", date = ["yyyy", "mm/yyyy"] }'
    rows = blocks(tmp_path, cells, "Id,On", "a,2024", "b,03/2024")
    assert [each["note"] for each in rows] == ["2024", "2024-03"]


@pytest.mark.parametrize(
    ("unit", "written", "tonnes"),
    [
        *(("t", "1000", "1000"), ("kt", "1.5", "1500"), ("kt", "0.000001", None)),
        *(("kg", "2000", "2"), ("Mt", "0.0000015", None), ("t", "1.0", "1"), ("t", "1.5", None)),
        *(("t", "1e3", None), ("t", "12 t", None), ("kg", "1500", None), ("t", "1,000", None)),
        ("Mt", "2", "2000000"),
    ],
)
def test_units_are_exact(tmp_path: Path, unit: str, written: str, tonnes: str | None) -> None:
    """Whole tonnes, or a finding; nothing is rounded."""
    cells = f'quantity = {{ column = "Amount", unit = "{unit}" }}'
    lines = ("Id,Amount", f'a,"{written}"')
    if tonnes is None:
        assert fault(tmp_path, cells, *lines) == ("mapping-quantity-wrong", "list.csv:2 B2 Amount")
    else:
        assert blocks(tmp_path, cells, *lines) == [{"block_id": "a", "quantity": tonnes}]


@pytest.mark.parametrize(
    ("mark", "written", "tonnes"),
    [
        (",", "1,234,567", "1234567"),
        (".", "1.234,0", "1234"),
        (",", "1,23", None),
        (" ", "1 000", "1000"),
    ],
)
def test_thousands_are_declared(
    tmp_path: Path, mark: str, written: str, tonnes: str | None
) -> None:
    """Marks that do not stand after each three digits are none."""
    cells = 'quantity = { column = "Amount", unit = "t" }'
    lines = ("Id,Amount", f'a,"{written}"')
    source = f'thousands = "{mark}"'
    if tonnes is None:
        assert fault(tmp_path, cells, *lines, source=source)[0] == "mapping-quantity-wrong"
    else:
        assert blocks(tmp_path, cells, *lines, source=source)[0]["quantity"] == tonnes


def test_a_text_is_put_together(tmp_path: Path) -> None:
    """What is in brackets stands only if its column says something."""
    cells = 'note = { text = "{Std}-{No}[, {More}]" }'
    lines = ("Id,Std,No,More", "a,GS,1,x", "b,GS,2,", "c,,3,x")
    rows = blocks(tmp_path, cells, *lines)
    assert [each.get("note") for each in rows] == ["GS-1, x", "GS-2", None]


def test_a_default_stands_for_an_empty_cell(tmp_path: Path) -> None:
    """And a value that says nothing is an empty cell."""
    cells = 'note = { column = "Note", default = "none" }\nproject_id = { column = "Project" }'
    source = 'empty = ["-", "n/a"]'
    rows = blocks(tmp_path, cells, "Id,Note,Project", "a,-,n/a", "b, x ,P1", source=source)
    assert rows == [
        {"block_id": "a", "note": "none"},
        {"block_id": "b", "note": "x", "project_id": "P1"},
    ]


def test_constants_have_a_basis(tmp_path: Path) -> None:
    """A row is no surer than its least sure constant."""
    cells = 'constants = { metric = { value = "ghg", basis = "derived" }, basis = "stated" }\n'
    assert blocks(tmp_path, cells, "Id", "a")[0]["basis"] == "derived"
    weaker = cells + 'confidential = { value = false, basis = "inferred" }'
    (row,) = blocks(tmp_path, weaker, "Id", "a")
    assert (row["basis"], row["confidential"], row["metric"]) == ("inferred", "false", "ghg")


def test_conditions_say_which_rows_make_one(tmp_path: Path) -> None:
    """A row that makes none in any table is counted."""
    mapping = REGISTRIES + 'when = { column = "Code", matches = "[A-Z]{3}01" }\n'
    lines = "Code,Party,Name\nKEN01,KEN,One\nKEN1,KEN,Two\n,KEN,Three"
    source = read(tmp_path, mapping, {"list.csv": lines})
    assert [each["registry"] for each in rows_of(source, "registries")] == ["KEN01"]
    assert told(source) == [("mapping-rows-in-no-table", "list.csv:3")]
    assert found(source, "mapping-rows-in-no-table").values["rows"] == "2"


@pytest.mark.parametrize(
    ("condition", "kept"),
    [
        ('in = ["A", ""]', "ac"),
        ('not_in = ["A"]', "bc"),
        ('matches = "A|B"', "ab"),
        ("filled = true", "ab"),
        ("filled = false", "c"),
    ],
)
def test_rows_are_kept_by_conditions(tmp_path: Path, condition: str, kept: str) -> None:
    """The others are counted with their values."""
    mapping = BLOCKS.replace(
        "[source.list]", f'[source.list]\nkeep = {{ column = "Kind", {condition} }}'
    )
    source = read(tmp_path, mapping, {"list.csv": "Id,Kind\na,A\nb,B\nc,\n"})
    assert "".join(each["block_id"] for each in rows_of(source, "credit_blocks")) == kept
    assert source.counts[0].left_out == 3 - len(kept)
    assert found(source, "mapping-rows-left-out").values["rows"] == str(3 - len(kept))


def test_rows_that_contradict_each_other(tmp_path: Path) -> None:
    """None of their key is taken; the cell and the other row are named."""
    mapping = REGISTRIES + "distinct = true\n"
    lines = "Code,Party,Name\nKEN01,KEN,One\nKEN01,KEN,One\nUGA01,UGA,A\nUGA01,UGA,B\n"
    source = read(tmp_path, mapping, {"list.csv": lines})
    assert [each["registry"] for each in rows_of(source, "registries")] == ["KEN01"]
    assert told(source) == [("mapping-rows-contradict", "list.csv:5 C5 Name")]
    values = found(source, "mapping-rows-contradict").values
    assert (values["value"], values["other"], values["first"]) == ("B", "A", "4")
    assert source.counts[0].faulty == 2


def test_a_key_stands_once(tmp_path: Path) -> None:
    """Rows of one key are left out, unless the table is distinct."""
    lines = "Code,Party,Name\nKEN01,KEN,One\nUGA01,UGA,A\nUGA01,UGA,A\n"
    source = read(tmp_path, REGISTRIES, {"list.csv": lines})
    assert [each["registry"] for each in rows_of(source, "registries")] == ["KEN01"]
    assert told(source) == [("mapping-key-twice", "list.csv:4 A4 Code")]
    assert found(source, "mapping-key-twice").values["rows"] == "3, 4"
    mended = read(tmp_path, REGISTRIES + "distinct = true\n", {"list.csv": lines})
    assert told(mended) == []
    assert len(rows_of(mended, "registries")) == 2


def test_a_row_without_its_key_is_left_out(tmp_path: Path) -> None:
    """It is told apart from others by nothing."""
    assert fault(tmp_path, 'note = { column = "Note" }', "Id,Note", ",x") == (
        "mapping-key-empty",
        "list.csv:2 A2 Id",
    )


def test_a_table_is_filled_from_two_columns(tmp_path: Path) -> None:
    """The same row from both is one."""
    mapping = """
[source.list]
[[table.parties]]
distinct = true
columns = { party = "Host" }
[[table.parties]]
distinct = true
when = { column = "Buyer", filled = true }
columns = { party = "Buyer" }
"""
    source = read(tmp_path, mapping, {"list.csv": "Host,Buyer\nKEN,JPN\nJPN,\nUGA,KEN\n"})
    assert told(source) == []
    assert [each["party"] for each in rows_of(source, "parties")] == ["KEN", "JPN", "UGA"]


def test_a_join_may_find_nothing_if_it_is_said(tmp_path: Path) -> None:
    """Then its columns are empty."""
    mapping = """
[source.list]
file = "list.csv"
[source.names]
file = "names.csv"
join = { to = "list", on = { "Id" = "Party" }, optional = true }
[table.parties]
columns = { party = "Party", name = "names.Name" }
"""
    files = {"list.csv": "Party,Name\nKEN,x\nUGA,y\n", "names.csv": "Id,Name\nKEN,Kenya\n"}
    source = read(tmp_path, mapping.replace("optional = true", "optional = false"), files)
    assert ("mapping-join-unmatched", "list.csv:3 A3 Party") in told(source)
    files["list.csv"] = "Party\nKEN\nUGA\n"
    source = read(tmp_path, mapping, files)
    assert told(source) == []
    assert rows_of(source, "parties") == [{"party": "KEN", "name": "Kenya"}, {"party": "UGA"}]


def test_many_faults_are_counted(tmp_path: Path) -> None:
    """A hundred values are told singly, the others together; the count is exact."""
    lines = ["Id,Host", *(f"b{number},Land {number}" for number in range(250))]
    mapping = BLOCKS + 'host = { code = "land" }\n[codes.land]\ncolumn = "Host"\nmap = {}\n'
    source = read(tmp_path, mapping, {"list.csv": "\n".join(lines)})
    singly = [each for each in source.findings if each.code == "mapping-code-missing"]
    assert len(singly) == 100
    assert found(source, "mapping-more-rows").values["rows"] == "150"
    assert source.counts[0].faulty == 250


def test_rows_know_where_they_stand(tmp_path: Path) -> None:
    """File and row, and of each cell its column; blank rows are none, but are rows of the file."""
    source = read(
        tmp_path, REGISTRIES, {"list.csv": "Code,Party,Name\nKEN01,KEN,\n\nUGA01,UGA,B\n"}
    )
    (table,) = source.tables
    assert table.sheet == "list.csv"
    assert [each.row for each in table.rows] == [2, 4]
    assert dict(table.rows[1].places) == {"registry": "A4", "party": "B4", "name": "C4"}
    assert source.counts[0].rows == 2


def test_numbers_of_twenty_digits_are_counted(tmp_path: Path) -> None:
    """Exactly: no float is in between."""
    mapping = (
        BLOCKS
        + """
columns = { first_unit = "first", last_unit = "last" }
quantity = { column = "Amount", unit = "t" }
[split.serial]
column = "Serial"
patterns = '(?P<first>\\d+)-(?P<last>\\d+)'
check = "last - first + 1 == Amount"
"""
    )
    serial = "99999999999999999990-99999999999999999999"
    lines = f"Id,Serial,Amount\na,{serial},10\nb,{serial},11\n"
    source = read(tmp_path, mapping, {"list.csv": lines})
    assert told(source) == [("mapping-check-failed", "list.csv:3 C3 Amount")]
    assert [each["block_id"] for each in rows_of(source, "credit_blocks")] == ["a"]
