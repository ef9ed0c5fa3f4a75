"""The same commit gives the same bytes, whatever the folder, clock, language and fonts."""

import subprocess
from pathlib import Path

import pytest

from tests.shared import ROOT
from tests.site.documents import ORIGIN
from tests.site.workshop import Workshop, tree

pytestmark = pytest.mark.proof

NO_FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{folder}</dir><cachedir>{folder}/cache</cachedir></fontconfig>
"""


def _locales() -> list[str]:
    listed = subprocess.run(["locale", "-a"], capture_output=True, text=True, check=True)
    return [each for each in listed.stdout.split() if each not in {"C", "POSIX"}]


def test_a_build_in_another_place(site: Path, tmp_path: Path) -> None:
    """Folder, time zone, locale, hash seed, home and fonts differ; every byte is the same."""
    fonts = tmp_path / "fonts"
    fonts.mkdir()
    (tmp_path / "fonts.conf").write_text(NO_FONTS.format(folder=fonts), encoding="utf-8")
    others = _locales()
    surroundings = {
        "TZ": "America/Los_Angeles",
        "LC_ALL": next((each for each in others if each.startswith(("ja", "de"))), others[0]),
        "PYTHONHASHSEED": "4242",
        "HOME": str(tmp_path / "home"),
        "FONTCONFIG_FILE": str(tmp_path / "fonts.conf"),
        "PYTHONUTF8": "0",
    }
    expected = tree(site)
    assert len(expected) > 1000
    workshop = Workshop.copy(tmp_path / "deeper/in a folder/日本", ROOT / "data")
    code, said = workshop.build("--url", ORIGIN.rstrip("/"), **surroundings)
    assert code == 0, said
    assert tree(workshop.output) == expected


def test_building_again_changes_nothing(workshop: Workshop) -> None:
    """A second build of the same project gives the same bytes in a fresh folder."""
    before, place = tree(workshop.output), workshop.output.resolve()
    code, said = workshop.build()
    assert code == 0, said
    assert tree(workshop.output) == before
    assert workshop.output.resolve() != place
