"""The same commit gives the same bytes, whatever the folder, clock, language and fonts."""

import subprocess
from pathlib import Path

import pytest

from tests.shared import ROOT
from tests.site.workshop import Workshop, tree

pytestmark = pytest.mark.proof

NO_FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{folder}</dir><cachedir>{folder}/cache</cachedir></fontconfig>
"""


def _locales() -> list[str]:
    listed = subprocess.run(["locale", "-a"], capture_output=True, text=True, check=True)
    return [each for each in listed.stdout.split() if each not in {"C", "POSIX"}]


def test_builds_in_different_places(site: Path, tmp_path: Path) -> None:
    """Folders, time zones, locales, hash seeds, homes and fonts differ; every byte is the same."""
    fonts = tmp_path / "fonts"
    fonts.mkdir()
    (tmp_path / "fonts.conf").write_text(NO_FONTS.format(folder=fonts), encoding="utf-8")
    others = _locales()
    surroundings = {
        "a": {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1", "LANG": "C"},
        "deeper/in a folder/日本": {
            "TZ": "America/Los_Angeles",
            "LC_ALL": next((each for each in others if each.startswith(("ja", "de"))), others[0]),
            "PYTHONHASHSEED": "4242",
            "HOME": str(tmp_path / "home"),
            "FONTCONFIG_FILE": str(tmp_path / "fonts.conf"),
            "PYTHONUTF8": "0",
        },
    }
    expected = tree(site)
    assert len(expected) > 1000
    for place, environment in surroundings.items():
        workshop = Workshop.copy(tmp_path / place, ROOT / "data")
        code, said = workshop.build(**environment)
        assert code == 0, said
        assert tree(workshop.output) == expected


def test_building_again_changes_nothing(small: Workshop) -> None:
    """A second build of the same project gives the same bytes in a fresh folder."""
    before, place = tree(small.output), small.output.resolve()
    code, said = small.build()
    assert code == 0, said
    assert tree(small.output) == before
    assert small.output.resolve() != place
