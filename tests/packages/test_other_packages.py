"""Packages of others are held to the standard, with frictionless's verdicts but where said."""

import json
from pathlib import Path

import frictionless
import pytest

from reporting.findings import HOUSE, Severity, catalogue
from reporting.packages import validate
from reporting.renderers.findings import as_text, validation_json, validation_report
from tests.packages.others import OTHERS, Other

every = pytest.mark.parametrize("other", OTHERS, ids=lambda other: other.name)
# What we do not read has no verdict of ours.
JUDGED = [other for other in OTHERS if "table-not-supported" not in other.errors]


@every
def test_what_is_found(other: Other, tmp_path: Path) -> None:
    """What the standard asks is an error, what our house asks a notice; no more is said."""
    result = validate([other.write(tmp_path)], is_house=False)
    errors = [each.code for each in result.findings if each.severity is Severity.ERROR]
    notices = [each.code for each in result.findings if each.severity is Severity.NOTICE]
    assert (tuple(errors), tuple(notices)) == (other.errors, other.notices)


@pytest.mark.parametrize("other", JUDGED, ids=lambda other: other.name)
def test_verdicts_of_frictionless(other: Other, tmp_path: Path) -> None:
    """The validator of record says valid where we do, unless a difference is meant."""
    folder = other.write(tmp_path)
    ours = validate([folder], is_house=False).is_clean
    theirs = _is_valid(folder)
    assert (ours != theirs) == bool(other.differs), (ours, theirs)


def _is_valid(folder: Path) -> bool:
    descriptor = json.loads((folder / "datapackage.json").read_text("utf-8"))
    if str(descriptor.get("$schema", "")).startswith("https://example.org"):
        descriptor.pop("$schema", None)  # another would be fetched
    try:
        package = frictionless.Package.from_descriptor(descriptor, basepath=str(folder))
        return all(each.validate().valid for each in package.resources)
    except (frictionless.FrictionlessException, TypeError, AttributeError):  # of some shapes
        return False


def test_no_house_rule_is_told_as_the_standard() -> None:
    """A kind of our house says so in its code, title and provision, and is a notice."""
    twins = [each for each in catalogue().values() if each.name.startswith(HOUSE)]
    assert len(twins) > 10
    for each in twins:
        assert each.severity is Severity.NOTICE
        assert "no part of the standard" in each.provision
        assert "House profile" in each.words["en"].title


def test_every_kind_of_the_house_is_given() -> None:
    """Each notice of our house is given by some package of others."""
    twins = {each.name for each in catalogue().values() if each.name.startswith(HOUSE)}
    given = {code for other in OTHERS for code in other.notices}
    assert twins - given == set()


@pytest.mark.parametrize("mark", ["title@ja", "article6Schemas", "content_date"])
def test_ours_are_told_by_a_property_of_ours(mark: str, tmp_path: Path) -> None:
    """A package that has a property of ours is held to our house profile."""
    other = next(each for each in OTHERS if each.name == "byte order mark")
    folder = other.write(tmp_path)
    ours = other.descriptor | {mark: "2026-12-01"}
    (folder / "datapackage.json").write_text(json.dumps(ours), "utf-8")
    found = {each.code for each in validate([folder], is_house=False).findings}
    # A record of a Party is read as its spreadsheet saves it.
    assert found & {"byte-order-mark", "saved-otherwise"}
    assert not [each for each in found if each.startswith(HOUSE)]


def test_every_package_of_a_record_is_held_to_the_house(tmp_path: Path) -> None:
    """Who reads the rows, as the ledger does, asks for our form of whatever package."""
    other = next(each for each in OTHERS if each.name == "semicolons")
    found = validate([other.write(tmp_path)]).findings
    assert {each.code for each in found} == {"descriptor-unlike-ours"}


def test_a_column_of_years_is_of_the_type_year(tmp_path: Path) -> None:
    """What the finding about years among dates advises ends it."""
    other = next(each for each in OTHERS if each.name == "year in a column of dates")
    folder = other.write(tmp_path)
    described = json.loads((folder / "datapackage.json").read_text("utf-8"))
    described["resources"][0]["schema"]["fields"][1]["type"] = "year"
    (folder / "datapackage.json").write_text(json.dumps(described), "utf-8")
    assert validate([folder], is_house=False).findings == ()


def test_findings_of_one_kind_are_one_paragraph(tmp_path: Path) -> None:
    """A thousand wrong cells of a column are told once, with their number; programs get each."""
    other = next(each for each in OTHERS if each.name == "plus sign")
    folder = other.write(tmp_path)
    rows = "".join(f"+{each},x\n" for each in range(1000))
    (folder / "t.csv").write_text(f"c,n\n{rows}", "utf-8")
    result = validate([folder], is_house=False)
    text = as_text(validation_report(result))
    assert "1000 × House profile: Text that could run as a formula" in text
    assert "and at 999 more: row 3, row 4, row 5, " in text
    assert len(text.splitlines()) < 20
    assert validation_json(result).count('"code"') == 2000
