"""Authorizations and entities that acts only name, since workbooks of other years list them.

They are supplied, so that the ledger can go on, and it is said once at each cell that names them:
of an authorization that is not listed, nothing it would allow is asked. Where the workbooks of a
Party for all years are there, what they do not list is not authorized. But Table 2 lists
authorizations of use: that a Party authorized a cooperative approach as such, no workbook tells.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from typing import Any

from reporting.aef_checker.actions import Act, Block, day
from reporting.aef_checker.slips import nearest
from reporting.aef_checker.submissions import CheckedSubmission
from reporting.aef_checker.tables import FIRST_YEAR, FoundTable
from reporting.findings import Finding
from reporting.official_forms.aef import AUTHORIZATIONS

Row = dict[str, Any]
Key = tuple[str, str]
IMPLIED = "implied"
ENTITY = "Using/cancellingEntityID"
APPROACH = "CooperativeApproachID"
DOMESTIC = ("issuance", "authorization", "use_or_cancellation")
# Early enough to bind whatever is done under it.
SINCE = date(FIRST_YEAR, 1, 1)
# Rows that stand in no workbook: findings on them are left out (`consistency`).
NOWHERE = {"_package": "", "_table": IMPLIED, "_row": 0}


@dataclass(frozen=True, slots=True, kw_only=True)
class InferredRecords:
    """What was supplied.

    Attributes:
        authorizations: Rows of versions of authorizations, each with its approach.
        entities: Rows of authorized entities.
        named: Rows of entities that supplied authorizations name.
        findings: What has to be said, at each cell that names what no table lists.
    """

    authorizations: tuple[Row, ...]
    entities: tuple[Row, ...]
    named: tuple[Row, ...]
    findings: tuple[Finding, ...]


def supplied(
    submissions: Sequence[CheckedSubmission],
    listed: Sequence[Row],
    entities: Sequence[Row],
    naming: Sequence[Row],
    record: Mapping[str, AbstractSet[str]],
) -> InferredRecords:
    """Return what acts and holdings name and no table lists.

    Args:
        submissions: The submissions.
        listed: The rows of their Tables 2.
        entities: The rows of their Tables 5.
        naming: The entities that the rows of their Tables 2 name.
        record: The identifiers in the record of each Party whose record is given.
    """
    whole = _whole(submissions)
    known = {(row["party"], row["authorization_id"]) for row in listed}
    names: dict[str, set[str]] = {party: {*each} for party, each in record.items()}
    for party, authorization in known:
        names.setdefault(party, set()).add(authorization)
    newest = _newest(submissions)
    years = {each.workbook.name: each.year for each in submissions}
    cells = _naming(submissions, known)
    naming_entities = {(row["party"], row["authorization_id"]) for row in naming}
    unread = _unread(submissions)
    acts = [
        (table, act)
        for table, act in _of_entities(submissions, {row["entity_id"] for row in entities}, whole)
        if act.block.key in known - naming_entities
    ]
    users = _using(submissions, listed)
    definitions = _definitions(submissions)
    return InferredRecords(
        authorizations=(
            *(_authorization(key, told[0][1], definitions) for key, told in cells.items()),
            *map(_participation, users),
        ),
        entities=tuple({act.entity: _entity(act) for _, act in acts}.values()),
        named=tuple(_named(submissions, cells.keys())),
        findings=(
            *(
                _missing(
                    table,
                    block,
                    is_whole=key[0] in whole or key[0] in record,
                    near=nearest(
                        key[1],
                        names.get(key[0], ()),
                        [
                            name
                            for year, name in newest.get(key[0], ())
                            if years[table.workbook] <= year
                        ],
                    ),
                )
                for key, told in cells.items()
                if key not in unread
                for table, block in told
            ),
            *(_entity_missing(table, act) for table, act in acts),
            *(
                _not_told(table, act)
                for told in users.values()
                for table, act in told
                if act.block.key in known
            ),
        ),
    )


def _newest(
    submissions: Iterable[CheckedSubmission],
) -> Mapping[str, Sequence[tuple[int, str]]]:
    """Return by Party the authorizations that are new in its last workbook, with its year."""
    last: dict[str, CheckedSubmission] = {}
    for each in submissions:
        if each.party not in last or last[each.party].year < each.year:
            last[each.party] = each
    return {
        party: [
            (each.year, record.text("AuthorizationID"))
            for _, record in each.authorizations
            # A revocation is listed in its year too.
            if record.text("AuthorizationVersion") == "1"
            and (on := day(record, "DateOfAuthorization"))
            and on.year == each.year
        ]
        for party, each in last.items()
    }


def _whole(submissions: Iterable[CheckedSubmission]) -> frozenset[str]:
    """Return the Parties whose Tables 2 of all years until the last are there and can be read."""
    years: dict[str, set[int]] = defaultdict(set)
    unread: set[str] = set()
    for each in submissions:
        years[each.party].add(each.year)
        if each.cannot_be_read(AUTHORIZATIONS):
            unread.add(each.party)
    return frozenset(
        party
        for party, given in years.items()
        if {*range(FIRST_YEAR, max(given) + 1)} <= given and party not in unread
    )


def _unread(submissions: Iterable[CheckedSubmission]) -> AbstractSet[Key]:
    """Return the authorizations whose row of Table 2 cannot be read, which is said of the row."""
    return {
        (each.party, record.text("AuthorizationID"))
        for each in submissions
        for table, record in each.unread
        if table.name == AUTHORIZATIONS
    }


def _naming(
    submissions: Iterable[CheckedSubmission], listed: AbstractSet[Key]
) -> Mapping[Key, Sequence[tuple[FoundTable, Block]]]:
    """Return the authorizations that no table lists, each with the rows that name it."""
    cells: dict[Key, list[tuple[FoundTable, Block]]] = defaultdict(list)
    for submission in submissions:
        for table, block in submission.blocks:
            if block.authorization and block.key not in listed:
                cells[block.key].append((table, block))
    return cells


def _using(
    submissions: Iterable[CheckedSubmission], listed: Iterable[Row]
) -> Mapping[Key, Sequence[tuple[FoundTable, Act]]]:
    """Return the uses of ITMOs of an approach that no Table 2 of the user names, by both."""
    own = {(row["party"], row["approach"]) for row in listed}
    found: dict[Key, list[tuple[FoundTable, Act]]] = defaultdict(list)
    for submission in submissions:
        for table, act in submission.acts:
            key = (act.user or act.party, act.block.scope[0])
            if act.kind == "use" and key[0] != act.block.host and key not in own:
                found[key].append((table, act))
    return found


def _of_entities(
    submissions: Iterable[CheckedSubmission], listed: AbstractSet[str], whole: AbstractSet[str]
) -> Iterator[tuple[FoundTable, Act]]:
    """Yield the acts of entities that a Table 5 which was not given may list."""
    for submission in submissions:
        for table, act in submission.acts:
            is_open = not {act.party, act.block.host} <= whole
            if act.entity and act.entity not in listed and is_open:
                yield table, act


def _named(submissions: Iterable[CheckedSubmission], keys: AbstractSet[Key]) -> Iterator[Row]:
    """Yield the entities that act under supplied authorizations as named in them."""
    acts = [act for each in submissions for _, act in each.acts]
    found = {(act.block.key, act.entity) for act in acts if act.entity and act.block.key in keys}
    for (party, authorization), entity in sorted(found):
        yield {
            "party": party,
            "authorization_id": authorization,
            "version": 1,
            "entity_id": entity,
            **NOWHERE,
        }


def _definitions(submissions: Iterable[CheckedSubmission]) -> Mapping[Key, str]:
    """Return by authorization the event that its first transfers name."""
    return {
        act.block.key: act.subtype
        for each in submissions
        for _, act in each.acts
        if act.kind == "first_transfer" and act.subtype in DOMESTIC
    }


def _missing(table: FoundTable, block: Block, *, is_whole: bool, near: str) -> Finding:
    code = "authorization-not-listed" if is_whole else "authorization-not-reported"
    values = {"party": block.host, "authorization": block.authorization}
    if near:
        code, values["near"] = "authorization-mistyped", near
    return table.finding(code, block.record, "AuthorizationID", **values)


def _entity_missing(table: FoundTable, act: Act) -> Finding:
    values = {"party": act.party, "entity": act.entity}
    return table.finding("entity-not-reported", act.block.record, ENTITY, **values)


def _not_told(table: FoundTable, act: Act) -> Finding:
    values = {"party": act.user or act.party, "approach": act.block.scope[0]}
    return table.finding("approach-authorization-not-told", act.block.record, APPROACH, **values)


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
        # Every use is allowed: what it allows, no table given tells.
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
