"""Axe over every kind of page, in every mode of showing, window and language."""

from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.visiting import (
    AXE,
    COLOURS,
    DESKTOP,
    FOUND,
    LANGUAGES,
    OF_COLOURS,
    OPEN_ALL,
    PHONE,
    SMALL_PHONE,
    TABLET,
    axe_violations,
    visiting,
)

pytestmark = [pytest.mark.proof, pytest.mark.browser]

# One axis at a time: how a reader asks for colours, on a desktop; how wide the window is, in light.
MODES: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "more contrast": {"contrast": "more"},
    "forced colours": {"forced_colors": "active"},
    "print": {},
}
RULES: dict[str, dict[str, Any]] = {
    # Where only colours differ from light, only the rules on colours can answer otherwise.
    **dict.fromkeys(("dark", "more contrast", "forced colours"), OF_COLOURS),
    "print": FOUND,  # nobody touches a link on paper
}
# Colours do not change with the width of the window.
NO_COLOURS = {rule: {"enabled": False} for rule in COLOURS}
WITHOUT_COLOURS = {**AXE, "rules": {**AXE["rules"], **NO_COLOURS}}
WINDOWS = [SMALL_PHONE, PHONE, TABLET]
# Nor do they, or what is printed, change with the language: one is asked.
ASKED = [*((mode, "en") for mode in MODES), ("light", "ja")]


@pytest.mark.parametrize(("mode", "language"), ASKED)
def test_mode(
    browser: Browser, address: str, kinds: dict[str, str], mode: str, language: str
) -> None:
    """In no mode does axe find anything on any kind of page, and nothing is cut off sideways.

    In light and English it looks at every row, else at three of each shape.
    """
    options = RULES.get(mode, AXE)
    with visiting(browser, address, **MODES[mode]) as visit:
        visit.resize(DESKTOP)
        if mode == "print":
            visit.page.emulate_media(media="print")
        found = {}
        for kind, path in kinds.items():
            visit.open(LANGUAGES[language] + path)
            assert mode == "print" or visit.overflow() <= 0, kind
            is_whole = (mode, language) == ("light", "en")
            if violations := axe_violations(visit.page, options, is_whole=is_whole):
                found[kind] = violations
        assert visit.faults == []
    assert found == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_narrow_windows(
    browser: Browser, address: str, kinds: dict[str, str], language: str
) -> None:
    """In no narrow window does axe find anything, and nothing is cut off sideways."""
    with visiting(browser, address, color_scheme="light") as visit:
        found = {}
        for kind, path in kinds.items():
            visit.open(LANGUAGES[language] + path)
            visit.page.evaluate(OPEN_ALL)
            for window in WINDOWS:
                visit.resize(window)
                assert visit.overflow() <= 0, (kind, window)
            for window in WINDOWS:
                visit.resize(window)
                if violations := axe_violations(visit.page, WITHOUT_COLOURS, is_whole=False):
                    found[kind, window] = violations
        assert visit.faults == []
    assert found == {}
