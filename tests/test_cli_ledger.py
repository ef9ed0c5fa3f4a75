"""The commands that ask the ledger: what they print, and how they exit."""

import csv
import json
import shutil
from io import StringIO
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from reporting.cli import app
from tests.forms.record import tables
from tests.ledger.asking import checks
from tests.ledger.making import event, make

BALANCE = ("balance", "--party", "XAA")
HOLDINGS = ("holdings", "--party", "XBB", "--as-of", "2025-12-31")
TRACE = ("trace", "B01")
COMMANDS = (BALANCE, HOLDINGS, TRACE, ("gaps",))
ASKED = [  # checks take long: in the other formats tests of renderers write the same tables
    (("check",), "text"),
    *((command, form) for command in COMMANDS for form in ("text", "json", "csv")),
]

pytestmark = pytest.mark.usefixtures("validated_once")


def jcm(*arguments: object) -> Result:
    """Run the command in this process."""
    return CliRunner().invoke(app, [str(each) for each in arguments])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the small record, beside the lists it points to."""
    root = tmp_path_factory.mktemp("cli")
    shutil.copytree("data/nomenclature", root / "nomenclature")
    return make(root / "small", tables())


@pytest.mark.parametrize(("command", "form"), ASKED, ids=lambda each: str(each[0]))
def test_every_command_in_every_format(folder: Path, command: tuple[str, ...], form: str) -> None:
    """Each prints one document of its format, and nothing besides."""
    result = jcm(*command, "--data", folder, "--format", form)
    assert result.exit_code == 0, result.output
    if form == "json":
        assert json.loads(result.stdout)["report"] == command[0]
    if form == "csv":
        header, *rows = list(csv.reader(StringIO(result.stdout)))
        assert {len(row) for row in rows} <= {len(header)}
    if form == "text":
        assert max(map(len, result.stdout.splitlines())) <= 120


def test_japanese_on_request(folder: Path) -> None:
    """``--language ja`` writes labels, notes and reasons in Japanese."""
    result = jcm(*BALANCE, "--data", folder, "--language", "ja")
    assert "相当調整" in result.stdout
    assert "この単年目標のNDCには方法が示されていない" in result.stdout


def test_a_failed_check_exits_1(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A unit used twice is an error: the finding names the rows, and the exit code tells."""
    monkeypatch.setattr("reporting.cli.queries.ALL", checks("ownership"))
    shutil.copytree("data/nomenclature", tmp_path / "nomenclature")
    changed = tables()
    again = event("retirement", "2025-10-01", "XBB", units=(200, 300), purpose="NDC", use_year=2025)
    changed["transfers"].append(again | {"using_party": "XBB"})
    result = jcm("check", make(tmp_path / "twice", changed))
    assert result.exit_code == 1
    assert "FAILED" in result.stdout
    assert "Units used after their end" in result.stdout


def test_faulty_data_exits_1(folder: Path, tmp_path: Path) -> None:
    """Data that do not validate are not replayed: the findings are printed."""
    shutil.copytree(folder.parent, tmp_path / "data")
    parties = tmp_path / "data" / "small" / "parties.csv"
    parties.write_text(parties.read_text().replace("XBB", "xbb"), encoding="utf-8")
    result = jcm(*BALANCE, "--data", tmp_path / "data" / "small")
    assert result.exit_code == 1
    assert "small/parties" in result.stdout


def test_a_folder_without_record_is_a_finding(folder: Path) -> None:
    """A package without blocks and events is wrong data, not a traceback."""
    result = jcm(*HOLDINGS, "--data", folder.with_name("nomenclature"))
    assert result.exit_code == 1
    assert "record-missing" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("balance", "--party", "XAB"), "Parties: XAA, XBB"),
        (("balance", "--party", "XBB"), "no NDC of XBB"),
        ((*BALANCE, "--period", "2030"), "2021-2030"),
        ((*BALANCE, "--cutoff", "yesterday"), "YYYY-MM-DD"),
        ((*BALANCE, "--cutoff", "2021-06-30"), "from 2021-12-31 on"),
        ((*BALANCE, "--method", "guess"), "averaging"),
        (("holdings", "--party", "XBB", "--as-of", "2025-02-30"), "YYYY-MM-DD"),
        (("holdings", "--party", "XBB"), "--as-of"),
        (("trace", "B1"), "Similar: B01"),
        (("trace", "?"), "Some of them: B01"),
        ((*TRACE, "--range", "9-1"), "first and the last"),
        ((*TRACE, "--range", "900-1001"), "1-1000"),
    ],
)
def test_a_call_not_understood_exits_2(folder: Path, arguments: tuple[str, ...], said: str) -> None:
    """A wrong call is told apart from wrong data, and says what could have been meant."""
    result = jcm(*arguments, "--data", folder)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert said in " ".join(result.stderr.replace("│", " ").split())


def test_a_party_called_by_its_name(small_data: Path) -> None:
    """Who writes a country's name is told its code, and no other that happens to look like it."""
    asked = ("holdings", "--party", "japan", "--as-of", "2025-12-31")
    result = jcm(*asked, "--data", small_data / "article6")
    assert result.exit_code == 2
    assert "Did you mean JPN?" in " ".join(result.stderr.replace("│", " ").split())


@pytest.mark.parametrize("command", ["check", *(each[0] for each in COMMANDS)])
def test_help_says_where_data_come_from(command: str) -> None:
    """The help of each command names the rule about made-up data."""
    result = jcm(command, "--help")
    assert result.exit_code == 0
    assert "data/example" in " ".join(result.stdout.replace("│", " ").split())


@pytest.fixture
def at_home(small_data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand beside the data of a small public record and of the example."""
    monkeypatch.chdir(small_data.parent)


@pytest.mark.usefixtures("at_home")
def test_the_public_record_is_read_without_the_example() -> None:
    """Made-up data never mix with the record unless they are named."""
    result = jcm("gaps", "--format", "json")
    packages = {row["package"] for row in json.loads(result.stdout)["tables"][0]["rows"]}
    assert packages == {"article6", "jcm"}


@pytest.mark.usefixtures("at_home")
def test_the_public_record_claims_nothing() -> None:
    """Japan's balance of the public record is empty throughout, each figure with its reason."""
    result = jcm("balance", "--party", "JPN", "--format", "json")
    assert result.exit_code == 0
    table = json.loads(result.stdout)["tables"][0]
    assert {row["balance"] for row in table["rows"]} == {None}
    assert {"level", "complete_record"} <= {each["code"] for each in table["reasons"]}


@pytest.mark.usefixtures("at_home")
def test_the_public_record_has_no_itmos_of_before_2021() -> None:
    """What was issued before is pre-2021, whatever is done with it."""
    day = ("--as-of", "2025-12-31", "--format", "csv")
    result = jcm("holdings", "--party", "JPN", *day)
    rows = list(csv.DictReader(StringIO(result.stdout)))
    assert "pre_2021" in {row["status"] for row in rows}
    assert {row["status"] for row in rows} <= {"pre_2021", "unresolved", "unidentified"}
