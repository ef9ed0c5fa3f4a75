"""The narratives of the made-up Parties: a Markdown file for each paragraph, in both languages."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from tests.example.book import Book

TEXTS = Path(__file__).with_suffix(".toml")
AUTHORS = ("XAA", "XBB")
HEADS = {
    "en": "*Made up: Party {party} does not exist, and nothing said here happened.*",
    "ja": "*架空の記述です。締約国{party}は実在せず、記載された内容は事実ではありません。*",
}
ENDINGS = {"en": "", "ja": ".ja"}


def narratives(book: Book) -> Mapping[str, bytes]:
    """Return the files by path within the package."""
    written = tomllib.loads(TEXTS.read_text("utf-8"))
    return {
        f"narratives/{party}/{path}": text.encode()
        for party in AUTHORS
        for path, text in _of_party(party, book, written)
    }


def _of_party(
    party: str, book: Book, written: Mapping[str, Mapping[str, Mapping[str, str]]]
) -> Iterator[tuple[str, str]]:
    whole = dict(written["of-party"])
    if any(row.get("method") == "averaging" for row in _rows(book, "ndcs", party)):
        whole |= written["of-averaging"]
    for key, texts in whole.items():
        yield from _files(key, texts, party)
    for row in _rows(book, "approach_parties", party):
        for key, texts in written["of-approach"].items():
            yield from _files(key, texts, party, str(row["approach"]))


def _files(
    key: str, texts: Mapping[str, str], party: str, approach: str = ""
) -> Iterator[tuple[str, str]]:
    folder = f"{approach}/" if approach else ""
    for language, ending in ENDINGS.items():
        text = f"{HEADS[language]}\n\n{texts[language].strip()}\n"
        filled = text.replace("{party}", party).replace("{approach}", approach)
        yield f"{folder}{key}{ending}.md", filled


def _rows(book: Book, table: str, party: str) -> Sequence[Mapping[str, object]]:
    return [row for row in book.tables[table] if row["party"] == party]
