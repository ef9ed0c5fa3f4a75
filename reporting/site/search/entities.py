"""What can be found on the site: each thing with its page, its titles and other words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from textwrap import shorten

from reporting.messages import Bilingual, _
from reporting.site.charts.catalogue import charts
from reporting.site.dataset import ACCOUNTING, NAMES, RECORD, SiteRecord
from reporting.site.glossary import anchor_of, terms
from reporting.site.navigation import PAGES
from reporting.site.organisations import ADDRESS, organisation_address

KINDS: Mapping[str, Bilingual] = {
    "p": _("Partner"),
    "e": _("Technology"),
    "n": _("Page"),
    "m": _("Methodology"),
    "j": _("Project"),
    "c": _("Organisation"),
    "w": _("Glossary"),
    "h": _("Chart"),
    "d": _("Decision"),
    "t": _("Table"),
    "r": _("Provision"),
    "g": _("Gap"),
    "s": _("Source"),
    "f": _("Field"),
}
"""What each kind of entity is called; of two that answer alike the first kind comes first."""
GIST = 46  # letters of what a provision says; half as many in Japanese


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """One thing that can be found.

    Attributes:
        kind: Which of `KINDS`.
        address: Its page, and place in it, below the language.
        title: Its title or name in English, as published.
        title_ja: The same in Japanese; empty where nobody publishes one.
        more: Codes and other words, separated by blanks.
    """

    kind: str
    address: str
    title: str
    title_ja: str = ""
    more: str = ""


def entities(record: SiteRecord) -> tuple[Entity, ...]:
    """Return all that can be found, each once."""
    found = (
        *_partners(record),
        *_technologies(record),
        *_pages(),
        *_charts(record),
        *_projects(record),
        *_methodologies(record),
        *_organisations(record),
        *_terms(),
        *_decisions(record),
        *_provisions(record),
        *_gaps(record),
        *_sources(record),
        *_tables(record),
    )
    return tuple({(each.kind, each.address, each.title): each for each in found}.values())


def _partners(record: SiteRecord) -> Iterator[Entity]:
    for row in record.rows("partners"):
        yield Entity(
            kind="p",
            address=f"partners/{row['partner'].lower()}/",
            title=row["name"],
            title_ja=row["name_ja"],
            more=row["partner"],
        )


def _technologies(record: SiteRecord) -> Iterator[Entity]:
    for each in record.table("projects").schema["technology"].categories:
        if record.where("projects", "technology", each.value):
            yield Entity(
                kind="e",
                address=f"technologies/{each.value.replace('_', '-')}/",
                title=each.label["en"],
                title_ja=each.label["ja"],
                more=each.value,
            )


def _charts(record: SiteRecord) -> Iterator[Entity]:
    for each in charts(record):
        yield Entity(
            kind="h",
            address=f"charts/{each.name}/",
            title=each.title["en"],
            title_ja=each.title["ja"],
        )


def _pages() -> Iterator[Entity]:
    for page in PAGES:
        yield Entity(kind="n", address=page.path, title=page.name["en"], title_ja=page.name["ja"])


def _projects(record: SiteRecord) -> Iterator[Entity]:
    for row in record.rows("projects"):
        name = row["project_id"]
        uses = record.where("project_methodologies", "project_id", name)
        codes = [name, row["partner"], row["technology"] or ""]
        codes += sorted({each["methodology_version"].partition(" ")[0] for each in uses})
        yield Entity(
            kind="j",
            address=f"projects/{name.lower()}/",
            title=row["title"],
            more=" ".join(filter(None, codes)),
        )


def _methodologies(record: SiteRecord) -> Iterator[Entity]:
    for name in dict.fromkeys(row["methodology_id"] for row in record.rows("methodologies")):
        partner = record.where("methodologies", "methodology_id", name)[0]["partner"]
        yield Entity(
            kind="m",
            address=f"methodologies/{name.lower()}/",
            title=record.methodology_title(name) or name,
            more=f"{name} {partner}",
        )


def _organisations(record: SiteRecord) -> Iterator[Entity]:
    for row in record.rows("organisations"):
        name = row["organisation_id"]
        address = organisation_address(record, name)
        if not address:  # one thing is known of it: its project, if it takes part in one
            projects = record.where("participants", "organisation_id", name)
            other = f"{ADDRESS}#{name}"
            address = f"projects/{projects[0]['project_id'].lower()}/" if projects else other
        yield Entity(kind="c", address=address, title=row["organisation"])


def _terms() -> Iterator[Entity]:
    for row in terms():
        yield Entity(
            kind="w",
            address=f"glossary/#{anchor_of(row)}",
            title=row["term"],
            title_ja=row["term_ja"],
        )


def _decisions(record: SiteRecord) -> Iterator[Entity]:
    for row in record.rows("decisions"):
        yield Entity(
            kind="d",
            address=f"decisions/#{row['decision_id']}",
            title=row["item"],
            more=row["partner"],
        )


def _provisions(record: SiteRecord) -> Iterator[Entity]:
    name = f"{NAMES}/provisions"
    for row in record.rows(name):
        place = (
            row["provision_id"].replace("/annex/", " annex, para. ").replace("/annex-", " annex ")
        )
        yield Entity(
            kind="r",
            address=f"rulebook/#{record.anchor(name, row).replace('row-', 'p-')}",
            title=f"{place}: {shorten(row['gist'], GIST, placeholder=' …')}",
            title_ja=f"{place}: {row['gist_ja'][: GIST // 2]}",
        )


def _gaps(record: SiteRecord) -> Iterator[Entity]:
    for package, rows in record.everywhere("gaps").items():
        for row in rows:
            yield Entity(
                kind="g",
                address=f"quality/#{package}-{row['gap_id']}",
                title=row["title"],
                title_ja=row["title_ja"] or "",
            )


def _sources(record: SiteRecord) -> Iterator[Entity]:
    for name, row in record.sources.items():
        is_japanese = row["language"] == "ja"
        title = row["title"] or row["publisher"]
        yield Entity(
            kind="s",
            address=f"sources/#{name}",
            title=title,
            title_ja=title if is_japanese else "",
            more=str(row["publisher"] or ""),
        )


def _tables(record: SiteRecord) -> Iterator[Entity]:
    """Yield tables, and each field where it stands first."""
    known: set[tuple[str, str]] = set()
    facts = (RECORD, ACCOUNTING)  # what the others list is found by its rows
    for package in record.packages.values():
        for table in package:
            address = f"data/{package.name}/{table.name}/"
            title, title_ja = table.title["en"], table.title["ja"]
            yield Entity(kind="t", address=address, title=title, title_ja=title_ja, more=table.name)
            for each in table.schema.fields if package.name in facts else ():
                key = (each.name, each.title["en"])
                if key not in known:
                    known.add(key)
                    yield Entity(
                        kind="f",
                        address=f"{address}#field-{each.name}",
                        title=each.title["en"],
                        title_ja=each.title["ja"],
                        more=each.name,
                    )
