"""Pages of forms: nothing fetched, nothing run, every text escaped, every figure with its rows."""

import re

import pytest
from lxml import html
from lxml.html import HtmlElement

from reporting.forms.model.form import Readiness
from reporting.renderers.html import form_html
from reporting.renderers.standalone import in_css
from tests.renderers.documents import form


@pytest.fixture(scope="module")
def page() -> HtmlElement:
    """Return the page in English, parsed."""
    return html.fromstring(form_html(form()))


def test_nothing_is_fetched_or_run(page: HtmlElement) -> None:
    """No script, no image, no style or font from elsewhere, and a policy that says so."""
    assert not page.xpath("//script|//img|//link|//iframe|//object|//form|//*[@src]")
    assert not page.xpath("//@*[starts-with(name(), 'on')]")
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'")
    (sheet,) = page.xpath("//style/text()")
    assert "url(" not in sheet
    assert "@import" not in sheet


def test_texts_are_escaped() -> None:
    """Whatever stands in the data is text; HTML of a narrative is left out."""
    written = form_html(form()).decode()
    assert "<h1>A &lt;form&gt;</h1>" in written
    assert "&lt;b&gt;=1+1&lt;/b&gt;" in written
    assert "alert(1)" not in written


def test_a_table_of_a_narrative_is_read_aloud(page: HtmlElement) -> None:
    """Its heads say what they head, and it has the caption that was written."""
    (caption,) = page.xpath("//table/caption")
    assert caption.text_content() == "Expected mitigation"
    assert caption.xpath("../thead//th/@scope") == ["col", "col"]


def test_a_title_cannot_end_the_style_sheet() -> None:
    """What every printed page says is text in CSS too."""
    assert in_css('</style><script>"\\') == r'"\3c /style>\3c script>\"\\"'


def test_contents_lead_to_the_sections(page: HtmlElement) -> None:
    """Each link of the page has its target."""
    targets = set(page.xpath("//@id"))
    links = [each[1:] for each in page.xpath("//a/@href") if each.startswith("#")]
    assert links
    assert set(links) <= targets
    assert page.xpath("//nav//a/text()")[:2] == ["I First part", "I.A Narrative"]


def test_each_figure_leads_to_its_rows(page: HtmlElement) -> None:
    """A link to the list of its rows and parts; beyond a hundred, their number and digest."""
    (link,) = [each for each in page.xpath("//a[@class='f']") if each.text == "1,234,567"]
    (entry,) = page.xpath(f"//*[@id='{link.get('href')[1:]}']")
    text = entry.text_content()
    assert "1234567: 1 row, sha256:" in text
    assert "example/transfers:2 1234567" in text
    (many,) = {
        each.get("href") for each in page.xpath("//a[@class='f']") if each.text == "100,000,000"
    }
    text = page.xpath(f"//*[@id='{many[1:]}']")[0].text_content()
    assert "100000000: 150 rows, sha256:" in text
    assert "example/transfers" not in text


def test_reasons_and_findings_are_said(page: HtmlElement) -> None:
    """An empty cell has a footnote; findings of a kind stand together."""
    assert page.xpath("//td[contains(., '– a')]")
    assert page.xpath("//ul[@class='why']/li/text()")[0] == "– a: Quantity not known: 2024"
    assert page.xpath("count(//h3[contains(., 'approach-missing')])") == 1
    whole = page.text_content()
    assert "at least one cooperative approach of XAA" in whole
    assert "at least one cooperative approach of XBB" in whole


@pytest.mark.parametrize("readiness", Readiness)
def test_it_says_whether_it_can_be_filed(readiness: Readiness) -> None:
    """On the screen and on every printed page."""
    written = form_html(form(readiness)).decode()
    head = written[: written.index("</style>")]
    body = written[written.index("</style>") :]
    for part in (head, body):
        assert "Made-up data, for illustration only" in part
        assert ("Draft: not for filing" in part) is (readiness is Readiness.DRAFT)
        assert ("Incomplete: the record" in part) is (readiness is Readiness.INCOMPLETE)


def test_japanese() -> None:
    """The page says which language it is in, and is in it."""
    written = form_html(form(), "ja").decode()
    assert '<html lang="ja">' in written
    assert "日本語の<strong>記述</strong>です。" in written
    assert "数値のもとになった行" in written
    words = re.findall(r">([A-Z][a-z]+ [a-z]+ [a-z]+)", written)
    assert words == []


def test_the_same_bytes() -> None:
    """Two runs write the same."""
    assert form_html(form()) == form_html(form())
