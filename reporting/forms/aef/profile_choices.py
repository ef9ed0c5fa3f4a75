"""What a Party may choose of an export profile: each choice, who made it, and what another writes.

A choice says how a cell is written and moves no figure. Its answers are rows of ``readings`` at the
level of the profile; without them the profile's own hold (``aef_profiles`` of ``data/forms``).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from reporting.forms.model.table import Cell, Note
from reporting.forms.queries.open_questions import decided
from reporting.ledger.readings import Reading
from reporting.messages import Text, _, alike, ngettext

CHOICES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "identifiers": ("full", "integer"),
        "dates": ("typed", "iso", "instant"),
        "party": ("code", "name"),
        "placeholders": ("as_printed", "blank"),
        "not_applicable": ("NA", "blank"),
        "timeframe": ("occurred_and_use", "years"),
        "using_party": ("named", "NA"),
        "underlying_units": ("serial", "number"),
        "spelling_definition_authorization": ("Authorization", "Authorisation"),
        "spelling_definition_use_or_cancellation": ("Use or cancellation", "Use or Cancellation"),
        "spelling_action_voluntary_cancellation": ("Voluntary Cancellation", "Cancellation"),
        "spelling_subtype_authorization": ("Authorization", "Authorisation"),
        "spelling_subtype_use_or_cancellation": ("Use or cancellation", "Use or Cancellation"),
        "spelling_subtype_first_international_transfer": (
            "First transfer to another Party",
            "First international transfer",
        ),
    }
)
TITLES: Mapping[str, Text] = MappingProxyType(
    {
        "identifiers": _("Form of ITMO identifiers"),
        "dates": _("Form of dates"),
        "party": _("Parties by code or name"),
        "placeholders": _("Cells that the platform fills"),
        "not_applicable": _("Where a column does not apply"),
        "timeframe": _("Form of the authorized timeframe"),
        "using_party": _("Using Party of a use towards an NDC"),
        "underlying_units": _("Form of underlying units"),
        "spelling_definition_authorization": _("Spelling of the definition: authorization"),
        "spelling_definition_use_or_cancellation": _(
            "Spelling of the definition: use or cancellation"
        ),
        "spelling_action_voluntary_cancellation": _("Action type of a voluntary cancellation"),
        "spelling_subtype_authorization": _("Spelling of the subtype: authorization"),
        "spelling_subtype_use_or_cancellation": _("Spelling of the subtype: use or cancellation"),
        "spelling_subtype_first_international_transfer": _(
            "Spelling of the subtype: first international transfer"
        ),
    }
)
Wanted = Mapping[str, str]
BY_PROFILE = _("as the profile has it")
EMPTY_CELL = _("(empty)")


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenOtherwise:
    """The cells that another answer would write otherwise: how many, and the first of them."""

    count: int
    table: str
    column: str
    before: Cell
    after: Cell


def chosen(own: Wanted, readings: Iterable[Reading], profile: str) -> Wanted:
    """Return what a profile wants, as far as the Party has not chosen otherwise."""
    return {**own, **{each.setting: each.value for each in readings if each.key == profile}}


def another(setting: str, taken: str, own: str) -> str:
    """Return the answer that is shown beside the one taken: the profile's own, or the next."""
    return own if taken != own else next(each for each in CHOICES[setting] if each != own)


def choice_notes(
    readings: Iterable[Reading],
    profile: str,
    own: Wanted,
    otherwise: Callable[[str], WrittenOtherwise | None],
) -> Iterator[Note]:
    """Yield each choice that bears on a form, with what another answer would write.

    Args:
        readings: What the Party chose, of any profile.
        profile: For whom the form is written.
        own: What the profile wants of itself.
        otherwise: Returns which cells the other answer to a choice writes otherwise, if any.
    """
    told = {each.setting: each for each in readings if each.key == profile}
    for setting, title in TITLES.items():
        if (found := otherwise(setting)) is None:
            continue
        taken = told[setting].value if setting in told else own[setting]
        yield Note(
            label=title,
            text=_(
                "%(setting)s=%(value)s, %(by)s. With %(setting)s=%(other)s instead: %(cells)s",
                setting=setting,
                value=taken,
                by=decided(told[setting]) if setting in told else BY_PROFILE,
                other=another(setting, taken, own[setting]),
                cells=_said(found),
            ),
        )


def _said(found: WrittenOtherwise) -> Text:
    before, after = (
        alike(str(each.value)) if each.value is not None else EMPTY_CELL
        for each in (found.before, found.after)
    )
    return ngettext(
        "%(count)s cell is written otherwise: %(where)s: %(before)s → %(after)s.",
        "%(count)s cells are written otherwise, the first: %(where)s: %(before)s → %(after)s.",
        found.count,
        where=f"{found.table} | {found.column}",
        before=before,
        after=after,
    )
