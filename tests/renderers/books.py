"""Workbooks as they stand in their files: parts, texts as XML has them, LibreOffice."""

import re
import subprocess
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
from lxml import etree

ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def parts(book: bytes) -> Mapping[str, bytes]:
    """Return the files within a workbook."""
    with ZipFile(BytesIO(book)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def opened(book: bytes) -> Any:  # noqa: ANN401 - openpyxl has no types
    """Return a workbook as openpyxl reads it."""
    return openpyxl.load_workbook(BytesIO(book))


def texts(book: bytes) -> list[str]:
    """Return the texts of a workbook in the order in which they first stand in it."""
    shared = etree.fromstring(parts(book)["xl/sharedStrings.xml"])
    return [
        ESCAPED.sub(lambda found: chr(int(found[1], 16)), "".join(each.itertext(f"{MAIN}t")))
        for each in shared.iter(f"{MAIN}si")
    ]


def is_inert(book: bytes, *, has_notes: bool = False) -> bool:
    """Tell whether a workbook has no formula, address, macro, drawing or link to elsewhere.

    Args:
        book: The workbook.
        has_notes: Whether cells may have notes: a part with their texts, and one with their boxes.
    """
    files = parts(book)
    sheets = [content for name, content in files.items() if name.startswith("xl/worksheets/")]
    elsewhere = [content for name, content in files.items() if name.endswith(".rels")]
    notes = {
        name
        for name in files
        if re.fullmatch(r"xl/(comments\d+\.xml|drawings/vmlDrawing\d+\.vml)", name)
    }
    others = files.keys() - (notes if has_notes else set())
    kinds = ("externalLink", "vbaProject", "drawing", "comments", "connections", "embeddings")
    return (
        bool(sheets)
        and not any(b"<f>" in each or b"<f " in each or b"<hyperlink" in each for each in sheets)
        and not any(b"TargetMode" in each for each in elsewhere)
        and not any(kind in name for name in others for kind in kinds)
    )


def converted(folder: Path, files: Mapping[str, bytes], form: str, *options: str) -> list[Path]:
    """Return what LibreOffice makes of files; each run has a profile of its own."""
    written = []
    for name, content in files.items():
        (folder / name).write_bytes(content)
        written.append(folder / name)
    output = folder / form.partition(":")[0]
    run = subprocess.run(
        [
            "soffice",
            "--headless",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            *options,
            "--convert-to",
            form,
            "--outdir",
            output,
            *written,
        ],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "Error" not in run.stdout + run.stderr
    return sorted(output.iterdir())
