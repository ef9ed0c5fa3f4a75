"""How long the ledger takes beside SQL and pandas written by hand for the same results.

Read ``making`` with its SQL (the made-up ledgers and what is planted in them), ``ours``,
``by_hand`` with its SQL, ``by_pandas``, ``ways`` (what is timed), ``comparing`` (what must be
equal), ``__main__`` (the run).
"""
