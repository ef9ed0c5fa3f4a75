"""The packages the tool itself brings: the controlled lists, and the official forms."""

from pathlib import Path

NAMES = ("nomenclature", "forms")


def carried(name: str) -> Path:
    """Return the folder of a package of `NAMES`."""
    return Path(__file__).resolve().parents[2] / "data" / name
