"""The pages of organisations: what is known of each, counted again from the tables."""

from collections import Counter

from tests.site.csv_rows import lines, named_again
from tests.site.documents import Document


def test_a_page_has_the_projects_and_designations_of_its_organisation(
    documents: dict[str, Document],
) -> None:
    """Each of them, and no other's."""
    for name in named_again():
        page = documents[f"organisations/{name}/index.html"]
        targets = [page.target(each) for each in page.every("//main//tbody//th//a/@href")]
        takes_part = {
            row["project_id"] for row in lines("participants") if row["organisation_id"] == name
        }
        designated = [
            row["partner"]
            for row in lines("third_party_entities")
            if row["organisation_id"] == name
        ]
        expected = [(f"projects/{each.lower()}/index.html", "") for each in takes_part]
        expected += [(f"partners/{each.lower()}/index.html", "") for each in designated]
        assert Counter(targets) == Counter(expected)


def test_every_organisation_stands_in_the_list_once(documents: dict[str, Document]) -> None:
    """Those with a page lead to it."""
    page = documents["organisations/index.html"]
    found = page.every("//main//tbody/tr/@id")
    assert sorted(found) == sorted(row["organisation_id"] for row in lines("organisations"))
    linked = page.every("//main//tbody/tr[th/a]/@id")
    assert set(linked) == named_again()
