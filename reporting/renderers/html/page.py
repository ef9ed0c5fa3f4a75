"""A form as one page: title, contents, sections, notes, findings, the rows behind the figures."""

from collections.abc import Iterator

from markupsafe import Markup

from reporting.forms.model.form import Form, FormName, Section
from reporting.forms.model.markdown import read_prose
from reporting.messages import _
from reporting.renderers.findings import listed
from reporting.renderers.grids import begin_wide, drawn
from reporting.renderers.html.lineages import Lineages
from reporting.renderers.html.prose import prose_html
from reporting.renderers.html.style import style
from reporting.renderers.html.tables import is_wide, table_html
from reporting.renderers.status_banner import READINESS, heeded, year_of

CONTENTS, NOTES, FINDINGS = (
    _("Contents"),
    _("Notes"),
    _("Findings"),
)
ROWS = _("Rows behind the figures")
EXPLAINED = _(
    "Each figure leads here: the rows of the data it was made of, as package/table:row, "
    "and what each puts into it."
)
TABLE, PAGE = _("Table"), _("Page")
PARTY, VERSION = _("Party"), _("Version")
STATE, CUTOFF = _("Readiness"), _("Cut-off")
NONE_DECLARED = _("none declared")
NOT_WRITTEN = _("Missing: the Party has not yet written this section.")
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
LOWEST = 4


def form_html(form: Form, language: str = "en") -> bytes:
    """Return a form as a page that stands alone."""
    lineages = Lineages(language=language)
    body = Markup("").join(
        [
            _front(form, language),
            _contents(form, language),
            Markup("").join(_sections(form, language, lineages)),
            _notes(form, language),
            _findings(form, language),
            _rows(lineages, language),
        ]
    )
    title = f"{form.title[language]}, {form.party} {form.year} {form.version}"
    sheet = style(title, heeded(form, language), PAGE[language])
    page = Markup(
        '<!doctype html>\n<html lang="{}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta http-equiv="Content-Security-Policy" content="{}">\n'
        '<meta name="author" content="JCM Open Data">\n'
        "<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n{}</body>\n</html>\n"
    ).format(language, POLICY, title, Markup(sheet), body)  # noqa: S704 - our own style sheet
    return page.encode()


def _front(form: Form, language: str) -> Markup:
    marks = Markup("").join(
        Markup('<p class="mark" role="note">{}</p>\n').format(each)
        for each in heeded(form, language)
    )
    facts = {
        PARTY: form.party,
        year_of(form): str(form.year),
        VERSION: form.version,
        STATE: READINESS[form.readiness][language],
        CUTOFF: form.cutoff.isoformat() if form.cutoff else NONE_DECLARED[language],
    }
    listing = Markup("").join(
        Markup("<dt>{}</dt><dd>{}</dd>").format(label[language], value)
        for label, value in facts.items()
    )
    return Markup(
        '<header>\n{}<h1>{}</h1>\n<p>{}</p>\n<dl class="facts">{}</dl>\n</header>\n'
    ).format(marks, form.title[language], form.subtitle[language], listing)


def _contents(form: Form, language: str) -> Markup:
    entries = [
        (f"section-{number}", each.level, _heading(each, language))
        for number, each in enumerate(form.sections, 1)
    ]
    if form.notes:
        entries.append(("notes", 1, NOTES[language]))
    if any(listed(form, language)):
        entries.append(("findings", 1, FINDINGS[language]))
    items = Markup("").join(
        Markup('<li class="l{}"><a href="#{}">{}</a></li>\n').format(level, name, text)
        for name, level, text in entries
    )
    return Markup('<nav aria-label="{0}">\n<h2>{0}</h2>\n<ol>\n{1}</ol>\n</nav>\n<main>\n').format(
        CONTENTS[language], items
    )


def _sections(form: Form, language: str, lineages: Lineages) -> Iterator[Markup]:
    number = 0
    is_official = form.name is FormName.AEF
    drawings = [
        [drawn(each, language, is_official=is_official) for each in section.tables]
        for section in form.sections
    ]
    wide = begin_wide(form.sections, drawings, is_wide)
    for place, section in enumerate(form.sections, 1):
        level = min(section.level + 1, LOWEST)
        look = Markup(' class="wide"') if wide[place - 1] else ""
        yield Markup('<section{0}>\n<h{1} id="section-{2}">{3}</h{1}>\n').format(
            look, level, place, _heading(section, language)
        )
        if section.provision:
            yield Markup('<p class="about">{}</p>\n').format(section.provision)
        if section.is_missing:
            yield Markup('<p class="missing">{}</p>\n').format(NOT_WRITTEN[language])
        yield prose_html(read_prose(section.narrative(language)).blocks)
        for table in drawings[place - 1]:
            number += 1
            yield table_html(table, number, f"{TABLE[language]} {number}.", lineages)
        yield Markup("</section>\n")


def _heading(section: Section, language: str) -> str:
    return f"{section.number} {section.title[language]}".strip()


def _notes(form: Form, language: str) -> Markup:
    if not form.notes:
        return Markup("")
    lines = Markup("").join(
        Markup("<li><b>{}</b>: {}{}</li>\n").format(
            note.label[language],
            note.text[language],
            f" [{note.provision}]" if note.provision else "",
        )
        for note in form.notes
    )
    return Markup('<h2 id="notes">{}</h2>\n<ul>\n{}</ul>\n').format(NOTES[language], lines)


def _findings(form: Form, language: str) -> Markup:
    kinds = Markup("").join(
        Markup("<h3>{} <code>{}</code></h3>\n<ul>\n{}</ul>\n").format(
            kind.title,
            kind.code,
            Markup("").join(Markup("<li>{}</li>\n").format(line) for line in kind.lines),
        )
        for kind in listed(form, language)
    )
    if not kinds:
        return kinds
    return Markup('<h2 id="findings">{}</h2>\n{}').format(FINDINGS[language], kinds)


def _rows(lineages: Lineages, language: str) -> Markup:
    if not lineages.met:
        return Markup("</main>\n")
    return Markup('<h2 id="rows">{}</h2>\n<p>{}</p>\n<ol class="rows">\n{}</ol>\n</main>\n').format(
        ROWS[language], EXPLAINED[language], Markup("").join(lineages.lists())
    )
