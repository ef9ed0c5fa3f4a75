"""The glossary: what the words mean, and which Japanese word stands for which English one."""

import csv
from collections.abc import Iterator

from reporting.bundled import ROOT
from reporting.site.dataset import SiteRecord
from reporting.site.pages.page import SitePage

GLOSSARY = ROOT / "docs" / "glossary.csv"


def terms() -> list[dict[str, str]]:
    """Return the rows of the glossary: ``term``, ``meaning``, the same in Japanese, ``source``."""
    with GLOSSARY.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def pages(_record: SiteRecord) -> Iterator[SitePage]:
    """Yield the page."""
    yield SitePage(path="glossary/", template="glossary.html", rows={"terms": terms()})
