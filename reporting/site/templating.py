"""What templates can say: numbers, dates, addresses in the language of the page."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import takewhile
from typing import Any
from urllib.parse import urlsplit

from babel.dates import format_date
from babel.numbers import format_decimal
from jinja2 import Environment, pass_context, pass_environment
from jinja2.filters import make_attrgetter
from jinja2.runtime import Context
from lxml import etree, html
from markupsafe import Markup, escape

from reporting.findings import Place
from reporting.forms.model.form import Form
from reporting.messages import Bilingual
from reporting.messages.templates import language
from reporting.renderers import status_banner
from reporting.renderers.standalone import Parts
from reporting.site import contact
from reporting.site.assets import assets
from reporting.site.cards import HEIGHT, WIDTH, card_address
from reporting.site.dataset import SiteRecord
from reporting.site.navigation import SECTIONS, section_of
from reporting.site.organisations import organisation_address
from reporting.site.search.entities import KINDS
from reporting.site.structured_data import breadcrumb_list
from reporting.site.written_days import written_day

MAIN = "en"
FIRST_ROW = 2  # as a spreadsheet counts them, below the header
NOT_FOUND = "404.html"
IDENTIFIER = re.compile(r"\b[A-Z]{2}(?:_AM)?[0-9]{3}\b")
BREAK = re.compile(r"[._](?=\w)")
PLACEHOLDER = re.compile(r"\{(\w+)\}")
CACHED = 10_000  # numbers and dates recur, and Babel takes long for each
SHORT_FORMATS = {"en": "d MMM y", "ja": "medium"}


@pass_context
def number(context: Context, value: Decimal | int | None) -> str:
    """Write a number with separators, exactly; nothing for None."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        value = value.normalize()
    return _number(str(value), language(context))


@lru_cache(maxsize=CACHED)
def _number(value: str, lang: str) -> str:
    return format_decimal(Decimal(value), format="#,##0.#########", locale=lang)


@pass_context
def day(context: Context, value: date | str | None) -> str:
    """Write a date in words of the language; nothing for None.

    A text is a date as far as it is known: 2024-06-04, 2024-06, or anything else as it is.
    """
    return written_day(value)[language(context)] if value else ""


@pass_context
def short(context: Context, value: date | None) -> str:
    """Write a date as short as a table wants it; nothing for None."""
    lang = language(context)
    return format_date(value, SHORT_FORMATS[lang], locale=lang) if value else ""


def breaks(name: str) -> Markup:
    """Return a name of columns, codes or modules that may break after its dots and underscores."""
    return Markup(BREAK.sub(r"\g<0><wbr>", str(escape(name))))  # noqa: S704 - escaped


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
def asset(context: Context, name: str) -> str:
    """Return the relative address of a file of the theme, which has its hash in its name."""
    return _relative(context, assets()[name].path)


def integrity(name: str) -> str:
    """Return what a page says of the content of a script or stylesheet."""
    return assets()[name].integrity


@pass_context
def other(context: Context, lang: str) -> str:
    """Return the relative address of the same page in another language."""
    return _relative(context, _path_in(context, lang))


@pass_context
def canonical(context: Context, lang: str) -> str:
    """Return the address of the same page in a language, with that of the site if it is known."""
    address = context["SITEURL"]
    return f"{address}/{_path_in(context, lang)}" if address else other(context, lang)


def _path_in(context: Context, lang: str) -> str:
    """Return where the page being written stands in a language, from the root of the site."""
    path = str(context["output_file"])
    own = language(context)
    bare = path if own == MAIN else path.removeprefix(f"{own}/")
    path = bare if lang == MAIN else f"{lang}/{bare}"
    return path.removesuffix("index.html")


@pass_context
def card(context: Context) -> str:
    """Return the whole address of the picture that stands for the page where it is shared."""
    bare = _path_in(context, MAIN)
    return f"{context['SITEURL']}/{card_address(bare, language(context))}"


@pass_context
def cited_address(context: Context) -> str:
    """Return the address under which the page being written is cited: whole if it is known."""
    return f"{context['SITEURL']}/{_path_in(context, language(context))}"


@pass_context
def breadcrumbs(context: Context, places: Iterable[tuple[str, str]], title: str) -> Markup:
    """Return for machines the way to the page being written; nothing where no address is whole.

    Args:
        context: Of the page.
        places: The pages above it: address below the language and name.
        title: What it is called itself.
    """
    if not context["SITEURL"]:
        return Markup()
    prefix = "" if language(context) == MAIN else f"{language(context)}/"
    way = [(f"{context['SITEURL']}/{prefix}{path}", _plain(name)) for path, name in places]
    node = breadcrumb_list([*way, (cited_address(context), _plain(title))])
    return Markup('<script type="application/ld+json">{}</script>').format(node)


def _plain(text: str) -> str:
    """Return a text of a template without marks of HTML."""
    return text.unescape() if isinstance(text, Markup) else text


@pass_context
def report_address(context: Context, title: str) -> str:
    """Return the address that begins a report of a mistake on the page being written."""
    return contact.report_address(
        context["publisher"], title, cited_address(context), language(context)
    )


def _relative(context: Context, path: str) -> str:
    """Return an address from the page being written; a host shows 404.html at any address."""
    if context["output_file"].endswith(NOT_FOUND):
        return f"{urlsplit(context['SITEURL']).path}/{path}"
    return "../" * context["output_file"].count("/") + path or "./"


@pass_context
def spoken(context: Context, texts: Mapping[str, Bilingual]) -> dict[str, str]:
    """Return texts in the language of the page, by what they had."""
    return {name: text[language(context)] for name, text in texts.items()}


@pass_context
def banner_lines(context: Context, form: Form) -> tuple[str, ...]:
    """Return what a reader of a form must not overlook, beyond that it is made up."""
    every = status_banner.banner_lines(form, language(context))
    return every[1:] if form.is_made_up else every


def row_address(record: SiteRecord, place: Place) -> str:
    """Return the address of a row on the page of its table."""
    name = f"{place.package}/{place.table}"
    row = record.rows(name)[place.row - FIRST_ROW]
    return record.row_address(name, row)


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


@pass_environment
def grouped(
    environment: Environment, rows: Iterable[Any], *names: str
) -> list[tuple[Any, list[Any]]]:
    """Return rows by the value of an attribute, or of several, in the order of the first of each.

    Jinja's own ``groupby`` sorts by the value, which may be unknown.
    """
    getters = [make_attrgetter(environment, name) for name in names]
    found: dict[Any, list[Any]] = {}
    for row in rows:
        values = tuple(getter(row) for getter in getters)
        found.setdefault(values if len(values) > 1 else values[0], []).append(row)
    return list(found.items())


def in_sections(page: str) -> Markup:
    """Fold the sections of a long page of prose: each heading opens what stands below it."""
    root = html.fragment_fromstring(page, create_parent="div")
    for heading in root.xpath("./h2[@id]"):
        group = etree.Element("details", {"class": "group", "id": heading.attrib.pop("id")})
        heading.addprevious(group)
        below = [*takewhile(lambda each: each.tag != "h2", heading.itersiblings())]
        summary = etree.SubElement(group, "summary")
        summary.append(heading)
        heading.tail = None
        group.extend(below)
    parts = [root.text or "", *(html.tostring(each, encoding="unicode") for each in root)]
    return Markup("".join(parts))  # noqa: S704 - as Pelican wrote it


def placeholders(text: str) -> Markup:
    """Set the placeholders of a sentence of the catalogue apart."""
    return Markup(PLACEHOLDER.sub(r"<var>‹\1›</var>", str(escape(text))))  # noqa: S704 - escaped


def is_web(value: object) -> bool:
    """Tell whether a cell is an address that a page may lead to: none of another scheme."""
    return isinstance(value, str) and value.startswith(("https://", "http://"))


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
            "breaks": breaks,
            "grouped": grouped,
            "in_sections": in_sections,
            "linked": linked,
            "placeholders": placeholders,
            "banner_lines": banner_lines,
            "year_of": status_banner.year_of,
            "row_address": row_address,
        }
        environment.tests |= {"web": is_web}
        environment.globals.update(
            to=to,
            shared=shared,
            asset=asset,
            integrity=integrity,
            other=other,
            canonical=canonical,
            organisation_address=organisation_address,
            card=card,
            cited_address=cited_address,
            breadcrumbs=breadcrumbs,
            report_address=report_address,
            sections=SECTIONS,
            section_of=section_of,
            search_kinds=KINDS,
            spoken=spoken,
            card_size=(WIDTH, HEIGHT),
        )
