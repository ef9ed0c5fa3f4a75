"""One mistake and what is to be said of it."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from reporting.packages import Validation, validate
from tests.broken.edits import Edit

CLEAN = Path(__file__).with_name("clean")
PACKAGES = ("nomenclature", "record")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One mistake in one place.

    Attributes:
        name: The mistake in words.
        edit: How it is made.
        code: The finding it gives.
        at: Where, as `Place` is written: ``package/table:row field``.
        words: What its sentences must contain.
        also: Other findings it cannot but give, as ``code place``.
    """

    name: str
    edit: Edit
    code: str
    at: str
    words: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


def broken(case: Case, folder: Path) -> Validation:
    """Validate a copy of the clean packages with the mistake in it."""
    root = folder / "data"
    shutil.copytree(CLEAN, root)
    case.edit(root)
    return validate([root / name for name in PACKAGES])
