"""The proofs share with the tests of the site the small project."""

from tests.site.conftest import small

__all__ = ["small"]
