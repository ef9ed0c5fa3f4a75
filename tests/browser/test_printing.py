"""Forms on paper, as Chromium prints them: no column is cut, and no heading stands alone."""

import re
import subprocess
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from unicodedata import normalize

import pytest
from lxml import html
from playwright.sync_api import Browser

from reporting.forms.build import build_form
from reporting.forms.model.form import Form, FormName
from reporting.forms.model.request import FormRequest
from reporting.ledger.engines import engine
from reporting.renderers.html import form_html
from tests.ledger.making import opened

pytestmark = pytest.mark.browser

EXAMPLE = Path("data/example")
FORMS = (FormName.AEF, FormName.SUMMARY, FormName.ANNEX_4)
HEADINGS = "//main//*[self::h2 or self::h3 or self::h4 or @class='cap' or @class='about']"
CELLS = "//main//table//*[self::th or self::td]"
PIECE = re.compile(r"[A-Za-z0-9,.]+|[^\sA-Za-z0-9,.]")


@pytest.fixture(scope="module")
def forms() -> Mapping[FormName, Form]:
    """Return forms of a Party of the example."""
    request = FormRequest(
        party="XAA", year=2024, narratives=EXAMPLE / "narratives", is_made_up=True
    )
    with engine() as running:
        ledger = opened(running, EXAMPLE)
        return {name: build_form(ledger, name, request) for name in FORMS}


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("name", FORMS)
def test_paper_has_every_cell_and_no_heading_alone(
    browser: Browser, forms: Mapping[FormName, Form], tmp_path: Path, name: FormName, language: str
) -> None:
    """Each word of a head or cell is printed; no page ends with a heading; a wide table has A3.

    The contents are left out: what they list are headings.
    """
    written = form_html(forms[name], language).decode()
    pages = _printed(browser, written, tmp_path / "form.pdf")
    document = html.fromstring(written)
    cells = _pieces(" ".join(_text(each) for each in document.xpath(CELLS)))
    assert not cells - _pieces(" ".join(pages))
    headings = [_text(each) for each in document.xpath(HEADINGS)]
    assert headings
    for page in pages:
        *_, last, _ = [
            _pressed(line) for line in page.splitlines() if line.strip()
        ]  # _: its number
        assert not [each for each in headings if each.endswith(last)]
    sizes = subprocess.run(
        ["pdfinfo", "-l", "-1", tmp_path / "form.pdf"], capture_output=True, text=True, check=True
    )
    assert "(A3)" in sizes.stdout


def _printed(browser: Browser, written: str, path: Path) -> list[str]:
    """Return the text of each page that a form is printed on."""
    page = browser.new_page()
    page.set_content(written)
    page.evaluate("document.querySelector('nav').remove()")
    page.pdf(path=path, prefer_css_page_size=True)
    page.close()
    text = subprocess.run(
        ["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True
    )
    return text.stdout.removesuffix("\f").split("\f")


def _text(element: html.HtmlElement) -> str:
    return _pressed(element.text_content())


def _pressed(text: str) -> str:
    return " ".join(normalize("NFKC", text).split())


def _pieces(text: str) -> Counter[str]:
    return Counter(PIECE.findall(normalize("NFKC", text)))
