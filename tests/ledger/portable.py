"""What runs on DuckDB and on Spark and answers otherwise without an error: none of it is written.

Each was tried on both, through sqlglot; CONTRIBUTING says what to write instead.
"""

import re
from collections.abc import Iterator

import sqlglot
from sqlglot import exp

WORDS = {
    "order and empty cells of lists are lost": r"\b(list|array_agg|array)\(",
    "fractions of binary or decimal numbers": r"\b(DOUBLE|DECIMAL|FLOAT|REAL|NUMERIC)\b|\d\.\d",
    "boundaries crossed, or whole periods": r"\bdate_diff\(",
    "the first match, or every match": r"\bregexp_replace\(",
    "NULL, or FALSE, where a cell is empty": r"\bNOT IN \(\s*SELECT\b",
    "a timestamp, or a day": r"\bINTERVAL\b",
    "another letter of some scripts": r"\b(upper|lower)\(",
    "fails on Spark": r"\b(regexp_full_match|quantile_cont|RECURSIVE|ASOF|FILTER|first\()",
    "a division of whole numbers that is none": r"(?<!/)/(?!/)",
}
ORDERS = re.compile(r"ORDER BY\s+(.*?)(?=ROWS BETWEEN|LIMIT|\)|$)", re.DOTALL)
DAYS = re.compile(r"(^|_)(date|day|on|start|end)$")


def refusals(text: str) -> Iterator[str]:
    """Yield what in a query would answer otherwise on Spark."""
    without_texts = re.sub(r"'[^']*'", "''", text)
    for why, pattern in WORDS.items():
        for found in re.finditer(pattern, without_texts):
            yield f"{found[0]}: {why}"
    tree = sqlglot.parse_one(text, read="duckdb")
    for order in ORDERS.findall(without_texts):
        for column in re.split(r",(?![^(]*\))", order):
            if DAYS.search(column.strip()):
                yield f"ORDER BY {column.strip()}: say where empty days stand"
    yield from _of_unnest(tree)
    yield from _of_casts(tree)
    yield from _of_days(tree)
    yield from _of_starts(tree)


def _of_unnest(tree: exp.Expr) -> Iterator[str]:
    for select in tree.find_all(exp.Select):
        several = [each for each in select.expressions if each.find(exp.Explode, exp.Unnest)]
        if len(several) > 1:
            yield "two unnest in one SELECT: zipped, or crossed"
    for found in tree.find_all(exp.GenerateSeries):
        if found.args.get("step"):
            yield f"{found.sql()}: the last is lost"


def _of_casts(tree: exp.Expr) -> Iterator[str]:
    """Whole numbers are cast from sums and years alone: texts and fractions round otherwise."""
    for cast in tree.find_all(exp.Cast):
        kind = cast.to.sql("duckdb")
        inner = cast.this
        if kind == "BIGINT" and isinstance(inner, exp.Column):
            yield f"{cast.sql('duckdb')}: another number, or none"


def _of_days(tree: exp.Expr) -> Iterator[str]:
    for difference in tree.find_all(exp.Sub):
        sides = (difference.this, difference.expression)
        if all(isinstance(side, exp.Column) and DAYS.search(side.name) for side in sides):
            yield f"{difference.sql('duckdb')}: a number, or an interval"


def _of_starts(tree: exp.Expr) -> Iterator[str]:
    for part in tree.find_all(exp.Substring):
        start = part.args.get("start")
        if start is not None and start.sql() == "0":
            yield f"{part.sql('duckdb')}: count from 1"
