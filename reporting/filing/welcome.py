"""The first page of a Party's folder, in plain words: ``templates/README.*.md``, filled in."""

from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from reporting.messages import LANGUAGES, Text

TEMPLATES = files("reporting.filing") / "templates"


def welcome(party: str, name: Text, model: Mapping[str, Any]) -> Mapping[str, str]:
    """Return the first page in both languages.

    Args:
        party: Code of the Party.
        name: Its name.
        model: The descriptor of the tables.
    """
    return {
        "README.md" if language == LANGUAGES[0] else f"README.{language}.md": _page(
            language, party, name, model
        )
        for language in LANGUAGES
    }


def _page(language: str, party: str, name: Text, model: Mapping[str, Any]) -> str:
    title = "title" if language == LANGUAGES[0] else f"title@{language}"
    tables = "\n".join(f"- `{each['path']}`: {each[title]}" for each in model["resources"])
    page = (TEMPLATES / f"README.{language}.md").read_text(encoding="utf-8")
    return page.format(name=name[language], party=party, low=party.lower(), tables=tables)
