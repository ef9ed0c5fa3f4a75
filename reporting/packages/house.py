"""Our house profile in packages of other people: what they do not owe is a notice of its own code.

A record that a Party keeps in a folder of its own is read as its spreadsheet saves it; what this
repository publishes is written in one way, or it is an error.

A kind of finding that only our own packages owe has ``house = true`` in the catalogue, and a twin
there: the same sentences, with the prefix ``house-`` before its code, as a notice.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from reporting.bundled import DATA
from reporting.findings import HOUSE, Finding, catalogue


def is_house_rule(finding: Finding) -> bool:
    """Tell whether a finding is of a kind that only our own packages owe."""
    return f"{HOUSE}{finding.code}" in catalogue()


def as_notices(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings with those of our house profile as notices, none where an error stands."""
    told = list(findings)
    errors = {each.place for each in told if not is_house_rule(each) and each.place.field}
    return [
        replace(each, code=f"{HOUSE}{each.code}") if is_house_rule(each) else each
        for each in told
        if not (is_house_rule(each) and each.place in errors)
    ]


VERSION = "article6Schemas"
RECORDED = "authorizations"  # a table of every record under Article 6


def is_of_a_party(folder: Path, descriptor: Mapping[str, Any]) -> bool:
    """Tell whether a package is an Article 6 record that stands outside our own data."""
    resources = descriptor.get("resources")
    listed = resources if isinstance(resources, list) else []
    named = [each.get("name") for each in listed if isinstance(each, Mapping)]
    is_record = VERSION in descriptor or RECORDED in named
    return is_record and not folder.resolve().is_relative_to(DATA.resolve())
