"""The tests in a browser share with those of the site the small project."""

from tests.site.conftest import released, small

__all__ = ["released", "small"]
