"""What is missing for a form that can be filed: one finding for each row of the record."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from reporting.accounting.figure import Exact
from reporting.findings import Finding, Place
from reporting.forms.aef.actions import PartyActions
from reporting.forms.aef.authorizations import left_out
from reporting.forms.aef.party_record import PartyRecord
from reporting.forms.aef.rows import WITHOUT_CODE, AefRow, Held
from reporting.forms.aef.underlying import FIRST_UNIT, UNITS_UNKNOWN
from reporting.forms.model.redaction import CONFIDENTIAL, PARA_24
from reporting.forms.model.request import FormRequest
from reporting.forms.model.table import TONNES, Note
from reporting.ledger.ledger import Row
from reporting.ledger.loading import place_of
from reporting.messages import Text, _, alike, joined, ngettext
from reporting.official_forms.aef import (
    ACTIONS,
    AUTHORIZATIONS,
    ENTITIES,
    HOLDINGS,
    AefColumn,
    columns,
    sheet,
)

APPROACH = "aef-approach-id-missing"
SERIALS = "aef-itmo-serials-missing"
QUANTITY = "aef-quantity-missing"
CELL = "aef-cell-missing"
DATE = "aef-date-missing"
UNITS = "aef-underlying-units-missing"
CODES = {
    "CooperativeApproachID": APPROACH,
    "FirstID": SERIALS,
    "LastID": SERIALS,
}
NEEDED = ("required", "conditional")
BLOCKS, EVENTS = "credit_blocks", "transfers"
VERSIONS = "authorization_versions"
OF_UNITS = {
    "AuthorizationID": (BLOCKS, "authorization_id"),
    "Metric": (BLOCKS, "metric"),
    "Non-GHGMetric": (BLOCKS, "non_ghg_metric"),
    "MitigationType": (BLOCKS, "mitigation_type"),
    "Vintage": (BLOCKS, "vintage"),
    "TransferringPartyID": (EVENTS, "from_party"),
}
OF_EVENTS = ("authorization_id", "vintage")  # what an event without a block says itself
FILLED_FROM = {
    AUTHORIZATIONS: {
        "DateOfAuthorization": (VERSIONS, "authorized_on"),
        "Metric": (VERSIONS, "metric"),
        "Non-GHGMetric": (VERSIONS, "non_ghg_metric"),
        "Sectors": ("authorization_sectors", "sector"),
        "PurposeForAuthorization": (VERSIONS, "purposes"),
        "OIMPAuthorized": (VERSIONS, "oimp_name"),
        "FirstTransferDefnForOIMP": (VERSIONS, "first_transfer_definition"),
    },
    ACTIONS: OF_UNITS,
    HOLDINGS: OF_UNITS,
    ENTITIES: {
        "AuthorizedEntityName": ("authorized_entities", "name"),
        "AuthorizedEntityCountryOfIncorporation": ("authorized_entities", "country"),
    },
}
"""The table and the column of the record that a column of the form is filled from."""


def of_table(table: str, lines: Iterable[AefRow], record: PartyRecord) -> Iterator[Finding]:
    """Yield a finding for each row of the record that lacks what a table needs."""
    for line in lines:
        written = dict(zip((each.name for each in columns(table)), line.as_row(table), strict=True))
        for column in columns(table):
            is_needed = column.mandate in NEEDED and _applies(column, line)
            # That its registry has no code is found once, of the row.
            is_coded = WITHOUT_CODE not in written[column.name].reasons
            if is_needed and is_coded and written[column.name].value is None:
                yield from _missing(table, column, line, record)
        yield from line.findings
        if UNITS_UNKNOWN in line.cell(FIRST_UNIT).reasons:
            yield from _at(line.places, UNITS, table=sheet(table).heading)
        if line.metric and line.quantity is None:
            yield from _at(line.places, QUANTITY, table=sheet(table).heading)


def without_date(table: str, places: Iterable[Place]) -> Iterator[Finding]:
    """Yield a finding for each row whose year cannot be told."""
    yield from _at(places, DATE, table=sheet(table).heading)


def held_aside(aside: Mapping[str, Iterable[Place]], party: str, day: str) -> Iterator[Finding]:
    """Yield a finding for each row of held units that may be ITMOs and are not told as such."""
    for code, places in aside.items():
        yield from _at(places, code, party=party, day=day)


def once(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return each finding once, in order."""
    # One fact can empty many cells: an approach without identifier is lacking in all rows of its
    # units.
    known = {(each.place, each.code, *sorted(each.values.items())): each for each in findings}
    return tuple(known[key] for key in sorted(known))


def _applies(column: AefColumn, line: AefRow) -> bool:
    """Tell whether a cell can be asked for: not where what it depends on is missing itself."""
    if column.name.startswith("Quantity"):
        return False  # asked of the column of the row's metric alone
    return not column.depends_on or line.value(column.depends_on) is not None


def _missing(table: str, column: AefColumn, line: AefRow, record: PartyRecord) -> Iterator[Finding]:
    code = CODES.get(column.name, CELL)
    if code == APPROACH:
        approach = record.approaches[line.approach]
        yield from _at([place_of(approach)], code, approach=line.approach)
    elif code == SERIALS:
        # An ITMO identifier begins with the approach's: without that, the approach alone is found.
        if line.value("CooperativeApproachID") is not None:
            yield from _at(line.places, code, table=sheet(table).heading)
    else:
        for place in line.places:
            cell = cell_to_fill(table, column.name, place, record)
            values = {"column": column.label.en, "table": sheet(table).heading, "cell": cell}
            yield Finding(code=code, place=place, values=values)


def cell_to_fill(table: str, column: str, place: Place, record: PartyRecord) -> str:
    """Return the cell of the record that is to be filled: its table, row if known, and column.

    Args:
        table: The table of the form.
        column: Its column, by technical name.
        place: The row of the record that lacks it.
        record: What the record says.
    """
    name, field = FILLED_FROM[table].get(column, (place.table, ""))
    at: Place | None = place
    if place.table == EVENTS and name == BLOCKS:
        block, at = record.blocks.block_of(place)
        if not block and field in OF_EVENTS:
            name, at = EVENTS, place
    row = f":{at.row}" if at and at.table == name else ""
    return f"{name}{row}, {field}" if field else f"{name}{row}"


def _at(places: Iterable[Place], code: str, **values: str) -> Iterator[Finding]:
    for place in places:
        yield Finding(code=code, place=place, values=values)


PARA_20 = "2/CMA.3 annex, para. 20"
UNKNOWN = _("not known")
RULES = (
    Note(
        label=_("Table 2"),
        text=_(
            "authorizations of use made, changed or revoked in the reported year; what was "
            "authorized earlier stands in the form of its year"
        ),
        provision=PARA_20,
    ),
    Note(
        label=_("Table 3"),
        text=_(
            "actions by their day, whatever the vintage; issuances and moves inside a Party are "
            "no actions; neighbouring blocks whose other cells are equal make one row"
        ),
        provision=PARA_20,
    ),
    Note(
        label=_("Table 4"),
        text=_(
            "ITMOs held on 31 December of the reported year, all accounts of the Party together"
        ),
        provision=PARA_20,
    ),
    Note(
        label=_("Table 5"),
        text=_("entities authorized in the reported year, and those that table 2 names"),
        provision=PARA_20,
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledTables:
    """The rows of the five tables, and what could not be put into them.

    Attributes:
        request: What was asked.
        record: What else the record says.
        lines: The rows by table, whole.
        shown: The rows by table, without those that a public version leaves out.
        confidential: How many rows are confidential.
        done: What the Party did.
        held: What it holds.
        period: The row of its NDC, if one has the year.
        declared: The row that declares the year complete, if there is one.
    """

    request: FormRequest
    record: PartyRecord
    lines: Mapping[str, Sequence[AefRow]]
    shown: Mapping[str, Sequence[AefRow]]
    confidential: int
    done: PartyActions
    held: Held
    period: Row | None
    declared: Row | None

    @property
    def end(self) -> date:
        """The last day of the reported year."""
        return date(self.request.year, 12, 31)

    @property
    def is_cut(self) -> bool:
        """Whether the cut-off leaves out part of the year."""
        return self.request.cutoff is not None and self.request.cutoff < self.end

    @property
    def is_complete(self) -> bool:
        """Whether the form may claim to hold the whole year."""
        return self.declared is not None and not self.is_cut

    @property
    def is_nil(self) -> bool:
        """Whether there is nothing to report: only the first table has a row."""
        # A form emptied of confidential rows is not nil.
        return sum(map(len, self.shown.values())) == 1 and not self.confidential

    @property
    def withholds(self) -> bool:
        """Whether rows are left out."""
        return self.request.is_public and bool(self.confidential)


def notes(told: FilledTables) -> Iterator[Note]:
    """Yield the remarks under the form."""
    request = told.request
    if not told.is_complete:
        yield Note(
            label=_("Incomplete"),
            text=_(
                "incomplete: public record only. The record does not claim to hold all of "
                "%(party)s for %(year)s: the rows are those known, without totals",
                party=request.party,
                year=request.year,
            ),
        )
    elif told.declared and told.is_nil:
        by = told.declared["declared_by"] or request.party
        yield Note(
            label=_("Nil report"),
            text=_(
                "%(by)s declares the record of %(year)s complete, and it holds no authorization of "
                "use, action, holding or authorized entity",
                by=by,
                year=request.year,
            ),
            provision=PARA_20,
        )
    yield from RULES
    yield from left_out(told.record, request.party, request.year)
    # A total of what happens to be known would be read as the Party's.
    if told.is_complete:
        for table, label in (
            (ACTIONS, _("Totals of table 3")),
            (HOLDINGS, _("Total of table 4")),
        ):
            if told.shown[table]:
                text = _written(told.shown[table])
                if told.withholds:
                    text = _("of the rows shown: %(totals)s", totals=text)
                yield Note(label=label, text=text)
    if told.confidential:
        text = _left_out(told.confidential) if told.withholds else _in_it(told.confidential)
        yield Note(label=CONFIDENTIAL, text=text, provision=PARA_24)


def _written(lines: Iterable[AefRow]) -> Text:
    """Return totals by type of action and metric, exact."""
    groups: dict[tuple[str, str], list[Exact | None]] = {}
    names: dict[str, list[Text]] = {"": []}
    for line in lines:
        action = line.cell("ActionType")
        unit = TONNES if line.metric == "QuantityCO2" else str(line.value("Non-GHGMetric"))
        name = str(action.value or "")
        names.setdefault(name, [action.label])
        groups.setdefault((name, unit), []).append(line.quantity)
    written = (
        joined((*names[name], _sum(each), alike(unit)), alike(" "))
        for (name, unit), each in sorted(groups.items())
    )
    return joined(written, alike("; "))


def _sum(quantities: Sequence[Exact | None]) -> Text:
    known = [each for each in quantities if each is not None]
    if len(known) < len(quantities):
        return UNKNOWN
    total = sum(known)
    written = f"{total:,}" if isinstance(total, int) else str(total)
    return alike(written)


def _left_out(count: int) -> Text:
    """Say how many rows a public version is without; never how much they come to."""
    return ngettext(
        "%(count)s row withheld as confidential; the totals are those of the rows shown",
        "%(count)s rows withheld as confidential; the totals are those of the rows shown",
        count,
    )


def _in_it(count: int) -> Text:
    return ngettext(
        "%(count)s row is confidential; the public version leaves it out",
        "%(count)s rows are confidential; the public version leaves them out",
        count,
    )
