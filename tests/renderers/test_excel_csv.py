"""CSV for Excel: a byte order mark, CRLF, no formula, and the rows of the CSV."""

from pathlib import Path

from reporting.renderers.excel_csv import to_excel_csv
from tests.releases.made import package_of

ROW = ("MN1", 'a "b"\nc', "-5", "-0.5", "2024-01-01", "true", "2024")


def test_what_excel_needs(tmp_path: Path) -> None:
    """Without the mark it takes UTF-8 for something else; a break within a cell stays LF."""
    table = package_of(tmp_path, [ROW, ("二", "", "", "", "", "", "")]).tables["table"]
    assert to_excel_csv(table).decode() == (
        "\ufeffid,text,count,share,day,is_known,year\r\n"
        'MN1,"a ""b""\nc",-5,-0.5,2024-01-01,true,2024\r\n'
        "二,,,,,,\r\n"
    )


def test_a_text_begins_no_formula(tmp_path: Path) -> None:
    """A negative number is a number; a text that looks like a formula has an apostrophe."""
    table = package_of(tmp_path, [("=1", "-x", "-5", "", "", "", "")]).tables["table"]
    assert to_excel_csv(table).decode().splitlines()[1] == "'=1,'-x,-5,,,,"
