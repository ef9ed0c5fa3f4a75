"""Which cell of a row says what, rule by rule, on small records worked by hand."""

from datetime import date
from pathlib import Path

import pytest

from reporting.findings import Place
from tests.forms.aef.asking import (
    blocked,
    cells_of,
    form_of,
    notes_of,
    record,
    table_of,
    used,
    values_of,
)
from tests.forms.aef.conftest import Filed
from tests.ledger.making import authorization, event, joined, moved

QUANTITIES = ("ActionType", "FirstID", "LastID", "QuantityCO2")
DEPENDENT = (
    "TransferringPartyID",
    "AcquiringPartyID",
    "PurposeITMOUsedForOIMP",
    "Using/cancellingPartyID",
    "Using/cancellingEntityID",
    "YearITMOUsedTowardsNDC",
)
FOR_OIMP = {"purposes": "IMP", "oimp_name": "Aviation (made up)"}


def test_table_1_names_the_period_that_contains_the_year(tmp_path: Path) -> None:
    """Columns 7 and 8; the version as text, the year as a number."""
    later = {"period": "2031-2035", "first_year": 2031, "last_year": 2035, "target_year": 2035}
    ndcs = record()["ndcs"]
    form = form_of(tmp_path, record(ndcs=[*ndcs, {**ndcs[0], **later}]))
    assert values_of(
        form,
        "submission",
        "ParticipatingParty",
        "SubmissionVersion",
        "ReportedYear",
        "FirstYearOfNDCPeriod",
        "LastYearOfNDCPeriod",
    ) == [("XAA", "1.0", 2025, 2021, 2030)]


def test_the_host_reports_a_first_transfer_and_the_buyer_an_acquisition(sold: Filed) -> None:
    """The host names the acquiring Party, the buyer the transferring one, and each the other NA."""
    host, buyer = sold("XAA", 2025), sold("XBB", 2025)
    assert values_of(host, "actions", *QUANTITIES, *DEPENDENT) == [
        (
            "First transfer",
            "CA9001-XAA01-XAA-1-2023",
            "CA9001-XAA01-XAA-600-2023",
            600,
            "NA",
            "XBB",
            "NA",
            "NA",
            "NA",
            "NA",
        )
    ]
    assert values_of(buyer, "actions", *QUANTITIES, *DEPENDENT) == [
        (
            "Acquisition",
            "CA9001-XAA01-XAA-1-2023",
            "CA9001-XAA01-XAA-600-2023",
            600,
            "XAA",
            "NA",
            "NA",
            "NA",
            "NA",
            "NA",
        )
    ]
    subtypes = [values_of(each, "actions", "ActionSubtype") for each in (host, buyer)]
    assert subtypes == [[("First transfer to another Party",)], [("NA",)]]


def test_a_use_names_the_user_and_the_year_it_counts_for(tmp_path: Path) -> None:
    """Columns 23 and 25; the purpose is for OIMP alone."""
    tables = record(transfers=[*record()["transfers"], used(use_year=2024)])
    form = form_of(tmp_path, tables, "XBB")
    assert values_of(form, "actions", *QUANTITIES, *DEPENDENT)[1] == (
        (
            "Use",
            "CA9001-XAA01-XAA-1-2023",
            "CA9001-XAA01-XAA-100-2023",
            100,
            "NA",
            "NA",
            "NA",
            "XBB",
            "NA",
            2024,
        )
    )


def test_a_use_for_oimp_names_purpose_and_entity(tmp_path: Path) -> None:
    """Columns 22 to 24; the year of use is for an NDC alone. The host's is its first transfer."""
    entity = {
        "entity_id": "AIR-1",
        "name": "Airline (made up)",
        "country": "XBB",
        "approach": "jcm",
        "party": "XAA",
        "authorized_on": "2025-02-01",
    }
    use = event("retirement", "2025-09-01", "XAA", units=(1, 100), first_itmo=1, last_itmo=100)
    tables = record(
        authorizations=[
            authorization(**FOR_OIMP, first_transfer_definition="use_or_cancellation"),
            joined(),
        ],
        authorized_entities=[entity],
        transfers=[use | {"purpose": "IMP", "using_party": "XBB", "using_entity": "AIR-1"}],
    )
    form = form_of(tmp_path, tables)
    assert values_of(form, "actions", "ActionType", "ActionSubtype", *DEPENDENT) == [
        (
            *("First transfer", "Use or cancellation", "NA", "NA"),
            *("Aviation (made up)", "XBB", "AIR-1", "NA"),
        )
    ]
    assert values_of(
        form, "entities", "DateOfAuthorization", "AuthorizedEntityName", "AuthorizedEntityID"
    ) == [(date(2025, 2, 1), "Airline (made up)", "AIR-1")]


def test_an_issuance_that_is_first_transfer_has_no_acquiring_party(tmp_path: Path) -> None:
    """For OIMP, first transfer at issuance: column 21 NA, column 22 what it is authorized for."""
    tables = record(
        authorizations=[authorization(**FOR_OIMP, first_transfer_definition="issuance"), joined()],
        transfers=[],
    )
    form = form_of(tmp_path, tables, year=2024)
    assert values_of(form, "actions", "ActionType", "ActionSubtype", *DEPENDENT[1:3]) == [
        ("First transfer", "Issuance", "NA", "Aviation (made up)")
    ]
    assert values_of(form, "holdings", "QuantityCO2") == [(1000,)]


def test_a_purpose_without_a_name_is_its_code(tmp_path: Path) -> None:
    """The authorization does not say which purpose it is, but of which kind."""
    terms = {"purposes": "NDC and OP", "first_transfer_definition": "authorization"}
    form = form_of(
        tmp_path, record(authorizations=[authorization(**terms), joined()], transfers=[]), year=2024
    )
    assert values_of(form, "actions", "ActionSubtype", "PurposeITMOUsedForOIMP") == [
        ("Authorization", "OP")
    ]


def test_a_cancellation_for_omge_says_so(tmp_path: Path) -> None:
    """Before any transfer it is the first one; no authorization has a word for it."""
    ended = event("cancellation", "2025-09-01", "XAA", units=(1, 100), first_itmo=1, last_itmo=100)
    form = form_of(tmp_path, record(transfers=[ended | {"purpose": "OMGE"}]))
    assert values_of(form, "actions", "PurposeITMOUsedForOIMP") == [("OMGE",)]


@pytest.mark.parametrize(
    ("kind", "purpose", "said"),
    [
        ("voluntary_cancellation", "OMGE", "Voluntary cancellation to deliver OMGE"),
        ("voluntary_cancellation", "other", "Other cancellations"),
        ("cancellation", "other", "Other cancellations"),
    ],
)
def test_a_cancellation_says_what_it_delivers(
    tmp_path: Path, kind: str, purpose: str, said: str
) -> None:
    """Column 3 of cancellations; the canceller stands in column 23."""
    ended = event(kind, "2025-09-01", "XBB", units=(1, 100), first_itmo=1, last_itmo=100)
    tables = record(transfers=[*record()["transfers"], ended | {"purpose": purpose}])
    form = form_of(tmp_path, tables, "XBB")
    cells = cells_of(form, "actions")[1]
    assert cells["ActionSubtype"].value == said
    assert cells["Using/cancellingPartyID"].value == "XBB"
    assert cells["ActionType"].value.lower() == kind.replace("_", " ")  # type: ignore[union-attr]


def test_a_jcm_unit_names_its_registry_and_serial_numbers(sold: Filed, tmp_path: Path) -> None:
    """Columns 10 to 12: prefix, hyphen, number; NA where the approach is another."""
    other = sold("XAA", 2025)
    names = ("UnderlyingUnitRegistryID", "UnderlyingUnitFirstUnitID", "UnderlyingUnitLastUnitID")
    assert values_of(other, "actions", *names) == [("NA", "NA", "NA")]
    of_jcm = {"approach": "jcm-xaa-xbb", "unit_prefix": "MN001"}
    tables = record(
        credit_blocks=[blocked((1, 1000), **of_jcm)],
        authorizations=[
            authorization(approach="jcm-xaa-xbb"),
            joined(approach="jcm-xaa-xbb"),
        ],
        transfers=[each | of_jcm for each in record()["transfers"]],
    )
    form = form_of(tmp_path / "jcm", tables)
    assert values_of(form, "actions", *names) == [("JCM", "MN001-1", "MN001-600")]


def test_neighbours_of_one_day_are_one_row_and_others_are_not(tmp_path: Path) -> None:
    """300 and 300 sold on one day are 600; a gap, another day or another prefix parts them."""
    moves = [
        *moved("2025-03-01", units=(1, 300), first_itmo=1, last_itmo=300),
        *moved("2025-03-01", units=(301, 600), first_itmo=301, last_itmo=600),
        *moved("2025-03-01", units=(701, 800), first_itmo=701, last_itmo=800),
        *moved("2025-03-02", units=(801, 900), first_itmo=801, last_itmo=900),
    ]
    form = form_of(tmp_path, record(transfers=moves))
    assert values_of(form, "actions", "QuantityCO2") == [(600,), (100,), (100,)]
    lineage = cells_of(form, "actions")[0]["QuantityCO2"].lineage
    assert lineage is not None
    assert [*lineage.parts.values()] == [300, 300]
    assert {place.table for place in lineage.parts} == {"transfers"}


def test_table_4_joins_the_accounts_of_a_party(tmp_path: Path) -> None:
    """600 bought into two accounts are one row of holdings on 31 December."""
    moves = [
        *moved("2025-03-01", units=(1, 300), first_itmo=1, last_itmo=300),
        *(
            each | {"to_account": "XBB01-ENT"}
            for each in moved("2025-03-01", units=(301, 600), first_itmo=301, last_itmo=600)
        ),
    ]
    form = form_of(tmp_path, record(transfers=moves), "XBB")
    assert values_of(form, "holdings", "FirstID", "LastID", "QuantityCO2") == [
        ("CA9001-XAA01-XAA-1-2023", "CA9001-XAA01-XAA-600-2023", 600)
    ]


def test_table_2_has_what_was_authorized_changed_or_revoked_in_the_year(tmp_path: Path) -> None:
    """A version of the year, and one of before that the year revoked, with the day."""
    versions = [
        authorization(revoked_on="2025-06-30", vintage_first=2021, vintage_last=2030),
        authorization(authorization_id="A2"),
        authorization(authorization_id="A3", authorized_on="2025-02-01", quantity_cap=5000),
        authorization(authorization_id="A3", authorized_on="2025-12-31", version=2),
        authorization(authorization_id="A4", authorized_on="2026-01-01"),
        authorization(authorization_id="E1", authorized_on="2025-02-01", kind="entity"),
    ]
    form = form_of(tmp_path, record(authorizations=versions, transfers=[]))
    assert values_of(
        form,
        "authorizations",
        "AuthorizationID",
        "AuthorizationVersion",
        "AuthorizedQuantity",
        "AuthorizedTimeframe",
        "AdditionalExplanatoryInformation",
    ) == [
        ("A1", 1, None, "Occurred: from 2021 to 2030", "Revoked on 30/06/2025."),
        ("A3", 1, 5000, None, None),
        ("A3", 2, None, None, None),
    ]
    cap = cells_of(form, "authorizations")[1]["AuthorizedQuantity"].lineage
    assert cap is not None
    assert [*cap.parts.values()] == [5000]
    assert {place.table for place in cap.parts} == {"authorization_versions"}


def test_the_columns_for_oimp_are_na_without_it(tmp_path: Path) -> None:
    """Columns 14 and 18 of table 2, and the metric's of a GHG authorization."""
    both = {"purposes": "NDC and OP", "oimp_name": "Voluntary market (made up)"}
    versions = [
        authorization(authorized_on="2025-01-01"),
        authorization(
            authorization_id="A2",
            authorized_on="2025-01-01",
            first_transfer_definition="authorization",
            **both,
        ),
    ]
    form = form_of(tmp_path, record(authorizations=versions, transfers=[]))
    names = ("OIMPAuthorized", "FirstTransferDefnForOIMP", "Non-GHGMetric", "AuthorizedPartyIDs")
    assert values_of(form, "authorizations", *names) == [
        ("NA", "NA", "NA", "XBB"),
        ("Voluntary market (made up)", "Authorisation", "NA", None),
    ]


def test_several_sectors_stand_in_one_cell(tmp_path: Path) -> None:
    """Columns 9, 10, 12 and 13 of table 2 hold lists, separated by commas."""
    sectors = [
        {"party": "XAA", "authorization_id": "A1", "version": 1, "sector": each}
        for each in ("Waste management", "Energy generation")
    ]
    tables = record(
        authorizations=[authorization(authorized_on="2025-01-01")],
        authorization_sectors=sectors,
    )
    form = form_of(tmp_path, tables)
    assert values_of(form, "authorizations", "Sectors") == [
        ("Energy generation, Waste management",)
    ]


def test_an_entity_of_another_party_is_authorized_by_the_version_that_names_it(
    tmp_path: Path,
) -> None:
    """What table 2 names stands in table 5, on the day of the version; each entity once."""
    entity = {
        "entity_id": "AIR-1",
        "name": "Airline (made up)",
        "country": "XBB",
        "approach": "jcm",
        "party": "XBB",
        "authorized_on": "2022-05-01",
        "conditions": "Of XBB alone.",
    }
    linked = [
        {"party": "XAA", "authorization_id": "A1", "version": version, "entity_id": "AIR-1"}
        for version in (1, 2)
    ]
    tables = record(
        authorizations=[
            authorization(authorized_on="2025-01-01", **FOR_OIMP),
            authorization(authorized_on="2025-06-01", version=2, **FOR_OIMP),
        ],
        authorized_entities=[entity],
        authorization_entities=linked,
    )
    form = form_of(tmp_path, tables)
    names = ("DateOfAuthorization", "AuthorizedEntityID", "AuthorizedEntityConditions")
    assert values_of(form, "entities", *names) == [(date(2025, 1, 1), "AIR-1", None)]


def test_megawatt_hours_are_shared_by_serial_number(tmp_path: Path) -> None:
    """1,000 units of 2,500 MWh: 400 of them are 1,000 MWh; tonnes stay empty, which is no gap."""
    of_energy = {"metric": "non_ghg", "non_ghg_metric": "MWh"}
    tables = record(
        credit_blocks=[blocked((1, 1000), **of_energy, non_ghg_quantity=2500, quantity=None)],
        authorizations=[authorization(**of_energy), joined()],
        transfers=[
            each | {"quantity": None}
            for each in moved("2025-03-01", units=(1, 400), first_itmo=1, last_itmo=400)
        ],
    )
    form = form_of(tmp_path, tables)
    names = ("Metric", "Non-GHGMetric", "QuantityCO2", "QuantityNon-GHG")
    assert values_of(form, "actions", *names) == [("non-GHG", "MWh", None, 1000)]
    assert notes_of(form)["Totals of table 3"] == "First transfer 1,000 MWh"
    assert form.readiness == "complete"


def test_a_quantity_names_the_rows_it_was_made_of(sold: Filed) -> None:
    """The host's transfer, row 2 of its table; the buyer's holdings, its last step."""
    host, buyer = sold("XAA", 2025), sold("XBB", 2025)
    for form, name in ((host, "actions"), (buyer, "actions"), (buyer, "holdings")):
        lineage = cells_of(form, name)[0]["QuantityCO2"].lineage
        assert lineage is not None
        assert lineage.total == 600
        assert {place.table for place in lineage.parts} == {"transfers"}
    first = cells_of(host, "actions")[0]["QuantityCO2"].lineage
    assert first is not None
    (place,) = first.parts
    assert (place.table, place.row) in {("transfers", 2), ("transfers", 3)}
    assert isinstance(place, Place)


def test_a_government_s_own_filing_keeps_what_is_confidential(sold: Filed, tmp_path: Path) -> None:
    """The row stands in the form, and a note says that the public version is without it."""
    tables = record(transfers=[each | {"confidential": True} for each in record()["transfers"]])
    form = form_of(tmp_path, tables)
    assert len(table_of(form, "actions").rows) == 1
    assert notes_of(form)["Confidential"].startswith("1 row is confidential")
    assert "Confidential" not in notes_of(sold("XAA", 2025))
