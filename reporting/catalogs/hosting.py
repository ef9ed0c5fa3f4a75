"""``_headers``: what a static host says of each file: its type, who may read it, how long it keeps.

Hosts that read it take a hundred rules, one ``*`` in each, and put together what several rules say
of one header. So no two rules say the same header of one file, the rules do not grow with the
releases, and those that matter least stand last: what a host leaves out is asked for anew.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from reporting.catalogs.version import LATEST, WORKING
from reporting.releases.manifest import Manifest

HEADERS = "_headers"
NOTE = """\
# What a static host sends with each file. Read by Cloudflare Pages and Workers, by Netlify and by
# Sevalla. Others, among them GitHub Pages, object stores, nginx and Apache, do not read it: say the
# same in their own settings, or leave it; every file is right without it.
# The rows of a release never change, nor do its files. Copies are made anew by each build, and what
# is at latest/ and working/ is another release one day: they are kept for five minutes. Style,
# scripts and icons have the hash of their content in their names, and never change.
"""
TYPES: Mapping[str, str] = {
    "csv": "text/csv; charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
    "sqlite": "application/vnd.sqlite3",
    "jsonld": "application/ld+json",
    "ttl": "text/turtle; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
    "cff": "application/yaml; charset=utf-8",
    "bib": "application/x-bibtex; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
}
# For programs in browsers: they may read the data, and in parts.
OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Accept-Ranges, Content-Length, Content-Range, ETag",
}
OPEN_TO_ALL = ("/data/*", "/feeds/*", "/ja/feeds/*", "/catalog.*", "/status.json")
FOR_EVER = "public, max-age=31536000, immutable"
SHORT = "public, max-age=300"
HASHED = tuple(f"/assets/*.{ending}" for ending in ("css", "js", "svg", "png"))
OF_RELEASES = "/data/2*"  # versions begin with their year, and * takes slashes too
STORED = (
    *(".parquet", "/manifest.json", "/datapackage.json", "/schemas/:table"),
    *("/changes.csv", "/README.txt", "/LICENSE.md"),
)
COPIES = (".xlsx", ".sqlite", ".zip", ".excel.csv", "/copies.json")
CHANGING = (f"/{LATEST}*", f"/{WORKING}*", "/data/versions.json", "/catalog.*")


def headers_file(manifests: Sequence[Manifest]) -> bytes:
    """Return the file for the releases that stand."""
    rules = [
        *((f"/*.{ending}", {"Content-Type": kind}) for ending, kind in TYPES.items()),
        *((address, OPEN) for address in OPEN_TO_ALL),
        *((address, {"Cache-Control": SHORT}) for address in CHANGING),
        *((address, {"Cache-Control": FOR_EVER}) for address in HASHED),
        *((f"{OF_RELEASES}{ending}", {"Cache-Control": SHORT}) for ending in COPIES),
        *((f"{OF_RELEASES}{ending}", {"Cache-Control": FOR_EVER}) for ending in STORED),
        *((f"{OF_RELEASES}/{name}", {"Cache-Control": FOR_EVER}) for name in _tables(manifests)),
    ]
    return "\n".join([NOTE, *(line for rule in rules for line in _lines(*rule)), ""]).encode()


def _tables(manifests: Sequence[Manifest]) -> list[str]:
    """Return the names of the stored CSV, the largest first.

    By name, since ``*.csv`` would be the CSV for Excel too, which is a copy.
    """
    sizes: dict[str, int] = {}
    for each in manifests:
        for file in each.files:
            name = PurePosixPath(file.path).name
            if name.endswith(".csv") and f"/{name}" not in STORED:
                sizes[name] = max(sizes.get(name, 0), file.bytes)
    return sorted(sizes, key=lambda name: (-sizes[name], name))


def _lines(address: str, headers: Mapping[str, str]) -> Iterator[str]:
    yield address
    for name, value in headers.items():
        yield f"  {name}: {value}"
