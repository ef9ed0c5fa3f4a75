"""The crosswalks that ship: each turns a made-up file of its source into accepted rows.

A column of another name is refused by name, a value without a code is a finding, and what nobody
has seen in the source is marked so when it is used.
"""

import csv
import json
import shutil
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner, Result

from reporting.bundled import ARTICLE6, DATA
from reporting.cli import app
from reporting.filing.imports.mapping.reading import read_mapping
from reporting.filing.imports.mapping.shipped import shipped_mappings
from reporting.filing.imports.mapping.target import target_findings
from tests.aef_checker import drafts
from tests.filing.imports.crosswalks import SOURCES, MadeUpSource
from tests.filing.imports.making import packed
from tests.shared import ROOT

BY_NAME = {each.name: each for each in SOURCES}
AEF = "aef"
ALL = pytest.mark.parametrize("source", SOURCES, ids=lambda each: each.name)


def jcm(*arguments: object) -> Result:
    """Run the command in this process."""
    result = CliRunner().invoke(app, [str(each) for each in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    return result


def imported(name: str, files: list[Path], into: Path, *more: str) -> Result:
    """Bring files into a record by a crosswalk."""
    return jcm("import", "--mapping", name, *files, "--into", into, *more)


def codes(result: Result) -> list[str]:
    """Return the codes of the findings of a proposal."""
    return [each["code"] for each in json.loads(result.stdout)["findings"]]


def rows(folder: Path, table: str) -> list[dict[str, str]]:
    """Return the rows of a file."""
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture
def records(small_data: Path, tmp_path: Path) -> Mapping[str, Path]:
    """Return a folder of each package, which tests may change."""
    jcm_folder = tmp_path / "data" / "jcm"
    shutil.copytree(small_data / "jcm", jcm_folder)
    party = tmp_path / "ken"
    assert jcm("new-party", party, "--party", "KEN").exit_code == 0
    return {"jcm": jcm_folder, "article6": party}


def prepared(source: MadeUpSource, records: Mapping[str, Path], folder: Path) -> Path:
    """Return the record that a source goes into, with the rows that the source points to."""
    into = records[source.package]
    if source.name == "undp-transactions":
        table = into / "parties.csv"
        heading = table.read_text("utf-8").splitlines()[0].split(",")
        cells = {"party": "CHE", "name": "Switzerland", "confidence": "high", "basis": "stated"}
        cells["source_id"] = rows(into, "parties")[0]["source_id"]
        with table.open("a", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, heading, restval="", lineterminator="\n")
            writer.writerow(cells)
    if source.name == "jcm-issuances":
        projects = BY_NAME["unep-ccc-json"]
        result = imported(projects.name, projects.saved(folder / "projects"), into, "--yes")
        assert result.exit_code == 0, result.output
    return into


def test_each_shipped_mapping_is_tried() -> None:
    """None ships without a made-up file."""
    assert {*shipped_mappings()} == {*BY_NAME, AEF}


@pytest.mark.parametrize("name", [*BY_NAME, AEF])
def test_a_shipped_mapping_fits_the_package_that_it_fills(name: str) -> None:
    """Its keys, tables, fields and codes are known; what nobody has seen is marked."""
    mapping, faults = read_mapping(shipped_mappings()[name])
    assert mapping is not None, faults
    assert mapping.head.name == name
    assert mapping.head.origin
    assert mapping.head.note
    package = packed(ARTICLE6 if mapping.head.package == "article6" else DATA / "jcm")
    found = [each.code for each in target_findings(mapping, package)]
    assert found == ([] if mapping.head.is_confirmed else ["mapping-headers-unconfirmed"])


@ALL
def test_a_made_up_file_becomes_accepted_rows(
    source: MadeUpSource, records: Mapping[str, Path], tmp_path: Path
) -> None:
    """All of it is accepted at once, and the record is valid."""
    into = prepared(source, records, tmp_path)
    before = {table: rows(into, table) for table in source.rows}
    result = imported(source.name, source.saved(tmp_path / "saved"), into, "--yes")
    assert result.exit_code == 0, result.output
    for table, expected in source.rows.items():
        new = [each for each in rows(into, table) if each not in before[table]]
        keys = [
            {name: each[name] for name in cells} for each, cells in zip(new, expected, strict=True)
        ]
        assert keys == [dict(each) for each in expected]
    checked = jcm("validate", into)
    assert checked.exit_code == 0, checked.output
    assert "0 errors" in checked.output


@ALL
def test_the_same_file_again_changes_nothing(
    source: MadeUpSource, records: Mapping[str, Path], tmp_path: Path
) -> None:
    """A row that the record has is the same."""
    into = prepared(source, records, tmp_path)
    files = source.saved(tmp_path / "saved")
    assert imported(source.name, files, into, "--yes").exit_code == 0
    shutil.rmtree(into / "imports")  # as another person would have it
    again = imported(source.name, files, into, "--format", "json")
    assert again.exit_code == 0, again.output
    assert json.loads(again.stdout)["rows"] == []


@ALL
def test_a_renamed_header_is_refused_by_name(
    source: MadeUpSource, records: Mapping[str, Path], tmp_path: Path
) -> None:
    """The name that is missing, and the one that stands there instead."""
    into = prepared(source, records, tmp_path)
    before = {each: each.read_bytes() for each in into.glob("*.csv")}
    files = source.saved(tmp_path / "saved", source.header, f"{source.header} (new)")
    result = imported(source.name, files, into, "--yes")
    assert result.exit_code == 1, result.output
    assert source.header in result.output
    told = imported(source.name, files, into, "--format", "json")
    missing = {"mapping-header-missing", "mapping-part-missing"}
    assert missing & {*codes(told)}, told.stdout
    assert f"{source.header} (new)" in told.stdout
    assert {each: each.read_bytes() for each in before} == before


@pytest.mark.parametrize(
    "source", [each for each in SOURCES if each.value], ids=lambda each: each.name
)
def test_a_value_without_a_code_is_a_finding(
    source: MadeUpSource, records: Mapping[str, Path], tmp_path: Path
) -> None:
    """It is never guessed, and its row is left out."""
    into = prepared(source, records, tmp_path)
    files = source.saved(tmp_path / "saved", source.value, "Never seen before")
    result = imported(source.name, files, into, "--format", "json")
    assert result.exit_code == 1
    found = [
        each
        for each in json.loads(result.stdout)["findings"]
        if each["code"] == "mapping-code-missing"
    ]
    assert found
    assert found[0]["values"]["value"] == "Never seen before"


def test_headers_that_nobody_has_seen_are_told_when_used(
    records: Mapping[str, Path], tmp_path: Path
) -> None:
    """Each import says so, and so does the list."""
    source = BY_NAME["jcm-methodologies"]
    result = imported(source.name, source.saved(tmp_path / "saved"), records["jcm"])
    assert "headers not confirmed" in result.output
    listed = jcm("mapping", "list").output
    assert "jcm-methodologies (jcm)" in listed
    assert "[headers not confirmed]" in listed


def test_the_list_is_told_in_either_language() -> None:
    """Each mapping and export has its Japanese."""
    english, japanese = (
        jcm("mapping", "list", "--language", each).output.splitlines() for each in ("en", "ja")
    )
    assert len(english) == len(japanese)
    assert [each for each in english if each and each in japanese] == []
    assert any("[見出しは未確認]" in each for each in japanese)


def test_a_period_with_one_side_is_left_out(records: Mapping[str, Path], tmp_path: Path) -> None:
    """Nothing is added up of which a part is missing."""
    source = BY_NAME["jcm-issuances"]
    into = prepared(source, records, tmp_path)
    (page,) = source.saved(tmp_path / "saved")
    text = page.read_text("utf-8")
    line = "<tr><td>Japan</td><td>6</td><td>02 Dec 22</td><td>6</td></tr>\n"
    assert line in text
    page.write_text(
        text.replace(line, "")
        .replace('<td rowspan="2"><a href="/jc/projects/mn902/', '<td><a href="/jc/projects/mn902/')
        .replace('<td rowspan="2">01 Jul', "<td>01 Jul")
        .replace('<td rowspan="2">14 Nov 22</td><td rowspan="2">7<', "<td>14 Nov 22</td><td>7<"),
        "utf-8",
    )
    result = imported(source.name, [page], into, "--format", "json")
    told = json.loads(result.stdout)
    (found,) = (each for each in told["findings"] if each["code"] == "mapping-group-incomplete")
    assert found["values"]["found"] == "1"
    assert "MN902-1" not in {key for row in told["rows"] for key in row["key"]}
    assert "MN901-1" in {key for row in told["rows"] for key in row["key"]}


def test_what_the_record_knows_stays(records: Mapping[str, Path], tmp_path: Path) -> None:
    """An empty cell says nothing, another figure conflicts, and the record's own source stands."""
    source = BY_NAME["unep-ccc-json"]
    into = records["jcm"]
    (before,) = (each for each in rows(into, "projects") if each["project_id"] == "MN006")
    assert before["estimated_reductions"]
    (file,) = source.saved(tmp_path / "saved")
    content = json.loads(file.read_text("utf-8"))
    known = {**content["jcmProjects"][0], "id": "MN006", "title": before["title"]}
    known |= {"registrationDate": before["registered_on"], "website": None, "subType": None}
    content["jcmProjects"] = [{**known, "ktCo2ePerYear": None}]
    file.write_text(json.dumps(content), "utf-8")
    same = json.loads(imported(source.name, [file], into, "--format", "json").stdout)
    assert [each for each in same["rows"] if each["table"] == "projects"] == []
    content["jcmProjects"] = [known]
    file.write_text(json.dumps(content), "utf-8")
    other = json.loads(imported(source.name, [file], into, "--format", "json").stdout)
    (row,) = (each for each in other["rows"] if each["table"] == "projects")
    assert row["what"] == "conflicting"
    assert row["cells"]["estimated_reductions"] == "2500"
    assert row["cells"]["page_url"] == before["page_url"]


def test_a_mapping_is_copied_to_be_changed(records: Mapping[str, Path], tmp_path: Path) -> None:
    """With its lists of codes, once; the copy reads a file that calls a column otherwise."""
    mine = tmp_path / "mine"
    assert jcm("mapping", "copy", "jcm-issuances", "--to", mine).exit_code == 0
    assert {each.name for each in mine.iterdir()} == {"jcm-issuances.toml", "jcm_sides.csv"}
    assert jcm("mapping", "copy", "jcm-issuances", "--to", mine).exit_code == 2
    assert jcm("mapping", "copy", "nothing", "--to", mine).exit_code == 2
    source = BY_NAME["jcm-issuances"]
    into = prepared(source, records, tmp_path)
    files = source.saved(tmp_path / "saved", "Country", "Side")
    copy = mine / "jcm-issuances.toml"
    assert imported(str(copy), files, into).exit_code == 1
    text = copy.read_text("utf-8")
    copy.write_text(text.replace("also = {", 'also = { "Country" = ["Side"],'), "utf-8")
    result = imported(str(copy), files, into, "--yes")
    assert result.exit_code == 0, result.output


# ── agreed electronic formats ─────────────────────────────────────────────────────────────────────


@pytest.fixture
def party(tmp_path: Path) -> Path:
    """Return the folder of the made-up Party XAA."""
    folder = tmp_path / "xaa"
    made = jcm("new-party", folder, "--party", "XAA", "--name", "Made-up", "--name-ja", "架空国")
    assert made.exit_code == 0, made.output
    return folder


def test_the_five_tables_become_rows(party: Path) -> None:
    """Authorizations, transfers, holdings and the blocks that are first transferred."""
    (file,) = (ROOT / "data" / "example" / "filed" / "XAA_2024_1_1_aef").glob("*.xlsx")
    result = imported(AEF, [file], party, "--yes")
    assert result.exit_code == 0, result.output
    assert jcm("validate", party).exit_code == 0
    held = [(each["vintage"], each["quantity"]) for each in rows(party, "stated_holdings")]
    assert ("2022", "600") in held
    events = {each["event"] for each in rows(party, "transfers")}
    assert {"transfer", "cancellation", "voluntary_cancellation"} <= events
    assert {each["host"] for each in rows(party, "credit_blocks")} <= {"XAA", "XBB", "XCC"}
    assert {each["approach_id"] for each in rows(party, "cooperative_approaches")} >= {"CA9001"}
    again = imported(AEF, [file], party, "--format", "json")
    assert json.loads(again.stdout)["rows"] == []


def test_the_draft_of_2022_becomes_rows(party: Path, tmp_path: Path) -> None:
    """Its actions and its holdings together."""
    made = [
        drafts.actions(tmp_path / "actions.xlsx", drafts.TRANSFER),
        drafts.holdings(tmp_path / "holdings.xlsx"),
    ]
    result = imported(AEF, made, party, "--format", "json")
    told = json.loads(result.stdout)
    (event,) = (each["cells"] for each in told["rows"] if each["table"] == "transfers")
    assert (event["event"], event["to_party"], event["quantity"]) == ("transfer", "XBB", "1000")
    (block,) = (each["cells"] for each in told["rows"] if each["table"] == "credit_blocks")
    assert (event["unit_prefix"], event["first_unit"], event["last_unit"]) == (
        "XA-2022-",
        "1",
        "1000",
    )
    assert (block["first_itmo"], block["last_itmo"], block["vintage"]) == ("1", "1000", "2022")


def test_a_renamed_label_of_an_aef_is_refused_by_name(party: Path, tmp_path: Path) -> None:
    """As the checker says it."""
    made = drafts.actions(tmp_path / "actions.xlsx", drafts.TRANSFER)
    book = openpyxl.load_workbook(made)
    for row in book.active.iter_rows():
        for cell in row:
            if cell.value == "Vintage":
                cell.value = "Year of reduction"
    book.save(made)
    result = imported(AEF, [made], party)
    assert result.exit_code == 1
    assert "Vintage" in result.output
    assert "Year of reduction" in result.output


def test_an_aef_is_read_into_a_record_of_article_6_alone(
    records: Mapping[str, Path], tmp_path: Path
) -> None:
    """Another has no tables for it; what is wrong with a workbook is said without a record, too."""
    made = drafts.actions(tmp_path / "actions.xlsx", drafts.TRANSFER)
    result = imported(AEF, [made], records["jcm"])
    assert result.exit_code == 1
    assert "mapping-table-unknown" in result.output
    assert jcm("mapping", "check", AEF).exit_code == 0
    checked = jcm("mapping", "check", AEF, made)
    assert "actions.xlsx" in checked.output


def test_transactions_of_a_registry_as_it_was_in_2025(
    records: Mapping[str, Path], tmp_path: Path
) -> None:
    """The kind of retirement and the country are columns of their own."""
    source = BY_NAME["undp-transactions"]
    into = prepared(source, records, tmp_path)
    [file] = source.saved(tmp_path / "saved")
    lines = [
        (
            "id,senderId,recieverId,type,status,creditBlockId,serialNumber,amount,projectRefId,"
            "retirementType,remarks,country,organizationName,isFirstTransfer,createTime"
        ),
        (
            "made-up-1,901,0,Retired,Completed,made-up-b,CA9001-KE-CH-901-1-600-2023,600,901,"
            "Cross-Border Transactions,,CH,Made-up Energy,true,1769904000000"
        ),
        (
            "made-up-2,901,0,Retired,Completed,made-up-b,CA9001-KE-CH-901-601-650-2023,50,901,"
            "Use For OIMP,,,Made-up Air,true,1769904000000"
        ),
    ]
    file.write_text("\n".join([*lines, ""]), "utf-8")
    result = imported(source.name, [file], into, "--yes")
    assert result.exit_code == 0, result.output
    assert [(each["event"], each["to_party"]) for each in rows(into, "transfers")] == [
        ("transfer", "CHE"),
        ("retirement", "KEN"),
    ]
