"""What sources said when: the snapshots, and a page for each that compares it with the record."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from reporting.messages import _
from reporting.packages.csv_text import to_csv
from reporting.renderers.files import to_json
from reporting.site.dataset import Row, SiteRecord
from reporting.site.downloads import Download
from reporting.site.pages.comparisons import compare
from reporting.site.pages.page import SitePage
from reporting.site.pages.then_and_now import Match, Said, TableComparison
from reporting.site.snapshots import Snapshot

PATH = "sources-over-time/"
HEADER = (
    "table",
    "row",
    "subject",
    "field",
    "outcome",
    "then",
    "now",
    "now_source_id",
    "now_as_of",
)


def pages(record: SiteRecord, snapshots: Sequence[Snapshot]) -> Iterator[SitePage]:
    """Yield the page about all snapshots and one for each; none where there is no snapshot."""
    if not snapshots:
        return
    compared = {each.name: compare(record, each) for each in snapshots}
    yield SitePage(
        path=PATH,
        template="snapshots.html",
        rows={"compared": compared},
        sources=_sources(record, [each.source_id for each in snapshots]),
        data=tuple(file for each in snapshots for file in _downloads(each)),
    )
    for each in snapshots:
        yield _page(record, each, compared[each.name])


def _page(
    record: SiteRecord, snapshot: Snapshot, comparisons: Sequence[TableComparison]
) -> SitePage:
    cited = [
        fact.now.source_id
        for each in comparisons
        for match in each.found
        for fact in match.facts
        if fact.now.source_id
    ]
    lines = list(_lines(comparisons))
    stem = _stem(snapshot)
    return SitePage(
        path=snapshot.path,
        template="snapshot.html",
        rows={"snapshot": snapshot, "comparisons": comparisons},
        sources=_sources(record, [snapshot.source_id, *cited]),
        files={
            f"{stem}.csv": to_csv(HEADER, lines),
            f"{stem}.json": to_json([dict(zip(HEADER, line, strict=True)) for line in lines]),
        },
        data=tuple(_downloads(snapshot)),
    )


def _stem(snapshot: Snapshot) -> str:
    return f"{snapshot.name}-then-and-now"


def _downloads(snapshot: Snapshot) -> Iterator[Download]:
    """Yield the comparison as files; the snapshot's own stand with its tables."""
    for form in ("csv", "json"):
        yield Download(
            title=_(
                "%(source)s: then and now (%(form)s)",
                source=snapshot.package.title,
                form=form.upper(),
            ),
            address=f"{snapshot.path}{_stem(snapshot)}.{form}",
        )


def _sources(record: SiteRecord, names: Sequence[str]) -> tuple[Row, ...]:
    """Return sources by their names, each once, as far as the record has them."""
    return tuple(record.sources[name] for name in dict.fromkeys(names) if name in record.sources)


def _lines(comparisons: Sequence[TableComparison]) -> Iterator[tuple[Any, ...]]:
    """Yield each fact of each comparison, then and now."""
    for each in comparisons:
        for match in each.matches:
            yield from _facts(each, match)


def _facts(comparison: TableComparison, match: Match) -> Iterator[tuple[Any, ...]]:
    name, key = comparison.table.name, match.row[comparison.key]
    if match.subject is None:
        yield (name, key, None, None, "unmatched", None, None, None, None)
        return
    subject = match.subject[comparison.subject_key]
    for fact in match.facts:
        said = (_plain(fact.then), _plain(fact.now.said))
        source = fact.now.source_id or None
        yield (name, key, subject, fact.name, fact.outcome.value, *said, source, fact.now.as_of)


def _plain(said: Said) -> Any:  # noqa: ANN401 - what a cell can hold
    return said["en"] if isinstance(said, Mapping) else said
