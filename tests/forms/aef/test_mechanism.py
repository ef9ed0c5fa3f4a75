"""A6.4ERs in Table 3: what goes to the Adaptation Fund, and the registry that has no code."""

from pathlib import Path

import pytest

from reporting.forms.model.form import Form
from reporting.forms.model.table import Value
from tests.forms.aef.asking import blocked, cells_of, form_of, record
from tests.ledger.making import Row, authorization, event

FUND = {"party": "AAF", "name": "Adaptation Fund", "name_ja": "適応基金", "kind": "adaptation_fund"}
MECHANISM = {
    "party": "AAM",
    "name": "Article 6.4 mechanism",
    "name_ja": "6条4項メカニズム",
    "kind": "mechanism",
}


def approach(*, is_article_6_4: bool, **cells: object) -> Row:
    """Return the cooperative approach of the record."""
    usual = {
        "approach": "jcm",
        "approach_id": "CA0001",
        "name": "Made up",
        "is_jcm": False,
        "underlying_registry": "NA",
        "is_article_6_4": is_article_6_4,
    }
    return usual | cells


def given(**cells: object) -> Row:
    """Return a transfer of 50 to the Adaptation Fund."""
    numbers = {"first_itmo": 1, "last_itmo": 50}
    return event("transfer", "2025-03-01", "XAA", "AAF", (1, 50), purpose="SOP") | numbers | cells


def told(form: Form) -> list[dict[str, Value]]:
    """Return the rows of Table 3, each value by technical name."""
    return [{name: cell.value for name, cell in row.items()} for row in cells_of(form, "actions")]


@pytest.mark.parametrize(
    ("is_article_6_4", "cells", "expected"),
    [
        (True, {"is_mandatory": True}, ("Transfer", "Mandatory transfer to the Adaptation Fund")),
        (True, {}, ("Transfer", "Voluntary transfer to the Adaptation Fund")),
        (True, {"stated_as_first_transfer": True}, ("First transfer", "Not yet defined")),
        (False, {"stated_as_first_transfer": True}, ("First transfer", "Not yet defined")),
    ],
)
def test_what_goes_to_the_fund_has_the_subtype_of_its_kind(
    tmp_path: Path,
    *,
    is_article_6_4: bool,
    cells: Row,
    expected: tuple[str, str],
) -> None:
    """Subtypes of the Fund are those of A6.4ERs; a first transfer only as the host states it."""
    made = record(
        parties=[FUND],
        cooperative_approaches=[approach(is_article_6_4=is_article_6_4)],
        transfers=[given(**cells)],
    )
    (row,) = told(form_of(tmp_path, made))
    assert row["ActionType"] == expected[0]
    assert str(row["ActionSubtype"]).startswith(expected[1])
    assert row["AcquiringPartyID"] == "NA"
    assert row["QuantityCO2"] == 50


def test_what_another_approach_gives_unstated_is_no_row(tmp_path: Path) -> None:
    """Units of another approach that were never first transferred are no ITMOs."""
    made = record(
        parties=[FUND],
        cooperative_approaches=[approach(is_article_6_4=False)],
        transfers=[given(is_mandatory=True)],
    )
    assert told(form_of(tmp_path, made)) == []


def test_what_an_earlier_first_transfer_made_itmos_is_transferred_to_the_fund(
    tmp_path: Path,
) -> None:
    """ITMOs of another approach given later: the nomenclature has no subtype of theirs."""
    made = record(
        parties=[FUND],
        cooperative_approaches=[approach(is_article_6_4=False)],
        authorizations=[authorization(purposes="IMP", first_transfer_definition="authorization")],
        authorization_parties=[],
        transfers=[given()],
    )
    (row,) = told(form_of(tmp_path, made))
    assert (row["ActionType"], row["ActionSubtype"]) == ("Transfer", "Not yet defined")


def test_a_registry_without_a_code_leaves_its_cells_empty_and_the_remedy_fills_them(
    tmp_path: Path,
) -> None:
    """Our code of the mechanism registry is in no form; the Party's own registry is."""

    def found(registry: str, underlying: str) -> tuple[object, object, set[str]]:
        made = record(
            parties=[FUND, MECHANISM],
            cooperative_approaches=[approach(is_article_6_4=True, underlying_registry=underlying)],
            credit_blocks=[blocked((1, 1000), originating_registry=registry)],
            transfers=[
                given(
                    originating_registry=registry,
                    recording_registry=registry,
                    is_mandatory=True,
                )
            ],
        )
        form = form_of(tmp_path / registry, made)
        (row,) = told(form)
        return row["PartyITMORegistryID"], row["FirstID"], {each.code for each in form.findings}

    registry, first, codes = found("AAM01", "NA")
    assert (registry, first) == (None, None)
    assert codes == {"aef-registry-without-code", "aef-submission-date-missing"}
    registry, first, codes = found("XAA01", "Mechanism registry")
    assert (registry, first) == ("XAA01", "CA0001-XAA01-XAA-1-2023")
    assert codes == {"aef-underlying-registry-unlisted", "aef-submission-date-missing"}
