"""The command that judges a download by the manifest of its version."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer
from rich.console import Console

from reporting.cli.options import (
    DATA,
    FOUND_ERRORS,
    FindingsFormat,
    Language,
    app,
    say_findings,
)
from reporting.packages.csv_text import shown
from reporting.releases.deliveries import Delivery, DeliveryError, FolderDelivery
from reporting.releases.locating import Located, LocatingError, located
from reporting.releases.manifest import MANIFEST
from reporting.releases.release import RELEASES, ReleaseError
from reporting.releases.signature import (
    SIGNATURE,
    SIGNERS,
    SignatureState,
    SignatureVerdict,
    judged,
)
from reporting.releases.verification import VerificationError, usable_manifest
from reporting.releases.verification import verify as verified
from reporting.releases.verification_report import verification_json, verification_report

HERE = DATA / RELEASES
LONGEST = 1000  # of a reason: what others wrote may stand in it


@app.command()
def verify(  # noqa: PLR0913 - each is an option
    target: Annotated[
        str,
        typer.Argument(
            metavar="FOLDER|ZIP|FILE|ADDRESS",
            help="What was downloaded: a version or a package of it, its zip, a file of it or a "
            "copy (CSV, Parquet, JSON, XLSX, SQLite), or where it stands on the web.",
            show_default=False,
        ),
    ],
    *,
    manifest: Annotated[
        str,
        typer.Option(
            metavar="FILE|ADDRESS",
            help="The manifest of the version.",
            show_default=f"{MANIFEST} in it, or up to two folders above",
        ),
    ] = "",
    path: Annotated[
        str,
        typer.Option(
            "--as", metavar="PATH", help="Which file of the version a file is, as jcm/sources.csv."
        ),
    ] = "",
    signers: Annotated[
        Path,
        typer.Option(metavar="FILE", help="The publisher's public keys, as ssh-keygen reads them."),
    ] = HERE / SIGNERS,
    of_content: Annotated[
        bool,
        typer.Option(
            "--content", help="Ask only for rows: stored files may have other bytes that say them."
        ),
    ] = False,
    form: Annotated[
        FindingsFormat, typer.Option("--format", help="How the outcome is written.")
    ] = FindingsFormat.TEXT,
    language: Annotated[Language, typer.Option(help="Language of sentences.")] = Language.ENGLISH,
) -> None:
    """Judge a download: which file, table, row or cell was altered, lost or added.

    Stored files are compared byte by byte; copies, and files with other bytes, by what they say.
    Where the release's own rows are at hand, each cell is told as it was and as it is.

    Exit 0 if it is as released, 1 if not, 2 if it cannot be judged.

    For example: jcm verify jcm-open-data-2026.12.3.zip
    """
    try:
        with Console(stderr=True).status("Verifying"):
            place = _as(located(target, manifest), path)
            found = verified(place, _signature(place, signers), _at_hand(place))
    except (LocatingError, VerificationError, DeliveryError) as error:
        raise typer.BadParameter(shown(str(error), LONGEST)) from error
    say_findings(verification_report(found, language), form, lambda: verification_json(found))
    if not found.is_whole(of_content=of_content):
        raise typer.Exit(FOUND_ERRORS)


def _as(place: Located, path: str) -> Located:
    """Return a file under the path it is meant to have."""
    if not path:
        return place
    if not place.path:
        msg = "it says which file of a version a file is; this is not one file"
        raise typer.BadParameter(msg, param_hint="--as")
    return place.renamed(path)


def _signature(place: Located, signers: Path) -> SignatureVerdict:
    """Judge the signature that lies beside the manifest, by keys that do not come with it."""
    try:
        content = place.reference.content(SIGNATURE)
    except DeliveryError:
        return SignatureVerdict(state=SignatureState.NONE)
    with TemporaryDirectory(prefix="jcm-verify-") as folder:
        file = Path(folder) / SIGNATURE
        file.write_bytes(content)
        try:
            return judged(place.manifest, file, signers)
        except ReleaseError as error:
            return SignatureVerdict(state=SignatureState.UNKNOWN, reason=str(error))


def _at_hand(place: Located) -> tuple[Delivery, ...]:
    """Return the folder of the same release in this checkout, if it is here."""
    version = usable_manifest(place.manifest).version
    folder = HERE / version
    is_name = version not in {"", ".", ".."} and "/" not in version
    if not is_name or not (folder / MANIFEST).is_file():
        return ()
    return (FolderDelivery(folder=folder, name=str(folder)),)
