"""Where the prototype of the platform would object, though nothing is to be corrected.

It compares texts letter by letter, and knows of an approach what its authorizations list.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from reporting.accounting.first_transfer import COVERED
from reporting.aef_checker.actions import Act, absent_as_empty
from reporting.aef_checker.conditions import PURPOSE, SUBTYPE, several, understood
from reporting.aef_checker.inferred_records import DOMESTIC
from reporting.aef_checker.submissions import CheckedSubmission
from reporting.aef_checker.tables import FoundTable, SheetRow
from reporting.findings import Finding, Place

Versions = Mapping[tuple[str, str], Sequence[tuple[FoundTable, SheetRow]]]


def would_object(submissions: Sequence[CheckedSubmission]) -> Iterator[Finding]:
    """Yield what only the platform may refuse, once for each kind and authorization."""
    versions = _versions(submissions)
    yield from _purposes(submissions, versions)
    yield from _definitions(submissions, versions)
    yield from _sectors(submissions)
    yield from _participants(submissions)


def _versions(submissions: Iterable[CheckedSubmission]) -> Versions:
    found: dict[tuple[str, str], list[tuple[FoundTable, SheetRow]]] = defaultdict(list)
    for each in submissions:
        for table, record in each.authorizations:
            found[each.party, record.text("AuthorizationID")].append((table, record))
    return found


def _purposes(submissions: Iterable[CheckedSubmission], versions: Versions) -> Iterator[Finding]:
    """Yield uses under a purpose that contains theirs without reading the same."""
    met: dict[tuple[str, str, str], list[tuple[FoundTable, Act]]] = defaultdict(list)
    for submission in submissions:
        for table, act in submission.acts:
            if act.kind not in {"use", "cancellation", "voluntary_cancellation"}:
                continue
            # A use without a purpose is towards an NDC; a cancellation without one is for none.
            purpose = act.purpose or "NDC"
            if act.kind != "use" and not act.purpose:
                continue
            known = versions.get((act.block.host, act.block.authorization), ())
            purposes = [record.text(PURPOSE) for _, record in known]
            covering = [each for each in purposes if each in COVERED.get(purpose, ())]
            if covering and purpose not in purposes:
                met[act.block.authorization, purpose, covering[0]].append((table, act))
    for (authorization, purpose, covers), rows in met.items():
        table, act = rows[0]
        values = {
            "purpose": purpose,
            "purposes": covers,
            "authorization": authorization,
            "count": str(len(rows)),
        }
        yield table.finding("platform-purpose", act.block.record, "AuthorizationID", **values)


def _definitions(submissions: Iterable[CheckedSubmission], versions: Versions) -> Iterator[Finding]:
    """Yield first transfers whose subtype means the definition and reads otherwise."""
    met: dict[tuple[str, str], list[tuple[FoundTable, Act]]] = defaultdict(list)
    for submission in submissions:
        for table, act in submission.acts:
            if act.kind != "first_transfer" or act.subtype not in DOMESTIC:
                continue
            known = versions.get((act.block.host, act.block.authorization), ())
            written = [record.text("FirstTransferDefnForOIMP") for _, record in known]
            subtype = understood(act.block.record, SUBTYPE).printed
            # The nomenclature spells subtypes Authorization, definitions Authorisation, and so on.
            # Within six letters they are the same.
            alike = [each for each in written if each.casefold()[:6] == subtype.casefold()[:6]]
            if alike and subtype not in written:
                met[subtype, alike[0]].append((table, act))
    for (subtype, definition), rows in met.items():
        table, act = rows[0]
        values = {"subtype": subtype, "definition": definition, "count": str(len(rows))}
        yield table.finding("platform-definition", act.block.record, SUBTYPE, **values)


def _sectors(submissions: Iterable[CheckedSubmission]) -> Iterator[Finding]:
    """Yield approaches whose authorizations list several sets of sectors or activity types."""
    met: dict[str, dict[tuple[tuple[str, ...], ...], tuple[FoundTable, SheetRow]]] = {}
    for submission in submissions:
        for table, record in submission.authorizations:
            kinds = tuple(
                tuple(sorted(several(absent_as_empty(record, name))))
                for name in ("Sectors", "ActivityType")
            )
            of_approach = met.setdefault(record.text("CooperativeApproachID"), {})
            of_approach.setdefault(kinds, (table, record))
    for approach, sets in met.items():
        if len(sets) > 1:
            # The first row that departs from those before it.
            table, record = list(sets.values())[1]
            values = {"approach": approach, "count": str(len(sets))}
            yield table.finding("platform-sectors", record, "Sectors", **values)


def _participants(submissions: Sequence[CheckedSubmission]) -> Iterator[Finding]:
    """Yield reporters that an authorization of any Party covers, and the platform does not know."""
    named: dict[str, set[str]] = defaultdict(set)
    is_open: set[str] = set()
    for submission in submissions:
        for _, record in submission.authorizations:
            approach = record.text("CooperativeApproachID")
            listed = several(absent_as_empty(record, "AuthorizedPartyIDs"))
            named[approach] |= {submission.party, *listed}
            # Empty means any Party (nomenclature), which the platform does not read so.
            if not listed:
                is_open.add(approach)
    for submission in submissions:
        met = {act.block.scope[0] for _, act in submission.acts}
        for approach in sorted(met & is_open):
            if submission.party not in named[approach]:
                values = {"party": submission.party, "approach": approach}
                place = Place(package=submission.workbook.name)
                yield Finding(code="platform-any-party", place=place, values=values)
