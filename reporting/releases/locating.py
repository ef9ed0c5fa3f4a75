"""What somebody wants judged, and the manifest it is judged by: in it, above it, or named.

A zip has its own manifest; a file or a folder of one package has it up to two folders above.
"""

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self
from urllib.parse import unquote, urljoin, urlsplit

from reporting.releases.deliveries import (
    AbsentError,
    AddressDelivery,
    Delivery,
    DeliveryError,
    FileDelivery,
    FolderDelivery,
    ZipDelivery,
    fetched,
    file_content,
    is_address,
)
from reporting.releases.manifest import MANIFEST

LEVELS = 2
ZIP = ".zip"
ENDING = re.compile(r"\.[a-z]+$")  # of a file; 2026.12.3 is a folder
SECOND_DOWNLOAD = re.compile(r" \(\d+\)(?=\.[^/]+$)")


class LocatingError(Exception):
    """What is to be judged, or the manifest, cannot be found or read; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """What is judged, and by what.

    Attributes:
        name: What people call what is judged.
        delivery: What is judged.
        within: The folder of the manifest that is meant: ``jcm/`` of a package; empty for all.
        manifest: The bytes of the manifest.
        reference: Where the manifest lies: whatever of the release is there is at hand.
        path: Of a file alone, its path from the folder of the manifest; empty if that is unknown.
    """

    name: str
    delivery: Delivery
    within: str
    manifest: bytes
    reference: Delivery
    path: str = ""

    def renamed(self, path: str) -> Self:
        """Return a file alone under another path."""
        held = self.delivery.content(self.path)
        delivery = FileDelivery(name=self.name, path=path, held=held)
        return replace(self, delivery=delivery, path=path)


def located(target: str, manifest: str = "") -> Located:
    """Find what is to be judged, and the manifest.

    Args:
        target: A folder, a zip, a file, or an address of any of these.
        manifest: A manifest or its address; empty to look for it.

    Raises:
        LocatingError: Either cannot be found or read.
    """
    try:
        given = _given(manifest) if manifest else None
        if is_address(target):
            return _at_address(target, given)
        path = Path(target)
        if path.name == MANIFEST and path.is_file():
            path = path.parent
        if path.is_dir():
            return _in_folder(path, given)
        return _in_file(path, given)
    except (DeliveryError, OSError, ValueError) as error:
        msg = f"'{target}' cannot be judged: {error}"
        raise LocatingError(msg) from error


Manifested = tuple[bytes, Delivery]


def _given(manifest: str) -> Manifested:
    try:
        if is_address(manifest):
            return fetched(manifest), AddressDelivery(address=urljoin(manifest, "."))
        path = Path(manifest)
        path = path / MANIFEST if path.is_dir() else path
        return file_content(path), FolderDelivery(folder=path.parent, name=str(path.parent))
    except (DeliveryError, OSError, ValueError) as error:
        msg = f"the manifest '{manifest}' cannot be read: {error}"
        raise LocatingError(msg) from error


def _lacking(target: str) -> LocatingError:
    msg = (
        f"no {MANIFEST} is in '{target}' or in the folders above it; name the one of the version "
        f"with --manifest, a file or an address"
    )
    return LocatingError(msg)


def _in_folder(folder: Path, given: Manifested | None) -> Located:
    delivery = FolderDelivery(folder=folder, name=str(folder))
    if given:
        return Located(
            name=str(folder), delivery=delivery, within="", manifest=given[0], reference=given[1]
        )
    below = [each.parent for each in sorted(folder.glob(f"*/{MANIFEST}"))]
    top = _top(folder) or (below[0] if len(below) == 1 else None)
    if top is None:
        raise _lacking(str(folder))
    within = ""
    if top.resolve() != folder.resolve() and top not in below:
        within = f"{folder.resolve().relative_to(top.resolve()).as_posix()}/"
    delivery = FolderDelivery(folder=top, name=str(folder))
    manifest = file_content(top / MANIFEST)
    return Located(
        name=str(folder), delivery=delivery, within=within, manifest=manifest, reference=delivery
    )


def _top(folder: Path) -> Path | None:
    """Return the folder of the manifest: a folder or one of those above it."""
    here = folder.resolve()
    above = (here, *here.parents[:LEVELS])
    found = next((each for each in above if (each / MANIFEST).is_file()), None)
    return folder if found == here else found


def _in_file(path: Path, given: Manifested | None) -> Located:
    content = file_content(path)
    top = _top(path.parent)
    beside, relative = None, ""
    if top is not None:
        folder = FolderDelivery(folder=top, name=str(top))
        beside = file_content(top / MANIFEST), folder
        relative = path.resolve().relative_to(top.resolve()).as_posix()
    file = SECOND_DOWNLOAD.sub("", path.name)
    if path.name.endswith(ZIP):
        return _in_zip(str(path), content, given, beside)
    return _alone(str(path), content, given or beside, file if given else relative or file)


def _in_zip(
    name: str, content: bytes, given: Manifested | None, beside: Manifested | None
) -> Located:
    """Find the manifest of a zip: the one that was named, its own, or one beside it."""
    archive = ZipDelivery.of(name, content)
    own = (archive.content(MANIFEST), archive) if MANIFEST in archive.parts else None
    chosen = given or own or beside
    if chosen is None:
        raise _lacking(name)
    return Located(name=name, delivery=archive, within="", manifest=chosen[0], reference=chosen[1])


def _alone(name: str, content: bytes, chosen: Manifested | None, path: str) -> Located:
    if chosen is None:
        raise _lacking(name)
    delivery = FileDelivery(name=name, path=path, held=content)
    return Located(
        name=name,
        delivery=delivery,
        within="",
        manifest=chosen[0],
        reference=chosen[1],
        path=path,
    )


def _at_address(address: str, given: Manifested | None) -> Located:
    plain = urlsplit(address)._replace(query="", fragment="").geturl()
    file = unquote(plain.rpartition("/")[2])
    if file == MANIFEST or not ENDING.search(file):
        base = plain.removesuffix(MANIFEST) if file == MANIFEST else f"{plain.rstrip('/')}/"
        delivery = AddressDelivery(address=base)
        manifest, reference = given or (delivery.content(MANIFEST), delivery)
        return Located(
            name=address, delivery=delivery, within="", manifest=manifest, reference=reference
        )
    content = fetched(plain)
    if file.endswith(ZIP):
        return _in_zip(address, content, given, None)
    beside, relative = (None, file) if given else _above(plain)
    return _alone(address, content, given or beside, relative or file)


def _above(address: str) -> tuple[Manifested | None, str]:
    """Return the manifest beside a file of the web or above it, and its path from there."""
    base = urljoin(address, ".")
    for _ in range(LEVELS + 1):
        delivery = AddressDelivery(address=base)
        try:
            return (delivery.content(MANIFEST), delivery), unquote(address.removeprefix(base))
        except AbsentError:
            base = urljoin(base, "..")
    return None, ""
