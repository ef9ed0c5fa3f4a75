"""The proofs share with the tests of the site the small project, and an environment of others'."""

from tests.proof.validators import validators
from tests.site.conftest import plain, plain_workshop, released, small, workshop

__all__ = ["plain", "plain_workshop", "released", "small", "validators", "workshop"]
