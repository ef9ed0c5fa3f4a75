"""``jcm add``: a person is asked for a row, a script gives it; all of it is written, or nothing."""

import csv
import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from reporting.cli import app
from reporting.packages import Package, Schema, open_package, validate
from tests.shared import ROOT
from tests.site.cut import assemble

TODAY = "2026-12-01"
TERMS = "not checked"
Row = dict[str, str]
KNOWN = {"source_id": "jcm-projects", "confidence": "high", "basis": "stated"}
PROJECT = {
    "project_id": "MN999",
    "partner": "MNG",
    "title": "A new solar farm",
    "status": "validation",
    "technology": "solar",
    **KNOWN,
}
SOURCE = {
    "source_id": "a-new-list",
    "publisher": "A ministry",
    "title": "A list of projects",
    "kind": "official_page",
    "language": "en",
    "retrieved_via": "the page",
    "confidence": "high",
    "terms": TERMS,
}


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a small record that tests copy."""
    return assemble(tmp_path_factory.mktemp("small") / "data")


@pytest.fixture
def folder(model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the package of a copy of the small record, named as where the command begins."""
    shutil.copytree(model, tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    return Path("data/jcm")


@pytest.fixture
def person(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the command believe that somebody is there."""
    monkeypatch.setattr("reporting.cli.add.is_terminal", lambda: True)


def jcm(*arguments: object, answers: tuple[str, ...] = ()) -> Result:
    """Run the command in this process."""
    text = "".join(f"{each}\n" for each in answers)
    result = CliRunner().invoke(app, [str(each) for each in arguments], input=text)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    return result


def add(noun: str, *options: object, answers: tuple[str, ...] = ()) -> Result:
    """Run ``jcm add`` on a day that does not change."""
    return jcm("add", noun, "--known-on", TODAY, *options, answers=answers)


def cells(row: Row, address: str = "") -> list[str]:
    """Return the options that give the cells of a row."""
    several = (("--set", f"{address}{name}={value}") for name, value in row.items() if value)
    return [each for pair in several for each in pair]


def rows(folder: Path, table: str) -> list[Row]:
    """Return the rows of a table."""
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def named(name: str) -> Row:
    """Return the printed name of an organisation of the record, as no list printed it yet."""
    return {"organisation": name, "organisation_id": "farmdo"}


def new(folder: Path, model: Path, table: str) -> list[Row]:
    """Return the rows that a table has and the record did not have."""
    before = rows(model / "jcm", table)
    return [row for row in rows(folder, table) if row not in before]


def state(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder."""
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def unwrapped(text: str) -> str:
    """Return what was printed without the frame and its line breaks."""
    return " ".join(text.replace("│", " ").split())


@pytest.mark.usefixtures("person")
def test_a_project_with_participants_and_a_new_source(folder: Path, model: Path) -> None:
    """Asked for: partner before number, what a status needs, a source in the same go, two firms."""
    answers = (
        *("mong", "", "", "A new solar farm"),  # partner, found by letters; number, as proposed
        *("1", "2026/11/20", "2026-11-20", "solar"),  # registered, hence a date; a code by name
        *("+", "a-new-list", "A ministry", "A list of projects", "1", "en", "the page", "1"),
        *(TERMS, ""),  # nothing more of the source
        *("high", "stated"),
        *("3", "Solar PV", ""),  # more: the third of what may be told; then no more
        *("3", "1", "Firm A", "farmdo", "2", "Firm A", ""),  # a participant
        *("3", "1", "Firm B", "finetech", "1", "Firm B", ""),
        *("", "y"),
    )
    done = add("project", answers=answers)
    assert done.exit_code == 0, done.output
    (project,) = new(folder, model, "projects")
    assert project["project_id"] == "MN008"
    assert (project["partner"], project["registered_on"]) == ("MNG", "2026-11-20")
    assert (project["source_id"], project["known_on"]) == ("a-new-list", TODAY)
    (source,) = new(folder, model, "sources")
    assert source == dict.fromkeys(source, "") | SOURCE | {"known_on": TODAY}
    first, second = new(folder, model, "participants")
    assert (first["position"], second["position"]) == ("1", "2")
    assert (first["organisation"], first["project_id"], first["source_id"]) == (
        "Firm A",
        "MN008",
        "a-new-list",
    )
    assert validate([folder]).is_clean
    assert "date-form" in done.output
    assert (
        "Written in data/jcm: sources.csv +1, projects.csv +1, participants.csv +2" in done.output
    )


@pytest.mark.usefixtures("person")
def test_an_issuance_with_allocations(folder: Path, model: Path) -> None:
    """The key continues that of the project; each side gets its key, source and day from it."""
    before = [row["issuance_id"] for row in rows(folder, "issuances")]
    answers = (
        *("MN003", "", "1", "high", "stated"),  # project, key, source, confidence, basis
        *("6", "7", "stated", ""),  # a quantity, which needs its basis
        *("1", "japan", ""),
        *("1", "partner", ""),
        *("", "y"),
    )
    done = add("issuance", *cells({"source_id": "jcm-projects"}), answers=answers[:2] + answers[3:])
    assert done.exit_code == 0, done.output
    (issuance,) = new(folder, model, "issuances")
    assert issuance["issuance_id"] not in before
    assert issuance["issuance_id"].startswith("MN003-")
    assert (issuance["quantity_notified"], issuance["quantity_basis"]) == ("7", "stated")
    sides = new(folder, model, "allocations")
    assert [row["side"] for row in sides] == ["japan", "partner"]
    assert {row["issuance_id"] for row in sides} == {issuance["issuance_id"]}
    assert {row["source_id"] for row in sides} == {"jcm-projects"}
    assert validate([folder]).is_clean


@pytest.mark.usefixtures("person")
def test_a_decision_in_japanese(folder: Path, model: Path) -> None:
    """Questions, codes, difference and closing line are Japanese; the row is what was said."""
    answers = ("モンゴル", "", "2026-11-20", "", "1", "An item", "", "1", "1", "", "", "y")
    options = ("--language", "ja", *cells({"source_id": "jcm-projects"}))
    done = add("decision", *options, answers=answers)
    assert done.exit_code == 0, done.output
    (decision,) = new(folder, model, "decisions")
    assert decision["decision_id"] == "MNG-2026-11-20-1"
    for english in ("needed", "Write it", "Which of these", "New row", "Written in", "row added"):
        assert english not in done.output
    assert "パートナー国" in done.output


@pytest.mark.usefixtures("person")
def test_what_is_found_can_be_corrected(folder: Path, model: Path) -> None:
    """A number of another country is found by the rules; it is asked for again, then written."""
    options = cells(PROJECT | {"project_id": "TH999"})
    done = add("project", *options, answers=("", "", "1", "MN998", "y"))
    assert done.exit_code == 0, done.output
    assert "id-of-another-country" in done.output
    (project,) = new(folder, model, "projects")
    assert project["project_id"] == "MN998"


@pytest.mark.usefixtures("person")
def test_the_parts_follow_a_corrected_key(folder: Path, model: Path) -> None:
    """Who corrects the number of a project need not correct it in its participants."""
    options = cells(PROJECT | {"title": "A solar farm"})
    firm = {"side": "japan", "role": "participant", "published_as": "A", **named("A")}
    answers = ("", "", "", "c", "project_id", "MN997", "y")
    done = add("project", *options, *cells(firm, "participant."), answers=answers)
    assert done.exit_code == 0, done.output
    (participant,) = new(folder, model, "participants")
    assert participant["project_id"] == "MN997"


@pytest.mark.usefixtures("person")
def test_an_identifier_follows_what_it_is_made_of(folder: Path, model: Path) -> None:
    """Credits for a project that is not registered are refused; the key is that of the other."""
    options = cells({"project_id": "MN007", **KNOWN})
    done = add("issuance", *options, answers=("", "", "", "1", "MN003", "y"))
    assert done.exit_code == 0, done.output
    assert "not-yet-there" in done.output
    (issuance,) = new(folder, model, "issuances")
    assert issuance["issuance_id"].startswith("MN003-")


@pytest.mark.usefixtures("person")
@pytest.mark.parametrize(
    "answers",
    [(), ("mong",), ("MNG", "MN999", "Title"), ("", "", "n"), ("", "", "c", "")],
    ids=["nothing", "one answer", "some", "no", "no correction"],
)
def test_who_stops_changes_nothing(folder: Path, answers: tuple[str, ...]) -> None:
    """An end of the answers, at whatever question, or a no: every file stays as it was."""
    before = state(folder)
    options = cells(PROJECT) if answers[:1] == ("",) else ()
    done = add("project", *options, answers=answers)
    assert done.exit_code == 1
    assert done.output.rstrip().endswith("Nothing was written.")
    assert state(folder) == before


def test_a_script_gives_everything(folder: Path, model: Path) -> None:
    """With --yes nothing is asked; what goes with the row has its own options."""
    done = add(
        "project",
        "--yes",
        *cells(PROJECT | {"source_id": ""}),
        *cells(SOURCE, "source."),
        *cells({"side": "japan", "role": "participant"} | named("A"), "participant.1."),
        *cells({"side": "japan", "role": "focal_point"} | named("B"), "participant.2."),
        *cells({"published_as": "A"}, "participant.1."),
        *cells({"published_as": "B"}, "participants.2."),
    )
    assert done.exit_code == 0, done.output
    (project,) = new(folder, model, "projects")
    assert project["source_id"] == "a-new-list"
    participants = new(folder, model, "participants")
    assert [(row["position"], row["organisation"]) for row in participants] == [
        ("1", "A"),
        ("2", "B"),
    ]
    assert validate([folder]).is_clean


def test_what_is_lacking_is_named_as_options(folder: Path) -> None:
    """Exactly the options that would do; what a part gets from its whole is not among them."""
    before = state(folder)
    row = {name: value for name, value in PROJECT.items() if name not in {"project_id", "basis"}}
    options = (*cells(row | {"status": "registered"}), *cells({"side": "japan"}, "participant.1."))
    done = add("project", *options)
    assert done.exit_code == 2
    lines = [line.split("=…")[0] for line in done.stderr.splitlines()[1:]]
    assert lines == [
        "  --set project_id",
        "  --set registered_on",
        "  --set basis",
        "  --set participant.1.organisation",
        "  --set participant.1.organisation_id",
        "  --set participant.1.role",
        "  --set participant.1.published_as",
    ]
    assert "one of stated, derived, inferred" in done.stderr
    assert state(folder) == before


def test_without_a_terminal_somebody_must_agree(folder: Path) -> None:
    """Options that say everything are not yet the word to write it."""
    before = state(folder)
    done = add("project", *cells(PROJECT))
    assert done.exit_code == 2
    assert "--yes" in done.stderr
    assert state(folder) == before


def test_a_dry_run_shows_and_writes_nothing(folder: Path) -> None:
    """The difference is shown; the exit code says whether it would have been written."""
    before = state(folder)
    done = add("project", "--dry-run", *cells(PROJECT))
    assert done.exit_code == 0
    assert "MN999: Partner country MNG" in done.output
    assert done.output.endswith("Nothing was written.\n")
    assert add("project", "--dry-run", *cells(PROJECT | {"status": "x"})).exit_code == 1
    assert state(folder) == before


ESTIMATE = {"estimate_source_id": "jcm-projects", "estimate_as_of": "2026-11-20"}
BAD = {
    "a code": ({"status": "REGISTERED"}, "cell-enum", "status"),
    "a key": ({"source_id": "nobody"}, "foreign-key", "source_id"),
    "a date": ({"known_on": "1.12.2026"}, "date-form", "known_on"),
    "a number": (
        ESTIMATE | {"estimated_reductions": "1,234"},
        "thousands-separator",
        "estimated_reductions",
    ),
    "a pattern": ({"project_id": "MN9999"}, "cell-pattern", "project_id"),
    "a key that is there": ({"project_id": "MN003"}, "unique-key-duplicate", "project_id"),
    "a space": ({"title": "A title "}, "cell-space", "title"),
    "a formula": ({"title": "=1+1"}, "cell-formula", "title"),
    "a rule": ({"registered_on": "2026-11-20"}, "not-allowed-here", "registered_on"),
    "another country": ({"partner": "THA"}, "id-of-another-country", "project_id"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_value_is_a_finding(folder: Path, name: str) -> None:
    """It says expected, found and remedy at the field; nothing is written."""
    before = state(folder)
    changed, code, field = BAD[name]
    done = add("project", "--yes", *cells(PROJECT | changed))
    assert done.exit_code == 1
    assert f"  {field}: " in done.stdout
    assert f"[{code}, error]" in done.stdout
    for head in ("expected  ", "found     ", "remedy    "):
        assert head in done.stdout
    assert "reconciliation-not-run" not in done.stdout
    assert state(folder) == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("prjct",), "Did you mean project"),
        (("published",), "is no table"),
        (("project", "--set", "titl=x"), "Did you mean title"),
        (("project", "--set", "title"), "no FIELD=VALUE"),
        (("project", "--set", "title=x", "--set", "title=y"), "given twice"),
        (("project", "--set", "nobody.1.title=x"), "is no table"),
        (("project", "--known-on", "yesterday"), "is no date"),
        (("project", "--into", "data"), "several data packages"),
        (("project", "--into", "nowhere"), "no folder"),
        (("project", "--language", "fr"), "'fr'"),
    ],
)
def test_a_call_that_is_not_understood(folder: Path, arguments: tuple[str, ...], said: str) -> None:
    """Exit 2, with what could have been meant."""
    before = state(folder)
    done = jcm("add", *arguments, "--yes")
    assert done.exit_code == 2
    assert said in unwrapped(done.stderr)
    assert state(folder) == before


@pytest.mark.usefixtures("folder")
def test_without_a_noun_all_are_listed() -> None:
    """Each table by its noun, with its title."""
    done = jcm("add")
    assert done.exit_code == 0
    for noun in ("project ", "issuance ", "methodology ", "third-party-entity ", "conflict "):
        assert f"  {noun}" in done.stdout


def test_a_record_with_errors_is_mended_first(folder: Path) -> None:
    """What is wrong already is said before anything is asked."""
    with (folder / "projects.csv").open("a", encoding="utf-8") as file:
        file.write("MN001,MNG\n")
    done = add("project", "--yes", *cells(PROJECT))
    assert done.exit_code == 1
    assert "row-too-short" in done.stdout
    assert "has errors already" in done.stderr


@pytest.mark.parametrize("text", ["", "{", '{"name": "jcm"}', '{"name": "jcm", "resources": [{}]}'])
def test_a_descriptor_that_cannot_be_read(folder: Path, text: str) -> None:
    """It is a finding, not a traceback."""
    (folder / "datapackage.json").write_text(text, encoding="utf-8")
    done = add("project", "--yes", *cells(PROJECT))
    assert done.exit_code == 1
    assert "datapackage.json" in done.output


def test_a_file_that_changes_meanwhile(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What another has written is not overwritten."""
    path = folder / "projects.csv"
    changed = path.read_bytes().replace(b"Solar PV", b"Solar pv", 1)

    def meanwhile(outcome: object) -> str:
        path.write_bytes(changed)
        return str(outcome)

    monkeypatch.setattr("reporting.cli.add.outcome_text", lambda *a, **_: meanwhile(a[1])[:0])
    done = add("project", "--yes", *cells(PROJECT))
    assert done.exit_code == 1
    assert "changed meanwhile" in done.stderr
    assert path.read_bytes() == changed


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
@pytest.mark.parametrize("at", [1, 2])
def test_an_interrupted_run_changes_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, at: int
) -> None:
    """Of two files neither is written, whether the first or the second fails."""
    before = state(folder)
    replace, count = os.replace, iter(range(1, 99))

    def failing(old: Path, new: Path) -> None:
        """Fail in the folder itself, not in the copy that is judged."""
        if new.parent.resolve() == folder.resolve() and next(count) == at:
            raise error
        replace(old, new)

    monkeypatch.setattr(os, "replace", failing)
    row = cells(PROJECT | {"source_id": ""})
    done = add("project", "--yes", *row, *cells(SOURCE, "source."))
    assert done.exit_code == 1
    assert "No space left" in done.stderr or "Nothing was written" in done.stderr
    assert state(folder) == before


def test_no_room_to_check_in(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The copy that is judged cannot be made: it is said, and nothing was written."""
    before = state(folder)

    def full(*_paths: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copyfile", full)
    done = add("project", "--yes", *cells(PROJECT))
    assert done.exit_code == 1
    assert "No space left on device" in done.stderr
    assert state(folder) == before


@pytest.mark.usefixtures("folder")
def test_a_folder_that_may_not_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is said before anything is asked; a dry run may still look."""
    monkeypatch.setattr("reporting.cli.add.may_write", lambda _: False)
    done = add("project", "--yes", *cells(PROJECT))
    assert done.exit_code == 1
    assert "cannot be written" in done.stderr
    assert add("project", "--dry-run", *cells(PROJECT)).exit_code == 0


def test_a_comparison_that_changes_is_named(folder: Path) -> None:
    """The row is written all the same; how its outcome is recorded stands beside it."""
    path = folder / "reconciliations.csv"
    table = rows(folder, "reconciliations")
    row = next(each for each in table if each["counted_table"])
    row.update(
        dict.fromkeys(("counted_field", "adjusted_conditions", "tolerance", "conditions"), "")
        | {
            "counted_table": "projects",
            "measure": "count",
            "comparison": "exact",
            "outcome": "agrees",
        }
        | {"published_value": str(len(rows(folder, "projects")))}
    )
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(row), lineterminator="\n")
        writer.writeheader()
        writer.writerows(table)
    done = add("project", "--yes", *cells(PROJECT | {"known_on": "2010-01-01"}))
    assert done.exit_code == 0, done.output
    assert "no longer as recorded" in done.stdout
    assert row["title"] in done.stdout
    assert "jcm reconcile data/jcm --write --reason" in done.stdout
    again = add("project", "--yes", *cells(PROJECT | {"project_id": "MN998"}))
    assert again.exit_code == 0, again.output


def test_a_folder_of_a_party(tmp_path: Path) -> None:
    """A Party's own folder, whose tables are still empty, is filled the same way."""
    made = tmp_path / "record"
    assert jcm("new-party", made, "--party", "KEN").exit_code == 0
    row = {"party": "JPN", "name": "Japan", "name_ja": "日本"}
    known = {"source_id": "own-record", "confidence": "high", "basis": "stated"}
    done = add("party", "--into", made, "--yes", *cells(row | known))
    assert done.exit_code == 0, done.output
    assert [each["party"] for each in rows(made, "parties")] == ["JPN", "KEN"]
    assert jcm("validate", made).exit_code == 0


def test_a_part_of_a_part_has_its_key_and_source(tmp_path: Path) -> None:
    """An authorization, its version and the version's sector in one go, each told once."""
    made = tmp_path / "record"
    assert jcm("new-party", made, "--party", "KEN").exit_code == 0
    known = {"source_id": "own-record", "confidence": "high", "basis": "stated"}
    approach = {"approach": "jcm-ken-jpn", "name": "JCM", "is_jcm": "true"}
    done = add("cooperative-approach", "--into", made, "--yes", *cells(approach | known))
    assert done.exit_code == 0, done.output
    whole = {"party": "KEN", "authorization_id": "KEN-1", "approach": "jcm-ken-jpn"}
    use = {"version": "1", "kind": "use", "authorized_on": "2026-01-01", "purposes": "NDC"}
    given = (
        *cells(whole | known),
        *cells(use | {"metric": "ghg"}, "authorization-version.1."),
        *cells({"sector": "Energy generation"}, "authorization-sector.1."),
    )
    done = add("authorization", "--into", made, "--yes", *given)
    assert done.exit_code == 0, done.output
    for table in ("authorizations", "authorization_versions", "authorization_sectors"):
        (row,) = rows(made, table)
        assert (row["party"], row["authorization_id"]) == ("KEN", "KEN-1")
        assert {name: row[name] for name in known} == known
    assert row["version"] == "1"
    assert jcm("validate", made).exit_code == 0


@pytest.mark.usefixtures("person")
def test_the_first_row_of_a_table_is_made_where_it_is_needed(tmp_path: Path) -> None:
    """In a Party's folder without a cooperative approach, the first is added in the same go."""
    made = tmp_path / "record"
    assert jcm("new-party", made, "--party", "KEN").exit_code == 0
    done = add("approach-party", "--into", made, answers=("+",))
    assert "+ for a new row of Cooperative approaches" in done.output
    assert "New row: Cooperative approaches" in done.output


@pytest.mark.usefixtures("person")
def test_keys_that_are_numbers_have_no_others_beside_them(folder: Path) -> None:
    """The number that is written is the key, not the place in what was shown."""
    done = add("project-scope", "--into", folder, answers=("MN003", "waste", "13"))
    shown = [
        line for line in done.output.splitlines() if line.endswith("Waste handling and disposal")
    ]
    assert shown[0].split()[0] == "13"
    assert "= 13" in done.output


def test_rows_are_called_by_the_number_that_was_given(folder: Path) -> None:
    """What is lacking of the third participant is asked for as of the third."""
    options = cells({**PROJECT, "registered_on": ""})
    done = add("project", "--into", folder, "--yes", *options, "--set", "participant.3.side=japan")
    assert done.exit_code == 2
    assert "--set participant.3.organisation=" in done.output
    assert "participant.1." not in done.output


def tables() -> list[str]:
    """Return the names of the tables of the record."""
    descriptor = json.loads((ROOT / "data/jcm/datapackage.json").read_text("utf-8"))
    return [each["name"] for each in descriptor["resources"]]


@pytest.mark.proof
@pytest.mark.parametrize("name", tables())
def test_a_row_of_every_table(folder: Path, name: str) -> None:
    """A row that is taken out is added by options alone; then the table is as it was."""
    package = open_package(folder)[0]
    assert package is not None
    table = package.tables[name]
    whole = rows(folder, name)
    if not _is_put_back(package, name):
        row = _of_the_record(package, name)
        whole.append(row)
        done = jcm("add", name, "--yes", *cells(row))
        assert done.exit_code == 0, done.output
    assert sorted(rows(folder, name), key=str) == sorted(whole, key=str)
    keys = [_key(each, table.schema) for each in rows(folder, name)]
    if _is_sorted(whole[:-1], table.schema):
        assert keys == sorted(keys)


def _key(row: Row, schema: Schema) -> list[object]:
    return [
        int(row[each]) if schema[each].type == "integer" else row[each]
        for each in schema.primary_key
    ]


def _is_sorted(several: list[Row], schema: Schema) -> bool:
    keys = [_key(each, schema) for each in several]
    return keys == sorted(keys)


def _is_put_back(package: Package, name: str) -> bool:
    """Take a row out of a table and add it; False if there is none without which all is sound."""
    path = package.tables[name].path
    original = path.read_bytes()
    whole = rows(package.folder, name)
    for row in reversed(whole):
        if len(whole) > 1 and not _is_named(row, package, name):
            with path.open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, list(row), lineterminator="\n")
                writer.writeheader()
                writer.writerows(each for each in whole if each is not row)
            done = jcm("add", name, "--yes", *cells(row))
            if done.exit_code == 0:
                return True
            assert "has errors already" in done.stderr, done.output
            path.write_bytes(original)
    return False


def _is_named(row: Row, package: Package, name: str) -> bool:
    """Tell whether any other row names the key of this one."""
    key = "|".join(row[each] for each in package.tables[name].schema.primary_key)
    return any(
        key in each.values()
        for other in package
        if other.name != name
        for each in rows(package.folder, other.name)
    )


def _of_the_record(package: Package, name: str) -> Row:
    """Return a row that the small record lacks, if it can be one of the whole record."""
    return next(_fitting(package, name), None) or _like_the_last(package, name)


def _like_the_last(package: Package, name: str) -> Row:
    """Return what the last row must have, with another key."""
    schema = package.tables[name].schema
    last = rows(package.folder, name)[-1]
    row = {each.name: last[each.name] for each in schema.fields if each.constraints.get("required")}
    part = schema.primary_key[-1]
    key = next((each for each in schema.foreign_keys if each.fields == (part,)), None)
    taken = {each[part] for each in rows(package.folder, name)}
    if key is not None:
        known = {each[key.keys[0]] for each in rows(package.folder, key.table)}
        return dict.fromkeys(schema.names, "") | row | {part: min(known - taken)}
    for rule in schema.rules:
        if rule["rule"] == "joined" and rule["field"] == part:
            *others, own = rule["parts"]
            version = _following(last[own])
            key_text = " ".join([*(last[each] for each in others), version])
            return dict.fromkeys(schema.names, "") | row | {own: version, part: key_text}
    other = _following(last[part])
    while other in taken:
        other = _following(other)
    return dict.fromkeys(schema.names, "") | row | {part: other}


def _following(text: str) -> str:
    """Return a text of the same shape: its last number is one more, or it has one."""
    found = re.search(r"[0-9]+(?=[^0-9]*$)", text)
    if found is None:
        return f"{text}2"
    number = f"{int(found[0]) + 1:0{len(found[0])}}"
    return f"{text[: found.start()]}{number}{text[found.end() :]}"


def _fitting(package: Package, name: str) -> Iterator[Row]:
    schema = package.tables[name].schema
    there = {tuple(row[each] for each in schema.primary_key) for row in rows(package.folder, name)}
    own = [key for key in schema.foreign_keys if not key.package]
    for row in rows(ROOT / "data" / "jcm", name):
        if tuple(row[each] for each in schema.primary_key) in there:
            continue
        if all(
            not any(row[each] for each in key.fields)
            or any(
                [row[each] for each in key.fields] == [other[each] for each in key.keys]
                for other in rows(package.folder, key.table)
            )
            for key in own
        ):
            yield row
