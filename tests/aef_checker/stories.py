"""Pairs of workbooks that break one rule between rows, tables or Parties, and what is found.

Each pair has Parties and an approach of its own, so that all are asked in one ledger.
"""

from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import date

from tests.aef_checker.making import Book, Row, action, apart, buyer, host, itmo

Change = Callable[[Book, Book], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One rule broken.

    Attributes:
        change: What is changed in the host's and the buyer's workbook.
        host: The codes found in the host's workbook.
        buyer: The codes found in the buyer's workbook.
    """

    change: Change
    host: tuple[str, ...] = ()
    buyer: tuple[str, ...] = ()


def of_host(table: str, row: int, **cells: object) -> Change:
    """Return a change of cells of the host."""
    return lambda ours, _: ours[table][row].update(cells)


def of_buyer(table: str, row: int, **cells: object) -> Change:
    """Return a change of cells of the buyer."""
    return lambda _, theirs: theirs[table][row].update(cells)


def resized(row: Row, first: int, last: int) -> None:
    """Let a row be about another range."""
    row["FirstID"], row["LastID"] = itmo(first), itmo(last)
    row["UnderlyingUnitFirstUnitID"] = f"GS1-TH-2022-{first + 100}"
    row["UnderlyingUnitLastUnitID"] = f"GS1-TH-2022-{last + 100}"
    row["QuantityCO2"] = last - first + 1


def misprinted(_: Book, theirs: Book) -> None:
    """The buyer acquires 1,960, as one newspaper printed; the host first transferred 1,916."""
    resized(theirs["actions"][0], 1, 1960)
    resized(theirs["holdings"][0], 901, 1960)


def not_acquired(_: Book, theirs: Book) -> None:
    """The buyer reports nothing."""
    theirs["actions"], theirs["holdings"] = [], []


def not_sent(ours: Book, _: Book) -> None:
    """The host does not report what the buyer acquired."""
    del ours["actions"][0]


def used_twice(ours: Book, _: Book) -> None:
    """The host uses 100 of its ITMOs again."""
    again = deepcopy(ours["actions"][2])
    resized(again, 2201, 2300)
    ours["actions"].append(again | {"ActionDateTime": date(2024, 8, 1)})


def told_twice(ours: Book, _: Book) -> None:
    """The host's first row stands there twice."""
    ours["actions"].append(deepcopy(ours["actions"][0]))


def transferred_twice(ours: Book, _: Book) -> None:
    """The host first transfers 16 ITMOs again, in another block."""
    again = deepcopy(ours["actions"][0])
    resized(again, 1901, 1916)
    ours["actions"].append(again | {"ActionDateTime": date(2024, 3, 1)})


def sold_on(_: Book, theirs: Book) -> None:
    """The buyer transfers what it has used."""
    own = {"PartyITMORegistryID": "CHE01", "AcquiringPartyID": "THA"}
    theirs["actions"].append(action("Transfer", date(2024, 11, 5), 801, 900, **own))


def holds_used(_: Book, theirs: Book) -> None:
    """The buyer states that it holds what it has used."""
    resized(theirs["holdings"][0], 801, 1916)


def states_less(_: Book, theirs: Book) -> None:
    """The buyer states less than it holds."""
    resized(theirs["holdings"][0], 901, 1900)


def states_nothing(_: Book, theirs: Book) -> None:
    """The buyer's Table 4 is empty, though it holds."""
    theirs["holdings"] = []


def other_sectors(ours: Book, _: Book) -> None:
    """The two authorizations of the approach are of different sectors."""
    cells = {"Sectors": "Waste management", "ActivityType": "Landfill gas"}
    ours["authorizations"][1].update(cells)


def other_definition(ours: Book, _: Book) -> None:
    """The subtype is spelt as in Table 26, the definition as in Table 22."""
    ours["authorizations"][1]["FirstTransferDefnForOIMP"] = "Authorisation"
    ours["actions"][1]["ActionSubtype"] = "Authorization"


def open_to_any(ours: Book, theirs: Book) -> None:
    """No authorization names a Party."""
    for row in (*ours["authorizations"], *theirs["authorizations"]):
        row["AuthorizedPartyIDs"] = None
    theirs["authorizations"][0]["CooperativeApproachID"] = "CA9999"


def both_purposes(ours: Book, _: Book) -> None:
    """The authorization covers NDC use and more."""
    cells = {
        "PurposeForAuthorization": "NDC and IMP",
        "OIMPAuthorized": "CORSIA",
        "FirstTransferDefnForOIMP": "Use or Cancellation",
    }
    ours["authorizations"][0].update(cells)


def other_offset(_: Book, theirs: Book) -> None:
    """The buyer links the ITMOs to other underlying units."""
    row = theirs["actions"][0]
    row["UnderlyingUnitFirstUnitID"] = "GS1-TH-2022-201"
    row["UnderlyingUnitLastUnitID"] = "GS1-TH-2022-2116"


def before_2021(ours: Book, _: Book) -> None:
    """ITMOs of a vintage before the first."""
    for row in (*ours["actions"][1:], *ours["holdings"]):
        row["Vintage"] = 2020
        for name in ("FirstID", "LastID"):
            row[name] = row[name].replace("-2022", "-2020")


STORIES: Mapping[str, Story] = {
    "nothing changed": Story(change=lambda _, __: None),
    "1,916 and 1,960": Story(change=misprinted, buyer=("mirror-differs",)),
    "no acquisition": Story(
        change=not_acquired,
        host=("transfer-without-acquisition",),
        buyer=("holding-not-stated", "opening-not-given"),
    ),
    "no first transfer": Story(change=not_sent, buyer=("acquisition-without-transfer",)),
    "used twice": Story(change=used_twice, host=("closing-differs", "used-twice")),
    "row told twice": Story(change=told_twice, host=("action-reported-twice",)),
    "first transferred twice": Story(change=transferred_twice, host=("action-reported-twice",)),
    "sold after use": Story(
        change=sold_on,
        host=("holding-not-stated",),
        buyer=("closing-differs", "transfer-without-acquisition", "used-twice"),
    ),
    "holds what was used": Story(change=holds_used, buyer=("holding-differs",)),
    "states less than it holds": Story(change=states_less, buyer=("holding-not-stated",)),
    "states nothing": Story(change=states_nothing, buyer=("holding-not-stated",)),
    "action of another year": Story(
        change=of_host("actions", 2, ActionDateTime=date(2025, 1, 3)),
        host=("action-outside-year", "holding-not-stated"),
    ),
    "used for a year outside the period": Story(
        change=of_buyer("actions", 1, YearITMOUsedTowardsNDC=2031),
        buyer=("use-year-outside-period",),
    ),
    "used by an entity not listed": Story(
        change=of_host("actions", 2, **{"Using/cancellingEntityID": "ENT-9"}),
        host=("entity-not-authorized",),
    ),
    "used by a Party not listed": Story(
        change=of_host("authorizations", 0, AuthorizedPartyIDs="VNM"),
        host=("party-not-authorized",),
        buyer=("using-party-not-authorized",),
    ),
    "used for what is not authorized": Story(
        change=of_host(
            "authorizations",
            0,
            PurposeForAuthorization="OIMP",
            OIMPAuthorized="CORSIA",
            FirstTransferDefnForOIMP="Authorisation",
        ),
        buyer=("purpose-not-authorized", "using-party-not-authorizing"),
    ),
    "more than authorized": Story(
        change=of_host("authorizations", 0, AuthorizedQuantity=1900), host=("over-authorized",)
    ),
    "authorized too late": Story(
        change=of_host("authorizations", 0, DateOfAuthorization=date(2024, 5, 1)),
        host=("left-without-authorization",),
    ),
    "vintage outside the timeframe": Story(
        change=of_host("authorizations", 0, AuthorizedTimeframe="2023 - 2030"),
        host=("vintage-not-authorized",),
    ),
    "definition missing": Story(
        change=of_host("authorizations", 1, FirstTransferDefnForOIMP="NA"),
        host=("definition-missing", "first-transfer-refused", "holding-differs"),
    ),
    "subtype other than defined": Story(
        change=of_host("actions", 1, ActionSubtype="Authorization"),
        host=("first-transfer-not-as-defined",),
    ),
    "first transfer to itself": Story(
        change=of_host("actions", 0, AcquiringPartyID="THA"),
        host=("first-transfer-to-itself",),
        buyer=("acquisition-without-transfer",),
    ),
    "authorization of another year": Story(
        change=of_host("actions", 0, AuthorizationID="THA-2022-01"),
        host=("authorization-not-reported", "opening-not-given"),
    ),
    "quantity not the length": Story(
        change=of_host("actions", 0, QuantityCO2=1915), host=("quantity-not-length",)
    ),
    "range reversed": Story(
        change=of_host("holdings", 0, FirstID=itmo(3000), LastID=itmo(2301)),
        host=("range-reversed",),
    ),
    "one unit alone": Story(
        change=of_host("actions", 0, UnderlyingUnitLastUnitID="NA"), host=("serial-alone",)
    ),
    "other units": Story(change=other_offset, buyer=("itmos-of-two-units", "units-of-two-itmos")),
    "metric changes": Story(
        change=of_buyer(
            "actions", 0, **{"Metric": "non-GHG", "Non-GHGMetric": "MWh", "QuantityNon-GHG": 1916}
        ),
        buyer=("metric-changes",),
    ),
    "vintage before 2021": Story(
        change=before_2021, host=("holding-differs", "vintage-before-first-year")
    ),
    "sectors of an approach": Story(change=other_sectors, host=("platform-sectors",)),
    "spelling of the definition": Story(change=other_definition, host=("platform-definition",)),
    "any Party": Story(
        change=open_to_any, buyer=("approach-authorization-not-told", "platform-any-party")
    ),
    "NDC under more": Story(change=both_purposes, buyer=("platform-purpose",)),
}


def pair(name: str) -> tuple[Book, Book]:
    """Return the workbooks of a story, with Parties and an approach of its own."""
    number = list(STORIES).index(name)
    ours, theirs = host(), buyer()
    STORIES[name].change(ours, theirs)
    return apart(number, ours), apart(number, theirs)
