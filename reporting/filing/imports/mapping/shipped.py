"""The mappings that ship with the program."""

import errno
import os
import tomllib
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

CROSSWALKS = Path(str(files("reporting.filing.imports"))) / "crosswalks"


def shipped_mappings() -> Mapping[str, Path]:
    """Return the files of the mappings that ship, by name."""
    return {each.stem: each for each in sorted(CROSSWALKS.glob("*.toml"))}


def copy_shipped(mapping: Path, folder: Path) -> tuple[Path, ...]:
    """Copy a mapping or an export that ships, with its lists of codes, and return the copies.

    Raises:
        FileExistsError: One of them is there already; nothing is written.
        OSError: They cannot be written.
    """
    codes = tomllib.loads(mapping.read_text("utf-8")).get("codes", {}).values()
    listed = [mapping.parent / each["file"] for each in codes if "file" in each]
    copies = {folder / each.name: each for each in dict.fromkeys((mapping, *listed))}
    for each in copies:
        if each.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(each))
    folder.mkdir(parents=True, exist_ok=True)
    for copy, each in copies.items():
        copy.write_bytes(each.read_bytes())
    return tuple(copies)
