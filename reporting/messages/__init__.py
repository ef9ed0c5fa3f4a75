"""Texts in both languages: English in code and templates, Japanese in ``ja.po`` beside this file.

A text of ours is written ``_("Years of %(party)s", party=name)``: Babel finds it, and a test holds
that each has one translation. What comes in both languages, as from a table, is `bilingual`.
"""

import gettext
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Any, Protocol

LANGUAGES = ("en", "ja")
CATALOGUE = files("reporting.messages") / "ja.po"


class Bilingual(Protocol):
    """What has a text in each language: a `Text`, or a title of a data package."""

    def __getitem__(self, language: str, /) -> str:
        """Return it in a language."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text in both languages; ``text["ja"]`` is the Japanese one.

    Attributes:
        message: The English text.
        japanese: The Japanese one; None for the translation of the message.
        values: What is put into both, ``%(name)s``: a text in the language of the whole.
        many: The English text for any number but one; empty if it depends on none.
        count: The number.
    """

    message: str
    japanese: str | None = None
    values: tuple[tuple[str, Any], ...] = ()
    many: str = ""
    count: int = 1

    @property
    def en(self) -> str:
        """The English text."""
        return self._filled(self.many if self.many and self.count != 1 else self.message, "en")

    @property
    def ja(self) -> str:
        """The Japanese text."""
        if self.japanese is not None:
            return self._filled(self.japanese, "ja")
        known = translations("ja")
        if self.many:
            return self._filled(known.ngettext(self.message, self.many, self.count), "ja")
        return self._filled(known.gettext(self.message), "ja")

    def __getitem__(self, language: str, /) -> str:
        """Return it in a language."""
        return self.ja if language == "ja" else self.en

    def _filled(self, text: str, language: str) -> str:
        # A text without values may hold a per cent sign of its own.
        if not self.values:
            return text
        known = {
            name: value[language] if isinstance(value, Text | Japanese | Mapping) else value
            for name, value in self.values
        }
        return text % known


@dataclass(frozen=True, slots=True)
class Japanese:
    """What stays Japanese in both languages: the name of a thing in the original."""

    text: Text

    def __getitem__(self, _language: str, /) -> str:
        """Return it in Japanese."""
        return self.text.ja


def _(message: str, **values: Any) -> Text:  # noqa: ANN401 - whatever can be written
    """Return a text of ours, with values that are put into it in both languages."""
    return Text(message, values=tuple(values.items()))


def ngettext(one: str, many: str, count: int, **values: Any) -> Text:  # noqa: ANN401 - as above
    """Return a text of ours that depends on a number, which it names ``%(count)s``."""
    known = {"count": f"{count:,}", **values}
    return Text(one, values=tuple(known.items()), many=many, count=count)


def joined(texts: Iterable[Text], separator: Text) -> Text:
    """Return texts one after the other."""
    several = {f"text{number}": each for number, each in enumerate(texts)}
    between = "%(between)s"
    return alike(between.join(f"%({name})s" for name in several), between=separator, **several)


def alike(text: str, **values: Any) -> Text:  # noqa: ANN401 - as above
    """Return what is written alike in both languages: a number, a name, marks between texts."""
    return Text(text, text, values=tuple(values.items()))


def in_language(texts: Iterable[Text], language: str) -> tuple[str, ...]:
    """Return several texts in a language."""
    return tuple(each[language] for each in texts)


def bilingual(en: str, ja: str) -> Text:
    """Return a text that comes in both languages."""
    return Text(en, ja)


@cache
def translations(language: str) -> gettext.NullTranslations:
    """Return the translations into a language; English is its own."""
    if language == LANGUAGES[0]:
        return gettext.NullTranslations()
    # Whoever reads English waits for neither the library nor the file.
    from babel.messages.mofile import write_mo  # noqa: PLC0415
    from babel.messages.pofile import read_po  # noqa: PLC0415

    compiled = BytesIO()
    with CATALOGUE.open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


SILENCE = alike("")
