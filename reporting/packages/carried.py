"""The packages the tool itself brings: the controlled lists, and the official forms."""

from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("nomenclature", "forms")


def carried(name: str) -> Path:
    """Return the folder of a package of `NAMES`."""
    return ROOT / "data" / name


def brought(beside: Iterable[Path]) -> list[Path]:
    """Return the folders of the packages of `NAMES` of which none has the name."""
    named = {folder.name for folder in beside}
    folders = (carried(name) for name in NAMES if name not in named)
    return [folder for folder in folders if folder.is_dir()]
