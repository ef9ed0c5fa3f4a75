"""The structured summary of a host and a buyer, whole, as a person reads it, and its JSON in short.

``pytest --update-golden`` writes them anew; read the difference before committing it.
"""

import json
from pathlib import Path

import pytest

from reporting.findings import LANGUAGES
from reporting.forms.ctf_table4 import summary
from reporting.forms.model.form import Form
from reporting.forms.model.request import FormRequest
from reporting.forms.model.table import Report
from reporting.ledger.ledger import Ledger
from reporting.renderers.tables import form_json
from reporting.renderers.text import as_text

GOLDEN = Path(__file__).parents[1] / "golden" / "summary"
FORMS = {"host": "XAA", "buyer": "XBB"}
WIDTH = 640  # no column of a year is cut
FEW = 2


def _made(ledger: Ledger, name: str) -> Form:
    return summary(ledger, FormRequest(party=FORMS[name], year=2026, is_made_up=True))


def _compared(request: pytest.FixtureRequest, made: str, kept: Path) -> None:
    if request.config.getoption("--update-golden"):
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(made, encoding="utf-8")
    assert made.splitlines() == kept.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", FORMS)
def test_form(example: Ledger, request: pytest.FixtureRequest, name: str, language: str) -> None:
    """Every figure of every year, and every reason why there is none."""
    form = _made(example, name)
    report = Report(
        name=form.stem, title=form.subtitle, tables=tuple(form.tables), notes=form.notes
    )
    made = "".join(f"{line.rstrip()}\n" for line in _lines(report, language))
    _compared(request, made, GOLDEN / f"{name}.{language}.txt")


def _lines(report: Report, language: str) -> list[str]:
    return as_text(report, language, width=WIDTH).splitlines()


def test_json(example: Ledger, request: pytest.FixtureRequest) -> None:
    """What programs read, each list cut to its first entries."""
    whole = json.loads(form_json(_made(example, "host")))
    made = json.dumps(_cut(whole), ensure_ascii=False, indent=1) + "\n"
    _compared(request, made, GOLDEN / "shape.json")


def _cut(value: object) -> object:
    if isinstance(value, dict):
        return {name: _cut(each) for name, each in value.items()}
    return [_cut(each) for each in value[:FEW]] if isinstance(value, list) else value


def test_no_golden_form_is_left_over() -> None:
    """Each committed form is compared."""
    expected = {f"{name}.{language}.txt" for name in FORMS for language in LANGUAGES}
    assert {path.name for path in GOLDEN.iterdir()} == expected | {"shape.json"}
