"""The validator of HTML reads every page."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.installing import from_npm

pytestmark = pytest.mark.proof

VALIDATOR = "vnu-jar@26.9.27"
ASKED = ("--skip-non-html", "--errors-only", "--exit-zero-always", "--format", "json")


@pytest.fixture(scope="module")
def validator(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the validator of HTML, a program of Java."""
    folder = from_npm(tmp_path_factory.mktemp("vnu"), VALIDATOR)
    return folder / "node_modules/vnu-jar/build/dist/vnu.jar"


def _errors(validator: Path, folder: Path) -> list[str]:
    asked = ["java", "-Xss8m", "-jar", str(validator), *ASKED, str(folder)]
    done = subprocess.run(asked, capture_output=True, text=True, check=True)
    return [f"{each['url']}: {each['message']}" for each in json.loads(done.stderr)["messages"]]


def test_every_page_is_valid(site: Path, validator: Path) -> None:
    """It has no error on any page of the site, pages of forms for printing among them."""
    assert _errors(validator, site.resolve()) == []


def test_the_validator_finds_what_is_wrong(tmp_path: Path, validator: Path) -> None:
    """A list item outside a list is found."""
    page = '<!doctype html><html lang="en"><title>Page</title><body><li>a</li></body></html>'
    (tmp_path / "index.html").write_text(page, encoding="utf-8")
    (found,) = _errors(validator, tmp_path)
    assert "li" in found
