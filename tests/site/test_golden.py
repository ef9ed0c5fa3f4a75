"""Whole pages, compared with committed ones: a change of a template is read as a difference.

They are made from the rows of ``example_data``, which are cut from the real record by ``cut``.
"""

import re
from pathlib import Path

import pytest

from tests.site.csv_rows import table_names
from tests.site.cut import EXAMPLE
from tests.site.descriptions import fields
from tests.site.workshop import Workshop

GOLDEN = Path(__file__).parents[1] / "golden" / "site"
PAGES = (
    "index.html",
    "partners/mng/index.html",
    "projects/mn003/index.html",
    "projects/th001/index.html",
    "methodologies/mn_am003/index.html",
    "issuances/index.html",
    "article6/index.html",
    "reports/index.html",
    "reports/tha/2025/aef/index.html",
    "reports/tha-jpn/two-party/index.html",
    "quality/index.html",
    "sources-over-time/index.html",
    "sources-over-time/made-up-report-2018-10/index.html",
    "freshness/index.html",
    "data/jcm/allocations/index.html",
    "data/article6/transfers/index.html",
    "data/versions/index.html",
    "data/how-to-cite/index.html",
    "data/2026.1.1/jcm/projects/index.html",
)
NAMED = re.compile(r'\.[0-9a-f]{12}(?=\.[a-z]+")| integrity="[^"]*"')  # a style is no text
BOTH = tuple(f"{prefix}{page}" for page in PAGES for prefix in ("", "ja/"))


@pytest.mark.parametrize("page", BOTH)
def test_page(small: Workshop, request: pytest.FixtureRequest, page: str) -> None:
    """A page is the committed one but for hashes; ``pytest --update-golden`` writes it anew."""
    made, kept = NAMED.sub("", (small.output / page).read_text(encoding="utf-8")), GOLDEN / page
    if request.config.getoption("--update-golden"):
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(made, encoding="utf-8")
    assert made.splitlines() == kept.read_text(encoding="utf-8").splitlines()


def test_no_golden_page_is_left_over() -> None:
    """Each committed page is compared."""
    assert {path.relative_to(GOLDEN).as_posix() for path in GOLDEN.rglob("*.html")} == set(BOTH)


@pytest.mark.parametrize(
    ("package", "table"),
    [(package, table) for package in ("jcm", "article6") for table in table_names(package)],
)
def test_the_example_has_the_columns_of_the_record(package: str, table: str) -> None:
    """The example keeps up with the schemas: if not, ``python -m tests.site.cut`` cuts it anew."""
    text = (EXAMPLE / package / f"{table}.csv").read_text(encoding="utf-8")
    assert text.partition("\n")[0].split(",") == [each["name"] for each in fields(package, table)]
