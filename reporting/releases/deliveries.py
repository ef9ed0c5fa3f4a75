"""Where files lie that somebody got: a folder, a zip, a file, an address.

Whatever lies there is read in bounds, and never outside of its folder.
"""

import os
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPException
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Protocol
from urllib.error import HTTPError
from urllib.parse import quote, urljoin
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    UnknownHandler,
)

from reporting.releases.copy_text import CopyError
from reporting.releases.manifest import MANIFEST
from reporting.releases.reading import BROKEN_ZIP, MOST_BYTES, MOST_MEMBERS, is_within, members

SECONDS = 60
GONE = frozenset((404, 410))
ABOVE = "/"


class DeliveryError(Exception):
    """A file, or all of them, that cannot be read; the message says why."""


class AbsentError(DeliveryError):
    """A file that is not there."""


class Delivery(Protocol):
    """Where files lie."""

    @property
    def name(self) -> str:
        """What people call it."""

    def paths(self) -> tuple[str, ...] | None:
        """Return the paths of its files in order; None where they cannot be listed.

        Raises:
            DeliveryError: They cannot be read.
        """

    def content(self, path: str) -> bytes:
        """Return a file.

        Raises:
            AbsentError: It is not there.
            DeliveryError: It cannot be read.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderDelivery:
    """A folder."""

    folder: Path
    name: str

    def paths(self) -> tuple[str, ...]:
        """Return everything in it that is no folder, and links to folders, which are not followed.

        Raises:
            DeliveryError: There is too much of it.
        """
        found: list[str] = []
        for at, folders, files in os.walk(self.folder):
            here = Path(at).relative_to(self.folder)
            links = [each for each in folders if (Path(at) / each).is_symlink()]
            found += [(here / each).as_posix() for each in (*files, *links)]
            if len(found) > MOST_MEMBERS:
                msg = f"it holds more than {MOST_MEMBERS:,} files"
                raise DeliveryError(msg)
        return tuple(sorted(found))

    def content(self, path: str) -> bytes:
        """Return a file.

        Raises:
            AbsentError: It is not there.
            DeliveryError: It cannot be read.
        """
        return file_content(self.folder / path)


def file_content(path: Path) -> bytes:
    """Return the content of an ordinary file.

    Raises:
        AbsentError: It is not there.
        DeliveryError: It cannot be read.
    """
    try:
        if not path.is_file():
            if os.path.lexists(path):
                raise DeliveryError("it is no ordinary file")
            raise AbsentError("it is not there")
        with path.open("rb") as stream:
            return _bounded(stream.read(MOST_BYTES + 1))
    except OSError as error:
        raise DeliveryError(error.strerror or "it cannot be opened") from error
    except ValueError as error:  # a name with a null character
        raise AbsentError("it is not there") from error


def _bounded(content: bytes) -> bytes:
    if len(content) > MOST_BYTES:
        msg = f"it has more than {MOST_BYTES:,} bytes"
        raise DeliveryError(msg)
    return content


@dataclass(frozen=True, slots=True, kw_only=True)
class FileDelivery:
    """A file alone."""

    name: str
    path: str
    held: bytes = field(repr=False)

    def paths(self) -> tuple[str, ...]:
        """Return its path."""
        return (self.path,)

    def content(self, path: str) -> bytes:
        """Return it.

        Raises:
            AbsentError: Another is asked for.
        """
        if path != self.path:
            raise AbsentError("it is not there")
        return self.held


@dataclass(frozen=True, slots=True, kw_only=True)
class ZipDelivery:
    """A zip, from the folder of its manifest down; what lies above begins with ``/``."""

    name: str
    held: bytes = field(repr=False)
    parts: Mapping[str, zipfile.ZipInfo]

    @classmethod
    def of(cls, name: str, content: bytes) -> "ZipDelivery":
        """Look into a zip.

        Raises:
            DeliveryError: It cannot be read, or a file in it leads out of its folder.
        """
        try:
            with zipfile.ZipFile(BytesIO(content)) as archive:
                parts = members(archive)
        except CopyError as error:
            raise DeliveryError(str(error)) from error
        except BROKEN_ZIP as error:
            msg = f"it is no zip that can be read: {error}"
            raise DeliveryError(msg) from error
        tops = [each.removesuffix(MANIFEST) for each in parts if _is_manifest(each)]
        top = min(tops, key=lambda each: (each.count("/"), each), default="")
        below = {
            path.removeprefix(top) if path.startswith(top) else f"{ABOVE}{path}": part
            for path, part in parts.items()
        }
        return cls(name=name, held=content, parts=below)

    def paths(self) -> tuple[str, ...]:
        """Return the paths of its files."""
        return tuple(sorted(self.parts))

    def content(self, path: str) -> bytes:
        """Return a file.

        Raises:
            AbsentError: It is not there.
            DeliveryError: It cannot be read.
        """
        if path not in self.parts:
            raise AbsentError("it is not there")
        try:
            with (
                zipfile.ZipFile(BytesIO(self.held)) as archive,
                archive.open(self.parts[path]) as stream,
            ):
                return _bounded(stream.read(MOST_BYTES + 1))
        except BROKEN_ZIP as error:
            msg = f"it is damaged in the zip: {error}"
            raise DeliveryError(msg) from error


def _is_manifest(path: str) -> bool:
    return PurePosixPath(path).name == MANIFEST


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressDelivery:
    """A folder of a website, whose files nobody lists."""

    address: str

    @property
    def name(self) -> str:
        """Its address."""
        return self.address

    def paths(self) -> None:
        """Return that they cannot be listed."""

    def content(self, path: str) -> bytes:
        """Return a file.

        Raises:
            AbsentError: It is not there.
            DeliveryError: It cannot be fetched.
        """
        if not is_within(path):
            raise AbsentError("its path leads out of the folder")
        return fetched(urljoin(self.address, quote(path)))


def is_address(text: str) -> bool:
    """Tell whether a text is an address of the web."""
    return text.lower().startswith(("http://", "https://"))


def fetched(address: str) -> bytes:
    """Fetch a file of the web, and nothing else: no file of this machine, no other protocol.

    Raises:
        AbsentError: It is not there.
        DeliveryError: It cannot be fetched.
    """
    opener = OpenerDirector()
    for handler in (
        *(ProxyHandler(), HTTPHandler(), HTTPSHandler(), HTTPRedirectHandler()),
        *(HTTPErrorProcessor(), HTTPDefaultErrorHandler(), UnknownHandler()),
    ):
        opener.add_handler(handler)
    try:
        request = Request(address, headers={"User-Agent": "jcm-verify"})  # noqa: S310 - as above
        with opener.open(request, timeout=SECONDS) as answer:
            return _bounded(answer.read(MOST_BYTES + 1))
    except HTTPError as error:
        with error:
            if error.code in GONE:
                raise AbsentError("it is not there") from error
            msg = f"the server says {error.code}"
            raise DeliveryError(msg) from error
    except (OSError, HTTPException, ValueError) as error:
        msg = f"it cannot be fetched: {getattr(error, 'reason', None) or error}"
        raise DeliveryError(msg) from error
