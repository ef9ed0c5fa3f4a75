"""The lines that load a table are what a page shows, and run where the tool is at hand."""

import shutil
import subprocess
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from threading import Thread
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pytest

from reporting.cli.serve import host
from reporting.site.loading import HOLDER
from tests.site.csv_rows import read_lines
from tests.site.descriptions import fields
from tests.site.documents import Document, parse
from tests.site.workshop import Workshop

PACKAGE, TABLE = "jcm", "allocations"
TOOLS = ("pandas", "polars", "R", "DuckDB", "Excel (Power Query)")


@pytest.fixture(scope="module")
def address(small: Workshop) -> Iterator[str]:
    """Show the site as jcm site --serve does, and return its address without a slash."""
    with host(small.output, 0) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def page(small: Workshop) -> Document:
    """Return the page of a table."""
    return parse(small.output / f"data/{PACKAGE}/{TABLE}/index.html", small.output)


@pytest.fixture(scope="module")
def rows(small: Workshop) -> list[dict[str, str]]:
    """Return the table as it is kept."""
    return read_lines(small.root / f"data/{PACKAGE}/{TABLE}.csv")


def _code(page: Document, tool: str, address: str) -> str:
    """Return the lines of a tool, with the address of the site as the page asks."""
    [code] = page.every(f"//details[@id='load']/h2[.='{tool}']/following-sibling::pre[1]/code")
    text = str(code.text_content())
    assert f"{HOLDER}/data/" in text
    return text.replace(HOLDER, address)


def _of_text(rows: list[dict[str, str]]) -> list[dict[str, Any]]:
    """Return rows with their whole numbers as such, and nothing where a cell is empty."""
    whole = {each["name"] for each in fields(PACKAGE, TABLE) if each["type"] == "integer"}
    return [
        {
            name: None if not value else int(value) if name in whole else value
            for name, value in row.items()
        }
        for row in rows
    ]


def _as_text(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {
            name: value if value is None or isinstance(value, int | Decimal) else str(value)
            for name, value in each.items()
        }
        for each in records
    ]


def test_every_tool_is_shown(page: Document) -> None:
    """Each tool stands there once; what no test runs says so."""
    assert tuple(each.text for each in page.every("//details[@id='load']/h2")) == TOOLS
    assert page.text("//details[@id='load']").count("Not run by a test.") == 1


def test_pandas(page: Document, address: str, rows: list[dict[str, str]]) -> None:
    """Pandas reads every row, whole numbers whole."""
    names: dict[str, Any] = {}
    exec(_code(page, "pandas", address), names)  # noqa: S102 - the lines of our page
    frame = names[TABLE]
    assert isinstance(frame, pd.DataFrame)
    known = frame.astype(object).where(frame.notna(), None)
    assert _as_text(known.to_dict("records")) == _of_text(rows)


def test_polars(page: Document, address: str, rows: list[dict[str, str]]) -> None:
    """Polars reads every row, typed."""
    names: dict[str, Any] = {}
    exec(_code(page, "polars", address), names)  # noqa: S102 - the lines of our page
    frame = names[TABLE]
    assert isinstance(frame, pl.DataFrame)
    assert _as_text(frame.to_dicts()) == _of_text(rows)


def test_duckdb(page: Document, address: str, rows: list[dict[str, str]], small: Workshop) -> None:
    """DuckDB answers with every row; without its extension for addresses, from the file there."""
    query = _code(page, "DuckDB", address)
    with duckdb.connect() as connection:
        try:
            connection.execute("LOAD httpfs")
        except duckdb.Error:
            assert f"'{address}/" in query
            query = query.replace(f"'{address}/", f"'{small.output}/")
        found = connection.sql(query).to_arrow_table().to_pylist()
    assert _as_text(found) == _of_text(rows)


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not at hand")
def test_r(page: Document, address: str, rows: list[dict[str, str]], tmp_path: Path) -> None:
    """R reads every row with the types of the codebook."""
    has_readr = subprocess.run(
        ["Rscript", "-e", "stopifnot(requireNamespace('readr'))"], capture_output=True, check=False
    )
    if has_readr.returncode:
        pytest.skip("readr is not at hand")
    kept = tmp_path / "kept.csv"
    lines = [
        _code(page, "R", address),
        f"stopifnot(nrow(readr::problems({TABLE})) == 0)",
        f"readr::write_csv({TABLE}, '{kept}', na = '')",
    ]
    script = tmp_path / "load.R"
    script.write_text("\n".join(lines), encoding="utf-8")
    done = subprocess.run(
        ["Rscript", str(script)], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    assert read_lines(kept) == rows


def test_power_query(page: Document, address: str, small: Workshop) -> None:
    """What cannot be run here names a file that is there, and its columns."""
    code = _code(page, "Excel (Power Query)", address)
    path = code.partition(f'"{address}/')[2].partition('"')[0]
    header = read_lines(small.output / path)[0]
    assert [line.split('"')[1] for line in code.splitlines() if '{"' in line] == [*header]
