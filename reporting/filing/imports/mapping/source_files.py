"""Which file belongs to which source of a mapping."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from reporting.filing.imports.mapping.model import MappedSource, MappingFile
from reporting.filing.imports.mapping.sources.part import fits


class SourceFilesError(Exception):
    """It cannot be told which file is which source; the message says what to write."""


def files_of_sources(
    mapping: MappingFile, files: Sequence[Path], named: Mapping[str, Sequence[Path]]
) -> Mapping[str, tuple[Path, ...]]:
    """Return the files of each source.

    Those that are named; then those whose name a source expects; what is left, in order, to the
    sources that are left. Sources with the same ``file`` share it, and a single file is all of
    them.

    Args:
        mapping: The mapping.
        files: The files.
        named: Files whose source is said.

    Raises:
        SourceFilesError: It cannot be told.
    """
    for name in named:
        if name not in mapping.filed:
            msg = f"the mapping has no source {name}; it has {', '.join(mapping.filed)}"
            raise SourceFilesError(msg)
    found: dict[str, list[Path]] = {name: [*named.get(name, ())] for name in mapping.filed}
    left = []
    for file in files:
        meant = [
            each
            for each in mapping.filed.values()
            if each.file
            and each.name not in named
            and fits(file.name.lower(), each.file.lower())
            and (each.is_many or not found[each.name])
        ]
        for each in meant:
            found[each.name].append(file)
        if not meant:
            left.append(file)
    _in_order(mapping, found, left)
    missing = [
        name
        for name, several in found.items()
        if not several and not mapping.filed[name].may_be_missing
    ]
    if left and not missing:
        msg = f"{left[0].name} belongs to no source; say which: --source NAME={left[0]}"
        raise SourceFilesError(msg)
    if missing:
        of = mapping.filed[missing[0]]
        wanted = f" ({of.file})" if of.file else ""
        msg = f"no file for the source {of.name}{wanted}; name it: --source {of.name}=FILE"
        raise SourceFilesError(msg)
    return {name: tuple(several) for name, several in found.items()}


def _in_order(mapping: MappingFile, found: dict[str, list[Path]], left: list[Path]) -> None:
    """Give the files that are left to the sources that are left; change both."""
    waiting: dict[str, list[MappedSource]] = {}
    for each in mapping.filed.values():
        if not found[each.name]:
            waiting.setdefault(each.file or each.name, []).append(each)
    if len(left) == 1 and not any(found.values()):
        waiting = {"": [each for several in waiting.values() for each in several]}
    if len(waiting) == 1:
        (several,) = waiting.values()
        is_many = all(each.is_many for each in several)
        for each in several:
            found[each.name] += left if is_many else left[:1]
        del left[: None if is_many else 1]
        return
    if len(waiting) == len(left):
        for file, several in zip([*left], waiting.values(), strict=True):
            for each in several:
                found[each.name].append(file)
            left.remove(file)
