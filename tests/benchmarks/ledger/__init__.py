"""How long the ledger takes beside SQL written by hand for the same results.

Read ``making`` (the made-up ledgers and what is planted in them), ``ours``, ``by_hand`` with its
two SQL files, ``ways`` (what is timed), ``comparing`` (what must be equal), ``__main__`` (the run).
"""
