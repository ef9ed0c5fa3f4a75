"""Faults planted in a list of credits: each is found at its place, its row alone left out."""

from pathlib import Path

import pytest

from reporting.filing.imports.mapping.mapped_source import read_mapped
from reporting.filing.imports.workbook_tables import ImportSource
from tests.filing.imports.mapping.authorized_blocks import Change, Row, files
from tests.filing.imports.mapping.making import article6, found, rows_of
from tests.forms.test_fourteen_countries import TOLD

SOUND = sum(len(each["blocks"]) for told in TOLD.values() for each in told["authorizations"])
"""How many blocks the list has."""


def brought(folder: Path, change: Change | None = None) -> ImportSource:
    """Return what the mapping makes of the list, changed."""
    mapping, *several = files(folder, change)
    return read_mapped(mapping, several, {}, article6())


def cell(name: str, value: str, row: int = 2) -> Change:
    """Return what types a cell of the credits; the header is row 1."""
    return lambda credits_, _letters: credits_[row - 2].__setitem__(name, value)


def test_the_list_is_sound(tmp_path: Path) -> None:
    """Every row is counted: kept, or left out for its status."""
    source = brought(tmp_path)
    errors = [each for each in source.findings if each.severity == "error"]
    assert errors == []
    credits_, letters = source.counts
    blocks = rows_of(source, "credit_blocks")
    assert (credits_.rows - credits_.left_out, credits_.faulty) == (len(blocks), 0)
    assert (credits_.left_out, letters.left_out) == (credits_.rows - SOUND, 0)
    assert (
        found(source, "mapping-rows-left-out").values["values"]
        == f"'Requested' ({credits_.left_out})"
    )
    assert len(blocks) == SOUND
    assert len(rows_of(source, "authorizations")) == letters.rows


FAULTS: dict[str, tuple[Change, str, dict[str, str]]] = {
    "length against quantity": (
        cell("Quantity", "2,805"),
        "mapping-check-failed",
        {"place": "credits.csv:2 E2 Quantity", "value": "2805", "length": "2806"},
    ),
    "quantity that is no number": (
        cell("Quantity", "some"),
        "mapping-quantity-wrong",
        {"place": "credits.csv:2 E2 Quantity", "value": "some"},
    ),
    "length against quantity with a fraction": (
        cell("Quantity", "2,805.0"),
        "mapping-check-failed",
        {"place": "credits.csv:2 E2 Quantity", "value": "2805", "length": "2806"},
    ),
    "unknown code": (
        cell("Host", "Atlantis"),
        "mapping-code-missing",
        {"place": "credits.csv:2 B2 Host", "value": "Atlantis", "codes": "country"},
    ),
    "vintage against serial": (
        cell("Vintage", "2021"),
        "mapping-sources-differ",
        {"place": "credits.csv:2 C2 Vintage", "value": "2021", "other": "2022", "column": "vint"},
    ),
    "30 February": (
        cell("Issued", "30/02/2024"),
        "mapping-date-wrong",
        {"place": "credits.csv:2 D2 Issued", "value": "30/02/2024", "form": "dd/mm/yyyy"},
    ),
    "month first": (
        cell("Issued", "12/31/2024"),
        "mapping-date-wrong",
        {"place": "credits.csv:2 D2 Issued", "value": "12/31/2024"},
    ),
    "serial of another shape": (
        cell("Serial", "GS1-1-GA-2022-1"),
        "mapping-split-unmatched",
        {"place": "credits.csv:2 A2 Serial", "value": "GS1-1-GA-2022-1", "split": "serial"},
    ),
    "letter that is not there": (
        cell("Letter no", "XGA-9"),
        "mapping-join-unmatched",
        {"place": "credits.csv:2 G2 Letter no", "value": "XGA-9", "source": "letters"},
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found_and_its_row_left_out(fault: str, tmp_path: Path) -> None:
    """At its place, with what was found; the other rows are as they were."""
    change, code, values = FAULTS[fault]
    source = brought(tmp_path, change)
    finding = found(source, code)
    told = {**finding.values, "place": str(finding.place)}
    assert {name: told[name] for name in values} == values
    assert told["rows"] == "1"
    errors = [each.code for each in source.findings if each.severity == "error"]
    assert errors == [code]
    assert len(rows_of(source, "credit_blocks")) == SOUND - 1
    assert source.counts[0].faulty == 1


def test_every_fault_of_a_row_is_told(tmp_path: Path) -> None:
    """Not the first alone: it is mended once."""

    def change(credits_: list[Row], _letters: list[Row]) -> None:
        credits_[0] |= {"Quantity": "1", "Host": "Atlantis", "Vintage": "2021", "Issued": "x"}

    source = brought(tmp_path, change)
    assert {each.code for each in source.findings if each.severity == "error"} == {
        *("mapping-check-failed", "mapping-code-missing"),
        *("mapping-sources-differ", "mapping-date-wrong"),
    }
    assert source.counts[0].faulty == 1


def test_one_cause_is_one_finding(tmp_path: Path) -> None:
    """A value without a code that stands in many rows is told once, with how many."""

    def change(credits_: list[Row], _letters: list[Row]) -> None:
        for row in credits_[4:9]:
            row["Host"] = "Atlantis"

    source = brought(tmp_path, change)
    left_out = SOUND - len(rows_of(source, "credit_blocks"))
    assert found(source, "mapping-code-missing").values["rows"] == str(left_out)
    assert source.counts[0].faulty == left_out > 1


def _column(name: str) -> Change:
    def change(credits_: list[Row], _letters: list[Row]) -> None:
        for row in credits_:
            row[name] = "yes"

    return change


def test_an_unused_column_is_reported(tmp_path: Path) -> None:
    """With its place and how many cells it has; rows are read all the same."""
    source = brought(tmp_path, _column("Article 6 label"))
    finding = found(source, "mapping-column-unused")
    assert str(finding.place) == "credits.csv:1 J1 Article 6 label"
    assert finding.values["cells"] == str(source.counts[0].rows)
    assert len(rows_of(source, "credit_blocks")) == SOUND


def _renamed(old: str, new: str) -> Change:
    def change(credits_: list[Row], _letters: list[Row]) -> None:
        for row in credits_:
            row[new] = row.pop(old)

    return change


def test_a_renamed_header_is_refused_by_name(tmp_path: Path) -> None:
    """The name that is missed, and what it may be called now; no row is read."""
    source = brought(tmp_path, _renamed("Host", "Host country"))
    finding = found(source, "mapping-header-missing")
    assert {**finding.values} == {
        "column": "Host",
        "meant": "Host country",
        "where": "table.authorizations",
    }
    assert [each.code for each in source.findings if each.severity == "error"] == [finding.code]
    assert source.tables == ()
    assert source.counts[0].faulty == source.counts[0].rows


def test_the_new_name_in_also_is_the_remedy(tmp_path: Path) -> None:
    """Then the list is read as before."""
    mapping, *several = files(tmp_path, _renamed("Host", "Host country"))
    text = mapping.read_text("utf-8")
    also = '[source.credits]\nalso = { "Host" = "Host country" }'
    mapping.write_text(text.replace("[source.credits]", also), "utf-8")
    source = read_mapped(mapping, several, {}, article6())
    assert len(rows_of(source, "credit_blocks")) == SOUND


def _second_letter(**cells: str) -> Change:
    return lambda _credits, letters: letters.append(letters[0] | cells)


def test_a_contradicting_join_is_found(tmp_path: Path) -> None:
    """Two letters of one number that differ: neither is taken, nor are the blocks that name it."""
    source = brought(tmp_path, _second_letter(**{"Date of letter": "1 July 2025"}))
    finding = found(source, "mapping-join-contradicts")
    letters = source.counts[1].rows
    assert str(finding.place) == f"letters.csv:{letters + 1} B{letters + 1} Date of letter"
    assert (finding.values["value"], finding.values["first"]) == ("XGA-1", "2")
    left_out = SOUND - len(rows_of(source, "credit_blocks"))
    assert finding.values["rows"] == str(left_out) == str(source.counts[0].faulty)
    assert left_out > 0


def test_the_same_letter_twice_is_one(tmp_path: Path) -> None:
    """Rows that say the same contradict nobody."""
    source = brought(tmp_path, _second_letter())
    assert [each for each in source.findings if each.severity == "error"] == []
    assert len(rows_of(source, "credit_blocks")) == SOUND


def test_a_letter_that_nobody_names_is_counted(tmp_path: Path) -> None:
    """It is no error: another list may name it."""
    source = brought(tmp_path, _second_letter(Letter="XGA-77"))
    finding = found(source, "mapping-join-unused")
    assert (finding.severity, finding.values["rows"]) == ("notice", "1")
