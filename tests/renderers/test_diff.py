"""A difference says the same as text, JSON, CSV, HTML and Markdown, and nothing runs in any."""

import csv
import json
import shutil
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from markdown_it import MarkdownIt

from reporting.packages.diff import Difference
from reporting.renderers.diff_pages import diff_html, diff_markdown, diff_text
from reporting.renderers.diff_records import diff_csv, diff_json
from reporting.renderers.diff_words import WHOLE, apart
from tests.broken.edits import Edit, both, cell, field, replaced
from tests.packages.states import Row, compared, written

HOSTILE = "=1+1 `|` <b>@you</b> *#1*\n[x](y)"


def edited(clean: Path, *edits: Edit) -> Difference:
    """Return the difference that some edits make."""
    new = Path(shutil.copytree(clean, clean.with_name("new")))
    both(*edits)(new)
    return compared(clean, new)


def rows_of(text: bytes) -> list[dict[str, str]]:
    """Return the lines of a difference as CSV."""
    return list(csv.DictReader(StringIO(text.decode())))


EDITS = (
    cell("projects", 2, "tonnes", "12345"),
    cell("projects", 2, "started", ""),
    cell("projects", 3, "tonnes", "1206"),
    replaced("allocations", "MN001-2,japan", "MN001-2,partner"),
    replaced("sources", "moe-2024,Ministère", "moe-2025,Ministère"),
    replaced("blocks", "B2,81,100,20,,2016-10-01,false,2015,Tsetsens Mining\n", ""),
)


@pytest.fixture
def change(clean: Path) -> Difference:
    """Return a difference of every kind."""
    field("projects", "tonnes", {"title": "Reductions", "title@ja": "削減量", "unit": "t"})(clean)
    field("projects", "started", {"title": "Began in", "title@ja": "開始年"})(clean)
    return edited(clean, *EDITS)


def test_text(change: Difference) -> None:
    """Titles of fields, labels of codes, thousands where there is a unit; what is empty is said."""
    assert diff_text(change) == (
        "old → new\n"
        "8 tables compared: 4 tables differ, 1 row removed, 2 rows changed, "
        "2 keys probably changed\n"
        "\n"
        "Sources record/sources: 1 key probably changed\n"
        "  → moe-2024: Source id moe-2024 → moe-2025\n"
        "\n"
        "Projects record/projects: 2 rows changed\n"
        "  ~ MN001: Reductions 92 → 12,345; Began in 2014 → (empty)\n"
        "  ~ MN002: Reductions 206 → 1,206\n"
        "\n"
        "Allocations record/allocations: 1 key probably changed\n"
        "  → MN001-2, Japan: Side Japan → Partner\n"
        "\n"
        "Blocks record/blocks: 1 row removed\n"
        "  - B2: First 81; Last 100; Quantity 20; On 2016-10-01; Held false; Vintage 2015; Holder "
        "Tsetsens\n"
        "    Mining\n"
    )


def test_text_in_japanese(change: Difference) -> None:
    """Sentences, titles and labels are Japanese; values that are no codes stay as they are."""
    lines = diff_text(change, "ja").splitlines()
    assert lines[1].startswith("8 表を比較：4 表に差分、削除 1 行、変更 2 行")
    assert "  ~ MN001：削減量 92 → 12,345；開始年 2014 → (空)" in lines
    assert "  → MN001-2、日本側：Side 日本側 → 相手国側" in lines


def test_no_difference(clean: Path) -> None:
    """That nothing differs is said, with how much was compared."""
    same = compared(clean, clean)
    assert diff_text(same) == "old → new\n8 tables compared: no difference\n"
    assert "no difference" in diff_markdown(same)
    assert "差分なし" in diff_html(same, "ja")
    assert json.loads(diff_json(same))["is_different"] is False
    assert diff_csv(same) == b"table,change,key,field,old,new,reason\n"


def test_colour_only_for_a_terminal(change: Difference) -> None:
    """Plain text has no codes of colours; with colour the words are the same."""
    plain, colour = diff_text(change), diff_text(change, has_colour=True)
    assert "\x1b" not in plain
    assert "\x1b[31m" in colour


def test_json_has_values_of_their_types(change: Difference) -> None:
    """Numbers are numbers, nothing is null, keys are objects, titles stand in both languages."""
    record = json.loads(diff_json(change))
    tables = {each["table"]: each for each in record["tables"]}
    assert (record["old"], record["new"], record["is_complete"]) == ("old", "new", True)
    assert record["counts"] == {"added": 0, "removed": 1, "changed": 2, "renamed": 2}
    assert record["tables_compared"] == 8
    assert tables["projects"]["changed"][0] == {
        "key": {"project_id": "MN001"},
        "fields": {
            "tonnes": {"old": 92, "new": 12345},
            "started": {"old": 2014, "new": None},
        },
    }
    assert tables["allocations"]["renamed"] == [
        {
            "key": {"issuance_id": "MN001-2", "side": "japan"},
            "fields": {"side": {"old": "japan", "new": "partner"}},
        }
    ]
    (block,) = tables["blocks"]["removed"]
    assert block["fields"]["held"] == {"old": False}
    assert block["fields"]["vintage"] == {"old": 2015}
    assert tables["sources"]["title@ja"] == tables["sources"]["title"]


def test_csv_has_a_line_for_each_cell(change: Difference) -> None:
    """A line says table, what became of it, key, field, old and new; codes stay codes."""
    lines = [tuple(each.values()) for each in rows_of(diff_csv(change))]
    assert ("record/projects", "changed", "MN001", "tonnes", "92", "12345", "") in lines
    assert ("record/projects", "changed", "MN001", "started", "2014", "", "") in lines
    assert (
        "record/allocations",
        "renamed",
        "MN001-2|japan",
        "side",
        "japan",
        "partner",
        "",
    ) in lines
    assert ("record/blocks", "removed", "B2", "held", "false", "", "") in lines
    assert len(lines) == 3 + 1 + 1 + 8


def test_csv_of_columns_tables_and_rows_without_key(tmp_path: Path) -> None:
    """A line without key is about a column, without field about a table; rows are numbered."""
    rows: list[Row] = [{"id": "A", "amount": "-1.50", "note": "x"}, {"id": "B"}]
    columns = ["id", "amount"]
    written(tmp_path / "old" / "p", rows, columns=columns, package="p")
    written(tmp_path / "new" / "p", rows, columns=["id", "note"], package="p")
    written(tmp_path / "new" / "q", [rows[0]] * 2, columns=columns, package="q", key=())
    found = compared(tmp_path / "old", tmp_path / "new")
    assert [tuple(each.values()) for each in rows_of(diff_csv(found))] == [
        ("p/things", "added", "", "note", "", "note", ""),
        ("p/things", "changed", "A", "note", "", "x", ""),
        ("p/things", "removed", "", "amount", "amount", "", ""),
        ("p/things", "changed", "A", "amount", "-1.5", "", ""),
        ("q/things", "added", "", "", "", "things", ""),
        ("q/things", "added", "#1", "id", "", "A", ""),
        ("q/things", "added", "#1", "amount", "", "-1.5", ""),
        ("q/things", "added", "#2", "id", "", "A", ""),
        ("q/things", "added", "#2", "amount", "", "-1.5", ""),
    ]
    (first, second) = json.loads(diff_json(found))["tables"]
    assert [each["change"] for each in first["columns"]] == ["added", "removed"]
    assert first["columns"][1]["cells"] == [{"key": {"id": "A"}, "old": -1.5}]
    assert second["change"] == "added"
    text = diff_text(found)
    assert "things p/things: 1 column added, 1 column removed\n" in text
    assert "  Column added: note (note), filled in 1 row.\n" in text
    assert "things q/things: table added, 2 rows added\n" in text


def test_rows_without_key_are_counted(tmp_path: Path) -> None:
    """Of equal rows without a key one is told, with how often."""
    old = written(tmp_path / "old", [{"id": "A"}], key=())
    found = compared(old, written(tmp_path / "new", [{"id": "A"}] * 3, key=()))
    assert "2 rows added\n  + × 2: id A\n" in diff_text(found)
    (table,) = json.loads(diff_json(found))["tables"]
    assert table["added"] == [{"key": {}, "times": 2, "fields": {"id": {"new": "A"}}}]
    assert len(rows_of(diff_csv(found))) == 2
    assert "--key COLUMN" not in diff_text(found)  # nothing was removed


def test_a_changed_row_without_key_is_explained(tmp_path: Path) -> None:
    """It counts twice, and the text says why and what to do."""
    old = written(tmp_path / "old", [{"id": "A"}], key=())
    text = diff_text(compared(old, written(tmp_path / "new", [{"id": "B"}], key=())))
    assert "1 row added, 1 row removed" in text
    assert "--key COLUMN" in text


@pytest.fixture
def hostile(tmp_path: Path) -> Difference:
    """Return a difference whose key and values want to be formulas, marks and elements."""
    rows: list[Row] = [{"id": HOSTILE, "note": "a"}]
    changed: list[Row] = [{"id": HOSTILE, "note": HOSTILE}]
    return compared(written(tmp_path / "old", rows), written(tmp_path / "new", changed))


def test_csv_begins_no_formula(hostile: Difference) -> None:
    """Text that a spreadsheet would take for a formula is text."""
    (line,) = rows_of(diff_csv(hostile))
    assert line["new"].startswith("'=1+1")
    assert line["key"].startswith("'=1+1")


def test_a_page_shows_what_is_there(hostile: Difference) -> None:
    """No value becomes an element, and a line break is seen."""
    page = html.fromstring(diff_html(hostile))
    assert page.find(".//b") is None
    assert page.find(".//script") is None
    assert HOSTILE.replace("\n", "<U+000A>") in [each.text_content() for each in page.iter("td")]


def test_markdown_shows_what_is_there(hostile: Difference) -> None:
    """Values stand as code, whatever marks they have; nothing is a link, a name or an element."""
    text = diff_markdown(hostile)
    page = html.fromstring(MarkdownIt("commonmark").render(text))
    assert page.find(".//b") is None
    assert page.find(".//a") is None
    codes = [each.text_content() for each in page.iter("code")]
    assert codes.count(HOSTILE.replace("\n", "<U+000A>")) == 2


def test_a_page_for_each_language(change: Difference) -> None:
    """A page has a table for each table that differs, its rows by key, and stands alone."""
    for language, empty in (("en", "empty"), ("ja", "空")):
        page = html.fromstring(diff_html(change, language))
        assert page.get("lang") == language
        assert len(page.findall(".//table")) == 4
        assert len(page.findall(".//nav//a")) == 4
        assert empty in [each.text_content() for each in page.iter("em")]
        row = page.xpath('//tbody[tr/th="MN001"]')[0]
        assert [each.text_content() for each in row.iter("td")][-1] == empty


def test_markdown(change: Difference) -> None:
    """A line for each table, then its rows to be unfolded."""
    lines = diff_markdown(change).splitlines()
    assert lines[0] == "### Differences: `old` → `new`"
    assert lines[4] == "- **Sources** (`record/sources`): 1 key probably changed"
    assert lines.count("<details open><summary>Projects</summary>") == 1
    assert "- changed `MN001`: Reductions `92` → `12,345`, Began in `2014` → *empty*" in lines


def many(tmp_path: Path, count: int, length: int = 1) -> Difference:
    """Return a difference of many changed rows in several tables."""
    for at in range(5):
        for side, text in (("old", "a"), ("new", "b")):
            rows: list[Row] = [{"id": f"{each:04}", "note": text * length} for each in range(count)]
            written(tmp_path / side / f"p{at}", rows, package=f"p{at}")
    return compared(tmp_path / "old", tmp_path / "new")


def test_what_is_cut_is_said(tmp_path: Path) -> None:
    """Each form that is cut says how many rows it leaves out; CSV and JSON leave out none."""
    found = many(tmp_path, 1234)
    for text, shown in (
        (diff_text(found), 100),
        (diff_markdown(found), 10),
        (diff_html(found), 1000),
    ):
        assert text.count(f"{1234 - shown:,} rows more: jcm diff") == 5
        assert ("0009" in text, f"{shown:04}" in text) == (True, False)
    assert len(rows_of(diff_csv(found))) == 5 * 1234
    record: dict[str, Any] = json.loads(diff_json(found))
    assert sum(len(each["changed"]) for each in record["tables"]) == 5 * 1234


def test_of_a_whole_table_few_rows_are_told(tmp_path: Path) -> None:
    """Whoever reads that a table was added does not read all of it."""
    written(tmp_path / "old" / "a", [], package="a")
    written(tmp_path / "new" / "b", [{"id": f"{each:03}"} for each in range(50)], package="b")
    text = diff_text(compared(tmp_path / "old", tmp_path / "new"))
    assert text.count("  + ") == WHOLE
    assert f"… and {50 - WHOLE} rows more" in text


def test_a_comment_is_no_longer_than_a_forge_takes(tmp_path: Path) -> None:
    """Tables whose rows find no room keep their line, and their number is said."""
    text = diff_markdown(many(tmp_path, 30, 60), longest=4000)
    assert len(text) < 4000 + 100
    assert text.count("- **things**") == 5
    assert text.count("<details>") == 2
    assert "The rows of 3 tables more are left out here" in text


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("short", "shore", ("short", "shore")),
        (None, "x" * 30, (None, f"{'x' * 20}… (30)")),
        ("a" * 50 + "b", "a" * 50 + "c", ("… " + "a" * 10 + "b", "… " + "a" * 10 + "c")),
        ("ab", "a" * 50, ("ab", f"{'a' * 20}… (50)")),
        ("x\ty", None, ("x<U+0009>y", None)),
    ],
)
def test_long_values_are_told_where_they_differ(
    old: str | None, new: str | None, told: tuple[str | None, str | None]
) -> None:
    """Of two long texts with one beginning, the beginning is left out."""
    assert apart(old, new, 20) == told


def test_findings_are_said_in_every_form(clean: Path) -> None:
    """What could not be compared stands before what could, with its side."""
    found = edited(clean, cell("blocks", 3, "block_id", "B1"), cell("projects", 2, "tonnes", "7"))
    assert diff_text(found).startswith("new: record/blocks\n\n  whole table: Not compared")
    assert "primary-key-duplicate" in diff_text(found)
    assert "~ MN001" in diff_text(found)
    assert "キーの重複" in diff_html(found, "ja")
    assert "- `new: record/blocks` row 3, block\\_id: Key used twice" in diff_markdown(found)
    record = json.loads(diff_json(found))
    assert record["is_complete"] is False
    assert [(each["side"], each["code"]) for each in record["findings"]] == [
        ("new", "not-compared"),
        ("new", "primary-key-duplicate"),
    ]
