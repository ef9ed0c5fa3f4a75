"""Axe over every kind of page, in every mode of showing, window and language."""

from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.visiting import (
    DESKTOP,
    LANGUAGES,
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
WINDOWS = [SMALL_PHONE, PHONE, TABLET]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("mode", MODES)
def test_mode(
    browser: Browser, address: str, kinds: dict[str, str], mode: str, language: str
) -> None:
    """In no mode does axe find anything on any kind of page, and nothing is cut off sideways."""
    with visiting(browser, address, **MODES[mode]) as visit:
        visit.resize(DESKTOP)
        if mode == "print":
            visit.page.emulate_media(media="print")
        found = {}
        for kind, path in kinds.items():
            visit.open(LANGUAGES[language] + path)
            if violations := axe_violations(visit.page):
                found[kind] = violations
            assert mode == "print" or visit.overflow() <= 0, kind
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
            for window in WINDOWS:
                visit.resize(window)
                if violations := axe_violations(visit.page):
                    found[kind, window] = violations
                assert visit.overflow() <= 0, (kind, window)
        assert visit.faults == []
    assert found == {}
