"""Addresses with capitals and old names lead to the page, by the host or by the page 404.html."""

from pathlib import Path

import pytest

from reporting.site.dataset import SiteRecord
from reporting.site.redirects import REDIRECTS, moved_addresses, redirects_file
from tests.site.documents import parse
from tests.site.workshop import Workshop

RENAMES = "from_version,kind,table,old,new\n2026.1.2,table,,jcm-listed,jcm-projects\n"


def _lines(text: str) -> dict[str, str]:
    """Return where each address of ``_redirects`` leads; none stands twice."""
    words = [line.split() for line in text.splitlines() if line and not line.startswith("#")]
    assert {each[2] for each in words} == {"301"}
    assert len({each[0] for each in words}) == len(words)
    return {old: new for old, new, _code in words}


def test_ids_as_they_are_printed_lead_to_their_page(small: Workshop) -> None:
    """Ids of projects, partners and methodologies, in both languages, with and without a slash."""
    found = _lines((small.output / REDIRECTS).read_text(encoding="utf-8"))
    for kind, name in (("projects", "MN003"), ("partners", "MNG"), ("methodologies", "MN_AM003")):
        for prefix in ("/", "/ja/"):
            page = f"{prefix}{kind}/{name.lower()}/"
            assert found[f"{prefix}{kind}/{name}/"] == found[f"{prefix}{kind}/{name}"] == page
    for old, new in found.items():
        assert (small.output / new.removeprefix("/") / "index.html").is_file(), new
        assert not (small.output / old.removeprefix("/")).exists(), "capitals are no folders"


@pytest.mark.parametrize("prefix", ["", "ja/"])
def test_the_page_for_what_is_not_found_has_the_same_table(small: Workshop, prefix: str) -> None:
    """Where no host reads the file, the page names each address and links to its page."""
    page = parse(small.output / prefix / "404.html", small.output)
    named = {
        f"/{prefix}{each.text}": each.get("href")
        for each in page.every("//ul[contains(@class, 'moved')]//a")
    }
    found = _lines((small.output / REDIRECTS).read_text(encoding="utf-8"))
    own = {old: new for old, new in found.items() if old.startswith("/ja/") is bool(prefix)}
    assert named == {old: new for old, new in own.items() if old.endswith("/")}


def test_the_old_name_of_a_table_leads_to_the_new_one(released: Path, tmp_path: Path) -> None:
    """Renames of tables are known from the releases."""
    data = tmp_path / "data"
    for each in released.iterdir():
        if each.name != "releases":
            data.mkdir(exist_ok=True)
            (data / each.name).symlink_to(each)
    (data / "releases").mkdir()
    (data / "releases/renames.csv").write_text(RENAMES, encoding="utf-8")
    record = SiteRecord.load(data)
    first = moved_addresses(record)[0].addresses[0]
    assert (first.old, first.new) == ("data/jcm/listed/", "data/jcm/projects/")
    found = _lines(redirects_file(record).decode())
    assert found["/ja/data/jcm/listed"] == "/ja/data/jcm/projects/"
