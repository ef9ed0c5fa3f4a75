"""Reconciliation: what the forms of one Party say of the same thing, compared as printed.

Read ``comparison`` (cells of forms, two sides and whether they agree), ``identities`` (flows,
stocks, statements), then ``build`` (the report and its findings).
"""

from reporting.forms.reconciliation.build import differences, reconciliation

__all__ = ["differences", "reconciliation"]
