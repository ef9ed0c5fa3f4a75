"""``jcm report`` and ``jcm submission``: from a data folder to what a Party files."""

import csv
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner, Result

from reporting.cli import app
from reporting.forms.model.form import OF_PARTY, FormName
from tests.aef_checker.templates import template
from tests.forms.record import tables
from tests.forms.test_open_questions import moved_early, reading
from tests.ledger.asking import checks
from tests.ledger.making import make
from tests.renderers.books import converted

ASKED = ("--party", "XAA", "--form", "aef", "--year", "2024")

pytestmark = pytest.mark.usefixtures("validated_once")


def jcm(*arguments: object) -> Result:
    """Run the command in this process."""
    return CliRunner().invoke(app, [str(each) for each in arguments])


def unwrapped(result: Result) -> str:
    """Return what was printed without the frame and its line breaks."""
    return " ".join(result.output.replace("│", " ").split())


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write the small record; who approves it asks only who held what: all checks take long."""
    monkeypatch.setattr("reporting.cli.submission.ALL", checks("ownership"))
    return make(tmp_path / "small", tables())


def move_a_tonne(folder: Path) -> None:
    """Let the record say something else than before, as a later correction does."""
    path = folder / "transfers.csv"
    rows = list(csv.DictReader(path.read_text("utf-8").splitlines()))
    changed = next(row for row in rows if row["event"] == "transfer")
    changed["event_date"] = "2024-12-30"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def test_a_party_s_own_template_is_filled(folder: Path, tmp_path: Path) -> None:
    """The workbook is the Party's copy with the cells of the form; other files are as ever."""
    own, out = template(tmp_path / "own.xlsx"), tmp_path / "out"
    asked = ("report", "--data", folder, *ASKED, "--to", "xlsx", "--template", own, "--out", out)
    result = jcm(*asked)
    assert result.exit_code == 0, result.output
    page = load_workbook(out / "XAA_2024_1_0_AEF.xlsx")["Table 1 Submission"]
    assert page["C4"].value == "XAA"
    assert page["C9"].value.startswith("{Information")
    assert page["B4"].comment.text == "What the annex says of it."


def test_what_is_no_template_is_not_filled(folder: Path, tmp_path: Path) -> None:
    """With the reason, and nothing is written."""
    other = tmp_path / "other.xlsx"
    other.write_bytes(b"no workbook")
    out = tmp_path / "out"
    for form, said in (("aef", "cannot be filled"), ("annex4", "ask for --form aef")):
        asked = ("report", "--data", folder, "--party", "XAA", "--year", 2024, "--form", form)
        result = jcm(*asked, "--to", "xlsx", "--template", other, "--out", out)
        assert result.exit_code == 2
        assert said in unwrapped(result)
    assert not out.exists()


def test_every_form_in_every_format(folder: Path, tmp_path: Path) -> None:
    """One command writes all forms; they agree, and each workbook has its trace."""
    out = tmp_path / "out"
    result = jcm("report", "--data", folder, "--party", "XAA", "--year", 2024, "--out", out)
    assert result.exit_code == 0, result.output
    assert "0 differ" in result.stdout
    names = {path.name for path in out.iterdir()}
    for form in OF_PARTY:
        stem = "XAA_2024_1_0_AEF" if form is FormName.AEF else f"XAA_2024_1_0_{form}"
        assert {f"{stem}.{each}" for each in ("xlsx", "json", "html")} <= names
        assert f"{stem}_trace.xlsx" in names
        told = json.loads((out / f"{stem}.json").read_bytes())
        assert (told["form"], told["party"]) == (form, "XAA")
    assert [name for name in names if name.endswith(".docx")]
    assert "XAA_2024_reconciliation.csv" in names
    assert not [path for path in out.iterdir() if path.name.startswith(".")]
    assert_opened(out, tmp_path / "context")


@pytest.mark.proof
@pytest.mark.parametrize(("party", "year"), [("XAA", 2024), ("XBB", 2026), ("XCC", 2025)])
def test_every_form_of_the_example(party: str, year: int, small_data: Path, tmp_path: Path) -> None:
    """The forms of the made-up record agree too, and LibreOffice opens all of them."""
    out = tmp_path / "out"
    asked = ("--data", small_data / "example", "--party", party, "--year", year, "--form", "all")
    result = jcm("report", *asked, "--out", out)
    assert result.exit_code == 0, result.output
    assert " 0 differ" in result.stdout
    assert len(assert_opened(out, tmp_path / "context")) == 2 * len(OF_PARTY) + 3


def assert_opened(out: Path, folder: Path) -> list[Path]:
    """Let LibreOffice open every workbook and document and print it."""
    files = {each.name: each for each in out.iterdir() if each.suffix in {".xlsx", ".docx"}}
    folder.mkdir()
    printed = converted(folder, {name: each.read_bytes() for name, each in files.items()}, "pdf")
    for each in printed:
        assert each.read_bytes().startswith(b"%PDF")
    assert {each.stem for each in printed} == {each.stem for each in files.values()}
    return list(files.values())


@pytest.mark.parametrize(
    ("option", "said"),
    [
        (("--form", "btr"), "'btr' is no form; there are initial, updated-initial"),
        (("--to", "pdf,xlsx"), "'pdf' is no format; there are xlsx, csv"),
        (("--to", ","), "is no format"),
        (("--profile", "unknown"), "is no profile; there are"),
        (("--submission", "1"), "'1' is no version; write it as 1.0"),
        (("--cutoff", "2024-02-30"), "is no date"),
        (("--party", "XZZ"), "is no Party of the record"),
    ],
)
def test_what_is_not_understood_is_said(
    folder: Path, option: tuple[str, str], said: str, tmp_path: Path
) -> None:
    """A wrong option exits with 2 and says what there is; nothing is written."""
    out = tmp_path / "out"
    result = jcm("report", "--data", folder, *ASKED, "--out", out, *option)
    assert result.exit_code == 2
    assert said in unwrapped(result)
    assert not out.exists()


def test_a_submission_is_carried_to_its_end_and_corrected(folder: Path, tmp_path: Path) -> None:
    """Draft, approval, filing; a record that changes makes version 1.1 and lists the cells."""
    same = ("--data", folder, *ASKED)
    steps = (
        ("draft",),
        ("approve", "--by", "Minister (made up)", "--on", "2025-04-01"),
        ("file", "--on", "2025-04-14"),
    )
    for step, *options in steps:
        result = jcm("submission", step, *same, *options)
        assert result.exit_code == 0, result.output
    kept = folder / "filed" / "XAA_2024_1_0_aef" / "XAA_2024_1_0_AEF.xlsx"
    before = kept.read_bytes()
    sheet = load_workbook(kept)["Table 1 Submission"]
    assert "2025-04-14" in " ".join(str(cell.value) for row in sheet.iter_rows() for cell in row)

    out = tmp_path / "same"
    assert jcm("report", *same, "--to", "xlsx", "--out", out).exit_code == 0
    assert (out / "XAA_2024_1_0_AEF.xlsx").read_bytes() == before

    empty = jcm("submission", "draft", *same, "--language", "ja")
    assert empty.exit_code == 1
    assert "correction-empty" in empty.output
    assert "2025-04-14" in empty.output

    move_a_tonne(folder)
    for version, code in (((), 0), (("--submission", "1.0"), 2)):
        public = jcm("report", *same, *version, "--public", "--to", "csv", "--out", tmp_path / "no")
        assert public.exit_code == code, public.output
        assert "Cells that differ from what was filed: 22" in public.output
        assert "2024-12-30" not in public.output
    assert "make it version 1.1" in unwrapped(public)
    out = tmp_path / "next"
    result = jcm("report", *same, "--to", "xlsx", "--out", out)
    assert result.exit_code == 0, result.output
    assert "ActionDateTime: (empty) → 2024-12-30" in result.output
    names = {path.name for path in out.iterdir()}
    assert {"XAA_2024_1_1_AEF.xlsx", "XAA_2024_1_1_aef_changes.csv"} <= names
    assert "2024-12-30" in (out / "XAA_2024_1_1_aef_changes.csv").read_text("utf-8")
    assert kept.read_bytes() == before

    listed = jcm("submission", "list", "--data", folder)
    assert "XAA 2024 aef 1.0: filed, approved by Minister (made up) on 2025-04-01" in listed.stdout
    assert "unaltered" in listed.stdout
    kept.write_bytes(b"something else")
    assert "ALTERED" in jcm("submission", "list", "--data", folder).stdout
    altered = jcm("report", *same, "--to", "csv", "--out", tmp_path / "altered")
    assert altered.exit_code == 0, altered.output
    assert "altered since, or gone: XAA_2024_1_0_AEF.xlsx" in unwrapped(altered)
    assert "Cells that differ" not in altered.output


def test_what_was_filed_elsewhere_has_its_day(folder: Path, tmp_path: Path) -> None:
    """A version of which nothing is kept has the day of the record, in a folder of any name."""
    home = folder.rename(tmp_path / "filed")
    path = home / "submissions.csv"
    names = path.read_text("utf-8").strip()
    row = dict.fromkeys(names.split(","), "") | {
        "party": "XAA",
        "form": "aef",
        "year": "2024",
        "version": "1.0",
        "status": "filed",
        "approved_by": "M",
        "approved_on": "2025-04-01",
        "filed_on": "2025-04-14",
        "source_id": "worked-example",
        "confidence": "high",
        "basis": "stated",
    }
    path.write_text(f"{names}\n{','.join(row.values())}\n", encoding="utf-8")
    same = ("--data", home, *ASKED)
    said = "version 1.0 was filed on 2025-04-14; its file is not kept here"
    out = tmp_path / "out"
    result = jcm("report", *same, "--to", "csv", "--out", out)
    assert result.exit_code == 0, result.output
    assert said in unwrapped(result)
    assert "2025-04-14" in (out / "XAA_2024_1_0_AEF_submission.csv").read_text("utf-8")
    result = jcm("submission", "draft", *same)
    assert result.exit_code == 0, result.output
    assert said in unwrapped(result)
    assert (home / "drafts" / "XAA_2024_1_1_aef").is_dir()
    assert not (home / "filed").exists()


def test_steps_that_do_not_fit_are_refused(folder: Path) -> None:
    """Nothing to approve, a wrong day, a record that changed since: each says what to do."""
    same = ("--data", folder, *ASKED)
    early = jcm("submission", "approve", *same, "--by", "M", "--on", "2025-04-01")
    assert early.exit_code == 2
    assert "jcm submission draft" in unwrapped(early)
    assert jcm("submission", "draft", *same).exit_code == 0
    unapproved = jcm("submission", "file", *same, "--on", "2025-04-01")
    assert unapproved.exit_code == 2
    assert "only an approved one is filed" in unwrapped(unapproved)
    move_a_tonne(folder)
    changed = jcm("submission", "approve", *same, "--by", "M", "--on", "2025-04-01")
    assert changed.exit_code == 1
    assert "Make the draft again" in changed.output
    assert "→" in changed.output


def test_a_record_that_fails_a_check_is_not_approved(folder: Path) -> None:
    """What the platform would find is found before anybody signs."""
    same = ("--data", folder, *ASKED)
    path = folder / "transfers.csv"
    rows = list(csv.DictReader(path.read_text("utf-8").splitlines()))
    retired = next(row for row in rows if row["event"] == "retirement")
    rows.append({**retired, "transfer_id": "again", "event_date": "2025-12-30"})
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    assert jcm("submission", "draft", *same).exit_code == 0
    refused = jcm("submission", "approve", *same, "--by", "M", "--on", "2025-04-01")
    assert refused.exit_code == 1
    assert "Units used after their end" in refused.output


def test_the_public_record_is_never_nil(small_data: Path, tmp_path: Path) -> None:
    """Of Japan the public record is incomplete: no totals, and the form says so."""
    out = tmp_path / "out"
    result = jcm(
        "report",
        *("--data", small_data, "--party", "JPN", "--year", 2025, "--form", "aef"),
        *("--to", "json", "--out", out),
    )
    assert result.exit_code == 0, result.output
    assert ": incomplete" in result.stdout
    assert json.loads((out / "JPN_2025_1_0_AEF.json").read_bytes())["readiness"] == "incomplete"


def test_a_public_version_leaves_out_what_is_confidential(tmp_path: Path) -> None:
    """It has a name of its own and says how many rows are withheld; the form itself keeps them."""
    usual = tables()
    sales = [each | {"confidential": True} for each in usual["transfers"][:2]]
    secret = make(tmp_path / "secret", usual | {"transfers": [*sales, *usual["transfers"][2:]]})
    asked = ("--party", "XAA", "--form", "aef", "--year", 2025, "--to", "csv")
    out = tmp_path / "out"
    result = jcm("report", "--data", secret, *asked, "--public", "--out", out)
    assert result.exit_code == 0, result.output
    assert "1 confidential row withheld" in result.stdout
    names = {path.name for path in out.iterdir()}
    assert all(name.startswith("XAA_2025_1_0_public_AEF_") for name in names)
    assert len((out / "XAA_2025_1_0_public_AEF_actions.csv").read_text("utf-8").splitlines()) == 1
    assert jcm("report", "--data", secret, *asked, "--out", out).exit_code == 0
    assert len((out / "XAA_2025_1_0_AEF_actions.csv").read_text("utf-8").splitlines()) == 2


def report(folder: Path, out: Path, *more: object) -> Result:
    """Ask for HTML of a form of 2024 of XAA."""
    asked = ("report", "--data", folder, "--party", "XAA", "--year", 2024)
    return jcm(*asked, "--to", "html", "--out", out, *more)


def test_what_a_form_is_about_is_named(small_data: Path, tmp_path: Path) -> None:
    """By key or identifier; what is not named is asked for with what there is."""
    data, out = small_data / "example", tmp_path / "out"
    result = report(data, out, "--form", "updated-initial", "--about", "CA9002")
    assert result.exit_code == 0, result.output
    assert (out / "XAA_2024_1_0_standard-xaa_updated-initial.html").is_file()
    result = report(data, out, "--form", "authorization-statement", "--about", "XAA-2022-02")
    assert result.exit_code == 0, result.output
    assert (out / "XAA_2024_2_XAA-2022-02_authorization-statement.html").is_file()
    for more, said in (
        (("--form", "updated-initial"), "standard-xaa (CA9002)"),
        (("--form", "authorization-statement", "--about", "A"), "XAA-2022-02"),
        (("--form", "annex4", "--about", "CA9002"), "about the Party"),
    ):
        refused = report(data, out, *more)
        assert refused.exit_code == 2
        assert said in unwrapped(refused)


def test_a_statement_is_not_filed(folder: Path) -> None:
    """Its versions are those of the authorization."""
    asked = ("--party", "XAA", "--form", "authorization-statement", "--year", "2024")
    refused = jcm("submission", "draft", "--data", folder, *asked)
    assert refused.exit_code == 2
    assert "is not filed" in unwrapped(refused)


def test_after_a_report_the_next_step_is_said(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One line; with --open the form is shown, and a machine without a browser shows nothing."""
    shown: list[str] = []
    monkeypatch.setattr("webbrowser.open", shown.append)
    result = report(folder, tmp_path, "--form", "aef", "--open")
    last = result.output.splitlines()[-1]
    assert last.startswith("Next: read ")
    assert f"jcm submission draft --data {folder} --party XAA --form aef --year 2024" in last
    assert shown == [(tmp_path / "XAA_2024_1_0_AEF.html").resolve().as_uri()]
    unfinished = report(folder, tmp_path, "--form", "initial")
    assert "mend what is listed above" in unfinished.output.splitlines()[-1]


def test_the_years_of_all_forms_are_said_apart(folder: Path, tmp_path: Path) -> None:
    """Of the AEF it is the reported year, of the others the year of submission."""
    said = unwrapped(report(folder, tmp_path, "--form", "all"))
    assert "2024 is the reported year of the AEF, due by 15 April 2025" in said
    assert "31 December of even years" in said


def test_the_checklist_is_printed(small_data: Path) -> None:
    """As text in both languages, and as JSON with the state of each step."""
    of = ("--party", "XAA", "--year", 2024)
    asked = ("submission", "checklist", "--data", small_data / "example", *of)
    assert "File the initial report" in unwrapped(jcm(*asked))
    assert "初期報告書" in jcm(*asked, "--language", "ja").output
    steps = json.loads(jcm(*asked, "--format", "json").output)["tables"][0]["rows"]
    assert {"done", "missing", "not_told"} <= {each["state"] for each in steps}


def test_units_moved_before_their_authorization_are_confirmed_before_approval(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The report names them; approval waits for a row with who and document, as the remedy says."""
    monkeypatch.setattr("reporting.cli.submission.ALL", checks("ownership"))
    folder = make(tmp_path / "moved", moved_early())
    same = ("--data", folder, *ASKED)
    reported = jcm("report", *same, "--to", "csv", "--out", tmp_path / "out")
    assert reported.exit_code == 0, reported.output
    assert "moved-before-authorized" in reported.output
    assert jcm("submission", "draft", *same).exit_code == 0
    approve = ("submission", "approve", *same, "--by", "M", "--on", "2025-04-01")
    refused = jcm(*approve)
    assert refused.exit_code == 1
    assert "moved-before-authorized" in refused.output
    assert "confirm the above" in refused.output
    answer = reading("moved_before_authorized", "first_transfer_at_authorization")
    path = folder / "readings.csv"
    names = path.read_text("utf-8").strip().split(",")
    row = answer | {"source_id": "worked-example", "confidence": "high", "basis": "stated"}
    cells = ",".join(str(row.get(name, "")) for name in names)
    path.write_text(f"{','.join(names)}\n{cells}\n", encoding="utf-8")
    assert jcm("submission", "draft", *same).exit_code == 0
    approved = jcm(*approve)
    assert approved.exit_code == 0, approved.output
