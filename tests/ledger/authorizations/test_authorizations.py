"""Each check passes a record that keeps its rule, and finds the row that breaks it."""

import tomllib
from collections.abc import Iterator
from contextlib import ExitStack
from importlib.resources import files

import pytest

from reporting.ledger.checks import Check, Outcome
from tests.ledger.asking import relation
from tests.ledger.authorizations.answers import CHECKS, Answers, in_short
from tests.ledger.authorizations.broken import BROKEN
from tests.ledger.authorizations.clean import CLEAN

# Record, check, finding, and what the findings say: table:row, then values.
PROVOKED = (
    ("participation", "not-a-participant", "", ["transfers:2 approach=jcm party=XCC"]),
    (
        "participation",
        "holding-not-a-participant",
        "",
        ["stated_holdings:2 approach=jcm party=XCC"],
    ),
    (
        "participation",
        "authorization-other-approach",
        "",
        ["credit_blocks:3 approach=jcm authorization=O1 authorized_approach=other"],
    ),
    (
        "participation",
        "authorization-not-of-host",
        "",
        ["credit_blocks:4 authorization=C1 host=XAA party=XBB"],
    ),
    (
        "participation",
        "authorization-not-of-use",
        "",
        ["credit_blocks:4 authorization=C1", "credit_blocks:5 authorization=K1"],
    ),
    (
        "accounts",
        "account-of-other-party",
        "",
        ["transfers:2 account=XAA01-ENT owner=XAA party=XBB"],
    ),
    (
        "accounts",
        "account-unfit",
        "",
        ["transfers:3 account=XAA01-GOV kind=retirement type=government_holding"],
    ),
    ("accounts", "registry-of-other-party", "", ["registries:4 party=XAA registry=XCC02"]),
    (
        "accounts",
        "recorded-in-other-registry",
        "",
        ["transfers:4 owner=XBB party=XAA registry=XBB01"],
    ),
    ("no-version", "authorization-without-version", "", ["authorizations:3 authorization=A2"]),
    ("definitions", "definition-missing", "", ["authorization_versions:2 purposes=IMP"]),
    ("definitions", "definition-not-needed", "", ["authorization_versions:3 definition=issuance"]),
    ("definitions", "definition-not-allowed", "", ["authorization_versions:4 purposes=NDC and OP"]),
    (
        "definitions",
        "first-transfer-refused",
        "",
        [
            "transfers:2 authorization=D1 purpose=IMP units=1-40",
            "transfers:3 authorization=D3 purpose=OP units=101-150",
        ],
    ),
    (
        "terms",
        "left-without-authorization",
        "",
        ["transfers:2 date=2024-03-01 host=XAA taker=XBB units=301-320"],
    ),
    (
        "unknown-host",
        "left-without-authorization",
        "authorization-unknown",
        ["credit_blocks:2 counterpart=XAA"],
    ),
    (
        "terms",
        "over-authorized",
        "",
        ["authorization_versions:2 authorization=A1 cap=120 excess=30 quantity=150"],
    ),
    ("terms", "over-authorized", "quantity-unknown", ["authorization_versions:4"]),
    (
        "terms",
        "vintage-not-authorized",
        "",
        ["credit_blocks:4 authorization=A2 earliest=2024 latest=2025 units=151-200 vintage=2023"],
    ),
    (
        "terms",
        "metric-not-authorized",
        "",
        ["credit_blocks:6 authorization=A4 authorized=MWh metric=ghg"],
    ),
    ("scope", "outside-scope", "", ["credit_blocks:5 authorization=A1 origin=B04 units=31-40"]),
    ("scope", "outside-scope", "origin-unknown", ["transfers:2"]),
    (
        "scope",
        "party-not-authorized",
        "",
        ["credit_blocks:6 authorization=A1 party=XCC units=41-50"],
    ),
    (
        "changes",
        "changed-after-first-transfer",
        "",
        ["authorization_versions:3 authorization=A1 bound=1 quantity=100 version=2"],
    ),
    (
        "changes",
        "change-reaches-first-transfers",
        "",
        ["authorization_versions:5 authorization=A2 bound=1 quantity=50 version=2"],
    ),
    (
        "changes",
        "revoked-after-first-transfer",
        "",
        [
            (
                "authorization_versions:3 authorization=A1 quantity=100 revoked_on=2026-01-01 "
                "since=2024-02-01"
            )
        ],
    ),
    (
        "changes",
        "sectors-changed",
        "",
        [
            "authorization_versions:3 authorization=A1 bound=1 name=Agriculture version=2",
            "authorization_versions:3 authorization=A1 bound=1 name=Transportation version=2",
        ],
    ),
    ("use", "retired-not-itmo", "", ["transfers:9 host=XAA party=XBB units=501-510"]),
    (
        "unknown-host",
        "retired-not-itmo",
        "authorization-unknown",
        ["transfers:2 counterpart=XAA"],
    ),
    (
        "use",
        "used-without-authorization",
        "",
        ["transfers:4 authorization=U1 date=2025-06-01 units=101-110"],
    ),
    (
        "use",
        "using-party-not-authorizing",
        "",
        ["transfers:7 approach=jcm date=2025-06-01 party=XCC units=401-410"],
    ),
    (
        "use",
        "using-party-not-authorizing",
        "authorization-unknown",
        ["transfers:8 counterpart=XDD"],
    ),
    (
        "use",
        "using-party-not-authorized",
        "",
        ["transfers:7 authorization=U4 party=XCC units=401-410"],
    ),
    (
        "use",
        "purpose-not-authorized",
        "",
        ["transfers:3 authorization=A1 purpose=OP purposes=NDC units=11-20"],
    ),
    (
        "use",
        "entity-not-authorized",
        "",
        [
            "transfers:5 authorization=U2 entity=E2 units=201-210",
            "transfers:6 authorization=U3 entity=E3 units=301-310",
        ],
    ),
    (
        "days",
        "outside-authorized-days",
        "",
        [
            (
                "credit_blocks:3 authorization=D1 date=2023-07-01 earliest=… kind=issuance "
                "latest=2022-12-31 units=101-200"
            ),
            (
                "transfers:4 authorization=A1 date=2025-06-01 earliest=… kind=retirement "
                "latest=2025-05-31 units=1-10"
            ),
            (
                "transfers:5 authorization=D2 date=2025-06-01 earliest=2025-07-01 "
                "kind=cancellation latest=… units=201-210"
            ),
        ],
    ),
    (
        "use",
        "use-outside-timeframe",
        "",
        ["transfers:2 authorization=A1 earliest=2025 latest=2026 units=1-10 year=2024"],
    ),
    (
        "purposes",
        "purpose-unfit",
        "",
        [
            "transfers:2 kind=retirement purpose=OMGE units=1-10",
            "transfers:9 kind=voluntary_cancellation purpose=NDC units=111-120",
        ],
    ),
    (
        "purposes",
        "purpose-unfit",
        "purpose-unknown",
        [
            "transfers:3 kind=retirement",
            "transfers:8 kind=cancellation",
        ],
    ),
    (
        "mechanism",
        "mandatory-share-unfit",
        "",
        [
            "transfers:2 approach=jcm event=cancellation purpose=OMGE",
            "transfers:3 approach=mechanism event=cancellation purpose=OP",
        ],
    ),
    (
        "mechanism",
        "mandatory-share-unfit",
        "first-transfer-not-stated",
        ["transfers:4 event=cancellation"],
    ),
    (
        "stated",
        "first-transfer-not-as-stated",
        "",
        [
            "transfers:3 authorization=M2 definition=issuance trigger=issuance units=101-110",
            "transfers:4 authorization=M3 definition=use_or_cancellation trigger= units=201-210",
            "transfers:5 authorization= definition= trigger= units=301-310",
        ],
    ),
    (
        "shares",
        "mandatory-share-too-small",
        "",
        [
            "credit_blocks:3 least=2 percent=2 purpose=OMGE quantity=139 taken=1",
            "credit_blocks:3 least=6 percent=5 purpose=SOP quantity=139 taken=5",
            "credit_blocks:10 least=5 percent=5 purpose=SOP quantity=100 taken=4",
        ],
    ),
    (
        "shares",
        "mandatory-share-too-small",
        "mandatory-share-not-told",
        ["credit_blocks:10 least=2 purpose=OMGE quantity=100"],
    ),
    (
        "mechanism",
        "holder-code-unfit",
        "",
        ["parties:3 kind= party=AAX", "parties:5 kind=mechanism party=XBB"],
    ),
    ("purposes", "cancelled-without-purpose", "", ["transfers:4 units=21-30"]),
    ("purposes", "used-by-another", "", ["transfers:5 holder=XBB party=XDD units=31-40"]),
    (
        "purposes",
        "used-before-vintage",
        "",
        ["transfers:6 units=41-50 use_year=2022 vintage=2023"],
    ),
    (
        "purposes",
        "used-far-from-event",
        "",
        ["transfers:7 date=2025-06-01 units=51-60 use_year=2028"],
    ),
    (
        "years",
        "vintage-before-first-year",
        "",
        ["credit_blocks:2 vintage=2019", "transfers:5 vintage=2020"],
    ),
    ("years", "vintage-before-first-year", "vintage-unresolved", ["credit_blocks:3"]),
    ("years", "vintage-after-event", "", ["credit_blocks:4 date=2024-02-01 vintage=2025"]),
    (
        "years",
        "vintage-outside-monitoring",
        "",
        ["credit_blocks:5 period_end=2021-12-31 period_start=2021-01-01 vintage=2023"],
    ),
    ("years", "vintage-outside-monitoring", "vintage-unresolved", ["credit_blocks:3"]),
    (
        "levels",
        "vintage-of-several-years",
        "",
        ["credit_blocks:2 period_end=2023-06-30 period_start=2021-07-01 vintage=2023"],
    ),
    (
        "levels",
        "value-out-of-scale",
        "",
        [
            "covered_emissions:3 neighbour=5000000 neighbour_year=2021 value=4950 year=2022",
            "ndc_indicators:2 neighbour=5200000 neighbour_year=2020 value=4400 year=2030",
        ],
    ),
    (
        "years",
        "issued-before-period-end",
        "",
        ["credit_blocks:6 issued_on=2024-02-01 period_end=2024-02-02"],
    ),
    ("years", "event-undated", "", ["credit_blocks:7"]),
    (
        "years",
        "use-year-outside-period",
        "",
        ["transfers:2 party=XBB units=601-610 use_year=2036"],
    ),
    ("years", "use-year-outside-period", "period-unknown", ["transfers:4 counterpart=XDD"]),
    (
        "years",
        "vintage-of-other-period",
        "",
        ["transfers:3 first_year=2031 last_year=2035 units=611-620 use_year=2031 vintage=2023"],
    ),
    ("declarations", "complete-but-unknown", "", ["coverage:2 number=1 party=XAA year=2024"]),
    ("declarations", "complete-but-unresolved", "", ["coverage:2 number=1 party=XAA year=2024"]),
    (
        "declarations",
        "recorded-after-complete",
        "",
        ["transfers:2 declared_on=2025-02-01 party=XAA recorded_on=2025-02-02 year=2024"],
    ),
    (
        "declarations",
        "corrected-twice",
        "",
        ["transfers:3 event=T01 number=2", "transfers:4 event=T01 number=2"],
    ),
    ("declarations", "corrected-by-another", "", ["transfers:6 event=T04 other=XBB party=XAA"]),
)


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Answers]:
    """Return the answers to the clean record and to the broken ones."""
    with ExitStack() as closing:
        yield Answers(
            folder=tmp_path_factory.mktemp("records"),
            records={"clean": CLEAN, **BROKEN},
            closing=closing,
        )


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_a_clean_record_passes(answers: Answers, check: Check) -> None:
    """The clean record gives every check something to look at, and none something to say."""
    result = answers.result("clean", check.code)
    assert result.examined
    assert result.outcome is Outcome.PASSED
    assert not result.findings


@pytest.mark.parametrize(
    ("record", "check", "reason", "expected"),
    PROVOKED,
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_broken_record_is_found(
    answers: Answers, record: str, check: str, reason: str, expected: list[str]
) -> None:
    """A check names the row, and the values of its sentences; so does why it cannot judge."""
    result = answers.result(record, check)
    found = [each for each in result.findings if each.code == (reason or check)]
    assert [in_short(each) for each in found] == expected
    assert (result.not_verifiable if reason else result.failed + result.noted) == len(expected)
    for finding in found:
        assert "{" not in finding.words("en").found + finding.words("ja").found


def test_what_the_law_refuses_is_found(answers: Answers) -> None:
    """An authorization fails one of the three checks if, and only if, paragraph 2 refuses it."""
    ledger = answers.ledger("every-definition")
    rows = relation(ledger, "authorization_terms")
    refused = {row["_row"] for row in rows if row["refused"]}
    codes = ("definition-missing", "definition-not-needed", "definition-not-allowed")
    found = [
        finding.place.row
        for code in codes
        for finding in answers.result("every-definition", code).findings
    ]
    assert len(rows) == 35
    assert sorted(found) == sorted(refused)


def test_every_finding_is_provoked() -> None:
    """Each code of the chapter, a check's or a reason's, stands in `PROVOKED`."""
    file = files("reporting").joinpath("catalogue", "authorizations.toml")
    codes = set(tomllib.loads(file.read_text(encoding="utf-8")))
    assert codes <= {reason or check for _, check, reason, _ in PROVOKED}
    assert {check.code for check in CHECKS} <= codes
