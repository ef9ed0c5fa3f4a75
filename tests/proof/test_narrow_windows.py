"""Axe over every kind of page in narrow windows, in both languages."""

import pytest
from playwright.sync_api import Browser

from tests.browser.visiting import (
    AXE,
    COLOURS,
    LANGUAGES,
    OPEN_ALL,
    PHONE,
    SMALL_PHONE,
    TABLET,
    axe_violations,
    visiting,
)

pytestmark = [pytest.mark.proof, pytest.mark.browser]

# Colours do not change with the width of the window.
NO_COLOURS = {rule: {"enabled": False} for rule in COLOURS}
WITHOUT_COLOURS = {**AXE, "rules": {**AXE["rules"], **NO_COLOURS}}
WINDOWS = [SMALL_PHONE, PHONE, TABLET]


@pytest.mark.parametrize("language", LANGUAGES)
def test_narrow_windows(
    browser: Browser, address: str, kinds: dict[str, str], language: str
) -> None:
    """In no narrow window does axe find anything, and nothing is cut off sideways.

    Both languages have the same elements: axe is asked of Japanese at one width.
    """
    with visiting(browser, address, color_scheme="light") as visit:
        found = {}
        for kind, path in kinds.items():
            visit.open(LANGUAGES[language] + path)
            visit.page.evaluate(OPEN_ALL)
            for window in WINDOWS:
                visit.resize(window)
                assert visit.overflow() <= 0, (kind, window)
            for window in WINDOWS if language == "en" else WINDOWS[:1]:
                visit.resize(window)
                if violations := axe_violations(visit.page, WITHOUT_COLOURS, is_whole=False):
                    found[kind, window] = violations
        assert visit.faults == []
    assert found == {}
