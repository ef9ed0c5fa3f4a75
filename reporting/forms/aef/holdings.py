"""Table 4: the ITMOs that a Party holds on 31 December, of all its accounts together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from reporting.findings import Place
from reporting.forms.aef.actions import Line
from reporting.forms.aef.party_record import Record
from reporting.forms.aef.units import Binding, line_of_units
from reporting.forms.queries.holdings import HoldingSources
from reporting.ledger.codes import UNIDENTIFIED, UNRESOLVED
from reporting.ledger.ledger import Ledger
from reporting.ledger.rows import Holding

ITMO = "itmo"
CREDIT = "credit"
WITHOUT_SERIALS = "aef-holdings-unidentified"
WITHOUT_VINTAGE = "aef-holdings-unresolved"
WITHOUT_AUTHORIZATION = "aef-holdings-unauthorized"


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What a Party holds.

    Attributes:
        lines: Its ITMOs, neighbours still apart where one of them is confidential.
        aside: The rows of units that the table leaves out although they may be ITMOs, by the code
            of the finding that says why.
    """

    lines: Sequence[Line]
    aside: Mapping[str, Sequence[Place]]


def held(ledger: Ledger, record: Record, party: str, on: date) -> Held:
    """Return what a Party holds at the end of a day."""
    own = ledger.ask(Holding, party=party, on=on)
    sources = HoldingSources.of(ledger, party, on)
    aside: dict[str, list[Place]] = {}
    for row in own:
        if code := _why_aside(record, row, on):
            aside.setdefault(code, []).extend(sources.behind(row).parts)
    return Held(
        lines=tuple(
            _line(record, sources, part, on)
            for row in own
            if row.status == ITMO
            for part in sources.parted(row)
        ),
        aside=aside,
    )


def _line(record: Record, sources: HoldingSources, row: Holding, on: date) -> Line:
    binding = Binding(key=row.authorization_id, on=on)
    return line_of_units(row, record, sources.behind(row), binding, {})


def _why_aside(record: Record, row: Holding, on: date) -> str:
    """Return why units that may be ITMOs are not told as such; empty where they are none."""
    if row.units is None and not (row.quantity or row.unknown):
        return ""
    if row.status == UNRESOLVED:
        return WITHOUT_VINTAGE
    if row.status == UNIDENTIFIED and _is_authorized(record, row, on):
        return WITHOUT_SERIALS
    is_abroad = row.party != row.host
    return WITHOUT_AUTHORIZATION if is_abroad and row.status in (CREDIT, UNIDENTIFIED) else ""


def _is_authorized(record: Record, row: Holding, on: date) -> bool:
    """Tell whether the host had authorized some use under the approach."""
    return any(
        each["purposes"] and each["approach"] == row.approach and each["authorized_on"] <= on
        for (party, _), versions in record.versions.items()
        if party == row.host
        for each in versions
    )
