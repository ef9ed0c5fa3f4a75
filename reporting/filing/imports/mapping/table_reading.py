"""What a mapping file says of a table and of rows: cells, constants, conditions, patterns."""

import re
from collections import Counter
from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc

from reporting.filing.imports.mapping.date_forms import DateFormError, date_form
from reporting.filing.imports.mapping.model import Basis, MappedCell, MappedTable, RowCondition
from reporting.filing.imports.mapping.quantities import UNITS
from reporting.filing.imports.mapping.text_parts import CODE, TextFormError, text_columns
from reporting.filing.imports.mapping.toml_keys import TomlKeys, constant
from reporting.packages.csv_text import shown

EXISTING = ("kept", "compared")
KINDS = ("in", "not_in", "matches", "filled")


def read_table(name: str, keys: TomlKeys) -> MappedTable:
    """Return what a mapping says of a table."""
    is_distinct = keys.of.get("distinct")
    if isinstance(is_distinct, bool):
        keys.used.add("distinct")
        distinct: tuple[str, ...] = ()
    else:
        distinct = keys.texts("distinct")
    source, when = keys.text("from"), read_conditions(keys, "when")
    is_kept = keys.one_of("existing", EXISTING) == EXISTING[0]
    together = [
        *((each, MappedCell(column=of)) for each, of in keys.pairs("columns").items()),
        *((each, MappedCell(codes=of)) for each, of in keys.pairs("codes").items()),
        *_constants(keys),
    ]
    fields = [each for each in keys.of if each not in keys.used]
    together += ((each, read_cell(below)) for each in fields if (below := keys.below(each)))
    cells = dict(together)
    for field, count in Counter(name for name, _cell in together).items():
        if count > 1:
            keys.say("mapping-field-twice", field, field=field)
    return MappedTable(
        name=name,
        where=keys.where,
        source=source,
        when=when,
        is_distinct=bool(is_distinct),
        distinct=distinct,
        cells=cells,
        is_kept=is_kept,
    )


def read_cell(keys: TomlKeys) -> MappedCell:
    """Return what a mapping says of a cell."""
    keys.used.add("value")
    value = constant(keys.of.get("value")) if "value" in keys.of else None
    if "value" in keys.of and value is None:
        keys.wrong("value", '"…" | 1 | true | 2024-01-31')
    basis = keys.one_of("basis", tuple(Basis)) if "value" in keys.of else ""
    cell = MappedCell(
        column=keys.text("column"),
        codes=keys.text("code"),
        value=value,
        basis=Basis(basis) if basis else None,
        text=keys.text("text"),
        dates=keys.texts("date", or_one=True),
        unit=keys.one_of("unit", tuple(UNITS)),
        same_as=keys.text("same_as"),
        default=keys.text("default"),
        beside=keys.text("with"),
    )
    keys.rest(("basis",))
    for kinds in _kinds(cell, keys):
        keys.say("mapping-key-missing", "", key=kinds)
    date_forms(cell.dates, keys)
    try:
        text_columns(cell.text)
    except TextFormError:
        keys.wrong("text", '"{column}-{column}[-{column}]"')
    return cell


def date_forms(forms: tuple[str, ...], keys: TomlKeys) -> None:
    """Say which forms of a date are none."""
    for form in forms:
        try:
            date_form(form)
        except DateFormError:
            keys.wrong("date", "yyyy-mm-dd | dd/mm/yyyy | d Month yyyy | yyyy | …")


def _constants(keys: TomlKeys) -> Iterator[tuple[str, MappedCell]]:
    """Yield the constants of a table that stand together; one with its basis is a table itself."""
    below = keys.below("constants")
    if below is None:
        return
    for name, value in below.of.items():
        if isinstance(value, dict):
            yield name, read_cell(below.at(value, name))
        elif constant(value) is None:
            below.wrong(name, '"…" | 1 | true | { value = "…", basis = "…" }')
        else:
            yield name, MappedCell(value=constant(value))


def codes_in_text(cell: MappedCell) -> tuple[str, ...]:
    """Return the lists of codes that a text names; none of one that cannot be read."""
    try:
        return tuple(
            each.removeprefix(CODE) for each in text_columns(cell.text) if each.startswith(CODE)
        )
    except TextFormError:
        return ()


def _kinds(cell: MappedCell, keys: TomlKeys) -> Iterator[str]:
    """Yield what a cell must have and has not: one kind of value, a column for what reads one."""
    is_read = bool(cell.column or cell.codes)
    if [is_read, "value" in keys.of, "text" in keys.of].count(True) != 1:
        yield "column | code | value | text"
    elif not is_read and (cell.dates or cell.unit or cell.same_as):
        yield "column"
    elif cell.default and not (is_read or cell.text):
        yield "column | code | text"
    elif (cell.codes and (cell.dates or cell.unit)) or (cell.dates and cell.unit):
        yield "code | date | unit"


def read_conditions(keys: TomlKeys, key: str) -> tuple[RowCondition, ...]:
    """Return the conditions under a key: one, or a list of them."""
    keys.used.add(key)
    value = keys.of.get(key, [])
    several = value if isinstance(value, list) else [value]
    found = []
    for at, each in enumerate(several, start=1):
        if not isinstance(each, dict):
            keys.wrong(key, "[{ column = …, … }, …]")
            return ()
        found.append(_condition(keys.at(each, key if len(several) == 1 else f"{key}[{at}]")))
    return tuple(each for each in found if each is not None)


def _condition(keys: TomlKeys) -> RowCondition | None:
    said = [each for each in KINDS if each in keys.of]
    column = keys.text("column", needed=True)
    among, not_among = keys.texts("in", or_one=True), keys.texts("not_in", or_one=True)
    matches, is_filled = keys.text("matches"), keys.flag("filled")
    is_known = {*keys.of} <= keys.used
    keys.rest(KINDS)
    if len(said) != 1:
        if said or is_known:
            keys.say("mapping-key-missing", "", key=" | ".join(KINDS))
        return None
    if matches:
        named_groups(matches, keys, "matches", is_named=False)
    return RowCondition(
        column=column,
        among=among if "in" in said else None,
        not_among=not_among if "not_in" in said else None,
        matches=matches if "matches" in said else None,
        is_filled=is_filled,
    )


def named_groups(
    pattern: str, keys: TomlKeys, key: str, *, is_named: bool = True
) -> tuple[str, ...]:
    """Return the named groups of a regular expression, or say what is wrong with it."""
    try:
        pc.match_substring_regex(pa.array([""]), pattern)
        named = tuple(re.compile(pattern).groupindex)
    except (pa.ArrowInvalid, re.error) as error:
        keys.say("mapping-pattern-wrong", key, pattern=shown(pattern), reason=shown(str(error)))
        return ()
    if is_named and not named:
        keys.say("mapping-pattern-wrong", key, pattern=shown(pattern), reason="(?P<name>…)")
    return named
