"""The structured summary, CTF table 4: a table under the method named, or one under each.

Read `reporting.official_forms.ctf_table4` (the form as data), ``line`` and ``lines`` (what each row
says), ``table``; the figures are those of `reporting.forms.queries.accounts`, by which
`reporting.forms.queries.balance` goes too.
"""

from reporting.forms.ctf_table4.build import summary

__all__ = ["summary"]
