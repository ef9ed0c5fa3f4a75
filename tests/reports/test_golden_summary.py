"""The structured summary of a host and a buyer, whole, compared with committed ones."""

from pathlib import Path

import pytest

from reporting.ledger.ledger import Ledger
from reporting.renderers.form_data import form_json
from reporting.reports.asked import FormAsked
from reporting.reports.summary import summary

GOLDEN = Path(__file__).parents[1] / "golden" / "summary"
FORMS = {"host": "XAA", "buyer": "XBB"}


@pytest.mark.parametrize("name", FORMS)
def test_form(example: Ledger, request: pytest.FixtureRequest, name: str) -> None:
    """A form is the committed one, in JSON; ``pytest --update-golden`` writes it anew."""
    asked = FormAsked(party=FORMS[name], year=2026, is_made_up=True)
    made, kept = form_json(summary(example, asked)).decode(), GOLDEN / f"{name}.json"
    if request.config.getoption("--update-golden"):
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(made, encoding="utf-8")
    assert made.splitlines() == kept.read_text(encoding="utf-8").splitlines()


def test_no_golden_form_is_left_over() -> None:
    """Each committed form is compared."""
    assert {path.stem for path in GOLDEN.glob("*.json")} == {*FORMS}
