"""A submission on its way: drafts, approval, filing, corrections; what was filed stays."""

import json
import shutil
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

from reporting.filing.archive import MANIFEST, folder_of, keep, key_of, record, rows_of
from reporting.filing.stages import Stage, StageError, Submission, Version, in_work, last_filed
from reporting.filing.submissions import ChangedError, EmptyCorrectionError, SubmissionSeries, due
from reporting.forms.model.form import Form, FormName, Readiness, Section
from reporting.forms.model.provenance import Lineage
from reporting.forms.model.table import Cell, Column, ReportTable, Type
from reporting.messages import bilingual
from reporting.packages import open_package, validate
from tests.example.package import ROOT

ABOUT: Mapping[str, Any] = {"source_id": "made-up", "confidence": "low", "basis": "stated"}
DAY, LATER = date(2025, 4, 1), date(2025, 4, 15)
FILES = {"XAA_2030_1_0_aef.xlsx": b"bytes"}


def form(quantity: int = 5, version: str = "1.0") -> Form:
    """Return a form with one figure."""
    table = ReportTable(
        name="actions",
        title=bilingual("Actions", "行為"),
        columns=(
            Column(name="FirstID", label=bilingual("First ID", "最初")),
            Column(name="QuantityCO2", label=bilingual("Quantity", "数量"), type=Type.QUANTITY),
        ),
        rows=((Cell(value="CA9001-XAA01-XAA-1-2023"), Cell(value=quantity)),),
    )
    return Form(
        name=FormName.AEF,
        party="XAA",
        year=2030,
        version=version,
        readiness=Readiness.COMPLETE,
        is_made_up=True,
        cutoff=None,
        title=bilingual("AEF", "AEF"),
        sections=(Section(title=bilingual("Actions", "行為"), tables=(table,)),),
    )


def of_other_rows(made: Form) -> Form:
    """Return a form with the same cells, its figure made of rows that are named."""
    (section,) = made.sections
    (table,) = section.tables
    ((name, figure),) = table.rows
    row = (name, replace(figure, lineage=Lineage.from_parts([])))
    return replace(made, sections=(replace(section, tables=(replace(table, rows=(row,)),)),))


@pytest.fixture
def series(tmp_path: Path) -> SubmissionSeries:
    """Return the series of a Party without submissions for 2030, in a copy of the example."""
    folder = tmp_path / "example"
    shutil.copytree(ROOT / "data" / "example", folder)
    package, findings = open_package(folder)
    assert package, findings
    return SubmissionSeries(package=package, party="XAA", form=FormName.AEF, year=2030)


def at_work(series: SubmissionSeries) -> Submission:
    """Return the submission in work."""
    found = in_work(series.submissions)
    assert found
    return found


def filed(series: SubmissionSeries, made: Form) -> Submission:
    """Carry a form all the way."""
    series.draft(made, FILES, ABOUT)
    series.approve(at_work(series), made, "Minister (made up)", DAY)
    series.file(at_work(series), made, FILES, LATER)
    found = last_filed(series.submissions)
    assert found
    return found


def test_a_form_is_drafted_approved_and_filed(series: SubmissionSeries) -> None:
    """Each step changes the row; the bytes and the day are kept; the data stay valid."""
    before = len(rows_of(series.package))
    result = filed(series, form())
    assert (result.stage, result.approved_by) == (Stage.FILED, "Minister (made up)")
    assert (result.approved_on, result.filed_on) == (DAY, LATER)
    found = series.kept(result)
    assert found
    assert found.altered == ()
    assert (found.folder / "XAA_2030_1_0_aef.xlsx").read_bytes() == b"bytes"
    assert len(rows_of(series.package)) == before + 1
    assert validate([series.package.folder]).is_clean


def test_steps_come_in_order(series: SubmissionSeries) -> None:
    """Only an approved version is filed, only a draft approved, and not before it was approved."""
    made = form()
    series.draft(made, FILES, ABOUT)
    with pytest.raises(StageError, match="only an approved one"):
        series.file(at_work(series), made, FILES, DAY)
    with pytest.raises(StageError, match="names who approves"):
        series.approve(at_work(series), made, "  ", DAY)
    series.approve(at_work(series), made, "Minister", LATER)
    with pytest.raises(StageError, match="approved already"):
        series.approve(at_work(series), made, "Minister", LATER)
    with pytest.raises(StageError, match="comes first"):
        series.draft(form(version="1.1"), FILES, ABOUT)
    with pytest.raises(StageError, match="cannot be filed before"):
        series.file(at_work(series), made, FILES, DAY)


@pytest.mark.parametrize("readiness", [Readiness.DRAFT, Readiness.INCOMPLETE])
def test_only_a_complete_form_is_approved_and_filed(
    series: SubmissionSeries, readiness: Readiness
) -> None:
    """What stands in the way of filing stands in the way of approval."""
    made = replace(form(), readiness=readiness)
    series.draft(made, FILES, ABOUT)
    with pytest.raises(StageError, match=str(readiness)):
        series.approve(at_work(series), made, "Minister", DAY)
    series.approve(at_work(series), form(), "Minister", DAY)
    with pytest.raises(StageError, match=str(readiness)):
        series.file(at_work(series), made, FILES, LATER)


def test_what_changed_after_approval_is_drafted_again(series: SubmissionSeries) -> None:
    """The approval was of other cells, and falls with them."""
    series.draft(form(), FILES, ABOUT)
    series.approve(at_work(series), form(), "Minister", DAY)
    with pytest.raises(ChangedError):
        series.file(at_work(series), form(6), FILES, LATER)
    series.draft(form(6), FILES, ABOUT)
    again = at_work(series)
    assert (again.stage, again.approved_by, again.approved_on) == (Stage.DRAFT, "", None)


@pytest.mark.parametrize("by", ["=M", "+1", "@x", "a\tb"])
def test_a_name_is_no_formula(series: SubmissionSeries, by: str) -> None:
    """What the table of submissions would refuse is not written into it."""
    series.draft(form(), FILES, ABOUT)
    with pytest.raises(StageError, match="is no name"):
        series.approve(at_work(series), form(), by, DAY)


def test_a_manifest_of_another_shape_is_refused(series: SubmissionSeries) -> None:
    """Damage is no traceback, whatever it is; nor is a manifest that is gone."""
    result, _ = series.draft(form(), FILES, ABOUT)
    path = folder_of(series.package.folder, result) / MANIFEST
    told = json.loads(path.read_text("utf-8"))
    damaged = [told | {name: other} for name in told for other in (None, 1, ["x"], {"x": 1})]
    less = {name: each for name, each in told.items() if name != "cells"}
    for each in (*map(json.dumps, ({}, [], "x", less, *damaged)), "{", "[" * 100_000):
        path.write_text(each, encoding="utf-8")
        with pytest.raises(StageError, match="restore the folder"):
            series.kept(result)
    path.unlink()
    with pytest.raises(StageError, match="restore the folder"):
        series.kept(result)


def say_otherwise(series: SubmissionSeries, submission: Submission) -> None:
    """Change a cell of what was kept, in its manifest alone."""
    path = folder_of(series.package.folder, submission) / MANIFEST
    told = json.loads(path.read_text("utf-8"))
    (row,) = told["cells"]["actions"].values()
    row["QuantityCO2"] = "6"
    path.write_text(json.dumps(told), encoding="utf-8")


def test_a_cell_changed_in_the_manifest_is_seen(series: SubmissionSeries) -> None:
    """Neither what was filed nor a draft can be made to say something else."""
    result, _ = series.draft(form(), FILES, ABOUT)
    say_otherwise(series, result)
    found = series.kept(result)
    assert found
    assert found.altered == (MANIFEST,)
    with pytest.raises(StageError, match="altered"):
        series.approve(at_work(series), form(6), "Minister", DAY)


def test_a_manifest_is_held_to_the_table_of_submissions(series: SubmissionSeries) -> None:
    """One that is made anew as a whole agrees with itself, and not with the row."""
    result = filed(series, form())
    place = folder_of(series.package.folder, result)
    shutil.rmtree(place)
    keep(place, form(6), FILES, LATER)
    found = series.kept(result)
    assert found
    assert found.altered == (MANIFEST,)


@pytest.mark.parametrize("damage", ["cell", "workbook", "manifest"])
def test_what_was_altered_is_not_compared(series: SubmissionSeries, damage: str) -> None:
    """It is said, with the names of the files; no correction is invented from it."""
    result = filed(series, form())
    place = folder_of(series.package.folder, result)
    if damage == "cell":
        say_otherwise(series, result)
    name = MANIFEST if damage != "workbook" else "XAA_2030_1_0_aef.xlsx"
    if damage != "cell":
        (place / name).write_text("other", encoding="utf-8")
    for made in (form(), form(7)):
        version, found = due(series, made)
        assert (str(version), found.changes) == ("1.0", ())
        (finding,) = found.findings
        assert (finding.code, finding.values["files"]) == ("filed-altered", name)
    with pytest.raises(EmptyCorrectionError) as refused:
        series.draft(form(version="1.1"), FILES, ABOUT)
    assert [each.code for each in refused.value.findings] == ["correction-empty", "filed-altered"]


def test_what_is_approved_is_what_was_drafted(series: SubmissionSeries) -> None:
    """A record that changed in between is refused, with the cells; a new draft replaces the old."""
    series.draft(form(), FILES, ABOUT)
    with pytest.raises(ChangedError) as refused:
        series.approve(at_work(series), form(6), "Minister", DAY)
    (change,) = refused.value.changes
    assert (change.address.column, change.before, change.after) == ("QuantityCO2", "5", "6")
    assert at_work(series).stage is Stage.DRAFT
    series.draft(form(6), FILES, ABOUT)
    series.approve(at_work(series), form(6), "Minister", DAY)


def test_a_correction_is_the_next_version_and_lists_what_changed(series: SubmissionSeries) -> None:
    """What was filed is never made again with other cells."""
    first = filed(series, form())
    version, found = due(series, form())
    assert (str(version), found.changes, found.findings) == ("1.0", (), ())
    version, found = due(series, form(7))
    assert str(version) == "1.1"
    assert [each.after for each in found.changes] == ["7"]
    with pytest.raises(StageError, match="is filed; a correction is"):
        series.draft(form(7), FILES, ABOUT)
    second, found = series.draft(form(7, "1.1"), FILES, ABOUT)
    assert second.supersedes == first.version
    assert [(each.before, each.after) for each in found.changes] == [("5", "7")]


def test_drafts_do_not_stand_among_what_was_filed(series: SubmissionSeries) -> None:
    """Until it is filed a version stands in ``drafts``; then it stands in ``filed`` alone."""
    name = "XAA_2030_1_0_aef"
    draft, done = series.package.folder / "drafts" / name, series.package.folder / "filed" / name
    series.draft(form(), FILES, ABOUT)
    series.approve(at_work(series), form(), "Minister", DAY)
    assert (draft.is_dir(), done.exists()) == (True, False)
    series.file(at_work(series), form(), FILES, LATER)
    assert (draft.exists(), done.is_dir()) == (False, True)


def forget(series: SubmissionSeries, submission: Submission, **fields: Any) -> None:  # noqa: ANN401 - cells
    """Delete what was kept of a submission, as if it had been filed elsewhere."""
    shutil.rmtree(folder_of(series.package.folder, submission))
    record(series.package, key_of(submission), fields)


def test_what_was_filed_elsewhere_cannot_be_compared(series: SubmissionSeries) -> None:
    """Neither nothing nor everything has changed: the version and its day are said instead."""
    forget(series, filed(series, form()), data_hash=None)
    version, found = due(series, form(7))
    assert (str(version), found.changes) == ("1.0", ())
    second, found = series.draft(form(7, "1.1"), FILES, ABOUT)
    (finding,) = found.findings
    assert finding.code == "filed-not-kept"
    assert finding.words("en").found == (
        "version 1.0 was filed on 2025-04-15; its file is not kept here, so changed cells cannot "
        "be compared"
    )
    assert str(finding.place).startswith("example/submissions:")
    assert str(second.supersedes) == "1.0"


@pytest.mark.parametrize("is_kept", [True, False])
def test_an_empty_correction_is_refused(series: SubmissionSeries, *, is_kept: bool) -> None:
    """What says the same as what was filed is not filed again; its hash tells so without files."""
    first = filed(series, form())
    if not is_kept:
        forget(series, first)
    before = rows_of(series.package)
    with pytest.raises(EmptyCorrectionError) as refused:
        series.draft(form(version="1.1"), FILES, ABOUT)
    (finding,) = refused.value.findings
    assert finding.code == "correction-empty"
    assert "2025-04-15" in finding.words("en").expected
    assert rows_of(series.package) == before
    assert not (series.package.folder / "drafts" / "XAA_2030_1_1_aef").exists()


def test_what_was_filed_cannot_be_altered_unseen(series: SubmissionSeries) -> None:
    """A byte changed in the kept file, or a file that is gone, is told by name."""
    result = filed(series, form())
    place = folder_of(series.package.folder, result)
    (place / "XAA_2030_1_0_aef.xlsx").write_bytes(b"other")
    found = series.kept(result)
    assert found
    assert found.altered == ("XAA_2030_1_0_aef.xlsx",)
    (place / "XAA_2030_1_0_aef.xlsx").unlink()
    assert found.altered == ("XAA_2030_1_0_aef.xlsx",)


def test_what_was_filed_is_not_replaced(series: SubmissionSeries) -> None:
    """Even if its row is set back, its files stay: for other cells, another day, other bytes."""
    first = filed(series, form())
    place = folder_of(series.package.folder, first)
    before = {path: path.read_bytes() for path in place.iterdir()}
    record(
        series.package, key_of(first), {"status": "draft", "approved_on": None, "filed_on": None}
    )
    with pytest.raises(StageError, match="as it was filed on 2025-04-15"):
        filed(series, form(8))
    series.draft(form(), FILES, ABOUT)
    series.approve(at_work(series), form(), "Minister (made up)", DAY)
    other = dict.fromkeys(FILES, b"other bytes")
    with pytest.raises(StageError, match="never changed"):
        series.file(at_work(series), form(), other, LATER + timedelta(days=1))
    series.file(at_work(series), form(), other, LATER)
    assert {path: path.read_bytes() for path in place.iterdir()} == before
    assert last_filed(series.submissions) == first


def test_what_was_altered_is_not_filed_again(series: SubmissionSeries) -> None:
    """A filing that is finished later must still be what it was."""
    first = filed(series, form())
    place = folder_of(series.package.folder, first)
    record(
        series.package, key_of(first), {"status": "draft", "approved_on": None, "filed_on": None}
    )
    for path in (place / "XAA_2030_1_0_aef.xlsx", place / MANIFEST):
        path.unlink()
        with pytest.raises(StageError, match="altered"):
            filed(series, form())
        series.draft(form(), FILES, ABOUT)


def test_the_hash_of_the_row_is_of_what_was_filed(series: SubmissionSeries) -> None:
    """Equal cells that other rows give are approved; what they are made of is told as filed."""
    made = form()
    series.draft(made, FILES, ABOUT)
    series.approve(at_work(series), made, "Minister", DAY)
    series.file(at_work(series), of_other_rows(made), FILES, LATER)
    result = last_filed(series.submissions)
    assert result
    found = series.kept(result)
    assert found
    assert found.altered == ()


def test_an_altered_draft_is_not_approved(series: SubmissionSeries) -> None:
    """Approval is of what was kept."""
    result, _ = series.draft(form(), FILES, ABOUT)
    (folder_of(series.package.folder, result) / "XAA_2030_1_0_aef.xlsx").write_bytes(b"other")
    with pytest.raises(StageError, match="altered"):
        series.approve(at_work(series), form(), "Minister", DAY)


def test_an_interrupted_step_leaves_the_old_files(
    series: SubmissionSeries, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder appears whole or not at all."""
    result, _ = series.draft(form(), FILES, ABOUT)
    place = folder_of(series.package.folder, result)
    before = (place / MANIFEST).read_bytes()

    def stopped(_self: Path, _target: Path) -> Path:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "rename", stopped)
    with pytest.raises(KeyboardInterrupt):
        series.draft(form(9), FILES, ABOUT)
    monkeypatch.undo()
    assert (place / MANIFEST).read_bytes() == before
    assert not [*place.parent.glob(".new-*")]


def test_what_a_killed_run_left_is_cleaned_by_the_next(series: SubmissionSeries) -> None:
    """Folders that were being written, or moved aside, are nobody's."""
    drafts = series.package.folder / "drafts"
    for name in (".new-abc", ".new-abc.old"):
        (drafts / name).mkdir(parents=True)
        (drafts / name / "half.xlsx").write_bytes(b"half")
    series.draft(form(), FILES, ABOUT)
    assert [each.name for each in drafts.iterdir() if each.name.startswith(".")] == []


def _record_one(folder: Path, version: int) -> None:
    package, _ = open_package(folder)
    assert package
    key = {"party": "XAA", "form": "aef", "year": 2030, "version": f"{version}.0"}
    record(package, key, {**ABOUT, "status": "draft"})


def test_no_row_is_lost_when_several_record_at_once(series: SubmissionSeries) -> None:
    """Each waits for the other, and finds its row there."""
    folder, several = series.package.folder, range(1, 9)
    with ProcessPoolExecutor(4, mp_context=get_context("spawn")) as pool:
        list(pool.map(_record_one, [folder] * len(several), several))
    found = [row["version"] for row in rows_of(series.package) if row["year"] == 2030]
    assert sorted(found) == [f"{each}.0" for each in several]


def test_the_digest_tells_the_rows_apart(series: SubmissionSeries) -> None:
    """Equal cells made of other rows have another hash."""
    first, _ = series.draft(form(), FILES, ABOUT)
    second, _ = series.draft(of_other_rows(form()), FILES, ABOUT)
    assert first.data_hash != second.data_hash


@pytest.mark.parametrize("written", ["", "1", "0.1", "1.x", "-1.0", "1.0.0"])
def test_a_version_is_written_with_a_point(written: str) -> None:
    """Anything else is refused."""
    with pytest.raises(StageError, match="is no version"):
        Version.from_text(written)


def test_versions_are_ordered_as_numbers() -> None:
    """Version 1.10 comes after 1.9."""
    assert max(Version.from_text("1.9"), Version.from_text("1.10")) == Version.from_text("1.10")
    assert str(Version.from_text("1.9").following) == "1.10"


def test_a_row_is_changed_and_no_other(series: SubmissionSeries) -> None:
    """The rows of others stay as they are, typed and in the order of their key."""
    before = [row for row in rows_of(series.package) if row["party"] != "XAA"]
    key = {"party": "XAA", "form": "aef", "year": 2025, "version": "1.0"}
    record(series.package, key, {"note": 'A comma, and a "quotation"'})
    after = rows_of(series.package)
    assert [row for row in after if row["party"] != "XAA"] == before
    (changed,) = [row for row in after if row["year"] == 2025 and row["party"] == "XAA"]
    assert changed["note"] == 'A comma, and a "quotation"'
