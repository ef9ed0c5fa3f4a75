"""What a mapping file says of rows together: cells carried down, groups, codes by patterns."""

from collections.abc import Iterator

from reporting.filing.imports.mapping.model import CarriedColumn, RowGroup
from reporting.filing.imports.mapping.table_reading import (
    date_forms,
    named_groups,
    read_conditions,
)
from reporting.filing.imports.mapping.toml_keys import NUMBER, TomlKeys


def carried_columns(keys: TomlKeys) -> Iterator[CarriedColumn]:
    """Yield the columns of a source that are carried down: of a column, or where it meets more."""
    below = keys.below("carry")
    if below is None:
        return
    for name in below.of:
        if isinstance(below.of[name], str):
            yield CarriedColumn(name=name, column=below.text(name))
        elif (each := below.below(name)) is not None:
            column = each.text("column", needed=True)
            when = read_conditions(each, "when")
            each.rest()
            yield CarriedColumn(name=name, column=column, when=when)


def read_group(name: str, keys: TomlKeys) -> RowGroup:
    """Return what a mapping says of rows that belong together."""
    number = keys.below("number")
    count = keys.of.get("rows", 0)
    keys.used.add("rows")
    if type(count) is not int or count < 0:
        keys.wrong("rows", NUMBER)
        count = 0
    group = RowGroup(
        name=name,
        source=keys.text("from"),
        by=keys.texts("by", or_one=True, needed=True),
        within=number.texts("within", or_one=True) if number else (),
        order=number.text("order") if number else "",
        dates=number.texts("date", or_one=True) if number else (),
        sums=keys.pairs("sum"),
        rows=count,
    )
    if number:
        number.rest()
        date_forms(group.dates, number)
    keys.rest()
    return group


def coded_patterns(keys: TomlKeys) -> Iterator[tuple[str, str]]:
    """Yield the regular expressions of a list of codes, each with its code."""
    keys.used.add("patterns")
    value = keys.of.get("patterns", [])
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, list) and [*map(type, each)] == [str, str]:
            named_groups(each[0], keys, "patterns", is_named=False)
            yield each[0], each[1]
        else:
            keys.wrong("patterns", '[["PATTERN", "code"], …]')
