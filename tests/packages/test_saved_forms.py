"""What a person's spreadsheet makes of a table is read where it is certain; each trap is a test."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from reporting.packages import open_package, read_table, validate
from reporting.packages.diff import State, difference
from reporting.packages.publication import parquet_rows
from reporting.renderers.files import to_parquet
from tests.packages.saved import HEADER, party_folder
from tests.packages.states import only, told

ROWS = b"B1,Solar,1440,0.5,2025-04-03,true\nB2,Wind,12,,2025-12-31,false\n"
CANONICAL = HEADER + b"\n" + ROWS
NAMED = CANONICAL.replace(b"Solar", "Société".encode())


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """A file, and what is said of it.

    Attributes:
        name: What the spreadsheet did.
        content: The bytes it saved.
        forms: What the one notice says.
        meant: The canonical bytes.
        declared: What the descriptor says of the file.
    """

    name: str
    content: bytes
    forms: str
    meant: bytes = CANONICAL
    declared: Mapping[str, Any] = field(default_factory=dict)


def days(*written: str) -> bytes:
    """Return rows with days."""
    rows = "".join(f"B{at},x,1,,{day},\n" for at, day in enumerate(written, start=1))
    return HEADER + b"\n" + rows.encode()


def numbers(column: str, *written: str, delimiter: str = ",") -> bytes:
    """Return rows with numbers in a column."""
    at = HEADER.decode().split(",").index(column)
    lines = [HEADER.decode().replace(",", delimiter)]
    for number, each in enumerate(written, start=1):
        cells = [f"B{number}", "x", "", "", "", ""]
        cells[at] = f'"{each}"' if "," in each and delimiter == "," else each
        lines.append(delimiter.join(cells))
    return "".join(f"{line}\n" for line in lines).encode()


def of_days(name: str, read: Mapping[str, str]) -> Saved:
    """Return a file with days, as they are written and as they are read."""
    changed = [(written, day) for written, day in read.items() if written != day]
    (first, day), *_others = changed
    return Saved(
        name=name,
        content=days(*read),
        forms=f"issued_on: {first} → {day} (× {len(changed)})",
        meant=days(*read.values()),
    )


JAPANESE = CANONICAL.replace(b"Solar", "エネルギー".encode())
CERTAIN = (
    Saved(name="byte order mark", content=b"\xef\xbb\xbf" + CANONICAL, forms="UTF-8 BOM"),
    Saved(
        name="as Excel saves CSV UTF-8",
        content=b"\xef\xbb\xbf" + CANONICAL.replace(b"\n", b"\r\n"),
        forms="UTF-8 BOM; CRLF",
    ),
    Saved(name="CRLF", content=CANONICAL.replace(b"\n", b"\r\n"), forms="CRLF"),
    Saved(name="CR", content=CANONICAL.replace(b"\n", b"\r"), forms="CR"),
    Saved(name="semicolons", content=CANONICAL.replace(b",", b";"), forms="; → ,"),
    Saved(name="tabs", content=CANONICAL.replace(b",", b"\t"), forms="TAB → ,"),
    Saved(
        name="semicolons and a comma in a cell",
        content=CANONICAL.replace(b",", b";").replace(b"Solar", b"Sun, wind"),
        forms="; → ,",
        meant=CANONICAL.replace(b"Solar", b'"Sun, wind"'),
    ),
    Saved(
        name="as Excel saves Unicode text",
        content=b"\xff\xfe" + CANONICAL.decode().replace(",", "\t").encode("utf-16-le"),
        forms="UTF-16; TAB → ,",
    ),
    Saved(
        name="Shift_JIS",
        content=JAPANESE.decode().encode("cp932"),
        forms="Shift_JIS",
        meant=JAPANESE,
    ),
    Saved(
        name="Windows-1252, the same in every page",
        content=NAMED.decode().encode("cp1252"),
        forms="Windows-1252",
        meant=NAMED,
    ),
    Saved(
        name="Windows-1252, declared",
        content=NAMED.replace("Société".encode(), "São Tomé".encode()).decode().encode("cp1252"),
        forms="Windows-1252",
        meant=NAMED.replace("Société".encode(), "São Tomé".encode()),
        declared={"encoding": "windows-1252"},
    ),
    Saved(
        name="Shift_JIS and semicolons, declared",
        content=CANONICAL.decode().replace(",", ";").replace("Solar", "札幌").encode("cp932"),
        forms="Shift_JIS; ; → ,",
        meant=CANONICAL.replace(b"Solar", "札幌".encode()),
        declared={"encoding": "Shift_JIS", "dialect": {"delimiter": ";"}},
    ),
    Saved(
        name="Shift_JIS declared, and UTF-8 since a command wrote it",
        content=JAPANESE,
        forms="",
        meant=JAPANESE,
        declared={"encoding": "shift_jis"},
    ),
    of_days(
        "dd/mm/yyyy, one day is no month", {"03/04/2025": "2025-04-03", "31/12/2025": "2025-12-31"}
    ),
    of_days(
        "mm/dd/yyyy, one day is no month", {"4/3/2025": "2025-04-03", "12/31/2025": "2025-12-31"}
    ),
    of_days("dd.mm.yyyy", {"03.04.2025": "2025-04-03", "31.12.2025": "2025-12-31"}),
    of_days("yyyy/m/d, as in Japan", {"2025/4/3": "2025-04-03", "2025-12-31": "2025-12-31"}),
    of_days(
        "a year of two digits beside one of four",
        {"03/04/25": "2025-04-03", "31/12/2025": "2025-12-31"},
    ),
    of_days(
        "a year of two digits that is no day",
        {"1/4/25": "2025-04-01", "31/12/25": "2025-12-31", "31/12/00": "2000-12-31"},
    ),
    of_days(
        "a year of two digits first, as in Japan",
        {"25/4/3": "2025-04-03", "25/12/31": "2025-12-31"},
    ),
    of_days(
        "midnight behind a day",
        {
            "2025-04-03 00:00:00": "2025-04-03",
            "2025-12-31": "2025-12-31",
            "2025-12-30T00:00": "2025-12-30",
        },
    ),
    of_days(
        "midnight as countries write it",
        {"3/4/2025 0:00": "2025-04-03", "31/12/2025 12:00:00 AM": "2025-12-31"},
    ),
    Saved(
        name="the line that says the delimiter to Excel",
        content=b"sep=;\r\n" + CANONICAL.replace(b",", b";").replace(b"\n", b"\r\n"),
        forms="sep=;; ; → ,; CRLF",
    ),
    Saved(
        name="the line that says the delimiter, a comma",
        content=b'\xef\xbb\xbf"sep=,"\n' + CANONICAL,
        forms="UTF-8 BOM; sep=,",
    ),
    Saved(
        name="thousands with comma, shown by millions",
        content=numbers("quantity", "1,440", "1,234,567", "12"),
        forms="quantity: 1,440 → 1440 (× 2)",
        meant=numbers("quantity", "1440", "1234567", "12"),
    ),
    Saved(
        name="thousands with points, shown by millions",
        content=numbers("quantity", "1.440", "1.234.567", delimiter=";"),
        forms="; → ,; quantity: 1.440 → 1440 (× 2)",
        meant=numbers("quantity", "1440", "1234567"),
    ),
    Saved(
        name="thousands with spaces that do not break",
        content=numbers("quantity", "1\u202f440", "1\u00a0440", "1'440", "1 440"),
        forms="quantity: 1<U+202F>440 → 1440 (× 4)",
        meant=numbers("quantity", "1440", "1440", "1440", "1440"),
    ),
    Saved(
        name="decimals with comma",
        content=numbers("share", "0,5", "12,25", delimiter=";"),
        forms="; → ,; share: 0,5 → 0.5 (× 2)",
        meant=numbers("share", "0.5", "12.25"),
    ),
    Saved(
        name="one decimal with comma, of three digits",
        content=numbers("share", "0,123", delimiter=";"),
        forms="; → ,; share: 0,123 → 0.123 (× 1)",
        meant=numbers("share", "0.123"),
    ),
    Saved(
        name="TRUE and FALSE",
        content=CANONICAL.replace(b"true", b"TRUE").replace(b"false", b"FALSE"),
        forms="is_held: TRUE → true (× 2)",
    ),
)


@pytest.mark.parametrize("saved", CERTAIN, ids=lambda saved: saved.name)
def test_what_is_certain_is_read_with_one_notice(saved: Saved, tmp_path: Path) -> None:
    """Every reader has the canonical bytes; the person's file stays as it is."""
    folder = party_folder(tmp_path / "own", saved.content, **saved.declared)
    found = validate([folder], is_house=False).findings
    assert [(each.code, each.values.get("forms")) for each in found] == (
        [("saved-otherwise", saved.forms)] if saved.forms else []
    )
    assert found == validate([folder]).findings
    package, _findings = open_package(folder)
    assert package is not None
    table = package.tables["blocks"]
    assert table.readable.read_bytes() == saved.meant
    rows = list(csv.reader(saved.meant.decode().splitlines()))[1:]
    assert [each["block_id"] for each in read_table(table, "own").to_pylist()] == [
        row[0] for row in rows
    ]
    assert (folder / "blocks.csv").read_bytes() == saved.content


def test_a_canonical_file_is_read_itself(tmp_path: Path) -> None:
    """No copy is made of what needs none."""
    package, _findings = open_package(party_folder(tmp_path / "own", CANONICAL))
    assert package is not None
    assert package.tables["blocks"].copy is None
    assert validate([tmp_path / "own"]).findings == ()


DOUBTFUL = (
    (
        "03/04/2025 alone",
        days("03/04/2025"),
        [("day-doubtful", 2, "issued_on", "2025-04-03", "2025-03-04")],
    ),
    (
        "a day that is none proves no order",
        days("2/30/2025", "05/06/2025"),
        [
            ("date-form", 2, "issued_on", "2/30/2025", None),
            ("day-doubtful", 3, "issued_on", "2025-06-05", "2025-05-06"),
        ],
    ),
    (
        "days beside days that may have been turned",
        days("13/04/2025", "2025-03-04", "2025-12-31"),
        [("day-mixed", 2, "issued_on", "2025-04-13", "–")],
    ),
    (
        "31/12/25 alone",
        days("31/12/25"),
        [
            (
                *("day-of-short-year", 2, "issued_on"),
                "2025-12-31 (dmy), 2031-12-25 (ymd), 1931-12-25 (ymd)",
                None,
            )
        ],
    ),
    (
        "a year of two digits, in which century",
        days("1/12/30", "31/12/30"),
        [
            ("day-of-short-year", 2, "issued_on", "2030-12-01 (dmy), 1930-12-01 (dmy)", None),
            ("day-of-short-year", 3, "issued_on", "2030-12-31 (dmy), 1930-12-31 (dmy)", None),
        ],
    ),
    (
        "a year of two digits beside days that may have been turned",
        days("13/04/2025", "13/04/25", "2025-03-04"),
        [
            ("day-mixed", 2, "issued_on", "2025-04-13", "–"),
            (
                *("day-of-short-year", 3, "issued_on"),
                "2025-04-13 (dmy), 2013-04-25 (ymd)",
                None,
            ),
        ],
    ),
    (
        "a time that is not midnight",
        days("2025-04-03 09:30", "2025-04-03T00:00:00Z", "2025-04-03 12:00"),
        [
            ("day-with-time", row, "issued_on", value, None)
            for row, value in (
                (2, "2025-04-03 09:30"),
                (3, "2025-04-03T00:00:00Z"),
                (4, "2025-04-03 12:00"),
            )
        ],
    ),
    (
        "1,234 alone",
        numbers("quantity", "1,234"),
        [("number-doubtful", 2, "quantity", "1234", "1.234")],
    ),
    (
        "1.234 alone",
        numbers("quantity", "1.234"),
        [("number-doubtful", 2, "quantity", "1.234", "1234")],
    ),
    (
        "1.234 beside 12,5",
        numbers("share", "1.234", "12,5", delimiter=";"),
        [("number-doubtful", 2, "share", "1.234", "1234")],
    ),
    (
        "a name of two pages",
        NAMED.replace("Société".encode(), "São Tomé".encode()).decode().encode("cp1252"),
        [("encoding-doubtful", 0, "", "São Tomé", "Săo Tomé")],
    ),
)


FIRST = ("day_first", "point", "first", "readings", "value")
SECOND = ("month_first", "comma", "second")


@pytest.mark.parametrize(
    ("name", "content", "expected"), DOUBTFUL, ids=[each[0] for each in DOUBTFUL]
)
def test_what_is_doubtful_is_refused_with_both_readings(
    name: str, content: bytes, expected: list[tuple[Any, ...]], tmp_path: Path
) -> None:
    """Each cell of two readings is one error with both."""
    assert name
    found = validate([party_folder(tmp_path / "own", content)]).findings
    doubts = [
        (
            each.code,
            each.place.row,
            each.place.field,
            next((each.values[name] for name in FIRST if name in each.values), None),
            next((each.values[name] for name in SECOND if name in each.values), None),
        )
        for each in found
        if each.code != "saved-otherwise"
    ]
    assert sorted(doubts) == sorted(expected)


def test_places_are_those_of_the_person_s_file(tmp_path: Path) -> None:
    """A fault of a file in another form stands at its row and field."""
    content = CANONICAL.replace(b"2025-12-31", b"2025-02-30").replace(b",", b";")
    found = validate([party_folder(tmp_path / "own", b"\xef\xbb\xbf" + content)]).findings
    assert [(each.code, each.place.row, each.place.field) for each in found] == [
        ("saved-otherwise", 0, ""),
        ("date-form", 3, "issued_on"),
    ]


def test_a_blank_or_ragged_row_keeps_its_number(tmp_path: Path) -> None:
    """A row that is no row of the table is found where it stands."""
    content = HEADER + b"\r\nB1,x,1,,,\r\n\r\nB2,x\r\nB3,x,y,,,\r\n"
    found = validate([party_folder(tmp_path / "own", content)]).findings
    assert [(each.code, each.place.row) for each in found] == [
        ("saved-otherwise", 0),
        ("row-blank", 3),
        ("row-too-short", 4),
        ("cell-type", 5),
    ]


def test_what_cannot_be_read_stays_an_error(tmp_path: Path) -> None:
    """A file of another table, or with a quotation mark left open, is not guessed at."""
    other = party_folder(tmp_path / "other", b"\xef\xbb\xbfx;y\n1;2\n")
    codes = [each.code for each in validate([other]).findings]
    assert codes == ["byte-order-mark", "rows-not-checked", "header-missing"]
    broken = party_folder(tmp_path / "broken", b"\xef\xbb\xbf" + HEADER + b'\n"B1,x,1,,,\n')
    assert {each.code for each in validate([broken]).findings} == {
        "byte-order-mark",
        "quote-broken",
    }


def test_a_difference_is_of_what_is_said(tmp_path: Path) -> None:
    """The same rows in another form are no difference."""
    one = party_folder(tmp_path / "one", CANONICAL)
    other = party_folder(
        tmp_path / "other", CANONICAL.replace(b",", b";").replace(b"true", b"TRUE")
    )
    found = difference(State.of(one, "one"), State.of(other, "other"))
    assert not found.findings
    assert found.compared
    assert not found.tables


def test_the_parquet_beside_a_file_is_read_itself(tmp_path: Path) -> None:
    """The canonical copy is of the CSV alone."""
    folder = party_folder(tmp_path / "own", CANONICAL.replace(b",", b";"))
    package, _findings = open_package(folder)
    assert package is not None
    other = folder / "blocks.parquet"
    rows = parquet_rows(package, package.tables["blocks"])
    other.write_bytes(to_parquet(rows.slice(0, 1)))
    found = difference(State.of(folder / "blocks.csv", "one"), State.of(other, "other"))
    assert [key for key, _cells in told(only(found))["removed"]] == ["B2"]
