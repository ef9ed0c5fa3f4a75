"""Forms for programs: JSON with everything, and a CSV for each table."""

import csv
import json
from io import StringIO

from reporting.renderers.tables import form_csvs, form_json
from tests.renderers.forms import aef_form, summary_form


def test_json_has_all_of_it() -> None:
    """Both languages, exact figures, their rows, the reasons, notes, findings and readiness."""
    form = json.loads(form_json(summary_form()))
    assert (form["form"], form["readiness"], form["cutoff"], form["is_made_up"]) == (
        *("structured-summary", "incomplete", None, False),
    )
    assert form["title@ja"] == "構造化された要約"
    assert form["notes"][0]["provision"] == "7(a)(ii)"
    assert form["findings"][0]["code"] == "record-table-missing"
    assert form["findings"][0]["title@ja"]
    lines = form["sections"][0]["tables"][0]
    assert [row["y2022"] for row in lines["rows"]] == [None, 10**15]
    assert lines["rows"][0]["y2021"] == "323371/6"
    assert lines["reasons"][0]["sentence"] == "The emissions of 2022 are not known."
    assert lines["lineage"][1]["rows"][0]["part"] == -2600
    assert "made_up" not in form


def test_json_of_made_up_data_says_so() -> None:
    """In both languages."""
    form = json.loads(form_json(aef_form()))
    assert form["is_made_up"]
    assert form["made_up"].startswith("Made-up data")
    assert form["made_up@ja"].startswith("架空のデータ")
    assert form["cutoff"] == "2024-12-31"


def test_a_csv_for_each_table() -> None:
    """Exact figures with their sign, text made safe, and that the data are made up."""
    files = form_csvs(aef_form())
    assert list(files) == ["submission", "authorizations", "actions", "holdings", "entities"]
    rows = list(csv.reader(StringIO(files["authorizations"].decode(), newline="")))
    terms, more = (
        rows[0].index("AuthorizationT&Cs"),
        rows[0].index("AdditionalExplanatoryInformation"),
    )
    assert rows[1][terms] == "'=1+1"
    assert rows[1][more] == "'- none\n'- whatsoever"
    assert (rows[0][-1], rows[1][-1]) == ("made_up", "true")


def test_figures_are_no_text() -> None:
    """A negative figure needs no apostrophe; two tables of one name are two files."""
    files = form_csvs(summary_form())
    assert list(files) == ["structured_summary", "account_holders", "account_holders_2"]
    rows = list(csv.DictReader(StringIO(files["structured_summary"].decode())))
    assert rows[0]["y2023"] == "-2500"
    assert rows[0]["missing"] == "y2022: level"
    assert "made_up" not in rows[0]
