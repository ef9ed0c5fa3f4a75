"""A validation as text, JSON and HTML says the same, and runs nothing that the data holds."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from reporting.findings import Finding, Place
from reporting.packages import Validation, validate
from reporting.packages.validation import TableReport
from reporting.renderers import findings
from reporting.renderers.findings import summary, validation_json, validation_report


def as_text(result: Validation, language: str = "en") -> str:
    """Return what a validation found as text."""
    return findings.as_text(validation_report(result, language))


def as_html(result: Validation, language: str = "en") -> str:
    """Return what a validation found as a page."""
    return findings.as_html(validation_report(result, language))


def validation(code: str, place: Place, values: Mapping[str, str]) -> Validation:
    """Return a validation of one table with one finding."""
    found = (Finding(code=code, place=place, values=values),)
    table = TableReport(package="record", table="blocks", rows=3, findings=found)
    return Validation(packages=(), tables=(table,), findings=found)


ONE = validation(
    "cell-enum",
    Place(package="record", table="blocks", row=3, field="holder"),
    {"value": "<b>&'", "allowed": "a, b"},
)


def test_text_names_place_and_remedy() -> None:
    """A paragraph under the table's name: row, field, title, code, then four sentences."""
    assert as_text(ONE) == (
        "record/blocks\n\n"
        "  row 3, holder: Value not in the list [cell-enum, error]\n"
        "    expected  one of a, b\n"
        "    found     '<b>&''\n"
        "    remedy    Use a listed code; a new one is first added to the schema, "
        "with its labels.\n"
        "    provision Data Package 2.0, Table Schema: enum and categories\n\n"
        "0 packages, 1 table, 3 rows: 1 error, 0 notices\n"
    )


@pytest.mark.parametrize(
    ("place", "where"),
    [
        (Place(package="record"), "  package: "),
        (Place(package="record", table="blocks"), "  whole table: "),
        (Place(package="record", table="blocks", row=3), "  row 3: "),
        (Place(package="record", table="blocks", field="holder"), "  holder: "),
    ],
)
def test_text_says_how_much_is_meant(place: Place, where: str) -> None:
    """Where no row or field is at fault, the table or the package is named."""
    assert where in as_text(validation("row-blank", place, {}))


def test_json_has_findings_and_tables() -> None:
    """Programs read ``findings`` as flat records and ``tables`` with their rows."""
    record = json.loads(validation_json(ONE))
    assert set(record) == {"findings", "tables"}
    assert record["tables"] == [{"package": "record", "name": "blocks", "rows": 3}]
    (finding,) = record["findings"]
    assert finding == ONE.findings[0].as_record()
    assert finding["found"] == "'<b>&''"


def test_html_escapes_what_the_data_holds() -> None:
    """No cell of a table becomes markup in the report."""
    page = as_html(ONE)
    assert "<td>&#39;&lt;b&gt;&amp;&#39;&#39;</td>" in page
    assert "<b>" not in page
    assert "<script" not in page
    assert page.startswith("<!doctype html>")


def test_html_heads_every_column_and_row() -> None:
    """A table that a screen reader can follow: heads have a scope, the region a name."""
    page = as_html(ONE)
    assert page.count('<th scope="col">') == 6
    assert page.count('<th scope="row">') == 1
    assert 'aria-label="record/blocks"' in page
    assert '<html lang="en">' in page


def test_a_clean_validation_is_one_line(clean: Path) -> None:
    """Without findings there is the count of what was checked, and no empty table."""
    result = validate([clean / "nomenclature", clean / "record"])
    assert as_text(result) == "2 packages, 8 tables, 29 rows: 0 errors, 0 notices\n"
    assert summary(result) in as_html(result)
    assert "<table" not in as_html(result)
    assert json.loads(validation_json(result))["findings"] == []


def test_notices_are_counted_apart() -> None:
    """A notice is published with the data and is no error."""
    place = Place(package="record", table="reconciliations", row=2)
    result = validation(
        "reconciliation-differs", place, {"published": "1", "title": "t", "computed": "2"}
    )
    assert result.is_clean
    assert summary(result).endswith("0 errors, 1 notice")


def test_japanese() -> None:
    """Text and HTML speak Japanese when asked; codes and provisions stay."""
    text = as_text(ONE, "ja")
    assert "行 3, holder: 一覧にない値 [cell-enum, error]" in text
    assert "対処" in text
    assert "誤り 1 件、注意 0 件" in text
    page = as_html(ONE, "ja")
    assert '<html lang="ja">' in page
    assert "<h1>検査結果</h1>" in page


def several(*codes: str) -> Validation:
    """Return a validation with a finding of each code, each on a table of its own."""
    found = tuple(
        Finding(
            code=code,
            place=Place(package="record", table=f"table_{number}", row=2),
            values={"published": "1", "title": "t", "computed": "2", "field": "f", "case": "c"},
        )
        for number, code in enumerate(codes)
    )
    return Validation(packages=(), tables=(), findings=found)


def test_notices_and_what_follows_are_a_line_each() -> None:
    """The cause stands in full; without a cause what follows does."""
    text = as_text(several("rows-not-checked", "reconciliation-differs", "needed-here"))
    assert "record/table_2\n\n  row 2: " in text
    assert "1 × Published figure not reproduced [reconciliation-differs, notice]: " in text
    assert "record/table_0\n" not in text
    assert "record/table_0\n\n" in as_text(several("rows-not-checked"))
