"""The Parties of the example: registries, accounts, and what they reported."""

from datetime import date

from tests.example.book import Book

YEARS = range(2021, 2029)
NAMES = {
    "XAA": ("Party A (made up)", "締約国A（架空）"),
    "XBB": ("Party B (made up)", "締約国B（架空）"),
    "XCC": ("Party C (made up)", "締約国C（架空）"),
}
HOLDERS = {
    "XAA01-ENT1": ("Sunrise Power Company (made up)", False),
    "XAA01-ENT2": ("Rooftop Aggregator Company (made up)", False),
    "XAA01-ENT3": ("Confidential company of Party A (made up)", True),
    "XBB01-ENT1": ("Northern Industries (made up)", False),
    "XBB01-ENT2": ("Northern Airlines (made up)", False),
    "XBB01-ENT3": ("Confidential company of Party B (made up)", True),
}
GOVERNMENT_ACCOUNTS = {
    "GOV": "government_holding",
    "RET": "retirement",
    "CAN": "cancellation",
    "VOL": "voluntary_cancellation",
}
INCOMPLETE = {
    ("XAA", 2026): "The registry of Party A has not yet entered its transfers of 2026.",
    ("XBB", 2027): "The registry of Party B has not yet entered its acquisitions of 2027.",
}


def made_up_source(book: Book) -> None:
    """Say once that everything is made up; every row points here."""
    book.tables["sources"].append(
        {
            "source_id": "made-up",
            "publisher": "JCM Open Data",
            "title": "Made-up example, written by the program tests/example/make.py",
            "kind": "database",
            "language": "en",
            "retrieved_via": "made up; nothing in it happened",
            "confidence": "low",
            "note": "Party codes XAA, XBB and XCC are user-assigned codes of ISO 3166.",
        }
    )


def parties_and_registries(book: Book) -> None:
    """Two Parties, host and buyer; a third only because an onward transfer needs one."""
    notes = {
        "XAA": "Host of the approaches CA9001 and CA9002.",
        "XBB": "Buyer in all approaches.",
        "XCC": "Third Party: buys onward from Party B, and hosts the approach in megawatt hours.",
    }
    for party, (name, name_ja) in NAMES.items():
        book.add("parties", party=party, name=name, name_ja=name_ja, note=notes[party])
        book.add(
            "registries",
            registry=f"{party}01",
            party=party,
            name=f"Registry of {name}",
            name_ja=f"{name_ja}の登録簿",
        )
        for ending, kind in GOVERNMENT_ACCOUNTS.items():
            book.add(
                "accounts",
                account=f"{party}01-{ending}",
                registry=f"{party}01",
                type=kind,
                holder=f"Government of {name}",
                holder_kind="government",
                confidential=False,
            )
    for account, (holder, confidential) in HOLDERS.items():
        book.add(
            "accounts",
            account=account,
            registry=account[:5],
            type="entity_holding",
            holder=holder,
            holder_kind="entity",
            confidential=confidential,
        )


def completeness(book: Book) -> None:
    """Which years are complete, and what is missing."""
    for party in NAMES:
        for year in YEARS:
            lacking = INCOMPLETE.get((party, year))
            declared = {
                "declared_by": f"Registry administrator of {party} (made up)",
                "declared_on": date(year + 1, 3, 31),
            }
            book.add(
                "coverage",
                party=party,
                year=year,
                is_complete=lacking is None,
                note=lacking,
                **({} if lacking else declared),
            )
    book.add(
        "gaps",
        gap_id="transfers-of-party-a-2026",
        title="Transfers of Party A in 2026 (made up)",
        title_ja="締約国Aの2026年の移転（架空）",
        description="Party A has not entered its transfers of 2026; only Party B tells of them.",
        description_ja="締約国Aは2026年の移転を未記録であり、締約国Bの記録のみがあります。",
        subject_table="transfers",
        who_can_fill="The registry administrator of Party A (made up)",
    )


def review_findings(book: Book) -> None:
    """What a review found in the reports of Party A: answered, and not answered yet."""
    book.add(
        "review_findings",
        party="XAA",
        report="IR",
        report_year=2022,
        finding_id="18.3",
        kind="qualitative",
        is_significant=False,
        is_persistent=False,
        finding="The report does not say how the authorization process is made public (made up).",
        answer="Each authorization is published within 30 days; annex 4 says where (made up).",
        answered_in="annex4 2024 1.0",
    )
    book.add(
        "review_findings",
        party="XAA",
        report="AI",
        report_year=2024,
        finding_id="18.7",
        kind="cross_party",
        is_significant=True,
        finding=(
            "A sale of 250 t that the buyer reports as acquired is missing from version 1.0 "
            "(made up)."
        ),
    )
