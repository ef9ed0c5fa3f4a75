"""Axe over every kind of page, in every mode of showing and language."""

from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.visiting import (
    AXE,
    DESKTOP,
    FOUND,
    LANGUAGES,
    OF_COLOURS,
    axe_violations,
    visiting,
)

pytestmark = [pytest.mark.proof, pytest.mark.browser]

# One axis at a time: how a reader asks for colours, on a desktop; `test_narrow_windows` has widths.
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
# Colours, and what is printed, do not change with the language: one is asked.
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
