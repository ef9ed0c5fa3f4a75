"""Axe over every kind of page, in every mode of showing, window and language."""

from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.visiting import (
    DESKTOP,
    KINDS,
    LANGUAGES,
    SMALL_PHONE,
    axe_violations,
    visiting,
)

pytestmark = [pytest.mark.proof, pytest.mark.browser]

MODES: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "more contrast": {"contrast": "more"},
    "forced colours": {"forced_colors": "active"},
    "print": {},
}
WINDOWS = {"desktop": DESKTOP, "phone": SMALL_PHONE}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("window", WINDOWS)
@pytest.mark.parametrize("mode", MODES)
def test_mode(browser: Browser, address: str, mode: str, window: str, language: str) -> None:
    """In no mode does axe find anything on any kind of page, and nothing is cut off sideways."""
    width, height = WINDOWS[window]
    size = {"width": width, "height": height}
    found = {}
    with visiting(browser, address, viewport=size, **MODES[mode]) as visit:
        if mode == "print":
            visit.page.emulate_media(media="print")
        for kind, path in KINDS.items():
            visit.open(LANGUAGES[language] + path)
            if violations := axe_violations(visit.page):
                found[kind] = violations
            assert mode == "print" or visit.overflow() <= 0, kind
        assert visit.faults == []
    assert found == {}
