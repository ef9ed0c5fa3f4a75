"""Readers of others take the site's files: DuckDB asks for parts, LibreOffice opens workbooks."""

import csv
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from reporting.cli.serve import host
from reporting.releases.manifest import Manifest, read_manifest
from tests.proof.validators import Validators
from tests.renderers.books import converted

pytestmark = pytest.mark.proof

DUCKDB = """
import json, sys
import duckdb
extension, address, *paths = sys.argv[1:]
connection = duckdb.connect()
connection.execute(f"LOAD '{extension}'")
told = {}
for path in paths:
    whole = connection.sql(f"FROM '{address}{path}'")
    told[path] = [len(whole.columns), whole.count("*").fetchone()[0]]
print(json.dumps(told))
"""
EXTENSION = "duckdb_ext/extensions/v*/*/httpfs.duckdb_extension"
EVERY_SHEET = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"


@pytest.fixture(scope="module")
def shown(site: Path) -> Iterator[str]:
    """Return the address at which ``jcm site --serve`` shows the site."""
    with host(site, 0) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def manifest(site: Path) -> Manifest:
    """Return what the data in hand are made of."""
    return read_manifest(site / "data" / "working")


@pytest.mark.parametrize("ending", ["parquet", "csv", "json"])
def test_duckdb_reads_every_table(  # noqa: PLR0913, PLR0917 - fixtures
    shown: str,
    manifest: Manifest,
    site: Path,
    validators: Validators,
    capsys: pytest.CaptureFixture[str],
    ending: str,
) -> None:
    """By its address, all its rows and columns, and every answer is a part of the file.

    The extension is one that lies in a wheel: DuckDB fetches none.
    """
    (extension,) = validators.packages.glob(EXTENSION)
    rows = {f"data/working/{each.path}.{ending}": each.rows for each in manifest.tables}
    # DuckDB takes no columns from a list without rows, nor from a file with a header alone.
    paths = [path for path, count in rows.items() if count or ending == "parquet"]
    told = validators.run(DUCKDB, extension, shown, *paths)
    assert told == {path: [_columns(site / path), rows[path]] for path in paths}
    answers = [line for line in capsys.readouterr().err.splitlines() if '"GET ' in line]
    assert answers
    assert all('" 206 ' in line for line in answers)


def _columns(path: Path) -> int:
    table = path.with_suffix(".csv")
    with table.open(encoding="utf-8", newline="") as stream:
        return len(next(csv.reader(stream)))


def test_libreoffice_opens_every_workbook(site: Path, manifest: Manifest, tmp_path: Path) -> None:
    """Each sheet has the rows of its table and its columns."""
    working = site / "data" / "working"
    books = {path.name: path.read_bytes() for path in sorted(working.glob("*.xlsx"))}
    assert books
    counted = {}
    for path in converted(tmp_path, books, EVERY_SHEET):
        with path.open(encoding="utf-8", newline="") as stream:
            counted[path.stem] = len([*csv.reader(stream)]) - 1
    for each in manifest.tables:
        assert counted[f"{each.package}-{each.name}"] == each.rows, each.path
