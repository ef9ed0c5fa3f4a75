"""The unit ledger: who holds what, what was first transferred and when, what was used.

Ibis expressions on DuckDB or Spark; the only door to Ibis. Read `ledger` first.
"""
