"""The structured summary, CTF table 4: a table under the method named, or one under each.

Read ``rows`` (the form as data), ``line`` and ``lines`` (what each row says), ``table``; the
figures are those of `reporting.reports.accounts`, by which `reporting.reports.balance` goes too.
"""

from reporting.reports.summary.building import summary

__all__ = ["summary"]
