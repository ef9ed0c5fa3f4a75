"""The ledger: its replay, its checks, its figures."""
