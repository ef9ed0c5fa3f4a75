"""What is known for accounting under Article 6.2: its page, and its part of a partner's page."""

from collections.abc import Iterable, Iterator, Mapping

from reporting.site.dataset import ACCOUNTING, NAMES, Row, SiteRecord
from reporting.site.pages.page import SitePage, of_tables
from reporting.site.pages.views import View

JAPAN = "JPN"
GUIDANCE = "2/CMA.3"
PARTIES = f"{ACCOUNTING}/approach_parties"
APPROACHES = f"{ACCOUNTING}/cooperative_approaches"
AUTHORIZATIONS = f"{ACCOUNTING}/authorizations"
VERSIONS = f"{ACCOUNTING}/authorization_versions"
BLOCKS = f"{ACCOUNTING}/credit_blocks"
SHOWN = (
    "cooperative_approaches",
    "authorizations",
    "authorization_versions",
    "credit_blocks",
    "ndcs",
    "transfers",
    "gaps",
)


def pages(record: SiteRecord) -> Iterator[SitePage]:
    """Yield the page about Article 6.2."""
    approaches = [_approach(record, row) for row in record.rows(APPROACHES)]
    yield of_tables(
        record,
        "article6/",
        "article6.html",
        tables=[f"{ACCOUNTING}/{name}" for name in SHOWN],
        rows={
            "parties": record.rows(f"{ACCOUNTING}/parties"),
            "approaches": approaches,
            "authorizations": _by_act(record),
            "issuances": itmo_issuances(record),
            "ndcs": record.rows(f"{ACCOUNTING}/ndcs"),
            "events": record.rows(f"{ACCOUNTING}/transfers"),
            "complete": [
                row for row in record.rows(f"{ACCOUNTING}/coverage") if row["is_complete"]
            ],
            "gaps": record.rows(f"{ACCOUNTING}/gaps"),
            "paragraphs": paragraphs(record),
        },
    )


def itmo_issuances(record: SiteRecord) -> list[View]:
    """Return the issuances of ITMOs, by cooperative approach."""
    return [each for row in record.rows(APPROACHES) for each in _issuances(record, row["approach"])]


def of_partner(record: SiteRecord, country: str) -> list[View]:
    """Return the cooperative approaches in which a partner takes part."""
    return [
        _approach(record, record.get(APPROACHES, "approach", each["approach"]))
        for each in record.where(PARTIES, "party", country)
    ]


def tables_of(approaches: Iterable[View]) -> Mapping[str, list[Row]]:
    """Return the rows behind cooperative approaches, by table."""
    found: dict[str, list[Row]] = {
        APPROACHES: [],
        AUTHORIZATIONS: [],
        VERSIONS: [],
        BLOCKS: [],
    }
    for view in approaches:
        found[APPROACHES].append(view["row"])
        found[AUTHORIZATIONS] += view["authorizations"]
        found[VERSIONS] += [*view["of_japan"], *view["of_partners"]]
        found[BLOCKS] += [block for each in view["issuances"] for block in each["blocks"]]
    return found


def _approach(record: SiteRecord, row: Row) -> View:
    """Return a cooperative approach with its partners, authorizations and issuances of ITMOs."""
    name = row["approach"]
    authorizations = record.where(AUTHORIZATIONS, "approach", name)
    versions = [row for each in authorizations for row in _versions(record, each)]
    return {
        "row": row,
        "authorizations": authorizations,
        "partners": [
            each["party"]
            for each in record.where(PARTIES, "approach", name)
            if each["party"] != JAPAN
        ],
        "of_japan": [each for each in versions if each["party"] == JAPAN],
        "of_partners": [each for each in versions if each["party"] != JAPAN],
        "issuances": _issuances(record, name),
    }


def _versions(record: SiteRecord, authorization: Row) -> list[Row]:
    """Return the versions of an authorization."""
    named = record.where(VERSIONS, "authorization_id", authorization["authorization_id"])
    return [each for each in named if each["party"] == authorization["party"]]


def _issuances(record: SiteRecord, approach: str) -> list[View]:
    """Return the issuances of an approach, each with the records that registries have of it."""
    blocks: dict[str, list[Row]] = {}
    for row in record.where(BLOCKS, "approach", approach):
        blocks.setdefault(row["issuance_id"] or row["block_id"], []).append(row)
    return [
        {
            "name": name,
            "blocks": found,
            "issued_on": min(
                (each["issued_on"] for each in found if each["issued_on"]), default=None
            ),
            "quantity": _quantity(found),
            "totals": record.where("published_totals", "total_id", name),
        }
        for name, found in blocks.items()
    ]


def _quantity(blocks: Iterable[Row]) -> int | None:
    """Return the quantity of an issuance, None where it is not known of each original block.

    A block that another registry holds again after a transfer is not issued a second time.
    """
    issued = [
        each["quantity"]
        for each in blocks
        if each["originating_registry"] == each["recording_registry"]
    ]
    return None if None in issued or not issued else sum(issued)


def _by_act(record: SiteRecord) -> list[View]:
    """Return authorizations of one Party, day and kind together: each is for one approach only."""
    acts: dict[tuple[object, ...], list[View]] = {}
    for authorization in record.rows(AUTHORIZATIONS):
        for row in _versions(record, authorization):
            act = (row["party"], row["authorized_on"], row["kind"])
            found = {"row": row, "approach": authorization["approach"]}
            acts.setdefault(act, []).append(found)
    return [
        {
            "row": rows[0]["row"],
            "rows": rows,
            "inferred": [each for each in rows if each["row"]["basis"] == "inferred"],
        }
        for rows in acts.values()
    ]


def paragraphs(record: SiteRecord) -> Mapping[str, Row]:
    """Return the paragraphs of the guidance by their number."""
    rows = record.where(f"{NAMES}/provisions", "decision", GUIDANCE)
    return {row["paragraph"]: row for row in rows}
