"""The public Python interface: types, errors, the same answers as the command, the guide."""

import doctest
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

from reporting import api
from reporting.cli import app
from tests.shared import ROOT

GUIDE = ROOT / "content" / "pages" / "python.md"
CODE = re.compile(r"```python\n(.*?)```", re.DOTALL)


def code_of(page: Path) -> list[str]:
    """Return the steps of a guide."""
    return CODE.findall(page.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def example() -> api.Record:
    """The made-up record."""
    return api.load("example")


def test_columns_have_their_types(example: api.Record) -> None:
    """Whole numbers stay whole beside an empty cell, dates are dates, codes are categories."""
    rows = example["transfers"]
    kinds = {name: str(kind) for name, kind in rows.dtypes.items()}
    assert kinds["quantity"] == kinds["first_unit"] == kinds["row"] == "Int64"
    assert kinds["event_date"] == "datetime64[s]"
    assert kinds["confidential"] == "boolean"
    assert list(rows["event"].cat.categories) == list(example.labels("transfers", "event"))
    assert rows["quantity"].isna().any()
    assert rows.attrs["units"] == {"quantity": "t CO2 eq"}


def test_what_is_returned_is_the_readers_own(example: api.Record) -> None:
    """Who changes a table changes no other."""
    del example["parties"]["party"]
    assert "party" in example["parties"]


def test_labels_come_in_both_languages(example: api.Record) -> None:
    """Titles stand above the columns, labels in place of codes."""
    rows = example.labelled("transfers", "ja")
    assert set(rows["事象"].dropna()) <= set(example.labels("transfers", "event", "ja").values())


@pytest.fixture(scope="module")
def both(small_data: Path) -> api.Record:
    """The packages of a small public record."""
    return api.load(small_data)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_no_two_columns_have_one_title(both: api.Record, language: str) -> None:
    """Where a schema gives two fields one title, the names of the fields tell them apart."""
    for name in both.tables:
        titles = list(both.labelled(name, language).columns)
        assert len(titles) == len(set(titles)), name


def test_a_table_of_two_packages_is_named_with_its_package(both: api.Record) -> None:
    """``jcm`` and ``article6`` both have sources; a name that is not there says so."""
    assert {"jcm/sources", "article6/sources", "projects"} <= set(both.tables)
    assert len(both["jcm/sources"]) != len(both["article6/sources"])
    with pytest.raises(KeyError, match="several"):
        both["sources"]
    with pytest.raises(KeyError, match="no package"):
        both["project"]


def test_holdings_are_those_of_the_command(example: api.Record) -> None:
    """The same rows as ``jcm holdings --format json``."""
    asked = ["holdings", "--party", "XBB", "--as-of", "2025-12-31"]
    printed = CliRunner().invoke(
        app, [*asked, "--data", str(ROOT / "data" / "example"), "--format", "json"]
    )
    told = json.loads(printed.stdout)["tables"][0]["rows"]
    found = api.holdings(example, "xbb", "2025-12-31").table
    assert [row["quantity"] for row in told] == found["quantity"].astype(object).where(
        found["quantity"].notna(), None
    ).tolist()
    assert [row["account"] for row in told] == found["account"].tolist()


def test_codes_stand_beside_what_people_read(example: api.Record) -> None:
    """A check's outcome is a code whatever the language; figures are the same."""
    answer = api.check(example, language="ja")
    codes = answer.codes["checks"]
    assert set(codes["outcome"]) <= {"passed", "failed", "not_verifiable"}
    assert not set(codes["outcome"]) & set(answer.table["outcome"])
    assert list(codes["examined"]) == list(answer.table["examined"])


def test_a_form_has_its_tables_and_files(example: api.Record, tmp_path: Path) -> None:
    """A column in which NA is written is text; the rest is typed."""
    made = api.form(example, "aef", "XAA", 2024)
    assert made.readiness == "complete"
    assert str(made.tables["actions"]["ActionDateTime"].dtype) == "datetime64[s]"
    assert {"NA"} <= set(made.tables["actions"]["YearITMOUsedTowardsNDC"])
    names = {path.name for path in made.save(tmp_path)}
    assert "XAA_2024_1_0_AEF.xlsx" in names
    with pytest.raises(TypeError):
        api.holdings(example, "XBB", "2025-12-31").save(tmp_path)


def test_what_is_missing_says_why(example: api.Record) -> None:
    """A figure that is not known has a row with its reason."""
    answer = api.balance(example, "XCC")
    assert len(answer.missing)
    for each in answer.missing.itertuples():
        assert pd.isna(answer.tables[each.table][each.column].iloc[each.row])
        assert each.reason


@pytest.mark.parametrize(
    ("ask", "error"),
    [
        (lambda _: api.load("nowhere"), FileNotFoundError),
        (lambda of: api.holdings(of, "QQQ", "2025-12-31"), KeyError),
        (lambda of: api.balance(of, "XAA", period="1990-2000"), LookupError),
        (lambda of: api.form(of, "table-4", "XAA", 2024), ValueError),
        (lambda of: api.form(of, "aef", "XAA", 2024, version="../1"), ValueError),
        (lambda of: api.holdings(of, "XBB", "2025-12-31", language="fr"), ValueError),
        (lambda of: api.balance(of, "XAA", cutoff="2000-01-01"), ValueError),
        (lambda _: api.validate("example", "fr"), ValueError),
    ],
)
def test_what_cannot_be_answered_is_refused(
    ask: Callable[[api.Record], object], error: type[Exception], example: api.Record
) -> None:
    """No answer is better than a wrong one."""
    with pytest.raises(error):
        ask(example)


def test_data_with_errors_are_refused_with_their_findings(tmp_path: Path) -> None:
    """The findings come as a table."""
    (tmp_path / "datapackage.json").write_text("{}", encoding="utf-8")
    with pytest.raises(api.DataError) as found:
        api.load(tmp_path)
    assert isinstance(found.value.findings, pd.DataFrame)
    assert (found.value.findings["severity"] == "error").any()


def test_examples_of_the_documentation_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """What docstrings show is what happens."""
    monkeypatch.chdir(ROOT)
    assert doctest.testmod(api).failed == 0
    assert doctest.testmod(api).attempted


def test_the_guide_runs(small_data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its steps run one after the other; both languages have the same."""
    monkeypatch.chdir(small_data.parent)
    steps = code_of(GUIDE)
    assert steps == code_of(GUIDE.with_suffix(".ja.md"))
    known: dict[str, object] = {}
    for each in steps:
        exec(each, known)  # noqa: S102 - our own page
    assert {"jcm", "aef", "balance"} <= set(known)


def test_tables_of_one_name_are_all_there(example: api.Record) -> None:
    """The balance of two metrics has two closings: the second is ``closing_2``."""
    answer = api.balance(example, "XBB", cutoff="2031-12-31")
    assert {"closing", "closing_2"} <= set(answer.tables)


def test_what_a_check_finds_comes_with_it(example: api.Record) -> None:
    """As many findings as the command prints; none of them an error."""
    answer = api.check(example)
    assert len(answer.findings) == len(answer.tables["findings"]) > 0
    assert answer.is_sound


def test_the_public_version_leaves_out_what_is_confidential(example: api.Record) -> None:
    """How much is confidential is said in both."""
    whole = api.form(example, "structured-summary", "XAA", 2025)
    public = api.form(example, "structured-summary", "XAA", 2025, public=True)
    assert whole.confidential == public.confidential > 0
    assert len(public.notes) > len(whole.notes)


def test_files_that_changed_are_loaded_anew(tmp_path: Path) -> None:
    """A record is not answered from other rows than those that it shows."""
    folder = shutil.copytree(ROOT / "data" / "example", tmp_path / "own")
    record = api.load(folder)
    with (folder / "parties.csv").open("a", encoding="utf-8") as file:
        file.write("\n")
    with pytest.raises(RuntimeError, match="anew"):
        api.holdings(record, "XBB", "2025-12-31")


RENAMES = (
    "from_version,kind,table,old,new\n"
    "2026.3.1,table,,example-movements,example-transfers\n"
    "2026.3.1,column,example-movements,amount,quantity\n"
    "2026.3.1,column,example-parties,since,example-ndcs.first_year\n"
)


@pytest.fixture
def renamed(tmp_path: Path) -> Path:
    """Return the example in a data folder, with names that it had before."""
    shutil.copytree(ROOT / "data" / "example", tmp_path / "data" / "example")
    (tmp_path / "data" / "releases").mkdir()
    (tmp_path / "data" / "releases" / "renames.csv").write_text(RENAMES, encoding="utf-8")
    return tmp_path / "data"


def test_old_names_are_found_with_a_warning(renamed: Path) -> None:
    """A table, a column, a list of columns and labels; the warning names the line that asked."""
    record = api.load(renamed / "example")
    with pytest.warns(FutureWarning, match="table 'movements' is called 'transfers' now") as said:
        rows = record["movements"]
    assert said[0].filename == __file__
    with pytest.warns(FutureWarning, match="column 'amount' is called 'quantity'") as said:
        assert rows["amount"].equals(rows["quantity"])
    assert said[0].filename == __file__
    with pytest.warns(FutureWarning, match="column 'amount'") as said:
        assert list(rows[rows["quantity"] > 500][["transfer_id", "amount"]]) == [
            "transfer_id",
            "quantity",
        ]
    assert said[0].filename == __file__
    with pytest.raises(KeyError, match=r"'since' is ndcs\.first_year now"):
        record["parties"]["since"]
    with pytest.raises(KeyError, match="nothing"):
        rows["nothing"]
    assert type(record["sources"]) is pd.DataFrame


@pytest.mark.parametrize("count", [1, 2, 3])
def test_old_names_are_understood_for_two_releases(renamed: Path, count: int) -> None:
    """Releases before the rename do not count; with the third the old name is none."""
    for version in ("2026.2.9", *("2026.3.1", "2026.3.2", "2026.10.1")[:count]):
        folder = renamed / "releases" / version
        folder.mkdir()
        (folder / "manifest.json").write_text("{}", encoding="utf-8")
    record = api.load(renamed / "example")
    if count > 2:
        with pytest.raises(KeyError, match="no package has it"):
            record["movements"]
        return
    with pytest.warns(FutureWarning, match="for 2 releases"):
        assert len(record["movements"])
