"""The entry of a release in the changelog: what its data differ in, above what people wrote."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from reporting.forms.model.restatement import Restatements
from reporting.packages.diff import Difference
from reporting.releases.release import ReleaseError
from reporting.renderers.diff_pages import restated_markdown
from reporting.renderers.diff_words import diff_words

NEXT = re.compile(r"^## Next\n+", re.MULTILINE)
SECTION = re.compile(r"^## ", re.MULTILINE)
PART = re.compile(r"^### ", re.MULTILINE)
RELEASED = re.compile(r"(?P<version>[\d.]+) \((?P<on>\d{4}-\d\d-\d\d)\)")
DATA = "### Data"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangelogEntry:
    """What changed with a release, as it was written.

    Attributes:
        version: The release; empty for what changed since the last.
        on: Its day; None for what changed since the last.
        said: What stands before the first part, as Markdown.
        parts: What stands in each part, as Markdown, by its heading.
    """

    version: str
    on: date | None
    said: str
    parts: Mapping[str, str]


def changelog_entries(changelog: str) -> Iterator[ChangelogEntry]:
    """Yield the entries of a changelog, the newest first, as they stand in it."""
    for section in SECTION.split(changelog)[1:]:
        title, _newline, text = section.partition("\n")
        released = RELEASED.fullmatch(title.strip())
        said, *parts = PART.split(text)
        yield ChangelogEntry(
            version=released["version"] if released else "",
            on=date.fromisoformat(released["on"]) if released else None,
            said=said.strip(),
            parts={
                heading.strip(): body.strip()
                for heading, _line, body in (each.partition("\n") for each in parts)
            },
        )


def with_release(changelog: str, version: str, created: date, said: str, *, is_of_now: bool) -> str:
    """Return a changelog with the entry of a release.

    Args:
        changelog: The changelog, with a section *Next* of what people wrote since the last release.
        version: The release.
        created: Its day.
        said: What the data differ in, as Markdown.
        is_of_now: Whether it holds what stands in *Next*; a release of older rows does not.

    Raises:
        ReleaseError: There is no section *Next*.
    """
    found = NEXT.search(changelog)
    if found is None:
        msg = 'CHANGELOG.md has no section "## Next": add one, for what the next release changes'
        raise ReleaseError(msg)
    entry = f"## {version} ({created.isoformat()})\n\n{said}\n\n"
    after = SECTION.search(changelog, found.end())
    end = after.start() if after else len(changelog)
    before, written, rest = changelog[: found.end()], changelog[found.end() : end], changelog[end:]
    if is_of_now:
        return f"{before}{entry}{written}{rest}"
    return f"{before}{written}{entry}{rest}"


def data_section(changes: Difference | None, restated: Restatements | None = None) -> str:
    """Return what the data of a release differ in from the one before, as Markdown.

    Which figures of forms are restated, or that none is, stands below it.
    """
    return "\n".join([DATA, "", *_lines(changes), *restated_markdown(restated, "en")])


def _lines(changes: Difference | None) -> Iterator[str]:
    if changes is None:
        yield "The first release: what the record held until then was never kept as bytes."
        return
    words = diff_words(changes, "en", most=0, length=0)
    yield f"Since {changes.old}: {words.summary}."
    if words.tables:
        yield ""
    yield from (f"- `{each.name}`: {each.summary}." for each in words.tables)
