"""What a form holds at a glance, and what its page folds."""

from dataclasses import replace

from reporting.forms.model.form import Form, Section
from reporting.forms.model.sections import WHAT_IS_MISSING
from reporting.messages import bilingual
from reporting.renderers.html import FormView
from reporting.site.form_outline import contents, folded, summed
from tests.renderers.documents import form, small
from tests.renderers.forms import aef_form


def section(number: str, level: int, **given: object) -> Section:
    """Return a section called by its number."""
    return Section(number=number, level=level, title=bilingual(number, number), **given)  # type: ignore[arg-type]


def report() -> Form:
    """Return a report on two approaches: one text is written, four are missing."""
    return replace(
        form(),
        sections=(
            Section(title=WHAT_IS_MISSING, tables=(small(4),)),
            section("I", 1),
            section("I.A", 2, is_missing=True, tables=(small(2), small(0))),
            section("II", 1),
            section("II.1", 2, tables=(small(1),)),
            section("II.1.A", 3, text="Written."),
            section("II.1.B", 3, is_missing=True),
            section("II.2", 2),
            section("II.2.A", 3, is_missing=True),
            section("II.2.A.1", 4, is_missing=True),
            section("III", 1, tables=(small(0),)),
        ),
    )


def test_what_each_part_holds() -> None:
    """Rows of all tables below it, texts written and missing; the list of these is no part."""
    told = {each.section.number: each.told["en"] for each in contents(report())}
    assert told == {
        "I": "2 rows, 1 text missing",
        "II": "1 row, 1 text, 3 texts missing",
        "III": "no row",
    }
    assert [each.number for each in contents(report())] == [2, 4, 11]


def test_what_the_whole_holds() -> None:
    """The sum of its parts."""
    assert summed(report()).told["en"] == "3 rows, 1 text, 4 texts missing"


def test_it_is_told_in_japanese() -> None:
    """In the words of the pages."""
    _, second, third = contents(report())
    assert second.told["ja"] == "1 行、記述1件、記述3件が未作成"
    assert third.told["ja"] == "行なし"


def test_each_table_of_the_annual_information() -> None:
    """A strip of five; of a nil report one is filled."""
    assert [each.rows for each in contents(aef_form())] == [1, 1, 2, 1, 1]
    assert [each.rows for each in contents(aef_form(is_nil=True))] == [1, 0, 0, 0, 0]


def test_approaches_and_what_is_missing_are_folded() -> None:
    """Each with what stands below it; every part is there once, in order."""
    some = list(folded(FormView(language="en").parts(report())))
    numbers = [[part.section.number for part in each.parts] for each in some]
    assert numbers == [
        [""],
        ["I"],
        ["I.A"],
        ["II"],
        ["II.1", "II.1.A", "II.1.B"],
        ["II.2", "II.2.A", "II.2.A.1"],
        ["III"],
    ]
    told = [each.contents.told["en"] for each in some if each.contents]
    assert told == ["4 rows", "1 row, 1 text, 1 text missing", "2 texts missing"]
