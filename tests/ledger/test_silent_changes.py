"""Single changes of the example that altered a national account, or told an outcome twice, unseen.

They stand for their kinds: each is found by its check, and the cells that it may change are empty
with the reason, so that the form is not complete.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import pyarrow as pa
import pytest

from reporting.accounting.settings import Settings
from reporting.forms.build import build_form
from reporting.forms.ctf_table4.table import year_column
from reporting.forms.model.form import Form, FormName, Readiness
from reporting.forms.model.request import FormRequest
from reporting.forms.queries.accounts import BalanceRequest
from reporting.forms.queries.balance import balance
from reporting.forms.queries.ndc import ndcs_of
from reporting.ledger.checks import ALL, Check, run
from reporting.ledger.engines import engine
from reporting.ledger.ledger import Ledger, replay
from reporting.ledger.loading import Inputs, load
from reporting.packages import Package, open_package
from tests.shared import ROOT

Cells = Mapping[str, Any]
EVERY = range(2021, 2026)
KEYS = {"credit_blocks": "block_id", "transfers": "transfer_id"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change of the example, and what becomes of it.

    Attributes:
        name: What it is called.
        table: The table.
        key: The row, by its identifier, or by the cells that name it.
        cells: What it says instead; None where the row goes.
        more: Whether it stands beside the row, not in its place.
        found: The codes that are new among what the checks find.
        empty: By Party, row of table 4 and years, the reason why cells are empty.
    """

    name: str
    table: str
    key: str | Cells
    cells: Cells | None
    more: bool = False
    found: frozenset[str]
    empty: Mapping[tuple[str, int, Iterable[int]], str] = field(default_factory=dict)


NO_PURPOSE = {"purpose": None, "use_year": None, "using_party": None}
CHANGES = (
    Change(
        name="the buyer does not tell an issuance",
        table="credit_blocks",
        key="XA001-2022-B-GOV",
        cells=None,
        found=frozenset({"issuance-not-told-by-holder"}),
    ),
    Change(
        name="the host does not tell an issuance",
        table="credit_blocks",
        key="XA001-2022-B-GOV-XAA01",
        cells=None,
        found=frozenset({"issuance-not-told-by-host"}),
    ),
    Change(
        name="the buyer tells an issuance of one unit less",
        table="credit_blocks",
        key="XA001-2022-B-GOV",
        cells={"quantity": 399, "last_unit": 100399, "last_itmo": 399},
        found=frozenset({"issuance-differs"}),
    ),
    Change(
        name="the host tells an issuance of ten units less",
        table="credit_blocks",
        key="XA001-2022-B-GOV-XAA01",
        cells={"quantity": 390, "last_unit": 100390, "last_itmo": 390},
        found=frozenset({"issuance-differs"}),
    ),
    Change(
        name="one registry dates an issuance by 400 days later",
        table="credit_blocks",
        key="XA001-2022-B-GOV-XAA01",
        cells={"issued_on": date(2024, 7, 19)},
        found=frozenset({"issuance-dates-differ"}),
    ),
    Change(
        name="one registry names no authorization of an issuance",
        table="credit_blocks",
        key="XA001-2022-B-GOV-XAA01",
        cells={"authorization_party": None, "authorization_id": None},
        found=frozenset({"issuance-authorizations-differ"}),
    ),
    Change(
        name="a voluntary cancellation at home has no purpose",
        table="transfers",
        key="XA014-0003",
        cells={"purpose": None},
        found=frozenset({"purpose-unknown"}),
        empty={
            ("XAA", 10, (2025,)): "first_transfer_purpose",
            ("XAA", 17, EVERY): "first_transfer_purpose",
        },
    ),
    Change(
        name="a retirement by the buyer has no purpose",
        table="transfers",
        key="XA001-0001",
        cells=NO_PURPOSE,
        found=frozenset({"purpose-unknown"}),
        empty={("XBB", 12, range(2021, 2025)): "use_purpose"},
    ),
    Change(
        name="a retirement delivers overall mitigation",
        table="transfers",
        key="XA001-0001",
        cells={**NO_PURPOSE, "purpose": "OMGE"},
        found=frozenset({"purpose-unfit"}),
        empty={("XBB", 12, range(2021, 2025)): "use_purpose"},
    ),
    Change(
        name="another Party uses what the buyer holds",
        table="transfers",
        key="XS001-0005",
        cells={"using_party": "XCC"},
        found=frozenset({"used-by-another"}),
        empty={("XBB", 12, (2024,)): "use_user"},
    ),
    Change(
        name="used for a year before the vintage",
        table="transfers",
        key="XA019-0001",
        cells={"use_year": 2024},
        found=frozenset({"used-before-vintage"}),
    ),
    Change(
        name="used for a year far ahead",
        table="transfers",
        key="XA001-0001",
        cells={"use_year": 2030},
        found=frozenset({"used-far-from-event"}),
    ),
    Change(
        name="an authorization names no event of paragraph 2(b)",
        table="authorization_versions",
        key={"party": "XAA", "authorization_id": "XAA-2022-05"},
        cells={"first_transfer_definition": "first_international_transfer"},
        found=frozenset({"definition-not-allowed", "first-transfer-refused"}),
        empty={("XAA", 11, (2023,)): "first_transfer_definition"},
    ),
    Change(
        name="received on the day before the issuance",
        table="transfers",
        key="XA003-0002",
        cells={"event_date": date(2024, 3, 4), "recorded_on": date(2024, 3, 4)},
        found=frozenset({"received-before-issued"}),
    ),
    Change(
        name="units without serials from who never held any",
        table="transfers",
        key="XA017-0001",
        cells={"from_party": "XCC", "from_account": "XCC01-GOV"},
        found=frozenset({"given-by-who-held-none"}),
    ),
    Change(
        name="the host's share in the hands of the buyer",
        table="credit_blocks",
        key="XA003-A",
        cells={"side": "buyer"},
        found=frozenset({"side-unlike-holder"}),
    ),
    Change(
        name="a pattern against the holder",
        table="credit_blocks",
        key="XA003-A",
        cells={"issuance_pattern": "split", "originating_registry": "XBB01"},
        found=frozenset({"pattern-unlike-holder"}),
    ),
    Change(
        name="the same units under a second approach",
        table="credit_blocks",
        key="XA003-A",
        cells={"block_id": "AGAIN", "approach": "standard-xaa"}
        | {"authorization_party": None, "authorization_id": None},
        more=True,
        found=frozenset({"issued-elsewhere-too"}),
    ),
    Change(
        name="the same period without serials under a second issuance",
        table="credit_blocks",
        key="XA003-A",
        cells={"block_id": "AGAIN", "issuance_id": "XA003-9"}
        | dict.fromkeys(("first_unit", "last_unit", "first_itmo", "last_itmo")),
        more=True,
        found=frozenset({"issued-elsewhere-too"}),
    ),
    Change(
        name="a range one unit too long",
        table="transfers",
        key="XA003-0003",
        cells={"last_unit": 100451},
        found=frozenset({"quantity-not-length", "ranges-unequal"}),
    ),
    Change(
        name="kilotonnes among tonnes",
        table="covered_emissions",
        key={"party": "XAA", "year": 2023},
        cells={"emissions": 4900},
        found=frozenset({"value-out-of-scale"}),
    ),
    Change(
        name="one vintage for a period over three calendar years",
        table="credit_blocks",
        key="XA003-A",
        cells={"period_start": date(2021, 7, 1), "period_end": date(2023, 6, 30)},
        found=frozenset({"vintage-of-several-years"}),
    ),
)


@pytest.fixture(scope="module")
def example() -> Inputs:
    """Return the tables of the example."""
    package, _findings = open_package(ROOT / "data" / "example")
    assert isinstance(package, Package)
    return load([package])


@pytest.fixture(scope="module")
def before(example: Inputs) -> frozenset[str]:
    """Return the codes of what the checks say of the example as it is."""
    with engine() as running:
        return frozenset(_said(replay(running, example, Settings())))


def _said(ledger: Ledger, checks: Iterable[Check] = ALL) -> set[str]:
    found = [finding for check in checks for finding in run(check, ledger).findings]
    return {f"{each.code} {each.place}" for each in found}


def _summary(ledger: Ledger, party: str) -> Form:
    asked = FormRequest(party=party, year=2026, is_made_up=True)
    return build_form(ledger, FormName.SUMMARY, asked)


def _changed(example: Inputs, change: Change) -> Inputs:
    table = example.tables[change.table]
    key = {KEYS[change.table]: change.key} if isinstance(change.key, str) else change.key
    rows = []
    hit = 0
    for row in table.to_pylist():
        is_meant = key.items() <= row.items()
        hit += is_meant
        if not is_meant or change.more:
            rows.append(row)
        if is_meant and change.cells is not None:
            anew = {"_row": 9999, "entry": row["entry"] + 9999} if change.more else {}
            rows.append({**row, **change.cells, **anew})
    assert hit == 1
    changed = pa.Table.from_pylist(rows, schema=table.schema)
    return replace(example, tables={**example.tables, change.table: changed})


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.name)
def test_a_single_change_is_found_and_no_cell_that_it_may_change_has_a_figure(
    example: Inputs, before: frozenset[str], change: Change
) -> None:
    """The checks name it; the figures say why they are empty, and the form is no more complete."""
    with engine() as running:
        ledger = replay(running, _changed(example, change), Settings())
        meant = [each for each in ALL if change.found & {each.code, *each.unverifiable}]
        new = {each.partition(" ")[0] for each in _said(ledger, meant) - before}
        assert change.found <= new
        for (party, number, years), reason in change.empty.items():
            form = _summary(ledger, party)
            assert form.readiness is Readiness.DRAFT
            [table, *_] = form.sections[0].tables
            names = [column.name for column in table.columns]
            row = next(each for each in table.rows if each[0].value == number)
            for year in years:
                cell = row[names.index(year_column(year))]
                assert cell.value is None
                assert reason in {each.code for each in cell.reasons}, (party, number, year)


@pytest.mark.parametrize("change", CHANGES[2:4], ids=lambda change: change.name)
def test_a_form_is_complete_only_if_no_check_fails_that_bears_on_it(
    example: Inputs, change: Change
) -> None:
    """Those of the two Parties that the failing row names are drafts, and say so; no other is."""
    with engine() as running:
        ledger = replay(running, _changed(example, change), Settings())
        forms = {party: _summary(ledger, party) for party in ("XAA", "XBB", "XCC")}
        asked = BalanceRequest(ndc=ndcs_of(ledger, "XAA")[0])
        notes = [note.text.en for note in balance(ledger, asked).notes]
    assert {party: form.readiness for party, form in forms.items()} == {
        "XAA": Readiness.DRAFT,
        "XBB": Readiness.DRAFT,
        "XCC": Readiness.COMPLETE,
    }
    [failed] = [each for each in forms["XAA"].findings if each.code == "form-checks-failed"]
    assert (failed.place.table, failed.values["checks"]) == ("credit_blocks", "1")
    assert [each for each in notes if "fail a check: 1" in each]
