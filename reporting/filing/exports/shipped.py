"""The exports that ship with the program."""

from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

TARGETS = Path(str(files("reporting.filing.exports"))) / "targets"


def shipped_exports() -> Mapping[str, Path]:
    """Return the files of the exports that ship, by name."""
    return {each.stem: each for each in sorted(TARGETS.glob("*.toml"))}
