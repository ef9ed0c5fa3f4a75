"""The examples worked by hand, which the tests hold the code to, as people read them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from reporting.site.rules.citations import cited, cited_loosely

END = re.compile(r"^---$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Worked:
    """A worked example.

    Attributes:
        name: How it is called in addresses.
        chapter: The folder it stands in: the rulebook, or the ledger.
        title: What it shows.
        about: Where it comes from, and why its answer is what it is.
        text: The example as it is written: what is given, and what follows.
        provisions: The keys of the provisions that it names.
    """

    name: str
    chapter: str
    title: str
    about: str
    text: str
    provisions: tuple[str, ...]


def worked(folder: Path) -> tuple[Worked, ...]:
    """Read the examples of a folder, in the order of its files."""
    return tuple(each for path in sorted(folder.glob("*/*.yaml")) for each in _examples(path))


def _examples(path: Path) -> Iterator[Worked]:
    parts = [part for part in END.split(path.read_text(encoding="utf-8")) if part.strip()]
    for number, text in enumerate(parts, 1):
        read = yaml.safe_load(text)
        about = " ".join(str(read[each]) for each in ("explanation", "source") if each in read)
        name = path.stem.replace("_", "-")
        said = f"{read['title']} {about}"
        yield Worked(
            name=f"{path.parent.name}-{name}" + (f"-{number}" if len(parts) > 1 else ""),
            chapter=path.parent.name,
            title=str(read["title"]),
            about=about,
            text=text.strip(),
            provisions=tuple(sorted({*cited(said), *cited_loosely(said)})),
        )
