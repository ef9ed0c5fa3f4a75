"""One page as its template writes it, without the rest of its site."""

from types import SimpleNamespace
from typing import Any

from jinja2 import Environment, FileSystemLoader
from lxml import html

from pelicanconf import JINJA_ENVIRONMENT
from reporting.catalogs.publisher import Publisher
from reporting.renderers.standalone import TEMPLATES
from reporting.site.dataset import SiteRecord
from reporting.site.pages import SitePage
from tests.shared import ROOT
from tests.site.documents import Document


def rendered(page: SitePage, record: SiteRecord, lang: str) -> Document:
    """Return a page of a record in a language."""
    settings: dict[str, Any] = JINJA_ENVIRONMENT
    folders = [ROOT / "theme" / "templates", TEMPLATES]
    environment = Environment(loader=FileSystemLoader(folders), **settings)  # noqa: S701 - theirs
    name = f"{page.path}index.html" if lang == "en" else f"{lang}/{page.path}index.html"
    text = environment.get_template(page.template).render(
        record=record,
        here=page,
        lang=lang,
        output_file=name,
        SITENAME="JCM Open Data",
        SITEURL="",
        publisher=Publisher(),
        feeds=frozenset(),
        structured="",
        freshness=SimpleNamespace(newest=None),
        **page.rows,
    )
    return Document(name, html.fromstring(text), ())
