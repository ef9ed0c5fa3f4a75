"""Japanese says everything that code and templates say in English, each once."""

import csv
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from typer.testing import CliRunner

from reporting import messages
from reporting.cli import app
from reporting.messages import CATALOGUE, Japanese, alike, bilingual, joined, ngettext
from reporting.site.glossary import terms
from tests.shared import ROOT
from tests.site.csv_rows import read_lines
from tests.site.cut import EXAMPLE

COUNTER = "\u4ef6"  # how Japanese counts approaches and methodologies
JINJA = ("**.html", "jinja2")
SOURCES = (
    ("theme/templates", JINJA),
    ("reporting/renderers/templates", JINJA),
    ("reporting", ("**.py", "python")),
)
PLACEHOLDER = re.compile(r"%\(\w+\)s|%%")
JAPANESE = re.compile("[\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef]")  # kana, kanji, full width


Id = tuple[str, str | tuple[str, ...]]


def _asked() -> set[Id]:
    """Return the sentences that code and templates ask to be translated, each with its context."""
    return {
        (context or "", message)
        for folder, method in SOURCES
        for _file, _line, message, _comments, context in extract_from_dir(folder, [method])
    }


def _catalog() -> Catalog:
    with CATALOGUE.open("rb") as stream:
        return read_po(stream, locale="ja")


def _texts(message: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    return (message,) if isinstance(message, str) else tuple(message or ())


def test_every_sentence_has_a_translation_and_no_other() -> None:
    """A new sentence of a template is translated in the same change; an old one leaves."""
    known = {
        (message.context or "", message.id if isinstance(message.id, str) else tuple(message.id))
        for message in _catalog()
        if message.id and not message.fuzzy and all(_texts(message.string))
    }
    asked = _asked()
    assert known - asked == set()
    assert asked - known == set()


def test_placeholders_agree() -> None:
    """A translation fills in the same values as the sentence; one form may do without a count."""
    for message in _catalog():
        if message.id:
            meant = set(PLACEHOLDER.findall(_texts(message.id)[-1]))
            for text in (*_texts(message.id), *_texts(message.string)):
                assert set(PLACEHOLDER.findall(text)) == meant, message.id


def test_nothing_of_a_machine_or_clock_is_kept() -> None:
    """The file has no dates, paths or line numbers, so that it changes only with its sentences."""
    text = CATALOGUE.read_text(encoding="utf-8")
    assert "Creation-Date" not in text
    assert "#:" not in text


def test_translations_are_japanese() -> None:
    """No sentence stays in English: what has no Japanese letter is an abbreviation or a unit."""
    for message in _catalog():
        for text in _texts(message.string) if message.id else ():
            bare = PLACEHOLDER.sub("", text)
            is_short = not re.search("[a-z]{4}", bare)
            assert JAPANESE.search(bare) or is_short, message.id


def test_units_of_the_reconciliations_are_translated() -> None:
    """A unit that a published figure of the small record has is among the templates' sentences."""
    asked = {message for _context, message in _asked()}
    assert {row["unit"] for row in read_lines(EXAMPLE / "jcm" / "reconciliations.csv")} - {
        ""
    } <= asked


def test_no_japanese_stands_in_the_code() -> None:
    """What is said is said in English; Japanese is translated from it, or comes from data."""
    found = [
        f"{file}:{number}"
        for file in sorted(Path("reporting").rglob("*.py"))
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1)
        if JAPANESE.search(line)
    ]
    assert not found


@cache
def _pairs() -> tuple[tuple[str, str, str], ...]:
    return tuple(_in_both())


def _in_both() -> Iterator[tuple[str, str, str]]:
    """Yield every text that stands in both languages: its place, English, Japanese."""
    for message in _catalog():
        if message.id:
            yield "ja.po", _texts(message.id)[-1], _texts(message.string)[0]
    for file in sorted(ROOT.glob("data/*/schemas/*.json")):
        for english, japanese in _of_schema(json.loads(file.read_text("utf-8"))):
            yield str(file.relative_to(ROOT)), english, japanese
    for file in sorted(ROOT.glob("data/forms/*.csv")):
        for number, row in enumerate(csv.DictReader(file.read_text("utf-8").splitlines()), 2):
            for name in row:
                if row.get(f"{name}_ja"):
                    yield f"{file.relative_to(ROOT)}:{number}", row[name], row[f"{name}_ja"]


def _of_schema(found: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - JSON
    if isinstance(found, dict):
        for name, text in found.items():
            if f"{name}@ja" in found:
                yield text, found[f"{name}@ja"]
            yield from _of_schema(text)
    elif isinstance(found, list):
        for each in found:
            yield from _of_schema(each)


@pytest.mark.parametrize("term", terms(), ids=lambda row: row["term"])
def test_one_term_has_one_translation(term: dict[str, str]) -> None:
    """Wherever an English term of the glossary stands, its Japanese term stands beside it."""
    stem = re.escape(term["term"]).removesuffix("y")
    asked = re.compile(rf"\b{stem}(?:y|s|ies|es)?\b", re.IGNORECASE)
    others = [row["term"] for row in terms() if term["term"] in row["term"] and row != term]
    longer = re.compile("|".join(others) or "$^", re.IGNORECASE)
    seen = 0
    for place, english, japanese in _pairs():
        if japanese == COUNTER or not asked.search(longer.sub("", PLACEHOLDER.sub("", english))):
            continue
        seen += 1
        is_put_in = f"%({term['term']})s" in japanese
        assert is_put_in or term["term_ja"] in japanese, f"{place}: {english} = {japanese}"
    assert seen


@pytest.mark.parametrize(
    "asked",
    [
        ["holdings", "--party", "XBB", "--as-of", "2025-12-31"],
        ["balance", "--party", "XAA", "--cutoff", "2023-12-31"],
    ],
)
def test_whoever_reads_english_waits_for_no_japanese(
    asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The translations are read with the first Japanese text."""

    def none(language: str) -> None:
        raise AssertionError(language)

    monkeypatch.setattr(messages, "translations", none)
    answer = CliRunner().invoke(app, [*asked, "--data", str(ROOT / "data" / "example")])
    assert answer.exit_code == 0, answer.output


def test_texts_are_put_together_in_each_language() -> None:
    """A text within a text is in the language of the whole; a name may stay Japanese in both."""
    inner = bilingual("two", "\u4e8c")
    whole = joined((alike("1 %"), inner), bilingual(" and ", "\u3001"))
    assert (whole.en, whole.ja) == ("1 % and two", "1 %\u3001\u4e8c")
    assert alike("%(one)s", one=Japanese(inner)).en == "\u4e8c"
    assert ngettext("%(count)s row", "%(count)s rows", 1234).en == "1,234 rows"
