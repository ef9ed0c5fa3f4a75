"""`jcm tidy` writes what is certain in canonical form, lists it, and refuses what is doubtful."""

import json
import os
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from reporting.bundled import DATA
from reporting.cli import app
from reporting.packages import open_package, validate
from tests.filing.imports.making import founded
from tests.packages.saved import HEADER, party_folder
from tests.packages.test_saved_forms import CANONICAL, CERTAIN, DOUBTFUL, Saved, days, numbers

RUNNER = CliRunner()
REASONS = ("can be read in two ways", "may have turned", "year of two digits", "with a time")
CHANGED = [each for each in CERTAIN if each.forms]


def run(*arguments: object) -> tuple[int, str]:
    """Run the command; return its exit code and all that it said."""
    result = RUNNER.invoke(app, [str(each) for each in arguments], catch_exceptions=False)
    return result.exit_code, result.output


@pytest.mark.parametrize("saved", CHANGED, ids=lambda saved: saved.name)
def test_the_canonical_form_is_written(saved: Saved, tmp_path: Path) -> None:
    """The bytes are canonical, nothing is found any more, and a second run changes nothing."""
    folder = party_folder(tmp_path / "own", saved.content, **saved.declared)
    before = (folder / "blocks.csv").read_bytes()
    code, said = run("tidy", folder, "--check")
    assert code == 1
    assert "blocks.csv: " in said
    assert (folder / "blocks.csv").read_bytes() == before
    code, said = run("tidy", folder)
    assert code == 0, said
    assert (folder / "blocks.csv").read_bytes() == saved.meant
    assert validate([folder]).findings == ()
    resource = json.loads((folder / "datapackage.json").read_text("utf-8"))["resources"][0]
    assert resource["encoding"] == "utf-8"
    assert "dialect" not in resource
    assert run("tidy", folder) == (0, "Every table is in canonical form: nothing to do.\n")


def test_each_change_is_listed(tmp_path: Path) -> None:
    """File, what of it, row, field, before and after; and how many."""
    content = b"\xef\xbb\xbf" + days("03/04/2025", "31/12/2025").replace(b"\n", b"\r\n")
    folder = party_folder(tmp_path / "own", content)
    _code, said = run("tidy", folder)
    file = folder / "blocks.csv"
    assert said.splitlines() == [
        f"{file}: UTF-8 BOM, CRLF",
        f"{file}: 2 cells",
        "  2 issued_on: 03/04/2025 → 2025-04-03",
        "  3 issued_on: 31/12/2025 → 2025-12-31",
        "1 file written.",
    ]
    folder = party_folder(tmp_path / "own", content)
    _code, said = run("tidy", folder, "--language", "ja", "--check")
    assert f"{file}：2 セル" in said
    assert "何も書き込んでいません" in said


@pytest.mark.parametrize(("name", "content", "_told"), DOUBTFUL, ids=[each[0] for each in DOUBTFUL])
def test_the_doubtful_is_refused(name: str, content: bytes, _told: object, tmp_path: Path) -> None:
    """With both readings; the file stays as it is."""
    assert name
    folder = party_folder(tmp_path / "own", content)
    code, said = run("tidy", folder)
    assert code == 1
    assert "blocks.csv stays as it is" in said
    assert any(each in said for each in REASONS)
    assert (folder / "blocks.csv").read_bytes() == content


@pytest.mark.parametrize(
    ("content", "option", "value", "meant"),
    [
        (days("03/04/2025"), "--days", "dmy", days("2025-04-03")),
        (days("03/04/2025"), "--days", "mdy", days("2025-03-04")),
        (days("31/12/25"), "--days", "dmy", days("2025-12-31")),
        (days("25/04/03"), "--days", "ymd", days("2025-04-03")),
        (numbers("quantity", "1,234"), "--decimals", "point", numbers("quantity", "1234")),
        (numbers("share", "1,234"), "--decimals", "comma", numbers("share", "1.234")),
        (
            CANONICAL.decode().replace("Solar", "São Tomé").encode("cp1252"),
            "--encoding",
            "windows-1252",
            CANONICAL.replace(b"Solar", "São Tomé".encode()),
        ),
    ],
)
def test_the_remedy_of_a_doubt_ends_it(
    content: bytes, option: str, value: str, meant: bytes, tmp_path: Path
) -> None:
    """Said with the option that the finding names, the file is written."""
    folder = party_folder(tmp_path / "own", content)
    (doubt,) = [each for each in validate([folder]).findings if each.severity == "error"]
    assert option in doubt.words().remedy
    assert run("tidy", folder, option, value)[0] == 0
    assert (folder / "blocks.csv").read_bytes() == meant
    assert validate([folder]).is_clean


def test_declaring_the_encoding_ends_its_doubt(tmp_path: Path) -> None:
    """As the finding says: in the descriptor."""
    content = CANONICAL.decode().replace("Solar", "São Tomé").encode("cp1252")
    folder = party_folder(tmp_path / "own", content, encoding="Windows-1252")
    assert [each.code for each in validate([folder]).findings] == ["saved-otherwise"]


def test_our_own_data_stay_errors_and_the_remedy_mends_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What we publish is written in one way; where it is not, tidying makes it so."""
    monkeypatch.setattr("reporting.packages.house.DATA", tmp_path)
    faulty = {
        "byte-order-mark": b"\xef\xbb\xbf" + CANONICAL,
        "delimiter": CANONICAL.replace(b",", b";"),
        "encoding": CANONICAL.decode().replace("Solar", "エネルギー").encode("cp932"),
        "date-form": days("03/04/2025", "31/12/2025"),
        "thousands-separator": numbers("quantity", "1,440", "1,234,567"),
    }
    for code, content in faulty.items():
        folder = party_folder(tmp_path / "own", content)
        found = {each.code: each for each in validate([folder], is_house=False).findings}
        assert code in found
        assert "saved-otherwise" not in found
        assert "jcm tidy" in found[code].words().remedy
        assert run("tidy", folder)[0] == 0, code
        assert validate([folder]).findings == (), code


@pytest.mark.parametrize("name", ["example", "nomenclature", "forms"])
def test_data_are_canonical(name: str) -> None:
    """Tidying what the program brings along changes nothing."""
    code, said = run("tidy", DATA / name, "--check")
    assert (code, said) == (0, "Every table is in canonical form: nothing to do.\n")


def test_a_mended_table_is_written_beside_a_doubtful_one(tmp_path: Path) -> None:
    """A doubt keeps its own file; the others are written, all or none."""
    folder = founded(tmp_path / "record")
    parties, sources = folder / "parties.csv", folder / "sources.csv"
    known = parties.read_bytes()
    parties.write_bytes(b"\xef\xbb\xbf" + known)
    doubtful = sources.read_bytes().replace(b"Kenya", "São".encode("cp1252"))
    sources.write_bytes(doubtful)
    assert run("tidy", folder)[0] == 1
    assert parties.read_bytes() == known
    assert sources.read_bytes() == doubtful


def test_nothing_is_written_if_one_file_cannot_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An interrupted run leaves every file as it was."""
    folder = founded(tmp_path / "record")
    before = {}
    for name in ("parties.csv", "sources.csv"):
        content = b"\xef\xbb\xbf" + (folder / name).read_bytes()
        (folder / name).write_bytes(content)
        before[name] = content
    replaced: list[Path] = []

    def failing(source: Path, target: Path, real: object = os.replace) -> None:
        replaced.append(Path(target))
        if len(replaced) == 2:
            raise OSError(28, "No space left on device")
        real(source, target)  # type: ignore[operator]

    monkeypatch.setattr("reporting.packages.journal.os.replace", failing)
    code, said = run("tidy", folder)
    assert code == 1
    assert "Everything is as it was" in said
    assert {name: (folder / name).read_bytes() for name in before} == before


def test_promised_bytes_are_not_changed(tmp_path: Path) -> None:
    """A file of which a release promised the bytes stays as it is."""
    folder = party_folder(tmp_path / "own", b"\xef\xbb\xbf" + CANONICAL, bytes=len(CANONICAL) + 3)
    code, said = run("tidy", folder)
    assert code == 1
    assert "promises its bytes" in said


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    """A file of another table stays as it is."""
    folder = party_folder(tmp_path / "own", b"x,y\n1,2\n")
    code, said = run("tidy", folder)
    assert code == 1
    assert "cannot be read" in said
    shutil.rmtree(folder)
    folder.mkdir()
    assert run("tidy", folder)[0] == 2
    assert run("tidy", folder, "--encoding", "klingon")[0] == 2


def test_a_table_that_is_not_opened_is_said(tmp_path: Path) -> None:
    """An encoding that is declared and not read here is told, and nothing is called canonical."""
    folder = party_folder(tmp_path / "own", CANONICAL, encoding="koi8-r")
    code, said = run("tidy", folder)
    assert code == 1
    assert "descriptor-unlike-ours" in said
    assert "canonical form" not in said


def test_lost_zeros_and_shortened_numbers_lead_to_the_workbook(tmp_path: Path) -> None:
    """What a spreadsheet destroyed no program brings back: the finding says where it is kept."""
    rows = b"B1,#REF!,1E+05,,,\nB2,=A1,1,1.23457E+19,,\n"
    folder = party_folder(tmp_path / "own", HEADER + b"\r\n" + rows.replace(b"\n", b"\r\n"))
    found = validate([folder], is_house=False).findings
    assert [(each.code, each.place.row, each.place.field) for each in found] == [
        ("saved-otherwise", 0, ""),
        ("cell-error-value", 2, "name"),
        ("cell-rounded", 2, "quantity"),
        ("cell-formula", 3, "name"),
        ("cell-rounded", 3, "share"),
    ]
    assert all("jcm export FOLDER --to xlsx" in each.words().remedy for each in found[1:])
    assert run("tidy", folder)[0] == 0  # the cells stay as they are
    assert b"1E+05" in (folder / "blocks.csv").read_bytes()


def test_a_zero_that_neighbours_have_is_asked_for(tmp_path: Path) -> None:
    """A number shorter than all that begin with a zero may have lost its own."""
    rows = b"B1,007,,,,\nB2,7,,,,\nB3,012,,,,\nB4,1200,,,,\nB5,Plant 7,,,,\n"
    folder = party_folder(tmp_path / "own", HEADER + b"\n" + rows)
    (found,) = validate([folder]).findings
    assert (found.code, found.place.row, found.place.field) == ("zero-perhaps-lost", 3, "name")
    assert (found.values["value"], found.values["meant"]) == ("7", "007")
    other = party_folder(tmp_path / "other", HEADER + b"\nB1,07,,,,\nB2,7,,,,\nB3,012,,,,\n")
    assert validate([other]).findings == ()  # no one length


def test_every_command_reads_the_same_cells(tmp_path: Path) -> None:
    """A record in the form of a spreadsheet gives the answers of the canonical one, and says so."""
    plain, saved = tmp_path / "plain" / "example", tmp_path / "saved" / "example"
    for folder in (plain, saved):
        shutil.copytree(DATA / "example", folder)
    package, _findings = open_package(saved)
    assert package is not None
    for table in package:
        content = table.path.read_bytes()
        if b'"' not in content and b";" not in content:
            content = content.replace(b",", b";")
        content = content.replace(b"\n", b"\r\n")
        table.path.write_bytes(b"\xef\xbb\xbf" + content)
    for command in (
        ["balance", "--party", "XAA"],
        ["gaps"],
    ):
        told = {
            folder: RUNNER.invoke(app, [*command, "--data", str(folder), "--format", "csv"])
            for folder in (plain, saved)
        }
        assert told[saved].stdout == told[plain].stdout
        assert told[saved].exit_code == told[plain].exit_code != 2
        assert "jcm tidy" in told[saved].stderr
        assert "jcm tidy" not in told[plain].stderr
    code, said = run("upgrade", saved)
    assert (code, "nothing to do" in said) == (0, True)
    out = tmp_path / "saved.xlsx"
    assert run("export", saved, "--to", "xlsx", "--out", out)[0] == 0
    assert run("tidy", saved)[0] == 0
    assert {path.name: path.read_bytes() for path in saved.glob("*.csv")} == {
        path.name: path.read_bytes() for path in plain.glob("*.csv")
    }
