"""Authorizations and entities that acts only name, since workbooks of other years list them.

They are supplied, so that the ledger can go on, and it is said. Where the workbooks of a Party for
all years are there, what they do not list is not authorized.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from reporting.checker.acts import Act, Block
from reporting.checker.submissions import Submission
from reporting.checker.tables import FoundTable
from reporting.findings import Finding

Row = dict[str, Any]
Key = tuple[str, str]
FIRST_YEAR = 2021
IMPLIED = "implied"
DOMESTIC = ("issuance", "authorization", "use_or_cancellation")
SINCE = date(FIRST_YEAR, 1, 1)
NOWHERE = {"_package": "", "_table": IMPLIED, "_row": 0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplied:
    """What was supplied.

    Attributes:
        authorizations: Rows of authorizations.
        entities: Rows of authorized entities.
        findings: What has to be said of each.
    """

    authorizations: tuple[Row, ...]
    entities: tuple[Row, ...]
    findings: tuple[Finding, ...]


def supplied(
    submissions: Sequence[Submission],
    listed: Sequence[Row],
    entities: Sequence[Row],
    naming: Sequence[Row],
) -> Supplied:
    """Return what acts and holdings name and no table lists.

    Args:
        submissions: The submissions.
        listed: The rows of their Tables 2.
        entities: The rows of their Tables 5.
        naming: The entities that the rows of their Tables 2 name.
    """
    whole = _whole(submissions)
    by_id = dict(_named(submissions, {(row["party"], row["authorization_id"]) for row in listed}))
    by_user = dict(_using(submissions, {(row["party"], row["approach"]) for row in listed}, whole))
    names = {(row["party"], row["authorization_id"]) for row in naming}
    known = {row["entity_id"] for row in entities}
    of_entities = {
        entity: told
        for entity, told in _entities(submissions, known, whole)
        if (told[1].block.host, told[1].block.authorization) not in names
    }
    definitions = _definitions(submissions)
    return Supplied(
        authorizations=(
            *(_authorization(key, block, definitions) for key, (_, block) in by_id.items()),
            *(_participation(key) for key in by_user),
        ),
        entities=tuple(_entity(act) for _, act in of_entities.values()),
        findings=(
            *(
                _missing(table, block, key, is_whole=key[0] in whole)
                for key, (table, block) in by_id.items()
            ),
            *(_missing(table, act.block, key) for key, (table, act) in by_user.items()),
            *(
                _missing(table, act.block, (act.party, entity))
                for entity, (table, act) in of_entities.items()
            ),
        ),
    )


def _whole(submissions: Iterable[Submission]) -> frozenset[str]:
    """Return the Parties whose workbooks of all years until the last are there."""
    years: dict[str, set[int]] = defaultdict(set)
    for each in submissions:
        years[each.party].add(each.year)
    return frozenset(
        party for party, given in years.items() if {*range(FIRST_YEAR, max(given) + 1)} <= given
    )


def _named(
    submissions: Iterable[Submission], listed: set[Key]
) -> Iterator[tuple[Key, tuple[FoundTable, Block]]]:
    """Yield the authorizations that rows name, each with the first such row."""
    seen = set(listed)
    for table, block in _blocks(submissions):
        key = (block.host, block.authorization)
        if block.authorization and key not in seen:
            seen.add(key)
            yield key, (table, block)


def _blocks(submissions: Iterable[Submission]) -> Iterator[tuple[FoundTable, Block]]:
    for each in submissions:
        yield from ((table, act.block) for table, act in each.acts)
        yield from each.holdings


def _using(
    submissions: Iterable[Submission], listed: set[Key], whole: frozenset[str]
) -> Iterator[tuple[Key, tuple[FoundTable, Act]]]:
    """Yield the Parties that use ITMOs of an approach which their Tables 2 do not name."""
    seen = set(listed)
    for submission in submissions:
        for table, act in submission.acts:
            key = (act.user or act.party, act.block.scope[0])
            is_foreign = act.kind == "use" and key[0] != act.block.host
            if is_foreign and key not in seen and key[0] not in whole:
                seen.add(key)
                yield key, (table, act)


def _entities(
    submissions: Iterable[Submission], listed: set[str], whole: frozenset[str]
) -> Iterator[tuple[str, tuple[FoundTable, Act]]]:
    seen = set(listed)
    for submission in submissions:
        for table, act in submission.acts:
            is_open = not {act.party, act.block.host} <= whole
            if act.entity and act.entity not in seen and is_open:
                seen.add(act.entity)
                yield act.entity, (table, act)


def _definitions(submissions: Iterable[Submission]) -> Mapping[Key, str]:
    """Return by authorization the event that its first transfers name."""
    return {
        (act.block.host, act.block.authorization): act.subtype
        for each in submissions
        for _, act in each.acts
        if act.kind == "first_transfer" and act.subtype in DOMESTIC
    }


def _missing(table: FoundTable, block: Block, key: Key, *, is_whole: bool = False) -> Finding:
    code = "authorization-not-listed" if is_whole else "authorization-not-reported"
    values = {"party": key[0], "authorization": key[1]}
    return table.finding(code, block.record, "AuthorizationID", **values)


def _authorization(key: Key, block: Block, definitions: Mapping[Key, str]) -> Row:
    """Return an authorization of whatever its ITMOs are used for."""
    return {
        "party": key[0],
        "authorization_id": key[1],
        "version": 1,
        "approach": block.scope[0],
        "kind": "use",
        "authorized_on": SINCE,
        "metric": block.metric or "ghg",
        "non_ghg_metric": block.non_ghg_metric or None,
        "purposes": "NDC and OIMP",
        "first_transfer_definition": definitions.get(key, "issuance"),
        **NOWHERE,
    }


def _participation(key: Key) -> Row:
    """Return a Party's authorization of an approach."""
    return {
        "party": key[0],
        "authorization_id": key[1],
        "version": 1,
        "approach": key[1],
        "kind": "approach",
        "authorized_on": SINCE,
        "metric": "ghg",
        **NOWHERE,
    }


def _entity(act: Act) -> Row:
    return {
        "entity_id": act.entity,
        "name": act.entity,
        "approach": act.block.scope[0],
        "party": act.party,
        "authorized_on": SINCE,
        **NOWHERE,
    }
