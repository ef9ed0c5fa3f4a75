"""Writes `data/example`, the made-up package: ``python -m tests.example.make``.

Read the scenarios in the order of `SCENARIOS`; `book` says how a fact becomes rows.
"""

import sys
from pathlib import Path

from tests.example import (
    authorizations,
    for_ndcs,
    for_other_purposes,
    narratives,
    not_itmos,
    parties,
    submissions,
    targets,
    ways_of_recording,
)
from tests.example.book import Book
from tests.example.package import ROOT, Words, put, write

EXAMPLE = ROOT / "data" / "example"
WORDS = Words(
    name="example",
    version="2026.11.1",
    created="2026-11-21T00:00:00Z",
    title="Example of an Article 6 record (made up)",
    title_ja="6条に関する記録の例（架空）",
    description=(
        "Made up: three Parties that do not exist, with authorizations, issuances, transfers, uses "
        "and cancellations that show each case the rules know. Nothing in it happened. It has "
        "every table that a government's own record has, and is free of inconsistencies."
    ),
    description_ja=(
        "架空のデータです。実在しない三つの締約国について、承認、発行、移転、使用及び取消しの"
        "各事例を示しています。記載された内容はいずれも事実ではありません。政府が自ら整備する"
        "記録と同じ表をすべて備え、不整合を含みません。"
    ),
    keywords=("made up", "架空", "Article 6", "ITMO"),
    of_tables={
        "sources": ("The one source: made up.", "唯一の出典（架空）です。"),
        "parties": ("The made-up Parties.", "架空の締約国です。"),
        "cooperative_approaches": (
            "Made-up cooperative approaches: one JCM-like, two not.",
            "架空の協力的アプローチ。JCM型が一つ、その他が二つです。",
        ),
        "gaps": ("A made-up gap.", "架空の情報不足です。"),
    },
)
SCENARIOS = (
    parties.made_up_source,
    parties.parties_and_registries,
    targets.ndcs,
    targets.inventories,
    targets.indicators,
    parties.completeness,
    parties.review_findings,
    authorizations.approaches,
    authorizations.entities,
    authorizations.expected_mitigation,
    authorizations.of_buyers,
    authorizations.of_hosts_for_ndcs,
    authorizations.of_hosts_for_other_purposes,
    authorizations.readings,
    for_ndcs.split_issuance,
    for_ndcs.issued_by_both_registries,
    for_ndcs.partial_transfers,
    for_ndcs.superseded_authorization,
    for_ndcs.revoked_authorization,
    not_itmos.straddling_period,
    not_itmos.before_2021,
    ways_of_recording.daily_sales,
    ways_of_recording.confidential_sale,
    for_other_purposes.first_transferred_at_issuance,
    for_other_purposes.first_transferred_at_authorization,
    for_other_purposes.first_transferred_at_use,
    for_other_purposes.two_purposes_first_at_issuance,
    for_other_purposes.two_purposes_whichever_comes_first,
    for_other_purposes.cancelled_for_overall_mitigation,
    ways_of_recording.corrected_record,
    not_itmos.without_numbers,
    not_itmos.told_by_one_side,
    for_ndcs.later_years,
    for_ndcs.onward_transfer,
    for_other_purposes.cancelled_under_a_standard,
    for_ndcs.megawatt_hours,
)


def written() -> Book:
    """Return the book with every scenario in it."""
    book = Book()
    for scenario in SCENARIOS:
        scenario(book)
    return book


def make(folder: Path) -> None:
    """Write the example into a folder, and file the forms made from it as the record grows."""
    book = written()
    write(folder, WORDS, {**book.tables, "transfers": submissions.entered_by_then(book)})
    for path, content in narratives.narratives(book).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    submissions.clear(folder)
    submissions.submit(folder, [submissions.EARLY])
    put(folder, "transfers", book.tables["transfers"])
    submissions.submit(folder, submissions.LATER)


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else EXAMPLE)
