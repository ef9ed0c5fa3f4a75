"""Identifiers of ITMOs and underlying units, full or as bare numbers, and the blocks they bound."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reporting.aef_checker.tables import FoundTable, SheetRow, is_absent
from reporting.findings import Finding
from reporting.interval_merge import Range, merged_ranges


def without(ranges: Iterable[Range], others: Iterable[Range]) -> Iterator[Range]:
    """Yield what of some ranges is in none of the others."""
    taken = merged_ranges(others)
    for first, last in merged_ranges(ranges):
        start = first
        for low, high in taken:
            if high < start or low > last:
                continue
            if low > start:
                yield start, low - 1
            start = max(start, high + 1)
        if start <= last:
            yield start, last


def length(ranges: Iterable[Range]) -> int:
    """Return how many numbers ranges hold."""
    return sum(last - first + 1 for first, last in ranges)


# 6/CMA.4 annex I, para. 5; the platform passes over commas between thousands.
ITMO = re.compile(r"(CA\d{4})-([A-Z]{3}\d{2})-([A-Z]{3})-([1-9][\d,]*)-(\d{4})")
SERIAL = re.compile(r"[1-9]\d*")
DIGITS = re.compile(r"\d+")
# More digits do not fit the 64 bits of the ledger.
LONGEST_SERIAL = 18
SHOWN = 60
FIRST, LAST = "FirstID", "LastID"
FIRST_UNIT, LAST_UNIT = "UnderlyingUnitFirstUnitID", "UnderlyingUnitLastUnitID"
OF_THE_ID = {
    "CooperativeApproachID": "approach",
    "FirstTransferringPartyID": "host",
    "Vintage": "vintage",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ItmoId:
    """One end of a block of ITMOs.

    Attributes:
        approach: Identifier of the cooperative approach, as ``CA0002``.
        registry: The registry that issued, as ``JPN01``.
        host: The first transferring Party.
        serial: The serial number.
        vintage: The year in which the outcome occurred, as text.
    """

    approach: str
    registry: str
    host: str
    serial: int
    vintage: str

    @property
    def series(self) -> tuple[str, str, str, str]:
        """All but the serial number."""
        return self.approach, self.registry, self.host, self.vintage


@dataclass(frozen=True, slots=True, kw_only=True)
class Units:
    """A range of underlying units.

    Attributes:
        prefix: What stands before their numbers, and after them.
        first: The first number; none where it is not given.
        last: The last number; none where it is not given.
    """

    prefix: str
    first: int | None
    last: int | None


def whole_id(text: str) -> ItmoId | None:
    """Read a full identifier; commas between thousands are passed over."""
    found = ITMO.fullmatch(text)
    serial = found[4].replace(",", "") if found else ""
    if found is None or len(serial) > LONGEST_SERIAL:
        return None
    return ItmoId(
        approach=found[1], registry=found[2], host=found[3], serial=int(serial), vintage=found[5]
    )


def itmo(record: SheetRow, name: str) -> ItmoId | None:
    """Read an identifier of a row: whole, or a bare number that the row's columns complete.

    Of a bare number the originating registry is lost; it is taken to be the host's first.
    """
    text = record.text(name)
    serial = text.replace(",", "")
    if SERIAL.fullmatch(serial) and len(serial) <= LONGEST_SERIAL:
        host = record.text("FirstTransferringPartyID")
        return ItmoId(
            approach=record.text("CooperativeApproachID"),
            registry=f"{host}01",
            host=host,
            serial=int(serial),
            vintage=record.text("Vintage"),
        )
    return whole_id(text)


def units(record: SheetRow) -> Units | None:
    """Read the underlying units of a row; none where it names none or two series."""
    first, last = record.text(FIRST_UNIT), record.text(LAST_UNIT)
    if is_absent(first) and is_absent(last):
        return None
    if is_absent(first) or is_absent(last):
        prefix, serial = _split(last if is_absent(first) else first)
        ends = (None, serial) if is_absent(first) else (serial, None)
        return Units(prefix=prefix, first=ends[0], last=ends[1])
    return _range(first, last)


def _range(first: str, last: str) -> Units | None:
    """Return the range between identifiers that differ in one run of digits only."""
    ours, theirs = DIGITS.split(first), DIGITS.split(last)
    starts, ends = DIGITS.findall(first), DIGITS.findall(last)
    if ours != theirs or not starts:
        return None
    different = [place for place in range(len(starts)) if starts[place] != ends[place]]
    # Of a single unit nothing differs: its serial is taken to be the last number.
    place = different[0] if different else len(starts) - 1
    if len(different) > 1 or max(len(starts[place]), len(ends[place])) > LONGEST_SERIAL:
        return None
    numbers = [*starts[:place], "", *starts[place + 1 :]]
    prefix = "".join(text + run for text, run in zip(ours, [*numbers, ""], strict=True))
    return Units(prefix=prefix, first=int(starts[place]), last=int(ends[place]))


def _split(text: str) -> tuple[str, int | None]:
    runs = list(DIGITS.finditer(text))
    if not runs or len(runs[-1][0]) > LONGEST_SERIAL:
        return text, None
    return text[: runs[-1].start()] + text[runs[-1].end() :], int(runs[-1][0])


def of_blocks(table: FoundTable, record: SheetRow) -> Iterator[Finding]:
    """Yield where the identifiers of a row contradict each other or its columns."""
    for name in (FIRST, LAST):
        text = record.text(name)
        if itmo(record, name) is None and (ITMO.fullmatch(text) or SERIAL.fullmatch(text)):
            yield table.finding("itmo-serial-too-long", record, name, value=text[:SHOWN])
    yield from _of_ends(table, record)
    ends = record.text(FIRST_UNIT), record.text(LAST_UNIT)
    if not any(map(is_absent, ends)) and _range(*ends) is None:
        yield table.finding("unit-ids-apart", record, LAST_UNIT, first=ends[0], last=ends[1])


def _of_ends(table: FoundTable, record: SheetRow) -> Iterator[Finding]:
    """Yield that the ends are of two blocks, at the one that its row contradicts, or else that."""
    first, last = whole_id(record.text(FIRST)), whole_id(record.text(LAST))
    right, wrong = (FIRST, first), (LAST, last)
    if first and last and first.series != last.series:
        if [*_contradicted(record, first)] and not [*_contradicted(record, last)]:
            right, wrong = wrong, right
        yield _torn(table, record, wrong[0], first if right[0] == FIRST else last)
    name, identifier = right
    for column, part in _contradicted(record, identifier) if identifier else ():
        values = {
            "label": table.label(column),
            "named": part,
            "id": record.text(name),
            "value": record.text(column),
        }
        yield table.finding("itmo-not-of-row", record, column, **values)


def _torn(table: FoundTable, record: SheetRow, name: str, right: ItmoId) -> Finding:
    values = {
        "label": table.label(name),
        "prefix": f"{right.approach}-{right.registry}-{right.host}-",
        "vintage": f"-{right.vintage}",
        "value": record.text(name),
    }
    return table.finding("itmo-block-torn", record, name, **values)


def _contradicted(record: SheetRow, identifier: ItmoId) -> Iterator[tuple[str, str]]:
    """Yield the columns of a row that state otherwise than an identifier, with what it names."""
    for name, part in OF_THE_ID.items():
        named = getattr(identifier, part)
        if record.text(name) not in {"", named}:
            yield name, named
