"""How long validation takes beside bare frictionless and SQL that only counts.

Read ``ledger`` (the table and its planted faults), ``ways`` (what is timed), ``planted`` (what must
be found), ``__main__`` (the run).
"""
