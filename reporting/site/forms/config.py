"""Which forms are published: a file of the content says so, and nothing else does."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reporting.forms.model.form import FormName


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The forms of one book.

    Attributes:
        forms: The years of each form, by Party.
        counterparts: Pairs of Parties whose records are compared.
    """

    forms: Mapping[str, Mapping[FormName, tuple[int, ...]]]
    counterparts: tuple[tuple[str, str], ...]

    def years(self, party: str) -> Iterator[tuple[FormName, int]]:
        """Yield each form of a Party with each of its years, in the order of filing."""
        for name in FormName:
            for year in self.forms[party].get(name, ()):
                yield name, year


def wanted(path: Path) -> Mapping[str, Wanted]:
    """Read what is published, by book: ``record`` and ``example``."""
    with path.open("rb") as stream:
        return {name: _book(entry) for name, entry in tomllib.load(stream).items()}


def _book(entry: Mapping[str, Any]) -> Wanted:
    return Wanted(
        forms={
            party: {FormName(name): tuple(years) for name, years in forms.items()}
            for party, forms in entry.get("parties", {}).items()
        },
        counterparts=tuple((first, second) for first, second in entry.get("counterparts", ())),
    )
