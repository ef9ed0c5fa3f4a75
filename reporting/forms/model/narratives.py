"""The narratives of a Party: Markdown files, by paragraph and by cooperative approach.

``narratives/XAA/21-a.md`` is what Party XAA says under paragraph 21(a);
``narratives/XAA/jcm-xaa-xbb/22-b.md`` under paragraph 22(b) of that approach; ``22-b.ja.md`` the
same in Japanese. A file that still has the line `TO_BE_WRITTEN` counts as missing.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from os.path import realpath
from pathlib import Path

from reporting.findings import Finding, Place
from reporting.forms.model.markdown import read_prose
from reporting.forms.model.outline import outline
from reporting.packages import Package

FOLDER = "narratives"
ENDING = ".md"
JAPANESE = ".ja"
TO_BE_WRITTEN = "[to be written]"
LARGEST = 1 << 18
# The parser takes time by the square of these, and stops within quotations or lists in each other.
MOST_LINES, MOST_BRACKETS = 5_000, 2_000
TOO_DEEP = re.compile(r"^(?:[ \t]*>){21}|^(?: {4}|\t){21}", re.MULTILINE)


def narratives_of(home: Package) -> Path | None:
    """Return the folder of narratives beside a package's tables; None if it has none."""
    folder = home.folder / FOLDER
    return folder if folder.is_dir() else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrative:
    """What a Party says under one paragraph.

    Attributes:
        text: In Markdown; empty where it says nothing.
        text_ja: The same in Japanese; empty where there is no such file.
        is_unfinished: Whether there is a file whose text is still to be written.
    """

    text: str = ""
    text_ja: str = ""
    is_unfinished: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Narratives:
    """Every narrative of a Party.

    Attributes:
        party: Whose.
        files: The texts by path within the Party's folder, as ``jcm-xaa-xbb/22-b.ja.md``.
        findings: Files that could not be read or belong nowhere, and what was left out of others.
    """

    party: str
    files: Mapping[str, str]
    findings: tuple[Finding, ...] = ()

    def get(self, key: str, approach: str = "") -> Narrative:
        """Return what is said under a paragraph."""
        path = path_of(key, approach)
        text, japanese = (
            self.files.get(each, "") for each in (path, path.replace(ENDING, JAPANESE + ENDING))
        )
        finished = [each for each in (text, japanese) if _says_something(each)]
        return Narrative(
            text=text if text in finished else "",
            text_ja=japanese if japanese in finished else "",
            is_unfinished=bool(text or japanese) and not finished,
        )


def path_of(key: str, approach: str = "") -> str:
    """Return where a narrative stands within the Party's folder."""
    return f"{approach}/{key}{ENDING}" if approach else f"{key}{ENDING}"


def narratives(root: Path | None, party: str, approaches: Iterable[str]) -> Narratives:
    """Read the narratives of a Party.

    Args:
        root: The folder that holds a folder of Markdown files for each Party; None if there is
            none.
        party: Whose.
        approaches: The names of its cooperative approaches.
    """
    folder = root / party if root else None
    if folder is None or not folder.is_dir():
        return Narratives(party=party, files={})
    known = {*_known(approaches)}
    files: dict[str, str] = {}
    findings: list[Finding] = []
    for path in _paths(folder):
        name = path.relative_to(folder).as_posix()
        if name not in known:
            findings.append(_finding("narrative-unknown", party, file=name))
            continue
        text = _read(path, folder)
        if text is None:
            findings.append(_finding("narrative-unreadable", party, file=name))
            continue
        files[name] = text
        left_out = read_prose(text).left_out
        if left_out:
            what = ", ".join(left_out)
            findings.append(_finding("narrative-left-out", party, file=name, what=what))
    return Narratives(party=party, files=files, findings=tuple(findings))


def _known(approaches: Iterable[str]) -> Iterator[str]:
    """Yield every path that a narrative can have."""
    keys = [each for each in outline() if each.narrative]
    several = [*approaches]
    for entry in keys:
        for approach in several if entry.is_per_approach else [""]:
            for language in ("", JAPANESE):
                yield path_of(entry.narrative + language, approach)


def _paths(folder: Path) -> Iterator[Path]:
    """Yield the files of a folder and of the folders in it, but none that is hidden."""
    for path in sorted(folder.rglob("*")):
        is_hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if not is_hidden and not path.is_dir():
            yield path


def _read(path: Path, folder: Path) -> str | None:
    """Return the text of an ordinary file within the folder; None if it cannot be read."""
    # A link may lead out of the folder, to what is not to be published.
    if not path.is_file() or not Path(realpath(path)).is_relative_to(realpath(folder)):
        return None
    try:
        if path.stat().st_size > LARGEST:
            return None
        # Some editors begin UTF-8 with a mark.
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return None
    is_much = text.count("\n") > MOST_LINES or text.count("[") > MOST_BRACKETS
    return None if is_much or TOO_DEEP.search(text) else text


def _says_something(text: str) -> bool:
    prose = read_prose(text)
    return TO_BE_WRITTEN not in text and bool(prose.blocks)


def _finding(code: str, party: str, **values: str) -> Finding:
    values["file"] = f"{FOLDER}/{party}/{values['file']}"
    return Finding(code=code, place=Place(), values=values)
