"""A proposal: what a workbook would make of a record, accepted whole, row by row, or not at all."""

import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from typer.testing import CliRunner, Result

from reporting.cli import app
from reporting.filing.imports import proposal_file
from reporting.filing.imports.merged_rows import merged_rows
from reporting.filing.imports.proposal import Proposal
from reporting.filing.imports.proposal_file import ACCEPTED, PROPOSAL, ROWS, read_proposal
from reporting.filing.imports.proposed_rows import Proposed
from reporting.filing.imports.text_columns import of_rows
from reporting.filing.row_editing import text_file, text_rows
from reporting.packages import read_table
from tests.filing.imports.making import (
    OWN,
    Change,
    at,
    founded,
    packed,
    proposed,
    typed,
    workbook,
    written,
)

Row = Mapping[str, str]
APPROACH = {"approach": "ca-1", "name": "An approach", "is_jcm": "false"}
REGISTRY = {"registry": "KEN01", "party": "KEN", "name": "Registry of Kenya"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of a Party that begins, with one approach."""
    made = founded(tmp_path / "record")
    put(made, "cooperative_approaches", {**APPROACH, **OWN})
    return made


def put(folder: Path, table: str, *rows: Row) -> None:
    """Write the rows of a table, by hand as it were."""
    of = packed(folder).tables[table]
    of.path.write_bytes(text_file(of, rows))


def jcm(*arguments: object) -> Result:
    """Run the command in this process."""
    result = CliRunner().invoke(app, [str(each) for each in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    return result


def told(proposal: Proposal) -> list[tuple[Proposed, str, tuple[str, ...]]]:
    """Return what becomes of rows, without their cells."""
    return [(each.what, each.table, each.key) for each in proposal.rows]


def both(*changes: Change) -> Change:
    """Return what makes several changes."""

    def change(book: Any) -> None:  # noqa: ANN401 - openpyxl has no types
        for each in changes:
            each(book)

    return change


def set_cell(table: str, name: str, row: int, value: str) -> Change:
    """Return what types one cell."""

    def change(book: Any) -> None:  # noqa: ANN401 - openpyxl has no types
        at(book[table], name, row).value = value

    return change


def delete(table: str, row: int) -> Change:
    """Return what deletes a row."""
    return lambda book: book[table].delete_rows(row)


def files(folder: Path) -> Mapping[str, bytes]:
    """Return the tables of a folder."""
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.csv"))}


def test_an_unchanged_workbook_proposes_nothing(folder: Path) -> None:
    """Every row is counted as the same."""
    proposal = proposed(folder, workbook(folder))
    assert proposal.rows == ()
    counts = {each.table: each.counts for each in proposal.counts if each.rows}
    assert {name: count[Proposed.SAME] for name, count in counts.items()} == {
        "sources": 1,
        "parties": 1,
        "cooperative_approaches": 1,
    }


def test_rows_are_added_changed_and_removed(folder: Path) -> None:
    """Each with its place, and of a change what was and what would be."""
    put(
        folder,
        "cooperative_approaches",
        {**APPROACH, **OWN},
        {**APPROACH, **OWN, "approach": "ca-2"},
    )
    change = both(
        set_cell("cooperative_approaches", "name", 2, "Another name"),
        delete("cooperative_approaches", 3),
        typed("registries", 2, **REGISTRY),
    )
    proposal = proposed(folder, workbook(folder, change))
    assert told(proposal) == [
        (Proposed.ADDED, "registries", ("KEN01",)),
        (Proposed.CHANGED, "cooperative_approaches", ("ca-1",)),
        (Proposed.REMOVED, "cooperative_approaches", ("ca-2",)),
    ]
    added, changed, _removed = proposal.rows
    assert (added.sheet, added.row) == ("registries", 2)
    assert dict(changed.changes) == {"name": ("An approach", "Another name")}
    assert (changed.places or {})["name"] == "B2"


def test_the_record_changed_meanwhile(folder: Path) -> None:
    """What the workbook says as exported is older; where both were changed they conflict."""
    rows = [{**APPROACH, **OWN, "approach": f"ca-{n}"} for n in range(1, 5)]
    put(folder, "cooperative_approaches", *rows)
    path = workbook(
        folder,
        both(
            set_cell("cooperative_approaches", "name", 3, "Of the workbook"),
            delete("cooperative_approaches", 5),
        ),
    )
    for row in rows:
        row["name"] = "Of the record"
    new = {**APPROACH, **OWN, "approach": "ca-5"}
    put(folder, "cooperative_approaches", *rows[:2], rows[3], new)
    assert told(proposed(folder, path)) == [
        (Proposed.OLDER, "cooperative_approaches", ("ca-1",)),
        (Proposed.CONFLICTING, "cooperative_approaches", ("ca-2",)),
        (Proposed.OLDER, "cooperative_approaches", ("ca-3",)),
        (Proposed.CONFLICTING, "cooperative_approaches", ("ca-4",)),
    ]


def test_two_rows_of_one_key_conflict(folder: Path) -> None:
    """Somebody else gave the key to another row meanwhile: nothing is written over."""
    path = workbook(folder, typed("registries", 2, **REGISTRY))
    put(folder, "registries", {**REGISTRY, **OWN, "name": "Another registry"})
    assert told(proposed(folder, path)) == [(Proposed.CONFLICTING, "registries", ("KEN01",))]


def test_nothing_is_removed_while_a_key_cannot_be_read(folder: Path) -> None:
    """The row may be the one whose key a formula hides."""
    change = set_cell("cooperative_approaches", "approach", 2, "=A1")
    proposal = proposed(folder, workbook(folder, change))
    assert told(proposal) == []
    (count,) = (each for each in proposal.counts if each.table == "cooperative_approaches")
    assert (count.rows, count.left_out) == (1, 1)


def test_the_command_shows_and_changes_nothing(folder: Path) -> None:
    """Until it is accepted: the proposal is a file beside the tables, and says where from."""
    path = workbook(folder, typed("registries", 2, **REGISTRY))
    before = files(folder)
    result = jcm("import", path, "--into", folder)
    assert result.exit_code == 0, result.output
    assert "registries: 1 added" in result.output
    assert "KEN01 (row 2)" in result.output
    assert files(folder) == before
    kept = json.loads((folder / PROPOSAL).read_text(encoding="utf-8"))
    assert (kept["source"], len(kept["rows"])) == ("record.xlsx", 1)
    assert read_proposal(folder).rows[0].key == ("KEN01",)
    shown = jcm("import", path, "--into", folder, "--format", "json")
    assert json.loads(shown.stdout) == kept


def test_a_column_of_a_key_cannot_be_left_out(folder: Path) -> None:
    """No row could be told from another; nothing is read."""
    path = workbook(folder, typed("registries", 2, **REGISTRY))
    result = jcm("import", path, "--into", folder, "--ignore", "Registries.registry")
    assert result.exit_code == 2
    assert "cannot be left out" in result.output


def test_it_is_accepted_whole(folder: Path) -> None:
    """In canonical form; then nothing is left, and the workbook says what the record says."""
    path = workbook(folder, typed("registries", 2, **REGISTRY))
    jcm("import", path, "--into", folder)
    result = jcm("accept", folder)
    assert result.exit_code == 0, result.output
    (row,) = written(folder, "registries")
    assert {name: text for name, text in row.items() if text} == {**REGISTRY, **OWN}
    assert not (folder / PROPOSAL).exists()
    assert (folder / ACCEPTED).exists()
    assert jcm("validate", folder).exit_code == 0
    again = jcm("import", path, "--into", folder)
    assert "nothing to accept" in again.output
    refused = jcm("accept", folder)
    assert refused.exit_code == 1
    assert "has no proposal" in refused.output


def test_a_correction_in_the_same_workbook_is_a_change(folder: Path) -> None:
    """The record has the row as it came from there: no conflict, though it was not exported."""
    path = workbook(folder, typed("registries", 2, **REGISTRY))
    assert jcm("import", path, "--into", folder, "--yes").exit_code == 0
    change = typed("registries", 2, **(REGISTRY | {"name": "National registry"}))
    empty = founded(folder.parent / "copy" / "record")
    put(empty, "cooperative_approaches", {**APPROACH, **OWN})
    corrected = workbook(empty, change)
    assert told(proposed(folder, corrected)) == [(Proposed.CHANGED, "registries", ("KEN01",))]
    result = jcm("import", corrected, "--into", folder, "--yes")
    assert result.exit_code == 0, result.output
    assert written(folder, "registries")[0]["name"] == "National registry"


def test_single_rows_are_accepted(folder: Path) -> None:
    """The others stay proposed, against the record as it is then."""
    change = both(
        typed("registries", 2, **REGISTRY),
        typed("registries", 3, **(REGISTRY | {"registry": "KEN02"})),
        typed("registries", 4, **(REGISTRY | {"registry": "KEN03"})),
    )
    jcm("import", workbook(folder, change), "--into", folder)
    result = jcm("accept", folder, "--row", "2-3")
    assert result.exit_code == 0, result.output
    assert [each["registry"] for each in written(folder, "registries")] == ["KEN02", "KEN03"]
    assert [each.number for each in read_proposal(folder).rows] == [1]
    assert jcm("accept", folder).exit_code == 0
    found = [each["registry"] for each in written(folder, "registries")]
    assert found == ["KEN01", "KEN02", "KEN03"]
    for wrong, said in (("7", "has no proposal"), ("x", "no number of a row"), ("3-2", "7-9")):
        assert said in jcm("accept", folder, "--row", wrong).output


def test_a_conflict_is_accepted_by_its_number_alone(folder: Path) -> None:
    """Not with the others, and not at once."""
    change = both(
        typed("registries", 2, **REGISTRY),
        set_cell("cooperative_approaches", "name", 2, "Of the workbook"),
    )
    path = workbook(folder, change)
    put(folder, "cooperative_approaches", {**APPROACH, **OWN, "name": "Of the record"})
    refused = jcm("import", path, "--into", folder, "--yes")
    assert refused.exit_code == 1
    assert written(folder, "registries") == []
    assert jcm("accept", folder).exit_code == 0
    assert len(written(folder, "registries")) == 1
    assert written(folder, "cooperative_approaches")[0]["name"] == "Of the record"
    (row,) = read_proposal(folder).rows
    again = jcm("accept", folder)
    assert again.exit_code == 1
    assert "by its number: --row NUMBER" in again.output
    assert jcm("accept", folder, "--row", row.number).exit_code == 0
    assert written(folder, "cooperative_approaches")[0]["name"] == "Of the workbook"


@pytest.mark.parametrize("name", ["list.csv", "LIST.CSV", "page.html", "list.json"])
def test_a_list_is_read_by_a_mapping(folder: Path, name: str) -> None:
    """It is no workbook of another kind; the way is named."""
    path = folder.parent / name
    path.write_text("a,b\n", "utf-8")
    result = jcm("import", path, "--into", folder)
    assert result.exit_code == 2
    assert "--mapping" in result.output


def test_a_changed_record_refuses_an_older_proposal(folder: Path) -> None:
    """The file is named, and what to do."""
    jcm("import", workbook(folder, typed("registries", 2, **REGISTRY)), "--into", folder)
    put(folder, "cooperative_approaches", {**APPROACH, **OWN, "name": "Of the record"})
    before = files(folder)
    result = jcm("accept", folder)
    assert result.exit_code == 1
    assert "cooperative_approaches.csv changed after the proposal was made" in result.output
    assert files(folder) == before


def test_a_proposal_that_somebody_edited_is_refused(folder: Path) -> None:
    """Whatever stands in it then, it is said and nothing is written."""
    jcm("import", workbook(folder, typed("registries", 2, **REGISTRY)), "--into", folder)
    file = folder / PROPOSAL
    made = json.loads(file.read_text("utf-8"))
    before = files(folder)
    (row,) = made["rows"]
    for edited, said in (
        ({"against": []}, "changed after the proposal was made"),
        ({"against": 1}, "is no proposal as jcm writes it"),
        ({"rows": [{**row, "table": "none"}]}, "is no proposal as jcm writes it"),
        (
            {"rows": [{**row, "table": "none"}], "keys": {"none": ["registry"]}},
            "'none', which is no table",
        ),
    ):
        file.write_text(json.dumps({**made, **edited}), "utf-8")
        refused = jcm("accept", folder)
        assert refused.exit_code == 1
        assert said in refused.output
    assert files(folder) == before


def test_a_row_with_an_error_is_not_written(folder: Path) -> None:
    """It is told at its place in the workbook, by the rules of the table; then nothing is."""
    change = typed("registries", 2, **(REGISTRY | {"registry": "Kenya", "party": "UGA"}))
    path = workbook(folder, change)
    before = files(folder)
    result = jcm("import", path, "--into", folder)
    assert result.exit_code == 1
    places = {(each.code, str(each.place)) for each in read_proposal(folder).findings}
    assert ("cell-pattern", "record.xlsx/registries:2 A2 registry") in places
    assert ("foreign-key", "record.xlsx/registries:2 B2 party") in places
    assert jcm("accept", folder).exit_code == 1
    assert jcm("import", path, "--into", folder, "--yes").exit_code == 1
    assert files(folder) == before


@pytest.mark.parametrize(
    ("spoilt", "code"),
    [
        (lambda text: text.replace(b"name,", b"Name,", 1), "header-spelling"),
        (lambda text: text.rstrip(b"\n") + b",a note beyond\n", "row-too-long"),
        (lambda text: text + b"KEN09,KEN,\x81\xff\n", "encoding"),
    ],
)
def test_what_a_file_says_beyond_its_rows_is_not_written_over(
    folder: Path, spoilt: Callable[[bytes], bytes], code: str
) -> None:
    """A file that rows written anew would not give back is mended first; nothing of it is lost."""
    put(folder, "registries", {**REGISTRY, **OWN})
    change = both(
        set_cell("registries", "name", 2, "Another name"),
        typed("registries", 3, **(REGISTRY | {"registry": "KEN02"})),
    )
    path = workbook(folder, change)
    file = folder / "registries.csv"
    file.write_bytes(spoilt(file.read_bytes()))
    before = files(folder)
    result = jcm("import", path, "--into", folder, "--yes")
    assert result.exit_code == 1
    assert code in result.output
    assert jcm("accept", folder).exit_code == 1
    assert files(folder) == before


def test_one_row_is_not_written_over_two_of_its_key(folder: Path) -> None:
    """Which of the two is meant, only a person knows."""
    put(folder, "registries", {**REGISTRY, **OWN})
    path = workbook(folder, set_cell("registries", "name", 2, "Another name"))
    put(folder, "registries", {**REGISTRY, **OWN}, {**REGISTRY, **OWN, "name": "A second"})
    before = files(folder)
    jcm("import", path, "--into", folder)
    (row,) = read_proposal(folder).rows
    refused = jcm("accept", folder, "--row", row.number)
    assert refused.exit_code == 1
    assert "unique-key-duplicate" in refused.output
    assert files(folder) == before


def test_a_table_whose_file_is_not_there_gets_it(folder: Path) -> None:
    """Nothing is lost by it: the rows that are accepted are its file."""
    path = workbook(folder, typed("registries", 2, **REGISTRY))
    (folder / "registries.csv").unlink()
    result = jcm("import", path, "--into", folder, "--yes")
    assert result.exit_code == 0, result.output
    assert [each["registry"] for each in written(folder, "registries")] == ["KEN01"]


def test_it_is_written_whole_or_not_at_all(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Interrupted while files are written, everything is as it was, and can be accepted again."""
    change = both(
        typed("registries", 2, **REGISTRY),
        set_cell("cooperative_approaches", "name", 2, "Of the workbook"),
    )
    jcm("import", workbook(folder, change), "--into", folder)
    before = files(folder)
    moved: list[Path] = []
    move = os.replace

    def full(source: Path, target: Path) -> None:
        if (
            str(source).endswith(".new") and target.parent == folder
        ):  # not in the copy that is judged
            moved.append(target)
            if len(moved) > 1:
                raise OSError(28, "No space left on device")
        move(source, target)

    with monkeypatch.context() as patched:
        patched.setattr("reporting.packages.journal.os.replace", full)
        result = jcm("accept", folder)
    assert result.exit_code == 1
    assert "No space left on device" in result.output
    assert files(folder) == before
    assert not [*folder.rglob(".*")]
    assert jcm("accept", folder).exit_code == 0
    assert len(written(folder, "registries")) == 1


def test_new_rows_stand_where_the_workbook_has_them(folder: Path) -> None:
    """Behind the row before them; rows that are there keep their order."""
    rows = [{**APPROACH, **OWN, "approach": f"ca-{n}"} for n in (5, 3, 9)]
    put(folder, "cooperative_approaches", *rows)

    def change(book: Any) -> None:  # noqa: ANN401 - openpyxl has no types
        sheet = book["cooperative_approaches"]
        sheet.insert_rows(2)
        typed("cooperative_approaches", 2, **(APPROACH | {"approach": "ca-1"}))(book)
        sheet.insert_rows(4, 2)
        typed("cooperative_approaches", 4, **(APPROACH | {"approach": "ca-2"}))(book)
        typed("cooperative_approaches", 5, **(APPROACH | {"approach": "ca-4"}))(book)

    proposal = proposed(folder, workbook(folder, change))
    table = packed(folder).tables["cooperative_approaches"]
    record = of_rows(text_rows(table), table.schema.names)
    merged = merged_rows(record, proposal.writable.blocks, table.schema)
    assert merged.rows["approach"].to_pylist() == [
        *("ca-1", "ca-5", "ca-2", "ca-4", "ca-3", "ca-9")
    ]


def test_very_many_rows_stand_beside_the_proposal(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As Parquet: the same rows with the same places, accepted in the same way."""
    rows = [{**APPROACH, **OWN, "approach": f"ca-{n}"} for n in range(1, 5)]
    put(folder, "cooperative_approaches", *rows)
    path = workbook(
        folder,
        both(
            set_cell("cooperative_approaches", "name", 2, 'Of "the", workbook'),
            set_cell("cooperative_approaches", "name", 4, "Of the workbook"),
            delete("cooperative_approaches", 5),
            typed("registries", 2, **REGISTRY),
        ),
    )
    put(folder, "cooperative_approaches", *rows[:2], {**rows[2], "name": "Changed"}, rows[3])
    jcm("import", path, "--into", folder)
    in_json = read_proposal(folder).rows
    assert {each.what.value for each in in_json} == {"added", "changed", "conflicting", "removed"}
    assert not (folder / ROWS).exists()
    monkeypatch.setattr(proposal_file, "IN_JSON", 0)
    shown = jcm("import", path, "--into", folder, "--format", "json")
    beside = read_proposal(folder).rows
    assert tuple(beside) == tuple(in_json)
    assert [each["key"] for each in json.loads(shown.stdout)["rows"]] == [
        list(each.key) for each in in_json
    ]
    assert "rows" not in json.loads((folder / PROPOSAL).read_text("utf-8"))
    (added,) = (each.number for each in beside if each.what is Proposed.ADDED)
    assert jcm("accept", folder, "--row", added).exit_code == 0
    assert [each.number for each in read_proposal(folder).rows] == [
        each.number for each in in_json if each.number != added
    ]
    (changed,) = (each for each in in_json if each.what is Proposed.CHANGED)
    assert jcm("accept", folder).exit_code == 0
    names = {each["approach"]: each["name"] for each in written(folder, "cooperative_approaches")}
    assert names["ca-1"] == 'Of "the", workbook'
    assert "ca-4" not in names
    (conflict,) = (each.number for each in read_proposal(folder).rows)
    assert jcm("accept", folder, "--row", conflict).exit_code == 0
    assert not (folder / PROPOSAL).exists()
    assert not (folder / ROWS).exists()
    # What was accepted is known, whichever file has it.
    put(folder, "registries", {**REGISTRY, **OWN, "name": "Another"})
    again = proposed(folder, path)
    assert Proposed.OLDER in {each.what for each in again.rows if each.table == "registries"}
    assert changed.key == ("ca-1",)


def test_a_column_that_is_not_there_says_nothing(folder: Path) -> None:
    """A cell of the record is not emptied by a workbook without its column."""

    def change(book: Any) -> None:  # noqa: ANN401 - openpyxl has no types
        sheet = book["cooperative_approaches"]
        sheet.delete_cols(at(sheet, "name", 1).column)
        at(sheet, "is_jcm", 2).value = "true"

    (row,) = proposed(folder, workbook(folder, change)).rows
    assert dict(row.changes) == {"is_jcm": ("false", "true")}


def test_export_writes_over_no_file(folder: Path) -> None:
    """Somebody may have typed into it."""
    out = folder.parent / "out.xlsx"
    assert jcm("export", folder, "--to", "xlsx", "--out", out).exit_code == 0
    before = out.read_bytes()
    refused = jcm("export", folder, "--out", out)
    assert refused.exit_code == 2
    assert out.read_bytes() == before


def test_new_party_makes_the_workbook(tmp_path: Path) -> None:
    """With --to xlsx, in the folder; it brings nothing that is not there."""
    made = tmp_path / "ken"
    result = jcm("new-party", made, "--party", "KEN", "--to", "xlsx")
    assert result.exit_code == 0, result.output
    assert "nothing to accept" in jcm("import", made / "record.xlsx", "--into", made).output


def test_where_rows_come_from_is_said_once(folder: Path) -> None:
    """An empty cell stands for the default of the folder; what is typed stands for itself."""

    def change(book: Any) -> None:  # noqa: ANN401 - openpyxl has no types
        for row, cells in (
            (2, REGISTRY),
            (3, REGISTRY | {"registry": "KEN02", "basis": "derived"}),
        ):
            for name, text in cells.items():
                at(book["registries"], name, row).value = text

    path = workbook(folder, change)
    assert jcm("import", path, "--into", folder, "--yes").exit_code == 0
    first, second = written(folder, "registries")
    assert {first[name] for name in OWN} == {""}
    assert {name: second[name] for name in OWN if second[name]} == {"basis": "derived"}
    package = packed(folder)
    read = read_table(package.tables["registries"], package.name)
    assert {name: read[name].to_pylist() for name in OWN} == {
        **{name: [text, text] for name, text in OWN.items()},
        "basis": ["stated", "derived"],
    }
    book = openpyxl.load_workbook(workbook(folder))
    sheet = book["registries"]
    assert [at(sheet, name, 2).value for name in ("source_id", "confidence")] == [None, None]
    assert at(sheet, "basis", 3).value == "derived"
    hidden = {name for name in OWN if _is_folded(sheet, name)}
    assert hidden == {"source_id", "confidence"}
    assert "own-record" in at(sheet, "source_id", 1).comment.text
    assert at(book["sources"], "source_id", 2).value == "own-record"  # a key has no default


def test_a_record_that_has_them_written_out_stays_so(folder: Path) -> None:
    """As an import of before wrote it: a workbook that has them empty changes nothing of it."""
    put(folder, "registries", {**REGISTRY, **OWN})

    def change(book: Any) -> None:  # noqa: ANN401 - openpyxl has no types
        for name in OWN:
            at(book["registries"], name, 2).value = None
        at(book["registries"], "name", 2).value = "Another name"

    before = (folder / "registries.csv").read_bytes()
    path = workbook(folder, change)
    (row,) = proposed(folder, path).rows
    assert (row.what, dict(row.changes)) == (
        Proposed.CHANGED,
        {"name": ("Registry of Kenya", "Another name")},
    )
    assert jcm("import", path, "--into", folder, "--yes").exit_code == 0
    after = (folder / "registries.csv").read_bytes()
    assert after == before.replace(b"Registry of Kenya", b"Another name")


def _is_folded(sheet: Any, name: str) -> bool:  # noqa: ANN401 - openpyxl has no types
    column = at(sheet, name, 1).column
    return any(
        each.hidden and each.min <= column <= each.max for each in sheet.column_dimensions.values()
    )


def test_a_party_needs_no_japanese_name(folder: Path) -> None:
    """A counterpart is entered by its code and its name."""

    def change(book: Any) -> None:  # noqa: ANN401 - openpyxl has no types
        at(book["parties"], "party", 3).value = "JPN"
        at(book["parties"], "name", 3).value = "Japan"

    result = jcm("import", workbook(folder, change), "--into", folder, "--yes")
    assert result.exit_code == 0, result.output
    assert jcm("validate", folder).exit_code == 0


def test_what_is_left_out_is_told_until_somebody_says_so(folder: Path) -> None:
    """Two rows of one key are read as none: a record without them is no record of the file."""
    change = both(
        typed("registries", 2, **REGISTRY),
        *(typed("registries", row, **(REGISTRY | {"registry": "KEN02"})) for row in (3, 4)),
    )
    path = workbook(folder, change)
    at_once = jcm("import", path, "--into", folder, "--yes")
    assert at_once.exit_code == 1
    assert "--incomplete" in at_once.output
    refused = jcm("accept", folder)
    assert refused.exit_code == 1
    for said in ("KEN02", "3, 4", "Nothing of the record was changed", "--incomplete"):
        assert said in refused.output
    assert written(folder, "registries") == []
    result = jcm("accept", folder, "--incomplete")
    assert result.exit_code == 0, result.output
    assert "KEN02" in result.output
    assert [each["registry"] for each in written(folder, "registries")] == ["KEN01"]


def test_what_was_wrong_with_rows_is_asked_anew(folder: Path) -> None:
    """Once others are accepted, rows that are left are judged by the record as it is then."""
    change = both(
        typed("registries", 2, **REGISTRY),
        typed("registries", 3, **(REGISTRY | {"registry": "KEN02", "party": "UGA"})),
    )
    result = jcm("import", workbook(folder, change), "--into", folder)
    assert "--row NUMBER" in result.output
    assert [each.code for each in read_proposal(folder).findings] == ["foreign-key"]
    assert jcm("accept", folder, "--incomplete").exit_code == 1
    assert written(folder, "registries") == []
    first = next(each for each in read_proposal(folder).rows if each.key == ("KEN01",))
    assert jcm("accept", folder, "--row", str(first.number)).exit_code == 0
    left = read_proposal(folder)
    assert (left.findings, left.left_out) == ((), ())
