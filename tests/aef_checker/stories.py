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
        remedy: What the remedies of the findings say, done to the changed workbooks; none where
            they ask for another workbook, or for nothing.
    """

    change: Change
    remedy: Change | None = None
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


def corrected(table: str, row: int, *names: str, of_buyer: bool = False) -> Change:
    """Return the correction of some cells, and of these alone, to what the clean book has."""

    def change(ours: Book, theirs: Book) -> None:
        made, clean = (theirs, buyer()) if of_buyer else (ours, host())
        made[table][row].update({name: clean[table][row].get(name) for name in names})

    return change


def ended(row: int, first: int, last: int, table: str = "actions") -> Change:
    """Return the correction of the ends of a host's range, with its quantity and its units."""
    return lambda ours, _: resized(ours[table][row], first, last)


def misprinted(_: Book, theirs: Book) -> None:
    """The buyer acquires 1,960, as one newspaper printed; the host first transferred 1,916."""
    resized(theirs["actions"][0], 1, 1960)
    resized(theirs["holdings"][0], 901, 1960)


def printed_right(_: Book, theirs: Book) -> None:
    """The range that is wrong is corrected, and what is held of it."""
    resized(theirs["actions"][0], 1, 1916)
    resized(theirs["holdings"][0], 901, 1916)


def told_once(ours: Book, _: Book) -> None:
    """It was one event: one of the rows is kept."""
    ours["actions"].pop()


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
    ours["actions"].append(again)


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


def other_approach(ours: Book, _: Book) -> None:
    """An authorization is listed once more, for another approach."""
    cells = {"AuthorizationVersion": 2, "CooperativeApproachID": "CA9998"}
    ours["authorizations"].append({**ours["authorizations"][0], **cells})


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


def moved_early(ours: Book, _: Book) -> None:
    """The ITMOs left before they were authorized, and the row says when and how."""
    ours["authorizations"][0]["DateOfAuthorization"] = date(2024, 5, 1)
    said = "Moved on 8 January 2024, transaction 77, before the authorization."
    ours["actions"][0]["AdditionalExplanatoryInformation"] = said


def one_too_many(ours: Book, _: Book) -> None:
    """The second row of an authorization begins with the last serial of the first."""
    again = deepcopy(ours["actions"][0])
    resized(ours["actions"][0], 1, 1000)
    resized(again, 1000, 1916)
    ours["actions"].append(again)


def holds_again(ours: Book, _: Book) -> None:
    """The second row of Table 4 begins with the last serial of the first."""
    again = deepcopy(ours["holdings"][0])
    resized(ours["holdings"][0], 2301, 2500)
    resized(again, 2500, 3000)
    ours["holdings"].append(again)


def before_2021(ours: Book, _: Book) -> None:
    """ITMOs of a vintage before the first."""
    for row in (*ours["actions"][1:], *ours["holdings"]):
        row["Vintage"] = 2020
        for name in ("FirstID", "LastID"):
            row[name] = row[name].replace("-2022", "-2020")


def a_year_on(ours: Book, theirs: Book) -> None:
    """All was authorized, first transferred and acquired the year before; the buyer uses some."""
    for book in (ours, theirs):
        book["submission"][0]["ReportedYear"] = 2025
        book["submission"][0]["DateOfSubmission"] = date(2026, 4, 10)
        book["authorizations"] = []
    ours["actions"], ours["entities"] = [], []
    theirs["actions"] = theirs["actions"][1:]
    theirs["actions"][0]["ActionDateTime"] = date(2025, 9, 30)


STORIES: Mapping[str, Story] = {
    "nothing changed": Story(change=lambda _, __: None),
    "a year on": Story(
        change=a_year_on,
        host=("authorization-not-reported", "opening-not-given"),
        buyer=("authorization-not-reported", "opening-not-given"),
    ),
    "1,916 and 1,960": Story(change=misprinted, remedy=printed_right, buyer=("mirror-differs",)),
    "no acquisition": Story(
        change=not_acquired,
        host=("transfer-without-acquisition",),
        buyer=("holding-not-stated", "opening-not-given"),
    ),
    "no first transfer": Story(change=not_sent, buyer=("acquisition-without-transfer",)),
    "used twice": Story(change=used_twice, host=("used-twice",)),
    "row told twice": Story(change=told_twice, remedy=told_once, host=("action-reported-twice",)),
    "first transferred twice": Story(
        change=transferred_twice, remedy=ended(0, 1, 1900), host=("first-transferred-twice",)
    ),
    "sold after use": Story(
        change=sold_on,
        host=("holding-not-stated",),
        buyer=("used-twice",),
    ),
    "holds what was used": Story(
        remedy=lambda _, theirs: resized(theirs["holdings"][0], 901, 1916),
        change=holds_used,
        buyer=("holding-differs",),
    ),
    "states less than it holds": Story(
        remedy=lambda _, theirs: resized(theirs["holdings"][0], 901, 1916),
        change=states_less,
        buyer=("holding-not-stated",),
    ),
    "states nothing": Story(change=states_nothing, buyer=("holding-not-stated",)),
    "another Party in Table 1": Story(
        change=of_host("submission", 0, ParticipatingParty="VNM"),
        remedy=corrected("submission", 0, "ParticipatingParty"),
        host=("submission-of-another",),
        # Its workbook is not compared, as if it were not given.
        buyer=("authorization-not-reported", "counterpart-silent", "opening-not-given"),
    ),
    "action of another year": Story(
        remedy=corrected("actions", 2, "ActionDateTime"),
        change=of_host("actions", 2, ActionDateTime=date(2025, 1, 3)),
        host=("action-outside-year",),
    ),
    "used for a year outside the period": Story(
        remedy=corrected("actions", 1, "YearITMOUsedTowardsNDC", of_buyer=True),
        change=of_buyer("actions", 1, YearITMOUsedTowardsNDC=2031),
        buyer=("use-year-outside-period",),
    ),
    "used by an entity not listed": Story(
        remedy=corrected("actions", 2, "Using/cancellingEntityID"),
        change=of_host("actions", 2, **{"Using/cancellingEntityID": "ENT-9"}),
        host=("entity-not-authorized",),
    ),
    "used by a Party not listed": Story(
        remedy=corrected("authorizations", 0, "AuthorizedPartyIDs"),
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
        host=("first-transfer-not-as-defined",),
        buyer=("purpose-not-authorized", "using-party-not-authorizing"),
    ),
    "more than authorized": Story(
        remedy=corrected("authorizations", 0, "AuthorizedQuantity"),
        change=of_host("authorizations", 0, AuthorizedQuantity=1900),
        host=("over-authorized",),
    ),
    "authorized too late": Story(
        remedy=corrected("authorizations", 0, "DateOfAuthorization"),
        change=of_host("authorizations", 0, DateOfAuthorization=date(2024, 5, 1)),
        host=("first-transfer-before-authorization",),
    ),
    "authorized too late, and said so": Story(
        change=moved_early,
        host=("first-transfer-before-authorization-explained",),
    ),
    "one serial in two rows": Story(
        change=one_too_many, remedy=ended(3, 1001, 1916), host=("first-transferred-twice",)
    ),
    "holdings that overlap": Story(
        change=holds_again, remedy=ended(1, 2501, 3000, "holdings"), host=("holdings-overlap",)
    ),
    "for CORSIA in words": Story(
        change=of_host("actions", 2, PurposeITMOUsedForOIMP="CORSIA first phase")
    ),
    "vintage outside the timeframe": Story(
        remedy=corrected("authorizations", 0, "AuthorizedTimeframe"),
        change=of_host("authorizations", 0, AuthorizedTimeframe="2023 - 2030"),
        host=("vintage-not-authorized",),
    ),
    "definition missing": Story(
        remedy=corrected("authorizations", 1, "FirstTransferDefnForOIMP"),
        change=of_host("authorizations", 1, FirstTransferDefnForOIMP="NA"),
        host=("definition-missing",),
    ),
    "subtype other than defined": Story(
        remedy=corrected("actions", 1, "ActionSubtype"),
        change=of_host("actions", 1, ActionSubtype="Authorization"),
        host=("first-transfer-not-as-defined",),
    ),
    "first transfer by issuance under an authorization for NDCs": Story(
        remedy=corrected("actions", 0, "ActionSubtype", "AcquiringPartyID"),
        change=of_host("actions", 0, ActionSubtype="Issuance", AcquiringPartyID="NA"),
        host=("first-transfer-not-as-defined",),
        buyer=("acquisition-without-transfer",),
    ),
    "first transfer to itself": Story(
        remedy=corrected("actions", 0, "AcquiringPartyID"),
        change=of_host("actions", 0, AcquiringPartyID="THA"),
        host=("first-transfer-to-itself",),
        buyer=("acquisition-without-transfer",),
    ),
    "authorization of another year": Story(
        change=of_host("actions", 0, AuthorizationID="THA-2022-01"),
        host=("authorization-not-reported", "opening-not-given"),
    ),
    "authorization mistyped": Story(
        remedy=corrected("actions", 0, "AuthorizationID"),
        change=of_host("actions", 0, AuthorizationID="THA-2023-91"),
        host=("authorization-mistyped",),
    ),
    "quantity not the length": Story(
        remedy=corrected("actions", 0, "QuantityCO2"),
        change=of_host("actions", 0, QuantityCO2=1915),
        host=("quantity-not-length",),
    ),
    "range reversed": Story(
        remedy=corrected("holdings", 0, "FirstID", "LastID"),
        change=of_host("holdings", 0, FirstID=itmo(3000), LastID=itmo(2301)),
        host=("range-reversed",),
    ),
    "one unit alone": Story(
        remedy=corrected("actions", 0, "UnderlyingUnitLastUnitID"),
        change=of_host("actions", 0, UnderlyingUnitLastUnitID="NA"),
        host=("serial-alone",),
    ),
    "other units": Story(
        remedy=corrected(
            "actions", 0, "UnderlyingUnitFirstUnitID", "UnderlyingUnitLastUnitID", of_buyer=True
        ),
        change=other_offset,
        buyer=("itmos-of-two-units", "units-of-two-itmos"),
    ),
    "metric changes": Story(
        remedy=corrected("actions", 0, "Metric", "Non-GHGMetric", "QuantityNon-GHG", of_buyer=True),
        change=of_buyer(
            "actions", 0, **{"Metric": "non-GHG", "Non-GHGMetric": "MWh", "QuantityNon-GHG": 1916}
        ),
        buyer=("metric-changes",),
    ),
    "vintage before 2021": Story(change=before_2021, host=("vintage-before-first-year",)),
    "authorization of another approach": Story(
        change=other_approach, host=("authorization-of-two-approaches",)
    ),
    "sectors of an approach": Story(change=other_sectors, host=("platform-sectors",)),
    "spelling of the definition": Story(change=other_definition, host=("platform-definition",)),
    "any Party": Story(
        change=open_to_any, buyer=("approach-authorization-not-told", "platform-any-party")
    ),
    "NDC under more": Story(change=both_purposes, buyer=("platform-purpose",)),
}


def pair(name: str, *, is_remedied: bool = False) -> tuple[Book, Book]:
    """Return the workbooks of a story, with Parties and an approach of its own.

    Args:
        name: The story.
        is_remedied: Whether what its findings ask for is done.
    """
    number = list(STORIES).index(name)
    ours, theirs = host(), buyer()
    story = STORIES[name]
    story.change(ours, theirs)
    if is_remedied and story.remedy:
        story.remedy(ours, theirs)
    return apart(number, ours), apart(number, theirs)
