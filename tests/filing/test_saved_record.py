"""A Party's record as its spreadsheet saved it, with cells left empty, is read alike by all.

Cells of its files stand for what another row or the folder says; what is said of the record, and
what is made of it, is the same as of the canonical files.
"""

import csv
import json
import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path

import pytest
from typer.testing import CliRunner

from reporting.cli import app
from reporting.filing.row_editing import text_rows, write_rows
from reporting.packages import read_table
from tests.filing.imports.making import founded, packed
from tests.filing.imports.test_ministry import TYPED

DAY = re.compile("([0-9]{4})-([0-9]{2})-([0-9]{2})")
TRUTHS = {"true": "TRUE", "false": "FALSE"}
Cells = Mapping[str, str]
NOTICE = "as a spreadsheet saved it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spreadsheet:
    """How a spreadsheet saves a table.

    Attributes:
        name: Which it is.
        codec: The codec of its files.
        delimiter: What it puts between cells.
        day: A day, as `re.Match.expand` takes it.
    """

    name: str
    codec: str
    delimiter: str
    day: str

    def save(self, folder: Path) -> None:
        """Save every table of a folder."""
        for path in folder.glob("*.csv"):
            rows = csv.reader(StringIO(path.read_text("utf-8"), newline=""))
            file = StringIO(newline="")
            writer = csv.writer(file, delimiter=self.delimiter, lineterminator="\r\n")
            writer.writerows([self._cell(each) for each in row] for row in rows)
            path.write_bytes(file.getvalue().encode(self.codec))

    def _cell(self, text: str) -> str:
        day = DAY.fullmatch(text)
        return day.expand(self.day) if day else TRUTHS.get(text, text)


EUROPEAN = Spreadsheet(name="European", codec="utf-8-sig", delimiter=";", day=r"\3/\2/\1")
SPREADSHEETS = (
    EUROPEAN,
    Spreadsheet(name="American", codec="utf-8-sig", delimiter=",", day=r"\2/\3/\1"),
    Spreadsheet(name="Japanese", codec="cp932", delimiter=",", day=r"\1/\2/\3"),
    Spreadsheet(name="of Unicode text", codec="utf-16", delimiter="\t", day=r"\3.\2.\1"),
)


@pytest.fixture(scope="module")
def canonical(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a ministry's record in canonical form: what a cell stands for is left empty."""
    folder = founded(tmp_path_factory.mktemp("canonical") / "record")
    rows: dict[str, list[dict[str, str]]] = {}
    for table, cells in TYPED:
        # Of a day behind the twelfth it is certain what is the day.
        told = {name: DAY.sub(r"\1-\2-28", str(text)) for name, text in cells.items()}
        rows.setdefault(table, []).append(told)
    rows["parties"][0]["name_ja"] = "日本"
    rows["credit_blocks"][-1].update(first_itmo="", last_itmo="")
    for each in packed(folder):
        write_rows(each, [*text_rows(each), *rows.get(each.name, ())])
    return folder


def copied(canonical: Path, to: Path) -> Path:
    """Return a copy of the record in a folder."""
    return Path(shutil.copytree(canonical, to / "record"))


def saved(canonical: Path, to: Path, spreadsheet: Spreadsheet = EUROPEAN) -> Path:
    """Return a copy as a spreadsheet saves it."""
    folder = copied(canonical, to)
    spreadsheet.save(folder)
    return folder


@pytest.mark.parametrize("spreadsheet", SPREADSHEETS, ids=lambda each: each.name)
def test_every_table_is_read_alike(
    spreadsheet: Spreadsheet, canonical: Path, tmp_path: Path
) -> None:
    """Each cell, those that are filled when read, too."""
    one, other = packed(canonical), packed(saved(canonical, tmp_path, spreadsheet))
    for table in one:
        assert other.tables[table.name].copy is not None
        expected = read_table(table, one.name)
        assert read_table(other.tables[table.name], other.name).equals(expected), table.name
    event, *_others = read_table(other.tables["transfers"], other.name).to_pylist()
    assert (event["approach"], event["source_id"]) == ("jcm-ken-jpn", "own-record")
    assert str(event["event_date"]) == "2025-04-28"


def without_notices(said: str) -> str:
    """Return what a command said as text, but for the notices of tables in another form."""
    return "".join(each for each in said.splitlines(keepends=True) if NOTICE not in each)


def findings(said: str) -> str:
    """Return what was found, from JSON, but for the notices of tables in another form."""
    told = json.loads(said)
    told["findings"] = [each for each in told["findings"] if each["code"] != "saved-otherwise"]
    return json.dumps({**told, "summary": ""})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A call of a command that reads a record.

    Attributes:
        call: The call; RECORD, OUT and WORKBOOK stand for the folder, for where it writes, and for
            the workbook of the canonical record.
        said: What it says of the record, or writes: an answer that no empty record gives.
        told: What of its answer does not speak of the form of the files.
        code: The exit code.
    """

    call: str
    said: str
    told: Callable[[str], str] = field(default=without_notices)
    code: int = 0


READINGS = (
    Reading(call="validate RECORD --format json", said='"rows": 4', told=findings),
    Reading(call="check RECORD", said="passed                 4"),
    Reading(call="holdings --party JPN --as-of 2025-12-31 --data RECORD", said="9,000"),
    Reading(
        call="report --party KEN --year 2025 --form aef --to csv,json --out OUT --data RECORD",
        said="FirstTransfer",
    ),
    Reading(call="export RECORD --to xlsx --out OUT/record.xlsx", said="28 tables"),
    Reading(call="export RECORD --to cad-trust --day 2026-01-01 --out OUT", said="2025-02-28"),
    Reading(call="number RECORD", said="B3 (row 4)  first_itmo: – → 19001"),
    Reading(call="import WORKBOOK --into RECORD", said="has all of it already"),
)


def run(call: str, record: Path, out: Path, workbook: Path) -> tuple[int, str]:
    """Run a command; return its exit code, and what it said with the same places for each."""
    places = {"RECORD": record, "OUT": out, "WORKBOOK": workbook}
    for name, path in places.items():
        call = call.replace(name, str(path))
    result = CliRunner().invoke(app, call.split(" "), catch_exceptions=False)
    said = result.stdout
    for name, path in places.items():
        said = said.replace(str(path), name)
    return result.exit_code, said


def contents(folder: Path) -> Mapping[str, bytes]:
    """Return what stands in a folder, by path."""
    files = (each for each in sorted(folder.rglob("*")) if each.is_file())
    return {str(each.relative_to(folder)): each.read_bytes() for each in files}


@pytest.mark.parametrize("reading", READINGS, ids=lambda each: each.call)
def test_each_command_reads_it_alike(reading: Reading, canonical: Path, tmp_path: Path) -> None:
    """It says the same, and makes the same files of it."""
    workbook = tmp_path / "record.xlsx"
    if "WORKBOOK" in reading.call:
        run("export RECORD --out WORKBOOK", canonical, tmp_path, workbook)
    answers = []
    for folder in (copied(canonical, tmp_path / "canonical"), saved(canonical, tmp_path / "saved")):
        out = folder.parent / "out"
        out.mkdir()
        code, said = run(reading.call, folder, out, workbook)
        answers.append((code, reading.told(said), contents(out)))
    code, said, files = answers[0]
    assert code == reading.code, said
    assert reading.said in said or any(reading.said.encode() in each for each in files.values())
    assert answers[1] == answers[0]


def test_two_forms_of_a_record_do_not_differ(canonical: Path, tmp_path: Path) -> None:
    """Neither as folders nor as a table alone; tidied, the one is the other to the byte."""
    other, out = saved(canonical, tmp_path), tmp_path / "out"
    for name in ("", "/transfers.csv"):
        code, said = run(f"diff {canonical}{name} RECORD{name} --exit-code", other, out, out)
        assert code == 0, said
    code, said = run(f"review {canonical} --data RECORD --out OUT", other, out, out)
    assert (code, "no difference" in said) == (0, True), said
    code, said = run("tidy RECORD", other, out, out)
    assert (code, "event_date: 28/04/2025 → 2025-04-28" in said) == (0, True), said
    assert contents(other) == contents(canonical)


def test_a_cell_that_differs_is_told(canonical: Path, tmp_path: Path) -> None:
    """A day in another form, and what a cell stands for, are compared with what they mean."""
    other, out = saved(canonical, tmp_path), tmp_path / "out"
    path = other / "transfers.csv"
    path.write_bytes(path.read_bytes().replace(b";28/04/2025;;B1;;", b";27/04/2025;;B1;ca-2;"))
    code, said = run(f"diff {canonical} RECORD --format csv --exit-code", other, out, out)
    assert code == 1
    assert "event_date,2025-04-28,2025-04-27" in said, said
    assert "approach,jcm-ken-jpn,ca-2" in said, said
