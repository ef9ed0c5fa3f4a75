"""The proofs share with the other tests one browser, one served site and the small project."""

from tests.browser.fixtures import address, browser
from tests.site.conftest import small

__all__ = ["address", "browser", "small"]
