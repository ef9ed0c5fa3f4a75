"""Every thing of the record has its page in both languages, and no page is left over."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.shared import ROOT
from tests.site.csv_rows import DATA, PACKAGES, lines, read_lines, table_names
from tests.site.descriptions import primary_key
from tests.site.documents import Document, text_of, words
from tests.site.form_pages import form_pages

LISTS = (
    "",
    "partners/",
    "projects/",
    "methodologies/",
    "decisions/",
    "issuances/",
    "article6/",
    "reports/",
    "example/reports/",
    "rulebook/",
    "rulebook/examples/",
    "glossary/",
    "financing/",
    "history/",
    "rules/",
    "lessons/",
    "quality/",
    "quality/checks/",
    "sources/",
    "data/",
    "data/example/",
    "about/",
    "404.html",
)
WITH_GAPS = ("jcm", "article6")


def _things() -> Iterator[str]:
    yield from (f"partners/{row['partner'].lower()}/" for row in lines("partners"))
    yield from (f"projects/{row['project_id'].lower()}/" for row in lines("projects"))
    ids = {row["methodology_id"].lower() for row in lines("methodologies")}
    yield from (f"methodologies/{each}/" for each in ids)
    yield from (f"data/{package}/{name}/" for package in PACKAGES for name in table_names(package))
    yield from form_pages()


@pytest.mark.parametrize("language", ["en", "ja"])
def test_each_thing_has_its_page(documents: dict[str, Document], language: str) -> None:
    """The pages of a language are those of the record's rows and the lists: all, and no other."""
    found = {each.name for each in documents.values() if each.language == language}
    prose = {f"{path.stem.partition('.')[0]}/" for path in (ROOT / "content/pages").glob("*.md")}
    assert found == {*LISTS, *prose, *_things()}


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
    for name in ("jcm-open-data.zip", "datapackage.json"):
        assert (f"data/latest/{name}", "") in linked
    assert ("data/example/index.html", "") in linked
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
        ("projects", "projects", "(//table)[1]/tbody/tr"),
        ("partners", "partners", "//table/tbody/tr"),
    ):
        for prefix in ("", "ja/"):
            found = documents[f"{prefix}{page}/index.html"].every(xpath)
            assert len(found) == len(lines(table)), page


def test_sources_stand_in_order_of_weight(documents: dict[str, Document]) -> None:
    """What is least certain stands last, and says so."""
    grades = {
        row["source_id"]: row["confidence"]
        for package in reversed(PACKAGES)
        for row in lines("sources", package)
    }
    rows = documents["sources/index.html"].every("//tbody/tr")
    shown = [grades[row.get("id", "")] for row in rows]
    assert shown == sorted(shown, key=["high", "medium", "low"].index)
    assert all(
        ("confidence:" in row.text_content()) is (grade != "high")
        for row, grade in zip(rows, shown, strict=True)
    )


@pytest.mark.parametrize("prefix", ["", "ja/"])
def test_every_gap_stands_under_its_package(documents: dict[str, Document], prefix: str) -> None:
    """The page about quality names each gap of each package once, at an address of its own."""
    page = documents[f"{prefix}quality/index.html"]
    expected = [
        f"{package}-{row['gap_id']}" for package in WITH_GAPS for row in lines("gaps", package)
    ]
    assert [each.get("id") for each in page.every("//dl[@class='gaps']/div")] == expected
    shown = [each.get("id") for each in page.every("//h3[starts-with(@id, 'gaps-')]")]
    assert shown == [f"gaps-{package}" for package in WITH_GAPS]
    assert str(len(expected)) in page.text("//dl[@class='facts']")
    home = documents[f"{prefix}index.html"].text("//div[@class='notice']")
    assert str(len(expected)) in home


@pytest.mark.parametrize("prefix", ["", "ja/"])
def test_a_table_without_rows_says_so(documents: dict[str, Document], prefix: str) -> None:
    """Instead of an empty table stands a notice that leads to the gaps, first to its own."""
    empty = [
        (package, name)
        for package in PACKAGES
        for name in table_names(package)
        if not lines(name, package)
    ]
    for package, name in empty:
        page = documents[f"{prefix}data/{package}/{name}/index.html"]
        assert page.every("//table[contains(@class, 'rows')]") == []
        [notice] = page.every("//div[@class='notice'][@id='rows']")
        linked = {page.target(each) for each in notice.xpath(".//a/@href")}
        own = [row["gap_id"] for row in lines("gaps", package) if row["subject_table"] == name]
        places = {f"gaps-{package}", *(f"{package}-{each}" for each in own)}
        assert linked == {(f"{prefix}quality/index.html", each) for each in places}


def test_what_is_made_up_stands_apart(site: Path, documents: dict[str, Document]) -> None:
    """The example is shown below an address of its own, and in no data, finding or count."""
    assert (DATA / "example/datapackage.json").is_file()
    apart = {path.relative_to(site).as_posix() for path in site.glob("**/example")}
    assert apart == {
        f"{prefix}{each}" for prefix in ("", "ja/") for each in ("example", "data/example")
    }
    for path in (site / "data/latest").rglob("*.*"):
        assert "example" not in path.name
    for name in ("datapackage.json", "validation.json"):
        said = (site / "data/latest" / name).read_text(encoding="utf-8")
        assert 'example"' not in said
    about_it = {
        "guide/",
        "python/",
        "reports/",
        "quality/checks/",
        "rulebook/examples/",
        "rulebook/",
    }
    for page in documents.values():
        if not page.name.startswith("example/") and page.name not in about_it:
            assert "XAA" not in page.text("//main"), page.path


def test_only_known_kinds_of_files(site: Path) -> None:
    """The site holds pages, style, script, pictures and data, nothing hidden and nothing else."""
    kinds = {path.suffix for path in site.rglob("*") if path.is_file()}
    forms, data = {".xlsx", ".docx"}, {".csv", ".json", ".parquet", ".zip", ".txt"}
    assert kinds == {".html", ".css", ".js", ".svg"} | data | forms
    assert not list(site.rglob(".*"))


@pytest.mark.parametrize("prefix", ["", "ja/"])
def test_a_project_shows_what_its_sources_dispute(
    documents: dict[str, Document], prefix: str
) -> None:
    """Each value of a conflict about a row with the project's number stands on its page."""
    projects = {
        (table, "|".join(row[part] for part in primary_key("jcm", table))): row["project_id"]
        for table in table_names("jcm")
        for row in lines(table)
        if row.get("project_id")
    }
    for row in lines("conflicts"):
        project = projects.get((row["subject_table"], row["subject_key"]))
        if project:
            notices = documents[f"{prefix}projects/{project.lower()}/index.html"].text(
                "//div[@class='notice']"
            )
            assert words(row["value"]) in notices, row["conflict_id"]


def test_old_names_of_columns_stand_where_the_new_ones_do(documents: dict[str, Document]) -> None:
    """Whoever knows a column by its old name finds it on the page of its table."""
    for row in read_lines(DATA / "releases" / "renames.csv"):
        if row["kind"] == "column":
            place, _, name = row["new"].rpartition(".")
            package, _, table = (place or row["table"]).partition("-")
            page = documents[f"data/{package}/{table}/index.html"]
            [field] = page.every(f"//tr[@id='field-{name}']/th")
            assert row["old"] in text_of(field).split("formerly")[1]
