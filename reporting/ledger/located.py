"""Blocks and events that the engine reads where they lie: numbered, their empty cells filled."""

from collections.abc import Collection, Sequence

from reporting.ledger.loading import NON_GHG, ROW_BITS, SMALLEST, Inputs
from reporting.packages import Field
from reporting.packages.empty_cells import EmptyCells

SQL_TYPES = {
    "integer": "BIGINT",
    "boolean": "BOOLEAN",
    "date": "DATE",
    "year": "SMALLINT",
    "number": "DECIMAL(38, 9)",
}


def fillable(name: str, columns: Collection[str], inputs: Inputs) -> tuple[Field, ...]:
    """Return the fields of a located table whose empty cells stand for something."""
    fields = EmptyCells(schema=inputs.schemas[name]).fields if name in inputs.schemas else ()
    return tuple(each for each in fields if each.name in columns)


def empty_ones(name: str, field: Field) -> str:
    """Return the query that has a row if a cell of a field is empty: most tables have none."""
    return f"SELECT 1 AS one FROM {name}_located WHERE {field.name} IS NULL LIMIT 1"  # noqa: S608


def _filled(name: str, columns: Collection[str], lacking: Sequence[Field]) -> str:
    """Return the query of a located table with its empty cells filled, as `read_table` does."""
    told = {each: f"l.{each}" for each in columns}
    joins = []
    for number, each in enumerate(lacking):
        ways = [told[each.name]]
        cell = each.inherited
        if cell is not None and cell.pointer in columns:
            source = cell.target.name
            source = f"{source}_located" if source == "credit_blocks" else source
            # Two registries may give their blocks one identifier: one row for each.
            joins.append(
                f" LEFT JOIN (SELECT {cell.key} AS named, min({cell.field}) AS said FROM {source}"  # noqa: S608
                f" GROUP BY {cell.key}) AS t{number} ON {told[cell.pointer]} = t{number}.named"
            )
            ways.append(f"t{number}.said")
        if each.default:
            text = each.default.replace("'", "''")
            ways.append(f"CAST('{text}' AS {SQL_TYPES.get(each.type, 'VARCHAR')})")
        told[each.name] = f"coalesce({', '.join(ways)})"
    chosen = ", ".join(f"{how} AS {each}" for each, how in told.items())
    return f"SELECT {chosen} FROM {name}_located AS l{''.join(joins)}"  # noqa: S608


def located_rows(
    name: str, columns: Collection[str], inputs: Inputs, lacking: Sequence[Field] = ()
) -> str:
    """Return the query of a located table: its columns, numbered as `RECORDS` are.

    Args:
        name: Its name.
        columns: Its columns.
        inputs: What it belongs to.
        lacking: The fields of which a cell is empty that stands for something.
    """
    source = f"({_filled(name, columns, lacking)}) AS filled" if lacking else f"{name}_located"
    number = next(n for n, each in enumerate(inputs.sources) if each.table == name)
    package = inputs.sources[number].package.replace("'", "''")
    key = "block_id" if name == "credit_blocks" else "transfer_id"
    # Rows of a Parquet file have no line: their place by key stands for it, the header being row 1.
    row = f"CAST(row_number() OVER (ORDER BY {key}, recording_registry) + 1 AS BIGINT)"
    whole = f"CAST({NON_GHG} * {SMALLEST} AS BIGINT) AS {NON_GHG}"
    added = {"_package": f"'{package}'", "_table": f"'{name}'", "_row": row}
    missing = "".join(f", {how} AS {each}" for each, how in added.items() if each not in columns)
    numbered = f"SELECT * EXCLUDE ({NON_GHG}), {whole}{missing} FROM {source}"  # noqa: S608
    if "entry" in columns:
        return numbered
    start = number << ROW_BITS
    return f"SELECT *, _row + {start} AS entry FROM ({numbered}) AS numbered"  # noqa: S608 - ours
