"""The next identifier of a table, where those that are there follow a pattern.

What the pattern is, the rows tell: ``BGD-2022-03-28-1`` is the partner of its row, the day, a
number; ``MN001`` the two letters of its partner in the list of countries, then a number.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from reporting.filing.additions.addition import Addition, NewRow
from reporting.filing.additions.package_rows import Cells, PackageRows
from reporting.packages import Table

LOOKED_AT = 400  # rows of a table
SHARE = 0.6
SHORTEST = 2  # characters of a value that is looked for in an identifier
OF_TEXT = frozenset({"string", "integer"})
FIRST = "1"
LARGEST = 9  # digits of a number that is counted on
WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class PatternPart:
    """A part of a pattern: text as it stands, or a field of the row or of one it points to.

    Attributes:
        text: The text; empty for a field.
        field: The field of the row.
        other: The field of the row that this field points to; empty for the field itself.
        is_low: Whether it stands in small letters.
    """

    text: str = ""
    field: str = ""
    other: str = ""
    is_low: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """How the identifiers of a table are made: parts, then perhaps a number."""

    parts: tuple[PatternPart, ...]
    has_number: bool

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields of the row that it is made of."""
        return tuple(each.field for each in self.parts if each.field)


def identifiers(table: Table) -> tuple[str, ...]:
    """Return the fields that tell rows apart and are no codes and point nowhere."""
    schema = table.schema
    named = {*schema.primary_key, *(name for key in schema.unique_keys for name in key)}
    named |= {rule["field"] for rule in schema.rules if rule["rule"] == "country-prefix"}
    pointing = {name for key in schema.foreign_keys for name in key.fields}
    return tuple(
        each.name
        for each in schema.fields
        if each.name in named - pointing and each.type in OF_TEXT and "enum" not in each.constraints
    )


def pattern_of(record: PackageRows, table: Table, name: str) -> Pattern | None:
    """Return the pattern that most identifiers in a field follow; None if there is none.

    What is made of other values alone is an identifier only where the schema says how one looks:
    a name repeats others by chance.
    """
    rows = [each for each in record.rows(table)[-LOOKED_AT:] if each.get(name)]
    targets = _targets(record, table)
    is_formed = "pattern" in table.schema[name].constraints
    seen = Counter(
        each
        for row in rows
        for each in set(_patterns(row, name, targets))
        if each.has_number or is_formed
    )
    if not seen:
        return None
    pattern, count = max(seen.items(), key=lambda each: (each[1], not each[0].has_number))
    return pattern if count >= SHARE * len(rows) else None


def proposal(addition: Addition, row: NewRow, name: str) -> str:
    """Return the next identifier; empty where no pattern tells, or what it is made of is open."""
    is_one = name in identifiers(row.table)
    pattern = pattern_of(addition.record, row.table, name) if is_one else None
    if pattern is None:
        return ""
    targets = _targets(addition.record, row.table, addition)
    values = [each.text or _value(each, row.cells, targets) for each in pattern.parts]
    rest = _rest_of_key(row.table, name) if pattern.has_number else set()
    if not all(values) or not all(row.cells.get(each) for each in rest):
        return ""
    start = "".join(values)
    if not pattern.has_number:
        return start
    known = addition.rows_of(row.table, but=row)
    numbers = [*_numbers(start, name, _beside(row, name, known))]
    is_padded = any(each.startswith("0") and each != "0" for each in numbers) or not numbers
    width = max(map(len, numbers), default=_usual_width(known, name)) if is_padded else 0
    return f"{start}{max(map(int, numbers), default=0) + 1:0{width}}"


def settle(addition: Addition, row: NewRow) -> None:
    """Fill the identifiers about which there is nothing to say: positions, and what only repeats.

    A number that somebody gave, as that of a project, is proposed and not taken for granted.
    """
    for name in identifiers(row.table):
        if is_settled(addition, row, name) and not row.cells.get(name):
            row.cells[name] = proposal(addition, row, name)


def is_settled(addition: Addition, row: NewRow, name: str) -> bool:
    """Tell whether an identifier follows from the rest of the row."""
    if name not in identifiers(row.table):
        return False
    pattern = pattern_of(addition.record, row.table, name)
    if pattern is None or not pattern.has_number:
        return pattern is not None
    numbers = {each.get(name) for each in addition.record.rows(row.table)}
    is_counted = row.table.schema[name].type == "integer" and FIRST in numbers and not pattern.parts
    return is_counted and bool(_rest_of_key(row.table, name))


def _beside(row: NewRow, name: str, rows: Iterable[Cells]) -> Iterator[Cells]:
    """Yield the rows that share the rest of the key: positions are counted within a project."""
    rest = _rest_of_key(row.table, name)
    for each in rows:
        if all(each.get(other) == row.cells.get(other, "") for other in rest):
            yield each


def _rest_of_key(table: Table, name: str) -> set[str]:
    keys = (table.schema.primary_key, *table.schema.unique_keys)
    return next((set(key) - {name} for key in keys if name in key), set[str]())


def _numbers(start: str, name: str, rows: Iterable[Cells]) -> Iterator[str]:
    """Yield the numbers of the identifiers that begin so."""
    for each in rows:
        text = each.get(name, "")
        digits = text.removeprefix(start)
        is_number = digits.isascii() and digits.isdigit() and len(digits) <= LARGEST
        if text.startswith(start) and is_number:
            yield digits


def _usual_width(rows: Sequence[Cells], name: str) -> int:
    """Return how many digits the numbers of a table have, if they are filled up with noughts."""
    digits = [_split(each.get(name, ""))[1] for each in rows]
    widths = Counter(len(each) for each in digits if each)
    is_padded = any(each.startswith("0") for each in digits)
    return widths.most_common(1)[0][0] if is_padded else 0


def _split(text: str) -> tuple[str, str]:
    """Return an identifier without the number at its end, and the number."""
    start = text.rstrip("0123456789")
    return start, text[len(start) :]


Targets = Mapping[str, Mapping[str, Cells]]


def _targets(record: PackageRows, table: Table, addition: Addition | None = None) -> Targets:
    """Return the rows that a field points to, by field and key."""
    found: dict[str, dict[str, Cells]] = {}
    for key in table.schema.foreign_keys:
        target = record.target(key)
        if target is None or len(key.fields) > 1:
            continue
        rows = addition.rows_of(target) if addition else record.rows(target)
        for each in rows:
            known = found.setdefault(key.fields[0], {}).setdefault(each.get(key.keys[0], ""), {})
            found[key.fields[0]][each.get(key.keys[0], "")] = {**each, **known}
    return found


def _patterns(row: Cells, name: str, targets: Targets) -> Iterator[Pattern]:
    """Yield the patterns that an identifier may follow."""
    text = row[name]
    values = dict(_values(row, name, targets))
    whole = _parts(text, values)
    if whole and not any(WORD.search(each.text) for each in whole):
        yield Pattern(whole, has_number=False)
    start, number = _split(text)
    if number:
        yield Pattern(_parts(start, values), has_number=True)


def _parts(text: str, values: Mapping[str, PatternPart]) -> tuple[PatternPart, ...]:
    """Return a text as parts: wherever a value stands, its field."""
    parts: list[PatternPart] = []
    plain = ""
    while text:
        value = max((each for each in values if text.startswith(each)), key=len, default="")
        if value and not (plain and plain[-1].isalnum() and value[0].isalnum()):
            parts += [PatternPart(plain)] * bool(plain) + [values[value]]
            text, plain = text[len(value) :], ""
        else:
            plain, text = plain + text[0], text[1:]
    return (*parts, PatternPart(plain)) if plain else tuple(parts)


def _values(row: Cells, name: str, targets: Targets) -> Iterator[tuple[str, PatternPart]]:
    """Yield the values that an identifier may be made of; what the row itself has comes last."""
    own = [(each, value) for each, value in row.items() if each != name]
    parts = [
        (other, PatternPart(field=each, other=field))
        for each, value in own
        for field, other in targets.get(each, {}).get(value, {}).items()
    ]
    parts += [(value, PatternPart(field=each)) for each, value in own]
    for value, part in parts:
        if len(value) >= SHORTEST:
            yield value.lower(), PatternPart(field=part.field, other=part.other, is_low=True)
    for value, part in parts:
        if len(value) >= SHORTEST:
            yield value, part


def _value(part: PatternPart, row: Cells, targets: Targets) -> str:
    value = row.get(part.field, "")
    if part.other:
        value = targets.get(part.field, {}).get(value, {}).get(part.other, "")
    return value.lower() if part.is_low else value
