"""Make a release of the data: jcm release VERSION. Or sign or withdraw one."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Annotated, Any

import typer
from rich.console import Console
from typer.core import TyperGroup

from reporting.catalogs.citations import release_cff
from reporting.catalogs.publisher import PUBLISHER, publisher_in
from reporting.cli.git_commit import (
    Commit,
    CommitError,
    commit_named,
    dirt,
    head,
    repository,
    rewritten,
    write_folder,
)
from reporting.cli.options import DATA, FOUND_ERRORS, app
from reporting.releases.changelog import data_section, with_release
from reporting.releases.freezing import Frozen, ReleaseOrigin, freeze
from reporting.releases.public_packages import validated
from reporting.releases.release import RELEASES, ReleaseError, Withdrawal
from reporting.releases.signature import sign as sign_release
from reporting.releases.withdrawing import withdraw as withdraw_release
from reporting.renderers.findings import summary

CHANGELOG, CITATION = Path("CHANGELOG.md"), Path("CITATION.cff")
MAKE = "make"


class ReleaseCommands(TyperGroup):
    """What can be done with a release; making it needs no word of its own."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401 - typer's own
        """Take what is no command for the version of a release that is to be made."""
        known = args and args[0] in self.commands
        return super().resolve_command(ctx, args if known else [MAKE, *args])


release = typer.Typer(
    name="release",
    cls=ReleaseCommands,
    help=__doc__,
    no_args_is_help=True,
)
app.add_typer(release)

DataOption = Annotated[
    Path, typer.Option(metavar="FOLDER", help="Folder of the data packages and of the releases.")
]
DateOption = Annotated[
    str,
    typer.Option(
        "--date",
        metavar="DATE",
        help="The day, YYYY-MM-DD, if it is later than that of the commit.",
        show_default="the day of the commit",
    ),
]
VersionArgument = Annotated[
    str, typer.Argument(metavar="VERSION", help="Year.month.number, as 2026.12.3.")
]


@release.command(MAKE, hidden=True)
def make(
    version: VersionArgument,
    data: DataOption = DATA,
    day: DateOption = "",
    content: Annotated[
        str,
        typer.Option(
            metavar="COMMIT",
            help="Take the rows of an earlier commit, unchanged.",
            show_default="those in hand",
        ),
    ] = "",
) -> None:
    """Write the data in hand once into data/releases/VERSION, where they never change.

    The changelog gets its entry, CITATION.cff its version. Nothing is written if something is
    refused: errors in the data, rows that are confidential, uncommitted changes, a version that
    there is, released files that changed, a version that is not of the month in which it is made.

    Exit 0 if it is made, 1 if it is refused, 2 if the call is not understood.

    For example: jcm release 2026.12.3
    """
    console = Console(stderr=True)
    with _told(console, "Not released."):
        top, commit = _here(data)
        origin_commit = commit_named(content, top) if content else commit.name
        origin = ReleaseOrigin(
            created=_day(day, commit), commit=commit.name, content_commit=origin_commit
        )
        changelog = CHANGELOG.read_text("utf-8")
        publisher, _ = publisher_in(Path("content") / PUBLISHER)
        # Refused before anything is written, where it has no place for the entry.
        with_release(changelog, version, origin.created, "", is_of_now=not content)
        with _content(data, origin_commit if content else "", top) as folder:
            with console.status("Checking the data"):
                result = validated(folder)
            console.print(f"Data: {summary(result)}", highlight=False)
            with console.status("Writing the release"):
                made = freeze(version, result, data, origin)
    entry = with_release(
        changelog,
        version,
        origin.created,
        _said(made, content, origin),
        is_of_now=not content,
    )
    CHANGELOG.write_text(entry, encoding="utf-8")
    CITATION.write_bytes(release_cff(made.release, publisher))
    _say_made(made, console)


@release.command("sign")
def sign(
    version: VersionArgument,
    key: Annotated[Path, typer.Option(metavar="FILE", help="The publisher's private SSH key.")],
    data: DataOption = DATA,
) -> None:
    """Sign the manifest of a release with the publisher's key, which stays where it is.

    Exit 0 if it is signed, 1 if not, 2 if the call is not understood.

    For example: jcm release sign 2026.12.3 --key ~/.ssh/publisher
    """
    console = Console(stderr=True)
    with _told(console, "Not signed."):
        file = sign_release(data / RELEASES / version, key)
    console.print(f"Signed: {file}. Commit it with the release.", highlight=False)


@release.command("withdraw")
def withdraw(  # noqa: PLR0913 - each is an option
    version: VersionArgument,
    *,
    reason: Annotated[str, typer.Option(help="Why, in English.", show_default=False)],
    reason_ja: Annotated[str, typer.Option(help="Why, in Japanese.", show_default=False)],
    replaced_by: Annotated[
        str, typer.Option(metavar="VERSION", help="The release that replaces it, if one does.")
    ] = "",
    day: DateOption = "",
    data: DataOption = DATA,
) -> None:
    """Withdraw a release: its files go, its manifest stays, its address says why.

    Git keeps what was committed: confidential rows have to be taken out of its history as well.

    Exit 0 if it is withdrawn, 1 if not, 2 if the call is not understood.
    """
    console = Console(stderr=True)
    with _told(console, "Not withdrawn."):
        _top, commit = _here(data, is_clean=False)
        withdrawal = Withdrawal(
            on=_day(day, commit), reason=reason, reason_ja=reason_ja, replaced_by=replaced_by
        )
        withdraw_release(version, withdrawal, data)
    console.print(f"{version} is withdrawn; commit {data / RELEASES}.", highlight=False)


@contextmanager
def _told(console: Console, outcome: str) -> Iterator[None]:
    """Say why something was refused, a line for each reason, and exit."""
    try:
        yield
    except (ReleaseError, CommitError, OSError) as error:
        console.print(f"[bold red]{outcome}[/]", highlight=False)
        for reason in str(error).splitlines():
            console.print(f"- {reason}", highlight=False, markup=False, soft_wrap=True)
        raise typer.Exit(FOUND_ERRORS) from error


def _here(data: Path, *, is_clean: bool = True) -> tuple[Path, Commit]:
    """Return the top of the repository and its commit.

    Raises:
        ReleaseError: There is no repository, something is not committed, or released bytes are not
            those that were committed first.
    """
    top = repository(Path())
    if top is None:
        raise ReleaseError("there is no git repository here: a release names the commit it is of")
    if not data.resolve().is_relative_to(top):
        msg = f"{data} is not in the repository {top}"
        raise ReleaseError(msg)
    found = dirt(top) if is_clean else ()
    if found:
        more = f" and {len(found) - 1} more" if found[1:] else ""
        msg = f"{found[0]}{more}: not committed; a release is what its commit says, so commit first"
        raise ReleaseError(msg)
    changed = rewritten(top, PurePosixPath((data / RELEASES).resolve().relative_to(top)))
    if changed:
        msg = "\n".join(
            f"{path} was released and then changed by commit {commit[:12]}: withdraw the release"
            for path, commit in changed
        )
        raise ReleaseError(msg)
    return top, head(top)


def _day(given: str, commit: Commit) -> date:
    if not given:
        return commit.day
    try:
        day = date.fromisoformat(given)
    except ValueError as error:
        msg = f"'{given}' is no day; write it as 2026-12-01"
        raise typer.BadParameter(msg, param_hint="--date") from error
    if day < commit.day:
        msg = f"{day} is before {commit.day}, the day of the commit: nothing is dated before it was"
        raise ReleaseError(msg)
    return day


@contextmanager
def _content(data: Path, commit: str, top: Path) -> Iterator[Path]:
    """Give the folder with the rows: the one in hand, or that of a commit."""
    if not commit:
        yield data
        return
    with TemporaryDirectory(prefix="jcm-release-") as folder:
        path = PurePosixPath(data.resolve().relative_to(top))
        yield write_folder(commit, path, top, Path(folder))


def _said(made: Frozen, content: str, origin: ReleaseOrigin) -> str:
    """Return what the changelog says of a release."""
    of = f"The record as it stood at commit {origin.content_commit}." if content else ""
    return "\n\n".join(each for each in (of, data_section(made.changes, made.restated)) if each)


def _say_made(made: Frozen, console: Console) -> None:
    folder, manifest = made.release.folder, made.release.manifest
    total = sum(each.bytes for each in manifest.files)
    rows = sum(each.rows for each in manifest.tables)
    console.print(
        f"Release {manifest.version} of {manifest.created}: {len(manifest.tables)} tables, "
        f"{rows:,} rows, {len(manifest.files)} files, {total:,} bytes in {folder}/",
        highlight=False,
    )
    console.print(
        f"Now: read the entry in {CHANGELOG}, then\n"
        f"  git add {folder} {CHANGELOG} {CITATION}\n"
        f'  git commit -m "Release {manifest.version}"\n'
        f"  git tag {manifest.version}",
        highlight=False,
        markup=False,
    )
