"""Feeds tell what releases changed, and are Atom as RFC 4287 wants it."""

import csv
import json
import re
import shutil
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from reporting.releases.release import RELEASES, WITHDRAWALS, releases_in
from reporting.renderers.atom import Feed, FeedEntry, to_atom
from reporting.site.changes import ReleaseHistory, release_history
from reporting.site.dataset import SiteRecord
from reporting.site.feeds import FeedAuthority, feeds
from tests.site.made_releases import edit, release

NAMES = {"a": "http://www.w3.org/2005/Atom", "h": "http://www.w3.org/1999/xhtml"}
TAG = re.compile(r"tag:example\.org,2026:[!-~]+")
AUTHORITY = FeedAuthority(
    tag="tag:example.org,2026:",
    author={"en": "Example Foundation", "ja": "Example Foundation"},
    site="https://data.example.org",
)
FIRST, SECOND, THIRD = date(2026, 1, 5), date(2026, 2, 5), date(2026, 3, 5)
DECISION = [
    *("MNG-2026-01-20-9", "MNG", "2026-01-20", "meeting", "", "other", "A <b> & c\x07"),
    *("jcm-mn-issuances", "high", "stated", "2026-01-20", ""),
]
REGISTERED = "Suburb,registered,2017-05-26,"


def _rows(file: Path) -> list[list[str]]:
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))


def _write(file: Path, rows: list[list[str]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows(rows)


@pytest.fixture(scope="module")
def data(small_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the small record after three releases.

    The second changes a project and every provision and adds a decision; the third changes the
    project again, and takes the decision away.
    """
    folder = Path(shutil.copytree(small_data, tmp_path_factory.mktemp("feeds") / "data"))
    listed, decisions = folder / "jcm/projects.csv", folder / "jcm/decisions.csv"
    provisions = folder / "nomenclature/provisions.csv"
    release(folder, "2026.1.1", FIRST)
    edit(listed, REGISTERED, "Suburb,validation,,")
    known, law = _rows(decisions), _rows(provisions)
    _write(decisions, [*known, DECISION])
    _write(provisions, [law[0], *([*each[:-1], "Read again."] for each in law[1:])])
    release(folder, "2026.2.1", SECOND, "2026.1.1")
    edit(listed, "Suburb,validation,,", "Suburb,registered,2017-05-27,")
    _write(decisions, known)
    release(folder, "2026.3.1", THIRD, "2026.2.1")
    return folder


@pytest.fixture(scope="module")
def record(data: Path) -> SiteRecord:
    """Return the data in hand: those of the third release."""
    return SiteRecord.load(data)


@pytest.fixture(scope="module")
def history(record: SiteRecord) -> ReleaseHistory:
    """Return what each release changed."""
    return release_history(record)


@pytest.fixture(scope="module")
def told(record: SiteRecord, history: ReleaseHistory) -> dict[str, Any]:
    """Return every feed, parsed, by its address."""
    found = feeds(record, history, AUTHORITY)
    return {path: etree.fromstring(content) for path, content in found.items()}


def _texts(feed: Any, path: str) -> list[str]:  # noqa: ANN401 - lxml has no types
    return [each.text for each in feed.xpath(path, namespaces=NAMES)]


def _titles(feed: Any) -> list[str]:  # noqa: ANN401 - lxml has no types
    return _texts(feed, "a:entry/a:title")


def _instant(text: str) -> datetime:
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", text)
    return datetime.fromisoformat(text)


def test_each_feed_follows_the_standard(told: dict[str, Any]) -> None:
    """RFC 4287: what must stand once stands once, dates are instants, no two links compete."""
    for path, feed in told.items():
        assert feed.tag == f"{{{NAMES['a']}}}feed", path
        for part in (feed, *feed.xpath("a:entry", namespaces=NAMES)):
            for name in ("id", "title", "updated"):
                assert len(_texts(part, f"a:{name}")) == 1, path
            links = part.xpath("a:link", namespaces=NAMES)
            kinds = [(each.get("rel"), each.get("type"), each.get("hreflang")) for each in links]
            assert len(kinds) == len(set(kinds))
            assert all(each.get("href").startswith(f"{AUTHORITY.site}/") for each in links)
            assert TAG.fullmatch(_texts(part, "a:id")[0])
        assert _texts(feed, "a:author/a:name") == ["Example Foundation"]
        [own] = feed.xpath("a:link[@rel='self']/@href", namespaces=NAMES)
        assert own == f"{AUTHORITY.site}/{path}"
        identifiers = _texts(feed, "a:entry/a:id")
        assert len(identifiers) == len(set(identifiers)) <= 100
        updated = [_instant(each) for each in _texts(feed, "a:entry/a:updated")]
        assert updated == sorted(updated, reverse=True)
        assert _instant(_texts(feed, "a:updated")[0]) == max(
            updated, default=datetime(2026, 3, 5, tzinfo=UTC)
        )
        list(map(_instant, _texts(feed, "a:entry/a:published")))
        contents = feed.xpath("a:entry/a:content[@type='xhtml']", namespaces=NAMES)
        assert len(contents) == len(identifiers)
        assert all(each.xpath("h:div/h:ul/h:li", namespaces=NAMES) for each in contents)


def test_a_change_is_told_in_words(told: dict[str, Any]) -> None:
    """The title of an entry says what changed, in the language of the feed."""
    first, second = _titles(told["feeds/projects/mn003.atom"])
    assert first == "MN003: Status Validation → Registered, Registered on empty → 2017-05-27"
    assert second == "MN003: Status Registered → Validation, Registered on 2017-05-26 → empty"
    japanese = _titles(told["ja/feeds/projects/mn003.atom"])[0]
    assert japanese.startswith("MN003")
    assert "2017-05-27" in japanese
    assert "Status" not in japanese


def test_a_change_stands_in_the_feeds_that_it_concerns(told: dict[str, Any]) -> None:
    """Of everything, of the table, of the project, over its keys of the partner; in no other."""
    title = "MN003: Status Validation → Registered, Registered on empty → 2017-05-27"
    having = {path for path, feed in told.items() if title in _titles(feed)}
    assert having == {
        "feeds/all.atom",
        "feeds/data/jcm/projects.atom",
        "feeds/projects/mn003.atom",
        "feeds/partners/mng.atom",
    }
    names: set[str] = set()
    pages: set[str] = set()
    for path in having:
        [entry] = told[path].xpath(f"a:entry[a:title='{title}']", namespaces=NAMES)
        names.update(_texts(entry, "a:id"))
        pages.update(entry.xpath("a:link/@href", namespaces=NAMES))
    assert names == {"tag:example.org,2026:2026.3.1/jcm/projects/MN003"}
    assert pages == {f"{AUTHORITY.site}/projects/mn003/"}


def test_an_event_has_its_own_day(told: dict[str, Any]) -> None:
    """``published`` is the day of the event where its row tells one, ``updated`` the release's."""
    feed = told["feeds/data/jcm/decisions.atom"]
    removal, addition = feed.xpath("a:entry", namespaces=NAMES)
    assert _texts(addition, "a:published") == ["2026-01-20T00:00:00Z"]
    assert _texts(addition, "a:updated") == ["2026-02-05T00:00:00Z"]
    assert _texts(removal, "a:published") == []
    assert _texts(removal, "a:updated") == ["2026-03-05T00:00:00Z"]
    text = " ".join(addition.xpath(".//h:li/text()", namespaces=NAMES))
    assert "A <b> & c<U+0007>" in text


def test_many_changes_of_a_table_are_gathered(told: dict[str, Any]) -> None:
    """Everything tells them in one entry, the table's own feed 99 and how many more there are."""
    everything = _titles(told["feeds/all.atom"])
    assert len([each for each in everything if "rows changed" in each]) == 2  # release and table
    assert not [each for each in everything if each.startswith("Provisions 2/CMA.3")]
    own = _titles(told["feeds/data/nomenclature/provisions.atom"])
    assert len(own) == 100
    more = re.fullmatch(r"Release 2026\.2\.1: (\d+) changes more", own[-1])
    assert more
    shown = len([each for each in own if "Read again." in each])
    assert shown == 99
    assert int(more[1]) > 0


def test_a_feed_without_news_says_so(told: dict[str, Any]) -> None:
    """It has no entry, and is of the day of the newest release."""
    feed = told["feeds/projects/mn001.atom"]
    assert _titles(feed) == []
    assert _texts(feed, "a:updated") == ["2026-03-05T00:00:00Z"]


def test_names_do_not_change_with_the_address(
    record: SiteRecord, history: ReleaseHistory, told: dict[str, Any]
) -> None:
    """A site that moves does not tell everything anew."""
    moved = FeedAuthority(tag=AUTHORITY.tag, author=AUTHORITY.author, site="https://moved.example")
    for path, content in feeds(record, history, moved).items():
        assert _texts(etree.fromstring(content), ".//a:id") == _texts(told[path], ".//a:id")


def test_feeds_begin_with_the_second_release(record: SiteRecord, history: ReleaseHistory) -> None:
    """Without a release there is no feed; the first is what later ones are compared with."""
    assert feeds(record, ReleaseHistory(), AUTHORITY) == {}
    one = ReleaseHistory(releases=history.releases[:1])
    for content in feeds(record, one, AUTHORITY).values():
        assert _titles(etree.fromstring(content)) == []


def test_a_withdrawn_release_is_told_no_more(
    data: Path, record: SiteRecord, tmp_path: Path
) -> None:
    """Its entries go, and one says that it was withdrawn, when and why; others are compared."""
    folder = Path(shutil.copytree(data, tmp_path / "data"))
    reason = {"reason": "A row was confidential.", "reason_ja": "A", "replaced_by": "2026.3.1"}
    told = {"2026.2.1": {"on": "2026-02-20", **reason}}
    (folder / RELEASES / WITHDRAWALS).write_text(json.dumps(told), encoding="utf-8")
    shutil.rmtree(folder / RELEASES / "2026.2.1/jcm")
    other = replace(record, releases=releases_in(folder))
    found = feeds(other, release_history(other), AUTHORITY)
    feed = etree.fromstring(found["feeds/all.atom"])
    assert not [each for each in _texts(feed, "a:entry/a:id") if "2026.2.1/jcm" in each]
    [entry] = feed.xpath(
        "a:entry[a:id='tag:example.org,2026:2026.2.1/withdrawn']", namespaces=NAMES
    )
    assert _texts(entry, "a:updated") == ["2026-02-20T00:00:00Z"]
    lines = [str(each) for each in entry.xpath(".//h:li/text()", namespaces=NAMES)]
    assert lines == ["A row was confidential.", "It is replaced by 2026.3.1."]
    titles = _titles(etree.fromstring(found["feeds/projects/mn003.atom"]))
    assert titles == ["MN003: Registered on 2017-05-26 → 2017-05-27"]


def test_no_text_breaks_a_feed() -> None:
    """What XML cannot hold is shown by a mark, what it could take for its own is escaped."""
    nasty = "a\x00\x1b\ud800\ufffe<b>&amp;]]>\u3042"
    entry = FeedEntry(
        id="tag:a,2026:b",
        title=nasty,
        lines=(nasty,),
        address='https://example.org/?a="b"&c',
        updated=FIRST,
        subject=(nasty, nasty),
    )
    feed = Feed(
        id="tag:a,2026:c",
        title=nasty,
        language="ja",
        author=nasty,
        updated=FIRST,
        address="https://example.org/a.atom",
        page="https://example.org/",
        others={},
        entries=(entry,),
    )
    found = etree.fromstring(to_atom(feed))
    expected = "a\ufffd\ufffd\ufffd\ufffd<b>&amp;]]>\u3042"
    assert _titles(found) == [expected]
    assert found.xpath("string(.//h:li)", namespaces=NAMES) == expected
    assert found.xpath("string(.//a:category/@label)", namespaces=NAMES) == expected
