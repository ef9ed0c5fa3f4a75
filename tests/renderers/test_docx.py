"""Documents: real styles, contents, captions, tables; the same bytes; LibreOffice opens them."""

import os
import re
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn

from reporting.forms.model.form import Form, Readiness
from reporting.renderers.docx import form_docx
from tests.renderers.documents import form

LONGEST_CONVERSION = 180


@pytest.fixture(scope="module")
def english() -> Document:
    """Return the document in English, opened."""
    return docx.Document(BytesIO(form_docx(form())))


def styled(document: Document, style: str) -> list[str]:
    """Return the paragraphs of a style."""
    return [each.text for each in document.paragraphs if each.style and each.style.name == style]


def inside(part: Any, tag: str) -> list[Any]:  # noqa: ANN401 - whatever stands on XML
    """Return the elements of a name within a part of the document."""
    return [*part._element.iter(qn(tag))]  # noqa: SLF001 - python-docx has no name for them


def test_headings_have_their_level(english: Document) -> None:
    """A heading is a heading, so that it can be navigated."""
    assert styled(english, "Heading 1") == ["I  First part", "II  Figures", "Notes", "Findings"]
    assert styled(english, "Heading 2") == ["I.A  Narrative", "I.B  Missing part"]
    assert styled(english, "Heading 3") == ["II.A  Wide"]


def test_contents_are_written_out(english: Document) -> None:
    """Each heading has an entry that reads as it does and leads to it, within one field."""
    entries = [
        each for each in english.paragraphs if each.style and each.style.name.startswith("toc ")
    ]
    headings = [
        each for each in english.paragraphs if each.style and each.style.name.startswith("Heading")
    ]
    assert [each.text.strip() for each in entries] == [each.text for each in headings]
    for entry, heading in zip(entries, headings, strict=True):
        (link,) = inside(entry, "w:hyperlink")
        (mark,) = inside(heading, "w:bookmarkStart")
        assert link.get(qn("w:anchor")) == mark.get(qn("w:name"))
    body = english.element.body
    instructions = [each.text.strip() for each in body.iter(qn("w:instrText"))]
    assert instructions[0].startswith('TOC \\o "1-3"')
    kinds = [each.get(qn("w:fldCharType")) for each in body.iter(qn("w:fldChar"))]
    assert kinds.count("begin") == kinds.count("end") == kinds.count("separate")


def test_captions_are_numbered(english: Document) -> None:
    """Each table has a caption with a number of its own, after one that a narrative gave."""
    assert styled(english, "Caption") == [
        "Expected mitigation",
        "Table 1. Quantities <by> year",
        "Table 2. Years above",
        "Table 3. A column for each year",
        "Table 4. Quantities <by> year",
    ]


def test_tables(english: Document) -> None:
    """Heads repeat, rows stay whole, numbers stand on the right with their separators."""
    _, small, across, wide = english.tables
    for table in english.tables:
        assert table.style is not None
        assert table.style.name == "Report Table"
        assert inside(table.rows[0], "w:tblHeader")
        assert all(inside(row, "w:cantSplit") for row in table.rows)
    assert [cell.text for cell in small.rows[0].cells] == ["Year", "What & why", "Date", "Quantity"]
    assert [cell.text for cell in small.rows[1].cells] == [
        "2021",
        "<b>=1+1</b>",
        "2024-12-31",
        "1,234,567",
    ]
    assert small.rows[2].cells[3].text == "– a"
    number = small.rows[1].cells[3].paragraphs[0]
    assert number.style is not None
    assert number.style.paragraph_format.alignment == WD_ALIGN_PARAGRAPH.RIGHT
    assert "– a  Quantity not known: 2024" in styled(english, "Remark")
    assert [cell.text for cell in across.rows[0].cells] == ["", "2021", "2022"]
    assert [cell.text for cell in across.rows[2].cells] == ["Level [t CO2 eq]", "674", "674"]
    assert wide.rows[1].cells[1].text == "100,000,000"
    (heading,) = {each._tc for each in across.rows[1].cells}  # noqa: SLF001 - one, merged
    assert heading.grid_span == len(across.columns)


def test_narrative(english: Document) -> None:
    """Lists, links, tables and styles of text are Word's own; HTML is not there."""
    assert styled(english, "List Number") == ["one", "two"]
    assert styled(english, "List Bullet") == ["a point"]
    assert styled(english, "List Bullet 2") == ["within it"]
    assert [cell.text for cell in english.tables[0].rows[1].cells] == ["2024", "1,000"]
    links = {each.address for p in english.paragraphs for each in p.hyperlinks if each.address}
    assert links == {"https://example.org/a?b=1&c=2"}
    whole = "\n".join(each.text for each in english.paragraphs)
    assert "<script>" not in whole
    assert "alert(1)" not in whole
    bold = [run.text for p in english.paragraphs for run in p.runs if run.bold]
    assert "bold" in bold


def test_each_numbered_list_begins_at_1() -> None:
    """Two lists do not count on."""
    twice = form()
    section = twice.sections[1]
    document = docx.Document(
        BytesIO(form_docx(_with_text(twice, f"{section.text}\n\ntext\n\n1. x\n")))
    )
    used = {
        each_id.get(qn("w:val"))
        for each in document.paragraphs
        if each.style and each.style.name == "List Number"
        for each_id in inside(each, "w:numId")
    }
    assert len(used) == 2


def test_wide_tables_stand_on_wide_pages(english: Document) -> None:
    """The page turns for them, with the headings above them, and turns back."""
    turns = [each.orientation for each in english.sections]
    assert turns == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT]


@pytest.mark.parametrize(
    ("readiness", "said"),
    [
        (Readiness.DRAFT, "Draft: not for filing"),
        (Readiness.INCOMPLETE, "Incomplete: "),
        (Readiness.COMPLETE, ""),
    ],
)
def test_every_page_says_what_it_is(readiness: Readiness, said: str) -> None:
    """Party, form and version; made up; and whether it can be filed."""
    document = docx.Document(BytesIO(form_docx(form(readiness))))
    head = "\n".join(each.text for each in document.sections[0].header.paragraphs)
    assert "Made-up data" in head
    assert "XAA 2025, 1.0" in head
    assert "A <form>" in head
    assert said in head
    assert ("Draft" in head) is (readiness is Readiness.DRAFT)
    foot = document.sections[0].footer
    fields = [each.text.strip() for each in inside(foot, "w:instrText")]
    assert fields == ["PAGE", "NUMPAGES"]
    assert all(each.header.is_linked_to_previous for each in list(document.sections)[1:])


def test_missing_narratives_are_said(english: Document) -> None:
    """A section without its narrative says so, and nothing else."""
    assert styled(english, "Missing") == ["Missing: the Party has not yet written this section."]


@pytest.mark.parametrize(("language", "code"), [("en", "en-GB"), ("ja", "ja-JP")])
def test_language(language: str, code: str) -> None:
    """The language is that of the text, and Japanese has a font of its own."""
    with ZipFile(BytesIO(form_docx(form(), language))) as archive:
        styles = archive.read("word/styles.xml").decode()
    defaults = styles[: styles.index("</w:docDefaults>")]
    assert f'<w:lang w:val="{code}"' in defaults
    assert 'w:eastAsia="Yu Gothic"' in defaults


def test_japanese_text() -> None:
    """The Japanese document has the Japanese narrative, labels and footnotes."""
    document = docx.Document(BytesIO(form_docx(form(), "ja")))
    whole = "\n".join(each.text for each in document.paragraphs)
    for text in ("日本語の記述です。", "目次", "表 1. 年別の数量", "数量不明", "下書き"):
        assert text in whole + document.sections[0].header.paragraphs[1].text
    assert "Some text" not in whole


def test_properties_name_no_clock() -> None:
    """The date of the file is the cut-off; without one it has none."""
    said = docx.Document(BytesIO(form_docx(form()))).core_properties
    assert (said.author, said.title) == ("JCM Open Data", "A <form>, XAA 2025 1.0")
    assert said.created is not None
    assert said.created.date().isoformat() == "2024-12-31"


def test_the_same_bytes_whatever_the_clock() -> None:
    """Another process, on another day, in another zone, writes the same bytes."""
    code = (
        "from hashlib import sha256\n"
        "from reporting.renderers.docx import form_docx\n"
        "from tests.renderers.documents import form\n"
        "print(sha256(form_docx(form())).hexdigest())"
    )
    seen = set()
    for zone, seed in (("Asia/Tokyo", "1"), ("America/Lima", "2")):
        run = subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "TZ": zone, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        )
        seen.add(run.stdout)
    assert len(seen) == 1


@pytest.mark.parametrize("language", ["en", pytest.param("ja", marks=pytest.mark.proof)])
def test_libreoffice_opens_it(tmp_path: Path, language: str) -> None:
    """Debian's LibreOffice converts it, with the contents, the tables and the page numbers."""
    (tmp_path / "form.docx").write_bytes(form_docx(form(), language))
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            tmp_path,
            tmp_path / "form.docx",
        ],
        capture_output=True,
        check=True,
        timeout=LONGEST_CONVERSION,
    )
    shown = subprocess.run(
        ["pdftotext", "-layout", tmp_path / "form.pdf", "-"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "1,234,567" in shown
    pages = shown.count("\f")
    numbered = {"en": rf"Page {pages} of {pages}", "ja": rf"{pages} ?／ ?{pages}"}
    assert re.search(numbered[language], shown)
    assert len(re.findall("I\\.A  ?", shown)) >= 2


def _with_text(of: Form, text: str) -> Form:
    first, second, *rest = of.sections
    return replace(of, sections=(first, replace(second, text=text), *rest))
