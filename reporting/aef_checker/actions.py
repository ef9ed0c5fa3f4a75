"""Rows of Tables 3 and 4 as acts and holdings: typed, or left out where they cannot be read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reporting.aef_checker.conditions import (
    ACTION,
    METRIC,
    NDC,
    OIMP_PURPOSE,
    code_of,
    meant,
    subtype_of,
)
from reporting.aef_checker.identifiers import FIRST, LAST, ItmoId, Units, itmo, units
from reporting.aef_checker.party_codes import party_of
from reporting.aef_checker.tables import (
    FIRST_YEAR,
    LAST_YEAR,
    FoundTable,
    SheetRow,
    Workbook,
    as_day,
    as_number,
    is_absent,
)
from reporting.interval_merge import Range
from reporting.official_forms.code_lists import other_holder

Scope = tuple[str, str, str, int]
# The ledger counts in 64 bits.
LARGEST = 10**18
OWN_NAME = re.compile(r"\b(OMGE|OIMP|IMP|OP)\b", re.IGNORECASE)
DECIMALS = 9
DIGITS_OF_A_YEAR = 4
TO_THE_FUND = frozenset(("adaptation_fund_mandatory", "adaptation_fund_voluntary"))
MANDATORY = frozenset(("omge_mandatory", "adaptation_fund_mandatory"))
PARTY_OR_ENTITY, CANCELLED_FOR = "UsingPartyOrEntity", "PurposesForCancellation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A block of ITMOs as a row names it.

    Attributes:
        record: The row.
        scope: Approach, originating registry, first transferring Party, vintage.
        serials: First and last serial number, in whatever order the row has them.
        units: The underlying units, as far as they are named.
        registry: The registry that tracked it.
        authorization: Identifier of its authorization.
        metric: Code of its metric; empty if not understood.
        non_ghg_metric: Name of a non-GHG metric; empty for none.
        mitigation: Code of the mitigation type; empty if not understood.
        quantity: In t CO2 eq; none where it is not stated.
        non_ghg_quantity: In the non-GHG metric; none where it is not stated.
    """

    record: SheetRow
    scope: Scope
    serials: Range
    units: Units | None
    registry: str
    authorization: str
    metric: str
    non_ghg_metric: str
    mitigation: str
    quantity: int | None
    non_ghg_quantity: Decimal | None

    @property
    def host(self) -> str:
        """The first transferring Party."""
        return self.scope[2]

    @property
    def key(self) -> tuple[str, str]:
        """The Party and the identifier of its authorization."""
        return self.host, self.authorization

    @property
    def range(self) -> Range:
        """Its serials in order."""
        return min(self.serials), max(self.serials)


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """An action of a Party.

    Attributes:
        party: Who reports it.
        kind: Code of the action type.
        subtype: Code of the subtype; empty for none.
        on: The day.
        block: The ITMOs.
        giver: The transferring Party of an acquisition; empty otherwise.
        taker: The acquiring Party; empty for none.
        purpose: ``IMP``, ``OP``, ``OIMP`` or ``OMGE``, as far as the words of the row go; empty
            for none.
        user: The using or cancelling Party; empty for none.
        entity: The using or cancelling entity; empty for none.
        use_year: The year of an NDC for which it counts; none where it has none.
    """

    party: str
    kind: str
    subtype: str
    on: date
    block: Block
    giver: str
    taker: str
    purpose: str
    user: str
    entity: str
    use_year: int | None

    @property
    def is_abroad(self) -> bool:
        """Whether it is a first transfer that takes the ITMOs to another Party."""
        # Without a subtype the international transfer is meant, the only one for NDC use.
        named = self.subtype in {"", "first_international_transfer", "not_yet_defined"}
        return self.kind == "first_transfer" and (named or bool(self.taker))

    @property
    def is_share_of_host(self) -> bool:
        """Whether it takes A6.4ERs of its own Party that need not be first transferred before."""
        is_share = self.subtype in TO_THE_FUND | MANDATORY and self.kind != "first_transfer"
        return is_share and self.party == self.block.host


def block_of(record: SheetRow) -> Block | None:
    """Return the block of a row; none where its identifiers cannot be read."""
    first, last = itmo(record, FIRST), itmo(record, LAST)
    if first is None or last is None or first.series != last.series:
        return None
    scope = _scope(first)
    if scope is None:
        return None
    quantity = number(record, "QuantityCO2")
    other = number(record, "QuantityNon-GHG")
    named = record.text("Non-GHGMetric")
    return Block(
        record=record,
        scope=scope,
        serials=(first.serial, last.serial),
        units=units(record),
        registry=record.text("PartyITMORegistryID"),
        authorization=record.text("AuthorizationID"),
        metric=code_of(record, METRIC),
        non_ghg_metric="" if is_absent(named) else named,
        mitigation=meant("mitigation_type", record.text("MitigationType")).code,
        quantity=quantity if isinstance(quantity, int) else None,
        non_ghg_quantity=None if other is None else Decimal(other),
    )


def _scope(named: ItmoId) -> Scope | None:
    is_year = named.vintage.isdecimal() and len(named.vintage) == DIGITS_OF_A_YEAR
    if not (named.approach and named.host and is_year):
        return None
    return named.approach, named.registry, named.host, int(named.vintage)


def number(record: SheetRow, name: str) -> int | Decimal | None:
    """Return a number of a row that the ledger can hold; none where there is none."""
    cell = record.cells.get(name)
    value = as_number(cell, "", is_whole=False).value if cell else None
    if not isinstance(value, int | Decimal) or value >= LARGEST:
        return None
    # The ledger takes so many; more come of a spreadsheet's arithmetic, as 0.30000000000000004.
    return round(value, DECIMALS) if isinstance(value, Decimal) else value


def day(record: SheetRow, name: str) -> date | None:
    """Return a day of a row; none where there is none."""
    cell = record.cells.get(name)
    value = as_day(cell).value if cell else None
    return value if isinstance(value, date) else None


def whole(record: SheetRow, name: str) -> int | None:
    """Return a whole number of a row; none where there is none."""
    value = number(record, name)
    return value if isinstance(value, int) else None


def reported_year(heading: SheetRow) -> int | None:
    """Return the year of which a workbook tells; none where it is not one that can have ITMOs."""
    year = whole(heading, "ReportedYear")
    return year if year is not None and FIRST_YEAR <= year <= LAST_YEAR else None


def absent_as_empty(record: SheetRow, name: str) -> str:
    """Return a text of a row; nothing where it says that nothing applies."""
    text = record.text(name)
    return "" if is_absent(text) else text


def act_of(record: SheetRow, party: str) -> Act | None:
    """Return the action of a row; none where it cannot be read."""
    block, on = block_of(record), day(record, "ActionDateTime")
    kind = code_of(record, ACTION)
    # The draft of 2022 has one column for both.
    either = absent_as_empty(record, PARTY_OR_ENTITY)
    words = absent_as_empty(record, OIMP_PURPOSE) or absent_as_empty(record, CANCELLED_FOR)
    act = (
        Act(
            party=party,
            kind=kind,
            subtype=subtype_of(record),
            on=on,
            block=block,
            giver=party_of(absent_as_empty(record, "TransferringPartyID")),
            taker=_taker(record, subtype_of(record)),
            purpose=purpose_of(words, kind),
            user=party_of(absent_as_empty(record, "Using/cancellingPartyID") or either),
            entity=absent_as_empty(record, "Using/cancellingEntityID")
            or ("" if party_of(either) else either),
            use_year=whole(record, "YearITMOUsedTowardsNDC"),
        )
        if block and on and kind
        else None
    )
    return act if act and _is_complete(act) else None


def purpose_of(text: str, kind: str) -> str:
    """Return the purpose that a Party names in its own words; empty where it names none.

    Args:
        text: What stands in column 22.
        kind: Code of the action type, which tells where the words do not: mitigation purposes
            have uses, other purposes cancellations (4/CMA.6 annex II, table 3).
    """
    if not text or NDC.search(text):
        return ""
    found = OWN_NAME.search(text)
    if found:
        return found[0].upper()
    return "OP" if kind in {"cancellation", "voluntary_cancellation"} else "IMP"


def _is_complete(act: Act) -> bool:
    if act.kind == "acquisition":
        return bool(act.giver)
    return bool(act.taker) or not (act.kind == "transfer" or act.is_abroad)


def _taker(record: SheetRow, subtype: str) -> str:
    """Return who acquires; of a transfer to the Adaptation Fund, which is no Party, our code."""
    taker = party_of(absent_as_empty(record, "AcquiringPartyID"))
    return other_holder("adaptation_fund") if subtype in TO_THE_FUND and not taker else taker


def table_records(workbook: Workbook, name: str) -> Iterator[tuple[FoundTable, SheetRow]]:
    """Yield the rows of a table, if the workbook has it."""
    table = workbook.tables.get(name)
    if table:
        yield from ((table, record) for record in table.records)
