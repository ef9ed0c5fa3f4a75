"""Every thing of the record has its page in both languages, and no page is left over."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from reporting.site.pages.reports import DUE
from tests.shared import ROOT
from tests.site.csv_rows import DATA, PACKAGES, lines, named_again, read_lines, table_names
from tests.site.descriptions import primary_key
from tests.site.documents import Document, text_of, words
from tests.site.form_pages import form_pages
from tests.site.version_pages import is_difference, version_pages

# Catalogues, citations and feeds: there once there is a release, an address, a publisher.
DESCRIBING = {".cff", ".bib", ".ris", ".jsonld", ".ttl", ".atom"}
BARE = {"_headers", "_redirects", "SHA256SUMS"}
LISTS = (
    "",
    "partners/",
    "projects/",
    "technologies/",
    "organisations/",
    "methodologies/",
    "charts/",
    "compare/",
    "example/compare/",
    "decisions/",
    "issuances/",
    "article6/",
    "reports/",
    "example/reports/",
    "rulebook/",
    "rulebook/examples/",
    "glossary/",
    "search/",
    "financing/",
    "history/",
    "rules/",
    "lessons/",
    "quality/",
    "quality/checks/",
    "freshness/",
    "sources/",
    "sources-over-time/",
    "data/",
    "data/example/",
    "data/versions/",
    "data/how-to-cite/",
    "about/",
    "about/tonne/",
    "news/",
    "404.html",
)
LATER = re.compile(r"/rows-\d+/$")  # of the rows of a long table
WITH_GAPS = ("jcm", "article6")


def _things() -> Iterator[str]:
    yield from (f"partners/{row['partner'].lower()}/" for row in lines("partners"))
    yield from (f"projects/{row['project_id'].lower()}/" for row in lines("projects"))
    technologies = {row["technology"].replace("_", "-") for row in lines("projects")}
    yield from (f"technologies/{each}/" for each in technologies)
    yield from (f"organisations/{each}/" for each in named_again())
    ids = {row["methodology_id"].lower() for row in lines("methodologies")}
    yield from (f"methodologies/{each}/" for each in ids)
    yield from (f"data/{package}/{name}/" for package in PACKAGES for name in table_names(package))
    kept = sorted((DATA / "snapshots").glob("*/datapackage.json"))
    yield from (f"sources-over-time/{path.parent.name}/" for path in kept)
    yield from form_pages()
    yield from version_pages(ROOT / "data")


@pytest.mark.parametrize("language", ["en", "ja"])
def test_each_thing_has_its_page(documents: dict[str, Document], language: str) -> None:
    """The pages of a language are those of the record's rows and the lists: all, and no other.

    But for those of folders, which ``test_folders`` holds, and those for other sites to show.
    """
    own = [each for each in documents.values() if each.language == language]
    found = {each.name for each in own if not each.is_folder and not each.is_unlisted}
    prose = {f"{path.stem.partition('.')[0]}/" for path in (ROOT / "content/pages").glob("*.md")}
    differences = {each for each in found if is_difference(each)}
    charts = _linked(documents["charts/index.html"], "charts/")
    later = {each for each in found if LATER.search(each)}
    assert found - differences - later == {*LISTS, *prose, *_things(), *charts}


def _linked(page: Document, above: str) -> set[str]:
    """Return the pages below an address that a page links."""
    targets = (page.target(each) for each in page.every("//main//a/@href"))
    pages = {each[0].removesuffix("index.html") for each in targets if each}
    return {each for each in pages if each.startswith(above) and each != above}


@pytest.mark.parametrize(
    "kind", ["partners", "projects", "technologies", "organisations", "methodologies"]
)
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
    [zipped] = [each[0] for each in linked if each and each[0].endswith("/jcm-open-data.zip")]
    folder = zipped.removesuffix("/jcm-open-data.zip")
    assert folder in {"data/latest", "data/working"}
    assert (f"{folder}/datapackage.json", "") in linked
    assert ("data/example/index.html", "") in linked
    for package in PACKAGES:
        for name in table_names(package):
            assert (f"data/{package}/{name}/index.html", "") in linked
            for form in ("csv", "parquet", "json"):
                assert (f"{folder}/{package}/{name}.{form}", "") in linked


def test_what_is_due_leads_to_its_paragraph_and_gap(documents: dict[str, Document]) -> None:
    """Each form with a date has the paragraph that sets it, and whether any was found."""
    page = documents["reports/index.html"]
    due = page.every("//h2[@id='due']/following-sibling::ul[1]/li")
    assert len(due) == len(DUE)
    for each, gap in zip(due, DUE.values(), strict=True):
        linked = [page.target(address) for address in each.xpath(".//a/@href")]
        assert [name for name, _ in filter(None, linked)] == [
            "rulebook/index.html",
            "quality/index.html",
        ], gap


def test_lists_show_every_row(documents: dict[str, Document]) -> None:
    """Decisions, issuances, financed projects, sources and gaps: one entry for each row."""
    for page, table, xpath in (
        ("decisions", "decisions", "//ol[contains(@class, 'timeline')]/li"),
        ("issuances", "issuances", "//table[contains(@class, 'issuances')]/tbody/tr"),
        ("projects", "projects", "//div[@class='groups'][1]//tbody/tr"),
        ("partners", "partners", "//table/tbody/tr"),
    ):
        for prefix in ("", "ja/"):
            found = documents[f"{prefix}{page}/index.html"].every(xpath)
            assert len(found) == len(lines(table)), page


def test_sources_stand_in_order_of_weight(documents: dict[str, Document]) -> None:
    """Of each kind what is least certain stands last, and says so; so do the kinds."""
    grades = {
        row["source_id"]: row["confidence"]
        for package in reversed(PACKAGES)
        for row in lines("sources", package)
    }
    order = ["high", "medium", "low"]
    firsts = []
    for table in documents["sources/index.html"].every("//table"):
        rows = table.xpath("./tbody/tr")
        shown = [grades[row.get("id", "")] for row in rows]
        assert shown == sorted(shown, key=order.index)
        assert all(
            ("confidence:" in row.text_content()) is (grade != "high")
            for row, grade in zip(rows, shown, strict=True)
        )
        firsts.append(shown[0])
    assert firsts == sorted(firsts, key=order.index)


def test_no_message_board_is_named_on_the_home_page(documents: dict[str, Document]) -> None:
    """Of all the sources of the real record the page names those that weigh most."""
    weak = {row["source_id"]: row["title"] for row in lines("sources") if row["kind"] == "weak"}
    assert weak
    for path in ("index.html", "ja/index.html"):
        named = documents[path].text("//aside[@class='origin']/section[1]")
        assert named
        assert not [title for title in weak.values() if title in named]


@pytest.mark.parametrize("prefix", ["", "ja/"])
def test_every_gap_stands_under_its_package(documents: dict[str, Document], prefix: str) -> None:
    """The page about quality names each gap of each package once, at an address of its own."""
    page = documents[f"{prefix}quality/index.html"]
    expected = [
        f"{package}-{row['gap_id']}" for package in WITH_GAPS for row in lines("gaps", package)
    ]
    assert [each.get("id") for each in page.every("//dl[@class='gaps']/div")] == expected
    shown = [each.get("id") for each in page.every("//details[starts-with(@id, 'gaps-')]")]
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
    for path in (site / "data/working").rglob("*.*"):
        assert "example" not in path.name
    for name in ("datapackage.json", "validation.json"):
        said = (site / "data/working" / name).read_text(encoding="utf-8")
        assert 'example"' not in said
    about_it = {
        "about/tonne/",
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
    paths = [path for path in site.rglob("*") if path.is_file()]
    kinds = {path.suffix for path in paths if path.name not in BARE} - DESCRIBING
    forms, data = (
        {".xlsx", ".docx"},
        {".csv", ".json", ".md", ".parquet", ".sqlite", ".zip", ".txt"},
    )
    others = {".html", ".css", ".js", ".svg", ".png", ".xml"}
    assert kinds == others | data | forms
    assert {path.name for path in site.rglob(".*")} <= {".zenodo.json"}


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
            [field] = page.every(f"//section[@id='field-{name}']//div[dt='Old names']/dd")
            assert row["old"] in text_of(field)


def test_the_pages_of_a_table_lead_to_each_other(documents: dict[str, Document]) -> None:
    """A long table has several pages of rows: each leads to all others."""
    nav = "//nav[b[@aria-current='page']]//@href"
    for package in PACKAGES:
        for name in table_names(package):
            first = documents[f"data/{package}/{name}/index.html"]
            linked = [first.target(each) for each in first.every(nav)]
            pages = [first, *(documents[each[0]] for each in linked if each)]
            for page in pages:
                others = {page.target(each) for each in page.every(nav)}
                assert others == {(each.path, "rows") for each in pages if each is not page}
