"""What sources said when: snapshots stand beside the record, are compared with it, never in it."""

import csv
import io
import json
import shutil
from pathlib import Path
from typing import Any

import frictionless
import pytest
from pyarrow import parquet

from reporting.packages.opening import packages_in, record_in
from reporting.site.dataset import FaultyDataError, SiteRecord
from reporting.site.pages import snapshots as snapshot_pages
from reporting.site.pages.comparisons import compare
from reporting.site.pages.then_and_now import FactOutcome, Match, TableComparison
from reporting.site.snapshots import Snapshot, snapshot_downloads, snapshots_of, validated_snapshots
from tests.site.documents import parse
from tests.site.made_snapshots import (
    LIST,
    REPORT,
    both,
    financed,
    listed,
    method,
    of_record,
    written,
)
from tests.site.workshop import Workshop


@pytest.fixture(scope="module")
def record(small_data: Path) -> SiteRecord:
    """Return the small record."""
    return SiteRecord.load(small_data)


def only(data: Path) -> Snapshot:
    """Return the one snapshot of a data folder."""
    (found,) = snapshots_of(validated_snapshots(data))
    return found


def comparison(record: SiteRecord, data: Path) -> TableComparison:
    """Return the comparison of the one table of the one snapshot."""
    (found,) = compare(record, only(data))
    return found


def outcomes(match: Match) -> dict[str, str]:
    """Return how each fact of a match stands."""
    return {fact.name: fact.outcome.value for fact in match.facts}


def test_snapshots_are_none_of_the_record(small_data: Path, tmp_path: Path) -> None:
    """Commands and site that take the packages of a data folder do not find them."""
    data = both(Path(shutil.copytree(small_data, tmp_path / "data")))
    names = [each.name for each in packages_in(data)]
    assert names == [each.name for each in packages_in(small_data)]
    assert not {LIST, REPORT} & {each.name for each in record_in(data)}
    assert set(SiteRecord.load(data).packages) == set(SiteRecord.load(small_data).packages)


def test_they_stand_by_what_they_describe(tmp_path: Path) -> None:
    """The oldest content first, whichever was read first; none is no fault."""
    assert snapshots_of(validated_snapshots(tmp_path)) == ()
    report, other = snapshots_of(validated_snapshots(both(tmp_path)))
    assert (report.name, other.name) == (REPORT, LIST)
    assert (report.content_date, report.read_on) == ("2018-10", "2026-01-02")
    assert (report.via["en"], report.via["ja"]) == ("nowhere", "なし")


def test_what_is_no_snapshot_is_not_taken_for_one(tmp_path: Path) -> None:
    """A package without the date of its content stands in the way of the site."""
    said: dict[str, Any] = {"content_date": None, "read_on": None}
    written(tmp_path / "snapshots", {"projects": [listed("XX001")]}, **said)
    with pytest.raises(FaultyDataError) as caught:
        snapshots_of(validated_snapshots(tmp_path))
    (finding,) = caught.value.validation.findings
    assert finding.code == "descriptor-unlike-ours"


def test_a_faulty_snapshot_stops_the_site(tmp_path: Path) -> None:
    """Its rows are held to their schema as those of the record are."""
    rows = [listed("XX001", status="Lost")]
    written(tmp_path / "snapshots", {"projects": rows})
    with pytest.raises(FaultyDataError):
        snapshots_of(validated_snapshots(tmp_path))


def test_texts_are_the_same_by_their_letters(record: SiteRecord, tmp_path: Path) -> None:
    """Capitals, spaces and punctuation do not count; another letter does."""
    project, other = record.rows("projects")[:2]
    rows = [
        listed(project["project_id"], title=f"{project['title'].upper()}.", country="Elsewhere"),
        listed(other["project_id"], title=f"{other['title']} II"),
    ]
    written(tmp_path / "snapshots", {"projects": rows})
    found = comparison(record, tmp_path)
    assert [outcomes(each)["title"] for each in found.matches] == ["same", "differs"]
    (fact,) = (each for each in found.matches[0].facts if each.name == "country")
    assert (fact.then, fact.now.source_id) == ("Elsewhere", project["source_id"])
    assert fact.outcome is (
        FactOutcome.SAME if project["partner"] == "MNG" else FactOutcome.DIFFERS
    )


def test_what_only_one_side_has_is_named(record: SiteRecord, tmp_path: Path) -> None:
    """A fact that was not said then, one that the record does not have, and today's source."""
    dated = next(row for row in record.rows("projects") if row["registered_on"])
    undated = next(row for row in record.rows("projects") if not row["registered_on"])
    rows = [
        listed(dated["project_id"]),
        listed(undated["project_id"], registered_on="2001-02-03"),
    ]
    written(tmp_path / "snapshots", {"projects": rows})
    found = comparison(record, tmp_path)
    facts = [next(f for f in each.facts if f.name == "registered_on") for each in found.matches]
    assert [each.outcome for each in facts] == [FactOutcome.ONLY_NOW, FactOutcome.ONLY_THEN]
    assert [each.now.source_id for each in facts] == [dated["source_id"], ""]
    assert outcomes(found.matches[0])["participants_japan"] == "only_now"


def test_a_list_that_says_what_the_record_says(record: SiteRecord, tmp_path: Path) -> None:
    """Methodologies in another order, participants in one cell: the same in every fact."""
    row = next(
        row
        for row in record.rows("projects")
        if row["registered_on"]
        and {each["side"] for each in record.where("participants", "project_id", row["project_id"])}
        == {"japan", "partner"}
    )
    name = row["project_id"]
    named = record.where("participants", "project_id", name)
    uses = record.where("project_methodologies", "project_id", name)
    said = {
        side: ", ".join(
            dict.fromkeys(each["published_as"] for each in named if each["side"] == side)
        )
        for side in ("japan", "partner")
    }
    same = listed(
        name,
        partner=row["partner"],
        title=row["title"],
        status="Project registered",
        registered_on=row["registered_on"],
        participants_japan=said["japan"],
        participants_partner=said["partner"],
        methodologies="; ".join(reversed([each["methodology_version"] for each in uses])),
    )
    written(tmp_path / "snapshots", {"projects": [same, listed("XX001")]})
    found = comparison(record, tmp_path)
    assert set(outcomes(found.matches[0]).values()) == {"same"}
    assert (found.found_rows, found.same_rows) == (1, 1)
    assert [each.row["project_id"] for each in found.unmatched] == ["XX001"]
    assert found.unmatched[0].reason is not None
    assert found.absent == tuple(
        each["project_id"] for each in record.rows("projects") if each["project_id"] != name
    )


def test_financed_projects_are_found_by_the_links(record: SiteRecord, tmp_path: Path) -> None:
    """A row stands beside each project that it is linked to, figures beside figures with units."""
    link = record.rows("financed_project_links")[0]
    number = link["list_number"]
    linked = [
        each["project_id"]
        for each in record.where("financed_project_links", "list_number", number)
        if each["programme"] == link["programme"]
    ]
    kept = next(
        row
        for row in record.where("financed_projects", "list_number", number)
        if row["programme"] == link["programme"]
    )
    rows = [financed(number), financed(9999)]
    tables = {"financed_projects": rows}
    written(tmp_path / "snapshots", tables, source_id=kept["source_id"])
    found = comparison(record, tmp_path)
    assert [each.subject["project_id"] for each in found.found if each.subject] == linked
    assert found.found_rows == 1
    for match in found.found:
        fact = match.facts[-1]
        assert match.subject is not None
        assert (fact.name, fact.then) == ("expected_reductions", 1)
        assert fact.now.said == match.subject["estimated_reductions"]
        assert fact.now.source_id == match.subject["estimate_source_id"]
        assert (fact.unit, fact.now.unit) == ("t CO2 per year", "t CO2 eq per year")
    assert [each.row["list_number"] for each in found.unmatched] == [9999]


def test_a_participant_is_the_same_by_its_key(record: SiteRecord, tmp_path: Path) -> None:
    """However it is spelt now: the record's key of the printed name is one of the project's."""
    link = record.rows("financed_project_links")[0]
    tables = {"financed_projects": [financed(link["list_number"], participants="As printed")]}
    written(tmp_path / "snapshots", tables, source_id=link["source_id"])
    assert outcomes(comparison(record, tmp_path).matches[0])["participants"] == "same"


def test_a_row_printed_twice_says_where_it_is_linked(small_data: Path, tmp_path: Path) -> None:
    """The second of two equal rows, and one that answers to no listed project."""
    data = Path(shutil.copytree(small_data, tmp_path / "data"))
    path = data / "jcm" / "financed_projects.csv"
    (first, *rest) = of_record("financed_projects")
    number = int(first["list_number"])
    more = [
        first | {"list_number": "7001", "duplicate_of": first["list_number"]},
        first | {"list_number": "7002", "title": "Another", "note": "Nobody knows."},
    ]
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(first), lineterminator="\n")
        writer.writeheader()
        writer.writerows([first, *rest, *more])
    record = SiteRecord.load(data)
    tables = {"financed_projects": [financed(each) for each in (number, 7001, 7002)]}
    written(data / "snapshots", tables, source_id=first["source_id"])
    twice, unknown = comparison(record, data).unmatched
    assert twice.reason is not None
    assert f"no. {number}" in twice.reason["en"]
    assert (twice.note, unknown.note) == ("", "Nobody knows.")


def test_methodologies_are_found_by_the_number_that_the_record_found(
    record: SiteRecord, tmp_path: Path
) -> None:
    """Title beside title, number of projects beside the registered ones of today."""
    kept = next(row for row in record.rows("methodology_list_2019") if row["methodology_id"])
    tables = {"methodologies": [method(kept["printed_order"]), method(9999)]}
    written(tmp_path / "snapshots", tables, source_id=kept["source_id"])
    found = comparison(record, tmp_path)
    (match,) = found.found
    assert match.subject is not None
    assert match.subject["methodology_id"] == kept["methodology_id"]
    registered = {
        use["project_id"]
        for use in record.rows("project_methodologies")
        if use["methodology_version"].startswith(kept["methodology_id"])
        if record.get("projects", "project_id", use["project_id"])["status"] == "registered"
    }
    assert (match.facts[1].then, match.facts[1].now.said) == (9, len(registered))
    assert kept["methodology_id"] not in found.absent
    assert [each.row["printed_order"] for each in found.unmatched] == [9999]


def test_a_page_for_all_and_one_for_each(record: SiteRecord, tmp_path: Path) -> None:
    """Each comparison is data, too: a line for each fact; unmatched rows are named."""
    found = snapshots_of(validated_snapshots(both(tmp_path)))
    pages = list(snapshot_pages.pages(record, found))
    assert [each.path for each in pages] == [
        "sources-over-time/",
        f"sources-over-time/{REPORT}/",
        f"sources-over-time/{LIST}/",
    ]
    table, objects = pages[2].files.values()
    lines = list(csv.DictReader(io.StringIO(table.decode())))
    assert len(json.loads(objects)) == len(lines)
    assert {each["row"] for each in lines if each["outcome"] == "unmatched"} == {"XX001"}
    assert all(each["now_source_id"] for each in lines if each["now"])
    assert list(snapshot_pages.pages(record, ())) == []


def test_the_files_are_the_stored_ones_and_typed(tmp_path: Path) -> None:
    """CSV byte for byte, Parquet and JSON with the same rows, a descriptor that others read."""
    data = both(tmp_path / "data")
    files = snapshot_downloads(snapshots_of(validated_snapshots(data)))
    for address, content in files.items():
        target = tmp_path / "site" / address
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    for name, table in ((LIST, "projects"), (REPORT, "methodologies")):
        folder = tmp_path / "site/data/snapshots" / name
        stored = data / "snapshots" / name / f"{table}.csv"
        assert (folder / f"{table}.csv").read_bytes() == stored.read_bytes()
        rows = parquet.read_table(folder / f"{table}.parquet").to_pylist()
        assert len(rows) == len(json.loads((folder / f"{table}.json").read_text("utf-8")))
        report = frictionless.Package(str(folder / "datapackage.json")).validate()
        assert report.valid, report.to_summary()
        descriptor = json.loads((folder / "datapackage.json").read_text("utf-8"))
        assert "version" not in descriptor
        assert descriptor["content_date"] in {"2020-02-03", "2018-10"}


def test_pages_lead_to_them(small: Workshop) -> None:
    """The pages of sources and data lead there, in both languages."""
    for prefix in ("", "ja/"):
        for page in ("sources/", "data/"):
            path = small.output / prefix / page / "index.html"
            links = parse(path, small.output).links()
            assert any(each.endswith("sources-over-time/") for each in links), path
