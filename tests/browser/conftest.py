"""The tests here share one browser and one served site."""

from tests.browser.fixtures import address, browser

__all__ = ["address", "browser"]
