"""What the example must show, each a question to its tables."""

import csv
from collections import Counter
from collections.abc import Callable
from functools import cache

from tests.example.make import EXAMPLE

Row = dict[str, str]
Question = Callable[[], bool]
MANY = 50
FEWEST_PROJECTS = 12


@cache
def rows(table: str) -> tuple[Row, ...]:
    """Return a table as it stands in the package."""
    with (EXAMPLE / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def said(table: str, **cells: str) -> list[Row]:
    """Return the rows of a table that say so."""
    return [row for row in rows(table) if all(row[name] == cells[name] for name in cells)]


def values(table: str, name: str) -> set[str]:
    """Return the values of a field."""
    return {row[name] for row in rows(table)}


def authorized(row: Row) -> str:
    """Return the purposes for which a block or event is authorized."""
    key = {"party": row["authorization_party"], "authorization_id": row["authorization_id"]}
    return next((each["purposes"] for each in said("authorization_versions", **key)), "")


def international(event: str) -> list[Row]:
    """Return the movements between two Parties that one side tells of."""
    return [row for row in said("transfers", event=event) if row["from_party"] != row["to_party"]]


def is_partial(row: Row) -> bool:
    """Tell whether an event moves less than its block."""
    blocks = said("credit_blocks", block_id=row["block_id"])
    return any(row["quantity"] and row["quantity"] != each["quantity"] for each in blocks)


def mirrored() -> bool:
    """Each unit of a movement that A sent in a complete year, B received, and the reverse."""
    told: dict[str, Counter[tuple[str, ...]]] = {"transfer": Counter(), "acquisition": Counter()}
    incomplete = {row["year"] for row in said("coverage", is_complete="false")}
    replaced = values("transfers", "corrects")
    for event, counted in told.items():
        for row in international(event):
            if row["event_date"][:4] in incomplete or row["transfer_id"] in replaced:
                continue
            if row["first_itmo"] and row["block_id"] != "XA002-A":
                for number in range(int(row["first_itmo"]), int(row["last_itmo"]) + 1):
                    counted[row["block_id"], row["to_party"], str(number)] += 1
    return told["transfer"] == told["acquisition"] != Counter()


def straddles() -> bool:
    """A block without a vintage was monitored in two years, one before 2021 and one after."""
    return any(
        row["period_start"] < "2021-01-01" <= row["period_end"]
        for row in said("credit_blocks", vintage="")
    )


FEATURES: dict[str, Question] = {
    "two Parties, host and buyer": lambda: {"XAA", "XBB"} <= values("parties", "party"),
    "both Parties' registries tell": lambda: (
        {"XAA01", "XBB01"} <= values("transfers", "recording_registry")
    ),
    "a JCM-like approach and another": lambda: (
        values("cooperative_approaches", "is_jcm") == {"true", "false"}
    ),
    "at least twelve projects": lambda: (
        len(values("credit_blocks", "project_id")) >= FEWEST_PROJECTS
    ),
    "the period 2021-2030": lambda: bool(said("ndcs", first_year="2021", last_year="2030")),
    "each issuance pattern": lambda: (
        values("credit_blocks", "issuance_pattern") == {"split", "host_then_transfer", "host"}
    ),
    "purposes NDC, IMP and OP": lambda: (
        {"NDC", "IMP", "OP", "NDC and IMP", "NDC and OP"}
        <= values("authorization_versions", "purposes")
    ),
    "each definition of the first transfer": lambda: (
        values("authorization_versions", "first_transfer_definition")
        == {
            "",
            "first_international_transfer",
            "authorization",
            "issuance",
            "use_or_cancellation",
        }
    ),
    "partial transfers": lambda: any(is_partial(row) for row in international("transfer")),
    "an onward transfer": lambda: any(
        row["from_party"] != row["host"] for row in international("transfer")
    ),
    "acquisitions mirrored on the other side": mirrored,
    "use for an NDC": lambda: bool(said("transfers", event="retirement", purpose="NDC")),
    "use for another purpose by an entity": lambda: any(
        row["using_entity"] for row in said("transfers", event="retirement", purpose="IMP")
    ),
    "cancellation": lambda: bool(said("transfers", event="cancellation")),
    "voluntary cancellation for OMGE": lambda: bool(
        said("transfers", event="voluntary_cancellation", purpose="OMGE")
    ),
    "a revoked authorization": lambda: any(values("authorization_versions", "revoked_on") - {""}),
    "a superseded authorization": lambda: bool(said("authorization_versions", version="2")),
    "a straddling monitoring period": straddles,
    "outcomes before 2021": lambda: bool(said("credit_blocks", vintage="2020")),
    "blocks and uses in megawatt hours": lambda: bool(
        said("credit_blocks", metric="non_ghg") and said("authorization_versions", metric="non_ghg")
    ),
    "an indicator in another metric": lambda: bool(said("ndc_indicators", metric="non_ghg")),
    "confidential blocks, events and accounts": lambda: all(
        said(table, confidential="true") for table in ("credit_blocks", "transfers", "accounts")
    ),
    "complete and incomplete Party-years": lambda: (
        values("coverage", "is_complete") == {"true", "false"}
    ),
    "fifty action rows in one case": lambda: (
        Counter(row["block_id"] for row in international("transfer")).most_common(1)[0][1] == MANY
    ),
    "inventories from 2021 to 2028": lambda: (
        values("covered_emissions", "year") == {str(year) for year in range(2021, 2029)}
    ),
    "a trajectory and a budget": lambda: values("trajectories", "kind") == {"trajectory", "budget"},
    "all three methods": lambda: (
        {"averaging", "trajectory", "multi_year"} <= values("ndcs", "method")
    ),
    "a method not yet chosen": lambda: "" in values("ndcs", "method"),
    "each kind of NDC": lambda: (
        values("ndcs", "kind") == {"single_year", "multi_year"}
        and values("ndcs", "metric") == {"ghg", "non_ghg"}
    ),
    "holdings stated for 2024 and 2025": lambda: (
        values("stated_holdings", "year") == {"2024", "2025"}
    ),
    "a correction": lambda: len(values("transfers", "corrects") - {""}) == 1,
    "an event without serial numbers": lambda: any(
        row["quantity"] and not row["first_unit"] and not row["first_itmo"]
        for row in rows("transfers")
    ),
    "a correction filed with the list of its changed cells": lambda: any(
        (EXAMPLE / "filed").glob("XAA_2024_1_1_aef/*_changes.csv")
    ),
    "submissions in each status": lambda: (
        values("submissions", "status") == {"draft", "approved", "filed"}
    ),
    "a unit authorized for two purposes": lambda: any(
        " and " in authorized(row) for row in rows("credit_blocks")
    ),
}
