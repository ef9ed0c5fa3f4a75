"""What the search finds, and what its index says."""

import gzip
import json
from pathlib import Path

import pytest

from reporting.site.dataset import SiteRecord
from reporting.site.search.code_words import absent, code_words, words_by_code
from reporting.site.search.entities import KINDS, Entity, entities
from reporting.site.search.folding import fold
from reporting.site.search.queries import query_findings
from reporting.site.search.ranking import Searched, ranked
from tests.shared import ROOT
from tests.site.cut import assemble
from tests.site.documents import Document

CASES = json.loads((Path(__file__).parent / "folding.json").read_text(encoding="utf-8"))
STATIC = ROOT / "theme" / "static"
MOST_INDEX, MOST_SCRIPT = 40_000, 3_000  # bytes compressed
QUERIES = """\
query,address
mongolia,partners/mng/
もんごる,partners/mng/
jcm-mn003,projects/mn003/
MN AM001,methodologies/mn_am001/
相当調整,glossary/#corresponding-adjustment
registered_on,data/jcm/projects/#field-registered_on
Japan Management,organisations/#japan-management-association
wind power,
"""


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> SiteRecord:
    """Return a record with few rows."""
    return SiteRecord.load(assemble(tmp_path_factory.mktemp("search") / "data"))


@pytest.fixture(scope="module")
def found(record: SiteRecord) -> tuple[Entity, ...]:
    """Return what can be found in it."""
    return entities(record)


@pytest.mark.parametrize(("text", "folded"), CASES)
def test_two_spellings_are_one(text: str, folded: str) -> None:
    """By the list that the script is held to, too; what is folded stays."""
    assert fold(text) == folded
    assert fold(folded) == folded


def test_each_query_finds_what_it_must(record: SiteRecord, tmp_path: Path) -> None:
    """A list that holds is silent; one that does not says which line, and what came first."""
    file = tmp_path / "search_queries.csv"
    file.write_text(QUERIES, encoding="utf-8")
    assert query_findings(file, record) == ()
    file.write_text(QUERIES + "mongolia,partners/vnm/\nwind,partners/vnm/\n", encoding="utf-8")
    lost = query_findings(file, record)
    at = len(QUERIES.splitlines())
    assert [(each.code, each.place.row, each.values["first"]) for each in lost] == [
        ("search-query-lost", at + 1, "partners/mng/"),
        ("search-query-lost", at + 2, "–"),
    ]
    # The remedy: the addresses corrected.
    file.write_text(QUERIES + "mongolia,partners/mng/\nwind,\n", encoding="utf-8")
    assert query_findings(file, record) == ()
    assert query_findings(tmp_path / "none.csv", record) == ()


@pytest.mark.parametrize(
    ("data", "row"),
    [
        (b"Query;Address\n", 0),
        (b"\xff\xfe", 0),
        (b"", 0),
        (b"query,address\nmongolia\n", 2),
        (b"query,address\na,b,c\n", 2),
    ],
)
def test_another_list_is_no_traceback(
    record: SiteRecord, tmp_path: Path, data: bytes, row: int
) -> None:
    """A list in another form is one finding at its place."""
    file = tmp_path / "search_queries.csv"
    file.write_bytes(data)
    (found,) = query_findings(file, record)
    assert (found.code, found.place.row) == ("search-queries-unlike", row)


def test_each_code_with_words_is_a_code(record: SiteRecord) -> None:
    """A country of the list, or a technology that the record has or is said to lack."""
    countries = {row["alpha3"] for row in record.rows("nomenclature/countries")}
    rows = code_words()
    assert {each.code for each in rows if each.field == "partner"} <= countries
    technologies = {each.value for each in record.table("projects").schema["technology"].categories}
    lacking = {each.code for each in rows if each.field == "technology"} - technologies
    assert lacking == {"geothermal", "hydrogen", "wind"}


def test_a_code_answers_to_its_words(record: SiteRecord, found: tuple[Entity, ...]) -> None:
    """In both languages, also to those that no title has: all solar projects are found."""
    codes = words_by_code(record)
    searched = [Searched.of(each, codes) for each in found]
    solar = {
        f"projects/{row['project_id'].lower()}/"
        for row in record.where("projects", "technology", "solar")
    }
    assert solar
    for words in ("太陽光", "photovoltaic", "ＰＶ"):
        assert solar <= {each.address for each in ranked(words, searched)}


def test_where_nothing_is_the_answer_it_is_said(record: SiteRecord) -> None:
    """Of a technology that the record has, nothing is said; of others in both languages."""
    said = {words.split(" ")[0]: text for words, text in absent(record)}
    used = {row["technology"] for row in record.rows("projects")}
    rows = [each for each in code_words() if each.field == "technology"]
    assert said.keys() == {each.all_words.split(" ")[0] for each in rows if each.code not in used}
    assert "風力" in said["wind"]["ja"]
    assert "wind power" in said["wind"]["en"]


def test_every_kind_has_an_order_and_a_name(found: tuple[Entity, ...]) -> None:
    """No two entities are one, and each stands under a kind."""
    assert {each.kind for each in found} == {*KINDS}
    assert len({(each.kind, each.address, each.title) for each in found}) == len(found)


def test_every_address_is_there(site: Path, documents: dict[str, Document]) -> None:
    """Whatever the index of the real site leads to is a page, or a place on one."""
    script = (site / "search" / "index.js").read_text(encoding="utf-8")
    places, _codes, columns, _nothing = json.loads(script.removeprefix("self.JCM_INDEX="))
    ids = {path: {*page.every("//@id"), ""} for path, page in documents.items()}
    before, lost = "", []
    for kind, address, _title, _ja, more in zip(*columns, strict=True):
        first = more.partition(" ")[0]
        derived = f"#field-{more}" if kind == "f" else f"{places.get(kind)}{first.lower()}/"
        page, _, place = (address or derived).partition("#")
        before = page or before
        if place not in ids.get(f"{before}index.html", ()):
            lost.append(f"{kind} {before}#{place}")
    assert lost == []


def test_index_and_script_are_small(site: Path) -> None:
    """What a reader loads who begins to search."""
    assert len(gzip.compress((site / "search" / "index.js").read_bytes(), 9)) <= MOST_INDEX
    assert len(gzip.compress((STATIC / "search.js").read_bytes(), 9)) <= MOST_SCRIPT
