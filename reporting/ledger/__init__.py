"""The unit ledger: who holds what, what was first transferred and when, what was used.

SQL on DuckDB or Spark; the only door to either. Read `ledger` first, then the files of `sql` in the
order it names.
"""
