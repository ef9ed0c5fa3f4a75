"""A snapshot compared with the record of today: by keys, by links, by what a row turned out to be.

Texts are the same if their letters and digits are: capitals, spaces and punctuation do not count.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from unicodedata import normalize

from reporting.messages import Bilingual, _
from reporting.packages import Table
from reporting.site.dataset import Row, SiteRecord
from reporting.site.pages.then_and_now import Fact, Match, Now, TableComparison
from reporting.site.pages.views import links_of, of_link
from reporting.site.snapshots import Snapshot

STATUSES = {
    "Project registered": "registered",
    "Validation": "validation",
    "Request for Registration withdrawn": "registration_request_withdrawn",
}
SEPARATOR = "; "


def compare(record: SiteRecord, snapshot: Snapshot) -> tuple[TableComparison, ...]:
    """Compare the tables of a snapshot, as far as the record has what they are about."""
    return tuple(
        COMPARED[table.name](record, snapshot, table)
        for table in snapshot.package
        if table.name in COMPARED
    )


def _listed(record: SiteRecord, snapshot: Snapshot, table: Table) -> TableComparison:
    """Compare a list of projects with the record's, by their number."""
    rows = snapshot.rows[table.name]
    matches = []
    for row in rows:
        project = record.find("projects", "project_id", row["project_id"])
        if project is None:
            reason = _("The record has no project of this number.")
            matches.append(Match(row=row, reason=reason))
        else:
            facts = tuple(_of_project(record, table, row, project))
            matches.append(Match(row=row, subject=project, facts=facts))
    return _comparison(record, table, "project_id", matches)


def _of_project(record: SiteRecord, table: Table, row: Row, project: Row) -> Iterator[Fact]:
    name, fields = project["project_id"], table.schema
    yield _country(record, table, row, project)
    yield _text(table, row, "title", Now.of(project["title"], project))
    yield Fact.of(
        fields["status"],
        _labels(lambda language: fields["status"].label(row["status"], language)),
        Now.of(
            _labels(
                lambda language: record.label("projects", "status", project["status"], language)
            ),
            project,
        ),
        is_same=STATUSES.get(row["status"]) == project["status"],
    )
    day = Now.of(project["registered_on"], project)
    is_same = row["registered_on"] == day.said
    yield Fact.of(fields["registered_on"], row["registered_on"], day, is_same=is_same)
    named = record.where("participants", "project_id", name)
    for side in ("partner", "japan"):
        those = [each for each in named if each["side"] == side]
        now = Now.of(_joined(those, "published_as"), *those)
        yield _text(table, row, f"participants_{side}", now)
    uses = record.where("project_methodologies", "project_id", name)
    yield Fact.of(
        fields["methodologies"],
        row["methodologies"],
        Now.of(_joined(uses, "methodology_version"), *uses),
        is_same={each["methodology_version"] for each in uses}
        == {each for each in (row["methodologies"] or "").split(SEPARATOR) if each},
    )


def _financed(record: SiteRecord, snapshot: Snapshot, table: Table) -> TableComparison:
    """Compare a list of financed projects with the record's, by the links that the record makes."""
    kept = {
        row["list_number"]: row
        for row in record.where("financed_projects", "source_id", snapshot.source_id)
    }
    matches = []
    for row in snapshot.rows[table.name]:
        known = kept.get(row["list_number"])
        links = links_of(record, known) if known else ()
        for link in links:
            project = record.get("projects", "project_id", link["project_id"])
            facts = tuple(_of_financed(record, table, row, project, link))
            matches.append(Match(row=row, subject=project, link=link, facts=facts))
        if not links:
            matches.append(_unlinked(row, known))
    return _comparison(record, table, "project_id", matches)


def _of_financed(
    record: SiteRecord, table: Table, row: Row, project: Row, link: Row
) -> Iterator[Fact]:
    yield _country(record, table, row, project)
    named = record.where("participants", "project_id", project["project_id"])
    organisation = of_link(record, link)["organisation_id"]
    is_one = organisation and organisation in {each["organisation_id"] for each in named}
    now = Now.of(_joined(named, "organisation"), *named)
    yield Fact.of(
        table.schema["participants"],
        row["participants"],
        now,
        is_same=bool(is_one) or _alike(row["participants"], now.said),
    )
    yield _text(table, row, "title", Now.of(project["title"], project))
    now = Now.of(
        project["estimated_reductions"],
        {"source_id": project["estimate_source_id"]},
        as_of=project["estimate_as_of"],
        unit=record.table("projects").schema["estimated_reductions"].unit,
    )
    then = row["expected_reductions"]
    yield Fact.of(table.schema["expected_reductions"], then, now, is_same=then == now.said)


def _unlinked(row: Row, kept: Row | None) -> Match:
    """Return a row to which no listed project answers, with the reason."""
    if kept is None:
        return Match(row=row, reason=_("The record does not have this row."))
    if kept["duplicate_of"] is not None:
        repeated = kept["duplicate_of"]
        reason = _("It repeats no. %(no)s, where the project is linked.", no=repeated)
        return Match(row=row, reason=reason)
    reason = _("Title, country and participant together point to no listed project.")
    return Match(row=row, reason=reason, note=kept["note"] or "")


def _methodologies(record: SiteRecord, snapshot: Snapshot, table: Table) -> TableComparison:
    """Compare a list of methodologies without numbers, by the number that the record found."""
    kept = {
        row["printed_order"]: row
        for row in record.where("methodology_list_2019", "source_id", snapshot.source_id)
    }
    matches = []
    for row in snapshot.rows[table.name]:
        link = kept.get(row["printed_order"])
        number = link["methodology_id"] if link else None
        versions = record.where("methodologies", "methodology_id", number) if number else ()
        if link is None:
            reason = _("The record does not have this row.")
            matches.append(Match(row=row, reason=reason))
        elif not versions:
            reason = _("Which methodology of the record it is could not be shown.")
            matches.append(Match(row=row, reason=reason, note=link["note"] or ""))
        else:
            facts = tuple(_of_methodology(record, table, row, versions))
            matches.append(Match(row=row, subject=versions[-1], link=link, facts=facts))
    return _comparison(record, table, "methodology_id", matches)


def _of_methodology(
    record: SiteRecord, table: Table, row: Row, versions: Sequence[Row]
) -> Iterator[Fact]:
    titled = next((each for each in reversed(versions) if each["title"]), versions[-1])
    yield _text(table, row, "title", Now.of(titled["title"], titled))
    uses = [
        use
        for each in versions
        for use in record.where(
            "project_methodologies", "methodology_version", each["methodology_version"]
        )
    ]
    registered = {
        use["project_id"]
        for use in uses
        if record.get("projects", "project_id", use["project_id"])["status"] == "registered"
    }
    field = table.schema["approved_projects"]
    known_on = max((use["known_on"] for use in uses), default=None)
    now = Now.of(len(registered), *uses, versions[-1], as_of=known_on, unit=field.unit)
    then = row["approved_projects"]
    yield Fact.of(field, then, now, is_same=then == now.said)


COMPARED: Mapping[str, Callable[[SiteRecord, Snapshot, Table], TableComparison]] = {
    "projects": _listed,
    "financed_projects": _financed,
    "methodologies": _methodologies,
}


def _comparison(
    record: SiteRecord, table: Table, subject_key: str, matches: Sequence[Match]
) -> TableComparison:
    of_record = "projects" if subject_key == "project_id" else "methodologies"
    met = {each.subject[subject_key] for each in matches if each.subject is not None}
    known = dict.fromkeys(row[subject_key] for row in record.rows(of_record))
    return TableComparison(
        table=table,
        key=table.schema.primary_key[0],
        subject_key=subject_key,
        matches=tuple(matches),
        absent=tuple(each for each in known if each not in met),
    )


def _joined(rows: Iterable[Row], field: str) -> str:
    """Return the values of a field in one text, each once."""
    return SEPARATOR.join(dict.fromkeys(row[field] for row in rows if row[field]))


def _labels(label: Callable[[str], str]) -> Bilingual:
    return {language: label(language) for language in ("en", "ja")}


def _country(record: SiteRecord, table: Table, row: Row, project: Row) -> Fact:
    """Return the country, as the source writes it and as the record calls it."""
    code = project["partner"]
    now = Now.of(_labels(lambda language: record.country_name(code, language)), project)
    return Fact.of(table.schema["country"], row["country"], now, is_same=row["partner"] == code)


def _text(table: Table, row: Row, name: str, now: Now) -> Fact:
    return Fact.of(table.schema[name], row[name], now, is_same=_alike(row[name], now.said))


def _alike(then: object, now: object) -> bool:
    """Tell whether two texts have the same letters and digits."""
    return _letters(then) == _letters(now)


def _letters(text: object) -> str:
    written = normalize("NFKC", str(text or ""))
    return "".join(each for each in written.casefold() if each.isalnum())
