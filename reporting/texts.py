"""Texts in both languages."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text in both languages; ``text["ja"]`` is the Japanese one."""

    en: str
    ja: str

    def __getitem__(self, language: str) -> str:
        """Return it in a language."""
        return self.ja if language == "ja" else self.en


def said(en: str, ja: str) -> Text:
    """Return a text in both languages."""
    return Text(en=en, ja=ja)


SILENCE = said("", "")
