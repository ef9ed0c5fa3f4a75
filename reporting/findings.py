"""What can be wrong with data, and how it is said.

A `Finding` is a located fact about the data: code, place, and the values that fill the sentences of
its `Code`. The sentences, in English and Japanese, stand once in the files of
``catalogue``.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Self

# As in reporting.messages, which stands beside this room, not below it.
LANGUAGES = ("en", "ja")
CHAPTERS = (
    "packages",
    "saved",
    "differences",
    "downloads",
    "record",
    "units",
    "authorizations",
    "reports",
    "workbooks",
    "imports",
    "mappings",
    "publishing",
)


HOUSE = "house-"
OF_HOUSE = "house-profile"  # of the first chapter: title and provision of the twins


class Severity(StrEnum):
    """How much a finding weighs: an error stops a publication, a notice is published with it."""

    ERROR = "error"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Place:
    """Where in the data something stands.

    Attributes:
        package: Name of the package, or its folder where the name cannot be read.
        table: Name of the table; empty for the package itself.
        row: Number of the row as a spreadsheet shows it: the header is row 1; 0 for no row.
        field: Name of the field; empty for the whole row.
    """

    package: str = ""
    table: str = ""
    row: int = 0
    field: str = ""

    def __str__(self) -> str:
        """Write the place as ``package/table:row field``, leaving out what is not known."""
        where = "/".join(filter(None, (self.package, self.table)))
        row = f":{self.row}" if self.row else ""
        return " ".join(filter(None, (where + row, self.field)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The sentences of one finding in one language."""

    title: str
    expected: str
    found: str
    remedy: str

    def fill(self, values: Mapping[str, str]) -> Self:
        """Return the same sentences with the values put in."""
        return type(self)(
            title=self.title,
            expected=self.expected.format_map(values),
            found=self.found.format_map(values),
            remedy=self.remedy.format_map(values),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """One entry of the catalogue: a kind of finding.

    Attributes:
        name: Stable name, as programs read it.
        severity: What it does to a publication.
        provision: The standard, rule or decision behind it.
        words: Its sentences by language, with ``{placeholders}``.
        chapter: The part of the catalogue it stands in, one of `CHAPTERS`.
        secretariat: Code of the check of the UNFCCC secretariat that asks the same; empty if none.
        platform: What the secretariat's checker is expected to say where it differs, by language.
    """

    name: str
    severity: Severity
    provision: str
    words: Mapping[str, Words]
    chapter: str
    secretariat: str
    platform: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something the author of the data can mend, or a reader must know."""

    code: str
    place: Place
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        """The severity its code has in the catalogue."""
        return catalogue()[self.code].severity

    @property
    def provision(self) -> str:
        """The standard, rule or decision behind it."""
        return catalogue()[self.code].provision

    def words(self, language: str = "en") -> Words:
        """Return its sentences in a language of `LANGUAGES`."""
        return catalogue()[self.code].words[language].fill(self.values)

    def as_record(self) -> dict[str, str | int]:
        """Return the finding as the flat record that JSON and tables show."""
        english, japanese = self.words("en"), self.words("ja")
        return {
            "severity": self.severity.value,
            "code": self.code,
            "package": self.place.package,
            "table": self.place.table,
            "row": self.place.row,
            "field": self.place.field,
            "expected": english.expected,
            "found": english.found,
            "remedy": english.remedy,
            "provision": self.provision,
            "expected@ja": japanese.expected,
            "found@ja": japanese.found,
            "remedy@ja": japanese.remedy,
        }


@cache
def catalogue() -> Mapping[str, Code]:
    """Return every code a finding can have, by name, in the order of `CHAPTERS` and their files."""
    return {code.name: code for chapter in CHAPTERS for code in _chapter(chapter)}


def _chapter(chapter: str) -> Iterator[Code]:
    file = files("reporting").joinpath("catalogue", f"{chapter}.toml")
    entries = tomllib.loads(file.read_text(encoding="utf-8"))
    house = entries.pop(OF_HOUSE, {})
    for name, entry in entries.items():
        code = Code(
            name=name,
            severity=Severity(entry["severity"]),
            provision=entry["provision"],
            words={language: Words(**entry[language]) for language in LANGUAGES},
            chapter=chapter,
            secretariat=entry.get("secretariat", ""),
            platform=entry.get("platform", {}),
        )
        yield code
        if entry.get("house"):
            yield _of_house(code, house)


def _of_house(code: Code, house: Mapping[str, str]) -> Code:
    """Return the twin of a kind that only our packages owe: see reporting.packages.house."""
    words = {
        language: replace(each, title=house[language].format(each.title))
        for language, each in code.words.items()
    }
    return replace(
        code,
        name=f"{HOUSE}{code.name}",
        severity=Severity.NOTICE,
        provision=house["provision"],
        words=words,
    )


def as_argument(path: Path | str) -> str:
    """Return a path as one word of a command to type: in quotes where it holds white space."""
    text = str(path)
    return f'"{text}"' if any(map(str.isspace, text)) else text


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings sorted by place, then code, then what was found."""
    # By the values, too: two findings of one code and place have one order in every run.
    return tuple(
        sorted(findings, key=lambda each: (each.place, each.code, sorted(each.values.items())))
    )
