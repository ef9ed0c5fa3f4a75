"""Profiles: the same form as its readers want it."""

from pathlib import Path

import pytest

from reporting.forms.aef.profile import as_exported, file_name, profiles, settings_of
from reporting.forms.model.form import Form
from reporting.official_forms.aef import columns
from tests.forms.aef.asking import (
    cells_of,
    form_of,
    notes_of,
    record,
    table_of,
    values_of,
)
from tests.forms.aef.conftest import Filed
from tests.ledger.making import authorization, complete, joined

NAMES = ("FirstID", "ActionDateTime")


@pytest.fixture(scope="module")
def host(filed: Filed) -> Form:
    """Return the form of XAA for 2023: all subtypes but one, and authorizations for OIMP."""
    return filed("XAA", 2023)


def test_the_secretariat_comes_first_and_is_the_default(host: Form) -> None:
    """Every profile answers every question."""
    assert profiles() == ("secretariat", "nomenclature-2026", "cadtrust")
    assert len({frozenset(settings_of(each)) for each in profiles()}) == 1
    assert as_exported(host) == as_exported(host, "secretariat")


def test_an_unknown_profile_is_refused(host: Form) -> None:
    """No form is written for nobody."""
    with pytest.raises(KeyError):
        as_exported(host, "nobody")


def test_the_secretariat_gets_identifiers_dates_and_placeholders_as_they_are(host: Form) -> None:
    """Only the spelling of definitions changes, to that of the subtypes it is compared with."""
    written = as_exported(host)
    for table in ("submission", "actions", "holdings", "entities"):
        assert table_of(written, table) == table_of(host, table)
    names = ("FirstTransferDefnForOIMP",)
    assert {*values_of(host, "authorizations", *names)} >= {("Use or Cancellation",)}
    spelled = {value for (value,) in values_of(written, "authorizations", *names)}
    assert spelled - {"NA"} == {"Issuance", "Use or cancellation", "Authorization"} & spelled
    assert "Use or cancellation" in spelled


def test_the_nomenclature_wants_numbers_and_instants(host: Form) -> None:
    """The serial number alone, and midnight of the day, which is said to be lost or added."""
    written = as_exported(host, "nomenclature-2026")
    for (first, day), (number, instant) in zip(
        values_of(host, "actions", *NAMES), values_of(written, "actions", *NAMES), strict=True
    ):
        assert str(first).split("-")[3] == str(number)
        assert isinstance(number, int)
        assert instant == f"{day}T00:00:00.000Z"
    dates = ("DateOfAuthorization", "FirstTransferDefnForOIMP")
    assert values_of(written, "authorizations", *dates) == values_of(host, "authorizations", *dates)
    assert "registry in the ITMO identifiers is lost" in notes_of(written)["Written for"]
    assert {value for (value,) in values_of(written, "authorizations", "AuthorizedTimeframe")} == {
        "2021 - 2030",
        None,
    }


def test_cad_trust_wants_its_keys_and_no_placeholders(host: Form) -> None:
    """Columns are headed by keys, as misspelled as they are; days in ISO 8601."""
    written = as_exported(host, "cadtrust")
    headed = {each.name: each.label.en for each in table_of(written, "actions").columns}
    assert headed["CooperativeApproachID"] == "aefT3ActionsCoopoerativeApproachId"
    assert all(headed.values())
    (submission,) = cells_of(written, "submission")
    assert submission["ReviewStatusOfInitialReport"].value is None
    assert submission["ParticipatingParty"].value == "XAA"
    first, day = values_of(host, "actions", *NAMES)[0]
    assert values_of(written, "actions", *NAMES)[0] == (first, str(day))


def test_an_export_changes_no_quantity_and_no_lineage(host: Form) -> None:
    """Figures and the rows behind them stay, and so do findings and readiness."""
    for profile in profiles():
        written = as_exported(host, profile)
        for name in ("actions", "holdings"):
            before, after = (
                [row["QuantityCO2"] for row in cells_of(form, name)] for form in (host, written)
            )
            assert before == after
        assert (written.findings, written.readiness) == (host.findings, host.readiness)


def test_two_bare_years_are_those_of_the_outcomes(tmp_path: Path) -> None:
    """The secretariat's checker takes a window of use alone, in years; as bare years it is lost."""
    window = {"use_first": 2021, "use_last": 2030, "authorized_on": "2025-01-01"}
    tables = record(authorizations=[authorization(**window), joined()], transfers=[])
    form = form_of(tmp_path, tables)
    written = {
        name: values_of(as_exported(form, name), "authorizations", "AuthorizedTimeframe")
        for name in profiles()
    }
    assert written == {
        "secretariat": [("Use: from 2021 to 2030",)],
        "nomenclature-2026": [(None,)],
        "cadtrust": [(None,)],
    }


def test_settings_that_no_profile_chooses_work_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name instead of the code, an empty cell instead of NA: for a checker that wants them."""
    from reporting.forms.aef import profile  # noqa: PLC0415

    own = {**settings_of("secretariat"), "party": "name", "not_applicable": "blank"}
    monkeypatch.setattr(profile, "settings_of", lambda _: own)
    tables = record(
        authorizations=[authorization(party="JPN", authorized_on="2025-01-01"), joined()],
        authorization_parties=[],
        credit_blocks=[],
        transfers=[],
        coverage=[complete("JPN", 2025)],
    )
    form = profile.as_exported(form_of(tmp_path, tables, "JPN"))
    assert values_of(form, "submission", "ParticipatingParty") == [("Japan",)]
    assert values_of(form, "authorizations", "OIMPAuthorized") == [(None,)]


def test_the_file_is_named_by_party_year_and_version(host: Form) -> None:
    """The first 13 characters are those that the checkers read."""
    name = file_name(host)
    assert name == "XAA_2023_1_0_AEF.xlsx"
    assert (name[:3], name[4:8], name[9], name[11]) == ("XAA", "2023", "1", "0")


def test_every_column_has_a_key_of_cad_trust() -> None:
    """None would be headed by nothing."""
    for table in ("submission", "authorizations", "actions", "holdings", "entities"):
        keys = [each.cadtrust for each in columns(table)]
        assert all(keys)
        assert len({*keys}) == len(keys)
