"""What to do once forms are made: read them, mend what is missing, keep them as drafts."""

import webbrowser
from collections.abc import Sequence
from pathlib import Path

from reporting.findings import as_argument
from reporting.forms.model.form import Form, FormName, Readiness
from reporting.forms.model.wording import BIENNIAL
from reporting.messages import Text, _, alike, joined

HTML = ".html"


def next_step(made: Sequence[Form], written: Sequence[Path], data: Sequence[Path] | None) -> Text:
    """Return one line that says what to do next with the forms that were made."""
    form = next((each for each in made if each.readiness is not Readiness.COMPLETE), made[0])
    page = next((each for each in written if each.name.endswith(f"{form.name}{HTML}")), None)
    at = page or written[0]
    if form.is_made_up:
        return _("Next: read %(file)s; it is made up, and nothing of it is filed.", file=at)
    if form.name is FormName.STATEMENT:
        return _("Next: read %(file)s, have it signed, and publish it.", file=at)
    if form.readiness is not Readiness.COMPLETE:
        return _(
            "Next: mend what is listed above for %(form)s, then make it again; jcm submission "
            "checklist says what comes in which order.",
            form=form.name,
        )
    folder = as_argument(data[0]) if data else "FOLDER"
    about = f" --about {form.about}" if form.about else ""
    return _(
        "Next: read %(file)s, then keep it as a draft: jcm submission draft --data %(folder)s "
        "--party %(party)s --form %(form)s --year %(year)s%(about)s",
        file=at,
        folder=folder,
        party=form.party,
        form=form.name,
        year=form.year,
        about=about,
    )


def years_apart(year: int) -> Text:
    """Return what a year is when forms with different clocks are made together."""
    clocks = _(
        "%(year)s is the reported year of the AEF, due by 15 April %(following)s; of the other "
        "forms it is the year of submission.",
        year=year,
        following=year + 1,
    )
    return joined((clocks, BIENNIAL), alike(" "))


def shown_in_browser(written: Sequence[Path]) -> None:
    """Show the first page in the browser; nothing happens on a machine without one."""
    page = next((each for each in written if each.suffix == HTML), None)
    if page:
        webbrowser.open(page.resolve().as_uri())
