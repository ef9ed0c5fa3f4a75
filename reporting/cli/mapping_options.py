"""Which mapping and which files a command means, and how they are read."""

from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path

import typer

from reporting.filing.imports.mapping.mapped_source import read_mapped
from reporting.filing.imports.mapping.shipped import shipped_mappings
from reporting.filing.imports.mapping.source_files import SourceFilesError
from reporting.filing.imports.mapping.toml_keys import nearest
from reporting.filing.imports.workbook_tables import ImportSource
from reporting.packages import Package

SourceReader = Callable[[Package], tuple[ImportSource, str]]
"""Reads a source for a package; and SHA-256 of what it read."""


def existing(path: Path, hint: str) -> Path:
    """Return a file, or refuse what is none."""
    if not path.is_file():
        msg = f"'{path}' is no file"
        raise typer.BadParameter(msg, param_hint=hint)
    return path


def mapping_named(written: str, hint: str = "--mapping") -> Path:
    """Return the file of a mapping: a file, or one that ships by its name."""
    path, shipped = Path(written), shipped_mappings()
    if path.is_file():
        return path
    if written in shipped:
        return shipped[written]
    meant = nearest(written, dict(shipped))
    near = f"; did you mean {meant}" if meant in shipped else ""
    msg = f"'{written}' is no file, and no mapping that ships (jcm mapping list){near}"
    raise typer.BadParameter(msg, param_hint=hint)


def named_sources(written: Sequence[str]) -> dict[str, list[Path]]:
    """Return the files whose source is said as ``NAME=FILE``."""
    found: dict[str, list[Path]] = {}
    for each in written:
        name, equals, file = each.partition("=")
        if not equals or not name:
            msg = f"'{each}' is not NAME=FILE"
            raise typer.BadParameter(msg, param_hint="--source")
        found.setdefault(name, []).append(existing(Path(file), "--source"))
    return found


def mapping_reader(written: str, files: Sequence[Path], named: Sequence[str]) -> SourceReader:
    """Return what reads files by a mapping."""
    mapping, of_sources = mapping_named(written), named_sources(named)
    for each in files:
        existing(each, "FILE")

    def read(package: Package) -> tuple[ImportSource, str]:
        try:
            source = read_mapped(mapping, files, of_sources, package)
        except SourceFilesError as error:
            raise typer.BadParameter(str(error), param_hint="FILE") from error
        several = (mapping, *files, *(file for each in of_sources.values() for file in each))
        digests = (sha256(each.read_bytes()).digest() for each in several)
        return source, sha256(b"".join(digests)).hexdigest()

    return read
