"""Cooperative approaches of the example, and the authorizations of each Party.

Within one approach all authorizations have the same sectors, activity types and metric, since the
consistency checks compare them by approach (II03, II04).
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from tests.example.book import Book

JCM = "jcm-xaa-xbb"
STANDARD = "standard-xaa"
ELECTRICITY = "electricity-xcc-xbb"
METRIC = "MWh of renewable electricity"
SECTORS = {
    JCM: ("Energy generation", "Solar"),
    STANDARD: ("Waste management", "Landfill gas"),
    ELECTRICITY: ("Energy generation", "Wind"),
}
GOLD_STANDARD, NONE = "GS", "NA"
AIRLINE, SOCIETY, TRUST = "XBB-AIR-1", "XAA-NGO-1", "XAA-NGO-2"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Whom and what an authorization names."""

    parties: tuple[str, ...] = ()
    entities: tuple[str, ...] = ()
    projects: tuple[str, ...] = ()


def approaches(book: Book) -> None:
    """Three approaches: JCM-like, one that is not, and one in a metric of its own."""
    described = (
        (JCM, "CA9001", "JCM-like approach of A and B", "AとBのJCM型アプローチ", True, ""),
        (
            STANDARD,
            "CA9002",
            "Independent standard in A",
            "Aにおける独立基準",
            False,
            GOLD_STANDARD,
        ),
        (ELECTRICITY, "CA9003", "Renewable electricity of C", "Cの再生可能電力", False, NONE),
    )
    for approach, key, name, name_ja, is_jcm, registry in described:
        book.add(
            "cooperative_approaches",
            approach=approach,
            approach_id=key,
            name=f"{name} (made up)",
            name_ja=f"{name_ja}（架空）",
            is_jcm=is_jcm,
            underlying_registry=registry or None,
            started_on=date(2021, 3, 1),
            ends_on=date(2030, 12, 31) if approach == JCM else None,
        )
    roles = (
        (JCM, "XAA", "host"),
        (JCM, "XBB", "buyer"),
        (STANDARD, "XAA", "host"),
        (STANDARD, "XBB", "buyer"),
        (STANDARD, "XCC", "buyer"),
        (ELECTRICITY, "XCC", "host"),
        (ELECTRICITY, "XBB", "buyer"),
    )
    for approach, party, role in roles:
        book.add("approach_parties", approach=approach, party=party, role=role)


def entities(book: Book) -> None:
    """The entities that may use or cancel for other purposes than an NDC."""
    named = (
        (AIRLINE, "Northern Airlines (made up)", "XBB", JCM),
        (SOCIETY, "Society for the Climate (made up)", "XAA", JCM),
        (TRUST, "Clean Waste Trust (made up)", "XAA", STANDARD),
    )
    for key, name, country, approach in named:
        book.add(
            "authorized_entities",
            entity_id=key,
            name=name,
            country=country,
            approach=approach,
            party=country,
            authorized_on=date(2021, 12, 1),
        )


def authorize(  # noqa: PLR0913, PLR0917 - the elements of an authorization
    book: Book,
    party: str,
    key: str,
    approach: str,
    on: date,
    link: Link,
    *,
    version: int = 1,
    kind: str = "use",
    **more: object,
) -> None:
    """Write a version of an authorization with what it names, its sectors and activity types."""
    if version == 1:
        book.add("authorizations", party=party, authorization_id=key, approach=approach)
    electricity = {"metric": "non_ghg", "non_ghg_metric": METRIC}
    book.add(
        "authorization_versions",
        party=party,
        authorization_id=key,
        version=version,
        kind=kind,
        authorized_on=on,
        **(electricity if approach == ELECTRICITY else {"metric": "ghg"}) | more,
    )
    sector, activity = SECTORS[approach]
    links: tuple[tuple[str, str, tuple[str, ...]], ...] = (
        ("authorization_sectors", "sector", (sector,)),
        ("authorization_activities", "activity_type", (activity,)),
        ("authorization_parties", "authorized_party", link.parties),
        ("authorization_entities", "entity_id", link.entities),
        ("authorization_scope", "key", link.projects),
    )
    for table, name, values in links:
        for value in values:
            scope = {"scope": "project"} if name == "key" else {}
            cells = {"party": party, "authorization_id": key, "version": version, name: value}
            book.add(table, **cells | scope)


def of_buyers(book: Book) -> None:
    """The buyers authorize the approaches, and Party B an entity."""
    hosts = Link(parties=("XAA", "XBB"))
    authorize(book, "XBB", "XBB-2021-01", JCM, date(2021, 4, 1), hosts, kind="approach")
    authorize(book, "XBB", "XBB-2021-02", STANDARD, date(2021, 4, 1), hosts, kind="approach")
    authorize(book, "XCC", "XCC-2021-01", STANDARD, date(2021, 5, 1), hosts, kind="approach")
    others = Link(parties=("XBB", "XCC"))
    authorize(book, "XBB", "XBB-2021-03", ELECTRICITY, date(2021, 4, 1), others, kind="approach")
    airline = Link(parties=("XBB",), entities=(AIRLINE,))
    authorize(book, "XBB", "XBB-2021-04", JCM, date(2021, 12, 1), airline, kind="entity")


def of_hosts_for_ndcs(book: Book) -> None:
    """Use towards an NDC: in force, superseded by a second version, and revoked."""
    buyer = Link(parties=("XBB",))
    period: dict[str, Any] = {"purposes": "NDC", "vintage_first": 2021, "vintage_last": 2030}
    period |= {"use_first": 2021, "use_last": 2030}
    approach: dict[str, Any] = {"kind": "approach", "terms": "Made up."}
    authorize(book, "XAA", "XAA-2021-01", JCM, date(2021, 3, 1), buyer, **approach)
    days: dict[str, Any] = {
        "quantity_cap": 200_000,
        "issuance_until": date(2031, 12, 31),
        "use_from": date(2022, 5, 10),
        "use_until": date(2032, 12, 31),
        "cancellation_until": date(2032, 12, 31),
        "standard": "Methodologies of the approach (made up)",
        "registry": "XAA01",
        "change_terms": (
            "Made up. A change is published first, and what was first transferred stays as it was "
            "adjusted for, so that nothing is counted twice."
        ),
        "document": "Statement of authorization XAA-2022-01 (made up)",
    }
    authorize(book, "XAA", "XAA-2022-01", JCM, date(2022, 5, 10), buyer, **period, **days)
    first: dict[str, Any] = period | {
        "quantity_cap": 1_000,
        "first_transfer_definition": "first_international_transfer",
    }
    second: dict[str, Any] = first | {
        "version": 2,
        "quantity_cap": 5_000,
        "changes_apply_to_transferred": False,
        "use_until": date(2032, 12, 31),
        "document": "Statement of authorization XAA-2022-02, version 2 (made up)",
        "note": "Takes the place of version 1 and raises its quantity.",
    }
    authorize(book, "XAA", "XAA-2022-02", JCM, date(2022, 5, 1), buyer, **first)
    authorize(book, "XAA", "XAA-2022-02", JCM, date(2024, 4, 1), buyer, **second)
    revoked: dict[str, Any] = period | {"revoked_on": date(2024, 3, 1)}
    authorize(book, "XAA", "XAA-2023-01", JCM, date(2023, 2, 1), buyer, **revoked)
    buyers = Link(parties=("XBB", "XCC"))
    authorize(book, "XAA", "XAA-2021-11", STANDARD, date(2021, 6, 1), buyers, **period)
    authorize(book, "XCC", "XCC-2022-09", ELECTRICITY, date(2022, 9, 1), buyer, **period)


def of_hosts_for_other_purposes(book: Book) -> None:
    """Other purposes: each definition of the first transfer, alone and with use for an NDC."""
    airline: dict[str, Any] = {"oimp_name": "Aviation scheme (made up)"}
    voluntary: dict[str, Any] = {"oimp_name": "Voluntary market (made up)"}
    use = "use_or_cancellation"
    society, flyer, trust = (SOCIETY,), (AIRLINE,), (TRUST,)
    given = (
        ("XAA-2022-05", JCM, date(2022, 1, 10), "IMP", "issuance", airline, flyer, "XA010"),
        ("XAA-2022-06", JCM, date(2022, 6, 1), "OP", "authorization", voluntary, society, "XA011"),
        ("XAA-2023-02", JCM, date(2023, 1, 20), "IMP", use, airline, flyer, "XA012"),
        ("XAA-2023-03", JCM, date(2023, 1, 20), "NDC and IMP", "issuance", airline, flyer, "XA013"),
        ("XAA-2023-04", JCM, date(2023, 1, 20), "NDC and OP", use, voluntary, society, "XA014"),
        ("XAA-2021-12", STANDARD, date(2021, 6, 1), "OP", "issuance", voluntary, trust, "XS002"),
    )
    for key, approach, on, purposes, definition, scheme, named, project in given:
        link = Link(parties=("XBB",), entities=named, projects=(project,))
        authorize(
            book,
            "XAA",
            key,
            approach,
            on,
            link,
            purposes=purposes,
            first_transfer_definition=definition,
            **scheme,
        )


def expected_mitigation(book: Book) -> None:
    """What each host and buyer expects of its approaches, in tonnes and in another metric."""
    tonnes = {JCM: (60_000, 12_000), STANDARD: (2_000, 1_000)}
    for approach, party in ((JCM, "XAA"), (JCM, "XBB"), (STANDARD, "XAA"), (STANDARD, "XBB")):
        first, more = tonnes[approach]
        for year in range(2021, 2031):
            book.add(
                "expected_mitigation",
                party=party,
                approach=approach,
                year=year,
                metric="ghg",
                quantity=first + more * (year - 2021),
            )
    for party in ("XBB", "XCC"):
        for year in range(2021, 2031):
            book.add(
                "expected_mitigation",
                party=party,
                approach=ELECTRICITY,
                year=year,
                metric="non_ghg",
                non_ghg_metric=METRIC,
                quantity=2_500,
            )


def readings(book: Book) -> None:
    """Party A answers three open questions, each as it would be answered by default."""
    for level, key, setting, value in (
        ("party", "XAA", "first_transfer_date", "latest"),
        ("authorization", "XAA-2023-03", "dual_purpose", "earlier"),
        ("approach", STANDARD, "omge", "first_transfer"),
    ):
        book.add(
            "readings",
            party="XAA",
            level=level,
            key=key,
            setting=setting,
            value=value,
            valid_from=date(2024, 1, 1),
            decided_by="Ministry of the Environment of Party A (made up)",
            document="Notice on Article 6 of 2023-12-15 (made up)",
        )
