"""The examples worked by hand, which the tests hold the code to, as people read them."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from reporting.findings import Code, Words
from reporting.packages.model import Text
from reporting.site.code_index import cited, cited_loosely


@dataclass(frozen=True, slots=True, kw_only=True)
class Samples:
    """The values of placeholders.

    Attributes:
        general: Of any finding, by placeholder.
        of: Of one chapter or one kind of finding, by its name: what fits it better.
    """

    general: Mapping[str, Text]
    of: Mapping[str, Mapping[str, Text]]

    def example(self, code: Code, language: str) -> Words:
        """Return the sentences of a finding with made values in them.

        Raises:
            KeyError: A placeholder has no value.
        """
        values = {
            **self.general,
            **self.of.get(code.chapter, {}),
            **self.of.get(code.name, {}),
        }
        return code.words[language].fill({name: each[language] for name, each in values.items()})


def samples(path: Path) -> Samples:
    """Read the values; one text stands for both languages."""
    with path.open("rb") as stream:
        read = tomllib.load(stream)
    special = read.pop("of", {})
    return Samples(
        general=_texts(read), of={code: _texts(values) for code, values in special.items()}
    )


def _texts(values: Mapping[str, Any]) -> Mapping[str, Text]:
    return {
        name: {"en": value, "ja": value} if isinstance(value, str) else value
        for name, value in values.items()
    }


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


def worked_examples(folder: Path) -> tuple[Worked, ...]:
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
