"""The figures on the pages are those of the CSV files, computed here a second time."""

import re
from collections import Counter
from decimal import Decimal

import pytest

from tests.site.csv_rows import PACKAGES, lines, table_names, total
from tests.site.descriptions import categories, fields
from tests.site.documents import Document, table_rows, text_of, words

LANGUAGES = ("", "ja/")
FIGURE = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")


def figures(text: str) -> list[Decimal]:
    """Return the numbers in a text."""
    return [Decimal(each.replace(",", "")) for each in FIGURE.findall(text)]


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_home(documents: dict[str, Document], prefix: str) -> None:
    """The picture of the home page has the tonnes of the record, and what is missing of them."""
    published = {row["figure_id"]: row for row in lines("headline_figures")}
    stated = ["credits-issued-2024-06", "target-fy2030-2025-02-18"]
    if stated[-1] in published:  # the further aim is said beside the aim
        stated.append("target-fy2040-2025-02-18")
    projects, issuances = lines("projects"), lines("issuances")
    registered = [row for row in projects if row["status"] == "registered"]
    parts: Counter[str] = Counter()
    for row in issuances:
        parts[row["project_id"][:2]] += int(row["quantity_notified"] or 0)
    alone = [row for row in lines("published_totals") if row["repeats_listed_rows"] == "false"]
    expected = {
        *(Decimal(published[each]["number"]) for each in stated if each in published),
        *(len(rows) for rows in (projects, registered, issuances)),
        *(total(rows, "estimated_reductions") for rows in (projects, registered)),
        total(issuances, "quantity_notified"),
        sum(bool(row["quantity_notified"]) for row in issuances),
        max(parts.values()),
        total(alone, "quantity_notified"),
    }
    shown = documents[f"{prefix}index.html"].text("//section[@aria-labelledby='picture']")
    assert expected <= set(figures(shown))


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_every_issuance(documents: dict[str, Document], prefix: str) -> None:
    """Each quantity of the list is that of its row; an empty one is never shown as 0."""
    sides = {(row["issuance_id"], row["side"]): row for row in lines("allocations")}
    page = documents[f"{prefix}issuances/index.html"]
    for issuance in lines("issuances"):
        name = issuance["issuance_id"]
        japan, partner = (sides.get((name, side), {}) for side in ("japan", "partner"))
        expected = [
            issuance["quantity_notified"],
            *(japan.get(each, "") for each in ("quantity_notified", "quantity_issued")),
            japan.get("government_quantity", ""),
            *(partner.get(each, "") for each in ("quantity_notified", "quantity_issued")),
        ]
        [row] = page.every(f"//tr[@id='{name}']")
        for cell, value in zip(row.xpath("./td[@class='n']"), expected, strict=True):
            first = cell.xpath("string(./text() | ./span)").strip().replace(",", "")
            assert first == value if value else first not in {"", "0"}, f"{name}: {first} / {value}"
            assert cell.get("data-sort") == value


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_every_project(documents: dict[str, Document], prefix: str) -> None:
    """Each project's page has its title, estimate, participants and methodologies."""
    participants, uses = lines("participants"), lines("project_methodologies")
    for row in lines("projects"):
        name = row["project_id"]
        text = documents[f"{prefix}projects/{name.lower()}/index.html"].text()
        assert words(row["title"]) in text
        if row["estimated_reductions"]:
            assert f"{int(row['estimated_reductions']):,} t" in text
        else:
            assert "0 t" not in text
        for each in participants:
            if each["project_id"] == name:
                assert words(each["organisation"]) in text
        for each in uses:
            if each["project_id"] == name:
                assert each["methodology_version"] in text


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_every_partner(documents: dict[str, Document], prefix: str) -> None:
    """Each partner's page counts its projects and adds up its credits, or says none is known."""
    projects, issuances = lines("projects"), lines("issuances")
    for partner in lines("partners"):
        country = partner["partner"]
        own = [row for row in projects if row["partner"] == country]
        registered = [row for row in own if row["status"] == "registered"]
        ids = {row["project_id"] for row in own}
        credited = [row for row in issuances if row["project_id"] in ids]
        page = documents[f"{prefix}partners/{country.lower()}/index.html"]
        facts = [words(each.text_content()) for each in page.every("//dl[@class='facts']//dd")]
        assert facts[1:3] == [str(len(own)), str(len(registered))]
        expected, issued = facts[3:5]
        if registered:
            assert figures(expected)[0] == total(registered, "estimated_reductions")
        else:
            assert expected == "–"
        if any(row["quantity_notified"] for row in credited):
            assert figures(issued)[0] == total(credited, "quantity_notified")
        else:
            assert figures(issued) == []


@pytest.mark.parametrize("package", PACKAGES)
@pytest.mark.parametrize("prefix", LANGUAGES)
def test_every_cell_of_every_table(
    documents: dict[str, Document], prefix: str, package: str
) -> None:
    """The pages of a table show each cell as the CSV has it, or the label of its code."""
    language = "ja" if prefix else "en"
    for table in table_names(package):
        first = f"{prefix}data/{package}/{table}/"
        described = fields(package, table)
        shown = table_rows(documents, first)
        rows = lines(table, package)
        assert len(shown) == len(rows)
        for row, cells in zip(rows, shown, strict=True):
            for field, cell in zip(described, cells.xpath("./td"), strict=True):
                value, text = row[field["name"]], words(cell.text_content())
                if field["type"] in {"integer", "number"} and value:
                    same = Decimal(text.replace(",", "")) == Decimal(value)
                else:
                    same = text == words(categories(field, language).get(value, value))
                assert same, f"{first}: {field['name']} {value!r} is shown as {text!r}"


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_codebooks_name_every_field(documents: dict[str, Document], prefix: str) -> None:
    """The codebook of a table has each field of its schema, in order, with how many are known."""
    for package in PACKAGES:
        for table in table_names(package):
            page = documents[f"{prefix}data/{package}/{table}/index.html"]
            rows = lines(table, package)
            for field, line in zip(
                fields(package, table),
                page.every("//section[@class='field']"),
                strict=True,
            ):
                assert line.get("id") == f"field-{field['name']}"
                known = sum(bool(row[field["name"]]) for row in rows)
                full = [text_of(each) for each in line.xpath(".//ul[@class='strip']/li")]
                assert [each.split(" /")[0] for each in full[:1]] == [f"{known:,}"] * bool(rows)
                if field["type"] == "number":
                    values = text_of(line.xpath(".//dl")[0])
                    assert not re.search(r"\.[0-9]*0(?![0-9])", values), page.path


def test_the_financing_programme(documents: dict[str, Document]) -> None:
    """The list of financed projects has each row with its amount; the parts add up to the sum."""
    page = documents["financing/index.html"]
    shown = [words(each.text_content()) for each in page.every("//main//table//tr")]
    for row in lines("financed_projects"):
        amount = (
            f"{int(row['expected_reductions']):,}" if row["expected_reductions"] else "not found"
        )
        assert any(
            each.startswith(row["list_number"]) and words(row["title"]) in each and amount in each
            for each in shown
        ), row["list_number"]


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_every_fact_of_the_documents_is_counted(
    documents: dict[str, Document], prefix: str
) -> None:
    """The coverage of each document read whole: facts, those held, those that are not."""
    page = documents[f"{prefix}quality/index.html"]
    facts = lines("source_facts")
    for name in {row["source_id"] for row in facts}:
        own = [row for row in facts if row["source_id"] == name]
        held = sum(bool(row["held_in"]) for row in own)
        cells = page.every(f"//tr[@id='coverage-{name}']/td")
        shown = [figures(text_of(each))[0] for each in cells]
        assert shown == [len(own), held, len(own) - held]


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_every_statement_and_rule_stands_on_a_page(
    documents: dict[str, Document], prefix: str
) -> None:
    """What sources say besides figures is read on the pages about history, rules and lessons."""
    pages = [documents[f"{prefix}{name}/index.html"] for name in ("history", "rules", "lessons")]
    shown = {each for page in pages for each in page.every("//@id")}
    assert {f"statement-{row['statement_id']}" for row in lines("statements")} <= shown
    assert {row["rule_id"] for row in lines("programme_rules")} <= shown
    assert {row["event_id"] for row in lines("timeline")} <= shown
    assert {row["co_benefit_id"] for row in lines("co_benefits")} <= shown
