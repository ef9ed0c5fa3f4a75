"""The packages that others point to, brought by the program: controlled lists, official forms."""

from collections.abc import Iterable
from pathlib import Path

from reporting.bundled import DATA

NAMES = ("nomenclature", "forms")


def companions(beside: Iterable[Path]) -> list[Path]:
    """Return the folders of the packages of `NAMES` of which none has the name."""
    named = {folder.name for folder in beside}
    return [DATA / name for name in NAMES if name not in named]
