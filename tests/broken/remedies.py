"""What the remedy of each finding says, done: by the finding alone, or with the source at hand.

The clean packages stand for the source. A remedy that says how a value is to be written is done to
the value that stands there; only one that sends to the source takes the value from it.
"""

import csv
import html
import json
import re
import shutil
import unicodedata
from collections.abc import Callable, Mapping
from io import StringIO
from pathlib import Path

from typer.testing import CliRunner

from reporting.cli import app
from reporting.findings import Finding
from tests.broken.case import CLEAN
from tests.broken.edits import DESCRIPTOR_NAME, file_of

Remedy = Callable[[Path, Finding], None]
ENCODINGS = {"Shift_JIS": "cp932", "UTF-16": "utf-16", "Windows-1252": "cp1252", "EUC-JP": "euc_jp"}
LATIN = str.maketrans("\u0435\u03a4\u0412\u041c\uff22", "eTBMB")
PLAIN = {"TRUE": "true", "1": "true", "-0.0": "0", "NaN": "", "Infinity": "", "1e5": "100000"}


def _file(root: Path, finding: Finding) -> Path:
    return file_of(root, f"{finding.place.package}/{finding.place.table}")


def _rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))


def _write(path: Path, rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows(rows)


def cell(change: Callable[[str], str]) -> Remedy:
    """Return a remedy that writes the cell of the finding otherwise."""

    def remedy(root: Path, finding: Finding) -> None:
        path = _file(root, finding)
        rows = _rows(path)
        row, column = finding.place.row - 1, rows[0].index(finding.place.field)
        rows[row][column] = change(rows[row][column])
        _write(path, rows)

    return remedy


def row(change: Callable[[list[str], int], list[list[str]]]) -> Remedy:
    """Return a remedy that puts other rows in the place of the finding's, given the width."""

    def remedy(root: Path, finding: Finding) -> None:
        path = _file(root, finding)
        rows = _rows(path)
        at = finding.place.row - 1
        rows[at : at + 1] = change(rows[at], len(rows[0]))
        _write(path, rows)

    return remedy


def header(change: Callable[[list[list[str]], Finding], list[list[str]]]) -> Remedy:
    """Return a remedy that changes columns."""

    def remedy(root: Path, finding: Finding) -> None:
        path = _file(root, finding)
        _write(path, change(_rows(path), finding))

    return remedy


def text(change: Callable[[str, Finding], str]) -> Remedy:
    """Return a remedy that changes the file in a text editor."""

    def remedy(root: Path, finding: Finding) -> None:
        path = _file(root, finding)
        path.write_bytes(change(path.read_bytes().decode("utf-8-sig"), finding).encode())

    return remedy


def source_cell(root: Path, finding: Finding) -> None:
    """Write the cell, or the whole row, as the source has it."""
    rows = _rows(_file(root, finding))
    source = _rows(_file(CLEAN, finding))
    at = finding.place.row - 1
    rows[at] = source[at]
    _write(_file(root, finding), rows)


def allowed(root: Path, finding: Finding) -> None:
    """Write the first of the codes that the case allows."""
    first, *_others = finding.values["allowed"].split(", ")
    cell(lambda _: first)(root, finding)


def source_rows(root: Path, finding: Finding) -> None:
    """Compare the rows that the finding names with the source: of whatever table of the package."""
    package = finding.place.package
    for path in (CLEAN / package).glob("*.csv"):
        shutil.copy(path, root / package / path.name)


def source_table(root: Path, finding: Finding) -> None:
    """Put the file of the table back, or export it again."""
    path = _file(root, finding)
    if path.is_dir():
        path.rmdir()
    path.unlink(missing_ok=True)
    shutil.copy(_file(CLEAN, finding), path)


def path_or(remedy: Remedy) -> Remedy:
    """Return a remedy that corrects the path of the table if it is another, else does the one."""

    def corrected(root: Path, finding: Finding) -> None:
        described = json.loads((root / finding.place.package / DESCRIPTOR_NAME).read_text("utf-8"))
        paths = [each["path"] for each in described["resources"]]
        is_named = f"{finding.place.table}.csv" in paths
        (remedy if is_named else descriptors)(root, finding)

    return corrected


def descriptors(root: Path, finding: Finding) -> None:
    """Correct what the finding names in the descriptor of its package, or in its schemas."""
    package = finding.place.package
    package = package if (CLEAN / package).is_dir() else "record"
    if not (root / package).is_dir():
        neighbour(root, finding)  # its folder is elsewhere
    if not finding.place.table:
        path = root / package / DESCRIPTOR_NAME
        if path.is_dir():
            path.rmdir()
        shutil.copy(CLEAN / package / DESCRIPTOR_NAME, path)
        return
    shutil.copy(CLEAN / package / DESCRIPTOR_NAME, root / package / DESCRIPTOR_NAME)
    shutil.copytree(CLEAN / package / "schemas", root / package / "schemas", dirs_exist_ok=True)


def neighbour(root: Path, _: Finding) -> None:
    """Put the package or table that a key leads to beside this one, and mend it."""
    shutil.copytree(CLEAN, root, dirs_exist_ok=True)


def undeclared(root: Path, finding: Finding) -> None:
    """Describe the file as a resource, which the clean descriptor does, or move it out."""
    name = finding.values["file"]
    if (CLEAN / "record" / name).exists():
        descriptors(root, finding)
    else:
        (root / "record" / name).rename(root / name)


def recoded(root: Path, finding: Finding) -> None:
    """Open the file in the encoding that is named, and save it as UTF-8."""
    path = _file(root, finding)
    named = ENCODINGS[finding.values["guess"]]
    path.write_bytes(path.read_bytes().decode(named, "ignore").encode())


def _spaced(cell: str) -> str:
    """Delete spaces, and write one that does not break as an ordinary one."""
    return (
        " ".join(re.sub(r"[\u00a0\u202f\u2007]", " ", cell).split(" ")).strip().replace("  ", " ")
    )


def _seen(cell: str) -> str:
    """Write a tab or line break as a space, and delete what cannot be seen."""
    spaced = re.sub(r"\s", " ", cell)
    return "".join(each for each in spaced if each.isascii() and each.isprintable())


def _unmarked(cell: str) -> str:
    return re.sub(r"</?[a-z]+>", "", html.unescape(cell))


def _number(cell: str) -> str:
    plain = unicodedata.normalize("NFKC", cell).replace("_", "").lstrip("+")
    if plain in PLAIN:
        return PLAIN[plain]
    if re.fullmatch(r"[0-9]{4}-[0-9]-[0-9]{2}", plain):
        return plain[:5] + "0" + plain[5:]
    return str(int(plain)) if plain.isdecimal() else plain


def _narrow(cells: list[str], width: int) -> list[list[str]]:
    """Put a cell that holds a comma in quotation marks, or delete cells beyond the last."""
    extra = cells[width - 1 :]
    last = extra[:1] if not any(extra[1:]) else [",".join(extra)]
    return [[*cells[: width - 1], *last]]


def _without_column(rows: list[list[str]], finding: Finding) -> list[list[str]]:
    label = finding.values.get("label", "")
    at = rows[0].index(label)
    return [[*cells[:at], *cells[at + 1 :]] for cells in rows]


def _spelt(rows: list[list[str]], finding: Finding) -> list[list[str]]:
    """Write the name of a column as the schema has it: the one that the schema does not know."""
    name = finding.values["name"]
    known = _rows(_file(CLEAN, finding))[0]
    return [[each if each in known else name for each in rows[0]], *rows[1:]]


def _named(rows: list[list[str]], finding: Finding) -> list[list[str]]:
    """Give the second of two columns of one name its own, which is the one missing."""
    known = _rows(_file(CLEAN, finding))[0]
    (missing,) = [each for each in known if each not in rows[0]]
    at = len(rows[0]) - 1 - rows[0][::-1].index(finding.values["label"])
    return [[*rows[0][:at], missing, *rows[0][at + 1 :]], *rows[1:]]


def _ordered(rows: list[list[str]], finding: Finding) -> list[list[str]]:
    order = [rows[0].index(name) for name in finding.values["expected"].split(", ")]
    return [[cells[each] for each in order] for cells in rows]


def _with_column(rows: list[list[str]], finding: Finding) -> list[list[str]]:
    """Add a column as the source has it."""
    source = _rows(_file(CLEAN, finding))
    at = source[0].index(finding.values["name"])
    both = zip(rows, source, strict=True)
    return [[*cells[:at], whole[at], *cells[at:]] for cells, whole in both]


def _headed(text: str, finding: Finding) -> str:
    """Write the names of the fields in the first row, and nothing above them."""
    names = finding.values["expected"].replace(", ", ",")
    return "\n".join([names, *filter(str.strip, text.replace(names, "").split("\n")), ""])


def _with_commas(text: str, finding: Finding) -> str:
    found = {"TAB": "\t"}.get(finding.values["found"], finding.values["found"])
    rows = csv.reader(StringIO(text), delimiter=found)
    return "".join(",".join(each) + "\n" for each in rows)


def _closed(text: str, finding: Finding) -> str:
    """Close a mark that is left open in its own cell, or double the marks of the text."""
    lines = text.split("\n")
    at = finding.place.row - 1
    begin, mark, rest = lines[at].partition('"')
    if '"' in rest:
        inner = rest.rpartition('"')
        lines[at] = f"{begin}{mark}" + inner[0].replace('"', '""') + '"' + inner[2]
    else:
        cell, comma, after = rest.partition(",")
        lines[at] = f'{begin}{mark}{cell}"{comma}{after}'
    return "\n".join(lines)


def _unswallowed(text: str, finding: Finding) -> str:
    """Delete both marks: the first in the row that is named, and the one in the last."""
    lines = text.split("\n")
    for each in (finding.values["first"], finding.values["last"]):
        lines[int(each) - 1] = lines[int(each) - 1].replace('"', "")
    return "\n".join(lines)


def tidied(root: Path, finding: Finding) -> None:
    """Run ``jcm tidy`` on the folder."""
    done = CliRunner().invoke(app, ["tidy", str(root / finding.place.package)])
    assert done.exit_code == 0, done.output


REMEDIES: Mapping[str, Remedy] = {
    "change-interrupted": tidied,
    **dict.fromkeys(
        (
            *("descriptor-missing", "descriptor-unreadable", "descriptor-invalid"),
            *("descriptor-unlike-ours", "hash-unknown", "bytes-differ"),
        ),
        descriptors,
    ),
    "table-undeclared": undeclared,
    **dict.fromkeys(
        (
            *("file-is-folder", "file-empty", "file-unreadable", "file-cut-short", "null-byte"),
            *("table-empty", "hash-differs", "cell-too-long"),
        ),
        source_table,
    ),
    "file-missing": path_or(source_table),
    "byte-order-mark": text(lambda whole, _: whole),
    "encoding": recoded,
    "header-missing": path_or(text(_headed)),
    "delimiter": text(_with_commas),
    "header-blank": header(_without_column),
    "header-duplicate": header(_named),
    "header-spelling": header(_spelt),
    "header-missing-field": header(_with_column),
    "header-extra-field": header(_without_column),
    "header-order": header(_ordered),
    "quote-broken": text(_closed),
    "quote-swallows": text(_unswallowed),
    "row-blank": row(lambda _cells, _width: []),
    "row-too-short": source_cell,
    "row-too-long": row(_narrow),
    **dict.fromkeys(("cell-type", "year-for-date"), cell(lambda _: "")),
    "thousands-separator": cell(lambda each: re.sub(r"[^0-9]", "", each)),
    "cell-not-canonical": cell(_number),
    "cell-space": cell(_spaced),
    "cell-hidden-character": cell(_seen),
    "cell-markup": cell(_unmarked),
    "cell-not-composed": cell(lambda each: unicodedata.normalize("NFC", each)),
    "cell-formula": cell(lambda each: each.lstrip("=+-@＝")),
    "cell-look-alike": cell(lambda each: each.translate(LATIN)),
    "not-fitting": allowed,
    "not-one-of": cell(lambda _: ""),
    "foreign-key-not-verifiable": neighbour,
    **dict.fromkeys(
        ("before-there", "not-the-same-there", "not-exactly-one", "cycle"), source_rows
    ),
}
OF_THE_SOURCE = frozenset(
    {
        *(
            "date-serial-number",
            "date-form",
            "not-whole",
            "cell-rounded",
            "cell-error-value",
            "cell-lost-zero",
        ),
        *("foreign-key-lost-zero", "integer-too-large", "number-too-long"),
        *("cell-required", "cell-enum", "cell-pattern", "cell-minimum", "cell-maximum"),
        *("cell-length", "cell-mojibake", "primary-key-missing", "primary-key-duplicate"),
        *("unique-key-duplicate", "foreign-key", "foreign-key-not-listed"),
        *("not-in-order", "part-above-whole"),
        *("does-not-add-up", "block-length", "id-of-another-country", "not-its-parts"),
        *("needed-here", "not-allowed-here", "sides-do-not-add-up", "in-the-future"),
        *("not-yet-there", "overlaps", "out-of-proportion", "names-another"),
        *("two-identifiers", "points-nowhere", "not-the-value-there", "key-of-none"),
    }
)
CONSEQUENCES = frozenset({"rows-not-checked"})  # mended with what stands before it
