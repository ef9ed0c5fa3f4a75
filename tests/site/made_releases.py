"""Releases made for tests: the packages of a data folder as they stand, with a manifest."""

import shutil
from datetime import date
from pathlib import Path

from reporting.packages.files import DESCRIPTOR
from reporting.releases.manifest import MANIFEST, Manifest
from reporting.releases.release import RELEASES

COMMIT = "0" * 40


def release(data: Path, version: str, day: date, previous: str = "") -> None:
    """Keep the packages of a data folder as a release; what else a release has, they have not."""
    folder = data / RELEASES / version
    for descriptor in sorted(data.glob(f"*/{DESCRIPTOR}")):
        package = descriptor.parent
        if package.name != "example":
            shutil.copytree(package, folder / package.name)
    manifest = Manifest(
        version=version,
        created=day,
        commit=COMMIT,
        content_commit=COMMIT,
        previous=previous,
        tables=(),
        files=(),
        notices={},
    )
    (folder / MANIFEST).write_bytes(manifest.to_json())


def edit(file: Path, old: str, new: str) -> None:
    """Put a text in place of another, once."""
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, (file, old, text.count(old))
    file.write_text(text.replace(old, new), encoding="utf-8")
