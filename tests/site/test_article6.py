"""What the site says of Article 6.2 is what the rows say; what no row says is named as missing."""

from collections import Counter
from collections.abc import Iterator

import pytest

from tests.site.csv_rows import PACKAGES, lines
from tests.site.documents import Document, text_of, words

LANGUAGES = ("", "ja/")
NOT_FOUND = {"": "not found", "ja/": "確認できず"}
NONE_FOUND = {"": "none found", "ja/": "確認できず"}


def _rows(table: str) -> list[dict[str, str]]:
    return lines(table, "article6")


def _of_partners() -> Iterator[tuple[dict[str, str], str]]:
    """Yield each cooperative approach with each partner that takes part in it."""
    partners = {row["partner"] for row in lines("partners")}
    approaches = {row["approach"]: row for row in _rows("cooperative_approaches")}
    for row in _rows("approach_parties"):
        if row["party"] in partners:
            yield approaches[row["approach"]], row["party"]


def _facts(page: Document) -> list[str]:
    return [words(text_of(each)) for each in page.every("(//dl[@class='facts'])[1]//dd")]


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_the_counts(documents: dict[str, Document], prefix: str) -> None:
    """Parties, approaches, issuances of ITMOs and gaps are counted from the rows."""
    facts = _facts(documents[f"{prefix}article6/index.html"])
    issuances = {row["issuance_id"] for row in _rows("credit_blocks")}
    assert facts[0] == str(len(_rows("parties")))
    assert facts[1] == str(len(_rows("cooperative_approaches")))
    assert facts[2].startswith(str(len(issuances)))
    assert facts[3] == (str(len(_rows("transfers"))) if _rows("transfers") else NONE_FOUND[prefix])
    assert facts[4] == str(len(_rows("gaps")))


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_no_quantity_is_made_up(documents: dict[str, Document], prefix: str) -> None:
    """An issuance without a quantity shows none, neither zero nor empty."""
    page = documents[f"{prefix}article6/index.html"]
    [table] = page.every("//h2[@id='issuances']/following-sibling::div[1]//table")
    shown = table.xpath("./tbody/tr")
    blocks = _rows("credit_blocks")
    assert len(shown) == len(blocks)
    known = sorted(f"{int(row['quantity']):,}" if row["quantity"] else "" for row in blocks)
    told = [words(text_of(line.xpath("./td[@class='n']")[0])) for line in shown]
    assert sorted(each.removeprefix(f"– {NOT_FOUND[prefix]}") for each in told) == known


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_targets(documents: dict[str, Document], prefix: str) -> None:
    """Each target stands in the language of the page; a method that is not known is not named."""
    page = documents[f"{prefix}article6/index.html"]
    shown = page.every("//details[@id='targets']//tbody/tr")
    assert len(shown) == len(_rows("ndcs"))
    for row, line in zip(_rows("ndcs"), shown, strict=True):
        cells = [words(text_of(each)) for each in line.xpath("./td")]
        assert cells[1] == row["target_text_ja" if prefix else "target_text"]
        assert (cells[4] == NOT_FOUND[prefix]) is not bool(row["method"])


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_every_gap_is_named(documents: dict[str, Document], prefix: str) -> None:
    """The page names each gap and leads to its explanation."""
    page = documents[f"{prefix}article6/index.html"]
    linked = [page.target(each) for each in page.every("//ul[@class='grid']//a/@href")]
    assert linked == [
        (f"{prefix}quality/index.html", f"article6-{row['gap_id']}") for row in _rows("gaps")
    ]


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_what_is_missing_leads_to_its_gap(documents: dict[str, Document], prefix: str) -> None:
    """Authorizations and targets that were not found are named where one looks for them."""
    page = documents[f"{prefix}article6/index.html"]
    gaps = {row["gap_id"] for row in _rows("gaps")}
    with_target = {row["party"] for row in _rows("ndcs")}
    kinds = {row["kind"] for row in _rows("authorization_versions")}
    expected = {
        "authorizations-partners": {row["party"] for row in _rows("authorizations")} <= {"JPN"},
        "authorizations-credits": "use" not in kinds,
        "ndc-periods-partners": any(row["party"] not in with_target for row in _rows("parties")),
    }
    linked = [
        page.target(each)
        for each in page.every("//*[@class='unknown']/following-sibling::span/a/@href")
    ]
    assert linked == [
        (f"{prefix}quality/index.html", f"article6-{name}")
        for name, is_missing in expected.items()
        if is_missing and name in gaps
    ]


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_each_fact_leads_to_its_row(documents: dict[str, Document], prefix: str) -> None:
    """Approaches, authorizations, issuances and targets link the very row they come from."""
    page = documents[f"{prefix}article6/index.html"]
    linked = {page.target(each) for each in page.every("//main//a/@href")}
    for table, key in (
        ("cooperative_approaches", ("approach",)),
        ("authorization_versions", ("party", "authorization_id", "version")),
        ("credit_blocks", ("block_id",)),
        ("ndcs", ("party", "period")),
    ):
        for row in _rows(table):
            anchor = f"row-{'-'.join(row[each] for each in key)}"
            assert (f"{prefix}data/article6/{table}/index.html", anchor) in linked


def _versions(approach: str) -> list[dict[str, str]]:
    """Return the versions of the authorizations of an approach."""
    named = {
        (row["party"], row["authorization_id"])
        for row in _rows("authorizations")
        if row["approach"] == approach
    }
    versions = _rows("authorization_versions")
    return [row for row in versions if (row["party"], row["authorization_id"]) in named]


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_each_partner(documents: dict[str, Document], prefix: str) -> None:
    """A partner's page has its approaches, who authorized them, and the ITMOs issued if any."""
    column = "name_ja" if prefix else "name"
    seen: Counter[str] = Counter()
    for row, country in _of_partners():
        page = documents[f"{prefix}partners/{country.lower()}/index.html"]
        seen[country] += 1
        [facts] = page.every(f"//h2[@id='article6']/following-sibling::dl[{seen[country]}]")
        approach, identifier, ours, theirs, issued = (
            words(text_of(each)) for each in facts.xpath(".//dd")
        )
        assert approach.startswith(row[column])
        assert identifier == (row["approach_id"] or NOT_FOUND[prefix])
        acts = _versions(row["approach"])
        by_japan = [each for each in acts if each["party"] == "JPN"]
        assert (ours == NOT_FOUND[prefix]) is not bool(by_japan)
        assert (theirs == NOT_FOUND[prefix]) is (len(acts) == len(by_japan))
        days = {str(each) for each in facts.xpath(".//time/@datetime")}
        assert {each["authorized_on"] for each in acts} <= days
        blocks = [each for each in _rows("credit_blocks") if each["approach"] == row["approach"]]
        assert (issued == NONE_FOUND[prefix]) is not bool(blocks)
        times = {str(each) for each in facts.xpath(".//dd[last()]//time/@datetime")}
        assert {each["issued_on"] for each in blocks if each["issued_on"]} <= times | {""}


def test_sources_of_one_name_are_one_document() -> None:
    """A source that several packages name has the same address in each."""
    addresses: dict[str, set[str]] = {}
    for package in PACKAGES:
        for row in lines("sources", package):
            addresses.setdefault(row["source_id"], set()).add(row["url"])
    assert {name for name, found in addresses.items() if len(found) > 1} == set()


def test_every_source_is_listed(documents: dict[str, Document]) -> None:
    """The list of sources has each source of each package, once."""
    names = {row["source_id"] for package in PACKAGES for row in lines("sources", package)}
    for prefix in LANGUAGES:
        shown = [
            each.get("id") for each in documents[f"{prefix}sources/index.html"].every("//tbody/tr")
        ]
        assert sorted(shown) == sorted(names)
