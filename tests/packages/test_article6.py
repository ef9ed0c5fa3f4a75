"""The tables of Article 6 speak the common nomenclature."""

import json
from collections.abc import Iterator
from csv import DictReader
from pathlib import Path
from typing import Any

import pytest

from reporting.official_forms.code_lists import terms

DATA = Path(__file__).parents[2] / "data"
ARTICLE6 = DATA / "article6"
TABLES = sorted(each.stem for each in (ARTICLE6 / "schemas").glob("*.json"))
CODES_OF_FIELDS = {
    ("authorization_versions", "first_transfer_definition"): "first_transfer_definition",
    ("authorization_versions", "metric"): "metric",
    ("authorization_versions", "purposes"): "purpose",
    ("credit_blocks", "metric"): "metric",
    ("credit_blocks", "mitigation_type"): "mitigation_type",
    ("ndc_indicators", "metric"): "metric",
    ("ndcs", "metric"): "metric",
}


def rows(package: str, table: str) -> list[dict[str, str]]:
    """Return the rows of a table as text."""
    with (DATA / package / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
        return list(DictReader(lines))


def fields(package: str, table: str) -> list[dict[str, Any]]:
    """Return the fields of a schema as written."""
    schema = json.loads((DATA / package / "schemas" / f"{table}.json").read_text("utf-8"))
    listed: list[dict[str, Any]] = schema["fields"]
    return listed


def codes(package: str, table: str, field: str) -> list[str]:
    """Return the codes of a coded field."""
    found: list[str] = next(
        each["constraints"]["enum"] for each in fields(package, table) if each["name"] == field
    )
    return found


def coded(of_list: str) -> list[dict[str, str]]:
    """Return the terms of one list of the nomenclature, in the order of the list."""
    listed = [dict(each) for each in terms() if each["list"] == of_list]
    return sorted(listed, key=lambda each: int(each["position"]))


@pytest.mark.parametrize("table", TABLES)
def test_each_row_is_sourced(table: str) -> None:
    """Every table but the sources ends with source, confidence, basis and note."""
    names = [each["name"] for each in fields("article6", table)]
    tail = ["source_id", "confidence", "basis", "note"]
    assert (names[-4:] == tail) is (table != "sources")
    assert all(each["title@ja"] and each["description@ja"] for each in fields("article6", table))


@pytest.mark.parametrize(("field", "of_list"), CODES_OF_FIELDS.items())
def test_the_codes_are_terms_of_the_nomenclature(field: tuple[str, str], of_list: str) -> None:
    """A coded field has the codes of the printed list, in its order."""
    assert codes("article6", *field) == [each["code"] for each in coded(of_list)]


def test_the_codes_of_first_transfer_agree_over_three_spellings() -> None:
    """Tables 22(b), 26(b) and 49(b) print one term differently; our codes are the same."""
    printed: dict[str, set[str]] = {}
    lists = ("oimp_first_transfer_definition", "action_subtype", "first_transfer_definition")
    for each in (term for of_list in lists for term in coded(of_list)):
        printed.setdefault(each["code"], set()).add(each["value"])
    assert {
        code: printed[code] for code in codes("article6", "authorization_versions", lists[2])
    } == {
        "first_international_transfer": {
            "First international transfer",
            "First transfer to another Party",
        },
        "authorization": {"Authorisation", "Authorization"},
        "issuance": {"Issuance"},
        "use_or_cancellation": {"Use or Cancellation", "Use or cancellation"},
    }


def test_misprints_are_kept() -> None:
    """Submissions are compared with the printed value, so a digit zero stays one."""
    (row,) = (
        each for each in rows("nomenclature", "aef_activity_types") if each["position"] == "6"
    )
    assert row["activity_type"] == "C02 usage"
    assert "digit zero" in row["note"]
    assert len(rows("nomenclature", "aef_activity_types")) == 27
    assert len(rows("nomenclature", "aef_sectors")) == 9


def crosswalks() -> Iterator[tuple[str, dict[str, str]]]:
    """Yield each row of each crosswalk with the name of its table."""
    for folder in sorted((DATA / "nomenclature" / "schemas").glob("*.json")):
        if "loss" in {each["name"] for each in fields("nomenclature", folder.stem)}:
            yield from ((folder.stem, each) for each in rows("nomenclature", folder.stem))


def test_each_crosswalk_says_what_it_loses() -> None:
    """No row of a crosswalk pretends to be free of loss without saying so."""
    found = list(crosswalks())
    assert {table for table, _ in found} == {
        "event_to_action",
        "project_status_to_cad_trust",
        "sectoral_scope_to_sector",
        "technology_to_activity_type",
    }
    assert all(row["loss"] and row["loss_ja"] for _, row in found)


def test_the_crosswalks_cover_what_they_start_from() -> None:
    """Each scope, technology, status and event has at least one row."""
    scopes = {each["scope_id"] for each in rows("nomenclature", "sectoral_scopes")}
    assert scopes == {e["scope_id"] for e in rows("nomenclature", "sectoral_scope_to_sector")}
    technologies = [e["technology"] for e in rows("nomenclature", "technology_to_activity_type")]
    assert technologies == codes("jcm", "projects", "technology")
    statuses = {each["status"] for each in rows("nomenclature", "project_status_to_cad_trust")}
    assert statuses == set(codes("jcm", "projects", "status"))
    events = {each["event"] for each in rows("nomenclature", "event_to_action")}
    assert events == {"authorization", "issuance", *codes("article6", "transfers", "event")}


def test_the_actions_are_allowed_combinations() -> None:
    """Table 26(b): a subtype belongs to its action type."""
    types = {each["value"] for each in coded("action_type")}
    subtypes = {each["value"] for each in coded("action_subtype")}
    allowed = {
        (each["action_type"], each["action_subtype"])
        for each in rows("nomenclature", "aef_subtypes_by_action")
    }
    assert {each for each, _ in allowed} <= types
    assert {each for _, each in allowed} == subtypes
    for row in rows("nomenclature", "event_to_action"):
        pair = (row["action_type"], row["action_subtype"])
        assert pair in allowed or (not pair[1] and pair[0] in {"", *types}), row["event_case"]
