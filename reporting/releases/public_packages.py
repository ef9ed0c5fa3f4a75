"""The packages of a data folder that are published: all but those that are made up."""

from pathlib import Path

from reporting.bundled import MADE_UP
from reporting.packages import Package, Validation
from reporting.packages import validate as validate_packages
from reporting.packages.files import DESCRIPTOR
from reporting.packages.opening import companions, package_name

RECORD = "jcm"
ACCOUNTING = "article6"
NAMES = "nomenclature"
NEEDED = (RECORD, ACCOUNTING, NAMES)


def validated(data: Path) -> Validation:
    """Validate the packages of a data folder that are published.

    The controlled lists and the forms, if it has none, are those that the tool brings.
    """
    found = [path.parent for path in data.glob(f"*/{DESCRIPTOR}")]
    folders = sorted([*found, *companions(found)], key=lambda each: each.name)
    return validate_packages([each for each in folders if not _is_made_up(each)])


def in_order(validation: Validation) -> dict[str, Package]:
    """Return the packages of a validation by name; those that the record needs come first."""
    return {package.name: package for package in sorted(validation.packages, key=_order)}


def _is_made_up(folder: Path) -> bool:
    """Whether a folder holds an example: its figures must not stand beside those of the record."""
    return package_name(folder) in MADE_UP


def _order(package: Package) -> tuple[int, str]:
    needed = package.name in NEEDED
    return NEEDED.index(package.name) if needed else len(NEEDED), package.name
