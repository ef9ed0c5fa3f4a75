"""Reconciliation: what the forms of one Party say of the same thing, compared as printed.

Read ``printed`` (cells of forms), ``comparison`` (two sides and an outcome), the identities
(``flows``, ``stocks``, ``statements``), then ``build`` (the report and its findings).
"""

from reporting.forms.reconciliation.build import differences, reconciliation

__all__ = ["differences", "reconciliation"]
