"""``_headers``: one value of each header for every file, and what is stored is kept for ever."""

import re
from functools import cache

import pytest

from reporting.catalogs.descriptions import descriptions
from reporting.catalogs.hosting import FOR_EVER, HEADERS, SHORT, headers_file
from reporting.catalogs.version import DescribedVersion
from tests.catalogs.making import KNOWN, URL, VERSION

MOST_RULES, LONGEST_LINE = 100, 2000  # of the hosts that read the file
SMALL = 2000  # bytes
OF_SITE = ("catalog.jsonld", "catalog.ttl", "CITATION.cff", "index.html", "status.json")


@pytest.fixture(scope="session")
def rules(version: DescribedVersion) -> list[tuple[str, str, str]]:
    """Return each header with the addresses it is for, as hosts read the file."""
    found, address = [], ""
    for line in headers_file([version.manifest]).decode().splitlines():
        if line.startswith("#") or not line:
            continue
        if line.startswith("/"):
            address = line
        else:
            name, _colon, value = line.strip().partition(": ")
            found.append((address, name, value))
    return found


@cache
def _form(address: str) -> re.Pattern[str]:
    """Return what a rule is for: ``*`` stands for anything, ``:name`` for a part of a path."""
    parts = re.split(r"(\*|:[a-z]+)", address)
    kinds = {"*": ".*", ":": "[^/]+"}
    return re.compile("".join(kinds.get(each[:1], re.escape(each)) for each in parts))


def _said(rules: list[tuple[str, str, str]], path: str, name: str) -> list[str]:
    return [
        value
        for address, header, value in rules
        if header == name and _form(address).fullmatch(path)
    ]


def test_no_two_rules_say_one_header_of_a_file(
    version: DescribedVersion, rules: list[tuple[str, str, str]]
) -> None:
    """Hosts would put their values together: kept for ever, and for five minutes."""
    names = {header for _address, header, _value in rules}
    below = [
        *(each.path for each in (*version.manifest.files, *version.copies)),
        *("manifest.json", "copies.json", *descriptions(version, KNOWN, URL)),
    ]
    paths = [f"/data/{each}/{path}" for each in (VERSION, "latest", "working") for path in below]
    for path in [*paths, *(f"/{each}" for each in OF_SITE), "/data/versions.json"]:
        for name in names:
            assert len(_said(rules, path, name)) <= 1, (path, name)


def test_what_is_stored_is_kept_for_ever(
    version: DescribedVersion, rules: list[tuple[str, str, str]]
) -> None:
    """Every file of the manifest and the manifest itself, at the address of the release alone."""
    for path in [*(each.path for each in version.manifest.files), "manifest.json"]:
        assert _said(rules, f"/data/{VERSION}/{path}", "Cache-Control") == [FOR_EVER], path
        for changing in ("latest", "working"):
            assert _said(rules, f"/data/{changing}/{path}", "Cache-Control") == [SHORT], path


def test_copies_and_descriptions_are_asked_for_anew(
    version: DescribedVersion, rules: list[tuple[str, str, str]]
) -> None:
    """None of them is kept for ever: their bytes may change."""
    for path in [*(each.path for each in version.copies), *descriptions(version, KNOWN, URL)]:
        assert FOR_EVER not in _said(rules, f"/data/{VERSION}/{path}", "Cache-Control"), path


def test_style_and_scripts_are_kept_for_ever(rules: list[tuple[str, str, str]]) -> None:
    """Their names have the hash of their content; the page of their folder has none."""
    for name in ("style.0123456789ab.css", "search.0123456789ab.js", "icon.0123456789ab.png"):
        assert _said(rules, f"/assets/{name}", "Cache-Control") == [FOR_EVER]
    for path in ("/assets/", "/assets/index.html", "/search/index.js", "/cards/home.en.png"):
        assert _said(rules, path, "Cache-Control") == []


def test_data_may_be_read_from_other_sites(rules: list[tuple[str, str, str]]) -> None:
    """Programs in browsers may read them, in parts too; pages are not opened."""
    name = "Access-Control-Allow-Origin"
    for path in (f"/data/{VERSION}/jcm/projects.parquet", "/catalog.ttl", "/data/versions.json"):
        assert _said(rules, path, name) == ["*"]
    assert _said(rules, "/index.html", name) == []


def test_hosts_take_the_file(version: DescribedVersion, rules: list[tuple[str, str, str]]) -> None:
    """What is over a hundred rules is the CSV of small tables; one ``*`` in each, no long line."""
    addresses = list(dict.fromkeys(address for address, _name, _value in rules))
    sizes = {each.path.rpartition("/")[2]: each.bytes for each in version.manifest.files}
    over = [each.rpartition("/")[2] for each in addresses[MOST_RULES:]]
    assert all(sizes[name] < SMALL for name in over)
    assert all(address.count("*") <= 1 for address in addresses)
    text = headers_file([]).decode()
    assert max(map(len, text.splitlines())) < LONGEST_LINE
    assert "GitHub Pages" in text
    assert HEADERS == "_headers"
