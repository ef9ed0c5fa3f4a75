"""The interface in Japanese says everything that the templates say in English."""

import re
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from tests.site.csv_rows import lines

THEME = Path("theme")
PLACEHOLDER = re.compile(r"%\(\w+\)s|%%")
JAPANESE = re.compile("[\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef]")  # kana, kanji, full width


def _asked() -> set[str | tuple[str, ...]]:
    """Return the sentences that the templates ask to be translated."""
    found = extract_from_dir(str(THEME / "templates"), [("**.html", "jinja2")])
    return {message for _, _, message, _, _ in found}


def _catalog() -> Catalog:
    with (THEME / "translations" / "ja.po").open("rb") as stream:
        return read_po(stream, locale="ja")


def _texts(message: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    return (message,) if isinstance(message, str) else tuple(message or ())


def test_every_sentence_has_a_translation_and_no_other() -> None:
    """A new sentence of a template is translated in the same change; an old one leaves."""
    known = {
        message.id if isinstance(message.id, str) else tuple(message.id)
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
            for text in _texts(message.string):
                assert set(PLACEHOLDER.findall(text)) == meant, message.id


def test_nothing_of_a_machine_or_clock_is_kept() -> None:
    """The file has no dates, paths or line numbers, so that it changes only with its sentences."""
    text = (THEME / "translations" / "ja.po").read_text(encoding="utf-8")
    assert "Creation-Date" not in text
    assert "#:" not in text


def test_translations_are_japanese() -> None:
    """No sentence stays in English; only punctuation and units may do without Japanese letters."""
    for message in _catalog():
        for text in _texts(message.string) if message.id else ():
            bare = PLACEHOLDER.sub("", text)
            assert JAPANESE.search(bare) or bare.startswith("t-CO2"), message.id


def test_units_of_the_reconciliations_are_translated() -> None:
    """A unit that a published figure has is among the sentences of the templates."""
    assert {row["unit"] for row in lines("reconciliations")} - {""} <= _asked()
