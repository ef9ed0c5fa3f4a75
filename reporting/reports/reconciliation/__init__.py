"""Reconciliation: what the forms of one Party say of the same thing, compared as printed.

Read ``printed`` (cells of forms), ``comparing`` (two sides and an outcome), the identities
(``flows``, ``stocks``, ``statements``), then ``building`` (the report and its findings).
"""

from reporting.reports.reconciliation.building import differences, reconciliation

__all__ = ["differences", "reconciliation"]
