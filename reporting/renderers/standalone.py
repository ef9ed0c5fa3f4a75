"""Pages that stand alone: nothing is fetched, nothing runs, and they print well."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from reporting.forms.model import prose
from reporting.messages.templates import Translations

TEMPLATES = Path(__file__).with_name("templates")


class Parts(Translations):
    """Jinja's extension for ``form_parts``: it tells the blocks of a narrative apart."""

    def __init__(self, environment: Environment) -> None:
        """Install it in an environment."""
        super().__init__(environment)
        for kind in prose.Block.__args__:
            environment.tests[kind.__name__.lower()] = lambda block, kind=kind: type(block) is kind


def page(template: str, language: str, **shown: Any) -> str:  # noqa: ANN401 - as it says
    """Return a page that stands alone.

    Args:
        template: Its template.
        language: Its language.
        **shown: What the template shows.
    """
    return f"{_environment().get_template(template).render(lang=language, **shown)}\n"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=[Parts],
    )
    environment.filters["css"] = in_css
    return environment


def in_css(text: str) -> Markup:
    """Return a text as CSS writes one; what could end the style sheet is written as a number."""
    written = json.dumps(text, ensure_ascii=False)
    return Markup(written.replace("<", "\\3c ").replace("\\u", "\\"))  # noqa: S704 - no mark left
