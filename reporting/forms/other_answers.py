"""Which open questions bear on a form, which answers were taken, and what others would change."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from reporting.forms.ctf_table4.build import accounts_of
from reporting.forms.model.form import Form, FormName
from reporting.forms.model.form_diff import cells_of
from reporting.forms.model.reporting_period import reported
from reporting.forms.model.request import FormRequest
from reporting.forms.model.table import Note
from reporting.forms.queries.alternatives import alternatives
from reporting.forms.queries.open_questions import TakenAnswer, of_accounts, of_tables
from reporting.ledger.ledger import Ledger
from reporting.messages import _
from reporting.official_forms.open_questions import PAGE, rules_of

# They show what the record says, which few answers touch: one is printed where it does.
OF_RECORD = (FormName.INITIAL, FormName.UPDATED_INITIAL)
# Versions of an authorization, and credits whether ITMOs or not: no answer touches them.
WITHOUT_ANSWERS = (FormName.STATEMENT, FormName.DISCLOSURE)


def answers_of(ledger: Ledger, name: FormName, request: FormRequest) -> tuple[TakenAnswer, ...]:
    """Return the answers that may bear on a form: none where nothing in its rows asks."""
    if name in WITHOUT_ANSWERS:
        return ()
    if name is FormName.AEF:
        return of_tables(ledger, request.party, request.year, request.cutoff)
    covers = reported(ledger, request)
    of_ndc = of_accounts(ledger, accounts_of(ledger, request, covers)) if covers.ndc else ()
    if name not in OF_RECORD:
        return of_ndc
    others = of_tables(ledger, request.party, request.year, covers.cutoff)
    return tuple({each.option: each for each in (*of_ndc, *others)}.values())


def with_answers(
    ledger: Ledger,
    form: Form,
    request: FormRequest,
    build: Callable[[Ledger, FormRequest], Form],
) -> Form:
    """Return a form that says which answers were taken, and what another would change in it."""
    taken = answers_of(ledger, form.name, request)
    found = alternatives(
        ledger, taken, cells_of(form), lambda other: cells_of(build(other, request))
    )
    shown = tuple(each for each in found if each.is_felt or form.name not in OF_RECORD)
    options = (each.taken.option for each in shown if each.taken.is_said_in_form)
    chosen = ledger.readings.of_profiles(form.party) if form.name is FormName.AEF else ()
    return replace(
        form,
        notes=(*form.notes, *(each.note for each in shown), *_rules(form.name)),
        answers=(
            *((each.setting, each.value) for each in options),
            *((f"{each.key} {each.setting}", each.value) for each in chosen),
        ),
        profile_readings=chosen,
    )


def _rules(name: FormName) -> Iterator[Note]:
    """Yield which open questions bear on a form that no setting answers: a rule of ours does."""
    if numbers := rules_of(name):
        yield Note(
            label=_("Readings"),
            text=_(
                "Questions that the decisions leave open and that a rule answers here: "
                "%(numbers)s; each stands with its reading in the rulebook (%(page)s).",
                numbers=", ".join(numbers),
                page=PAGE,
            ),
        )
