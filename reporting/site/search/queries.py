"""What must come first: queries beside the record, tried whenever the site is built."""

import csv
from collections.abc import Iterator
from pathlib import Path

from reporting.findings import Finding, Place
from reporting.packages.csv_text import shown
from reporting.site.dataset import SiteRecord
from reporting.site.search.code_words import words_by_code
from reporting.site.search.entities import entities
from reporting.site.search.ranking import Searched, ranked

HEADER = ["query", "address"]


def query_findings(file: Path, record: SiteRecord) -> tuple[Finding, ...]:
    """Return which queries of a list do not find first what they must.

    Args:
        file: The list: ``query``, ``address``; an empty address means nothing is found. There need
            be none.
        record: What is searched.
    """
    if not file.exists():
        return ()
    place = Place(package=file.name)
    try:
        with file.open(encoding="utf-8", newline="") as opened:
            header, *rows = csv.reader(opened, strict=True)
    except (OSError, ValueError, csv.Error) as error:
        return (_unlike(place, str(error)),)
    if header != HEADER:
        return (_unlike(place, ",".join(header)),)
    return tuple(_lost(rows, place, record))


def _unlike(place: Place, found: str) -> Finding:
    return Finding(code="search-queries-unlike", place=place, values={"found": shown(found)})


def _lost(rows: list[list[str]], place: Place, record: SiteRecord) -> Iterator[Finding]:
    codes = words_by_code(record)
    searched = [Searched.of(each, codes) for each in entities(record)]
    for number, row in enumerate(rows, start=2):
        at = Place(package=place.package, row=number)
        if len(row) != len(HEADER):
            yield _unlike(at, ",".join(row))
            continue
        query, wanted = row
        first = next((each.address for each in ranked(query, searched)), "")
        if first != wanted:
            values = {"query": shown(query), "wanted": wanted or "–", "first": first or "–"}
            yield Finding(code="search-query-lost", place=at, values=values)
