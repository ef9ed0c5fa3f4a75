"""The table of a Party's answers to open questions: what may stand in it, and what without it."""

import json
from pathlib import Path
from typing import Any

import pytest

from reporting.accounting.settings import LEVELS, ReadingLevel, Settings, values_of
from reporting.forms.aef.profile import profiles
from reporting.forms.aef.profile_choices import CHOICES
from reporting.ledger.engines import engine
from reporting.ledger.ledger import open_ledger
from reporting.packages import open_package, validate
from tests.forms.test_open_questions import ROW_11, issued_later, reading, table_4
from tests.ledger.making import make
from tests.shared import ROOT

SCHEMA = json.loads((ROOT / "data/article6/schemas/readings.json").read_text("utf-8"))
NAMED = reading("first_transfer_date", "named_event")
ISO = reading("dates", "iso", level="profile", key="secretariat")


def _field(name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(each for each in SCHEMA["fields"] if each["name"] == name)
    return found


def test_the_schema_offers_the_answers_that_the_law_knows() -> None:
    """Every question with its answers and levels, the default first."""
    values, levels, keys, _ = SCHEMA["rules"]
    of_law = {name: list(values_of(name)) for name in LEVELS}
    of_profiles = {name: list(several) for name, several in CHOICES.items()}
    assert values["values"] == of_law | of_profiles
    assert levels["values"] == {
        **{name: [str(each) for each in of] for name, of in LEVELS.items()},
        **{name: ["profile"] for name in CHOICES},
    }
    assert keys["values"] == {"profile": list(profiles())}
    assert _field("level")["constraints"]["enum"] == [*ReadingLevel]
    assert _field("setting")["constraints"]["enum"] == [*LEVELS, *CHOICES]
    known = {value for each in values["values"].values() for value in each}
    assert {*_field("value")["constraints"]["enum"]} == known
    assert all(getattr(Settings(), name) == values_of(name)[0] for name in LEVELS)


@pytest.mark.parametrize(
    ("row", "code", "field"),
    [
        (NAMED | {"setting": "colour"}, "cell-enum", "setting"),
        (NAMED | {"value": "earliest"}, "cell-enum", "value"),
        (NAMED | {"value": "refused"}, "not-fitting", "value"),
        (reading("fiscal_year", "refused", level="approach", key="jcm"), "not-fitting", "level"),
        (reading("omge", "not_first_transfer", level="party", key="XAA"), "not-fitting", "level"),
        (NAMED | {"key": "A9"}, "key-of-none", "key"),
        (NAMED | {"level": "approach", "key": "vcm"}, "key-of-none", "key"),
        (NAMED | {"level": "party", "key": "XBB"}, "key-of-none", "key"),
        (NAMED | {"party": "XBB"}, "key-of-none", "key"),
        (ISO | {"key": "nobody"}, "not-fitting", "key"),
        (ISO | {"value": "code"}, "not-fitting", "value"),
        (ISO | {"level": "party", "key": "XAA"}, "not-fitting", "level"),
        (NAMED | {"decided_by": None}, "cell-required", "decided_by"),
        (NAMED | {"document": None}, "cell-required", "document"),
    ],
)
def test_an_answer_that_cannot_be_is_found(
    row: dict[str, Any], code: str, field: str, tmp_path: Path
) -> None:
    """Questions, answers, levels and keys are those that there are; who and document are given."""
    folder = make(tmp_path / "record", issued_later(row))
    found = list(validate([folder, ROOT / "data/nomenclature"]).findings)
    told = [(each.code, each.place.field) for each in found if each.place.table == "readings"]
    assert (code, field) in told, told


def test_two_answers_at_one_day_are_found(tmp_path: Path) -> None:
    """One question of one authorization has one answer on a day; a later one replaces it."""
    again = NAMED | {"value": "latest"}
    folder = make(tmp_path / "twice", issued_later(NAMED, again))
    found = validate([folder, ROOT / "data/nomenclature"]).findings
    assert [each.place.table for each in found if each.code == "primary-key-duplicate"] == [
        "readings"
    ]
    later = again | {"valid_from": "2026-02-01"}
    folder = make(tmp_path / "later", issued_later(NAMED, later))
    assert not validate([folder, ROOT / "data/nomenclature"]).findings


def test_a_folder_filed_before_has_the_defaults(tmp_path: Path) -> None:
    """Without the table, or with it empty, the same answers are taken."""
    folder = make(tmp_path / "record", issued_later())
    with engine() as running:
        package, _ = open_package(folder)
        assert package
        empty = table_4(open_ledger(running, [package]), ROW_11)
    (folder / "readings.csv").unlink()
    path = folder / "datapackage.json"
    descriptor = json.loads(path.read_text("utf-8"))
    descriptor["resources"] = [
        each for each in descriptor["resources"] if each["name"] != "readings"
    ]
    path.write_text(json.dumps(descriptor), "utf-8")
    with engine() as running:
        package, _ = open_package(folder)
        assert package
        assert "readings" not in package.tables
        ledger = open_ledger(running, [package])
        assert table_4(ledger, ROW_11) == empty == {2025: 100}
        assert ledger.readings.of_party("XAA") == Settings()
