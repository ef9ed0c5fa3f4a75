"""The book that the scenarios write in: lots of units, and what two registries tell of them."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from tests.example.lot import Cells, Lot, Numbering, Part
from tests.example.package import Row

SOURCE = "made-up"
MADE_UP = {"source_id": SOURCE, "confidence": "low", "basis": "stated"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """Every table, filled scenario by scenario."""

    tables: defaultdict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    _numbers: Counter[tuple[object, ...]] = field(default_factory=Counter)
    _events: Counter[str] = field(default_factory=Counter)
    _positions: Counter[tuple[str, int]] = field(default_factory=Counter)

    def add(self, table: str, **cells: object) -> None:
        """Add a row, marked as made up."""
        self.tables[table].append(cells | MADE_UP)

    def issue(  # noqa: PLR0913 - the facts of an issuance
        self,
        block: str,
        *,
        account: str,
        on: date,
        quantity: int,
        vintage: int | None,
        authorization: tuple[str, str] | None = None,
        approach: str = "jcm-xaa-xbb",
        host: str = "XAA",
        numbering: Numbering = "both",
        period: tuple[date, date] | None = None,
        told_also_by: str | None = None,
        **more: object,
    ) -> Lot:
        """Issue a lot into an account, told by its registry and perhaps by another too."""
        registry = account[:5]
        scope = (approach, registry, host, vintage)
        start = self._numbers[scope] + 1
        if numbering != "none":
            self._numbers[scope] += quantity
        project = block.split("-", maxsplit=1)[0]
        years = period or (date(vintage or 0, 1, 1), date(vintage or 0, 12, 31))
        cells: Cells = {
            "approach": approach,
            "project_id": project,
            "issuance_id": f"{project}-1",
            "host": host,
            "side": "host" if registry.startswith(host) else "buyer",
            "holder_party": account[:3],
            "account": account,
            "originating_registry": registry,
            "recording_registry": registry,
            "issuance_pattern": "host",
            "vintage": vintage,
            "period_start": years[0],
            "period_end": years[1],
            "issued_on": on,
            "unit_prefix": project if numbering in {"both", "units"} else None,
            "metric": "ghg",
            "mitigation_type": "emission_reductions",
            "confidential": False,
        } | more
        if authorization:
            cells["authorization_party"], cells["authorization_id"] = authorization
        lot = Lot(
            cells=cells | {"block_id": block},
            quantity=quantity,
            start=start,
            numbering=numbering,
            megawatt_hours=cells["metric"] == "non_ghg",
        )
        self.add("credit_blocks", **lot.cells | lot.serials(lot.whole))
        if told_also_by:
            mirrored = {"block_id": f"{block}-{told_also_by}", "recording_registry": told_also_by}
            note = "The same issuance as the other registry tells it; not a second one."
            self.add("credit_blocks", **lot.cells | lot.serials(lot.whole) | mirrored, note=note)
        return lot

    def move(  # noqa: PLR0913 - the facts of a movement
        self,
        lot: Lot,
        part: Part,
        source: str,
        target: str,
        on: date,
        *,
        days: int = 0,
        told_by: Literal["both", "sender", "receiver"] = "both",
        **more: object,
    ) -> None:
        """Move a part, told by the sender and, between Parties, by the receiver days later."""
        ends = {
            "from_party": source[:3],
            "from_account": source,
            "to_party": target[:3],
            "to_account": target,
        }
        if told_by != "receiver":
            self._tell(lot, part, "transfer", source[:5], on, **ends | more)
        if told_by != "sender" and source[:3] != target[:3]:
            arrived = on + timedelta(days=days)
            self._tell(lot, part, "acquisition", target[:5], arrived, **ends | more)

    def end(
        self,
        lot: Lot,
        part: Part,
        event: Literal["retirement", "cancellation", "voluntary_cancellation"],
        account: str,
        on: date,
        **more: object,
    ) -> None:
        """Retire or cancel a part in the registry that holds it."""
        kind = {"retirement": "RET", "cancellation": "CAN", "voluntary_cancellation": "VOL"}
        terminal = f"{account[:5]}-{kind[event]}"
        party = account[:3]
        ends = {"from_party": party, "to_party": party}
        accounts = {"from_account": account, "to_account": terminal}
        self._tell(lot, part, event, account[:5], on, **ends | accounts | more)

    def use(self, lot: Lot, part: Part, account: str, on: date, year: int) -> None:
        """Retire a part towards the NDC of its holder, for a year."""
        party = account[:3]
        self.end(
            lot, part, "retirement", account, on, purpose="NDC", use_year=year, using_party=party
        )

    def state(self, party: str, years: tuple[int, ...], lot: Lot, part: Part) -> None:
        """State a part as held by a Party at the end of years, as it files it."""
        serials = lot.serials(part)
        for year in years:
            self._positions[party, year] += 1
            self.add(
                "stated_holdings",
                party=party,
                year=year,
                position=self._positions[party, year],
                approach=lot.cells["approach"],
                registry=f"{party}01",
                host=lot.cells["host"],
                vintage=lot.cells["vintage"],
                first_itmo=serials["first_itmo"],
                last_itmo=serials["last_itmo"],
                quantity=serials["quantity"],
                authorization_id=lot.cells["authorization_id"],
            )

    def _tell(
        self, lot: Lot, part: Part, event: str, registry: str, on: date, **more: object
    ) -> None:
        project = str(lot.cells["project_id"])
        self._events[project] += 1
        same = ("block_id", "approach", "originating_registry", "host", "vintage", "confidential")
        cells: Cells = {
            "transfer_id": f"{project}-{self._events[project]:04d}",
            "recording_registry": registry,
            "recorded_by": registry[:3],
            "event": event,
            "event_date": on,
            "recorded_on": on,
        }
        inherited = {name: lot.cells[name] for name in same}
        self.add("transfers", **cells | inherited | lot.serials(part) | more)
