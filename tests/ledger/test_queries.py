"""The SQL files: what they return, what they say of it, and that both engines read them alike."""

import re
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from functools import cache
from pathlib import Path
from types import UnionType
from typing import Any, get_args, get_type_hints

import pyarrow as pa
import pytest
import sqlglot
from sqlglot import exp

from reporting.findings import catalogue
from reporting.ledger import event_rows, rows
from reporting.ledger.checks import ALL
from reporting.ledger.engines import engine, in_spark
from reporting.ledger.ledger import READ, Ledger, open_ledger
from reporting.ledger.query import (
    SQL,
    Query,
    check_files,
    composed,
    depends_on,
    is_inlined,
    parameters,
    relations,
    renamed,
)
from reporting.packages import Package, open_package
from tests.ledger.portable import refusals
from tests.shared import ROOT

GOLDEN = ROOT / "tests" / "golden" / "spark"
ROWS = [
    each
    for each in (*vars(rows).values(), *vars(event_rows).values())
    if isinstance(each, type) and issubclass(each, rows.Relation) and each is not rows.Relation
]
FILES = sorted(path.relative_to(str(SQL)) for path in Path(str(SQL)).rglob("*.sql"))
KINDS: dict[object, set[pa.DataType]] = {
    int: {pa.int64()},
    str: {pa.string()},
    bool: {pa.bool_()},
    date: {pa.date32()},
}


@pytest.fixture(scope="module")
def empty(small_data: Path) -> Iterator[Ledger]:
    """A ledger of a small public record."""
    package, _ = open_package(small_data / "article6")
    assert package
    with engine() as running:
        yield open_ledger(running, [package])


def _queries(file: Path) -> list[Query]:
    """Return the queries of a file; of a check, each with what it looks at."""
    if file.parent.name == "checks":
        return list(check_files()[file.stem].values())
    text = (Path(str(SQL)) / file).read_text(encoding="utf-8")
    bare = re.sub(r"--[^\n]*", "", text).strip()
    if file.parent.name in ("ranges", "reasons"):
        return [Query(name=file.stem, header="", text=bare)]
    return [relations()[file.stem]]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.__name__)
def test_a_relation_has_the_fields_of_its_row(row: type[rows.Relation], empty: Ledger) -> None:
    """The same names, no more and no fewer, each of the type that the field says."""
    schema = empty.fetch(row.relation).schema
    hints = get_type_hints(row)
    assert set(schema.names) == {each.name for each in fields(row)}  # type: ignore[arg-type]
    for name in schema.names:
        assert schema.field(name).type in KINDS[_bare(hints[name])], name


def _bare(hint: Any) -> object:  # noqa: ANN401 - a type hint
    """Return the type of a field that may be empty."""
    kinds = set(get_args(hint)) - {type(None)} if isinstance(hint, UnionType) else {hint}
    (kind,) = kinds
    return kind


@pytest.mark.parametrize("name", relations())
def test_each_column_is_described(name: str, empty: Ledger) -> None:
    """The header names each column, or the file in whose header it stands."""
    if name in ("uncrowded_entries", "law"):
        return
    given = {each: 0 for each in parameters(relations()[name]) if each == "most"}
    columns = set(empty.fetch(name, **given).schema.names)
    assert sorted(columns - _described(name)) == []


@cache
def _record() -> Package:
    package, _ = open_package(ROOT / "data" / "article6")
    assert package
    return package


def _described(name: str, seen: frozenset[str] = frozenset()) -> set[str]:
    """Return the words of a header, and those of the headers that it refers to."""
    if name in seen:
        return set()
    if name not in relations():
        return {each.name for each in _record().tables[name].schema.fields} | {
            *("entry", "_package", "_table", "_row")
        }
    header = relations()[name].header
    found = set(re.findall(r"\w+", header))
    if "first_unit … last_itmo" in header:
        found |= {"first_unit", "last_unit", "first_itmo", "last_itmo"}
    found |= {f"on_{each}" for each in EVENTS} if "on_…" in header else set()
    known = {*relations(), *TABLES}
    for other in sorted(found & known - {name}):
        found |= _described(other, seen | {name})
    return found | {"entry", "scope", "_package", "_table", "_row"}


EVENTS = (
    "international_transfer",
    "authorization",
    "issuance",
    "use_or_cancellation",
    "omge_cancellation",
)
TABLES = (
    "credit_blocks",
    "transfers",
    "authorizations",
    "authorization_versions",
    "stated_holdings",
    "coverage",
)


@pytest.mark.parametrize("check", ALL, ids=lambda check: check.code)
def test_a_check_cites_what_its_finding_cites(check: Any) -> None:  # noqa: ANN401
    """The provision stands above the SQL as it stands in the catalogue, and a question does."""
    header = check.faults.header
    assert f"-- provision:  {catalogue()[check.code].provision}\n" in header
    assert header.startswith("-- ")
    assert header.partition("\n--\n")[0].endswith("?")


@pytest.mark.parametrize("check", ALL, ids=lambda check: check.code)
def test_a_check_fills_the_sentences_of_its_findings(check: Any, empty: Ledger) -> None:  # noqa: ANN401
    """Each placeholder of a sentence is a column of the rows that it is said of."""
    for code, query in {check.code: check.faults, **check.unverifiable}.items():
        columns = set(empty.run(query).schema.names)
        words = [each for lang in catalogue()[code].words.values() for each in _sentences(lang)]
        needed = {name for text in words for name in re.findall(r"\{(\w+)\}", text)}
        assert needed - {"check"} <= columns, code


def _sentences(words: Any) -> tuple[str, ...]:  # noqa: ANN401 - the words of a finding
    return words.title, words.expected, words.found, words.remedy


def test_every_check_is_asked() -> None:
    """No file of `sql/checks` is forgotten."""
    assert {each.code for each in ALL} == check_files().keys()


@pytest.mark.parametrize("file", FILES, ids=str)
def test_nothing_answers_otherwise_on_spark(file: Path) -> None:
    """None of the constructs that run on both engines and differ."""
    for query in _queries(file):
        assert list(refusals(query.text)) == []


DIFFERING = (
    "SELECT list(x ORDER BY x) AS a FROM t",
    "SELECT array_agg(x) AS a FROM t",
    "SELECT CAST(x AS BIGINT) AS a FROM t",
    "SELECT CAST(x AS DOUBLE) AS a FROM t",
    "SELECT CAST('1.5' AS DECIMAL(18, 9)) * n AS a FROM t",
    "SELECT 1.5 * n AS a FROM t",
    "SELECT n / 2 AS a FROM t",
    "SELECT date_diff('year', a, b) AS a FROM t",
    "SELECT regexp_replace(x, 'a', '') AS a FROM t",
    "SELECT unnest(range(1, a)) AS b, unnest(range(1, a)) AS c FROM t",
    "SELECT unnest(range(1, 10, 4)) AS b",
    "SELECT a FROM t WHERE a NOT IN (SELECT b FROM u)",
    "SELECT recorded_on - declared_on AS a FROM t",
    "SELECT date + INTERVAL 1 YEAR AS a FROM t",
    "SELECT substr(x, 0, 2) AS a FROM t",
    "SELECT upper(x) AS a FROM t",
    "SELECT count(*) FILTER (WHERE x > 2) AS a FROM t",
    "SELECT row_number() OVER (ORDER BY date) AS a FROM t",
)


@pytest.mark.parametrize("text", DIFFERING)
def test_what_differs_is_refused(text: str) -> None:
    """Each construct that was seen to differ."""
    assert list(refusals(text))


@pytest.mark.parametrize("file", FILES, ids=str)
def test_the_translation_is_known(file: Path, request: pytest.FixtureRequest) -> None:
    """A new sqlglot that translates otherwise shows: read the difference before it is accepted."""
    queries = _queries(file)
    told = "\n\n".join(f"-- {each.name}\n{in_spark(_whole(each))}" for each in queries) + "\n"
    golden = GOLDEN / file
    if request.config.getoption("--update-golden"):
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(told, encoding="utf-8")
    assert golden.read_text(encoding="utf-8") == told


@pytest.mark.parametrize("file", FILES, ids=str)
def test_no_name_stands_for_two_steps(file: Path) -> None:
    """Written into each other, the steps of files stand in one ``WITH``, as Spark reads them."""
    for query in _queries(file):
        tree = sqlglot.parse_one(composed(query), read="duckdb")
        names = [each.alias for each in tree.find_all(exp.CTE)]
        assert len({*names}) == len(names), sorted(names)


def _whole(query: Query) -> str:
    """Return a query as it is sent; what has parameters stands in its own file."""
    return query.text if query.parameters or is_inlined(query.name) else composed(query)


@pytest.mark.parametrize("name", relations())
def test_what_other_answers_bear_on_is_called_apart(name: str) -> None:
    """Under other answers a query reads its own relations, and no name of its own hides one."""
    query = relations()[name]
    apart = {each for each in relations() if depends_on(each, READ) and not is_inlined(each)} | {
        READ
    }
    local = set(re.findall(r"\b([a-z_]+) AS \(", query.text))
    assert not local & apart
    text = renamed(
        composed(query), lambda each: f"{each}_otherwise" if depends_on(each, READ) else each
    )
    read = set(re.findall(r"\b(?:FROM|JOIN)\s+([a-z_]+)\b", text))
    assert not read & apart
    assert depends_on(name, READ) == bool(
        {each.removesuffix("_otherwise") for each in read} & apart or name == READ
    )
