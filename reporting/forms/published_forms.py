"""Which forms are published of a record: for each Party the years of each form."""

import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reporting.forms.model.form import OF_ONE, FormName


@dataclass(frozen=True, slots=True, kw_only=True)
class FormsConfig:
    """The forms of one book.

    Attributes:
        forms: The years of each form, by Party.
        of_one: The forms about one approach or one authorization, by Party: each with what it is
            about and its year.
        counterparts: Pairs of Parties whose records are compared.
    """

    forms: Mapping[str, Mapping[FormName, tuple[int, ...]]]
    of_one: Mapping[str, tuple[tuple[FormName, str, int], ...]]
    counterparts: tuple[tuple[str, str], ...]

    def years(self, party: str) -> Iterator[tuple[FormName, int]]:
        """Yield each form of a Party with each of its years, in the order of filing."""
        for name in FormName:
            for year in self.forms[party].get(name, ()):
                yield name, year

    def every(self, party: str) -> Iterator[tuple[FormName, str, int]]:
        """Yield the same with what each form is about, those about one thing last."""
        for name, year in self.years(party):
            yield name, "", year
        yield from self.of_one.get(party, ())

    def within(self, parties: Collection[str]) -> "FormsConfig":
        """Return what concerns some Parties alone: a record need not have those that are named."""
        return FormsConfig(
            forms={party: forms for party, forms in self.forms.items() if party in parties},
            of_one={party: forms for party, forms in self.of_one.items() if party in parties},
            counterparts=tuple(pair for pair in self.counterparts if {*pair} <= {*parties}),
        )


def forms_config(path: Path) -> Mapping[str, FormsConfig]:
    """Read what is published, by book: ``record`` and ``example``."""
    with path.open("rb") as stream:
        return {name: _book(entry) for name, entry in tomllib.load(stream).items()}


def _book(entry: Mapping[str, Any]) -> FormsConfig:
    parties = entry.get("parties", {})
    return FormsConfig(
        forms={
            party: {
                FormName(name): tuple(years)
                for name, years in forms.items()
                if FormName(name) not in OF_ONE
            }
            for party, forms in parties.items()
        },
        of_one={
            party: tuple(
                (FormName(name), about, year)
                for name, several in forms.items()
                if FormName(name) in OF_ONE
                for about, years in several.items()
                for year in years
            )
            for party, forms in parties.items()
        },
        counterparts=tuple((first, second) for first, second in entry.get("counterparts", ())),
    )
