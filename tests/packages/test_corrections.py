"""A changed cell is called corrected where ``releases/corrections.csv`` gives the reason."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from reporting.packages.diff import Difference, State, difference
from reporting.renderers.diff_pages import diff_html, diff_markdown, diff_text
from reporting.renderers.diff_records import diff_csv, diff_json
from tests.packages.states import Row, written

HEADER = "release,table,key,field,reason,reason_ja,source\n"
REASON = '"Read as 1, is 7","1と読んだが7である",list-2026'
ONE: Row = {"id": "A", "whole": "1", "note": "first"}
TWO: Row = {"id": "B", "whole": "2", "note": "second"}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return a data folder: a release with a wrong cell, one after it, and today's rows."""
    for version, one in (("2026.12.2", ONE), ("2026.12.10", {**ONE, "whole": "7"})):
        folder = tmp_path / "data" / "releases" / version
        written(folder / "small", [one, TWO])
        (folder / "manifest.json").write_text("{}", encoding="utf-8")
        (folder / "changes.csv").write_text("table\n", encoding="utf-8")
        (folder / "datapackage.json").write_text("{}", encoding="utf-8")
    written(tmp_path / "data" / "small", [{**ONE, "whole": "7", "note": "again"}, TWO])
    return tmp_path / "data"


def corrections(data: Path, *rows: str) -> None:
    """Write the file of corrections."""
    text = HEADER + "".join(f"{row}\n" for row in rows)
    (data / "releases" / "corrections.csv").write_text(text, encoding="utf-8")


def state(data: Path, name: str) -> State:
    """Return a release, or the working data."""
    if name == "working":
        return State.of(data, name)
    return State.of(data / "releases" / name, name, version=name)


def compared(data: Path, old: str, new: str) -> Difference:
    """Compare two versions of a data folder."""
    return difference(state(data, old), state(data, new))


def told(found: Difference) -> Iterator[str]:
    """Yield each changed cell, and the reason where it was corrected."""
    for table in found.tables:
        for change in table.counts:
            for row in table.rows(change):
                for cell in row.cells:
                    reason = cell.correction.reason["en"] if cell.correction else change.value
                    yield f"{row.key[0]} {cell.column.name}: {reason}"


RIGHT = f"2026.12.2,small-things,A,whole,{REASON}"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("2026.12.2", "2026.12.10", ["A whole: Read as 1, is 7"]),
        ("2026.12.2", "working", ["A whole: Read as 1, is 7", "A note: changed"]),
        ("2026.12.10", "working", ["A note: changed"]),
        ("2026.12.10", "2026.12.2", ["A whole: changed"]),
    ],
)
def test_a_correction_stands_between_its_release_and_what_follows(
    data: Path, old: str, new: str, expected: list[str]
) -> None:
    """In every difference that begins with the wrong cell and ends with the right one."""
    corrections(data, RIGHT)
    found = compared(data, old, new)
    assert [*told(found)] == expected
    assert found.findings == ()
    assert found.corrections == sum("Read" in each for each in expected)


def test_every_format_says_the_reason(data: Path) -> None:
    """Text, CSV, JSON, HTML and Markdown, each in its language; what merely changed has none."""
    corrections(data, RIGHT)
    found = compared(data, "2026.12.2", "working")
    text = diff_text(found)
    assert "1 row changed, 1 cell corrected" in text
    assert "Whole 1 → 7 (corrected: Read as 1, is 7)" in text.replace("whole", "Whole")
    assert "first → again\n" in text
    assert "訂正：1と読んだが7である" in diff_text(found, "ja")
    assert "(corrected: Read as 1, is 7)" in diff_html(found)
    assert "corrected: Read as 1, is 7)" in diff_markdown(found).replace("\\", "")
    assert diff_csv(found).decode().splitlines() == [
        "table,change,key,field,old,new,reason",
        'small/things,corrected,A,whole,1,7,"Read as 1, is 7"',
        "small/things,changed,A,note,first,again,",
    ]
    record = json.loads(diff_json(found))
    fields = record["tables"][0]["changed"][0]["fields"]
    assert fields["whole"]["correction"] == {
        "reason": "Read as 1, is 7",
        "reason@ja": "1と読んだが7である",
        "release": "2026.12.2",
        "source": "list-2026",
    }
    assert "correction" not in fields["note"]
    assert record["cells_corrected"] == 1


def test_a_row_of_corrections_alone_is_corrected(data: Path) -> None:
    """Where every changed cell of a row was wrong, so was the row."""
    corrections(data, RIGHT)
    assert "- corrected `A`" in diff_markdown(compared(data, "2026.12.2", "2026.12.10"))
    assert "- changed `A`" in diff_markdown(compared(data, "2026.12.2", "working"))


@pytest.mark.parametrize(
    "row",
    [
        RIGHT.replace(",whole,", ",note,"),
        RIGHT.replace(",A,", ",C,"),
        RIGHT.replace("small-things", "small-others"),
        RIGHT.replace("small-things", "other-things"),
    ],
)
def test_a_correction_of_nothing(data: Path, row: str) -> None:
    """Where its release is compared with the next, the cell it names must differ."""
    corrections(data, RIGHT, row)
    found = compared(data, "2026.12.2", "2026.12.10")
    ((side, finding),) = ((each.side, each.finding) for each in found.findings)
    assert (side, finding.code, finding.place.row) == ("new", "correction-of-nothing", 3)
    assert not found.is_complete
    for names in (("2026.12.10", "working"), ("2026.12.10", "2026.12.2")):
        assert compared(data, *names).findings == ()


def test_a_correction_of_the_newest_release(data: Path) -> None:
    """Until the next release the working data must have the right cell."""
    corrections(data, f"2026.12.10,small-things,B,note,{REASON}")
    found = compared(data, "2026.12.10", "working")
    assert [each.finding.code for each in found.findings] == ["correction-of-nothing"]
    written(data / "small", [{**ONE, "whole": "7"}, {**TWO, "note": "2nd"}])
    found = compared(data, "2026.12.10", "working")
    assert [*told(found)] == ["B note: Read as 1, is 7"]
    assert found.findings == ()


def test_a_correction_that_is_new_itself(data: Path, tmp_path: Path) -> None:
    """Of two states that are no releases, the newer says what was corrected since the older."""
    old = tmp_path / "old"
    written(old / "small", [ONE, TWO])
    (old / "releases").mkdir()
    corrections(old)
    corrections(data, RIGHT)
    found = difference(State.of(old, "old"), State.of(data, "new"))
    assert [*told(found)] == ["A whole: Read as 1, is 7", "A note: changed"]
    corrections(old, RIGHT)
    found = difference(State.of(old, "old"), State.of(data, "new"))
    assert [*told(found)] == ["A whole: changed", "A note: changed"]
    assert found.findings == ()


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (RIGHT.replace("2026.12.2", "soon"), "soon, small-things"),
        (RIGHT.replace("small-things", "things"), "2026.12.2, things"),
        (RIGHT.replace(",list-2026", ","), "2026.12.2, small-things"),
        (RIGHT.replace(",list-2026", ""), "2026.12.2, small-things"),
        (RIGHT.replace('is 7"', 'is 7"x'), "expected after"),
    ],
)
def test_corrections_that_are_not_understood(data: Path, row: str, words: str) -> None:
    """A row that gives no reason is a finding, and the others hold."""
    corrections(data, RIGHT, row)
    found = compared(data, "2026.12.2", "2026.12.10")
    ((finding),) = (each.finding for each in found.findings)
    assert (finding.code, finding.place.row) == ("corrections-unreadable", 3)
    assert words in finding.words().found
    assert [*told(found)] == ["A whole: Read as 1, is 7"]


def test_other_columns(data: Path) -> None:
    """A file with other columns says nothing."""
    (data / "releases" / "corrections.csv").write_text("release,key\n", encoding="utf-8")
    found = compared(data, "2026.12.2", "2026.12.10")
    assert [each.finding.code for each in found.findings] == ["corrections-unreadable"]
    assert [*told(found)] == ["A whole: changed"]
