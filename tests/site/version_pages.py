"""Which pages the versions of a data folder have."""

import re
from collections.abc import Iterator
from pathlib import Path

from reporting.releases.release import releases_in, standing
from tests.site.csv_rows import PACKAGES

OF_VERSION = re.compile(r"data/(?:20[0-9]{2}\.[0-9]+\.[0-9]+|latest|working)/(.*)")
DIFFERENCE = re.compile(r"[^/]+/[^/]+/")


def is_of_version(page: str) -> bool:
    """Tell whether a page is about the files of a version."""
    return OF_VERSION.fullmatch(page) is not None


def is_difference(page: str) -> bool:
    """Tell whether a page is about what differs in a table of a version."""
    found = OF_VERSION.fullmatch(page)
    return found is not None and DIFFERENCE.fullmatch(found[1]) is not None


def version_pages(data: Path) -> Iterator[str]:
    """Yield the addresses of the pages of versions, but for those of tables that differ."""
    releases = releases_in(data)
    for release in releases:
        address = f"data/{release.version}/"
        yield address
        if release.withdrawal is None:
            names = dict.fromkeys(each.package for each in release.manifest.tables)
            yield from (f"{address}{name}/" for name in names)
    for address in ("data/working/", *(["data/latest/"] if standing(releases) else [])):
        yield address
        yield from (f"{address}{name}/" for name in PACKAGES)
