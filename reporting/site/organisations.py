"""Where an organisation is named, and whether it has a page of its own."""

from collections.abc import Mapping, Sequence

from reporting.messages import Text, _
from reporting.site.dataset import Row, SiteRecord

ADDRESS = "organisations/"
TABLES = ("participants", "project_verifications")
ROLES: Mapping[str, Text] = {
    "third_party_entities": _("third-party entity"),
    "financed_projects": _("receiver of support"),
    "methodologies": _("proponent of a methodology"),
    "studies": _("author of a study"),
}
"""Where an organisation is named by its identifier; beside projects, as what."""


def organisation_address(record: SiteRecord, name: str) -> str:
    """Return the address of an organisation's page; empty where it has none of its own."""
    several = sum(len(rows) for rows in named(record, name).values()) > 1
    return f"{ADDRESS}{name}/" if several else ""


def named(record: SiteRecord, name: str) -> Mapping[str, Sequence[Row]]:
    """Return the rows that name an organisation, by table."""
    return {table: record.where(table, "organisation_id", name) for table in (*TABLES, *ROLES)}
