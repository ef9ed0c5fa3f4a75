"""A release made: the rows of a data folder, written once into ``data/releases/VERSION``.

It is refused where a promise would be broken; what is not refused stands whole or not at all.
"""

import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from reporting.findings import Severity
from reporting.forms.model.restatement import Restatements
from reporting.packages import Package, Validation
from reporting.packages.diff import Difference, State, difference
from reporting.packages.opening import CHANGES, RENAMES
from reporting.releases.making import LICENCE, Stamp, table_entries, version_files
from reporting.releases.manifest import MANIFEST, Manifest, file_entries
from reporting.releases.public_packages import in_order, secret_rows
from reporting.releases.release import (
    RELEASES,
    Release,
    ReleaseError,
    altered_files,
    order,
    releases_in,
    restorable,
    standing,
)
from reporting.releases.restatements import restatements
from reporting.renderers.diff_pages import diff_findings
from reporting.renderers.diff_records import changes_csv
from reporting.renderers.files import write_files


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseOrigin:
    """Where the rows of a release are from, and when it is made.

    Attributes:
        created: The day it is made: that of the commit, or a later one that is given.
        commit: The commit at which it is made.
        content_commit: The commit whose rows it holds.
    """

    created: date
    commit: str
    content_commit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Frozen:
    """A release as it was written.

    Attributes:
        release: The release.
        changes: How it differs from the one before; None of the first.
        restated: The figures of forms that differ from it; None where there is no record of units.
    """

    release: Release
    changes: Difference | None
    restated: Restatements | None


def title(version: str, created: date) -> str:
    """Return what people call a release, in English."""
    return f"Version {version} of {created.day} {created:%B %Y}"


def freeze(version: str, content: Validation, data: Path, origin: ReleaseOrigin) -> Frozen:
    """Write a release.

    Args:
        version: Its name, ``2026.12.3``.
        content: The packages whose rows it holds, validated.
        data: The data folder that keeps the releases.
        origin: Where the rows are from, and when it is made.

    Raises:
        ReleaseError: It is refused; nothing was written.
    """
    releases = releases_in(data)
    reasons = [*refusals(version, content, releases, data, origin.created)]
    if reasons:
        raise ReleaseError("\n".join(reasons))
    previous = next(reversed(standing(releases)), None)
    packages = in_order(content)
    folder = data / RELEASES / version
    staged = folder.with_name(f".{version}.new")
    shutil.rmtree(staged, ignore_errors=True)
    try:
        files = frozen_files(version, packages, origin.created) | renames_until(version, data)
        write_files(staged, files)
        changes = restated = None
        if previous:
            old = State.of(previous.folder, previous.version, version=previous.version)
            new = State.of(staged, version, version=version)
            changes = _complete(difference(old, new))
            restated = restatements(changes, old, new)
            written = {CHANGES: changes_csv(changes, restated)}
            write_files(staged, written)
            files |= written
        manifest = Manifest(
            version=version,
            created=origin.created,
            commit=origin.commit,
            content_commit=origin.content_commit,
            previous=previous.version if previous else "",
            tables=table_entries(packages.values(), version, previous),
            files=file_entries(files),
            notices=notices(content),
        )
        write_files(staged, {MANIFEST: manifest.to_json()})
        staged.rename(folder)
    finally:
        shutil.rmtree(staged, ignore_errors=True)
    release = Release(folder=folder, manifest=manifest)
    return Frozen(release=release, changes=changes, restated=restated)


def _complete(changes: Difference) -> Difference:
    """Return a difference in which nothing is left open.

    Raises:
        ReleaseError: Something could not be compared, or a correction corrects nothing.
    """
    if not changes.is_complete:
        raise ReleaseError(diff_findings(changes))
    return changes


def frozen_files(version: str, packages: Mapping[str, Package], created: date) -> dict[str, bytes]:
    """Return the files of a release by path, but for its manifest and its changes."""
    stamp = Stamp(version=version, created=created, title=title(version, created))
    beside = next(iter(packages.values())).folder.parent
    return version_files(packages.values(), stamp, beside / LICENCE)


def renames_until(version: str, data: Path) -> dict[str, bytes]:
    """Return the renames of tables and columns up to a release, as a file of it; none if none."""
    kept = data / RELEASES / RENAMES
    head, *lines = kept.read_text("utf-8").splitlines(keepends=True) if kept.is_file() else [""]
    until = [each for each in lines if order(each.partition(",")[0]) <= order(version)]
    return {RENAMES: "".join([head, *until]).encode()} if until else {}


def notices(content: Validation) -> dict[str, int]:
    """Return how many notices a validation found, by code."""
    found = Counter(each.code for each in content.findings if each.severity is Severity.NOTICE)
    return dict(sorted(found.items()))


def refusals(
    version: str,
    content: Validation,
    releases: tuple[Release, ...],
    data: Path,
    created: date,
) -> Iterator[str]:
    """Yield why a release would not be made, each with what to do.

    Args:
        version: Its name.
        content: The packages whose rows it would hold, validated.
        releases: Those that there are.
        data: The data folder that keeps them.
        created: The day it is made.
    """
    yield from _of_the_name(version, releases, data, created)
    errors = [each for each in content.findings if each.severity is Severity.ERROR]
    if errors:
        yield f"the data have {len(errors)} errors: mend what jcm validate names"
    yield from map(restorable, altered_files(releases))
    if not errors:
        for package in content.packages:
            yield from _of_rows(package)


def _of_the_name(
    version: str, releases: tuple[Release, ...], data: Path, created: date
) -> Iterator[str]:
    try:
        year, month, _number = order(version)
    except ReleaseError as error:
        yield str(error)
        return
    if (year, month) != (created.year, created.month):
        yield (
            f"{version} is not of {created.year}.{created.month}, the month in which it is made: "
            f"name it {_following(releases, created)}"
        )
    if (data / RELEASES / version).exists():
        yield (
            f"{data / RELEASES / version} is there already, and a release is never changed: "
            f"name the next, {_following(releases, created)}"
        )
    elif releases and order(version) < order(releases[-1].version):
        yield (
            f"{version} would stand before {releases[-1].version}, the newest: "
            f"name it {_following(releases, created)}"
        )
    if releases and created < releases[-1].created:
        newest = releases[-1]
        yield f"{created} is before {newest.created}, the day of {newest.version}"


def _following(releases: tuple[Release, ...], created: date) -> str:
    """Return the name that the next release of a day has."""
    numbers = [
        order(each.version)[2]
        for each in releases
        if order(each.version)[:2] == (created.year, created.month)
    ]
    return f"{created.year}.{created.month}.{max(numbers, default=0) + 1}"


def _of_rows(package: Package) -> Iterator[str]:
    """Yield that rows of a package must not be published."""
    for each in secret_rows(package):
        place = f"{package.name}/{each.place.table}, row {each.place.row}"
        yield f"{place} is {each.words('en').found}, and would be published for ever: leave it out"
