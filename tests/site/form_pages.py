"""The pages of forms that the content asks for, read from its file without our code.

A record need not have the Parties that are named there.
"""

import tomllib
from collections.abc import Iterator
from typing import Any

from tests.shared import ROOT
from tests.site.csv_rows import lines

ROOTS = {"record": "", "example": "example/"}
PACKAGES = {"record": "article6", "example": "example"}


def form_pages() -> Iterator[str]:
    """Yield the address of each form and comparison."""
    yield from (f"{root}reports/{place}/" for root, place in _places())


def forms(book: str) -> Iterator[tuple[str, int, str]]:
    """Yield Party, year and name of each form of a book; of one about one thing, what it is about.

    As ``initial``, or ``updated-initial/standard-xaa``.
    """
    for party, named in _wanted()[book]["parties"].items():
        if party not in _parties(book):
            continue
        for name, years in named.items():
            several = years if isinstance(years, dict) else {"": years}
            for about, each in several.items():
                place = f"{name}/{about.lower()}" if about else name
                yield from ((party, year, place) for year in each)


def _places() -> Iterator[tuple[str, str]]:
    for book, root in ROOTS.items():
        for party, year, name in forms(book):
            yield root, f"{party.lower()}/{year}/{name}"
            if name == "structured-summary":
                yield root, f"{party.lower()}/{year}/reconciliation"
        for pair in _wanted()[book]["counterparts"]:
            if not {*pair} <= _parties(book):
                continue
            yield root, f"{'-'.join(pair)}/two-party".lower()


def _parties(book: str) -> set[str]:
    """Return the Parties of a book."""
    return {row["party"] for row in lines("parties", PACKAGES[book])}


def _wanted() -> dict[str, Any]:
    with (ROOT / "content" / "forms.toml").open("rb") as stream:
        return tomllib.load(stream)
