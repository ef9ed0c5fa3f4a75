"""Another small valid record, made from the real one for tests: nothing is published from it.

The projects of partners that the small record (``tests.site.cut``) does not have, under numbers
that no project has, with what belongs to them. Which rows must go with those that are gone,
validation says.
"""

import csv
import re
from collections import defaultdict
from pathlib import Path

from typer.testing import CliRunner

from reporting.cli import app
from reporting.packages import validate
from tests.site.csv_rows import Lines, read_lines
from tests.site.cut import EXAMPLE

JAPAN = "JPN"
EVERY = 4
THINNED = ("headline_figures", "programme_rules", "source_facts", "statements")
NUMBER = re.compile(r"(?<![A-Za-z0-9])([A-Z]{2}(?:_AM)?|[a-z]{2}(?:_am)?)0(?=\d\d(?!\d))")
QUERIES = "search_queries.csv"
OF_OUTCOMES = {"reconciliation-outcome", "reconciliation-not-run"}
REASON = ("--reason", "The rows are others.", "--reason-ja", "行が異なる。")


def write_other_record(data: Path) -> None:
    """Put the other record in the place of the one that stands in a folder of packages."""
    (data / QUERIES).unlink()  # they name what only the record has
    _choose(data)
    while gone := _pointing_nowhere(data):
        for path, numbers in gone.items():
            rows = enumerate(read_lines(path), start=2)
            _write(path, [row for number, row in rows if number not in numbers])
    done = CliRunner().invoke(app, ["reconcile", str(data / "jcm"), "--write", *REASON])
    assert done.exit_code == 0, done.output


def _choose(data: Path) -> None:
    """Keep a few partners, their approaches with Japan, and few of many rows; number anew."""
    names = _partners(data / "jcm")
    parties = {*names, JAPAN}
    joined = read_lines(data / "article6" / "approach_parties.csv")
    strange = {row["approach"] for row in joined if row["party"] not in parties}
    for path in _tables(data):
        rows = read_lines(path)
        match path.stem:
            case "partners":
                rows = [row for row in rows if row["partner"] in names]
            case "parties":
                rows = [row for row in rows if row["party"] in parties]
            case "cooperative_approaches":
                rows = [row for row in rows if row["approach"] not in strange]
            case name if name in THINNED:
                rows = rows[::EVERY]
        _write(path, [{key: NUMBER.sub(r"\g<1>9", row[key]) for key in row} for row in rows])


def _partners(folder: Path) -> set[str]:
    """Return two partners with the most issuances, and one without project."""
    small = {row["partner"] for row in read_lines(EXAMPLE / "jcm" / "partners.csv")}
    every = [row["partner"] for row in read_lines(folder / "partners.csv")]
    partner = {row["project_id"]: row["partner"] for row in read_lines(folder / "projects.csv")}
    issued = [partner[row["project_id"]] for row in read_lines(folder / "issuances.csv")]
    others = sorted((each for each in every if each not in small), key=issued.count)
    without = next(each for each in others if each not in partner.values())
    return {*others[-2:], without}


def _pointing_nowhere(data: Path) -> dict[Path, set[int]]:
    """Return the rows in which validation finds a fault, by file."""
    found = defaultdict(set)
    for each in validate([data / name for name in ("jcm", "article6", "nomenclature")]).findings:
        if each.severity == "error" and each.code not in OF_OUTCOMES:
            assert each.place.row > 1, each  # no table may lose its last row
            found[data / each.place.package / f"{each.place.table}.csv"].add(each.place.row)
    return found


def _tables(data: Path) -> list[Path]:
    return [*sorted((data / "jcm").glob("*.csv")), *sorted((data / "article6").glob("*.csv"))]


def _write(path: Path, rows: Lines) -> None:
    with path.open(encoding="utf-8", newline="") as stream:
        columns = next(csv.reader(stream))
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
