"""The rulebook and the catalogue of checks are read from the code, complete in both languages."""

import re
from pathlib import Path

import pytest
import yaml

from reporting.accounting.settings import ELAPSED_BASIS, LEVELS, values_of
from reporting.accounting.statement import emissions_balance
from reporting.findings import catalogue
from reporting.forms.aef.profile_choices import CHOICES
from reporting.official_forms.open_questions import open_questions
from reporting.site.code_index import cited, cited_loosely, rules
from reporting.site.templating import breaks, in_sections
from tests.shared import ROOT
from tests.site.csv_rows import lines
from tests.site.documents import Document, text_of

LANGUAGES = ("", "ja/")
EXAMPLES = ROOT / "tests" / "worked_examples"


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_every_provision_has_its_row(documents: dict[str, Document], prefix: str) -> None:
    """Each paragraph of the table stands once, with its sentence and what becomes of it."""
    page = documents[f"{prefix}rulebook/index.html"]
    rows = lines("provisions", "nomenclature")
    shown = page.every("//tbody/tr[starts-with(@id, 'p-')]")
    gist = "gist_ja" if prefix else "gist"
    assert len(shown) == len(rows)
    for row, found in zip(rows, shown, strict=True):
        assert row[gist] in text_of(found)


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_every_setting_has_its_row(documents: dict[str, Document], prefix: str) -> None:
    """With each of its answers; so a reader finds what may be chosen, and what is taken else."""
    page = documents[f"{prefix}rulebook/index.html"]
    answers = {**{name: values_of(name) for name in (*LEVELS, ELAPSED_BASIS)}, **CHOICES}
    for setting, values in answers.items():
        (row,) = page.every(f"//tbody/tr[@id='question-{setting}']")
        assert all(value in text_of(row) for value in values), setting


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_every_open_question_has_its_row(documents: dict[str, Document], prefix: str) -> None:
    """Its reading, that of others, and its settings, whose rows it points to; else a rule."""
    page = documents[f"{prefix}rulebook/index.html"]
    language = "ja" if prefix else "en"
    for each in open_questions():
        (row,) = page.every(f"//tbody/tr[@id='open-{each.number.replace('.', '-')}']")
        shown = text_of(row)
        assert each.number in shown
        assert all(said[language] in shown for said in (each.question, each.reading, each.others))
        (answered,) = row.xpath("./td[3]")
        linked = [link.get("href") for link in answered.xpath(".//a")]
        assert linked == [f"#question-{name}" for name in each.settings]
        assert linked or text_of(answered) == ("規則" if prefix else "a rule")
        (paragraph,) = row.xpath("./td[4]/a")
        assert each.provision.startswith(f"{text_of(paragraph).split()[0]}/")
        assert page.every(f"//tr[@id='{paragraph.get('href')[1:]}']"), each.provision


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("first_transfer_date", "first_<wbr>transfer_<wbr>date"),
        ("reporting.ledger", "reporting.<wbr>ledger"),
        ("<a_b>.", "&lt;a_<wbr>b&gt;."),
    ],
)
def test_a_name_breaks_between_its_words(name: str, shown: str) -> None:
    """A long name of a column or code is not cut within a word where a column is narrow."""
    assert breaks(name) == shown


def test_each_heading_opens_what_stands_below_it() -> None:
    """Whatever stands before the first stays; words, marks and code are as they were."""
    page = '<p>A &amp; <em>b</em>.</p><h2 id="c">C <i>d</i></h2><p>e</p><h3>f</h3><h2 id="g">G</h2>'
    assert in_sections(page) == (
        '<p>A &amp; <em>b</em>.</p><details class="group" id="c"><summary><h2>C <i>d</i></h2>'
        '</summary><p>e</p><h3>f</h3></details><details class="group" id="g"><summary><h2>G</h2>'
        "</summary></details>"
    )


def test_coverage_is_counted(documents: dict[str, Document]) -> None:
    """The counts at the top are those of the table."""
    facts = [text_of(each) for each in documents["rulebook/index.html"].every("//dl//dd")]
    rows = lines("provisions", "nomenclature")
    counted = [
        sum(row["implementation"] == each for row in rows)
        for each in ("implemented", "narrative_only", "not_yet", "not_applicable")
    ]
    assert facts[:5] == [str(each) for each in (len(rows), *counted)]


def test_a_rule_is_found_where_it_is_cited() -> None:
    """The balance is carried out by the function that cites its paragraph."""
    [rule, *_] = rules()["2/CMA.3/annex/8"]
    assert rule.name == emissions_balance.__name__
    assert rule.module == emissions_balance.__module__
    assert rule.sentence.endswith(".")


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        ("2/CMA.3 annex, para. 1(d) and (f)", ["2/CMA.3/annex/1(d)", "2/CMA.3/annex/1(f)"]),
        (
            "6/CMA.4 annex I, para. 5; 2/CMA.3 annex, para. 33",
            ["6/CMA.4/annex-I/5", "2/CMA.3/annex/33"],
        ),
        ("4/CMA.6, annex II, table 1", ["4/CMA.6/annex-II"]),
        ("4/CMA.6, changes to authorization", ["4/CMA.6/authorization-changes"]),
        ("RFC 4180, section 2", []),
    ],
)
def test_provisions_named_in_words(words: str, keys: list[str]) -> None:
    """What a finding cites in words is found by its key."""
    assert list(cited(words)) == keys


def test_every_provision_that_a_finding_cites_is_linked() -> None:
    """No finding cites a paragraph that the rulebook lacks."""
    known = {row["provision_id"] for row in lines("provisions", "nomenclature")}
    assert {key for code in catalogue().values() for key in cited(code.provision)} <= known


def test_paragraphs_of_examples() -> None:
    """A worked example names paragraphs of the guidance without its number."""
    assert list(cited_loosely("ours; paragraphs 7(a)(ii) and 9")) == [
        "2/CMA.3/annex/7(a)(ii)",
        "2/CMA.3/annex/9",
    ]


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_every_worked_example_is_shown(documents: dict[str, Document], prefix: str) -> None:
    """Each example stands once, with its title and, whole, what is given and what follows."""
    page = documents[f"{prefix}rulebook/examples/index.html"]
    written = [
        document
        for path in sorted(EXAMPLES.glob("*/*.yaml"))
        for document in yaml.safe_load_all(path.read_text(encoding="utf-8"))
    ]
    titles = [text_of(each) for each in page.every("//section[@class='example']/h3")]
    assert titles == [re.sub(r"\s+", " ", each["title"]).strip() for each in written]
    shown = [yaml.safe_load(str(each)) for each in page.every("//pre/code/text()")]
    assert shown == written


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_every_check_has_an_example(documents: dict[str, Document], prefix: str) -> None:
    """Each kind of finding stands once with its sentences; its example has no placeholder left."""
    page = documents[f"{prefix}quality/checks/index.html"]
    rows = {each.get("id"): each for each in page.every("//tbody/tr")}
    assert [*rows] == [*catalogue()]
    for name, row in rows.items():
        words = catalogue()[name].words["ja" if prefix else "en"]
        assert words.title in text_of(row)
        example = text_of(row.xpath("./td")[2])
        assert example
        assert not re.search(r"[‹{][a-z_]+[›}]", example), name
        assert catalogue()[name].secretariat in text_of(row)


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_the_guide_names_every_command(site: Path, prefix: str) -> None:
    """A ministry finds each command it needs, from a folder to a filing."""
    text = (site / f"{prefix}guide/index.html").read_text(encoding="utf-8")
    for command in ("new-party", "validate", "check", "report", "check-aef"):
        assert f"jcm {command} " in text
    for stage in ("draft", "approve", "file", "list"):
        assert f"jcm submission {stage}" in text
