"""Made values that fill the sentences of findings, so that each is seen as it will be met."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reporting.findings import Code, Words
from reporting.packages.model import Text


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
