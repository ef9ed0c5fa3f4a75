"""What stands side by side, recounted: from the CSV files, and the example from its balance."""

from decimal import Decimal

import pytest

from reporting.accounting.period import MethodName
from reporting.forms.queries.accounts import BalanceRequest
from reporting.forms.queries.balance import balance
from reporting.forms.queries.ndc import ndcs_of
from reporting.ledger.engines import engine
from tests.forms.reading import rows
from tests.ledger.making import opened
from tests.shared import ROOT
from tests.site.csv_rows import Lines, lines, total
from tests.site.documents import Document, text_of
from tests.site.test_figures import figures

LANGUAGES = ("", "ja/")


def _rows(page: Document, table: str) -> list[list[str]]:
    return [
        [text_of(cell) for cell in row.xpath("th | td")] for row in page.every(f"{table}/tbody/tr")
    ]


def _first(text: str) -> Decimal | None:
    """Return the first figure of a cell; None of a dash."""
    return next(iter(figures(text)), None)


def _sum(some: Lines, field: str) -> int | None:
    """Add up what is known; None where nothing is."""
    return total(some, field) if any(row[field] for row in some) else None


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_partners(documents: dict[str, Document], prefix: str) -> None:
    """Each partner has one row with its counts and tonnes; what nobody knows is no nought."""
    page = documents[f"{prefix}compare/index.html"]
    partners = sorted(lines("partners"), key=lambda row: int(row["position"]))
    boxes = page.every("//table[contains(@class, 'picks')]/tbody//input/@value")
    assert boxes == [row["partner"] for row in partners]
    found = _rows(page, "//table[contains(@class, 'picks')]")
    for partner, cells in zip(partners, found, strict=True):
        projects = [row for row in lines("projects") if row["partner"] == partner["partner"]]
        registered = [row for row in projects if row["status"] == "registered"]
        ids = {row["project_id"] for row in projects}
        issuances = [row for row in lines("issuances") if row["project_id"] in ids]
        assert [_first(each) for each in cells[1:6]] == [
            len(projects),
            len(registered),
            _sum(registered, "estimated_reductions"),
            len(issuances),
            _sum(issuances, "quantity_notified"),
        ], partner["partner"]


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_projects(documents: dict[str, Document], prefix: str) -> None:
    """A project with a known quantity: its estimate, and the sums of its issuances and sides."""
    page = documents[f"{prefix}compare/index.html"]
    sides = {(row["issuance_id"], row["side"]): row for row in lines("allocations")}
    found = {
        cells[0].split()[0]: cells for cells in _rows(page, "//details[@id='projects']//table")
    }
    known = [row for row in lines("issuances") if row["quantity_notified"]]
    assert set(found) == {row["project_id"] for row in known}
    for project in lines("projects"):
        cells = found.get(project["project_id"])
        if not cells:
            continue
        own = [row for row in known if row["project_id"] == project["project_id"]]
        assert _first(cells[3]) == _sum([project], "estimated_reductions")
        assert _first(cells[5]) == total(own, "quantity_notified")
        for at, side in enumerate(("japan", "partner"), start=6):
            each = [sides.get((row["issuance_id"], side), {}) for row in own]
            amounts = [row.get("quantity_notified") for row in each]
            whole = sum(map(int, filter(None, amounts))) if all(amounts) else None
            assert _first(cells[at]) == whole, project["project_id"]


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_methods_of_the_example(documents: dict[str, Document], prefix: str) -> None:
    """The two columns of the first Party are what ``jcm balance --method`` says of each."""
    page = documents[f"{prefix}example/compare/index.html"]
    shown = _rows(page, "(//main//table)[1]")
    with engine() as running:
        ledger = opened(running, ROOT / "data" / "example")
        for column, method in enumerate((MethodName.TRAJECTORY, MethodName.AVERAGING), start=1):
            request = BalanceRequest(ndc=ndcs_of(ledger, "XAA")[0], method=method)
            told = [row["adjustment"].value for row in rows(balance(ledger, request).tables[0])]
            assert [_first(cells[column]) for cells in shown] == told


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_answers_of_the_example(documents: dict[str, Document], prefix: str) -> None:
    """Each question that is shown moves a figure, and no row says the same under both answers."""
    page = documents[f"{prefix}example/compare/index.html"]
    tables = page.every("//h2[@id='readings']/following-sibling::div//table")
    assert len(tables) == 2
    for table in tables:
        cells = [[text_of(each) for each in row.xpath("td")] for row in table.xpath("tbody/tr")]
        assert cells
        assert all(taken != other for _, taken, other in cells)
