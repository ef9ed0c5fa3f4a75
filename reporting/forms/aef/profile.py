"""Export profiles: the same form as those want it who disagree on how it is written.

What each wants stands in ``aef_profiles`` of ``data/forms``, with why; here stands how it is done.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from reporting.forms.aef.authorizations import OUTCOMES
from reporting.forms.aef.profile_choices import WrittenOtherwise, another, choice_notes, chosen
from reporting.forms.aef.underlying import FIRST_UNIT, LAST_UNIT, written_span
from reporting.forms.model.form import Form
from reporting.forms.model.table import EMPTY, Cell, Column, Note, ReportTable, Value
from reporting.ledger.codes import USE
from reporting.messages import SILENCE, Text, _, alike, joined
from reporting.official_forms.aef import FORMS, NA, AefColumn, columns
from reporting.official_forms.code_lists import countries, listed, term

SECRETARIAT = "secretariat"
SERIALS = ("FirstID", "LastID")
NAMES = ("ParticipatingParty", "AuthorizedEntityCountryOfIncorporation")
ACTION_DATE = "ActionDateTime"
USING_PARTY, PURPOSE = "Using/cancellingPartyID", "PurposeITMOUsedForOIMP"
UNITS = (FIRST_UNIT, LAST_UNIT)
SPELLED = {
    "FirstTransferDefnForOIMP": ("spelling_definition_", "oimp_first_transfer_definition"),
    "ActionType": ("spelling_action_", "action_type"),
    "ActionSubtype": ("spelling_subtype_", "action_subtype"),
}
SEPARATORS = {"underscore": "_", "hyphen": "-", "dot": "."}
LOSSES: Mapping[tuple[str, str], Text] = {
    ("identifiers", "integer"): _("the registry in the ITMO identifiers is lost"),
    ("dates", "instant"): _("midnight, UTC, is written where the record knows the day only"),
    ("timeframe", "years"): _(
        "of the two windows of an authorization, only that of the outcomes is kept"
    ),
    ("placeholders", "blank"): _("cells that the platform fills are empty"),
    ("not_applicable", "blank"): _("what does not apply cannot be told from what is not known"),
    ("underlying_units", "number"): _("of underlying units, only the number is kept"),
    ("labels", "cadtrust_key"): _("columns are headed by the keys of CAD Trust"),
}
OF_COLUMNS = {
    "identifiers": SERIALS,
    "party": NAMES,
    "timeframe": ("AuthorizedTimeframe",),
    "using_party": (USING_PARTY,),
    "underlying_units": UNITS,
}
Settings = Mapping[str, str]
Row = tuple[Cell, ...]
Write = Callable[[Value], Value]


def profiles() -> tuple[str, ...]:
    """Return the names of the profiles, the default first."""
    return tuple(dict.fromkeys(row["profile"] for row in listed(FORMS, "aef_profiles")))


@cache
def settings_of(profile: str) -> Settings:
    """Return what a profile wants.

    Raises:
        KeyError: There is no such profile.
    """
    rows = listed(FORMS, "aef_profiles")
    found = {row["setting"]: row["value"] for row in rows if row["profile"] == profile}
    if not found:
        raise KeyError(profile)
    return found


def as_exported(form: Form, profile: str = SECRETARIAT) -> Form:
    """Return a form with the values and labels that a profile and its Party want.

    Notes say what is lost, and of each choice what another answer would write.
    """
    own = settings_of(profile)
    settings = chosen(own, form.profile_readings, profile)

    def otherwise(setting: str) -> WrittenOtherwise | None:
        other = {**settings, setting: another(setting, settings[setting], own[setting])}
        return _written_otherwise(form, setting, settings, other)

    return replace(
        form,
        sections=tuple(
            replace(each, tables=tuple(_table(table, settings) for table in each.tables))
            for each in form.sections
        ),
        notes=(
            *form.notes,
            _note(profile, settings),
            *choice_notes(form.profile_readings, profile, own, otherwise),
        ),
    )


def file_name(form: Form, profile: str = SECRETARIAT) -> str:
    """Return the name of its workbook, as ``JPN_2025_1_0_AEF.xlsx``."""
    public = ("public",) if form.withheld else ()
    parts = (form.party, str(form.year), *form.version.split("."), *public, "AEF")
    return SEPARATORS[settings_of(profile)["file_separator"]].join(parts) + ".xlsx"


def _table(table: ReportTable, settings: Settings) -> ReportTable:
    official = columns(table.name)
    writer = _TableWriter.of(table.name, settings)
    every = range(len(official))
    return replace(
        table,
        columns=tuple(
            _headed(each, known, settings)
            for each, known in zip(table.columns, official, strict=True)
        ),
        rows=tuple(writer.cells(row, every) for row in table.rows),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _TableWriter:
    """How the rows of a table are written.

    Attributes:
        names: Where each column stands.
        ways: What is done to the values of each column.
        settings: What is wanted.
    """

    names: Mapping[str, int]
    ways: Sequence[tuple[Write, ...]]
    settings: Settings

    @classmethod
    def of(cls, table: str, settings: Settings) -> "_TableWriter":
        """Return the one of a table."""
        official = columns(table)
        return cls(
            names={each.name: at for at, each in enumerate(official)},
            ways=[tuple(_ways(each, settings)) for each in official],
            settings=settings,
        )

    def cells(self, row: Row, wanted: Sequence[int]) -> Row:
        """Return some cells of a row as they are wanted, by where they stand."""
        changed = dict(self._by_others(row))
        return tuple(_cell(changed.get(at, row[at]), self.ways[at], self.settings) for at in wanted)

    def _by_others(self, row: Row) -> Iterator[tuple[int, Cell]]:
        """Yield the cells that are written by what stands in others of their row."""
        if self.settings["using_party"] == NA and USING_PARTY in self.names:
            action, purpose = (row[self.names[each]].value for each in ("ActionType", PURPOSE))
            if action == term("action_type", USE).en and purpose == NA:
                yield self.names[USING_PARTY], Cell(value=NA)
        if self.settings["underlying_units"] == "number" and FIRST_UNIT in self.names:
            at = [self.names[each] for each in UNITS]
            first, last = (row[each].value for each in at)
            span = first and last and written_span(str(first), str(last))
            if span:
                yield from zip(at, (Cell(value=span.first), Cell(value=span.last)), strict=True)


def _written_otherwise(
    form: Form, setting: str, settings: Settings, other: Settings
) -> WrittenOtherwise | None:
    """Return how many cells another answer writes otherwise, and the first; None if none."""
    found: list[tuple[str, str, Cell, Cell]] = []
    count = 0
    for table in form.tables:
        official = columns(table.name)
        asked = [at for at, each in enumerate(official) if _bears(setting, each)]
        if not asked:
            continue
        taken, others = (_TableWriter.of(table.name, each) for each in (settings, other))
        for row in table.rows:
            pairs = zip(asked, taken.cells(row, asked), others.cells(row, asked), strict=True)
            for at, was, now in pairs:
                if was.value != now.value:
                    count += 1
                    found = found or [(table.name, official[at].name, was, now)]
    if not found:
        return None
    name, column, was, now = found[0]
    return WrittenOtherwise(count=count, table=name, column=column, before=was, after=now)


def _bears(setting: str, column: AefColumn) -> bool:
    """Tell whether a setting bears on a column."""
    match setting:
        case "placeholders":
            return column.is_filled_by_the_platform
        case "not_applicable":
            return True
        case "dates":
            return column.type == "date"
        case _ if setting.startswith("spelling_"):
            return column.name in SPELLED and setting.startswith(SPELLED[column.name][0])
        case _:
            return column.name in OF_COLUMNS[setting]


def _headed(column: Column, known: AefColumn, settings: Settings) -> Column:
    if settings["labels"] != "cadtrust_key":
        return column
    return replace(column, label=alike(known.cadtrust))


def _cell(cell: Cell, ways: Sequence[Write], settings: Settings) -> Cell:
    """Return a cell as a profile wants it; one that stays as it is keeps its label."""
    value = cell.value
    if value is None or (value == NA and settings["not_applicable"] == NA):
        return cell
    for write in ways:
        value = write(value)
    if value is None:
        return EMPTY
    # The label was that of the value before.
    return cell if value == cell.value else replace(cell, value=value, label=SILENCE)


def _ways(column: AefColumn, settings: Settings) -> Iterator[Write]:
    """Yield what is done to the values of a column."""
    if column.is_filled_by_the_platform and settings["placeholders"] == "blank":
        yield lambda _: None
    if settings["not_applicable"] == "blank":
        yield lambda value: None if value == NA else value
    if column.name in SERIALS and settings["identifiers"] == "integer":
        yield _serial
    if column.name in NAMES and settings["party"] == "name":
        yield _name
    if column.name == "AuthorizedTimeframe" and settings["timeframe"] == "years":
        yield _years
    if column.type == "date":
        yield _days(column, settings["dates"])
    if column.name in SPELLED:
        yield _spelling(column.name, settings)


def _days(column: AefColumn, form: str) -> Write:
    """Return how days are written: as they are, in ISO 8601, or the action's as an instant."""

    def write(value: Value) -> Value:
        if not isinstance(value, date) or form == "typed":
            return value
        if form == "iso":
            return value.isoformat()
        return f"{value.isoformat()}T00:00:00.000Z" if column.name == ACTION_DATE else value

    return write


def _serial(value: Value) -> Value:
    """Return the fourth of the five parts of an ITMO identifier."""
    _, _, _, serial, _ = str(value).split("-")
    return int(serial)


def _name(value: Value) -> Value:
    """Return the name of a Party; its code where the list of countries has none."""
    known = countries().get(str(value))
    return known.en if known else value


def _years(value: Value) -> Value:
    """Return the window of the outcomes as two years; that of use alone would be read as theirs."""
    window = str(value).partition(". ")[0].partition(f"{OUTCOMES}: from ")[2]
    return window.replace(" to ", " - ") or None


def _spelling(column: str, settings: Settings) -> Write:
    start, kind = SPELLED[column]
    spelled = {
        term(kind, code).en: wanted
        for setting, wanted in settings.items()
        if setting.startswith(start) and (code := setting.removeprefix(start))
    }
    return lambda value: spelled.get(str(value), value)


def _note(profile: str, settings: Settings) -> Note:
    losses = [LOSSES[each] for each in settings.items() if each in LOSSES]
    return Note(
        label=_("Written for"),
        text=joined((alike(profile), *losses), _("; ")),
    )
