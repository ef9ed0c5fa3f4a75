"""What a Party of the example keeps confidential is in no form and on no page of the site.

The example's own tables are offered whole (``data/example``): what is made up is nobody's secret.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile, is_zipfile

import pytest

from tests.site.csv_rows import DATA, read_lines

MARKED = {"transfers": "transfer_id", "credit_blocks": "block_id", "accounts": "account"}
RECORD = DATA / "article6"


def _confidential(folder: Path) -> Iterator[tuple[str, int, dict[str, str]]]:
    """Yield table, number and cells of each row that is marked as confidential."""
    for table in MARKED:
        for number, row in enumerate(read_lines(folder / f"{table}.csv"), 2):
            if row["confidential"] == "true":
                yield table, number, row


def _names() -> Iterator[str]:
    """Yield what names such a row: its key and place, who holds it, its serial numbers."""
    for table, number, row in _confidential(DATA / "example"):
        yield row[MARKED[table]]
        yield f"example/{table}:{number}"
        yield row.get("holder", "")
        for end in ("first", "last"):
            if unit := row.get(f"{end}_unit"):
                yield f"{row['unit_prefix']}-{unit}"
                yield unit
                yield f"{int(unit):,}"
                yield f"{row['originating_registry']}-{row['host']}-{row[f'{end}_itmo']}"


def _written(path: Path) -> Iterator[bytes]:
    """Yield the bytes of a file, or of the parts of a container."""
    content = path.read_bytes()
    if not is_zipfile(BytesIO(content)):
        yield content
        return
    with ZipFile(BytesIO(content)) as container:
        yield from (container.read(each) for each in container.namelist())


@pytest.fixture(scope="module")
def published(site: Path) -> dict[Path, list[bytes]]:
    """Return what every file of the example says."""
    return {
        path: [*_written(path)]
        for root in ("example", "ja/example")
        for path in (site / root).rglob("*")
        if path.is_file()
    }


def test_nothing_confidential_is_published(published: dict[Path, list[bytes]]) -> None:
    """No key, place, holder or serial number of a confidential row; others are found this way."""
    names = sorted({re.escape(each) for each in _names() if each}, key=len, reverse=True)
    assert len(names) > 10
    secret = re.compile(rf"(?<![0-9A-Za-z])({'|'.join(names)})(?![0-9A-Za-z])".encode())
    told = {
        (path.name, found[1].decode())
        for path, parts in published.items()
        for part in parts
        for found in secret.finditer(part)
    }
    assert told == set()
    for kind in (".xlsx", ".json", ".html", ".zip"):
        assert any(
            b"XA008-150001" in part
            for path, parts in published.items()
            if path.suffix == kind
            for part in parts
        )


def test_public_versions_say_that_something_is_left_out(
    published: dict[Path, list[bytes]],
) -> None:
    """A file of another name, which says so; a form that leaves nothing out keeps its name."""
    names = {path.name for path in published}
    assert "XAA_2024_1_1_public_AEF.xlsx" in names
    assert "XAA_2023_1_0_AEF.xlsx" in names
    for path, parts in published.items():
        if "_public_" in path.name:
            assert b"withheld" in b"".join(parts) or "非公開".encode() in b"".join(parts), path


def test_what_is_published_whole_has_nothing_confidential() -> None:
    """The tables of the public record are offered as they are kept: no row may be marked."""
    assert list(_confidential(RECORD)) == []
