"""The packages of a data folder that are published: all but those that are made up.

What must not be published is decided here, for pages, downloads and releases alike.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from reporting.bundled import MADE_UP
from reporting.findings import Finding, Place
from reporting.findings import in_order as sorted_findings
from reporting.forms.model.redaction import PERSON
from reporting.packages import Package, Validation, read_table
from reporting.packages import validate as validate_packages
from reporting.packages.files import DESCRIPTOR
from reporting.packages.opening import companions, package_name

RECORD = "jcm"
ACCOUNTING = "article6"
NAMES = "nomenclature"
NEEDED = (RECORD, ACCOUNTING, NAMES)
CONFIDENTIAL, HOLDER_KIND = "confidential", "holder_kind"


def validated(data: Path) -> Validation:
    """Validate the packages of a data folder that are published.

    The controlled lists and the forms, if it has none, are those that the tool brings.
    """
    found = [path.parent for path in data.glob(f"*/{DESCRIPTOR}")]
    folders = sorted([*found, *companions(found)], key=lambda each: each.name)
    return validate_packages([each for each in folders if not _is_made_up(each)])


def publishable(validation: Validation) -> Validation:
    """Return a validation that finds, too, each row that must not be published."""
    if not validation.is_clean:
        return validation
    secret = [each for package in validation.packages for each in secret_rows(package)]
    return replace(validation, findings=sorted_findings([*validation.findings, *secret]))


def secret_rows(package: Package) -> Iterator[Finding]:
    """Yield that a row is confidential, or the account of a natural person, in whichever table."""
    for table in package:
        if not {CONFIDENTIAL, HOLDER_KIND} & {*table.schema.names}:
            continue
        for row in read_table(table, package.name).to_pylist():
            place = Place(package=package.name, table=table.name, row=row["_row"])
            if row.get(CONFIDENTIAL):
                yield Finding(code="row-confidential", place=place)
            elif row.get(HOLDER_KIND) == PERSON:
                yield Finding(code="row-of-a-person", place=place)


def in_order(validation: Validation) -> dict[str, Package]:
    """Return the packages of a validation by name; those that the record needs come first."""
    return {package.name: package for package in sorted(validation.packages, key=_order)}


def _is_made_up(folder: Path) -> bool:
    """Whether a folder holds an example: its figures must not stand beside those of the record."""
    return package_name(folder) in MADE_UP


def _order(package: Package) -> tuple[int, str]:
    needed = package.name in NEEDED
    return NEEDED.index(package.name) if needed else len(NEEDED), package.name
