"""Twenty everyday data commits, each green through validation and reconciliation without code.

Rows are made from rows of the record, so that no figure of it stands here; nothing is published
from them.
"""

import csv
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from typer.testing import CliRunner

from reporting.cli import app
from tests.shared import ROOT
from tests.site.cut import EXAMPLE
from tests.site.documents import parse_all, table_rows, text_of, words
from tests.site.workshop import Workshop
from tests.test_data_mistakes import Rows, first, read

TODAY = "2026-11-30"
REASON = ("--reason", "A row changed.", "--reason-ja", "行が変わった。")
Commit = Callable[[Rows], None]


def added(table: str, **fields: str) -> Commit:
    """Return a commit that adds a row like the last one, with other cells."""

    def commit(rows: Rows) -> None:
        rows[table].append({**rows[table][-1], "known_on": TODAY, **fields})

    return commit


def changed(table: str, values: dict[str, str], **wanted: str) -> Commit:
    """Return a commit that changes cells of the first row of a kind.

    The commit raises StopIteration where the record has none.
    """

    def commit(rows: Rows) -> None:
        rows[table][first(rows[table], **wanted)].update(values)

    return commit


def project(number: int, **fields: str) -> Commit:
    """Return a commit that adds a project of the partner of the first that is registered."""

    def commit(rows: Rows) -> None:
        model = rows["projects"][first(rows["projects"], status="registered")]
        name = f"{model['project_id'][:2]}{number}"
        address = f"https://www.jcm.go.jp/jc/projects/{name.lower()}/"
        new = {"project_id": name, "known_on": TODAY, "page_url": address, "note": ""}
        rows["projects"].append({**model, **new, **fields})

    return commit


def issuance(number: int, quantity: str) -> Commit:
    """Return a commit that adds an issuance for a new project, with what each side got."""

    def commit(rows: Rows) -> None:
        project(number, registered_on="2026-11-01")(rows)
        name = rows["projects"][-1]["project_id"]
        model = dict.fromkeys(rows["issuances"][0], "")
        known = {"source_id": "jcm-projects", "confidence": "high", "basis": "stated"}
        rows["issuances"].append(
            {
                **model,
                **known,
                "issuance_id": f"{name}-1",
                "project_id": name,
                "decided_on": "2026-11-20",
                "quantity_notified": quantity,
                "quantity_basis": "stated" if quantity else "",
                "known_on": TODAY,
            }
        )
        if quantity:
            side = dict.fromkeys(rows["allocations"][0], "")
            rows["allocations"].append(
                {
                    **side,
                    **known,
                    "issuance_id": f"{name}-1",
                    "side": "japan",
                    "quantity_notified": quantity,
                    "known_on": TODAY,
                }
            )

    return commit


def partner(rows: Rows) -> None:
    """Add a partner country, any of the controlled list."""
    known = {row["partner"] for row in rows["partners"]} | {"JPN"}
    listed = read(ROOT / "data" / "nomenclature" / "countries.csv")
    country = next(row for row in listed if row["alpha3"] not in known)
    rows["partners"].append(
        {
            **rows["partners"][-1],
            "partner": country["alpha3"],
            "alpha2": country["alpha2"],
            "position": str(len(rows["partners"]) + 1),
            "name": country["name"],
            "name_ja": country["name_ja"],
            "signed_on": "2026-11-20",
            "signed_at": "Tokyo",
            "signed_at_ja": "東京",
            "known_on": TODAY,
            "note": "",
        }
    )


def decision(rows: Rows) -> None:
    """Add a decision of the Joint Committee of the last one."""
    row = rows["decisions"][-1]
    new = {"decision_id": f"{row['partner']}-2026-11-20-9", "decided_on": "2026-11-20"}
    rows["decisions"].append({**row, **new, "known_on": TODAY})


def version(rows: Rows) -> None:
    """Add the next version of a methodology."""
    row = rows["methodologies"][-1]
    name = f"{row['methodology_id']} Ver9.0"
    new = {"methodology_version": name, "version": "Ver9.0", "approved_on": "2026-11-20"}
    rows["methodologies"].append({**row, **new, "known_on": TODAY})


def participant(rows: Rows) -> None:
    """Add a participant to a project."""
    row = rows["participants"][0]
    own = [each for each in rows["participants"] if each["project_id"] == row["project_id"]]
    named = {"organisation": "A new participant", "organisation_id": "a-new-participant"}
    new = {"position": str(90 + len(own)), "role": "participant", **named}
    rows["participants"].append({**row, **new, "side": "japan", "known_on": TODAY})
    rows["organisations"].append({**rows["organisations"][-1], **named, "known_on": TODAY})


def corroboration(rows: Rows) -> None:
    """Say that a second source has a decision."""
    row = dict.fromkeys(rows["corroborations"][0], "")
    rows["corroborations"].append(
        {
            **row,
            "subject_table": "decisions",
            "subject_key": rows["decisions"][-1]["decision_id"],
            "source_id": "jcm-projects",
            "confidence": "high",
            "basis": "stated",
            "known_on": TODAY,
        }
    )


COMMITS: dict[str, Commit] = {
    "a project in validation": project(996, status="validation", registered_on=""),
    "a registered project": project(997, registered_on="2026-11-20"),
    "a project that is registered now": changed(
        "projects",
        {"status": "registered", "registered_on": "2026-11-20", "known_on": TODAY},
        status="validation",
    ),
    "a project that is withdrawn": changed(
        "projects", {"status": "registration_request_withdrawn"}, status="validation"
    ),
    "a partner": partner,
    "an issuance": issuance(998, "1"),
    "an issuance of unknown quantity": issuance(999, ""),
    "a decision": decision,
    "a version of a methodology": version,
    "a title of a methodology": changed("methodologies", {"title": "A title"}, approved_on="*"),
    "a participant": participant,
    "a source": added("sources", source_id="a-new-source", title="A new source"),
    "a source that was withdrawn": changed(
        "sources", {"note": "Withdrawn by its publisher."}, kind="news"
    ),
    "a figure": added("headline_figures", figure_id="a-new-figure", as_of="2026-11"),
    "a statement": added("statements", statement_id="a-new-statement"),
    "a co-benefit": added("co_benefits", co_benefit_id="a-new-benefit"),
    "an event": added("timeline", event_id="a-new-event", happened_on="2026-11"),
    "a site": added("project_sites", site_id="a-new-site", position="9"),
    "a rule": added("programme_rules", rule_id="a-new-rule"),
    "a second source": corroboration,
}


@pytest.mark.proof
@pytest.mark.parametrize("name", COMMITS)
def test_it_is_green(name: str, tmp_path: Path) -> None:
    """Validation finds no error; an outcome that a row changes is recorded with a reason."""
    folder = tmp_path / "jcm"
    shutil.copytree(ROOT / "data" / "jcm", folder)
    try:
        commit(folder, COMMITS[name])
    except StopIteration:
        pytest.skip("the record has no row of which this could be said")
    run = CliRunner().invoke
    reconciled = run(app, ["reconcile", str(folder), "--write", *REASON])
    assert reconciled.exit_code == 0, reconciled.output
    done = run(app, ["validate", str(folder), str(ROOT / "data" / "nomenclature")])
    assert done.exit_code == 0, done.output


@pytest.mark.proof
def test_the_site_has_all_of_them(tmp_path: Path) -> None:
    """All twenty together are green and make one site: what is new stands on its pages."""
    data = tmp_path / "data"
    shutil.copytree(ROOT / "data", data)
    before = {path.stem: read(path) for path in (data / "jcm").glob("*.csv")}
    for change in COMMITS.values():
        with suppress(StopIteration):
            commit(data / "jcm", change)
    recorded = CliRunner().invoke(app, ["reconcile", str(data / "jcm"), "--write", *REASON])
    assert recorded.exit_code == 0, recorded.output
    workshop = Workshop.copy(tmp_path / "project", data, EXAMPLE / "forms.toml")
    code, said = workshop.build()
    assert code == 0, said
    documents = parse_all(workshop.output)
    pages = {name: page.text("//body") for name, page in documents.items()}
    for table, kept in before.items():
        new = read(data / "jcm" / f"{table}.csv")[len(kept) :]
        rows = table_rows(documents, f"data/jcm/{table}/")[len(kept) :]
        assert [words(text_of(each)).split()[0] for each in rows] == [
            next(iter(row.values())).split()[0] for row in new
        ]
    partner = read(data / "jcm" / "partners.csv")[-1]
    for prefix, name in (("", "name"), ("ja/", "name_ja")):
        page = pages[f"{prefix}partners/{partner['partner'].lower()}/index.html"]
        assert partner[name] in page
        for row in read(data / "jcm" / "projects.csv")[len(before["projects"]) :]:
            project_id = row["project_id"]
            assert row["title"] in pages[f"{prefix}projects/{project_id.lower()}/index.html"]
            assert project_id in pages[f"{prefix}projects/index.html"]
        for row in read(data / "jcm" / "issuances.csv")[len(before["issuances"]) :]:
            assert row["project_id"] in pages[f"{prefix}issuances/index.html"]


def test_what_is_added_changes_no_outcome(tmp_path: Path) -> None:
    """All that only adds rows, together: every outcome stays as it was recorded."""
    folder = tmp_path / "jcm"
    shutil.copytree(ROOT / "data" / "jcm", folder)
    before = (folder / "reconciliations.csv").read_bytes()
    for name, change in COMMITS.items():
        if "now" not in name and "withdrawn" not in name:
            with suppress(StopIteration):
                commit(folder, change)
    done = CliRunner().invoke(app, ["reconcile", str(folder), "--write", *REASON])
    assert done.exit_code == 0, done.output
    assert (folder / "reconciliations.csv").read_bytes() == before


def commit(folder: Path, change: Commit) -> None:
    """Make a change in a folder."""
    rows = {path.stem: read(path) for path in folder.glob("*.csv")}
    change(rows)
    for name, table in rows.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(table[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(table)
