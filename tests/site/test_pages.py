"""Every thing of the record has its page in both languages, and no page is left over."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.site.csv_rows import PACKAGES, lines, table_names
from tests.site.documents import Document

LISTS = (
    "",
    "partners/",
    "projects/",
    "methodologies/",
    "decisions/",
    "issuances/",
    "financing/",
    "quality/",
    "quality/checks/",
    "sources/",
    "data/",
    "about/",
    "404.html",
)
EXPECTED = {"partners": 31, "projects": 147, "methodologies": 91, "data": 26}


def _things() -> Iterator[str]:
    yield from (f"partners/{row['country'].lower()}/" for row in lines("partners"))
    yield from (f"projects/{row['project_id'].lower()}/" for row in lines("projects"))
    ids = {row["methodology_id"].lower() for row in lines("methodologies")}
    yield from (f"methodologies/{each}/" for each in ids)
    yield from (f"data/{package}/{name}/" for package in PACKAGES for name in table_names(package))


@pytest.mark.parametrize("language", ["en", "ja"])
def test_each_thing_has_its_page(documents: dict[str, Document], language: str) -> None:
    """The pages of a language are those of the record's rows and the lists: all, and no other."""
    found = {each.name for each in documents.values() if each.language == language}
    prose = {f"{path.stem.partition('.')[0]}/" for path in (ROOT / "content/pages").glob("*.md")}
    assert found == {*LISTS, *prose, *_things()}


def test_as_many_pages_as_the_issue_counts() -> None:
    """The record has the partners, projects, methodologies and tables that its sources count."""
    things = list(_things())
    assert len(things) == len(set(things))
    for kind, count in EXPECTED.items():
        assert sum(each.startswith(f"{kind}/") for each in things) >= count


@pytest.mark.parametrize("kind", ["partners", "projects", "methodologies"])
def test_each_list_links_each_of_its_pages(documents: dict[str, Document], kind: str) -> None:
    """A list leads to every page of its kind, in its own language."""
    for prefix in ("", "ja/"):
        page = documents[f"{prefix}{kind}/index.html"]
        linked = {page.target(each) for each in page.every("//main//a/@href")}
        for thing in _things():
            if thing.startswith(f"{kind}/"):
                assert (f"{prefix}{thing}index.html", "") in linked


def test_the_page_of_the_data_links_every_table_and_form(documents: dict[str, Document]) -> None:
    """The page of the data leads to each table's page and to its CSV, Parquet and JSON."""
    page = documents["data/index.html"]
    linked = {page.target(each) for each in page.every("//main//a/@href")}
    assert ("data/latest/jcm.zip", "") in linked
    for package in PACKAGES:
        for name in table_names(package):
            assert (f"data/{package}/{name}/index.html", "") in linked
            for form in ("csv", "parquet", "json"):
                assert (f"data/latest/{package}/{name}.{form}", "") in linked


def test_lists_show_every_row(documents: dict[str, Document]) -> None:
    """Decisions, issuances, financed projects, sources and gaps: one entry for each row."""
    for page, table, xpath in (
        ("decisions", "decisions", "//ol[contains(@class, 'timeline')]/li"),
        ("issuances", "issuances", "//table[contains(@class, 'issuances')]/tbody/tr"),
        ("quality", "gaps", "//dl[@class='gaps']/div"),
        ("projects", "projects", "//table/tbody/tr"),
        ("partners", "partners", "//table/tbody/tr"),
    ):
        for prefix in ("", "ja/"):
            found = documents[f"{prefix}{page}/index.html"].every(xpath)
            assert len(found) == len(lines(table)), page


def test_only_known_kinds_of_files(site: Path) -> None:
    """The site holds pages, style, script, pictures and data, nothing hidden and nothing else."""
    kinds = {path.suffix for path in site.rglob("*") if path.is_file()}
    assert kinds == {".html", ".css", ".js", ".svg", ".csv", ".json", ".parquet", ".zip"}
    assert not list(site.rglob(".*"))
