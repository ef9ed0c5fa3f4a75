"""What templates can say: numbers, dates, addresses in the language of the page."""

import re
from contextlib import suppress
from datetime import date
from decimal import Decimal
from pathlib import PurePosixPath

from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal
from jinja2 import Environment, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from reporting.findings import Place
from reporting.forms.model.form import Form
from reporting.messages.templates import language
from reporting.renderers import status_banner
from reporting.renderers.standalone import Parts
from reporting.site.dataset import SiteRecord

MAIN = "en"
FIRST_ROW = 2  # as a spreadsheet counts them, below the header
NOT_FOUND = "404.html"
IDENTIFIER = re.compile(r"\b[A-Z]{2}(?:_AM)?[0-9]{3}\b")
PLACEHOLDER = re.compile(r"\{(\w+)\}")
MONTH = "yMMMM"
SHORT_FORMATS = {"en": "d MMM y", "ja": "medium"}
DATE_FORMATS = {"en": "d MMMM y", "ja": "long"}


@pass_context
def number(context: Context, value: Decimal | int | None) -> str:
    """Write a number with separators, exactly; nothing for None."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        value = value.normalize()
    return format_decimal(value, format="#,##0.#########", locale=language(context))


@pass_context
def day(context: Context, value: date | str | None) -> str:
    """Write a date in words of the language; nothing for None.

    A text is a date as far as it is known: 2024-06-04, 2024-06, or anything else as it is.
    """
    if not value:
        return ""
    lang = language(context)
    if isinstance(value, date):
        return format_date(value, DATE_FORMATS[lang], locale=lang)
    with suppress(ValueError):
        return format_date(date.fromisoformat(value), DATE_FORMATS[lang], locale=lang)
    with suppress(ValueError):
        return format_skeleton(MONTH, date.fromisoformat(f"{value}-01"), locale=lang)
    return value


@pass_context
def short(context: Context, value: date | None) -> str:
    """Write a date as short as a table wants it; nothing for None."""
    lang = language(context)
    return format_date(value, SHORT_FORMATS[lang], locale=lang) if value else ""


@pass_context
def label(context: Context, value: object, table: str, field: str) -> str:
    """Return the label of a coded value of the record; nothing for None."""
    if value is None:
        return ""
    return str(context["record"].label(table, field, value, language(context)))


@pass_context
def to(context: Context, path: str) -> str:
    """Return the relative address of a page in the same language, from the page being written."""
    prefix = "" if language(context) == MAIN else f"{language(context)}/"
    return _relative(context, prefix + path)


@pass_context
def shared(context: Context, path: str) -> str:
    """Return the relative address of a file that both languages share."""
    return _relative(context, path)


@pass_context
def other(context: Context, lang: str) -> str:
    """Return the relative address of the same page in another language."""
    path = str(context["output_file"])
    own = language(context)
    bare = path if own == MAIN else path.removeprefix(f"{own}/")
    path = bare if lang == MAIN else f"{lang}/{bare}"
    return _relative(context, path.removesuffix("index.html"))


def _relative(context: Context, path: str) -> str:
    """Return an address from the page being written; a host shows 404.html at any address."""
    if context["output_file"].endswith(NOT_FOUND):
        return f"/{path}"
    depth = len(PurePosixPath(context["output_file"]).parts) - 1
    return "../" * depth + path or "./"


@pass_context
def banner_lines(context: Context, form: Form) -> tuple[str, ...]:
    """Return what a reader of a form must not overlook, beyond that it is made up."""
    every = status_banner.banner_lines(form, language(context))
    return every[1:] if form.is_made_up else every


def row_address(record: SiteRecord, place: Place) -> str:
    """Return the address of a row on the page of its table."""
    name = f"{place.package}/{place.table}"
    row = record.rows(name)[place.row - FIRST_ROW]
    return f"data/{name}/#{record.anchor(name, row)}"


@pass_context
def linked(context: Context, text: str | None) -> Markup:
    """Link every identifier of a project or methodology in a text to its page."""
    record = context["record"]

    def link(match: re.Match[str]) -> str:
        found = match[0]
        kind = "methodologies" if "_AM" in found else "projects"
        field = "methodology_id" if "_AM" in found else "project_id"
        if not record.where(kind, field, found):
            return found
        return f'<a href="{to(context, f"{kind}/{found.lower()}/")}">{found}</a>'

    return Markup(IDENTIFIER.sub(link, str(escape(text or ""))))  # noqa: S704 - escaped above


def placeholders(text: str) -> Markup:
    """Set the placeholders of a sentence of the catalogue apart."""
    return Markup(PLACEHOLDER.sub(r"<var>‹\1›</var>", str(escape(text))))  # noqa: S704 - escaped


class Interface(Parts):
    """Jinja's extension of the site: our translations, filters and functions."""

    def __init__(self, environment: Environment) -> None:
        """Install them in an environment."""
        super().__init__(environment)
        environment.filters |= {
            "number": number,
            "day": day,
            "short": short,
            "label": label,
            "linked": linked,
            "placeholders": placeholders,
            "banner_lines": banner_lines,
            "year_of": status_banner.year_of,
            "row_address": row_address,
        }
        environment.globals.update(to=to, shared=shared, other=other)
