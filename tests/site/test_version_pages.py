"""Pages of releases say what changed, what there is, how it is verified and cited."""

from collections.abc import Iterator

import pytest

from reporting.releases.manifest import read_manifest
from tests.site.csv_rows import PACKAGES, read_lines
from tests.site.cut import RELEASES
from tests.site.documents import Document, parse_all, text_of
from tests.site.version_pages import is_difference, version_pages
from tests.site.workshop import Workshop

OLD, NEW = RELEASES
PREFIXES = ("", "ja/")


@pytest.fixture(scope="module")
def pages(small: Workshop) -> dict[str, Document]:
    """Return the pages of the small site."""
    return parse_all(small.output)


def _of_release(pages: dict[str, Document], version: str) -> Iterator[Document]:
    yield from (pages[f"{prefix}data/{version}/index.html"] for prefix in PREFIXES)


def test_every_folder_of_a_version_has_its_page(
    small: Workshop, pages: dict[str, Document]
) -> None:
    """Each release, the newest, the working data, and each package in them."""
    for prefix in PREFIXES:
        for each in version_pages(small.root / "data"):
            assert f"{prefix}{each}index.html" in pages


def test_a_release_says_what_changed(small: Workshop, pages: dict[str, Document]) -> None:
    """Each table that differs with its rows, old and new values; of the first, that it is that."""
    title = read_lines(small.root / "data/jcm/projects.csv")[0]["title"]
    english, japanese = _of_release(pages, NEW)
    for page in (english, japanese):
        [told] = page.every("//dl[@class='differences']")
        assert [each.text for each in told.xpath(".//dt/code")] == ["jcm/projects"]
        assert [text_of(each) for each in told.xpath(".//del")] == [f"Draft of {title}"]
        assert [text_of(each) for each in told.xpath(".//ins")] == [title]
        assert (f"data/{NEW}/changes.csv", "") in {
            page.target(each) for each in page.every("//main//@href")
        }
    assert "1 row changed" in english.text("//dl[@class='differences']/dd")
    first = next(_of_release(pages, OLD))
    assert first.every("//dl[@class='differences']") == []
    assert "the first release" in first.text()


@pytest.mark.parametrize("version", RELEASES)
def test_a_release_names_its_tables(
    small: Workshop, pages: dict[str, Document], version: str
) -> None:
    """Every table with its rows, content hash and the version of its form, as in the manifest."""
    manifest = read_manifest(small.root / "data/releases" / version)
    for page in _of_release(pages, version):
        shown = [
            tuple(text_of(each) for each in row.xpath("./td"))[:3]
            for row in page.every("//h2[@id='files']/preceding::table//tr[th[@scope='row']]")
        ]
        assert shown == [
            (f"{each.rows:,}", each.schema_version, each.content_hash) for each in manifest.tables
        ]
        said = page.text()
        assert manifest.commit[:12] in said
        assert f"/data/{version}/" in page.text("//h2[@id='cite']/following-sibling::p[1]")
    assert "not signed" in next(_of_release(pages, version)).text("//dl")


def test_every_stored_file_is_listed(small: Workshop, pages: dict[str, Document]) -> None:
    """The page of a folder names each file of the manifest with its bytes and SHA-256."""
    manifest = read_manifest(small.root / "data/releases" / OLD)
    shown = {}
    for folder in ("", *(f"{name}/" for name in PACKAGES)):
        page = pages[f"data/{OLD}/{folder}index.html"]
        for row in page.every("//table[caption='Stored files']/tbody/tr"):
            path, size, digest = (text_of(each) for each in row.xpath("./th | ./td"))
            shown[f"{folder}{path}"] = (size, digest)
    assert shown == {each.path: (f"{each.bytes:,}", each.sha256) for each in manifest.files}


def test_a_table_that_differed_has_its_page(pages: dict[str, Document]) -> None:
    """Only such a table has; its page today leads there and says what changed since."""
    found = {
        page.name for page in pages.values() if is_difference(page.name) and not page.is_folder
    }
    assert found == {f"data/{OLD}/jcm/projects/"}
    rows = pages["data/jcm/projects/index.html"].every(
        "//table[caption='The table in each release']//tr"
    )
    newest, older = (text_of(each) for each in rows[1:])
    assert newest.startswith(NEW)
    assert "the same rows" in newest
    assert older.startswith(OLD)
    assert "1 row changed" in older


def test_all_versions_stand_on_one_page(pages: dict[str, Document]) -> None:
    """The newest first, each with its day, and what changed with it."""
    for prefix in PREFIXES:
        page = pages[f"{prefix}data/versions/index.html"]
        assert page.every("//ol/li/@id") == [f"v{NEW}", f"v{OLD}"]
    assert "1 row changed" in page_text(pages, "data/versions/")


def page_text(pages: dict[str, Document], name: str) -> str:
    """Return what a page says in English."""
    return pages[f"{name}index.html"].text()


def test_every_page_says_how_it_is_cited(pages: dict[str, Document]) -> None:
    """Title, version and its own address; what is made up says so, and has no version."""
    for page in pages.values():
        if page.name == "404.html" or page.is_unlisted:
            continue
        said = page.text("//details[@class='citing']")
        prefix = "ja/" if page.language == "ja" else ""
        assert f"/{prefix}{page.name}" in said
        assert page.text("//title").rpartition(" · ")[0] in said or page.name == ""
        is_of_old = page.name.startswith(f"data/{OLD}/")
        if page.every("//p[@class='made-up']"):
            assert NEW not in said
        else:
            assert (OLD if is_of_old else NEW) in said, page.path
        assert {(f"{prefix}data/how-to-cite/index.html", "")} == {
            page.target(each) for each in page.every("//details[@class='citing']//@href")
        }


def test_a_project_says_since_when_it_is_there(small: Workshop, pages: dict[str, Document]) -> None:
    """What changed of it stands under the release that changed it, down to the first release."""
    first, second, *_rest = read_lines(small.root / "data/jcm/projects.csv")
    changed = pages[f"projects/{first['project_id'].lower()}/index.html"]
    steps = changed.every("//details[@id='history']/ol/li")
    assert [text_of(each).split()[1] for each in steps] == [NEW, OLD]
    assert f"Draft of {first['title']}" in text_of(steps[0])
    assert "since this release, the first" in text_of(steps[1])
    unchanged = pages[f"projects/{second['project_id'].lower()}/index.html"]
    [only] = unchanged.every("//details[@id='history']/ol/li")
    assert OLD in text_of(only)


def test_fields_keep_their_addresses(small: Workshop, pages: dict[str, Document]) -> None:
    """Each field of a table is a section, with how full it is since which release."""
    page = pages["data/jcm/projects/index.html"]
    header = read_lines(small.root / "data/jcm/projects.csv")[0]
    sections = page.every("//section[@class='field']")
    assert [each.get("id") for each in sections] == [f"field-{name}" for name in header]
    for each in sections:
        [full] = each.xpath(".//ul[@class='strip']/li")
        assert text_of(full).endswith(f"since {OLD}")
