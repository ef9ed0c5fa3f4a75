"""Profiles: the same form as its readers want it."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from reporting.forms.aef.profile import as_exported, file_name, profiles, settings_of
from reporting.forms.aef.profile_choices import CHOICES, TITLES, another
from reporting.forms.build import build_form
from reporting.forms.model.form import Form, FormName
from reporting.forms.model.request import FormRequest
from reporting.forms.model.table import Value
from reporting.official_forms.aef import columns
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
from tests.forms.test_open_questions import reading
from tests.ledger.making import Row, authorization, complete, event, joined, ledger_of

NAMES = ("FirstID", "ActionDateTime")


@pytest.fixture(scope="module")
def host(filed: Filed) -> Form:
    """Return the form of XAA for 2023: all subtypes but one, and authorizations for OIMP."""
    return filed("XAA", 2023)


def test_the_secretariat_comes_first_and_is_the_default(host: Form) -> None:
    """Every profile answers every question."""
    assert profiles() == ("secretariat", "nomenclature-2026", "cadtrust", "syntax-checker")
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
        "syntax-checker": [("Use: from 2021 to 2030",)],
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


def choice(setting: str, value: str, key: str = "secretariat") -> Row:
    """Return XAA's choice of how a profile writes its annual information."""
    return reading(setting, value, level="profile", key=key)


def of_2025(folder: Path, *choices: Row, **tables: Sequence[Row]) -> Form:
    """Return the form of XAA for 2025, with its choices."""
    with ledger_of(folder, record(readings=choices, **tables)) as ledger:
        return build_form(ledger, FormName.AEF, FormRequest(party="XAA", year=2025))


def first_of(form: Form, name: str, profile: str = "secretariat") -> object:
    """Return the value of a column in the first row that a profile writes of the actions."""
    return values_of(as_exported(form, profile), "actions", name)[0][0]


@pytest.mark.parametrize(
    ("setting", "value", "column", "own", "chosen"),
    [
        ("identifiers", "integer", "FirstID", "CA9001-XAA01-XAA-1-2023", 1),
        ("dates", "iso", "ActionDateTime", date(2025, 3, 1), "2025-03-01"),
        ("dates", "instant", "ActionDateTime", date(2025, 3, 1), "2025-03-01T00:00:00.000Z"),
        ("not_applicable", "blank", "YearITMOUsedTowardsNDC", "NA", None),
        (
            "spelling_subtype_first_international_transfer",
            "First international transfer",
            "ActionSubtype",
            "First transfer to another Party",
            "First international transfer",
        ),
    ],
)
def test_a_party_chooses_how_a_profile_writes(  # noqa: PLR0913, PLR0917 - what each case gives
    setting: str, value: str, column: str, own: Value, chosen: Value, tmp_path: Path
) -> None:
    """Its row changes the profile it names and no other; both say what the other would write."""
    before, after = of_2025(tmp_path / "own"), of_2025(tmp_path / "row", choice(setting, value))
    assert (first_of(before, column), first_of(after, column)) == (own, chosen)
    assert first_of(before, column, "cadtrust") == first_of(after, column, "cadtrust")
    title = TITLES[setting].en
    usual = settings_of("secretariat")[setting]
    told = notes_of(as_exported(after))[title]
    who = "decided by Ministry of XAA for secretariat from 2026-01-15, Decision 7 of 2026-01-10"
    assert f"{setting}={value}, {who}. With {setting}={usual} instead: " in told
    told = notes_of(as_exported(before))[title]
    assert f"{setting}={usual}, as the profile has it. With {setting}=" in told
    assert (before.answers, after.answers) == ((), ((f"secretariat {setting}", value),))


def test_a_choice_that_another_answer_would_not_show_is_not_printed(tmp_path: Path) -> None:
    """Without a voluntary cancellation nobody asks how its type is spelled."""
    told = notes_of(as_exported(of_2025(tmp_path / "record")))
    assert TITLES["spelling_action_voluntary_cancellation"].en not in told
    assert "2 cells are written otherwise, the first: actions | FirstID" in " ".join(
        told[TITLES["identifiers"].en].split()
    )


def test_the_using_party_of_a_use_towards_an_ndc_may_be_left_out(tmp_path: Path) -> None:
    """NA for that use alone, as the footnote of the annex has it; a cancellation keeps its own."""
    cancelled = event("cancellation", "2025-09-01", "XBB", units=(101, 150)) | {
        "purpose": "OMGE",
        "first_itmo": 101,
        "last_itmo": 150,
    }
    tables = record(
        readings=[choice("using_party", "NA") | {"party": "XBB", "key": "secretariat"}],
        transfers=[*record()["transfers"], used(), cancelled],
    )
    with ledger_of(tmp_path / "record", tables) as ledger:
        form = build_form(ledger, FormName.AEF, FormRequest(party="XBB", year=2025))
    names = ("ActionType", "Using/cancellingPartyID")
    assert {*values_of(form, "actions", *names)} >= {("Use", "XBB"), ("Cancellation", "XBB")}
    assert {*values_of(as_exported(form), "actions", *names)} >= {
        ("Use", "NA"),
        ("Cancellation", "XBB"),
    }


def test_underlying_units_may_be_written_by_their_number_alone(tmp_path: Path) -> None:
    """The number is the part in which both ends differ; what is lost is said."""
    units = ("UnderlyingUnitFirstUnitID", "UnderlyingUnitLastUnitID")
    written_so = {"first_unit_id": "GS1-7-0001-X", "last_unit_id": "GS1-7-1000-X"}
    blocks = [blocked((1, 1000)) | written_so]
    form = of_2025(
        tmp_path,
        choice("underlying_units", "number"),
        credit_blocks=blocks,
        cooperative_approaches=[{"approach": "jcm", "underlying_registry": "VCS"}],
    )
    assert values_of(form, "actions", *units) == [("GS1-7-0001-X", "GS1-7-0600-X")]
    written = as_exported(form)
    assert values_of(written, "actions", *units) == [(1, 600)]
    assert "of underlying units, only the number is kept" in notes_of(written)["Written for"]


def test_every_profile_answers_every_choice_with_one_of_its_answers() -> None:
    """So a choice always has another, and a row of readings that of a profile."""
    for name in profiles():
        own = settings_of(name)
        for setting, several in CHOICES.items():
            # One text of the full identifier has two names.
            taken = "full" if own[setting] == "string" else own[setting]
            assert taken in several, (name, setting)
            assert all(another(setting, each, own[setting]) != each for each in several)
