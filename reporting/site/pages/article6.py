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
BLOCKS = f"{ACCOUNTING}/credit_blocks"
SHOWN = ("cooperative_approaches", "authorizations", "credit_blocks", "ndcs", "transfers", "gaps")


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
            "authorizations": _by_act(record.rows(AUTHORIZATIONS)),
            "issuances": [each for view in approaches for each in view["issuances"]],
            "ndcs": record.rows(f"{ACCOUNTING}/ndcs"),
            "events": record.rows(f"{ACCOUNTING}/transfers"),
            "complete": [
                row for row in record.rows(f"{ACCOUNTING}/coverage") if row["is_complete"]
            ],
            "gaps": record.rows(f"{ACCOUNTING}/gaps"),
            "paragraphs": _paragraphs(record),
        },
    )


def of_partner(record: SiteRecord, country: str) -> list[View]:
    """Return the cooperative approaches in which a partner takes part."""
    return [
        _approach(record, record.get(APPROACHES, "approach", each["approach"]))
        for each in record.where(PARTIES, "party", country)
    ]


def tables_of(approaches: Iterable[View]) -> Mapping[str, list[Row]]:
    """Return the rows behind cooperative approaches, by table."""
    found: dict[str, list[Row]] = {APPROACHES: [], AUTHORIZATIONS: [], BLOCKS: []}
    for view in approaches:
        found[APPROACHES].append(view["row"])
        found[AUTHORIZATIONS] += [*view["of_japan"], *view["of_partners"]]
        found[BLOCKS] += [block for each in view["issuances"] for block in each["blocks"]]
    return found


def _approach(record: SiteRecord, row: Row) -> View:
    """Return a cooperative approach with its partners, authorizations and issuances of ITMOs."""
    name = row["approach"]
    authorizations = record.where(AUTHORIZATIONS, "approach", name)
    return {
        "row": row,
        "partners": [
            each["party"]
            for each in record.where(PARTIES, "approach", name)
            if each["party"] != JAPAN
        ],
        "of_japan": [each for each in authorizations if each["party"] == JAPAN],
        "of_partners": [each for each in authorizations if each["party"] != JAPAN],
        "issuances": _issuances(record, name),
    }


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


def _by_act(authorizations: Iterable[Row]) -> list[View]:
    """Return authorizations of one Party, day and kind together: a row names one approach only."""
    acts: dict[tuple[object, ...], list[Row]] = {}
    for row in authorizations:
        acts.setdefault((row["party"], row["authorized_on"], row["kind"]), []).append(row)
    return [
        {
            "row": rows[0],
            "rows": rows,
            "inferred": [each for each in rows if each["basis"] == "inferred"],
        }
        for rows in acts.values()
    ]


def _paragraphs(record: SiteRecord) -> Mapping[str, Row]:
    """Return the paragraphs of the guidance by their number."""
    rows = record.where(f"{NAMES}/provisions", "decision", GUIDANCE)
    return {row["paragraph"]: row for row in rows}
