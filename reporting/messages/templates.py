"""What a template of ours can say: texts in the language of the page, which is ``lang``."""

from collections.abc import Mapping

from jinja2 import Environment, pass_context
from jinja2.ext import InternationalizationExtension
from jinja2.runtime import Context

from reporting.messages import LANGUAGES, translations


def language(context: Context) -> str:
    """Return the language of the page being rendered; Pelican's own pages bring theirs along."""
    if "lang" in context:
        return str(context["lang"])
    return str(getattr(context.get("page"), "lang", LANGUAGES[0]))


@pass_context
def _gettext(context: Context, text: str) -> str:
    return translations(language(context)).gettext(text)


@pass_context
def _ngettext(context: Context, one: str, many: str, count: int) -> str:
    return translations(language(context)).ngettext(one, many, count)


@pass_context
def _pgettext(context: Context, about: str, text: str) -> str:
    return translations(language(context)).pgettext(about, text)


@pass_context
def in_language(context: Context, text: Mapping[str, str]) -> str:
    """Pick a text in the language of the page."""
    return text[language(context)]


class Translations(InternationalizationExtension):
    """Jinja's extension for translations, bound to ours; ``text|t`` is a text in the language."""

    def __init__(self, environment: Environment) -> None:
        """Install it in an environment."""
        super().__init__(environment)
        environment.install_gettext_callables(  # type: ignore[attr-defined] # put there by super
            _gettext, _ngettext, newstyle=True, pgettext=_pgettext
        )
        environment.filters["t"] = in_language
