"""Words that a code carries beside its label: ``docs/code_words.csv``, which the glossary shows."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass

from reporting.bundled import ROOT
from reporting.messages import Bilingual, _, bilingual
from reporting.site.dataset import SiteRecord

CODE_WORDS = ROOT / "docs" / "code_words.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeWords:
    """A code of a field, and other words for what it means.

    Attributes:
        code: The code.
        field: The field that has it.
        words: Words in English, separated by semicolons; first what it is called.
        words_ja: The same in Japanese.
    """

    code: str
    field: str
    words: str
    words_ja: str

    @property
    def name(self) -> Bilingual:
        """What it is called."""
        return bilingual(self.words.partition(";")[0], self.words_ja.partition(";")[0])

    @property
    def all_words(self) -> str:
        """Its words in both languages, separated by blanks."""
        return f"{self.words} {self.words_ja}".replace(";", "")


def code_words() -> tuple[CodeWords, ...]:
    """Return the words of each code, in the order of the file."""
    with CODE_WORDS.open(encoding="utf-8", newline="") as file:
        return tuple(CodeWords(**each) for each in csv.DictReader(file))


def words_by_code(record: SiteRecord) -> dict[str, str]:
    """Return all words of each code of the record: its labels or names, and what is beside them."""
    found = {
        row["partner"]: [row["alpha2"], row["name"], row["name_ja"]]
        for row in record.rows("partners")
    }
    for each in record.table("projects").schema["technology"].categories:
        found[each.value] = [each.label["en"], each.label["ja"]]
    for row in code_words():
        found.setdefault(row.code, []).append(row.all_words)
    return {code: " ".join(dict.fromkeys(filter(None, words))) for code, words in found.items()}


def absent(record: SiteRecord) -> Iterator[tuple[str, Bilingual]]:
    """Yield the words of each technology of which the record has no project, and what to say."""
    used = {row["technology"] for row in record.rows("projects")}
    for each in code_words():
        if each.field == "technology" and each.code not in used:
            said = _("No project of the record has this technology: %(words)s.", words=each.name)
            yield each.all_words, said
