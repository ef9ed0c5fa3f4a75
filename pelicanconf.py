"""Settings of the website. What it is made from is in reporting/site; how it looks, in theme."""

from jinja2 import StrictUndefined

from reporting.renderers.standalone import TEMPLATES
from reporting.site.templating import Interface

SITENAME = "JCM Open Data"
SITEURL = ""
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
LOCALE = ("C",)

PATH = "content"
THEME = "theme"
THEME_TEMPLATES_OVERRIDES = [str(TEMPLATES)]  # the parts of forms
DATA = "data"
FORMS = "content/forms.toml"
QUERIES = "search_queries.csv"  # in the folder of the data
SAMPLES = "content/samples.toml"
RHYTHMS = "content/rhythms.toml"
PUBLISHER = "content/publisher.toml"
LOADING = "content/loading.toml"
EXPLAINER = "content/explainer.toml"
CHANGELOG = "CHANGELOG.md"
WORKED_EXAMPLES = "tests/worked_examples"
OUTPUT_PATH = "output"
PLUGINS = ["reporting.site.generators"]
JINJA_ENVIRONMENT = {
    "undefined": StrictUndefined,
    "autoescape": True,
    "trim_blocks": True,
    "lstrip_blocks": True,
    "extensions": [Interface],
}

PAGE_PATHS = ["pages"]
ARTICLE_PATHS: list[str] = []
STATIC_PATHS: list[str] = []
DIRECT_TEMPLATES: list[str] = []
PAGE_URL = "{slug}/"
PAGE_SAVE_AS = "{slug}/index.html"
PAGE_LANG_URL = "{lang}/{slug}/"
PAGE_LANG_SAVE_AS = "{lang}/{slug}/index.html"
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = DRAFT_SAVE_AS = ""
ARCHIVES_SAVE_AS = AUTHORS_SAVE_AS = CATEGORIES_SAVE_AS = TAGS_SAVE_AS = ""
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
THEME_STATIC_PATHS: list[str] = []  # our generator writes them, with hashes in their names
MARKDOWN = {
    "extension_configs": {"markdown.extensions.extra": {}, "markdown.extensions.toc": {}},
    "output_format": "html5",
}
