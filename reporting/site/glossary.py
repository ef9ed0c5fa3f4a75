"""The words of the field: what they mean, and which Japanese word stands for which English one."""

import csv
from collections.abc import Mapping

from reporting.bundled import ROOT

GLOSSARY = ROOT / "docs" / "glossary.csv"


def terms() -> list[dict[str, str]]:
    """Return the rows of the glossary: ``term``, ``meaning``, the same in Japanese, ``source``."""
    with GLOSSARY.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def anchor_of(row: Mapping[str, str]) -> str:
    """Return what a term is called in the address of its page."""
    return row["term"].replace(" ", "-")
