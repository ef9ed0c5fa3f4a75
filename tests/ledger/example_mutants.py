"""Single changes of the example, by named operators, each in a namespace of its own.

A namespace is what one project of the example needs: its blocks, events, stated holdings and
authorizations, under an approach, keys and prefixes that no other namespace has. Parties,
registries, accounts and declarations are shared, so that thousands of changed records stand in one
folder; where one of those is changed, the record has Parties of its own.
"""

import csv
import json
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

from tests.shared import ROOT

EXAMPLE = ROOT / "data" / "example"
Row = dict[str, str]
Tables = dict[str, list[Row]]

OF_VERSIONS = ("parties", "entities", "sectors", "activities", "scope")
OWN = (
    *("cooperative_approaches", "approach_parties", "authorized_entities", "authorizations"),
    "authorization_versions",
    *(f"authorization_{name}" for name in OF_VERSIONS),
    *("credit_blocks", "transfers", "stated_holdings"),
)
"""The tables of which each namespace has rows of its own."""

SHARED = (
    *("parties", "registries", "accounts", "coverage", "ndcs", "ndc_indicators"),
    *("indicator_values", "covered_emissions", "trajectories"),
    *("readings", "expected_mitigation", "review_findings"),
)
"""The tables of Parties: a change of one needs Parties that no other record has."""

LEAVES = ("expected_mitigation", "review_findings")
"""Those of them that no other table and no account reads: told only where they are changed."""

SHOWN_BY = "XA003"
PARTY = re.compile(r"^X(AA|BB|CC)((?:\d\d)?(?:-.*)?)$")
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
NAMESPACED = frozenset(
    ("approach", "authorization_id", "block_id", "transfer_id", "corrects", "project_id")
) | {"issuance_id", "unit_prefix", "entity_id", "using_entity"}
NOT_CHANGED = frozenset(("source_id", "confidence", "basis", "note"))
BULK = "XA008"
FEW_OF_BULK = 4
# One row a year, all alike.
MANY_YEARS = "expected_mitigation"
YEAR = 365
KEYS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """One cell of the example, and what it says instead.

    Attributes:
        table: The table.
        place: The row, from 0.
        name: The field.
        operator: What was done.
        before: The cell.
        after: What it says instead.
        project: The project whose namespace shows what becomes of it.
    """

    table: str
    place: int
    name: str
    operator: str
    before: str
    after: str
    project: str


def read(folder: Path = EXAMPLE) -> Tables:
    """Return the tables of the example as text."""
    tables = {}
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            tables[path.stem] = list(csv.DictReader(file))
    return tables


def schema(table: str) -> Mapping[str, Any]:
    """Return the schema of a table."""
    told: Mapping[str, Any] = json.loads(
        (EXAMPLE / "schemas" / f"{table}.json").read_text(encoding="utf-8")
    )
    return told


def changed(field: Mapping[str, Any], cell: str, known: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield each operator that applies to a cell, with what the cell says then.

    Args:
        field: The field, as its schema describes it.
        cell: What the cell says.
        known: Of a key, the others that exist; else nothing.
    """
    values = (field.get("constraints") or {}).get("enum")
    if cell:
        yield "emptied", ""
    if values:
        yield from (("another value of the list", each) for each in values if each != cell)
    elif known:
        yield from (("another existing key", each) for each in known)
    elif cell and field["type"] in ("integer", "number"):
        yield from _numbers(Decimal(cell), is_whole=field["type"] == "integer")
    elif cell and field["type"] == "date":
        day = date.fromisoformat(cell)
        for name, days in (("a day", 1), ("a year", YEAR)):
            yield f"{name} earlier", str(day - timedelta(days=days))
            yield f"{name} later", str(day + timedelta(days=days))
    elif cell and field["type"] == "boolean":
        yield "turned", "false" if cell == "true" else "true"


def _numbers(number: Decimal, *, is_whole: bool) -> Iterator[tuple[str, str]]:
    tenth = number // 10 if is_whole else number / 10
    for name, value in (
        ("one more", number + 1),
        ("one less", number - 1),
        ("ten times", number * 10),
        ("a tenth", tenth),
    ):
        if value != number:
            yield name, f"{value:f}"


def mutants(tables: Tables) -> list[Mutant]:
    """Return every change of every cell, without sources, notes and bulk rows."""
    return [mutant for table in (*OWN, *SHARED) for mutant in _of_table(table, tables)]


def _of_table(table: str, tables: Tables) -> Iterator[Mutant]:
    described = schema(table)
    fields = [each for each in described["fields"] if each["name"] not in NOT_CHANGED]
    keys = _keys(described)
    seen: Counter[str] = Counter()
    for place, row in enumerate(tables[table]):
        project = _project_of(table, row, tables)
        if not project:
            continue
        if table == MANY_YEARS or (table == "transfers" and project == BULK):
            series = f"{project} {row.get('approach')} {row.get('party')}"
            seen[series] += 1
            if seen[series] > FEW_OF_BULK:
                continue
        for field in fields:
            name = field["name"]
            known = keys[name](row[name], tables) if name in keys else ()
            for operator, after in changed(field, row[name], known):
                yield Mutant(
                    table=table,
                    place=place,
                    name=name,
                    operator=operator,
                    before=row[name],
                    after=after,
                    project=project,
                )


Others = Callable[[str, Tables], Sequence[str]]


def _keys(described: Mapping[str, Any]) -> dict[str, Others]:
    """Return how other keys are found, for each field that is one or leads to one."""
    found: dict[str, Others] = {}
    for each in described.get("foreignKeys", ()):
        where = each["reference"]
        if where.get("package"):
            continue
        for name, target in zip(each["fields"], where["fields"], strict=True):
            if name != "version":
                found.setdefault(name, _others(where["resource"], target))
    return found


def _others(table: str, name: str) -> Others:
    def others(cell: str, tables: Tables) -> Sequence[str]:
        every = sorted({row[name] for row in tables[table]} - {cell, ""})
        return Random(cell).sample(every, min(KEYS, len(every)))  # noqa: S311 - no secret

    return others


def _project_of(table: str, row: Row, tables: Tables) -> str:
    """Return the project whose namespace shows what a row is for; empty if none does."""
    blocks = tables["credit_blocks"]
    if table in SHARED and not _bears_on(row):
        return SHOWN_BY
    if table == "credit_blocks":
        return row["project_id"]
    if table == "transfers":
        return next(
            (each["project_id"] for each in blocks if each["block_id"] == row["block_id"]), ""
        )
    if table == "stated_holdings":
        return next((each["project_id"] for each in blocks if _holds(each, row)), "")
    if table == "readings":
        row = {"party": row["party"], _bears_on(row): row["key"]}
    named = [
        each
        for each in blocks
        if each["project_id"] != BULK
        and (
            (
                each["authorization_party"],
                each["authorization_id"],
            )
            == (row.get("party"), row.get("authorization_id"))
            if row.get("authorization_id")
            else each["approach"] == row.get("approach")
        )
    ]
    of_approach = [
        each
        for each in blocks
        if each["approach"] == _approach_of(row, tables) and each["project_id"] != BULK
    ]
    # The first whose units are used tells more than one whose units are only held.
    moved = {each["block_id"] for each in tables["transfers"]}
    told = sorted(named or of_approach, key=lambda each: each["block_id"] not in moved)
    return told[0]["project_id"] if told else ""


def _bears_on(row: Row) -> str:
    """Return the column that says on what a row of a Party bears; empty for the Party itself."""
    if "level" in row:
        return {"approach": "approach", "authorization": "authorization_id"}.get(row["level"], "")
    return "approach" if row.get("approach") else ""


def _approach_of(row: Row, tables: Tables) -> str:
    if "approach" in row:
        return row["approach"]
    return next(
        (
            each["approach"]
            for each in tables["authorizations"]
            if (each["party"], each["authorization_id"])
            == (row.get("party"), row.get("authorization_id"))
        ),
        next(
            (
                each["approach"]
                for each in tables["authorized_entities"]
                if each["entity_id"] == row.get("entity_id")
            ),
            "",
        ),
    )


def _holds(block: Row, stated: Row) -> bool:
    """Tell whether a stated holding is of units of a block."""
    same = ("approach", "host", "vintage")
    if any(block[name] != stated[name] for name in same):
        return False
    if not (block["first_itmo"] and stated["first_itmo"]):
        return False
    return int(block["first_itmo"]) <= int(stated["first_itmo"]) <= int(block["last_itmo"])


def namespace(project: str, tables: Tables) -> dict[str, list[tuple[int, Row]]]:
    """Return the rows that one project needs, each with its place in the example."""
    blocks = [
        (place, row)
        for place, row in enumerate(tables["credit_blocks"])
        if row["project_id"] == project
    ]
    ids = {row["block_id"] for _, row in blocks}
    events = [
        (place, row) for place, row in enumerate(tables["transfers"]) if row["block_id"] in ids
    ]
    approaches = {row["approach"] for _, row in blocks}
    named = {(row["authorization_party"], row["authorization_id"]) for _, row in (*blocks, *events)}
    versions = [
        row
        for row in tables["authorization_versions"]
        if (row["party"], row["authorization_id"]) in named or row["kind"] != "use"
    ]
    authorized = {
        (row["party"], row["authorization_id"])
        for row in tables["authorizations"]
        if row["approach"] in approaches
        and (row["party"], row["authorization_id"])
        in {(each["party"], each["authorization_id"]) for each in versions}
    }

    def kept(table: str, keep: Callable[[Row], bool]) -> list[tuple[int, Row]]:
        return [(place, row) for place, row in enumerate(tables[table]) if keep(row)]

    own = {
        "credit_blocks": blocks,
        "transfers": events,
        # All approaches: a row may be changed to name another.
        "cooperative_approaches": kept("cooperative_approaches", lambda _row: True),
        "approach_parties": kept("approach_parties", lambda row: row["approach"] in approaches),
        "authorized_entities": kept(
            "authorized_entities", lambda row: row["approach"] in approaches
        ),
        "stated_holdings": kept(
            "stated_holdings", lambda row: any(_holds(each, row) for _, each in blocks)
        ),
    }
    for table in OWN:
        if table not in own:
            own[table] = kept(
                table, lambda row: (row["party"], row["authorization_id"]) in authorized
            )
    entities = {row["entity_id"] for _, row in own["authorized_entities"]}
    own["authorization_entities"] = [
        each for each in own["authorization_entities"] if each[1]["entity_id"] in entities
    ]
    return own


def told_together(
    numbered: Iterable[tuple[int, str, Mutant | None]],
    tables: Tables,
    folder: Path,
    *,
    is_apart: bool = False,
) -> dict[tuple[str, int], int]:
    """Write records side by side into one folder.

    Args:
        numbered: The number, the project and the change of each; None for none.
        tables: The example.
        folder: Where to write.
        is_apart: Whether each record has Parties of its own, too.

    Returns:
        By table and row of the file, the number of the record.
    """
    shutil.copytree(EXAMPLE / "schemas", folder / "schemas")
    shutil.copy(EXAMPLE / "datapackage.json", folder)
    apart = {*OWN, *SHARED} if is_apart else {*OWN}
    together: Tables = {name: [] if name in apart else rows for name, rows in tables.items()}
    together["submissions"] = []
    whose: dict[tuple[str, int], int] = {}
    known: dict[str, dict[str, list[tuple[int, Row]]]] = {}
    for number, project, mutant in numbered:
        if project not in known:
            known[project] = namespace(project, tables)
            if is_apart:
                known[project] |= _shared(known[project], tables)
        for name, own in known[project].items():
            for place, row in own:
                if mutant and name in LEAVES and name != mutant.table:
                    continue
                is_meant = mutant and (mutant.table, mutant.place) == (name, place)
                told = {**row, mutant.name: mutant.after} if mutant and is_meant else row
                renamed = _renamed(told, number)
                together[name].append(_apart(renamed, number) if is_apart else renamed)
                whose[name, len(together[name]) + 1] = number
    for name, rows in together.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            header = list(tables[name][0]) if tables[name] else []
            writer = csv.DictWriter(file, header, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    return whose


def _shared(
    own: Mapping[str, Sequence[tuple[int, Row]]], tables: Tables
) -> dict[str, list[tuple[int, Row]]]:
    """Return the rows of Parties, without those on what a namespace does not have."""
    there = {
        "approach": {row["approach"] for _, row in own["approach_parties"]},
        "authorization_id": {row["authorization_id"] for _, row in own["authorizations"]},
    }

    def is_there(row: Row) -> bool:
        column = _bears_on(row)
        return not column or row["key" if "level" in row else column] in there[column]

    return {
        name: [each for each in enumerate(tables[name]) if is_there(each[1])] for name in SHARED
    }


def _renamed(row: Row, number: int) -> Row:
    told = {
        name: f"{cell}-{number}" if cell and name in NAMESPACED else cell
        for name, cell in row.items()
    }
    if told.get("scope") == "project" and told.get("key"):
        told["key"] = f"{told['key']}-{number}"
    if told.get("level") and told.get("key") and _bears_on(told):
        told["key"] = f"{told['key']}-{number}"
    if told.get("position"):
        told["position"] = str(100 * number + int(told["position"]))
    return told


def _apart(row: Row, number: int) -> Row:
    told = {
        name: PARTY.sub(lambda found: _party(found, number), cell) for name, cell in row.items()
    }
    if told.keys() >= {"party", "name", "name_ja"} and "registry" not in told:
        told["name"] = f"{told['name']} {number}"
    return told


def _party(found: "re.Match[str]", number: int) -> str:
    """Return the code of a Party of this record; no two share one, and none is of ``AA…``."""
    code = len(LETTERS) ** 2 + 3 * number + ("AA", "BB", "CC").index(found[1])
    letters = (code // 676 % 26, code // 26 % 26, code % 26)
    return "".join(LETTERS[each] for each in letters) + found[2]


def code_of(party: str) -> int:
    """Return the number that a code stands for: three times that of its record, and which Party."""
    a, b, c = (LETTERS.index(each) for each in party)
    return 676 * (a - 1) + 26 * b + c
