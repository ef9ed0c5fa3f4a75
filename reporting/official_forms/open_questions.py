"""What Article 6.2 leaves open: each question by its number, how it is read here and by others.

The texts stand in ``catalogue/open_questions.toml``. A question is answered by settings, whose
answers a Party may choose, or by a rule, which is stated.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from reporting.messages import Text, bilingual

PAGE = "rulebook/#open-questions"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenQuestion:
    """A question that the decisions leave open.

    Attributes:
        number: Its number, as ``2.14``.
        provision: The paragraph that leaves it open, a key of ``provisions``.
        settings: The settings that answer it; none where a rule does.
        forms: The forms it bears on.
        question: What is open.
        reading: How it is read here, unless a Party chooses otherwise.
        others: How others are known to read it.
    """

    number: str
    provision: str
    settings: tuple[str, ...]
    forms: tuple[str, ...]
    question: Text
    reading: Text
    others: Text


@cache
def open_questions() -> tuple[OpenQuestion, ...]:
    """Return every question, in order."""
    file = files("reporting").joinpath("catalogue", "open_questions.toml")
    return tuple(
        OpenQuestion(
            number=number,
            provision=entry["provision"],
            settings=tuple(entry["settings"]),
            forms=tuple(entry["forms"]),
            **{
                name: bilingual(entry["en"][name], entry["ja"][name])
                for name in ("question", "reading", "others")
            },
        )
        for number, entry in tomllib.loads(file.read_text(encoding="utf-8")).items()
    )


def rules_of(form: str) -> Sequence[str]:
    """Return the numbers of the questions that bear on a form and that a rule answers."""
    return [each.number for each in open_questions() if form in each.forms and not each.settings]
