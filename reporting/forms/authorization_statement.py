"""The statement of one authorization: what it says, what a change changed, or its revocation.

Its elements are those of decision 4/CMA.6 as far as we remember them; the secretariat's voluntary
template could not be read.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from reporting.findings import Finding, Place
from reporting.forms.model.form import Form, FormName, Section
from reporting.forms.model.request import FormRequest
from reporting.forms.model.sections import heading, readiness
from reporting.forms.model.table import Cell, Column, Note, ReportTable
from reporting.forms.queries.authorization_elements import Element, elements
from reporting.forms.queries.participation import Participation, participation
from reporting.ledger.ledger import Ledger, Row
from reporting.ledger.loading import place_of
from reporting.messages import LANGUAGES, Text, _

CONTENT, CHANGES = "4/CMA.6, content of an authorization", "4/CMA.6, changes to authorization"
ELEMENTS = (
    Column(name="element", label=_("Element")),
    Column(name="stated", label=_("As authorized")),
)
DIFFERENCES = (
    Column(name="element", label=_("Element")),
    Column(name="before", label=_("Before")),
    Column(name="after", label=_("After")),
)
LINE = "…" * 24  # to be filled in by hand
BLANK = (("line", LINE),)
SIGNED = (_("Name: %(line)s"), _("Function: %(line)s"), _("Place and date: %(line)s"))
TITLES = MappingProxyType(
    {
        "first": _("Statement of authorization"),
        "change": _("Statement of authorization: change"),
        "revocation": _("Statement of authorization: revocation"),
    }
)
NOT_REACHED = _(
    "In line with decision 4/CMA.6 it does not apply to or affect mitigation outcomes already "
    "first transferred, unless the applicable terms and conditions specify otherwise."
)
REACH = MappingProxyType(
    {
        False: _("The terms of this authorization do not specify otherwise."),
        True: _(
            "The terms of this authorization specify otherwise: changes also apply to mitigation "
            "outcomes already first transferred."
        ),
    }
)
FROM_MEMORY = Note(
    label=_("Elements"),
    text=_(
        "What an authorization states, and that a change does not reach what was first "
        "transferred, is from memory of decision 4/CMA.6; the secretariat's voluntary template was "
        "not read. An element that the record does not state is blank."
    ),
    provision=CONTENT,
)


def statement(ledger: Ledger, request: FormRequest) -> Form:
    """Return the statement of an authorization, in the version in force at the end of the year."""
    until = request.cutoff or date(request.year, 12, 31)
    of = participation(ledger, request.party, until)
    known = [row for row in of.authorizations if row["authorization_id"] == request.about]
    row = known[-1] if known else None
    before = known[-2] if len(known) > 1 else None
    is_revoked = row is not None and bool(row["revoked_on"]) and row["revoked_on"] <= until
    found = tuple(_findings(ledger, of, row, request))
    kind = "revocation" if is_revoked else "change" if before else "first"
    return Form(
        name=FormName.STATEMENT,
        party=request.party,
        year=request.year,
        about=request.about,
        version=str(row["version"]) if row else request.version,
        readiness=readiness(found),
        is_made_up=request.is_made_up,
        cutoff=until,
        title=TITLES[kind],
        subtitle=heading(of, _("authorization %(key)s", key=request.about)),
        sections=tuple(_sections(ledger, of, row, before, is_revoked=is_revoked)) if row else (),
        notes=(_as_of(until), FROM_MEMORY),
        findings=found,
    )


def _sections(
    ledger: Ledger, of: Participation, row: Row, before: Row | None, *, is_revoked: bool
) -> Iterator[Section]:
    if is_revoked:
        yield _revocation(of, row)
    elif before is None:
        sentence = _(
            "%(name)s authorizes what is stated below, with effect from %(day)s.",
            name=of.name,
            day=row["authorized_on"].isoformat(),
        )
        yield _section(_("Authorization"), CONTENT, [sentence])
    if before is not None:
        sentence = _(
            "Version %(after)s of authorization %(key)s takes the place of version %(before)s with "
            "effect from %(day)s.",
            after=row["version"],
            before=before["version"],
            key=row["authorization_id"],
            day=row["authorized_on"].isoformat(),
        )
        # Where it is revoked, the revocation above says how far it reaches.
        reach = [] if is_revoked else _reach(before)
        changed = _changes(ledger, of, before, row)
        yield _section(_("What changed"), CHANGES, [sentence, *reach], changed)
    stated = _elements(elements(ledger, of, row))
    yield _section(_("Elements of the authorization"), CONTENT, [], stated)
    lines = [_("For %(name)s", name=of.name), *(replace(each, values=BLANK) for each in SIGNED)]
    yield _section(_("Signature"), "", lines)


def _revocation(of: Participation, row: Row) -> Section:
    sentence = _(
        "%(name)s revokes authorization %(key)s with effect from %(day)s.",
        name=of.name,
        key=row["authorization_id"],
        day=row["revoked_on"].isoformat(),
    )
    return _section(_("Revocation"), CHANGES, [sentence, *_reach(row)])


def _reach(row: Row) -> list[Text]:
    """Return how far a change of a version reaches: not to what was first transferred before."""
    reaches = row["changes_apply_to_transferred"]
    # Where the record does not say, that element is blank, and a finding names it.
    return [NOT_REACHED, *([] if reaches is None else [REACH[reaches]])]


def _section(title: Text, provision: str, texts: Sequence[Text], *tables: ReportTable) -> Section:
    """Return a section whose text has a paragraph for each sentence, in both languages."""
    english, japanese = ("\n\n".join(each[language] for each in texts) for language in LANGUAGES)
    return Section(title=title, provision=provision, text=english, text_ja=japanese, tables=tables)


def _elements(found: Sequence[Element]) -> ReportTable:
    return ReportTable(
        name="elements",
        title=_("Elements of the authorization"),
        columns=ELEMENTS,
        rows=tuple((Cell(value=each.name, label=each.label), each.cell) for each in found),
    )


def _changes(ledger: Ledger, of: Participation, before: Row, after: Row) -> ReportTable:
    """Return the elements in which a version differs from the one before."""
    was = {each.name: each.cell for each in elements(ledger, of, before)}
    now = {each.name: each for each in elements(ledger, of, after)}
    # That a version has its own number and day is no change of what it says.
    names = [each for each in now if each not in {"version", "authorized_on", "revoked_on"}]
    return ReportTable(
        name="changes",
        title=_("Elements that changed"),
        columns=DIFFERENCES,
        rows=tuple(
            (Cell(value=name, label=now[name].label), was.get(name, Cell()), now[name].cell)
            for name in names
            if was.get(name, Cell()).value != now[name].cell.value
        ),
        nothing=_("The record shows no difference."),
    )


def _findings(
    ledger: Ledger, of: Participation, row: Row | None, request: FormRequest
) -> Iterator[Finding]:
    if row is None:
        values = {"authorization": request.about, "party": request.party}
        yield Finding(code="statement-unknown", place=Place(), values=values)
        return
    missing = [each for each in elements(ledger, of, row) if each.cell.reasons]
    if missing:
        yield Finding(
            code="statement-element-missing",
            place=place_of(row),
            values={
                "authorization": str(row["authorization_id"]),
                "elements": ", ".join(each.field for each in missing),
            },
        )


def _as_of(day: date) -> Note:
    return Note(
        label=_("Cut-off date"),
        text=_("The version in force on %(day)s.", day=day.isoformat()),
    )
