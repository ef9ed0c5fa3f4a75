"""Feeds: what releases changed, for programs that tell people, in each language.

One feed tells everything; one stands for each page of a partner, a project, a methodology and a
table, at the page's address below ``feeds/``. They begin with the second release. Read ``feeds``
first.

An entry is called by a ``tag:`` address (RFC 4151): the publisher's, then release, table and key.
It never changes, wherever the site stands.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from reporting.findings import LANGUAGES
from reporting.messages import Bilingual, Text, _, alike, bilingual, ngettext
from reporting.packages.diff import Change, TableDiff
from reporting.releases.release import Release
from reporting.renderers.atom import Feed, FeedEntry, to_atom
from reporting.renderers.diff_words import (
    ARROW,
    CHANGES,
    EMPTY,
    CellWords,
    RowWords,
    difference_summary,
    row_words,
    table_words,
)
from reporting.renderers.findings import COLON, COMMA
from reporting.site.changes import (
    ENTITIES,
    PageFinder,
    ReleaseHistory,
    ReleaseStep,
    RowChange,
    own_page,
    row_changes,
)
from reporting.site.dataset import SiteRecord

MOST = 100
GATHERED = 10
"""Rows of a table that the feed of everything tells one by one; of more it tells the table."""
IN_TITLE, TITLE_LENGTH = 3, 40
"""How many changed values a title has, and how many characters of each."""
LENGTH = 1000
FOLDER, ENDING, EVERYTHING = "feeds/", ".atom", "all"
SITE = "JCM Open Data"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedAuthority:
    """In whose name feeds speak.

    Attributes:
        tag: What their ``tag:`` addresses begin with: ``tag:example.org,2026:``.
        author: Who tells what they tell; empty for the site's own name.
        site: Where the site stands, without a slash at its end.
    """

    tag: str
    author: Bilingual
    site: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What an entry tells, in both languages, and where.

    Attributes:
        name: What it is called, below the tag.
        title: What happened, in words.
        lines: The same at length.
        page: The address of the page that shows it, below the language.
        updated: The day of the release that brought it.
        published: The day on which it happened; None if that is not known.
        table: Its table; None if it is about the release.
        is_shared: Whether the page stands once for both languages.
    """

    name: str
    title: Bilingual
    lines: Mapping[str, tuple[str, ...]]
    page: str
    updated: date
    published: date | None = None
    table: TableDiff | None = None
    is_shared: bool = False


def feed_address(page: str) -> str:
    """Return the address of the feed of a page, below the language; of everything for no page."""
    return f"{FOLDER}{page.rstrip('/') or EVERYTHING}{ENDING}"


def feeds(
    record: SiteRecord, history: ReleaseHistory, authority: FeedAuthority
) -> dict[str, bytes]:
    """Return every feed in each language, by its address from the root of the site.

    Args:
        record: The data in hand; they say which pages there are.
        history: What each release changed.
        authority: In whose name they speak.
    """
    begun = history.newest
    if begun is None:
        return {}
    told = _by_page(record, history)
    writers = [_Writer(authority=authority, language=each, begun=begun) for each in LANGUAGES]
    return {
        writer.place(feed_address(page)): to_atom(writer.feed(page, title, told.get(page, ())))
        for page, title in _pages(record)
        for writer in writers
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class _Writer:
    """What makes the feeds of a language.

    Attributes:
        authority: In whose name they speak.
        language: The language.
        begun: The day of a feed that has nothing to tell.
    """

    authority: FeedAuthority
    language: str
    begun: date

    def place(self, address: str) -> str:
        """Return where something stands in the language, from the root of the site."""
        return _in(self.language, address)

    def feed(self, page: str, title: Bilingual, told: Sequence[Telling]) -> Feed:
        """Return the feed of a page."""
        address, site, language = feed_address(page), self.authority.site, self.language
        tellings = _cut(page, told)
        return Feed(
            id=f"{self.authority.tag}{self.place(address)}",
            title=title[language],
            language=language,
            author=self.authority.author[language] or SITE,
            updated=max((each.updated for each in tellings), default=self.begun),
            address=f"{site}/{self.place(address)}",
            page=f"{site}/{self.place(page)}",
            others={each: f"{site}/{_in(each, address)}" for each in LANGUAGES if each != language},
            entries=tuple(map(self.entry, tellings)),
        )

    def entry(self, telling: Telling) -> FeedEntry:
        """Return what a telling is in the language."""
        page = telling.page if telling.is_shared else self.place(telling.page)
        table = telling.table
        return FeedEntry(
            id=f"{self.authority.tag}{self.place(telling.name)}",
            title=telling.title[self.language],
            lines=telling.lines[self.language],
            address=f"{self.authority.site}/{page}",
            updated=telling.updated,
            published=telling.published,
            subject=(table.name, table.table.title[self.language]) if table else None,
        )


def _in(language: str, address: str) -> str:
    return address if language == LANGUAGES[0] else f"{language}/{address}"


def _pages(record: SiteRecord) -> Iterator[tuple[str, Bilingual]]:
    """Yield every page that has a feed, with what the feed is called; everything is no page."""
    yield "", _("%(site)s: what changed", site=SITE)
    for row in record.rows("partners"):
        name = bilingual(row["name"], row["name_ja"])
        yield f"partners/{row['partner'].lower()}/", _title(name)
    for row in record.rows("projects"):
        name = alike(f"{row['project_id']} {row['title'] or ''}".rstrip())
        yield f"projects/{row['project_id'].lower()}/", _title(name)
    for each in dict.fromkeys(row["methodology_id"] for row in record.rows("methodologies")):
        name = alike(f"{each} {record.methodology_title(each) or ''}".rstrip())
        yield f"methodologies/{each.lower()}/", _title(name)
    for package in record.packages.values():
        for table in package:
            yield table_page(f"{package.name}/{table.name}"), _title(table.title)


def table_page(table: str) -> str:
    """Return the address of the page of a table."""
    return f"data/{table}/"


def _title(name: Bilingual) -> Text:
    return _("%(site)s: changes of %(name)s", site=SITE, name=_text(name))


def _text(name: Bilingual) -> Text:
    return bilingual(name["en"], name["ja"])


def _by_page(record: SiteRecord, history: ReleaseHistory) -> Mapping[str, list[Telling]]:
    """Return what the feed of each page tells, the newest first; under no page stands everything.

    Within a release stands first what happened last; what has no day follows in the order of the
    tables.
    """
    finder = PageFinder(record)
    found: dict[str, list[Telling]] = {"": []}
    for step in reversed(history.steps):
        told: dict[str, list[Telling]] = {"": []}
        changes: dict[str, list[RowChange]] = {}
        for each in row_changes(step, finder):
            changes.setdefault(each.diff.name, []).append(each)
        for diff in step.difference.tables:
            _tell_table(told, step, diff, changes.get(diff.name, []), finder)
        for page, several in told.items():
            several.sort(key=lambda each: each.published or date.min, reverse=True)
            begin = [] if page else [_release(step)]
            found.setdefault(page, []).extend([*begin, *several])
    found[""] += [_withdrawal(each) for each in history.releases if each.withdrawal]
    found[""].sort(key=lambda each: each.updated, reverse=True)
    return found


def _tell_table(
    told: dict[str, list[Telling]],
    step: ReleaseStep,
    diff: TableDiff,
    changes: Sequence[RowChange],
    finder: PageFinder,
) -> None:
    """Add what became of a table to what the feeds of its release tell."""
    rows = [(each, _row(each, finder)) for each in changes if each.key]
    is_otherwise = bool(diff.column_diffs) or diff.change is not Change.CHANGE
    is_gathered = len(rows) > GATHERED or len(rows) < len(changes)
    own = told.setdefault(table_page(diff.name), [])
    if is_otherwise or len(rows) < len(changes):
        own.append(_table(step, diff))
    own += [telling for _change, telling in rows]
    told[""] += (
        [_table(step, diff)]
        if is_otherwise or is_gathered
        else [telling for _change, telling in rows]
    )
    for change, telling in rows:
        for page in change.pages:
            told.setdefault(page, []).append(telling)


def _cut(page: str, tellings: Sequence[Telling]) -> Sequence[Telling]:
    """Return no more than a feed may have; what of a release is left out is said by the last."""
    if len(tellings) <= MOST:
        return tellings
    kept = tellings[: MOST - 1]
    version = kept[-1].name.partition("/")[0]
    count = sum(each.name.partition("/")[0] == version for each in tellings[MOST - 1 :])
    if not count:
        return tellings[:MOST]
    title = ngettext(
        "Release %(version)s: %(count)s change more",
        "Release %(version)s: %(count)s changes more",
        count,
        version=version,
    )
    line = _("All changes stand in the file changes.csv of the release.")
    rest = Telling(
        name=f"{version}/rest/{page}",
        title=title,
        lines={each: (line[each],) for each in LANGUAGES},
        page=f"data/{version}/changes.csv",
        updated=kept[-1].updated,
        is_shared=True,
    )
    return (*kept, rest)


def _release(step: ReleaseStep) -> Telling:
    summary = difference_summary(step.difference)
    title = _("Release %(version)s: %(changes)s", version=step.version, changes=summary)
    return Telling(
        name=step.version,
        title=title,
        lines={each: (title[each],) for each in LANGUAGES},
        page=f"data/{step.version}/changes.csv",
        updated=step.day,
        is_shared=True,
    )


def _withdrawal(release: Release) -> Telling:
    """Return that a release was withdrawn: what it brought is told no more."""
    found = release.withdrawal
    if found is None:
        raise ValueError("a release that stands")
    lines = [bilingual(found.reason, found.reason_ja)]
    if found.replaced_by:
        lines.append(_("It is replaced by %(version)s.", version=found.replaced_by))
    return Telling(
        name=f"{release.version}/withdrawn",
        title=_("Release %(version)s was withdrawn", version=release.version),
        lines={each: tuple(line[each] for line in lines) for each in LANGUAGES},
        page="data/",
        updated=found.on,
    )


def _table(step: ReleaseStep, diff: TableDiff) -> Telling:
    words = {
        each: table_words(diff, each, most=GATHERED, length=TITLE_LENGTH) for each in LANGUAGES
    }
    lines = {
        language: (
            *found.remarks,
            *(f"{row.key}{COLON[language]}{_happening(row, language)}" for row in found.rows),
        )
        for language, found in words.items()
    }
    titles = {
        language: f"{found.title}{COLON[language]}{found.summary}"
        for language, found in words.items()
    }
    return Telling(
        name=_name(step, diff),
        title=titles,
        lines=lines,
        page=table_page(diff.name) if diff.change is not Change.REMOVAL else "data/",
        updated=step.day,
        table=diff,
    )


def _row(change: RowChange, finder: PageFinder) -> Telling:
    diff = change.diff
    words = {each: row_words(diff, change.row, each, length=TITLE_LENGTH) for each in LANGUAGES}
    long = {each: row_words(diff, change.row, each, length=LENGTH) for each in LANGUAGES}
    return Telling(
        name=f"{_name(change.step, diff)}/{quote(change.key, safe='')}",
        title={each: _row_title(diff, found, each) for each, found in words.items()},
        lines={
            each: tuple(_cell(cell, found.change, each, COLON[each]) for cell in found.cells)
            for each, found in long.items()
        },
        page=_page_of(change, finder),
        updated=change.step.day,
        published=change.happened_on,
        table=diff,
    )


def _name(step: ReleaseStep, diff: TableDiff) -> str:
    return f"{step.version}/{quote(diff.name)}"


def _row_title(diff: TableDiff, row: RowWords, language: str) -> str:
    """Return what became of a row in a line: ``MN003: Status registered → completed``."""
    name = row.key
    if diff.name not in ENTITIES:
        name = f"{diff.table.title[language]} {row.key}"
    return f"{name}{COLON[language]}{_happening(row, language)}"


def _happening(row: RowWords, language: str) -> str:
    """Return what became of a row: a word, the first cells that changed, or both."""
    parts = []
    if row.change is not Change.CHANGE:
        parts.append(CHANGES[row.change][language])
    if row.change in {Change.CHANGE, Change.RENAME}:
        parts += [_cell(each, row.change, language) for each in row.cells[:IN_TITLE]]
        more = len(row.cells) - IN_TITLE
        if more > 0:
            parts.append(ngettext("%(count)s field more", "%(count)s fields more", more)[language])
    return COMMA[language].join(parts)


def _cell(cell: CellWords, change: Change, language: str, between: str = " ") -> str:
    sides = {Change.ADDITION: (cell.new,), Change.REMOVAL: (cell.old,)}
    values = [each or EMPTY[language] for each in sides.get(change, (cell.old, cell.new))]
    return f"{cell.label}{between}{f' {ARROW} '.join(values)}"


def _page_of(change: RowChange, finder: PageFinder) -> str:
    """Return the address that shows a row: its own page, its place in its table, or the table."""
    table, record = change.diff.name, finder.record
    row = finder.row(table, change.key)
    if row is None:
        return table_page(table) if record.has(table) else "data/"
    if table in ENTITIES:
        return own_page(table, row)
    return record.row_address(table, row)
