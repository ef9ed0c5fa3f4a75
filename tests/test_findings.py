"""Findings say the same in both languages, and stand in the order of the data."""

import re
from string import Formatter

import pytest

from reporting.findings import (
    LANGUAGES,
    Finding,
    Place,
    Severity,
    as_argument,
    catalogue,
    in_order,
)

KANA_OR_HAN = re.compile("[\u3041-\u30ff\u4e00-\u9fff]")


def placeholders(code: str, language: str) -> set[str]:
    """Return the names in braces in the sentences of a code."""
    words = catalogue()[code].words[language]
    text = words.expected + words.found + words.remedy
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("code", catalogue())
def test_both_languages_use_the_same_values(code: str) -> None:
    """What the English sentences fill in, the Japanese ones fill in too."""
    assert placeholders(code, "en") == placeholders(code, "ja")


@pytest.mark.parametrize("code", catalogue())
def test_every_sentence_is_there(code: str) -> None:
    """Each code has a provision and four sentences in each language, the remedy a full one."""
    entry = catalogue()[code]
    assert re.fullmatch("[a-z]+(-[a-z]+)*", code)
    assert entry.provision
    for language in LANGUAGES:
        words = entry.words[language]
        assert words.title
        assert words.expected
        assert words.found
        assert words.remedy.endswith((".", "。", "…"))
    assert KANA_OR_HAN.search(entry.words["ja"].remedy)
    assert not KANA_OR_HAN.search(entry.words["en"].remedy)


def test_no_two_codes_have_one_title() -> None:
    """A reader tells two kinds of finding apart by their titles."""
    for language in LANGUAGES:
        titles = [entry.words[language].title for entry in catalogue().values()]
        assert len(set(titles)) == len(titles)


@pytest.mark.parametrize(
    ("place", "written"),
    [
        (Place(), ""),
        (Place(package="jcm"), "jcm"),
        (Place(package="jcm", table="projects"), "jcm/projects"),
        (Place(package="jcm", table="projects", row=3), "jcm/projects:3"),
        (Place(package="jcm", table="projects", row=3, field="title"), "jcm/projects:3 title"),
        (Place(package="jcm", table="projects", field="title"), "jcm/projects title"),
        (Place(table="ndcs"), "ndcs"),
        (Place(table="ndcs", row=3, field="method"), "ndcs:3 method"),
    ],
)
def test_a_place_is_written_without_what_is_not_known(place: Place, written: str) -> None:
    """A place reads from the package to the field."""
    assert str(place) == written


def test_a_path_with_spaces_stands_in_quotes() -> None:
    """So that a command can be typed as it is said."""
    assert as_argument("my record/data") == '"my record/data"'
    assert as_argument("my-record") == "my-record"


def test_order_is_package_table_row_field_code() -> None:
    """Rows stand in the order of numbers, not of text."""
    ordered = (
        Finding(code="file-missing", place=Place(package="a", table="t")),
        Finding(code="cell-enum", place=Place(package="a", table="t", row=9, field="x")),
        Finding(code="cell-enum", place=Place(package="a", table="t", row=10, field="a")),
        Finding(code="cell-type", place=Place(package="a", table="t", row=10, field="a")),
        Finding(code="cell-enum", place=Place(package="b")),
    )
    assert in_order(reversed(ordered)) == ordered


def test_values_may_hold_braces() -> None:
    """A value that looks like a placeholder is shown as it is."""
    finding = Finding(
        code="cell-enum", place=Place(), values={"value": "{allowed}", "allowed": "a, b"}
    )
    assert finding.words("en").found == "'{allowed}'"
    assert finding.words("ja").expected == "a, b のいずれか"


def test_a_record_is_flat_and_bilingual() -> None:
    """Programs get place, severity, provision, and the sentences of both languages."""
    place = Place(package="jcm", table="projects", row=3, field="title")
    record = Finding(code="cell-required", place=place).as_record()
    assert record == {
        "severity": "error",
        "code": "cell-required",
        "package": "jcm",
        "table": "projects",
        "row": 3,
        "field": "title",
        "expected": "a value",
        "found": "nothing",
        "remedy": "Fill it in; if it is not known, the row cannot be published yet.",
        "provision": "Data Package 2.0, Table Schema: required",
        "expected@ja": "値",
        "found@ja": "空",
        "remedy@ja": "記入する。不明なら、その行はまだ公開できない。",
    }
    assert Finding(code="reconciliation-differs", place=place).severity is Severity.NOTICE
